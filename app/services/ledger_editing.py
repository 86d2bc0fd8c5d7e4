"""A single record by hand: added, changed, struck off and brought back, beside what a file says of it.

What is given is kept as a correction of the cell in the file, so that a later import compares with it: it stays while
the file says what it said, and gives way where the file says something else (`ledger_corrections`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.ledgers.keys import keys_of, row_key
from app.domain.ledgers.values import normaliser_of
from app.domain.ledgers.writing import is_ditto
from app.errors import UserError, register_messages
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_fields import field_called
from app.services.ledger_ports import CellProblem, Corrected, How
from app.services.ports import ADDED, STRUCK, Desk, Hand, Progress, StoredRecord, UnitOfWork
from app.services.typed_days import why_no_day

register_messages(
    {
        "record_unknown": "The ledger “{ledger}” has no record “{key}”.",
        "record_ambiguous": "Several records are called {key}; name one of {keys}.",
        "record_gone": "{key} is not on record any more; it cannot be changed.",
        "record_struck": "{key} was struck off by hand; bring it back first.",
        "record_not_struck": "{key} was not struck off by hand.",
        "record_exists": "{key} is on record already; change that record.",
        "record_key_missing": "A record of “{ledger}” needs one of: {fields}.",
        "record_field_twice": "{field} was given twice; give it once.",
        "record_nothing_given": "Nothing was given for {key}; give FIELD=VALUE.",
        "record_value_refused": "{field}: “{value}” is not understood there; nothing was changed. Write it as the "
        "template of the ledger shows.",
    }
)


@dataclass(frozen=True, slots=True)
class Edited:
    """A record after work by hand. `problems` are doubts about what was given; it was taken all the same."""

    record: StoredRecord
    problems: tuple[CellProblem, ...]
    findings: FindingCounts
    changes: Changes


Given = Mapping[str, str]
"""Field, by its id or another name (`field_called`) → the text that was given; an empty one takes the value away."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a record within a transaction: the act, its match key, what the history tells of it, doubts
    about what was given, and the day of the act that it takes back."""

    act: str
    match: str
    before: Mapping[str, object] | None
    after: Mapping[str, object]
    problems: tuple[CellProblem, ...] = ()
    since: str = ""


def add_record(desk: Desk, kind: str, given: Given, reason: str = "", progress: Progress | None = None) -> Edited:
    """Add a record that no file has. Raises UserError, changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        done = add_in(desk, work, kind, given, at, reason)
        return _finished(desk, work, at, kind, done, progress)


def add_in(desk: Desk, work: UnitOfWork, kind: str, given: Given, at: str, reason: str = "") -> Done:
    """As `add_record` within a transaction of somebody else, who lets the rules run and tells the history."""
    form = desk.world.ledgers.form(kind)
    given = _named(form, given)
    values, problems = _understood(form, given)
    values = {name: value for name, value in values.items() if value}
    has = _columns(work, form, values)
    key, match = _keys(form, values, has)
    old = work.ledgers.get(kind, match)
    if old is not None and old.struck:
        raise UserError("record_struck", key=key)
    if old is not None and not old.gone:
        raise UserError("record_exists", key=key)
    site = values.get(form.site_field, "")
    raw = dict.fromkeys(values, "")
    work.ledgers.put_by_hand(Record(kind, key, match, site, values, raw))
    work.hands.put_hand(Hand(kind, match, ADDED, at, desk.world.user, reason.strip()))
    found = row_key(form, values, has)
    for field in values:
        work.hands.put_correction(kind, _correction(desk, form, match, key, field, "", given[field], found, at))
    after: dict[str, object] = {"kind": kind, "key": key, "values": said(form, values, values)}
    after |= {"reason": reason.strip()} if reason.strip() else {}
    return Done("record.added", match, None, after, problems)


def edit_record(desk: Desk, kind: str, key: str, given: Given, progress: Progress | None = None) -> Edited:
    """Change values of a record; what the file says of them stays beside. Raises UserError, changing nothing.

    `key` is the key as written, or the match key where several records share the former.
    """
    form = desk.world.ledgers.form(kind)
    if not given:
        raise UserError("record_nothing_given", key=key)
    given = _named(form, given)
    new, problems = _understood(form, given)
    at = desk.stamp()
    with desk.file.write() as work:
        stored = find(work, form, key)
        done = _edited(desk, work, form, stored, given, new, problems, at)
        if done is None:
            return Edited(stored, problems, FindingCounts(), Changes())
        return _finished(desk, work, at, kind, done, progress)


def edit_in(desk: Desk, work: UnitOfWork, kind: str, key: str, given: Given, at: str) -> Done | None:
    """As `edit_record` within a transaction of somebody else, who lets the rules run and tells the history; None where
    nothing is changed by it."""
    form = desk.world.ledgers.form(kind)
    given = _named(form, given)
    new, problems = _understood(form, given)
    return _edited(desk, work, form, find(work, form, key), given, new, problems, at)


def _edited(
    desk: Desk,
    work: UnitOfWork,
    form: LedgerForm,
    stored: StoredRecord,
    given: Given,
    new: Given,
    problems: tuple[CellProblem, ...],
    at: str,
) -> Done | None:
    kind = form.kind
    if stored.gone:
        raise UserError("record_struck" if stored.struck else "record_gone", key=stored.record.key)
    record = stored.record
    changed = {name: value for name, value in new.items() if record.values.get(name, "") != value}
    values = {name: value for name, value in {**record.values, **changed}.items() if value}
    named, match = _named_anew(work, form, record, values, changed)
    kept = {c.field: c for c in work.hands.corrections(kind) if c.record == record.match_key}
    before = {name: kept[name].before if name in kept else record.raw.get(name, "") for name in new}
    found = next((c.found for c in kept.values()), "") or _known_by(work, form, record)
    if match != record.match_key:
        work.hands.rename(kind, record.match_key, match, named)
    told = [(name, _correction(desk, form, match, named, name, before[name], given[name], found, at)) for name in new]
    # What says the same already is a correction all the same where the file says something else.
    told = [(name, c) for name, c in told if name in changed or _takes_back(c, kept.get(name))]
    if not told:
        return None
    for name, correction in told:
        if correction.before.strip() == correction.after.strip():
            work.hands.drop_correction(kind, match, name)
        else:
            work.hands.put_correction(kind, correction)
    site = values.get(form.site_field, "") if form.site_field in changed else record.site
    edited = replace(record, key=named, match_key=match, site=site, values=values, raw={**record.raw, **before})
    work.ledgers.put_by_hand(edited, replaces=record.match_key)
    texts = {name: _as_given(form, record, name, kept.get(name)) for name, _correction in told}
    old: dict[str, object] = {"kind": kind, "key": record.key, "values": said(form, changed, record.values)}
    after: dict[str, object] = {"kind": kind, "key": named, "values": said(form, changed, values)}
    old["given"], after["given"] = texts, {name: given[name] for name in texts}
    return Done("record.edited", match, old, after, problems)


def remove_record(desk: Desk, kind: str, key: str, reason: str, progress: Progress | None = None) -> Edited:
    """Strike a record off, whatever a file says of it. Raises UserError, changing nothing."""
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        return _finished(desk, work, at, kind, remove_in(desk, work, kind, key, reason, at), progress)


def remove_in(desk: Desk, work: UnitOfWork, kind: str, key: str, reason: str, at: str) -> Done:
    """As `remove_record` within a transaction of somebody else, who lets the rules run and tells the history."""
    stored = find(work, desk.world.ledgers.form(kind), key)
    if stored.gone:
        raise UserError("record_struck" if stored.struck else "record_gone", key=stored.record.key)
    record = stored.record
    work.ledgers.strike(kind, record.match_key, off=True)
    work.hands.put_hand(Hand(kind, record.match_key, STRUCK, at, desk.world.user, reason.strip()))
    after: dict[str, object] = {"kind": kind, "key": record.key, "reason": reason.strip()}
    return Done("record.removed", record.match_key, None, after)


def restore_record(desk: Desk, kind: str, key: str, progress: Progress | None = None) -> Edited:
    """Bring a record back that was struck off by hand, with what was decided on its findings. Raises UserError,
    changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        return _finished(desk, work, at, kind, restore_in(desk, work, kind, key), progress)


def restore_in(desk: Desk, work: UnitOfWork, kind: str, key: str) -> Done:
    """As `restore_record` within a transaction of somebody else, who lets the rules run and tells the history."""
    stored = find(work, desk.world.ledgers.form(kind), key)
    record = stored.record
    if not stored.struck:
        raise UserError("record_not_struck", key=record.key)
    work.ledgers.strike(kind, record.match_key, off=False)
    acts = work.hands.hands(kind)
    struck = next((h.at for h in acts if (h.record, h.act) == (record.match_key, STRUCK)), "")
    work.hands.drop_hand(kind, record.match_key, STRUCK)
    after: dict[str, object] = {"kind": kind, "key": record.key}
    return Done("record.restored", record.match_key, None, after, since=struck[:10])


def said(form: LedgerForm, fields: Iterable[str], values: Given) -> list[str]:
    """Values by the names of their columns, for the history."""
    return [f"{form.field(name).title.in_language('ja')}: {values.get(name, '') or '－'}" for name in fields]


def find(work: UnitOfWork, form: LedgerForm, key: str) -> StoredRecord:
    """The record of that key as written or match key. Raises UserError `record_unknown`, `record_ambiguous`."""
    found = work.ledgers.named(form.kind, key)
    live = [each for each in found if not each.gone] or list(found)
    exact = work.ledgers.get(form.kind, key)
    if not live and exact is None:
        exact = work.ledgers.get(form.kind, _match_of(form, key))
    if len(live) == 1:
        return live[0]
    if exact is not None:
        return exact
    if live:
        raise UserError("record_ambiguous", key=key, keys=[each.record.match_key for each in live])
    raise UserError("record_unknown", key=key, ledger=form.title)


def _match_of(form: LedgerForm, key: str) -> str:
    """The match key of a key written in another way, where nothing else tells records apart."""
    return keys_of(form, {form.keys[0]: key}, ())[1]


def _named(form: LedgerForm, given: Given) -> dict[str, str]:
    """What was given by the ids of its fields. Raises UserError for a name that is none, or one field given twice."""
    named: dict[str, str] = {}
    for name, text in given.items():
        field = field_called(form, name)
        if field in named:
            raise UserError("record_field_twice", field=form.field(field).title)
        named[field] = text
    return named


def _understood(form: LedgerForm, given: Given) -> tuple[dict[str, str], tuple[CellProblem, ...]]:
    """The values of what was given, and what is doubtful about them. Raises UserError `record_value_refused`."""
    values, problems = {}, []
    for name, text in given.items():
        field = form.field(name)
        value, code = normaliser_of(field)(text)
        if code and not value:
            if field.type is FieldType.DATE and (why := why_no_day(text, column=field.title)):
                raise why
            raise UserError("record_value_refused", field=field.title, value=text)
        if code:
            title = field.title.in_language("ja")
            problems.append(CellProblem("", 0, title, text, code, {"read": value}, field=name))
        values[name] = value
    return values, tuple(problems)


def _keys(form: LedgerForm, values: Mapping[str, str], has: Collection[str]) -> tuple[str, str]:
    key, match = keys_of(form, values, has)
    if not match:
        fields = [form.field(name).title for name in form.keys]
        raise UserError("record_key_missing", ledger=form.title, fields=fields)
    return key, match


def _columns(work: UnitOfWork, form: LedgerForm, values: Mapping[str, str]) -> Collection[str]:
    """The fields by which records of this ledger are told apart: those its files have columns for, and what the titles
    over a record with these values tell."""
    if any(b.undone is None for b in work.ledgers.batches(form.kind)):
        return work.ledgers.fields(form.kind) | {name for name in form.told if values.get(name)}
    return frozenset(field.id for field in form.fields)


def _named_anew(
    work: UnitOfWork, form: LedgerForm, record: Record, values: Mapping[str, str], changed: Collection[str]
) -> tuple[str, str]:
    """Key and match key of a record whose values have changed."""
    if not {*form.keys, *form.key_with}.intersection(changed):
        return record.key, record.match_key
    has = _columns(work, form, {**record.values, **values})
    key, match = _keys(form, values, has)
    if match == keys_of(form, record.values, has)[1]:
        return key, record.match_key
    if work.ledgers.get(form.kind, match) is not None:
        raise UserError("record_exists", key=key)
    return key, match


def _known_by(work: UnitOfWork, form: LedgerForm, record: Record) -> str:
    """What the row of a record is known by in its file, as it is written there."""
    written = {}
    for name in (*form.keys, *form.stand_ins, *form.key_with, *form.apart):
        # What the whole sheet is about stands in no cell.
        text = record.raw.get(name, "") or (record.values.get(name, "") if name in form.told else "")
        written[name] = "" if not text or is_ditto(text) else normaliser_of(form.field(name))(text)[0]
    known = row_key(form, written, _columns(work, form, written))
    _match, sign, number = record.match_key.rpartition("#")
    return f"{known}#{number}" if sign and number.isdigit() else known


def _correction(
    desk: Desk, form: LedgerForm, record: str, key: str, field: str, before: str, after: str, found: str, at: str
) -> Corrected:
    title = form.field(field).title.in_language("ja")
    return Corrected(record, key, field, title, before, after, "", 0, found, How.GIVEN, desk.world.user, at)


def _as_given(form: LedgerForm, record: Record, field: str, known: Corrected | None) -> str:
    """The text that gives a record the value it has, as it would be given by hand."""
    written = known.after if known is not None else record.raw.get(field, "")
    value = record.values.get(field, "")
    return written if normaliser_of(form.field(field))(written)[0] == value else value


def _takes_back(correction: Corrected, known: Corrected | None) -> bool:
    """Whether the text of the file itself is given again where something else was given before."""
    return known is not None and known.after.strip() != correction.after.strip()


def _finished(desk: Desk, work: UnitOfWork, at: str, kind: str, done: Done, progress: Progress | None) -> Edited:
    """Derive the findings anew, tell the history, commit; nothing is kept when `progress` says that it is to stop."""
    counts = finding_service.run_rules(desk, work, at[:10], progress, since=done.since).counts
    told = finding_service.told(work, counts)
    after: dict[str, object] = {**done.after, **{name: told[name] for name in ("stale", "lapsed") if name in told}}
    work.history.record(at, desk.world.user, Event(done.act, done.match, before=done.before, after=after))
    stored = work.ledgers.get(kind, done.match)
    work.commit()
    if stored is None:
        raise RuntimeError("the record was just written")
    changes = Changes(at=at, ledgers=frozenset({kind}), findings=True, places=frozenset(counts.stale))
    return Edited(stored, done.problems, counts, changes)
