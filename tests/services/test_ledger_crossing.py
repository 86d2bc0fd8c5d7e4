"""Rights laid out across are told, and no mark is taken for a system."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.services import ledgers
from app.services.ports import Desk

HEAD = "社員番号,氏名,所属会社,ユーザーID"
PEOPLE = ("100,大谷 修,東湾送配電,u1", "200,平野 博,東湾送配電,u2", "300,千葉 実,東湾送配電,u3")


def csv(path: Path, head: str, *rows: str) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("dry_run", [True, False])
def test_systems_across_are_refused(desk: Desk, tmp_path: Path, dry_run: bool) -> None:
    known = csv(
        tmp_path / "systems.csv",
        "システム名,所管会社,保有情報,分離区分",
        "託送業務システム,東湾送配電,託送情報,物理",
        "配電工事管理,東湾送配電,設備情報,物理",
    )
    ledgers.import_batch(desk, "systems", known)
    rows = [f"{person},{marks}" for person, marks in zip(PEOPLE, ("○,", ",○", "○,○"), strict=True)]
    path = csv(tmp_path / "権限管理表.csv", f"{HEAD},託送業務システム,配電工事管理", *rows)
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "accounts", path, dry_run=dry_run)
    assert error.value.code == "ledger_crossed"
    assert error.value.values["columns"] == ["託送業務システム", "配電工事管理"]
    assert ledgers.batches(desk, "accounts") == ()


def test_marks_beside_a_list_are_none(desk: Desk, tmp_path: Path) -> None:
    rows = [f"{person},託送業務システム,参照,○,○" for person in PEOPLE]
    path = csv(tmp_path / "ID台帳.csv", f"{HEAD},システム名,権限,研修,誓約書", *rows)
    assert ledgers.import_batch(desk, "accounts", path).rows.added == 3
