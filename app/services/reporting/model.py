"""The report model: what a report says, block by block, before any library sets it.

Pure data. Every text is resolved to the report's language by the service that builds the report, and every text is
plain: `<b>` or `&` in a user's words is printed as it stands. Emphasis is expressed by `Run`, never by markup.
Renderers (`app.formats.report`) turn a `Report` into pages, sheets or documents.

Shapes: all sequences are tuples, all lengths are millimetres, dates are resolved texts except on time axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

__all__ = [
    "Align",
    "Bar",
    "BarChart",
    "Block",
    "Box",
    "Bullets",
    "Cell",
    "CheckItem",
    "CheckList",
    "Column",
    "ColumnKind",
    "Cover",
    "Heading",
    "KeepTogether",
    "KeyValues",
    "Letter",
    "Mark",
    "Matrix",
    "MatrixRow",
    "Numbered",
    "PageBreak",
    "Paragraph",
    "Phase",
    "Report",
    "Row",
    "Run",
    "Schedule",
    "ScheduleRow",
    "Series",
    "Signatory",
    "Signature",
    "SignatureField",
    "Spacer",
    "StackedBars",
    "StackedRow",
    "Table",
    "TableOfContents",
    "Text",
    "TimeTick",
    "Title",
    "plain",
]


class Mark(StrEnum):
    """A verdict as it is drawn on paper: ○ △ × － ・ (values equal those of the domain's verdicts)."""

    CONFORMING = "conforming"
    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one appearance; `text` is literal."""

    text: str
    bold: bool = False
    quiet: bool = False


Text: TypeAlias = str | tuple[Run, ...]
"""Literal text, or runs. A line feed in it starts a new line."""

Align = Literal["left", "center", "right"]
ColumnKind = Literal["text", "short", "date", "number", "mark"]


def plain(text: Text) -> str:
    """The characters of `text` without its appearance."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


# ---------------------------------------------------------------------------------------------- first page


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
    """Lines below the closing, such as the list of annexes."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover page of an internal report: addressee lines above, title, subtitle, lines (office, date, edition) below."""

    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    """Label and value pairs set as a small table under the title (organisation, 基準日, edition, …)."""


# ---------------------------------------------------------------------------------------------- text blocks


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """Contents with page numbers, from the headings up to `depth`; the heading above it is `title` if given."""

    title: str = ""
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Title:
    """Centred title at the head of a form (確認書), 15 pt bold, with an optional quieter line below."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading: level 1 = part (A/B/C, deep blue with rule), 2 = item, 3 = within an item.

    `bookmark` is the text in the outline (the heading itself when empty). `new_page` starts a page.
    """

    level: Literal[1, 2, 3]
    text: str
    bookmark: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `body` starts flush, `letter` is indented by one character on its first line, `indent` wholly."""

    text: Text
    style: Literal["body", "quiet", "indent", "letter", "center", "right"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """List with a middle dot before each item."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbered list; `style` is how a number looks: `1.`, `(1)` or `①`."""

    items: tuple[Text, ...]
    style: Literal["1.", "(1)", "①"] = "1."
    start: int = 1


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A line with a drawn tick box before it."""

    text: Text
    checked: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """Lines with tick boxes (drawn as shapes: no font of ours has ☐ or ☑)."""

    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels left, values right, hairlines between; `label_width` in mm, 0 = as wide as the labels need."""

    items: tuple[tuple[str, Text], ...]
    label_width: float = 0.0


# ---------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class Column:
    """Column of a table.

    `kind`: `text` wraps and takes what room is left; `short` and `date` stay on one line wherever possible; `number`
    is set right; `mark` is a verdict, centred and narrow. `weight` scales a text column's share. `align` overrides.
    """

    heading: str
    kind: ColumnKind = "text"
    weight: float = 1.0
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Content of a cell: literal text, a verdict mark, or both (the mark stands before the text)."""

    text: Text = ""
    mark: Mark | None = None
    bold: bool = False
    quiet: bool = False
    align: Align | None = None


Row: TypeAlias = tuple[Cell | str, ...]
"""As many cells as columns; a row of a single cell in a wider table is a group line across the whole width."""


@dataclass(frozen=True, slots=True)
class Table:
    """Table with repeated header. Without rows it prints `empty` (one line) under its header, if given."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""
    empty: str = ""
    repeat_header: bool = True


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Row of a matrix: a label and one entry per column (a verdict, a short text, or nothing)."""

    label: str
    cells: tuple[Mark | str | None, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × columns of verdict marks or short signs (checkpoint areas × sites, causes × measures).

    `corner` heads the row labels. `legend` explains the marks in words under the matrix.
    More columns than the page holds are set in bands below each other.
    """

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    corner: str = ""
    caption: str = ""
    note: str = ""
    legend: tuple[Series, ...] = ()


# ---------------------------------------------------------------------------------------------- charts


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a stacked chart, or one entry of a legend: the word, and the mark that colours it."""

    label: str
    mark: Mark | None = None
    sign: str = ""
    """Sign before the word in a matrix legend where it is not a verdict (such as ◎)."""


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
    alt: str
    caption: str = ""
    note: str = ""
    maximum: float = 0.0
    """Value of the full width; 0 = the largest bar."""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One stacked bar: one count per series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Counts per verdict for each row (area or site): colour, pattern and number; bars share one scale.

    With `share` every bar has the full width and shows proportions; the numbers stay counts.
    `total` heads the column of totals at the right end.
    """

    series: tuple[Series, ...]
    rows: tuple[StackedRow, ...]
    alt: str
    caption: str = ""
    note: str = ""
    total: str = ""
    share: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """Stretch of a schedule, both days included. `done` is drawn filled, a plan hatched."""

    label: str
    start: date
    end: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A system (or measure) and its phases; `detail` is a quiet second line, `milestone` a drawn diamond (期限)."""

    label: str
    phases: tuple[Phase, ...]
    detail: str = ""
    milestone: date | None = None
    milestone_label: str = ""


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A labelled point on a time axis."""

    at: date
    label: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Schedule against a time axis (physical split: systems × phases).

    Without `ticks` the axis shows years and quarters in figures. `today` (基準日) is drawn as a dashed line.
    `done_label` and `planned_label` make the legend.
    """

    rows: tuple[ScheduleRow, ...]
    alt: str
    corner: str = ""
    caption: str = ""
    note: str = ""
    ticks: tuple[TimeTick, ...] = ()
    today: date | None = None
    today_label: str = ""
    done_label: str = ""
    planned_label: str = ""


# ---------------------------------------------------------------------------------------------- forms and layout


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A labelled line to write on, 10 mm high; `value` is printed on it where it is known (never a signature)."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs: what as, the lines to fill, and the word in the dotted 18 mm seal circle ('' = no circle)."""

    role: str
    fields: tuple[SignatureField, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Signature blocks below each other; a block is never split over pages."""

    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Framed blocks; `notice` has a stronger frame (what is missing in a draft, warnings)."""

    blocks: tuple[Block, ...]
    title: str = ""
    tone: Literal["plain", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page where a page can hold them."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Spacer:
    """Vertical room in mm; swallowed at the head of a page."""

    height: float = 4.0


Block: TypeAlias = (
    TableOfContents
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
    | Box
    | PageBreak
    | KeepTogether
    | Spacer
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report ready to be set.

    A first page (`Letter` or `Cover`) carries neither header nor footer and is not counted; without one the first
    page has both, so that a one-page form shows its fingerprint.
    """

    kind: str
    """Report kind as on the command line: plan, results, site-confirmation, …"""
    language: Literal["ja", "en"]
    title: str
    organisation: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    confidentiality: str = ""
    as_of: str = ""
    """基準日 as a text for the footer."""
    fingerprint: str = ""
    """Fingerprint of the data for the footer, such as `7F3A-19C2-88D0`."""
    audit_id: str = ""
    created: str = ""
    """Creation moment, ISO 8601 with offset; goes into the document information."""
    draft: bool = False
    """A draft carries a diagonal watermark (案)."""
    first_page: Letter | Cover | None = None
    extra: tuple[tuple[str, str], ...] = ()
    """Further key and value pairs for the document information (keys ASCII), read back by `verify`."""
