"""The report model: what a report says, block by block, before any library sets it.

Pure data. Every text is resolved to the report's language by the service that builds the report, and every text is
plain: `<b>` or `&` in a user's words is printed as it stands. Renderers (`app.formats.report`) turn it into pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Letter:
    """Cover letter (鑑): date right, addressee left, sender right, title centred, paragraphs, closing right."""

    date: str
    addressee: tuple[str, ...]
    sender: tuple[str, ...]
    title: str
    paragraphs: tuple[str, ...]
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """Centred title at the head of a form or report, with an optional quieter line below."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading: level 1 = part (deep blue with rule), 2 = item. Never last on a page; goes into the outline."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` is smaller and grey."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels left, values right, hairlines between."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Column of a table: `text` takes what room is left, `short` stays on one line, `number` is set right."""

    heading: str
    kind: Literal["text", "short", "number"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Table with repeated header; `empty` is printed in place of rows when there is none."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One bar: counts of conforming, partly, nonconforming, not applicable, unanswered."""

    label: str
    values: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Verdict counts as bars, told apart in black and white, the counts beside them; `legend` names the five."""

    rows: tuple[StackedRow, ...]
    legend: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to sign on, 10 mm high, and a dotted seal circle of 18 mm with the word `seal`."""

    role: str
    fields: tuple[str, ...]
    seal: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = Letter | Title | Heading | Paragraph | KeyValues | Table | StackedBars | Signature | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report ready to be set. A `Letter` as the first block makes the first page carry neither header nor footer.

    `watermark` is drawn across every page of a draft (案), empty otherwise. `footer` holds fingerprint and 基準日.
    """

    title: str
    organisation: str
    language: str
    blocks: tuple[Block, ...]
    confidentiality: str = ""
    footer: str = ""
    watermark: str = ""
