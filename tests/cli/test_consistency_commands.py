"""consistency list, note, unnote."""

from pathlib import Path

from tests.cli.shell import Shell


def test_what_contradicts_itself_is_listed_noted_and_taken_up(shell: Shell, audit: Path) -> None:
    assert shell("answer", audit, "A3-2-01", "nonconforming", "--site", "本店")[0] == 0
    assert shell("consistency", "list", audit)[0] == 0
    told = shell.said
    assert "K03  A3-2-01 本店 所見  「不適合」と回答していますが、所見がありません。" in told
    assert told.rstrip().splitlines()[-1].startswith("確かめた規則 ")
    data = shell("consistency", "list", audit, "--rule", "K03", "--json")[1]
    (hit,) = data["hits"]
    assert hit["where"] == {
        "spot": "place", "field": "comment", "checkpoint": "A3-2-01", "site": "本店", "id": "", "number": 0,
    }  # fmt: skip
    assert data["counts"]["error"] >= 2
    assert shell("consistency", "note", audit, hit["id"], "--reason", "口頭で確認した")[0] == 0
    again = shell("consistency", "list", audit, "--rule", "K03", "--json")[1]
    assert not again["hits"]
    assert again["noted"][0]["reason"] == "口頭で確認した"
    assert shell("consistency", "list", audit, "--noted")[0] == 0
    assert "口頭で確認した" in shell.said
    assert shell("consistency", "unnote", audit, hit["id"])[0] == 0
    assert shell("consistency", "list", audit, "--rule", "K03", "--json")[1]["hits"]


def test_the_list_is_limited_by_weight_and_refused_by_words(shell: Shell, audit: Path) -> None:
    errors = shell("consistency", "list", audit, "--severity", "error", "--json")[1]["hits"]
    assert {hit["severity"] for hit in errors} == {"error"}
    assert shell("consistency", "list", audit, "--rule", "K999")[0] == 3
    assert shell("consistency", "note", audit, "K-0000000000", "--reason", "確認")[0] == 3
    assert shell("consistency", "unnote", audit, "K-0000000000")[0] == 3
    assert shell("consistency", "list", audit, "--severity", "fatal")[0] == 2


def test_of_many_like_hits_a_few_are_told_unasked(shell: Shell, audit: Path) -> None:
    asked = [f"A{item}-{number:02}" for item in ("4-4", "4-1", "3-2", "5-1") for number in range(1, 12)]
    assert any([shell("answer", audit, each, "nonconforming", "--site", "本店")[0] == 0 for each in asked])

    def told(*words: str) -> int:
        assert shell("consistency", "list", audit, *words)[0] == 0
        return shell.said.count("  K03  ")

    every = told("--all")
    assert every == told("--rule", "K03") > 6
    assert "同じ種類の問題がほか" not in shell.said
    assert told() == 5
    assert f"同じ種類の問題がほかに {every - 5} 件あります" in shell.said


def test_what_cannot_be_printed_is_told_with_its_place_before_it_is_printed(shell: Shell, audit: Path) -> None:
    remark = "窓口の端末😀を移した"
    given = ("nonconforming", "--site", "本店", "--comment", remark)
    assert shell("answer", audit, "A3-2-01", *given)[0] == 0
    assert shell("consistency", "list", audit, "--rule", "K96")[0] == 0
    assert "A3-2-01 本店 所見" in shell.said
    assert f"「{remark}」の 😀 (U+1F600) は、印刷用の文字にありません。" in shell.said
    # The report says it too, and is not written.
    target = audit.with_name("results.pdf")
    assert shell("report", audit, "results", target)[0] == 3
    assert not target.exists()
    mended = ("nonconforming", "--site", "本店", "--comment", "窓口の端末を移した", "--reason", "書き改めた")
    assert shell("answer", audit, "A3-2-01", *mended)[0] == 0
    assert not shell("consistency", "list", audit, "--rule", "K96", "--json")[1]["hits"]
    assert shell("report", audit, "results", target)[0] == 0
