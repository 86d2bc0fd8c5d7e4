"""Ledgers on the command line, as a script that knows only the contract of `architecture.md` would use it."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.formats.catalogue.checking import LEDGERS
from tests.cli.ledger_files import odd, terminal, workbook
from tests.cli.shell import Shell

ROWS = {"read", "added", "changed", "unchanged", "rejected", "skipped", "gone"}


def test_a_ledger_is_imported_and_compared(shell: Shell, audit: Path, tmp_path: Path) -> None:
    first = workbook(tmp_path / "端末台帳.xlsx", 台帳=[terminal(n) for n in range(1, 11)])
    code, tried = shell("import", audit, "terminals", first, "--dry-run", "--json")
    assert (code, tried["rows"]["added"]) == (0, 10)
    code, made = shell("import", audit, "terminals", first, "--json")
    assert code == 0
    assert {"kind", "source", "rows", "sheets", "problems", "findings"} <= set(made)
    assert (made["kind"], made["source"]) == ("terminals", "端末台帳.xlsx")
    assert set(made["rows"]) == ROWS
    assert made["rows"] == {**dict.fromkeys(ROWS, 0), "read": 10, "added": 10}
    (sheet,) = made["sheets"]
    assert {"name", "header_row", "mapping", "unmapped", "rows"} <= set(sheet)
    assert (sheet["name"], sheet["header_row"], sheet["unmapped"]) == ("台帳", 3, [])
    assert (sheet["mapping"]["管理番号"], sheet["mapping"]["使用者"]) == ("asset_no", "user")
    assert set(made["findings"]) == {"new", "resolved", "open", "stale_answers"}
    newer = workbook(tmp_path / "新.xlsx", 台帳=[terminal(n, 備考="更新" if n == 5 else "") for n in range(3, 14)])
    code, again = shell("import", audit, "terminals", newer, "--json")
    rows = again["rows"]
    assert (rows["added"], rows["changed"], rows["unchanged"], rows["gone"]) == (3, 1, 7, 2)
    assert rows["read"] == rows["added"] + rows["changed"] + rows["unchanged"] + rows["rejected"] + rows["skipped"]
    assert (made["same_as"], again["same_as"]) == (None, None)
    code, third = shell("import", audit, "terminals", newer, "--json")
    assert code == 0
    assert third["same_as"] == {
        "batch": again["batch"], "number": 2, "date": third["same_as"]["date"], "later": 0, "corrections": 0,
    }  # fmt: skip
    assert third["same_as"]["date"]
    assert shell("import", audit, "terminals", newer)[0] == 0
    assert "まったく同じファイル" in shell.said
    assert "第3回の取り込み" in shell.said
    assert "変更はありません" in shell.said


def test_a_name_steers_no_terminal_and_makes_no_second_line(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = tmp_path / "a\n\x1b[31mb.xlsx"
    path.write_bytes(b"")
    assert shell("import", audit, "terminals", path)[0] == 3
    assert "\x1b" not in shell.refused
    assert len(shell.refused.splitlines()) == 1


def test_bad_cells_and_rows_are_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [
        terminal(1),
        terminal(2, 導入日="2023/2/29"),
        terminal(3, 管理番号="", 製造番号=""),
        terminal(4, 事業所="東支社"),
    ]
    code, made = shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows), "--json")
    assert code == 0
    assert (made["rows"]["added"], made["rows"]["rejected"]) == (3, 1)
    for problem in made["problems"]:
        assert {"sheet", "row", "column", "value", "code", "message"} <= set(problem)
        assert "{" not in problem["message"]
    told = {(p["row"], p["value"]) for p in made["problems"]}
    assert (5, "2023/2/29") in told
    assert (7, "東支社") in told
    assert any(p["row"] == 6 and p["rejected"] for p in made["problems"])
    code, named = shell("site", "alias", audit, "北営業所", "東支社", "--json")
    assert (code, named) == (0, {"site": "北営業所", "alias": "東支社"})
    assert shell("site", "alias", audit, "本店", "東支社")[0] == 3
    again = shell("import", audit, "terminals", tmp_path / "a.xlsx", "--json")[1]
    assert (7, "東支社") not in {(p["row"], p["value"]) for p in again["problems"]}


def test_refusals_leave_everything_as_it_was(shell: Shell, audit: Path, tmp_path: Path) -> None:
    before = shell("history", audit, "--json")[1]
    (tmp_path / "no.xlsx").write_bytes(b"not a workbook at all")
    for words, code in (
        (("terminals", tmp_path / "no.xlsx"), 3),
        (("terminals", tmp_path / "missing.xlsx"), 3),
        (("accounts", tmp_path / "no.xlsx"), 3),
        (("terminals", tmp_path / "no.xlsx", "--password-file", tmp_path / "none.txt"), 3),
    ):
        assert shell("import", audit, *words, "--json")[0] == code
        assert shell.refused.count("\n") == 1
    for wrong in (
        ("nonsense", "x.xlsx"),
        ("terminals", "x.xlsx", "--map", "x"),
        ("terminals", "x", "--header-row", "0"),
    ):
        code, refused = shell("import", audit, *wrong, "--json")
        assert (code, refused["error"]["code"]) == (2, "usage")
    assert shell("history", audit, "--json")[1] == before


def test_a_ledger_comes_out_as_it_stands_and_can_go_in_again(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(n, 備考="=1+1" if n == 2 else "") for n in range(1, 6)]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    for name in ("out.xlsx", "out.csv"):
        code, written = shell("export", audit, "terminals", tmp_path / name, "--json")
        assert (code, written["records"]) == (0, 5)
        code, again = shell("import", audit, "terminals", tmp_path / name, "--json")
        assert (code, again["rows"]["unchanged"], again["rows"]["added"]) == (0, 5, 0), again
    code, template = shell("template", "terminals", tmp_path / "ひな形.xlsx", "--json")
    assert code == 0
    assert load_workbook(template["file"]).sheetnames


@pytest.mark.parametrize("kind", sorted(LEDGERS))
def test_every_ledger_has_a_template_that_can_be_filled_in_and_read(
    shell: Shell, audit: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "ひな形.xlsx"
    assert shell("template", kind, path, "--json")[0] == 0
    book = load_workbook(path)
    for cell in book.worksheets[0][4]:
        cell.value = str(cell.value or "").removeprefix("(例)")
    book.save(path)
    code, result = shell("import", audit, kind, path, "--json")
    assert (code, result["rows"]["added"], result["kind"]) == (0, 1, kind)
    before = shell("findings", audit, "--json")[1]
    for name, language in (("out.csv", "ja"), ("out.xlsx", "ja"), ("en.xlsx", "en"), ("en.csv", "en")):
        code, written = shell("--lang", language, "export", audit, kind, tmp_path / name, "--json")
        assert (code, written["records"]) == (0, 1)
        code, again = shell("--lang", language, "import", audit, kind, tmp_path / name, "--dry-run", "--json")
        assert code == 0, again
        rows = {name: count for name, count in again["rows"].items() if count}
        assert (code, rows) == (0, {"read": 1, "unchanged": 1}), again
        assert (again["changes"], again["findings_new"], again["findings_resolved"]) == ([], [], [])
    assert shell("import", audit, kind, tmp_path / "out.xlsx")[0] == 0
    after = shell("findings", audit, "--json")[1]
    assert [(f["id"], f["status"]) for f in after["findings"]] == [(f["id"], f["status"]) for f in before["findings"]]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_trial_tells_the_whole_result(shell: Shell, audit: Path, tmp_path: Path, language: str) -> None:
    rows = [terminal(1), terminal(2, 区画="共用"), terminal(3), terminal(4)]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    rows = [terminal(1, 区画="共用"), terminal(2), terminal(3), terminal(5)]
    path = workbook(tmp_path / "b.xlsx", 台帳=rows)
    said = ("--lang", language, "import", audit, "terminals", path)
    before = shell("findings", audit, "--json")[1]
    code, tried = shell(*said, "--dry-run", "--json")
    assert code == 0
    changes = {(c["key"], c["change"]): c for c in tried["changes"]}
    assert set(changes) == {("PC-0001", "changed"), ("PC-0002", "changed"), ("PC-0004", "gone"), ("PC-0005", "added")}
    assert changes["PC-0001", "changed"]["fields"] == [{"field": "zone", "before": "専用", "after": "共用"}]
    (new,) = tried["findings_new"]
    (resolved,) = tried["findings_resolved"]
    assert (new["rule"], new["rows"][0]["key"], new["status"]) == ("R01", "PC-0001", "open")
    assert (resolved["rule"], resolved["rows"][0]["key"], resolved["status"]) == ("R01", "PC-0002", "resolved")
    assert tried["findings"] == {"new": 1, "resolved": 1, "open": 1, "stale_answers": 0}
    assert shell(*said, "--dry-run")[0] == 0
    heads = {
        "ja": ("新たに検出されるもの:", "検出されなくなるもの:"),
        "en": ("Would be found:", "Would no longer be found:"),
    }
    assert all(head in shell.said for head in heads[language])
    assert "専用 → 共用" in shell.said
    # Nothing of it was stored, and the import itself does what the trial said.
    assert shell("findings", audit, "--json")[1] == before
    code, done = shell(*said, "--json")
    assert (done["rows"], done["findings"]) == (tried["rows"], tried["findings"])
    known = {f["id"]: f["status"] for f in shell("findings", audit, "--json")[1]["findings"]}
    assert (known[new["id"]], known[resolved["id"]]) == ("open", "resolved")


def test_a_heading_that_a_rule_hears_comes_out_again(shell: Shell, audit: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "社員番号,氏名,所属会社,所属名,着任日,最終受講日,誓約書提出日\n"
        "100007,大谷 修,東湾送配電㈱,総務部,2021-04-01,2026-08-16,2020-04-25\n",
        encoding="utf-8-sig",
    )
    accounts = tmp_path / "accounts.csv"
    accounts.write_text(
        "ユーザーID,氏名,社員番号,所属会社,システム名,権限,付与日,状態\n"
        "T100007,大谷 修,100007,東湾送配電㈱,託送業務システム,参照,2021-04-01,有効\n",
        encoding="utf-8-sig",
    )
    shell("import", audit, "people", people)
    shell("import", audit, "accounts", accounts)
    for name in ("out.csv", "out.xlsx"):
        assert shell("export", audit, "people", tmp_path / name)[0] == 0
        code, again = shell("import", audit, "people", tmp_path / name, "--json")
        assert (code, again["rows"]["unchanged"]) == (0, 1)
        assert "最終受講日" in again["sheets"][0]["mapping"]
        assert shell("findings", audit, "--rule", "R30", "--json")[1]["findings"] == []


def test_a_problem_of_a_whole_row_names_no_column(shell: Shell, audit: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", 台帳=[terminal(1), terminal(2, 事業所="東支社")])
    assert shell("import", audit, "terminals", file)[0] == 0
    (line,) = [line for line in shell.said.splitlines() if line.startswith("  台帳!")]
    assert line.startswith("  台帳!5: ")


def test_listings_say_kinds_in_words_and_json_in_codes(shell: Shell, audit: Path, tmp_path: Path) -> None:
    book = workbook(tmp_path / "端末台帳.xlsx", 台帳=[terminal(n) for n in range(1, 4)])
    assert shell("import", audit, "terminals", book)[0] == 0
    assert [each["kind"] for each in shell("imports", "list", audit, "--json")[1]["imports"]] == ["terminals"]
    assert shell("imports", "list", audit)[0] == 0
    assert "端末台帳  端末台帳.xlsx" in shell.said
    assert "terminals" not in shell.said
    shell("imports", "list", audit, "--lang", "en")
    assert "Terminal ledger" in shell.said
    assert shell("alias", "add", audit, "companies", "東送", "東湾送配電株式会社")[0] == 0
    assert shell("alias", "list", audit, "--json")[1]["aliases"][0]["kind"] == "companies"
    shell("alias", "list", audit)
    assert shell.said.startswith("会社  東送")
    assert shell("plan", "separation", audit, "託送業務システム", "--state", "logical")[0] == 0
    shell("plan", "separation", audit)
    assert "託送業務システム  論理分割" in shell.said
    shell("plan", "case", audit)
    assert "renewable" not in shell.said
    assert shell("plan", "filing", audit, "--ground", "order")[0] == 0
    assert shell.said.startswith("業務改善命令")


def test_problems_that_are_alike_are_told_together(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(n, 導入日="R99.1.1") for n in range(1, 31)] + [terminal(31, 事業所="東支社", 棚卸日="いつか")]
    path = workbook(tmp_path / "a.xlsx", 台帳=rows)
    assert shell("import", audit, "terminals", path, "--dry-run")[0] == 0
    assert shell.said.count("導入日: ") == 3
    assert "同じ種類の問題がほかに 27 件あります(--all" in shell.said
    assert "台帳!34 棚卸日" in shell.said
    assert "東支社" in shell.said
    assert shell("import", audit, "terminals", path, "--dry-run", "--all")[0] == 0
    assert shell.said.count("導入日: ") == 30
    assert "--all" not in shell.said
    assert len(shell("import", audit, "terminals", path, "--json")[1]["problems"]) == 32


def test_rooms_of_one_name_in_different_offices_are_none_twice(shell: Shell, audit: Path, tmp_path: Path) -> None:
    block = [["2階", "配電執務室", "送配電", "カード"], ["1階", "打合せコーナー", "共用", "カード"]]
    lines = [["階", "室名", "占有", "入室方式"], ["◆ 南営業所", "", "", ""], *block, ["◆ 北営業所", "", "", ""], *block]
    path = odd(tmp_path / "a.csv", lines[0], *lines[1:])
    code, made = shell("import", audit, "rooms", path, "--json")
    codes = {p["code"] for p in made["problems"]}
    assert (code, made["rows"]["added"], codes) == (0, 4, {"ledger_site_not_found"})
    assert shell("export", audit, "rooms", tmp_path / "out.csv")[0] == 0
    assert shell("import", audit, "rooms", tmp_path / "out.csv", "--json")[1]["rows"]["unchanged"] == 4


def test_an_export_is_headed_like_the_template(shell: Shell, audit: Path, tmp_path: Path) -> None:
    path = odd(
        tmp_path / "a.csv", ("社員番号", "氏名", "受講日", "誓約書提出日"), ["1", "山田", "2026-06-10", "2026-06-11"]
    )
    shell("import", audit, "people", path)
    assert shell("export", audit, "people", tmp_path / "out.csv")[0] == 0
    code, again = shell("import", audit, "people", tmp_path / "out.csv", "--json")
    assert (code, again["rows"]["unchanged"], again["sheets"][0]["unsure"]) == (0, 1, [])
    assert list(again["sheets"][0]["mapping"]) == ["社員番号", "氏名", "研修受講日", "誓約日"]
