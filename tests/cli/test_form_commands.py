"""The papers from the command line: one file for all of a form, one sentence for what cannot be printed."""

from pathlib import Path

import pypdf
import pytest

from tests.cli.shell import Shell
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES


@pytest.fixture
def filled(audit: Path, shell: Shell, tmp_path: Path) -> Path:
    for kind in ("people", "terminals", "rooms"):
        assert shell("import", audit, kind, xlsx(tmp_path / f"{kind}.xlsx", TABLES[kind]))[0] == 0
    return audit


def test_all_papers_of_a_form_are_in_one_file(filled: Path, shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "誓約書.pdf"
    code, told = shell("report", filled, "pledge", out, "--json")
    assert code == 0
    assert (told["papers"], told["gone"], told["others"]) == (4, 1, 1)
    assert [str(mark.title) for mark in pypdf.PdfReader(out).outline if not isinstance(mark, list)][-1].startswith(
        "1004"
    )
    shell("report", filled, "pledge", out)
    assert "書面の数: 4" in shell.said
    assert "特定関係事業者側のため作成しない数: 1" in shell.said


def test_papers_are_chosen(filled: Path, shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    assert shell("report", filled, "pledge", out, "--only", "1001", "--only", "2001", "--json")[1]["papers"] == 2
    assert shell("report", filled, "pledge", out, "--site", "北営業所", "--json")[1]["papers"] == 1
    assert shell("report", filled, "walk-sheet", out, "--site", "本店", "--json")[1]["papers"] == 5
    assert shell("--lang", "en", "report", filled, "blank-sheet", out, "--json")[1]["papers"] == 3
    assert "Check sheet" in pypdf.PdfReader(out).pages[0].extract_text()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("account-review",), "paper_needs_ledger"),
        (("pledge", "--only", "7777"), "paper_only_unknown"),
        (("pledge", "--site", "西営業所"), "site_unknown"),
        (("transfer", "--only", "1002"), "paper_only_unknown"),
        (("plan", "--only", "1001"), "report_only_unwanted"),
    ],
)
def test_a_refusal_writes_nothing(
    filled: Path, shell: Shell, tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    kind, *options = words
    out = tmp_path / "none.pdf"
    exit_code, told = shell("report", filled, kind, out, *options, "--json")
    assert exit_code == 3
    assert told["error"]["code"] == code
    assert not out.exists()
