"""What the head of the page says of a checkpoint: made from an open audit, or from what an earlier start remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.grades import Level, Severity
from app.domain.text import Text

if TYPE_CHECKING:
    from app.domain.catalogue import Checkpoint
    from app.domain.progress import Place
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Head:
    """The words of a checkpoint at a place; never a verdict or anything else that was answered."""

    checkpoint: str
    position: str
    element: Text
    item: Text
    question: Text
    verify: Text
    site: str
    company: bool
    voluntary: bool
    grave: bool
    own_grade: bool


def head_of(session: Session, checkpoint: Checkpoint, place: Place) -> Head:
    """What is said of a checkpoint of an open audit."""
    catalogue = session.catalogue
    item = catalogue.item(checkpoint.item)
    element = next(e for e in catalogue.elements if e.id == item.element)
    number, before = element.id[1:] or element.id, f"({item.number}) " if item.number else ""
    ids = [c.id for c in session.outline.checkpoints if c.item == item.id]
    return Head(
        checkpoint.id,
        f"{ids.index(checkpoint.id) + 1} / {len(ids)}" if checkpoint.id in ids else "",
        Text(f"{number} {element.title.ja}", f"{number} {element.title.en}"),
        Text(before + item.title.ja, before + item.title.en),
        checkpoint.question,
        checkpoint.verify,
        session.site_name(place[1]),
        checkpoint.level is Level.COMPANY,
        session.outline.audit.role in checkpoint.voluntary_for,
        checkpoint.severity is Severity.SERIOUS,
        checkpoint.own_grade,
    )


def head_to_text(head: Head) -> str:
    """A head as one line to remember."""
    values = [getattr(head, name) for name in Head.__slots__]
    plain = [[value.ja, value.en] if isinstance(value, Text) else value for value in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def head_from_text(text: str) -> Head | None:
    """A remembered head; None where there is none, or one of another version."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, list) or len(plain) != len(Head.__slots__):
        return None
    kinds = Head.__annotations__.values()
    if not all(_fits(value, kind) for value, kind in zip(plain, kinds, strict=True)):
        return None
    values: list[Any] = [Text(*v) if kind == "Text" else v for v, kind in zip(plain, kinds, strict=True)]
    return Head(*values)


def _fits(value: Any, kind: str) -> bool:
    if kind == "Text":
        return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
    return isinstance(value, bool if kind == "bool" else str)
