"""Rows of a sheet become records: values understood, what was written kept, what is wrong told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from app.domain.ledgers import COLUMN, HEADING, MARK, Record, periods, values
from app.domain.ledgers.dates import ERA_ASSUMED
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.ledgers.keys import key_maker, without_stand_in
from app.domain.ledgers.values import Normaliser
from app.domain.ledgers.words import Vocabulary
from app.domain.ledgers.writing import SAME_AS_ABOVE, ditto_sign, is_ditto, plain
from app.errors import UserError, register_messages
from app.formats import workbook
from app.formats.ledger_sheets import across as across_columns
from app.formats.ledger_sheets import columns as column_kinds
from app.formats.ledger_sheets import layout_doubts, titles
from app.formats.ledger_sheets import rows as row_kinds
from app.formats.ledger_sheets.across import BARE, Across, Right
from app.formats.ledger_sheets.columns import ABOVE, LEFT, Cache
from app.formats.ledger_sheets.hands import Hands
from app.formats.ledger_sheets.headings import Headings, fold
from app.formats.ledger_sheets.legends import SIGN_GUESSED, legend_for
from app.formats.ledger_sheets.met_keys import KeyPlace, MetKeys
from app.formats.ledger_sheets.recognition import JOIN
from app.formats.ledger_sheets.tables import Numbered, Table
from app.formats.ledger_sheets.telling import Telling
from app.services.ledger_ports import CUT_SHORT, MAYBE_CUT, Choices, Chunk, SheetChoice

register_messages(
    {
        "workbook_uncalculated": (
            "The formulas in sheet {sheet} of {file} have no stored values (row {row}, column {column}); open the file "
            "in Excel and save it once."
        ),
    }
)

_SUSPECT = frozenset("※*＊(（注例【[<〈記入合小総計累※")
# A word we do not know is told once per column and not in every row.
_TOLD_ONCE = frozenset(
    {values.STATE_UNKNOWN, values.ZONE_UNKNOWN, values.FLAG_UNKNOWN, values.WORD_UNKNOWN, SIGN_GUESSED}
)
_FIRST_KEYS = 200
_SHOWN_OF_CUT = 60
_KIND_OF_OFFICE = "事業所区分"
_FEWEST_OF_KINDS = 3
_NEARLY_ALL = 0.8
# 外字: characters that mean something only on the computer on which they were drawn.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


class SheetReader:
    """Reads one sheet, chunk by chunk. `seen` holds the keys of the whole file.

    `met` holds, for each of them, what was met of the fields that tell rows with one key apart.
    """

    def __init__(
        self,
        form: LedgerForm,
        headings: Headings,
        file: str,
        table: Table,
        choice: SheetChoice,
        choices: Choices,
        seen: dict[str, KeyPlace],
        met: dict[str, set[str]],
    ) -> None:
        sheet, header = table.sheet, table.header
        self._form = form
        self._headings = headings
        self._file = file
        self._table = table
        self._sheet = sheet
        self._name = sheet.name
        self._header_row = header.row
        self._folded = [tuple(map(fold, parts)) for parts in header.parts]
        self._titles = [JOIN.join(parts) or workbook.column_letter(n) for n, parts in enumerate(header.parts)]
        columns = {index: field for index, field in sorted(choice.columns.items()) if field}
        self._width = max(columns, default=-1) + 1
        self._marked: Mapping[int, str] = {}
        self._own = 0
        self._across = across_columns.across_of(
            form, headings, columns, header.parts, table.top, table.first, choices.marks
        )
        if self._across is not None:
            self._marked = dict.fromkeys(self._across.columns, self._across.field)
            columns = self._with_columns_of_its_own(columns, self._across)
        elif double := form.laid_across(list(columns.values())):
            raise UserError("ledger_columns_double", file=file, sheet=self._name, field=form.field(double).title.ja)
        self._split: dict[int, tuple[int, bool]] = {}
        self._width_split = 0
        if self._across is None:
            columns = self._with_both_days(columns, table.first)
        self._columns = columns
        self._by_field = {field: index for index, field in columns.items()}
        legends = (legend_for(form.field(field), sheet.head) for field in self._by_field)
        self._legends = {legend.field: legend for legend in legends if legend is not None}
        self._plan = [
            (index, field, Cache(self._normaliser(field, table.date1904))) for index, field in columns.items()
        ]
        self._keys = form.identifying([f for f in choice.columns.values() if f])
        self._key_columns = tuple(self._by_field[field] for field in self._keys)
        self._key_column = self._key_columns[0]
        self._told = {name: value for name, value in table.told.items() if name not in self._by_field}
        self._key_of = {name: key_maker(form.field(name).type) for name in (*self._keys, *form.key_with)}
        self._key_with = self._key_with_now()
        self._keys_shared = bool(form.key_with or form.apart)
        self._site_field = form.site_field
        self._site = choices.site or choice.site
        self._block_site = ""
        self._block_status = ""
        self._block_company = ""
        self._names_company = "company" in form and "company" not in self._by_field
        self._has_site = form.site_field in self._by_field
        self._site_apart = form.site_field in form.key_with and not self._has_site
        self._cache_of = {field: cache for _index, field, cache in self._plan}
        self._telling = Telling(self._name, self._titles, self._by_field, _TOLD_ONCE)
        self._tell, self._tell_rows = self._telling.tell, self._telling.tell_rows
        self._hands = Hands(form, choices, columns, self._cache_of, self._titles, self._telling)
        self._by_hand = self._hands.any
        self._odd = column_kinds.odd_by_row(sheet, {**columns, **self._marked})
        self._merged = self._vertical_merges(sheet)
        self._carried: dict[int, tuple[str, int]] = {}
        self._above: dict[str, str] = {}
        self._mentioned: set[tuple[str, str]] = set()
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
        first = self._first_keys(table.first)
        self._met_keys = MetKeys(self._telling, self._keys[0], form.apart, seen, met, first)
        self._taken = 0
        self._uncalculated: tuple[int, int] | None = None
        known = {*self._by_field, *self._told}
        layout_doubts.tell_repeated(self._telling, header, columns, self._keys, table.first)
        layout_doubts.tell_running(self._telling, form, header, columns, table.first)
        layout_doubts.tell_rows_above(self._telling, header, table.top)
        layout_doubts.tell_marks_left_out(self._telling, header, form, columns, known, table.first)
        for index in self._split:
            if self._split[index][0] != index:
                self._tell(self._header_row, columns[index], "", "period_in_one_cell")
        self._struck = self._struck_by_row(sheet)
        self._private: list[int] = []
        self._struck_rows: list[int] = []
        self._struck_cells: list[int] = []
        added = {own for own, _first in self._split.values()} - set(self._split)
        areas = sheet.hidden_columns
        hidden = [workbook.column_letter(n) for n in columns if n not in added and any(a <= n <= b for a, b in areas)]
        if hidden:
            self._tell(0, "", "", "columns_hidden", details={"columns": ", ".join(hidden)})
        if sheet.unsure:
            self._tell(0, "", "", "cells_unsure")
        if sheet.hidden_rows:
            self._tell(0, "", "", "rows_hidden", details={"count": str(sheet.hidden_rows)})

    @cached_property
    def _states(self) -> Vocabulary:
        """The words of the states, where the form has its own."""
        return Vocabulary(self._form.field("status").words)

    def _key_with_now(self) -> tuple[str, ...]:
        """The fields that belong to the key, as far as a column or a title tells them."""
        return tuple(name for name in self._form.key_with if name in self._by_field or name in self._told)

    def read(self, first: int, rows: Sequence[list[str]]) -> Chunk:
        """One chunk of rows, the first of them number `first`. Raises UserError when nothing can be read."""
        return self._read(self._table.rows(first, rows))

    def _read(self, numbered: Numbered) -> Chunk:
        records: list[Record] = []
        read = rejected = skipped = 0
        width, across = self._width, self._across
        for number, row in numbered:
            read += 1
            if not row:
                skipped += 1
                self._last_site = ""
                continue
            if across is not None:
                row = [*row[: self._own], *[""] * (self._own + 2 - min(len(row), self._own))]
            elif len(row) < width:
                row = row + [""] * (width - len(row))
            if self._carried or number in self._merged:
                self._fill_merged(number, row)
            if self._split:
                row = self._with_days_apart(row)
            by_hand = self._hands.set_right(number, row, self._told) if self._by_hand and across is None else ()
            key = row[self._key_column]
            if not self._foreign and row_kinds.may_be_sum(row, key) and row_kinds.is_sum(row, self._key_text(row)):
                skipped += 1
                continue
            if (
                not key
                or row.count("") >= len(row) - 2
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
            if across is not None:
                made, left_out = self._of_marks(across, number, row)
                records += made
                # Each mark counts for a row of its own, and a row without any for one that was passed over.
                read += max(len(made) + left_out, 1) - 1
                rejected += left_out
                skipped += not made and not left_out
                continue
            record = self._record(number, row)
            if record is None:
                rejected += 1
            else:
                self._note_row(number, row)
                records.append(self._hands.with_what_was_written(record, by_hand) if by_hand else record)
        self._taken += len(records)
        if not self._taken and self._uncalculated is not None:
            row_number, index = self._uncalculated
            raise UserError(
                "workbook_uncalculated", file=self._file, sheet=self._name, row=row_number, column=self._titles[index]
            )
        return Chunk(self._name, tuple(records), self._telling.so_far(), read, rejected, skipped, self._hands.so_far())

    def cut_off(self, number: int, row: list[str], *, sure: bool = True) -> Chunk:
        """What is left of the last row of a file that was cut short: it is told, and no record is made of it. Where
        that is not sure, the row was read and it is told only."""
        key = next((row[index] for index in self._key_columns if index < len(row) and row[index]), "")
        if row_kinds.is_note(row) or row_kinds.is_end(row) or row_kinds.is_sum(row, key):
            return Chunk(self._name, (), (), int(sure), 0, int(sure))
        if not sure:
            self._tell(number, "", row[-1][-_SHOWN_OF_CUT:] if row else "", MAYBE_CUT)
            return Chunk(self._name, (), self._telling.so_far(), 0, 0, 0)
        self._tell(number, "", " ".join(filter(None, row))[:_SHOWN_OF_CUT], CUT_SHORT, rejected=True)
        return Chunk(self._name, (), self._telling.so_far(), 1, 1, 0)

    def end(self) -> Chunk:
        """What is to be told once all rows were read, with the records that end there."""
        last = self._read(self._table.rest())
        if self._filled:
            self._tell(self._filled_from, self._site_field, "", "site_filled", details={"count": str(self._filled)})
        if self._named and self._of_sheet:
            self._tell_rows(self._of_sheet, self._site_field, self._site, "site_of_sheet")
        for found, code in (
            (self._struck_rows, "rows_struck"),
            (self._struck_cells, "cells_struck"),
            (self._private, "characters_private"),
        ):
            if found:
                self._tell_rows(found, "", "", code)
        if self._across is not None:
            self._tell_across(self._across)
        for legend in self._legends.values():
            legend.tell(self._telling, self._header_row)
        for (field, written), found in self._unclear.items():
            self._tell_rows(found, field, written, "ditto_unclear" if len(found) == 1 else "dittos_unclear")
        if self._table.cards is not None:
            for label, row in self._table.cards.unknown.items():
                self._tell(row, "", label, "card_label_unknown")
        asked = self._across.asked(self._name) if self._across is not None else ()
        return replace(last, problems=(*last.problems, *self._telling.counted(), *self._telling.so_far()), marks=asked)

    # --- rows that are none ------------------------------------------------------------------------------------------

    def _verdict(self, number: int, row: list[str], key: str) -> str:
        """skipped for a row that is no record, rejected for one of another table, else empty."""
        cells = [text for text in row if text.strip()]
        if not cells:
            return "skipped"
        if row_kinds.is_header(row, self._folded):
            self._foreign = False
            return "skipped"
        # R/W is a heading as well as a mark.
        texts = [row[n] for n in range(len(row)) if row[n].strip() and n not in self._marked] if self._marked else cells
        if sum(map(self._headings.is_known, texts)) >= max(3, len(cells) * 0.6):
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
        if self._begin_told(row):
            return "skipped"
        if len(cells) == 1 and row_kinds.is_block(cells[0] if key else ""):
            self._begin_block(row, cells[0])
            return "skipped" if number not in self._odd else ""
        return ""

    def _begin_told(self, row: Sequence[str]) -> bool:
        """Keep what a line between the records tells of those below: 対象システム:…, and the office behind a label."""
        cells = [text for text in row if text.strip()]
        if not (len(cells) == 1 or titles.are_pairs(self._form, row) and not self._begins_with_kind(row)):
            return False
        told = {k: v for k, v in titles.told_in(self._form, row).items() if k not in self._by_field}
        office = titles.office_of_label(row)
        if told or office:
            self._block_company = ""
        if told:
            self._told = {**self._told, **told}
            self._key_with = self._key_with_now()
        if office:
            self._block_site, self._block_status = office, ""
        return bool(told or office or len(cells) > 1)

    def _begins_with_kind(self, row: Sequence[str]) -> bool:
        """Whether a row begins below the heading of the kinds of offices, where 支社 is what a record says and no label
        of what stands beside it."""
        index = next(n for n, text in enumerate(row) if text.strip())
        return self._headings.is_exactly(self._columns.get(index, ""), _KIND_OF_OFFICE) or index in self._of_kinds

    @cached_property
    def _of_kinds(self) -> frozenset[int]:
        """The columns beside the key that say of nearly every record what kind of office it is about."""
        found = set()
        for index in range(max(map(len, self._table.first), default=0)):
            texts = [row[index] for row in self._table.first if index < len(row) and row[index].strip()]
            kinds = sum(map(titles.is_kind_of_office, texts))
            if index not in self._key_columns and len(texts) >= _FEWEST_OF_KINDS and kinds >= len(texts) * _NEARLY_ALL:
                found.add(index)
        return frozenset(found)

    def _begin_block(self, row: Sequence[str], text: str) -> None:
        """Keep the company, the office or the state that the name of a block tells of the records below."""
        self._block_company = ""
        if company := row_kinds.company_in(text):
            self._block_site = self._block_status = ""
            if self._names_company:
                self._block_company = values.company(company)[0]
        elif office := row_kinds.office_in(text):
            self._block_site, self._block_status = office, ""
        elif "status" in self._form and any(row[: self._key_column + 1]):
            self._block_status = self._state_in(text)

    def _state_in(self, text: str) -> str:
        status = self._form.field("status")
        if status.type is FieldType.WORD:
            return self._states.word(plain(text).strip(row_kinds.BULLETS))
        return row_kinds.state_in(text)

    def _key_text(self, row: Sequence[str]) -> str:
        """What stands in the first of the columns by which records are told apart that holds something."""
        return next((row[index] for index in self._key_columns if row[index]), "")

    # --- records ------------------------------------------------------------------------------------------------------

    def _record(self, number: int, row: list[str]) -> Record | None:
        return self._made(number, *self._understand(number, row))

    def _understand(self, number: int, row: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        """What the cells of a row say, and those as written that say it in another way; doubts are told."""
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
        if self._table.cards is not None:
            self._note_odd(number, self._table.cards.odd_values.pop(number, []))
        if number in self._odd:
            self._tell_odd(number)
        for field, index, doubt in doubts:
            self._doubt(number, row, field, index, doubt, understood)
        self._above = understood
        return understood, differs

    def _made(self, number: int, understood: dict[str, str], differs: dict[str, str]) -> Record | None:
        """The record of a row, None where nothing in it tells it from others."""
        as_read = understood
        if self._told and understood:
            understood = {**self._told, **understood}
        key = match = stands_in = ""
        if self._form.stand_ins and ":" in understood.get(self._form.keys[0], ""):
            understood, stands_in = self._without_stand_in(understood)
        for name in (stands_in,) if stands_in else self._keys:
            if key := understood.get(name, ""):
                match = self._key_of[name](key)
                if match:
                    match = match if name == self._form.keys[0] else f"{name}:{match}"
                    break
        if not match:
            if not understood and not differs:
                return None
            self._tell(number, self._keys[0], "", "key_missing", rejected=True)
            return None
        raw = {**as_read, **differs} if differs else as_read
        if self._block_status and "status" not in understood:
            understood = {**understood, "status": self._block_status}
        if self._block_company and "company" not in as_read:
            understood = {**understood, "company": self._block_company}
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
        key_with = self._key_with
        if self._site_apart and site:
            # The office of a block or sheet tells rooms of one name apart as a column does.
            key_with = tuple(n for n in self._form.key_with if n in key_with or n == self._site_field)
        if key_with:
            match = "|".join([match, *(self._key_of[name](understood.get(name, "")) for name in key_with)])
        match = self._met_keys.unique(number, key, match, understood)
        return Record(self._form.kind, key, match, site, understood, raw, self._name, number)

    def _without_stand_in(self, understood: dict[str, str]) -> tuple[dict[str, str], str]:
        """A row that was exported without a key of its own: its values without what stands there instead."""
        known, stands_in = without_stand_in(self._form, understood)
        if stands_in:
            self._key_of.setdefault(stands_in, key_maker(self._form.field(stands_in).type))
        return dict(known), stands_in

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

    # --- periods in one cell ------------------------------------------------------------------------------------------

    def _with_both_days(self, columns: Mapping[int, str], first: Sequence[Sequence[str]]) -> dict[int, str]:
        """The columns with one behind all others for each other end of a period whose two days stand in one cell."""
        kept = dict(columns)
        own = max(self._width, len(self._titles))
        for index, field in columns.items():
            texts = (row[index] for row in first if index < len(row))
            ends = periods.ends_in(self._form, field, texts)
            if ends is None:
                continue
            other = ends[0] if field == ends[1] else ends[1]
            is_first = field == ends[0]
            if other in kept.values():
                # What stands in a column of its own goes before.
                self._split[index] = index, is_first
                continue
            self._titles += [*[""] * (own - len(self._titles)), self._titles[index]]
            kept[own] = other
            self._split[index] = own, is_first
            own += 1
        self._width_split = own
        return kept

    def _with_days_apart(self, row: list[str]) -> list[str]:
        """A row with the two days of its periods in a cell each; what refers to the cell above does so for both."""
        row = [*row[: self._width_split], *[""] * (self._width_split - len(row))]
        for index, (own, is_first) in self._split.items():
            row[own] = row[own] if own == index else ""
            text = row[index]
            if text and (days := periods.split(text)) is not None:
                mine, other = days if is_first else (days[1], days[0])
                if own != index:
                    row[own] = other
                row[index] = mine
            elif own != index and is_ditto(text) and ditto_sign(text) in SAME_AS_ABOVE:
                row[own] = text
        return row

    # --- rights across ------------------------------------------------------------------------------------------------

    def _with_columns_of_its_own(self, columns: Mapping[int, str], across: Across) -> dict[int, str]:
        """The columns with one behind all others for what is across, and one for the level where it has none."""
        kept = {index: field for index, field in columns.items() if index not in self._marked}
        own = max(self._width, len(self._titles))
        span = f"{workbook.column_letter(across.columns[0])}–{workbook.column_letter(across.columns[-1])}"
        self._titles += [*[""] * (own - len(self._titles)), span, span]
        self._own = own
        kept[own] = across.field
        if across.level and across.level not in kept.values():
            kept[own + 1] = across.level
        return kept

    def _of_marks(self, across: Across, number: int, row: list[str]) -> tuple[list[Record], int]:
        """The records of a row, one for each mark, and how many of its cells, or the row itself, were left out."""
        found, unknown = across.read(number, row)
        understood, differs = self._understand(number, row)
        if not found and not unknown and across.keeps_bare:
            found = [BARE]
        records: list[Record] = []
        for right in found:
            cells = [*row[: self._own], right.name, right.written]
            by_hand = self._hands.set_right(number, cells, self._told) if self._by_hand else ()
            mine, as_written = self._understand(number, cells) if by_hand else (dict(understood), dict(differs))
            if right.name and not mine.get(across.field):
                mine[across.field] = self._cache_of[across.field][right.name][0]
            if across.level and cells[-1] == right.written:
                self._give_level(across, right, mine, as_written)
            record = self._made(number, mine, as_written)
            self._open.clear()
            if record is None:
                return [], unknown + 1
            if right is not BARE:
                letter = workbook.column_letter(right.column)
                place = {MARK: right.written, COLUMN: letter, HEADING: right.name}
                record = replace(record, raw={**record.raw, **place})
            records.append(self._hands.with_what_was_written(record, by_hand) if by_hand else record)
        if records:
            self._note_row(number, row)
        return records, unknown

    def _give_level(self, across: Across, right: Right, mine: dict[str, str], as_written: dict[str, str]) -> None:
        """Put the level that a mark names where the row itself names none; the mark stays as what was written."""
        if self._by_field.get(across.level) != self._own + 1:
            if right.level and not mine.get(across.level):
                mine[across.level] = right.level
            return
        mine.pop(across.level, None)
        if right.level:
            mine[across.level] = right.level
        as_written[across.level] = right.written

    def _tell_across(self, across: Across) -> None:
        """Tell that marks were read, how many, and which of them nobody could be sure of."""
        for code, value, rows, details in across.told():
            if rows:
                self._tell_rows(rows, "", value, code)
            else:
                self._tell(0, "", value, code, details=details)

    # --- doubts -------------------------------------------------------------------------------------------------------

    def _doubt(
        self, number: int, row: list[str], field: str, index: int, doubt: str, understood: dict[str, str]
    ) -> None:
        written = row[index]
        if doubt in (ABOVE, LEFT):
            if field in self._keys and not self._keys_shared:
                # Two devices never share a number: a key is not taken from elsewhere.
                value = ""
            else:
                value = self._above.get(field, "") if doubt == ABOVE else self._left_of(row, index)
            if value:
                understood[field] = value
            elif field in self._keys:
                self._unclear.setdefault((field, written.strip()), []).append(number)
            else:
                self._open.append((field, written.strip()))
            return
        if doubt in _TOLD_ONCE:
            if (field, written) in self._mentioned:
                self._telling.again(number, field, written)
                return
            self._mentioned.add((field, written))
        extra = {"read": understood[field]} if doubt in (ERA_ASSUMED, SIGN_GUESSED) else {}
        self._tell(number, field, written, doubt, details=extra)

    def _left_of(self, row: list[str], index: int) -> str:
        """What the cell to the left means in this column."""
        cache = next(cache for column, _, cache in self._plan if column == index)
        value, doubt = cache[row[index - 1]] if index and row[index - 1] else ("", "")
        return "" if doubt else value

    def _note_odd(self, card: int, odd: Sequence[tuple[int, str]]) -> None:
        """Cells of a card that read as empty and are not."""
        if found := [(index, kind) for index, kind in odd if index in self._columns]:
            self._odd[card] = found

    def _tell_odd(self, number: int) -> None:
        for index, kind in self._odd[number]:
            if index in self._marked:
                self._tell(number, "", "", "cell_error" if kind == workbook.ERROR else "cell_uncalculated")
                self._telling.name_column(self._titles[index])
                continue
            field = self._columns[index]
            if kind == workbook.UNCALCULATED and index == self._key_column and self._uncalculated is None:
                self._uncalculated = (number, index)
            self._tell(number, field, "", "cell_error" if kind == workbook.ERROR else "cell_uncalculated")

    def _note_row(self, number: int, row: Sequence[str]) -> None:
        """Note what is to be told of a row of which records were made."""
        if not (written := "".join(row)).isprintable() and _PRIVATE.search(written):
            self._private.append(number)
        if number in self._struck:
            self._note_struck(number, row)

    def _note_struck(self, number: int, row: Sequence[str]) -> None:
        """Note a record that is crossed out, or some cells of it."""
        filled = [index for index in self._columns if index < len(row) and row[index]]
        struck = self._struck[number]
        whole = not struck.isdisjoint(self._key_columns) or 2 * len(struck) >= len(filled)
        (self._struck_rows if whole else self._struck_cells).append(number)

    # --- preparations -------------------------------------------------------------------------------------------------

    def _normaliser(self, field: str, date1904: bool) -> Normaliser:
        understand = values.normaliser_of(self._form.field(field), date1904)
        if field in self._legends:
            understand = self._legends[field].read(understand)
        return column_kinds.with_dittos(understand)

    def _struck_by_row(self, sheet: workbook.Sheet) -> dict[int, set[int]]:
        """Row → the columns in use that are crossed out in it."""
        found: dict[int, set[int]] = {}
        for row, column in sheet.struck:
            if column in self._columns or column in self._marked:
                found.setdefault(row, set()).add(column)
        return found

    def _vertical_merges(self, sheet: workbook.Sheet) -> dict[int, list[tuple[int, int]]]:
        """Row → (column, last row) of the merged cells that reach down from it. A key is spread only where several
        records may have it: two devices never share a number, but a system has many rights."""
        found: dict[int, list[tuple[int, int]]] = {}
        keys = set() if self._keys_shared else {self._by_field[name] for name in self._keys}
        for top, left, bottom, _right in sheet.merged:
            used = left in self._columns or left in self._marked
            if bottom > top and used and left not in keys and top + 1 > self._header_row:
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

    def _first_keys(self, rows: Sequence[Sequence[str]]) -> list[str]:
        column = self._key_column
        return [plain(row[column]) for row in rows if column < len(row) and row[column]][:_FIRST_KEYS]
