"""challenge list, answer: what a regulator would ask back. disproof add, list, withdraw: a second person's attempts."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.arguments import word_of
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.sites import site_names
from app.cli.words import severity_word
from app.domain.audit import COMPANY
from app.domain.challenges import Challenge, Disproof, Reply
from app.domain.challenges import Outcome as Attempted
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import auditing, challenge_words, challenging, known_names, proving
from app.services.challenging import ChallengeView
from app.services.ports import Desk


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    _add_challenges(group(verbs, "challenge", _("what a regulator would ask back of a good answer")))
    _add_disproofs(group(verbs, "disproof", _("attempts of a second person to disprove an answer")))


def _add_challenges(actions: Any) -> None:
    listing = declare(
        actions,
        "list",
        _challenges,
        _("list the questions that ledgers and findings put to answers, and the replies"),
        "challenge list FILE --open",
    )
    audit_file(listing)
    listing.add_argument("--open", action="store_true", help=_("only those that nobody has replied to as they stand"))
    listing.add_argument(
        "--all", action="store_true", help=_("also the replies to questions that are not asked any more")
    )
    listing.add_argument("--checkpoint", default="", metavar="CHECKPOINT", help=_("only those at this checkpoint"))
    site_option(listing, _("only this site"))
    answer = declare(
        actions,
        "answer",
        _reply,
        _("reply to a question"),
        "challenge answer FILE A4-4-04 terminals-shared --site NAME --reply TEXT",
    )
    audit_file(answer)
    answer.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    answer.add_argument("challenge", metavar="CHALLENGE", help=_("its id, as `challenge list` tells it"))
    site_option(answer, _("site where it was looked at; not for a checkpoint of the company"))
    answer.add_argument("--reply", required=True, metavar="TEXT", help=_("what you reply"))


def _add_disproofs(actions: Any) -> None:
    add = declare(
        actions,
        "add",
        _add,
        _("record that somebody else tried to disprove a conforming answer, and what came of it"),
        "disproof add FILE A4-4-04 --site NAME --person NAME --tried TEXT --outcome held",
    )
    audit_file(add)
    add.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    site_option(add, _("site where it was looked at; not for a checkpoint of the company"))
    add.add_argument("--person", required=True, metavar="NAME", help=_("who tried; another person than who answered"))
    add.add_argument("--tried", required=True, metavar="TEXT", help=_("what was tried"))
    add.add_argument(
        "--outcome",
        required=True,
        type=word_of(Attempted),
        metavar="OUTCOME",
        help=_("held (the answer held) | refuted (it does not hold)"),
    )
    listing = declare(
        actions,
        "list",
        _list,
        _("list the attempts to disprove answers, withdrawn ones included"),
        "disproof list FILE",
    )
    audit_file(listing)
    withdraw = declare(
        actions,
        "withdraw",
        _withdraw,
        _("withdraw an attempt to disprove; it stays readable"),
        "disproof withdraw FILE ID --reason TEXT",
    )
    audit_file(withdraw)
    withdraw.add_argument("id", metavar="ID", help=_("its id, as `disproof list` tells it"))
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


# --- challenges -------------------------------------------------------------------------------------------------------


def _challenges(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site)
        told = challenging.challenges(desk)
        earlier = challenging.laid_by(desk)
        names = site_names(desk)
        if options.checkpoint and not any(view.challenge.checkpoint == options.checkpoint for view in told):
            known_names.require_checkpoint(desk, options.checkpoint)

    def wanted(asked: Challenge | Reply) -> bool:
        return options.checkpoint in ("", asked.checkpoint) and (not options.site or asked.site == site)

    chosen = [view for view in told if (view.open or not options.open) and wanted(view.challenge)]
    earlier = tuple(filter(wanted, earlier))
    waiting = sum(view.open for view in told)
    lines = [line for view in chosen for line in _lines(desk, view, names)]
    if options.all:
        lines += [line for reply in earlier for line in _earlier_lines(desk, reply, names)]
    lines.append(
        _("{count} of {total} challenges; without a reply: {open}").format(
            count=len(chosen), total=len(told), open=waiting
        )
    )
    if not told:
        lines[-1] = _("Nothing is asked back: no answer that claims to be in order contradicts the ledgers.")
    if earlier and not options.all:
        lines.append(_("replies to questions that are not asked any more: {count} (--all)").format(count=len(earlier)))
    data = {
        "open": waiting,
        "challenges": [_challenge(desk, view, names) for view in chosen],
        "earlier": [_earlier(desk, reply, names) for reply in earlier],
    }
    return Outcome(lines, data)


def _earlier_lines(desk: Desk, reply: Reply, names: dict[str, str]) -> list[str]:
    where = names.get(reply.site, reply.site) if reply.site else _("(company)")
    said = _("Reply: {reply} ({by})").format(reply=" ".join(reply.reply.split()), by=reply.by)
    return [
        f"- {reply.checkpoint:<8} {where}  [{reply.basis}]  " + _("not asked any more"),
        f"    {_asked_then(desk, reply)}",
        f"    {said}",
    ]


def _earlier(desk: Desk, reply: Reply, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": reply.basis,
        "checkpoint": reply.checkpoint,
        "site": names.get(reply.site, ""),
        "question": _asked_then(desk, reply),
        "reply": {"text": reply.reply, "by": reply.by, "at": reply.at},
    }


def _asked_then(desk: Desk, reply: Reply) -> str:
    return challenge_words.question(desk.catalogue, reply.code, reply.values, _, current_language())


def _lines(desk: Desk, view: ChallengeView, names: dict[str, str]) -> list[str]:
    asked = view.challenge
    where = names[asked.site] if asked.site else _("(company)")
    sign = "?" if view.open else "✓"
    lines = [f"{sign} {asked.checkpoint:<8} {where}  [{asked.basis}]  {severity_word(asked.severity)}"]
    lines.append(f"    {_question(desk, view)}")
    if view.reply is not None:
        said = _("Reply: {reply} ({by})").format(reply=" ".join(view.reply.reply.split()), by=view.reply.by)
        lines.append(f"    {said}" + (_(" (to an earlier state of the facts)") if view.open else ""))
    return lines


def _question(desk: Desk, view: ChallengeView) -> str:
    language = current_language()
    asked = view.challenge
    return challenge_words.question(desk.catalogue, asked.code, asked.values, _, language)


def _challenge(desk: Desk, view: ChallengeView, names: dict[str, str]) -> dict[str, Any]:
    asked, reply = view.challenge, view.reply
    return {
        "id": asked.basis,
        "checkpoint": asked.checkpoint,
        "site": names.get(asked.site, ""),
        "severity": asked.severity.value,
        "question": _question(desk, view),
        "count": int(asked.values["count"]),
        "open": view.open,
        "kind": asked.kind,
        "rows": [{"kind": r.kind, "key": r.key, "sheet": r.sheet, "row": r.row} for r in asked.rows],
        "findings": list(asked.findings),
        "reply": None if reply is None else {"text": reply.reply, "by": reply.by, "at": reply.at},
    }


def _reply(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site)
        changes = challenging.reply(desk, options.checkpoint, site, options.challenge, options.reply)
        with desk.file.read() as work:
            waiting = len(challenging.open_challenges(desk, work))
    line = _("The reply to {challenge} is kept; challenges without a reply: {open}").format(
        challenge=options.challenge, open=waiting
    )
    data = {"checkpoint": options.checkpoint, "site": options.site, "challenge": options.challenge, "open": waiting}
    return Outcome([line], {**data, "saved_at": changes.at})


# --- attempts to disprove ---------------------------------------------------------------------------------------------


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site)
        _changes, made = proving.record(desk, options.checkpoint, site, options.person, options.tried, options.outcome)
        names = site_names(desk)
        unproven = auditing.outline(desk).total().unproven
    line = _("Recorded as {id}; conforming answers that are unproven: {unproven}").format(id=made.id, unproven=unproven)
    return Outcome([line], {**_data(made, names, speaks=True), "unproven": unproven})


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        told = proving.listing(desk)
        names = site_names(desk)
    lines = []
    for view in told:
        each = view.disproof
        where = names[each.site] if each.site else _("(company)")
        said = challenge_words.attempt_line(each, _, current_language(), speaks=view.speaks)
        lines += [f"{each.id}  {each.checkpoint:<8} {where}  {said}", f"    {' '.join(each.tried.split())}"]
        if view.withdrawn_by:
            lines.append("    " + _("withdrawn by {name}").format(name=view.withdrawn_by))
    data = [{**_data(view.disproof, names, speaks=view.speaks), "withdrawn_by": view.withdrawn_by} for view in told]
    return Outcome(lines or [_("Nobody has tried to disprove an answer yet.")], {"disproofs": data})


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes = proving.withdraw(desk, options.id, options.reason)
    line = _("The attempt {id} is withdrawn; it stays readable.").format(id=options.id)
    return Outcome([line], {"id": options.id, "saved_at": changes.at})


def _data(disproof: Disproof, names: dict[str, str], *, speaks: bool) -> dict[str, Any]:
    return {
        "id": disproof.id,
        "checkpoint": disproof.checkpoint,
        "site": names.get(disproof.site, ""),
        "person": disproof.person,
        "tried": disproof.tried,
        "outcome": disproof.outcome.value,
        "revision": disproof.revision,
        "at": disproof.at,
        "by": disproof.by,
        "speaks": speaks,
        "withdrawn": disproof.withdrawn,
    }


def _site(desk: Desk, name: str) -> str:
    if not name:
        return COMPANY
    with desk.file.read() as work:
        return auditing.site_named(work.sites.all(), name).id
