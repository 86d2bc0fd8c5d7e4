"""Marks in tables of rights (◎, 参, R/W): what the officer says they mean, remembered for the next such table.

A table is known again by its kind and by the headings of whom its rows are about: systems come and go between them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ledgers import words
from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import legend_of, sign_of
from app.errors import UserError, register_messages
from app.services.ledger_ports import Choices, Look, MarkMet
from app.services.ports import UnitOfWork

register_messages(
    {
        "ledger_mark_unknown": "No cell of {file} has the mark {mark} in a table of rights; marks to be decided there: "
        "{marks}. Nothing was changed.",
    }
)

GIVES, NONE, LEFT = "可", "なし", ""
"""What a mark may mean besides a level: a right of which no level is known, no right; or it is not taken."""

LEVELS = ("参照", "登録", "更新", "承認", "出力", "管理者", "全権限")
"""The levels that are offered first."""

_SETTING = "ledger.marks."
_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class AskedMark:
    """A mark of the file: how many cells have it, some of them (sheet, row, what stands above the column), and what
    was said of it (as in `Choices.marks`), None where nobody has. `levels` and `bare` are as in `MarkMet`."""

    mark: str
    cells: int
    examples: tuple[tuple[str, int, str], ...]
    meant: str | None
    levels: bool
    bare: bool


def asked(met: Iterable[MarkMet], said: Mapping[str, str]) -> tuple[AskedMark, ...]:
    """What is to be asked, the marks of most cells first; signs that look alike are one."""
    by_sign: dict[str, list[MarkMet]] = {}
    for each in met:
        by_sign.setdefault(sign_of(each.mark), []).append(each)
    found = [
        AskedMark(
            mark=same[0].mark,
            cells=sum(each.cells for each in same),
            examples=tuple((m.sheet, row, head) for m in same for row, head in m.examples)[:_MOST_EXAMPLES],
            meant=said.get(sign),
            levels=all(each.levels for each in same),
            bare=all(each.bare for each in same),
        )
        for sign, same in by_sign.items()
    ]
    return tuple(sorted(found, key=lambda mark: -mark.cells))


def with_said(choices_marks: Mapping[str, str], said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What was said of marks, by their signs, on top of what is known."""
    return {**choices_marks, **{sign_of(mark): _meant(meaning.strip()) for mark, meaning in said}}


def _meant(said: str) -> str:
    """A meaning as it is kept: yes and no in whatever words are one."""
    return {words.YES: GIVES, words.NO: NONE}.get(words.flag(said), said) if said else LEFT


def require_met(file: str, said: Iterable[tuple[str, str]], marks: Sequence[AskedMark]) -> None:
    """Raises `ledger_mark_unknown` for a mark that no cell has: a slip of the hand would be remembered."""
    met = {sign_of(each.mark) for each in marks}
    for mark, _meaning in said:
        if sign_of(mark) not in met:
            open_ = [each.mark for each in marks if each.meant is None] or ["－"]
            raise UserError("ledger_mark_unknown", file=file, mark=mark, marks=open_)


def of_file(look: Look, sheets: Iterable[str]) -> dict[str, str]:
    """What was said of the marks before, but for those of which a legend of the file says something now."""
    taken = set(sheets)
    legends = {sign_of(sign) for sheet in look.sheets if sheet.name in taken for sign in legend_of(sheet.top)}
    return {sign: meaning for sign, meaning in look.marks.items() if sign not in legends}


def recall(work: UnitOfWork, form: LedgerForm, look: Look) -> dict[str, str]:
    """What was said of the marks of such a table before; empty for a new one."""
    if not form.across:
        return {}
    proposed = {
        sheet.name: {column.index: column.field for column in sheet.columns}
        for sheet in look.sheets
        if sheet.ledger and sheet.visible
    }
    name = _name(form, look, proposed)
    return dict(json.loads(work.audit.setting(name) or "{}")) if name else {}


def remember(work: UnitOfWork, form: LedgerForm, look: Look, choices: Choices) -> None:
    """Keep what was said of the marks for the next such table."""
    name = _name(form, look, {sheet: choice.columns for sheet, choice in choices.sheets.items()})
    if not name:
        return
    text = json.dumps(dict(choices.marks), ensure_ascii=False, sort_keys=True)
    if text != (work.audit.setting(name) or "{}"):
        work.audit.set_setting(name, text)


def _name(form: LedgerForm, look: Look, sheets: Mapping[str, Mapping[int, str]]) -> str:
    """The setting for tables as this one; empty where no sheet has its rights laid out across."""
    headings = {
        tuple(c.heading for c in sheet.columns if columns.get(c.index, "") not in form.across)
        for sheet in look.sheets
        if (columns := sheets.get(sheet.name)) and any(name in form.across for name in columns.values())
    }
    if not headings:
        return ""
    told = hashlib.sha256(repr(sorted(headings)).encode()).hexdigest()[:32]
    return f"{_SETTING}{form.kind}.{told}"
