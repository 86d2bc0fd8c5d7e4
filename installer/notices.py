"""Third-party notices: what of others is in the packages that people install, under which licence, with which text.

    python installer/notices.py write            writes installer/licenses/THIRD-PARTY-NOTICES.txt anew
    python installer/notices.py check            says what is missing, and whether the committed file is that
    python installer/notices.py check FOLDER     also of a built folder: every library in it that no component claims,
                                                 every licence text of its packages that the notices lack

Run it with the Python of `.venv`, in which the packages of `requirements.lock` are: their names, versions, licences and
texts come from there, the rest from `licenses/native.toml` and `licenses/packages.toml`. Standard library only.
Exit code: 0; 1 something is missing, said line by line.
"""

from __future__ import annotations

import re
import sys
import sysconfig
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from built import claimed, normal, packages_of, target_of

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
LICENCES = INSTALLER / "licenses"
NOTICES = LICENCES / "THIRD-PARTY-NOTICES.txt"
TARGETS = {"windows": "Windows", "linux": "Linux", "macos": "macOS"}
_HEAD = INSTALLER / "notices_head.txt"
"""What the notices begin with, in both languages."""
MARK = "#" * 40
"""Begins a component or a text in the notices; the program reads them by it (`app/formats/notices.py`)."""
UNKNOWN = "UNKNOWN"
_QT = "pyside6-essentials"
"""The package of the lock whose version is that of Qt."""

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? \\$", re.MULTILINE)
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_INCLUDE = re.compile(r"#include (?P<path>\S+)\n")
"""The whole of a text of pypdfium2's that is the same as another."""
_SPDX = re.compile(r"[A-Za-z0-9.+() -]+")
_DIVIDES = re.compile(rf"^{MARK} (COMPONENT|TEXT) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A component: what it is, where it is, its licence; texts as pairs of where they come from and what they say."""

    name: str
    versions: Mapping[str, str]
    licence: str
    targets: tuple[str, ...]
    why: str
    within: str
    texts: tuple[tuple[str, str], ...]
    copyright: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    optional: bool = False
    debian: str = ""
    cpe: str = ""
    package: str = ""
    further: tuple[str, ...] = ()
    soname: str = ""

    @property
    def version(self) -> str:
        """One version, or that of each target."""
        if len(set(self.versions.values())) == 1:
            return next(iter(self.versions.values()))
        return "; ".join(f"{TARGETS[target]} {version}" for target, version in self.versions.items())


@dataclass(frozen=True, slots=True)
class Wheel:
    """What an installed package says of itself."""

    name: str
    version: str
    licence: str
    texts: Mapping[str, str]
    crates: tuple[str, ...] = field(default=())


def locked(name: str = "requirements.lock") -> dict[str, tuple[str, str]]:
    """Name → version and marker of every package of a lock."""
    text = (ROOT / "installer" / name).read_text("utf-8")
    return {normal(pin["name"]): (pin["version"], pin["marker"] or "") for pin in _PIN.finditer(text)}


def installed(folder: Path, only: Container[str] | None = None) -> dict[str, Wheel]:
    """Every package in a folder of packages, or only those named."""
    found = {}
    for place in sorted(folder.glob("*.dist-info")):
        name = normal(place.name.removesuffix(".dist-info").rpartition("-")[0])
        if (only is None or name in only) and (place / "METADATA").is_file():
            wheel = _wheel(place)
            found[wheel.name] = wheel
    return found


def _wheel(place: Path) -> Wheel:
    """What one folder `NAME-VERSION.dist-info` holds."""
    told = Distribution.at(place).metadata
    name = normal(str(told["Name"]))
    licence = str(told["License-Expression"] or told["License"] or "")
    texts = {}
    for path in sorted(path for path in place.rglob("*") if path.is_file() and "sboms" not in path.parts):
        inside = path.relative_to(place)
        text = clean(path.read_bytes())
        if other := _INCLUDE.fullmatch(text):
            text = clean((path.parent / other["path"]).read_bytes())
        if inside.parts[0] in ("licenses", "license_files"):
            texts["/".join(inside.parts[1:])] = text
        elif len(inside.parts) == 1 and _TEXT.search(path.name):
            texts[path.name] = text
    fits = 0 < len(licence) < 80 and _SPDX.fullmatch(licence)
    return Wheel(name, str(told["Version"]), licence if fits else UNKNOWN, texts, _crates(place / "sboms"))


def _crates(folder: Path) -> tuple[str, ...]:
    """The crates that maturin lists in a wheel, those that only the build needed left out."""
    import json

    found = set()
    for path in folder.glob("*.json"):
        for component in json.loads(path.read_text("utf-8")).get("components", ()):
            if "cargo" in component.get("purl", "") and component.get("scope") != "excluded":
                terms = " AND ".join(term.get("expression", "") for term in component.get("licenses", ()))
                found.add(f"{component['name']} {component.get('version', '')} ({terms or UNKNOWN})")
    return tuple(sorted(found))


def clean(content: bytes) -> str:
    """A text with lines that end alike on all systems, without white space at the end of lines and of the whole."""
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n") + "\n"


class Shelf:
    """Finds the texts that the data files name. Raises RuntimeError for one that is not there."""

    def __init__(self, wheels: Mapping[str, Wheel]) -> None:
        self._wheels = wheels

    def text(self, named: str) -> tuple[str, str]:
        """Where it comes from, and what it says."""
        package, colon, inside = named.partition(":")
        if colon:
            texts = self._wheels[normal(package)].texts if normal(package) in self._wheels else {}
            if inside not in texts:
                raise RuntimeError(f"the wheel of {package} has no {inside}")
            return f"{package}: {inside}", texts[inside]
        place = ROOT / named[1:] if named.startswith("/") else LICENCES / ("" if "/" in named else "texts") / named
        if not place.is_file():
            raise RuntimeError(f"there is no {place.relative_to(ROOT).as_posix()}")
        return place.name if place.parent.name != place.parts[-3] else named, clean(place.read_bytes())


def parts(packages: Path | None = None) -> list[Part]:
    """Every component: Python packages by name, then the others as native.toml has them.

    `packages` is the folder with the packages of the lock; without it that of the Python that runs.
    Raises RuntimeError for a text that is not there, a package that is not or has another version than the lock's.
    """
    pins = locked()
    wheels = installed(packages or Path(sysconfig.get_path("purelib")), pins)
    shelf = Shelf(wheels)
    told = tomllib.loads((LICENCES / "packages.toml").read_text("utf-8"))
    found = [_package(name, *pin, told.get(name), wheels, shelf) for name, pin in sorted(pins.items())]
    if left := set(told) - {part.package for part in found}:
        raise RuntimeError(f"packages.toml names what the lock does not have: {', '.join(sorted(left))}")
    native = tomllib.loads((LICENCES / "native.toml").read_text("utf-8"))
    return found + [_native(data, wheels, shelf) for data in native["component"]]


def _package(
    name: str, version: str, marker: str, told: Mapping[str, Any] | None, wheels: Mapping[str, Wheel], shelf: Shelf
) -> Part:
    if told is None:
        raise RuntimeError(f"packages.toml does not say what {name} is for")
    targets = ("windows",) if "win32" in marker else tuple(TARGETS)
    if told.get("folder"):
        folder = LICENCES / "wheels" / f"{name}-{version}"
        texts = {path.name: clean(path.read_bytes()) for path in sorted(folder.glob("*"))}
        if not texts:
            raise RuntimeError(f"there is no text in {folder.relative_to(ROOT).as_posix()}")
        licence = ""
    elif name not in wheels or wheels[name].version != version:
        has = wheels[name].version if name in wheels else "none"
        raise RuntimeError(f"{name} {version} is in the lock, {has} is installed")
    else:
        texts, licence = dict(wheels[name].texts), wheels[name].licence
    pairs = [(f"{name}: {inside}", text) for inside, text in texts.items()]
    pairs += [shelf.text(named) for named in told.get("texts", ())]
    if not pairs:
        raise RuntimeError(f"{name} has no licence text")
    return Part(
        name=name,
        versions=dict.fromkeys(targets, version),
        licence=told.get("license", licence),
        targets=targets,
        why=told["why"],
        within="",
        texts=tuple(pairs),
        copyright=tuple(told.get("copyright", ())),
        package=name,
    )


def _native(data: Mapping[str, Any], wheels: Mapping[str, Wheel], shelf: Shelf) -> Part:
    targets = tuple(data["targets"])
    version = data["version"]
    if isinstance(version, str) and version.startswith("lock:"):
        pinned = {**locked("packaging.lock"), **locked()}
        version = pinned[version.removeprefix("lock:")][0]
    if data.get("within") == "Qt" and re.match(r"\d", str(version)):
        qt = locked()[_QT][0].rpartition(".")[0]
        if data.get("with") != qt:
            raise RuntimeError(
                f"{data['name']} {version} is that of Qt {data.get('with')}, and the lock has {qt}: look which is in it"
            )
    versions = dict.fromkeys(targets, version) if isinstance(version, str) else {t: version[t] for t in targets}
    further = [f"{name}: {crate}" for name in data.get("crates", ()) for crate in wheels[name].crates]
    if "crates" in data and not further:
        raise RuntimeError(f"{data['name']}: the wheels list none")
    if "other_crates" in data:
        further.append(data["other_crates"])
    return Part(
        name=data["name"],
        versions=versions,
        licence=data["license"],
        targets=targets,
        why=data["why"],
        within=data.get("within", ""),
        texts=tuple(shelf.text(named) for named in data["texts"]),
        copyright=tuple(data.get("copyright", ())),
        files=tuple(data.get("files", ())),
        optional=data.get("optional", False),
        debian=data.get("debian", ""),
        cpe=data.get("cpe", ""),
        further=tuple(further),
        soname=data.get("soname", ""),
    )


def render(found: Sequence[Part]) -> str:
    """The notices: a table, each component with what is to be said of it, then each text once."""
    numbers: dict[str, int] = {}
    sources: dict[str, list[str]] = {}
    for part in found:
        for source, text in part.texts:
            if _DIVIDES.search(text):
                raise RuntimeError(f"{source} holds a line that the notices use")
            numbers.setdefault(text, len(numbers) + 1)
            if source not in sources.setdefault(text, []):
                sources[text].append(source)
    rows = [(part.name, part.version, part.licence, _where(part)) for part in found]
    width = min(max(len(row[0]) for row in rows), 44)
    lines = [_HEAD.read_text("utf-8"), f"{len(rows)} components", ""]
    lines += [f"  {name:<{width}}  {version}  |  {licence}  |  {where}" for name, version, licence, where in rows]
    for part in found:
        lines += ["", f"{MARK} COMPONENT {part.name}", ""]
        lines += [f"Version: {part.version}", f"Licence: {part.licence}", f"In: {_where(part)}"]
        lines += [f"Part of: {part.within}"] if part.within else []
        lines += [f"For: {part.why}", *part.copyright]
        lines += [f"Holds: {each}" for each in part.further]
        lines.append("Texts: " + " ".join(str(number) for number in dict.fromkeys(numbers[t] for _, t in part.texts)))
    for text, number in numbers.items():
        lines += ["", f"{MARK} TEXT {number} {'; '.join(sources[text])}", "", text.rstrip("\n")]
    return "\n".join(lines) + "\n"


def _where(part: Part) -> str:
    return ", ".join(TARGETS[target] for target in part.targets)


def problems(found: Sequence[Part]) -> Iterator[str]:
    """What is not right with the components themselves."""
    names = [part.name for part in found]
    for part in found:
        if not part.licence or UNKNOWN in part.licence or UNKNOWN in " ".join(part.further):
            yield f"{part.name}: its licence is not known"
        if not part.texts or any(not text.strip() for _source, text in part.texts):
            yield f"{part.name}: it has no licence text"
        if names.count(part.name) > 1:
            yield f"{part.name}: it is there twice"
        if strange := set(part.targets) - set(TARGETS):
            yield f"{part.name}: {', '.join(strange)} is no target"
        for holder in filter(None, part.within.split(", ")):
            if not any(holder in (name, normal(name)) or normal(holder) == normal(name) for name in names):
                yield f"{part.name}: it is part of {holder}, which is not there"


def folder_problems(found: Sequence[Part], folder: Path) -> Iterator[str]:
    """What a built folder holds that the notices do not tell, and what they tell of it that it does not hold."""
    target = target_of(folder)
    taken, left = claimed(found, folder)
    for path in left:
        yield f"{path}: no component claims it"
    for part in found:
        if target in part.targets and part.files and not part.optional and part.name not in taken:
            yield f"{part.name}: it is said to be in the folder, and is not"
        yield from soname_problems(part, folder)
    known = {text for part in found for _source, text in part.texts}
    pins = locked()
    for name, wheel in installed(packages_of(folder)).items():
        if name not in pins or pins[name][0] != wheel.version:
            yield f"{name} {wheel.version}: the lock does not have it"
        for inside, text in wheel.texts.items():
            if text not in known and "LicenseRef-Qt-Commercial" not in inside:
                yield f"{name}: the notices lack its {inside}"


def soname_problems(part: Part, folder: Path) -> Iterator[str]:
    """Whether a library whose name tells its version is of the version that is told."""
    number = part.version.partition(".")[0]
    for path in sorted(folder.rglob(f"{part.soname}.*")) if part.soname else ():
        if path.name.removeprefix(f"{part.soname}.").partition(".")[0] != number:
            yield f"{part.name}: {path.name} is there, and {part.version} is told"


def check(folder: Path | None = None) -> list[str]:
    """Everything that is wrong, one line each."""
    try:
        found = parts()
        wrong = list(problems(found))
        if not NOTICES.is_file() or NOTICES.read_text("utf-8") != render(found):
            wrong.append(f"{NOTICES.name} is not what `notices.py write` makes")
        return wrong + (list(folder_problems(found, folder)) if folder else [])
    except RuntimeError as error:
        return [str(error)]


def main(words: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    if words == ["write"]:
        NOTICES.write_text(render(parts()), "utf-8", newline="\n")
        return 0
    if words[:1] != ["check"] or len(words) > 2:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = check(Path(words[1]) if len(words) == 2 else None)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
