"""The plan on the command line: measures, cases, the schedule of the split."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_command_line import audit

__all__ = ["audit"]

CASE = """
title = "誤送付"
overview = "宛先を誤って送付した。"
discovered = 2026-08-03
[[figure]]
label = "件数"
value = "312件"
as_of = 2026-09-30
source = "送付記録"
[[cause]]
cause = "opportunity"
text = "宛先を確かめなかった。"
measures = [1]
items = ["A3-1"]
[[discipline]]
target = "担当者(1名)"
measure = "戒告"
reason = "確認の懈怠"
dated = 2026-10-01
"""


def test_a_measure_is_added_edited_withdrawn_and_taken_back(shell: Shell, audit: Path) -> None:
    words = ("--cause", "motive", "--direction", "3", "--site", "北営業所", "--due", "2027-03-31")
    code, made = shell("plan", "add", audit, "A3-5", "--measure", "研修を年2回行う", *words, "--json")
    assert (code, made["number"], made["causes"], made["directions"]) == (0, 1, ["motive"], ["3"])
    assert len(made["sites"]) == 1
    code, made = shell("plan", "edit", audit, 1, "--state", "in_progress", "--department", "人事部", "--json")
    assert (code, made["state"], made["department"]) == (0, "in_progress", "人事部")
    assert shell("plan", "withdraw", audit, 1, "--reason", "対策2に含めた")[0] == 0
    assert shell("plan", "list", audit)[0] == 0
    assert "取下げ: 対策2に含めた" in shell.said
    code, refused = shell("plan", "edit", audit, 1, "--measure", "x", "--json")
    assert (code, refused["error"]["code"]) == (3, "action_withdrawn")
    assert shell("plan", "restore", audit, 1)[0] == 0
    code, told = shell("plan", "list", audit, "--json")
    assert [a["withdrawn"] for a in told["actions"]] == [""]
    assert shell("plan", "add", audit, "A3-5", "--measure", "x", "--site", "南営業所")[0] == 3
    assert shell("plan", "add", audit, "A9-9", "--measure", "x")[0] == 3


def test_a_case_is_said_not_to_have_occurred(shell: Shell, audit: Path) -> None:
    code, told = shell("plan", "case", audit, "--json")
    assert [(c["kind"], c["occurred"]) for c in told["cases"]] == [("entrant_customers", None), ("renewable", None)]
    code, told = shell("plan", "case", audit, "renewable", "--occurred", "no", "--json")
    assert (code, told["cases"][1]["occurred"]) == (0, False)
    assert shell("plan", "case", audit)[0] == 0
    assert "発生なし" in shell.said


def test_a_case_comes_from_a_file(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("plan", "add", audit, "A3-1", "--measure", "二者で宛先を確かめる")
    source = tmp_path / "case.toml"
    source.write_text(CASE, "utf-8")
    words = ("--occurred", "yes", "--publication", "8月10日に公表")
    code, told = shell("plan", "case", audit, "entrant_customers", *words, "--from", source, "--json")
    assert code == 0
    case = told["cases"][0]
    assert (case["occurred"], case["discovered"], case["publication"]) == (True, "2026-08-03", "8月10日に公表")
    assert case["figures"][0]["as_of"] == "2026-09-30"
    assert case["causes"] == [
        {"cause": "opportunity", "text": "宛先を確かめなかった。", "measures": [1], "items": ["A3-1"]}
    ]
    assert case["discipline"][0]["dated"] == "2026-10-01"
    # What a file does not name stays.
    source.write_text('title = "宛先の誤り"\n', "utf-8")
    _code, told = shell("plan", "case", audit, "entrant_customers", "--from", source, "--json")
    assert (told["cases"][0]["title"], len(told["cases"][0]["figures"])) == ("宛先の誤り", 1)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("title = ", "plan_file_toml", "case.toml"),
        ('heading = "x"', "plan_file_key", "heading"),
        ("title = 3", "plan_file_type", "title"),
        ("discovered = 2026-08-03T10:00:00", "plan_file_type", "2026-10-31"),
        ('[[figure]]\nlabel = "件数"', "plan_file_lacks", "value"),
        ('[[cause]]\ncause = "greed"\ntext = "x"', "plan_file_type", "motive"),
        ('[[cause]]\ncause = "motive"\ntext = "x"\nmeasures = [9]', "action_unknown", "9"),
        ('[[cause]]\ncause = "motive"\ntext = "x"\nitems = ["A9"]', "area_unknown", "A9"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    shell: Shell, audit: Path, tmp_path: Path, text: str, code: str, said: str
) -> None:
    source = tmp_path / "case.toml"
    source.write_text(text, "utf-8")
    exit_code, refused = shell("plan", "case", audit, "entrant_customers", "--from", source, "--json")
    assert (exit_code, refused["error"]["code"]) == (3, code)
    assert said in refused["error"]["message"]
    _code, told = shell("plan", "case", audit, "--json")
    assert told["cases"][0]["title"] == ""


def test_several_cases_of_a_kind_are_told_apart(shell: Shell, audit: Path) -> None:
    shell("plan", "case", audit, "other", "--title", "一つ目", "--occurred", "yes")
    shell("plan", "case", audit, "other", "--another", "--title", "二つ目", "--occurred", "yes")
    code, refused = shell("plan", "case", audit, "other", "--title", "三つ目", "--json")
    assert (code, refused["error"]["code"]) == (3, "case_several")
    _code, told = shell("plan", "case", audit, "--json")
    identity = told["cases"][-1]["id"]
    _code, told = shell("plan", "case", audit, "other", "--id", identity, "--title", "三つ目", "--json")
    assert [c["title"] for c in told["cases"][-2:]] == ["一つ目", "三つ目"]


def test_the_present_state_of_a_system_is_unknown_until_it_is_said(shell: Shell, audit: Path) -> None:
    code, told = shell("plan", "separation", audit, "託送業務システム", "--owner", "情報システム部", "--json")
    assert (code, told["separations"][0]["current"]) == (0, "")
    shell("plan", "separation", audit)
    assert "(未記入)" in shell.said
    _code, told = shell("plan", "separation", audit, "託送業務システム", "--state", "logical", "--json")
    assert told["separations"][0]["current"] == "logical"


def test_the_schedule_of_the_split(shell: Shell, audit: Path) -> None:
    stages = ("--stage", "decision=2026-09-01..2026-12-31", "--stage", "separated=2029-03-31")
    words = ("--state", "shared", "--owner", "情報システム部", *stages)
    code, told = shell("plan", "separation", audit, "託送業務システム", *words, "--json")
    (made,) = told["separations"]
    assert (code, made["due"], made["current"]) == (0, "2029-03-31", "shared")
    assert [s["stage"] for s in made["stages"]] == ["decision", "separated"]
    code, told = shell(
        "plan", "separation", audit, "託送業務システム", "--stage", "design=2026-08-01..2027-01-01", "--json"
    )
    assert (code, told["error"]["code"]) == (3, "separation_stage_order")
    _code, told = shell("plan", "separation", audit, "託送業務システム", "--no-stage", "separated", "--json")
    assert [s["stage"] for s in told["separations"][0]["stages"]] == ["decision"]
    code, told = shell("plan", "separation", audit, "託送業務システム", "--remove", "廃止した", "--json")
    assert (code, told["separations"]) == (0, [])
    assert shell("plan", "separation", audit, "託送業務システム", "--remove", "廃止した")[0] == 3


def test_dates_of_reports_are_chosen(shell: Shell, audit: Path) -> None:
    _code, told = shell("plan", "filing", audit, "--json")
    assert told["dates"] == "both"
    _code, told = shell("plan", "filing", audit, "--dates", "western", "--json")
    assert told["dates"] == "western"


def test_stages_slip_are_done_and_reopen_answers(shell: Shell, audit: Path) -> None:
    system = "託送業務システム"
    stages = ("--stage", "design=2026-07-01..2027-03-31", "--stage", "separated=2028-09-30")
    shell("plan", "separation", audit, system, "--state", "logical", *stages)
    _code, told = shell(
        *("plan", "control", "add", audit, system, "--text", "遮断試験を毎月行う"),
        *("--responsible", "情報システム課", "--checkpoint", "A4-1-04", "--json"),
    )
    control = told["id"]
    assert [c["checkpoints"] for c in told["controls"]] == [["A4-1-04"]]
    shell("answer", audit, "A4-1-04", "conforming", "--comment", "4月に試験した")
    late = ("plan", "milestone", "move", audit, system, "design", "--end", "2027-09-30")
    code, told = shell(*late, "--json")
    assert (code, told["error"]["code"]) == (3, "slip_needs_reason")
    code, told = shell(*late, "--dry-run", "--json")
    assert (code, told["written"], told["reopened"]) == (0, False, [{"checkpoint": "A4-1-04", "site": ""}])
    assert told["systems"][0]["stages"][0]["end"] == "2027-03-31"
    assert shell(*late, "--reason", "要件の追加", "--following")[0] == 0
    assert "再確認になる回答: 1 件" in shell.said
    code, told = shell("plan", "milestone", "list", audit, "--json")
    first, last = told["systems"][0]["stages"]
    assert (first["planned_end"], first["revisions"][0]["reason"]) == ("2027-03-31", "要件の追加")
    assert (last["end"], last["planned_end"]) == ("2029-04-01", "2028-09-30")
    _code, told = shell("answers", audit, "--show", "stale", "--json")
    assert [(a["checkpoint"], a["verdict"]) for a in told["answers"]] == [("A4-1-04", "conforming")]
    code, told = shell("plan", "milestone", "done", audit, system, "design", "--on", "2026-11-01", "--json")
    assert (code, told["systems"][0]["stages"][0]["done"]) == (0, "2026-11-01")
    assert shell("plan", "milestone", "done", audit, system, "design", "--not")[0] == 0
    assert shell("plan", "control", "edit", audit, control, "--responsible", "監査部")[0] == 0
    assert "監査部" in shell.said
    assert shell("plan", "control", "remove", audit, control, "--reason", "分割済")[0] == 0
    assert shell("plan", "control", "remove", audit, control, "--reason", "分割済")[0] == 3


def test_a_split_beyond_three_years_asks_for_reason_and_interim_measures(shell: Shell, audit: Path) -> None:
    system = "託送業務システム"
    stage = ("--stage", "separated=2031-03-31")
    code, told = shell("plan", "separation", audit, system, *stage, "--json")
    assert (code, told["separations"][0]["lacking"]) == (0, ["reason", "interim"])
    shell("plan", "separation", audit)
    assert "約3年" in shell.said
    assert "--interim" in shell.said
    words = ("--reason", "一体で作られているため", "--interim", "遮断試験を毎月行う")
    _code, told = shell("plan", "separation", audit, system, *words, "--json")
    assert told["separations"][0]["lacking"] == []
    later = ("--stage", "separated=2031-06-30")
    code, told = shell("plan", "separation", audit, system, *later, "--json")
    assert (code, told["error"]["code"]) == (3, "slip_needs_reason")
    assert shell("plan", "separation", audit, system, *later, "--slip-reason", "並行運用の延長")[0] == 0
