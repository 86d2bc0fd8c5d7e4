"""From a file to records: what is taken, what is passed over, what is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from openpyxl import Workbook

from app.errors import UserError
from app.formats.ledger_sheets import LedgerSheets
from app.i18n import gettext
from app.services.ledger_ports import Choices, SheetChoice
from app.services.ledger_problems import reason, sentence
from tests.benchmarks.ledger_file import write_ledger
from tests.formats.ledger_sheets.reading import chosen, read
from tests.formats.workbook.books import LEDGER, rewritten, xlsx


def test_an_untidy_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "台帳"
    rows = [
        ["東湾送配電株式会社 端末台帳"],
        ["令和8年10月31日現在"],
        [],
        ["No.", "管理番号", "シリアル番号", "事業所", "使用者", "配備日", "返却予定日", "状態", "備考"],
        [1, "ＰＣ－０００１", "SN1", "北営業所", "東湾　太郎", date(2023, 3, 31), "R8.3.31", "○", None],
        [2, 7, "SN2", "北営業所", "同上", "令和31年3月31日", None, "廃棄予定", "10F"],
        [],
        [3, None, None, "南営業所", "花子", None, None, None, None],
        [None, "合計", None, None, None, None, None, "3台", None],
        ["※ 予備機を除く"],
    ]
    for row in rows:
        sheet.append(row)
    path = tmp_path / "端末台帳.xlsx"
    book.save(path)
    records, problems, chunks = read(path)
    first, second = records
    assert (first.key, first.match_key, first.site, first.row) == ("PC-0001", "PC0001", "北営業所", 5)
    assert first.values == {
        "asset_no": "PC-0001",
        "serial": "SN1",
        "site": "北営業所",
        "user": "東湾 太郎",
        "delivered": "2023-03-31",
        "return_due": "2026-03-31",
        "status": "使用中",
    }
    assert first.raw["asset_no"] == "ＰＣ－０００１"
    assert first.raw["status"] == "○"
    assert (second.key, second.values["user"], second.values["status"]) == ("7", "東湾 太郎", "廃棄予定")
    assert "delivered" not in second.values
    assert [(p.row, p.column, p.code, p.rejected) for p in problems] == [
        (6, "配備日", "date_wrong_era", False),
        (8, "管理番号", "key_missing", True),
        (6, "状態", "state_unknown", False),
    ]
    assert sum(c.read for c in chunks) == 6
    assert (sum(c.rejected for c in chunks), sum(c.skipped for c in chunks)) == (1, 3)


def test_totals_in_the_column_of_the_keys_are_no_terminals(tmp_path: Path) -> None:
    rows = [
        ["事業所", "管理番号", "使用者", "設置場所", "状態"],
        ["北営業所", "PC-1", "東湾 太郎", "2階", "使用中"],
        ["小計", "1台"],
        ["南営業所", "25", "東湾 花子", "3階", "使用中"],
        ["南営業所", "26", None, None, None],
        ["小計", 2, None, None, "使用中 1台"],
        [None, "合計", "３台"],
        ["合　計", "（３台）"],
        ["備考", "合　計"],
    ]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "端末台帳.xlsx"
    book.save(path)
    records, problems, chunks = read(path)
    assert [r.key for r in records] == ["PC-1", "25", "26"]
    assert (problems, sum(c.skipped for c in chunks)) == ([], 5)


def test_a_csv_of_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "端末.csv"
    text = '管理番号,"設置\n場所",使用者名,棚卸日\r\nPC-1,"2階\n執務室",髙﨑　㈱,2026/10/1\r\nPC-2,3階,渡邊,―\r\n'
    path.write_bytes(text.encode("cp932"))
    records, problems, _ = read(path, site="北営業所")
    assert [(r.key, r.site) for r in records] == [("PC-1", "北営業所"), ("PC-2", "北営業所")]
    assert records[0].values["place"] == "2階 執務室"
    assert records[0].values["user"] == "髙﨑 (株)"
    assert records[0].values["inventoried"] == "2026-10-01"
    assert "inventoried" not in records[1].values
    assert problems == []


def test_double_keys_are_both_kept_and_told(tmp_path: Path) -> None:
    rows = [["PC-0001", "a"], ["ＰＣ－０００１", "b"], ["PC0001", "c"], ["PC-0001", "d"]]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", [["管理番号", "使用者"], *rows]))
    assert [r.match_key for r in records] == ["PC0001", "PC0001#2", "PC0001#3", "PC0001#4"]
    assert [(p.row, p.code) for p in problems] == [(3, "key_double"), (4, "key_similar"), (5, "key_double")]
    assert problems[0].values == {"other": "2", "other_sheet": "端末台帳"}
    assert problems[1].values["other_value"] == "PC-0001"
    assert not any(p.rejected for p in problems)


def test_double_keys_are_found_over_sheets(tmp_path: Path) -> None:
    path = books(tmp_path, {"北営業所": [["PC-1", "TD", "a"]], "南営業所": [["PC-1", "TD", "b"]]})
    records, problems, _ = read(path)
    assert [(r.match_key, r.site, r.sheet) for r in records] == [
        ("PC1", "北営業所", "北営業所"),
        ("PC1#2", "南営業所", "南営業所"),
    ]
    assert (problems[0].sheet, problems[0].values["other_sheet"]) == ("南営業所", "北営業所")


def test_lost_zeros_are_doubted_only_where_others_have_them(tmp_path: Path) -> None:
    padded: list[list[object]] = [["管理番号", "型番"], ["00121", "x"], ["00122", "x"], [123, "x"], ["10124", "x"]]
    _, problems, _ = read(xlsx(tmp_path / "a.xlsx", padded))
    assert [(p.row, p.value, p.code) for p in problems] == [(4, "123", "key_zeros")]
    plain: list[list[object]] = [["管理番号", "型番"], [9, "x"], [10, "x"], [100, "x"]]
    assert read(xlsx(tmp_path / "b.xlsx", plain))[1] == []


def test_another_key_serves_where_the_number_is_missing(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["管理番号", "シリアル番号", "ホスト名", "備考"],
        [None, "SN-1", "H1", ""],
        ["―", None, "H2", ""],
        [None, None, None, None],
        ["-", "", " ", "貸出"],
    ]
    records, problems, chunks = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [(r.key, r.match_key) for r in records] == [("SN-1", "serial:SN1"), ("H2", "hostname:H2")]
    assert [(p.code, p.row) for p in problems] == [("key_missing", 5)]
    assert sum(c.read for c in chunks) == 4
    assert (sum(c.rejected for c in chunks), sum(c.skipped for c in chunks)) == (1, 1)


def test_dittos_and_merged_cells_reach_down_but_never_for_keys(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in [
        ["管理番号", "型番", "使用者", "返却予定日", "返却日"],
        ["PC-1", "TD", "a", "2024/4/1", "同左"],
        [None, None, "〃", "2024/4/2", "―"],
        ["PC-3", None, "同上", None, "同左"],
    ]:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B4")
    book.save(tmp_path / "a.xlsx")
    records, problems, _ = read(tmp_path / "a.xlsx")
    first, third = records
    assert (first.values["model"], first.values["returned"]) == ("TD", "2024-04-01")
    assert (third.values["model"], third.values["user"]) == ("TD", "a")
    assert third.raw["user"] == "同上"
    assert [(p.row, p.code) for p in problems] == [(3, "key_missing"), (4, "ditto_unclear")]


def test_a_ditto_means_the_row_above_even_where_that_row_was_left_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["管理番号", "シリアル番号", "使用者", "職員番号", "状態"],
        ["PC-1", "SN1", "a", "101", "使用中"],
        [None, None, "b", "102", "予備"],
        ["PC-3", "〃", "〃", "〃", "″"],
        ["〃", "SN4", "同 上", "(同上)", "↓"],
        ["〃", None, "c", "103", "使用中"],
    ]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    shown = [(r.match_key, r.values["user"], r.values["user_id"], r.values["status"]) for r in records]
    assert shown == [("PC1", "a", "101", "使用中"), ("PC3", "b", "102", "予備"), ("serial:SN4", "b", "102", "予備")]
    assert "serial" not in records[1].values
    assert (records[1].raw["status"], records[2].raw["user_id"]) == ("″", "(同上)")
    # A number is nobody else's: the sign in its place is told and never followed.
    assert [(p.row, p.column, p.code) for p in problems] == [
        (3, "管理番号", "key_missing"),
        (6, "管理番号", "key_missing"),
        (4, "シリアル番号", "ditto_unclear"),
        (5, "管理番号", "dittos_unclear"),
    ]
    assert problems[-1].values == {"count": "2", "rows": "5–6"}


def test_sums_by_formula_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[object]] = [["№", "管理番号", "型番", "使用者"], [1, "PC-1", "TD", "a"], [2, "PC-2", "TD", "b"]]
    sums = [["小計", '=COUNTA(B2:B3)&"台"'], ["合計", "=SUBTOTAL(3,B2:B3)"]]
    path = xlsx(tmp_path / "a.xlsx", [*rows, *sums])
    text = b'<c r="B4"><f>COUNTA(B2:B3)&amp;"\xe5\x8f\xb0"</f><v />'

    def calculated(sheet: bytes) -> bytes:
        # As written by way of lxml, where that is installed.
        sheet = sheet.replace(b"&#21488;", "台".encode()).replace(b"<v></v>", b"<v />")
        assert text in sheet
        stored = text.replace(b'"B4"', b'"B4" t="str"').replace(b"<v />", "<v>2台</v>".encode())
        number = b"<f>SUBTOTAL(3,B2:B3)</f><v />"
        assert number in sheet
        return sheet.replace(text, stored).replace(number, number.replace(b"<v />", b"<v>2</v>"))

    rewritten(path, "xl/worksheets/sheet1.xml", calculated)
    records, problems, chunks = read(tmp_path / "a.xlsx")
    assert [r.key for r in records] == ["PC-1", "PC-2"]
    assert problems == []
    assert (sum(c.read for c in chunks), sum(c.skipped for c in chunks)) == (4, 2)


def test_the_name_of_a_block_tells_the_state_of_what_is_below(tmp_path: Path) -> None:
    rows = [
        ["管理番号", "型番", "使用者", "状態"],
        ["【使用中】"],
        ["PC-1", "TD", "a", ""],
        ["【予備機】"],
        ["PC-2", "TD", "", ""],
        ["PC-3", "TD", "", "修理中"],
        ["PC-4"],
        ["■廃棄"],
        ["PC-5", "TD", "", ""],
        ["北営業所(1台)"],
        ["PC-6", "TD", "b", ""],
        ["計6台"],
    ]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [(r.key, r.values.get("status", ""), r.site) for r in records] == [
        ("PC-1", "使用中", ""),
        ("PC-2", "予備", ""),
        ("PC-3", "修理中", ""),
        ("PC-4", "予備", ""),
        ("PC-5", "廃棄済", ""),
        ("PC-6", "", "北営業所"),
    ]
    assert "status" not in records[0].raw
    assert problems == []


def test_tables_side_by_side_are_told(tmp_path: Path) -> None:
    rows = [
        ["北営業所", None, None, None, "南営業所", None, None],
        ["管理番号", "使用者", "設置場所", None, "管理番号", "使用者", "設置場所"],
        ["PC-1", "a", "2階", None, "PC-11", "b", "1階"],
        ["計 1台", None, None, None, "計 1台", None, None],
    ]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.key for r in records] == ["PC-1"]
    assert [(p.row, p.code, p.value, p.values) for p in problems] == [
        (2, "columns_repeated", "管理番号", {"letter": "E"})
    ]
    companies = [
        ["管理番号", "東湾送配電株式会社", None, "東湾電力株式会社", None, "状態"],
        [None, "部署", "使用者", "部署", "使用者", None],
        ["PC-1", "配電課", "a", None, None, "使用中"],
        ["PC-2", None, None, "営業課", "b", "使用中"],
    ]
    _, problems, _ = read(xlsx(tmp_path / "b.xlsx", companies))
    assert [(p.code, p.value, p.values) for p in problems] == [("columns_repeated", "部署", {"letter": "D"})]
    # The same heading for somebody else's section is nothing of the kind.
    others = [["管理番号", "型番", "承認者", None, "使用者", None], [None, None, "所属", "氏名", "所属", "氏名"]]
    assert read(xlsx(tmp_path / "c.xlsx", [*others, ["PC-1", "TD", "総務課", "a", "配電課", "b"]]))[1] == []


def test_an_office_written_once_in_a_text_file_reaches_to_the_next_blank_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("事業所,管理番号,型番\n北営業所,PC-1,x\n,PC-2,x\n南営業所,PC-3,x\n,PC-4,x\n,,\n,PC-5,x\n", "utf-8")
    records, problems, _ = read(path)
    assert [r.site for r in records] == ["北営業所", "北営業所", "南営業所", "南営業所", ""]
    assert [(p.row, p.code, p.values) for p in problems] == [(3, "site_filled", {"count": "2"})]


def test_errors_in_cells_are_told_and_the_row_is_taken(tmp_path: Path) -> None:
    rows: list[list[object]] = [["管理番号", "型番", "配備日"], ["PC-1", "#REF!", "=B9"], ["PC-2", "x", None]]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.key for r in records] == ["PC-1", "PC-2"]
    assert [(p.row, p.column, p.code) for p in problems] == [
        (2, "型番", "cell_error"),
        (2, "配備日", "cell_uncalculated"),
    ]


def test_keys_that_were_never_calculated_are_a_refusal(tmp_path: Path) -> None:
    rows = [["管理番号", "型番", "使用者"], ["=C9", "x", "y"], ["=C9", "x", "y"]]
    path = xlsx(tmp_path / "a.xlsx", rows)
    with pytest.raises(UserError) as caught:
        read(path)
    error = caught.value
    assert error.code == "workbook_uncalculated"
    assert (error.values["sheet"], error.values["row"], error.values["column"]) == ("端末台帳", 2, "管理番号")
    # With another column to tell them apart the rows are taken.
    rows = [["管理番号", "シリアル番号", "使用者"], ["=C9", "SN1", "y"], ["=C9", "SN2", "y"]]
    assert [r.key for r in read(xlsx(tmp_path / "b.xlsx", rows))[0]] == ["SN1", "SN2"]


def test_another_table_below_is_left_out_and_told(tmp_path: Path) -> None:
    heading = ["管理番号", "型番", "使用者"]
    other = [["会社名", "管理番号", "備考"], ["東湾", "K-1", "b"]]
    rows = [heading, ["PC-1", "x", "a"], [], *other, [], heading, ["PC-2", "x", "b"]]
    records, problems, chunks = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.key for r in records] == ["PC-1", "PC-2"]
    assert [(p.row, p.code, p.rejected) for p in problems] == [(4, "header_second", True)]
    assert sum(c.rejected for c in chunks) == 2


def test_hidden_and_explaining_sheets_are_offered_but_not_taken(tmp_path: Path) -> None:
    rows = [["PC-1", "TD", "a"]]
    path = books(tmp_path, {"台帳": rows, "旧台帳": rows, "記入例": rows, "空": None}, hidden=("旧台帳",))
    look = LedgerSheets().look("terminals", path)
    assert [(s.name, s.visible, s.ledger, s.reason) for s in look.sheets] == [
        ("台帳", True, True, ""),
        ("旧台帳", False, True, ""),
        ("記入例", True, False, "sheet_example"),
        ("空", True, False, "sheet_empty"),
    ]
    assert [reason(s, look.file, gettext) for s in look.sheets][2:] == [
        "記入例又は説明のシートのようです。",
        "シートは空です。",
    ]
    assert list(chosen(look).sheets) == ["台帳"]


def test_a_sheet_of_another_ledger_is_not_taken(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "端末"
    for row in [["管理番号", "型番", "使用者"], ["PC-1", "TD", "a"]]:
        book.active.append(row)
    other = book.create_sheet("委託先")
    for row in [["管理番号", "会社名", "担当者", "備考"], ["K-1", "東湾サービス", "b", ""]]:
        other.append(row)
    book.save(tmp_path / "a.xlsx")
    look = LedgerSheets().look("terminals", tmp_path / "a.xlsx")
    assert [(s.name, s.ledger, s.reason) for s in look.sheets] == [
        ("端末", True, ""),
        ("委託先", False, "other_ledger"),
    ]


def test_a_list_of_accounts_is_no_list_of_terminals(tmp_path: Path) -> None:
    rows = [
        ["管理番号", "ユーザID", "氏名", "部署", "権限", "付与日"],
        ["R-1", "u1", "a", "配電課", "参照", "2024/4/1"],
    ]
    (sheet,) = LedgerSheets().look("terminals", xlsx(tmp_path / "a.xlsx", rows, "一覧")).sheets
    assert (sheet.ledger, sheet.reason) == (False, "other_ledger")


def test_a_table_without_headings_waits_for_a_person(tmp_path: Path) -> None:
    rows = [["a", "b", "c"], ["PC-1", "TD", "太郎"], ["PC-2", "TD", "花子"]]
    path = xlsx(tmp_path / "a.xlsx", rows)
    ledgers = LedgerSheets()
    (sheet,) = ledgers.look("terminals", path).sheets
    assert (sheet.ledger, sheet.header_row, sheet.reason, sheet.top[1]) == (
        False, 0, "header_unknown", ("PC-1", "TD", "太郎"),
    )  # fmt: skip
    (sheet,) = ledgers.look("terminals", path, header_rows={"端末台帳": 1}).sheets
    assert (sheet.header_row, [c.heading for c in sheet.columns]) == (1, ["a", "b", "c"])
    choices = Choices({"端末台帳": SheetChoice(1, 1, {0: "asset_no", 2: "user"})}, "北営業所")
    records = [r for chunk in ledgers.read("terminals", path, choices) for r in chunk.records]
    assert [(r.key, r.values, r.site) for r in records] == [
        ("PC-1", {"asset_no": "PC-1", "user": "太郎", "site": "北営業所"}, "北営業所"),
        ("PC-2", {"asset_no": "PC-2", "user": "花子", "site": "北営業所"}, "北営業所"),
    ]


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (None, "ledger_header_unknown"),
        (SheetChoice(0, 1, {0: "asset_no"}), "ledger_header_unknown"),
        (SheetChoice(1, 1, {1: "model"}), "ledger_key_unknown"),
        (SheetChoice(1, 1, {0: "asset_no", 1: "asset_no"}), "ledger_columns_double"),
        (SheetChoice(1, 1, {0: "asset_no", 1: "colour"}), "ledger_field_unknown"),
    ],
)
def test_choices_that_cannot_be_followed_are_refused_at_once(
    choice: SheetChoice | None, code: str, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with pytest.raises(UserError) as caught:
        LedgerSheets().read("terminals", path, Choices({"端末台帳": choice} if choice else {}))
    assert caught.value.code == code
    assert not re.search(r"\{\w+\}", caught.value.sentence(gettext))


def test_corrections_replace_cells_before_they_are_understood(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx", [["管理番号", "型番", "配備日"], ["PC-1", "x", "令和31年4月1日"], [None, "y", "R5.4.1"]]
    )
    ledgers = LedgerSheets()
    look = ledgers.look("terminals", path)
    fixed = {("端末台帳", 2, "delivered"): "平成31年4月1日", ("端末台帳", 3, "asset_no"): "PC-2"}
    choices = replace(chosen(look), corrections=fixed)
    chunks = list(ledgers.read("terminals", path, choices))
    assert [r.values["delivered"] for c in chunks for r in c.records] == ["2019-04-01", "2023-04-01"]
    assert [p for c in chunks for p in c.problems] == []


def test_the_layout_is_that_of_the_headings(tmp_path: Path) -> None:
    ledgers = LedgerSheets()
    first = ledgers.look("terminals", xlsx(tmp_path / "a.xlsx"))
    more = ledgers.look("terminals", xlsx(tmp_path / "b.xlsx", [*LEDGER, ["PC-9", "x", "y"]]))
    other = ledgers.look("terminals", xlsx(tmp_path / "c.xlsx", [[*LEDGER[0], "備考"], *LEDGER[1:]]))
    assert first.layout == more.layout != other.layout
    assert first.sha256 != more.sha256
    assert (first.file, first.size) == ("a.xlsx", (tmp_path / "a.xlsx").stat().st_size)


def test_a_file_changed_after_the_look_is_looked_through_again(tmp_path: Path) -> None:
    ledgers = LedgerSheets()
    path = xlsx(tmp_path / "a.xlsx")
    choices = chosen(ledgers.look("terminals", path))
    xlsx(path, [LEDGER[0], ["PC-7", "#REF!", "x"]])
    (chunk, _) = ledgers.read("terminals", path, choices)
    assert [p.code for p in chunk.problems] == ["cell_error"]


def test_every_problem_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    rows = [["管理番号", "型番", "配備日", "MACアドレス", "状態", "暗号化", "区画"]]
    rows += [["PC-1", "x", text, "zz", "謎", "謎", "謎"] for text in ("x", "2023/2/29", "R31.1.1", "3/1", "2023/3")]
    rows += [["1E+11", "x", "1/2/3", "", "", "", ""], ["2023-01-01", "x", "5.3.31", "", "", "", ""]]
    _, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert len({p.code for p in problems}) >= 13
    for problem in problems:
        japanese, english = sentence(problem, gettext), sentence(problem, str)
        assert re.search("[ぁ-ん]", japanese)
        assert not re.search(r"\{\w+\}", japanese + english)
        assert problem.value in japanese
    # Words that mean nothing to us are told once, not in every row, with how many rows have them.
    (unknown,) = (p for p in problems if p.code == "state_unknown")
    assert (unknown.row, unknown.values) == (2, {"alike": "5"})
    assert sentence(unknown, gettext).endswith("同じ記載は5行にあります。")


def test_a_column_of_nothing_but_unknown_words_is_told_as_far_as_it_goes(tmp_path: Path) -> None:
    rows = [["管理番号", "型番", "状態"], *([f"PC-{n}", "x", f"謎{n % 300}"] for n in range(600))]
    _, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    unknown = [p for p in problems if p.code == "state_unknown"]
    assert len({p.value for p in unknown}) == len(unknown) == 300
    assert sum(p.values == {"alike": "2"} for p in unknown) == 200


def test_a_large_ledger_is_streamed_in_chunks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_ledger(path, rows=2_500)
    records, problems, chunks = read(path)
    assert max(len(c.records) for c in chunks) <= 1_000
    assert len({r.match_key for r in records}) == len(records) == 2_500
    assert problems == []
    assert set(records[0].values) == {
        c.field for c in LedgerSheets().look("terminals", path).sheets[0].columns
    }  # fmt: skip


def books(folder: Path, sheets: dict[str, list[list[str]] | None], hidden: tuple[str, ...] = ()) -> Path:
    """A workbook of several sheets with the same headings."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [["管理番号", "型番", "使用者"], *rows] if rows else []:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(folder / "books.xlsx")
    return folder / "books.xlsx"


def _book(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台帳")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_total_that_stands_under_the_row_numbers_is_no_terminal(tmp_path: Path) -> None:
    head = ["№", "管理番号", "シリアル番号", "設置場所", "使用者", "状態"]
    listed: list[list[object]] = [[n, f"KS-{n:04}", f"SN{n}", "3階", f"山田{n}", "使用中"] for n in range(1, 6)]
    rows: Sequence[Sequence[object]] = [head, *listed, ["合計", "5台"]]
    records, problems, chunks = read(_book(tmp_path / "端末台帳.xlsx", rows))
    assert [record.key for record in records] == [f"KS-{n:04}" for n in range(1, 6)]
    assert not problems
    assert sum(chunk.skipped for chunk in chunks) == 1


def test_a_column_that_says_the_same_in_every_row_does_not_hold_the_import_up(tmp_path: Path) -> None:
    head = ["管理番号", "シリアル番号", "設置場所", "使用者", "状態"]
    rows = [head, *(["PC1", f"SN{n}", f"{n}号室", f"山田{n}", "使用中"] for n in range(12_000))]
    began = monotonic()
    records, _, _ = read(_book(tmp_path / "端末台帳.xlsx", rows))
    assert len({record.match_key for record in records}) == 12_000
    assert records[-1].match_key == "PC1#12000"
    # Searching all numbers before for each row takes about half a minute.
    assert monotonic() - began < 12


def test_a_sheet_named_after_the_head_office_is_about_it(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in ("本店", "北営業所"):
        sheet = book.create_sheet(name)
        sheet.append(["東湾送配電株式会社 本社 端末台帳"])
        sheet.append(["管理番号", "機器種別", "使用者"])
        sheet.append([f"{name}-1", "ノート", "佐藤"])
    path = tmp_path / "台帳.xlsx"
    book.save(path)
    records, _problems, _chunks = read(path)
    assert [record.site for record in records] == ["本店", "北営業所"]


def test_a_key_that_only_counts_the_rows_is_told(tmp_path: Path) -> None:
    head = ["管理番号", "機器種別", "使用者", "設置場所"]

    def rows(step: int) -> list[list[object]]:
        return [[step * n, "ノート", f"人{n}", "2階"] for n in range(1, 7)]

    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", [head, *rows(1)]))
    assert len(records) == 6
    assert [(p.row, p.code, p.column) for p in problems] == [(1, "key_running", "管理番号")]
    assert read(xlsx(tmp_path / "b.xlsx", [head, *rows(10)]))[1] == []
