"""Tables: widths that follow content, repeated header, rows that stay whole as long as that is sensible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.formats.report import look
from app.formats.report.flow import HARD, LIGHT, LOOSE, SOFT, Group, Paint, Strip, tie
from app.formats.report.linebreak import Line
from app.formats.report.look import CELL, CELL_BOLD, CELL_PAD_BOTTOM, CELL_PAD_TOP, CELL_PAD_X, CELL_QUIET, Type
from app.formats.report.pen import Pen
from app.formats.report.setting import BOX, Setting, baseline, draw_box, draw_line, text_strips
from app.formats.report.tags import COLUMN_HEAD, ROW_HEAD, Node, across
from app.services.reporting.model import Align, Cell, Column, KeyValues, Mark, Matrix, Row, Table, Text

SIGNS = {
    Mark.CONFORMING: "○",
    Mark.PARTLY: "△",
    Mark.NONCONFORMING: "×",
    Mark.NOT_APPLICABLE: "－",
    Mark.UNANSWERED: "・",
}
COLOURS = dict(zip(SIGNS, look.MARK_COLOURS, strict=True))
MARK = Type(10.5, 13.5, look.INK, True)
_MARK_ROOM = 13.0

# Rows up to the first number of lines are never split over pages, up to the second only if they must.
_WHOLE, _RATHER_WHOLE = 3, 10
# A table of so few rows is rather set on the next page than torn.
_SMALL = 6
# A text column is not narrower than this, a single word not wider than that part of the table.
_LEAST_TEXT, _WIDEST_WORD = 46.0, 0.3
# What a column of texts wants to be read, before names beside it may stay on one line.
_READABLE = 104.0
# The headings of a matrix are broken within words down to this width before it is set in bands.
_LEAST_MATRIX = 44.0


@dataclass(slots=True)
class _Set:
    """A cell that is set: its lines, where they go, how they look."""

    lines: list[Line]
    x: float
    room: float
    kind: Type
    align: Align
    mark: Mark | None = None
    box: bool | None = None
    ruled: bool = False
    tag: Node | None = None
    sign: Node | None = None
    """Of the mark or the box."""


def table_strips(setting: Setting, table: Table, room: float) -> list[Strip]:
    """A table with caption, source and note."""
    whole = Node("Table")
    strips = caption_strips(setting, table.caption, room, whole)
    if table.source:
        told = text_strips(setting, table.source, look.NOTE, room, after=3, tag=_caption_of(whole).part("P"))
        for strip in told:
            strip.keep = HARD
        strips += told
    widths = table_widths(setting, table, room)
    xs = _starts(widths)
    aligns = [_align(c) for c in table.columns]
    heading = whole.part("THead").part("TR")
    head = _head(
        [
            _cell(setting, Cell(c.heading, bold=True), x, w, a, heading.part("TH", attributes=COLUMN_HEAD))
            for c, x, w, a in zip(table.columns, xs, widths, aligns, strict=True)
        ],
        room,
        heading,
    )
    body = whole.part("TBody")
    group = Group((head,), _closing(room))
    head.groups = (group,)
    strips.append(head)
    rows = table.rows or (((table.empty,),) if table.empty else ())
    quiet = not table.rows
    last = len(rows) - 1
    begins: list[list[Strip]] = []
    for n, row in enumerate(rows):
        setting.steps.heed()
        goes_on = n < last and _goes_on(rows[n + 1])
        heads = False
        line = body.part("TR")
        if len(row) == 1 and len(widths) > 1:
            only = row[0] if isinstance(row[0], Cell) else Cell(row[0], bold=not quiet, quiet=quiet)
            heads = not quiet and not _goes_on(row)
            cells = [_cell(setting, only, 0, room, "left", line.part("TD", attributes=across(len(widths))))]
        else:
            cells = [
                _cell(setting, cell if isinstance(cell, Cell) else Cell(cell), x, w, a, line.part("TD"))
                for cell, x, w, a in zip(row, xs, widths, aligns, strict=True)
            ]
            for own_cell, column in zip(cells, table.columns, strict=True):
                own_cell.ruled = column.ruled
        least = table.least if len(row) > 1 else 1
        own = _row(cells, room, group, line, hairline=n != last and not goes_on, least=least)
        if n != last and (heads or goes_on):
            own[-1].keep = HARD
        elif n != last and len(row) > 1 and _aside(rows[n + 1]):
            own[-1].keep = SOFT
        strips += own
        begins.append(own)
    if len(rows) > 1:
        # No row alone under the heads, none alone over the end.
        for own in (begins[0], begins[-2]):
            if len(own) == 1:
                own[-1].keep = max(own[-1].keep, SOFT)
    strips[-1].after = 12
    if len(rows) <= _SMALL:
        tie(strips, LIGHT)
    return strips + note_strips(setting, table.note, room, strips[-1])


def _goes_on(row: Row) -> bool:
    """Whether a row goes on with the one above it, across the whole width."""
    return len(row) == 1 and isinstance(row[0], Cell) and not row[0].bold and not row[0].quiet


def _aside(row: Row) -> bool:
    """Whether a row tells quietly, across the whole width, what belongs to the one above: it begins on its page."""
    return len(row) == 1 and isinstance(row[0], Cell) and row[0].quiet


def caption_strips(setting: Setting, caption: str, room: float, of: Node | None = None) -> list[Strip]:
    """The caption above a table or chart (`of`), tied to it."""
    if not caption:
        return [Strip(0, before=6, keep=HARD)]
    tag = _caption_of(of).part("P") if of is not None else None
    strips = text_strips(setting, caption, look.CAPTION, room, before=8, after=3, justified=False, tag=tag)
    for strip in strips:
        strip.keep = HARD
    return strips


def _caption_of(whole: Node) -> Node:
    """The caption of a table or chart: its first part."""
    first = whole.kids[0] if whole.kids else None
    return first if isinstance(first, Node) and first.role == "Caption" else whole.part("Caption")


def note_strips(setting: Setting, note: str, room: float, above: Strip) -> list[Strip]:
    """The note under a table or chart, tied to its last strip `above`."""
    if not note:
        return []
    above.keep, above.after = HARD, 4
    return text_strips(setting, note, look.NOTE, room, after=12)


def _starts(widths: Sequence[float]) -> list[float]:
    xs = [0.0]
    for width in widths[:-1]:
        xs.append(xs[-1] + width)
    return xs


def _align(column: Column) -> Align:
    return "right" if column.kind == "number" else "center" if column.kind == "mark" else "left"


def _cell(setting: Setting, cell: Cell, x: float, width: float, align: Align, tag: Node) -> _Set:
    type_ = CELL_BOLD if cell.bold else CELL_QUIET if cell.quiet else CELL
    lead = _MARK_ROOM if cell.mark and cell.text else 0.0
    room = max(1.0, width - 2 * CELL_PAD_X - lead)
    lines = setting.lines(cell.text, type_, room, cell=True) if cell.text else []
    sign = None
    if cell.mark:
        setting.words(SIGNS[cell.mark])
        sign = tag.part("Span", setting.term(cell.mark.value))
    if cell.box is not None:
        sign = tag.part("Figure", setting.term("box_ticked" if cell.box else "box"))
    if lines and sign is not None:
        tag = tag.part("P")
    return _Set(lines, x + CELL_PAD_X + lead, room, type_, cell.align or align, cell.mark, cell.box, tag=tag, sign=sign)


def _draw(pen: Pen, cells: Sequence[_Set], x: float, top: float, first: int, end: int, count: int = 0) -> None:
    """Lines first…end of every cell of a row of `count` lines."""
    for cell in cells:
        if cell.mark is not None and first == 0:
            y = baseline(MARK, top)
            pen.within(cell.sign)
            if cell.lines:
                pen.text(x + cell.x - _MARK_ROOM, y, SIGNS[cell.mark], MARK, COLOURS[cell.mark])
            else:
                pen.center(x + cell.x + cell.room / 2, y, SIGNS[cell.mark], MARK, COLOURS[cell.mark])
        if cell.box is not None and first == 0:
            pen.within(cell.sign)
            draw_box(pen, x + cell.x + (cell.room - BOX) / 2, baseline(CELL, top) - 1, cell.box)
        pen.within(cell.tag)
        for n, line in enumerate(cell.lines[first:end]):
            draw_line(pen, line, cell.kind, x + cell.x, top - n * CELL.leading, cell.room, cell.align, False)
        if cell.ruled:
            # A line for every two of the text: what is written by hand is larger. The last one is the row's own.
            for n in range(first + (first + 1) % 2, min(end, count - 1), 2):
                y = top - (n - first + 1) * CELL.leading
                pen.line(x + cell.x, y, x + cell.x + cell.room, y, look.HAIR_WIDTH, look.HAIRLINE, "0.7 2")


def _head(cells: Sequence[_Set], room: float, tag: Node) -> Strip:
    count = max(len(c.lines) for c in cells)
    high = count * CELL.leading + CELL_PAD_TOP + CELL_PAD_BOTTOM

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rect(x, top - high, room, high, look.HEADER_GROUND)
        pen.line(x, top, x + room, top, look.RULE_WIDTH, look.RULE)
        pen.line(x, top - high, x + room, top - high, 0.6, look.RULE)
        for cell in cells:
            # Headings of one line stand on the last line of those of two.
            down = (count - len(cell.lines)) * CELL.leading
            _draw(pen, [cell], x, top - CELL_PAD_TOP - down, 0, count)

    return Strip(high, paint, keep=HARD, tag=tag)


def _closing(room: float) -> Paint:
    def close(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + room, y, look.RULE_WIDTH, look.RULE)

    return close


def _row(cells: Sequence[_Set], room: float, group: Group, tag: Node, *, hairline: bool, least: int = 1) -> list[Strip]:
    """A row in one strip, or in several when it is long."""
    count = max(least, *(len(c.lines) + (0 if c.lines or not c.mark else 1) for c in cells)) if cells else least
    cuts = [(0, count)]
    if count > _WHOLE:
        cuts = [(0, 2), *((n, n + 1) for n in range(2, count - 2)), (count - 2, count)]
    strips = []
    for first, end in cuts:
        begins, ends = first == 0, end == count
        high = (end - first) * CELL.leading + CELL_PAD_TOP * begins + CELL_PAD_BOTTOM * ends

        def paint(
            pen: Pen, x: float, top: float, first: int = first, end: int = end, high: float = high, rule: bool = ends
        ) -> None:
            _draw(pen, cells, x, top - CELL_PAD_TOP * (first == 0), first, end, count)
            if rule and hairline:
                pen.line(x, top - high, x + room, top - high, look.HAIR_WIDTH, look.HAIRLINE)

        strips.append(Strip(high, paint, resumed=0.0 if begins else CELL_PAD_TOP, groups=(group,), tag=tag))
    if count <= _RATHER_WHOLE:
        tie(strips, SOFT)
    return strips


# ---------------------------------------------------------------------------------------------- widths


def table_widths(setting: Setting, table: Table, room: float) -> Sequence[float]:
    """The widths of a table: those of all that are parts of one with it, where the report has such."""
    if setting.alike is not None:
        return setting.alike.of(setting, table, room)
    return column_widths(setting, table.columns, table.rows, room)


def column_widths(setting: Setting, columns: Sequence[Column], rows: Sequence[Row], room: float) -> list[float]:
    """Widths in points that sum up to `room`: short columns as wide as they need, the rest shared by their text."""
    pad = 2 * CELL_PAD_X + 0.5
    least: list[float] = []
    whole: list[float] = []
    demand: list[float] = []
    # How narrow a column may become where the page is short of room.
    tight: list[float] = []
    for n, column in enumerate(columns):
        head_least, head_whole = (e * CELL.size for e in setting.breaker.extent(column.heading, bold=True))
        head_least = max(head_least, column.room * look.MM - pad)
        low, wide, total, count = head_least, 0.0, 0.0, 0
        for row in rows:
            if len(row) != len(columns):
                continue
            cell = row[n]
            text: Text = cell if isinstance(cell, str) else cell.text
            lead = 0.0
            bold = False
            if isinstance(cell, Cell):
                bold = cell.bold
                lead = (_MARK_ROOM if cell.text else MARK.size) if cell.mark else 0.0
                lead = lead if cell.box is None else BOX
            if not text and not lead:
                continue
            own_least, own_whole = (
                e * CELL.size + lead for e in (setting.breaker.extent(text, bold=bold) if text else (0.0, 0.0))
            )
            low, wide = max(low, own_least), max(wide, own_whole)
            total += own_whole
            count += 1
        if column.kind == "text":
            low = max(low, min(_LEAST_TEXT, max(wide, head_whole)))
            low = min(low, max(_WIDEST_WORD * room - pad, head_least))
            tight.append(min(low, max(head_least, _LEAST_TEXT)) + pad)
        else:
            narrow = low
            # Headings of narrow columns may take two lines; their content may not.
            low = min(max(low, wide), 0.34 * room)
            # Names may, where they leave no room to read the texts beside them.
            tight.append((max(narrow, min(low, _LEAST_TEXT)) if column.kind == "short" else low) + pad)
        wide = max(wide, head_whole)
        least.append(low + pad)
        whole.append(max(wide, low) + pad)
        # Between the longest cell and the average one, dampened: long texts get more, but not everything.
        demand.append(((wide + (total / count if count else 0.0)) / 2 + 20) ** 0.72 * column.weight)
    texts = [c.kind == "text" for c in columns]
    return _shared(_squeezed(least, whole, tight, texts, room), whole, demand, texts, room)


def _squeezed(
    least: list[float], whole: list[float], tight: list[float], texts: list[bool], room: float
) -> list[float]:
    """The least widths, made narrower where the texts would not get the width they can be read at."""
    wanted = [max(low, min(full, _READABLE)) if t else low for low, full, t in zip(least, whole, texts, strict=True)]
    over = sum(wanted) - room
    if not any(texts) or over <= 0:
        return least
    # First the names, then the long words.
    least = _narrowed(least, tight, [not t for t in texts], over)
    return _narrowed(least, tight, texts, sum(least) - room)


def _narrowed(widths: list[float], tight: list[float], chosen: list[bool], over: float) -> list[float]:
    """The widths with the chosen ones narrower by `over` together, none below what is `tight`."""
    slack = [max(0.0, w - t) if c else 0.0 for w, t, c in zip(widths, tight, chosen, strict=True)]
    if over <= 0 or not (total := sum(slack)):
        return widths
    part = min(1.0, over / total)
    return [w - s * part for w, s in zip(widths, slack, strict=True)]


def _shared(
    least: list[float], whole: list[float], demand: list[float], flexible: list[bool], room: float
) -> list[float]:
    if not any(flexible):
        flexible = [True] * len(least)
    if sum(least) > room:
        # Narrow columns keep their width as long as the others can be shortened.
        fixed = sum(w for w, f in zip(least, flexible, strict=True) if not f)
        loose = sum(w for w, f in zip(least, flexible, strict=True) if f)
        if fixed < room * 0.6:
            return [w * (room - fixed) / loose if f else w for w, f in zip(least, flexible, strict=True)]
        return [w * room / sum(least) for w in least]
    widths = list(least)
    spare = room - sum(widths)
    # Nobody gets more than the longest line needs while somebody else still wraps.
    hungry = {n for n in range(len(widths)) if whole[n] > widths[n] + 0.01}
    while spare > 0.01 and hungry:
        total = sum(demand[n] for n in hungry)
        fed = {n for n in hungry if widths[n] + spare * demand[n] / total >= whole[n]}
        if not fed:
            for n in hungry:
                widths[n] += spare * demand[n] / total
            return widths
        for n in fed:
            spare -= whole[n] - widths[n]
            widths[n] = whole[n]
        hungry -= fed
    takers = [n for n, f in enumerate(flexible) if f]
    total = sum(whole[n] for n in takers)
    for n in takers:
        widths[n] += spare * whole[n] / total
    return widths


# ---------------------------------------------------------------------------------------------- relatives


def key_value_strips(setting: Setting, block: KeyValues, room: float) -> list[Strip]:
    """Labels and values."""
    if not block.items:
        return []
    label = min(
        max(setting.breaker.extent(key)[1] for key, _value in block.items) * CELL.size + 2 * CELL_PAD_X + 12,
        room * 0.42,
    )
    group = Group((), _closing(room))
    top = Strip(0.0, _rule_above(room), before=6, keep=HARD, groups=(group,))
    strips = [top]
    last = len(block.items) - 1
    whole = Node("Table")
    for n, (key, value) in enumerate(block.items):
        line = whole.part("TR")
        cells = [
            _cell(setting, Cell(key, quiet=True), 0, label, "left", line.part("TH", attributes=ROW_HEAD)),
            _cell(setting, Cell(value), label, room - label, "left", line.part("TD")),
        ]
        strips += _row(cells, room, group, line, hairline=n != last)
    rows_of = strips[1:]
    # No row alone under the heading, none alone over the end.
    for strip in (rows_of[0], *rows_of[-2:-1]):
        strip.keep = max(strip.keep, SOFT)
    if last < _SMALL:
        tie(strips, LIGHT)
    strips[-1].keep, strips[-1].after = LOOSE, 12
    return strips


def _rule_above(room: float) -> Paint:
    def paint(pen: Pen, x: float, top: float) -> None:
        pen.line(x, top, x + room, top, look.RULE_WIDTH, look.RULE)

    return paint


def matrix_strips(setting: Setting, matrix: Matrix, room: float) -> list[Strip]:
    """A matrix, in bands when it has more columns than the page holds."""
    least_label, wide_label = setting.breaker.extent(matrix.corner, bold=True)
    for row in matrix.rows:
        own = setting.breaker.extent(row.label)
        least_label, wide_label = max(least_label, own[0]), max(wide_label, own[1])
    label = min(max(least_label * CELL.size, min(wide_label * CELL.size, 0.34 * room)) + 2 * CELL_PAD_X, 0.5 * room)
    need = max(
        (setting.breaker.extent(c, bold=True)[0] * CELL.size + 2 * CELL_PAD_X for c in matrix.columns), default=0.0
    )
    need = min(max(need, 26.0), 64.0)
    if need > (even := (room - label) / max(1, len(matrix.columns))) >= _LEAST_MATRIX:
        need = even
    band = max(1, int((room - label) // need))
    whole = Node("Table")
    strips = caption_strips(setting, matrix.caption, room, whole)
    for begin in range(0, max(1, len(matrix.columns)), band):
        names = matrix.columns[begin : begin + band]
        width = min((room - label) / max(1, len(names)), 64.0)
        # Long labels get what short signs do not need.
        wished = min(wide_label * CELL.size + 2 * CELL_PAD_X, 0.5 * room)
        if wished > room - width * len(names):
            width = min(width, max(need, _LEAST_MATRIX - 4, (room - wished) / max(1, len(names))))
        own_label = room - width * len(names)
        if begin:
            whole = Node("Table")
        heading = whole.part("THead").part("TR")
        corner = heading.part("TH", attributes=COLUMN_HEAD)
        head = _head(
            [
                _cell(setting, Cell(matrix.corner, bold=True), 0, own_label, "left", corner),
                *(
                    _cell(
                        setting,
                        Cell(name, bold=True),
                        own_label + n * width,
                        width,
                        "center",
                        heading.part("TH", attributes=COLUMN_HEAD),
                    )
                    for n, name in enumerate(names)
                ),
            ],
            room,
            heading,
        )
        body = whole.part("TBody")
        group = Group((head,), _closing(room))
        head.groups = (group,)
        strips.append(head)
        last = len(matrix.rows) - 1
        for number, row in enumerate(matrix.rows):
            line = body.part("TR")
            label_of = line.part("TH", attributes=ROW_HEAD)
            cells = [_cell(setting, Cell(row.label), 0, own_label, "left", label_of)]
            for n, sign in enumerate(row.cells[begin : begin + band]):
                cell = Cell(mark=sign) if isinstance(sign, Mark) else Cell(sign or "")
                cells.append(_cell(setting, cell, own_label + n * width, width, "center", line.part("TD")))
            strips += _row(cells, room, group, line, hairline=number != last)
        strips[-1].after = 10
    if matrix.legend:
        strips[-1].keep, strips[-1].after = HARD, 4
        strips += text_strips(setting, "　".join(matrix.legend), look.NOTE, room, after=10)
    return strips + note_strips(setting, matrix.note, room, strips[-1])
