"""papers list, print, out, scan, file, mark, withdraw, extract, show; room and enter are in `papers_rooms`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.columns import aligned
from app.cli.counting import counted
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.papers_rooms import declare_rooms
from app.cli.papers_told import (
    error_data,
    found_data,
    left_data,
    line,
    made_data,
    printed_lines,
    printing_data,
    return_data,
    return_lines,
    unread_data,
    view_data,
)
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.times import moment_word
from app.domain.paper_codes import shown_code
from app.domain.paper_loop import OUT, Signer, State, TakenBack
from app.errors import REFUSED, UserError
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services import auditing
from app.services.papers import filing, listing, making, out_list, printing, scanning, words
from app.services.papers.choosing import Wish
from app.services.ports import Desk
from app.services.reporting import watched
from app.services.reporting.sheets import Form

_PAGES = re.compile(r"[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*")
_STATES = [state.value for state in State]
_OUT = "out"


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "papers", _("papers that are handed out, signed and scanned back"))
    _declare_printing(actions)
    _declare_scans(actions)
    _declare_hand(actions)
    declare_rooms(actions)


def _declare_printing(actions: Any) -> None:
    listed = declare(
        actions, "list", _list, _("list papers with how each stands"), "papers list FILE --state out --site NAME"
    )
    made = declare(
        actions,
        "print",
        _print,
        _("write papers as PDF, each page with its code; a version that was printed before keeps its code"),
        "papers print FILE OUT.pdf",
        "papers print FILE OUT.pdf --form site-confirmation --site NAME",
        "papers print FILE OUT.pdf --form pledge --only 100234",
        "papers print FILE OUT.pdf --form walk-sheet --leave-out-unprintable",
    )
    out = declare(
        actions, "out", _write_out, _("write the list of what is still out as PDF"), "papers out FILE OUT.pdf"
    )
    for each in (listed, made, out):
        audit_file(each)
    for each in (made, out):
        each.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .pdf"))
    for each in (listed, made, out):
        site_option(each, _("only the papers of this site"))
    made.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="KEY",
        help=_("within the form of --form: only that of this employee number, contractor or section (repeatable)"),
    )
    made.add_argument(
        "--also-returned",
        action="store_true",
        help=_(
            "also those that came back, which are left out else unless --only or --state names them; where they say "
            "something else now, what came back counts no more"
        ),
    )
    made.add_argument(
        "--leave-out-unprintable",
        action="store_true",
        help=_("print the others where some have characters that no font has; else all are refused, with each place"),
    )
    for each in (listed, made):
        each.add_argument(
            "--form",
            dest="forms",
            action="append",
            default=[],
            choices=[form.value for form in making.MAKERS],
            metavar="FORM",
            help=_("only this form (repeatable; else those in use): {forms}").format(
                forms=" | ".join(f.value for f in making.MAKERS)
            ),
        )
        each.add_argument(
            "--state",
            dest="states",
            action="append",
            default=[],
            choices=[*_STATES, _OUT],
            metavar="STATE",
            help=_("only in this state (repeatable): {states}").format(states=" | ".join((*_STATES, _OUT))),
        )


def _declare_scans(actions: Any) -> None:
    scan = declare(
        actions,
        "scan",
        _scan,
        _(
            "take scans in: read their codes, match them to what was printed, file what belongs here; exit code 3 "
            "where a page or a file was left, each listed with its reason, and the rest filed"
        ),
        "papers scan FILE scans.pdf",
        "papers scan FILE FOLDER",
    )
    audit_file(scan)
    scan.add_argument(
        "scans", type=Path, nargs="+", metavar="SCAN", help=_("PDF, PNG, JPEG or TIFF, or a folder with such files")
    )
    scan.add_argument("--dry-run", action="store_true", help=_("only tell what would become of them"))
    by_hand = declare(
        actions,
        "file",
        _file,
        _("file a scan by hand as a paper that you name; it is marked so"),
        "papers file FILE 7K3M-9Q2A scan.pdf --pages 3-4",
        "papers file FILE 7K3M-9Q2A scan.pdf --although-taken-back",
    )
    audit_file(by_hand)
    _code(by_hand)
    by_hand.add_argument("scan", type=Path, metavar="SCAN", help=_("PDF, PNG, JPEG or TIFF"))
    by_hand.add_argument(
        "--pages", type=_pages, default=[], metavar="N-N", help=_("pages of the scan, in the order of the paper")
    )
    by_hand.add_argument(
        "--although-taken-back",
        action="store_true",
        help=_("also where its printing was taken back: that counts again, marked so"),
    )


def _declare_hand(actions: Any) -> None:
    mark = declare(
        actions,
        "mark",
        _mark,
        _("enter who signed a paper that came back, and on which day, as they stand on it"),
        "papers mark FILE 7K3M-9Q2A --signed-by NAME --signed-by NAME --on 2026-11-20",
        "papers mark FILE 7K3M-9Q2A --signed-by NAME --on 2026-11-20 --signed-by-other REASON",
        "papers mark FILE 7K3M-9Q2A --signed-by NAME --signed-by NAME --on 2026-11-20 --same-name REASON",
    )
    withdraw = declare(
        actions,
        "withdraw",
        _withdraw,
        _("let a scan that was filed not count; it stays readable with the reason"),
        "papers withdraw FILE 7K3M-9Q2A --reason TEXT",
    )
    show = declare(actions, "show", _show, _("show a paper by its code or number"), "papers show FILE 7K3M-9Q2A")
    extract = declare(
        actions, "extract", _extract, _("write the scan of a paper out"), "papers extract FILE 7K3M-9Q2A OUT.pdf"
    )
    for each in (mark, withdraw, show, extract):
        audit_file(each)
        _code(each)
    mark.add_argument(
        "--signed-by",
        dest="signers",
        type=_signer,
        action="append",
        required=True,
        metavar="NAME",
        help=_("who signed; with the part before it as ROLE=NAME (repeatable)"),
    )
    mark.add_argument(
        "--on", type=arguments.day, required=True, metavar="YYYY-MM-DD", help=_("the day that stands on the paper")
    )
    mark.add_argument(
        "--signed-by-other",
        dest="by_other",
        default="",
        metavar="REASON",
        help=_("why a paper for one person counts although the name signed is not the printed one"),
    )
    mark.add_argument(
        "--same-name",
        default="",
        metavar="REASON",
        help=_("why one name stands there twice: one person signed both parts, or two people bear it"),
    )
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help=_("why it does not count"))
    extract.add_argument("target", type=Path, metavar="OUT", help=_("file that is not there yet, or a folder"))
    extract.add_argument("--whole", action="store_true", help=_("the whole scan, byte for byte as it came"))


def _code(parser: Any) -> None:
    parser.add_argument("code", metavar="CODE", help=_("code of the paper, or its number (the last edition)"))


def _signer(text: str) -> Signer:
    role, equals, name = text.rpartition("=")
    return Signer(name.strip(), role.strip() if equals else "")


def _pages(text: str) -> list[int]:
    if not _PAGES.fullmatch(text):
        raise argparse.ArgumentTypeError(_("“{text}” names no pages; write 3 or 3-4 or 1,5.").format(text=text))
    found: list[int] = []
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


# --- looking and printing ---------------------------------------------------------------------------------------------


def _states(options: argparse.Namespace) -> tuple[State, ...]:
    chosen = [State(name) for name in options.states if name != _OUT]
    return tuple(dict.fromkeys((*chosen, *(OUT if _OUT in options.states else ()))))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    forms = [Form(name) for name in options.forms]
    with opened(tools, options) as desk:
        views = listing.listing(desk, gettext_in, options.lang, site=options.site, forms=forms, states=_states(options))
    lines = aligned([line(view) for view in views])
    counts = {state.value: count for state, count in listing.counts(views).items()}
    return Outcome(lines or [_("There is no such paper.")], {"papers": [view_data(v) for v in views], "counts": counts})


def _site(desk: Desk, name: str) -> str:
    return auditing.site_named(auditing.outline(desk).sites, name).id if name else ""


def _print(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk, counted(_("Printing")) as progress:
        wish = Wish(
            tuple(Form(name) for name in options.forms),
            _site(desk, options.site),
            _states(options),
            only=tuple(options.only),
            also_returned=options.also_returned,
            without_unprintable=options.leave_out_unprintable,
        )
        render = watched(tools.render, progress)
        changes, made = printing.print_set(desk, options.out, render, gettext_in, options.lang, wish, progress=progress)
    return Outcome(
        [_("Written: {file}").format(file=options.out), *printed_lines(made)],
        {"file": str(options.out), **made_data(made), "saved_at": changes.at},
    )


def _write_out(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        reading = listing.read(desk, gettext_in, options.lang)
        site = _site(desk, options.site)
        out_list.write(reading, options.out, tools.render, site)
    out = sum(view.out and (not site or view.site == site) for view in reading.views)
    return Outcome([_("Written: {file}").format(file=options.out)], {"file": str(options.out), "out": out})


# --- scans ------------------------------------------------------------------------------------------------------------


def _scan(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk, counted(_("Pages read"), {scanning.FILES: _("Files read")}) as progress:
        changes, taken = scanning.take(desk, options.scans, progress, dry=options.dry_run)
    if len(taken.refused) == 1 and not taken.pages:
        raise taken.refused[0]
    lines = [words.summary(taken, _)]
    lines += [words.found_words(each, _) for each in taken.found if each.error is None]
    lines += [words.left_words(each, _) for each in taken.left]
    data = {
        "pages": taken.pages,
        "blank": taken.blank,
        "found": [found_data(each) for each in taken.found],
        "unread": [unread_data(each) for each in taken.unread],
        "refused": [error_data(error) for error in taken.refused],
        "left": [left_data(each) for each in taken.left],
        "dry_run": options.dry_run,
        "saved_at": changes.at,
    }
    if not taken.left:
        return Outcome(lines, data)
    # What belongs here is filed; that something was left must not look like success to a script.
    said = "paper_scans_would_be_left" if options.dry_run else "paper_scans_left"
    return Outcome(lines, data, REFUSED, UserError(said, count=len(taken.left)))


def _file(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk, counted(_("Pages read")) as progress:
        changes, made = filing.file_by_hand(
            desk, options.code, options.scan, options.pages, progress, although_taken_back=options.although_taken_back
        )
        printed = listing.printing_of(desk, made.code)
    said = _("Filed by hand: {paper}").format(paper=words.printing_words(printed, _))
    return Outcome([said], {"returned": return_data(made), "printed": printing_data(printed), "saved_at": changes.at})


# --- by hand ----------------------------------------------------------------------------------------------------------


def _mark(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes, made = filing.mark_signed(
            desk,
            options.code,
            options.signers,
            options.on,
            by_other=options.by_other,
            same_name=options.same_name,
        )
        printed = listing.printing_of(desk, made.code)
    said = _("Signed: {paper}; {signers}; {day}").format(
        paper=words.printing_words(printed, _), signers=words.signers(made, _), day=made.signed_on
    )
    lines = [said, *words.spelled(printed, made, _)]
    return Outcome(lines, {"returned": return_data(made), "printed": printing_data(printed), "saved_at": changes.at})


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes, made = filing.withdraw(desk, options.code, options.reason)
        printed = listing.printing_of(desk, made.code)
    said = _("Does not count any more: {paper}").format(paper=words.printing_words(printed, _))
    return Outcome([said], {"returned": return_data(made), "printed": printing_data(printed), "saved_at": changes.at})


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        with desk.file.read() as work:
            found = listing.named(work, options.code)
            gone = found if isinstance(found, TakenBack) else None
            printed = found.printing if isinstance(found, TakenBack) else found
            returns = work.papers.returns_of(printed.code)
        views = listing.read(desk, gettext_in, options.lang, (Form(printed.form),)).views
    view = next(view for view in views if view.key == printed.key)
    lines = [
        f"{view.title}  {view.name}",
        _("Code: {code}; number: {number}; edition: {edition} of {count}; version: {version}").format(
            code=shown_code(printed.code),
            number=printed.number,
            edition=printed.edition,
            count=len(view.printings),
            version=printed.version,
        ),
        _("Printed: {at} by {by}, pages: {pages}").format(
            at=moment_word(printed.printed_at), by=printed.printed_by, pages=printed.pages
        ),
    ]
    latest = view.last is not None and view.last.code == printed.code
    if gone is not None:
        state, more = words.state_words(_)[State.TAKEN_BACK], words.taken_back_words(gone, _)
    else:
        state = words.state_word(view, _) if latest else _("replaced by a later edition")
        more = words.why(view, _) if latest else ""
    lines.append(_("State: {state}").format(state=f"{state}; {more}" if more else state))
    lines += [told for back in returns for told in return_lines(back)]
    data = {
        **view_data(view),
        "printed": printing_data(printed),
        "latest": latest,
        "taken_back_here": gone is not None,
        "returns": [return_data(back) for back in returns],
    }
    return Outcome(lines, data)


def _extract(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        written = filing.extract(desk, options.code, options.target, whole=options.whole)
    lines = [_("Written: {file}").format(file=file) for file in written]
    return Outcome(lines, {"files": [str(file) for file in written]})
