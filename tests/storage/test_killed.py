"""Killed at any moment of what takes long: what was reported is there, and nothing else is harmed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import auditing
from app.services.ports import Desk, World
from app.storage.audit_file import SqliteAuditFiles
from app.storage.header import beside

SCRIPT = """
import json
import os
import sys
from datetime import date
from itertools import count
from pathlib import Path
from app import bootstrap
from app.services import auditing, evidencing, ledgers, safekeeping
from app.storage import sqlite_file

# Each line tells of work for a process of its own, which need not import everything anew.
for line in sys.stdin:
    act, path, folder, journal = json.loads(line)
    child = os.fork()
    if child == 0:
        break
    os.waitpid(child, 0)
    print("ended", flush=True)
else:
    sys.exit()

print(os.getpid(), flush=True)
path, folder = Path(path), Path(folder)
sqlite_file.write_ahead_is_safe = lambda path: journal == "wal"
world = bootstrap.make_world()
desk = auditing.open_audit(world, path)

def evidence(number):
    source = folder / f"写真 {number}.jpg"
    source.write_bytes(bytes([number % 256]) * 3_000_000 + str((number, journal)).encode())
    evidencing.attach(desk, "A1-1-01", "", source)

def imported(number):
    source = folder / "台帳.csv"
    rows = (f"PC-{n:04},ノート,SN{n},{number}階,R6.4.{n % 28 + 1}" for n in range(3000))
    source.write_text("管理番号,機器種別,製造番号,設置場所,導入日\\n" + "\\n".join(rows), "utf-8")
    ledgers.import_batch(desk, "terminals", source)

def backup(number):
    desk.file.backup(folder / f"控え{number}.shadan")

def restore(number):
    world.files.restore(folder / "控え0.shadan", folder / f"復元{number}.shadan")

if act == "restore" and not (folder / "控え0.shadan").exists():
    backup(0)
start = len(list(folder.glob("*.shadan")))
for number in count(start + 1):
    {"evidence": evidence, "import": imported, "backup": backup, "restore": restore}[act](number)
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def starter(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Starts the work, each time in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def path(desk: Desk, tmp_path: Path) -> Path:
    desk.file.close()
    return Path(desk.file.location)


def stored(world: World, path: Path, act: str) -> int:
    """How many times the act is on record."""
    desk = auditing.open_audit(world, path)
    try:
        with desk.file.read() as work:
            if act == "evidence":
                return len(work.evidence.all())
            return len(work.ledgers.batches("terminals"))
    finally:
        desk.file.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("journal", ["wal", "truncate"])
@pytest.mark.parametrize("act", ["evidence", "import", "backup", "restore"])
def test_killed_while_it_works(
    world: World, path: Path, starter: subprocess.Popen[str], tmp_path: Path, act: str, journal: str
) -> None:
    assert starter.stdin is not None
    assert starter.stdout is not None
    chance = random.Random(f"{act} {journal}")
    folder = tmp_path / "控え 置場"
    folder.mkdir()
    reported = 0
    for _ in range(3):
        print(json.dumps([act, str(path), str(folder), journal]), file=starter.stdin, flush=True)
        working = int(starter.stdout.readline())
        lines = [starter.stdout.readline()]
        assert lines != ["ended\n"], "the work never began"
        time.sleep(chance.random() * 0.4)
        os.kill(working, signal.SIGKILL)
        while lines[-1] not in ("ended\n", ""):
            lines.append(starter.stdout.readline())
        assert lines.pop() == "ended\n"
        # What was being told when it was killed stands before the end.
        reported += len(lines)
        assert SqliteAuditFiles().verify(path).problems == ()
        if act in ("evidence", "import"):
            # One more may have been stored and not been told any more.
            count = stored(world, path, act)
            assert reported <= count <= reported + 1
            reported = count
        else:
            stored(world, path, act)
            whole = sorted(folder.glob("*.shadan"))
            assert len(whole) >= reported
            reported = len(whole) - (act == "restore")
            for each in whole:
                assert SqliteAuditFiles().verify(each).problems == ()
                assert not any(left.exists() for left in beside(each))
    names = {p.name for p in path.parent.iterdir()} - {folder.name}
    assert names == {path.name}
