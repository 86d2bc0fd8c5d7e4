"""answer-many; copies copy-many, confirm-many: one act over many checkpoints and sites."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.counting import counted
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare
from app.cli.words import verdict_word
from app.domain.audit import COMPANY, live_sites
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.errors import UserError
from app.i18n import gettext as _
from app.services import auditing, batches
from app.services.auditing import Outline
from app.services.batches import Preview
from app.services.changes import Changes
from app.services.ports import Desk


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module that stand for themselves."""
    many = declare(
        verbs,
        "answer-many",
        _answer_many,
        _("answer checkpoints at many sites as one act, all or none"),
        "answer-many FILE A4-4-04 A4-4-06 conforming --all-sites --only unanswered --dry-run",
    )
    audit_file(many)
    _checkpoints(many)
    many.add_argument(
        "verdict",
        choices=[v.value for v in Verdict],
        metavar="VERDICT",
        help=_("conforming | partly | nonconforming | not_applicable | unanswered"),
    )
    sites_options(many)
    many.add_argument(
        "--comment",
        default="",
        metavar="TEXT",
        help=_("what was seen, in place of what was remarked there; without it that stays"),
    )
    many.add_argument("--add", action="store_true", help=_("add the remark below what was remarked there"))
    many.add_argument(
        "--reason",
        default="",
        metavar="TEXT",
        help=_("why; needed to change a verdict, for not_applicable, and where ledgers propose a graver verdict"),
    )
    _shared(many)


def add_copies(copies: Any) -> None:
    """Declare what belongs to the copies of answers."""
    copy = declare(
        copies,
        "copy-many",
        _copy_many,
        _("copy the answers of a site on several checkpoints to many others as one act"),
        "copies copy-many FILE A4-4-04 A4-4-06 --from NAME --all-sites",
    )
    audit_file(copy)
    _checkpoints(copy)
    copy.add_argument("--from", dest="source", required=True, metavar="NAME", help=_("site whose answer is copied"))
    sites_options(copy)
    copy.add_argument(
        "--reason", default="", metavar="TEXT", help=_("why; needed where another verdict was given already")
    )
    copy.add_argument("--no-remark", action="store_true", help=_("copy the verdict alone"))
    _shared(copy)
    confirm = declare(
        copies,
        "confirm-many",
        _confirm_many,
        _("take the copied answers of many sites as their own"),
        "copies confirm-many FILE A4-4-04 A4-4-06 --all-sites",
    )
    audit_file(confirm)
    _checkpoints(confirm)
    sites_options(confirm)


def _checkpoints(parser: Parser) -> None:
    parser.add_argument(
        "checkpoints", nargs="+", metavar="CHECKPOINT", help=_("ids of the checkpoints, such as A4-4-04")
    )


def sites_options(parser: Parser) -> None:
    """`--site NAME`, repeatable, or `--all-sites`."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--site", action="append", default=[], metavar="NAME", help=_("at this site (repeatable)"))
    where.add_argument("--all-sites", action="store_true", help=_("at every site of the audit"))


def _shared(parser: Parser) -> None:
    parser.add_argument(
        "--only", choices=["unanswered"], metavar="WHAT", help=_("only where no verdict was given: unanswered")
    )
    parser.add_argument("--lessen", action="store_true", help=_("also where a deficiency becomes a lesser one or none"))
    parser.add_argument(
        "--despite-proposals", action="store_true", help=_("also where ledgers propose another verdict")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("tell what would be done, and do nothing"))


def chosen_sites(outline: Outline, options: argparse.Namespace) -> list[str]:
    """The ids of the sites that the options name. Raises UserError."""
    if options.all_sites:
        return [site.id for site in live_sites(outline.sites)]
    return [auditing.site_named(outline.sites, name).id for name in options.site]


def chosen_places(desk: Desk, outline: Outline, options: argparse.Namespace) -> list[Place]:
    """The places that the options name: checkpoints of the company once. Raises UserError."""
    sites, places = chosen_sites(outline, options), []
    for identity in dict.fromkeys(options.checkpoints):
        try:
            checkpoint = desk.catalogue.checkpoint(identity)
        except KeyError:
            raise UserError("checkpoint_unknown", checkpoint=identity) from None
        if checkpoint.level is Level.SITE and not sites:
            raise UserError("answer_site_needed", checkpoint=checkpoint.id)
        of_company = checkpoint.level is Level.COMPANY
        places += [(checkpoint.id, COMPANY)] if of_company else [(checkpoint.id, site) for site in sites]
    return list(dict.fromkeys(places))


def _answer_many(tools: Tools, options: argparse.Namespace) -> Outcome:
    verdict = Verdict(options.verdict)
    with opened(tools, options) as desk:
        outline = auditing.outline(desk)
        places = _wanted(outline, chosen_places(desk, outline, options), options)
        shown, changes, left = Preview.nothing(), Changes(), 0
        if places:
            shown = batches.preview(desk, places, verdict, options.comment, add=options.add)
            shown, left = _without_opposed(shown, options)
        if shown.verdicts and not options.dry_run:
            said, how = (options.comment, options.reason), {"lessen": options.lessen, "add": options.add}
            with counted(_("Answering")) as progress:
                changes = batches.answer_many(desk, shown.verdicts, verdict, *said, progress, **how)
    head = _("{verdict}, places: {count}").format(verdict=verdict_word(verdict), count=len(shown.written))
    return _told(head, shown, left, changes, options)


def _wanted(outline: Outline, places: list[Place], options: argparse.Namespace) -> list[Place]:
    """The places that are left of those that were named."""
    if not options.only:
        return places
    return [p for p in places if p not in outline.answers or not _given(outline, p)]


def _given(outline: Outline, place: Place) -> bool:
    return outline.answers[place].verdict is not Verdict.UNANSWERED


def _copy_many(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        outline = auditing.outline(desk)
        source = auditing.site_named(outline.sites, options.source)
        places = [p for p in chosen_places(desk, outline, options) if p[1] not in (COMPANY, source.id)]
        shown, changes, left = Preview.nothing(), Changes(), 0
        remark = not options.no_remark
        if wanted := _wanted(outline, places, options):
            shown = batches.preview_copies(desk, source.id, wanted, remark=remark)
            shown, left = _without_opposed(shown, options)
        if shown.verdicts and not options.dry_run:
            how = {"remark": remark, "lessen": options.lessen}
            with counted(_("Copying")) as progress:
                changes = batches.copy_many(desk, source.id, shown.verdicts, options.reason, progress, **how)
    head = _("Copies of {site}, places: {count}").format(site=source.name, count=len(shown.written))
    return _told(head, shown, left, changes, options)


def _without_opposed(shown: Preview, options: argparse.Namespace) -> tuple[Preview, int]:
    """What is left where ledgers propose nothing else, and how many were left out."""
    if options.despite_proposals or not shown.opposed:
        return shown, 0
    return shown.without(shown.opposed), len(shown.opposed)


def _told(head: str, shown: Preview, left: int, changes: Changes, options: argparse.Namespace) -> Outcome:
    counts = {
        "new": len(shown.new),
        "changed": len(shown.changed),
        "remarked": len(shown.remarked),
        "unchanged": len(shown.unchanged),
        "lessened": len(shown.lessened),
        "opposed": len(shown.opposed),
        "graver": len(shown.graver),
        "acceptance_lost": len(shown.accepted),
        "unproven": len(shown.unproven),
        "remarks_replaced": len(shown.replaced),
    }
    words = {
        "new": _("answered for the first time: {count}"),
        "changed": _("changed, which needs a reason: {count}"),
        "remarked": _("only the remark changes: {count}"),
        "unchanged": _("as they are already: {count}"),
        "lessened": _("a deficiency becomes a lesser one or none: {count}"),
        "opposed": _("ledgers propose another verdict: {count}"),
        "graver": _("ledgers propose a graver one, which needs a reason: {count}"),
        "acceptance_lost": _("lose the acceptance of their reviewer: {count}"),
        "unproven": _("would conform unproven: {count}"),
        "remarks_replaced": _("remarks there are replaced: {count}"),
    }
    lines = [head, *(f"  {words[name].format(count=count)}" for name, count in counts.items() if count)]
    if left:
        told = _(
            "Left out, for ledgers propose another verdict there: {count}. Look at these places first, "
            "or say --despite-proposals."
        )
        lines.append(told.format(count=left))
    if options.dry_run:
        lines.append(_("Nothing was done; this is what would be."))
    data = {**counts, "left_out": left, "dry_run": options.dry_run, "saved_at": changes.at}
    return Outcome(lines, {**data, "written": len(changes.places)})


def _confirm_many(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        places = chosen_places(desk, auditing.outline(desk), options)
        changes = batches.confirm_copies(desk, places)
    line = _("Copies confirmed: {count}").format(count=len(changes.places))
    return Outcome([line], {"confirmed": len(changes.places), "saved_at": changes.at})
