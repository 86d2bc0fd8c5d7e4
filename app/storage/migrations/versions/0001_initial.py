"""Format 1.0: the first one."""

import sqlalchemy as sa
from alembic import op

from app.storage.migrations.making import BIG, make_content, make_table, texts

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every table of format 1.0."""
    make_content(
        "actions",
        ("id",),
        *texts("id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *texts("item", "checkpoint", "problem", "measure", "causes", "directions", "owner", "department"),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        *texts("state", "method", "sites", "findings", "severity", "edited", "withdrawn"),
    )
    make_content(
        "answers",
        ("checkpoint", "site", "revision"),
        *texts("checkpoint", "site", "verdict", "comment", "reason"),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        *texts("at", "by"),
    )
    make_content(
        "audit",
        ("id",),
        *texts(
            "id",
            "organisation",
            "role",
            "period",
            "as_of",
            "catalogue_version",
            "created_at",
            "auditor",
            "department",
            "affiliates",
            "areas",
            "confidentiality",
            "filing",
        ),
    )
    make_content(
        "batches",
        ("seq",),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("id", "kind", "source", "sha256", "at", "by", "mapping", "counts", "site"),
        unique=("id",),
    )
    make_content(
        "blob_chunks",
        ("sha256", "seq"),
        *texts("sha256"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    make_content("blobs", ("sha256",), *texts("sha256"), sa.Column("size", BIG, nullable=False))
    make_content(
        "cases",
        ("id",),
        *texts("id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *texts("kind"),
        sa.Column("occurred", sa.Integer(), nullable=True),
        *texts("title"),
        sa.Column("discovered", sa.Text(), nullable=True),
        *texts("overview", "cause_analysis", "publication", "figures", "causes", "discipline", "discipline_note"),
    )
    make_table("content_digests", ("name",), *texts("name", "digest"), sa.Column("count", sa.Integer(), nullable=False))
    make_content(
        "evidence",
        ("id",),
        *texts("id", "checkpoint", "site", "name", "media_type"),
        sa.Column("size", BIG, nullable=False),
        *texts("sha256", "added_at", "added_by", "removed_at", "removed_by", "removed_reason"),
    )
    op.create_index(op.f("ix_evidence_checkpoint_site"), "evidence", ["checkpoint", "site"], unique=False)
    make_content(
        "findings",
        ("id",),
        *texts("id", "source", "rule", "severity", "site", "checkpoints", "subject", "message", "values", "rows"),
        sa.Column("partly", sa.Integer(), nullable=False),
        *texts("causes", "leaks", "status", "remark", "first_seen", "resolved_on"),
    )
    make_table(
        "history",
        ("seq",),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("at", "by", "act", "subject", "checkpoint", "site"),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        *texts("content", "previous", "hash"),
    )
    make_content(
        "proposal_decisions",
        ("checkpoint", "site", "basis"),
        *texts("checkpoint", "site", "basis", "decision", "at", "by", "reason"),
    )
    make_content(
        "record_changes",
        ("id",),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *texts("batch"),
        sa.Column("record", sa.Integer(), nullable=False),
        *texts("change", "before"),
    )
    op.create_index(op.f("ix_record_changes_batch"), "record_changes", ["batch"], unique=False)
    op.create_index(op.f("ix_record_changes_record"), "record_changes", ["record"], unique=False)
    make_content(
        "records",
        ("id",),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *texts("kind", "match_key", "key", "site", "sheet"),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("ordinal", BIG, nullable=False),
        *texts("batch", "first_batch", "gone_batch", "field_values", "raw", "search"),
        unique=("kind", "match_key"),
    )
    op.create_index(
        op.f("ix_records_kind_gone_batch_ordinal"), "records", ["kind", "gone_batch", "ordinal"], unique=False
    )
    make_content(
        "separations",
        ("id",),
        *texts("id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *texts("system", "current", "method", "milestones", "reason", "interim", "owner"),
    )
    make_content("settings", ("name",), *texts("name", "value"))
    make_content(
        "sites",
        ("id",),
        *texts("id", "name"),
        sa.Column("position", sa.Integer(), nullable=False),
        *texts("company", "cohabitant", "manager", "aliases"),
        sa.Column("removed", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """There is no format before it."""
    op.drop_table("sites")
    op.drop_table("settings")
    op.drop_table("separations")
    op.drop_index(op.f("ix_records_kind_gone_batch_ordinal"), table_name="records")
    op.drop_table("records")
    op.drop_index(op.f("ix_record_changes_record"), table_name="record_changes")
    op.drop_index(op.f("ix_record_changes_batch"), table_name="record_changes")
    op.drop_table("record_changes")
    op.drop_table("proposal_decisions")
    op.drop_table("history")
    op.drop_table("findings")
    op.drop_index(op.f("ix_evidence_checkpoint_site"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_table("content_digests")
    op.drop_table("cases")
    op.drop_table("blobs")
    op.drop_table("blob_chunks")
    op.drop_table("batches")
    op.drop_table("audit")
    op.drop_table("answers")
    op.drop_table("actions")
