"""Tables as steps make them: what is alike in all of them, written once.

What a step has made once it makes for good: nothing here may change what a released step does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A number that PostgreSQL keeps in eight bytes; SQLite keeps any so."""


def texts(*names: str) -> tuple[sa.Column[str], ...]:
    """Columns of text, empty rather than null."""
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def make_table(name: str, keys: Sequence[str], *columns: sa.Column[Any], unique: Sequence[str] = ()) -> None:
    """A table with its primary key; `unique` columns hold no value twice together."""
    apart = [sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")), *apart, sqlite_strict=True)


def make_content(name: str, keys: Sequence[str], *columns: sa.Column[Any], unique: Sequence[str] = ()) -> None:
    """A table of content: each row has its hash, which is made when all steps are done."""
    make_table(name, keys, *columns, sa.Column("row_hash", sa.LargeBinary(), nullable=False), unique=unique)


def drop_tables(*names: str) -> None:
    """Take tables away again."""
    for name in names:
        op.drop_table(name)
