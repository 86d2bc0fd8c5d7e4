"""What an overlay does to the catalogue, in words for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
    )
    lines = [text.format(ids=_ids(ids, effect, _)) for text, ids in told if ids]
    if effect.values:
        lines.append(_("Values in the texts: {values}").format(values=_values(effect.values, _)))
    if effect.overruled:
        named = ", ".join(effect.overruled)
        lines.append(_("The company has set these values otherwise, and its own stand: {values}").format(values=named))
    if effect.answers:
        lines.append(_("Answers that stay readable and count no more: {count}.").format(count=effect.answers))
    return lines or [_("No checkpoint changes.")]


def _ids(ids: Sequence[str], effect: Effect, translate: Callable[[str], str]) -> str:
    """Those that this audit asks, and apart from them those that it does not."""
    _ = translate
    here = ", ".join(i for i in ids if i not in effect.outside)
    outside = ", ".join(i for i in ids if i in effect.outside)
    if not outside:
        return here
    told = _("(outside this audit: {ids})").format(ids=outside)
    return f"{here} {told}" if here else told


def _values(values: Mapping[str, str], translate: Callable[[str], str]) -> str:
    return ", ".join(f"{name} = {value or translate('(no value)')}" for name, value in values.items())


def whose(value: ValueView, translate: Callable[[str], str]) -> str:
    """Who set a value."""
    _ = translate
    if value.own:
        return _("(set by the company)")
    return _("(from {file})").format(file=value.file) if value.file else _("(guide value of the catalogue)")
