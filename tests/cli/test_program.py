"""version, folders, verify-program."""

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap, paths, self_check
from app.build import Build
from app.cli.main import run
from app.errors import UserError
from app.services.installed import MANIFEST
from app.services.ports import World
from app.storage.tables import FORMAT
from app.version import __version__
from tests.services.test_installed import pe


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    assert run([*words, "--json"], bootstrap.tools()) == code
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program of two files."""
    folder = tmp_path / "遮断"
    folder.mkdir()
    (folder / "shadan").write_bytes(b"launcher")
    (folder / "Qt6Core.dll").write_bytes(b"qt")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in folder.iterdir()]
    (folder / MANIFEST).write_text("".join(lines))
    monkeypatch.setattr(sys, "executable", str(folder / "shadan"))
    return folder


def test_the_version_with_all_that_a_report_needs(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "version")
    assert found["version"] == __version__
    assert found["format"] == f"{FORMAT // 1000}.{FORMAT % 1000}"
    assert found["catalogue"] == bootstrap.make_world().catalogue.version
    assert found["build"] is None
    assert found["portable"] is False
    assert str(found["qt"]).startswith("6.")
    assert run(["version"], bootstrap.tools()) == 0
    said = capsys.readouterr().out
    assert "ソースから実行" in said
    assert f"バージョン {__version__}\n" in said


def test_the_version_is_told_by_a_damaged_program(capsys: pytest.CaptureFixture[str]) -> None:
    def damaged() -> World:
        raise UserError("catalogue_invalid", file="rules.toml", problem="unreadable")

    tools = replace(bootstrap.tools(), world=damaged)
    assert run(["version", "--json"], tools) == 0
    assert json.loads(capsys.readouterr().out)["catalogue"] == "-"
    assert run(["version"], tools) == 0
    assert "確認事項の版 -" in capsys.readouterr().out


def test_the_moment_of_a_build_has_its_zone() -> None:
    assert (
        str(Build("1", "0123456789abcdef", "2026-11-27T01:02:03Z", "linux"))
        == "0123456789ab 2026-11-27 01:02 UTC linux"
    )
    assert str(Build("1", "abc", "2026-11-27T10:02:03+09:00", "linux")) == "abc 2026-11-27 01:02 UTC linux"
    assert str(Build("1", "abc", "2026-11-27", "linux")) == "abc 2026-11-27 linux"
    assert str(Build("1", "abc", "yesterday", "")) == "abc yesterday"


def test_folders_are_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))
    found = told(capsys, "folders")
    assert found["config"] == str(tmp_path / "home" / "config")
    assert found["log"] == str(tmp_path / "home" / "log")
    assert (found["portable"], found["decided_by"]) == (False, "SHADAN_HOME")
    assert found["program"] == str(Path(paths.__file__).parent)
    assert not (tmp_path / "home").exists()


def test_folders_of_a_stick(program: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHADAN_HOME")
    (program / "portable.flag").touch()
    found = told(capsys, "folders")
    data = program / "data"
    assert [found[name] for name in ("config", "log", "audits")] == [str(data / n) for n in ("config", "log", "audits")]
    assert found["program"] == str(program)
    assert (found["portable"], found["decided_by"]) == (True, "portable.flag")
    assert told(capsys, "version")["portable"] is True
    # The next process decides anew.
    (program / "portable.flag").unlink()
    paths._has_flag.cache_clear()
    assert told(capsys, "folders")["decided_by"] == "system"


def test_the_program_is_verified(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "verify-program")["ok"] is True
    (program / "Qt6Core.dll").write_bytes(pe(2048))
    found = told(capsys, "verify-program")
    assert (found["ok"], found["exchanged_qt"]) == (True, ["Qt6Core.dll"])
    assert run(["verify-program"], bootstrap.tools()) == 0
    said = capsys.readouterr().out
    assert "交換されたQtライブラリ" in said
    # Not simply: as it was built.
    assert "入れ直してください" in said
    (program / "shadan").write_bytes(b"evil")
    found = told(capsys, "verify-program", code=4)
    assert (found["ok"], found["altered"]) == (False, ["shadan"])
    assert run(["verify-program"], bootstrap.tools()) == 4
    assert "変更: shadan" in capsys.readouterr().out


def test_many_strangers_are_counted(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(80):
        (program / f"{number}.py").touch()
    assert run(["verify-program"], bootstrap.tools()) == 4
    said = capsys.readouterr().out
    assert "… 他 30 件" in said
    assert len(said.splitlines()) == 53


def test_a_checkout_has_nothing_to_compare_with(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "verify-program", code=3)
    assert isinstance(found["error"], dict)
    assert found["error"]["code"] == "program_unlisted"


def test_the_self_check_compares_the_files_where_there_is_a_list(program: Path, tmp_path: Path) -> None:
    scratch = self_check._Scratch(bootstrap.kit(), "ja", tmp_path)
    assert scratch._listed()
    assert str(scratch._program()) == "files: 2"
    (program / "Qt6Core.dll").write_bytes(pe(2048))
    assert "of Qt exchanged: 1" in str(scratch._program())
    (program / "shadan").write_bytes(b"evil")
    with pytest.raises(self_check.CheckFailed, match="shadan"):
        scratch._program()
    (program / MANIFEST).unlink()
    assert not scratch._listed()
