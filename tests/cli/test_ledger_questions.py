"""What an import on the command line leaves open, tells and is told: columns, offices, marks, parts of a ledger."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from tests.cli.ledger_files import HEADINGS, odd, terminal, workbook
from tests.cli.shell import Shell

ROWS = {"read", "added", "changed", "unchanged", "rejected", "skipped", "gone"}


def test_a_ledger_that_comes_in_several_files(shell: Shell, audit: Path, tmp_path: Path) -> None:
    north = workbook(tmp_path / "北.xlsx", 台帳=[terminal(n) for n in range(1, 11)])
    south = workbook(tmp_path / "南.xlsx", 台帳=[terminal(n) for n in range(101, 109)])
    _, made = shell("import", audit, "terminals", north, "--json")
    assert made["part"] == {"number": 1, "replaces": [], "kept": 0, "told_by": "keys", "before": []}
    _, tried = shell("import", audit, "terminals", south, "--dry-run", "--json")
    code, made = shell("import", audit, "terminals", south, "--json")
    assert (code, tried["part"]) == (0, made["part"])
    assert made["rows"]["gone"] == 0
    assert made["part"] == {
        "number": 2, "replaces": [], "kept": 10, "told_by": "keys",
        "before": [{"number": 1, "source": "北.xlsx", "records": 10, "in_both": 0, "missing": 10}],
    }  # fmt: skip
    # A newer file of the first: nothing of the second is gone.
    newer = workbook(tmp_path / "北 11月.xlsx", 台帳=[terminal(n) for n in range(2, 12)])
    assert shell("import", audit, "terminals", newer)[0] == 0
    assert "前からの8台は、別のファイルのものとして残しました。" in shell.said
    imports = shell("imports", "list", audit, "--json")[1]["imports"]
    assert [(i["part"], i["newer_version_of"], i["kept"]) for i in imports] == [
        (1, None, 0), (2, None, 10), (1, imports[0]["id"], 8),
    ]  # fmt: skip
    assert all(set(each["rows"]) == ROWS for each in imports)
    assert shell("imports", "list", audit)[0] == 0
    assert [line.rpartition("  ")[2] for line in shell.said.splitlines()] == [
        "最初の取り込み", "別の部分", "北.xlsx の新しい版",
    ]  # fmt: skip


def test_the_command_line_keeps_what_nobody_knows_to_be_gone_until_it_is_said(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    shell("import", audit, "terminals", workbook(tmp_path / "一.xlsx", 台帳=[terminal(n) for n in range(1, 11)]))
    second = workbook(tmp_path / "二.xlsx", 台帳=[terminal(n) for n in (1, 2, *range(101, 109))])
    words = ("import", audit, "terminals", second)
    assert shell(*words, "--dry-run")[0] == 0
    assert "--replaces(載っていない記録は消滅とする)又は --part" in shell.said
    _, open_ = shell(*words, "--dry-run", "--json")
    assert (open_["part"]["told_by"], open_["part"]["kept"], open_["rows"]["gone"]) == ("doubtful", 8, 0)
    _, said = shell(*words, "--replaces", "--dry-run", "--json")
    assert (said["part"]["told_by"], said["part"]["replaces"], said["rows"]["gone"]) == ("said", [1], 8)
    _, said = shell(*words, "--part", "--json")
    assert (said["part"]["told_by"], said["part"]["number"], said["rows"]["gone"]) == ("said", 2, 0)
    # All numbered anew: of two files before it must be said which one is meant.
    third = workbook(tmp_path / "三.xlsx", 台帳=[terminal(n) for n in range(201, 211)])
    words = ("import", audit, "terminals", third)
    assert shell(*words, "--replaces")[0] == 3
    assert "--replaces-file NAME" in shell.refused
    assert shell(*words, "--replaces-file", "無.xlsx")[0] == 3
    assert "一.xlsx" in shell.refused
    batch = shell("imports", "list", audit, "--json")[1]["imports"][0]["id"]
    for name in ("一.xlsx", batch):
        _, said = shell(*words, "--replaces-file", name, "--dry-run", "--json")
        assert (said["part"]["replaces"], said["rows"]["gone"], said["part"]["kept"]) == ([1], 8, 10)
    both = ("--replaces-file", "一.xlsx", "--replaces-file", "二.xlsx")
    assert shell(*words, *both, "--json")[1]["rows"]["gone"] == 18
    assert shell(*words, "--part", "--replaces")[0] == 2


def test_sheets_header_and_columns_can_be_said(shell: Shell, audit: Path, tmp_path: Path) -> None:
    odd = ["ばんごう", "つかう人", "じょうたい", "ビコウ"]
    rows = [["A-1", "山田", "使用中", ""], ["A-2", "佐藤", "使用中", ""]]
    path = workbook(tmp_path / "odd.xlsx", headings=odd, 一=rows, 二=[["B-1", "鈴木", "使用中", ""]])
    code, refused = shell("import", audit, "terminals", path, "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_not_recognised")
    assert {"code", "message", "file", "sheet", "row", "column"} <= set(refused["error"])
    assert refused["error"]["file"] == "odd.xlsx"
    assert "--map" in refused["error"]["message"]
    assert "ばんごう" in refused["error"]["message"]
    assert shell.refused.count("\n") == 1
    said = ("--header-row", 3, "--map", "ばんごう=asset_no", "--map", "つかう人=user", "--map", "じょうたい=status")
    code, made = shell("import", audit, "terminals", path, *said, "--sheet", "一", "--json")
    assert code == 0
    assert [(s["name"], s["header_row"], s["rows"]["added"]) for s in made["sheets"]] == [("一", 3, 2)]
    mapping = {heading.rpartition("› ")[2]: field for heading, field in made["sheets"][0]["mapping"].items()}
    assert mapping == {"ばんごう": "asset_no", "つかう人": "user", "じょうたい": "status"}
    assert made["sheets"][0]["unmapped"][0].endswith("ビコウ")
    code, made = shell("import", audit, "terminals", path, *said, "--sheet", "二", "--site", "本店", "--json")
    assert (code, made["rows"]["added"], made["rows"]["gone"]) == (0, 1, 0)
    for words, word in (
        (("--sheet", "三"), "三"),
        (("--header-row", 3, "--map", "なし=user"), "なし"),
        (("--header-row", 3, "--map", "ばんごう=nonsense"), "nonsense"),
        (("--site", "どこか"), "どこか"),
    ):
        assert shell("import", audit, "terminals", path, *words)[0] == 3, words
        assert word in shell.refused


def _offices(tmp_path: Path) -> Path:
    rows = [terminal(1), terminal(2, 事業所="東支社"), terminal(3, 事業所="東支社"), terminal(4, 事業所="倉庫 Ａ")]
    return workbook(tmp_path / "offices.xlsx", 台帳=rows)


def _told(made: dict[str, Any]) -> list[tuple[str, int, str | None]]:
    return sorted((o["name"], o["rows"], o["site"]) for o in made["offices"])


def test_offices_that_are_no_sites_are_told_and_decided(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = _offices(tmp_path)
    code, tried = shell("import", audit, "terminals", source, "--dry-run", "--json")
    assert (code, _told(tried)) == (0, [("倉庫 A", 1, None), ("東支社", 2, None)])
    said = ("import", audit, "terminals", source, "--office", "東支社=本店", "--office", "倉庫Ａ=+", "--json")
    code, made = shell(*said)
    assert (code, _told(made)) == (0, [("倉庫 A", 1, "+"), ("東支社", 2, "本店")])
    assert not [p for p in made["problems"] if p["code"] == "ledger_site_not_found"]
    sites = {s["name"]: s["aliases"] for s in shell("site", "list", audit, "--json")[1]["sites"]}
    assert sites == {"本店": ["東支社"], "北営業所": [], "倉庫 A": []}
    # The same command again, as a script gives it every month: what was decided is known.
    code, again = shell(*said)
    assert (code, again["rows"]["unchanged"], again["offices"]) == (0, 4, [])
    assert [s["name"] for s in shell("site", "list", audit, "--json")[1]["sites"]] == list(sites)


def test_an_office_can_be_left_out(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = _offices(tmp_path)
    made = shell("import", audit, "terminals", source, "--office", "東支社=", "--office", "倉庫Ａ=", "--json")[1]
    assert _told(made) == [("倉庫 A", 1, ""), ("東支社", 2, "")]
    assert [s["name"] for s in shell("site", "list", audit, "--json")[1]["sites"]] == ["本店", "北営業所"]


@pytest.mark.parametrize(
    ("office", "code"),
    [("東支杜=+", "ledger_office_unknown"), ("東支社=どこか", "site_unknown"), ("北営業所=本店", "site_alias_taken")],
)
def test_a_slip_in_an_office_becomes_no_site(shell: Shell, audit: Path, tmp_path: Path, office: str, code: str) -> None:
    source = _offices(tmp_path)
    said, refused = shell("import", audit, "terminals", source, "--office", office, "--json")
    assert (said, refused["error"]["code"]) == (3, code)
    if code == "ledger_office_unknown":
        assert "東支社、倉庫 A" in refused["error"]["message"]
    assert [s["name"] for s in shell("site", "list", audit, "--json")[1]["sites"]] == ["本店", "北営業所"]
    assert shell("imports", "list", audit, "--json")[1]["imports"] == []


def test_only_columns_with_something_in_them_are_called_left_out(shell: Shell, audit: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADINGS, None, None, "メモ欄", None])
    sheet.append([*terminal(1), None, "見出しのない値", None, None])
    sheet.cell(4, len(HEADINGS) + 4).font = Font(bold=True)
    book.save(tmp_path / "wide.xlsx")
    made = shell("import", audit, "terminals", tmp_path / "wide.xlsx", "--json")[1]
    assert made["sheets"][0]["unmapped"] == ["R", "メモ欄"]


def test_a_heading_that_stands_twice_keeps_what_is_read(shell: Shell, audit: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADINGS, "管理番号"])
    sheet.append([*terminal(1), "旧"])
    book.save(tmp_path / "twice.xlsx")
    made = shell("import", audit, "terminals", tmp_path / "twice.xlsx", "--json")[1]
    assert made["sheets"][0]["mapping"]["管理番号"] == "asset_no"


def test_sheets_that_were_not_read_are_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "端末.xlsx", 端末=[terminal(1)], 旧=[terminal(2)], 白紙=[])
    book = load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book["白紙"].delete_rows(1, 9)
    book.create_sheet("記入要領")["A1"] = "1 管理番号は総務部が採番する。"
    book.save(path)
    _, made = shell("import", audit, "terminals", path, "--dry-run", "--json")
    assert [(s["name"], s["hidden"], bool(s["reason"])) for s in made["left_out"]] == [
        ("旧", True, False),
        ("記入要領", False, True),
    ]


def test_marks_of_a_table_of_rights_are_told_and_said(shell: Shell, audit: Path, tmp_path: Path) -> None:
    source = tmp_path / "権限管理表.csv"
    rows = ["氏名,ユーザーID,託送業務システム,配電工事管理システム", "大谷 修,u1,◎,参", "平野 博,u2,○,参"]
    source.write_text("\n".join(rows) + "\n", "utf-8-sig")
    code, tried = shell("import", audit, "accounts", source, "--dry-run", "--json")
    assert (code, [(m["mark"], m["cells"], m["right"]) for m in tried["marks"]]) == (
        0, [("参", 2, None), ("◎", 1, None)],
    )  # fmt: skip
    assert tried["marks"][1]["examples"] == [{"sheet": "権限管理表", "row": 2, "heading": "託送業務システム"}]
    assert shell("import", audit, "accounts", source, "--dry-run")[0] == 0
    assert "--mark ◎=権限 で意味を指定してください" in shell.said
    code, refused = shell("import", audit, "accounts", source, "--mark", "◆=更新", "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_mark_unknown")
    assert "参、◎" in refused["error"]["message"]
    code, made = shell("import", audit, "accounts", source, "--mark", "◎＝更新", "--mark", "参=閲覧", "--json")
    assert (code, made["rows"]["added"], made["rows"]["rejected"]) == (0, 4, 0)
    assert [(m["mark"], m["right"]) for m in made["marks"]] == [("参", "閲覧"), ("◎", "更新")]
    # It is known the next time, and can be taken back.
    assert shell("import", audit, "accounts", source, "--json")[1]["rows"]["unchanged"] == 4
    left = shell("import", audit, "accounts", source, "--mark", "参=", "--json")[1]
    assert (left["rows"]["rejected"], left["rows"]["gone"]) == (2, 2)
    assert shell("import", audit, "accounts", source, "--mark", "更新", "--json")[0] == 2
    assert "印=権限" in shell.said or "MARK=RIGHT" in shell.said


def test_a_required_field_without_a_column_is_refused_with_the_ready_option(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    headings = ("システムコード", "呼び方", "所管会社", "利用会社")
    path = odd(tmp_path / "一覧.csv", headings, ["S1", "託送業務システム", "甲", "乙"])
    for words in ((), ("--dry-run",), ("--map", "システムコード=code")):
        code, refused = shell("import", audit, "systems", path, *words, "--json")
        assert (code, refused["error"]["code"]) == (3, "ledger_required_unmapped")
    told = refused["error"]["message"]
    assert all(part in told for part in ("一覧.csv", "シート「一覧」", "システム名", "呼び方", '--map "呼び方=name"'))
    assert shell("ledger", "list", audit, "systems", "--json")[1].get("records", []) == []
    code, made = shell("import", audit, "systems", path, "--map", "呼び方=name", "--json")
    assert (code, made["sheets"][0]["mapping"]["呼び方"]) == (0, "name")
    # What is left out by somebody's word is asked about no more: the code tells the systems apart.
    other = odd(tmp_path / "別.csv", (*headings, "区分"), ["S2", "営業システム", "甲", "乙", "1"])
    assert shell("import", audit, "systems", other, "--map", "呼び方=", "--map", "区分=", "--part")[0] == 0


def test_one_of_several_keys_suffices(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = odd(tmp_path / "a.csv", ("製造番号", "設置場所", "使用者", "らん"), ["SN1", "2階", "山田", "1"])
    code, made = shell("import", audit, "terminals", path, "--json")
    assert (code, made["sheets"][0]["open"]) == (
        0, [{"column": "D", "heading": "らん", "field": "", "confidence": 0.0, "option": '--map "らん=項目"'}],
    )  # fmt: skip
    bare = odd(
        tmp_path / "b.csv", ("設置場所", "使用者", "状態", "棚卸日", "しるし"), ["2階", "山田", "使用中", "", "A1"]
    )
    assert shell("import", audit, "terminals", bare)[0] == 3
    assert '--map "しるし=asset_no"' in shell.refused
    assert shell("import", audit, "terminals", bare, "--map", "しるし=asset_no", "--part")[0] == 0


def test_what_is_left_out_unasked_is_told_each_time_until_somebody_says_what_it_is(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    headings = ("社員番号", "氏名", "システム名", "ID", "権限", "個人番号", "最終アクセス")
    path = odd(tmp_path / "a.csv", headings, ["1", "山田", "託送業務システム", "U1", "参照", "7", "2026-09-01"])
    for _time in range(2):
        assert shell("import", audit, "accounts", path)[0] == 0
        assert 'G列「最終アクセス」。「最終ログイン」として取り込むには: --map "最終アクセス=last_login"' in shell.said
    assert shell("import", audit, "accounts", path, "--map", "最終アクセス=last_login", "--map", "個人番号=")[0] == 0
    for _time in range(2):
        _, made = shell("import", audit, "accounts", path, "--json")
        (sheet,) = made["sheets"]
        assert (sheet["mapping"]["最終アクセス"], sheet["open"]) == ("last_login", [])


def test_headings_that_are_named_find_their_row(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = ["A1", "甲", "乙"], ["A2", "甲", "乙"]
    path = odd(tmp_path / "a.csv", ("番号", "なにか", "べつの何か"), *rows, above=40)
    code, made = shell(
        "import", audit, "terminals", path, "--map", "番号=asset_no", "--map", "べつの何か=user", "--json"
    )
    assert (code, made["sheets"][0]["header_row"], made["rows"]["added"]) == (0, 41, 2)
    other = odd(tmp_path / "b.csv", ("ばん", "なに", "べつ"), *rows)
    code, refused = shell("import", audit, "terminals", other, "--map", "ばん=asset_no", "--map", "無=user", "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_header_row_unsaid")
    assert "--header-row" in refused["error"]["message"]


def test_a_regional_file_does_not_empty_the_one_for_all(shell: Shell, audit: Path, tmp_path: Path) -> None:
    north = [terminal(n) for n in range(1, 9)]
    south = [terminal(n, 事業所="本店") for n in range(101, 105)]
    shell("import", audit, "terminals", workbook(tmp_path / "全社.xlsx", 台帳=[*north, *south]))
    history = shell("history", audit, "--json")[1]
    # Most are there, but none of 本店; then half of one office, and none of another.
    region = workbook(tmp_path / "北.xlsx", 台帳=north)
    few = workbook(tmp_path / "少.xlsx", 台帳=[*north[:4], *south[:1]])
    for path in (region, few):
        for words in ((), ("--dry-run",)):
            code, refused = shell("import", audit, "terminals", path, *words, "--json")
            assert (code, refused["error"]["code"]) == (3, "ledger_takes_much")
        told = refused["error"]["message"]
        assert all(word in told for word in ("全社.xlsx", "--replaces", "--part", "--replaces-file", "--site"))
    assert shell("history", audit, "--json")[1] == history
    for said, gone in ((("--replaces",), 4), (("--replaces-file", "全社.xlsx"), 4), (("--part",), 0)):
        code, tried = shell("import", audit, "terminals", region, *said, "--dry-run", "--json")
        assert (code, tried["rows"]["gone"]) == (0, gone)
    code, made = shell("import", audit, "terminals", region, "--site", "北営業所", "--json")
    assert (code, made["rows"]["gone"]) == (0, 0)
    assert shell("import", audit, "terminals", workbook(tmp_path / "新.xlsx", 台帳=[*north[1:], *south[1:]]))[0] == 0


def test_a_ledger_given_as_another_kind_is_told_what_it_looks_like(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "端末.xlsx", 台帳=[terminal(n) for n in range(1, 4)])
    code, refused = shell("import", audit, "contractors", path, "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_of_other_kind")
    told = refused["error"]["message"]
    assert "「委託先台帳」ではなく「端末台帳」のようです" in told
    assert f'shadan import "{audit}" terminals "{path}"' in told
    # Who says what a column is has decided.
    code, refused = shell("import", audit, "contractors", path, "--map", "備考=remarks", "--json")
    assert (code, refused["error"]["code"]) == (3, "ledger_required_unmapped")
    assert shell("import", audit, "terminals", path)[0] == 0


def test_what_is_not_certain_is_told_with_what_it_was_taken_for(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = odd(
        tmp_path / "a.csv",
        ("製造番号", "設置場所", "使用者", "確認日", "使用状況"),
        ["SN1", "2階", "山田", "R8.9.1", "使用可能品"], ["SN2", "2階", "佐藤", "R8.9.1", "使用可能品"],
    )  # fmt: skip
    assert shell("import", audit, "terminals", path, "--dry-run")[0] == 0
    assert "確実でない列: 確認日 → 棚卸日" in shell.said
    assert "状態「使用可能品」の意味を判別できません。記載のまま取り込みます。同じ記載は2行にあります。" in shell.said
    assert "--site 事業所名" in shell.said
    assert shell("record", "remove", audit, "terminals", "存在しない", "--reason", "廃棄")[0] == 3
    assert "「端末台帳」に「存在しない」の記録はありません。" in shell.refused
