"""Results of a floor-walk sheet as a table: written to be filled in at another desk, and read back from a workbook or a
CSV file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.ledgers.values import match_key
from app.domain.room_walks import MOST_UNLISTED, Look, Seen, Unlisted
from app.errors import UserError, register_messages
from app.services.ledger_ports import SheetTable
from app.services.papers import room_words
from app.services.papers.listing import Translate, Translations
from app.services.papers.rooms import RoomSheet
from app.services.ports import Desk

register_messages(
    {
        "walk_table_columns": "{file} has no table of results: its columns are {columns}. Write one with papers room.",
        "walk_table_unclear": "{file}, row {row}: “{text}” is no result; write one of {results}.",
        "walk_table_stranger": "{file}, row {row}: {key} does not stand on the sheet {number} and cannot be missing "
        "there; set its number right.",
        "walk_table_other": "{file} is the table of the sheet {other}, not of {number}.",
    }
)

_FIELDS = 8
_NUMBER, _RESULT, _WHERE, _CONDITION, _REMARK, _KIND, _SYSTEM, _USER = range(_FIELDS)
_SIGNS = {
    Seen.THERE: ("○", "〇", "有", "あり"),
    Seen.MISSING: ("×", "✕", "無", "なし", "無し"),
    Seen.ELSEWHERE: ("△", "別"),
}
"""What people write in place of the words of the drop-down."""
_EMPTY_ROWS = 10


def columns(translate: Translate) -> tuple[str, ...]:
    """The headings, in the order in which they are written."""
    _ = translate
    return (
        _("Asset number"),
        _("Result"),
        _("Where it was met"),
        _("Condition"),
        _("Remarks"),
        _("Kind, model"),
        _("System"),
        _("User"),
    )


def write(desk: Desk, sheet: RoomSheet, target: Path, translate: Translate) -> None:
    """The terminals of a sheet as a workbook with a drop-down for the result, and empty rows for those that are not on
    it. Raises UserError."""
    words = room_words.seen_words(translate)
    rows: list[tuple[str, ...]] = [
        (line.expected.key, "", "", "", room_words.since(line, translate), line.expected.kind, "", line.expected.holder)
        for line in sheet.lines
    ]
    rows += [("",) * _FIELDS] * _EMPTY_ROWS
    title = translate("Floor-walk sheet")
    above = ((title, sheet.printing.number), (translate("For whom"), sheet.printing.name))
    choices = {_RESULT: tuple(words.values())}
    desk.world.ledgers.tables(target, [SheetTable(title, above, columns(translate), rows, choices)])


def read(
    desk: Desk, sheet: RoomSheet, path: Path, translations: Translations
) -> tuple[tuple[Look, ...], tuple[Unlisted, ...]]:
    """The results in a table: its first sheet that has the columns, in Japanese or English and in any order. A row
    whose number stands on the sheet is its result; any other is a terminal that is not on it; one without a result is
    left. Texts stay as they were written; width tells nothing where they are compared.

    Raises UserError `walk_table_*` and those of the file.
    """
    names = {unicodedata.normalize("NFKC", t): n for lang in ("ja", "en") for n, t in _named(translations(lang))}
    for grid in desk.world.ledgers.grids(path):
        found = next(_headings(grid.rows, names), None)
        if found is None:
            continue
        first, places = found
        _refuse_other(sheet, path, grid.rows[:first])
        return _read(sheet, path, grid.rows, first, places, translations)
    told = ", ".join(columns(translations(sheet.printing.language))[: _RESULT + 1])
    raise UserError("walk_table_columns", file=path.name, columns=told)


def _named(translate: Translate) -> Iterator[tuple[int, str]]:
    return enumerate(columns(translate))


def _headings(rows: Sequence[Sequence[str]], names: dict[str, int]) -> Iterator[tuple[int, dict[int, int]]]:
    """The rows that head a table: at which row from 0, and field by column."""
    for number, row in enumerate(rows):
        met = {names[text]: at for at, cell in enumerate(row) if (text := _plain(cell)) in names}
        if _NUMBER in met and _RESULT in met:
            yield number, met


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _refuse_other(sheet: RoomSheet, path: Path, above: Sequence[Sequence[str]]) -> None:
    """A table that was written for another sheet says so above its headings."""
    sign = sheet.printing.number[:3]
    numbers = [_plain(cell) for row in above for cell in row if _plain(cell).startswith(sign)]
    if numbers and sheet.printing.number not in numbers:
        raise UserError("walk_table_other", file=path.name, other=numbers[0], number=sheet.printing.number)


def _read(
    sheet: RoomSheet,
    path: Path,
    rows: Sequence[Sequence[str]],
    first: int,
    places: dict[int, int],
    translations: Translations,
) -> tuple[tuple[Look, ...], tuple[Unlisted, ...]]:
    expected = {match_key(line.expected.key): line.expected for line in sheet.lines}
    words = {
        word.casefold(): seen
        for lang in ("ja", "en")
        for seen, word in room_words.seen_words(translations(lang)).items()
    }
    words |= {seen.value: seen for seen in Seen}
    # What the program wrote beside a terminal that has changed is no remark of theirs.
    noted = {_plain(room_words.since(line, translations(lang))) for lang in ("ja", "en") for line in sheet.lines}
    looks: list[Look] = []
    unlisted: list[Unlisted] = []
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        said = [row[places[n]].strip() if n in places and places[n] < len(row) else "" for n in range(_FIELDS)]
        known = expected.get(match_key(said[_NUMBER])) if said[_NUMBER] else None
        if _plain(said[_REMARK]) in noted:
            said[_REMARK] = ""
        text = _plain(said[_RESULT]).casefold()
        seen = words.get(text) or next((s for s, signs in _SIGNS.items() if text in signs), None)
        if known is None:
            if seen is Seen.MISSING:
                # A number that was mistyped: it would be entered as met.
                raise UserError(
                    "walk_table_stranger", file=path.name, row=number, key=said[_NUMBER], number=sheet.printing.number
                )
            fields = (_NUMBER, _KIND, _WHERE, _SYSTEM, _USER, _CONDITION, _REMARK)
            made = Unlisted(*(said[field] for field in fields))
            if not made.empty and len(unlisted) <= MOST_UNLISTED:
                unlisted.append(made)
            continue
        if not text:
            continue
        if seen is None:
            results = ", ".join(room_words.seen_words(translations(sheet.printing.language)).values())
            raise UserError("walk_table_unclear", file=path.name, row=number, text=said[_RESULT][:20], results=results)
        if any(look.match_key == known.match_key for look in looks):
            raise UserError("walk_named_twice", key=known.key)
        told = (said[_WHERE], said[_CONDITION], said[_REMARK])
        looks.append(Look(known.match_key, known.key, known.named_by, seen, *told))
    return tuple(looks), tuple(unlisted)
