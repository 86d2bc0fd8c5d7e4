"""CHANGELOG.md is as Keep a Changelog wants it, and a version is cut from it without losing a word."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import changelog

HEAD = "# Changelog\n\nAll notable changes.\n\n"
TEXT = (
    HEAD
    + "## [Unreleased]\n\n### Added\n\n- A page\n  of two lines\n- Another\n\n### Fixed\n\n- A fault\n\n"
    + "## [1.1.0] - 2026-05-01 [YANKED]\n\n### Changed\n\n- Words\n\n"
    + "## [1.0.0] - 2026-04-01\n\n### Security\n\n- A hole\n"
)


def test_the_changelog_is_as_it_must_be(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert changelog.check(text, changelog.program_version()) == []
    assert changelog.parse(text).releases[0].sections


def test_what_is_read_is_what_stands_there() -> None:
    read = changelog.parse(TEXT)
    assert [release.name for release in read.releases] == ["Unreleased", "1.1.0", "1.0.0"]
    unreleased, yanked, first = read.releases
    assert [section.kind for section in unreleased.sections] == ["Added", "Fixed"]
    assert unreleased.sections[0].entries == (("A page", "of two lines"), ("Another",))
    assert (unreleased.day, yanked.day, yanked.yanked, first.yanked) == (None, date(2026, 5, 1), True, False)
    assert read.newest is yanked
    assert changelog.render(read) == TEXT
    assert changelog.check(TEXT, "1.1.0") == changelog.check(TEXT, "1.2.0") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# Changelog\n", "# Changes\n", "the first line"),
        ("## [1.1.0] - 2026-05-01 [YANKED]", "## 1.1.0 - 2026-05-01", "a version is headed"),
        ("2026-05-01", "2026-13-01", "there is no 2026-13-01"),
        (" - 2026-04-01", "", "has a day"),
        ("## [Unreleased]", "## [Unreleased] - 2026-06-01", "has none"),
        ("[1.0.0]", "[v1]", "v1 is no version"),
        ("### Changed", "### Improved", "no kind of change is called Improved"),
        ("### Fixed", "### Added", "Added is there already"),
        ("### Added", "### Security", "Fixed stands before Security"),
        ("- A fault", "A fault", "begins with"),
        ("- A fault", "-  ", "begins with"),
        ("  of two lines", "of two lines", "begins with"),
        ("  of two lines", "   of two lines", "begins with"),
        ("- Another", "\n- Another", "an empty line parts"),
        ("### Fixed\n\n", "### Fixed\n", "missing below the heading"),
        ("- Another\n\n", "- Another\n", "missing before the heading"),
        ("- Words\n\n", "- Words\n", "missing before the heading"),
        ("- Words\n\n", "- Words\n\n\n", "more than one empty line"),
        ("- Words", "- Words ", "blanks behind"),
        ("### Added\n\n", "", "below a heading of its kind"),
        ("- A hole\n", "- A hole", "has no end"),
        ("- A hole\n", "- A hole\n\n[1.0.0]: https://example.org/x\n- B\n", "below the addresses"),
    ],
)
def test_what_is_not_of_the_form_is_told_with_its_line(before: str, after: str, said: str) -> None:
    assert before in TEXT
    faulty = TEXT.replace(before, after, 1)
    told = changelog.check(faulty, "1.1.0")
    assert any(re.match(r"line \d+: ", line) and said in line for line in told), told
    with pytest.raises(changelog.Faulty):
        changelog.parse(faulty)


@pytest.mark.parametrize(
    ("before", "after", "version", "said"),
    [
        ("## [Unreleased]\n\n### Added", "## [1.2.0] - 2026-06-01\n\n### Added", "1.2.0", "[Unreleased] is missing"),
        ("1.1.0", "1.0.0", "1.0.0", "no earlier version"),
        ("1.1.0", "1.0.0-rc.1", "1.0.0", "no earlier version"),
        ("2026-05-01", "2026-03-31", "1.1.0", "of an earlier day"),
        ("- Words\n", "- " + "x" * 119 + "\n", "1.1.0", "121 characters"),
        ("- Words\n", "- [Words](http://example.org)\n", "1.1.0", "is no address"),
        ("\n### Security\n\n- A hole\n", "", "1.1.0", "[1.0.0] tells no change"),
        ("- A fault\n\n", "", "1.1.0", "tells nothing under Fixed"),
        ("- A hole\n", "- A hole\n\n[1.0.0]: https://example.org/x\n", "1.1.0", "[1.1.0] has no address"),
        ("", "", "1.0.0", "older than [1.1.0]"),
        ("", "", "1.0", "1.0 is none of"),
        ("", "", "1.2.0+build", "is none of"),
        ("", "", "1.2.0-next", "is none of"),
    ],
)
def test_what_contradicts_itself_is_told(before: str, after: str, version: str, said: str) -> None:
    faulty = TEXT.replace(before, after, 1)
    assert any(said in line for line in changelog.check(faulty, version))


def test_versions_are_ordered_as_semver_orders_them() -> None:
    ordered = "0.9.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0"
    versions = [*ordered.split(), "1.0.1", "1.2.0", "1.10.0", "2.0.0"]
    assert sorted(reversed(versions), key=changelog.precedence) == versions
    for wrong in ("1.0", "01.0.0", "1.0.0-", "1.0.0-01", "v1.0.0", "1.0.0 "):
        with pytest.raises(ValueError, match="no version"):
            changelog.precedence(wrong)


def test_the_notes_of_a_version_are_its_sections() -> None:
    read = changelog.parse(TEXT)
    assert changelog.notes(read, "1.1.0") == "### Changed\n\n- Words\n"
    assert changelog.notes(read, "unreleased").startswith("### Added\n\n- A page\n  of two lines\n")
    with pytest.raises(changelog.Refused):
        changelog.notes(read, "9.9.9")


def test_a_cut_moves_what_is_unreleased() -> None:
    made = changelog.cut(TEXT, "1.2.0", date(2026, 6, 1))
    assert made == TEXT.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [1.2.0] - 2026-06-01\n", 1)
    assert changelog.check(made, "1.2.0") == []
    with pytest.raises(changelog.Refused, match="nothing is told"):
        changelog.cut(made, "1.3.0", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("version", "day"),
    [("1.1.0", "2026-06-01"), ("1.1.0-rc.1", "2026-06-01"), ("1.2.0", "2026-04-30"), ("1.2", "2026-06-01")],
)
def test_a_cut_that_would_go_back_is_refused(version: str, day: str) -> None:
    with pytest.raises(changelog.Refused):
        changelog.cut(TEXT, version, date.fromisoformat(day))


def test_a_cut_keeps_the_addresses_true() -> None:
    place = "https://example.org/shadan/"
    links = (
        f"\n[Unreleased]: {place}compare/v1.1.0...HEAD\n[1.1.0]: {place}compare/v1.0.0...v1.1.0\n"
        f"[1.0.0]: {place}releases/tag/v1.0.0\n"
    )
    made = changelog.cut(TEXT + links, "1.2.0", date(2026, 6, 1))
    assert changelog.check(made, "1.2.0") == []
    assert f"[Unreleased]: {place}compare/v1.2.0...HEAD\n[1.2.0]: {place}compare/v1.1.0...v1.2.0\n[1.1.0]: " in made


def test_the_script_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "CHANGELOG.md"
    monkeypatch.setattr(changelog, "CHANGELOG", file)
    file.write_text(TEXT, "utf-8")
    assert changelog.main(["check"]) == 1  # The program is older.
    assert "older than" in capsys.readouterr().out
    assert changelog.main(["notes", "1.0.0"]) == 0
    assert capsys.readouterr().out == "### Security\n\n- A hole\n"
    assert changelog.main(["notes", "7.0.0"]) == 3
    assert changelog.main(["cut", "1.2.0", "2026-06-01"]) == 0
    assert "## [1.2.0] - 2026-06-01" in file.read_text("utf-8")
    file.write_text("x", "utf-8")
    assert changelog.main(["notes", "1.0.0"]) == 1
    with pytest.raises(SystemExit):
        changelog.main(["cut", "1.2.0", "yesterday"])


# --- anything of the form ---------------------------------------------------------------------------------------------

_letters = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
_words = st.lists(st.text(_letters, min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
_entry = st.lists(_words, min_size=1, max_size=3).map(tuple)
_KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_kinds = st.sets(st.sampled_from(_KINDS), min_size=1).map(lambda kinds: sorted(kinds, key=_KINDS.index))


@st.composite
def changelogs(draw: st.DrawFn) -> changelog.Changelog:
    """Changelogs that nothing is wrong with."""

    def sections() -> tuple[changelog.Section, ...]:
        entries = st.lists(_entry, min_size=1, max_size=4).map(tuple)
        return tuple(changelog.Section(kind, draw(entries)) for kind in draw(_kinds))

    releases = [changelog.Release("Unreleased", None, sections() if draw(st.booleans()) else ())]
    number, day = [9, 9, 9], date(2030, 1, 1)
    for _ in range(draw(st.integers(0, 4))):
        number[draw(st.integers(0, 2))] -= 1
        day -= timedelta(days=draw(st.integers(0, 400)))
        releases.append(changelog.Release(".".join(map(str, number)), day, sections(), draw(st.booleans())))
    return changelog.Changelog(("# Changelog", "", draw(_words)[:100].lstrip("#[ ") + "."), tuple(releases))


@given(made=changelogs())
def test_what_is_written_is_read_again(made: changelog.Changelog) -> None:
    text = changelog.render(made)
    read = changelog.parse(text)
    assert read.releases == made.releases
    assert changelog.render(read) == text
    assert [line for line in changelog.check(text, "9.9.9") if "is no address" not in line] == []
    # Cut, nothing is lost, and the next version has no notes yet.
    if made.releases[0].sections:
        after = changelog.parse(changelog.cut(text, "10.0.0", date(2031, 1, 1)))
        assert after.releases[1].sections == made.releases[0].sections
        assert after.releases[2:] == made.releases[1:]


@given(text=st.text(max_size=300), place=st.integers(0, len(TEXT)))
def test_no_text_brings_the_reader_down(text: str, place: int) -> None:
    """Whatever is put anywhere into the file is read, or told; what is read is written as it was."""
    changed = TEXT[:place] + text + TEXT[place:]
    told = changelog.check(changed, "1.1.0")
    with suppress(changelog.Faulty):
        assert changelog.render(changelog.parse(changed)) == changed
        return
    assert told
    assert all(re.match(r"line [1-9]\d*: .", line) for line in told)
