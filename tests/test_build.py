"""What is given away is what was tried, and stays within the sizes that are agreed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import build
import contents
import workshop
from linux import trial as linux_trial
from trials import Trial
from windows import msi, payload, setup
from windows import trial as windows_trial


def made_in(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(name.encode())
    return path


@pytest.fixture
def builder(tmp_path: Path) -> build.Builder:
    """One that made everything already."""
    out = tmp_path / "out"
    out.mkdir()
    made = {
        "linux": [out / "linux"], "windows": [out / "windows"], "deb": [made_in(out, "shadan_1_amd64.deb")],
        "run": [made_in(out, "shadan-1.run"), made_in(out, "shadan-1.tar.xz")],
        "setup": [made_in(out, "Shadan-1-setup.exe")], "zip": [made_in(out, "Shadan-1-portable.zip")],
        "msi": [made_in(out, "Shadan-1-x64.msi")], "sbom": [],
    }  # fmt: skip
    return build.Builder(out, False, tmp_path / "work", 0, made)


def test_a_release_tries_the_files_that_are_given_away(builder: build.Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, dict[str, Path]] = {}

    def linux(made: dict[str, Path], *_: object, **named: object) -> Trial:
        given["linux"] = dict(made)
        return Trial("linux", "linux")

    def windows(*_: object, made: dict[str, Path], **named: object) -> Trial:
        given["windows"] = dict(made)
        return Trial("windows", "Windows (wine)")

    monkeypatch.setattr(linux_trial, "run", linux)
    monkeypatch.setattr(windows_trial, "run", windows)
    assert build.release(builder) == 0
    everything = {path for target in ("deb", "run", "setup", "zip", "msi") for path in builder.made[target]}
    assert {path for system in given.values() for path in system.values()} == everything
    assert given["linux"] == {
        "deb": builder.made["deb"][0], "run": builder.made["run"][0], "tar": builder.made["run"][1]
    }  # fmt: skip
    # A trial alone makes no package of Windows for it beforehand.
    for target in build.PACKAGES["windows"]:
        del builder.made[target]
    assert build.try_out(builder, ["windows"], strict=True) == 0
    assert given["windows"] == {}


class Course:
    """Stands for a bench: every step says which file it is given."""

    def __init__(self, trial: Trial, folder: Path) -> None:
        self.trial, self.folder, self.epoch = trial, folder, 0

    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *words: " ".join(str(word) for word in words)


@pytest.mark.parametrize("given", [("setup", "zip", "msi"), ("setup",), ()])
def test_windows_runs_what_it_is_given_and_makes_the_rest(
    builder: build.Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    made: list[tuple[str, Any]] = []

    def make(target: str) -> Callable[..., Path]:
        def does(_folder: Path, out: Path, *_: object, **named: object) -> Path:
            out.mkdir(parents=True, exist_ok=True)
            made.append((target, named.get("version")))
            return made_in(out, f"quick-{named.get('version', '')}.{target}")

        return does

    monkeypatch.setattr(setup, "setup", make("setup"))
    monkeypatch.setattr(setup, "portable", make("zip"))
    monkeypatch.setattr(msi, "build", make("msi"))
    trial = Trial("windows", "Windows (wine)")
    files = {target: builder.made[target][0] for target in given}
    windows_trial._go(Course(trial, tmp_path), tmp_path / "work", files)  # type: ignore[arg-type]
    assert not trial.failed
    assert sorted(target for target, version in made if not version) == sorted({"setup", "zip", "msi"} - set(given))
    # The older version is nobody's, so it is made in any case.
    assert [target for target, version in made if version] == ["setup"]
    said = " ".join(str(step["detail"]) for step in trial.steps)
    told = json.loads(trial.write(tmp_path).read_text("utf-8"))
    assert (told["version"], told["commit"]) == (workshop.version(), workshop.commit())
    assert len(told["files"]) == 3
    for target in given:
        assert str(files[target]) in said
        assert {"name": files[target].name, "sha256": contents.sha256(files[target])} in told["files"]


@pytest.mark.parametrize("fast", [True, False])
def test_a_setup_that_grew_too_large_is_refused(
    builder: build.Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    def pack(words: list[Any], **_: object) -> str:
        (out,) = (word for word in words if str(word).startswith("-DOUT="))
        with Path(out.removeprefix("-DOUT=")).open("wb") as stream:
            stream.truncate(setup.LARGEST + 1)
        return ""

    def draw(target: Path, _work: Path) -> Path:
        target.touch()
        return target

    for name in ("icon", "picture"):
        monkeypatch.setattr(payload, name, draw)
    monkeypatch.setattr(workshop, "need", lambda _tools: None)
    monkeypatch.setattr(setup, "call", pack)
    folder = tmp_path / "Shadan"
    folder.mkdir()
    if fast:
        made = setup.setup(folder, tmp_path, tmp_path, epoch=1_700_000_000, fast=True)
        assert made.stat().st_size > setup.LARGEST == 50_000_000
        # Setup carries the picture with its time: another one would make other bytes of the same commit.
        assert (tmp_path / "welcome.bmp").stat().st_mtime == 1_700_000_000
        return
    with pytest.raises(RuntimeError, match=r"50,000,001 bytes, 50,000,000 at most"):
        setup.setup(folder, tmp_path, tmp_path, epoch=0, fast=False)
    # It lies in no folder that is given away.
    assert not list(tmp_path.glob("*-setup.exe"))


def test_a_folder_that_grew_too_large_is_refused(
    builder: build.Builder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assembled = SimpleNamespace(assemble=lambda out, _work, *, epoch: out)
    monkeypatch.setattr("windows.payload.assemble", assembled.assemble)
    del builder.made["windows"]
    (builder.out / "windows").mkdir()
    with (builder.out / "windows" / "large").open("wb") as stream:
        stream.truncate(build.LARGEST)
    assert builder.make("windows") == [builder.out / "windows"]
    del builder.made["windows"]
    (builder.out / "windows" / "more").write_bytes(b"1")
    with pytest.raises(RuntimeError, match=r"150,000,001 bytes, 150,000,000 at most"):
        builder.make("windows")


@pytest.mark.skipif(os.name != "posix", reason="folders of Unix")
def test_tools_of_the_system_are_found_behind_those_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/home/x/bin:/usr/sbin:/usr/bin")
    assert workshop.environment(0)["PATH"] == "/home/x/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/sbin"
