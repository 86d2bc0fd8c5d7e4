"""What is said of a piece of evidence: size, kind, version, last day, where else it serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import gettext as _
from app.ui.session import Session
from app.ui.words import day_word

_TABLES = ("spreadsheet", "excel", "csv")


def size_word(size: int) -> str:
    """214 KB, 3.2 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:,.0f} KB"
    return f"{size / 1024 / 1024:,.1f} MB"


def icon_name(media_type: str) -> str:
    """The icon for a kind of file."""
    if media_type.startswith("image/"):
        return "image"
    return "table" if any(word in media_type for word in _TABLES) else "file"


@dataclass(frozen=True, slots=True)
class Told:
    """Words with a shape before them, and the colour token they have."""

    text: str
    tone: str


def version_word(piece: Piece) -> str:
    """第2版; empty for a first version."""
    return _("Version {number}").format(number=piece.version) if piece.version > 1 else ""


def last_day(piece: Piece, today: date, soon: int) -> Told | None:
    """■ 期限切れ, ▲ 期限まで12日, or the last day; None where there is none."""
    expires = piece.facts.expires
    if expires is None:
        return None
    if piece.expired(today):
        return Told("■ " + _("Expired {day}").format(day=day_word(expires)), "nonconforming")
    if piece.expires_within(today, soon):
        left = (expires - today).days
        words = _("days left: {days}, until {day}") if left else _("Today is the last day")
        return Told("▲ " + words.format(days=left, day=day_word(expires)), "partly")
    return Told(_("Until {day}").format(day=day_word(expires)), "")


def elsewhere_word(piece: Piece, here: Place | None) -> str:
    """How many other places it serves; empty where it serves none."""
    others = sum(place != here for place in piece.places)
    return _("Also serves other places: {count}").format(count=others) if others else ""


def place_word(session: Session, place: Place) -> str:
    """A4-4-04 北営業所."""
    site = session.site_name(place[1]) if place[1] else _("Company")
    return f"{place[0]} {site}"
