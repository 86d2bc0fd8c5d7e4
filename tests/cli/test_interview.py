"""The rehearsal of a hearing as a script."""

from pathlib import Path

from tests.cli.shell import Shell


def test_the_weakest_answers_are_asked_about(shell: Shell, audit: Path) -> None:
    assert shell("interview", audit, "--json") == (0, {"questions": []})
    shell("answer", audit, "A1-1-01", "conforming", "--comment", "規程を確認した")
    shell("answer", audit, "A4-4-04", "partly", "--site", "北営業所")
    code, told = shell("interview", audit, "--json")
    first, second = told["questions"]
    assert (code, first["checkpoint"], first["site"], first["verdict"]) == (0, "A4-4-04", "北営業所", "partly")
    assert {"partly", "no_measure", "no_remark"} <= set(first["weaknesses"])
    assert first["weight"] > second["weight"]
    assert second["question"] == "なぜ適合と判断しましたか。根拠となる証跡を示してください。"
    code, told = shell("interview", audit, "--count", "1", "--site", "本店", "--json")
    assert (code, told["questions"]) == (0, [])
    assert shell("interview", audit, "--all")[0] == 0
    assert "Q. なぜ適合と判断しましたか" in shell.said
    assert "A. 規程を確認した" in shell.said
    assert shell("--lang", "en", "interview", audit, "--count", "1")[0] == 0
    assert "Who will mend it, by when" in shell.said


def test_the_questions_are_written_as_pdf(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("answer", audit, "A4-4-04", "partly", "--site", "北営業所")
    out = tmp_path / "想定問答.pdf"
    code, told = shell("report", audit, "interview", out, "--site", "北営業所", "--json")
    assert (code, told["kind"], told["draft"]) == (0, "interview", False)
    assert out.read_bytes().startswith(b"%PDF")
    assert (
        shell("report", audit, "interview", tmp_path / "想定問答.xlsx", "--json")[1]["error"]["code"] == "report_suffix"
    )


def test_a_full_round_ends_with_fewer_questions(shell: Shell, audit: Path, tmp_path: Path) -> None:
    every = dict.fromkeys(each["checkpoint"] for each in shell("answers", audit, "--json")[1]["answers"])
    assert shell("answer-many", audit, *every, "conforming", "--all-sites", "--comment", "記録を見た")[0] == 0
    shell("answer", audit, "A4-4-04", "partly", "--site", "本店", "--reason", "1台が残る", "--comment", "1台")

    def asked(*words: str) -> list[tuple[str, str]]:
        code, told = shell("interview", audit, *words, "--json")
        assert code == 0
        return [(each["checkpoint"], each["site"]) for each in told["questions"]]

    whole = asked("--all")
    assert len(whole) == shell("info", audit, "--json")[1]["progress"]["total"]
    few = asked("--count", "3")
    assert ("A4-4-04", "本店") in few
    assert set(few) <= set(whole)
    assert len(asked()) < len(whole)
    assert {site for _checkpoint, site in asked("--all", "--site", "北営業所")} == {"北営業所"}
    # What is asked is answered: with a piece of evidence the question for it is gone.
    paper = tmp_path / "規程.pdf"
    paper.write_bytes(b"%PDF-1.4 rules")
    (first,) = (q for q in shell("interview", audit, "--all", "--json")[1]["questions"] if q["checkpoint"] == "A1-1-01")
    assert shell("evidence", "add", audit, "A1-1-01", paper)[0] == 0
    left = [q for q in shell("interview", audit, "--all", "--json")[1]["questions"] if q["checkpoint"] == "A1-1-01"]
    assert "証跡を示してください" in first["question"]
    assert all("証跡を示してください" not in each["question"] for each in left)
    assert all(each["evidence"][0]["name"] == "規程.pdf" for each in left)
    out = tmp_path / "想定問答.pdf"
    assert shell("report", audit, "interview", out)[0] == 0
    assert out.stat().st_size > 1_000
