"""export (a ledger, or `hand-in`: the hand-in folder); hand-in list, check."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.counting import counted
from app.cli.ledger_kinds import KINDS
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Verb, audit_file, declare, group, recipient_option
from app.cli.times import moment_word
from app.domain.house_style import Recipient
from app.errors import INTEGRITY, USAGE, UserError, register_messages
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services import handing_in
from app.services.handing_in import Built, Contents, Former, Part

register_messages(
    {
        "export_option_unwanted": "{option} cannot be given with {kind}; see export --help.",
        "handin_part_away": "All parts were left out; there is nothing to hand in.",
    },
    exit_code=USAGE,
)

KIND = "hand-in"
_USUAL = tuple(part for part in Part if part in handing_in.USUAL)


def add_verbs(verbs: Any, export: Verb) -> None:
    """Declare `export` for `export` to carry out, and the verbs of hand-in folders."""
    made = declare(
        verbs,
        "export",
        export,
        _("write a ledger as it stands, or the hand-in folder"),
        "export FILE terminals OUT.xlsx --text TEXT",
        "export FILE hand-in FOLDER --dry-run",
        "export FILE hand-in FOLDER --with progress --without findings --zip",
    )
    audit_file(made)
    told = _("kind of ledger: {kinds}; or hand-in: the folder of reports, evidence and index that is handed in")
    choices = (*KINDS, KIND)
    made.add_argument("kind", choices=choices, metavar="KIND", help=told.format(kinds=" | ".join(KINDS)))
    made.add_argument(
        "out", type=Path, metavar="OUT", help=_("file to write: .xlsx or .csv; hand-in: the folder to build")
    )
    made.add_argument("--text", default="", metavar="TEXT", help=_("only rows in which this text stands"))
    usual = " ".join(_USUAL)
    parts = _("hand-in: put this part in as well: {parts}; without it: {usual} (repeatable)")
    made.add_argument(
        "--with",
        dest="more",
        type=arguments.word_of(Part),
        action="append",
        default=[],
        metavar="PART",
        help=parts.format(parts=" | ".join(Part), usual=usual),
    )
    made.add_argument(
        "--without",
        type=arguments.word_of(Part),
        action="append",
        default=[],
        metavar="PART",
        help=_("hand-in: leave this part out (repeatable)"),
    )
    recipient_option(
        made, _("hand-in: whom it is for, in the house style: management | authority (if not given) | office | general")
    )
    made.add_argument("--zip", action="store_true", help=_("hand-in: an archive beside the folder as well"))
    made.add_argument(
        "--replace", action="store_true", help=_("hand-in: replace a folder of this audit that nobody has touched")
    )
    made.add_argument(
        "--dry-run", action="store_true", help=_("hand-in: tell what would be written and what is missing, only")
    )
    _declare_noun(verbs)


def _declare_noun(verbs: Any) -> None:
    actions = group(verbs, "hand-in", _("hand-in folders: those that were built, and one that came back"))
    listed = declare(
        actions, "list", _list, _("list the folders that were built, and what was changed since"), "hand-in list FILE"
    )
    audit_file(listed)
    checked = declare(
        actions,
        "check",
        _check,
        _("compare every file of a folder, or of a ZIP of it, with its list of digests"),
        "hand-in check FOLDER",
        "hand-in check FOLDER.zip",
        "hand-in check FOLDER --of FILE",
    )
    checked.add_argument("folder", type=Path, metavar="FOLDER|ZIP", help=_("the hand-in folder, or its ZIP"))
    checked.add_argument(
        "--of", dest="file", type=Path, metavar="FILE", help=_("tell whether this audit built it, and when")
    )


def wanted(options: argparse.Namespace) -> bool:
    """Whether a hand-in folder is asked for. Raises UserError where an option belongs to the other kind."""
    folder: bool = options.kind == KIND
    given = {
        "--with": options.more,
        "--without": options.without,
        "--for": options.recipient,
        "--zip": options.zip,
        "--replace": options.replace,
        "--dry-run": options.dry_run,
    }
    unwanted = ["--text"] if folder and options.text else [] if folder else [name for name in given if given[name]]
    if unwanted:
        raise UserError("export_option_unwanted", option=unwanted[0], kind=options.kind)
    return folder


def export(tools: Tools, options: argparse.Namespace) -> Outcome:
    """Build the folder, or tell what it would hold."""
    parts = (handing_in.USUAL | frozenset(options.more)) - frozenset(options.without)
    if not parts:
        raise UserError("handin_part_away")
    recipient = options.recipient or Recipient.AUTHORITY
    doing = _("Reading what is handed in") if options.dry_run else _("Building the hand-in folder")
    with opened(tools, options) as desk, counted(doing) as progress:
        if options.dry_run:
            if (problem := handing_in.name_problem(options.out)) is not None:
                raise problem
            contents = handing_in.read(desk, gettext_in, options.lang, recipient=recipient, progress=progress)
            return _preview(contents, parts, options.out)
        _changes, built = handing_in.build(
            desk,
            options.out,
            tools.render,
            gettext_in,
            options.lang,
            parts=parts,
            recipient=recipient,
            archive=options.zip,
            replacing=options.replace,
            progress=progress,
        )
    return _built(built, parts)


def _preview(contents: Contents, parts: frozenset[Part], target: Path) -> Outcome:
    names = handing_in.part_words(_)
    lines = [_("Tried only; nothing was written.")]
    for part in Part:
        own = contents.of({part})
        if part in parts and own:
            size = _(", {size} bytes").format(size=f"{contents.size({part}):,}") if any(i.sha256 for i in own) else ""
            lines.append(_("{part}: {count}{size}").format(part=names[part], count=f"{len(own):,}", size=size))
    lines += _doubt_lines(contents, parts)
    deeper = contents.too_deep(os.path.abspath(target), parts)
    if deeper:
        lines.append(_deep(deeper))
    data = {
        "folder": str(target),
        "dry_run": True,
        "files": [{"part": i.part.value, "path": i.path, "size": i.size or None, "draft": i.draft} for i in
                  contents.of(parts)],
        "size": contents.size(parts),
        "too_deep": deeper,
        "doubts": _doubt_data(contents, parts),
    }  # fmt: skip
    return Outcome(lines, data)


def _built(built: Built, parts: frozenset[Part]) -> Outcome:
    lines = [
        _("Written: {file}").format(file=built.folder),
        _("Files: {files}, bytes: {size}; digest of the list: {index}").format(
            files=f"{built.files:,}", size=f"{built.size:,}", index=built.index
        ),
    ]
    if built.archive is not None:
        lines.append(_("Written: {file}").format(file=built.archive))
    lines += [handing_in.kept_words(place, _) for place in built.kept]
    lines += _doubt_lines(built.contents, parts)
    deeper = built.contents.too_deep(os.path.abspath(built.folder), parts)
    if deeper:
        lines.append(_deep(deeper))
    data = {
        "folder": str(built.folder),
        "dry_run": False,
        "files": [
            {"part": w.item.part.value, "path": w.item.path, "size": w.size, "sha256": w.sha256, "draft": w.item.draft}
            for w in built.written
        ],
        "size": built.size,
        "index": built.index,
        "zip": str(built.archive) if built.archive is not None else None,
        "kept": list(map(str, built.kept)),
        "too_deep": deeper,
        "doubts": _doubt_data(built.contents, parts),
    }
    return Outcome(lines, data)


def _deep(count: int) -> str:
    return _("△ On Windows a path in it would be too long by {count}; choose a place nearer to the root.").format(
        count=count
    )


def _doubt_lines(contents: Contents, parts: frozenset[Part]) -> list[str]:
    return [("× " if d.blocking else "△ ") + d.sentence for d in contents.doubts_of(parts)]


def _doubt_data(contents: Contents, parts: frozenset[Part]) -> list[dict[str, object]]:
    return [
        {
            "code": d.code,
            "part": d.part.value if d.part is not None else None,
            "message": d.sentence,
            "blocking": d.blocking,
        }
        for d in contents.doubts_of(parts)
    ]


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        found = handing_in.former(desk)
    lines = [line for each in found for line in _former_lines(each)]
    return Outcome(lines or [_("No hand-in folder was built yet.")], {"hand_ins": [_former_data(f) for f in found]})


def _former_lines(found: Former) -> list[str]:
    said = _("{moment}  {name}  files: {files}, drafts: {drafts}, fingerprint {fingerprint}, by {by}")
    return [
        said.format(
            moment=moment_word(found.at),
            name=found.name,
            files=f"{found.files:,}",
            drafts=f"{found.drafts:,}",
            fingerprint=found.fingerprint,
            by=found.by,
        ),
        f"  {handing_in.since_words(found, _)}",
    ]


def _former_data(found: Former) -> dict[str, object]:
    return {
        "at": found.at,
        "by": found.by,
        "name": found.name,
        "files": found.files,
        "size": found.size,
        "index": found.index,
        "fingerprint": found.fingerprint,
        "drafts": found.drafts,
        "zip": found.archive,
        "parts": list(found.parts),
        "since": dict(found.since),
    }


def _check(tools: Tools, options: argparse.Namespace) -> Outcome:
    with counted(_("Checking the hand-in folder")) as progress:
        checked = handing_in.check(options.folder, progress)
    found = None
    if options.file is not None:
        with opened(tools, options) as desk:
            found = handing_in.recorded_as(desk, checked.index)
    lines = [handing_in.counted_words(checked, _), *handing_in.differing_words(checked, _)]
    data: dict[str, Any] = {
        "folder": str(options.folder),
        "whole": checked.whole,
        "files": checked.files,
        "changed": list(checked.changed),
        "missing": list(checked.missing),
        "extra": list(checked.extra),
        "twins": list(checked.twins),
        "packed_again": checked.packed_again,
        "index": checked.index,
    }
    known = True
    if options.file is not None:
        known = found is not None
        data["built"] = _former_data(found) if found is not None else None
        if found is not None:
            lines += [_("This audit built it:"), *_former_lines(found)]
        else:
            lines.append(_("× This audit did not build it, or its list of digests was changed."))
    return Outcome(lines, data, 0 if checked.whole and known else INTEGRITY)
