"""Consistency checks (整合性チェック): run them over the whole audit, and leave a hit as it is with a reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from app.domain import consistency
from app.domain.catalogue import CheckText
from app.domain.consistency import Hit, NotChecked, Whole
from app.domain.grades import Gravity
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import Review
from app.domain.text import gives_reason
from app.errors import UserError, register_messages
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.consistency_reading import read
from app.services.ports import Desk, UnitOfWork

register_messages(
    {
        "consistency_unknown": "The consistency check finds nothing under {hit} now; run it again.",
        "consistency_not_noted": "{hit} has not been left as it is.",
        "consistency_rule_unknown": "There is no consistency check {rule}.",
        "consistency_changed": "What {hit} says has changed since it was shown; look at it again.",
    }
)

SETTING = "consistency.noted"
"""The setting that keeps the notes, as JSON by the id of the hit."""


@dataclass(frozen=True, slots=True)
class Note:
    """That an officer looked at a hit and left it as it is (このままとする). It holds while the hit says the same.

    `rule`, `checkpoint` and `site` tell what it was about when the hit is gone.
    """

    digest: str
    reason: str
    at: str
    by: str
    rule: str = ""
    checkpoint: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A hit with the texts of its check, and the note on it, if one holds."""

    hit: Hit
    text: CheckText
    note: Note | None = None

    @property
    def severity(self) -> Gravity:
        """How much it weighs."""
        return self.text.severity


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, for telling fields in words."""

    sites: Mapping[str, str]
    systems: Mapping[str, str]
    cases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the checks found, the gravest first; `noted` are hits that were left as they are. `rules` are those that
    were run, `not_checked` those that could say nothing."""

    hits: tuple[Told, ...]
    noted: tuple[Told, ...]
    rules: tuple[CheckText, ...]
    not_checked: tuple[NotChecked, ...]
    names: Names

    def count(self, severity: Gravity) -> int:
        """How many hits of a weight are not settled."""
        return self.counts.get(severity, 0)

    @property
    def counts(self) -> Mapping[Gravity, int]:
        """The hits that are not settled, by weight."""
        return Counter(told.severity for told in self.hits)


def check(desk: Desk) -> Consistency:
    """Run every check over one reading of the audit."""
    with desk.file.read() as work:
        whole, notes = read(desk, work), _notes(work)
    # Whoever writes need not wait for what is only thought about.
    return _check(desk, whole, notes)


def check_in(
    desk: Desk, work: UnitOfWork, outline: Outline | None = None, latest: Mapping[Place, Review] | None = None
) -> Consistency:
    """`check` as one transaction sees it, which may have read the outline and the latest steps of reviews already."""
    return _check(desk, read(desk, work, outline, latest), _notes(work))


def _check(desk: Desk, whole: Whole, notes: Mapping[str, Note]) -> Consistency:
    result = consistency.run(whole)
    texts = {text.id: text for text in desk.catalogue.checks}
    told = [_told(hit, texts[hit.rule], notes) for hit in result.hits]
    idle = {each.rule for each in result.not_checked}
    return Consistency(
        hits=tuple(t for t in told if t.note is None),
        noted=tuple(t for t in told if t.note is not None),
        rules=tuple(t for t in consistency.by_weight(desk.catalogue.checks) if t.id not in idle),
        not_checked=result.not_checked,
        names=Names(
            whole.names,
            {separation.id: separation.system for separation in whole.separations},
            {case.id: case.title if case.kind == "other" else case.kind for case in whole.cases},
        ),
    )


def _told(hit: Hit, text: CheckText, notes: Mapping[str, Note]) -> Told:
    # Most audits have no note at all, and a digest costs more than a hit.
    note = notes.get(hit.id) if notes else None
    return Told(hit, text, note if note is not None and note.digest == hit.digest else None)


def blocking(desk: Desk) -> tuple[Told, ...]:
    """The errors and gaps that nobody left as they are: an audit with one of them is not sealed."""
    with desk.file.read() as work:
        return blocking_in(desk, work)


def blocking_in(
    desk: Desk, work: UnitOfWork, outline: Outline | None = None, latest: Mapping[Place, Review] | None = None
) -> tuple[Told, ...]:
    """`blocking` as one transaction sees it, with what `check_in` may be given."""
    return chosen(check_in(desk, work, outline, latest).hits, Gravity.ERROR)


def chosen(hits: Iterable[Told], severity: Gravity | None = None, rule: str = "") -> tuple[Told, ...]:
    """Those of a weight, and of a check."""
    return tuple(t for t in hits if severity in (None, t.severity) and rule in ("", t.hit.rule))


def require_rule(desk: Desk, rule: str) -> None:
    """Raises UserError `consistency_rule_unknown`."""
    if rule not in {text.id for text in desk.catalogue.checks}:
        raise UserError("consistency_rule_unknown", rule=rule)


def note(desk: Desk, identities: Iterable[str], reason: str, digests: Mapping[str, str] | None = None) -> Changes:
    """Leave hits as they are, with the reason; they come again when they say something else. All or none.

    `digests` are what they said when they were shown. Raises UserError `reason_missing`, `reason_wordless`,
    `consistency_unknown`, `consistency_changed`.
    """
    if not gives_reason(reason):
        raise UserError("reason_wordless" if reason.strip() else "reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        now = check_in(desk, work)
        found = {told.hit.id: told for told in (*now.hits, *now.noted)}
        notes = _notes(work)
        wanted = tuple(dict.fromkeys(identities))
        events = []
        for identity in wanted:
            if identity not in found:
                raise UserError("consistency_unknown", hit=identity)
            hit = found[identity].hit
            if digests is not None and digests.get(identity, hit.digest) != hit.digest:
                raise UserError("consistency_changed", hit=identity)
            where = hit.where
            new = Note(hit.digest, reason.strip(), at, desk.world.user, hit.rule, where.checkpoint, where.site)
            if (old := notes.get(identity)) is not None and replace(old, at=at, by=new.by) == new:
                continue
            notes[identity] = new
            after = {"rule": hit.rule, "reason": new.reason}
            events.append(Event("consistency.noted", identity, where.checkpoint, where.site, after=after))
        return _keep(desk, work, notes, events, at)


def unnote(desk: Desk, identities: Iterable[str]) -> Changes:
    """Take hits up again that were left as they are. Raises UserError `consistency_not_noted`; all or none."""
    at = desk.stamp()
    with desk.file.write() as work:
        notes = _notes(work)
        events = []
        for identity in dict.fromkeys(identities):
            if identity not in notes:
                raise UserError("consistency_not_noted", hit=identity)
            old = notes.pop(identity)
            before = {"rule": old.rule, "reason": old.reason}
            events.append(Event("consistency.unnoted", identity, old.checkpoint, old.site, before=before))
        return _keep(desk, work, notes, events, at)


def notes(desk: Desk) -> Mapping[str, Note]:
    """Every note, also on hits that are gone, by the id of the hit."""
    with desk.file.read() as work:
        return _notes(work)


def _keep(desk: Desk, work: UnitOfWork, kept: Mapping[str, Note], events: list[Event], at: str) -> Changes:
    if not events:
        return Changes()
    text = json.dumps({i: asdict(n) for i, n in kept.items()}, ensure_ascii=False, sort_keys=True)
    work.audit.set_setting(SETTING, text)
    for event in events:
        work.history.record(at, desk.world.user, event)
    work.commit()
    return Changes(at=at, consistency=True)


def _notes(work: UnitOfWork) -> dict[str, Note]:
    stored = json.loads(work.audit.setting(SETTING) or "{}")
    return {identity: Note(**each) for identity, each in stored.items()}
