"""Papers that are handed out, what came back, and the scans of it: format 1.3."""

import sqlalchemy as sa
from alembic import op

from app.storage.migrations.making import BIG, drop_tables, make_content, texts

revision = "0005_papers"
down_revision = "0004_run"
branch_labels = None
depends_on = None


def _numbers(*names: str) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.Integer(), nullable=False) for name in names)


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content(
        "papers",
        ("code",),
        *texts("code", "form", "subject", "site", "name", "title", "number"),
        *_numbers("edition"),
        *texts("version"),
        *_numbers("draft"),
        *texts("language"),
        *_numbers("pages"),
        *texts("printed_at", "printed_by"),
    )
    make_content(
        "paper_returns",
        ("id",),
        *texts("id", "code", "leaves"),
        *_numbers("by_hand"),
        *texts("at", "by", "signers"),
        sa.Column("signed_on", sa.Text(), nullable=True),
        *texts("marked_at", "marked_by", "withdrawn_at", "withdrawn_by", "withdrawn_reason"),
    )
    op.create_index(op.f("ix_paper_returns_code"), "paper_returns", ["code"])
    make_content(
        "paper_scans",
        ("sha256",),
        *texts("sha256", "name", "media_type"),
        sa.Column("size", BIG, nullable=False),
        *_numbers("pages"),
    )
    make_content(
        "paper_scan_chunks",
        ("sha256", "seq"),
        *texts("sha256"),
        *_numbers("seq"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Back to format 1.2."""
    drop_tables("paper_scan_chunks", "paper_scans", "paper_returns", "papers")
