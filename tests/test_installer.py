"""The set-up script: what it finds missing, what it tells the user to type, and that a second run is left alone."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", root / "installer" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes Qt's libraries from the system")
def test_a_missing_library_is_named_by_its_package(script: ModuleType) -> None:
    assert script.missing_packages({"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}) == ["libnowhere9"]


def test_who_is_not_root_is_told_what_to_type(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "missing_packages", lambda _: ["libgl1", "libegl1"])
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(script.NotReady, match="sudo apt-get install -y --no-install-recommends libgl1 libegl1"):
        script.provide_libraries(script.LIBRARIES)


def test_the_stamp_follows_the_locks(script: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text("one", encoding="utf-8")
    before = script.stamp_of([lock])
    assert script.stamp_of([lock]) == before
    lock.write_text("two", encoding="utf-8")
    assert script.stamp_of([lock]) != before


def test_the_callers_python_settings_do_not_leak_in(script: ModuleType) -> None:
    clean = script.clean_environment({"PYTHONPATH": "/x", "PIP_TARGET": "/y", "HOME": "/h"})
    assert "PYTHONPATH" not in clean
    assert "PIP_TARGET" not in clean
    assert clean["HOME"] == "/h"


def test_an_unknown_verb_is_a_usage_error(root: Path) -> None:
    command = [sys.executable, str(root / "installer" / "run.py"), "fly"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_the_checks_are_all_there(script: ModuleType) -> None:
    text = " ".join(" ".join(command) for command in script.checks(Path("python")))
    for name in ("ruff check", "ruff format --check", "mypy", "importlinter", "pytest"):
        assert name in text
