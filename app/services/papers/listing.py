"""How every paper stands, read anew each time: nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.paper_codes import folded_code, is_code, shown_code
from app.domain.paper_loop import (
    OUT,
    Key,
    Printing,
    Return,
    State,
    TakenBack,
    Wanted,
    editions,
    standing,
    standing_returns,
)
from app.domain.room_walks import Walk
from app.errors import UserError
from app.services import auditing, reporting
from app.services.papers import making, taken_back
from app.services.ports import Desk, UnitOfWork
from app.services.reporting import unfinished
from app.services.reporting.material import Material
from app.services.reporting.sheets import Form, SheetDraft

Translate = Callable[[str], str]
Translations = Callable[[str], Translate]
"""Gives what translates into a language: papers are compared in the language that they were printed in."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper as it stands: `printings` are its editions, `returned` is what came back of the last one, `wanted` what
    it would say now (None where there is no such paper any more), `walk` the results that were entered of its last
    edition, `taken_back` the printings of it that were taken back. `site_name` is empty for the company."""

    form: Form
    subject: str
    site: str
    site_name: str
    name: str
    title: str
    state: State
    printings: tuple[Printing, ...] = ()
    returned: Return | None = None
    wanted: Wanted | None = None
    walk: Walk | None = None
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def key(self) -> Key:
        """Which paper it is."""
        return self.form.value, self.subject

    @property
    def last(self) -> Printing | None:
        """Its last edition; None while it was not printed."""
        return self.printings[-1] if self.printings else None

    @property
    def known(self) -> Printing | None:
        """What it is known by: its last edition, else the last one that was taken back."""
        return self.last or (self.taken_back[-1].printing if self.taken_back else None)

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages that have not come back, where some have."""
        return self.returned.missing(self.last.pages) if self.returned is not None and self.last is not None else ()

    @property
    def back(self) -> bool:
        """Whether all of its last edition came back, or what was found with it was entered: printed again it would
        count no more where it says something else now."""
        return self.walk is not None or (self.returned is not None and not self.missing)

    @property
    def out(self) -> bool:
        """Whether it is still out."""
        return self.state in OUT


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the audit with the papers of `forms` that it would have now, for the language `material` is in.
    `last` is the number of the entry of the history up to which it tells, if not of more."""

    material: Material
    drafts: tuple[SheetDraft, ...]
    views: tuple[PaperView, ...]
    missing: tuple[str, ...]
    forms: frozenset[Form]
    last: int


def read(
    desk: Desk,
    translations: Translations,
    language: str = "ja",
    forms: Collection[Form] = (),
    *,
    more: Collection[Form] = (),
) -> Reading:
    """The papers of some forms, those that the audit has now in the order of their forms, then those that it has no
    more. Without `forms` those of the forms in use, and of `more`. Only the ledgers of these forms are read."""
    asked = frozenset(forms)
    with desk.file.read() as work:
        last = work.history.last()
        if not asked:
            lost = (each.printing.key for each in taken_back.read(work))
            asked = making.in_use([*(each.key for each in work.papers.printings()), *lost]).union(more)
    material = reporting.read_material(desk, translations(language), language, asked)
    made = making.drafts(material, asked)
    missing = unfinished.sentences(material, Form.RESULT_CONFIRMATION.value)
    with desk.file.read() as work:
        printed = editions(each for each in work.papers.printings() if Form(each.form) in asked)
        returns = standing_returns(work.papers.returns())
        walks = {walk.code: walk for walk in work.papers.walks()} if Form.WALK_SHEET in asked else {}
        gone = taken_back.of_key(each for each in taken_back.read(work) if Form(each.printing.form) in asked)
    wanted = {language: making.wanted_of(made, bool(missing), printed)}
    for other in {own[-1].language for own in printed.values()} - {language}:
        told = replace(material, translate=translations(other), language=other)
        wanted[other] = making.wanted_of(making.drafts(told, asked), bool(missing), printed)
    names = {site.id: site.name for site in material.outline.sites}
    views = tuple(_views(made, printed, returns, walks, gone, wanted, names, language))
    return Reading(material, made, views, missing, asked, last)


def _views(
    made: Iterable[SheetDraft],
    printed: Mapping[Key, tuple[Printing, ...]],
    returns: Mapping[str, Return],
    walks: Mapping[str, Walk],
    gone: Mapping[Key, tuple[TakenBack, ...]],
    wanted: Mapping[str, Mapping[Key, Wanted]],
    names: Mapping[str, str],
    language: str,
) -> Iterable[PaperView]:
    seen: set[Key] = set()
    for draft in made:
        key = making.key_of(draft)
        seen.add(key)
        own = printed.get(key, ())
        now = wanted[own[-1].language if own else language].get(key)
        back = returns.get(own[-1].code) if own else None
        walk = walks.get(own[-1].code) if own else None
        lost = gone.get(key, ())
        record = _is_record(own[-1], back, walk) if own else False
        state = standing(own, back, now, entered=record, taken_back=bool(lost))
        where = names.get(draft.site, "")
        told = (draft.form, draft.subject, draft.site, where, draft.name, draft.title)
        yield PaperView(*told, state, own, back, now, walk, lost)
    for key in dict.fromkeys((*printed, *gone)):
        if key not in seen:
            own, lost = printed.get(key, ()), gone.get(key, ())
            last = own[-1] if own else lost[-1].printing
            back = returns.get(last.code) if own else None
            walk = walks.get(last.code) if own else None
            record = bool(own) and _is_record(last, back, walk)
            state = standing(own, back, None, entered=record, taken_back=bool(lost))
            told = (Form(last.form), key[1], last.site, names.get(last.site, ""), last.name, last.title)
            yield PaperView(*told, state, own, back, None, walk, lost)


def _is_record(last: Printing, back: Return | None, walk: Walk | None) -> bool:
    """Whether a floor-walk sheet tells of a walk that was made: it is back, or its results were entered."""
    if walk is not None:
        return True
    return last.form == Form.WALK_SHEET and back is not None and not back.missing(last.pages)


def listing(
    desk: Desk,
    translations: Translations,
    language: str = "ja",
    *,
    site: str = "",
    forms: Collection[Form] = (),
    states: Collection[State] = (),
) -> tuple[PaperView, ...]:
    """The papers of a site (by its name; empty for all), of some forms (empty for those in use), in some states (empty
    for all). Raises UserError."""
    views = read(desk, translations, language, forms).views
    if site:
        with desk.file.read() as work:
            identity = auditing.site_named(work.sites.all(), site).id
        views = tuple(view for view in views if view.site == identity)
    return chosen(views, forms, states)


def chosen(
    views: Iterable[PaperView], forms: Collection[Form] = (), states: Collection[State] = ()
) -> tuple[PaperView, ...]:
    """Those of some forms, in some states; empty for all."""
    return tuple(v for v in views if (not forms or v.form in forms) and (not states or v.state in states))


def counts(views: Iterable[PaperView]) -> dict[State, int]:
    """How many papers are in each state."""
    found = dict.fromkeys(State, 0)
    for view in views:
        found[view.state] += 1
    return found


def printing_named(work: UnitOfWork, text: str) -> Printing:
    """What was printed under a code, as it was typed or came from a scanner; also the number of a paper (its last
    edition). Raises UserError `paper_code_wrong`, `paper_code_unknown`, `paper_taken_back`."""
    found = named(work, text)
    if isinstance(found, TakenBack):
        raise taken_back.refusal(found)
    return found


def named(work: UnitOfWork, text: str) -> Printing | TakenBack:
    """As `printing_named`, also a printing that was taken back. Raises UserError `paper_code_wrong`,
    `paper_code_unknown`."""
    code = folded_code(text)
    if is_code(code):
        if (printing := work.papers.printing(code)) is not None:
            return printing
        gone = next((each for each in taken_back.read(work) if each.printing.code == code), None)
        if gone is None:
            raise UserError("paper_code_unknown", paper=shown_code(code))
        return gone
    number = text.strip().upper()
    if own := [each for each in work.papers.printings() if each.number == number]:
        return max(own, key=lambda each: each.edition)
    if lost := [each for each in taken_back.read(work) if each.printing.number == number]:
        return lost[-1]
    raise UserError("paper_code_wrong", paper=text.strip()[:20])


def printing_of(desk: Desk, text: str) -> Printing:
    """As `printing_named`, in a reading of its own."""
    with desk.file.read() as work:
        return printing_named(work, text)


def known(desk: Desk, text: str) -> Printing | TakenBack:
    """As `named`, in a reading of its own."""
    with desk.file.read() as work:
        return named(work, text)
