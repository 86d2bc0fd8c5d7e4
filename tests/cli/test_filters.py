"""A name that nobody knows is told, with those that there are; nothing is told to be there by an empty list."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (("answers", "--item", "A9-9"), "area_unknown"),
        (("review", "list", "--item", "A9-9"), "area_unknown"),
        (("matrix", "--item", "A9-9"), "area_unknown"),
        (("matrix", "--person", "山田"), "filter_person_none"),
        (("assign", "list", "--person", "山田"), "filter_person_none"),
        (("challenge", "list", "--checkpoint", "A9-9-99"), "checkpoint_unknown"),
        (("evidence", "list", "--checkpoint", "A9-9-99"), "checkpoint_unknown"),
        (("history", "--checkpoint", "A9-9-99"), "checkpoint_unknown"),
        (("history", "--by", "山田"), "filter_person_unknown"),
        (("reminders", "--department", "無い部"), "filter_department_none"),
        (("findings", "--rule", "R99"), "rule_unknown"),
        (("value", "clear", "無い値"), "filter_value_unknown"),
        *(
            ((*verb, "--site", "無い"), "site_unknown")
            for verb in (
                *(("answers",), ("review", "list"), ("matrix",), ("flag", "list"), ("challenge", "list")),
                *(("evidence", "list"), ("findings",), ("carried", "list"), ("interview",)),
            )
        ),
    ],
)
def test_an_unknown_name_is_refused(shell: Shell, audit: Path, verb: tuple[str, ...], code: str) -> None:
    words = [*verb]
    words.insert(2 if verb[0] not in ("answers", "matrix", "history", "reminders", "findings", "interview") else 1, "F")
    words[words.index("F")] = str(audit)
    exit_code, told = shell(*words, "--json")
    assert (exit_code, told["error"]["code"]) == (3, code)


def test_the_known_names_are_told(shell: Shell, audit: Path) -> None:
    shell("assign", "set", audit, "田中", "--all-sites", "--department", "総務部", "--due", "2030-03-31")
    shell("people", "add", audit, "佐藤", "--department", "監査室", "--duty", "reviewer")
    shell("reminders", audit, "--department", "無い部")
    assert shell.refused == "部署「無い部」は、この点検にありません。あるのは次のとおりです: 監査室、総務部。\n"
    shell("assign", "list", audit, "--person", "山田")
    assert shell.refused == "「山田」という人は、ここにはいません。いるのは次のとおりです: 田中、佐藤。\n"
    shell("matrix", audit, "--person", "山田")
    assert "田中、佐藤" in shell.refused


def test_a_known_name_with_nothing_to_it_is_no_fault(shell: Shell, audit: Path) -> None:
    shell("people", "add", audit, "佐藤", "--department", "監査室", "--duty", "reviewer")
    assert shell("reminders", audit, "--department", "監査室")[0] == 0
    assert shell.said.startswith("今後10営業日のうちに")
    assert shell("assign", "list", audit, "--person", "佐藤")[0] == 0
    assert shell.said == "割当てはありません。\n"


def test_names_are_known_however_wide_they_are_written(shell: Shell, audit: Path) -> None:
    shell("assign", "set", audit, "田中 一郎", "--all-sites")
    told = shell("assign", "list", audit, "--person", "田中　一郎", "--json")[1]
    assert [each["person"] for each in told["people"]] == ["田中 一郎"]


def test_a_year_that_the_table_does_not_have_is_told(shell: Shell, audit: Path) -> None:
    assert shell("holidays", "show", audit, "--year", "1800")[0] == 0
    assert "1800年の祝日は表にありません(表にあるのは" in shell.said


def test_a_value_that_no_text_names_is_told(shell: Shell, audit: Path) -> None:
    shell("value", "set", audit, "無い値", "3")
    assert "「無い値」を中括弧で囲んで書いた文は、まだありません。" in shell.said
    shell("value", "clear", audit, "無い値")
    assert shell.said.startswith("取り消しました。")
    shell("value", "clear", audit, "研修の間隔")
    assert shell.said.startswith("自社の値は設定されていません。")
