"""Older formats are converted on a copy; the tables are what the steps make of an empty file."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from app.domain.answers import Answer
from app.domain.audit import Site
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.plan import Action
from app.errors import UserError
from app.storage import audit_file, header, upgrade
from app.storage.audit_file import SqliteAuditFiles
from app.storage.content import beside_digest
from app.storage.tables import FORMAT, HEAD, metadata
from app.storage.upgrade import Goal
from tests.storage import samples

LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{HEAD}"

def upgrade():
    op.add_column("answers", sa.Column("weight", sa.Text(), nullable=True))
    op.execute("UPDATE answers SET weight = '重' WHERE verdict = 'partly'")
"""


def definitions(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name != 'alembic_version'")
        return sorted(tuple(" ".join(str(cell).split()) for cell in row) for row in rows if "alembic" not in row[1])


def run_steps(path: Path, goal: str) -> None:
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(upgrade.MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        (command.downgrade if goal == "base" else command.upgrade)(config, goal)
    engine.dispose()


def test_the_steps_make_the_tables(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    stepped, made = tmp_path / "stepped.db", tmp_path / "made.db"
    run_steps(stepped, "head")
    for path, create in ((stepped, False), (made, True)):
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            if create:
                metadata.create_all(connection)
                connection.commit()
            else:
                assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        engine.dispose()
    assert definitions(stepped) == definitions(made)


def test_the_steps_go_back(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    run_steps(path, "head")
    run_steps(path, "base")
    engine = create_engine(f"sqlite:///{path}")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_the_last_step_is_the_head() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.fixture
def later(tmp_path: Path) -> Goal:
    """A format that comes after ours."""
    steps = tmp_path / "steps"
    shutil.copytree(upgrade.MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "9999_later.py").write_text(LATER, encoding="utf-8")
    return Goal(FORMAT + 1, "later", steps)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "古い点検.shadan"
    samples.make(path).close()
    return path


def test_an_older_file_is_converted_and_the_original_kept(old: Path, later: Goal) -> None:
    answers = SqliteAuditFiles().verify(old).rows
    kept = upgrade.upgrade(old, "officer", samples.AT, later)
    assert kept.name == "古い点検.shadan.bak"
    assert header.read_header(kept).number == FORMAT
    assert SqliteAuditFiles().verify(kept).problems == ()
    assert header.read_header(old).number == FORMAT + 1
    result = SqliteAuditFiles().verify(old)
    assert (result.problems, result.rows) == ((), answers)
    assert [p.name for p in old.parent.iterdir() if p.name.endswith((".new", "-wal", "-journal", "-shm"))] == []


def test_what_lies_beside_the_content_is_told_anew(old: Path, later: Goal) -> None:
    """A step may add tables there: the papers of before must stand in the sums of after."""
    upgrade.upgrade(old, "officer", samples.AT, later)
    with closing(sqlite3.connect(old)) as connection:
        sums = connection.execute("SELECT name, digest, count FROM content_digests").fetchall()
        (told,) = connection.execute("SELECT after FROM history WHERE act = 'audit.converted'").fetchone()
    assert json.loads(told)["beside"] == beside_digest(sums) != ""


def test_a_newer_minor_format_opens_and_what_it_added_stays(old: Path, later: Goal) -> None:
    upgrade.upgrade(old, "officer", samples.AT, later)
    file = SqliteAuditFiles().open(old, "officer", samples.AT)
    with file.write() as work:
        assert work.answers.current("A3-2-01", "s1") == samples.ANSWERS[1]
        work.answers.append(Answer("A1-1-01", "", Verdict.CONFORMING, "", "是正", 2, samples.AT, "o"))
        work.sites.put(Site("s2", "北支店", 1))
        work.history.record(samples.AT, "o", Event("answer.recorded", "A1-1-01"))
        work.commit()
    file.close()
    assert SqliteAuditFiles().verify(old).problems == ()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM answers WHERE weight = '重'").fetchone() == (1,)


def test_a_row_with_a_newer_column_can_be_replaced(old: Path, later: Goal) -> None:
    step = later.steps / "versions" / "9999_later.py"
    step.write_text(LATER.replace('"answers"', '"actions"').replace("UPDATE answers", "UPDATE actions").replace(
        "verdict = 'partly'", "1"), encoding="utf-8")  # fmt: skip
    upgrade.upgrade(old, "officer", samples.AT, later)
    file = SqliteAuditFiles().open(old, "officer", samples.AT)
    with file.write() as work:
        (action,) = work.plan.actions()
        work.plan.put_action(Action(**{**{f: getattr(action, f) for f in action.__slots__}, "owner": "課長"}))
        work.history.record(samples.AT, "o", Event("plan.edited", "a1"))
        work.commit()
    file.close()
    assert SqliteAuditFiles().verify(old).problems == ()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT owner, weight FROM actions").fetchone() == ("課長", "重")


def test_a_damaged_file_is_not_converted(old: Path, later: Goal) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE answers SET comment = 'x'")
        connection.commit()
    before = old.read_bytes()
    with pytest.raises(UserError) as error:
        upgrade.upgrade(old, "officer", samples.AT, later)
    assert error.value.code == "audit_damaged"
    assert sorted(p.name for p in old.parent.iterdir()) == ["steps", "古い点検.shadan"]
    assert old.read_bytes() == before


def test_a_step_that_fails_leaves_the_file(old: Path, later: Goal) -> None:
    (later.steps / "versions" / "9999_later.py").write_text(LATER.replace("'重'", "nonsense("), encoding="utf-8")
    before = old.read_bytes()
    with pytest.raises(RuntimeError, match="refused"):
        upgrade.upgrade(old, "officer", samples.AT, later)
    assert old.read_bytes() == before
    assert sorted(p.name for p in old.parent.iterdir()) == ["steps", "古い点検.shadan"]


def test_opening_converts(old: Path, later: Goal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "Goal", lambda: later)
    monkeypatch.setattr(audit_file, "FORMAT", FORMAT + 1)
    old.chmod(0o444)
    with pytest.raises(UserError) as error:
        SqliteAuditFiles().open(old, "officer", samples.AT)
    assert error.value.code == "audit_upgrade_read_only"
    old.chmod(0o644)
    file = SqliteAuditFiles().open(old, "officer", samples.AT)
    with file.read() as work:
        entry = work.history.head()
    file.close()
    assert entry is not None
    assert (entry.event.act, (entry.event.after or {})["format"]) == ("audit.converted", header.shown(FORMAT + 1))


def test_only_an_older_file_costs_the_library(old: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from app.storage.audit_file import SqliteAuditFiles as F;"
        "F().open(Path(sys.argv[1]), 'o', 't').close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(old)], check=True)


def test_what_was_set_right_by_hand_moves_from_the_settings(tmp_path: Path) -> None:
    """Format 1.0 kept corrections as one text for each kind of ledger."""
    told = {
        "record": "PC0002", "key": "PC-0002", "field": "inventoried", "column": "棚卸日", "before": "2026/2/29",
        "after": "2026/2/28", "sheet": "台帳", "row": 5, "found": "PC0002", "by": "officer", "at": samples.AT,
    }  # fmt: skip
    path = tmp_path / "a.db"
    run_steps(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        text = json.dumps([told], ensure_ascii=False)
        connection.execute("INSERT INTO settings VALUES (?, ?, ?)", ("ledger.corrected.terminals", text, b""))
        connection.execute("INSERT INTO settings VALUES (?, ?, ?)", ("ledger.corrections.terminals.0", "[]", b""))
        connection.commit()
    run_steps(path, "head")
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute("SELECT * FROM corrections")
        left = [name for (name,) in connection.execute("SELECT name FROM settings")]
    assert {**told, "kind": "terminals", "row_hash": b""} == dict(row)
    assert left == ["ledger.corrections.terminals.0"]
