"""The locks hold names, versions and hashes, no addresses, and everything the program declares."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "build.lock", "checks.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(root: Path, name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in PINNED.findall((root / "installer" / name).read_text(encoding="utf-8")):
        found.setdefault(canonical(package), set()).add(version)
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_a_hash_for_each(root: Path, name: str) -> None:
    text = (root / "installer" / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        assert "--hash=sha256:" in block, block[:60]


def test_the_runtime_lock_holds_what_is_declared(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonical(re.split(r"[<>=!;~ \[]", d, maxsplit=1)[0]) for d in project["dependencies"]}
    assert declared - set(pins(root, "requirements.lock")) == set()


def test_the_checks_run_on_the_versions_that_are_shipped(root: Path) -> None:
    checks = pins(root, "checks.lock")
    for name in ("requirements.lock", "build.lock"):
        for package, versions in pins(root, name).items():
            assert versions <= checks[package], package
