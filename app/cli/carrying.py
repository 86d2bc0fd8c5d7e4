"""new --from; carried list, take, lay-aside: what comes along from an earlier audit."""

from __future__ import annotations

import argparse
from argparse import ArgumentTypeError
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.differing import difference_lines
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group, site_option
from app.cli.words import verdict_word
from app.domain.audit import COMPANY, Site
from app.domain.carrying import Decision, Standing
from app.domain.catalogue import Catalogue
from app.domain.grades import Role
from app.domain.progress import Place
from app.errors import UserError
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import auditing, carried_answers, carrying, wording
from app.services.auditing import NewAudit
from app.services.carried_answers import CarriedView
from app.services.carrying import Come, EarlierAudit
from app.services.ports import World
from app.words import carried_decision_word, carried_review_word, standing_word

# --- new --from -------------------------------------------------------------------------------------------------------


class _From(argparse.Action):
    """`--from`: what the earlier audit tells need not be given."""

    spared: Sequence[argparse.Action] = ()

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: Any = None) -> None:
        setattr(namespace, self.dest, values)
        for each in self.spared:
            each.required = False


def add_options(new: Parser, spared: Sequence[argparse.Action]) -> None:
    """Declare what `new` takes for an audit that goes on from an earlier one, which need not be told of the `spared`
    options."""
    earlier = new.add_argument(
        "--from",
        dest="earlier",
        type=Path,
        action=_From,
        metavar="EARLIER",
        help=_("earlier audit to go on from; what is not given is as it was there, and its file is only read"),
    )
    if isinstance(earlier, _From):
        earlier.spared = spared
    new.add_argument(
        "--rename-site",
        dest="renamed",
        type=_renamed,
        action="append",
        default=[],
        metavar="OLD=NEW",
        help=_("with --from: a site that has another name now (repeatable)"),
    )
    new.add_argument(
        "--dry-run", action="store_true", help=_("with --from: only tell what would come along; nothing is made")
    )


def _renamed(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (sign and old.strip() and new.strip()):
        raise ArgumentTypeError(_("“{text}” does not name a site before and after, as OLD=NEW.").format(text=text))
    return old.strip(), new.strip()


def begin(world: World, options: argparse.Namespace) -> Outcome:
    """Begin an audit from an earlier one, or tell what would come along."""
    role, areas = Role(options.role) if options.role else None, tuple(options.area)
    told = carrying.look(world, options.earlier, role, areas)
    new, renamed = _described(world, options, told)
    if options.dry_run:
        return Outcome(_look_lines(told, world.catalogue), _look_data(told))
    desk, come = carrying.create_from(world, options.file, new, options.earlier, renamed=renamed)
    try:
        total = auditing.outline(desk).total().total
    finally:
        desk.file.close()
    lines = [
        _("{file} was made; answers to give: {total}.").format(file=options.file, total=total),
        *_come_lines(come),
        _("Answers of last time are proposals: {command}").format(command=f"shadan carried list {options.file}"),
    ]
    return Outcome(lines, {"file": str(options.file), "total": total, "from": told.file, "carried": come.told()})


def _described(world: World, options: argparse.Namespace, told: EarlierAudit) -> tuple[NewAudit, dict[str, str]]:
    new = carrying.proposed(told, options.period or "", options.as_of or world.clock.today())
    renamed = dict(options.renamed)
    if not options.site:
        for old in renamed:
            auditing.site_named(told.sites, old)
        new = replace(new, sites=tuple(renamed.get(name, name) for name in new.sites))
    given = {
        "organisation": options.organisation,
        "role": Role(options.role) if options.role else None,
        "affiliates": tuple(options.affiliate),
        "sites": tuple(options.site),
        "areas": tuple(options.area),
        "auditor": options.auditor,
        "department": options.department,
        "confidentiality": options.confidentiality,
    }
    return replace(new, **{name: value for name, value in given.items() if value}), renamed


def _look_lines(told: EarlierAudit, catalogue: Catalogue) -> list[str]:
    audit, texts, language = told.audit, told.texts, current_language()
    lines = [
        f"{audit.organisation}  {audit.period}  ({told.file})",
        _("Sites: {sites}").format(sites=listed(site.name for site in told.sites) or "－"),
        *(
            _("  {ledger} ({file}), records: {count}").format(
                ledger=wording.ledger_name(each.kind, _), file=listed(each.files), count=f"{each.records:,}"
            )
            for each in told.ledgers
        ),
        _("Measures not finished: {count}; accepted risks that still hold: {accepted}; people: {people}").format(
            count=len(told.actions), accepted=told.accepted, people=len(told.people)
        ),
        _("Answers that come as proposals: {count}").format(count=told.answered),
        _("Checkpoints: {unchanged} asked as last time, {changed} otherwise, {new} new, {retired} no more").format(
            unchanged=len(texts.unchanged), changed=len(texts.changed), new=len(texts.new), retired=len(texts.retired)
        ),
    ]
    if texts.unknown:
        lines.append(_texts_unknown())
    lines += [f"  ＋ {each}  {catalogue.question(each).in_language(language)}" for each in texts.new]
    lines += [f"  ≠ {each}  {catalogue.question(each).in_language(language)}" for each in texts.changed]
    for gone in texts.retired:
        why = gone.reason.in_language(language) if gone.reason else _("not asked in this audit")
        lines.append(f"  － {gone.id}  {why}")
    return lines


def _texts_unknown() -> str:
    return _(
        "The earlier file does not say how its edition of the checkpoints asked; every answer is to be given anew."
    )


def _look_data(told: EarlierAudit) -> dict[str, Any]:
    texts = told.texts
    return {
        "file": told.file,
        "organisation": told.audit.organisation,
        "role": told.audit.role.value,
        "period": told.audit.period,
        "as_of": told.audit.as_of.isoformat(),
        "catalogue": told.audit.catalogue_version,
        "revision": told.revision,
        "sealed": told.sealed,
        "fingerprint": told.fingerprint,
        "sites": [site.name for site in told.sites],
        "ledgers": [{"kind": k.kind, "records": k.records, "files": list(k.files)} for k in told.ledgers],
        "actions": [a.number for a in told.actions],
        "people": [o.name for o in told.people],
        "accepted": told.accepted,
        "answers": told.answered,
        "texts_unknown": texts.unknown,
        "areas": [
            {"item": a.item, "unchanged": a.unchanged, "changed": a.changed, "new": a.new, "retired": a.retired}
            for a in texts.areas
        ],
        "changed": list(texts.changed),
        "new": list(texts.new),
        "retired": [
            {"id": r.id, "reason": r.reason.ja if r.reason else "", "answers": r.answers} for r in texts.retired
        ],
    }


def _come_lines(come: Come) -> list[str]:
    lines = [
        _("Came along: sites {sites}, records {records}, measures {actions}, people {people}").format(
            sites=come.sites, records=f"{come.records:,}", actions=come.actions, people=come.people
        ),
        _("Proposed answers: {unchanged}; asked otherwise now: {changed}; not asked any more: {retired}").format(
            unchanged=come.unchanged, changed=come.changed, retired=come.retired
        ),
    ]
    if come.left_sites:
        lines.append(
            _("Left behind: {sites} (answers {answers}, measures {actions})").format(
                sites=listed(come.left_sites), answers=come.left_answers, actions=come.left_actions
            )
        )
    return lines


# --- carried ----------------------------------------------------------------------------------------------------------


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "carried", _("answers of the earlier audit that came along as proposals"))
    listing = declare(
        actions,
        "list",
        _list,
        _("list the answers of last time with how they stand now"),
        "carried list FILE --standing unchanged --decision open",
    )
    audit_file(listing)
    take = declare(
        actions,
        "take",
        _take,
        _("record answers of last time as one's own, where the checkpoint is asked as it was"),
        "carried take FILE A4-4-04 --site NAME",
        "carried take FILE --all",
    )
    audit_file(take)
    aside = declare(
        actions,
        "lay-aside",
        _lay_aside,
        _("say that answers of last time are not used; they stay readable"),
        "carried lay-aside FILE A4-4-04 --site NAME",
    )
    audit_file(aside)
    for each in (take, aside):
        each.add_argument("checkpoint", nargs="*", metavar="CHECKPOINT", help=_("id of a checkpoint (repeatable)"))
        each.add_argument("--all", action="store_true", help=_("all that wait for a decision and allow it"))
    for each in (listing, take, aside):
        site_option(each, _("only at this site"))
        each.add_argument("--company", action="store_true", help=_("only those that are answered once for the company"))
    listing.add_argument(
        "--standing",
        choices=[s.value for s in Standing],
        metavar="STANDING",
        help=_("unchanged (asked as last time) | changed (asked otherwise) | retired (not asked any more)"),
    )
    listing.add_argument(
        "--decision",
        choices=[d.value for d in Decision],
        metavar="DECISION",
        help=_("open | taken | answered (otherwise) | laid_aside"),
    )


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        before = carried_answers.predecessor(desk)
        views, names = _chosen(carried_answers.listing(desk), options, auditing.outline(desk).sites)
    views = [
        v
        for v in views
        if options.standing in (None, v.carried.standing.value) and options.decision in (None, v.carried.decision.value)
    ]
    lines = [line for view in views for line in (_line(view, names), *_difference(view))]
    if before is None:
        lines = [_("This audit does not go on from an earlier one.")]
    elif not views:
        lines = [_("There is no such answer of last time.")]
    data = {
        "from": None
        if before is None
        else {
            "file": before.file,
            "period": before.period,
            "as_of": before.as_of.isoformat(),
            "fingerprint": before.fingerprint,
            "catalogue": before.catalogue_version,
        },
        "carried": [_data(view, names) for view in views],
    }
    return Outcome(lines, data)


def _take(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        views, names = _chosen(carried_answers.listing(desk), options, auditing.outline(desk).sites)
        wanted = _places(views, options, takeable=True)
        told = carried_answers.take(desk, wanted, _, current_language())
    lines = [_("Taken over: {count}").format(count=len(told.taken))]
    for refused in told.refused:
        why = UserError(refused.code, checkpoint=refused.checkpoint).sentence(_)
        lines.append(f"  {names.get(refused.site, '')}  {why}".rstrip())
    data = {
        "taken": [{"checkpoint": c, "site": names.get(s, "")} for c, s in told.taken],
        "refused": [{"checkpoint": r.checkpoint, "site": names.get(r.site, ""), "code": r.code} for r in told.refused],
        "saved_at": told.changes.at,
    }
    return Outcome(lines, data)


def _lay_aside(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        views, names = _chosen(carried_answers.listing(desk), options, auditing.outline(desk).sites)
        wanted = _places(views, options, takeable=False)
        changes = carried_answers.lay_aside(desk, wanted)
    data = {"laid_aside": [{"checkpoint": c, "site": names.get(s, "")} for c, s in wanted], "saved_at": changes.at}
    return Outcome([_("Laid aside: {count}").format(count=len(wanted))], data)


def _chosen(
    views: Sequence[CarriedView], options: argparse.Namespace, sites: tuple[Site, ...]
) -> tuple[list[CarriedView], dict[str, str]]:
    """Those at the places that the options name, and the names of sites. Raises UserError."""
    names = {site.id: site.name for site in sites} | {COMPANY: ""}
    wanted = auditing.site_named(sites, options.site).id if options.site else None
    if options.company:
        wanted = COMPANY
    return [v for v in views if wanted is None or v.carried.site == wanted], names


def _places(views: Sequence[CarriedView], options: argparse.Namespace, *, takeable: bool) -> list[Place]:
    """The places of the checkpoints that are named, or all that can be decided so. Raises UserError."""
    if options.all:
        named = set(options.checkpoint)
        if missing := named - {v.carried.checkpoint for v in views}:
            raise UserError("carried_none", checkpoint=min(missing))
        own = (v for v in views if not named or v.carried.checkpoint in named)
        return [v.place for v in own if v.carried.waiting and not (takeable and v.refusal)]
    places = []
    for identity in options.checkpoint:
        found = [v.place for v in views if v.carried.checkpoint == identity]
        if not found:
            raise UserError("carried_none", checkpoint=identity)
        places += found
    return places


def _line(view: CarriedView, names: dict[str, str]) -> str:
    carried = view.carried
    parts = [
        carried.checkpoint,
        names.get(carried.site, "") if carried.site else _("(company)"),
        verdict_word(carried.verdict),
        standing_word(carried.standing),
        carried_decision_word(carried.decision) if carried.standing is not Standing.RETIRED else "",
        _("{day} by {by}").format(day=wording.day(carried.given_at[:10], current_language()), by=carried.given_by),
        carried_review_word(carried.review),
        carried.comment.replace("\n", " "),
    ]
    return "  ".join(part for part in parts if part)


def _difference(view: CarriedView) -> list[str]:
    """What changed in the words of a checkpoint that is asked otherwise now."""
    carried, now = view.carried, view.checkpoint
    if carried.standing is not Standing.CHANGED or now is None or not carried.question:
        return []
    return difference_lines(carried.question, carried.verify, now)


def _data(view: CarriedView, names: dict[str, str]) -> dict[str, Any]:
    carried = view.carried
    return {
        "checkpoint": carried.checkpoint,
        "site": names.get(carried.site, ""),
        "verdict": carried.verdict.value,
        "comment": carried.comment,
        "reason": carried.reason,
        "given_at": carried.given_at,
        "given_by": carried.given_by,
        "evidence": carried.evidence,
        "review": carried.review,
        "standing": carried.standing.value,
        "decision": carried.decision.value,
        "refusal": view.refusal,
        "question_then": carried.question,
        "question_now": view.checkpoint.question.ja if view.checkpoint else "",
        "verify_then": carried.verify,
        "verify_now": view.checkpoint.verify.ja if view.checkpoint else "",
    }
