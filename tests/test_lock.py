"""The lock files: names, versions and hashes for all platforms, no addresses, complete and consistent."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "build.lock", "packaging.lock", "checks.lock")
_PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? \\")


def _pins(lock: Path) -> dict[str, tuple[str, str | None, int]]:
    """Name → version, marker, number of hashes. Fails on a line that is neither a pin nor a hash."""
    pins: dict[str, tuple[str, str | None, int]] = {}
    name = ""
    for line in lock.read_text("utf-8").splitlines():
        if found := _PIN.fullmatch(line):
            name = canonicalize_name(found["name"])
            assert name not in pins, f"{lock.name}: {name} twice"
            pins[name] = (found["version"], found["marker"], 0)
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), f"{lock.name}: {line!r}"
            version, marker, hashes = pins[name]
            pins[name] = (version, marker, hashes + 1)
    return pins


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(root: Path, name: str) -> None:
    text = (root / "installer" / name).read_text("utf-8")
    assert not re.search(r"https?:|index-url|find-links|://|^\s*#", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(root: Path, name: str) -> None:
    pins = _pins(root / "installer" / name)
    assert pins
    assert {pin for pin, (_, _, hashes) in pins.items() if not hashes} == set()


def test_qt_is_locked_for_all_platforms(root: Path) -> None:
    # Windows x64, Linux x64 and ARM, macOS and more: one hash each.
    version, _, hashes = _pins(root / "installer" / "requirements.lock")["pyside6-essentials"]
    assert version.startswith("6.11.")
    assert hashes >= 4


def test_windows_gets_its_time_zones(root: Path) -> None:
    _, marker, _ = _pins(root / "installer" / "requirements.lock")["tzdata"]
    assert marker == "sys_platform == 'win32'"


def _declared(root: Path, group: str | None = None) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    if group is None:
        return [Requirement(text) for text in project["project"]["dependencies"]]
    found: list[Requirement] = []
    for entry in project["dependency-groups"][group]:
        found += _declared(root, entry["include-group"]) if isinstance(entry, dict) else [Requirement(entry)]
    return found


@pytest.mark.parametrize(
    ("lock", "group"),
    [
        ("requirements.lock", None),
        ("build.lock", "build"),
        ("packaging.lock", "packaging"),
        ("checks.lock", "checks"),
    ],
)
def test_every_dependency_is_locked_as_declared(root: Path, lock: str, group: str | None) -> None:
    pins = _pins(root / "installer" / lock)
    for requirement in _declared(root, group):
        version = pins[canonicalize_name(requirement.name)][0]
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_the_checks_run_on_what_is_shipped(root: Path) -> None:
    checks = _pins(root / "installer" / "checks.lock")
    for lock in ("requirements.lock", "build.lock"):
        for name, pin in _pins(root / "installer" / lock).items():
            assert checks.get(name) == pin, f"{name} of {lock}"


def test_the_build_system_is_in_the_build_lock(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    pins = _pins(root / "installer" / "build.lock")
    for text in project["build-system"]["requires"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)][0])
