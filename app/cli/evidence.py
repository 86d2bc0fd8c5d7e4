"""evidence add, list, show, use, unuse, replace, withdraw, expire, extract, remove, warn."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.evidence_told import data, details, entry_data, places_data, whole
from app.cli.evidence_told import lines as told_lines
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.sites import site_names
from app.domain.audit import COMPANY, live_sites
from app.domain.grades import Level
from app.domain.progress import Place
from app.errors import UserError
from app.i18n import gettext as _
from app.services import (
    auditing,
    evidencing,
    evidencing_files,
    evidencing_register,
    evidencing_uses,
    known_names,
)
from app.services.evidencing_register import Entry, Mark
from app.services.ports import Desk

_FILTERS = {
    "expired": Mark.EXPIRED,
    "soon": Mark.SOON,
    "unused": Mark.UNUSED,
    "large": Mark.LARGE,
    "double": Mark.DOUBLE,
}


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "evidence", _("files that prove answers"))
    _declare_taking(actions)
    _declare_looking(actions)
    _declare_serving(actions)
    warn = declare(
        actions,
        "warn",
        _warn,
        _("show or set the size and the days that the audit warns of"),
        "evidence warn FILE --limit-mb 20",
    )
    audit_file(warn)
    warn.add_argument("--limit-mb", type=arguments.number, metavar="N", help=_("megabytes above which a file is large"))
    warn.add_argument("--soon-days", type=arguments.number, metavar="N", help=_("days before a last day"))


def _declare_taking(actions: Any) -> None:
    add = declare(actions, "add", _add, _("attach a copy of a file"), "evidence add FILE A4-4-04 photo.jpg --site NAME")
    audit_file(add)
    add.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    add.add_argument("source", type=Path, metavar="SOURCE", help=_("the file to attach"))
    site_option(add, _("site where it was looked at; not for a checkpoint of the company"))
    add.add_argument(
        "--share",
        action="store_true",
        help=_("where the audit has the same content as evidence already, let that serve here instead of a second one"),
    )
    replace = declare(
        actions,
        "replace",
        _replace,
        _("store a newer version; it serves wherever the one before did, which stays readable"),
        "evidence replace FILE ID list.xlsx --reason TEXT",
    )
    audit_file(replace)
    _identity(replace)
    replace.add_argument("source", type=Path, metavar="SOURCE", help=_("the file to attach"))
    _reason(replace)
    for each in (add, replace):
        each.add_argument("--large", action="store_true", help=_("take it although the audit warns of its size"))
        each.add_argument(
            "--expires", type=arguments.day, metavar="DATE", help=_("last day on which it proves anything")
        )
        each.add_argument("--note", default=None, metavar="TEXT", help=_("a note on it"))
    withdraw = declare(
        actions,
        "withdraw",
        _withdraw,
        _("take a newer version back; the one before counts again"),
        "evidence withdraw FILE ID --reason TEXT",
    )
    audit_file(withdraw)
    _identity(withdraw)
    _reason(withdraw)
    remove = declare(
        actions,
        "remove",
        _remove,
        _("take a piece of evidence out of account; its content stays in the history"),
        "evidence remove FILE ID --reason TEXT",
    )
    audit_file(remove)
    _identity(remove)
    _reason(remove)


def _declare_looking(actions: Any) -> None:
    listing = declare(
        actions,
        "list",
        _list,
        _("list all evidence, with ids and hashes"),
        "evidence list FILE",
        "evidence list FILE --expired",
    )
    audit_file(listing)
    listing.add_argument("--checkpoint", default="", metavar="ID", help=_("only what serves this checkpoint"))
    site_option(listing, _("only what serves this site"))
    listing.add_argument("--expired", action="store_true", help=_("only what is past its last day"))
    listing.add_argument("--soon", action="store_true", help=_("only what expires soon"))
    listing.add_argument("--unused", action="store_true", help=_("only what serves no checkpoint"))
    listing.add_argument("--large", action="store_true", help=_("only what the audit warns of for its size"))
    listing.add_argument("--double", action="store_true", help=_("only what has the same content as another piece"))
    show = declare(actions, "show", _show, _("show a piece with its places and versions"), "evidence show FILE ID")
    extract = declare(
        actions,
        "extract",
        _extract,
        _("write a piece of evidence out, unchanged"),
        "evidence extract FILE ID photo.jpg",
    )
    for each in (show, extract):
        audit_file(each)
        _identity(each)
    extract.add_argument("target", type=Path, metavar="OUT", help=_("file that is not there yet, or a folder"))


def _declare_serving(actions: Any) -> None:
    use = declare(
        actions,
        "use",
        _use,
        _("let a piece of evidence serve other checkpoints as well"),
        "evidence use FILE ID A1-1-01 A4-4-04 --site NAME",
    )
    audit_file(use)
    _identity(use)
    use.add_argument("checkpoints", nargs="+", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    use.add_argument("--site", action="append", default=[], metavar="NAME", help=_("a site (repeatable)"))
    use.add_argument("--all-sites", action="store_true", help=_("all sites of the audit"))
    unuse = declare(
        actions,
        "unuse",
        _unuse,
        _("take a piece off at one place; elsewhere it serves on"),
        "evidence unuse FILE ID A1-1-01 --reason TEXT",
    )
    audit_file(unuse)
    _identity(unuse)
    unuse.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    site_option(unuse, _("site where it was looked at; not for a checkpoint of the company"))
    _reason(unuse)
    expire = declare(
        actions,
        "expire",
        _expire,
        _("set the last day on which a piece proves anything, and its note"),
        "evidence expire FILE ID 2027-03-31",
        "evidence expire FILE ID never --reason TEXT",
    )
    audit_file(expire)
    _identity(expire)
    expire.add_argument("day", type=_day_or_never, metavar="DATE", help=_("the last day, or never"))
    expire.add_argument("--note", default=None, metavar="TEXT", help=_("a note on it"))
    expire.add_argument(
        "--reason", default="", metavar="TEXT", help=_("the reason; needed where it has expired and is to prove again")
    )


def _identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("its id, as `evidence list` tells it"))


def _reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


def _day_or_never(text: str) -> date | None:
    return None if text == "never" else arguments.day(text)


# --- taking in --------------------------------------------------------------------------------------------------------


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _site(desk, options.site)
        if options.share and (shared := _shared(desk, options, site)) is not None:
            return shared
        _changes, evidence = evidencing.attach(
            desk,
            options.checkpoint,
            site,
            options.source,
            large=options.large,
            expires=options.expires,
            note=options.note or "",
        )
        twins = evidencing.same_content(desk, evidence)
        names = site_names(desk)
    lines = [_("Kept as evidence: {name} (SHA-256 {digest})").format(name=evidence.name, digest=evidence.sha256)]
    if twins:
        words = _("The audit has this content already as {id} ({name}); with --share that one serves here as well.")
        lines.append(words.format(id=twins[0].id, name=twins[0].name))
    told = {**data(evidence, names), "same_content": [twin.id for twin in twins], "shared": False}
    return Outcome(lines, told)


def _shared(desk: Desk, options: argparse.Namespace, site: str) -> Outcome | None:
    """Let evidence with the content of the file serve the place; None where there is none."""
    evidencing_files.check(desk, options.source)
    sha256, _size = evidencing_files.digest(options.source)
    found = [e for e in evidencing_register.register(desk).entries if e.in_force and e.piece.evidence.sha256 == sha256]
    if not found:
        return None
    evidence = found[0].piece.evidence
    evidencing_uses.serve(desk, evidence.id, [(options.checkpoint, site)])
    entry = evidencing_register.entry_of(desk, evidence.id)
    words = _("{name} ({id}) has this content already and serves {checkpoint} as well.")
    line = words.format(name=evidence.name, id=evidence.id, checkpoint=options.checkpoint)
    names = site_names(desk)
    told = {**data(evidence, names), "places": places_data(entry.places, names), "shared": True}
    return Outcome([line], told)


def _replace(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, evidence = evidencing_uses.replace_with(
            desk,
            options.id,
            options.source,
            options.reason,
            large=options.large,
            expires=options.expires,
            note=options.note,
        )
        told, entry = _told(desk, evidence.id)
        dropped = evidencing_uses.term_dropped(desk, evidence.id)
    words = _("Version {number} kept: {name} ({id}); the version before stays readable.")
    lines = [words.format(number=entry.piece.version, name=evidence.name, id=evidence.id)]
    if dropped is not None:
        words = _("The version before has {day} as its last day, this one has none. It is set with: shadan evidence "
                  "expire FILE {id} DATE")  # fmt: skip
        lines.append(words.format(day=dropped.isoformat(), id=evidence.id))
    return Outcome(lines, {**told, "expires_before": dropped.isoformat() if dropped is not None else None})


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        before = evidencing_register.entry_of(desk, options.id).piece.facts.replaces
        evidencing_uses.withdraw_version(desk, options.id, options.reason)
        told, entry = _told(desk, before)
    words = _("Taken back: {name} ({id}) counts again.")
    return Outcome([words.format(name=entry.piece.evidence.name, id=before)], told)


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        places = evidencing_register.entry_of(desk, options.id).places
        evidencing.remove(desk, options.id, options.reason)
        names = site_names(desk)
    lines = [_("Removed; its content stays in the history.")]
    if len(places) > 1:
        lines.append(_("Checkpoints that it does not serve any more: {count}.").format(count=len(places)))
    return Outcome(lines, {"id": options.id, "places": places_data(places, names)})


# --- looking ----------------------------------------------------------------------------------------------------------


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        register = evidencing_register.register(desk)
        names = site_names(desk)
        site = _site(desk, options.site)
        wanted = {mark for name, mark in _FILTERS.items() if getattr(options, name)}
        shown = [
            e for e in register.entries if (not wanted or e.marks & wanted) and _serves(e, options.checkpoint, site)
        ]
        if options.checkpoint and not shown:
            known_names.require_checkpoint(desk, options.checkpoint)
    wanted_any = bool(wanted or options.checkpoint or site)
    lines = told_lines(shown, names)
    lines = (
        [*lines, whole(register)]
        if lines
        else [_("There is no such evidence.") if wanted_any else _("There is no evidence yet.")]
    )
    told = {
        "evidence": [entry_data(entry, names, register.today) for entry in shown],
        "size": register.size,
        "limit_mb": register.limit_mb,
        "soon_days": register.soon_days,
    }
    return Outcome(lines, told)


def _serves(entry: Entry, checkpoint: str, site: str) -> bool:
    """Whether it serves a place of the checkpoint and the site; empty means any."""
    if not checkpoint and not site:
        return True
    return any(checkpoint in ("", c) and site in ("", s) for c, s in entry.places)


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        told, entry = _told(desk, options.id)
        lines = details(entry, site_names(desk))
    return Outcome(lines, told)


def _extract(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        place = evidencing.extract(desk, options.id, options.target)
    return Outcome([_("Written: {file}").format(file=place)], {"file": str(place)})


# --- serving ----------------------------------------------------------------------------------------------------------


def _use(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        places = _places(desk, options)
        changes = evidencing_uses.serve(desk, options.id, places)
        told, entry = _told(desk, options.id)
    words = _("{name} serves {count} more now, {total} in all.")
    count, name = len(changes.places), entry.piece.evidence.name
    return Outcome([words.format(name=name, count=count, total=len(entry.places))], {**told, "added": count})


def _places(desk: Desk, options: argparse.Namespace) -> list[Place]:
    """Every checkpoint at every site named; one of the company once. Raises UserError."""
    with desk.file.read() as work:
        every = work.sites.all()
    sites = [s.id for s in live_sites(every)] if options.all_sites else []
    sites += [auditing.site_named(every, name).id for name in options.site]
    found: list[Place] = []
    for checkpoint in options.checkpoints:
        try:
            of_company = desk.catalogue.checkpoint(checkpoint).level is Level.COMPANY
        except KeyError:
            raise UserError("checkpoint_unknown", checkpoint=checkpoint) from None
        found += [(checkpoint, COMPANY)] if of_company or not sites else [(checkpoint, site) for site in sites]
    return found


def _unuse(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        evidencing_uses.end_use(desk, options.id, (options.checkpoint, _site(desk, options.site)), options.reason)
        told, entry = _told(desk, options.id)
    words = (
        _("Taken off at {checkpoint}; it serves {count} more.")
        if entry.places
        else _("Taken off at {checkpoint}; it serves no checkpoint now and stays in the register.")
    )
    return Outcome([words.format(checkpoint=options.checkpoint, count=len(entry.places))], told)


def _expire(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        before = evidencing_register.entry_of(desk, options.id).piece.facts
        note = before.note if options.note is None else options.note
        evidencing_uses.set_facts(desk, options.id, options.day, note, options.reason)
        told, entry = _told(desk, options.id)
    day = options.day.isoformat() if options.day else ""
    words = _("{name} proves until {day}.") if day else _("{name} proves without a last day.")
    return Outcome([words.format(name=entry.piece.evidence.name, day=day)], told)


def _warn(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        evidencing_files.set_warnings(desk, options.limit_mb, options.soon_days)
        limit, soon = evidencing_files.warnings(desk)
    words = _("The audit warns of files above {limit} MB, and {days} days before a last day.")
    return Outcome([words.format(limit=limit, days=soon)], {"limit_mb": limit, "soon_days": soon})


def _told(desk: Desk, identity: str) -> tuple[dict[str, Any], Entry]:
    entry = evidencing_register.entry_of(desk, identity)
    return entry_data(entry, site_names(desk), evidencing_register.proof_day(desk)), entry


def _site(desk: Desk, name: str) -> str:
    if not name:
        return COMPANY
    with desk.file.read() as work:
        return auditing.site_named(work.sites.all(), name).id
