"""What is written of cases beside the plan, and the clock of their report to the Commission: format 1.3."""

import sqlalchemy as sa

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0008_cases"
down_revision = "0006_measures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content("case_notes", ("subject", "topic"), *texts("subject", "topic", "text", "known", "at", "by"))
    make_content(
        "leak_reports",
        ("case_id",),
        *texts("case_id", "duty"),
        sa.Column("known", sa.Text(), nullable=True),
        *texts("kinds"),
        sa.Column("days", sa.Integer(), nullable=False),
        *texts("reason"),
        sa.Column("preliminary", sa.Text(), nullable=True),
        sa.Column("final", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    """Back to format 1.2."""
    drop_tables("leak_reports", "case_notes")
