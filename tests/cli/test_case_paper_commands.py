"""Figures, texts, the clock, facts and precedents of a case on the command line."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_command_line import audit

__all__ = ["audit"]


@pytest.fixture
def told(shell: Shell, audit: Path) -> Path:
    assert shell("plan", "case", audit, "entrant_customers", "--occurred", "yes", "--title", "誤配備")[0] == 0
    return audit


def test_figures_are_added_corrected_withdrawn_and_told_with_their_history(shell: Shell, told: Path) -> None:
    words = ("--kind", "persons", "--as-of", "2026-09-30", "--source", "聞取り")
    code, made = shell("plan", "figure", "add", told, "閲覧した者", "23名", *words, "--json")
    assert (code, made["figures"][0]["number"], made["figures"][0]["kind"]) == (0, 1, "persons")
    code, refused = shell("plan", "figure", "correct", told, 1, "--value", "26名", "--reason", " ", "--json")
    assert (code, refused["error"]["code"]) == (3, "reason_missing")
    said = ("--value", "26名", "--as-of", "2026-10-31", "--reason", "3名を追加", "--on", "2026-11-02")
    code, made = shell("plan", "figure", "correct", told, 1, *said, "--json")
    assert (code, made["figures"][0]["value"]) == (0, "26名")
    assert made["figures"][0]["earlier"][0] == {
        "label": "",
        "value": "23名",
        "as_of": "2026-09-30",
        "source": "聞取り",
        "estimated": False,
        "corrected": "2026-11-02",
        "reason": "3名を追加",
        "by": made["figures"][0]["earlier"][0]["by"],
    }
    assert shell("plan", "figure", "history", told, 1)[0] == 0
    assert "23名" in shell.said
    assert "2026-11-02訂正: 3名を追加" in shell.said
    assert shell("plan", "figure", "withdraw", told, 1, "--reason", "重複")[0] == 0
    assert shell("plan", "figure", "list", told)[0] == 0
    assert "取下げ: 重複" in shell.said
    assert shell("undo", told)[0] == 0
    code, made = shell("plan", "figure", "list", told, "--json")
    assert made["figures"][0]["withdrawn_on"] is None


def test_figures_want_a_case_that_occurred(shell: Shell, audit: Path) -> None:
    code, refused = shell("plan", "figure", "list", audit, "--json")
    assert (code, refused["error"]["code"]) == (3, "case_none_occurred")
    code, refused = shell("plan", "figure", "list", audit, "--case", 7, "--json")
    assert (code, refused["error"]["code"]) == (3, "case_number_unknown")


def test_a_case_file_keeps_what_its_figures_said(shell: Shell, told: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    figure = '[[figure]]\nlabel = "件数"\nvalue = "{}件"\nkind = "cases"\n'
    file.write_text(figure.format(312), "utf-8")
    assert shell("plan", "case", told, "entrant_customers", "--from", file)[0] == 0
    file.write_text(figure.format(340), "utf-8")
    words = ("--from", file, "--reason", "再集計", "--json")
    code, made = shell("plan", "case", told, "entrant_customers", *words)
    (stored,) = made["cases"][0]["figures"]
    assert (code, stored["value"], stored["earlier"][0]["value"], stored["earlier"][0]["reason"]) == (
        0,
        "340件",
        "312件",
        "再集計",
    )
    file.write_text(figure.replace("cases", "weather").format(1), "utf-8")
    code, refused = shell("plan", "case", told, "entrant_customers", *words)
    assert (code, refused["error"]["code"]) == (3, "plan_file_type")


def test_texts_have_guidance_and_names_are_warned_of(shell: Shell, told: Path) -> None:
    assert shell("plan", "text", "list", told)[0] == 0
    assert "ログの保存期間より前" in shell.said
    assert shell("record", "add", told, "people", "emp_no=E1", "person=髙橋 健一")[0] == 0
    code, made = shell("plan", "text", "set", told, "discipline-scope", "髙橋健一ほか", "--json")
    assert (code, made["named"]) == (0, ["髙橋 健一"])
    assert shell("plan", "case", told)[0] == 0
    assert "氏名が含まれています" in shell.said
    assert shell("plan", "text", "set", told, "weather", "x")[0] == 3


def test_the_clock_is_set_and_told(shell: Shell, told: Path) -> None:
    words = ("--report", "needed", "--known", "2026-08-03", "--days", "60", "--situation", "purpose")
    code, made = shell("plan", "privacy", "set", told, *words, "--reason", "不正の目的のおそれ", "--json")
    assert (code, made["due"], made["situations"]) == (0, "2026-10-01", ["purpose"])
    code, made = shell("plan", "privacy", "item", told, "privacy-3", "1,284名", "--json")
    assert made["items"][2] == {"item": "privacy-3", "text": "1,284名"}
    assert shell("plan", "privacy", "show", told)[0] == 0
    assert "60日以内: 不正の目的をもって行われたおそれがある場合" in shell.said
    code, refused = shell("plan", "privacy", "set", told, "--known", "2099-01-01", "--json")
    assert (code, refused["error"]["code"]) == (3, "leak_day_ahead")
    assert shell("reminders", told, "--json")[0] == 0


def test_a_day_is_taken_away_and_no_report_wants_a_reason_of_its_own(shell: Shell, told: Path) -> None:
    plan = ("plan", "privacy", "set", told)
    assert shell(*plan, "--known", "2026-08-03", "--days", "30", "--reason", "千人を超える", "--json")[0] == 0
    assert shell(*plan, "--final", "2026-08-20", "--json")[1]["final"] == "2026-08-20"
    assert shell(*plan, "--final", "", "--json")[1]["final"] is None
    code, refused = shell(*plan, "--report", "not_needed", "--json")
    assert (code, refused["error"]["code"]) == (3, "leak_not_needed_reason")
    assert shell(*plan, "--report", "not_needed", "--reason", "個人データを含まない", "--json")[0] == 0
    assert shell("plan", "privacy", "show", told)[0] == 0
    assert "個人データを含まない" in shell.said


def test_facts_and_precedents(shell: Shell, told: Path) -> None:
    code, refused = shell("plan", "facts", "set", told, "sales", "--json")
    assert (code, refused["error"]["code"]) == (3, "facts_nothing_given")
    assert shell("plan", "precedents", told)[0] == 0
    assert "まだありません" in shell.said
    for fact in ("terminals-placed", "gross-negligence"):
        assert shell("plan", "facts", "set", told, fact, "yes", "--case", 1)[0] == 0
    code, made = shell("plan", "facts", "set", told, "criterion-6", "--text", "台帳にない端末", "--json")
    assert (code, made["factors"][5]["text"]) == (0, "台帳にない端末")
    code, near = shell("plan", "precedents", told, "--json")
    assert (code, near["precedents"][0]["row"]) == (0, "tohoku-td")
    assert near["note"] == "処分の内容を予測するものではありません。"
    assert {type(value) for row in near["precedents"] for value in row.values()} == {str, list, bool}
    code, refused = shell("plan", "facts", "list", told, "--finding", "F-x", "--json")
    assert (code, refused["error"]["code"]) == (3, "factors_unknown")


@pytest.mark.parametrize("kind", ["privacy-report", "factors", "yearly"])
def test_the_papers_of_facts_are_written(shell: Shell, told: Path, tmp_path: Path, kind: str) -> None:
    code, made = shell("report", told, kind, tmp_path / "a.pdf", "--json")
    assert (code, made["kind"], made["draft"]) == (0, kind, True)
    assert (tmp_path / "a.pdf").stat().st_size > 1_000
