"""Reads CHANGELOG.md as strictly as Keep a Changelog 1.1.0 is written, checks it, and cuts a version from it.

    python3 installer/changelog.py check              order, days, sections, links, lengths; the program's version
    python3 installer/changelog.py notes VERSION      what is new in a version (or: unreleased)
    python3 installer/changelog.py cut VERSION DATE   what is under Unreleased becomes VERSION of DATE

Standard library only. Exit code: 0; 1 the file is not as it must be; 2 usage; 3 the cut is refused.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHANGELOG = ROOT / "CHANGELOG.md"
VERSION_FILE = ROOT / "app" / "version.py"
UNRELEASED = "Unreleased"
SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""In this order."""
WIDEST = 120

# https://semver.org/spec/v2.0.0.html, the pattern that it suggests.
_NUMBER = r"(?:0|[1-9][0-9]*)"
_WORD = r"(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_SEMVER = re.compile(
    rf"(?P<numbers>{_NUMBER}\.{_NUMBER}\.{_NUMBER})"
    rf"(?:-(?P<before>{_WORD}(?:\.{_WORD})*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
)
# What SemVer, Python, Debian and Windows understand alike.
_RELEASABLE = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-(?:alpha|beta|rc)\.{_NUMBER})?")
_VERSION_LINE = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_HEADING = re.compile(r"## \[(?P<name>[^\]\s]+)\](?: - (?P<day>\d{4}-\d{2}-\d{2})(?P<yanked> \[YANKED\])?)?")
_LINK = re.compile(r"\[(?P<name>[^\]\s]+)\]: (?P<address>\S+)")
_COMPARED = re.compile(r"(?P<place>https://\S+/)compare/\S+\.\.\.HEAD")
_INLINE = re.compile(r"\]\((?P<address>[^)]*)\)")


class Faulty(ValueError):
    """The text is not a changelog of this form; `faults` are (line, what is wrong), by line."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(f"line {line}: {what}" for line, what in self.faults))


class Refused(ValueError):
    """What was asked for cannot be done; the text is for a person."""


@dataclass(frozen=True)
class Section:
    """One kind of change; each entry has the lines of one point of the list, without its hyphen and indent."""

    kind: str
    entries: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Release:
    """A version with its day, or what is unreleased, which has none."""

    name: str
    day: date | None
    sections: tuple[Section, ...]
    yanked: bool = False


@dataclass(frozen=True)
class Changelog:
    """The whole file: the lines before the first version, the versions, newest first, and the addresses of versions."""

    head: tuple[str, ...]
    releases: tuple[Release, ...]
    links: tuple[tuple[str, str], ...] = ()

    def find(self, name: str) -> Release | None:
        """The version of this name."""
        return next((release for release in self.releases if release.name.lower() == name.lower()), None)

    @property
    def newest(self) -> Release | None:
        """The newest version that is released."""
        return next((release for release in self.releases if release.day is not None), None)


def precedence(version: str) -> tuple[object, ...]:
    """A key by which versions are ordered as SemVer §11 orders them. Raises ValueError for what is no SemVer."""
    found = _SEMVER.fullmatch(version)
    if found is None:
        raise ValueError(f"{version} is no version of Semantic Versioning")
    numbers = tuple(int(number) for number in found["numbers"].split("."))
    if found["before"] is None:
        return (numbers, 1)
    words = ((0, int(word), "") if word.isdigit() else (1, 0, word) for word in found["before"].split("."))
    return (numbers, 0, tuple(words))


def program_version(text: str | None = None) -> str:
    """The version in app/version.py, or in this text of it. Raises Refused where there is none."""
    found = _VERSION_LINE.search(VERSION_FILE.read_text("utf-8") if text is None else text)
    if found is None:
        raise Refused("app/version.py holds no version")
    return found[1]


@dataclass
class _Reader:
    """What was read so far, line by line."""

    head: list[str] = field(default_factory=list)
    releases: list[tuple[Release, list[tuple[str, list[list[str]]]]]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    before: str = ""

    def read(self, number: int, line: str) -> None:
        """Take the next line."""
        if line != line.rstrip():
            self.faults.append((number, "blanks behind the text"))
        if self.links and line and not _LINK.fullmatch(line):
            self.faults.append((number, "something stands below the addresses of the versions"))
        elif line.startswith("## "):
            self._release(number, line)
        elif not self.releases:
            self.head.append(line)
        elif found := _LINK.fullmatch(line):
            self.links.append((found["name"], found["address"]))
        elif line.startswith("### "):
            self._section(number, line.removeprefix("### "))
        elif line:
            self._entry(number, line)
        elif not self.before:
            self.faults.append((number, "more than one empty line"))
        self.before = line

    def _release(self, number: int, line: str) -> None:
        found = _HEADING.fullmatch(line)
        day, name = None, line
        if found is None:
            self.faults.append((number, "a version is headed `## [1.2.3] - 2026-12-01` or `## [Unreleased]`"))
        else:
            name = found["name"]
            if found["day"]:
                try:
                    day = date.fromisoformat(found["day"])
                except ValueError:
                    self.faults.append((number, f"there is no {found['day']}"))
            if (name == UNRELEASED) is (found["day"] is not None):
                self.faults.append((number, "a version has a day, and what is unreleased has none"))
            if name != UNRELEASED and not _SEMVER.fullmatch(name):
                self.faults.append((number, f"{name} is no version of Semantic Versioning"))
        if self.before:
            self.faults.append((number, "an empty line is missing before the heading"))
        self.releases.append((Release(name, day, (), bool(found and found["yanked"])), []))

    def _section(self, number: int, kind: str) -> None:
        sections = self.releases[-1][1]
        if kind not in SECTIONS:
            self.faults.append((number, f"no kind of change is called {kind}; there are {', '.join(SECTIONS)}"))
        elif sections and kind in [known for known, _ in sections]:
            self.faults.append((number, f"{kind} is there already"))
        elif sections and sections[-1][0] in SECTIONS and SECTIONS.index(sections[-1][0]) > SECTIONS.index(kind):
            self.faults.append((number, f"{kind} stands before {sections[-1][0]}"))
        if self.before:
            self.faults.append((number, "an empty line is missing before the heading"))
        sections.append((kind, []))

    def _entry(self, number: int, line: str) -> None:
        sections = self.releases[-1][1]
        if not sections:
            self.faults.append((number, "a change stands below a heading of its kind (### Added)"))
            return
        entries = sections[-1][1]
        if line.startswith("- ") and line[2:].strip():
            if not entries and self.before:
                self.faults.append((number, "an empty line is missing below the heading"))
            if entries and not self.before:
                self.faults.append((number, "an empty line parts two points of a list"))
            entries.append([line[2:]])
        elif entries and self.before and re.match(r"  \S", line):
            entries[-1].append(line[2:])
        else:
            self.faults.append((number, "a change begins with `- ` and goes on two blanks in"))


def parse(text: str) -> Changelog:
    """Read a changelog. Raises Faulty with everything that is not of the form; what the words say is not looked at."""
    reader = _Reader()
    if not text.endswith("\n"):
        reader.faults.append((text.count("\n") + 1, "the last line has no end"))
    for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
        reader.read(number, line)
    if reader.head[:1] != ["# Changelog"]:
        reader.faults.append((1, "the first line is `# Changelog`"))
    if reader.faults:
        raise Faulty(reader.faults)
    return Changelog(
        head=tuple(reader.head),
        releases=tuple(
            Release(
                release.name,
                release.day,
                tuple(Section(kind, tuple(tuple(entry) for entry in entries)) for kind, entries in sections),
                release.yanked,
            )
            for release, sections in reader.releases
        ),
        links=tuple(reader.links),
    )


def render(changelog: Changelog) -> str:
    """The text from which `parse` reads the same changelog."""
    lines = list(changelog.head)
    for release in changelog.releases:
        if lines and lines[-1]:
            lines.append("")
        day = "" if release.day is None else f" - {release.day.isoformat()}"
        lines.append(f"## [{release.name}]{day}{' [YANKED]' if release.yanked else ''}")
        lines += _section_lines(release)
    if changelog.links:
        lines += ["", *(f"[{name}]: {address}" for name, address in changelog.links)]
    return "\n".join(lines) + "\n"


def _section_lines(release: Release) -> list[str]:
    lines = []
    for section in release.sections:
        lines += ["", f"### {section.kind}", ""]
        for first, *others in section.entries:
            lines += [f"- {first}", *(f"  {other}" for other in others)]
    return lines


def check(text: str, version: str) -> list[str]:
    """What is wrong with a changelog of a program of this version, each as a sentence; empty when nothing is."""
    try:
        changelog = parse(text)
    except Faulty as error:
        return [f"line {line}: {what}" for line, what in error.faults]
    return [*_of_lines(text), *_of_releases(changelog), *_of_links(changelog), *_of_version(changelog, version)]


def _of_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > WIDEST:
            yield f"line {number}: {len(line)} characters, {WIDEST} at most"
        for found in _INLINE.finditer(line):
            if not re.fullmatch(r"https://[^\s/]+(?:/\S*)?", found["address"]):
                yield f"line {number}: {found['address']} is no address"


def _of_releases(changelog: Changelog) -> Iterator[str]:
    names = [release.name for release in changelog.releases]
    if names[:1] != [UNRELEASED]:
        yield f"[{UNRELEASED}] is missing above the versions"
    if names.count(UNRELEASED) > 1:
        yield f"[{UNRELEASED}] is there more than once"
    released = [release for release in changelog.releases if release.day is not None]
    for release in released:
        if not release.sections:
            yield f"[{release.name}] tells no change"
    for newer, older in pairwise(released):
        if precedence(newer.name) <= precedence(older.name):
            yield f"[{newer.name}] stands above [{older.name}], which is no earlier version"
        if newer.day is not None and older.day is not None and newer.day < older.day:
            yield f"[{newer.name}] is of an earlier day than [{older.name}] below it"
    for release in changelog.releases:
        for section in release.sections:
            if not section.entries:
                yield f"[{release.name}] tells nothing under {section.kind}"


def _of_links(changelog: Changelog) -> Iterator[str]:
    if not changelog.links:
        return
    names = [name for name, _ in changelog.links]
    versions = [release.name for release in changelog.releases]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"[{name}] has two addresses"
    for name in sorted({*versions} - {*names}):
        yield f"[{name}] has no address, others have"
    for name in sorted({*names} - {*versions}):
        yield f"[{name}] has an address and is no version"
    for name, address in changelog.links:
        if not re.fullmatch(r"https://[^\s/]+/\S+", address):
            yield f"{address} of [{name}] is no address"


def _of_version(changelog: Changelog, version: str) -> Iterator[str]:
    if not _RELEASABLE.fullmatch(version):
        yield f"app/version.py: {version} is none of 1.2.3, 1.2.3-alpha.1, 1.2.3-beta.1, 1.2.3-rc.1"
        return
    newest = changelog.newest
    if newest is not None and precedence(version) < precedence(newest.name):
        yield f"app/version.py: {version} is older than [{newest.name}], which is released"
    elif newest is not None and version != newest.name and changelog.find(version):
        yield f"app/version.py: {version} is released already and not the newest"


def notes(changelog: Changelog, name: str) -> str:
    """What is new in a version, as Markdown without its heading. Raises Refused for a version that is not there."""
    release = changelog.find(name)
    if release is None:
        raise Refused(f"CHANGELOG.md has no version {name}")
    return "\n".join(_section_lines(release)).strip("\n") + "\n"


def cut(text: str, version: str, day: date) -> str:
    """The text in which what was unreleased is `version` of `day`. Raises Refused, and Faulty for a faulty text."""
    changelog = parse(text)
    if not _RELEASABLE.fullmatch(version):
        raise Refused(f"{version} is none of 1.2.3, 1.2.3-alpha.1, 1.2.3-beta.1, 1.2.3-rc.1")
    first, *others = changelog.releases or (None,)
    if first is None or first.name != UNRELEASED:
        raise Refused(f"[{UNRELEASED}] is missing above the versions")
    if not any(section.entries for section in first.sections):
        raise Refused("nothing is told under [Unreleased]")
    newest = changelog.newest
    if newest is not None and newest.day is not None:
        if precedence(version) <= precedence(newest.name):
            raise Refused(f"{version} is no later version than {newest.name}")
        if day < newest.day:
            raise Refused(f"{day} is before the day of {newest.name}, {newest.day}")
    made = Release(version, day, tuple(section for section in first.sections if section.entries))
    releases = (Release(UNRELEASED, None, ()), made, *(other for other in others if other is not None))
    return render(Changelog(changelog.head, releases, _links_after(changelog, version)))


def _links_after(changelog: Changelog, version: str) -> tuple[tuple[str, str], ...]:
    """The addresses once `version` is there; none where there were none."""
    if not changelog.links:
        return ()
    found = _COMPARED.fullmatch(dict(changelog.links).get(UNRELEASED, ""))
    if found is None:
        raise Refused(f"the address of [{UNRELEASED}] does not end with compare/vVERSION...HEAD")
    place, newest = found["place"], changelog.newest
    own = f"{place}releases/tag/v{version}" if newest is None else f"{place}compare/v{newest.name}...v{version}"
    kept = tuple(link for link in changelog.links if link[0] != UNRELEASED)
    return ((UNRELEASED, f"{place}compare/v{version}...HEAD"), (version, own), *kept)


def _check(_options: argparse.Namespace) -> int:
    wrong = check(CHANGELOG.read_text("utf-8"), program_version())
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def _notes(options: argparse.Namespace) -> int:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(notes(parse(CHANGELOG.read_text("utf-8")), options.version), end="")
    return 0


def _cut(options: argparse.Namespace) -> int:
    made = cut(CHANGELOG.read_text("utf-8"), options.version, options.day)
    CHANGELOG.write_text(made, "utf-8", newline="\n")
    return 0


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description="Checks CHANGELOG.md, or cuts a version from it.", allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, does: Callable[[argparse.Namespace], int], told: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=told)
        made.set_defaults(does=does)
        return made

    verb("check", _check, "whether the file is as it must be")
    verb("notes", _notes, "what is new in a version").add_argument("version", metavar="VERSION")
    cutting = verb("cut", _cut, "what is unreleased becomes a version")
    cutting.add_argument("version", metavar="VERSION")
    cutting.add_argument("day", metavar="DATE", type=date.fromisoformat)
    options = parser.parse_args(words)
    try:
        return int(options.does(options))
    except Faulty as error:
        print(error, file=sys.stderr)
        return 1
    except Refused as error:
        print(error, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
