"""The list of measures on the command line: written out, edited elsewhere, taken in; reports for Word and Excel."""

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.shell import Shell
from tests.cli.test_command_line import audit

__all__ = ["audit"]


def sent_back(file: Path, section: str) -> Path:
    book = load_workbook(file)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[3] if cell.value == "担当部署")
    sheet.cell(4, column).value = section
    target = file.with_name("戻り.xlsx")
    book.save(target)
    return target


def test_the_list_goes_out_and_comes_back(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("plan", "add", audit, "A3-5", "--measure", "研修を年2回行う", "--department", "人事部")
    out = tmp_path / "対策.xlsx"
    code, made = shell("plan", "export", audit, out, "--json")
    assert (code, made["measures"], made["file"]) == (0, 1, str(out))
    source = sent_back(out, "総務部")
    code, told = shell("plan", "import", audit, source, "--dry-run", "--json")
    assert (code, told["dry_run"], told["rows"]["changed"]) == (0, True, 1)
    assert shell("plan", "list", audit, "--json")[1]["actions"][0]["department"] == "人事部"
    assert shell("plan", "import", audit, source)[0] == 0
    assert "対策1 担当部署: 人事部 → 総務部" in shell.said
    code, told = shell("plan", "import", audit, source, "--json")
    assert told["rows"] == {"read": 1, "changed": 0, "added": 0, "unchanged": 1, "refused": 0}
    assert shell("plan", "list", audit, "--json")[1]["actions"][0]["department"] == "総務部"


def test_a_conflict_is_told_and_decided_by_prefer(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("plan", "add", audit, "A3-5", "--measure", "研修を年2回行う", "--department", "人事部")
    out = tmp_path / "対策.xlsx"
    shell("plan", "export", audit, out)
    source = sent_back(out, "総務部")
    shell("plan", "edit", audit, 1, "--department", "経営企画部")
    code, told = shell("plan", "import", audit, source, "--json")
    assert code == 0
    assert told["conflicts"] == [
        {
            "number": 1,
            "field": "department",
            "exported": "人事部",
            "edited": "総務部",
            "current": "経営企画部",
        }
    ]
    shell("plan", "import", audit, source)
    assert "--prefer theirs" in shell.said
    assert shell("plan", "import", audit, source, "--prefer", "mine", "--json")[1]["taken"] == []
    code, told = shell("plan", "import", audit, source, "--prefer", "theirs", "--json")
    assert [change["edited"] for change in told["taken"]] == ["総務部"]
    assert shell("plan", "import", audit, source, "--prefer", "both")[0] == 2


def test_what_is_no_list_of_measures_is_refused_in_one_sentence(shell: Shell, audit: Path, tmp_path: Path) -> None:
    junk, text, other = tmp_path / "x.xlsx", tmp_path / "x.csv", tmp_path / "端末.xlsx"
    junk.write_bytes(b"PK\x03\x04 no zip")
    text.write_text("a,b\n1,2\n", encoding="utf-8")
    assert shell("template", "terminals", other)[0] == 0
    for source, code in ((junk, "workbook_damaged"), (text, "tracker_none"), (other, "tracker_none")):
        status, told = shell("plan", "import", audit, source, "--json")
        assert (status, told["error"]["code"]) == (3, code)
        assert shell.refused.count("\n") == 1
    assert shell("plan", "import", audit, tmp_path / "ない.xlsx")[0] == 3


def test_reports_that_people_edit_are_written_by_their_suffix(shell: Shell, audit: Path, tmp_path: Path) -> None:
    for name in ("計画.docx", "計画.xlsx"):
        code, made = shell("report", audit, "plan", tmp_path / name, "--json")
        assert (code, made["draft"]) == (0, True)
        assert (tmp_path / name).read_bytes()[:2] == b"PK"
    code, told = shell("report", audit, "pledge-of-nobody", tmp_path / "x.pdf")
    assert code == 2
    code, told = shell("report", audit, "overview", tmp_path / "x.xlsx", "--json")
    assert (code, told["error"]["code"]) == (3, "report_suffix")
    code, told = shell("report", audit, "findings", tmp_path / "x.txt", "--json")
    assert (code, told["error"]["code"]) == (3, "report_suffix_of")
