"""What a report's workbook holds: its tables, those with the same columns on one sheet, and its running text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.formats.report.docx_tables import schedule_table
from app.formats.report.words import words
from app.services.reporting import model
from app.services.reporting.model import Cell, Column, Row, plain

_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
"""What no name of a sheet may hold stands in it in full width."""


@dataclass(slots=True)
class Part:
    """One table of the report: the headings it stands under, and itself."""

    path: tuple[str, ...]
    table: model.Table


@dataclass(slots=True)
class Sheet:
    """The tables of one shape. `name` is that of the sheet, `title` what stands above."""

    columns: tuple[Column, ...]
    parts: list[Part] = field(default_factory=list)
    name: str = ""
    title: str = ""

    def rows(self) -> Iterator[Row]:
        """The rows under all the columns; those of several tables tell first where they stand."""
        told = self.told_apart()
        for part in self.parts:
            lead: tuple[str, ...] = ()
            if told:
                lead = (" / ".join((*part.path, *([part.table.caption] if part.table.caption else []))),)
            above: Row = ()
            for each in part.table.rows:
                if len(each) == len(self.columns):
                    above = each
                    yield (*lead, *each)
                else:
                    yield (*lead, *self._alone(each, above))
            if not part.table.rows and part.table.empty:
                yield (*lead, Cell(part.table.empty, quiet=True))

    def _alone(self, given: Row, above: Row) -> Row:
        """A text across the whole table stands in its first column of texts. One that goes on with the row `above` has
        what names that before it, so that it is still known whose it is when the rows are sorted."""
        only = given[0] if given else Cell()
        only = only if isinstance(only, Cell) else Cell(only, bold=True)
        first = next((n for n, column in enumerate(self.columns) if column.kind == "text"), 0)
        names: Row = above[:first] if above and not (only.bold or only.quiet) else ("",) * first
        return (*names, only)

    def told_apart(self) -> bool:
        """Whether the rows tell which of several tables they are of."""
        return len({(part.path, part.table.caption) for part in self.parts}) > 1

    def notes(self) -> list[str]:
        """Source and note of the tables, each once. Of several tables only what all of them say: above the rows of
        all it would be true of none, and it stands in the running text."""
        each = [[text for text in (part.table.source, part.table.note) if text] for part in self.parts]
        said = dict.fromkeys(text for texts in each for text in texts)
        return [text for text in said if not self.told_apart() or all(text in texts for texts in each)]


@dataclass(slots=True)
class Line:
    """A line of the running text: `level` of a heading, 0 for text; `sheet` the table that stands there."""

    text: model.Text
    level: int = 0
    label: str = ""
    sheet: Sheet | None = None


def arranged(report: model.Report) -> tuple[list[Line], list[Sheet]]:
    """The running text and the sheets of a report, in its order."""
    reader = _Reader(report)
    reader.read(report.blocks)
    _name(reader.sheets, report)
    return reader.lines, list(reader.sheets.values())


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes and that no other sheet has; `taken` are those in use, folded, and gets it."""
    base = " ".join(wanted.translate(_NOT_IN_NAMES).split()) or "1"
    name, number = base[:_LONGEST_NAME].rstrip(), 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = base[: _LONGEST_NAME - len(end)].rstrip() + end
    taken.add(name.casefold())
    return name


class _Reader:
    """Walks through the blocks and puts each into the text or onto a sheet."""

    def __init__(self, report: model.Report) -> None:
        self.lines: list[Line] = []
        self.sheets: dict[tuple[Column, ...], Sheet] = {}
        self._words = words(report.language)
        self._language = report.language
        self._path: tuple[str, ...] = ()
        self._place: tuple[tuple[str, ...], tuple[Column, ...]] | None = None
        """Under which headings the last table stands, and its columns: they are told once for all that follow there."""

    def read(self, blocks: Iterable[model.Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: model.Block) -> None:  # noqa: C901 - one line for each kind
        match block:
            case model.Heading():
                self._path = (*self._path[: block.level - 1], block.text)
                self._say(block.text, level=block.level)
            case model.Title():
                self._say(block.text, level=1)
                self._say(block.subtitle)
            case model.Paragraph():
                self._say(block.text)
            case model.Bullets():
                self._each(("・", item) for item in block.items)
            case model.Numbered():
                self._each((str(n), item) for n, item in enumerate(block.items, block.start))
            case model.CheckList():
                self._each((self._words("ticked") if item.checked else "", item.text) for item in block.items)
            case model.KeyValues():
                self._each(block.items)
            case model.Letter():
                self._letter(block)
            case model.Cover():
                self._each(("", each) for each in (block.title, block.subtitle, *block.addressee, *block.lines))
                self._each(block.items)
            case model.Box() | model.KeepTogether():
                self._say(block.title if isinstance(block, model.Box) else "", level=3)
                self.read(block.blocks)
            case model.Sheet():
                self._say("　".join(each for each in (block.number, block.title) if each), level=2)
                self.read(block.blocks)
            case model.Signature():
                self._say(block.role)
                self._each((f, "") if isinstance(f, str) else (f.label, f.value) for f in block.fields)
            case model.Table():
                self._table(block)
            case model.Matrix():
                self._table(_of_matrix(block))
            case model.Schedule():
                self._table(schedule_table(block, self._language))
            case model.BarChart() | model.StackedBars():
                self._table(self._of_chart(block))
            case model.TableOfContents() | model.Spacer() | model.PageBreak():
                pass

    def _say(self, text: model.Text, *, level: int = 0, label: str = "") -> None:
        if plain(text) or label:
            self.lines.append(Line(text, level, label))

    def _each(self, items: Iterable[tuple[str, model.Text]]) -> None:
        for label, text in items:
            self._say(text, label=label)

    def _letter(self, letter: model.Letter) -> None:
        lines = (letter.reference, letter.date, *letter.addressee, *letter.sender, letter.title, *letter.paragraphs)
        self._each(("", each) for each in (*lines, letter.closing, *letter.enclosures))

    def _table(self, table: model.Table) -> None:
        sheet = self.sheets.setdefault(table.columns, Sheet(table.columns))
        part, place = Part(self._path, table), (self._path, sheet.columns)
        if self._place != place:
            self.lines.append(Line(table.caption, 0, "", sheet))
        self._place = place
        again = any((other.path, other.table.caption) == (part.path, table.caption) for other in sheet.parts)
        sheet.parts.append(part)
        for told in (table.source, table.note):
            # Parts of one long table say the same.
            if told and not (again and any(told == plain(line.text) for line in self.lines)):
                self._say(told, label=table.caption)

    def _of_chart(self, block: model.BarChart | model.StackedBars) -> model.Table:
        if isinstance(block, model.BarChart):
            columns = (Column(self._words("label")), Column(self._words("value"), "number"))
            rows: tuple[Row, ...] = tuple((bar.label, bar.text or f"{bar.value:g}") for bar in block.bars)
        else:
            sums = (Column(block.total, "number"),) if block.total else ()
            columns = (Column(self._words("label")), *(Column(word, "number") for word in block.legend), *sums)
            rows = tuple(
                (each.label, *map(str, each.values), *([str(sum(each.values))] if block.total else []))
                for each in block.rows
            )
        return model.Table(columns, rows, caption=block.caption, note=block.note or block.alt)


def _of_matrix(block: model.Matrix) -> model.Table:
    columns = (Column(block.corner), *(Column(name, "mark") for name in block.columns))
    rows: tuple[Row, ...] = tuple(
        (each.label, *(Cell(mark=sign) if isinstance(sign, model.Mark) else Cell(sign or "") for sign in each.cells))
        for each in block.rows
    )
    note = "\n".join(each for each in ("　".join(block.legend), block.note) if each)
    return model.Table(columns, rows, caption=block.caption, note=note)


def _name(sheets: dict[tuple[Column, ...], Sheet], report: model.Report) -> None:
    """What the sheets are called: by what all their tables have in common."""
    said = words(report.language)
    taken = {said("about").casefold(), said("text").casefold()}
    for sheet in sheets.values():
        captions = {part.table.caption for part in sheet.parts}
        common = list(sheet.parts[0].path)
        for part in sheet.parts:
            while common and tuple(common) != part.path[: len(common)]:
                common.pop()
        sheet.title = captions.pop() if len(captions) == 1 and captions != {""} else ""
        sheet.title = sheet.title or (common[-1] if common else report.title)
        sheet.name = sheet_name(sheet.title, taken)
