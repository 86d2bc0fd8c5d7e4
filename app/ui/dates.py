"""Times as the window says them; days are in `app.ui.words`."""

from __future__ import annotations

from datetime import datetime

from app.ui.words import day_word


def clock(stamp: str) -> str:
    """14:03:22 of an ISO 8601 moment, in the zone it was written in; as it stands when it is no moment."""
    try:
        return datetime.fromisoformat(stamp).strftime("%H:%M:%S")
    except ValueError:
        return stamp


def moment(stamp: str) -> str:
    """Day and minute of an ISO 8601 moment."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day_word(at.date())} {at:%H:%M}"
