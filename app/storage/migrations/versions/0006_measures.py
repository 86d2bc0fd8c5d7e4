"""Progress, milestones, revised due dates and effect of measures; what was filed: format 1.3."""

import sqlalchemy as sa

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0006_measures"
down_revision = "0005_papers"
branch_labels = None
depends_on = None


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content(
        "measure_facts",
        ("action",),
        *texts("action"),
        _number("progress", nullable=True),
        *texts("milestones", "account", "upcoming", "cost", "effort", "unlinked"),
    )
    make_content(
        "due_revisions", ("action", "number"), *texts("action"), _number("number"), *texts("due", "reason", "at", "by")
    )
    make_content(
        "effect_checks",
        ("action", "number"),
        *texts("action"),
        _number("number"),
        *texts("person", "checked_on", "result", "remark", "at", "by"),
    )
    make_content(
        "submissions",
        ("id",),
        *texts("id"),
        _number("number"),
        *texts("paper", "filed_on", "addressee", "remark"),
        sa.Column("covers", sa.Text(), nullable=True),
        *texts("measures", "splits", "fingerprint", "at", "by"),
    )


def downgrade() -> None:
    """Back to format 1.2."""
    drop_tables("submissions", "effect_checks", "due_revisions", "measure_facts")
