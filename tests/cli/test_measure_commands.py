"""Measures while they are carried out, and filings, on the command line."""

from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from tests.cli.shell import Shell

ADD = ("--measure", "窓口の端末を撤去する", "--due", "2026-12-25", "--department", "配電部")


@pytest.fixture
def planned(shell: Shell, audit: Path) -> Path:
    """A failed checkpoint at one site, with the measure drafted for it, and one of the officer's own."""
    said = ("--site", "北営業所", "--comment", "窓口に1台")
    assert shell("answer", audit, "A4-4-04", "nonconforming", *said)[0] == 0
    assert shell("plan", "draft", audit)[0] == 0
    assert shell("plan", "edit", audit, 1, *ADD, "--cause", "opportunity", "--direction", "1")[0] == 0
    assert shell("plan", "add", audit, "A3-5", "--measure", "研修を行う", "--due", "2027-03-31")[0] == 0
    return audit


def done(shell: Shell, audit: Path) -> None:
    assert shell("plan", "edit", audit, 1, "--state", "done", "--start", "2026-11-02", "--done", "2026-11-20")[0] == 0


def test_a_due_date_is_revised_and_both_are_listed(shell: Shell, planned: Path) -> None:
    said = ("--due", "R9.3.31", "--reason", "部品の納期が延びた")
    code, made = shell("plan", "revise", planned, 1, *said, "--json")
    assert (code, made["due"], made["revised"], made["until"]) == (0, "2026-12-25", "2027-03-31", "2027-03-31")
    assert [r["reason"] for r in made["revisions"]] == ["部品の納期が延びた"]
    first = shell("plan", "list", planned, "--json")[1]["actions"][0]
    assert (first["due"], first["revised"], first["progress"]) == ("2026-12-25", "2027-03-31", None)
    code, refused = shell("plan", "revise", planned, 1, "--due", "2027-04-30", "--reason", " ", "--json")
    assert (code, refused["error"]["code"]) == (3, "reason_missing")


def test_a_due_date_in_the_past_wants_a_flag(shell: Shell, planned: Path) -> None:
    said = ("plan", "revise", planned, 1, "--due", "2026-11-03", "--reason", "決裁の日付に合わせるため", "--json")
    code, refused = shell(*said)
    assert (code, refused["error"]["code"]) == (3, "measure_due_past")
    code, made = shell(*said, "--past")
    assert (code, made["until"]) == (0, "2026-11-03")


def test_progress_milestones_and_effect(shell: Shell, planned: Path) -> None:
    steps = ("--step", "機器の選定=2026-11-10", "--step", "配備", "--progress", 40, "--cost", "120万円")
    assert shell("plan", "follow", planned, 1, *steps)[0] == 0
    code, made = shell("plan", "reach", planned, 1, 1, "--on", "2026-11-08", "--json")
    assert (code, made["progress"], made["cost"]) == (0, 40, "120万円")
    assert made["milestones"] == [
        {"text": "機器の選定", "due": "2026-11-10", "done": "2026-11-08"},
        {"text": "配備", "due": None, "done": None},
    ]
    made = shell("plan", "follow", planned, 1, "--no-step", 2, "--cost", "", "--json")[1]
    assert ([s["text"] for s in made["milestones"]], made["cost"]) == (["機器の選定"], "")
    assert shell("plan", "reach", planned, 1, 7, "--json")[1]["error"]["code"] == "measure_step_unknown"
    assert shell("plan", "follow", planned, 1, "--progress", 101)[0] == 2
    assert shell("plan", "follow", planned, "１", "--progress", "４０%")[0] == 0
    code, refused = shell("plan", "effect", planned, 1, "effective", "--by", "監査 五郎", "--json")
    assert (code, refused["error"]["code"]) == (3, "measure_effect_unfinished")
    done(shell, planned)
    made = shell("plan", "effect", planned, 1, "partly", "--by", "監査 五郎", "--remark", "2件", "--json")[1]
    assert (made["effect"], made["checks"][0]["person"]) == ("partly", "監査 五郎")
    assert shell("plan", "show", planned, 1)[0] == 0
    assert "一部有効" in shell.said
    assert "機器の選定" in shell.said


def test_findings_and_measures_many_to_many(shell: Shell, planned: Path) -> None:
    (finding,) = shell("findings", planned, "--json")[1]["findings"]
    assert finding["measures"] == [1]
    code, made = shell("plan", "link", planned, finding["id"], "--measure", 1, "--measure", 2, "--json")
    assert (code, [a["findings"] for a in made["actions"]]) == (0, [[finding["id"]], [finding["id"]]])
    assert shell("findings", planned, "--json")[1]["findings"][0]["measures"] == [1, 2]
    made = shell("plan", "unlink", planned, finding["id"], "--measure", 1, "--json")[1]
    assert made["actions"] == [{"number": 1, "findings": [], "unlinked": [finding["id"]]}]
    assert shell("findings", planned, "--json")[1]["findings"][0]["measures"] == [2]


def test_the_coverage_map_and_its_lists(shell: Shell, planned: Path) -> None:
    found = shell("plan", "coverage", planned, "--json")[1]
    assert found["causes"]["opportunity"] == [1]
    assert found["unserved_causes"] == ["motive", "rationalisation"]
    assert found["unserved_directions"] == ["2", "3", "4", "5"]
    assert found["untagged"] == [2]
    assert shell("plan", "coverage", planned, "--cause", "opportunity", "--direction", "1")[0] == 0
    assert "窓口の端末" in shell.said
    assert "研修" not in shell.said
    assert shell("plan", "coverage", planned, "--direction", "9", "--json")[1]["error"]["code"] == "direction_unknown"


def test_a_finished_measure_proposes_and_the_officer_takes(shell: Shell, planned: Path) -> None:
    assert shell("plan", "verdicts", planned, 1, "--json")[1]["error"]["code"] == "measure_not_finished"
    done(shell, planned)
    (offer,) = shell("plan", "verdicts", planned, 1, "--json")[1]["offers"]
    assert (offer["checkpoint"], offer["site"], offer["before"], offer["verdict"], offer["evidence"]) == (
        *("A4-4-04", "北営業所", "nonconforming", "conforming"),
        0,
    )
    assert shell("plan", "verdicts", planned, 1)[0] == 0
    assert "未立証" in shell.said
    assert shell("plan", "verdicts", planned, 1, "--take", "A4-4-04@北営業所=not_applicable")[0] == 2
    code, made = shell("plan", "verdicts", planned, 1, "--take", "A4-4-04@北営業所=partly", "--json")
    assert (code, made["answers"]) == (0, [{"checkpoint": "A4-4-04", "site": "北営業所", "verdict": "partly"}])
    assert shell("undo", planned)[0] == 0
    (offer,) = shell("plan", "verdicts", planned, 1, "--json")[1]["offers"]
    assert offer["before"] == "nonconforming"


def test_filings_cadence_and_what_changed_since(shell: Shell, planned: Path) -> None:
    code, refused = shell("plan", "file", planned, "--paper", "progress", "--to", "経済産業大臣", "--json")
    assert (code, refused["error"]["code"]) == (3, "filing_plan_first")
    assert shell("plan", "cadence", planned, "weekly", "--json")[1]["error"]["code"] == "cadence_unreadable"
    assert shell("plan", "cadence", planned, "days:2099-12-25", "--json")[1] == {
        "cadence": "days:2099-12-25",
        "next_due": None,
    }
    code, made = shell("plan", "file", planned, "--to", "経済産業大臣", "--remark", "持参", "--json")
    assert (code, made["number"], made["measures"], made["next_due"]) == (0, 1, 2, "2099-12-25")
    assert shell("plan", "withdraw", planned, 2, "--reason", "統合")[0] == 0
    done(shell, planned)
    told = shell("plan", "progress", planned, "--json")[1]
    assert (told["since"], told["counts"]["finished"], told["counts"]["withdrawn"]) == (1, 1, 1)
    assert [m["moves"] for m in told["measures"]] == [["finished"], ["withdrawn"]]
    assert shell("plan", "progress", planned, "--since", 3, "--json")[1]["error"]["code"] == "filing_unknown"
    known = shell("plan", "filings", planned, "--json")[1]
    assert [f["addressee"] for f in known["filings"]] == ["経済産業大臣"]
    assert shell("undo", planned)[0] == shell("undo", planned)[0] == shell("undo", planned)[0] == 0
    assert shell("plan", "filings", planned, "--json")[1]["filings"] == []


def test_the_progress_report_is_written(shell: Shell, planned: Path, tmp_path: Path) -> None:
    out = tmp_path / "進捗.pdf"
    assert shell("plan", "file", planned, "--to", "経済産業大臣")[0] == 0
    code, made = shell("report", planned, "progress", out, "--json")
    assert (code, made["draft"]) == (0, True)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "業務改善計画の実施状況の報告について" in text
    assert "提出No.1" in text
    assert shell("report", planned, "plan", tmp_path / "a.pdf", "--since", 1, "--json")[1]["error"]["code"] == (
        "report_since_unwanted"
    )


def test_a_filing_that_is_entered_later_says_so_and_names_what_was_changed(shell: Shell, planned: Path) -> None:
    day = (date.today() - timedelta(days=3)).isoformat()
    code, made = shell("plan", "file", planned, "--on", day, "--to", "経済産業大臣", "--json", "--as", "東 一郎")
    assert (code, made["filed_on"], made["recorded_on"]) == (0, day, date.today().isoformat())
    assert (made["recorded_by"], made["changed_between"]) == ("東 一郎", {"measures": [1, 2], "systems": []})
    assert shell("plan", "filings", planned)[0] == 0
    assert f"{date.today().isoformat()}に東 一郎が記録" in shell.said
    assert "この間に変更されたもの：対策1、2。" in shell.said
    assert shell("plan", "progress", planned)[0] == 0
    assert "この間に変更されたもの：対策1、2。" in shell.said


def test_what_was_corrected_and_judged_otherwise_since_a_filing_is_told(shell: Shell, planned: Path) -> None:
    shell("plan", "case", planned, "entrant_customers", "--occurred", "yes")
    figure = ("閲覧された契約", "1,284件", "--as-of", "2026-09-30", "--source", "アクセスログ")
    assert shell("plan", "figure", "add", planned, *figure, "--kind", "cases")[0] == 0
    assert shell("plan", "file", planned, "--to", "経済産業大臣")[0] == 0
    told = shell("plan", "progress", planned, "--json")[1]
    assert (told["figures"], told["verdicts"], told["answered"]) == ([], [], 0)
    correct = ("--value", "1,312件", "--reason", "委託先のログを加えた")
    assert shell("plan", "figure", "correct", planned, 1, *correct)[0] == 0
    said = ("--site", "北営業所", "--reason", "撤去した")
    assert shell("answer", planned, "A4-4-04", "conforming", *said)[0] == 0
    told = shell("plan", "progress", planned, "--json")[1]
    (corrected,), (verdict,) = told["figures"], told["verdicts"]
    assert (corrected["before"]["value"], corrected["now"]["value"]) == ("1,284件", "1,312件")
    assert corrected["reasons"] == ["委託先のログを加えた"]
    assert (verdict["site"], verdict["before"], verdict["now"]) == ("北営業所", "nonconforming", "conforming")
    assert shell("plan", "progress", planned)[0] == 0
    assert "1,284件" in shell.said
    assert "判定  A4-4-04 北営業所：不適合 → 適合" in shell.said


def test_a_draft_says_what_is_undecided_and_is_adopted_as_written(shell: Shell, audit: Path) -> None:
    for checkpoint in ("A4-4-04", "A3-2-04"):
        shell("answer", audit, checkpoint, "nonconforming", "--site", "北営業所", "--comment", "窓口に1台")
    shell("plan", "draft", audit)
    assert shell("plan", "edit", audit, 1, "--owner", "東 一郎")[0] == 0
    assert "次の欄は、プログラムの下書きのままです：対策、期限。" in shell.said
    code, adopted = shell("plan", "adopt", audit, 1, "--json")
    assert (code, adopted["draft"], adopted["undecided"]) == (0, False, [])
    code, told = shell("plan", "adopt", audit, 1, 2, "--json")
    assert (code, [a["draft"] for a in told["actions"]]) == (0, [False, False])
    shell("undo", audit)
    assert [a["draft"] for a in shell("plan", "list", audit, "--json")[1]["actions"]] == [False, True]
    # The name that it had at first.
    assert shell("plan", "accept", audit, "--all")[0] == 0
    assert not any(a["draft"] for a in shell("plan", "list", audit, "--json")[1]["actions"])
    assert shell("plan", "adopt", audit)[0] == 2
