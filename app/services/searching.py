"""Searching an audit: checkpoints, sites, findings and ledger records in which all words occur."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from app.domain.audit import live_sites
from app.domain.findings import LIVE, Finding
from app.services import wording
from app.services.auditing import Outline
from app.services.ports import Desk, LedgerQuery


class Kind(StrEnum):
    """What was found."""

    CHECKPOINT = "checkpoint"
    SITE = "site"
    FINDING = "finding"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: `id` of the checkpoint, site or finding, or the match key of a record whose ledger is `ledger`."""

    kind: Kind
    id: str
    title: str
    detail: str = ""
    ledger: str = ""


def search(desk: Desk, outline: Outline, text: str, language: str, limit: int = 8) -> tuple[Found, ...]:
    """Up to `limit` hits of each kind, best first; nothing for an empty text. Half and full width are the same."""
    words = tuple(folded(text).split())
    if not words:
        return ()
    found = list(islice(_checkpoints(outline, words, language), limit))
    found += islice((Found(Kind.SITE, s.id, s.name) for s in live_sites(outline.sites) if _has(words, s.name)), limit)
    names = {s.id: s.name for s in outline.sites}
    with desk.file.read() as work:
        findings = [f for f in work.findings.all() if f.status in LIVE]
        found += islice(_findings(desk, findings, names, words, language), limit)
        for kind in work.ledgers.kinds():
            ids = work.ledgers.ids(kind, LedgerQuery(text=text.strip()))
            for row in work.ledgers.rows(ids[:limit]):
                values = "  ".join(v for v in list(row.record.values.values())[:4] if v and v != row.record.key)
                found.append(Found(Kind.RECORD, row.record.match_key, row.record.key, values, kind))
    return tuple(found)


def open_findings(desk: Desk) -> int:
    """How many findings stand open, each fact counted once."""
    with desk.file.read() as work:
        return work.findings.open_count()


def folded(text: str) -> str:
    """The form in which words are compared: NFKC, lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def _checkpoints(outline: Outline, words: tuple[str, ...], language: str) -> Iterator[Found]:
    """Those whose id begins so first, then by question, then by how to verify and what to look at."""
    ranks: list[list[Found]] = [[], [], []]
    for c in outline.checkpoints:
        question, verify = c.question.in_language(language), c.verify.in_language(language)
        hit = Found(Kind.CHECKPOINT, c.id, question, verify)
        if len(words) == 1 and folded(c.id).startswith(words[0]):
            ranks[0].append(hit)
        elif _has(words, c.id, question):
            ranks[1].append(hit)
        elif _has(words, c.id, question, verify, *(t.in_language(language) for t in c.look)):
            ranks[2].append(hit)
    for rank in ranks:
        yield from rank


def _findings(
    desk: Desk, findings: Iterable[Finding], sites: dict[str, str], words: tuple[str, ...], language: str
) -> Iterator[Found]:
    for finding in findings:
        title = wording.finding_title(desk.catalogue, finding, language)
        site, comment = sites.get(finding.site, ""), finding.values.get("comment", "")
        if _has(words, finding.id, title, finding.subject, site, comment):
            subject = f"{finding.subject}  {site}".strip()
            yield Found(Kind.FINDING, finding.id, title, subject)


def _has(words: tuple[str, ...], *texts: str) -> bool:
    whole = folded("\n".join(texts))
    return all(word in whole for word in words)
