"""What an overlay does to the catalogue, in words for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable

from app.services.overlaying import Effect, ValueView


def effect_lines(effect: Effect, translate: Callable[[str], str]) -> list[str]:
    """What an overlay does, in lines of words."""
    _ = translate
    told = (
        (_("Own checkpoints added: {ids}"), effect.added),
        (_("Asked in other words; look at the answers again: {ids}"), effect.changed),
        (_("Own checkpoints dropped: {ids}"), effect.dropped),
        (_("Notes on: {ids}"), effect.noted),
        (_("Notes gone from: {ids}"), effect.unnoted),
        (_("Not asked any more: {ids}"), effect.hidden),
        (_("Asked again: {ids}"), effect.asked),
        (_("Values set: {ids}"), effect.values),
    )
    lines = [text.format(ids=", ".join(ids)) for text, ids in told if ids]
    if effect.answers:
        lines.append(_("Answers that stay readable and count no more: {count}.").format(count=effect.answers))
    return lines or [_("No checkpoint changes.")]


def whose(value: ValueView, translate: Callable[[str], str]) -> str:
    """Who set a value."""
    _ = translate
    if value.own:
        return _("(set by the company)")
    return _("(from {file})").format(file=value.file) if value.file else _("(guide value of the catalogue)")
