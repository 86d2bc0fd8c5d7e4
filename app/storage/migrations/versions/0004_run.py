"""Reviews, seals, challenges, people and their tasks, uses and facts of evidence, what came along: format 1.2."""

import sqlalchemy as sa
from alembic import op

from app.storage.migrations.making import drop_tables, make_content, texts

revision = "0004_run"
down_revision = "0003_ledgers"
branch_labels = None
depends_on = None

_PLACE = ("checkpoint", "site")


def _numbers(*names: str) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.Integer(), nullable=False) for name in names)


def _optional(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=True)


def upgrade() -> None:
    """New tables only: what is there stays as it is."""
    make_content(
        "evidence_uses",
        ("evidence", *_PLACE),
        *texts("evidence", *_PLACE, "at", "by", "removed_at", "removed_by", "removed_reason"),
    )
    op.create_index(op.f("ix_evidence_uses_checkpoint_site"), "evidence_uses", list(_PLACE))
    make_content("evidence_facts", ("evidence",), *texts("evidence"), _optional("expires"), *texts("replaces", "note"))
    make_content(
        "reviews",
        (*_PLACE, "seq"),
        *texts(*_PLACE),
        *_numbers("seq"),
        *texts("act"),
        *_numbers("revision"),
        *texts("reason", "at", "by"),
    )
    make_content(
        "disproofs",
        ("id",),
        *texts("id", *_PLACE),
        *_numbers("revision"),
        *texts("person", "tried", "outcome", "at", "by", "withdrawn"),
    )
    op.create_index(op.f("ix_disproofs_checkpoint_site"), "disproofs", list(_PLACE))
    make_content(
        "replies",
        (*_PLACE, "basis"),
        *texts(*_PLACE, "basis", "digest", "code", "values", "reply", "at", "by"),
    )
    make_content(
        "revisions",
        ("number",),
        *_numbers("number"),
        *texts("approved_at", "approved_by", "sealed_at", "sealed_by", "fingerprint"),
        *_numbers("entries"),
        *texts("reopened_at", "reopened_by", "reason"),
    )
    make_content("officers", ("name",), *texts("name", "department", "duties", "at", "by"))
    make_content(
        "assignments",
        ("id",),
        *texts("id", "site", "item", "person", "department"),
        _optional("due"),
        *texts("at", "by"),
    )
    make_content("flags", _PLACE, *texts(*_PLACE, "note", "at", "by"))
    make_content(
        "predecessors",
        ("id",),
        *texts("id", "organisation", "period", "as_of", "file"),
        *_numbers("revision", "sealed"),
        *texts("fingerprint", "catalogue_version", "at", "by"),
    )
    make_content(
        "carried",
        _PLACE,
        *texts(*_PLACE, "verdict", "comment", "reason", "given_at", "given_by", "question", "verify", "standing"),
        *_numbers("evidence"),
        *texts("review", "decision", "decided_at", "decided_by"),
    )
    make_content(
        "overlays", ("id",), *texts("id"), *_numbers("position"), *texts("source", "sha256", "content", "at", "by")
    )


def downgrade() -> None:
    """Back to format 1.1."""
    drop_tables(
        "overlays",
        "carried",
        "predecessors",
        "flags",
        "assignments",
        "officers",
        "revisions",
        "replies",
        "disproofs",
        "reviews",
        "evidence_facts",
        "evidence_uses",
    )
