"""What the history tells of results that were entered of a floor-walk sheet, for an officer to read."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.history import Entry
from app.domain.paper_codes import shown_code
from app.domain.room_walks import Walk
from app.i18n import gettext as _
from app.i18n import listed
from app.services.papers import room_words
from app.services.told_values import whole

WALK = "walk."
"""Begins the acts of walks."""


def is_of_walk(entry: Entry) -> bool:
    """Whether an entry tells of results that were entered; also that this was taken back or done again."""
    return entry.event.act.startswith(WALK) or str((entry.event.after or {}).get("act", "")).startswith(WALK)


def told(values: Mapping[str, object] | None) -> dict[str, str]:
    """The results by what they are called; empty where there were none."""
    if not values or "looks" not in values:
        return {}
    walk = whole(Walk, values)
    results = {
        word: listed(" ".join(filter(None, (look.key, look.where))) for look in walk.looks if look.seen is seen)
        for seen, word in room_words.seen_words(_).items()
    }
    texts = {
        _("Form no."): str(values.get("number", "")),
        _("For whom"): str(values.get("name", "")),
        _("Paper code"): shown_code(walk.code),
        _("Day of the walk"): walk.day.isoformat(),
        _("Auditor"): walk.auditor,
        _("Witness"): walk.witness,
        _("Why one person walked alone"): str(values.get("one_person", "")),
        **results,
        _("Terminals that are not on the sheet"): listed(" ".join(filter(None, row.texts)) for row in walk.unlisted),
        _("Remark on the room"): walk.remark,
    }
    return {name: text for name, text in texts.items() if text}
