"""What stands between an audit and its seal, as `gaps` tells it: where it is, and what lists it."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell

BEGUN = (
    "--organisation",
    "東湾送配電株式会社",
    "--role",
    "grid_operator",
    "--period",
    "2026年度上期",
    "--area",
    "A1-1",
)


@pytest.fixture
def siteless(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "b.shadan"
    assert shell("new", path, *BEGUN)[0] == 0
    return path


def gaps(shell: Shell, file: Path) -> dict[str, dict[str, Any]]:
    return {gap["code"]: gap for gap in shell("gaps", file, "--json")[1]["gaps"]}


def answered(shell: Shell, file: Path) -> None:
    for each in shell("answers", file, "--json")[1]["answers"]:
        words = ("answer", file, each["checkpoint"], "not_applicable", "--reason", "対象がない")
        assert shell(*words, *(("--site", each["site"]) if each["site"] else ()), "--as", "点検 花子")[0] == 0


def test_without_a_site_nothing_is_sealed_unless_that_is_said_to_be_right(shell: Shell, siteless: Path) -> None:
    answered(shell, siteless)
    assert shell("review", "request", siteless, "--all")[0] == 0
    assert shell("review", "accept", siteless, "--all", "--as", "確認 太郎")[0] == 0
    assert gaps(shell, siteless)["inconsistent"]["count"] == 1
    assert shell("approve", siteless, "--json")[1]["error"]["code"] == "approve_gaps"
    shell("consistency", "list", siteless, "--rule", "K65")
    assert "対象事業所がないため、事業所ごとに尋ねる1件の確認事項が、どこにも尋ねられていません。" in shell.said
    (hit,) = shell("consistency", "list", siteless, "--rule", "K65", "--json")[1]["hits"]
    assert (hit["severity"], hit["where"]["spot"]) == ("error", "site")
    assert shell("consistency", "note", siteless, hit["id"], "--reason", "本社の統制だけを点検する")[0] == 0
    assert "inconsistent" not in gaps(shell, siteless)
    assert shell("approve", siteless)[0] == 0
    assert shell("seal", siteless)[0] == 0


def test_a_site_settles_it(shell: Shell, siteless: Path) -> None:
    assert "inconsistent" in gaps(shell, siteless)
    assert shell("site", "add", siteless, "本店")[0] == 0
    assert "inconsistent" not in gaps(shell, siteless)


def test_what_the_checks_found_is_told_with_its_place_and_what_lists_it(shell: Shell, siteless: Path) -> None:
    shell("site", "add", siteless, "北営業所")
    shell("answer", siteless, "A1-1-05", "nonconforming", "--site", "北営業所")
    shell("answer", siteless, "A1-1-01", "conforming")
    found = gaps(shell, siteless)["inconsistent"]
    assert found["places"] == [{"checkpoint": "A1-1-05", "site": "北営業所"}]
    errors = shell("consistency", "list", siteless, "--severity", "error", "--json")[1]["hits"]
    assert found["count"] == len(errors)
    shell("gaps", siteless)
    lines = shell.said.splitlines()
    at = next(n for n, line in enumerate(lines) if line.endswith("shadan consistency list FILE --severity error"))
    assert lines[at + 1] == "    A1-1-05  北営業所"
    bare = next(n for n, line in enumerate(lines) if line.endswith("shadan answers FILE --show unproven"))
    assert lines[bare + 1] == "    A1-1-01  (全社)"
    # Those that are listed are those that are counted.
    shown = shell("answers", siteless, "--show", "unproven", "--json")[1]
    assert shown["count"] == gaps(shell, siteless)["unproven"]["count"] == 1
    given = shell("answers", siteless, "--show", "answered", "--json")[1]
    assert sorted(each["checkpoint"] for each in given["answers"]) == ["A1-1-01", "A1-1-05"]
