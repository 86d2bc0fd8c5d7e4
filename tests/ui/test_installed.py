"""The window as an installed program meets it: real processes, one window for a user, and what they leave behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.seat import seat_name
from app.services import auditing
from app.services.ports import World

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    path = tmp_path / "点検 ファイル" / "東湾.shadan"
    path.parent.mkdir()
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店",))
    auditing.create(world, path, new).file.close()
    return path


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts the program; what still runs at the end is killed."""
    with ExitStack() as stack:

        def start(*words: str, **environment: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-m", "app", *words],
                cwd=ROOT,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "SHADAN_HOME": str(home), **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield start


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def holder(lock: Path) -> int:
    """The process that signed a lock file; 0 where there is none."""
    try:
        return int(json.loads(lock.read_bytes())["pid"])
    except (OSError, ValueError, KeyError):
        return 0


@pytest.mark.slow
def test_two_starts_make_one_window(start: Start, home: Path, file: Path) -> None:
    lock, audit = home / "config" / f"window-{seat_name()}.lock", file.with_name(f"{file.name}.lock")
    first = start()
    wait(lambda: holder(lock) == first.pid)
    second = start(str(file))
    said, complaint = second.communicate(timeout=60)
    assert second.returncode == 0, complaint
    assert "既に開いています" in said
    wait(lambda: holder(audit) == first.pid)
    assert first.poll() is None
    # The command line is not concerned, but the audit is in use.
    assert start("catalogue", "list").communicate(timeout=60)[1] == ""
    refused = start("answer", str(file), "A1-1-01", "conforming")
    refused.communicate(timeout=60)
    assert refused.returncode == 5


@pytest.mark.slow
def test_after_a_kill_the_next_start_has_its_window_at_once(start: Start, home: Path, file: Path) -> None:
    lock, audit = home / "config" / f"window-{seat_name()}.lock", file.with_name(f"{file.name}.lock")
    first = start(str(file))
    wait(lambda: holder(audit) == first.pid)
    first.kill()
    first.wait()
    second = start(str(file))
    wait(lambda: holder(lock) == second.pid)
    wait(lambda: holder(audit) == second.pid)


_CLICKED = """
import sys
from PySide6.QtWidgets import QMessageBox
from app import one_window
one_window.begin.__defaults__ = (0.5,)

def show(box):
    print(box.text())

QMessageBox.exec = show
from app.__main__ import main
sys.exit(main())
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows stops no process")
@pytest.mark.parametrize("clicked", [True, False])
def test_a_window_that_does_not_answer_is_named_where_it_is_seen(start: Start, home: Path, clicked: bool) -> None:
    lock = home / "config" / f"window-{seat_name()}.lock"
    first = start()
    wait(lambda: holder(lock) == first.pid)
    first.send_signal(signal.SIGSTOP)
    done = subprocess.run(
        [sys.executable, "-c", _CLICKED],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "SHADAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if clicked else subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 5
    seen, unseen = (done.stdout, "") if clicked else (done.stderr, done.stdout)
    assert f"プロセス {first.pid}" in seen
    assert unseen == ""


@pytest.mark.slow
def test_another_user_has_a_window_of_their_own(start: Start, home: Path, tmp_path: Path) -> None:
    first = start()
    name = f"window-{seat_name()}.lock"
    wait(lambda: holder(home / "config" / name) == first.pid)
    second = start(SHADAN_HOME=str(tmp_path / "other"))
    wait(lambda: holder(tmp_path / "other" / "config" / name) == second.pid)
    assert first.poll() is None


# The window opens the file, asks for a file in Qt's own dialog, says a bug of its own, and closes.
_SESSION = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from app.ui import main_window

class Window(main_window.MainWindow):
    def __init__(self, *given):
        super().__init__(*given)
        self.opened.connect(lambda _session: QTimer.singleShot(300, self.work))

    def work(self):
        QTimer.singleShot(300, self.stop)
        QFileDialog.getOpenFileName(self, "open", str(Path(sys.argv[1]).parent))
        self.show_error(ZeroDivisionError("a bug"))
        print("used", flush=True)
        self.close()

    def stop(self):
        QApplication.activeModalWidget().reject()

from app.ui import application
application.MainWindow = Window
from app.__main__ import main
sys.exit(main())
"""


def use(
    folder: Path,
    file: Path,
    environment: Mapping[str, str],
    program: str | Path = sys.executable,
    before: Callable[[], None] | None = None,
) -> set[str]:
    """Run a session of the window whose home is `folder`; returns the files that are there afterwards."""
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHADAN_", "XDG_", "TMP"))}
    done = subprocess.run(
        [str(program), "-c", _SESSION, str(file)],
        cwd=ROOT,
        env={**kept, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "TMPDIR": str(folder), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        preexec_fn=before,
    )
    assert done.returncode == 0, done.stderr
    assert "used" in done.stdout, done.stderr
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_a_session_writes_into_its_folders_and_nowhere_else(tmp_path: Path, file: Path) -> None:
    left = use(tmp_path / "somebody", file, {})
    # A library of the system's keeps what it knows of the fonts; no program has a say in it.
    left = {name for name in left if not name.startswith(".cache/fontconfig/")}
    assert left == {
        ".config/Shadan/window.ini",
        ".config/Shadan/QtProject.conf",
        ".local/state/Shadan/log/errors.log",
    }
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A portable program: an interpreter by another name, as the launcher is one, with the flag beside it."""
    folder = tmp_path / "USB メモリ"
    folder.mkdir()
    shutil.copy(Path(getattr(sys, "_base_executable", sys.executable)).resolve(), folder / "Shadan")
    (folder / "portable.flag").touch()
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
def test_a_portable_program_leaves_nothing_on_the_computer(tmp_path: Path, stick: Path, file: Path) -> None:
    within = {"PYTHONHOME": sys.base_prefix, "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])}
    audit = stick / "data" / "audits" / file.name
    audit.parent.mkdir(parents=True)
    file.rename(audit)
    left = use(tmp_path / "somebody", audit, within, program=stick / "Shadan")
    assert {name for name in left if not name.startswith(".cache/fontconfig/")} == set()
    assert {path.relative_to(stick / "data").as_posix() for path in (stick / "data").rglob("*") if path.is_file()} == {
        f"audits/{file.name}",
        "config/window.ini",
        "config/QtProject.conf",
        "log/errors.log",
    }
    # What is remembered of the audit does not name the place where the stick was.
    assert str(tmp_path) not in (stick / "data" / "config" / "window.ini").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights of Unix")
@pytest.mark.parametrize("trouble", ["write-protected", "full"])
def test_where_nothing_can_be_written_the_window_opens_and_works(tmp_path: Path, file: Path, trouble: str) -> None:
    import resource

    home = tmp_path / "stick"

    def fill() -> None:
        # No file may have a single byte: as on a full disk.
        if trouble == "full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    environment = {"SHADAN_HOME": str(home)}
    if trouble == "write-protected":
        home.write_bytes(b"")
    # The audit lies elsewhere, but must not grow here either: it is opened for reading.
    file.chmod(0o444)
    use(tmp_path / "somebody", file, environment, before=fill)
    assert not list(home.rglob("*.ini")) if home.is_dir() else home.read_bytes() == b""
