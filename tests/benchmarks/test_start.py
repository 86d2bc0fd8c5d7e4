"""From process start to the first paint of a checkpoint page, and to being ready for the first answer, against a bare
PySide6 main window with the same fonts."""

import os
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from app.domain.grades import Level
from app.services import auditing
from app.services.ports import Desk
from tests.benchmarks.ratio import compare

PAINT_LIMIT = 2.0
READY_LIMIT = 5.0
_ROUNDS = 11

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

# The program itself as it is started with a file, watched from outside: when a verdict is first painted, and when one
# is painted that can be given. Nothing is imported before the program asks for it.
_OURS = """
import sys
from time import time
from app import bootstrap
begin = bootstrap.open_window
def watched(*given):
    from app.ui import display
    check = display.check_display
    def checked():
        check()
        watch()
    display.check_display = checked
    return begin(*given)
def watch():
    from app.ui.checkpoints.verdicts import VerdictButton
    from PySide6.QtWidgets import QApplication
    paint = VerdictButton.paintEvent
    told = set()
    def painted(button, event):
        paint(button, event)
        if "paint" not in told:
            told.add("paint")
            print("paint", time(), flush=True)
        if button.isEnabled() and "ready" not in told:
            told.add("ready")
            print("ready", time(), flush=True)
            assert button.window().session is not None
            QApplication.exit(0)
    VerdictButton.paintEvent = painted
bootstrap.open_window = watched
from app.__main__ import main
sys.exit(main())
"""


def _moments(script: str, argument: Path, home: Path) -> dict[str, float]:
    """What the program told, in seconds since its process was started."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SHADAN_HOME": str(home)}
    # As on an officer's laptop, Python compiles each module once; here into a folder that goes away with the test.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")
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


def _set_up(root: Path) -> None:
    """What `installer/run.py` and a wheel have ready: compiled translations and catalogue."""
    for script in ("compile_messages.py", "compile_catalogue.py"):
        subprocess.run([sys.executable, "-P", str(root / "installer" / script)], check=True, capture_output=True)


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
    _set_up(root)
    seen: list[dict[str, float]] = []
    bares: list[float] = []

    def ours() -> float:
        seen.append(_moments(_OURS, place, home))
        return seen[-1]["paint"]

    def bare() -> float:
        bares.append(_moments(_BARE, fonts, home)["paint"])
        return bares[-1]

    # Once to compile the modules, once to leave the page as an officer would who closes the window on it.
    ours()
    ours()
    bare()
    first = compare("first paint of a checkpoint page", ours, bare, rounds=_ROUNDS, limit=PAINT_LIMIT)
    # Of the same runs.
    readies, bare_paints = iter([moments["ready"] for moments in seen[-_ROUNDS:]]), iter(bares[-_ROUNDS:])
    ready = compare(
        "ready for an answer", lambda: next(readies), lambda: next(bare_paints), rounds=_ROUNDS, limit=READY_LIMIT
    )
    assert first <= PAINT_LIMIT
    assert ready <= READY_LIMIT
