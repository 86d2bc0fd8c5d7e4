"""The next audit from an earlier one, as a script begins it."""

from pathlib import Path

import pytest

from app.services.ports import World
from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell
from tests.services.earlier_audit import GONE, last_time


@pytest.fixture
def earlier(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    path = workbook(tmp_path / "10.xlsx", 一覧=[terminal(n) for n in (1, 2, 3)])
    assert shell("import", audit, "terminals", path)[0] == 0
    for words in (
        ("A1-1-02", "conforming", "--comment", "規程を見た"),
        ("A1-2-05", "partly", "--site", "北営業所", "--comment", "一部"),
    ):
        assert shell("answer", audit, *words)[0] == 0
    return audit


def test_a_dry_run_tells_what_would_come_and_makes_nothing(shell: Shell, earlier: Path, tmp_path: Path) -> None:
    before = earlier.read_bytes()
    target = tmp_path / "次回.shadan"
    code, told = shell("new", target, "--from", earlier, "--dry-run", "--json")
    assert (code, told["sites"], told["answers"]) == (0, ["本店", "北営業所"], 2)
    assert (told["ledgers"], told["changed"], told["retired"]) == (
        [{"kind": "terminals", "records": 3, "files": ["10.xlsx"]}],
        [],
        [],
    )
    assert sum(area["unchanged"] for area in told["areas"]) == 171
    assert shell("new", target, "--from", earlier, "--dry-run")[0] == 0
    assert "提案として引き継ぐ回答: 2 件" in shell.said
    assert (earlier.read_bytes(), target.exists()) == (before, False)


def test_an_audit_goes_on_from_an_earlier_one(shell: Shell, earlier: Path, tmp_path: Path) -> None:
    target = tmp_path / "次回.shadan"
    renamed = ("--rename-site", "北営業所=札幌北営業所")
    code, told = shell("new", target, "--from", earlier, "--period", "2027年度上期", *renamed, "--json")
    assert (code, told["carried"]["unchanged"], told["carried"]["records"]) == (0, 2, 3)
    code, info = shell("info", target, "--json")
    assert (info["organisation"], info["progress"]["answered"]) == ("東湾送配電株式会社", 0)
    assert [site["name"] for site in info["sites"]] == ["本店", "札幌北営業所"]
    code, told = shell("carried", "list", target, "--json")
    assert [(c["checkpoint"], c["site"], c["verdict"], c["decision"]) for c in told["carried"]] == [
        ("A1-1-02", "", "conforming", "open"),
        ("A1-2-05", "札幌北営業所", "partly", "open"),
    ]
    assert told["from"]["period"] == "2026年度上期"
    code, told = shell("carried", "take", target, "--all", "--company", "--json")
    assert (code, told["taken"], told["refused"]) == (0, [{"checkpoint": "A1-1-02", "site": ""}], [])
    code, told = shell("carried", "lay-aside", target, "A1-2-05", "--site", "北営業所", "--json")
    assert (code, told["laid_aside"]) == (0, [{"checkpoint": "A1-2-05", "site": "札幌北営業所"}])
    shell("carried", "list", target, "--decision", "taken")
    assert shell.said.split()[:4] == ["A1-1-02", "(全社)", "○", "適合"]
    assert "規程を見た" in shell.said
    code, told = shell("history", target, "--json")
    assert code == 0
    assert {"audit.carried", "answer.taken_over", "carried.laid_aside"} <= {e["act"] for e in told["entries"]}


def test_what_is_refused_says_why(shell: Shell, earlier: Path, tmp_path: Path) -> None:
    target = tmp_path / "次回.shadan"
    code, told = shell("new", target, "--from", tmp_path / "なし.shadan", "--period", "次", "--json")
    assert (code, told["error"]["code"]) == (3, "file_missing")
    code, told = shell("new", target, "--from", earlier, "--json")
    assert (code, told["error"]["code"]) == (3, "period_missing")
    code, told = shell("new", target, "--from", earlier, "--period", "次", "--rename-site", "東=西", "--json")
    assert (code, told["error"]["code"]) == (3, "site_unknown")
    assert shell("new", target, "--from", earlier, "--period", "次", "--rename-site", "東")[0] == 2
    assert shell("new", target, "--period", "次")[0] == 2
    assert "--organisation" in shell.refused
    assert not target.exists()
    assert shell("new", target, "--from", earlier, "--period", "次")[0] == 0
    code, told = shell("carried", "take", target, "A1-1-03", "--json")
    assert (code, told["error"]["code"]) == (3, "carried_none")
    shell("carried", "list", earlier)
    assert shell.said == "この点検は、前回点検から引き継いだものではありません。\n"


def test_changed_words_are_told_in_words(shell: Shell, earlier: Path, tmp_path: Path, world: World) -> None:
    folder = tmp_path / "前回"
    folder.mkdir()
    desk = last_time(world, folder)
    desk.file.close()
    target = tmp_path / "次回.shadan"
    assert shell("new", target, "--from", desk.file.location, "--period", "2027年度上期")[0] == 0
    assert shell("carried", "list", target, "--standing", "changed")[0] == 0
    assert "文言が変更・再回答" in shell.said
    assert "確認する内容: [削除: 前" in shell.said
    code, told = shell("carried", "list", target, "--standing", "retired", "--json")
    assert (code, [(c["checkpoint"], c["question_then"]) for c in told["carried"]]) == (0, [(GONE, "廃止前の問い")])


def test_what_is_taken_over_one_by_one_stands_as_an_answer(shell: Shell, earlier: Path, tmp_path: Path) -> None:
    target = tmp_path / "次回.shadan"
    shell("new", target, "--from", earlier, "--period", "2027年度上期")

    def waiting() -> list[str]:
        told = shell("carried", "list", target, "--decision", "open", "--json")[1]["carried"]
        return [each["checkpoint"] for each in told]

    def verdicts() -> dict[tuple[str, str], str]:
        told = shell("answers", target, "--json")[1]["answers"]
        given = [each for each in told if each["verdict"] != "unanswered"]
        return {(each["checkpoint"], each["site"]): each["verdict"] for each in given}

    assert verdicts() == {}
    assert shell("carried", "take", target, "A1-1-02")[0] == 0
    assert verdicts() == {("A1-1-02", ""): "conforming"}
    assert waiting() == ["A1-2-05"]
    # What was decided is not taken over a second time.
    assert shell("carried", "take", target, "A1-1-02")[0] == 3
    assert shell("carried", "take", target, "A1-2-05", "--site", "北営業所")[0] == 0
    assert verdicts() == {("A1-1-02", ""): "conforming", ("A1-2-05", "北営業所"): "partly"}
    assert waiting() == []
    assert shell("carried", "take", target, "A9-9-99")[0] == 3
    assert shell("undo", target)[0] == 0
    assert waiting() == ["A1-2-05"]
    assert verdicts() == {("A1-1-02", ""): "conforming"}


def test_what_was_refuted_is_told_so_and_refused(shell: Shell, earlier: Path, tmp_path: Path) -> None:
    add = ("disproof", "add", earlier, "A1-1-02", "--tried", "規程の版を見た", "--outcome", "refuted")
    assert shell(*add, "--person", "反証 次郎")[0] == 0
    target = tmp_path / "次回.shadan"
    shell("new", target, "--from", earlier, "--period", "2027年度上期")
    told = shell("carried", "list", target, "--company", "--json")[1]["carried"]
    assert [(each["review"], each["refusal"]) for each in told] == [("refuted", "carried_refuted")]
    shell("carried", "list", target, "--company")
    assert "当時は反証された" in shell.said
    assert shell("carried", "take", target, "A1-1-02")[0] == 3
    code, told = shell("carried", "take", target, "--all", "--json")
    assert (code, [each["checkpoint"] for each in told["taken"]]) == (0, ["A1-2-05"])
