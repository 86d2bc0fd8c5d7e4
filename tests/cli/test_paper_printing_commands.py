"""papers print: what came back is left out, what is replaced is named, what no font has is told with its place."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES

EMOJI = "井上 恵😀"


@pytest.fixture
def walked(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    """The audit with its rooms; their sheets came back, and the ledger changed since."""
    for kind in ("people", "rooms", "terminals"):
        assert shell("import", audit, kind, xlsx(tmp_path / f"{kind}.xlsx", TABLES[kind]))[0] == 0
    walk = tmp_path / "walk.pdf"
    assert shell("papers", "print", audit, walk, "--form", "walk-sheet")[0] == 0
    assert shell("papers", "scan", audit, walk)[0] == 0
    rows = [[cell.replace("井上 恵", "佐藤 一") for cell in row] for row in TABLES["terminals"]]
    assert shell("import", audit, "terminals", xlsx(tmp_path / "newer.xlsx", rows))[0] == 0
    return audit


def test_what_came_back_is_not_replaced_without_a_word(shell: Shell, walked: Path, tmp_path: Path) -> None:
    ask = ("papers", "print", walked, tmp_path / "again.pdf", "--form", "walk-sheet")
    code, told = shell(*ask, "--json")
    assert (code, told["error"]["code"]) == (3, "paper_all_back")
    assert shell("papers", "list", walked, "--form", "walk-sheet")[0] == 0
    assert "点検日の記録です" in shell.said
    assert shell(*ask, "--also-returned")[0] == 0
    assert shell.said.count("に代わるもの") == 1
    assert "回収済)に代わるもの" in shell.said


def test_what_is_replaced_and_what_is_left_out_is_in_the_object(shell: Shell, walked: Path, tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(b"earlier")
    code, told = shell("papers", "print", walked, tmp_path / "one.pdf", "--form", "walk-sheet", "--state", "returned",
                       "--json")  # fmt: skip
    assert code == 0
    replaced = [p["replaces"] for p in told["papers"] if p["replaces"]]
    assert [(r["edition"], bool(r["returned_at"]), r["signed"]) for r in replaced] == [(1, True, False)]
    assert told["left_out"] == []
    code, told = shell("papers", "print", walked, tmp_path / "rest.pdf", "--form", "walk-sheet", "--json")
    assert code == 0, "the new edition is out"
    assert len(told["papers"]) == 1
    assert {each["reason"] for each in told["left_out"]} == {"returned"}
    assert told["set_anew"] is False


def test_characters_that_no_font_has_are_told_with_their_place(shell: Shell, audit: Path, tmp_path: Path) -> None:
    for kind in ("people", "rooms"):
        assert shell("import", audit, kind, xlsx(tmp_path / f"{kind}.xlsx", TABLES[kind]))[0] == 0
    rows = [[cell.replace("井上 恵", EMOJI) for cell in row] for row in TABLES["terminals"]]
    assert shell("import", audit, "terminals", xlsx(tmp_path / "端末.xlsx", rows))[0] == 0
    ask = ("papers", "print", audit, tmp_path / "walk.pdf", "--form", "walk-sheet")
    assert shell(*ask)[0] == 3
    for part in ("端末台帳 PC-9", "端末.xlsx", "3行", "本店", "使用者", "U+1F600"):
        assert part in shell.refused
    code, told = shell(*ask, "--leave-out-unprintable", "--json")
    assert code == 0
    (left,) = told["left_out"]
    assert left["reason"] == "unprintable"
    (place,) = left["places"]
    assert (place["kind"], place["key"], place["file"], place["row"]) == ("terminals", "PC-9", "端末.xlsx", 3)
    assert place["characters"] == ["U+1F600"]
    assert left["name"] not in {p["name"] for p in told["papers"]}
    assert told["papers"], "the others were printed"
    assert shell("undo", audit)[0] == 0
    assert shell(*ask, "--leave-out-unprintable")[0] == 0
    assert "印刷できない文字があるため除外" in shell.said
