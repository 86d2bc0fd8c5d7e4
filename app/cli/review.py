"""review list, request, withdraw, accept, return, one-person; approve, seal, reopen, gaps; people."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group, site_option
from app.cli.times import moment_word
from app.cli.words import verdict_word
from app.domain.audit import COMPANY
from app.domain.challenges import Disproof
from app.domain.duties import Duty, Officer
from app.domain.progress import Place
from app.domain.review import State
from app.domain.sealing import Revision
from app.errors import REFUSED, UserError, register_messages
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import auditing, challenge_words, people, reporting, review_words, reviewing, sealing
from app.services.changes import Changes
from app.services.chosen_places import asked_checkpoint
from app.services.ports import Desk
from app.services.reviewing import Bulk, Reviewed
from app.services.sealing import Gap, Standing
from app.words import duty_word, review_mark, review_word

register_messages(
    {
        "review_revision_of_many": "A revision is that of one answer; chosen: {count}. Name one checkpoint and its "
        "site.",
    }
)

Places = tuple[Place, ...]
Act = Callable[[Desk, Places], Bulk]


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    _declare_review(verbs)
    _declare_people(verbs)
    approve = declare(
        verbs,
        "approve",
        _approve,
        _("approve the audit when every answer was accepted"),
        "approve FILE --as NAME",
    )
    seal = declare(
        verbs, "seal", _seal, _("seal the approved audit: nothing can be changed any more"), "seal FILE --as NAME"
    )
    reopen = declare(
        verbs,
        "reopen",
        _reopen,
        _("reopen a sealed audit as its next revision"),
        "reopen FILE --reason TEXT",
    )
    gaps = declare(verbs, "gaps", _gaps, _("list what stands between the audit and its seal"), "gaps FILE")
    for each in (approve, seal, reopen, gaps):
        audit_file(each)
    reopen.add_argument("--reason", default="", metavar="TEXT", help=_("why"))


def _declare_review(verbs: Any) -> None:
    actions = group(verbs, "review", _("the review of answers by a second person"), aliases=["reviews"])
    listing = declare(
        actions,
        "list",
        _list,
        _("list every checkpoint at every site with the state of its review"),
        "review list FILE --state requested",
        "review list FILE --waiting --as NAME",
    )
    audit_file(listing)
    _chosen(listing)
    listing.add_argument(
        "--waiting", action="store_true", help=_("only what waits for you: to be accepted, or returned to you")
    )
    for name, verb, says in (
        ("request", _request, _("ask for the review of answers")),
        ("withdraw", _withdraw, _("take the wish for a review back")),
        ("accept", _accept, _("accept answers as the second person")),
        ("return", _return, _("return answers with a reason")),
    ):
        reason = " --reason TEXT" if name == "return" else ""
        why = {"return": _("why; needed"), "request": _("why an answer that was returned stands as it is")}
        parser = declare(
            actions,
            name,
            verb,
            says,
            f"review {name} FILE A4-4-04 --site NAME{reason}",
            f"review {name} FILE --all{reason}",
        )
        audit_file(parser)
        parser.add_argument(
            "checkpoints", nargs="*", metavar="CHECKPOINT", help=_("ids of checkpoints, such as A4-4-04")
        )
        parser.add_argument(
            "--all", action="store_true", help=_("every place that the filters leave and that is ready")
        )
        _chosen(parser)
        if name in ("accept", "return"):
            parser.add_argument(
                "--revision",
                type=int,
                metavar="N",
                help=_("the revision of the answer that was looked at; refused when another one is in force"),
            )
        if name in why:
            parser.add_argument("--reason", default="", metavar="TEXT", help=why[name])
    alone = declare(
        actions,
        "one-person",
        _one_person,
        _("say openly that one person may answer and accept, or take that back; without an option, tell it"),
        "review one-person FILE --allow TEXT",
    )
    audit_file(alone)
    choice = alone.add_mutually_exclusive_group()
    choice.add_argument("--allow", metavar="TEXT", help=_("allow it, for this reason"))
    choice.add_argument("--forbid", action="store_true", help=_("two persons are needed again"))


def _chosen(parser: Parser) -> None:
    site_option(parser, _("only this site"))
    parser.add_argument("--company", action="store_true", help=_("only those that are answered once for the company"))
    parser.add_argument("--item", metavar="ITEM", help=_("only this item, such as A4-4"))
    parser.add_argument(
        "--state",
        choices=[state.value for state in State],
        metavar="STATE",
        help=_("not_started | answered | requested | accepted | returned"),
    )


def _declare_people(verbs: Any) -> None:
    actions = group(verbs, "people", _("the people of the audit and their duties"), aliases=["person"])
    listing = declare(actions, "list", _people, _("list the people of the audit"), "people list FILE")
    add = declare(
        actions, "add", _add, _("put somebody on the list"), "people add FILE NAME --duty reviewer --department TEXT"
    )
    change = declare(
        actions, "change", _change, _("correct an entry of the list"), "people change FILE NAME --duty approver"
    )
    remove = declare(
        actions,
        "remove",
        _remove,
        _("take somebody off the list; what they did stays theirs"),
        "people remove FILE NAME",
    )
    for each in (listing, add, change, remove):
        audit_file(each)
    for each in (add, change, remove):
        each.add_argument("name", metavar="NAME", help=_("the person by name"))
    for each in (add, change):
        each.add_argument("--department", metavar="TEXT", help=_("section of the person"))
        each.add_argument(
            "--duty",
            action="append",
            dest="duties",
            type=arguments.word_of(Duty),
            metavar="DUTY",
            help=_("auditor | reviewer | approver (repeatable)"),
        )
    change.add_argument("--name", dest="new_name", metavar="NAME", help=_("the name from now on"))
    change.add_argument("--no-duties", action="store_true", help=_("take all duties away"))


# --- review -----------------------------------------------------------------------------------------------------------


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        names = _names(desk)
        told = _filtered(desk, options, names)
        if options.waiting:
            waits = reviewing.waiting(desk)
            own = frozenset((*waits.to_accept, *waits.returned))
            told = [each for each in told if (each.checkpoint.id, each.site) in own]
        known = reviewing.states(desk)
        alone = reviewing.one_person(desk)
    lines = [_line(each, names) for each in told]
    lines.append("  ".join(f"{review_mark(s)} {review_word(s)} {n:,}" for s, n in known.counts().items()))
    if alone:
        lines.append(_("One person may answer and accept in this audit: {reason}").format(reason=alone))
    data = {
        "count": len(told),
        "reviews": [_data(each, names) for each in told],
        "states": {state.value: count for state, count in known.counts().items()},
        "one_person": alone,
    }
    return Outcome(lines, data)


def _request(tools: Tools, options: argparse.Namespace) -> Outcome:
    def request(desk: Desk, places: Places) -> Bulk:
        if options.all:
            return reviewing.request_those(desk, places, options.reason)
        return _whole(reviewing.request(desk, places, options.reason), places)

    return _act(tools, options, request, (State.ANSWERED,), State.REQUESTED)


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    def withdraw(desk: Desk, places: Places) -> Bulk:
        return _whole(reviewing.withdraw(desk, places), places)

    return _act(tools, options, withdraw, (State.REQUESTED,), State.ANSWERED)


def _accept(tools: Tools, options: argparse.Namespace) -> Outcome:
    def accept(desk: Desk, places: Places) -> Bulk:
        # Who names what is to be accepted gets all of it or nothing.
        return reviewing.accept_those(desk, places, _seen(options, places), whole=not options.all)

    return _act(tools, options, accept, (State.REQUESTED,), State.ACCEPTED)


def _return(tools: Tools, options: argparse.Namespace) -> Outcome:
    def give_back(desk: Desk, places: Places) -> Bulk:
        seen = _seen(options, places)
        if options.all:
            return reviewing.give_back_those(desk, places, options.reason, seen)
        return _whole(reviewing.give_back(desk, places, options.reason, seen), places)

    return _act(tools, options, give_back, (State.REQUESTED,), State.RETURNED)


def _seen(options: argparse.Namespace, places: Places) -> dict[Place, int]:
    """The revision that was looked at, by place."""
    if options.revision is None:
        return {}
    if len(places) != 1:
        raise UserError("review_revision_of_many", count=len(places))
    return {places[0]: options.revision}


def _whole(changes: Changes, places: Places) -> Bulk:
    return Bulk(changes, places)


def _act(tools: Tools, options: argparse.Namespace, act: Act, ready: tuple[State, ...], after: State) -> Outcome:
    """Do something at the places that are named, or at all that the filters leave and that are `ready` for it."""
    with opened(tools, options) as desk:
        names = _names(desk)
        named = frozenset(asked_checkpoint(desk, checkpoint).id for checkpoint in options.checkpoints)
        told = _filtered(desk, options, names)
        chosen = [each for each in told if each.checkpoint.id in named]
        if options.all:
            chosen = [each for each in told if each.state in ready and (not named or each.checkpoint.id in named)]
        if not chosen and (options.all or named):
            raise UserError("review_nothing_waits")
        bulk = act(desk, tuple((each.checkpoint.id, each.site) for each in chosen))
    lines = [
        _("{mark} {state}, places: {count}").format(
            mark=review_mark(after), state=review_word(after), count=f"{len(bulk.done):,}"
        )
    ]
    lines += [f"    {said}" for said in review_words.weak(bulk.weak, lambda s: names[s] or _("(company)"), _)]
    if bulk.left:
        lines.append(_("Left as they are: {count}").format(count=f"{len(bulk.left):,}"))
        lines += [f"    {each.why.sentence(_)}" for each in bulk.left]

    def told_of(done: Places) -> list[dict[str, str]]:
        return [{"checkpoint": checkpoint, "site": names.get(site, "")} for checkpoint, site in done]

    left = [
        {
            "checkpoint": each.place[0],
            "site": names.get(each.place[1], ""),
            "code": each.why.code,
            "message": each.why.sentence(_),
        }
        for each in bulk.left
    ]
    data = {"state": after.value, "places": told_of(bulk.done), "left": left, "saved_at": bulk.changes.at}
    if after is State.ACCEPTED:
        data["unproven"] = told_of(bulk.weak.unproven)
        data["refuted"] = told_of(bulk.weak.refuted)
        data["open_challenges"] = told_of(bulk.weak.challenged)
    return Outcome(lines, data)


def _one_person(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.allow is not None:
            reviewing.allow_one_person(desk, options.allow)
        elif options.forbid:
            reviewing.forbid_one_person(desk)
        reason = reviewing.one_person(desk)
    line = _("Who answered cannot accept: two persons are needed.")
    if reason:
        line = _("One person may answer and accept in this audit: {reason}").format(reason=reason)
    return Outcome([line], {"one_person": bool(reason), "reason": reason})


def _filtered(desk: Desk, options: argparse.Namespace, names: Mapping[str, str]) -> list[Reviewed]:
    site = COMPANY if options.company else None
    if options.site:
        site = auditing.site_named(auditing.outline(desk).sites, options.site).id
    if options.item:
        auditing.require_item(desk.catalogue, options.item)
    return [
        each
        for each in reviewing.listing(desk)
        if (site is None or each.site == site)
        and (not options.item or each.checkpoint.item == options.item)
        and (not options.state or each.state == options.state)
    ]


def _names(desk: Desk) -> dict[str, str]:
    return {COMPANY: "", **{site.id: site.name for site in auditing.outline(desk).sites}}


def _line(each: Reviewed, names: Mapping[str, str]) -> str:
    parts = [
        f"{review_mark(each.state)} {review_word(each.state)}",
        each.checkpoint.id,
        names[each.site] if each.site else _("(company)"),
    ]
    if each.answer is not None and each.state is not State.NOT_STARTED:
        parts.append(verdict_word(each.answer.verdict))
        parts.append(_("answered by {name}").format(name=each.answer.by))
    if each.last is not None:
        parts += [each.last.by, moment_word(each.last.at), each.last.reason]
    if each.beside.evidence:
        parts.append(_("Evidence {count}").format(count=f"{each.beside.evidence:,}"))
    parts += review_words.marks(each, _, current_language())
    return "  ".join(part for part in parts if part)


def _data(each: Reviewed, names: Mapping[str, str]) -> dict[str, Any]:
    answer, last, beside, refuted = each.answer, each.last, each.beside, each.refuted
    return {
        "checkpoint": each.checkpoint.id,
        "site": names[each.site],
        "state": each.state.value,
        "verdict": answer.verdict.value if answer else "unanswered",
        "revision": answer.revision if answer else 0,
        "answered_by": answer.by if answer else "",
        "act": last.act.value if last else "",
        "by": last.by if last else "",
        "at": last.at if last else "",
        "reason": last.reason if last else "",
        "evidence": beside.evidence,
        "unproven": beside.unproven,
        "refuted_by": refuted.person if refuted else "",
        "refuted_at": refuted.at if refuted else "",
        "challenges": beside.challenges,
        "open_challenges": beside.open,
        "stale": beside.stale,
        "copied_from": names.get(beside.copied_from, "") if beside.copied_from is not None else None,
    }


# --- approval and seal ------------------------------------------------------------------------------------------------


def _approve(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        refused = _tried(desk, sealing.approve)
        standing = sealing.standing(desk)
        lacking = reporting.lacking_of_plan(desk, _, current_language()) if refused is None else ()
    if refused is not None:
        return _refused(refused, [gap for gap in standing.gaps if gap.code not in sealing.OF_APPROVAL])
    line = _("Revision {revision} is approved by {name}.")
    said = line.format(revision=standing.revision.number, name=standing.revision.approved_by)
    return Outcome([said, *_lacking_lines(lacking)], {**_standing_data(standing), "plan_lacks": list(lacking)})


def _lacking_lines(lacking: Sequence[str]) -> list[str]:
    if not lacking:
        return []
    head = _("△ The plan is still a draft; once the audit is sealed, this can be entered only after reopening it:")
    return [head, *(f"    {each}" for each in lacking)]


def _seal(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        refused = _tried(desk, sealing.seal)
        standing = sealing.standing(desk)
    if refused is not None:
        return _refused(refused, standing.gaps)
    return Outcome([sealed_line(standing.revision)], _standing_data(standing))


def _tried(desk: Desk, act: Callable[[Desk], Changes]) -> UserError | None:
    """The refusal for the sake of gaps, which are listed with it; others are raised."""
    try:
        act(desk)
    except UserError as error:
        if error.code not in ("seal_gaps", "approve_gaps"):
            raise
        return error
    return None


def _refused(error: UserError, gaps: Iterable[Gap]) -> Outcome:
    found = tuple(gaps)
    where: dict[str, object] = dict.fromkeys(("file", "sheet", "row", "column"))
    told = {"code": error.code, "message": error.sentence(_), **where}
    data = {"error": told, "gaps": [_gap_data(gap) for gap in found]}
    return Outcome([_gap_line(gap) for gap in found], data, REFUSED, error)


def _reopen(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sealing.reopen(desk, options.reason)
        standing = sealing.standing(desk)
    old = standing.former
    line = _("Revision {revision} is begun. It goes on from revision {former} (fingerprint {fingerprint}).").format(
        revision=standing.revision.number,
        former=old.number if old else "",
        fingerprint=old.short if old else "",
    )
    return Outcome([line], _standing_data(standing))


def _gaps(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        standing = sealing.standing(desk)
        names = _names(desk)
        refuted = auditing.outline(desk).refuted
        lacking = () if standing.revision.sealed else reporting.lacking_of_plan(desk, _, current_language())
    if standing.revision.sealed:
        return Outcome([sealed_line(standing.revision)], _standing_data(standing))
    lines = []
    for gap in standing.gaps:
        lines.append(_gap_line(gap))
        for checkpoint, site in gap.places:
            line = f"    {checkpoint}  {names[site] or _('(company)')}"
            if gap.code == sealing.REFUTED:
                line += "  " + challenge_words.refuted_by(refuted[checkpoint, site], _, current_language())
            lines.append(line)
    data = _standing_data(standing)
    data["gaps"] = [
        {
            **_gap_data(gap),
            "places": [
                {
                    "checkpoint": c,
                    "site": names[s],
                    **(_refutation(refuted[c, s]) if gap.code == sealing.REFUTED else {}),
                }
                for c, s in gap.places
            ],
        }
        for gap in standing.gaps
    ]
    data["plan_lacks"] = list(lacking)
    lines = lines or [_("Nothing stands between the audit and its seal.")]
    return Outcome([*lines, *_lacking_lines(lacking)], data)


def _refutation(disproof: Disproof) -> dict[str, str]:
    return {"refuted_by": disproof.person, "refuted_at": disproof.at}


def sealed_line(revision: Revision) -> str:
    """That the audit is sealed: revision, fingerprint, who and when."""
    return _("Sealed: revision {revision}, fingerprint {fingerprint}, by {name} on {moment}.").format(
        revision=revision.number,
        fingerprint=revision.short,
        name=revision.sealed_by,
        moment=moment_word(revision.sealed_at),
    )


def revision_data(revision: Revision) -> dict[str, Any]:
    """A revision as `--json` tells it."""
    return {
        "number": revision.number,
        "approved_at": revision.approved_at,
        "approved_by": revision.approved_by,
        "sealed_at": revision.sealed_at,
        "sealed_by": revision.sealed_by,
        "fingerprint": revision.fingerprint,
        "reopened_at": revision.reopened_at,
        "reopened_by": revision.reopened_by,
        "reason": revision.reason,
    }


def _standing_data(standing: Standing) -> dict[str, Any]:
    return {
        "sealed": standing.revision.sealed,
        "approved": standing.approved,
        "revision": standing.revision.number,
        "fingerprint": standing.revision.fingerprint,
        "revisions": [revision_data(each) for each in standing.revisions],
        "gaps": [_gap_data(gap) for gap in standing.gaps],
    }


_LISTED_BY = {
    sealing.INCONSISTENT: "consistency list FILE --severity error",
    "challenged": "challenge list FILE --open",
    "unproven": "answers FILE --show unproven",
}
"""What lists a gap with all that it says, also what belongs to no checkpoint."""


def _gap_line(gap: Gap) -> str:
    where = f"  shadan {_LISTED_BY[gap.code]}" if gap.code in _LISTED_BY else ""
    return f"  ! {sealing.gap_words(gap, _)}{where}"


def _gap_data(gap: Gap) -> dict[str, Any]:
    return {"code": gap.code, "count": gap.count, **({"things": gap.things} if gap.things else {})}


# --- people -----------------------------------------------------------------------------------------------------------


def _people(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(people.listing(desk))


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        people.add(desk, options.name, options.department or "", options.duties or ())
        return _told(people.listing(desk))


def _change(tools: Tools, options: argparse.Namespace) -> Outcome:
    duties = () if options.no_duties else options.duties
    with opened(tools, options) as desk:
        people.change(desk, options.name, options.new_name, options.department, duties)
        return _told(people.listing(desk))


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        people.remove(desk, options.name)
        return _told(people.listing(desk))


def _told(officers: tuple[Officer, ...]) -> Outcome:
    lines = [
        "  ".join(part for part in (o.name, o.department, listed(duty_word(d) for d in o.duties)) if part)
        for o in officers
    ]
    data = {
        "people": [
            {"name": o.name, "department": o.department, "duties": [duty.value for duty in o.duties]} for o in officers
        ]
    }
    return Outcome(lines or [_("Nobody is listed yet; everybody may answer, accept and approve.")], data)
