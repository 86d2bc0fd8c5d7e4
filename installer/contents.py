"""What lies in the folder of a release, and which trial was done of it; written for whoever installs it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from changelog import Refused
from sources import FOLDER as SOURCES
from sources import Source
from windows.msi import product_code

MANY = 1_000_000
"""Bytes that no report of a trial has."""

# What a file is by its name: target as `build.py` calls it, and what to say of it.
KINDS: tuple[tuple[str, str, str], ...] = (
    ("Shadan-*-setup.exe", "setup", "Windows: setup program for one user"),
    ("Shadan-*-portable.zip", "zip", "Windows: for a memory stick, without installation"),
    ("Shadan-*.msi", "msi", "Windows: package for managed machines"),
    ("shadan_*.deb", "deb", "Debian 12, Ubuntu 24.04 or later: package"),
    ("*.run", "run", "Linux without root: installs itself"),
    ("*.tar.xz", "run", "Linux without root: to be unpacked"),
    ("Shadan-*-macos*", "macos", "macOS: bundle"),
    ("*.cdx.json", "sbom", "what is inside (CycloneDX)"),
    ("shadan-*.whl", "wheel", "Python package"),
)
FAMILIES = {"deb": "linux", "run": "linux", "setup": "windows", "zip": "windows", "msi": "windows"}
"""Targets that one trial takes together, by its name; its steps tell which of them it tried."""
UNTRIED = frozenset({"sbom", ""})
"""Targets that nobody runs."""
REAL = (("real-windows", "a real Windows"), ("real-macos", "a real Mac"))
"""Trials that only other machines can make; told also where there is no record of them."""
SIGNED = "signed-windows.json"
"""What each file was before and after `release.py sign-windows`."""
OTHER = "of other files, NOT COUNTED AS DONE"
UNSAID = "of files that it does not name, NOT COUNTED AS DONE"


class Wrong(Exception):
    """Something is not as it must be; the text is for a person."""


@dataclass(frozen=True)
class Step:
    """One step of a trial; its outcome is `passed`, `FAILED`, or `not done` where it could not be had."""

    name: str
    outcome: str
    detail: str


@dataclass(frozen=True)
class Trial:
    """One trial of one target: done or not, with what happened in each step."""

    name: str
    target: str
    done: bool
    why: str
    steps: tuple[Step, ...]
    version: str = ""
    commit: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Name and SHA-256 of each package that the steps ran."""

    @property
    def failed(self) -> tuple[str, ...]:
        """The steps that failed."""
        return tuple(step.name for step in self.steps if step.outcome == "FAILED")

    @property
    def outcome(self) -> str:
        """In a few words."""
        if not self.done:
            return "not done"
        if self.failed:
            return f"FAILED, {len(self.failed)} of {len(self.steps)} steps"
        if skipped := sum(step.outcome == "not done" for step in self.steps):
            return f"{len(self.steps) - skipped} of {len(self.steps)} steps passed, the others were NOT DONE"
        return f"all of {len(self.steps)} steps passed"


@dataclass(frozen=True)
class Contents:
    """The files of a release and the trials of them."""

    version: str
    released: bool
    artefacts: tuple[Path, ...]
    trials: tuple[Trial, ...]
    digests: Mapping[str, str]
    signed: Mapping[str, str]
    """SHA-256 after → before a file was signed."""
    sources: tuple[Source, ...]

    @classmethod
    def of(
        cls,
        built: Sequence[Path],
        trials: Sequence[Trial],
        *,
        version: str,
        released: bool,
        signed: Mapping[str, str],
        sources: Sequence[Source],
    ) -> Contents:
        """Raises Refused for a folder or link among the files, and for a file of no kind that is given away."""
        for path in built:
            if path.is_symlink() or not path.is_file():
                raise Refused(f"{path.name} is no file; a release consists of files alone")
            if not kind(path.name)[0]:
                raise Refused(f"{path.name} is nothing that a release consists of; take it out of the folder")
        digests = {path.name: sha256(path) for path in built}
        return cls(version, released, tuple(built), tuple(trials), digests, signed, tuple(sources))

    def lacking(self) -> tuple[str, ...]:
        """The sources that have to go with the release and are not there."""
        return tuple(source.name for source in self.sources if not source.found)

    def told(self, path: Path) -> str:
        """How a file was tried, in a few words."""
        target = kind(path.name)[0]
        if target in UNTRIED:
            return "nothing to try"
        of_it = []
        for trial in self.trials:
            family = FAMILIES.get(target) in {trial.name, trial.target}
            named = path.name in dict(trial.files)
            if named or ((family or trial.target == target) and not (trial.done and trial.files)):
                of_it.append(f"{trial.target if family else trial.name}: {self._of(trial, path.name)}")
        return "; ".join(of_it) or "NOT TRIED: no trial is on record"

    def _of(self, trial: Trial, name: str) -> str:
        """What a trial says of one file."""
        if not trial.done:
            return trial.outcome
        if not trial.files:
            return UNSAID
        if not self._same(trial, name):
            return OTHER
        return trial.outcome + ("" if dict(trial.files)[name] == self.digests[name] else "; signed after the trial")

    def _same(self, trial: Trial, name: str) -> bool:
        """Whether the file here is the one that was tried, or that one signed since."""
        wanted, here = dict(trial.files).get(name), self.digests.get(name)
        seen: set[str] = set()
        while here is not None and here not in seen:
            if here == wanted:
                return True
            seen.add(here)
            here = self.signed.get(here)
        return False

    def counts(self, trial: Trial) -> bool:
        """Whether a trial was done, and of at least one file that is here."""
        return trial.done and any(self._same(trial, name) for name, _digest in trial.files)

    def outcome(self, trial: Trial) -> str:
        """What a trial says of the files that are here, as a whole."""
        if not trial.done:
            return trial.outcome
        if not trial.files:
            return f"{UNSAID} ({trial.outcome})"
        other = [name for name, _digest in trial.files if not self._same(trial, name)]
        if len(other) == len(trial.files):
            return f"{OTHER} ({trial.outcome})"
        return trial.outcome + (f"; of other files: {', '.join(other)}" if other else "")


def kind(name: str) -> tuple[str, str]:
    """Target and description of a file; both empty for what no build makes."""
    return next(((target, told) for pattern, target, told in KINDS if fnmatchcase(name, pattern)), ("", ""))


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digests_in(text: str) -> dict[str, str]:
    """Name → SHA-256 of a list as `sha256sum` writes it. Raises Refused for a line that is not of that form."""
    told: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.fullmatch(r"([0-9a-f]{64}) [ *]((?:" + SOURCES + r"/)?[^/\\\x00-\x1f]+)", line)
        if found is None or found[2].rpartition("/")[2] in (".", "..") or found[2] in told:
            raise Refused(f"line {number} of the list is not `SHA-256  name`")
        told[found[2]] = found[1]
    if not told:
        raise Refused("the list is empty")
    return told


def read_trials(folder: Path) -> tuple[Trial, ...]:
    """The reports `trial-*.json` of a folder, by name. Raises Refused for one that is not of the form."""
    found = []
    for path in sorted(folder.glob("trial-*.json")):
        try:
            if path.stat().st_size > MANY:
                raise ValueError("too large")
            found.append(_trial(json.loads(path.read_text("utf-8"))))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise Refused(f"{path.name} is no report of a trial: {error}") from error
    return tuple(found)


def _trial(told: object) -> Trial:
    if not isinstance(told, Mapping):
        raise ValueError("no object")
    name, target, why = (_text(told, key) for key in ("trial", "target", "why"))
    done, steps = told.get("done"), told.get("steps")
    if not isinstance(done, bool) or not isinstance(steps, list):
        raise ValueError("`done` is true or false, `steps` a list")
    if not name or not target:
        raise ValueError("`trial` and `target` are named")
    if not done and not why:
        raise ValueError("a trial that was not done says why")
    if done and not steps:
        raise ValueError("a trial that was done has steps")
    read = []
    for step in steps:
        if not isinstance(step, Mapping) or not isinstance(step.get("ok"), bool):
            raise ValueError("each step has `name`, `ok` and `detail`")
        skipped = step.get("skipped", False)
        if not isinstance(skipped, bool) or (skipped and step["ok"]):
            raise ValueError("a step that was skipped has not gone well")
        outcome = "passed" if step["ok"] else "not done" if skipped else "FAILED"
        read.append(Step(_text(step, "name"), outcome, _text(step, "detail")))
    return Trial(name, target, done, why, tuple(read), _text(told, "version"), _text(told, "commit"), _files(told))


def _files(told: Mapping[object, object]) -> tuple[tuple[str, str], ...]:
    files = told.get("files", [])
    if not isinstance(files, list):
        raise ValueError("`files` is a list")
    read = []
    for each in files:
        digest = each.get("sha256") if isinstance(each, Mapping) else None
        if not isinstance(digest, str) or not re.fullmatch("[0-9a-f]{64}", digest) or not each.get("name"):
            raise ValueError("each of `files` has `name` and `sha256`")
        read.append((_text(each, "name"), digest))
    if len(dict(read)) != len(read):
        raise ValueError("a file is there twice")
    return tuple(read)


def read_signed(folder: Path) -> dict[str, str]:
    """SHA-256 after → before of each file that was signed. Raises Refused for a record of another form."""
    path = folder / SIGNED
    if not path.exists():
        return {}
    try:
        if path.stat().st_size > MANY:
            raise ValueError("too large")
        told = json.loads(path.read_text("utf-8"))
        pairs = {str(each["after"]): str(each["before"]) for each in told}
        if not all(re.fullmatch("[0-9a-f]{64}", digest) for pair in pairs.items() for digest in pair):
            raise ValueError("`before` and `after` are digests")
        return pairs
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(f"{SIGNED} is no record of what was signed: {error}") from error


def _text(told: Mapping[object, object], key: str) -> str:
    text = told.get(key, "")
    if not isinstance(text, str):
        raise ValueError(f"`{key}` is a text")
    return " ".join(text.split())


def markdown(contents: Contents) -> str:
    """The page `CONTENTS.md`."""
    lines = [
        f"# Shadan {contents.version}: what is in this release",
        "",
        "| file | what it is | bytes | how it was tried |",
        "| --- | --- | ---: | --- |",
    ]
    for path in contents.artefacts:
        told = kind(path.name)[1] or "-"
        lines.append(f"| {_cell(path.name)} | {told} | {path.stat().st_size:,} | {_cell(contents.told(path))} |")
    lines += ["", "The SHA-256 of each file is in `SHA256SUMS`."]
    if any(kind(path.name)[0] == "msi" for path in contents.artefacts):
        code = product_code(contents.version)
        lines += ["", f"Product code of the MSI, the same for every build of this version: `{{{code}}}`."]
    lines += ["", "## Sources of what is under the LGPL", ""]
    for source in contents.sources:
        there = _cell(f"{SOURCES}/{source.found}") if source.found else "**MISSING**; has to be published beside it"
        lines.append(f"- {_cell(source.name)}: {there}")
    lines += ["", "## Trials", ""]
    recorded = {trial.name for trial in contents.trials if contents.counts(trial)}
    for trial in contents.trials:
        why = f". {_cell(trial.why)}" if trial.why else ""
        of = f" of version {_cell(trial.version)}, commit {_cell(trial.commit) or '-'}" if trial.version else ""
        lines.append(f"- **{_cell(trial.name)}** of {_cell(trial.target)}{of}: {_cell(contents.outcome(trial))}{why}")
        for step in trial.steps:
            detail = f" ({_cell(step.detail)})" if step.detail else ""
            lines.append(f"  - {step.outcome}: {_cell(step.name)}{detail}")
    for name, where in REAL:
        if name not in recorded:
            lines.append(f"- **On {where}**: not done; no report of these files is here.")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A text of somebody else's that stays one cell and one line, whatever is in it."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return re.sub(r"([\\|`*_<>\[\]#])", r"\\\1", plain)
