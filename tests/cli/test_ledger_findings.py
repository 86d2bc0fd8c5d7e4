"""What the rules find in imported ledgers, as the command line tells it."""

from pathlib import Path

from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell


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
    code, refusal = shell("finding", "status", audit, finding["id"], "corrected", "--remark", "。", "--json")
    assert (code, refusal["error"]["code"]) == (3, "finding_corrected_needs_remark")
    code, changed = shell("finding", "status", audit, finding["id"], "corrected", "--remark", "10月に確認", "--json")
    assert (code, changed["status"]) == (0, "corrected")
    code, changed = shell("finding", "status", audit, finding["id"], "in_progress", "--remark", "手配中", "--json")
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
