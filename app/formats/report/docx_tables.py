"""Tables of a report as WordprocessingML, and charts as the tables of their numbers: who edits wants the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.formats.report import look
from app.formats.report.alike import Widths
from app.formats.report.setting import Setting
from app.formats.report.tables import COLOURS, SIGNS
from app.formats.report.wordml import cell, paragraph, row, run, runs, table, tick, twips
from app.formats.report.words import day_word, words
from app.services.reporting import model
from app.services.reporting.model import Cell, Column, Mark, Row

_LABEL = 0.34
"""The part of a matrix that its labels take at most."""
_SIGN, _NAME, _CELL_AIR = 30.0, 64.0, 16.0
"""Points of the narrowest and the widest column of a matrix, and what a cell has beside its text."""
_BESIDE = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3040-\u9fff])|(?<=[\u3040-\u9fff])(?=[0-9A-Za-z])")
_DAY = re.compile(r"[0-9]+年[0-9]+月(?:[0-9]+日)?")
_EACH = look.CELL.size * 0.25
"""So many points does a word processor put between a figure and a kanji."""
_TEXT = 72.0
"""No column of texts becomes narrower than this for it, in points."""


class Tables:
    """Tables in the language of the report. Those of `blocks` with the same columns have the same widths."""

    def __init__(self, language: str, blocks: Sequence[model.Block]) -> None:
        self._language = language
        self._words = words(language)
        self._setting = Setting(language)
        self._alike = Widths(blocks)

    def of(self, block: model.Block, room: int, *, keep: bool = False) -> Iterator[str]:
        """The text of a table, a matrix or a chart; `keep` holds it together with what follows."""
        match block:
            case model.Table():
                yield from self.table(block, room, keep=keep)
            case model.KeyValues():
                yield from self.key_values(block, room, keep=keep)
                yield _gap()
            case model.Matrix():
                yield from self._matrix(block, room, keep)
            case model.BarChart():
                yield from self._bars(block, room, keep)
            case model.StackedBars():
                yield from self._stacked(block, room, keep)
            case model.Schedule():
                yield from self._schedule(block, room, keep)
            case _:
                raise TypeError(f"no table: {type(block).__name__}")

    def table(self, block: model.Table, room: int, *, keep: bool = False, alt: str = "") -> Iterator[str]:
        """A table with caption, source and note; its header is repeated, its rows are never split."""
        if block.caption:
            yield paragraph(run(block.caption), "Caption")
        if block.source:
            yield paragraph(run(block.source), "Note", keep=True)
        widths = self._widths(block, room)
        yield from table(widths, self._rows(block, widths, keep), alt=alt or block.caption)
        yield paragraph(run(block.note), "Note") if block.note else _gap()

    def key_values(self, block: model.KeyValues, room: int, *, keep: bool = False, indent: int = 0) -> Iterator[str]:
        """Labels and values."""
        if not block.items:
            return
        longest = max(len(label) for label, _value in block.items)
        label = min(twips(longest * look.CELL.size + 24), round(room * 0.42))
        widths = (label, room - label)
        rows = (
            row(
                (
                    cell(paragraph(run(name, ink=look.QUIET), "TableText", keep=keep), widths[0]),
                    cell(paragraph(runs(value), "TableText", keep=keep), widths[1]),
                )
            )
            for name, value in block.items
        )
        yield from table(widths, rows, indent=indent)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _widths(self, block: model.Table, room: int) -> list[int]:
        """The widths that the same table has in the PDF, with room for the air that a word processor puts between
        figures and kanji."""
        given = list(self._alike.of(self._setting, block, room / 20))
        widths = [round(width * 20) for width in self._aired(given, block, self._alike.rows(block))]
        widths[-1] += room - sum(widths)
        return widths

    def _aired(self, widths: Sequence[float], block: model.Table, rows: Sequence[Row]) -> Sequence[float]:
        """Columns of days, names and figures made wider, so that they stay on one line, and those of texts so that
        the days in them do; the other texts give it."""
        texts = [column.kind == "text" for column in block.columns]
        whole = [row for row in rows if len(row) == len(texts) > 1]
        days = [self._days(whole, n) if text else 0.0 for n, text in enumerate(texts)]
        wanted = [
            max(0.0, day - width) if text else _air(whole, n)
            for n, (text, day, width) in enumerate(zip(texts, days, widths, strict=True))
        ]
        spare = [
            max(0.0, width - max(_TEXT, day)) if text else 0.0
            for text, day, width in zip(texts, days, widths, strict=True)
        ]
        given = min(sum(wanted), sum(spare))
        if not given:
            return widths
        more, less = given / sum(wanted), given / sum(spare)
        return [w + more * want - less * has for w, want, has in zip(widths, wanted, spare, strict=True)]

    def _days(self, rows: Sequence[Row], column: int) -> float:
        """The width in points that a column of texts needs for the longest day in it."""
        found = {day for row in rows for day in _DAY.findall(_text(row[column]))}
        wide = (self._setting.width(day, look.CELL) + len(_BESIDE.findall(day)) * _EACH for day in found)
        return max(wide, default=0.0) + _CELL_AIR if found else 0.0

    def _rows(self, block: model.Table, widths: Sequence[int], keep: bool) -> Iterator[str]:
        yield row(
            (
                cell(paragraph(run(c.heading), "TableHead", align=_side(c)), w, ground=look.HEADER_GROUND, middle=True)
                for c, w in zip(block.columns, widths, strict=True)
            ),
            head=True,
        )
        for each in block.rows:
            yield self._row(block, each, widths, keep)
        if not block.rows and block.empty:
            yield self._across(Cell(block.empty, quiet=True), widths, keep)

    def _row(self, block: model.Table, given: Row, widths: Sequence[int], keep: bool) -> str:
        if len(given) == 1 and len(widths) > 1:
            only = given[0] if isinstance(given[0], Cell) else Cell(given[0], bold=True)
            return self._across(only, widths, keep or only.bold)
        cells = (
            _cell(each, column, width, keep) for each, column, width in zip(given, block.columns, widths, strict=True)
        )
        return row(cells, least=block.least * look.CELL.leading if block.least > 1 else 0.0)

    def _across(self, only: Cell, widths: Sequence[int], keep: bool) -> str:
        return row((cell(_content(only, "", keep), sum(widths), span=len(widths)),))

    def _matrix(self, block: model.Matrix, room: int, keep: bool) -> Iterator[str]:
        names_of = [self._setting.breaker.extent(row.label)[1] for row in block.rows]
        longest = max([self._setting.breaker.extent(block.corner, bold=True)[1], *names_of])
        label = min(twips(longest * look.CELL.size + _CELL_AIR), round(room * _LABEL))
        widest = max((self._setting.breaker.extent(name, bold=True)[0] for name in block.columns), default=0.0)
        band = max(1, (room - label) // twips(min(max(widest * look.CELL.size + _CELL_AIR, _SIGN), _NAME)))
        for begin in range(0, max(1, len(block.columns)), band):
            names = block.columns[begin : begin + band]
            each = min((room - label) // max(1, len(names)), twips(_NAME))
            widths = [room - each * len(names), *[each] * len(names)]
            if begin == 0 and block.caption:
                yield paragraph(run(block.caption), "Caption")
            yield from table(widths, self._bands(block, begin, names, widths, keep), alt=block.caption)
            if begin + band < len(block.columns):
                yield _gap()
        told = "\n".join(each for each in ("　".join(block.legend), block.note) if each)
        yield paragraph(run(told), "Note") if told else _gap()

    def _bands(
        self, block: model.Matrix, begin: int, names: Sequence[str], widths: Sequence[int], keep: bool
    ) -> Iterator[str]:
        head = zip((block.corner, *names), widths, ("", *["center"] * len(names)), strict=True)
        yield row(
            (
                cell(paragraph(run(name), "TableHead", align=side), width, ground=look.HEADER_GROUND, middle=True)
                for name, width, side in head
            ),
            head=True,
        )
        for each in block.rows:
            cells = [cell(paragraph(run(each.label), "TableText", keep=keep), widths[0], middle=True)]
            for sign, width in zip(each.cells[begin : begin + len(names)], widths[1:], strict=True):
                given = Cell(mark=sign) if isinstance(sign, Mark) else Cell(sign or "")
                cells.append(cell(_content(given, "center", keep), width, middle=True))
            yield row(cells)

    def _bars(self, block: model.BarChart, room: int, keep: bool) -> Iterator[str]:
        columns = (Column(self._words("label")), Column(self._words("value"), "number"))
        rows = tuple((bar.label, bar.text or f"{bar.value:,g}") for bar in block.bars)
        told = model.Table(columns, rows, caption=block.caption, note=block.note)
        yield from self.table(told, room, keep=keep, alt=block.alt)

    def _stacked(self, block: model.StackedBars, room: int, keep: bool) -> Iterator[str]:
        sums = (Column(block.total, "number"),) if block.total else ()
        columns = (Column(self._words("label")), *(Column(word, "number") for word in block.legend), *sums)
        rows = tuple(
            (each.label, *(f"{n:,}" for n in each.values), *([f"{sum(each.values):,}"] if block.total else []))
            for each in block.rows
        )
        told = model.Table(columns, rows, caption=block.caption, note=block.note)
        yield from self.table(told, room, keep=keep, alt=block.alt)

    def _schedule(self, block: model.Schedule, room: int, keep: bool) -> Iterator[str]:
        told = schedule_table(block, self._language)
        yield from self.table(told, room, keep=keep, alt=block.alt)


def schedule_table(block: model.Schedule, language: str) -> model.Table:
    """A schedule as rows: whose, which stage, from when until when, and how far."""
    said = words(language)
    columns = (
        Column(block.corner or said("label")),
        Column(said("stage"), "short"),
        Column(said("start"), "date"),
        Column(said("end"), "date"),
        Column(said("state"), "short"),
    )
    done, planned = block.done or said("done"), block.planned or said("planned")
    rows: list[Row] = []
    for each in block.rows:
        name = f"{each.label}\n{each.detail}" if each.detail else each.label
        for phase in each.phases:
            days = (day_word(phase.start, language), day_word(phase.end, language))
            state = phase.state or (done if phase.done else planned)
            rows.append((name, phase.name or phase.label, *days, state))
        if each.due is not None:
            # It is reached on one day, which is its first and its last.
            day = day_word(each.due, language)
            rows.append((name, each.due_name or said("due"), day, day, done if each.due_done else planned))
        if each.heading:
            rows.append((Cell(each.label, bold=True),))
        elif not each.phases and each.due is None:
            rows.append((name, "", "", "", ""))
    today = f"{block.today_label} {day_word(block.today, language)}".strip() if isinstance(block.today, date) else ""
    note = "\n".join(text for text in (today, block.note) if text)
    return model.Table(columns, tuple(rows), caption=block.caption, note=note)


def _air(rows: Sequence[Row], column: int) -> float:
    """Points between figures and kanji in the cell of a column that has the most of it."""
    lines = (line for row in rows for line in _text(row[column]).split("\n"))
    return max((len(_BESIDE.findall(line)) for line in lines), default=0) * _EACH


def _text(given: Cell | str) -> str:
    return model.plain(given.text if isinstance(given, Cell) else given)


def _side(column: Column) -> str:
    return {"number": "right", "mark": "center"}.get(column.kind, "")


def _cell(given: Cell | str, column: Column, width: int, keep: bool) -> str:
    each = given if isinstance(given, Cell) else Cell(given)
    return cell(_content(each, each.align or _side(column), keep), width)


def _content(given: Cell, side: str, keep: bool) -> str:
    """The paragraph of a cell: a sign in its colour, a box, the text."""
    if given.box is not None:
        return paragraph(tick(given.box), "TableText", align=side or "center", keep=keep)
    ink = look.QUIET if given.quiet else ""
    text = runs(given.text, bold=given.bold, ink=ink)
    if given.mark is not None:
        sign = run(SIGNS[given.mark], bold=True, ink=COLOURS[given.mark])
        text = sign + (run(" ") + text if given.text else "")
    return paragraph(text, "TableText", align=side, keep=keep)


def _gap() -> str:
    """Tables that touch would be one."""
    return paragraph("", "TableText", before=0, after=6)
