"""From the start of the process to the first paint of a checkpoint page, and to the first answer that could be given.

Against a bare PySide6 main window that loads the same fonts and paints a label, in the same run.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import time

import pytest

from app.domain.catalogue import Role
from app.services import auditing
from app.services.ports import World
from tests.benchmarks.ratio import compare

PAINTED, READY = 2.0, 5.0
_ROUNDS = 7

_BARE = """
import sys, time
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def event(self, event):
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            print("painted", time.time(), flush=True)
            QTimer.singleShot(0, self.close)
        return done

application = QApplication([])
for name in sys.argv[1:]:
    QFontDatabase.addApplicationFont(name)
window = Window()
window.setCentralWidget(QLabel("確認事項"))
window.resize(1360, 820)
window.show()
application.exec()
"""

# Ready: everything the sheet shows was read, and its verdict keys answer.
_OURS = """
import time
from PySide6.QtCore import QEvent, QTimer
from app.ui.checkpoints import page

told = []

class Sheet(page.CheckpointSheet):
    def event(self, event):
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not told:
            told.append(time.time())
            QTimer.singleShot(0, self.look)
        return done

    def look(self):
        if self._reading is None or not self.verdicts.isEnabled():
            QTimer.singleShot(1, self.look)
            return
        print("painted", told[0], "ready", time.time(), flush=True)
        self.window().close()

page.CheckpointSheet = Sheet
from app.__main__ import main
main()
"""


def seconds(code: str, *arguments: str, home: Path) -> dict[str, float]:
    """What a program tells, in seconds since it was started."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SHADAN_HOME=str(home))
    began = time()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    words = done.stdout.split()
    return {name: float(at) - began for name, at in zip(words[::2], words[1::2], strict=True)}


@pytest.mark.benchmark
def test_the_first_page_and_the_first_answer_against_a_bare_window(world: World, tmp_path: Path, root: Path) -> None:
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店", "北"))
    file, home = tmp_path / "東湾.shadan", tmp_path / "home"
    auditing.create(world, file, new).file.close()
    subprocess.run([sys.executable, "installer/compile_messages.py"], cwd=root, check=True, capture_output=True)
    fonts = [str(path) for path in sorted((root / "resources" / "fonts").glob("*.ttf"))]
    told: list[dict[str, float]] = []

    def painted() -> float:
        told.append(seconds(_OURS, str(file), home=home))
        return told[-1]["painted"]

    def bare() -> float:
        return seconds(_BARE, *fonts, home=home)["painted"]

    # The first start asks for the checkpoint page by having been there.
    _remember(home, file, world)
    first = compare("first paint of a checkpoint page", painted, bare, rounds=_ROUNDS, limit=PAINTED)
    ready = iter(told)
    answer = compare("ready for an answer", lambda: next(ready)["ready"], bare, rounds=_ROUNDS, limit=READY)
    assert answer <= READY
    assert first <= PAINTED


def _remember(home: Path, file: Path, world: World) -> None:
    """Leave the place where an officer was, as the window does."""
    checkpoint = world.catalogue.checkpoints[0].id
    code = (
        "import sys; from pathlib import Path; from app.ui.settings import Settings; "
        "Settings().put_last_place(Path(sys.argv[1]), sys.argv[2], '')"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(file), checkpoint],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env=dict(os.environ, SHADAN_HOME=str(home)),
        check=True,
    )
