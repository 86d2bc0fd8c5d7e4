"""Printing papers: each edition has a code; the same version printed again keeps it, another one gets a new code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.domain.history import Event
from app.domain.house_style import Recipient
from app.domain.paper_codes import make_code
from app.domain.paper_loop import Key, Printing, State, editions
from app.domain.room_walks import RoomList
from app.errors import UserError
from app.services import house_styling
from app.services.changes import Changes
from app.services.papers import making, taken_back
from app.services.papers.listing import Reading, Translate, Translations, read
from app.services.papers.taken_back import PRINTED
from app.services.ports import Desk
from app.services.reporting import Renderer, dressing
from app.services.reporting import forms as reporting_forms
from app.services.reporting.material import Material
from app.services.reporting.model import Report, Sheet
from app.services.reporting.sheets import Form, SheetDraft
from app.services.told_values import plain

KIND = "papers"
"""What a file of papers says that it is."""


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


def print_papers(
    desk: Desk,
    reading: Reading,
    keys: Collection[Key],
    target: Path,
    render: Renderer,
    translations: Translations,
) -> tuple[Changes, tuple[Printing, ...]]:
    """Write papers as one PDF and keep what was printed.

    Raises UserError `paper_none_chosen` and those of the renderer; then nothing is kept."""
    material = reading.material
    translate = translations(material.language)
    drafts = [draft for draft in reading.drafts if making.key_of(draft) in frozenset(keys)]
    if not drafts:
        raise UserError("paper_none_chosen")
    if target.suffix.lower() != ".pdf":
        raise UserError("report_suffix", file=target.name)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    at = desk.stamp()
    with desk.file.read() as work:
        house = house_styling.house_in(desk, work)
        logo = house_styling.logo_in(work, house.logo)
        known = work.papers.printings()
        gone = tuple(each.printing for each in taken_back.read(work) if not each.restored)
    printings = _numbered(desk, material, drafts, bool(reading.missing), known, gone, at)
    style = house.style(Recipient.OFFICE, material.language)
    made = _report(material, drafts, printings, translate)
    report = dressing.dressed_papers(made, material, style, logo)
    pages = desk.world.scans.sheet_pages(report)
    printings = [replace(each, pages=count) for each, count in zip(printings, pages, strict=True)]
    there = {each.code for each in known}
    fresh = [each for each in printings if each.code not in there]
    render(report, target)
    if not fresh:
        return Changes(), tuple(printings)
    try:
        with desk.file.write(beside=True) as work:
            by_key = {making.key_of(draft): draft for draft in drafts}
            for each in fresh:
                work.papers.put(each)
                if each.form == Form.WALK_SHEET:
                    draft = by_key[each.key]
                    work.papers.put_room_list(RoomList(each.code, draft.place, draft.listed))
            events = [Event(PRINTED, each.code, site=each.site, after=plain(each)) for each in fresh]
            work.history.record_all(at, desk.world.user, events)
            work.commit()
    except BaseException:
        # A paper whose code nobody knows must not be handed out; what stood there before is gone already.
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return Changes(at=at, papers=True), tuple(printings)


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
    """As `print_papers`, after one reading of the audit; without `forms` and `keys` the papers of the forms in use.
    `only` chooses within the one form of `forms` by employee number, contractor, section or name.

    Raises UserError as `print_papers` does, the reason where a form that is named has no paper, `paper_only_unknown`,
    and `paper_only_form` where `only` chooses within any number of forms but one.
    """
    if only and len(forms) != 1:
        raise UserError("paper_only_form")
    reading = read(desk, translations, language, frozenset(forms) or {Form(form) for form, _subject in keys})
    there = {draft.form for draft in reading.drafts}
    for form in forms:
        if only or form not in there:
            keys = tuple(map(making.key_of, reporting_forms.drafts(reading.material, form, only=only)))
    wanted = choose(reading, forms=forms, site=site, states=states, keys=keys)
    return print_papers(desk, reading, wanted, target, render, translations)


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
