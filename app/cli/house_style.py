"""style show, set, reset, export, import."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.columns import aligned
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, recipient_option
from app.domain.house_style import Dates, Front, House, Preset, Recipient, marked_name
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import house_styling
from app.services.house_words import dates_word, front_word, marking_word, recipient_word
from app.services.ports import Desk

_OF_AUDIT = "audit"
_YES = {"yes": True, "no": False}

register_messages(
    {
        "style_nothing": "Nothing is to be set; name at least one value, for example --marking.",
        "style_needs_for": "{option} differs from recipient to recipient; say whose it is with --for.",
        "style_no_logo": "There is no logo that --logo-text could describe; give one with --logo.",
    }
)


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "style", _("house style: logo, header, footer, marking, per recipient"))
    show = declare(actions, "show", _show, _("show the house style"), "style show FILE")
    change = declare(
        actions,
        "set",
        _set,
        _("change the house style"),
        "style set FILE --logo logo.png --footer '{company} {recipient}'",
        "style set FILE --for office --marking 取扱注意 --mark-names yes",
    )
    reset = declare(actions, "reset", _reset, _("go back to the style at first"), "style reset FILE")
    export = declare(
        actions, "export", _export, _("write the style as one file for other audits"), "style export FILE HOUSE.toml"
    )
    take = declare(
        actions, "import", _import, _("take a style from a file that was exported"), "style import FILE HOUSE.toml"
    )
    for each in (show, change, reset, export, take):
        audit_file(each)
    export.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .toml"))
    take.add_argument("source", type=Path, metavar="SOURCE", help=_("file to read: .toml"))
    _declare_set(change)


def _declare_set(change: Any) -> None:
    places = "{title} {company} {period} {as_of} {recipient}"
    change.add_argument("--company", metavar="TEXT", help=_("name of the company on covers and letters; empty: as is"))
    change.add_argument(
        "--header",
        metavar="TEXT",
        help=_("line above the pages, with {places}; empty: company and title").format(places=places),
    )
    change.add_argument(
        "--footer",
        metavar="TEXT",
        help=_("line below the one with fingerprint and as-of date, with {places}").format(places=places),
    )
    logo = change.add_mutually_exclusive_group()
    logo.add_argument("--logo", type=Path, metavar="PICTURE", help=_("PNG or JPEG for covers and letters"))
    logo.add_argument("--no-logo", action="store_true", help=_("take the logo out"))
    change.add_argument("--logo-text", metavar="TEXT", help=_("what is on the logo, for who does not see it"))
    recipient_option(change, _("whose values follow: management | authority | office | general"))
    marking = change.add_mutually_exclusive_group()
    marking.add_argument("--marking", metavar="TEXT", help=_("confidentiality marking; empty for none"))
    marking.add_argument("--marking-of-audit", action="store_true", help=_("the marking of the audit"))
    change.add_argument(
        "--mark-names",
        choices=list(_YES),
        metavar="yes|no",
        help=_("whether names of files begin with the marking: yes | no"),
    )
    change.add_argument(
        "--front",
        type=Front,
        choices=list(Front),
        metavar="FRONT",
        help=_("first page: own (as the report has it) | cover | letter | none"),
    )
    change.add_argument(
        "--dates",
        choices=[_OF_AUDIT, *(each.value for each in Dates)],
        metavar="DATES",
        help=_("days: audit (as the audit has it) | both (with the Japanese year) | western"),
    )
    for option, says in (
        ("--withhold", _("kind of report that this recipient does not get (repeatable)")),
        ("--allow", _("kind of report that it gets again (repeatable)")),
    ):
        change.add_argument(option, action="append", default=[], metavar="KIND", help=says)


_OF_RECIPIENT = ("marking", "mark_names", "front", "dates")


def _set(tools: Tools, options: argparse.Namespace) -> Outcome:
    given = {name: getattr(options, name) for name in (*_OF_RECIPIENT, "company", "header", "footer", "logo_text")}
    named = [name for name, value in given.items() if value is not None]
    lists = options.withhold or options.allow
    if not (named or lists or options.logo or options.no_logo or options.marking_of_audit):
        raise UserError("style_nothing")
    for name in (*_OF_RECIPIENT, "withhold", "allow", "marking_of_audit"):
        if getattr(options, name) not in (None, [], False) and options.recipient is None:
            raise UserError("style_needs_for", option=f"--{name.replace('_', '-')}")
    with opened(tools, options) as desk:
        style = house_styling.house(desk)
        style = replace(
            style, **{name: given[name] for name in ("company", "header", "footer") if given[name] is not None}
        )
        picture = None
        if options.logo:
            read = desk.world.houses.read_logo(options.logo)
            style, picture = house_styling.with_logo(style, read), read.png
        elif options.no_logo:
            style = house_styling.with_logo(style, None)
        if options.logo_text is not None:
            if style.logo is None:
                raise UserError("style_no_logo")
            style = replace(style, logo=replace(style.logo, alt=options.logo_text))
        if options.recipient is not None:
            preset = _preset(style.preset(options.recipient), options)
            style = replace(style, presets={**style.presets, options.recipient: preset})
        changes = house_styling.change(desk, style, picture)
        return _told(desk, options.lang, changes.at)


def _preset(preset: Preset, options: argparse.Namespace) -> Preset:
    if options.marking_of_audit:
        preset = replace(preset, marking=None)
    elif options.marking is not None:
        preset = replace(preset, marking=Text(options.marking, options.marking))
    if options.mark_names is not None:
        preset = replace(preset, mark_names=_YES[options.mark_names])
    if options.front is not None:
        preset = replace(preset, front=options.front)
    if options.dates is not None:
        preset = replace(preset, dates=None if options.dates == _OF_AUDIT else Dates(options.dates))
    kept = [kind for kind in (*preset.withheld, *options.withhold) if kind not in options.allow]
    return replace(preset, withheld=tuple(dict.fromkeys(kept)))


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(desk, options.lang)


def _reset(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes = house_styling.reset(desk)
        return _told(desk, options.lang, changes.at)


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes = house_styling.take(desk, options.source)
        return _told(desk, options.lang, changes.at)


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        house_styling.give(desk, options.out)
    return Outcome([_("Written: {file}").format(file=options.out)], {"file": str(options.out)})


def _told(desk: Desk, language: str, at: str = "") -> Outcome:
    style, own = house_styling.house(desk), house_styling.is_own(desk)
    usual = _("(as usual)")
    logo = _("(none)")
    if style.logo is not None:
        logo = f"{style.logo.width} × {style.logo.height}　{style.logo.alt}".strip("　")
    lines = [] if own else [_("This is the style at first; nothing was changed.")]
    lines += aligned(
        [
            (_("Company name on covers"), style.company or usual),
            (_("Header"), style.header or usual),
            (_("Footer"), style.footer or _("(none)")),
            (_("Logo"), logo),
        ]
    )
    lines += aligned([("", *(_heads())), *(_row(desk, style, each, language) for each in Recipient)])
    picture = None
    if style.logo is not None:
        held = style.logo
        picture = {"sha256": held.sha256, "width": held.width, "height": held.height, "text": held.alt}
    data = {
        "own": own,
        "company": style.company,
        "header": style.header,
        "footer": style.footer,
        "logo": picture,
        "recipients": {each.value: _data(style.preset(each)) for each in Recipient},
        "saved_at": at,
    }
    return Outcome(lines, data)


def _heads() -> tuple[str, ...]:
    return _("Marking"), _("First page"), _("Dates"), _("Name of a file"), _("Reports that are withheld")


def _row(desk: Desk, style: House, recipient: Recipient, language: str) -> tuple[str, ...]:
    preset = style.preset(recipient)
    return (
        recipient_word(recipient, _),
        marking_word(preset, _, language),
        front_word(preset.front, _),
        dates_word(preset.dates, _),
        marked_name("PLAN.pdf", house_styling.style(desk, recipient, language)),
        " ".join(preset.withheld) or "-",
    )


def _data(preset: Preset) -> dict[str, Any]:
    return {
        "marking": preset.marking and {"ja": preset.marking.ja, "en": preset.marking.en},
        "mark_names": preset.mark_names,
        "front": preset.front.value,
        "dates": preset.dates and preset.dates.value,
        "withheld": list(preset.withheld),
    }
