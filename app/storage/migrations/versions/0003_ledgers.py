"""Undone imports, corrections and records by hand, confirmed names, accepted risk, what answers rest on: format 1.1.

Corrections lay in settings before, one text for each kind of ledger.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003_ledgers"
down_revision = "0002_sampling"
branch_labels = None
depends_on = None

_OLD = "ledger.corrected."


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    _create("acceptances", ("finding",), "approver", "until", "at", "by")
    _create("grounds", ("checkpoint", "site"), "findings", "at", "by", "stale", "stale_at")
    _create("undone", ("batch",), "at", "by", "reason")
    op.create_table(
        "corrections",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record", "field", name=op.f("pk_corrections")),
        sqlite_strict=True,
    )
    _create("displaced", ("batch", "record", "field"), "before")
    _create("hands", ("kind", "record", "act"), "at", "by", "reason")
    _create("aliases", ("kind", "folded"), "text", "meaning", "at", "by")
    _take_corrections_over()


def _create(name: str, keys: tuple[str, ...], *texts: str) -> None:
    columns = [sa.Column(each, sa.Text(), nullable=False) for each in (*keys, *texts)]
    op.create_table(
        name,
        *columns,
        sa.Column("row_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )


def _take_corrections_over() -> None:
    connection = op.get_bind()
    stored = connection.execute(
        sa.text("SELECT name, value FROM settings WHERE substr(name, 1, :length) = :name"),
        {"length": len(_OLD), "name": _OLD},
    ).all()
    names = ("record", "field", "key", "column", "before", "after", "sheet", "row", "found", "by", "at")
    insert = sa.text(
        f"INSERT INTO corrections (kind, {', '.join(chr(34) + n + chr(34) for n in names)}, row_hash) "  # noqa: S608
        f"VALUES (:kind, {', '.join(':' + n for n in names)}, :row_hash)"
    )
    for name, value in stored:
        for each in json.loads(value):
            kept = {n: each[n] for n in names}
            # The hashes of all rows are made when the steps are done.
            connection.execute(insert, {"kind": name.removeprefix(_OLD), **kept, "row_hash": b""})
        connection.execute(sa.text("DELETE FROM settings WHERE name = :name"), {"name": name})


def downgrade() -> None:
    """Back to format 1.0."""
    for name in ("aliases", "hands", "displaced", "corrections", "undone", "grounds", "acceptances"):
        op.drop_table(name)
