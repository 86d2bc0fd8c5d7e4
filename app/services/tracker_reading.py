"""A tracker that comes back: hostile until it is read, edited in whatever program, columns moved and rows sorted.

Nothing here writes. What cannot be understood is told with its place and never stops the other rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.ledgers import dates
from app.domain.text import one_line, restored
from app.domain.tracker import FIELDS, FIXED, Field, Kind, Value, settled
from app.errors import UserError, register_messages
from app.services import tracker_manifest, tracker_words, tracking
from app.services.ledger_ports import GRID_ROWS, Grid
from app.services.ports import Desk, HistoryQuery
from app.services.tracker_manifest import Manifest
from app.services.typed_days import why_no_day

register_messages(
    {
        "tracker_no_sheet": "{file} has no sheet with the columns {columns}; export the list anew and fill that in.",
        "tracker_long": "The sheet {sheet} of {file} has more than {most} rows; take out what is no measure.",
        "tracker_cut": "{file} ends in the middle of row {row}: it was probably cut short when it was saved or sent. "
        "Nothing was taken. Get the whole file and import it.",
        "tracker_row_unknown": "The id “{value}” is none of this list; nothing of the row was taken.",
        "tracker_row_twice": "The id of this row stands in the rows {rows}; nothing of them was taken. For a new "
        "measure use an empty row at the end.",
        "tracker_rows_mixed": "The id of the row is that of measure {number}, but the row says {value}; probably only "
        "some of the columns were sorted. Nothing of the row was taken.",
        "tracker_word_unknown": "“{value}” is none of: {known}.",
        "tracker_fixed_changed": "This column is fixed: it says {value} and was written out as {before}. The change "
        "was not taken; change it in the plan.",
        "tracker_cell_error": "The cell shows an error or a formula that was never calculated; nothing of it was "
        "taken.",
    }
)

Translate = Callable[[str], str]
_BETWEEN = re.compile(r"[、,，;；/／\n]+")
_SEARCHED = 50
"""The headings stand in one of so many first rows."""
_NEW = re.compile(r"new-\d{2,4}")
_NEEDED = ("id", "measure")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that was not taken, where it stands and why; `column` is its heading, empty for the whole row."""

    row: int
    column: str
    value: str
    error: UserError


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row as it came back. `slot` is the id of a measure, that of an empty row, or nothing; `item` is empty where no
    known one is named, and stands as written in `item_text`."""

    row: int
    slot: str
    item: str
    item_text: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edited:
    """A tracker that was read: what it was when it went out, and its rows. `key` is what new measures get their ids
    from, `seen` are all ids that stand in it, `missing` the headings of columns that were taken out."""

    manifest: Manifest
    key: str
    sheet: str
    rows: tuple[EditedRow, ...]
    seen: frozenset[str]
    missing: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    headings: Mapping[str, str]
    """Of the columns by id, as who reads it sees them."""


def read(desk: Desk, path: Path, languages: Mapping[str, Translate], password: str = "") -> Edited:
    """The tracker in a file; `languages` are those in which it may be written. Raises UserError."""
    grids = desk.world.ledgers.grids(path, password, hidden=True)
    lines = tracker_manifest.find([grid.rows for grid in grids], path.name)
    origin = tracker_manifest.origin(lines, path.name)
    with desk.file.read() as work:
        if work.audit.get().id != origin.audit:
            raise UserError("tracker_other_audit", file=path.name)
        entries = work.history.entries(HistoryQuery(before=origin.entry + 1), limit=1)
    if not entries or entries[0].seq != origin.entry:
        raise UserError("tracker_altered", file=path.name)
    key = entries[0].hash
    manifest = tracker_manifest.opened(lines, key, path.name)
    grid, head, places = _sheet([g for g in grids if g.rows is not lines], languages, path)
    reader = _Reader(desk, manifest, languages, grid, head, places)
    rows = reader.rows()
    own = tracker_words.headings(next(iter(languages.values())))
    # A list that an earlier version wrote has fewer columns, and none of them is missing.
    written = {name for values in manifest.values.values() for name in values} or {field.name for field in FIELDS}
    missing = tuple(own[field.name] for field in FIELDS if field.name not in places and field.name in written)
    return Edited(manifest, key, grid.name, rows, frozenset(reader.seen), missing, tuple(reader.troubles), own)


def _sheet(grids: Sequence[Grid], languages: Mapping[str, Translate], path: Path) -> tuple[Grid, int, dict[str, int]]:
    """The sheet of the measures, the row of its headings (from 0), and its columns by id. Raises UserError."""
    names = {
        folded(heading): identity
        for translate in languages.values()
        for identity, heading in tracker_words.headings(translate).items()
    }
    for grid in grids:
        for number, row in enumerate(grid.rows[:_SEARCHED]):
            places: dict[str, int] = {}
            for index, text in enumerate(row):
                if (identity := names.get(folded(text))) is not None:
                    places.setdefault(identity, index)
            if all(name in places for name in _NEEDED):
                if grid.cut:
                    raise UserError("tracker_cut", file=path.name, row=grid.cut)
                if len(grid.rows) >= GRID_ROWS:
                    raise UserError("tracker_long", file=path.name, sheet=grid.name, most=GRID_ROWS)
                return grid, number, places
    own = tracker_words.headings(next(iter(languages.values())))
    raise UserError("tracker_no_sheet", file=path.name, columns=[own[name] for name in _NEEDED])


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        desk: Desk,
        manifest: Manifest,
        languages: Mapping[str, Translate],
        grid: Grid,
        head: int,
        places: Mapping[str, int],
    ) -> None:
        self.troubles: list[Trouble] = []
        self.seen: set[str] = set()
        self._manifest = manifest
        self._grid, self._head, self._places = grid, head, places
        self._headings = tracker_words.headings(next(iter(languages.values())))
        self._codes: dict[str, dict[str, str]] = {}
        self._known: dict[str, list[str]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        for field in FIELDS:
            for language, translate in languages.items():
                told = tracking.known_words(desk, field.name, translate, language)
                own = self._codes.setdefault(field.name, {})
                own.update({folded(word): code for code, word in told.items()})
                own.update({folded(code): code for code in told})
                self._known.setdefault(field.name, list(told.values()))
                if language == manifest.origin.language:
                    self._shown[field.name] = told
        self._items = {
            folded(text): code
            for language in languages
            for code, word in tracker_words.items(desk.catalogue, language).items()
            for text in (code, word, word.removeprefix(code))
        }

    def rows(self) -> tuple[EditedRow, ...]:
        """The rows that can be told apart, in their order."""
        filled = []
        for number, row in enumerate(self._grid.rows[self._head + 1 :], self._head + 2):
            cells = {name: row[at] if at < len(row) else "" for name, at in self._places.items()}
            slot = cells["id"].strip()
            others = any(text.strip() for name, text in cells.items() if name != "id")
            if slot or others:
                self.seen.add(slot)
                # An empty row that nobody has written in is none.
                if others or slot in self._manifest.numbers:
                    filled.append((number, slot, cells))
        counts = Counter(slot for _n, slot, _cells in filled if slot in self._manifest.numbers)
        twice = {slot: [n for n, own, _c in filled if own == slot] for slot, count in counts.items() if count > 1}
        found = []
        for number, slot, cells in filled:
            if slot in twice:
                self._trouble(number, "", slot, UserError("tracker_row_twice", rows=twice[slot]))
            elif self._placed(number, slot, cells):
                text = cells.get("item", "").strip()
                item = self._items.get(folded(text), "")
                self._tell_fixed(number, slot, cells)
                found.append(EditedRow(number, slot, item, text, self._values(number, slot, cells)))
        return tuple(found)

    def _placed(self, number: int, slot: str, cells: Mapping[str, str]) -> bool:
        """Whether the row is that of the measure whose id it bears, or of a new one."""
        if not slot:
            return True
        known = self._manifest.numbers.get(slot)
        if known is None:
            if _NEW.fullmatch(slot) and int(slot[4:]) <= self._manifest.origin.slots:
                return True
            self._trouble(number, "", slot, UserError("tracker_row_unknown", value=slot[:40]))
            return False
        said = unicodedata.normalize("NFKC", cells.get("number", "")).strip()
        if "number" in self._places and said != str(known):
            error = UserError("tracker_rows_mixed", number=known, value=said[:40] or "－")
            self._trouble(number, "number", said, error)
            return False
        return True

    def _tell_fixed(self, number: int, slot: str, cells: Mapping[str, str]) -> None:
        """Tell of fixed columns that say something else than when they went out; a list of an earlier version of the
        program does not tell what they said."""
        for name, before in self._manifest.values.get(slot, {}).items():
            column = name.removeprefix(FIXED)
            if column == name or column not in self._places or not isinstance(before, str):
                continue
            now = cells[column]
            if folded(restored(now)) == folded(before) or (before and _same_day(now, before)):
                continue
            said = now.strip()[:60] or "－"
            error = UserError("tracker_fixed_changed", value=said, before=before or "－")
            self._trouble(number, column, now, error)

    def _values(self, number: int, slot: str, cells: Mapping[str, str]) -> dict[str, Value]:
        exported = self._manifest.values.get(slot, {})
        found: dict[str, Value] = {}
        for field in FIELDS:
            if field.name not in self._places:
                continue
            text = cells[field.name]
            if (number, self._places[field.name]) in self._grid.odd:
                self._trouble(number, field.name, "", UserError("tracker_cell_error"))
                continue
            before = exported.get(field.name, field.blank)
            shown = tracking.shown(field, before, self._shown.get(field.name, {}), self._manifest.origin.language)
            if settled(text) == settled(shown):
                # Also a text that was longer than a cell holds.
                found[field.name] = before
                continue
            try:
                found[field.name] = self._value(field, text)
            except UserError as error:
                self._trouble(number, field.name, text, error)
        return found

    def _value(self, field: Field, text: str) -> Value:
        """What a cell says. Raises UserError."""
        match field.kind:
            case Kind.TEXT:
                return str(settled(restored(text)))
            case Kind.LINE:
                return one_line(restored(text))
            case Kind.DAY:
                return _day(text)
            case Kind.CODE:
                return self._code(field, text) if text.strip() else field.blank
            case Kind.CODES:
                return self._several(field, text)

    def _code(self, field: Field, text: str) -> str:
        code = self._codes[field.name].get(folded(text))
        if code is None:
            raise UserError("tracker_word_unknown", value=text.strip()[:60], known=self._known[field.name])
        return code

    def _several(self, field: Field, text: str) -> list[str]:
        """Codes in the order of the list, each once: words or codes with signs between them, or ①②."""
        known = self._codes[field.name]
        found: set[str] = set()
        for part in filter(None, map(str.strip, _BETWEEN.split(text))):
            signs = [*folded(part)]
            if folded(part) not in known and signs and all(sign in known for sign in signs):
                found.update(known[sign] for sign in signs)
            else:
                found.add(self._code(field, part))
        return [code for code in dict.fromkeys(known.values()) if code in found]

    def _trouble(self, row: int, column: str, value: str, error: UserError) -> None:
        self.troubles.append(Trouble(row, self._headings.get(column, ""), value.strip()[:200], error))


def folded(text: str) -> str:
    """A heading or word as it is compared: width, case and blanks tell nothing."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _same_day(text: str, day: str) -> bool:
    found, problem = dates.parse(text)
    return bool(found) and not problem and found == day


def _day(text: str) -> str | None:
    """A day as ISO, None for nothing; what may be meant in several ways is no day."""
    found, problem = dates.parse(text)
    if found and not problem:
        return found
    if not found and not problem:
        return None
    raise why_no_day(text) or UserError("day_year_unclear", text=text.strip())
