"""The audit file: nothing reported saved is lost, no changed byte goes unnoticed, nothing foreign is opened."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.history import Event
from app.errors import LOCKED, UserError
from app.paths import self_command
from app.services import answering, auditing, evidencing, safekeeping, sampling
from app.services.ports import Desk, HistoryQuery, World
from app.storage.audit_file import SqliteAuditFiles
from app.storage.header import read_header
from app.storage.tables import FORMAT, metadata
from tests.storage import samples


@pytest.fixture
def filled(world: World, desk: Desk, tmp_path: Path) -> Path:
    """A closed audit with answers, evidence and findings."""
    photo = tmp_path / "写真_01.jpg"
    photo.write_bytes(random.Random(7).randbytes(5_000))
    outline = auditing.outline(desk)
    for number, (checkpoint, site) in enumerate(outline.places[:40]):
        verdict = Verdict.PARTLY if number % 5 == 0 else Verdict.CONFORMING
        answering.record_answer(desk, checkpoint, site, verdict, f"確認した {number}")
    evidencing.attach(desk, outline.places[0][0], outline.places[0][1], photo)
    desk.file.close()
    return Path(desk.file.location)


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(path, "officer", "now")
    return error.value


def test_closed_it_is_one_file(filled: Path) -> None:
    beside = [p.name for p in filled.parent.iterdir() if p.name.startswith(filled.name) and p != filled]
    assert beside == []
    assert SqliteAuditFiles().verify(filled).problems == ()


def test_verify_changes_nothing(filled: Path) -> None:
    before = filled.read_bytes()
    SqliteAuditFiles().verify(filled)
    assert filled.read_bytes() == before


def test_any_changed_content_is_found(filled: Path, tmp_path: Path) -> None:
    """Every content column of every filled table, changed behind the program's back."""
    tried = 0
    for table in metadata.tables.values():
        for column in table.columns:
            copy = tmp_path / "changed.shadan"
            shutil.copy(filled, copy)
            with closing(sqlite3.connect(copy)) as connection:
                found = connection.execute(
                    f'SELECT rowid, "{column.name}" FROM "{table.name}" ORDER BY rowid DESC'
                ).fetchone()
                if found is None:
                    continue
                row, value = found
                other = value + 1 if isinstance(value, int) else b"x" if isinstance(value, bytes) else f"{value or ''}x"
                connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE rowid = ?', (other, row))
                connection.commit()
            tried += 1
            assert SqliteAuditFiles().verify(copy).problems, (table.name, column.name)
    assert tried > 60


def test_removed_and_added_rows_are_found(filled: Path, tmp_path: Path) -> None:
    for statement in (
        "DELETE FROM answers WHERE rowid = 1",
        "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)",
        "DELETE FROM evidence",
        "INSERT INTO settings VALUES ('a', 'b', x'00')",
        "CREATE TRIGGER quiet AFTER INSERT ON answers BEGIN DELETE FROM answers; END",
    ):
        copy = Path(shutil.copy(filled, tmp_path / "changed.shadan"))
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute(statement)
            connection.commit()
        assert SqliteAuditFiles().verify(copy).problems, statement


def test_a_flipped_byte_of_stored_text_is_found(filled: Path, tmp_path: Path) -> None:
    data = filled.read_bytes()
    needle = "確認した".encode()
    places = [n for n in range(len(data)) if data.startswith(needle, n)]
    assert len(places) > 40
    copy = tmp_path / "flipped.shadan"
    for place in random.Random(1).sample(places, 40):
        changed = bytearray(data)
        changed[place + 1] ^= 0x04
        copy.write_bytes(changed)
        assert SqliteAuditFiles().verify(copy).problems, place


def test_damaged_pages_are_found_or_refused(filled: Path, tmp_path: Path) -> None:
    data = filled.read_bytes()
    copy = tmp_path / "damaged.shadan"
    for page in range(1, len(data) // 4096, 7):
        changed = bytearray(data)
        changed[page * 4096 : page * 4096 + 200] = bytes(200)
        copy.write_bytes(changed)
        assert SqliteAuditFiles().verify(copy).problems, page


def test_what_is_no_audit_is_refused_in_one_sentence(tmp_path: Path, filled: Path) -> None:
    text = tmp_path / "memo.shadan"
    text.write_text("これは点検ファイルではない" * 20, encoding="utf-8")
    other = tmp_path / "other.shadan"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
    short = tmp_path / "short.shadan"
    short.write_bytes(filled.read_bytes()[:50])
    cut = tmp_path / "cut.shadan"
    cut.write_bytes(filled.read_bytes()[: 4096 * 3])
    assert refusal(text).code == "audit_not_shadan"
    assert refusal(other).code == "audit_not_shadan"
    assert refusal(short).code == "audit_not_shadan"
    assert refusal(cut).code == "audit_damaged"
    assert refusal(tmp_path / "missing.shadan").code == "file_missing"
    assert refusal(tmp_path).code in ("is_a_folder", "no_permission")
    assert not [p for p in tmp_path.iterdir() if p.suffix == ".lock"]


@pytest.mark.parametrize(
    ("number", "code"), [(FORMAT + 1000, "audit_newer_format"), (999, "audit_older_format"), (FORMAT + 1, None)]
)
def test_the_format_gate(filled: Path, number: int, code: str | None) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    if code is None:
        SqliteAuditFiles().open(filled, "officer", "now").close()
    else:
        assert refusal(filled).code == code


def earlier(root: Path, tmp_path: Path, number: str) -> tuple[Path, Path]:
    """A file of an earlier format that was kept, and a copy of it to open."""
    kept = root / "tests" / "data" / f"format-{number}.shadan"
    return kept, Path(shutil.copy(kept, tmp_path / "old.shadan"))


def test_a_file_of_format_1_0_opens(root: Path, tmp_path: Path, world: World) -> None:
    original, copy = earlier(root, tmp_path, "1.0")
    assert SqliteAuditFiles().verify(copy).problems == ()
    desk = auditing.open_audit(world, copy)
    try:
        assert auditing.outline(desk).total().answered == 3
        assert sampling.listing(desk) == ()
        with desk.file.read() as work:
            assert (work.hands.aliases(), work.findings.grounds()) == ((), ())
            kept_texts, entry = work.history.entries(HistoryQuery(), limit=2)
        with desk.file.write() as work:
            work.samples.put(samples.SAMPLE)
            work.history.record(samples.AT, samples.BY, Event("sample.drawn", "sa1"))
            work.commit()
    finally:
        desk.file.close()
    # The questions of another edition than the file's are asked from now on.
    assert (entry.event.act, kept_texts.event.act) == ("audit.converted", "catalogue.kept")
    assert read_header(copy).number == FORMAT
    assert SqliteAuditFiles().verify(copy).problems == ()
    kept = copy.with_name("old.shadan.bak")
    assert kept.read_bytes() == original.read_bytes()
    assert (read_header(kept).number, SqliteAuditFiles().verify(kept).problems) == (1000, ())


def test_a_file_of_format_1_1_opens(root: Path, tmp_path: Path, world: World) -> None:
    original, copy = earlier(root, tmp_path, "1.1")
    assert SqliteAuditFiles().verify(copy).problems == ()
    desk = auditing.open_audit(world, copy)
    try:
        with desk.file.read() as work:
            assert work.answers.all_current() == {(a.checkpoint, a.site): a for a in samples.ANSWERS[1:]}
            assert (work.hands.aliases(), work.findings.grounds()) == ((samples.ALIAS,), (samples.RESTS_ON,))
            assert (work.reviews.latest(), work.reviews.revisions(), work.carried.all()) == ({}, (), ())
        with desk.file.write() as work:
            work.reviews.append(samples.REVIEWS)
            work.history.record(samples.AT, samples.BY, Event("sample.filled", "audit-1"))
            work.commit()
    finally:
        desk.file.close()
    assert read_header(copy).number == FORMAT
    assert SqliteAuditFiles().verify(copy).problems == ()
    assert copy.with_name("old.shadan.bak").read_bytes() == original.read_bytes()


def test_a_file_of_format_1_2_opens(root: Path, tmp_path: Path, world: World) -> None:
    original, copy = earlier(root, tmp_path, "1.2")
    assert SqliteAuditFiles().verify(copy).problems == ()
    desk = auditing.open_audit(world, copy)
    try:
        with desk.file.read() as work:
            (action,), (case,), (separation,) = work.plan.actions(), work.plan.cases(), work.plan.separations()
            # Nothing had been revised, and nothing taken off.
            assert action == replace(samples.ACTION, revised=None, unlinked=())
            assert separation == samples.SEPARATION
            # Figures have had kinds and corrections since.
            told = [(f.label, f.value, f.as_of, f.source, f.estimated, f.earlier) for f in case.figures]
            then = [(f.label, f.value, f.as_of, f.source, f.estimated, ()) for f in samples.CASE.figures]
            assert told == then
            assert replace(case, figures=()) == replace(samples.CASE, figures=())
            assert (work.reviews.revisions(), work.duties.officers()) == ((samples.REVISION,), (samples.OFFICER,))
            assert work.carried.all() == (samples.CARRIED,)
            assert (work.measures.facts(), work.measures.submissions(), work.papers.printings()) == ({}, (), ())
            assert (work.case_papers.notes(), work.splits.courses()) == ((), ())
    finally:
        desk.file.close()
    assert read_header(copy).number == FORMAT
    assert SqliteAuditFiles().verify(copy).problems == ()
    assert copy.with_name("old.shadan.bak").read_bytes() == original.read_bytes()


def test_a_second_user_is_told_who_has_it(desk: Desk) -> None:
    error = refusal(Path(desk.file.location))
    assert (error.code, error.exit_code) == ("audit_locked", LOCKED)
    assert "officer" in str(error)


def test_leaving_without_commit_changes_nothing(desk: Desk) -> None:
    with desk.file.write() as work:
        work.audit.set_setting("a", "b")
    with desk.file.read() as work:
        assert work.audit.setting("a") is None
    with desk.file.write() as work:
        work.audit.set_setting("a", "b")
        with pytest.raises(RuntimeError, match="history"):
            work.commit()
    with pytest.raises(RuntimeError, match="reading"), desk.file.read() as work:
        work.audit.set_setting("a", "b")


def test_create_leaves_an_existing_file_alone(world: World, filled: Path) -> None:
    before = filled.read_bytes()
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().create(filled, None, (), "now", "officer")  # type: ignore[arg-type]
    assert error.value.code == "audit_exists"
    assert filled.read_bytes() == before


def test_backup_and_restore(world: World, filled: Path, tmp_path: Path) -> None:
    desk = auditing.open_audit(world, filled)
    folder = tmp_path / "控え"
    folder.mkdir()
    copy = safekeeping.backup(desk, folder)
    desk.file.close()
    again = tmp_path / "again.shadan"
    safekeeping.restore(world, copy, again)
    assert SqliteAuditFiles().verify(again) == SqliteAuditFiles().verify(filled)
    with pytest.raises(UserError, match="again"):
        safekeeping.restore(world, copy, again)
    data = bytearray(copy.read_bytes())
    place = bytes(data).find("確認した".encode())
    data[place] ^= 1
    copy.write_bytes(data)
    with pytest.raises(UserError) as error:
        safekeeping.restore(world, copy, tmp_path / "third.shadan")
    assert (error.value.code, error.value.exit_code) == ("backup_damaged", 4)
    assert copy.name in str(error.value)
    assert not (tmp_path / "third.shadan").exists()


WRITER = """
import sys
from pathlib import Path
from app import bootstrap
from app.domain.grades import Verdict
from app.services import answering, auditing

desk = auditing.open_audit(bootstrap.make_world(), Path(sys.argv[1]))
for number in range(100_000):
    answering.record_answer(desk, "A1-1-01", "", Verdict.CONFORMING, f"comment {number}", "測定")
    print(number, flush=True)
"""


@pytest.mark.slow
def test_kill_9_loses_nothing_that_was_reported_saved(world: World, filled: Path) -> None:
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(filled)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert process.stdout is not None
        reported = [process.stdout.readline() for _ in range(25)]
        process.send_signal(signal.SIGKILL)
        reported += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        last = int([line for line in reported if line.strip()][-1])
        assert SqliteAuditFiles().verify(filled).problems == ()
        desk = auditing.open_audit(world, filled)  # the crashed process's lock is taken over
        try:
            answer = answering.page(desk, "A1-1-01", "").answer
        finally:
            desk.file.close()
        assert answer is not None
        assert int(answer.comment.removeprefix("comment ")) >= last


@pytest.mark.slow
def test_the_program_starts_itself_again() -> None:
    done = subprocess.run([*self_command(), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("shadan ")
