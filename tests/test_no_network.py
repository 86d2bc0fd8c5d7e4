"""What reads foreign files is kept from the network."""

import subprocess
import sys
from pathlib import Path

import pytest

_TRY = """
import sys
from app import __main__
import {module} as child

def main():
    import socket
    try:
        {act}
    except RuntimeError as error:
        print(error)
        return 7
    return 0

child.main = main
sys.argv[1:] = ["{verb}"]
sys.exit(__main__.main())
"""


@pytest.mark.parametrize(
    ("module", "verb"),
    [("app.formats.workbook.child", "_read-workbook"), ("app.formats.scans.child", "_read-scan")],
)
@pytest.mark.parametrize(
    ("act", "event"),
    [("socket.socket()", "socket.__new__"), ("socket.getaddrinfo('127.0.0.1', 80)", "socket.getaddrinfo")],
)
def test_a_reading_process_cannot_reach_the_network(root: Path, module: str, verb: str, act: str, event: str) -> None:
    program = _TRY.format(module=module, verb=verb, act=act)
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (7, f"no network here: {event}"), done.stderr
