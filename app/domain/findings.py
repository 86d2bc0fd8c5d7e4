"""Findings (検出事項): what answers, ledger rules and log rules brought to light, with stable ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from app.domain.answers import Answer
from app.domain.catalogue import Checkpoint
from app.domain.grades import Cause, Severity, Verdict
from app.domain.text import gives_reason


class Source(StrEnum):
    """Where a finding comes from."""

    ANSWERS = "answers"
    RULES = "rules"
    LOGS = "logs"


class Status(StrEnum):
    """How far a finding has been dealt with; `resolved` means that the fact itself is gone."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"


LIVE = frozenset({Status.OPEN, Status.IN_PROGRESS})
"""States of a finding that is not settled: somebody still has to do something about it."""

TOLD = LIVE | {Status.CORRECTED, Status.ACCEPTED}
"""States of a finding whose fact still stands in an answer or a ledger: a report tells of it, whatever was decided."""

UNSTATED = "none"
"""Stands for the type of leak or the cause of findings of which the catalogue states none, where they are counted."""

LEFT = "site_left"
"""In `Finding.values`: the site was taken out of the audit, which settled the finding; its state before that."""

WAS = "was"
"""In `Finding.values` of a fact that is gone: its state before that, for the case that the import is taken back."""

WHOLE = "whole"
"""In `Finding.values`: the fact is one of the whole company, wherever the records stand that show it."""

PLACED = frozenset({"terminals", "rooms", "sites", "stocktaking"})
"""Ledgers whose records stand in an office each; those of the others may be the whole company's."""


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row of a ledger behind a finding: `key` as written, `row` counted from 1 in the file.

    `match_key` leads to the record when the ledger came anew since; files of older versions do not have it. Where a row
    holds a record for each of several columns (a table of rights), `column` is the letter of the one that is meant and
    `heading` what stands at its head.
    """

    kind: str
    key: str
    sheet: str
    row: int
    file: str = ""
    match_key: str = ""
    column: str = ""
    heading: str = ""


def cited(rows: Iterable[RowRef]) -> tuple[RowRef, ...]:
    """The rows as somebody is told of them: no two that read alike, the first of them counts."""
    told: dict[tuple[object, ...], RowRef] = {}
    for row in rows:
        told.setdefault((row.kind, row.key, row.file, row.sheet, row.row, row.column), row)
    return tuple(told.values())


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a finding was accepted as a risk (受容): who approved it, and the last day (ISO) on which that holds.

    Without that day it holds on; exceptions that the ledger of exceptions covers are accepted so.
    """

    approver: str
    until: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact that needs an answer. One finding = one rule × one subject (a record, or a name that several records
    share), or one answer.

    `message` and `values` become the sentence that says why (`app.services.wording`). `acceptance` stays when it has
    lapsed, so that it can be told why the finding is open again.
    """

    id: str
    source: Source
    rule: str
    severity: Severity
    site: str
    checkpoints: tuple[str, ...]
    subject: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[RowRef, ...] = ()
    partly: bool = False
    causes: tuple[Cause, ...] = ()
    leaks: tuple[str, ...] = ()
    status: Status = Status.OPEN
    remark: str = ""
    first_seen: str = ""
    resolved_on: str = ""
    acceptance: Acceptance | None = None

    @property
    def lapsed(self) -> bool:
        """Whether it was accepted once and is open again because that was to hold until a day that has passed."""
        return self.acceptance is not None and self.status is Status.OPEN

    @property
    def unexplained(self) -> bool:
        """Whether it is said to be corrected (是正済) and nobody has said what was done: its fact still stands."""
        return self.status is Status.CORRECTED and not gives_reason(self.remark)

    @property
    def unplaced(self) -> bool:
        """Whether a ledger tells it of an office that is unknown: no site of the audit, and not the whole company."""
        if self.source is not Source.RULES or self.site or WHOLE in self.values:
            return False
        return bool(self.values.get("site_text")) or any(row.kind in PLACED for row in self.rows[:1])

    @property
    def left(self) -> bool:
        """Whether it is settled because its site was taken out of the audit, not because the fact is gone."""
        return self.status is Status.RESOLVED and LEFT in self.values


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says of one record, before it is merged with what was known."""

    rule: str
    severity: Severity
    subject: str
    match_key: str
    site_text: str
    message: str
    values: Mapping[str, str]
    rows: tuple[RowRef, ...]
    partly: bool = False


def finding_id(source: Source, rule: str, kind: str, key: str) -> str:
    """An id that the same fact gets again after a re-import: twelve characters, `F-` and ten hex digits."""
    return "F-" + sha256("\x1f".join((source.value, rule, kind, key)).encode()).hexdigest()[:10]


_DIGITS = re.compile(r"(\d+)")


def reading_order(finding: Finding) -> tuple[object, ...]:
    """What lists of findings are sorted by: the gravest first, then rule and record; KT-9 stands before KT-12."""
    # Several records of one key stand as in their row.
    place = place_across(finding)
    return (_GRADES[finding.severity], finding.rule, natural(finding.subject), finding.site, place, finding.id)


def place_across(finding: Finding) -> tuple[str, int, int, str]:
    """What findings of one subject are sorted by where a row holds a record for each of several columns: as they stand
    there. Alike for all others."""
    across = ((r.sheet, r.row, len(r.column), r.column) for r in finding.rows[:1] if r.column)
    return next(across, ("", 0, 0, ""))


def natural(text: str) -> tuple[int | str, ...]:
    """What texts with numbers are sorted by, as people count: KT-9 before KT-12."""
    # The parts alternate between text and number, so that like is compared with like.
    return tuple(int(part) if part.isdecimal() else part for part in _DIGITS.split(text))


_GRADES = {grade: place for place, grade in enumerate(Severity)}


def from_answer(checkpoint: Checkpoint, answer: Answer) -> Finding | None:
    """The finding that a failed answer is. A partial failure is one grade milder than the checkpoint's severity."""
    if answer.verdict not in (Verdict.PARTLY, Verdict.NONCONFORMING):
        return None
    return Finding(
        id=finding_id(Source.ANSWERS, "", answer.checkpoint, answer.site),
        source=Source.ANSWERS,
        rule="",
        severity=milder(checkpoint.severity) if answer.verdict is Verdict.PARTLY else checkpoint.severity,
        site=answer.site,
        checkpoints=(checkpoint.id,),
        subject=checkpoint.id,
        message=f"answer.{answer.verdict.value}",
        values={"comment": answer.comment},
        causes=checkpoint.causes,
        leaks=checkpoint.leak,
    )


def milder(severity: Severity) -> Severity:
    """The next grade below; `observation` stays."""
    return Severity.IMPROVEMENT if severity is Severity.SERIOUS else Severity.OBSERVATION


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome of comparing derived findings with those on record: rows to write, counts, and the ids of the
    findings that came and went."""

    write: tuple[Finding, ...]
    new: int
    resolved: int
    open: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def lapsing(findings: Iterable[Finding], today: str) -> tuple[Finding, ...]:
    """The findings to write because what they were accepted until has passed: they are open again."""
    return tuple(
        replace(each, status=Status.OPEN)
        for each in findings
        if each.status is Status.ACCEPTED and each.acceptance and "" < each.acceptance.until < today
    )


def merge(
    known: Iterable[Finding],
    derived: Iterable[Finding],
    today: str,
    sources: frozenset[Source],
    taken_back: str = "",
) -> Merge:
    """Merge what is derived now with what is known. The officer's status and remark survive.

    A known finding of one of `sources` that is no longer derived becomes resolved with the date; one that was resolved
    and is derived again opens anew; where it was resolved since the day of an import that is `taken_back`, it is as it
    was before. Findings of other sources are left alone.
    """
    before = {f.id: f for f in known}
    now = {f.id: f for f in derived}
    write: list[Finding] = []
    came: list[str] = []
    went: list[str] = []
    statuses: dict[str, Status] = {}
    for identity, fact in now.items():
        old = before.get(identity)
        if old is None:
            came.append(identity)
            write.append(replace(fact, first_seen=today))
            continue
        again, status = old.status is Status.RESOLVED, old.status
        if again:
            came.append(identity)
            status = Status.OPEN
            if taken_back and old.resolved_on >= taken_back and WAS in old.values:
                again, status = False, Status(old.values[WAS])
        kept = replace(
            fact,
            status=status,
            remark=old.remark,
            first_seen=old.first_seen or today,
            acceptance=None if again else old.acceptance,
        )
        # What it was accepted until may have passed while it was resolved.
        kept = next(iter(lapsing((kept,), today)), kept)
        statuses[identity] = kept.status
        if kept != old:
            write.append(kept)
    for identity, old in before.items():
        if identity not in now and old.source in sources and old.status is not Status.RESOLVED:
            went.append(identity)
            values = {**old.values, WAS: old.status.value}
            write.append(replace(old, status=Status.RESOLVED, resolved_on=today, values=values))
    opened = sum(statuses.get(f.id, Status.OPEN) in LIVE for f in now.values() if f.source in sources)
    return Merge(tuple(write), len(came), len(went), opened, tuple(came), tuple(went))


def follow_sites(known: Iterable[Finding], gone: Collection[str], today: str) -> tuple[Finding, ...]:
    """The findings to write when sites were taken out or came back; `gone` are the ids of those that are out.

    What a site that left the audit had open is settled, whatever the officer said of it; that is in force again when
    the site comes back.
    """
    write = []
    for finding in known:
        if finding.site in gone and finding.status is not Status.RESOLVED:
            values = {**finding.values, LEFT: finding.status.value}
            write.append(replace(finding, status=Status.RESOLVED, resolved_on=today, values=values))
        elif finding.left and finding.site not in gone:
            values = {name: value for name, value in finding.values.items() if name != LEFT}
            write.append(replace(finding, status=Status(finding.values[LEFT]), resolved_on="", values=values))
    return tuple(write)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What ledgers propose for a checkpoint at a site: the verdict and the findings that made it think so.

    `basis` is a fingerprint of those findings; a decision holds only for the basis it was taken on.
    """

    checkpoint: str
    site: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """What the officer decided on a proposal, and when. `decision` is `adopted`, `changed` or `rejected`."""

    checkpoint: str
    site: str
    basis: str
    decision: str
    at: str
    by: str
    reason: str = ""


def adopted_places(decisions: Iterable[ProposalDecision]) -> frozenset[tuple[str, str]]:
    """Checkpoint and site of the proposals that were adopted; of several decisions at a place the last one holds."""
    last = {(decision.checkpoint, decision.site): decision.decision for decision in decisions}
    return frozenset(place for place, decision in last.items() if decision == "adopted")


def restated(findings: Iterable[Finding], adopted: Collection[tuple[str, str]]) -> frozenset[str]:
    """The ids of answer findings that tell the same facts as open ledger findings, whose proposal was `adopted`.

    They are listed, but no total counts the facts twice. An answer that is graver than all of those counts itself.
    """
    findings = tuple(findings)
    gravest: dict[tuple[str, str], int] = {}
    for finding in findings:
        if finding.source is not Source.ANSWERS and finding.status in LIVE:
            for place in ((c, site) for c in finding.checkpoints for site in {finding.site, ""}):
                if place in adopted:
                    gravest[place] = min(gravest.get(place, len(_GRADES)), _GRADES[finding.severity])
    return frozenset(
        f.id
        for f in findings
        if f.source is Source.ANSWERS and gravest.get((f.subject, f.site), len(_GRADES)) <= _GRADES[f.severity]
    )


def counted(findings: Iterable[Finding], adopted: Collection[tuple[str, str]]) -> tuple[Finding, ...]:
    """The open findings as totals count them: each fact once."""
    findings = tuple(findings)
    again = restated(findings, adopted)
    return tuple(f for f in findings if f.status in LIVE and f.id not in again)


def propose(findings: Iterable[Finding], checkpoint: Checkpoint, site: str) -> Proposal | None:
    """The proposal on `checkpoint` at `site`, or None when no open ledger or log finding speaks to it.

    A serious finding proposes 不適合, milder ones 一部不備.
    """
    speaking = tuple(
        sorted(
            (
                f
                for f in findings
                if f.source is not Source.ANSWERS
                and f.status in LIVE
                and checkpoint.id in f.checkpoints
                and (not site or f.site == site)
            ),
            key=lambda f: f.id,
        )
    )
    if not speaking:
        return None
    serious = any(f.severity is Severity.SERIOUS for f in speaking)
    # By id, whatever the order of reading: a decision rests on the same findings, not on how they are listed.
    basis = sha256("\x1f".join(f"{f.id}:{f.severity.value}" for f in speaking).encode()).hexdigest()[:16]
    verdict = Verdict.NONCONFORMING if serious else Verdict.PARTLY
    return Proposal(checkpoint.id, site, verdict, tuple(sorted(speaking, key=reading_order)), basis)


def accepted_serious(findings: Iterable[Finding], checkpoint: Checkpoint, site: str) -> tuple[Finding, ...]:
    """The serious ledger and log findings that speak to `checkpoint` at `site` and were accepted: they propose nothing,
    but who answers there must know of them."""
    speaking = (
        f
        for f in findings
        if f.source is not Source.ANSWERS
        and f.status is Status.ACCEPTED
        and f.severity is Severity.SERIOUS
        and checkpoint.id in f.checkpoints
        and (not site or f.site == site)
    )
    return tuple(sorted(speaking, key=reading_order))


# --- what answers rest on ---------------------------------------------------------------------------------------------


class Shift(StrEnum):
    """What became of a finding, of the words of the question, or of a split that the answer protects until its
    cut-over, since an answer was given on it."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    REWORDED = "reworded"
    SLIPPED = "slipped"


WORDING = "wording"
"""Stands in a `Ground` where others have the id of a finding: what changed are the words of the question. Instead of a
digest it has the edition in whose words the answer was given."""

SLIP = "slip:"
"""Begins what stands in a `Ground` where a milestone of a system slipped whose interim controls the answer proves; the
id of the `Revision` follows. Instead of a digest it has `end..end reason`. Its `Stale` names the stage as `rule` and
the system as `subject`."""


@dataclass(frozen=True, slots=True)
class Stale:
    """One reason why an answer no longer rests on what it was given on: what became of which finding (`WORDING`, with
    neither rule nor subject: the question is put in other words)."""

    shift: Shift
    finding: str
    rule: str
    subject: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What has changed under an answer since it was given, at `at`, whether on a proposal or by hand.

    `findings` are those that changed, each with the digest of what it said when the answer was given, empty where it
    said nothing there; older files also keep those that did not change. `stale` tells what has come, gone or changed
    since, as of `stale_at`.
    """

    checkpoint: str
    site: str
    findings: Mapping[str, str]
    at: str
    by: str
    stale: tuple[Stale, ...] = ()
    stale_at: str = ""


Change = tuple[Finding | None, Finding]
"""A finding before and after it was written; None where it was not there."""


@dataclass(frozen=True, slots=True)
class Move:
    """A finding that says something else at a place: the digests of what it said before and says now, empty for
    nothing."""

    finding: Finding
    before: str
    now: str


def moves(changes: Iterable[Change], places: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[Move]]:
    """What became of findings at those of `places` (checkpoint and site, empty for the company) that they speak to.

    What the officer decided on a finding, and where its rows stand in the file, are no change.
    """
    asked = _Places(places)
    found: dict[tuple[str, str], list[Move]] = {}
    for old, new in changes:
        before, after = asked.of(old), asked.of(new)
        if not before and not after or (before == after and old is not None and _said(old) == _said(new)):
            continue
        then, now = _digest(old) if old is not None and before else "", _digest(new) if after else ""
        for place in dict.fromkeys((*before, *after)):
            found.setdefault(place, []).append(
                Move(new, then if place in before else "", now if place in after else "")
            )
    return found


class _Places:
    """The places that findings speak to; thousands of them speak to the same few."""

    def __init__(self, places: Collection[tuple[str, str]]) -> None:
        self._places = places
        self._known: dict[tuple[tuple[str, ...], str], tuple[tuple[str, str], ...]] = {}

    def of(self, finding: Finding | None) -> tuple[tuple[str, str], ...]:
        """Of the whole company speaks what is told of any site."""
        if finding is None or finding.source is Source.ANSWERS or finding.status not in TOLD:
            return ()
        key = (finding.checkpoints, finding.site)
        known = self._known.get(key)
        if known is None:
            spoken = ((c, site) for c in finding.checkpoints for site in dict.fromkeys((finding.site, "")))
            known = self._known[key] = tuple(place for place in spoken if place in self._places)
        return known


def moved(ground: Ground, moves: Iterable[Move], today: str) -> Ground:
    """What an answer rests on after findings changed at its place. What is as it was when the answer was given is no
    change any more."""
    kept = dict(ground.findings)
    stale = {each.finding: each for each in ground.stale}
    for move in moves:
        identity = move.finding.id
        at_first = kept.setdefault(identity, "" if identity in stale else move.before)
        if move.now == at_first:
            del kept[identity]
            stale.pop(identity, None)
        else:
            shift = Shift.CAME if not at_first else Shift.WENT if not move.now else Shift.CHANGED
            stale[identity] = Stale(shift, identity, move.finding.rule, move.finding.subject)
    told = tuple(stale[identity] for identity in sorted(stale))
    if told == ground.stale:
        return replace(ground, findings=kept)
    return replace(ground, findings=kept, stale=told, stale_at=today if told else "")


def reworded(ground: Ground, edition: str, today: str) -> Ground:
    """What an answer rests on after its question was put in other words than those of `edition`, in which it was
    answered; empty where it is put again as it was then."""
    kept = {name: said for name, said in ground.findings.items() if name != WORDING}
    stale = [each for each in ground.stale if each.finding != WORDING]
    if edition:
        kept[WORDING] = edition
        stale.append(Stale(Shift.REWORDED, WORDING, "", ""))
    told = tuple(sorted(stale, key=lambda each: each.finding))
    if told == ground.stale:
        return replace(ground, findings=kept)
    return replace(ground, findings=kept, stale=told, stale_at=today if told else "")


def parted(ground: Ground) -> tuple[Ground | None, Ground | None]:
    """What has changed under an answer among findings, and besides: the words of its question, milestones that slipped;
    None where nothing has."""
    of_findings = without(ground, [name for name in ground.findings if _beside(name)])
    of_others = without(ground, [name for name in ground.findings if not _beside(name)])
    return of_findings if of_findings.findings else None, of_others if of_others.findings else None


def _beside(name: str) -> bool:
    return name == WORDING or name.startswith(SLIP)


def without(ground: Ground, names: Collection[str]) -> Ground:
    """What an answer rests on, where nothing of these is told any more."""
    kept = {name: said for name, said in ground.findings.items() if name not in names}
    stale = tuple(each for each in ground.stale if each.finding not in names)
    return replace(ground, findings=kept, stale=stale, stale_at=ground.stale_at if stale else "")


def slipped(ground: Ground, mark: Stale, said: str, today: str) -> Ground:
    """What an answer rests on after a milestone slipped until whose system's cut-over it protects."""
    stale = {each.finding: each for each in (*ground.stale, mark)}
    told = tuple(stale[identity] for identity in sorted(stale))
    return replace(ground, findings={**ground.findings, mark.finding: said}, stale=told, stale_at=today)


def says_the_same(one: Finding, other: Finding) -> bool:
    """Whether two findings state the same fact, whatever was decided on them and wherever its rows stand."""
    return _said(one) == _said(other)


def _digest(finding: Finding) -> str:
    return sha256("\x1f".join(_said(finding)).encode()).hexdigest()[:16]


def _said(finding: Finding) -> tuple[str, ...]:
    rows = sorted(f"{row.kind}:{row.key}" for row in finding.rows)
    values = sorted(f"{name}={value}" for name, value in finding.values.items())
    return (finding.severity.value, finding.message, str(finding.partly), *values, *rows)
