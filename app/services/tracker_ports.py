"""What the action tracker needs of whoever writes workbooks (`app.formats.tracker`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

Written = str | int | date | None


@dataclass(frozen=True, slots=True)
class TrackerColumn:
    """A column of the sheet that people fill in.

    `editable` cells are open on the protected sheet, `opened` ones in the blank rows only. `choices` are codes with
    their words; a `strict` column takes nothing else. `prompt` is told when a cell is entered.
    """

    id: str
    heading: str
    width: float
    kind: str = "text"
    editable: bool = False
    opened: bool = False
    hidden: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class TrackerBook:
    """A workbook to be written: `rows` under `columns`, of which the last `blank` are empty but for their ids.

    `names` are those of the sheets: measures, help, lists, manifest; the last two are hidden. `manifest` are its lines.
    `refusal` is said of an entry that is not in a list, `doubt` of one that is no date.
    """

    title: str
    hint: str
    names: tuple[str, str, str, str]
    columns: tuple[TrackerColumn, ...]
    rows: Sequence[Sequence[Written]]
    blank: int
    manifest: Sequence[Sequence[str]]
    help: Sequence[tuple[str, str]]
    footer: str
    confidentiality: str
    language: str
    at: str
    author: str
    refusal: str
    doubt: str


class TrackerFiles(Protocol):
    """Writes trackers."""

    def write(self, target: Path, book: TrackerBook) -> None:
        """Write an .xlsx workbook. Raises UserError, leaving an earlier file as it was."""
