"""Ledgers on the command line, as a script that knows only the contract of `architecture.md` would use it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from app import bootstrap
from app.cli.main import run
from app.formats.catalogue.checking import LEDGERS

TOOLS = bootstrap.tools()
ROWS = {"read", "added", "changed", "unchanged", "rejected", "skipped", "gone"}
GOOD = {
    "管理番号": "",
    "製造番号": "",
    "事業所": "北営業所",
    "設置場所": "2階 執務室",
    "区画": "専用",
    "所管会社": "東湾送配電㈱",
    "所属会社": "東湾送配電(株)",
    "部署": "配電課",
    "使用者": "山田",
    "管理責任者": "所長",
    "導入日": "R5.4.1",
    "棚卸日": "令和8年9月1日",
    "返却日": "",
    "異動日": "",
    "状態": "使用中",
    "備考": "",
}
HEADINGS = tuple(GOOD)


class Shell:
    """Runs commands; gives exit code and the JSON object."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = ""
        self.refused = ""

    def __call__(self, *words: object) -> tuple[int, dict[str, Any]]:
        code = run([str(w) for w in words], TOOLS)
        self.said, self.refused = self._capsys.readouterr()
        return code, json.loads(self.said) if "--json" in words else {}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "a.shadan"
    said = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    sites = ("--as-of", "2026-10-31", "--site", "本店", "--site", "北営業所", "--affiliate", "東湾電力株式会社")
    assert shell("new", path, *said, *sites)[0] == 0
    return path


def terminal(number: int, **values: str) -> list[str]:
    told = {**GOOD, "管理番号": f"PC-{number:04d}", "製造番号": f"SN{number:06d}", **values}
    return [told[heading] for heading in HEADINGS]


def workbook(path: Path, *, headings: Sequence[str] = HEADINGS, **sheets: list[list[str]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (["端末台帳"], ["令和8年10月31日現在"], list(headings), *rows):
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path


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


def test_findings_carry_rule_rows_and_site(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [
        terminal(1),
        terminal(2, 区画="共用", 設置場所="1階 共用会議室"),
        terminal(3, 所属会社="東湾電力㈱"),
        terminal(4, 異動日="2026/7/1", 備考="営業課へ異動"),
        terminal(5, 返却日="R8.3.31"),
        terminal(6, 使用者="", 製造番号="SN000007"),
        terminal(7, 棚卸日="R7.3.31"),
    ]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    code, found = shell("findings", audit, "--json")
    assert code == 0
    assert {(f["rule"], f["rows"][0]["key"], f["severity"]) for f in found["findings"]} == {
        ("R01", "PC-0002", "serious"), ("R02", "PC-0003", "serious"), ("R03", "PC-0004", "serious"),
        ("R06", "PC-0006", "observation"), ("R06", "PC-0007", "observation"), ("R07", "PC-0005", "improvement"),
        ("R31", "PC-0006", "improvement"), ("R32", "PC-0007", "improvement"),
    }  # fmt: skip
    for finding in found["findings"]:
        assert {"id", "source", "rule", "severity", "site", "checkpoints", "title", "rows", "status"} <= set(finding)
        assert (finding["source"], finding["site"], finding["status"]) == ("rules", "北営業所", "open")
        assert {"kind", "key", "sheet", "row"} <= set(finding["rows"][0])
        assert finding["rows"][0]["sheet"] == "台帳"
        assert finding["checkpoints"]
    by_rule = {f["rule"]: f for f in found["findings"]}
    assert by_rule["R01"]["partly"] is True
    assert by_rule["R01"]["rows"][0]["row"] == 5
    assert "A4-4-04" in by_rule["R01"]["checkpoints"]
    assert not {"R01", "R02", "R03", "R06", "R07", "R31", "R32"} & {n["rule"] for n in found["rules_not_run"]}
    assert {"rule": "R04", "missing": ["stocktaking"]} in found["rules_not_run"]
    assert {f["rule"] for f in shell("findings", audit, "--rule", "R07", "--json")[1]["findings"]} == {"R07"}
    assert len(shell("findings", audit, "--severity", "serious", "--json")[1]["findings"]) == 3
    assert shell("findings", audit, "--source", "answers", "--json")[1]["findings"] == []
    ids = {f["id"] for f in found["findings"]}
    shell("import", audit, "terminals", tmp_path / "a.xlsx")
    assert {f["id"] for f in shell("findings", audit, "--json")[1]["findings"]} == ids
    assert shell("findings", audit)[0] == 0
    assert "共用会議室" in shell.said
    assert shell("--lang", "en", "findings", audit)[0] == 0
    assert "shared room" in shell.said


def test_states_proposals_and_settings(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(1, 区画="共用"), terminal(2, 棚卸日="R7.3.31")]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    finding = shell("findings", audit, "--rule", "R32", "--json")[1]["findings"][0]
    code, changed = shell("finding", "status", audit, finding["id"], "in_progress", "--remark", "手配中", "--json")
    assert (code, changed["status"], changed["remark"]) == (0, "in_progress", "手配中")
    code, shown = shell("proposal", "show", audit, "A4-4-04", "--site", "北営業所", "--json")
    assert (code, shown["proposal"]["verdict"], shown["proposal"]["decision"]) == (0, "nonconforming", None)
    code, made = shell("proposal", "decide", audit, "A4-4-04", "adopted", "--site", "北営業所", "--json")
    assert (code, made["proposal"]["decision"]) == (0, "adopted")
    assert shell("proposal", "decide", audit, "A4-4-04", "rejected", "--site", "北営業所")[0] == 3
    assert shell("proposal", "show", audit, "A1-1-01")[0] == 0
    settings = shell("settings", "show", audit, "--json")[1]["settings"]
    assert (settings["R32.months"], settings["R16.days"], settings["R24.months"]) == (12, 90, 12)
    assert shell("settings", "set", audit, "R32.months", "36")[0] == 0
    assert shell("findings", audit, "--rule", "R32", "--json")[1]["findings"][0]["status"] == "resolved"
    assert shell("verify", audit)[0] == 0


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


def test_a_finding_of_an_unknown_office_says_so(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(1, 区画="共用"), terminal(2, 区画="共用", 事業所="港南"), terminal(3, 区画="共用", 事業所="")]
    assert shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 一覧=rows))[0] == 0
    _, data = shell("findings", audit, "--rule", "R01", "--json")
    told = {f["rows"][0]["key"]: (f["site"], f.get("site_unknown"), f.get("office")) for f in data["findings"]}
    assert told == {
        "PC-0001": ("北営業所", None, None),
        "PC-0002": ("", True, "港南"),
        "PC-0003": ("", True, ""),
    }
    shell("findings", audit, "--rule", "R01")
    assert "  事業所不明(港南)  PC-0002" in shell.said
    assert "  事業所不明  PC-0003" in shell.said


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


def test_a_problem_of_a_whole_row_names_no_column(shell: Shell, audit: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", 台帳=[terminal(1), terminal(2, 事業所="東支社")])
    assert shell("import", audit, "terminals", file)[0] == 0
    (line,) = [line for line in shell.said.splitlines() if line.startswith("  台帳!")]
    assert line.startswith("  台帳!5: ")


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


def test_rights_across_are_told_with_their_columns(shell: Shell, audit: Path, tmp_path: Path) -> None:
    people, rights = tmp_path / "従業員.csv", tmp_path / "権限管理表.csv"
    people.write_text("社員番号,氏名,会社,所属名\n100,大谷 修,東湾電力株式会社,営業部\n", "utf-8")
    systems = tmp_path / "システム.csv"
    systems.write_text("システム名,所管会社,保有情報\n託送,東湾送配電,託送情報\n配電,東湾送配電,託送情報\n", "utf-8")
    rights.write_text("社員番号,氏名,ユーザーID,託送,配電\n100,大谷 修,u1,○,○\n", "utf-8")
    for kind, path in (("people", people), ("systems", systems), ("accounts", rights)):
        assert shell("import", audit, kind, path)[0] == 0
    _code, told = shell("findings", audit, "--rule", "R09", "--json")
    rows = [finding["rows"][0] for finding in told["findings"]]
    assert sorted((r["row"], r["column"], r["heading"]) for r in rows) == [(2, "D", "託送"), (2, "E", "配電")]
    assert all("column" not in row for finding in told["findings"] for row in finding["rows"][1:])
    shell("findings", audit, "--rule", "R09")
    assert "ID台帳  権限管理表.csv  シート「権限管理表」2 行 D列(託送)" in shell.said
    shell("findings", audit, "--rule", "R09", "--lang", "en")
    assert "sheet 権限管理表, row 2 column D (託送)" in shell.said


def test_a_ledger_that_lists_no_sub_contractor_is_told_as_tested_in_part(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    path = tmp_path / "委託先台帳.csv"
    head = "委託先名,委託元,委託業務,契約日,再委託の有無,再委託先,再委託承諾日"
    path.write_text(f"{head}\n関建設株式会社,東湾送配電,建柱工事,2026/4/1,有,旭計装株式会社,2026/4/1\n", "utf-8")
    assert shell("import", audit, "contractors", path)[0] == 0
    _code, told = shell("findings", audit, "--rule", "R22", "--json")
    assert told["findings"] == []
    assert [each["rest"] for each in told["rules_run_in_part"] if each["rule"] == "R22"] == ["sub_contractors_unlisted"]
    shell("findings", audit, "--rule", "R22")
    assert "R22 は一部のみ実施(不足: 記載された再委託先の過半数についての行)" in shell.said


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


def odd(path: Path, headings: Sequence[str], *rows: Sequence[str], above: int = 0) -> Path:
    """A CSV file with these headings; `above` lines of something else stand above them."""
    lines = [["x"]] * above + [list(headings), *map(list, rows)]
    path.write_text("\n".join(",".join(cells) for cells in lines) + "\n", encoding="utf-8-sig")
    return path


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


def test_what_is_resolved_is_listed_only_where_it_is_asked_for(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=[terminal(1), terminal(2, 区画="共用")]))
    shell("findings", audit, "--rule", "R01")
    assert "PC-0002" in shell.said
    shell("import", audit, "terminals", workbook(tmp_path / "b.xlsx", 台帳=[terminal(1), terminal(2)]))
    shell("findings", audit, "--rule", "R01")
    assert "PC-0002" not in shell.said
    assert "解消した1件は表示していません(--status all で表示)" in shell.said
    for state in ("all", "resolved"):
        shell("findings", audit, "--rule", "R01", "--status", state)
        assert "PC-0002" in shell.said
        assert "表示していません" not in shell.said
    # Programs have always been told of all.
    _code, data = shell("findings", audit, "--rule", "R01", "--json")
    assert [each["status"] for each in data["findings"]] == ["resolved"]


def test_a_state_that_nobody_understands_leaves_its_row_untested_and_is_told(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    rows = [terminal(1, 状態="ぴんぴん", 返却日="2026-09-30"), terminal(2)]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    _code, data = shell("findings", audit, "--json")
    (part,) = (each for each in data["rules_run_in_part"] if each["rule"] == "R07")
    assert part["rows_not_understood"] == [{"kind": "terminals", "field": "status", "rows": 1}]
    shell("findings", audit)
    assert "端末台帳の「状態」の読み取れる記載(読み取れない行: 1行)" in shell.said
    # Once the word is set right nothing is left untested.
    rows[0] = terminal(1, 状態="返却済", 返却日="2026-09-30")
    shell("import", audit, "terminals", workbook(tmp_path / "b.xlsx", 台帳=rows))
    _code, data = shell("findings", audit, "--json")
    assert "R07" not in {each["rule"] for each in data["rules_run_in_part"] if "rows_not_understood" in each}


def test_a_date_that_cannot_be_read_is_quoted_and_not_told_as_missing(
    shell: Shell, audit: Path, tmp_path: Path
) -> None:
    rows = [terminal(1, 棚卸日="26/5/10"), terminal(2, 棚卸日=""), terminal(3, 棚卸日="未定")]
    shell("import", audit, "terminals", workbook(tmp_path / "a.xlsx", 台帳=rows))
    _code, data = shell("findings", audit, "--rule", "R32", "--json")
    assert [each["sentence"] for each in data["findings"]] == [
        "端末PC-0001の現物確認日の記載「26/5/10」を、日付として読めません。",
        "端末PC-0002に、現物を確認した日として読める記載がありません。",
        "端末PC-0003に、現物を確認した日として読める記載がありません。",
    ]


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
