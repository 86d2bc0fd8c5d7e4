"""undo and redo as a script."""

from pathlib import Path

import pytest

from app.cli.main import command_line
from app.i18n import gettext_in
from app.services import acts
from app.services.inverses import INVERSES
from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell


def test_an_answer_is_undone_and_done_again(shell: Shell, audit: Path) -> None:
    assert shell("undo", audit, "--list", "--json") == (0, {"steps": []})
    assert shell("undo", audit, "--json")[1]["error"]["code"] == "undo_nothing"
    assert shell("answer", audit, "A4-4-04", "nonconforming", "--site", "北営業所", "--comment", "1台")[0] == 0
    assert shell("answer", audit, "A1-1-01", "conforming")[0] == 0
    code, told = shell("undo", audit, "--list", "--json")
    assert code == 0
    assert [(s["act"], s["checkpoint"], s["site"], s["possible"]) for s in told["steps"]] == [
        ("answer.recorded", "A1-1-01", "", True),
        ("answer.recorded", "A4-4-04", "北営業所", True),
    ]
    assert shell("undo", audit)[0] == 0
    code, told = shell("undo", audit, "--json")
    assert (code, told["checkpoint"], told["site"], told["places"]) == (0, "A4-4-04", "北営業所", 1)
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 0
    assert shell("redo", audit)[0] == 0
    code, told = shell("redo", audit, "--json")
    assert (code, told["checkpoint"]) == (0, "A1-1-01")
    assert shell("redo", audit, "--json")[1]["error"]["code"] == "redo_nothing"
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 2
    assert shell("verify", audit)[0] == 0


def test_it_says_what_it_did_in_words(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A4-4-04", "conforming", "--site", "北営業所")
    assert shell("undo", audit, "--list")[0] == 0
    assert "回答(A4-4-04 北営業所)" in shell.said
    assert shell("--lang", "en", "undo", audit)[0] == 0
    assert shell.said.startswith("Undone: Answer given (A4-4-04 北営業所), of ")


def test_copies_are_one_step(shell: Shell, audit: Path) -> None:
    assert shell("sites", "add", audit, "南営業所")[0] == 0
    shell("answer", audit, "A4-4-04", "conforming", "--site", "本店")
    to = ("--to", "北営業所", "--to", "南営業所")
    assert shell("copies", "copy", audit, "A4-4-04", "--from", "本店", *to)[0] == 0
    code, told = shell("undo", audit, "--json")
    assert (code, told["act"], told["places"], len(told["entries"])) == (0, "answer.copied", 2, 2)
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 1


def test_an_import_has_a_way_back_of_its_own_and_cuts_nothing_off(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A1-1-01", "conforming")
    assert shell("import", audit, "terminals", workbook(audit.with_name("10.xlsx"), 一覧=[terminal(1)]))[0] == 0
    code, told = shell("undo", audit, "--list", "--json")
    assert (code, [(s["act"], s["possible"], s["hindrance"]) for s in told["steps"]]) == (
        0,
        [("ledger.imported", False, "no_way"), ("answer.recorded", True, None)],
    )
    assert shell("undo", audit, "--list")[0] == 0
    assert "台帳の取り込み  (元に戻せません: 取消しは台帳の取り込み履歴、コマンドでは imports undo)" in shell.said
    assert [each["own_way"] for each in told["steps"]] == ["imports undo", None]
    code, told = shell("undo", audit, "--json")
    assert (code, told["error"]["code"]) == (3, "undo_past")
    assert "台帳の取り込み" in told["error"]["message"]
    assert "回答(A1-1-01)" in told["error"]["message"]
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 1
    assert shell("undo", audit, "--past")[0] == 0
    assert "残りました: 台帳の取り込み(取消しは台帳の取り込み履歴、コマンドでは imports undo)" in shell.said
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 0
    code, told = shell("undo", audit, "--json")
    assert (code, told["error"]["code"]) == (3, "undo_own_way")
    assert "imports undo" in told["error"]["message"]
    assert shell("redo", audit)[0] == 0
    code, told = shell("undo", audit, "--past", "--json")
    assert (code, [each["act"] for each in told["passed"]]) == (0, ["ledger.imported"])


def test_it_says_that_an_acceptance_does_not_come_back(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A1-1-01", "conforming")
    assert shell("review", "accept", audit, "A1-1-01", "--as", "田中")[0] == 0
    shell("answer", audit, "A1-1-01", "partly", "--comment", "一部", "--reason", "見直した")
    assert shell("undo", audit)[0] == 0
    assert "確認済でなくなり、確認者の確認をもう一度受ける回答: 1 件。" in shell.said
    assert shell("redo", audit)[0] == 0
    assert shell("undo", audit, "--json")[1]["acceptance_lost"] == 1


def test_every_way_back_that_is_named_is_a_command() -> None:
    ways = acts.own_ways(gettext_in("en"))
    assert set(ways) <= set(acts.act_words(gettext_in("en")))
    assert not set(ways) & set(INVERSES)
    for way in ways.values():
        with pytest.raises(SystemExit) as helped:
            command_line()[0].parse_args([*way.command.split(), "--help"])
        assert helped.value.code == 0


def test_an_acceptance_is_undone_by_who_gave_it(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A1-1-01", "conforming")
    assert shell("review", "accept", audit, "A1-1-01", "--as", "田中")[0] == 0
    assert shell("undo", audit, "--json")[1]["error"]["code"] == "undo_changed_by"
    assert shell("undo", audit, "--as", "田中")[0] == 0
    assert shell("review", "list", audit, "--json")[1]["states"]["accepted"] == 0
