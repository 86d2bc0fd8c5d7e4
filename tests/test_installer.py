"""The set-up script: what it finds missing, what it tells a person to type, what it keeps out, when it is done."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shadan_set_up", root / "installer" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux takes Qt's libraries from the system"
)


@on_linux
def test_a_missing_library_is_named_with_its_package(script: ModuleType) -> None:
    found = script.missing_packages({"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    assert found == {"libnowhere.so.9": "libnowhere9"}


@on_linux
def test_who_is_not_root_is_told_what_to_type(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script.shutil, "which", lambda name: "/usr/bin/" + name)
    with pytest.raises(script.NeedsYou, match="sudo apt-get install --yes --no-install-recommends libnowhere9\n"):
        script.ensure_libraries({"libnowhere.so.9": "libnowhere9"}, needed=True)


@on_linux
def test_the_demo_goes_on_without_them(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    script.ensure_libraries({"libnowhere.so.9": "libnowhere9"}, needed=False)
    assert "libnowhere" in capsys.readouterr().out


@on_linux
def test_root_gets_them_installed(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.os, "geteuid", lambda: 0)
    monkeypatch.setattr(script.shutil, "which", lambda name: "/usr/bin/" + name)
    asked: list[list[str]] = []
    monkeypatch.setattr(script, "install_packages", asked.append)
    with pytest.raises(script.NeedsYou, match=r"type:\n    apt-get install"):
        script.ensure_libraries({"libnowhere.so.9": "libnowhere9"}, needed=True)
    assert asked == [["libnowhere9"]]


def test_settings_that_lead_astray_are_kept_out(script: ModuleType, root: Path) -> None:
    noise = ["PIP_TARGET", "PIP_PREFIX", "PIP_PYTHON", "PYTHONHOME", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "VIRTUAL_ENV"]
    sources = {"PIP_INDEX_URL": "a", "PIP_CERT": "b", "HOME": "/h", "PYTHONUNBUFFERED": "1"}
    clean = script.clean_environment(
        {**dict.fromkeys(noise, "/x"), "PYTHONPATH": "/x", "PIP_CONSTRAINT": "/x", **sources}
    )
    assert not set(noise) & set(clean)
    assert clean["PYTHONPATH"] == str(root)
    assert clean["PIP_CONSTRAINT"] == os.devnull
    assert {name: clean[name] for name in sources} == sources


@pytest.mark.parametrize(
    ("version", "bits", "words"),
    [((3, 10, 9), 64, "3.11 or later"), ((3, 99, 0), 64, "3.11 to 3.14"), ((3, 11, 0), 32, "64-bit")],
)
def test_an_unfit_python_is_refused(script: ModuleType, version: tuple[int, ...], bits: int, words: str) -> None:
    with pytest.raises(script.NeedsYou, match=words):
        script.check_python(version, bits)


@pytest.fixture
def venv(script: ModuleType, tmp_path: Path) -> Path:
    """Something that looks like a virtual environment."""
    python: Path = script.venv_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def test_only_a_set_up_that_ended_leaves_a_stamp(script: ModuleType, venv: Path) -> None:
    stamp = script.Stamp(venv)
    assert not stamp.is_fresh(script.PROGRAM)
    with stamp.installing(script.PROGRAM):
        assert not stamp.is_fresh(script.PROGRAM)
        assert not script.is_usable(venv)
    assert stamp.is_fresh(script.PROGRAM)
    assert not stamp.is_fresh(script.CHECKS)


def test_the_checks_bring_the_program_with_them(script: ModuleType, venv: Path) -> None:
    stamp = script.Stamp(venv)
    with stamp.installing(script.CHECKS):
        pass
    assert stamp.is_fresh(script.PROGRAM)
    assert stamp.is_fresh(script.CHECKS)


def _fail_inside(stamp: object, names: object) -> None:
    with stamp.installing(names):  # type: ignore[attr-defined]
        raise RuntimeError("no network")


def test_a_failed_installation_leaves_neither_stamp_nor_mark(script: ModuleType, venv: Path) -> None:
    stamp = script.Stamp(venv)
    with pytest.raises(RuntimeError, match="no network"):
        _fail_inside(stamp, script.PROGRAM)
    assert not stamp.is_fresh(script.PROGRAM)
    assert not stamp.unfinished.exists()


def test_another_lock_python_or_folder_asks_for_a_new_set_up(script: ModuleType, venv: Path) -> None:
    stamp = script.Stamp(venv)
    with stamp.installing(script.PROGRAM):
        pass
    content = json.loads(stamp.path.read_text("utf-8"))
    for key in set(content) - {"packages"}:
        stamp.path.write_text(json.dumps({**content, key: "another"}), "utf-8")
        assert not stamp.is_fresh(script.PROGRAM), key
    stamp.path.write_text("{", "utf-8")
    assert not stamp.is_fresh(script.PROGRAM)


def test_packages_that_are_gone_ask_for_a_new_set_up(script: ModuleType, venv: Path) -> None:
    site = venv / ("Lib" if os.name == "nt" else "lib/python3.11") / "site-packages"
    for name in ("a-1.dist-info", "b-1.dist-info"):
        (site / name).mkdir(parents=True)
    stamp = script.Stamp(venv)
    with stamp.installing(script.PROGRAM):
        pass
    (site / "c-1.dist-info").mkdir()
    assert stamp.is_fresh(script.PROGRAM)
    (site / "a-1.dist-info").rmdir()
    (site / "b-1.dist-info").rmdir()
    assert not stamp.is_fresh(script.PROGRAM)


def test_line_ends_of_a_checkout_do_not_matter(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x==1\r\n")
    (tmp_path / "b").write_bytes(b"x==1\n")
    assert script.lock_digest(["a"], tmp_path) == script.lock_digest(["b"], tmp_path)


def test_all_checks_are_run_and_pytest_comes_last(script: ModuleType) -> None:
    assert list(script.CHECK_STEPS) == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]
    assert script.CHECK_STEPS["mypy"][-4:] == ["--strict", "app", "tests", "installer"]


def test_the_files_of_tests_lie_in_memory_where_there_is_plenty(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script.test_files({script.TEST_FILES: "/somewhere"}) == {}
    monkeypatch.setattr(script, "ROOM", 1 << 60)
    assert script.test_files({}) == {}
    monkeypatch.setattr(script, "ROOM", 1)
    told = script.test_files({})
    assert all(Path(folder).is_dir() for folder in told.values())
    if sys.platform.startswith("linux") and os.access("/dev/shm", os.W_OK):  # noqa: S108 - only asked for
        assert told == {script.TEST_FILES: "/dev/shm"}  # noqa: S108
    monkeypatch.setattr(script.sys, "platform", "win32")
    assert script.test_files({}) == {}


@pytest.mark.parametrize("failing", ["ruff check", "pytest", ""])
def test_one_failed_check_fails_the_whole(script: ModuleType, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    run: list[list[str]] = []

    def pretend(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        run.append(words)
        bad = bool(failing) and all(word in words for word in failing.split())
        return subprocess.CompletedProcess(words, int(bad))

    for name in ("ensure_libraries", "ensure_programs", "set_up"):
        monkeypatch.setattr(script, name, lambda *_, **__: None)
    monkeypatch.setattr(script.subprocess, "run", pretend)
    assert script.test(["-k", "x"]) == (1 if failing else 0)
    assert len(run) == len(script.CHECK_STEPS)
    assert run[-1][-2:] == ["-k", "x"]


def test_arguments_go_through_to_the_program(script: ModuleType) -> None:
    assert script.parser().parse_known_args(["demo"])[0].out == Path("shadan-demo")
    known, further = script.parser().parse_known_args(["demo", "--out", "結果 1", "--json"])
    assert (known.out, further) == (Path("結果 1"), ["--json"])
    assert script.parser().parse_known_args(["app", "点検.shadan"])[1] == ["点検.shadan"]


def test_the_command_line_gets_every_word(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(script, "set_up", lambda _names: None)

    def run_app(words: list[str], _environment: object) -> int:
        given.append(list(words))
        return 4

    monkeypatch.setattr(script, "run_app", run_app)
    for words in (["verify", "点検.shadan", "--json"], ["--help"], ["plan", "list", "--help"]):
        assert script.main(["shadan", *words]) == 4
        assert given.pop() == words


def test_the_command_line_without_a_verb_is_the_window(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[list[str]] = []

    def app(words: list[str]) -> int:
        opened.append(list(words))
        return 0

    monkeypatch.setattr(script, "app", app)
    assert script.main(["shadan"]) == script.main(["shadan", "点検.shadan"]) == 0
    assert opened == [[], ["点検.shadan"]]


def test_in_a_checkout_the_script_stands_for_the_command(script: ModuleType, root: Path) -> None:
    assert script.own_command().endswith("run.py shadan")
    assert str(os.path.relpath(root / "installer" / "run.py")) in script.own_command()


def test_a_program_that_is_stopped_may_clean_up(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        """Is told to stop with its parent and takes its time."""

        waits = 0

        def __init__(self, words: list[str], env: dict[str, str]) -> None:
            assert env["SHADAN_COMMAND"] == script.own_command()

        def wait(self) -> int:
            Slow.waits += 1
            if Slow.waits < 3:
                raise KeyboardInterrupt
            return 130

    monkeypatch.setattr(script.subprocess, "Popen", Slow)
    assert script.run_app(["demo"], {}) == 130


def test_the_set_up_takes_no_further_words(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="2"):
        script.main(["setup", "--fast"])


def test_an_unknown_verb_is_a_usage_error(root: Path) -> None:
    command = [sys.executable, str(root / "installer" / "run.py"), "fly"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


@on_linux
def test_a_window_without_a_display_is_refused_before_anything_is_made(root: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    command = [sys.executable, str(root / "installer" / "run.py"), "app"]
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert answer.returncode == 3
    assert "display" in answer.stderr


@pytest.mark.parametrize(
    ("code", "failed", "told"),
    [(0, [], "all tried"), (1, ["packages (exit code 1)"], "all tried"), (3, [], "*** NOT RUN: the packages")],
)
def test_packages_are_tried_beside_the_checks(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    code: int, failed: list[str], told: str,
) -> None:  # fmt: skip
    (tmp_path / "build.py").write_text(f"import sys; print('all tried', sys.argv[1:3]); sys.exit({code})", "utf-8")
    monkeypatch.setattr(script, "INSTALLER", tmp_path)
    with script.trial_of_packages(wanted=True) as trial:
        assert trial() == failed
    said = capsys.readouterr().out
    assert told in said
    assert "['try', '--fast']" in said


def test_a_trial_ends_with_the_checks_that_are_broken_off(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "ended"
    waiting = f"import time, pathlib; time.sleep(8); pathlib.Path({str(mark)!r}).touch()"
    (tmp_path / "build.py").write_text(
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {waiting!r}])", "utf-8"
    )
    monkeypatch.setattr(script, "INSTALLER", tmp_path)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), script.trial_of_packages(wanted=True):
        raise KeyboardInterrupt
    assert time.monotonic() - began < 6
    assert not mark.exists()


def test_who_asks_for_some_tests_waits_for_no_package(script: ModuleType) -> None:
    with script.trial_of_packages(wanted=False) as trial:
        assert trial() == []
