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
