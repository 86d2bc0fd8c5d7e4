"""What officers did to ledgers by hand: cells set right, records added or struck off, names confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import bindparam, select

from app.domain.ledgers import Alias
from app.services.ledger_ports import Corrected, How
from app.services.ports import Hand
from app.storage import tables
from app.storage.codec import Shape, canonical_json
from app.storage.content import Content

_HAND = Shape(Hand, tables.hands)
_ALIAS = Shape(Alias, tables.aliases)
_c = tables.corrections.c
_CORRECTED = tuple(column.name for column in tables.corrections.columns if column.name not in ("kind", "row_hash"))
_CORRECTIONS = (
    select(*(_c[name] for name in _CORRECTED)).where(_c.kind == bindparam("kind")).order_by(_c.record, _c.field)
)
_DISPLACED = select(tables.displaced.c.record, tables.displaced.c.field, tables.displaced.c.before).where(
    tables.displaced.c.batch == bindparam("batch")
)
_DISPLACED_OF = (
    select(tables.displaced.c.batch, tables.displaced.c.field, tables.displaced.c.before)
    .join(tables.batches, tables.batches.c.id == tables.displaced.c.batch)
    .where(tables.batches.c.kind == bindparam("kind"), tables.displaced.c.record == bindparam("record"))
)
_HANDS = select(*_HAND.columns).where(tables.hands.c.kind == bindparam("kind")).order_by(
    tables.hands.c.at, tables.hands.c.record
)  # fmt: skip
_ALIASES = select(*_ALIAS.columns).order_by(tables.aliases.c.kind, tables.aliases.c.text)


class HandRows:
    """Implements `app.services.ports.HandStore`."""

    def __init__(self, content: Content) -> None:
        self._content = content

    # --- cells --------------------------------------------------------------------------------------------------------

    def corrections(self, kind: str) -> tuple[Corrected, ...]:
        """What is set right by hand in a ledger as it stands."""
        found = self._content.wire.rows(_CORRECTIONS, kind=kind)
        return tuple(_corrected(dict(zip(_CORRECTED, row, strict=True))) for row in found)

    def put_correction(self, kind: str, correction: Corrected) -> None:
        """Add or replace the correction of one cell."""
        told = asdict(correction)
        self._content.put(tables.corrections, (kind, *(told[name] for name in _CORRECTED)))

    def drop_correction(self, kind: str, record: str, field: str) -> None:
        """Forget the correction of a cell, if there is one."""
        self._content.remove(tables.corrections, kind, record, field)

    def displace(self, batch: str, record: str, field: str, before: Corrected | None) -> None:
        """Keep what a correction was before an import changed it."""
        told = "" if before is None else canonical_json({**asdict(before), "how": before.how.value})
        self._content.put(tables.displaced, (batch, record, field, told))

    def displaced(self, batch: str) -> tuple[tuple[str, str, Corrected | None], ...]:
        """The corrections that an import changed, as they were before it."""
        found = self._content.wire.rows(_DISPLACED, batch=batch)
        return tuple((record, field, _corrected(json.loads(text)) if text else None) for record, field, text in found)

    def forget_displaced(self, batch: str) -> None:
        """Forget them: the import was taken back."""
        for record, field, _text in self._content.wire.rows(_DISPLACED, batch=batch):
            self._content.remove(tables.displaced, batch, record, field)

    def rename(self, kind: str, before: str, after: str, key: str) -> None:
        """Let what is kept of a record by its match key follow it; `key` is its new key as written."""
        for each in self.corrections(kind):
            if each.record == before:
                self.drop_correction(kind, before, each.field)
                self.put_correction(kind, replace(each, record=after, key=key))
        for batch, field, text in self._content.wire.rows(_DISPLACED_OF, kind=kind, record=before):
            told = _corrected(json.loads(text)) if text else None
            self._content.remove(tables.displaced, batch, before, field)
            self.displace(batch, after, field, told and replace(told, record=after, key=key))
        for hand in self.hands(kind):
            if hand.record == before:
                self.drop_hand(kind, before, hand.act)
                self.put_hand(replace(hand, record=after))

    # --- records ------------------------------------------------------------------------------------------------------

    def hands(self, kind: str) -> tuple[Hand, ...]:
        """The records of a kind that were added or struck off by hand, the earliest first."""
        return tuple(map(_HAND.value, self._content.wire.rows(_HANDS, kind=kind)))

    def put_hand(self, hand: Hand) -> None:
        """Keep who did it, when and why."""
        self._content.put(tables.hands, _HAND.row(hand))

    def drop_hand(self, kind: str, record: str, act: str) -> None:
        """Forget it: it was taken back, or a file has overruled it."""
        self._content.remove(tables.hands, kind, record, act)

    # --- names --------------------------------------------------------------------------------------------------------

    def aliases(self) -> tuple[Alias, ...]:
        """Every confirmed name."""
        return tuple(map(_ALIAS.value, self._content.wire.rows(_ALIASES)))

    def put_alias(self, alias: Alias) -> None:
        """Add or replace a name."""
        self._content.put(tables.aliases, _ALIAS.row(alias))

    def drop_alias(self, kind: str, folded: str) -> None:
        """Forget a name."""
        self._content.remove(tables.aliases, kind, folded)


def _corrected(told: Mapping[str, Any]) -> Corrected:
    return Corrected(**{**told, "how": How.GIVEN})
