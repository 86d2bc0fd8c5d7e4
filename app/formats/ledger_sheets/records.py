"""Rows of a sheet become records: values understood, what was written kept, what is wrong told with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.domain.ledgers import Record, values
from app.domain.ledgers.dates import ERA_ASSUMED
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.ledgers.values import Normaliser, Value
from app.domain.ledgers.writing import (
    HYPHENS,
    LONGEST_DITTO,
    SAME_AS_ABOVE,
    SAME_AS_LEFT,
    ditto_sign,
    plain,
    rows_told,
)
from app.domain.rules.sides import company_key
from app.errors import UserError, register_messages
from app.formats import workbook
from app.formats.ledger_sheets import rows as row_kinds
from app.formats.ledger_sheets.evidence import names_company
from app.formats.ledger_sheets.headings import Headings, fold
from app.formats.ledger_sheets.recognition import JOIN, Header, header_of, subject_of
from app.services.ledger_ports import CellProblem, Choices, Chunk, Corrected, How, SheetChoice

register_messages(
    {
        "workbook_uncalculated": (
            "The formulas in sheet {sheet} of {file} have no stored values (row {row}, column {column}); open the file "
            "in Excel and save it once."
        ),
    }
)

# Texts kept per field: columns of a few words are understood once, columns of numbers do not fill the memory.
_CACHED = 20_000
_SUSPECT = frozenset("※*＊(（注例【[<〈記入合小総計累※")
_ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_ABOVE, _LEFT = "ditto_above", "ditto_left"
# A word we do not know is told once per column and not in every row.
_TOLD_ONCE = frozenset({values.STATE_UNKNOWN, values.ZONE_UNKNOWN, values.FLAG_UNKNOWN, values.WORD_UNKNOWN})
_FIRST_KEYS = 200


class Cache(dict[str, Value]):
    """What each text of a column means; a text is understood when it is first looked up."""

    __slots__ = ("_understand",)

    def __init__(self, understand: Normaliser) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, written: str) -> Value:
        value = self._understand(written)
        if len(self) < _CACHED:
            self[written] = value
        return value


KeyPlace = tuple[str, int, str]
"""Sheet, row and writing of a key where it was first met."""


class SheetReader:
    """Reads one sheet, chunk by chunk. `seen` holds the keys of the whole file.

    `met` holds, for each of them, what was met of the fields that tell rows with one key apart.
    """

    def __init__(
        self,
        form: LedgerForm,
        headings: Headings,
        file: str,
        first: workbook.Rows,
        choice: SheetChoice,
        choices: Choices,
        seen: dict[str, KeyPlace],
        met: dict[str, set[str]],
    ) -> None:
        sheet = replace(first.sheet, head=tuple(map(tuple, first.rows[: workbook.HEAD_ROWS])))
        header = header_of(headings, sheet, choice.header_row, choice.header_lines)
        self._form = form
        self._headings = headings
        self._file = file
        self._sheet = sheet
        self._name = sheet.name
        self._header_row = choice.header_row
        self._folded = [tuple(map(fold, parts)) for parts in header.parts]
        self._titles = [JOIN.join(parts) or workbook.column_letter(n) for n, parts in enumerate(header.parts)]
        columns = {index: field for index, field in sorted(choice.columns.items()) if field}
        self._width = max(columns, default=-1) + 1
        self._columns = columns
        self._by_field = {field: index for index, field in columns.items()}
        self._plan = [
            (index, field, Cache(self._normaliser(field, first.date1904))) for index, field in columns.items()
        ]
        self._keys = tuple(field for field in form.keys if field in self._by_field)
        self._key_columns = tuple(self._by_field[field] for field in self._keys)
        self._key_column = self._key_columns[0]
        lacking = bool(form.sheet_field) and form.sheet_field not in self._by_field
        self._subject = subject_of(form, headings, sheet, header) if lacking else ""
        given = {*self._by_field, *([form.sheet_field] if self._subject else ())}
        self._key_with = tuple(field for field in form.key_with if field in given)
        self._key_of = {name: _key_maker(form.field(name).type) for name in (*self._keys, *self._key_with)}
        self._keys_shared = bool(form.key_with or form.apart)
        self._site_field = form.site_field
        self._site = choices.site or choice.site
        self._block_site = ""
        self._block_status = ""
        self._has_site = form.site_field in self._by_field
        self._corrections = _by_row(choices.corrections, self._name, self._by_field)
        self._kept = _by_key(choices.kept)
        self._corrected: list[Corrected] = []
        self._odd = _odd_by_row(sheet, columns)
        self._merged = self._vertical_merges(sheet)
        self._carried: dict[int, tuple[str, int]] = {}
        self._seen = seen
        self._met = met
        self._next: dict[str, int] = {}
        self._above: dict[str, str] = {}
        self._told: set[tuple[str, str]] = set()
        self._foreign = False
        self._open: list[tuple[str, str]] = []
        self._unclear: dict[tuple[str, str], list[int]] = {}
        self._named = False
        self._of_sheet: list[int] = []
        self._last_site = ""
        self._site_row = 0
        self._each_names_site = False
        self._filled = 0
        self._filled_from = 0
        self._zero_width = _width_of_padded(self._first_keys(first.rows))
        self._taken = 0
        self._uncalculated: tuple[int, int] | None = None
        self._problems: list[CellProblem] = []
        self._tell_repeated(header, first.rows)
        if sheet.hidden_rows:
            self._tell(0, "", "", "rows_hidden", details={"count": str(sheet.hidden_rows)})

    def read(self, first: int, rows: Sequence[list[str]]) -> Chunk:
        """One chunk of rows, the first of them number `first`. Raises UserError when nothing can be read."""
        records: list[Record] = []
        read = rejected = skipped = 0
        width = self._width
        for number, row in enumerate(rows, first):
            if number <= self._header_row:
                continue
            read += 1
            if not row:
                skipped += 1
                self._last_site = ""
                continue
            if len(row) < width:
                row = row + [""] * (width - len(row))
            if self._carried or number in self._merged:
                self._fill_merged(number, row)
            by_hand = self._set_right(number, row) if self._kept or number in self._corrections else ()
            key = row[self._key_column]
            if not self._foreign and row_kinds.may_be_sum(row, key) and row_kinds.is_sum(row, self._key_text(row)):
                skipped += 1
                continue
            if (
                not key
                or row.count("") == len(row) - 1
                or key[0] in _SUSPECT
                or self._foreign
                or not any(map(str.isdigit, key))
            ):
                verdict = self._verdict(number, row, key)
                if verdict == "skipped":
                    skipped += 1
                    continue
                if verdict == "rejected":
                    rejected += 1
                    continue
            record = self._record(number, row)
            if record is None:
                rejected += 1
            else:
                records.append(self._with_what_was_written(record, by_hand) if by_hand else record)
        self._taken += len(records)
        if not self._taken and self._uncalculated is not None:
            row_number, index = self._uncalculated
            raise UserError(
                "workbook_uncalculated", file=self._file, sheet=self._name, row=row_number, column=self._titles[index]
            )
        corrected, self._corrected = tuple(self._corrected), []
        return Chunk(self._name, tuple(records), self._problems_so_far(), read, rejected, skipped, corrected)

    def end(self) -> Chunk:
        """What is to be told once all rows were read."""
        if self._filled:
            self._tell(self._filled_from, self._site_field, "", "site_filled", details={"count": str(self._filled)})
        if self._named and self._of_sheet:
            self._tell_rows(self._of_sheet, self._site_field, self._site, "site_of_sheet")
        for (field, written), found in self._unclear.items():
            self._tell_rows(found, field, written, "ditto_unclear" if len(found) == 1 else "dittos_unclear")
        return Chunk(self._name, (), self._problems_so_far(), 0, 0, 0)

    # --- cells set right by hand -------------------------------------------------------------------------------------

    def _set_right(self, number: int, row: list[str]) -> tuple[Corrected, ...]:
        """Put what was given by hand in the place of what is written, and tell of each such cell."""
        given = self._corrections.get(number, {})
        found = self._found_by(row)
        told = [self._by_hand(number, found, index, row[index], text, How.GIVEN) for index, text in given.items()]
        for field, (before, after) in self._kept.get(found, {}).items():
            index = self._by_field.get(field)
            if index is None or index in given:
                continue
            written = row[index].strip()
            # A file that says by now what was given needs nothing.
            how = How.KEPT if written == before.strip() else How.OVERRULED
            if how is How.OVERRULED and written != after.strip():
                places = {"before": before.strip(), "after": after}
                self._tell(number, field, written, "correction_overruled", details=places)
            elif how is How.KEPT:
                self._tell(number, field, written, "correction_kept", details={"after": after})
            told.append(self._by_hand(number, found, index, row[index], after, how))
        for each in told:
            if each.how is not How.OVERRULED:
                row[self._by_field[each.field]] = each.after
        return tuple(told)

    def _by_hand(self, number: int, found: str, index: int, before: str, after: str, how: How) -> Corrected:
        return Corrected(
            "", "", self._columns[index], self._titles[index], before, after, self._name, number, found, how
        )

    def _found_by(self, row: Sequence[str]) -> str:
        """The match key of a row as it is written; empty for a row without one."""
        for name in self._keys:
            if match := self._key_of[name](self._written(row, name)):
                match = match if name == self._form.keys[0] else f"{name}:{match}"
                return "|".join([match, *(self._key_of[n](self._written(row, n)) for n in self._key_with)])
        return ""

    def _written(self, row: Sequence[str], field: str) -> str:
        """What a cell of a row means, as it is written."""
        index = self._by_field[field]
        cache = next(cache for column, _, cache in self._plan if column == index)
        return cache[row[index]][0] if row[index] else ""

    def _with_what_was_written(self, record: Record, by_hand: Sequence[Corrected]) -> Record:
        """The record of a row in which cells were set right: what the file says of them stays as written."""
        self._corrected += [replace(each, record=record.match_key, key=record.key) for each in by_hand]
        changed = {each.field: each.before for each in by_hand if each.how is not How.OVERRULED}
        return replace(record, raw={**record.raw, **changed}) if changed else record

    # --- rows that are none ------------------------------------------------------------------------------------------

    def _verdict(self, number: int, row: list[str], key: str) -> str:
        """skipped for a row that is no record, rejected for one of another table, else empty."""
        cells = [text for text in row if text.strip()]
        if not cells:
            return "skipped"
        if row_kinds.is_header(row, self._folded):
            self._foreign = False
            return "skipped"
        if sum(map(self._headings.is_known, cells)) >= max(3, len(cells) * 0.6):
            self._foreign = True
            self._tell(number, "", cells[0], "header_second", rejected=True)
            return "rejected"
        if self._foreign:
            return "rejected"
        if row_kinds.is_example(plain(key), plain(cells[0])):
            return "skipped"
        if not any(map(str.isdigit, key)) and (row_kinds.is_units(row) or row_kinds.is_end(row)):
            return "skipped"
        if row_kinds.is_note(row) or row_kinds.is_sum(row, self._key_text(row)):
            return "skipped"
        if len(cells) == 1 and row_kinds.is_block(cells[0] if key else ""):
            self._begin_block(row, cells[0])
            return "skipped" if number not in self._odd else ""
        return ""

    def _begin_block(self, row: Sequence[str], text: str) -> None:
        """Keep the office, or the state, that the name of a block tells of the records below."""
        if office := row_kinds.office_in(text):
            self._block_site, self._block_status = office, ""
        elif "status" in self._form and any(row[: self._key_column + 1]):
            self._block_status = row_kinds.state_in(text)

    def _key_text(self, row: Sequence[str]) -> str:
        """What stands in the first of the columns by which records are told apart that holds something."""
        return next((row[index] for index in self._key_columns if row[index]), "")

    # --- records ------------------------------------------------------------------------------------------------------

    def _record(self, number: int, row: list[str]) -> Record | None:
        understood: dict[str, str] = {}
        differs: dict[str, str] = {}
        doubts: list[tuple[str, int, str]] = []
        self._open.clear()
        for index, field, cache in self._plan:
            written = row[index]
            if written:
                value, doubt = cache[written]
                if value:
                    understood[field] = value
                if value != written:
                    differs[field] = written
                if doubt:
                    doubts.append((field, index, doubt))
        if number in self._odd:
            self._tell_odd(number)
        for field, index, doubt in doubts:
            self._doubt(number, row, field, index, doubt, understood)
        self._above = as_read = understood
        if self._subject and understood:
            understood = {**understood, self._form.sheet_field: self._subject}
        key = match = ""
        for name in self._keys:
            if key := understood.get(name, ""):
                match = self._key_of[name](key)
                if match:
                    match = match if name == self._form.keys[0] else f"{name}:{match}"
                    break
        if match and self._key_with:
            match = "|".join([match, *(self._key_of[name](understood.get(name, "")) for name in self._key_with)])
        if not match:
            if not understood and not differs:
                return None
            self._tell(number, self._keys[0], "", "key_missing", rejected=True)
            return None
        raw = {**as_read, **differs} if differs else as_read
        if self._block_status and "status" not in understood:
            understood = {**understood, "status": self._block_status}
        site = understood.get(self._site_field, "")
        if not site:
            site = self._site_of_row(number)
            if site and self._site_field in self._form:
                understood = {**understood, self._site_field: site}
        else:
            self._each_names_site = self._each_names_site or (site == self._last_site and number == self._site_row + 1)
            self._last_site, self._site_row = site, number
            self._named = self._named or site != self._site
        for field, written in self._open:
            # Rows without an office are told of as such.
            if field != self._site_field and not understood.get(field):
                self._unclear.setdefault((field, written), []).append(number)
        match = self._unique(number, key, match, understood)
        return Record(self._form.kind, key, match, site, understood, raw, self._name, number)

    def _site_of_row(self, number: int) -> str:
        """The office where the row does not tell it: that of its block, of the sheet or of the whole file."""
        # Where rows repeat the office of the row above, a blank one is no merged cell that was lost.
        if self._has_site and self._last_site and not self._sheet.merged_known and not self._each_names_site:
            self._filled += 1
            self._filled_from = self._filled_from or number
            return self._last_site
        if self._has_site and self._site and not self._block_site:
            self._of_sheet.append(number)
        return self._block_site or self._site

    def _unique(self, number: int, key: str, match: str, understood: Mapping[str, str]) -> str:
        """The match key, told apart where rows may share a key, numbered when it was met before; that row is told."""
        if self._zero_width and key.isdigit() and len(key) < self._zero_width:
            self._tell(number, self._keys[0], key, "key_zeros")
        if self._form.apart:
            # The first row keeps the plain key, so that a change of the right or the section is a change and no other.
            further = "/".join(values.match_key(understood.get(name, "")) for name in self._form.apart)
            met = self._met.setdefault(match, set())
            if met and further not in met:
                match = f"{match}/{further}"
            met.add(further)
        before = self._seen.setdefault(match, (self._name, number, key))
        if before == (self._name, number, key):
            return match
        sheet, row, written = before
        place = {"other": str(row), "other_sheet": sheet}
        if _canonical(written) == _canonical(key):
            self._tell(number, self._keys[0], key, "key_double", details=place)
        else:
            self._tell(number, self._keys[0], key, "key_similar", details={**place, "other_value": written})
        # Counted on from the last one: a column that says the same in every row would be searched again and again.
        count = self._next.get(match, 2)
        while f"{match}#{count}" in self._seen:
            count += 1
        self._next[match] = count + 1
        self._seen[f"{match}#{count}"] = before
        return f"{match}#{count}"

    # --- doubts -------------------------------------------------------------------------------------------------------

    def _doubt(
        self, number: int, row: list[str], field: str, index: int, doubt: str, understood: dict[str, str]
    ) -> None:
        written = row[index]
        if doubt in (_ABOVE, _LEFT):
            if field in self._keys and not self._keys_shared:
                # Two devices never share a number: a key is not taken from elsewhere.
                value = ""
            else:
                value = self._above.get(field, "") if doubt == _ABOVE else self._left_of(row, index)
            if value:
                understood[field] = value
            elif field in self._keys:
                self._unclear.setdefault((field, written.strip()), []).append(number)
            else:
                self._open.append((field, written.strip()))
            return
        if doubt in _TOLD_ONCE:
            if (field, written) in self._told:
                return
            self._told.add((field, written))
        extra = {"read": understood[field]} if doubt == ERA_ASSUMED else {}
        self._tell(number, field, written, doubt, details=extra)

    def _left_of(self, row: list[str], index: int) -> str:
        """What the cell to the left means in this column."""
        cache = next(cache for column, _, cache in self._plan if column == index)
        value, doubt = cache[row[index - 1]] if index and row[index - 1] else ("", "")
        return "" if doubt else value

    def _tell_repeated(self, header: Header, first: Sequence[list[str]]) -> None:
        """Tell of tables side by side: a key, or what stands below another company, is met again and left out."""
        taken = {fold(header.parts[n][-1]): n for n in self._columns if n < len(header.parts) and header.parts[n]}
        for index, parts in enumerate(header.parts):
            again = taken.get(fold(parts[-1])) if parts and index not in self._columns else None
            if again is None or not any(index < len(row) and row[index] for row in first[self._header_row :]):
                continue
            others = (header.parts[again][:-1], parts[:-1])
            companies = all(groups and names_company(groups[-1]) for groups in others)
            if self._columns[again] in self._keys or companies:
                where = {"letter": workbook.column_letter(index)}
                self._tell(self._header_row, "", parts[-1], "columns_repeated", details=where)
                return

    def _tell_odd(self, number: int) -> None:
        for index, kind in self._odd[number]:
            field = self._columns[index]
            if kind == workbook.UNCALCULATED and index == self._key_column and self._uncalculated is None:
                self._uncalculated = (number, index)
            self._tell(number, field, "", "cell_error" if kind == workbook.ERROR else "cell_uncalculated")

    def _tell_rows(self, found: Sequence[int], field: str, value: str, code: str) -> None:
        """Tell once of what stands in several rows alike."""
        details = {"count": str(len(found)), "rows": rows_told(found)}
        self._tell(found[0], field, value, code, details=details)
        self._problems[-1] = replace(self._problems[-1], rows=tuple(found))

    def _tell(
        self,
        number: int,
        field: str,
        value: str,
        code: str,
        rejected: bool = False,
        details: Mapping[str, str] | None = None,
    ) -> None:
        column = self._titles[self._by_field[field]] if field in self._by_field else ""
        self._problems.append(
            CellProblem(self._name, number, column, value.strip(), code, details or {}, rejected=rejected, field=field)
        )

    def _problems_so_far(self) -> tuple[CellProblem, ...]:
        problems, self._problems = tuple(self._problems), []
        return problems

    # --- preparations -------------------------------------------------------------------------------------------------

    def _normaliser(self, field: str, date1904: bool) -> Normaliser:
        return _with_dittos(values.normaliser_of(self._form.field(field), date1904))

    def _vertical_merges(self, sheet: workbook.Sheet) -> dict[int, list[tuple[int, int]]]:
        """Row → (column, last row) of the merged cells that reach down from it. A key is spread only where several
        records may have it: two devices never share a number, but a system has many rights."""
        found: dict[int, list[tuple[int, int]]] = {}
        keys = set() if self._keys_shared else {self._by_field[name] for name in self._keys}
        for top, left, bottom, _right in sheet.merged:
            if bottom > top and left in self._columns and left not in keys and top + 1 > self._header_row:
                found.setdefault(top + 1, []).append((left, bottom + 1))
        return found

    def _fill_merged(self, number: int, row: list[str]) -> None:
        for index, (text, last) in list(self._carried.items()):
            if number > last:
                del self._carried[index]
            elif not row[index]:
                row[index] = text
        for index, last in self._merged.get(number, ()):
            self._carried[index] = (row[index], last)

    def _first_keys(self, rows: Sequence[list[str]]) -> list[str]:
        column = self._key_column
        below = rows[self._header_row :]
        return [plain(row[column]) for row in below if column < len(row) and row[column]][:_FIRST_KEYS]


def _key_maker(kind: FieldType) -> Callable[[str], str]:
    return company_key if kind is FieldType.COMPANY else values.match_key


def _canonical(key: str) -> str:
    return key.translate(_ONE_HYPHEN).upper()


def _with_dittos(understand: Normaliser) -> Callable[[str], Value]:
    """A normaliser that also knows 同上 and 同左."""

    def understood(text: str) -> Value:
        if text and len(text) <= LONGEST_DITTO:
            written = ditto_sign(text)
            if written in SAME_AS_ABOVE:
                return "", _ABOVE
            if written in SAME_AS_LEFT:
                return "", _LEFT
        return understand(text)

    return understood


def _by_row(
    corrections: Mapping[tuple[str, int, str], str], sheet: str, by_field: Mapping[str, int]
) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (name, row, field), text in corrections.items():
        if name == sheet and field in by_field:
            found.setdefault(row, {})[by_field[field]] = text
    return found


def _by_key(kept: Mapping[tuple[str, str], tuple[str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (key, field), texts in kept.items():
        found.setdefault(key, {})[field] = texts
    return found


def _odd_by_row(sheet: workbook.Sheet, columns: Mapping[int, str]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, index), kind in sheet.odd.items():
        if index in columns:
            found.setdefault(row, []).append((index, kind))
    return found


def _width_of_padded(keys: Sequence[str]) -> int:
    """The width of numbers that are padded with zeros, 0 where they are not: then a shorter one has lost its zeros."""
    digits = [key for key in keys if key.isdigit()]
    if not any(key.startswith("0") for key in digits):
        return 0
    width, count = Counter(map(len, digits)).most_common(1)[0]
    return width if count >= len(digits) * 0.6 else 0
