"""Format 1.1: samples of ledgers, the records drawn, and their results."""

import sqlalchemy as sa

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0002_sampling"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables of samples."""
    make_content(
        "sample_records",
        ("sample", "number"),
        *texts("sample"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *texts("match_key", "key", "stratum", "site", "file", "sheet"),
        sa.Column("row", sa.Integer(), nullable=False),
        *texts("values"),
    )
    make_content(
        "sample_results",
        ("sample", "number", "revision"),
        *texts("sample"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        *texts("outcome", "difference", "remark", "evidence"),
        sa.Column("checked_on", sa.Text(), nullable=True),
        *texts("checked_by", "reason", "at", "by"),
    )
    make_content(
        "samples",
        ("id",),
        *texts("id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *texts("kind", "purpose", "grouped_by", "allocation", "conditions", "sites"),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        *texts("seed"),
        sa.Column("seed_given", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *texts("strata", "digest", "source", "imported", "at", "by", "withdrawn", "withdrawn_at", "withdrawn_by"),
        unique=("number",),
    )


def downgrade() -> None:
    """Samples are lost."""
    drop_tables("samples", "sample_results", "sample_records")
