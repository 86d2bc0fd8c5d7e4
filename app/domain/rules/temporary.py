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
    serious. One that was closed, and whose account or terminal was used after its end and may be one that was there
    before: to be checked. One that is over and not closed, has no end, purpose or approver, or was used and never
    reviewed: to be improved. In date and unused is no finding."""
    values = record.values
    ends, pending = past(values.get("ends", ""), context), values.get("status", "") == _PENDING
    closed = past(values.get("closed", ""), context) is not None or values.get("status", "") == _ENDED
    over = ends is not None and ends < context.as_of
    (used, rows), (perhaps, seen) = _last_use(record, context, closed=closed)
    told = {
        "subject": values.get("subject", "") or values.get("purpose", ""),
        "used": used,
        "perhaps": perhaps,
        "date": ends.isoformat() if ends is not None else "",
    }
    grave = []
    if over and ends is not None and used > ends.isoformat():
        grave.append("used_after")
    if _outside_disasters(record, used, context):
        grave.append("used_outside")
    messages = list(grave)
    if over and ends is not None and not grave and perhaps > ends.isoformat():
        messages.append("perhaps_used_after")
        rows = (*rows, *seen)
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
    if messages == ["perhaps_used_after"]:
        severity = Severity.OBSERVATION
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
    """Whether what is allowed for disasters was last used on a day that no recorded activation covers, nor one that
    may."""
    if not used or "disasters" not in context.kinds:
        return False
    kind = record.values.get("exception_kind", "")
    if kind != _FOR_DISASTERS:
        if unknown(kind, EXCEPTION_KINDS):
            context.untested.row("R28", record, "exception_kind")
        return False
    asked = (record.values.get("account", ""), record.values.get("system", ""), used)
    holders = holders_of(context)
    return not holders.covered(*asked) and not holders.perhaps_covered("R28", *asked)


_Use = tuple[str, tuple[RowRef, ...]]


def _last_use(record: Record, context: Context, *, closed: bool) -> tuple[_Use, _Use]:
    """The last day an exception was used (ISO, empty for never) and the row that tells it: by its own column, the last
    login of its account, and connection records of its account or terminal; and the last day of a use that may have
    been one of the exception, since it was closed and nothing tells whether the account or the terminal was there
    before it."""
    values, registers, files = record.values, context.registers, context.files
    starts = _day(values.get("starts", ""))
    sure: _Use = (_day(values.get("last_used", "")), ())
    perhaps: _Use = (_NO_SUCH_DAY, ())
    own: set[bool | None] = set()
    for held in registers.accounts_called(values.get("account", "")):
        if not _of_system(held.system, values, context):
            continue
        theirs = _is_of_exception(held.granted, starts) if closed else True
        own.add(theirs)
        use: _Use = (_day(held.last_login), (held.ref(files),))
        if theirs:
            sure = max(sure, use, key=_when)
        elif theirs is None:
            perhaps = max(perhaps, use, key=_when)
    for what in ("account", "asset_no"):
        for met in registers.counted.by[what].all(match_key(values.get(what, ""))) if values.get(what) else ():
            if met.on_the_spot or met.absent or context.as_of.isoformat() < _day(met.counted):
                continue
            use = (met.counted, (met.ref(files),)) if _day(met.counted) else perhaps
            if not closed or (what == "account" and own == {True}):
                sure = max(sure, use, key=_when)
            elif what != "account" or own != {False}:
                perhaps = max(perhaps, use, key=_when)
    # What was used before it began was not this exception's use.
    nothing: _Use = (_NO_SUCH_DAY, ())
    return sure if sure[0] >= starts else nothing, perhaps if perhaps[0] >= starts else nothing


def _when(use: _Use) -> str:
    return use[0]


def _of_system(system: str, values: Mapping[str, str], context: Context) -> bool:
    """Whether an account is one of the system of an exception, as far as both tell one."""
    key_of, named = holders_of(context).system_key, values.get("system", "")
    return not named or not system or key_of(system) == key_of(named)


def _is_of_exception(granted: str, starts: str) -> bool | None:
    """Whether an account was given for an exception, not before it; None where a day is missing that would tell."""
    return _day(granted) >= starts if _day(granted) and starts else None


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
