"""The house style from the command line, and reports made for somebody."""

from pathlib import Path

import pypdf
import pytest

from tests.cli.shell import Shell
from tests.logos import logo_file


def test_the_style_at_first_is_shown(shell: Shell, audit: Path) -> None:
    code, told = shell("style", "show", audit, "--json")
    assert code == 0
    assert not told["own"]
    assert told["recipients"]["management"]["marking"] == {"ja": "社外秘", "en": "Confidential"}
    assert shell("style", "show", audit)[0] == 0
    assert "監督官庁" in shell.said
    assert "【取扱注意】PLAN.pdf" in shell.said


def test_values_are_set_one_by_one_and_reset(shell: Shell, audit: Path, tmp_path: Path) -> None:
    logo = logo_file(tmp_path / "logo.png")
    shared = ("--company", "東湾送配電", "--header", "{title}", "--footer", "{company}", "--logo", logo)
    code, told = shell("style", "set", audit, *shared, "--logo-text", "青い丸", "--json")
    assert code == 0
    assert told["saved_at"]
    assert (told["company"], told["logo"]["text"]) == ("東湾送配電", "青い丸")
    own = ("--for", "office", "--marking", "部外秘", "--mark-names", "no", "--front", "cover", "--dates", "western")
    assert shell("style", "set", audit, *own, "--withhold", "plan", "--allow", "factors")[0] == 0
    office = shell("style", "show", audit, "--json")[1]["recipients"]["office"]
    assert office["marking"]["ja"] == "部外秘"
    assert (office["mark_names"], office["front"], office["dates"]) == (False, "cover", "western")
    assert office["withheld"] == ["interview", "privacy-report", "plan"]
    assert shell("style", "set", audit, "--for", "office", "--marking-of-audit", "--dates", "audit", "--json")[0] == 0
    office = shell("style", "show", audit, "--json")[1]["recipients"]["office"]
    assert (office["marking"], office["dates"]) == (None, None)
    assert shell("style", "set", audit, "--no-logo", "--json")[1]["logo"] is None
    assert shell("undo", audit)[0] == 0
    assert shell("style", "show", audit, "--json")[1]["logo"]["text"] == "青い丸"
    code, told = shell("style", "reset", audit, "--json")
    assert (code, told["own"], told["company"]) == (0, False, "")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), "style_nothing"),
        (("--marking", "社外秘"), "style_needs_for"),
        (("--withhold", "plan"), "style_needs_for"),
        (("--logo-text", "丸"), "style_no_logo"),
        (("--header", "{titel}"), "style_place_unknown"),
        (("--for", "office", "--marking", "a?b"), "style_marking_character"),
        (("--logo", "none.png"), "file_missing"),
    ],
)
def test_what_cannot_be_set_is_told_in_one_sentence(
    shell: Shell, audit: Path, words: tuple[str, ...], error: str
) -> None:
    code, told = shell("style", "set", audit, *words, "--json")
    assert (code, told["error"]["code"]) == (3, error)
    assert len(shell.refused.strip().splitlines()) == 1
    assert not shell("style", "show", audit, "--json")[1]["own"]


def test_a_style_goes_to_another_audit(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("style", "set", audit, "--company", "東湾送配電", "--logo", logo_file(tmp_path / "logo.png"))
    file, other = tmp_path / "体裁.toml", tmp_path / "b.shadan"
    assert shell("style", "export", audit, file, "--json")[1]["file"] == str(file)
    said = ("--organisation", "東湾電力", "--role", "affiliated_retailer", "--period", "x")
    assert shell("new", other, *said)[0] == 0
    code, told = shell("style", "import", other, file, "--json")
    assert code == 0
    assert told["logo"]["sha256"] == shell("style", "show", audit, "--json")[1]["logo"]["sha256"]
    assert told["company"] == "東湾送配電"
    (tmp_path / "bad.toml").write_text("x", encoding="utf-8")
    assert shell("style", "import", other, tmp_path / "bad.toml")[0] == 3


def test_a_report_for_somebody_bears_its_marking_in_its_name(shell: Shell, audit: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果.pdf"
    code, told = shell("report", audit, "results", out, "--for", "management", "--json")
    marked = tmp_path / "【社外秘】結果.pdf"
    assert (code, told["file"], told["for"], told["marking"]) == (0, str(marked), "management", "社外秘")
    assert not out.exists()
    first = pypdf.PdfReader(marked).pages[0].extract_text()
    assert "社外秘" in first
    assert shell("report", audit, "results", marked, "--for", "management")[0] == 0
    assert str(marked) in shell.said
    assert sorted(p.name for p in tmp_path.glob("*.pdf")) == [marked.name]
    assert shell("verify", marked)[0] == 0


def test_a_report_for_nobody_in_particular_keeps_its_name(shell: Shell, audit: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果.pdf"
    code, told = shell("report", audit, "results", out, "--json")
    assert (code, told["file"], told["for"], told["marking"]) == (0, str(out), "general", "")


def test_papers_bear_the_marking_too(shell: Shell, audit: Path, tmp_path: Path) -> None:
    out = tmp_path / "点検票.pdf"
    code, told = shell("report", audit, "blank-sheet", out, "--for", "office", "--site", "本店", "--json")
    assert (code, Path(told["file"]).name, told["marking"]) == (0, "【取扱注意】点検票.pdf", "取扱注意")
    assert "取扱注意" in pypdf.PdfReader(told["file"]).pages[0].extract_text()


def test_what_a_recipient_does_not_get_is_refused(shell: Shell, audit: Path, tmp_path: Path) -> None:
    out = tmp_path / "想定問答.pdf"
    code, told = shell("report", audit, "interview", out, "--for", "authority", "--json")
    assert (code, told["error"]["code"]) == (3, "report_withheld")
    assert not list(tmp_path.glob("*.pdf"))
    assert shell("report", audit, "findings", tmp_path / "f.pdf", "--for", "office", "--site", "本店")[0] == 0
    assert shell("report", audit, "plan", tmp_path / "p.pdf", "--for", "office", "--site", "本店")[0] == 3
