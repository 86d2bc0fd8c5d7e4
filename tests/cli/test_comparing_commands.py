"""Audits compared, as a script does it."""

from pathlib import Path

from tests.cli.shell import Shell


def test_two_audits_are_compared(shell: Shell, audit: Path, tmp_path: Path) -> None:
    for checkpoint, verdict in (("A1-1-02", "conforming"), ("A1-1-03", "nonconforming"), ("A1-1-04", "partly")):
        assert shell("answer", audit, checkpoint, verdict)[0] == 0
    later = tmp_path / "次回.shadan"
    assert shell("new", later, "--from", audit, "--period", "2027年度上期", "--as-of", "2027-10-31")[0] == 0
    for checkpoint, verdict in (("A1-1-02", "nonconforming"), ("A1-1-03", "partly"), ("A1-1-06", "conforming")):
        assert shell("answer", later, checkpoint, verdict)[0] == 0
    before = audit.read_bytes(), later.read_bytes()
    code, told = shell("compare", later, audit, "--json")
    assert (code, [a["period"] for a in told["audits"]]) == (0, ["2026年度上期", "2027年度上期"])
    turns = {p["checkpoint"]: (p["verdicts"], p["turn"]) for p in told["places"] if p["turn"] != "open"}
    assert turns == {
        "A1-1-02": (["conforming", "nonconforming"], "worse"),
        "A1-1-03": (["nonconforming", "partly"], "better"),
        "A1-1-04": (["partly", "unanswered"], "unanswered"),
        "A1-1-06": (["unanswered", "conforming"], "answered"),
    }
    assert {name: count for name, count in told["turns"].items() if count and name != "open"} == {
        "worse": 1,
        "better": 1,
        "answered": 1,
        "unanswered": 1,
    }
    assert [c["id"] for c in told["checkpoints"]] == ["A1-1-03", "A1-1-02", "A1-1-04"]
    assert [(s["name"], s["rank"]) for s in told["sites"]] == [("本店", None), ("北営業所", None)]
    assert told["audits"][1]["unproven"] == 1
    assert shell("compare", later, audit, "--turn", "worse")[0] == 0
    assert "○×  悪化  A1-1-02" in shell.said
    assert "改善  A1-1-03" not in shell.said
    assert (audit.read_bytes(), later.read_bytes()) == before
    paper = tmp_path / "比較.pdf"
    code, told = shell("report", later, "comparison", paper, "--with", audit, "--json")
    assert (code, told["draft"], paper.is_file()) == (0, False, True)
    for options in (["comparison", paper], ["plan", paper, "--with", audit], ["comparison", paper, "--with", later]):
        assert shell("report", later, *options)[0] == 3
    code, told = shell("compare", audit, "--json")
    assert (code, told["error"]["code"]) == (3, "compare_needs_two")
