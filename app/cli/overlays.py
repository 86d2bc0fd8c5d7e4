"""overlay show, check, import, remove, export, template; value list, set, clear."""

from __future__ import annotations

import argparse
import operator
from pathlib import Path
from typing import Any

from app.cli.columns import aligned
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.cli.typed import typed
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import known_names, overlay_told, overlaying
from app.services.overlaying import Effect


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "overlay", _("checkpoints of the company's own, notes, and what it does not ask"))
    show = declare(actions, "show", _show, _("show what the company added and does not ask"), "overlay show FILE")
    audit_file(show)
    take = declare(
        actions,
        "import",
        _import,
        _("take in a file with own checkpoints, notes and what is not asked"),
        "overlay import FILE own.xlsx",
        "overlay import FILE own.toml --dry-run",
    )
    audit_file(take)
    take.add_argument("source", type=Path, metavar="SOURCE", help=_("a filled-in template (.xlsx), or .toml"))
    take.add_argument("--dry-run", action="store_true", help=_("say what would change, and change nothing"))
    gone = declare(
        actions, "remove", _remove, _("take such a file out again"), "overlay remove FILE own.xlsx --reason TEXT"
    )
    audit_file(gone)
    gone.add_argument("source", metavar="NAME", help=_("its name, as `overlay show` tells it"))
    gone.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))
    export = declare(
        actions, "export", _export, _("write what was taken in out as .xlsx or .toml"), "overlay export FILE OUT.xlsx"
    )
    audit_file(export)
    export.add_argument("target", type=Path, metavar="OUT", help=_(".xlsx or .toml"))
    template = declare(
        actions, "template", _template, _("write a template with an example of each kind"), "overlay template OUT.xlsx"
    )
    template.add_argument("target", type=Path, metavar="OUT", help=_(".xlsx or .toml"))
    values = group(verbs, "value", _("values of the company's own that stand in the texts of checkpoints"))
    listing = declare(values, "list", _values, _("list them"), "value list FILE")
    audit_file(listing)
    put = declare(values, "set", _set, _("set one for all texts"), "value set FILE NAME 5年")
    audit_file(put)
    put.add_argument("name", metavar="NAME", help=_("its name, as `value list` tells it"))
    put.add_argument("value", metavar="VALUE", help=_("what stands in the texts from now on"))
    clear = declare(
        values, "clear", _clear, _("take one back, so that the guide value stands"), "value clear FILE NAME"
    )
    audit_file(clear)
    clear.add_argument("name", metavar="NAME", help=_("its name, as `value list` tells it"))


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        own = overlaying.own_part(desk)
    language = current_language()
    lines = [
        _("{file}: own checkpoints {own}, notes {notes}, not asked {hidden}, values {values}").format(
            file=view.part.source,
            own=len(view.overlay.checkpoints),
            notes=len(view.overlay.notes),
            hidden=len(view.overlay.hidden),
            values=len(view.overlay.values),
        )
        for view in own.parts
    ]
    lines += [f"  {c.id:<9} {c.question.in_language(language)}" for c in own.checkpoints]
    lines += [f"  {n.checkpoint:<9} {_('Note on a checkpoint')}: {n.text.in_language(language)}" for n in own.notes]
    lines += [f"  {h.checkpoint:<9} {_('Not asked')}: {h.reason.in_language(language)}" for h in own.hidden]
    named = [v for v in own.values if v.own or v.file]
    lines += [
        "  " + _("Value {name}: {value} {whose}").format(name=v.name, value=v.value, whose=overlay_told.whose(v, _))
        for v in named
    ]
    data = {
        "files": [
            {"name": v.part.source, "sha256": v.part.sha256, "at": v.part.at, "by": v.part.by} for v in own.parts
        ],
        "checkpoints": [
            {"id": c.id, "item": c.item, "level": c.level.value, "question": c.question.in_language(language)}
            for c in own.checkpoints
        ],
        "notes": [{"checkpoint": n.checkpoint, "text": n.text.in_language(language)} for n in own.notes],
        "hidden": [{"checkpoint": h.checkpoint, "reason": h.reason.in_language(language)} for h in own.hidden],
        "values": {v.name: v.value for v in own.values},
    }
    return Outcome(lines or [_("The company has added nothing to the catalogue.")], data)


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.dry_run:
            effect = overlaying.look(desk, options.source)[1]
        else:
            effect = overlaying.take(desk, options.source)[1]
    name = options.source.name
    first = _("Nothing was changed; this would be done:") if options.dry_run else _("Taken in.")
    lines = [first, *overlay_told.effect_lines(effect, _)]
    if not options.dry_run:
        out = typed("overlay", "remove", options.file, name, "--reason")
        told = _("Its name in the audit: {name}. To take it out again: {command} TEXT")
        lines.append(told.format(name=name, command=out))
    return Outcome(lines, {"dry_run": options.dry_run, "name": name, **_data(effect)})


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        effect = overlaying.remove(desk, options.source, options.reason)[1]
    return Outcome([_("Taken out."), *overlay_told.effect_lines(effect, _)], _data(effect))


def _data(effect: Effect) -> dict[str, Any]:
    ids = {name: list(told) for name, told in overlaying.ids_of(effect).items()}
    values = {"values": list(effect.values), "overruled": list(effect.overruled)}
    return {**ids, **values, "outside": list(effect.outside), "answers": effect.answers}


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        own = overlaying.own_part(desk)
        desk.world.overlays.write(options.target, overlaying.whole(own), current_language())
    return Outcome([_("Written: {file}").format(file=options.target)], {"file": str(options.target)})


def _template(tools: Tools, options: argparse.Namespace) -> Outcome:
    tools.world().overlays.write(options.target, None, current_language())
    return Outcome([_("Written: {file}").format(file=options.target)], {"file": str(options.target)})


def _values(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        own = overlaying.own_part(desk)
    lines = aligned([(f"{v.name}:", v.value, overlay_told.whose(v, _)) for v in own.values])
    data = {"values": [{"name": v.name, "value": v.value, "own": v.own, "file": v.file} for v in own.values]}
    return Outcome(lines, data)


def _set(tools: Tools, options: argparse.Namespace) -> Outcome:
    return _put(tools, options, options.value)


def _clear(tools: Tools, options: argparse.Namespace) -> Outcome:
    return _put(tools, options, "")


def _put(tools: Tools, options: argparse.Namespace, value: str) -> Outcome:
    with opened(tools, options) as desk:
        name = options.name
        if not value:
            known = [each.name for each in overlaying.own_part(desk).values]
            name = known_names.among(name, known, "filter_value", operator.eq)
        changes, effect = overlaying.set_value(desk, name, value)
    data = {"saved_at": changes.at, **_data(effect)}
    if not changes:
        return Outcome(
            [_("It has this value already.") if value else _("The company has set no value of its own.")], data
        )
    lines = [_("Set.") if value else _("Taken back."), *overlay_told.effect_lines(effect, _)]
    if value and not (effect.changed or effect.noted):
        lines.append(_("No text names “{name}” in braces yet.").format(name=name))
    return Outcome(lines, data)
