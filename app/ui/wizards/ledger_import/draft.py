"""What the officer has decided about a file so far. No widgets; the pages ask and tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.ledgers.form import LedgerForm
from app.errors import from_os_error
from app.services.ledger_crossing import may_share
from app.services.ledger_ports import Choices, Column, KindGuess, Look, SheetChoice, SheetLook
from app.services.ledgers import ImportResult, chosen_before

Place = tuple[tuple[str, ...], int]
"""A column of all sheets with the same headings: the headings, and the index of the column."""


def stamp_of(path: Path) -> tuple[int, int]:
    """Size and time of a file. Raises UserError when it cannot be read."""
    try:
        state = path.stat()
    except OSError as error:
        raise from_os_error(error, path.name) from error
    return state.st_size, state.st_mtime_ns


@dataclass(frozen=True, slots=True)
class SharedColumn:
    """A column as it stands in one or several sheets with the same headings."""

    place: Place
    sheets: tuple[str, ...]
    column: Column


@dataclass
class Draft:
    """The import as it is being prepared.

    `stamp` is size and time of the file when it was looked at, `guesses` are the kinds that it may be. `site` is the
    office of the whole file, `sheet_sites` those of sheets where the officer says another one than was recognised,
    `sheet_told` what the titles of sheets tell where the officer says otherwise (see `SheetChoice`). `decided` are
    fields the officer gave or confirmed ("" leaves a column out), `corrections` cells set right: (sheet, row, field) →
    text, `brought` those of them that an earlier import of the very same file knew, `offices` what the offices mean
    that are no sites, as in `Choices.offices`, `marks` what marks in a table of rights mean, as in `Choices.marks`,
    `known_marks` those of them that were known before, `replaces` the parts of the ledger of which the file is a newer
    version, as in `Choices.replaces`. `unread` is what was typed for a field that titles tell and
    cannot be read: (sheet, field) → text.
    """

    form: LedgerForm
    path: Path | None = None
    password: str = ""
    look: Look | None = None
    stamp: tuple[int, int] = (0, 0)
    guesses: tuple[KindGuess, ...] = ()
    header_rows: dict[str, int] = field(default_factory=dict)
    taken: dict[str, bool] = field(default_factory=dict)
    site: str = ""
    sheet_sites: dict[str, str] = field(default_factory=dict)
    sheet_told: dict[str, dict[str, str]] = field(default_factory=dict)
    unread: dict[tuple[str, str], str] = field(default_factory=dict)
    decided: dict[Place, str] = field(default_factory=dict)
    corrections: dict[tuple[str, int, str], str] = field(default_factory=dict)
    brought: dict[tuple[str, int, str], str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    known_marks: dict[str, str] = field(default_factory=dict)
    replaces: frozenset[int] | None = None
    checked: ImportResult | None = None
    result: ImportResult | None = None

    @property
    def sited(self) -> bool:
        """Whether rows of this ledger stand at an office that their sheet or file may name for them: not where they
        are the offices themselves, nor where the form has none."""
        return self.form.site_field in self.form and self.form.site_field not in self.form.keys

    @property
    def touched(self) -> bool:
        """Whether something was decided or set right by hand, beyond what the file brought along."""
        earlier = self.look.earlier if self.look is not None else None
        sites, told = (earlier.sites, earlier.told) if earlier is not None else ({}, {})
        said = self.sheet_sites != sites or self.sheet_told != told
        said = said or self.marks != self.known_marks or self.replaces is not None
        return bool(self.decided or self.offices) or self.corrections != self.brought or said

    # --- the file -----------------------------------------------------------------------------------------------------

    def begin(self, form: LedgerForm) -> None:
        """Another kind of ledger: what was decided meant other fields."""
        self.form, self.look, self.unread, self.replaces = form, None, {}, None
        self.checked = self.result = None

    def take_file(self, path: Path, password: str, look: Look, stamp: tuple[int, int]) -> None:
        """Another file, or the same one opened with its password: everything begins anew, but for the office and
        what was set right when the very same file was imported before."""
        self.path, self.password, self.look, self.stamp = path, password, look, stamp
        self.header_rows, self.decided, self.offices, self.unread = {}, {}, {}, {}
        self.replaces = None
        before = chosen_before(look)
        self.site = before.site if self.sited else ""
        self.corrections, self.brought = dict(before.corrections), dict(before.corrections)
        self.marks, self.known_marks = dict(before.marks), dict(before.marks)
        self.sheet_sites = dict(look.earlier.sites) if look.earlier is not None else {}
        self.sheet_told = {n: dict(f) for n, f in look.earlier.told.items()} if look.earlier is not None else {}
        self.taken = {sheet.name: sheet.visible and sheet.ledger for sheet in look.sheets}
        self.checked = self.result = None

    def take_look(self, look: Look) -> None:
        """The same file with header rows chosen; sheets that are the ledger now are taken, decisions stay."""
        before = {s.name: s for s in self.look.sheets} if self.look is not None else {}
        for sheet in look.sheets:
            old = before.get(sheet.name)
            if old is not None and old.columns != sheet.columns:
                self.taken[sheet.name] = self.has_key(sheet)
                self._forget(sheet.name)
        self.look = look

    def _forget(self, sheet: str) -> None:
        """Corrections of a sheet whose columns are others now."""
        self.corrections = {place: text for place, text in self.corrections.items() if place[0] != sheet}

    # --- sheets -------------------------------------------------------------------------------------------------------

    def rather(self, sheet: SheetLook) -> str:
        """The kind of ledger that a sheet looks like, where it is not taken for this one; empty when there is none."""
        if sheet.ledger or sheet.kind:
            return sheet.kind
        others = (guess.kind for guess in self.guesses if sheet.name in guess.sheets)
        return next((kind for kind in others if kind != self.form.kind), "")

    def sheets(self) -> tuple[SheetLook, ...]:
        """The sheets that are taken."""
        return tuple(s for s in self.look.sheets if self.taken.get(s.name)) if self.look is not None else ()

    def site_of(self, sheet: SheetLook) -> str:
        """The office of a sheet's rows that name none: as the officer says, else as it was recognised."""
        return self.sheet_sites.get(sheet.name, sheet.site) if self.sited else ""

    def say_site(self, sheet: SheetLook, office: str) -> None:
        """The officer says what office a sheet is about; empty for none."""
        if office == self.site_of(sheet):
            return
        self.sheet_sites[sheet.name] = office
        if office == sheet.site:
            del self.sheet_sites[sheet.name]
        self.checked = None

    def told_of(self, sheet: SheetLook, name: str) -> str:
        """What the titles of a sheet tell of a field, as the officer says, else as it was recognised."""
        return self.sheet_told.get(sheet.name, {}).get(name, sheet.told.get(name, ""))

    def say_told(self, sheet: SheetLook, name: str, text: str) -> None:
        """The officer says what holds of a field in all rows of a sheet; empty for nothing."""
        if text == self.told_of(sheet, name):
            return
        said = self.sheet_told.setdefault(sheet.name, {})
        said[name] = text
        if text == sheet.told.get(name, ""):
            del said[name]
        if not said:
            del self.sheet_told[sheet.name]
        self.checked = None

    def may_take(self, sheet: SheetLook) -> bool:
        """Whether a sheet can be taken at all: it has a header."""
        return bool(sheet.header_row and any(c.heading for c in sheet.columns))

    def has_key(self, sheet: SheetLook) -> bool:
        """Whether a column tells one record of the sheet from another."""
        return bool(self.form.identifying([self.field_of(shared) for shared in self._columns_of((sheet,))]))

    # --- columns ------------------------------------------------------------------------------------------------------

    def columns(self) -> tuple[SharedColumn, ...]:
        """The columns of the sheets that are taken, each set of headings once."""
        return tuple(self._columns_of(self.sheets()))

    def columns_of(self, sheet: SheetLook) -> tuple[SharedColumn, ...]:
        """The columns of one sheet."""
        return tuple(self._columns_of((sheet,)))

    def _columns_of(self, sheets: tuple[SheetLook, ...]) -> Iterator[SharedColumn]:
        groups: dict[tuple[str, ...], list[SheetLook]] = {}
        for sheet in sheets:
            groups.setdefault(tuple(c.heading for c in sheet.columns), []).append(sheet)
        for headings, same in groups.items():
            names = tuple(s.name for s in same)
            for number, column in enumerate(same[0].columns):
                columns = [s.columns[number] for s in same]
                samples = tuple(dict.fromkeys(t for c in columns for t in c.samples if t.strip()))[:5]
                # Sheets of one layout may be recognised differently by what stands below; then nobody is sure.
                agreed = all(c.field == column.field for c in columns)
                sure = agreed and all(c.sure or not any(t.strip() for t in c.samples) for c in columns)
                yield SharedColumn((headings, column.index), names, replace(column, samples=samples, sure=sure))

    def field_of(self, shared: SharedColumn) -> str:
        """The field a column is taken for, empty when it is left out."""
        return self.decided.get(shared.place, shared.column.field)

    def decide(self, shared: SharedColumn, field_id: str) -> None:
        """The officer says what a column is; it need not be asked about any more."""
        if self.decided.get(shared.place) != field_id:
            self.decided[shared.place] = field_id
            self.checked = None

    def confirm(self, shared: SharedColumn) -> None:
        """What was recognised is right."""
        self.decide(shared, self.field_of(shared))

    def asks(self, shared: SharedColumn) -> bool:
        """Whether the officer must be asked about a column: it holds something, and nobody is sure what."""
        return not shared.column.sure and bool(shared.column.samples) and shared.place not in self.decided

    def double(self) -> dict[Place, SharedColumn]:
        """Columns that are taken for the same field as another one of the same sheets, with that other one."""
        seen: dict[tuple[tuple[str, ...], str], SharedColumn] = {}
        found: dict[Place, SharedColumn] = {}
        for shared in self.columns():
            field_id = self.field_of(shared)
            if not field_id or may_share(self.form, field_id, shared.column):
                continue
            first = seen.setdefault((shared.place[0], field_id), shared)
            if first is not shared:
                found[shared.place] = first
                found[first.place] = shared
        return found

    def beside(self) -> dict[Place, SharedColumn]:
        """The columns of a second table that stands beside the one that is taken: those from where a key comes again,
        each with the column of the same heading that is taken."""
        found: dict[Place, SharedColumn] = {}
        taken: dict[tuple[tuple[str, ...], str], SharedColumn] = {}
        begun: set[tuple[str, ...]] = set()
        for shared in self.columns():
            headings, leaf = shared.place[0], _leaf(shared)
            field_id, twin = self.field_of(shared), taken.get((headings, leaf))
            if field_id:
                taken.setdefault((headings, leaf), shared)
            elif leaf and twin is not None and shared.column.samples:
                if self.field_of(twin) in self.form.keys:
                    begun.add(headings)
                if headings in begun:
                    found[shared.place] = twin
        return found

    def keyless(self) -> tuple[str, ...]:
        """The sheets that are taken and have no column by which a record is found again."""
        return tuple(s.name for s in self.sheets() if not self.has_key(s))

    # --- what comes out -----------------------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """What the services are told."""
        fields: dict[str, dict[int, str]] = {}
        for shared in self.columns():
            for name in shared.sheets:
                fields.setdefault(name, {})[shared.column.index] = self.field_of(shared)
        sheets = {
            s.name: SheetChoice(
                s.header_row,
                s.header_lines,
                fields.get(s.name, {}),
                self.site_of(s),
                dict(self.sheet_told.get(s.name, {})),
            )
            for s in self.sheets()
        }
        return Choices(
            sheets,
            self.site,
            dict(self.corrections),
            dict(self.offices),
            marks=dict(self.marks),
            replaces=self.replaces,
        )


def _leaf(shared: SharedColumn) -> str:
    return shared.column.heading.rpartition("›")[2].strip()
