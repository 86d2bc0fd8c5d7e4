"""verify, history, backup, restore."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.review import sealed_line
from app.cli.sites import site_names
from app.cli.times import moment_word
from app.domain.catalogue import Catalogue
from app.domain.history import Entry
from app.errors import INTEGRITY
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import known_names, safekeeping, wording
from app.services.acts import act_words
from app.services.ports import HistoryQuery


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    verify = declare(
        verbs,
        "verify",
        _verify,
        _("check every stored byte of an audit, or whether a PDF is as it was written"),
        "verify FILE",
        "verify PLAN.pdf",
    )
    verify.add_argument("file", type=Path, metavar="FILE", help=_("an audit file, a backup or a PDF"))
    history = declare(
        verbs,
        "history",
        _history,
        _("show who changed what and when, the latest first"),
        "history FILE --day 2026-11-24",
    )
    audit_file(history)
    history.add_argument("--checkpoint", default="", metavar="CHECKPOINT", help=_("only of this checkpoint"))
    history.add_argument("--by", default="", metavar="NAME", help=_("only by this user"))
    history.add_argument("--day", type=arguments.day, metavar="YYYY-MM-DD", help=_("only of this day"))
    history.add_argument(
        "--limit", type=arguments.number, default=200, metavar="N", help=_("how many at most; 200 if not given")
    )
    backup = declare(verbs, "backup", _backup, _("copy the audit into a folder, and check the copy"), "backup FILE DIR")
    audit_file(backup)
    backup.add_argument("folder", type=Path, metavar="DIR", help=_("the folder for the copy"))
    restore = declare(verbs, "restore", _restore, _("make an audit of a backup"), "restore BACKUP FILE")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help=_("the backup"))
    restore.add_argument("file", type=Path, metavar="FILE", help=_("audit file to make; it must not be there yet"))


def _verify(tools: Tools, options: argparse.Namespace) -> Outcome:
    if options.file.suffix.lower() == ".pdf":
        return _verify_paper(tools, options.file)
    result = safekeeping.verify(tools.world(), options.file)
    lines = [wording.integrity_problem(p, _) for p in result.problems]
    if not lines:
        whole = _("Whole: {rows} rows, {entries} history entries, {blobs} evidence files agree.")
        lines = [whole.format(rows=result.rows, entries=result.entries, blobs=result.blobs)]
        if result.sealed is not None:
            lines += [sealed_line(result.sealed), _("The content is what was sealed.")]
    data = {
        "ok": not result.problems,
        "rows": result.rows,
        "entries": result.entries,
        "blobs": result.blobs,
        "sealed": result.sealed is not None,
        "revision": result.sealed.number if result.sealed else 0,
        "fingerprint": result.sealed.fingerprint if result.sealed else "",
        "problems": [{"code": p.code, "where": p.where, "record": p.record} for p in result.problems],
    }
    return Outcome(lines, data, INTEGRITY if result.problems else 0)


def _verify_paper(tools: Tools, file: Path) -> Outcome:
    check = tools.check_paper(file)
    if check.ok:
        line = _("Unchanged since it was written; fingerprint of the data: {fingerprint}")
    else:
        line = _("Changed after it was written; fingerprint it names: {fingerprint}")
    data = {"ok": check.ok, "reason": check.reason, "fingerprint": check.fingerprint, "info": dict(check.info)}
    return Outcome([line.format(fingerprint=check.fingerprint)], data, 0 if check.ok else INTEGRITY)


def _history(tools: Tools, options: argparse.Namespace) -> Outcome:
    day = options.day.isoformat() if options.day else ""
    with opened(tools, options) as desk:
        by = known_names.author(desk, options.by) if options.by else ""
        query = HistoryQuery(checkpoint=options.checkpoint, by=by, day=day)
        entries, count = safekeeping.history(desk, query, 0, options.limit)
        if not count and options.checkpoint:
            known_names.require_checkpoint(desk, options.checkpoint)
        names = site_names(desk)
    lines = [_line(e, desk.catalogue, names) for e in entries]
    lines.append(_("{shown} of {count} entries").format(shown=len(entries), count=count))
    data = {
        "count": count,
        "entries": [
            {
                "seq": e.seq,
                "at": e.at,
                "by": e.by,
                "act": e.event.act,
                "subject": e.event.subject,
                "checkpoint": e.event.checkpoint,
                "site": names.get(e.event.site, ""),
                "before": e.event.before,
                "after": e.event.after,
                "hash": e.hash,
            }
            for e in entries
        ],
    }
    return Outcome(lines, data)


def _line(entry: Entry, catalogue: Catalogue, sites: Mapping[str, str]) -> str:
    """One entry for people: when, who, what and where. Ids and codes are in `--json`."""
    event, language = entry.event, current_language()
    parts = [moment_word(entry.at), entry.by, act_words(_).get(event.act, event.act)]
    if event.checkpoint:
        parts.append(event.checkpoint)
        titles = {item.id: item.title for item in catalogue.items}
        item = next((c.item for c in catalogue.checkpoints if c.id == event.checkpoint), "")
        parts.append(titles[item].in_language(language) if item in titles else "")
    parts += [sites.get(event.site, ""), str((event.after or {}).get("source", ""))]
    return "  ".join(part for part in parts if part)


def _backup(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        target = safekeeping.backup(desk, options.folder)
    return Outcome([_("Backup: {file}").format(file=target)], {"file": str(target)})


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    safekeeping.restore(tools.world(), options.backup, options.file)
    return Outcome([_("Restored: {file}").format(file=options.file)], {"file": str(options.file)})
