"""Papers as the command line tells them: in words and as objects."""

from __future__ import annotations

from typing import Any

from app.cli.columns import aligned
from app.cli.times import moment_word
from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Printing, Return, TakenBack
from app.errors import UserError
from app.i18n import gettext as _
from app.services.papers import words
from app.services.papers.listing import PaperView
from app.services.papers.printing import Made, Replaced
from app.services.papers.scanning import Found, Left, Unread
from app.services.papers.unprintable import Spot


def line(view: PaperView) -> tuple[str, ...]:
    """A paper in a list."""
    last = view.known
    return (
        shown_code(last.code) if last else "",
        last.number if last else "",
        words.state_word(view, _),
        view.title,
        view.name,
        words.why(view, _),
    )


def view_data(view: PaperView) -> dict[str, Any]:
    """A paper as it stands."""
    return {
        "form": view.form.value,
        "subject": view.subject,
        "site": view.site_name,
        "name": view.name,
        "title": view.title,
        "state": view.state.value,
        "out": view.out,
        "missing": list(view.missing),
        "printed": printing_data(view.last) if view.last else None,
        "editions": len(view.printings),
        "taken_back": [taken_back_data(each) for each in view.taken_back],
        "returned": return_data(view.returned) if view.returned else None,
    }


def printing_data(printed: Printing) -> dict[str, Any]:
    """An edition that was printed."""
    return {
        "code": printed.code,
        "number": printed.number,
        "edition": printed.edition,
        "version": printed.version,
        "draft": printed.draft,
        "language": printed.language,
        "pages": printed.pages,
        "at": printed.printed_at,
        "by": printed.printed_by,
        "name": printed.name,
        "form": printed.form,
    }


def printed_lines(made: Made) -> list[str]:
    """What was printed, each paper in a line with the edition that it replaces, and what was left out."""
    replaced = {each.new.code: words.replaced(each, _) for each in made.replaced}
    lines = [(shown_code(p.code), words.printing_words(p, _), replaced.get(p.code, "")) for p in made.printings]
    return [*aligned(lines), *words.left_out(made, _)]


def made_data(made: Made) -> dict[str, Any]:
    """What was printed: each with the edition that it replaces; what was left out, with the reason."""
    replaced = {each.new.code: _replaced_data(each) for each in made.replaced}
    back = [
        {"reason": "returned", "form": v.form.value, "subject": v.subject, "name": v.name, "state": v.state.value}
        for v in made.back
    ]
    odd = [
        {
            "reason": "unprintable",
            "form": each.key[0],
            "subject": each.key[1],
            "name": each.name,
            "places": [_spot_data(spot) for spot in each.spots],
        }
        for each in made.odd
    ]
    papers = [{**printing_data(p), "replaces": replaced.get(p.code)} for p in made.printings]
    return {"papers": papers, "left_out": [*back, *odd], "set_anew": made.anew}


def _replaced_data(each: Replaced) -> dict[str, Any]:
    back = each.returned
    told = {"code": each.old.code, "edition": each.old.edition, "version": each.old.version}
    return {**told, "returned_at": back.at if back is not None else "", "signed": back is not None and back.signed}


def _spot_data(spot: Spot) -> dict[str, Any]:
    return {
        "kind": spot.kind,
        "key": spot.key,
        "site": spot.site,
        "field": spot.field,
        "text": spot.text,
        "characters": [f"U+{ord(each):04X}" for each in spot.characters],
        "file": spot.file,
        "sheet": spot.sheet,
        "row": spot.row,
    }


def taken_back_data(taken: TakenBack) -> dict[str, Any]:
    """A printing that was taken back."""
    told = printing_data(taken.printing)
    return {**told, "taken_back_at": taken.at, "taken_back_by": taken.by, "restored": taken.restored}


def return_data(returned: Return) -> dict[str, Any]:
    """What came back."""
    return {
        "code": returned.code,
        "at": returned.at,
        "by": returned.by,
        "by_hand": returned.by_hand,
        "pages": [{"page": leaf.page, "scan": leaf.scan, "at": leaf.at} for leaf in returned.leaves],
        "signers": [
            {"role": each.role, "name": each.name, "instead_of": each.instead_of, "reason": each.reason}
            for each in returned.signers
        ],
        "signed_on": returned.signed_on.isoformat() if returned.signed_on else None,
        "withdrawn": returned.withdrawn_reason if returned.withdrawn else None,
    }


def found_data(found: Found) -> dict[str, Any]:
    """A paper that was found in scans."""
    return {
        "code": found.printing.code,
        "number": found.printing.number,
        "name": found.printing.name,
        "edition": found.printing.edition,
        "became": found.became.value,
        "pages": [{"page": leaf.page, "scan": leaf.scan, "at": leaf.at} for leaf in found.leaves],
        "missing": list(found.missing),
        "error": error_data(found.error) if found.error else None,
    }


def unread_data(unread: Unread) -> dict[str, Any]:
    """A page that belongs to no paper that could be told."""
    return {
        "file": unread.path.name,
        "page": unread.at,
        "error": error_data(unread.error) if unread.error else None,
    }


def left_data(left: Left) -> dict[str, Any]:
    """A page that was not filed; page 0 is the whole file, and without an error no code could be read on it."""
    error = error_data(left.error) if left.error else None
    return {"file": left.file, "page": left.page, "error": error}


def error_data(error: UserError) -> dict[str, str]:
    """A refusal."""
    return {"code": error.code, "message": error.sentence(_)}


def return_lines(back: Return) -> list[str]:
    """What came back, line by line."""
    lines = [_("Back: {at}, filed by {by}").format(at=moment_word(back.at), by=back.by)]
    if back.signed:
        lines.append(_("Signed: {signers}; {day}").format(signers=words.signers(back, _), day=back.signed_on))
    if back.withdrawn:
        lines.append(_("Does not count: {reason}").format(reason=back.withdrawn_reason))
    return lines
