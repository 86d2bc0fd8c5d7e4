"""What an import changed in a record, in words and as an object."""

from __future__ import annotations

from typing import Any

from app.i18n import current_language
from app.i18n import gettext as _
from app.services.ports import Desk, RecordChange


def change_line(desk: Desk, kind: str, change: RecordChange) -> str:
    """One line: what became of the record, and each field before → after."""
    form, language = desk.world.ledgers.form(kind), current_language()
    word = {"added": _("added"), "changed": _("changed"), "gone": _("gone")}[change.change]
    if change.before is None or change.after is None:
        return f"{word}  {change.key}"
    shown = "  ".join(
        f"{form.field(n).title.in_language(language) if n in form else n}: {before} → {after}"
        for n, before, after in _differing(change)
    )
    return f"{word}  {change.key}  {shown}".rstrip()


def change_data(desk: Desk, kind: str, change: RecordChange) -> dict[str, Any]:
    """The record with its values before and after, and the fields that differ."""
    told: dict[str, Any] = {
        "key": change.key,
        "match_key": change.match_key,
        "change": change.change,
        "before": change.before,
        "after": change.after,
    }
    if change.before is not None and change.after is not None:
        told["fields"] = [{"field": n, "before": before, "after": after} for n, before, after in _differing(change)]
    return told


def _differing(change: RecordChange) -> list[tuple[str, str, str]]:
    """The fields of a changed record, each with its value before and after."""
    before, after = dict(change.before or {}), dict(change.after or {})
    names = {**before, **after}
    return [(n, before.get(n, ""), after.get(n, "")) for n in names if before.get(n, "") != after.get(n, "")]
