"""Where something belongs, in words: a checkpoint at a site, an item of the structure."""

from __future__ import annotations

from app.domain.catalogue import Item
from app.i18n import current_language
from app.ui.session import Session
from app.ui.words import item_number


def where_word(session: Session, checkpoint: str, site: str) -> str:
    """「A4-4-06 北営業所」; what is empty is left out."""
    return "  ".join(part for part in (checkpoint, session.site_name(site)) if part)


def item_word(item: Item) -> str:
    """「4(4) 端末の管理」."""
    return f"{item_number(item)} {item.title.in_language(current_language())}"
