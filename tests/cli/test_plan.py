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
