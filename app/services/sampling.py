"""Samples of a ledger (抽出点検): drawn once with a stored seed, settled record by record, concluded with care.

Drawing is `app.domain.sampling`, what may be said of the rest `app.domain.confidence`, the words `sampling_words`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain import sampling
from app.domain.audit import live_sites
from app.domain.confidence import CONFIDENCES, RATES, needed_size
from app.domain.findings import natural
from app.domain.history import Event
from app.domain.ledgers import COLUMN, HEADING, Record
from app.domain.ledgers.form import Field, FieldType, LedgerForm
from app.domain.ledgers.words import taken_away
from app.domain.sampling import (
    MOST,
    MOST_GROUPS,
    SITE,
    Allocation,
    Condition,
    Drawn,
    Member,
    Outcome,
    Result,
    Sample,
    Stratum,
    Tally,
)
from app.errors import UserError, register_messages
from app.services import auditing, wording
from app.services.changes import Changes
from app.services.ledger_fields import field_called
from app.services.ports import Batch, Desk, UnitOfWork
from app.services.site_matching import SiteMatcher

register_messages(
    {
        "sample_nothing": "There is no record to draw from; import the ledger first, or ask for less.",
        "sample_size_missing": "Say how many records are to be drawn, or the confidence and the tolerable rate.",
        "sample_size_twice": "Say either how many records are to be drawn, or the confidence and the tolerable rate.",
        "sample_size_small": "Each of the {groups} groups gets at least one record; draw at least {groups}.",
        "sample_size_large": "There are only {population} records to draw from; draw fewer.",
        "sample_size_most": "{size} records are more than can be settled by hand (at most {most}); choose a lower "
        "confidence, a higher tolerable rate, or fewer groups.",
        "sample_groups_many": "The field {field} makes {groups} groups of the ledger (at most {most}); choose a field "
        "with fewer values.",
        "sample_confidence_range": "The confidence lies between {least} and {most}.",
        "sample_rate_range": "The tolerable rate lies between {least} and {most}.",
        "sample_seed_bad": "“{seed}” is no seed; it has 4 to 40 letters A to Z, digits and hyphens.",
        "sample_unknown": "There is no sample {number} in this audit.",
        "sample_left": "Sample {number} was withdrawn; nothing is written into it any more.",
        "sample_record_unknown": "Sample {number} has no record {record}; they are numbered from 1 to {size}.",
        "sample_needs_difference": "Say what differs.",
        "sample_needs_remark": "Say in the remark why the record could not be checked.",
        "sample_reason_missing": "The result was given already; say why it is changed.",
        "sample_checked_ahead": "The day of the check lies in the future.",
        "sample_checked_before": "The day of the check lies before the day on which the sample was drawn.",
        "sample_not_checked": "Record {record} has no result yet.",
    }
)

NO_VALUE = ""
"""The group of the records that say nothing in the field by which the ledger is grouped."""

_FACTS = 6
_TELLING = (
    "place", "zone", "occupant", "user_company", "company", "department", "user", "person", "system", "role", "kind",
    "systems", "principal", "work", "data", "separation", "barrier_tested", "status", "serial", "contract_end",
)  # fmt: skip
"""Fields that the barrier depends on: where a thing is, whose it is, who uses it and what it reaches."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn: `size` records, or as many as `confidence` and `rate` need (hundredths of a percent).

    `grouped_by` is empty, `SITE` or a field of the ledger; `sites` are names of sites that it is limited to, all when
    empty; an empty `seed` is drawn.
    """

    kind: str
    size: int = 0
    confidence: int = 0
    rate: int = 0
    grouped_by: str = ""
    allocation: Allocation = Allocation.PROPORTIONAL
    sites: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    seed: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a wish would draw from the ledger as it stands; of the population `taken_away` are records of terminals that
    were returned or disposed of."""

    population: int
    size: int
    strata: tuple[Stratum, ...]
    taken_away: int = 0


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample with its records, the results that count, and how they stand.

    `earlier` are the samples drawn from the same ledger before it: who draws until it suits shows.
    """

    sample: Sample
    records: tuple[Drawn, ...]
    results: Mapping[int, Result]
    tally: Tally
    earlier: tuple[Sample, ...]

    def outcome(self, number: int) -> Outcome:
        """What was found in a record."""
        result = self.results.get(number)
        return result.outcome if result else Outcome.PENDING


@dataclass(frozen=True, slots=True)
class Redraw:
    """What the same seed draws from the ledger as it stands now.

    `same_ledger` tells whether the population is the very one of then; `left` are the keys drawn then and not now,
    `come` those drawn now and not then.
    """

    same_ledger: bool
    population: int
    left: tuple[str, ...]
    come: tuple[str, ...]


# --- drawing ----------------------------------------------------------------------------------------------------------


def prospect(desk: Desk, wish: Wish) -> Prospect:
    """What would be drawn; nothing is stored. Raises UserError."""
    wish = _checked(desk, wish)
    with desk.file.read() as work:
        form = desk.world.ledgers.form(wish.kind)
        members, away = [], 0
        for member, record, _batch in _population(desk, work, wish):
            members.append(member)
            away += is_taken_away(form, record.values)
        return replace(_shared(desk, work, wish, members), taken_away=away)


def is_taken_away(form: LedgerForm, values: Mapping[str, str]) -> bool:
    """Whether a record is of a terminal that was returned or disposed of: nobody can look at it on the spot."""
    return "status" in form and form.field("status").type is FieldType.STATUS and taken_away(values.get("status", ""))


def draw(desk: Desk, wish: Wish) -> tuple[Changes, Sample]:
    """Draw a sample and store it with its records as the ledger has them now. Raises UserError, changing nothing."""
    wish = _checked(desk, wish)
    at = desk.stamp()
    seed = wish.seed or sampling.seed_of(desk.world.new_id())
    with desk.file.write() as work:
        found = list(_population(desk, work, wish))
        members = [member for member, _record, _batch in found]
        plan = _shared(desk, work, wish, members)
        batches = {batch.id: batch for batch in work.ledgers.batches(wish.kind)}
        brought = {batch for _member, _record, batch in found}
        behind = [b for b in batches.values() if b.id in brought]
        sample = Sample(
            id=desk.world.new_id(),
            number=max((s.number for s in work.samples.all()), default=0) + 1,
            kind=wish.kind,
            purpose=wish.purpose.strip(),
            grouped_by=wish.grouped_by,
            allocation=wish.allocation,
            conditions=wish.conditions,
            sites=wish.sites,
            confidence=wish.confidence,
            rate=wish.rate,
            seed=seed,
            seed_given=bool(wish.seed),
            population=plan.population,
            size=plan.size,
            strata=plan.strata,
            digest=sampling.digest(members),
            source=_source(behind),
            imported=behind[-1].at if behind else "",
            at=at,
            by=desk.world.user,
        )
        keys = sampling.draw(members, plan.strata, seed)
        taken = [each for each in found if each[0].match_key in keys]
        work.samples.put(sample)
        columns = work.ledgers.columns(wish.kind, [record.match_key for _member, record, _batch in taken])
        work.samples.add_records(_numbered(sample, taken, batches, _matcher(work), columns))
        told = {
            "sample": sample.number,
            "kind": sample.kind,
            "population": sample.population,
            "drawn": sample.size,
            "seed": sample.seed,
            "purpose": sample.purpose,
        }
        work.history.record(at, desk.world.user, Event("sample.drawn", sample.id, after=told))
        work.commit()
    return Changes(at=at, samples=True), sample


def _checked(desk: Desk, wish: Wish) -> Wish:
    """The wish with names as they are kept. Raises UserError for what can be said without the ledger."""
    form = desk.world.ledgers.form(wish.kind)
    grouped = wish.grouped_by if wish.grouped_by in ("", SITE) else field_called(form, wish.grouped_by)
    conditions = tuple(replace(c, field=field_called(form, c.field)) for c in wish.conditions)
    wish = replace(wish, grouped_by=grouped, conditions=conditions)
    if wish.size and (wish.confidence or wish.rate):
        raise UserError("sample_size_twice")
    if not wish.size and not (wish.confidence and wish.rate):
        raise UserError("sample_size_missing")
    if wish.size > MOST:
        raise UserError("sample_size_most", size=wish.size, most=MOST)
    if not wish.size:
        _within(wish.confidence, CONFIDENCES, "sample_confidence_range")
        _within(wish.rate, RATES, "sample_rate_range")
    seed = sampling.read_seed(wish.seed) if wish.seed.strip() else ""
    if seed is None:
        raise UserError("sample_seed_bad", seed=wish.seed)
    with desk.file.read() as work:
        sites = work.sites.all()
    names = tuple(dict.fromkeys(auditing.site_named(sites, name).name for name in wish.sites))
    return replace(wish, seed=seed, sites=names, conditions=tuple(c for c in wish.conditions if c.text.strip()))


def _within(number: int, limits: tuple[int, int], code: str) -> None:
    least, most = limits
    if not least <= number <= most:
        raise UserError(code, least=f"{least / 100:g}%", most=f"{most / 100:g}%")


def _population(desk: Desk, work: UnitOfWork, wish: Wish) -> Iterator[tuple[Member, Record, str]]:
    """The records that can be drawn, each with its group and the import that brought it."""
    matcher = _matcher(work)
    wanted = [(condition.field, _fold(condition.text)) for condition in wish.conditions]
    # A site that was renamed is found by the name it had when the sample was drawn.
    sites = frozenset(_office(matcher, name) for name in wish.sites)
    with closing(work.ledgers.standing(wish.kind)) as rows:
        for record, batch in rows:
            if sites and _office(matcher, record.site) not in sites:
                continue
            if all(text in _fold(record.values.get(name, "")) for name, text in wanted):
                yield Member(record.match_key, _group(matcher, record, wish.grouped_by)), record, batch


def _group(matcher: SiteMatcher, record: Record, grouped_by: str) -> str:
    if not grouped_by:
        return NO_VALUE
    return _office(matcher, record.site) if grouped_by == SITE else record.values.get(grouped_by, NO_VALUE)


def _office(matcher: SiteMatcher, text: str) -> str:
    """The site of the audit that an office is, else the office as the ledger names it."""
    return matcher.name(matcher.of(text)) or text


def _matcher(work: UnitOfWork) -> SiteMatcher:
    return SiteMatcher(work.sites.all())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _shared(desk: Desk, work: UnitOfWork, wish: Wish, members: Sequence[Member]) -> Prospect:
    """How many are drawn from which group. Raises UserError."""
    sites = [site.name for site in live_sites(work.sites.all())] if wish.grouped_by == SITE else []
    counts = sampling.groups_of(members, sites)
    population = len(members)
    if not population:
        raise UserError("sample_nothing")
    if len(counts) > MOST_GROUPS:
        form = desk.world.ledgers.form(wish.kind)
        name = form.field(wish.grouped_by).headings[0] if wish.grouped_by in form else wish.grouped_by
        raise UserError("sample_groups_many", field=name, groups=len(counts), most=MOST_GROUPS)

    def sizes(size: int) -> list[int]:
        return [stratum.size for stratum in sampling.allocate(counts, size, wish.allocation)]

    size = wish.size or needed_size(list(counts.values()), sizes, wish.confidence, wish.rate)
    if size > MOST:
        raise UserError("sample_size_most", size=size, most=MOST)
    if size > population:
        raise UserError("sample_size_large", population=population)
    if size < len(counts):
        raise UserError("sample_size_small", groups=len(counts))
    return Prospect(population, size, sampling.allocate(counts, size, wish.allocation))


def _numbered(
    sample: Sample,
    taken: Sequence[tuple[Member, Record, str]],
    batches: Mapping[str, Batch],
    matcher: SiteMatcher,
    columns: Mapping[str, tuple[str, str]],
) -> list[Drawn]:
    """The records drawn, numbered group by group as people read them; `columns` of those of a table of rights."""
    groups = {stratum.label: place for place, stratum in enumerate(sample.strata)}
    order = sorted(taken, key=lambda each: (groups[each[0].stratum], natural(each[1].key), each[0].match_key))
    return [
        Drawn(
            sample=sample.id,
            number=number,
            match_key=record.match_key,
            key=record.key,
            stratum=member.stratum,
            site=_office(matcher, record.site),
            file=batches[batch].source if batch in batches else "",
            sheet=record.sheet,
            row=record.row,
            values={**record.values, **_column(columns.get(record.match_key))},
        )
        for number, (member, record, batch) in enumerate(order, 1)
    ]


def _column(place: tuple[str, str] | None) -> dict[str, str]:
    return {COLUMN: place[0], HEADING: place[1]} if place else {}


def _source(behind: Sequence[Batch]) -> str:
    """The file of the last import behind the population, and how many more there were."""
    if not behind:
        return ""
    more = len({batch.source for batch in behind}) - 1
    return behind[-1].source + (f" +{more}" if more else "")


def redraw(desk: Desk, number: int) -> Redraw:
    """Draw again with the seed of a sample from the ledger as it stands. Raises UserError `sample_unknown`."""
    with desk.file.read() as work:
        sample = _sample(work, number)
        then = {record.match_key: record.key for record in work.samples.records(sample.id)}
        now = list(_population_now(desk, work, sample))
        members = [member for member, _key in now]
        digest = sampling.digest(members)
        if digest == sample.digest:
            keys = sampling.draw(members, sample.strata, sample.seed)
        else:
            keys = _drawn_anew(desk, work, _wish(sample), members)
    names = {member.match_key: key for member, key in now}
    return Redraw(
        same_ledger=digest == sample.digest,
        population=len(members),
        left=tuple(sorted((key for match, key in then.items() if match not in keys), key=natural)),
        come=tuple(sorted((names[match] for match in keys if match not in then), key=natural)),
    )


def _drawn_anew(desk: Desk, work: UnitOfWork, wish: Wish, members: Sequence[Member]) -> frozenset[str]:
    """What is drawn from a ledger that is no longer the same; nothing where the wish cannot be met any more."""
    try:
        return sampling.draw(members, _shared(desk, work, wish, members).strata, wish.seed)
    except UserError:
        return frozenset()


def _population_now(desk: Desk, work: UnitOfWork, sample: Sample) -> Iterator[tuple[Member, str]]:
    """What a sample would be drawn from by now, with the keys as written; sites are called as they were then."""
    matcher = _matcher(work)
    called = {_office(matcher, s.label): s.label for s in sample.strata} if sample.grouped_by == SITE else {}
    for member, record, _batch in _population(desk, work, _wish(sample)):
        then = called.get(member.stratum, member.stratum)
        yield (member if then == member.stratum else replace(member, stratum=then)), record.key


def _wish(sample: Sample) -> Wish:
    return Wish(
        kind=sample.kind,
        size=0 if sample.confidence else sample.size,
        confidence=sample.confidence,
        rate=sample.rate,
        grouped_by=sample.grouped_by,
        allocation=sample.allocation,
        sites=sample.sites,
        conditions=sample.conditions,
        seed=sample.seed,
    )


def population(desk: Desk, number: int) -> tuple[tuple[Member, str], ...]:
    """Every record that the sample was drawn from with its key as written; empty when the ledger is no longer the same.

    Raises UserError `sample_unknown`.
    """
    with desk.file.read() as work:
        sample = _sample(work, number)
        found = list(_population_now(desk, work, sample))
    return tuple(found) if sampling.digest(member for member, _key in found) == sample.digest else ()


# --- looking ----------------------------------------------------------------------------------------------------------


def listing(desk: Desk) -> tuple[SampleView, ...]:
    """Every sample by number, withdrawn ones included."""
    with desk.file.read() as work:
        return listing_in(work)


def listing_in(work: UnitOfWork) -> tuple[SampleView, ...]:
    """As `listing`, inside a unit of work."""
    samples = work.samples.all()
    return tuple(_view(work, sample, samples) for sample in samples)


def view(desk: Desk, number: int) -> SampleView:
    """One sample. Raises UserError `sample_unknown`."""
    with desk.file.read() as work:
        return view_in(work, number)


def view_in(work: UnitOfWork, number: int) -> SampleView:
    """As `view`, inside a unit of work."""
    return _view(work, _sample(work, number), work.samples.all())


def revisions(desk: Desk, number: int) -> tuple[Result, ...]:
    """Every result that was ever given in a sample, by record, the earliest first. Raises UserError."""
    with desk.file.read() as work:
        return work.samples.revisions(_sample(work, number).id)


def facts(form: LedgerForm, record: Drawn, language: str, most: int = _FACTS) -> tuple[tuple[str, str], ...]:
    """What the ledger says of a record, as titles and values: what is compared with the thing itself."""
    aside = {*form.keys[:1], form.site_field}
    said = [field for field in form.fields if field.id not in aside and record.values.get(field.id)]
    places = {name: place for place, name in enumerate(_TELLING)}
    # Those of one ledger that are not among them come last, in the order of the form.
    said.sort(key=lambda field: places.get(field.id, len(places)))
    return tuple((field.title.in_language(language), _fact(field, record, language)) for field in said[:most])


def _fact(field: Field, record: Drawn, language: str) -> str:
    value = record.values[field.id]
    return wording.day(value, language) if field.type is FieldType.DATE else value


def _sample(work: UnitOfWork, number: int) -> Sample:
    found = next((sample for sample in work.samples.all() if sample.number == number), None)
    if found is None:
        raise UserError("sample_unknown", number=number)
    return found


def _view(work: UnitOfWork, sample: Sample, samples: Sequence[Sample]) -> SampleView:
    records, results = work.samples.records(sample.id), work.samples.results(sample.id)
    earlier = tuple(s for s in samples if s.kind == sample.kind and s.number < sample.number)
    return SampleView(sample, records, results, sampling.tally(sample, records, results), earlier)


# --- results ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found in a record; an empty `checked_by` is the user, no `checked_on` today."""

    outcome: Outcome
    difference: str = ""
    remark: str = ""
    evidence: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    reason: str = ""


def record(desk: Desk, number: int, record_number: int, found: Found) -> tuple[Changes, Result]:
    """Write what was found in a record; the same again changes nothing. Raises UserError, changing nothing.

    `Outcome.PENDING` takes a result back, for which a reason is needed, as for another outcome than before.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        sample = open_in(work, number)
        drawn = next((r for r in work.samples.records(sample.id) if r.number == record_number), None)
        if drawn is None:
            raise UserError("sample_record_unknown", number=number, record=record_number, size=sample.size)
        old = work.samples.results(sample.id).get(record_number)
        new = record_in(desk, work, sample, drawn, old, found, at)
        if new is old:
            return Changes(), new
        work.commit()
    return Changes(at=at, samples=True), new


def record_in(
    desk: Desk, work: UnitOfWork, sample: Sample, drawn: Drawn, old: Result | None, found: Found, at: str
) -> Result:
    """As `record`, inside a unit of work, in a sample that is `open_in`; `old` is the result that counts so far, and is
    returned where the same is said again."""
    new = _result(desk, sample, drawn, old, found, at)
    if old is not None and _said(old) == _said(new):
        return old
    _refuse(desk, sample, old, new)
    work.samples.append(new)
    act = "sample.reopened" if new.outcome is Outcome.PENDING else "sample.checked"
    told = {"sample": sample.number, "key": drawn.key, **_told(new)}
    before = _told(old) if is_given(old) and old is not None else None
    work.history.record(at, desk.world.user, Event(act, sample.id, before=before, after=told))
    return new


def is_given(result: Result | None) -> bool:
    """Whether there is a result that was not taken back."""
    return result is not None and result.outcome is not Outcome.PENDING


def withdraw(desk: Desk, number: int, reason: str) -> Changes:
    """Withdraw a sample: it stays readable with its reason, and nothing is concluded from it. Raises UserError."""
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        sample = open_in(work, number)
        user = desk.world.user
        work.samples.put(replace(sample, withdrawn=reason.strip(), withdrawn_at=at, withdrawn_by=user))
        told = {"sample": number, "reason": reason.strip()}
        work.history.record(at, user, Event("sample.withdrawn", sample.id, after=told))
        work.commit()
    return Changes(at=at, samples=True)


def open_in(work: UnitOfWork, number: int) -> Sample:
    """A sample that can be written into. Raises UserError `sample_unknown`, `sample_left`."""
    sample = _sample(work, number)
    if sample.withdrawn:
        raise UserError("sample_left", number=number)
    return sample


def _result(desk: Desk, sample: Sample, drawn: Drawn, old: Result | None, found: Found, at: str) -> Result:
    pending = found.outcome is Outcome.PENDING
    user = desk.world.user
    return Result(
        sample=sample.id,
        number=drawn.number,
        revision=old.revision + 1 if old else 1,
        outcome=found.outcome,
        difference=found.difference.strip() if found.outcome is Outcome.DIFFERENT else "",
        remark="" if pending else found.remark.strip(),
        evidence="" if pending else found.evidence.strip(),
        checked_on=None if pending else found.checked_on or (old and old.checked_on) or desk.world.clock.today(),
        checked_by="" if pending else found.checked_by.strip() or (old.checked_by if old else "") or user,
        reason=found.reason.strip(),
        at=at,
        by=user,
    )


def _said(result: Result) -> tuple[object, ...]:
    """A result without when it was written, and why."""
    return (
        result.outcome,
        result.difference,
        result.remark,
        result.evidence,
        result.checked_on,
        result.checked_by,
    )


def _refuse(desk: Desk, sample: Sample, old: Result | None, new: Result) -> None:
    given = is_given(old)
    if new.outcome is Outcome.PENDING and not given:
        raise UserError("sample_not_checked", record=new.number)
    if new.outcome is Outcome.DIFFERENT and not new.difference:
        raise UserError("sample_needs_difference")
    if new.outcome is Outcome.UNCHECKED and not new.remark:
        raise UserError("sample_needs_remark")
    if old is not None and given and old.outcome is not new.outcome and not new.reason:
        raise UserError("sample_reason_missing")
    if new.checked_on is not None:
        if new.checked_on > desk.world.clock.today():
            raise UserError("sample_checked_ahead")
        if new.checked_on < datetime.fromisoformat(sample.at).date():
            raise UserError("sample_checked_before")


def _told(result: Result) -> dict[str, object]:
    """What was found, for the history: only what was said."""
    told: dict[str, object] = {"outcome": result.outcome.value}
    if result.checked_on is not None:
        told["checked_on"] = result.checked_on.isoformat()
    for name in ("difference", "remark", "evidence", "checked_by", "reason"):
        if text := getattr(result, name):
            told[name] = text
    return told
