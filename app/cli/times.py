"""Times as the command line says them."""

from __future__ import annotations

from datetime import datetime

from app.i18n import current_language


def moment_word(at: str) -> str:
    """Day and time of an ISO 8601 moment, as they were on the officer's clock; as it stands when it is no moment."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    japanese = current_language() == "ja"
    day = f"{moment.year}年{moment.month}月{moment.day}日" if japanese else moment.date().isoformat()
    return f"{day} {moment:%H:%M:%S}"
