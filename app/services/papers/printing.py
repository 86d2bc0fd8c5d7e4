"""Printing papers: each edition has a code; the same version printed again keeps it, another one gets a new code.

Papers are set beside everything else, which takes a while, and only their record is written in turn. What was read for
them is compared with what is there then: where it says something else they are set anew. The file lies under a name of
nobody's until its codes are on record, and takes its place after that: a paper whose code nobody knows is handed out
at no time, and an earlier file stays as it was whatever fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from app.domain.history import Event
from app.domain.house_style import HouseStyle, Recipient
from app.domain.paper_codes import make_code
from app.domain.paper_loop import Key, Printing, Return, State, editions, standing_returns
from app.domain.room_walks import RoomList
from app.errors import UserError, from_os_error
from app.services import house_styling
from app.services.changes import Changes
from app.services.papers import making, taken_back, unprintable
from app.services.papers.choosing import EVERYTHING, Chosen, Wish, chosen
from app.services.papers.listing import PaperView, Translate, Translations, read
from app.services.papers.taken_back import NOT_PRINTED, PRINTED
from app.services.papers.unprintable import Odd
from app.services.ports import Desk, Progress, Turn
from app.services.reporting import Renderer, dressing
from app.services.reporting.material import Material
from app.services.reporting.model import Report, Sheet
from app.services.reporting.sheets import Form, SheetDraft
from app.services.told_values import plain

KIND = "papers"
"""What a file of papers says that it is."""
_ROUNDS = 5
"""So often it is looked anew whether the papers still say what was set."""
_drafts = count(1)
T = TypeVar("T")


def at_once(work: Callable[[], T], /) -> T:
    """The turn of who is alone: now."""
    return work()


@dataclass(frozen=True, slots=True)
class Replaced:
    """An edition that another one replaces: `returned` is what came back of it."""

    old: Printing
    new: Printing
    returned: Return | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was printed: `replaced` are the editions that count no more; `back` the papers that were left out as they
    came back, `odd` those that no font can print. `anew` tells that they were set more than once, as what they say was
    changed meanwhile; `fresh` are those that were put on record."""

    printings: tuple[Printing, ...]
    replaced: tuple[Replaced, ...] = ()
    back: tuple[PaperView, ...] = ()
    odd: tuple[Odd, ...] = ()
    anew: bool = False
    fresh: tuple[Printing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Set:
    """Papers as they are to be printed: `last` is the entry of the history up to which they were read, `fresh` are the
    codes of the editions that are not on record."""

    last: int
    material: Material
    chosen: Chosen
    odd: tuple[Odd, ...]
    drafts: tuple[SheetDraft, ...]
    printings: tuple[Printing, ...]
    fresh: frozenset[str]
    replaced: tuple[Replaced, ...]
    style: HouseStyle
    logo: bytes | None

    def like(self, other: _Set) -> bool:
        """Whether the same papers would be printed, saying the same."""
        return self._said() == other._said()

    def _said(self) -> tuple[object, ...]:
        own = [replace(each, printed_at="", pages=0) for each in self.printings]
        listed = [(draft.listed, draft.place) for draft in self.drafts]
        return own, self.fresh, listed, self.replaced, self.style, self.logo


def print_some(
    desk: Desk,
    target: Path,
    render: Renderer,
    translations: Translations,
    language: str = "ja",
    *,
    forms: Collection[Form] = (),
    site: str = "",
    states: Collection[State] = (),
    keys: Collection[Key] = (),
    only: Collection[str] = (),
) -> tuple[Changes, tuple[Printing, ...]]:
    """As `print_set`, where nothing but what was printed is wanted."""
    wish = Wish(tuple(forms), site, tuple(states), tuple(keys), tuple(only))
    changes, made = print_set(desk, target, render, translations, language, wish)
    return changes, made.printings


def print_set(
    desk: Desk,
    target: Path,
    render: Renderer,
    translations: Translations,
    language: str = "ja",
    wish: Wish = EVERYTHING,
    *,
    progress: Progress | None = None,
    turn: Turn = at_once,
) -> tuple[Changes, Made]:
    """Write papers as one PDF and keep what was printed; what writes is done in its `turn`.

    Raises UserError: those of `choosing.chosen`, `paper_unprintable`, `paper_changed_meanwhile`, those of the renderer
    and of the disk, `report_stopped`; then nothing is kept, and an earlier file stays as it was."""
    _check(target)
    # Not the name of the target, which may be just short enough for the disk.
    draft = target.with_name(f".shadan-{os.getpid()}-{next(_drafts)}.papers{target.suffix}")
    ready, anew = None, False
    try:
        for _round in range(_ROUNDS):
            wanted = _read_set(desk, translations, language, wish)
            _heed(progress)
            if ready is None or not wanted.like(ready):
                anew = ready is not None
                ready = _drawn(desk, wanted, draft, target, render, translations(language), progress)
                _heed(progress)
            ready = replace(ready, last=wanted.last)
            done = turn(partial(_keep, desk, ready, draft, target))
            if done is not None:
                changes, fresh = done
                return changes, Made(ready.printings, ready.replaced, ready.chosen.back, ready.odd, anew, fresh)
        raise UserError("paper_changed_meanwhile")
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _check(target: Path) -> None:
    """Raises UserError where the file could not be put in its place at the end."""
    if target.suffix.lower() != ".pdf":
        raise UserError("report_suffix", file=target.name)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    try:
        if target.exists():
            # Another program that holds it would let it not be replaced, once the papers are on record.
            target.open("r+b").close()
    except OSError as error:
        raise from_os_error(error, target.name) from error


def _heed(progress: Progress | None) -> None:
    if progress is not None and not progress("report_building", 0, 0):
        raise UserError("report_stopped")


def _read_set(desk: Desk, translations: Translations, language: str, wish: Wish) -> _Set:
    """What is to be printed now, before its pages are counted."""
    reading = read(desk, translations, language, wish.reads)
    material = reading.material
    picked = chosen(reading, wish)
    keys = frozenset(picked.keys)
    drafts = [draft for draft in reading.drafts if making.key_of(draft) in keys]
    odd = unprintable.find(desk, material, drafts)
    if odd:
        if not wish.without_unprintable or len(odd) == len(drafts):
            raise unprintable.refusal(odd, len(drafts), material)
        without = frozenset(each.key for each in odd)
        drafts = [draft for draft in drafts if making.key_of(draft) not in without]
    with desk.file.read() as work:
        house = house_styling.house_in(desk, work)
        logo = house_styling.logo_in(work, house.logo)
        known = work.papers.printings()
        gone = tuple(each.printing for each in taken_back.read(work) if not each.restored)
        returns = standing_returns(work.papers.returns())
    printings = _numbered(desk, material, drafts, bool(reading.missing), known, gone, desk.stamp())
    there, before = {each.code for each in known}, editions(known)
    fresh = [each for each in printings if each.code not in there]
    replaced = [Replaced(before[p.key][-1], p, returns.get(before[p.key][-1].code)) for p in fresh if p.key in before]
    return _Set(
        reading.last,
        material,
        picked,
        odd,
        tuple(drafts),
        tuple(printings),
        frozenset(each.code for each in fresh),
        tuple(replaced),
        house.style(Recipient.OFFICE, material.language),
        logo,
    )


def _drawn(
    desk: Desk,
    wanted: _Set,
    draft: Path,
    target: Path,
    render: Renderer,
    translate: Translate,
    progress: Progress | None,
) -> _Set:
    """Draw the papers to `draft`; gives them with their pages counted. Raises UserError, naming `target`."""
    made = _report(wanted.material, wanted.drafts, wanted.printings, translate)
    report = dressing.dressed_papers(made, wanted.material, wanted.style, wanted.logo)
    pages = desk.world.scans.sheet_pages(report, progress)
    try:
        render(report, draft)
    except UserError as error:
        if error.values.get("file") != draft.name:
            raise
        values: dict[str, Any] = {**error.values, "file": target.name}
        raise UserError(error.code, **values) from error
    counted = [replace(each, pages=number) for each, number in zip(wanted.printings, pages, strict=True)]
    return replace(wanted, printings=tuple(counted))


def _keep(desk: Desk, ready: _Set, draft: Path, target: Path) -> tuple[Changes, tuple[Printing, ...]] | None:
    """Put what was drawn on record, then in its place; None where something was written since it was read. Raises
    UserError; what was put on record is taken off then, or `paper_stays_on_record` says that it was not."""
    at = desk.stamp()
    fresh = tuple(each for each in ready.printings if each.code in ready.fresh)
    if fresh:
        with desk.file.write(beside=True) as work:
            if work.history.last() != ready.last:
                return None
            by_key = {making.key_of(each): each for each in ready.drafts}
            for each in fresh:
                work.papers.put(each)
                if each.form == Form.WALK_SHEET:
                    sheet = by_key[each.key]
                    work.papers.put_room_list(RoomList(each.code, sheet.place, sheet.listed))
            events = [Event(PRINTED, each.code, site=each.site, after=plain(each)) for each in fresh]
            work.history.record_all(at, desk.world.user, events)
            work.commit()
    try:
        os.replace(draft, target)
    except OSError as error:
        try:
            never_printed(desk, fresh)
        except UserError:
            raise UserError("paper_stays_on_record", file=target.name, count=len(fresh)) from error
        raise from_os_error(error, target.name) from error
    return Changes(at=at, papers=True) if fresh else Changes(), fresh


def never_printed(desk: Desk, made: Sequence[Printing]) -> Changes:
    """Take papers off the record of which no page went out: nobody has to ask for them, and none can come back.

    Raises UserError `paper_came_back_since`, changing nothing."""
    if not made:
        return Changes()
    at = desk.stamp()
    with desk.file.write(beside=True) as work:
        for each in made:
            if work.papers.printing(each.code) != each or work.papers.returns_of(each.code):
                raise UserError("paper_came_back_since", number=each.number, name=each.name or each.title)
            work.papers.drop(each.code)
        events = [Event(NOT_PRINTED, each.code, site=each.site, before=plain(each)) for each in made]
        work.history.record_all(at, desk.world.user, events)
        work.commit()
    return Changes(at=at, papers=True)


def _numbered(
    desk: Desk,
    material: Material,
    drafts: Sequence[SheetDraft],
    missing: bool,
    known: Sequence[Printing],
    gone: Sequence[Printing],
    at: str,
) -> list[Printing]:
    """The edition that each draft is: one that was printed before, or the next. Editions that were taken back (`gone`)
    are counted, so that none is ever taken for another."""
    by_key, ever = editions(known), editions((*known, *gone))
    codes = {each.code for each in (*known, *gone)}
    numbers = {each.number for each in (*known, *gone)}
    made = []
    for draft in drafts:
        own = by_key.get(making.key_of(draft), ())
        is_draft = missing and draft.form in making.CONFIRMING
        alike = own and (own[-1].draft, own[-1].language) == (is_draft, material.language)
        if alike and draft.says(own[-1].version):
            # What it is called may have changed: the paper says so nowhere.
            made.append(own[-1])
            continue
        before = ever.get(making.key_of(draft), ())
        number = before[-1].number if before else _next_number(making.SIGNS[draft.form], numbers)
        numbers.add(number)
        edition = before[-1].edition + 1 if before else 1
        parts = (material.outline.audit.id, *making.key_of(draft), draft.version, material.language, str(edition))
        code = make_code(*parts)
        again = 0
        while code in codes:
            again += 1
            code = make_code(*parts, str(again))
        codes.add(code)
        made.append(
            Printing(
                code,
                draft.form.value,
                draft.subject,
                draft.site,
                draft.name,
                draft.title,
                number,
                edition,
                draft.version,
                is_draft,
                material.language,
                0,
                at,
                desk.world.user,
            )
        )
    return made


def _next_number(sign: str, taken: Collection[str]) -> str:
    last = max((int(n[3:]) for n in taken if n.startswith(f"{sign}-") and n[3:].isdecimal()), default=0)
    return f"{sign}-{last + 1:03d}"


def _report(
    material: Material, drafts: Sequence[SheetDraft], printings: Sequence[Printing], translate: Translate
) -> Report:
    _ = translate
    audit = material.outline.audit
    sheets = tuple(
        Sheet(
            _("Form {number}, edition {edition}").format(number=printing.number, edition=printing.edition),
            draft.blocks,
            " ".join(part for part in (draft.title, draft.name) if part),
            printing.code,
            making.SIGNS[draft.form],
            printing.version,
            _("DRAFT") if printing.draft else "",
        )
        for draft, printing in zip(drafts, printings, strict=True)
    )
    return Report(
        title=_("Papers to hand out"),
        organisation=audit.organisation,
        language=material.language,
        blocks=sheets,
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        kind=KIND,
        fingerprint=material.fingerprint,
        audit_id=audit.id,
        # That of the newest paper in it: printed once more they are the same.
        created=max(each.printed_at for each in printings),
    )
