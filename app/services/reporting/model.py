"""The report model: what a report says, block by block, before any library sets it.

Pure data. Every text is resolved to the report's language by the service that builds the report, and every text is
plain: `<b>` or `&` in a user's words is printed as it stands; emphasis is a `Run`, never markup. A line feed starts a
new line. Renderers (`app.formats.report`) turn it into pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias


class Mark(StrEnum):
    """A verdict as it is drawn on paper, ○ △ × － ・; the values are those of the domain's verdicts."""

    CONFORMING = "conforming"
    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of literal text of one appearance."""

    text: str
    bold: bool = False
    quiet: bool = False


Text: TypeAlias = str | tuple[Run, ...]
Align: TypeAlias = Literal["left", "center", "right"]


def plain(text: Text) -> str:
    """The characters of `text` without its appearance."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Letter:
    """Cover letter (鑑): date right, addressee left, sender right, title centred, paragraphs, closing right."""

    date: str
    addressee: tuple[str, ...]
    sender: tuple[str, ...]
    title: str
    paragraphs: tuple[Text, ...]
    closing: str = ""
    reference: str = ""
    """Document number above the date, if the company gives one."""
    enclosures: tuple[str, ...] = ()
    """Lines below the closing, such as the annexes."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover page of an internal report: addressee above, title in the upper middle, `items` (label, value), lines."""

    title: str
    subtitle: str = ""
    addressee: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """Contents with page numbers from the headings down to level `depth`."""

    title: str = ""
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Title:
    """Centred title at the head of a form or report, with an optional quieter line below."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading: level 1 = part (deep blue with rule), 2 = item, 3 within. Never last on a page; goes into the outline.

    `bookmark` is the text of the outline and the contents (the heading's own when empty).
    """

    level: Literal[1, 2, 3]
    text: str
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` is smaller and grey. `letter` indents the first line, `indent` all lines.

    `keep` holds its end on the page of what follows, for a sentence that opens a table or list.
    """

    text: Text
    quiet: bool = False
    style: Literal["body", "letter", "indent", "center", "right"] = "body"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items, each after a middle dot."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items, each after its number, which looks as `style`."""

    items: tuple[Text, ...]
    style: Literal["1.", "(1)", "①"] = "1."
    start: int = 1


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A line after a drawn tick box."""

    text: Text
    checked: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """Lines with tick boxes, drawn as shapes: no font of ours has ☐ or ☑. `quiet` is smaller."""

    items: tuple[CheckItem, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels left, values right, hairlines between."""

    items: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Column of a table.

    `text` takes what room is left (times `weight`), `short` and `date` stay on one line where the page allows it,
    `number` is set right, `mark` is narrow and centred. It is at least `room` mm wide, for what is written by hand;
    `ruled` has lines to write on.
    """

    heading: str
    kind: Literal["text", "short", "date", "number", "mark"] = "text"
    weight: float = 1.0
    room: float = 0.0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Content of a cell: text, a verdict mark, the mark before the text, or a drawn box (True: ticked)."""

    text: Text = ""
    mark: Mark | None = None
    bold: bool = False
    quiet: bool = False
    align: Align | None = None
    box: bool | None = None


Row: TypeAlias = tuple[Cell | str, ...]
"""As many cells as columns; a single cell in a wider table goes across the whole width.

A text or a bold cell heads the rows below it; any other cell goes on with the row above: a text that no column holds.
"""


@dataclass(frozen=True, slots=True)
class Table:
    """Table with repeated header; `empty` is printed in place of rows when there is none.

    `source` is told under the caption, for where the rows come from; `note` under the table.
    Rows are at least `least` lines high, for what is written by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    caption: str = ""
    note: str = ""
    least: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Row of a matrix: a label and, per column, a verdict, a short sign or nothing."""

    label: str
    cells: tuple[Mark | str | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Verdict marks or short signs, rows × columns (areas × sites, causes × measures); `legend` explains them.

    `corner` heads the labels. More columns than the page holds are set in bands below each other.
    """

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    corner: str = ""
    legend: tuple[str, ...] = ()
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label, value, and the text at its end (the value itself when empty)."""

    label: str
    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars with their numbers. `alt` says in words what the picture shows."""

    bars: tuple[Bar, ...]
    alt: str = ""
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One bar: as many counts as the legend has words (conforming, partly, nonconforming, …)."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Verdict counts as bars, told apart in black and white, the counts beside them; `legend` names them in order.

    `alt` says in words what the picture shows; `total` heads the sums at the right end. With `share` every bar has the
    full width and shows proportions; the numbers stay counts. `fills` are the looks of the parts by their numbers; in
    their order where none are named.
    """

    rows: tuple[StackedRow, ...]
    legend: tuple[str, ...]
    alt: str = ""
    caption: str = ""
    note: str = ""
    total: str = ""
    share: bool = False
    fills: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """Stretch of a schedule, both days included; `done` is drawn solid, a plan hatched.

    `planned` are the days planned first, drawn as an empty strip below; `interim` is what protects until the cut-over,
    a dotted line. Where the schedule is told as a table, `name` says what it is (`label` when empty), and `state` how
    far it is (the words of the schedule for done and planned when empty).
    """

    label: str
    start: date
    end: date
    done: bool = False
    planned: tuple[date, date] | None = None
    interim: bool = False
    name: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A system or measure, its phases, a quiet second line, and a due day (drawn as a diamond); `due_planned` is the
    one planned first. A `heading` is the name of the track that follows.

    Where the schedule is told as a table, `due_name` says what is due, and `due_done` whether it is reached."""

    label: str
    phases: tuple[Phase, ...]
    detail: str = ""
    due: date | None = None
    due_label: str = ""
    due_planned: date | None = None
    heading: bool = False
    due_name: str = ""
    due_done: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rows against a time axis in years and quarters (physical split: systems × phases).

    `today` (基準日) is a dashed line; `done` and `planned` make the legend, with `first` for the days planned first and
    `interim` for what protects until the cut-over, where there are any. The axis is repeated on every page.
    """

    rows: tuple[ScheduleRow, ...]
    alt: str = ""
    corner: str = ""
    caption: str = ""
    note: str = ""
    today: date | None = None
    today_label: str = ""
    done: str = ""
    planned: str = ""
    first: str = ""
    interim: str = ""


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A labelled line to write on; `value` is printed on it where it is known, never as a signature."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to sign on, 10 mm high, and a dotted seal circle of 18 mm with the word `seal` (none when empty)."""

    role: str
    fields: tuple[str | SignatureField, ...]
    seal: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Two or three blocks of lines to sign on beside each other."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Framed blocks; `notice` has a heavier frame (what is missing in a draft)."""

    blocks: tuple[Block, ...]
    title: str = ""
    tone: Literal["plain", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page where a page can hold them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Spacer:
    """Vertical room in mm; swallowed at the head of a page."""

    height: float = 4.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper that is handed out and comes back: it begins on a new page, its pages are counted by themselves.

    Each of its pages bears `number` and, unless it is empty, `code` as a QR code and in letters. `title` is its
    bookmark.
    The QR code says `form` (its two letters) and `version` as well (`app.domain.paper_codes.Payload`).
    """

    number: str
    blocks: tuple[Block, ...]
    title: str = ""
    code: str = ""
    form: str = ""
    version: str = ""
    watermark: str = ""
    """Across its pages, as `Report.watermark` is across all."""


Block: TypeAlias = (
    Letter
    | Cover
    | TableOfContents
    | Title
    | Heading
    | Paragraph
    | Bullets
    | Numbered
    | CheckList
    | KeyValues
    | Table
    | Matrix
    | BarChart
    | StackedBars
    | Schedule
    | Signature
    | Signatures
    | Box
    | KeepTogether
    | Sheet
    | Spacer
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as PNG, its size in points of the picture, and what is on it in words."""

    png: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report ready to be set.

    A `Letter` or `Cover` as the first block makes a first page without header and footer that is not counted.
    `watermark` is drawn across every page of a draft (案), empty otherwise; `missing` says what makes it one.
    `footer` holds fingerprint and 基準日, whatever the house style is; `house_footer` stands below it. `header` is
    printed in place of organisation and title, `stamp` marks the first page, on which `logo` stands as well.
    `made` is the day on which it is made, in ISO 8601, for where a workbook tells it. The rest goes into the document
    information: `kind` as on the command line, `fingerprint` of the data, `created` in ISO 8601 with offset, which is
    the moment of the data and not of the writing, `extra` as ASCII key and text.
    """

    title: str
    organisation: str
    language: str
    blocks: tuple[Block, ...]
    confidentiality: str = ""
    footer: str = ""
    watermark: str = ""
    missing: tuple[str, ...] = ()
    kind: str = ""
    subject: str = ""
    author: str = ""
    fingerprint: str = ""
    audit_id: str = ""
    created: str = ""
    made: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    header: str = ""
    house_footer: str = ""
    stamp: str = ""
    logo: Picture | None = None
