"""Audit files that are only looked at: whatever state they are in, they and their folder stay as they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing
from app.services.ports import Desk, ReadableFile, World
from tests.desk import begun

PLACE = ("A1-1-01", "")
AT = "2026-11-24T00:00:00+00:00"

# Answers and dies before anything is folded into the file.
_DIE = """
import os, sys
from pathlib import Path
from app.services import answering, auditing
from app.domain.grades import Verdict
from tests.desk import new_world
desk = auditing.open_audit(new_world(), Path(sys.argv[1]))
answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY, "最後の回答")
os._exit(0)
"""


def state(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}


def said(file: ReadableFile) -> str:
    with file.read() as work:
        answer = work.answers.current(*PLACE)
    return answer.comment if answer is not None else ""


def test_a_closed_file_is_read_and_nothing_is_left_beside_it(desk: Desk, world: World) -> None:
    answering.record_answer(desk, *PLACE, Verdict.CONFORMING, "見た")
    path = Path(desk.file.location)
    desk.file.close()
    before = state(path.parent)
    with world.files.reading(path, "x", AT) as file:
        assert file.location == str(path)
        assert said(file) == "見た"
    assert state(path.parent) == before
    assert not list(path.parent.glob("*-shm"))


def test_an_answer_that_a_crash_left_in_the_log_is_read_and_the_log_stays(
    world: World, tmp_path: Path, root: Path
) -> None:
    desk = begun(world, tmp_path)
    path = Path(desk.file.location)
    desk.file.close()
    subprocess.run([sys.executable, "-c", _DIE, str(path)], cwd=root, check=True)  # noqa: S603 - our own interpreter
    before = state(tmp_path)
    assert f"{path.name}-wal" in before
    assert before[f"{path.name}-wal"]
    with world.files.reading(path, "x", AT) as file:
        assert said(file) == "最後の回答"
    assert state(tmp_path) == before
    # Whoever opens it afterwards finds the answer as well.
    again = auditing.open_audit(world, path)
    assert answering.page(again, *PLACE).answer is not None
    again.file.close()


def test_a_file_that_is_open_here_is_read_beside_the_writer(desk: Desk, world: World) -> None:
    path = Path(desk.file.location)
    with world.files.reading(path, "x", AT) as file:
        answering.record_answer(desk, *PLACE, Verdict.CONFORMING, "書いている間に")
        assert said(file) == "書いている間に"
    # It is still locked for everybody else, and still open here.
    with pytest.raises(UserError) as error:
        auditing.open_audit(world, path)
    assert error.value.code == "audit_locked"
    answering.record_comment(desk, *PLACE, "まだ書ける")


def test_a_file_that_changes_under_the_reader_is_refused_at_the_end(desk: Desk, world: World) -> None:
    path = Path(desk.file.location)
    desk.file.close()

    def read() -> None:
        with world.files.reading(path, "x", AT) as file:
            said(file)
            again = auditing.open_audit(world, path)
            answering.record_answer(again, *PLACE, Verdict.CONFORMING, "その間に")
            again.file.close()

    with pytest.raises(UserError) as error:
        read()
    assert error.value.code == "audit_changed_meanwhile"


def test_what_is_no_audit_is_refused(world: World, tmp_path: Path) -> None:
    other = tmp_path / "x.shadan"
    for content, code in ((None, "file_missing"), (b"no", "audit_not_shadan")):
        if content is not None:
            other.write_bytes(content)
        with pytest.raises(UserError) as error, world.files.reading(other, "x", AT):
            pass
        assert error.value.code == code
