"""Floor-walk sheets on the command line: shown, entered by options and from a table, set right, undone, refused."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.cli.shell import Shell
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES


@pytest.fixture
def walked(shell: Shell, audit: Path, tmp_path: Path) -> dict[str, dict[str, object]]:
    """The sheets that were printed, by name."""
    for kind in ("terminals", "rooms"):
        assert shell("import", audit, kind, xlsx(tmp_path / f"{kind}.xlsx", TABLES[kind]), "--json")[0] == 0
    code, told = shell("papers", "print", audit, tmp_path / "w.pdf", "--form", "walk-sheet", "--json")
    assert code == 0
    return {paper["name"]: paper for paper in told["papers"]}


@pytest.fixture
def number(walked: dict[str, dict[str, object]]) -> str:
    return str(walked["本店 2階 配電執務室"]["number"])


@pytest.fixture
def names(walked: dict[str, dict[str, object]], number: str) -> tuple[str, ...]:
    day = str(walked["本店 2階 配電執務室"]["at"])[:10]
    return "--on", day, "--auditor", "𠮷野 花子", "--witness", "髙橋 一郎"


def findings(shell: Shell, audit: Path) -> set[tuple[str, str]]:
    every = shell("findings", audit, "--source", "rules", "--json")[1]["findings"]
    return {(f["rule"], f["rows"][0]["key"]) for f in every if f["rule"] in ("R04", "R05") and f["status"] == "open"}


def test_a_room_is_entered_shown_set_right_and_undone(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...]
) -> None:
    code, told = shell("papers", "room", audit, number, "--json")
    assert (code, told["site"], told["place"], told["entered"]) == (0, "本店", "2階 配電執務室", None)
    assert [(t["key"], t["since"], t["seen"]) for t in told["terminals"]] == [
        ("PC-9", "same", None),
        ("PC-10", "same", None),
    ]
    options = (
        "--missing",
        "pc-9",
        "--elsewhere",
        "PC-10=3階 倉庫",
        "--note",
        "PC-10=棚の上",
        "--found",
        "X-1;ノート;窓際",
    )
    code, told = shell("papers", "enter", audit, number, *names, *options, "--json")
    assert code == 0
    counts = (told["there"], told["missing"], told["elsewhere"], told["unlisted"], told["records"]["added"])
    assert counts == (0, 1, 1, 1, 3)
    assert findings(shell, audit) == {("R04", "PC-9"), ("R05", "X-1")}
    assert shell("papers", "room", audit, number)[0] == 0
    assert re.search(r"PC-10 .*別の場所 3階 倉庫", shell.said)
    code, told = shell("papers", "room", audit, number, "--json")
    assert (told["terminals"][1]["remark"], told["entered"]["witness"]) == ("棚の上", "髙橋 一郎")
    code, told = shell("papers", "enter", audit, number, *names, "--rest-there", "--json")
    assert (told["records"], told["findings"]["resolved"]) == ({"added": 0, "changed": 2, "removed": 1}, 2)
    assert shell("papers", "enter", audit, number, *names, "--rest-there")[0] == 0
    assert "何も変更していません" in shell.said
    assert shell("undo", audit)[0] == 0
    assert findings(shell, audit) == {("R04", "PC-9"), ("R05", "X-1")}
    assert shell("verify", audit)[0] == 0


def test_results_come_back_in_a_table(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    table = tmp_path / "results.xlsx"
    assert shell("papers", "room", audit, number, "--out", table)[0] == 0
    book = openpyxl.load_workbook(table)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if row[0].value == "管理番号")[0].row
    assert [cell.value for cell in sheet[head]][:5] == ["管理番号", "結果", "見つかった場所", "状態", "備考"]
    sheet.cell(head + 1, 2).value = "×"
    sheet.cell(head + 2, 2).value = "ある"
    sheet.cell(head + 2, 4).value = "電源断"
    sheet.cell(head + 3, 1).value = "X-9"
    sheet.cell(head + 3, 6).value = "タブレット"
    book.save(table)
    code, told = shell("papers", "enter", audit, number, *names, "--from", table, "--json")
    assert (code, told["there"], told["missing"], told["unlisted"]) == (0, 1, 1, 1)
    assert findings(shell, audit) == {("R04", "PC-9"), ("R05", "X-9")}


def test_all_that_was_written_of_a_terminal_without_a_ledger_is_kept(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    table = tmp_path / "results.csv"
    head = "管理番号,結果,見つかった場所,状態,備考,種別・型番,システム,使用者"
    rows = ("PC-9,ある", "PC-10,ある,,,①番の棚", "X-9,ある,窓際,電源断,私物の疑い①,ノート,A1,神 一郎")
    table.write_text("\n".join((head, *rows)), encoding="utf-8")
    assert shell("papers", "enter", audit, number, *names, "--from", table, "--json")[0] == 0
    told = shell("papers", "room", audit, number, "--json")[1]
    assert told["terminals"][1]["remark"] == "①番の棚", "as it was written"
    (row,) = told["entered"]["unlisted"]
    assert (row["where"], row["condition"], row["remark"]) == ("窓際", "電源断", "私物の疑い①")
    assert row["user"] == "神 一郎"
    out = tmp_path / "held.csv"
    assert shell("export", audit, "stocktaking", out)[0] == 0
    held = next(line for line in out.read_text(encoding="utf-8-sig").splitlines() if line.startswith("X-9,"))
    assert ",電源断," in held
    assert "ノート / 窓際 / 私物の疑い" in held
    assert shell("papers", "room", audit, number)[0] == 0
    assert "私物の疑い" in shell.said
    again = ("--rest-there", "--found", "X-9;ノート;窓際;A1;神 一郎;電源断;私物の疑い①", "--note", "PC-10=①番の棚")
    assert shell("papers", "enter", audit, number, *names, *again)[0] == 0
    assert "何も変更していません" in shell.said


def test_a_terminal_that_is_not_on_the_sheet_cannot_be_missing_there(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    table = tmp_path / "results.csv"
    table.write_text("管理番号,結果\nPC-9,ある\nPC-10,ある\nPC-99,×\n", encoding="utf-8")
    code, told = shell("papers", "enter", audit, number, *names, "--from", table, "--json")
    assert (code, told["error"]["code"]) == (3, "walk_table_stranger")


def test_what_the_program_wrote_beside_a_terminal_is_no_remark(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    rooms = [*TABLES["rooms"], ["本店", "別館（北）", "３階", "ＯＡ室①", "", "", ""]]
    assert shell("import", audit, "rooms", xlsx(tmp_path / "rooms2.xlsx", rooms))[0] == 0
    assert shell("record", "edit", audit, "terminals", "PC-9", "place=３階 ＯＡ室①")[0] == 0
    table = tmp_path / "results.xlsx"
    assert shell("papers", "room", audit, number, "--out", table)[0] == 0
    book = openpyxl.load_workbook(table)
    head = next(row for row in book.active.iter_rows() if row[0].value == "管理番号")[0].row
    assert "室" in str(book.active.cell(head + 1, 5).value)
    for row in (1, 2):
        book.active.cell(head + row, 2).value = "ある"
    book.save(table)
    assert shell("papers", "enter", audit, number, *names, "--from", table)[0] == 0
    assert shell("papers", "room", audit, number, "--json")[1]["terminals"][0]["remark"] == ""


def test_a_csv_in_the_words_of_the_paper_will_do(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    table = tmp_path / "results.csv"
    table.write_text("管理番号,結果,見つかった場所\nPC-9,ある,\nPC-10,別の場所,3階\n", encoding="cp932")
    code, told = shell("papers", "enter", audit, number, *names, "--from", table, "--json")
    assert (code, told["there"], told["elsewhere"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("管理番号,備考\nPC-9,ある\n", "walk_table_columns"),
        ("管理番号,結果\nPC-9,たぶん\n", "walk_table_unclear"),
        ("票,WS-001\n管理番号,結果\nPC-9,ある\nPC-10,ある\n", "walk_table_other"),
        ("管理番号,結果\nPC-9,ある\n", "walk_undecided"),
        ("管理番号,結果\nPC-9,ある\nPC-10,別の場所\n", "walk_needs_where"),
        ("管理番号,結果\nPC-9,ある\nPC-9,ない\nPC-10,ある\n", "walk_named_twice"),
    ],
)
def test_a_table_that_is_not_clear_is_refused_whole(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...], tmp_path: Path, text: str, code: str
) -> None:
    table = tmp_path / "results.csv"
    table.write_text(text, encoding="utf-8")
    exit_code, told = shell("papers", "enter", audit, number, *names, "--from", table, "--json")
    assert (exit_code, told["error"]["code"]) == (3, code)
    assert shell("papers", "room", audit, number, "--json")[1]["entered"] is None


def test_what_does_not_fit_the_sheet_is_refused(shell: Shell, audit: Path, number: str, names: tuple[str, ...]) -> None:
    for options, code in (
        (("--missing", "PC-12", "--rest-there"), "walk_not_on_sheet"),
        (("--there", "PC-9"), "walk_undecided"),
        (("--rest-there", "--note", "PC-77=x"), "walk_not_on_sheet"),
        (("--rest-there", "--found", "PC-9"), "walk_repeated"),
    ):
        exit_code, told = shell("papers", "enter", audit, number, *names, *options, "--json")
        assert (exit_code, told["error"]["code"]) == (3, code)
    assert shell("papers", "room", audit, "RC-001", "--json")[0] == 3


def test_one_name_twice_is_refused_unless_the_reason_is_said(
    shell: Shell, audit: Path, number: str, names: tuple[str, ...]
) -> None:
    alone = (*names[:-1], "𠮷野花子", "--rest-there")
    assert shell("papers", "enter", audit, number, *alone)[0] == 3
    assert "同じ人" in shell.refused
    code, told = shell("papers", "enter", audit, number, *alone, "--one-person", "離島で一人", "--json")
    assert (code, told["one_person"], told["replaced"]["looks"]) == (0, "離島で一人", [])
    assert shell("papers", "room", audit, number, "--json")[1]["entered"]["one_person"] == "離島で一人"


def test_what_is_replaced_is_told(shell: Shell, audit: Path, number: str, names: tuple[str, ...]) -> None:
    before = ("--missing", "PC-9", "--elsewhere", "PC-10=3階", "--found", "X-1;ノート")
    assert shell("papers", "enter", audit, number, *names, *before)[0] == 0
    code, told = shell("papers", "enter", audit, number, *names, "--rest-there", "--json")
    assert code == 0
    assert [(e["key"], e["before"]["seen"]) for e in told["replaced"]["looks"]] == [
        ("PC-9", "missing"),
        ("PC-10", "elsewhere"),
    ]
    assert [row["number"] for row in told["replaced"]["unlisted_gone"]] == ["X-1"]
    assert shell("papers", "enter", audit, number, *names, *before)[0] == 0
    assert "PC-9: ある → ない" in shell.said
