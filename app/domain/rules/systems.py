"""Rules over the list of systems and the names of systems in other ledgers, and over exceptions (R26–R28; domain
handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from app.domain.findings import Hit
from app.domain.grades import Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.model import Context, Judge, Rule, judged_singly, row_ref
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.registers import Standing, parts

KIND = "systems"
_SPLIT = "物理分割"
_OUT_OF_SERVICE = frozenset({"廃止", "停止", "開発中"})
_OVER = frozenset({"終了", "申請中"})


def barrier_untested(record: Record, batch: str, context: Context) -> Hit | None:
    """R26: a shared or logically split system has no barrier test, or only one before the last change that touches the
    barrier (where that is not known: the last change)."""
    values = record.values
    separation = values.get("separation", "")
    if separation == _SPLIT or blank(separation) or values.get("status", "") in _OUT_OF_SERVICE:
        return None
    if values.get("holds_entrants") == "無":
        return None
    told = {"key": record.key, "separation": separation}
    tested = day_of(values.get("barrier_tested", "")) if values.get("barrier_tested") else None
    changed_text = values.get("barrier_modified", "") or values.get("modified", "")
    changed = day_of(changed_text) if changed_text else None
    if tested is None:
        message = "untested"
    elif changed is not None and tested < changed:
        message = "before_change"
        told |= {"date": tested.isoformat(), "changed": changed.isoformat()}
    else:
        return None
    columns = context.columns.get(KIND, frozenset())
    partly = not columns & {"modified", "barrier_modified"}
    rows = (row_ref(record, context.files.get(batch, "")),)
    severity = context.severities["R26"]
    return Hit("R26", severity, record.key, record.match_key, record.site, message, told, rows, partly)


class UnknownSystems:
    """R27: a system that a record names is not on the list of systems, nor another name of one. To be checked until
    the name is confirmed as another name."""

    def __init__(self, field: str, context: Context) -> None:
        self._field = field
        self._context = context
        self._known: dict[str, bool] = {}

    def see(self, record: Record, batch: str) -> Hit | None:
        """The names that no system has."""
        text = record.values.get(self._field, "")
        unknown = [name for name in parts(text) if not self._is_known(name)] if text else []
        if not unknown:
            return None
        told = {"key": record.key, "systems": "、".join(unknown)}
        rows = (row_ref(record, self._context.files.get(batch, "")),)
        severity = self._context.severities["R27"]
        return Hit("R27", severity, record.key, record.match_key, record.site, "unknown", told, rows)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _is_known(self, name: str) -> bool:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = blank(name) or self._context.registers.system(name) is not None
        return known


def exception_over(record: Record, batch: str, context: Context) -> Hit | None:
    """R28: an exception or temporary use has expired. Used after its end: serious; expired only, and not closed: to be
    improved. In date and unused is no finding."""
    values = record.values
    ends = past(values.get("ends", ""), context)
    if ends is None or ends == context.as_of:
        return None
    used, rows = _last_use(record, context)
    told = {"key": record.key, "subject": values.get("subject", "") or values.get("purpose", "") or "—"}
    told["date"] = ends.isoformat()
    severity = None
    if used > ends.isoformat():
        message, severity = "used_after", context.severities["R28"]
        told["used"] = used
    elif past(values.get("closed", ""), context) is not None or values.get("status", "") in _OVER:
        return None
    else:
        message, severity = "expired", Severity.IMPROVEMENT
    files = context.files
    refs = (row_ref(record, files.get(batch, "")), *(row_ref(each, files.get(of, "")) for each, of in rows))
    partly = "accounts" not in context.kinds
    return Hit("R28", severity, record.key, record.match_key, record.site, message, told, refs, partly)


def _last_use(record: Record, context: Context) -> tuple[str, tuple[Standing, ...]]:
    """The last day an exception was used (ISO), by its own column and the last login of its account."""
    used, rows = record.values.get("last_used", "")[:10], []
    if account := record.values.get("account", ""):
        key = context.registers.system_key
        system = key(record.values.get("system", ""))
        for each, of in context.registers.accounts_by_key.all(match_key(account)):
            if system and key(each.values.get("system", "")) != system:
                continue
            login = each.values.get("last_login", "")[:10]
            if login > used:
                used = login
                rows = [(each, of)]
    return used, tuple(rows)


def _names(field: str) -> Callable[[Context], Judge]:
    return partial(UnknownSystems, field)


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES = (
    Rule("R26", KIND, judged_singly(barrier_untested), (_one("separation"),), sharper=("modified",)),
    Rule("R27", "terminals", _names("systems"), (_one("systems"),), beside=(KIND,)),
    Rule("R27", "accounts", _names("system"), (_one("system"),), beside=(KIND,)),
    Rule("R27", "contractors", _names("systems"), (_one("systems"),), beside=(KIND,)),
    Rule("R28", "exceptions", judged_singly(exception_over), (_one("ends"),), sharper=("last_used",)),
)
