"""Findings as rows of the table: texts resolved in one language, so that the table and the search say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.calendar import read_day
from app.domain.findings import LIVE, UNSTATED, Finding, Status
from app.domain.grades import Severity
from app.domain.measures import answered_by
from app.domain.plan import Action
from app.domain.rules.model import NotRun
from app.i18n import gettext as _
from app.i18n import listed
from app.services import findings, ledgers, planning, wording
from app.services.ledger_index import ordered
from app.services.ports import Desk
from app.ui.findings.words import grade, ledger_word
from app.ui.words import day_word, status_word

UNKNOWN = "?"
"""In place of a site's id: what a ledger says of an office that is no site of the audit."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its texts, the name of its site, and the measures that answer it (numbers).

    `place` is what the filter of sites goes by: the id of the site, `COMPANY`, or `UNKNOWN`.

    `grade`, `state`, `told_measures` and `seen` are the words of cells that are never cut: a table of ten thousand asks
    for all of them to know how wide its columns must be. `in_part`: its rule lacked something when it was run.
    `restated`: ledger findings tell the same facts, so that it is in no total. `by_hand`: the places among its rows of
    those of which cells were set right by hand, so that their files say something else there.
    """

    finding: Finding
    title: str
    sentence: str
    site: str
    measures: tuple[int, ...]
    searched: str
    grade: str
    state: str
    told_measures: str
    seen: str
    place: str
    in_part: bool = False
    restated: bool = False
    by_hand: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Untested:
    """A rule that could not be run, or not `whole`, and why in words; `missing` are the ledgers it wants."""

    rule: str
    why: str
    whole: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingsData:
    """One reading: all findings, how many are not settled and how many of these are serious, the live measures, and the
    rules that could not be run. `restated` are open answers besides, whose facts the ledger findings tell."""

    rows: tuple[FindingRow, ...]
    live: int
    serious: int
    actions: tuple[Action, ...]
    untested: tuple[Untested, ...]
    restated: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters say; empty fields do not filter. `status` may be `live`: still to be dealt with."""

    text: str = ""
    source: str = ""
    severity: str = ""
    site: str | None = None
    status: str = ""
    rule: str = ""
    leak: str = ""
    cause: str = ""
    measure: str = ""

    def active(self) -> int:
        """How many of the filters besides the text are at work."""
        named = (self.source, self.severity, self.status, self.rule, self.leak, self.cause, self.measure)
        return sum(bool(each) for each in named) + (self.site is not None)


def read(desk: Desk, language: str, sites: dict[str, str]) -> FindingsData:
    """Read everything anew; called off the GUI thread. `sites` are names by id, "" for the company."""
    actions = tuple(a for a in planning.view(desk).actions if not a.withdrawn)
    grades = {each: grade(each) for each in Severity}
    states = {each: status_word(each) for each in Status}
    unanswered = _("－ none yet")
    days: dict[str, str] = {}
    in_part = findings.rules_run_in_part(desk)
    halved = {each.rule for each in in_part}
    again = findings.restated(desk)
    corrected = ledgers.fields_set_by_hand(desk)
    rows = []
    found = findings.listing(desk)
    answered = answered_by(found, actions)
    for finding in found:
        title = wording.finding_title(desk.catalogue, finding, language)
        sentence = wording.finding_sentence(desk.catalogue, finding, _, language)
        site = wording.finding_place(finding, sites, _)
        told = (title, sentence, site, finding.rule, finding.subject, finding.id, *finding.checkpoints, finding.remark)
        measures = answered[finding.id]
        seen = finding.first_seen[:10]
        if seen not in days:
            days[seen] = day_word(day_of(seen))
        rows.append(
            FindingRow(
                finding,
                title,
                sentence,
                site,
                measures,
                "\n".join(told).casefold(),
                grades[finding.severity],
                states[finding.status],
                " ".join(f"No.{n}" for n in measures) or unanswered,
                days[seen],
                UNKNOWN if finding.unplaced and any(sites) else finding.site,
                finding.rule in halved,
                finding.id in again,
                _by_hand(finding, corrected) if corrected else frozenset(),
            )
        )
    untested = [
        Untested(each.rule, _why(desk, each, language), True, each.missing) for each in findings.rules_not_run(desk)
    ]
    untested += [Untested(each.rule, _in_part(desk, each, language), False) for each in in_part]
    live = [row for row in rows if row.finding.status in LIVE and not row.restated]
    serious = sum(row.finding.severity is Severity.SERIOUS for row in live)
    same = sum(row.restated and row.finding.status in LIVE for row in rows)
    return FindingsData(tuple(rows), len(live), serious, actions, tuple(untested), same)


def _by_hand(finding: Finding, corrected: Collection[tuple[str, str]]) -> frozenset[int]:
    rows = enumerate(finding.rows)
    return frozenset(n for n, ref in rows if ref.row and (ref.kind, ref.match_key) in corrected)


def ledgers_wanted(untested: Sequence[Untested]) -> dict[str, int]:
    """The ledgers for want of which rules could not be run, with how many rules, in the order of the ledgers."""
    counts = Counter(kind for each in untested for kind in each.missing)
    return {kind: counts[kind] for kind in ordered(counts)}


def _why(desk: Desk, idle: NotRun, language: str) -> str:
    """Why a rule could not be run: ledgers and columns are called by their names."""
    ledgers = listed(ledger_word(kind) for kind in idle.missing)
    fields = _columns(desk, idle, language)
    if fields and ledgers:
        return _("cannot be run (no column: {fields}; no ledger: {ledgers})").format(fields=fields, ledgers=ledgers)
    if fields:
        return _("cannot be run (no column: {fields})").format(fields=fields)
    if ledgers:
        return _("cannot be run (no ledger: {ledgers})").format(ledgers=ledgers)
    return _("cannot be run in this edition")


def _in_part(desk: Desk, each: NotRun, language: str) -> str:
    """What was not tested of a rule that was run."""
    told = []
    if each.nobody:
        told.append(_("no company of the affiliate's side is named"))
    if fields := _columns(desk, each, language):
        told.append(_("no column: {fields}").format(fields=fields))
    if each.missing:
        told.append(_("no ledger: {ledgers}").format(ledgers=listed(ledger_word(kind) for kind in each.missing)))
    rests = wording.rests_untested(desk.world.ledgers, each, language, _)
    told += [_("missing: {what}").format(what=rest) for rest in rests]
    return _("run in part ({lacking})").format(lacking=listed(told))


def _columns(desk: Desk, idle: NotRun, language: str) -> str:
    return listed(wording.columns_lacking(desk.world.ledgers, idle, language))


def chosen(rows: Sequence[FindingRow], wanted: Wanted) -> tuple[FindingRow, ...]:
    """The rows that the filters let through."""
    words = wanted.text.casefold().split()
    return tuple(row for row in rows if _passes(row, wanted) and all(word in row.searched for word in words))


def _passes(row: FindingRow, wanted: Wanted) -> bool:
    finding = row.finding
    return (
        (not wanted.source or finding.source.value == wanted.source)
        and (not wanted.severity or finding.severity.value == wanted.severity)
        and (wanted.site is None or row.place == wanted.site)
        and _is_status(row, wanted.status)
        and (not wanted.rule or finding.rule == wanted.rule)
        and (not wanted.leak or wanted.leak in (finding.leaks or (UNSTATED,)))
        and (not wanted.cause or wanted.cause in (finding.causes or (UNSTATED,)))
        and (not wanted.measure or bool(row.measures) is (wanted.measure == "some"))
    )


def _is_status(row: FindingRow, wanted: str) -> bool:
    status = row.finding.status
    if wanted in ("live", "restated"):
        return status in LIVE and row.restated is (wanted == "restated")
    return not wanted or status.value == wanted


def day_of(text: str) -> date | None:
    """The day of a stored ISO text; None for an empty one."""
    return read_day(text[:10])
