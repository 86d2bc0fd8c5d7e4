"""An overlay as one sheet of a workbook: a row for each checkpoint, note, thing not asked and value."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from app.domain.catalogue import Checkpoint
from app.domain.grades import Cause, Level, Role, Severity
from app.domain.overlay import CHECKPOINT, HIDE, NOTE, VALUES, Hiding, Note, Overlay, Spot
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.formats.catalogue.reading import text_of
from app.paths import bundled
from app.services.ledger_ports import Grid, SheetTable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

register_messages(
    {
        "overlay_no_sheet": "{file} has no sheet with the headings {headings}; write the template and fill it in.",
        "overlay_cell_missing": "A cell is empty in {file} that must be filled in.",
        "overlay_cell_kind": "“{value}” in {file} cannot be; what can be written there: {known}.",
        "overlay_value_double": "The value “{value}” stands twice in {file}; leave one of them.",
        "overlay_cut": "{file} ends in the middle of row {row}: it was probably cut short when it was saved or "
        "sent. Nothing was taken in. Get the whole file and read it.",
        "overlay_too_many_rows": "The sheet has more than {limit} rows.",
    }
)

MOST_ROWS = 2_000


@cache
def _words() -> dict[str, dict[str, Text]]:
    """The words of the sheet by group: `columns`, `keys`, `kinds`, `levels`, `grades`."""
    data = tomllib.loads((_folder() / "sheet.toml").read_text(encoding="utf-8"))
    groups = ("columns", "keys", "kinds", "levels", "grades")
    words = {group: {name: text_of(value, name) for name, value in data[group].items()} for group in groups}
    words["title"] = {"": text_of(data["title"], "title")}
    for number, line in enumerate(data["about"]):
        words[f"about {number}"] = {name: text_of(line[name], name) for name in ("label", "text")}
    return words


def example() -> str:
    """The TOML text of the overlay that stands in a new template."""
    return (_folder() / "example.toml").read_text(encoding="utf-8")


def _folder() -> Traversable:
    return bundled("resources") / "overlay"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row under the headings: its place, and its cells by the name of the column."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def need(self, column: str) -> str:
        if not (text := self.get(column)):
            raise self.refused("overlay_cell_missing", column)
        return text

    def one_of(self, column: str, group: str, default: str = "") -> str:
        """The value of the group that the cell names in either language; `default` where it is empty."""
        known = _words()[group]
        said = self.get(column) if default else self.need(column)
        if not said:
            return default
        for value, words in known.items():
            if _folded(said) in (_folded(words.ja), _folded(words.en)):
                return value
        raise self.refused("overlay_cell_kind", column, said, list(known.values()))

    def lines(self, column: str) -> tuple[Text, ...]:
        return tuple(Text(line, line) for line in map(str.strip, self.get(column).splitlines()) if line)

    def refused(self, code: str, column: str, value: str = "", known: Sequence[Text] = ()) -> UserError:
        """What is wrong with a cell."""
        heading = _words()["columns"][column]
        return UserError(
            code, file=self.file, sheet=self.sheet, row=self.number, column=heading, value=value, known=known
        )


def read_grids(file: str, grids: Sequence[Grid]) -> Overlay:
    """The overlay that the sheets with our headings hold. Raises UserError that names sheet, row and column."""
    checkpoints: list[Checkpoint] = []
    notes: list[Note] = []
    hidden: list[Hiding] = []
    values: dict[str, str] = {}
    for row in _rows(file, grids):
        kind, text = row.one_of("kind", "kinds"), row.need("text")
        both = Text(text, row.get("english") or text)
        match kind:
            case "add":
                checkpoints.append(_checkpoint(row, both))
            case "note":
                notes.append(Note(_identity(row), both))
            case "hide":
                hidden.append(Hiding(_identity(row), both))
            case _:
                name = row.need("id")
                if name in values:
                    raise row.refused("overlay_value_double", "id", name)
                values[name] = text
    return Overlay(tuple(checkpoints), tuple(notes), tuple(hidden), values)


def _checkpoint(row: _Row, question: Text) -> Checkpoint:
    identity, verify = _identity(row), row.need("verify")
    return Checkpoint(
        id=identity,
        item=identity.rpartition("-")[0],
        roles=frozenset(Role),
        level=Level(row.one_of("level", "levels", Level.SITE)),
        severity=Severity(row.one_of("severity", "grades", Severity.IMPROVEMENT)),
        question=question,
        verify=Text(verify, verify),
        look=row.lines("look"),
        evidence=row.lines("evidence"),
        basis=(),
        causes=(Cause.OPPORTUNITY,),
        directions=(),
        actions=row.lines("actions"),
        demands=(),
        reference=row.lines("reference"),
        own=True,
    )


def _identity(row: _Row) -> str:
    """An id as it is compared: half-width capitals, any dash a hyphen."""
    text = unicodedata.normalize("NFKC", row.need("id")).upper()
    return "".join("-" if c in _DASHES else c for c in text if not c.isspace())


_TABLES = {CHECKPOINT: "add", NOTE: "note", HIDE: "hide", VALUES: "value"}
_COLUMNS = {"checkpoint": "id", "question": "text", "reason": "text"}


def place(file: str, grids: Sequence[Grid], spot: Spot) -> Mapping[str, object]:
    """Sheet, row and column of an entry of sheets that were read."""
    columns = _words()["columns"]
    rows = (row for row in _rows(file, grids) if row.one_of("kind", "kinds") == _TABLES[spot.table])
    for row in islice(rows, spot.number - 1, spot.number):
        column = columns.get(_COLUMNS.get(spot.key, spot.key), columns["text"])
        return {"sheet": row.sheet, "row": row.number, "column": column}
    return {}


def key_word(key: str) -> Text:
    """The name of a line of a table with what it means, as 「reason(対象外とする理由)」."""
    words = _words()
    meaning = words["keys"].get(key) or words["columns"].get(key)
    return Text(f"{key}({meaning.ja})", f"{key} ({meaning.en})") if meaning else Text(key, key)


_DASHES = (
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{KATAKANA-HIRAGANA PROLONGED SOUND MARK}"
)


def _rows(file: str, grids: Sequence[Grid]) -> Iterator[_Row]:
    columns = _words()["columns"]
    names = {_folded(side): name for name, words in columns.items() for side in (words.ja, words.en)}
    found = False
    for grid in grids:
        for number, cells in enumerate(grid.rows):
            heads = {index: names[_folded(cell)] for index, cell in enumerate(cells) if _folded(cell) in names}
            if set(_HEADINGS) <= set(heads.values()):
                found = True
                if grid.cut:
                    raise UserError("overlay_cut", file=file, sheet=grid.name, row=grid.cut)
                yield from _below(file, grid, number, heads)
                break
    if not found:
        raise UserError("overlay_no_sheet", file=file, headings=[columns[name] for name in _HEADINGS])


_HEADINGS = ("kind", "id", "text")


def _below(file: str, grid: Grid, number: int, heads: Mapping[int, str]) -> Iterator[_Row]:
    """The rows below the headings in row `number` (from 0) that say something."""
    count = 0
    for row, texts in enumerate(grid.rows[number + 1 :], start=number + 2):
        told = {name: texts[index] for index, name in heads.items() if index < len(texts)}
        if not any(text.strip() for text in told.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise UserError("overlay_too_many_rows", file=file, sheet=grid.name, limit=MOST_ROWS)
        yield _Row(file, grid.name, row, told)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def sheets(overlay: Overlay, language: str, empty: int = 0) -> list[SheetTable]:
    """The sheet of an overlay, with `empty` rows more to write in."""
    words = _words()
    columns = words["columns"]
    rows = [tuple(row.get(name, "") for name in columns) for row in _written(overlay, language)]
    choices = {
        list(columns).index(column): tuple(text.in_language(language) for text in words[group].values())
        for column, group in (("kind", "kinds"), ("level", "levels"), ("severity", "grades"))
    }
    about = [lines for group, lines in words.items() if group.startswith("about")]
    return [
        SheetTable(
            title=words["title"][""].in_language(language),
            above=tuple((a["label"].in_language(language), a["text"].in_language(language)) for a in about),
            columns=tuple(text.in_language(language) for text in columns.values()),
            rows=[*rows, *[("",) * len(columns)] * empty],
            choices=choices,
        )
    ]


def _written(overlay: Overlay, language: str) -> Iterator[dict[str, str]]:
    words = _words()

    def told(kind: str, identity: str, text: Text) -> dict[str, str]:
        row = {"kind": words["kinds"][kind].in_language(language), "id": identity, "text": text.ja}
        return {**row, "english": text.en} if text.en != text.ja else row

    for checkpoint in overlay.checkpoints:
        yield {
            **told("add", checkpoint.id, checkpoint.question),
            "level": words["levels"][checkpoint.level].in_language(language),
            "severity": words["grades"][checkpoint.severity].in_language(language),
            "verify": checkpoint.verify.ja,
            "look": _lined(checkpoint.look),
            "evidence": _lined(checkpoint.evidence),
            "actions": _lined(checkpoint.actions),
            "reference": _lined(checkpoint.reference),
        }
    yield from (told("note", note.checkpoint, note.text) for note in overlay.notes)
    yield from (told("hide", hiding.checkpoint, hiding.reason) for hiding in overlay.hidden)
    yield from (told("value", name, Text(value, value)) for name, value in overlay.values.items())


def _lined(texts: Sequence[Text]) -> str:
    return "\n".join(text.ja for text in texts)
