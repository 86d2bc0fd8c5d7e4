"""From process start to the first paint of a checkpoint page, and to being ready for the first answer, against a bare
PySide6 main window with the same fonts."""

import os
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from app.domain.catalogue import Level
from app.services import auditing
from app.services.ports import Desk
from tests.benchmarks.ratio import compare

PAINT_LIMIT = 2.0
READY_LIMIT = 5.0
_ROUNDS = 7

_BARE = """
import sys
from time import time
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
from PySide6.QtGui import QFontDatabase
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("paint", time(), flush=True)
        QApplication.exit(0)
application = QApplication([])
for font in sorted(Path(sys.argv[1]).glob("*.ttf")):
    QFontDatabase.addApplicationFont(str(font))
window = Window()
window.setCentralWidget(QTableWidget(100, 10))
window.resize(1360, 820)
window.show()
application.exec()
"""

# The program itself, watched from outside: which widget is painted, and when a verdict can be given.
_OURS = """
import sys
from time import time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from app import bootstrap
from app.ui import application as program
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            if type(watched).__name__ == "VerdictButton":
                self.painted = True
                print("paint", time(), flush=True)
        return False
watch = Watch()
def look():
    for widget in QApplication.allWidgets():
        if type(widget).__name__ == "VerdictButton" and widget.isVisible() and widget.isEnabled() and watch.painted:
            print("ready", time(), flush=True)
            QApplication.exit(0)
            return
    QTimer.singleShot(1, look)
dress = program.dress
def dressed(app, *rest):
    dress(app, *rest)
    app.installEventFilter(watch)
    QTimer.singleShot(1, look)
program.dress = dressed
sys.exit(program.run(bootstrap.kit(), Path(sys.argv[1]), "ja"))
"""


def _moments(script: str, argument: Path, home: Path) -> dict[str, float]:
    """What the program told, in seconds since its process was started."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SHADAN_HOME": str(home)}
    start = time()
    done = subprocess.run(
        [sys.executable, "-c", script, str(argument)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {word: float(at) - start for word, at in lines}


@pytest.mark.benchmark
def test_a_checkpoint_page_is_there_soon_after_a_bare_window(desk: Desk, tmp_path: Path, root: Path) -> None:
    from app.ui.settings import Settings

    outline = auditing.outline(desk)
    place = Path(desk.file.location)
    desk.file.close()
    home = tmp_path / "home"
    os.environ["SHADAN_HOME"] = str(home)
    checkpoint = next(c for c in outline.checkpoints if c.level is Level.SITE)
    Settings().put_last_place(place, checkpoint.id, outline.sites[0].id)
    fonts = root / "resources" / "fonts"
    seen: list[dict[str, float]] = []

    def ours() -> float:
        seen.append(_moments(_OURS, place, home))
        return seen[-1]["paint"]

    def bare() -> float:
        return _moments(_BARE, fonts, home)["paint"]

    ours()
    bare()
    first = compare("first paint of a checkpoint page", ours, bare, rounds=_ROUNDS, limit=PAINT_LIMIT)
    readies = iter([moments["ready"] for moments in seen[-_ROUNDS:]])
    ready = compare("ready for an answer", lambda: next(readies), bare, rounds=_ROUNDS, limit=READY_LIMIT)
    assert first <= PAINT_LIMIT
    assert ready <= READY_LIMIT
