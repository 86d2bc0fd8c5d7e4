"""Which papers are printed: what is asked for, what of it came back already, and what a printing would replace."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.paper_loop import Key, State
from app.errors import UserError
from app.services.papers import making
from app.services.papers.listing import PaperView, Reading
from app.services.reporting import forms as reporting_forms
from app.services.reporting.sheets import Form


@dataclass(frozen=True, slots=True)
class Wish:
    """The papers that are asked for: of some forms, of a site (its id), in some states, or named one by one by `keys`;
    what is empty asks for all. `only` names them within the one form of `forms` by employee number, contractor, section
    or name.

    Papers that came back are left out unless `also_returned` asks for them, or they are named: one by one, or by a
    state. Those with characters that no font has are refused, or left out with `without_unprintable`.
    """

    forms: tuple[Form, ...] = ()
    site: str = ""
    states: tuple[State, ...] = ()
    keys: tuple[Key, ...] = ()
    only: tuple[str, ...] = ()
    also_returned: bool = False
    without_unprintable: bool = False

    @property
    def reads(self) -> frozenset[Form]:
        """The forms to be read; empty for those in use."""
        return frozenset(self.forms) or frozenset(Form(form) for form, _subject in self.keys)


EVERYTHING = Wish()
"""All papers of the forms in use."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The papers to be printed, and those that are left out as they came back."""

    keys: tuple[Key, ...]
    back: tuple[PaperView, ...] = ()


def choose(
    reading: Reading,
    *,
    forms: Collection[Form] = (),
    site: str = "",
    states: Collection[State] = (),
    keys: Collection[Key] = (),
) -> tuple[Key, ...]:
    """Which papers: of some forms, of a site (its id), in some states, or named one by one; empty for all."""
    return tuple(
        view.key
        for view in reading.views
        if view.wanted is not None
        and (not forms or view.form in forms)
        and (not site or view.site == site)
        and (not states or view.state in states)
        and (not keys or view.key in keys)
    )


def chosen(reading: Reading, wish: Wish) -> Chosen:
    """The papers of a wish as they stand. Raises UserError `paper_none_chosen`, `paper_all_back`, `paper_only_form`,
    `paper_only_unknown`, and the reason where a form that is named has no paper."""
    if wish.only and len(wish.forms) != 1:
        raise UserError("paper_only_form")
    keys = wish.keys
    there = {draft.form for draft in reading.drafts}
    for form in wish.forms:
        if wish.only or form not in there:
            keys = tuple(map(making.key_of, reporting_forms.drafts(reading.material, form, only=wish.only)))
    found = choose(reading, forms=wish.forms, site=wish.site, states=wish.states, keys=keys)
    if not found:
        raise UserError("paper_none_chosen")
    if wish.also_returned or wish.states or wish.keys or wish.only:
        return Chosen(found)
    asked = frozenset(found)
    back = tuple(view for view in reading.views if view.key in asked and view.back)
    left = frozenset(view.key for view in back)
    if left == asked:
        raise UserError("paper_all_back", count=len(back))
    return Chosen(tuple(key for key in found if key not in left), back)
