"""A program on a memory stick that is pulled out while it runs: real processes, and what they leave on the computer."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.services import auditing
from app.services.ports import World

ROOT = Path(__file__).resolve().parents[2]
GONE = "USBメモリーなど、点検ファイルやプログラムのある場所に接続できません。"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a running program is moved away"),
]

# Everything of the program is read from the stick, as it is with one that was built: what was not loaded is gone.
_DRIVER = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.ui import application, main_window
from app.ui.session import Target

when = sys.argv.pop(1)
stick, away = Path(os.environ["STICK"]), Path(os.environ["AWAY"])
told = {"errors": 0}


def said(window):
    shown = window.opening.words.text() if window.opening is not None else window.banner.text.text()
    box = window._teller.box
    return [shown, box is not None and box.isVisible()]


class Window(main_window.MainWindow):
    def __init__(self, *given):
        super().__init__(*given)
        if when != "opening":
            self.opened.connect(lambda _session: QTimer.singleShot(500, self.act))
        QTimer.singleShot(60_000, lambda: os._exit(9))

    def show_error(self, error):
        told["errors"] += 1
        super().show_error(error)

    def open_file(self, file):
        super().open_file(file)
        if when == "opening":
            # Before what opens an audit is loaded.
            stick.rename(away)
            QTimer.singleShot(3_000, self.finish)

    def act(self):
        if when == "left":
            self.session.go(Target("checkpoints", checkpoint="A4-4-03"))
            QTimer.singleShot(1_000, self.close)
            return
        stick.rename(away)
        # Neither loaded nor drawn so far.
        for page in ("findings", "plan", "history"):
            self.session.go(Target(page))
        self.settings.put("kept", "1")
        self.show_error(ZeroDivisionError("in a slot"))
        QTimer.singleShot(3_000, self.back)

    def back(self):
        told["gone"] = said(self)
        self.banner.hide()
        away.rename(stick)
        self.session.go(Target("plan"))
        QTimer.singleShot(2_000, self.look)

    def look(self):
        told["back"] = [self.session.here.page, self.banner.isVisible()]
        self.settings.put("later", "1")
        self.close()

    def finish(self):
        told["gone"] = said(self)
        self.close()


application.MainWindow = Window
from app.__main__ import main
code = main()
print(json.dumps(told))
sys.exit(code)
"""


class Stick:
    """A portable program on a stick: an interpreter by another name, and a copy of all that it reads."""

    def __init__(self, folder: Path, audit: Path) -> None:
        self.folder, self.away, self.home = folder / "USB メモリ", folder / "抜いた", folder / "somebody"
        self.folder.mkdir()
        self.home.mkdir()
        shutil.copy(Path(getattr(sys, "_base_executable", sys.executable)).resolve(), self.folder / "Shadan")
        (self.folder / "portable.flag").touch()
        for part in ("app", "resources", "forms"):
            shutil.copytree(ROOT / part, self.folder / part)
        made = {"version": "0.1.0", "commit": "0123456789abcdef", "commit_date": "2026-11-27", "target": "linux"}
        (self.folder / "resources" / "build.json").write_text(json.dumps(made))
        self.audit = self.folder / "data" / "audits" / audit.name
        self.audit.parent.mkdir(parents=True)
        audit.rename(self.audit)

    def run(self, when: str) -> dict[str, object]:
        """Run the window with the audit; the stick is pulled out `opening`, `working`, or not at all (`left`)."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SHADAN_", "XDG_", "TMP"))}
        done = subprocess.run(
            [str(self.folder / "Shadan"), "-c", _DRIVER, when, str(self.audit)],
            cwd="/",
            env={
                **kept,
                "QT_QPA_PLATFORM": "offscreen",
                "HOME": str(self.home),
                "TMPDIR": str(self.home),
                "PYTHONHOME": sys.base_prefix,
                # As a built program: its modules are compiled, and Python makes no folders for compiling them.
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": os.pathsep.join([str(self.folder), sysconfig.get_path("purelib")]),
                "STICK": str(self.folder),
                "AWAY": str(self.away),
            },
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Painter" not in done.stderr
        told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return told

    def left(self) -> set[str]:
        """The files that the computer has; a library of the system's keeps what it knows of the fonts."""
        files = {path.relative_to(self.home).as_posix() for path in self.home.rglob("*")}
        return {name for name in files if not name.startswith(".cache")}


@pytest.fixture
def stick(world: World, tmp_path: Path) -> Stick:
    path = tmp_path / "東湾.shadan"
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店",))
    auditing.create(world, path, new).file.close()
    return Stick(tmp_path, path)


def test_a_stick_pulled_out_is_told_and_nothing_is_written_elsewhere(stick: Stick) -> None:
    told = stick.run("working")
    gone = told["gone"]
    assert isinstance(gone, list)
    assert str(gone[0]).startswith(GONE)
    assert told["back"] == ["plan", False]
    assert stick.left() == set()
    # What was put while it was away is not lost.
    kept = (stick.folder / "data" / "config" / "window.ini").read_text("utf-8")
    assert "kept=1" in kept
    assert "later=1" in kept


@pytest.mark.parametrize("remembered", [True, False])
def test_a_stick_pulled_out_while_opening_is_told(stick: Stick, remembered: bool) -> None:
    if remembered:
        stick.run("left")
    told = stick.run("opening")
    gone = told["gone"]
    assert isinstance(gone, list)
    assert str(gone[0]).startswith(GONE)
    # Saying it did not end in saying it without end.
    assert int(str(told["errors"])) < 5
    assert stick.left() == set()
    # Its folder was not made again where it was.
    assert not stick.folder.exists()
