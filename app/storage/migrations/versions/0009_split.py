"""What became of the stages of a physical split, and its interim controls: format 1.3."""

import sqlalchemy as sa

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0009_split"
down_revision = "0008_cases"
branch_labels = None
depends_on = None


def _optional(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=True) for name in names)


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content(
        "split_courses",
        ("separation", "stage"),
        *texts("separation", "stage"),
        *_optional("planned_start", "planned_end", "done"),
        *texts("revisions"),
    )
    make_content(
        "split_controls",
        ("id",),
        *texts("id", "separation"),
        sa.Column("position", sa.Integer(), nullable=False),
        *texts("text", "responsible", "checkpoints"),
    )


def downgrade() -> None:
    """Back to format 1.2."""
    drop_tables("split_controls", "split_courses")
