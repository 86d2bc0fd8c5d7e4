"""The fault that the pin of PySide6 keeps out: 6.12.0 on Python 3.11 loses a reference to None at every call."""

import subprocess
import sys

_PROOF = """
import sys
from PySide6.QtCore import QObject
o = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    o.setObjectName("x")
print(before - sys.getrefcount(None))
"""


def test_calls_that_return_nothing_keep_none_alive() -> None:
    # In a process of its own: where the fault is, the interpreter aborts.
    answer = subprocess.run([sys.executable, "-c", _PROOF], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) < 100
