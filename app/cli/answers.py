"""answers; copies list, copy, confirm."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from app.cli import batches
from app.cli.differing import difference_lines
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.words import SIGNS
from app.domain.audit import COMPANY, Site
from app.domain.grades import Verdict
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import answering, auditing, challenge_words, drafting, wording
from app.services.answering import Standing
from app.services.chosen_places import asked_checkpoint
from app.services.findings import ProposalView
from app.services.ports import Desk

_SHOWN: dict[str, Callable[[Standing], bool]] = {
    "answered": lambda s: s.verdict is not Verdict.UNANSWERED and s.copied_from is None,
    "unanswered": lambda s: s.verdict is Verdict.UNANSWERED,
    "nonconforming": lambda s: s.verdict is Verdict.NONCONFORMING,
    "partly": lambda s: s.verdict is Verdict.PARTLY,
    "unproven": lambda s: s.unproven,
    "copied": lambda s: s.copied_from is not None,
    "stale": lambda s: s.stale is not None,
}


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    listing = declare(
        verbs,
        "answers",
        _list,
        _("list every checkpoint at every site with its answer"),
        "answers FILE --site NAME --show unanswered",
    )
    audit_file(listing)
    listing.add_argument("--item", metavar="ITEM", help=_("only this item, such as A4-4"))
    site_option(listing, _("only this site"))
    listing.add_argument("--company", action="store_true", help=_("only those that are answered once for the company"))
    listing.add_argument(
        "--show",
        choices=list(_SHOWN),
        metavar="WHAT",
        help=_(
            "answered | unanswered | nonconforming | partly | unproven (conforming, and neither evidence nor a second "
            "person proves it) | copied (not yet confirmed) | stale (findings or the question have changed since)"
        ),
    )
    uphold = declare(
        verbs,
        "uphold",
        _uphold,
        _("let an answer stand although the findings it rests on, or the words of its question, have changed since"),
        "uphold FILE A4-4-04 --site NAME",
    )
    audit_file(uphold)
    uphold.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    site_option(uphold, _("site where it is looked at; not for a checkpoint of the company"))
    copies = group(verbs, "copies", _("answers copied from one site to others"))
    waiting = declare(
        copies, "list", _waiting, _("list the copies that wait to be confirmed at their site"), "copies list FILE"
    )
    audit_file(waiting)
    copy = declare(
        copies,
        "copy",
        _copy,
        _("copy verdict and remark of a site to others"),
        "copies copy FILE A4-4-04 --from NAME --to NAME --to NAME",
    )
    audit_file(copy)
    copy.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    copy.add_argument("--from", dest="source", required=True, metavar="NAME", help=_("site whose answer is copied"))
    copy.add_argument(
        "--to", action="append", required=True, metavar="NAME", help=_("site that gets the copy (repeatable)")
    )
    copy.add_argument(
        "--reason", default="", metavar="TEXT", help=_("why; needed where another verdict was given already")
    )
    copy.add_argument("--no-remark", action="store_true", help=_("copy the verdict alone"))
    copy.add_argument("--despite-proposals", action="store_true", help=_("also where ledgers propose another verdict"))
    confirm = declare(
        copies,
        "confirm",
        _confirm,
        _("take a copied answer as the site's own"),
        "copies confirm FILE A4-4-04 --site NAME",
    )
    audit_file(confirm)
    confirm.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    site_option(confirm, _("site that got the copy"), needed=True)
    batches.add_copies(copies)


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        names = _names(desk)
        site = COMPANY if options.company else _site(desk, options.site).id if options.site else None
        if options.item:
            auditing.require_item(desk.catalogue, options.item)
        told = answering.standing(desk)
    chosen = [
        s
        for s in told
        if (site is None or s.site == site)
        and (not options.item or s.checkpoint.item == options.item)
        and (not options.show or _SHOWN[options.show](s))
    ]
    lines = [line for s in chosen for line in (_line(s, names), *_reworded(s))]
    lines.append(_("{count} of {total} answers").format(count=len(chosen), total=len(told)))
    return Outcome(lines, {"count": len(chosen), "answers": [_data(s, names) for s in chosen]})


def _uphold(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site).id if options.site else COMPANY
        changes = answering.confirm_answer(desk, options.checkpoint, site)
    line = _("The answer to {checkpoint} stands.").format(checkpoint=options.checkpoint)
    return Outcome([line], {"checkpoint": options.checkpoint, "site": options.site, "saved_at": changes.at})


def _stale(standing: Standing) -> list[dict[str, str]]:
    if standing.stale is None:
        return []
    return [
        {"change": s.shift.value, "finding": s.finding, "rule": s.rule, "subject": s.subject}
        for s in standing.stale.stale
    ]


def _why(standing: Standing) -> str:
    return wording.stale(standing.stale, _, current_language()) if standing.stale is not None else ""


def _reworded(standing: Standing) -> list[str]:
    """What differs between the words in which it was answered and those of now."""
    then = standing.then
    return [] if then is None else difference_lines(then.question, then.verify, standing.checkpoint)


def _line(standing: Standing, names: dict[str, str]) -> str:
    where = names[standing.site] if standing.site else _("(company)")
    said = standing.answer.comment.replace("\n", " ") if standing.answer else ""
    if standing.answer and standing.verdict is Verdict.NOT_APPLICABLE and standing.answer.reason:
        reason = standing.answer.reason.replace("\n", " ")
        said = "  ".join(part for part in (said, _("Reason: {reason}").format(reason=reason)) if part)
    copied = _("(copied from {site}, not confirmed)").format(site=names[standing.copied_from or ""])
    marks = f"  {copied}" if standing.copied_from is not None else ""
    if standing.refuted is not None:
        marks += "  " + challenge_words.refuted_mark(standing.refuted, _, current_language())
    elif standing.unproven:
        marks += "  " + _("□ unproven")
    if standing.stale is not None:
        marks += "  " + _why(standing)
    return f"{SIGNS[standing.verdict]} {standing.checkpoint.id:<8} {where}  {said}{marks}".rstrip()


def _data(standing: Standing, names: dict[str, str]) -> dict[str, Any]:
    answer, then = standing.answer, standing.then
    return {
        "checkpoint": standing.checkpoint.id,
        "item": standing.checkpoint.item,
        "site": names[standing.site],
        "verdict": standing.verdict.value,
        "comment": answer.comment if answer else "",
        "reason": answer.reason if answer else "",
        "revision": answer.revision if answer else 0,
        "at": answer.at if answer else "",
        "by": answer.by if answer else "",
        "evidence": standing.evidence,
        "unproven": standing.unproven,
        "refuted_by": standing.refuted.person if standing.refuted else "",
        "refuted_at": standing.refuted.at if standing.refuted else "",
        "copied_from": names[standing.copied_from] if standing.copied_from is not None else None,
        "stale": _stale(standing),
        "stale_reason": _why(standing),
        "asked_then": {"question": then.question, "verify": then.verify} if then is not None else None,
    }


def _waiting(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        names = _names(desk)
        waiting = [s for s in answering.standing(desk) if s.copied_from is not None]
    told = [{"checkpoint": s.checkpoint.id, "site": names[s.site], "from": names[s.copied_from or ""]} for s in waiting]
    lines = [f"{t['checkpoint']}  {t['from']} → {t['site']}" for t in told]
    return Outcome(lines or [_("No copy waits to be confirmed.")], {"copies": told})


def _copy(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        checkpoint = asked_checkpoint(desk, options.checkpoint).id
        source, targets = _site(desk, options.source), [_site(desk, name) for name in options.to]
        opposing: dict[str, ProposalView] = {}
        answer = auditing.outline(desk).answers.get((checkpoint, source.id))
        if answer is not None and not options.despite_proposals:
            opposing = drafting.opposing(desk, checkpoint, answer.verdict, [t.id for t in targets])
        left_out = [t for t in targets if t.id in opposing]
        wanted = [t for t in targets if t.id not in opposing]
        changes = answering.copy_answer(
            desk, checkpoint, source.id, [t.id for t in wanted], options.reason, remark=not options.no_remark
        )
    copied = [t.name for t in wanted if any(place[1] == t.id for place in changes.places)]
    line = _("{checkpoint} of {site} was copied to: {targets}").format(
        checkpoint=checkpoint, site=source.name, targets=listed(copied) or _("(none)")
    )
    told = _("Not copied to {site}: its ledger proposes another verdict. Look at it first, or say --despite-proposals.")
    data = {
        "checkpoint": checkpoint,
        "from": source.name,
        "to": copied,
        "left_out": [{"site": t.name, "proposal": opposing[t.id].proposal.verdict.value} for t in left_out],
        "saved_at": changes.at,
    }
    return Outcome([line, *(told.format(site=t.name) for t in left_out)], data)


def _confirm(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site)
        changes = answering.confirm_copy(desk, options.checkpoint, site.id)
    line = _("{checkpoint} is confirmed at {site}.").format(checkpoint=options.checkpoint, site=site.name)
    return Outcome([line], {"checkpoint": options.checkpoint, "site": site.name, "saved_at": changes.at})


def _site(desk: Desk, name: str) -> Site:
    return auditing.site_named(auditing.outline(desk).sites, name)


def _names(desk: Desk) -> dict[str, str]:
    return {COMPANY: "", **{site.id: site.name for site in auditing.outline(desk).sites}}
