"""Bundled files, the program's own command, the user's folders."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths


def test_a_checkout_has_its_files_beside_the_package(root: Path) -> None:
    assert paths.bundled("resources") == root / "resources"
    assert (paths.bundled("resources") / "fonts" / "BIZUDPGothic-Regular.ttf").is_file()


def test_an_installed_program_has_its_files_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "日本語 フォルダー" / "app"
    (package / "resources").mkdir(parents=True)
    (package.parent / "forms").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.bundled("resources") == package / "resources"
    assert paths.bundled("forms") == package.parent / "forms"


def test_a_program_in_an_archive_has_its_files_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "shadan.zip" / "app")
    assert paths.bundled("no-such-folder").name == "no-such-folder"


@pytest.fixture
def program(tmp_path: Path, root: Path) -> Path:
    """A program named `app` that says its arguments, in a folder with a difficult name."""
    package = tmp_path / "点検 その1" / "app"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(root / "app" / "paths.py", package)
    main = "import json, sys\ndef main():\n    print(json.dumps([__file__, sys.argv[1:]]))\n    return 7\n"
    (package / "__main__.py").write_text(main)
    return package


def test_self_command_starts_the_same_program_from_any_folder(program: Path, tmp_path: Path) -> None:
    # A working folder that holds another `app` must not win.
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "app").mkdir(parents=True)
    (elsewhere / "app" / "__init__.py").touch()
    (elsewhere / "app" / "__main__.py").write_text("raise SystemExit('the wrong one')")
    ask = "import json; from app.paths import self_command; print(json.dumps(self_command()))"
    asked = subprocess.run([sys.executable, "-c", ask], cwd=program.parent, capture_output=True, text=True, check=True)
    command = json.loads(asked.stdout)
    assert command[0] == sys.executable
    answer = subprocess.run(
        [*command, "import", "端末 台帳.xlsx"], cwd=elsewhere, capture_output=True, encoding="utf-8"
    )
    assert answer.returncode == 7, answer.stderr
    where, arguments = json.loads(answer.stdout)
    assert Path(where) == program / "__main__.py"
    assert arguments == ["import", "端末 台帳.xlsx"]


@pytest.mark.parametrize("console", [True, False])
def test_a_frozen_program_starts_its_console_executable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, console: bool
) -> None:
    windowed = tmp_path / "Shadan.exe"
    windowed.touch()
    beside = tmp_path / "Shadan-cli.exe"
    if console:
        beside.touch()
    monkeypatch.setattr(sys, "executable", str(windowed))
    assert paths.self_command() == [str(beside if console else windowed)]


def test_a_console_executable_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable = tmp_path / "Shadan-cli.exe"
    executable.touch()
    monkeypatch.setattr(sys, "executable", str(executable))
    assert paths.self_command() == [str(executable)]


def test_windowed_python_gives_way_to_the_one_with_pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python.exe").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pythonw.exe"))
    assert paths.self_command()[0] == str(tmp_path / "python.exe")


def test_shadan_home_moves_all_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "持出し"))
    folders = [paths.user_config_folder(), paths.user_log_folder()]
    assert folders == [tmp_path / "持出し" / name for name in ("config", "log")]
    assert all(folder.is_dir() for folder in folders)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_without_it_the_system_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHADAN_HOME")
    for variable, find in {
        "XDG_CONFIG_HOME": paths.user_config_folder,
        "XDG_STATE_HOME": paths.user_log_folder,
    }.items():
        monkeypatch.setenv(variable, str(tmp_path / variable))
        assert find().is_relative_to(tmp_path / variable)
        # The name stands once: no doubled folder.
        assert str(find()).count("Shadan") == 1


def test_starting_costs_no_platformdirs(root: Path) -> None:
    proof = (
        "import sys, app.paths, app.i18n, app.errors; print({'platformdirs', 'babel', 'PySide6'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", proof], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


# --- a program on a stick ---------------------------------------------------------------------------------------------


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portable program: its executable with the flag beside it."""
    monkeypatch.delenv("SHADAN_HOME")
    folder = tmp_path / "USB メモリ" / "遮断"
    folder.mkdir(parents=True)
    (folder / "Shadan.exe").touch()
    (folder / paths.FLAG).touch()
    monkeypatch.setattr(sys, "executable", str(folder / "Shadan.exe"))
    return folder


def test_a_portable_program_keeps_everything_beside_it(stick: Path) -> None:
    assert paths.program_folder() == stick
    assert paths.portable_folder() == stick / "data"
    assert paths.user_config_folder() == stick / "data" / "config"
    assert paths.user_log_folder() == stick / "data" / "log"
    assert paths.first_folder() == stick / "data" / "audits"


def test_shadan_home_goes_before_the_flag(stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))
    assert paths.portable_folder() is None
    assert paths.first_folder() is None
    assert paths.config_folder() == tmp_path / "home" / "config"


def test_a_plain_python_is_never_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHADAN_HOME")
    (tmp_path / "python3.11").touch()
    (tmp_path / paths.FLAG).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3.11"))
    assert paths.program_folder() is None
    assert paths.portable_folder() is None


def test_an_installed_program_without_the_flag_is_not_portable(stick: Path) -> None:
    (stick / paths.FLAG).unlink()
    assert paths.program_folder() == stick
    assert paths.portable_folder() is None
    assert paths.kept_place(stick / "a.shadan") == str(stick / "a.shadan")


def test_what_lies_on_the_stick_is_found_under_another_letter(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = paths.kept_place(stick / "data" / "audits" / "点検.shadan")
    elsewhere = paths.kept_place(tmp_path / "外の点検.shadan")
    moved = tmp_path / "E" / "遮断"
    moved.parent.mkdir()
    stick.rename(moved)
    monkeypatch.setattr(sys, "executable", str(moved / "Shadan.exe"))
    assert paths.found_place(kept) == moved / "data" / "audits" / "点検.shadan"
    assert paths.found_place(elsewhere) == tmp_path / "外の点検.shadan"


def test_it_is_decided_once_whether_a_program_is_portable(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "computer"))
    assert paths.portable_folder() == stick / "data"
    assert not paths.home_is_gone()
    away = tmp_path / "抜いた"
    stick.rename(away)
    assert paths.portable_folder() == stick / "data"
    assert paths.config_folder() == stick / "data" / "config"
    assert paths.home_is_gone()
    for make in (paths.user_config_folder, paths.user_log_folder):
        with pytest.raises(FileNotFoundError):
            make()
    # Neither where the stick was nor on the computer.
    assert not stick.exists()
    assert not (tmp_path / "computer").exists()
    away.rename(stick)
    assert paths.user_config_folder().is_dir()
