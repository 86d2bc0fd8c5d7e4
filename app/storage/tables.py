"""The tables of an audit. Portable types only: text, integers, bytes; SQLite tables are STRICT.

Every content table ends in `row_hash`, the digest over its other columns in their order (`content.row_hash`). A later
minor format may add columns at the end (null unless used) and tables; anything else is a new major format.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

APPLICATION_ID = 0x53484144
"""`SHAD`, in the header of every audit file."""

FORMAT = 1003
"""major * 1000 + minor of the format this program writes; SQLite's `user_version`."""

OLDEST_FORMAT = 1000
"""The oldest format that can be upgraded."""

HEAD = "0011_papers"
"""The migration that a new file of `FORMAT` corresponds to; selects upgrade steps and nothing else."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)
bookkeeping = MetaData(naming_convention=NAMING)
"""Tables outside the content: which migration was the last, and the format where there is no `user_version`."""

_Big = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, nullable=options.pop("nullable", False), **options)


def _integer(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=options.pop("nullable", False), **options)


def _content(name: str, *items: Any) -> Table:
    return Table(name, metadata, *items, Column("row_hash", LargeBinary, nullable=False), sqlite_strict=True)


audit = _content(
    "audit",
    _text("id", primary_key=True),
    _text("organisation"),
    _text("role"),
    _text("period"),
    _text("as_of"),
    _text("catalogue_version"),
    _text("created_at"),
    _text("auditor"),
    _text("department"),
    _text("affiliates"),
    _text("areas"),
    _text("confidentiality"),
    _text("filing"),
)

settings = _content("settings", _text("name", primary_key=True), _text("value"))

sites = _content(
    "sites",
    _text("id", primary_key=True),
    _text("name"),
    _integer("position"),
    _text("company"),
    _text("cohabitant"),
    _text("manager"),
    _text("aliases"),
    _integer("removed"),
)

answers = _content(
    "answers",
    # The key finds the current revision as well: the last one of a place.
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("verdict"),
    _text("comment"),
    _text("reason"),
    _integer("revision", primary_key=True, autoincrement=False),
    _text("at"),
    _text("by"),
)

evidence = _content(
    "evidence",
    _text("id", primary_key=True),
    _text("checkpoint"),
    _text("site"),
    _text("name"),
    _text("media_type"),
    Column("size", _Big, nullable=False),
    _text("sha256"),
    _text("added_at"),
    _text("added_by"),
    _text("removed_at"),
    _text("removed_by"),
    _text("removed_reason"),
)
Index(None, evidence.c.checkpoint, evidence.c.site)

blobs = _content("blobs", _text("sha256", primary_key=True), Column("size", _Big, nullable=False))

blob_chunks = _content(
    "blob_chunks",
    _text("sha256", primary_key=True),
    _integer("seq", primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

batches = _content(
    "batches",
    _integer("seq", primary_key=True, autoincrement=False),
    _text("id"),
    _text("kind"),
    _text("source"),
    _text("sha256"),
    _text("at"),
    _text("by"),
    _text("mapping"),
    _text("counts"),
    _text("site"),
    UniqueConstraint("id"),
)

records = _content(
    "records",
    _integer("id", primary_key=True, autoincrement=False),
    _text("kind"),
    _text("match_key"),
    _text("key"),
    _text("site"),
    _text("sheet"),
    _integer("row"),
    # Order of rows over all imports: the batch's number and the place in it.
    Column("ordinal", _Big, nullable=False),
    _text("batch"),
    _text("first_batch"),
    # The batch that no longer had it; empty while it is present.
    _text("gone_batch"),
    _text("field_values"),
    # Cells as written, where they differ from the value.
    _text("raw"),
    _text("search"),
    UniqueConstraint("kind", "match_key"),
)
Index(None, records.c.kind, records.c.gone_batch, records.c.ordinal)

record_changes = _content(
    "record_changes",
    _integer("id", primary_key=True, autoincrement=False),
    _text("batch"),
    _integer("record"),
    _text("change"),
    # The whole record before the change, as JSON.
    _text("before"),
)
Index(None, record_changes.c.batch)
Index(None, record_changes.c.record)

findings = _content(
    "findings",
    _text("id", primary_key=True),
    _text("source"),
    _text("rule"),
    _text("severity"),
    _text("site"),
    _text("checkpoints"),
    _text("subject"),
    _text("message"),
    _text("values"),
    _text("rows"),
    _integer("partly"),
    _text("causes"),
    _text("leaks"),
    _text("status"),
    _text("remark"),
    _text("first_seen"),
    _text("resolved_on"),
)

proposal_decisions = _content(
    "proposal_decisions",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("basis", primary_key=True),
    _text("decision"),
    _text("at"),
    _text("by"),
    _text("reason"),
)

acceptances = _content(
    "acceptances",
    # The accepted finding; who approved it and until when it holds.
    _text("finding", primary_key=True),
    _text("approver"),
    _text("until"),
    _text("at"),
    _text("by"),
)

grounds = _content(
    "grounds",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    # Finding that changed since → digest of what it said when the answer was given, as JSON.
    _text("findings"),
    _text("at"),
    _text("by"),
    # What has come, gone or changed since, as JSON; an empty list while nothing has.
    _text("stale"),
    _text("stale_at"),
)

undone = _content(
    "undone",
    _text("batch", primary_key=True),
    _text("at"),
    _text("by"),
    _text("reason"),
)

corrections = _content(
    "corrections",
    _text("kind", primary_key=True),
    # The match key of the record.
    _text("record", primary_key=True),
    _text("field", primary_key=True),
    _text("key"),
    _text("column"),
    # The text of the file, and what was put in its place.
    _text("before"),
    _text("after"),
    _text("sheet"),
    _integer("row"),
    _text("found"),
    _text("by"),
    _text("at"),
)

displaced = _content(
    "displaced",
    _text("batch", primary_key=True),
    _text("record", primary_key=True),
    _text("field", primary_key=True),
    # The correction that an import put another one in the place of, as JSON; empty where there was none.
    _text("before"),
)

hands = _content(
    "hands",
    # A record that was added or struck off by hand.
    _text("kind", primary_key=True),
    _text("record", primary_key=True),
    _text("act", primary_key=True),
    _text("at"),
    _text("by"),
    _text("reason"),
)

aliases = _content(
    "aliases",
    _text("kind", primary_key=True),
    # As it is compared.
    _text("folded", primary_key=True),
    _text("text"),
    # What it is another name of; empty where it is one of nothing that is known.
    _text("meaning"),
    _text("at"),
    _text("by"),
)

actions = _content(
    "actions",
    _text("id", primary_key=True),
    _integer("number"),
    _text("item"),
    _text("checkpoint"),
    _text("problem"),
    _text("measure"),
    _text("causes"),
    _text("directions"),
    _text("owner"),
    _text("department"),
    _text("start", nullable=True),
    _text("due", nullable=True),
    _text("done", nullable=True),
    _text("state"),
    _text("method"),
    _text("sites"),
    _text("findings"),
    _text("severity"),
    _text("edited"),
    _text("withdrawn"),
)

separations = _content(
    "separations",
    _text("id", primary_key=True),
    _integer("position"),
    _text("system"),
    _text("current"),
    _text("method"),
    _text("milestones"),
    _text("reason"),
    _text("interim"),
    _text("owner"),
)

cases = _content(
    "cases",
    _text("id", primary_key=True),
    _integer("position"),
    _text("kind"),
    _integer("occurred", nullable=True),
    _text("title"),
    _text("discovered", nullable=True),
    _text("overview"),
    _text("cause_analysis"),
    _text("publication"),
    _text("figures"),
    _text("causes"),
    _text("discipline"),
    _text("discipline_note"),
)

samples = _content(
    "samples",
    _text("id", primary_key=True),
    _integer("number"),
    _text("kind"),
    _text("purpose"),
    _text("grouped_by"),
    _text("allocation"),
    _text("conditions"),
    _text("sites"),
    _integer("confidence"),
    _integer("rate"),
    _text("seed"),
    _integer("seed_given"),
    _integer("population"),
    _integer("size"),
    _text("strata"),
    _text("digest"),
    _text("source"),
    _text("imported"),
    _text("at"),
    _text("by"),
    _text("withdrawn"),
    _text("withdrawn_at"),
    _text("withdrawn_by"),
    UniqueConstraint("number"),
)

sample_records = _content(
    "sample_records",
    _text("sample", primary_key=True),
    _integer("number", primary_key=True, autoincrement=False),
    _text("match_key"),
    _text("key"),
    _text("stratum"),
    _text("site"),
    _text("file"),
    _text("sheet"),
    _integer("row"),
    _text("values"),
)

sample_results = _content(
    "sample_results",
    _text("sample", primary_key=True),
    _integer("number", primary_key=True, autoincrement=False),
    # The last one of a record drawn counts.
    _integer("revision", primary_key=True, autoincrement=False),
    _text("outcome"),
    _text("difference"),
    _text("remark"),
    _text("evidence"),
    _text("checked_on", nullable=True),
    _text("checked_by"),
    _text("reason"),
    _text("at"),
    _text("by"),
)

evidence_uses = _content(
    "evidence_uses",
    _text("evidence", primary_key=True),
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("at"),
    _text("by"),
    _text("removed_at"),
    _text("removed_by"),
    _text("removed_reason"),
)
Index(None, evidence_uses.c.checkpoint, evidence_uses.c.site)

evidence_facts = _content(
    "evidence_facts",
    _text("evidence", primary_key=True),
    _text("expires", nullable=True),
    _text("replaces"),
    _text("note"),
)

reviews = _content(
    "reviews",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    # The last one of a place counts, where it speaks of the revision of the answer that is in force.
    _integer("seq", primary_key=True, autoincrement=False),
    _text("act"),
    _integer("revision"),
    _text("reason"),
    _text("at"),
    _text("by"),
)

disproofs = _content(
    "disproofs",
    _text("id", primary_key=True),
    _text("checkpoint"),
    _text("site"),
    _integer("revision"),
    _text("person"),
    _text("tried"),
    _text("outcome"),
    _text("at"),
    _text("by"),
    _text("withdrawn"),
)
Index(None, disproofs.c.checkpoint, disproofs.c.site)

replies = _content(
    "replies",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("basis", primary_key=True),
    _text("digest"),
    _text("code"),
    _text("values"),
    _text("reply"),
    _text("at"),
    _text("by"),
)

revisions = _content(
    "revisions",
    _integer("number", primary_key=True, autoincrement=False),
    _text("approved_at"),
    _text("approved_by"),
    _text("sealed_at"),
    _text("sealed_by"),
    _text("fingerprint"),
    _integer("entries"),
    _text("reopened_at"),
    _text("reopened_by"),
    _text("reason"),
)

officers = _content(
    "officers",
    _text("name", primary_key=True),
    _text("department"),
    _text("duties"),
    _text("at"),
    _text("by"),
)

assignments = _content(
    "assignments",
    _text("id", primary_key=True),
    _text("site"),
    _text("item"),
    _text("person"),
    _text("department"),
    _text("due", nullable=True),
    _text("at"),
    _text("by"),
)

flags = _content(
    "flags",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("note"),
    _text("at"),
    _text("by"),
)

predecessors = _content(
    "predecessors",
    _text("id", primary_key=True),
    _text("organisation"),
    _text("period"),
    _text("as_of"),
    _text("file"),
    _integer("revision"),
    _integer("sealed"),
    _text("fingerprint"),
    _text("catalogue_version"),
    _text("at"),
    _text("by"),
)

carried = _content(
    "carried",
    _text("checkpoint", primary_key=True),
    _text("site", primary_key=True),
    _text("verdict"),
    _text("comment"),
    _text("reason"),
    _text("given_at"),
    _text("given_by"),
    # As it was asked then.
    _text("question"),
    _text("verify"),
    _text("standing"),
    _integer("evidence"),
    _text("review"),
    _text("decision"),
    _text("decided_at"),
    _text("decided_by"),
)

overlays = _content(
    "overlays",
    _text("id", primary_key=True),
    _integer("position"),
    _text("source"),
    _text("sha256"),
    _text("content"),
    _text("at"),
    _text("by"),
)

papers = _content(
    "papers",
    _text("code", primary_key=True),
    _text("form"),
    _text("subject"),
    _text("site"),
    _text("name"),
    _text("title"),
    _text("number"),
    _integer("edition"),
    _text("version"),
    _integer("draft"),
    _text("language"),
    _integer("pages"),
    _text("printed_at"),
    _text("printed_by"),
)

paper_returns = _content(
    "paper_returns",
    _text("id", primary_key=True),
    _text("code"),
    _text("leaves"),
    _integer("by_hand"),
    _text("at"),
    _text("by"),
    _text("signers"),
    _text("signed_on", nullable=True),
    _text("marked_at"),
    _text("marked_by"),
    _text("withdrawn_at"),
    _text("withdrawn_by"),
    _text("withdrawn_reason"),
)
Index(None, paper_returns.c.code)

paper_scans = _content(
    "paper_scans",
    _text("sha256", primary_key=True),
    _text("name"),
    _text("media_type"),
    Column("size", _Big, nullable=False),
    _integer("pages"),
)

paper_scan_chunks = _content(
    "paper_scan_chunks",
    _text("sha256", primary_key=True),
    _integer("seq", primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

paper_lists = _content(
    "paper_lists",
    _text("code", primary_key=True),
    _text("place"),
    _text("terminals"),
)

# What was entered of a sheet goes into the ledgers: it is of the content, and no seal may be passed by.
room_walks = _content(
    "room_walks",
    _text("code", primary_key=True),
    _text("day"),
    _text("auditor"),
    _text("witness"),
    _text("looks"),
    _text("unlisted"),
    _text("remark"),
    _text("records"),
    _text("at"),
    _text("by"),
)

measure_facts = _content(
    "measure_facts",
    _text("action", primary_key=True),
    _integer("progress", nullable=True),
    _text("milestones"),
    _text("account"),
    _text("upcoming"),
    _text("cost"),
    _text("effort"),
    _text("unlinked"),
)

due_revisions = _content(
    "due_revisions",
    _text("action", primary_key=True),
    # The last one of a measure counts.
    _integer("number", primary_key=True, autoincrement=False),
    _text("due"),
    _text("reason"),
    _text("at"),
    _text("by"),
)

effect_checks = _content(
    "effect_checks",
    _text("action", primary_key=True),
    # The last one of a measure counts.
    _integer("number", primary_key=True, autoincrement=False),
    _text("person"),
    _text("checked_on"),
    _text("result"),
    _text("remark"),
    _text("at"),
    _text("by"),
)

submissions = _content(
    "submissions",
    _text("id", primary_key=True),
    _integer("number"),
    _text("paper"),
    _text("filed_on"),
    _text("addressee"),
    _text("remark"),
    _text("covers", nullable=True),
    # What the plan said, as JSON.
    _text("measures"),
    _text("splits"),
    _text("fingerprint"),
    _text("at"),
    _text("by"),
)

BESIDE = frozenset(t.name for t in (papers, paper_returns, paper_scans, paper_scan_chunks, paper_lists, submissions))
"""Tables that lie beside what a fingerprint covers: papers that are handed out bear it and come back after it was
taken, and what was sealed is filed. Their own digest stands in the history (`domain.history.BESIDE`)."""

split_courses = _content(
    "split_courses",
    _text("separation", primary_key=True),
    _text("stage", primary_key=True),
    _text("planned_start", nullable=True),
    _text("planned_end", nullable=True),
    _text("done", nullable=True),
    _text("revisions"),
)

split_controls = _content(
    "split_controls",
    _text("id", primary_key=True),
    _text("separation"),
    _integer("position"),
    _text("text"),
    _text("responsible"),
    _text("checkpoints"),
)

case_notes = _content(
    "case_notes",
    # `case:ID` or `finding:ID`, and what of it is written about.
    _text("subject", primary_key=True),
    _text("topic", primary_key=True),
    _text("text"),
    _text("known"),
    _text("at"),
    _text("by"),
)

leak_reports = _content(
    "leak_reports",
    _text("case_id", primary_key=True),
    _text("duty"),
    _text("known", nullable=True),
    _text("kinds"),
    _integer("days"),
    _text("reason"),
    _text("preliminary", nullable=True),
    _text("final", nullable=True),
)

CONTENT: tuple[Table, ...] = tuple(metadata.tables.values())
"""The tables that carry row hashes."""

history = Table(
    "history",
    metadata,
    _integer("seq", primary_key=True, autoincrement=False),
    _text("at"),
    _text("by"),
    _text("act"),
    _text("subject"),
    _text("checkpoint"),
    _text("site"),
    _text("before", nullable=True),
    _text("after", nullable=True),
    _text("content"),
    _text("previous"),
    _text("hash"),
    sqlite_strict=True,
)

content_digests = Table(
    "content_digests",
    metadata,
    # A content table with the sum of its row hashes and its number of rows; besides `history` (hash of the last entry,
    # number of entries) and `schema` (digest of the definitions, format number).
    _text("name", primary_key=True),
    _text("digest"),
    _integer("count"),
    sqlite_strict=True,
)

format_number = Table("format", bookkeeping, _integer("version"))
alembic_version = Table("alembic_version", bookkeeping, Column("version_num", Text, primary_key=True))
