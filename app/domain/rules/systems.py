"""Rules over the list of systems, and over the names of systems in other ledgers (R26, R27; domain handbook §4.7 as
sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from app.domain.findings import WHOLE, Hit, RowRef
from app.domain.ledgers import Record
from app.domain.ledgers.values import parts
from app.domain.rules.holders import ALL_SYSTEMS
from app.domain.rules.index import name_key
from app.domain.rules.model import Context, Judge, Rule, judged_singly, row_ref
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.subject import hit_of
from app.domain.rules.untested import SEPARATIONS, unknown

KIND = "systems"
_SHARED = re.compile(r"論理|共用|共有|共通|未分割|未分離")
_ALONE = frozenset({"単独", "不要", "対象外"})
_OUT_OF_SERVICE = frozenset({"廃止", "停止", "開発中"})
_NAMED = 3
"""So many records are named in the sentence; the rows tell them all."""


def barrier_untested(record: Record, batch: str, context: Context) -> Hit | None:
    """R26: a shared or logically split system has no barrier test, or only one before the last change that touches the
    barrier (where that is not known: the last change)."""
    values = record.values
    separation = values.get("separation", "")
    if unknown(separation, SEPARATIONS) and separation not in _ALONE and not _SHARED.search(separation):
        context.untested.row("R26", record, "separation")
    # A system of one side alone (単独) needs no barrier inside.
    if not _SHARED.search(separation) or values.get("status", "") in _OUT_OF_SERVICE:
        return None
    if values.get("holds_entrants") == "無":
        return None
    told = {"separation": separation}
    tested = day_of(values.get("barrier_tested", "")) if values.get("barrier_tested") else None
    # A change that is planned has not touched the barrier yet.
    changed = past(values.get("barrier_modified", "") or values.get("modified", ""), context)
    if tested is None:
        message = "untested"
    elif changed is not None and tested < changed:
        message = "before_change"
        told |= {"date": tested.isoformat(), "changed": changed.isoformat()}
    else:
        return None
    columns = context.columns.get(KIND, frozenset())
    partly = not columns & {"modified", "barrier_modified"}
    return hit_of("R26", message, (record, batch), context, told, partly=partly)


def needs_split(record: Record) -> bool:
    """Whether a system in service is shared or only logically split, and holds what the other side may not see."""
    values = record.values
    return (
        bool(_SHARED.search(values.get("separation", "")))
        and values.get("status", "") not in _OUT_OF_SERVICE
        and values.get("holds_entrants") != "無"
    )


class UnknownSystems:
    """R27: a system that records name is not on the list of systems, nor another name of one. To be checked until the
    name is confirmed as another name.

    One hit for each name, with all rows that have it: one decision settles them all.
    """

    def __init__(self, field: str, context: Context) -> None:
        self._field = field
        self._context = context
        self._unknown: dict[str, tuple[str, ...]] = {"": ()}
        self._named: dict[str, tuple[str, list[RowRef]]] = {}

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember the names that no system has; how many records have them is known at the end."""
        text = record.values.get(self._field, "")
        unknown = self._unknown.get(text)
        if unknown is None:
            unknown = self._unknown[text] = tuple(name for name in parts(text) if not self._is_known(name))
        for name in unknown:
            _, rows = self._named.setdefault(name_key(name), (name, []))
            ref = row_ref(record, self._context.files.get(batch, ""))
            # Two spellings of one name may stand in one cell.
            if not rows or rows[-1] != ref:
                rows.append(ref)
        return None

    def end(self) -> Iterator[Hit]:
        """One hit for each unknown name, in the order in which they were met."""
        severity = self._context.severities["R27"]
        for key, (name, rows) in self._named.items():
            # A key may stand for several rows: one for each right.
            keys = list(dict.fromkeys(ref.key for ref in rows))
            shown = "、".join(keys[:_NAMED])
            message = "unknown" if len(keys) <= _NAMED else "unknown_many"
            told = {"keys": shown, "systems": name, "count": str(len(rows)), WHOLE: ""}
            yield Hit("R27", severity, name, key, "", message, told, tuple(rows))

    def _is_known(self, name: str) -> bool:
        return blank(name) or name in ALL_SYSTEMS or self._context.registers.knows_system(name)


def _names(field: str) -> Callable[[Context], Judge]:
    return partial(UnknownSystems, field)


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES = (
    Rule(
        "R26",
        KIND,
        judged_singly(barrier_untested),
        (_one("separation"),),
        sharper=("barrier_tested", "modified|barrier_modified"),
    ),
    Rule("R27", "terminals", _names("systems"), (_one("systems"),), beside=(KIND,)),
    Rule("R27", "accounts", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "contractors", _names("systems"), (_one("systems"),), beside=(KIND,)),
    Rule("R27", "stocktaking", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "exceptions", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "disasters", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "role_standards", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "external_registrants", _names("system"), (_one("system"),), beside=(KIND,)),
)
