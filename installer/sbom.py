"""What is inside a built folder, as CycloneDX 1.6: for who asks of software what it is made of.

    python installer/sbom.py write FOLDER OUT.json    of a folder that was built for Windows, Linux or macOS
    python installer/sbom.py check FILE.json          says what is wrong with one; exit code 1 then

Components are those of the third-party notices (`notices.py`), narrowed to one target: the Python packages of the lock,
what is in them, and everything in binary form with the SHA-256 of each of its files. The document is written here and
not by cyclonedx-python-lib, so that it is the same wherever it is made and checks need no library; where that one is
installed, as in the build's environment, `check` holds the document to the official schema.

Two calls give the same bytes: the serial number is derived from the contents, the moment is that of the commit.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import sysconfig
import time
import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import built
import notices
from notices import ROOT, Part

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_SPACE = uuid.UUID("6b0f3b0e-6f1c-5d5e-9a55-5348414d4144")
_DEBIAN = re.compile(r"^(?P<version>.*?) ?\(Debian (?P<release>\d+)\)$")
_UPSTREAM = re.compile(r"^\d+:|[.+~](dfsg|ds|repack|really).*$|-[^-]*$")
"""What Debian adds to the version of what it packs; vulnerabilities are told by the version without it."""
_CRATE = re.compile(r"^(?P<holder>[a-z-]+): (?P<name>\S+) (?P<version>\S+) \((?P<licence>.+)\)$")
_REQUIRED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?P<more>.*)$")
_HASH = re.compile(r"^ {4}--hash=sha256:([0-9a-f]{64})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Native:
    """A component in binary form, or a part of one: `files` are paths in the folder with their SHA-256."""

    name: str
    version: str
    licence: str
    purl: str
    within: tuple[str, ...] = ()
    cpe: str = ""
    why: str = ""
    files: tuple[tuple[str, str], ...] = ()


def natives(folder: Path, target: str, *, exact: Mapping[str, str] | None = None) -> list[Native]:
    """The components of a built folder that are no Python packages.

    `exact` gives versions that are known better where it is built: component → version (`CPython` → `3.11.7`). Those of
    Debian's packages are asked of dpkg where it is.
    """
    found = notices.parts()
    taken, _left = built.claimed(found, folder)
    owners: dict[str, int] = {}
    for paths in taken.values():
        for path in paths:
            owners[path] = owners.get(path, 0) + 1
    made = []
    for part in found:
        if part.package or target not in part.targets:
            continue
        # A file with several components in it says nothing of one of them; it is listed with the first alone.
        own = [path for path in taken.get(part.name, ()) if owners[path] == 1 or not part.within]
        files = tuple((path, _sha256(folder / path)) for path in own)
        if part.files and part.optional and part.name not in taken:
            continue
        made.append(replace(_native(part, target, exact or {}), files=files))
        made += _crates(part)
    return made


def _native(part: Part, target: str, exact: Mapping[str, str]) -> Native:
    said = part.versions[target]
    version = "" if said.startswith("(") else said
    slug = re.sub(r"[^a-z0-9.]+", "-", part.name.lower()).strip("-")
    purl = f"pkg:generic/{slug}"
    if part.name in exact:
        version = exact[part.name]
    elif (debian := _DEBIAN.match(said)) and part.debian:
        exactly = _of_debian(part.debian)
        version = exactly or debian["version"]
        purl = f"pkg:deb/debian/{part.debian}"
        where = f"?distro=debian-{debian['release']}"
        cpe = _cpe(part, _UPSTREAM.sub("", exactly))
        return Native(part.name, version, part.licence, _at(purl, version) + where, _holders(part), cpe, part.why)
    return Native(part.name, version, part.licence, _at(purl, version), _holders(part), _cpe(part, version), part.why)


def _cpe(part: Part, version: str) -> str:
    return f"cpe:2.3:a:{part.cpe}:{version}:*:*:*:*:*:*:*" if part.cpe and version else ""


def _holders(part: Part) -> tuple[str, ...]:
    return tuple(filter(None, part.within.split(", ")))


def _at(purl: str, version: str) -> str:
    return f"{purl}@{version.replace('+', '%2B').replace(':', '%3A')}" if version else purl


def _of_debian(package: str) -> str:
    """The version of an installed package of Debian; empty where there is none, or no dpkg."""
    words = ["dpkg-query", "--show", "--showformat=${Version}", package]
    try:
        said = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""


def _crates(part: Part) -> list[Native]:
    """The crates that a component's wheels list."""
    made: dict[str, Native] = {}
    for line in part.further:
        if crate := _CRATE.match(line):
            purl = f"pkg:cargo/{crate['name']}@{crate['version']}"
            before = made.get(purl)
            holders = (*(before.within if before else ()), crate["holder"])
            made[purl] = Native(crate["name"], crate["version"], crate["licence"], purl, tuple(dict.fromkeys(holders)))
    return list(made.values())


def write(
    folder_site_packages: Path, target: str, out: Path, *, version: str, epoch: int, natives: Sequence[Native]
) -> None:
    """Write the document: the packages of the lock as `folder_site_packages` has them, and `natives`.

    `version` is the program's, `epoch` the moment of what was built. Raises RuntimeError as `notices.parts`.
    """
    packages = [part for part in notices.parts() if part.package and target in part.targets]
    hashes = _locked_hashes()
    tops: dict[str, list[str]] = {}
    for top, name in built.owners({part.package for part in packages}).items():
        tops.setdefault(name, []).append(top)
    components = [
        _package(part, folder_site_packages, sorted(tops.get(part.package, ())), hashes[part.package])
        for part in packages
    ]
    versions = {part.package: part.version for part in packages} | {each.name: each.version for each in natives}
    components += [_component(native, versions) for native in natives]
    components.sort(key=lambda component: str(component["bom-ref"]))
    root = f"pkg:generic/shadan@{version}"
    document: dict[str, Any] = {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch)),
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "Shadan",
                "version": version,
                "licenses": [{"expression": "MIT"}],
                "purl": root,
            },
            "properties": [{"name": "shadan:target", "value": target}],
        },
        "components": components,
        "dependencies": _dependencies(root, packages, natives),
    }
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(_SPACE, digest)}"
    out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def describe(folder: Path, target: str, out: Path, *, version: str, epoch: int) -> Path:
    """Write `shadan-TARGET.cdx.json` of a built folder into the folder `out`; returns it.

    Raises RuntimeError with what is wrong: a library of nobody, a text that the notices lack, the document itself.
    """
    wrong = notices.check(folder)
    exact = {} if target == "windows" else {"CPython": sys.version.split()[0]}
    made = out / f"shadan-{target}.cdx.json"
    if not wrong:
        inside = natives(folder, target, exact=exact)
        write(built.packages_of(folder), target, made, version=version, epoch=epoch, natives=inside)
        wrong = check(made)
    if wrong:
        raise RuntimeError(f"{folder} is not what the notices tell:\n" + "\n".join(wrong))
    return made


def _package(part: Part, site: Path, tops: Iterable[str], hashes: Iterable[str]) -> dict[str, Any]:
    """A Python package: its own digest is that of the lines `SHA-256  path` of its files in the folder of packages."""
    lines = []
    for top in tops:
        for path in [*site.glob(top), *site.glob(f"{top}.*")]:
            inside = sorted(path.rglob("*")) if path.is_dir() else [path]
            lines += [f"{_sha256(each)}  {each.relative_to(site).as_posix()}\n" for each in inside if each.is_file()]
    purl = _pypi(part)
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "description": part.why,
    }
    if lines:
        digest = hashlib.sha256("".join(sorted(set(lines), key=lambda line: line[66:])).encode()).hexdigest()
        made["hashes"] = [{"alg": "SHA-256", "content": digest}]
    made["licenses"] = [{"expression": part.licence}]
    made["purl"] = purl
    # Which of the wheels it was, the folder does not say: one of those that the lock allows.
    made["properties"] = [{"name": "shadan:lock:sha256", "value": each} for each in sorted(hashes)]
    return made


def _pypi(part: Part) -> str:
    return f"pkg:pypi/{part.package}@{part.version}"


def _component(native: Native, versions: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "library", "bom-ref": native.purl, "name": native.name}
    if native.version:
        made["version"] = native.version
    if native.why:
        made["description"] = native.why
    made["licenses"] = [{"expression": native.licence}]
    if native.cpe:
        made["cpe"] = native.cpe
    made["purl"] = native.purl
    if len(native.files) == 1:
        made["hashes"] = [{"alg": "SHA-256", "content": native.files[0][1]}]
    # Many have no version of their own; which state of them it is, that of their holder tells.
    within = [f"{holder} {versions.get(holder) or versions.get(built.normal(holder), '')}" for holder in native.within]
    if within:
        made["properties"] = [{"name": "shadan:within", "value": each.strip()} for each in within]
    if native.files:
        made["components"] = [
            {
                "type": "file",
                "bom-ref": f"{native.purl}#{path}",
                "name": path,
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
            for path, digest in native.files
        ]
    return made


def _dependencies(root: str, packages: Sequence[Part], natives: Sequence[Native]) -> list[dict[str, Any]]:
    """Who needs whom: packages as they say, what is within another by that, the program what it asks for itself."""
    refs = {part.package: _pypi(part) for part in packages}
    graph: dict[str, set[str]] = {root: set(), **{ref: set() for ref in refs.values()}}
    named = {native.name: native.purl for native in natives}
    graph |= {native.purl: set() for native in natives}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    graph[root] |= {refs[name] for name in _names(project["dependencies"]) if name in refs}
    site = Path(sysconfig.get_path("purelib"))
    for place in site.glob("*.dist-info"):
        name = built.normal(place.name.removesuffix(".dist-info").rpartition("-")[0])
        if name in refs:
            graph[refs[name]] |= {refs[n] for n in _names(Distribution.at(place).requires or ()) if n in refs}
    for native in natives:
        holders = [named.get(holder) or refs.get(built.normal(holder)) for holder in native.within]
        for holder in filter(None, holders or [root]):
            graph[holder].add(native.purl)
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(graph.items())]


def _names(required: Iterable[str]) -> set[str]:
    """The packages that requirements name, without those of an extra."""
    found = (_REQUIRED.match(each) for each in required)
    return {built.normal(each["name"]) for each in found if each and "extra ==" not in each["more"].replace('"', "")}


def _locked_hashes() -> dict[str, list[str]]:
    text = (ROOT / "installer" / "requirements.lock").read_text("utf-8")
    found = {}
    for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        if entry:
            found[built.normal(entry.partition("==")[0])] = _HASH.findall(entry)
    return found


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check(file: Path) -> list[str]:
    """What is wrong with a document, one line each: its form, references that lead nowhere, what is not told."""
    try:
        document = json.loads(file.read_text("utf-8"))
        wrong = list(_wrong(document))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"{file.name} is no such document: {type(error).__name__} {error}"]
    return wrong + _against_schema(file)


def _wrong(document: Mapping[str, Any]) -> Iterable[str]:
    for key, wanted in (("bomFormat", "CycloneDX"), ("specVersion", "1.6"), ("version", 1)):
        if document.get(key) != wanted:
            yield f"{key} is not {wanted}"
    if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["serialNumber"]):
        yield "serialNumber is none"
    root = document["metadata"]["component"]
    components = list(document["components"])
    refs = [root["bom-ref"]]
    for component in components:
        files = component.get("components", ())
        refs += [component["bom-ref"], *(each["bom-ref"] for each in files)]
        if not component["licenses"][0]["expression"]:
            yield f"{component['name']}: no licence"
        for hashed in (component, *files):
            for each in hashed.get("hashes", ()):
                if each["alg"] != "SHA-256" or not re.fullmatch("[0-9a-f]{64}", each["content"]):
                    yield f"{hashed['name']}: this is no SHA-256"
    yield from (f"{ref} is there twice" for ref in sorted({ref for ref in refs if refs.count(ref) > 1}))
    reached, known = {root["bom-ref"]}, set(refs)
    needs = {each["ref"]: each.get("dependsOn", []) for each in document["dependencies"]}
    yield from (f"{ref} depends, but is no component" for ref in needs if ref not in known)
    waiting = [root["bom-ref"]]
    while waiting:
        for ref in needs.get(waiting.pop(), []):
            if ref not in known:
                yield f"{ref} is needed, but is no component"
            if ref not in reached:
                reached.add(ref)
                waiting.append(ref)
    yield from (f"{each['name']}: nothing needs it" for each in components if each["bom-ref"] not in reached)
    target = document["metadata"]["properties"][0]["value"]
    there = {(each["name"], each.get("version")) for each in components}
    for name, (version, marker) in notices.locked().items():
        if (target == "windows" or "win32" not in marker) and (name, version) not in there:
            yield f"{name} {version} of the lock is not told"


def _against_schema(file: Path) -> list[str]:
    """What the official schema finds wrong; nothing where the library that has it is not installed."""
    try:
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator
    except ImportError:
        return []
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read_text("utf-8"))
    return [] if error is None else [f"the schema: {str(error)[:500]}"]


def main(words: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    import workshop

    if len(words) == 3 and words[0] == "write":
        folder = Path(words[1])
        target = built.target_of(folder)
        inside = natives(folder, target, exact={} if target == "windows" else {"CPython": sys.version.split()[0]})
        out = Path(words[2])
        version, epoch = workshop.version(), workshop.epoch()
        write(built.packages_of(folder), target, out, version=version, epoch=epoch, natives=inside)
        return 0
    if len(words) == 2 and words[0] == "check":
        wrong = check(Path(words[1]))
        for line in wrong:
            print(line)
        return 1 if wrong else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
