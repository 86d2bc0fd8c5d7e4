"""The window as a program, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_WATCHED = """
import gc
from PySide6.QtWidgets import QApplication
from app import bootstrap
from app.ui import application
from app.ui.collector import Collector

begin = Collector.start

def watched(collector):
    begin(collector)
    print("by itself:", gc.isenabled(), "start set aside:", gc.get_freeze_count() > 1000)
    QApplication.exit(7)

Collector.start = watched
application._STARTED_AFTER = 50
print("ended with", bootstrap.open_window(None, "ja"), "by itself again:", gc.isenabled())
"""


@pytest.mark.slow
def test_garbage_is_left_to_the_window_while_it_is_open(tmp_path: Path) -> None:
    environment = {**os.environ, "SHADAN_HOME": str(tmp_path)}
    words = [sys.executable, "-c", _WATCHED]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines() == ["by itself: False start set aside: True", "ended with 7 by itself again: True"]
