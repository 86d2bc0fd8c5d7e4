"""Remarks drafted from what ledgers say of one site, and what is left of such a remark at another site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.domain.catalogue import Catalogue
from app.domain.findings import Finding, Source
from app.domain.grades import Verdict
from app.domain.text import Text
from app.services import wording
from app.services.findings import ProposalView, proposal
from app.services.ports import Desk, FindingQuery, UnitOfWork

_MOST = 10
"""So many findings are told one by one."""
_HEAD = Text("台帳によると、次のとおり。", "According to the ledgers:")
_HEAD_OF = Text("台帳({source})によると、次のとおり。", "According to the ledgers ({source}):")
_SOURCE = Text("{file}、{day}取り込み", "{file}, imported {day}")
_REST = Text("ほか {count} 件", "and {count} more")
_BULLET = Text("・", "- ")
_LANGUAGES = ("ja", "en")
_FRAME = re.compile(
    "|".join(
        re.sub(r"\\\{\w+\\\}", ".*", re.escape(text.in_language(language)))
        for text in (_HEAD, _HEAD_OF, _REST)
        for language in _LANGUAGES
    )
)


def source_words(view: ProposalView, language: str) -> str:
    """「端末台帳.xlsx、2026年11月20日取り込み」; empty where the ledger is not known."""
    if not view.source:
        return ""
    return _SOURCE.in_language(language).format(file=view.source, day=wording.day(view.imported, language))


def remark(catalogue: Catalogue, view: ProposalView, language: str) -> str:
    """A remark drafted from a proposal, for the officer to write on."""
    told = _sentences(catalogue, view.proposal.findings, language)
    lines = [_BULLET.in_language(language) + line for line in told[:_MOST]]
    if len(told) > _MOST:
        lines.append(_REST.in_language(language).format(count=len(told) - _MOST))
    source = source_words(view, language)
    head = _HEAD_OF.in_language(language).format(source=source) if source else _HEAD.in_language(language)
    return "\n".join([head, *lines])


def own_words(desk: Desk, checkpoint: str, text: str) -> str:
    """A remark on a checkpoint without the lines that ledgers drafted: they speak of one site's records."""
    with desk.file.read() as work:
        return own_words_of(desk.catalogue, work, checkpoint, text)


def own_words_of(catalogue: Catalogue, work: UnitOfWork, checkpoint: str, text: str) -> str:
    """`own_words` as one transaction sees it.

    Left out are the drafted lines as they were made, and others that name a record which a finding there is about:
    drafts that were written on, or made before the ledger changed.
    """
    if not text.strip():
        return ""
    findings = [f for f in work.findings.chosen(FindingQuery(checkpoint=checkpoint)) if f.source is not Source.ANSWERS]
    drafted = {line.strip() for language in _LANGUAGES for line in _sentences(catalogue, findings, language)}
    # Letters and digits of a number end where Japanese text begins.
    names = [re.escape(f.subject) for f in findings if f.subject]
    named = re.compile(rf"(?<![0-9A-Za-z\-])(?:{'|'.join(names)})(?![0-9A-Za-z\-])", re.IGNORECASE) if names else None
    kept = [line for line in text.splitlines() if not _is_drafted(line, drafted, named)]
    return "\n".join(kept).strip()


def _is_drafted(line: str, drafted: set[str], named: re.Pattern[str] | None) -> bool:
    said = line.strip()
    if not said:
        return False
    bare = said.removeprefix(_BULLET.ja).removeprefix(_BULLET.en).strip()
    return bare in drafted or bool(_FRAME.fullmatch(said)) or (named is not None and bool(named.search(said)))


def opposing(desk: Desk, checkpoint: str, verdict: Verdict, sites: Iterable[str]) -> dict[str, ProposalView]:
    """The sites at which ledgers propose another verdict that nobody has decided on yet."""
    found = {site: proposal(desk, checkpoint, site) for site in sites}
    return {
        site: view
        for site, view in found.items()
        if view is not None and view.decision is None and view.proposal.verdict is not verdict
    }


def _sentences(catalogue: Catalogue, findings: Sequence[Finding], language: str) -> list[str]:
    return [wording.finding_sentence(catalogue, f, str, language) for f in findings]
