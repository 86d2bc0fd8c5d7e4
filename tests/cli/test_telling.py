"""What the titles of a sheet tell, said otherwise on the command line: taken, refused, and told of."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.shell import Shell

HEAD = ["ユーザーID", "氏名", "権限", "付与日", "状態"]


def accounts(path: Path, **titles: str) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, title in titles.items():
        sheet = book.create_sheet(name)
        for row in ([title], [], HEAD, [f"{name}1", "山田", "参照", "2021/4/1", "有効"]):
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return accounts(tmp_path / "ID.xlsx", 託送="対象システム：託送業務システム", 配電="対象システム：配電情報システム")


def systems(told: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    return {sheet["name"]: sheet["told"] for sheet in told["sheets"]}


def stored(shell: Shell, audit: Path, tmp_path: Path) -> dict[str, str]:
    out = tmp_path / "out.csv"
    assert shell("export", audit, "accounts", out)[0] == 0
    head, *rows = [line.split(",") for line in out.read_text(encoding="utf-8-sig").splitlines()]
    return {row[0]: row[head.index("システム")] if "システム" in head else "" for row in rows}


def test_what_titles_tell_is_listed(shell: Shell, audit: Path, file: Path) -> None:
    code, told = shell("import", audit, "accounts", file, "--dry-run", "--json")
    assert code == 0
    assert systems(told) == {
        name: [{"field": "system", "value": value, "read": value, "source": "title"}]
        for name, value in (("託送", "託送業務システム"), ("配電", "配電情報システム"))
    }
    assert shell("import", audit, "accounts", file)[0] == 0
    assert "全行のシステム: 託送業務システム" in shell.said


def test_one_sheet_is_said_otherwise_and_remembered(shell: Shell, audit: Path, file: Path, tmp_path: Path) -> None:
    code, told = shell("import", audit, "accounts", file, "--tell", "託送!システム名=営業支援システム", "--json")
    assert code == 0
    assert systems(told)["託送"] == [
        {"field": "system", "value": "営業支援システム", "read": "託送業務システム", "source": "said"}
    ]
    assert systems(told)["配電"][0]["source"] == "title"
    assert stored(shell, audit, tmp_path) == {"託送1": "営業支援システム", "配電1": "配電情報システム"}
    # What stands in place of a heading is what holds.
    (sheet,) = [s for s in told["sheets"] if s["name"] == "託送"]
    assert "託送業務システム" not in sheet["mapping"]
    assert sheet["mapping"]["営業支援システム"] == "system"
    code, again = shell("import", audit, "accounts", file, "--json")
    assert again["rows"]["unchanged"] == 2
    # Whatever else is said, what was said of this file before holds.
    code, again = shell("import", audit, "accounts", file, "--map", "付与日=granted", "--json")
    assert again["rows"]["unchanged"] == 2


def test_every_sheet_is_told_at_once_and_nothing_is_refused(
    shell: Shell, audit: Path, file: Path, tmp_path: Path
) -> None:
    code, told = shell("import", audit, "accounts", file, "--tell", "system=", "--tell", "kind=個人", "--json")
    assert code == 0
    assert {t["field"]: (t["value"], t["source"]) for t in systems(told)["配電"]} == {
        "system": ("", "said"),
        "kind": ("個人", "said"),
    }
    assert stored(shell, audit, tmp_path) == {"託送1": "", "配電1": ""}


def test_the_office_of_a_sheet_is_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "北営業所"
    for row in (["端末台帳"], ["管理番号", "機器種別", "使用者", "状態"], ["PC-1", "ノート", "山田", "使用中"]):
        sheet.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    _, told = shell("import", audit, "terminals", path, "--dry-run", "--json")
    assert systems(told)["北営業所"] == [{"field": "site", "value": "北営業所", "read": "北営業所", "source": "title"}]
    _, told = shell("import", audit, "terminals", path, "--tell", "事業所=本店", "--json")
    assert systems(told)["北営業所"] == [{"field": "site", "value": "本店", "read": "北営業所", "source": "said"}]
    assert [r["code"] for r in told["problems"]] == []
    # The office of the whole file goes before.
    _, told = shell("import", audit, "terminals", path, "--site", "本店", "--dry-run", "--json")
    assert systems(told)["北営業所"] == [{"field": "site", "value": "本店", "read": "北営業所", "source": "said"}]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("権限=参照", "ledger_never_told"),
        ("シス=x", "ledger_field_unlike"),
        ("無いシート!system=x", "ledger_sheet_unknown"),
        ("kind=月曜日", "ledger_told_refused"),
    ],
)
def test_what_cannot_be_told_is_refused(shell: Shell, audit: Path, file: Path, said: str, code: str) -> None:
    result, told = shell("import", audit, "accounts", file, "--tell", said, "--json")
    assert (result, told["error"]["code"]) == (3, code)


def test_a_column_goes_before_what_is_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ユーザーID,氏名,システム名,権限\nu1,山田,託送業務システム,参照\n", encoding="utf-8-sig")
    code, told = shell("import", audit, "accounts", path, "--tell", "system=営業", "--json")
    assert (code, told["error"]["code"]) == (3, "ledger_told_by_column")
    assert shell("import", audit, "accounts", path, "--tell", "system")[0] == 2
