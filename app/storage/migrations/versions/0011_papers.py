"""What was printed on floor-walk sheets, and what was entered of them: format 1.3."""

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0011_papers"
down_revision = "0009_split"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content("paper_lists", ("code",), *texts("code", "place", "terminals"))
    make_content(
        "room_walks",
        ("code",),
        *texts("code", "day", "auditor", "witness", "looks", "unlisted", "remark", "records", "at", "by"),
    )


def downgrade() -> None:
    """Back to the format before."""
    drop_tables("room_walks", "paper_lists")
