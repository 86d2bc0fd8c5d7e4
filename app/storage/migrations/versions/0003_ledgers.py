"""Undone imports, corrections and records by hand, confirmed names, accepted risk, what answers rest on: format 1.1.

Corrections lay in settings before, one text for each kind of ledger.
"""

import json

import sqlalchemy as sa
from alembic import op

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0003_ledgers"
down_revision = "0002_sampling"
branch_labels = None
depends_on = None

_OLD = "ledger.corrected."


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content("acceptances", ("finding",), *texts("finding", "approver", "until", "at", "by"))
    make_content(
        "grounds", ("checkpoint", "site"), *texts("checkpoint", "site", "findings", "at", "by", "stale", "stale_at")
    )
    make_content("undone", ("batch",), *texts("batch", "at", "by", "reason"))
    make_content(
        "corrections",
        ("kind", "record", "field"),
        *texts("kind", "record", "field", "key", "column", "before", "after", "sheet"),
        sa.Column("row", sa.Integer(), nullable=False),
        *texts("found", "by", "at"),
    )
    make_content("displaced", ("batch", "record", "field"), *texts("batch", "record", "field", "before"))
    make_content("hands", ("kind", "record", "act"), *texts("kind", "record", "act", "at", "by", "reason"))
    make_content("aliases", ("kind", "folded"), *texts("kind", "folded", "text", "meaning", "at", "by"))
    _take_corrections_over()


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
    drop_tables("aliases", "hands", "displaced", "corrections", "undone", "grounds", "acceptances")
