"""Results of a floor-walk sheet (現地点検票, domain handbook §6.5): the terminals as they were printed with what
changed since, and what was found of each, kept as records of the stocktaking ledger so that the ledger rules see it.

One transaction: records, findings and, where the signed sheet is back, who signed it. It is of the content of the
audit: a sealed one takes nothing in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain import room_walks
from app.domain.audit import live_sites
from app.domain.duties import Names
from app.domain.history import Event
from app.domain.ledgers.keys import keys_of
from app.domain.ledgers.values import match_key, normaliser_of
from app.domain.paper_loop import Printing, Return, Signer, standing_returns
from app.domain.room_walks import ABSENT, PRESENT, WALKED, Expected, Line, Look, Replaced, Seen, Unlisted, Walk
from app.domain.text import gives_reason, one_line
from app.errors import UserError, register_messages
from app.services import findings as finding_service
from app.services import ledger_editing, people
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_editing import Done
from app.services.papers import filing, making
from app.services.papers.days import day_of
from app.services.papers.listing import Translations, printing_named, read
from app.services.papers.scanning import refuse_older
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.reporting.sheets import Form
from app.services.told_values import plain

ENTERED = "walk.entered"
ONE_PERSON = "one_person"
"""What the history calls the reason why one person walked alone."""
KIND = "stocktaking"
TERMINALS = "terminals"

register_messages(
    {
        "walk_other_form": "{number} ({name}) is no floor-walk sheet; it has no results to enter.",
        "walk_older": "{number} ({name}), edition {edition} of {printed} (version {version}), was replaced by edition "
        "{newer} of {reprinted} (version {newer_version}). Enter the results of the valid edition.",
        "walk_undecided": "Say of every terminal on the sheet whether it was there. Not said yet ({count}): {keys}.",
        "walk_not_on_sheet": "{key} does not stand on the sheet {number}; write it as a terminal that is not on it.",
        "walk_named_twice": "{key} was given two results; give it one.",
        "walk_needs_where": "{key} was met elsewhere: enter where.",
        "walk_needs_names": "Enter the names of the auditor and of the witness, as they stand on the sheet.",
        "walk_one_person": "The sheet bears two names, and {auditor} and {witness} are one person. Enter the name of "
        "the other one, or give the reason why one person walked alone.",
        "walk_late": "The day of the walk, {day}, lies ahead; enter the day that stands on the sheet.",
        "walk_early": "The day of the walk, {day}, lies before the sheet was printed ({printed}); enter the day that "
        "stands on the sheet.",
        "walk_repeated": "{keys} is written among the terminals that are not on the sheet, and stands on it or was "
        "written before; give its result there.",
        "walk_many": "More than {most} terminals that are not on the sheet; have the ledger of terminals set right and "
        "print the sheet anew.",
    }
)


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """A sheet to enter results of. `lines` are its terminals; where `kept` is false what was printed was not kept, and
    they are those of today. `roles` are who signs, `walk` is what was entered before, `returned` the scan."""

    printing: Printing
    site_name: str
    place: str
    lines: tuple[Line, ...]
    kept: bool
    roles: tuple[str, ...]
    walk: Walk | None = None
    returned: Return | None = None
    one_person: str = ""
    """The reason that was given why one person walked alone."""
    names: Names = field(default_factory=Names, compare=False)
    """Who is one person in this audit."""

    @property
    def changed(self) -> tuple[Line, ...]:
        """The terminals of which the ledger says something else than the paper."""
        return tuple(line for line in self.lines if line.since is not room_walks.Since.SAME)


@dataclass(frozen=True, slots=True)
class Known:
    """A terminal that was written as one without a ledger, and is in it: where the ledger says that it is."""

    number: str
    key: str
    where: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered. `added`, `changed` and `removed` count records; `outdone` are terminals of which the records
    say something that counts more (a later day, or that they were met on the same one), and stay as they are. `signed`
    tells that the two names were entered as those who signed, `kept` who signed by what somebody entered, where that
    is something else: it stays. `replaced` is what of an earlier entry fell away, `one_person` the reason why one
    person walked alone."""

    printing: Printing
    walk: Walk
    added: int
    changed: int
    removed: int
    outdone: tuple[str, ...]
    known: tuple[Known, ...]
    signed: bool
    findings: FindingCounts
    kept: Return | None = None
    replaced: Replaced = Replaced()
    one_person: str = ""


def open_sheet(desk: Desk, named: str, translations: Translations) -> RoomSheet:
    """The sheet with a code or number. Raises UserError `walk_other_form`, `walk_older` and those of codes."""
    with desk.file.read() as work:
        printing = _walk_sheet(work, named)
        listed = work.papers.room_list(printing.code)
        walk = work.papers.walk(printing.code)
        returned = standing_returns(work.papers.returns_of(printing.code)).get(printing.code)
        reason, known = _alone(work, walk), people.names_in(work)
    reading = read(desk, translations, printing.language, (Form.WALK_SHEET,))
    draft = next((each for each in reading.drafts if making.key_of(each) == printing.key), None)
    here = draft.listed if draft is not None else ()
    others = {e.match_key: each.name for each in reading.drafts if each is not draft for e in each.listed}
    printed: Sequence[Expected] = listed.terminals if listed is not None else here
    place = listed.place if listed is not None else draft.place if draft is not None else ""
    text = reading.material.texts[Form.WALK_SHEET]
    roles = tuple(each.role.in_language(printing.language) for each in text.signers if each.role is not None)
    names = {site.id: site.name for site in reading.material.outline.sites}
    lines = room_walks.lines(printed, here, others)
    kept, site = listed is not None, names.get(printing.site, "")
    return RoomSheet(printing, site, place, lines, kept, roles, walk, returned, reason, known)


def enter(
    desk: Desk,
    named: str,
    walk: Walk,
    translations: Translations,
    progress: Progress | None = None,
    *,
    one_person: str = "",
) -> tuple[Changes, Entered]:
    """Keep the results of a sheet (`walk` without its code, records, moment and person); entered again they are set
    right, and a sheet that came back meanwhile is signed. `one_person` is the reason why auditor and witness are the
    same. Raises UserError, changing nothing: `walk_*`, `audit_sealed`, `rules_stopped`."""
    sheet = open_sheet(desk, named, translations)
    at = desk.stamp()
    with desk.file.write() as work:
        _walk_sheet(work, sheet.printing.code)
        wanted = _checked(desk, sheet, walk)
        before = work.papers.walk(sheet.printing.code)
        reason = _reason(work, wanted, one_person)
        writer = _Writer(desk, work, sheet, before, at)
        known = _known(work, wanted.unlisted)
        writer.write(wanted, known)
        after = replace(wanted, code=sheet.printing.code, records=tuple(writer.records), at=at, by=desk.world.user)
        same = before is not None and not writer.done and replace(before, at=at, by=after.by) == after
        if before is not None and same and reason == _alone(work, before):
            signing = _sign(desk, work, sheet, before, at, reason)
            if signing.done:
                work.commit()
            changes = Changes(at=at, papers=True) if signing.done else Changes()
            return changes, _told(sheet, before, before, writer, known, signing, FindingCounts(), reason)
        work.papers.put_walk(after)
        counts = finding_service.run_rules(desk, work, at[:10], progress).counts
        told = finding_service.told(work, counts)
        named_as = {"number": sheet.printing.number, "name": sheet.printing.name, "kind": KIND}
        event = Event(
            ENTERED,
            sheet.printing.code,
            site=sheet.printing.site,
            before=None if before is None else {**plain(before), **named_as},
            after={
                **plain(after),
                **named_as,
                **({ONE_PERSON: reason} if reason else {}),
                "written": [_written(done) for done in writer.done],
                **{name: told[name] for name in ("stale", "lapsed") if name in told},
            },
        )
        work.history.record(at, desk.world.user, event)
        signing = _sign(desk, work, sheet, after, at, reason)
        work.commit()
    changes = Changes(at=at, ledgers=frozenset({KIND}), findings=True, papers=True, places=frozenset(counts.stale))
    return changes, _told(sheet, before, after, writer, known, signing, counts, reason)


def _told(
    sheet: RoomSheet,
    before: Walk | None,
    walk: Walk,
    writer: _Writer,
    known: Mapping[str, Known],
    signing: _Signing,
    counts: FindingCounts,
    reason: str,
) -> Entered:
    acts = [done.act for done in writer.done]
    return Entered(
        sheet.printing,
        walk,
        acts.count("record.added") + acts.count("record.restored"),
        len({d.match for d in writer.done if d.act == "record.edited"}),
        acts.count("record.removed"),
        tuple(writer.outdone),
        tuple(known.values()),
        signing.done,
        counts,
        signing.kept,
        room_walks.replaced(before, walk),
        reason,
    )


def _reason(work: UnitOfWork, walk: Walk, given: str) -> str:
    """The reason why one person walked alone; empty where two did. Raises UserError `walk_one_person`."""
    if not people.names_in(work).same(walk.auditor, walk.witness):
        return ""
    if not gives_reason(given):
        raise UserError("walk_one_person", auditor=walk.auditor, witness=walk.witness)
    return one_line(given)[: room_walks.LONGEST]


def _alone(work: UnitOfWork, walk: Walk | None) -> str:
    """The reason that was given with the results that stand."""
    if walk is None:
        return ""
    entered = (after for _seq, _act, _place, after in work.history.told(ENTERED))
    found = [str(a.get(ONE_PERSON, "")) for a in entered if (a.get("code"), a.get("at")) == (walk.code, walk.at)]
    return found[-1] if found else ""


def _walk_sheet(work: UnitOfWork, named: str) -> Printing:
    printing = printing_named(work, named)
    if printing.form != Form.WALK_SHEET:
        raise UserError("walk_other_form", number=printing.number, name=printing.name or printing.title)
    refuse_older(work, printing, "walk_older")
    return printing


def _checked(desk: Desk, sheet: RoomSheet, walk: Walk) -> Walk:
    """What was given, tidied. Raises UserError where it does not fit the sheet."""
    by_match = {line.expected.match_key: line.expected for line in sheet.lines}
    looks: dict[str, Look] = {}
    for look in map(room_walks.tidy, walk.looks):
        expected = by_match.get(look.match_key)
        if expected is None:
            raise UserError("walk_not_on_sheet", key=look.key, number=sheet.printing.number)
        if look.match_key in looks:
            raise UserError("walk_named_twice", key=look.key)
        if look.seen is Seen.ELSEWHERE and not look.where:
            raise UserError("walk_needs_where", key=expected.key)
        where = look.where if look.seen is Seen.ELSEWHERE else ""
        looks[look.match_key] = replace(look, key=expected.key, named_by=expected.named_by, where=where)
    if left := room_walks.undecided(sheet.lines, looks.values()):
        raise UserError("walk_undecided", count=len(left), keys=list(left[:_TOLD]))
    unlisted = room_walks.tidy_unlisted(walk.unlisted)
    if len(unlisted) > room_walks.MOST_UNLISTED:
        raise UserError("walk_many", most=room_walks.MOST_UNLISTED)
    if twice := room_walks.repeated(unlisted, {match_key(each.key) for each in by_match.values()}):
        raise UserError("walk_repeated", keys=list(twice[:_TOLD]))
    auditor, witness = (one_line(name)[: room_walks.LONGEST] for name in (walk.auditor, walk.witness))
    if not auditor or not witness:
        raise UserError("walk_needs_names")
    if walk.day > desk.world.clock.today():
        raise UserError("walk_late", day=day_of(walk.day.isoformat()))
    if walk.day.isoformat() < sheet.printing.printed_at[:10]:
        printed = day_of(sheet.printing.printed_at)
        raise UserError("walk_early", day=day_of(walk.day.isoformat()), printed=printed)
    ordered = tuple(looks[key] for key in by_match if key in looks)
    return Walk("", walk.day, auditor, witness, ordered, unlisted, one_line(walk.remark)[: room_walks.LONGEST])


_TOLD = 10
"""So many terminals are named in a refusal."""


@dataclass(frozen=True, slots=True)
class _Signing:
    """Whether the two names were entered as those who signed, and what of somebody else stayed."""

    done: bool = False
    kept: Return | None = None


def _sign(desk: Desk, work: UnitOfWork, sheet: RoomSheet, walk: Walk, at: str, alone: str) -> _Signing:
    """Enter the two names as those who signed, where the whole sheet is back. What somebody entered of that stays;
    what results entered before brought is set right with them."""
    printing = sheet.printing
    returned = standing_returns(work.papers.returns_of(printing.code)).get(printing.code)
    if returned is None or returned.missing(printing.pages):
        return _Signing()
    roles = (*sheet.roles, "", "")
    signers = (Signer(walk.auditor, roles[0]), Signer(walk.witness, roles[1]))
    if returned.signed and not _brought(work, returned):
        differs = (_names(returned), returned.signed_on) != ((walk.auditor, walk.witness), walk.day)
        return _Signing(kept=returned if differs else None)
    signed = filing.sign_in(desk, work, printing, returned, signers, walk.day, at, same_name=alone)
    return _Signing(signed is not None)


def _brought(work: UnitOfWork, returned: Return) -> bool:
    """Whether who signed a sheet was entered with its results: both were kept in one moment, and say the same."""
    wanted = {
        "code": returned.code,
        "at": returned.marked_at,
        "day": returned.signed_on.isoformat() if returned.signed_on else "",
    }
    return any(
        all(after.get(name) == value for name, value in wanted.items())
        and (after.get("auditor"), after.get("witness")) == _names(returned)
        for _seq, _act, _place, after in work.history.told(ENTERED)
    )


def _names(returned: Return) -> tuple[str, ...]:
    return tuple(signer.name for signer in returned.signers)


def _written(done: Done) -> dict[str, Any]:
    return {"act": done.act, "match": done.match, "before": done.before, "after": done.after}


def _known(work: UnitOfWork, unlisted: Iterable[Unlisted]) -> dict[str, Known]:
    """Those terminals without a ledger that are in it after all, by the match key of what was written."""
    wanted = {match_key(each.number): each.number for each in unlisted if each.number}
    found: dict[str, Known] = {}
    if not wanted:
        return found
    rows = work.ledgers.standing(TERMINALS)
    try:
        for record, _batch in rows:
            for name in _DEVICE:
                text = record.values.get(name, "")
                folded = match_key(text) if text else ""
                if folded in wanted and folded not in found:
                    where = " ".join(filter(None, (record.site, record.values.get("place", ""))))
                    found[folded] = Known(wanted[folded], record.key, where)
    finally:
        rows.close()
    return found


_DEVICE = ("asset_no", "serial", "hostname")


class _Writer:
    """Writes what was found as records of the stocktaking ledger. `done` is what was done to them, `records` are their
    match keys."""

    def __init__(self, desk: Desk, work: UnitOfWork, sheet: RoomSheet, before: Walk | None, at: str) -> None:
        self._desk, self._work, self._sheet, self._at = desk, work, sheet, at
        self._sites = live_sites(work.sites.all())
        self._own = frozenset(before.records) if before is not None else frozenset()
        self._form = desk.world.ledgers.form(KIND)
        self.done: list[Done] = []
        self.records: list[str] = []
        self.outdone: list[str] = []

    def write(self, walk: Walk, known: Mapping[str, Known]) -> None:
        """Write all of a walk, and strike off what was entered of this sheet before and is not any more."""
        rows = {line.expected.match_key: line.expected for line in self._sheet.lines}
        told = {"site": self._sheet.site_name, "counted": walk.day.isoformat(), "checker": walk.auditor}
        told |= {"seen_in": WALKED}
        for look in walk.looks:
            office, place = self._met_at(look.where) if look.where else ("", "")
            place = place or self._sheet.place or rows[look.match_key].place
            found = ABSENT if look.seen is Seen.MISSING else PRESENT
            said = {"found": found, "place": place, "condition": look.condition, "note": look.remark}
            self._put({look.named_by: look.key, **told, **({"site": office} if office else {}), **said})
        for number, row in enumerate(walk.unlisted, start=1):
            named = known.get(match_key(row.number)) if row.number else None
            key = named.key if named is not None else row.number or f"{self._sheet.printing.number}-{number}"
            note = " / ".join(filter(None, (row.kind, row.where, row.remark)))
            said = {"found": PRESENT, "place": self._sheet.place, "system": row.system, "person": row.user}
            self._put({"asset_no": key, **told, **said, "condition": row.condition, "note": note})
        for match in sorted(self._own.difference(self.records)):
            stored = self._work.ledgers.get(KIND, match)
            if stored is not None and not stored.gone and not stored.batch:
                reason = self._sheet.printing.number
                self.done.append(ledger_editing.remove_in(self._desk, self._work, KIND, match, reason, self._at))

    def _met_at(self, where: str) -> tuple[str, str]:
        """The office, where the words of a place begin with the name of one, and the place in it."""
        names = sorted((name for site in self._sites for name in (site.name, *site.aliases)), key=len, reverse=True)
        office = next((name for name in names if where.startswith(name)), "")
        return office, where[len(office) :].strip() or where

    def _put(self, given: Mapping[str, str]) -> None:
        values = {name: normaliser_of(self._form.field(name))(text)[0] for name, text in given.items() if text}
        key, match = keys_of(self._form, values, ())
        stored = self._work.ledgers.get(KIND, match)
        own = match in self._own
        if stored is not None and stored.struck:
            self.done.append(ledger_editing.restore_in(self._desk, self._work, KIND, match))
            own = True
        elif stored is None or stored.gone:
            said = {name: text for name, text in given.items() if text}
            done = ledger_editing.add_in(self._desk, self._work, KIND, said, self._at)
            self.done.append(done)
            self.records.append(done.match)
            return
        held = stored.record.values
        if not own and not room_walks.prevails(
            given["found"], given["counted"], held.get("found", PRESENT), held.get("counted", "")
        ):
            self.outdone.append(key)
            return
        # What another record says beside it, such as the account that was met there, stays.
        said = {name: text for name, text in given.items() if text or (own and held.get(name))}
        edited = ledger_editing.edit_in(self._desk, self._work, KIND, match, said, self._at)
        if edited is not None:
            self.done.append(edited)
        self.records.append(match)
