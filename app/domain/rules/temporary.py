"""Exceptions, temporary uses and disaster access: R28, and of R13 what the records of activations say themselves
(domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.findings import Hit, RowRef
from app.domain.grades import Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.holders import holders_of
from app.domain.rules.model import Context, Rule, judged_singly
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.subject import hit_of
from app.domain.rules.untested import EXCEPTION_KINDS, unknown

_ENDED, _PENDING = "終了", "申請中"
_FOR_DISASTERS = "災害時利用"
_NO_SUCH_DAY = ""
_WANTED = (("purpose", "no_purpose"), ("approver", "no_approver"))


def exception(record: Record, batch: str, context: Context) -> Hit | None:
    """R28: an exception or temporary use that was used after its end, or one for disasters outside every activation:
    serious. One that is over and not closed, has no end, purpose or approver, or was used and never reviewed: to be
    improved. In date and unused is no finding."""
    values = record.values
    ends, pending = past(values.get("ends", ""), context), values.get("status", "") == _PENDING
    closed = past(values.get("closed", ""), context) is not None or values.get("status", "") == _ENDED
    over = ends is not None and ends < context.as_of
    used, rows = _last_use(record, context, closed=closed)
    told = {
        "subject": values.get("subject", "") or values.get("purpose", ""),
        "used": used,
        "date": ends.isoformat() if ends is not None else "",
    }
    grave = []
    if over and ends is not None and used > ends.isoformat():
        grave.append("used_after")
    if _outside_disasters(record, used, context):
        grave.append("used_outside")
    messages = list(grave)
    if over and not closed and not pending and "used_after" not in grave:
        messages.append("expired")
    if not pending:
        columns = context.columns.get(record.kind, frozenset())
        if "ends" in columns and not closed and day_of(values.get("ends", "")) is None:
            messages.append("no_end")
        messages += _unsaid(values, columns)
        if used and "reviewed" in columns and not _reviewed(values, used, over or closed):
            messages.append("not_reviewed")
    if not messages:
        return None
    severity = context.severities["R28"] if grave else Severity.IMPROVEMENT
    partly = "accounts" not in context.kinds
    return hit_of("R28", "+".join(messages), (record, batch), context, told, severity, rows, partly)


def _unsaid(values: Mapping[str, str], columns: frozenset[str]) -> list[str]:
    """What the record does not say of why and by whom, of what the ledger has a column for."""
    return [message for name, message in _WANTED if name in columns and blank(values.get(name, ""))]


def _reviewed(values: Mapping[str, str], used: str, over: bool) -> bool:
    """Whether the use was looked at: at all while it goes on, since the last use once it is over."""
    reviewed = values.get("reviewed", "")[:10]
    return day_of(reviewed) is not None and (not over or reviewed >= used)


def _outside_disasters(record: Record, used: str, context: Context) -> bool:
    """Whether what is allowed for disasters was last used on a day that no recorded activation covers."""
    if not used or "disasters" not in context.kinds:
        return False
    kind = record.values.get("exception_kind", "")
    if kind != _FOR_DISASTERS:
        if unknown(kind, EXCEPTION_KINDS):
            context.untested.row("R28", record, "exception_kind")
        return False
    values = record.values
    return not holders_of(context).covered(values.get("account", ""), values.get("system", ""), used)


def _last_use(record: Record, context: Context, *, closed: bool) -> tuple[str, tuple[RowRef, ...]]:
    """The last day an exception was used (ISO, empty for never) and the row that tells it: by its own column, the last
    login of its account, and connection records of its account or terminal."""
    values, registers, files = record.values, context.registers, context.files
    used, rows = _day(values.get("last_used", "")), list[RowRef]()
    system = holders_of(context).system_key(values.get("system", ""))
    for held in registers.accounts_called(values.get("account", "")):
        if system and held.system and holders_of(context).system_key(held.system) != system:
            continue
        if closed and held.granted and held.granted < _day(values.get("starts", "")):
            # An account that its user had before: a login after the exception was closed was none of the exception's.
            continue
        if _day(held.last_login) > used:
            used, rows = held.last_login, [held.ref(files)]
    for what in ("account", "asset_no"):
        for met in registers.counted.by[what].all(match_key(values.get(what, ""))) if values.get(what) else ():
            if not met.on_the_spot and not met.absent and context.as_of.isoformat() >= _day(met.counted) > used:
                used, rows = met.counted, [met.ref(files)]
    # What was used before it began was not this exception's use.
    return (used, tuple(rows)) if used >= _day(values.get("starts", "")) else (_NO_SUCH_DAY, ())


def _day(text: str) -> str:
    """A full day in ISO form, or empty."""
    return text[:10] if day_of(text) is not None else _NO_SUCH_DAY


def activation(record: Record, batch: str, context: Context) -> Hit | None:
    """R13, of the record of an activation itself: it has no purpose or approver, or accounts were used in it and nobody
    reviewed that after it was lifted. To be improved."""
    values = record.values
    columns = context.columns.get(record.kind, frozenset())
    messages = _unsaid(values, columns)
    told, rows = {"name": values.get("name", "") or record.key}, list[RowRef]()
    if "reviewed" in columns and day_of(values.get("reviewed", "")) is None:
        rows = _used_in(record, context)
        if rows:
            messages.append("not_reviewed")
            told["accounts"] = "、".join(dict.fromkeys(row.key for row in rows))
    if not messages:
        return None
    message = "+".join(f"activation_{each}" for each in messages)
    return hit_of("R13", message, (record, batch), context, told, Severity.IMPROVEMENT, rows)


def _used_in(record: Record, context: Context) -> list[RowRef]:
    """The accounts for disasters that were last used in an activation that was lifted."""
    values = record.values
    lifted = past(values.get("lifted", ""), context)
    declared = _day(values.get("declared", ""))
    if lifted is None or not declared:
        return []
    holders = holders_of(context)
    return [
        held.ref(context.files)
        for held in context.registers.accounts.for_disasters
        if declared <= _day(held.last_login) <= lifted.isoformat() and holders.meant(record, held.key, held.system)
    ]


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES = (
    Rule(
        "R28",
        "exceptions",
        judged_singly(exception),
        (_one("ends"),),
        sharper=("last_used", "purpose", "approver", "reviewed"),
        lists=("accounts",),
    ),
    Rule(
        "R13",
        "disasters",
        judged_singly(activation),
        (_one("declared"),),
        sharper=("purpose", "approver", "reviewed"),
        beside=("accounts",),
    ),
)
