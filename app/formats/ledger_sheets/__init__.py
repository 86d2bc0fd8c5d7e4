"""Ledgers in workbooks and text tables: recognised, read as records, and written as templates and exports.

What reads and writes is imported by who first does so: the program starts without it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import USAGE, UserError, from_os_error, register_messages
from app.paths import bundled

if TYPE_CHECKING:
    from app.domain.ledgers import Record
    from app.domain.ledgers.form import LedgerForm
    from app.formats import workbook
    from app.formats.ledger_sheets.headings import Headings
    from app.formats.ledger_sheets.kinds import AsKind
    from app.formats.ledger_sheets.met_keys import KeyPlace
    from app.formats.ledger_sheets.records import SheetReader
    from app.formats.ledger_sheets.spool import Spool
    from app.formats.ledger_sheets.titles import Lines
    from app.services.ledger_ports import Choices, Chunk, Grid, KindGuess, Look, SheetLook, SheetTable
    from app.services.ports import Progress

register_messages({"ledger_kind_unknown": "There is no ledger of the kind {kind}; known are {known}."}, exit_code=USAGE)
register_messages(
    {
        "ledger_header_unknown": (
            "No headings of the ledger “{ledger}” were found in {file}; name the sheet and the row with the "
            "headings, or use "
            "the template."
        ),
        "ledger_key_unknown": (
            "No column of sheet {sheet} of {file} tells one record from another; say which one holds the number."
        ),
        "ledger_columns_double": "Two columns of sheet {sheet} of {file} are taken for {field}; leave one of them out.",
    }
)


@dataclass
class _Known:
    """What is known of the bytes of a file: what a look found, and what was read of it by which choices."""

    path: Path
    sha256: str
    password: str = field(repr=False)
    book: workbook.Book
    read: tuple[tuple[str, Choices], Spool] | None = None
    as_kind: AsKind | None = None
    ahead: workbook.Ahead | None = None

    @cached_property
    def lines(self) -> Lines:
        """The lines of all sheets, by which those that are alike are known."""
        from app.formats.ledger_sheets.titles import lines_of

        return lines_of(self.book.sheets)

    @cached_property
    def by_name(self) -> dict[str, workbook.Sheet]:
        """The sheets by their names, of which none comes twice."""
        return {sheet.name: sheet for sheet in self.book.sheets}


@cache
def _all_forms() -> Mapping[str, LedgerForm]:
    """The forms by kind, read once: they do not change while the program runs."""
    from app.formats.ledger_sheets.forms import load_form

    folder = bundled("resources") / "ledgers"
    return {form.kind: form for form in (load_form(folder / f"{kind}.toml") for kind in _kinds())}


@cache
def _all_headings() -> Mapping[str, Headings]:
    from app.formats.ledger_sheets.headings import Headings

    return {kind: Headings(form) for kind, form in _all_forms().items()}


def _kinds() -> tuple[str, ...]:
    names = (file.name for file in (bundled("resources") / "ledgers").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


class LedgerSheets:
    """Implements `app.services.ledger_ports.LedgerFiles`."""

    def __init__(self) -> None:
        # What is known of the file that was asked for last, so that the same bytes are not read again.
        self._last: _Known | None = None

    @property
    def _forms(self) -> Mapping[str, LedgerForm]:
        return _all_forms()

    @property
    def _headings(self) -> Mapping[str, Headings]:
        return _all_headings()

    def kinds(self) -> tuple[str, ...]:
        """The kinds that can be read, told without reading a form: a page asks while it is built."""
        return _kinds()

    def form(self, kind: str) -> LedgerForm:
        """The form of a kind. Raises UserError `ledger_kind_unknown`."""
        try:
            return self._forms[kind]
        except KeyError:
            raise UserError("ledger_kind_unknown", kind=kind, known=list(self._forms)) from None

    def look(
        self,
        kind: str,
        path: Path,
        password: str = "",
        progress: Progress | None = None,
        header_rows: Mapping[str, int] | None = None,
    ) -> Look:
        """Sheets, headers and columns. A file without the ledger is no error: its sheets say why. Raises UserError."""
        from app.formats import workbook
        from app.formats.ledger_sheets import kinds
        from app.formats.ledger_sheets.recognition import layout_of, running_on, settled
        from app.services.ledger_ports import Look

        form = self.form(kind)
        digest, size = _digest(path)
        known = self._found(path, digest, password, progress, ahead=True)
        as_kind = self._as_kind(known)
        looks = settled(form, [as_kind(kind, name, (header_rows or {}).get(name, 0)) for name in known.by_name])
        looks = kinds.without_others(kind, looks, self._forms, as_kind)
        looks = running_on(form, looks)
        refused = [sheet for sheet in known.book.sheets if sheet.refusal]
        if refused and not any(sheet.ledger for sheet in looks):
            raise workbook.refusal(path, refused[0])
        return Look(path.name, digest, size, looks, layout_of(kind, looks))

    def rank(self, path: Path, password: str = "", progress: Progress | None = None) -> tuple[KindGuess, ...]:
        """The kinds of ledger that a file may be, the likeliest first; empty where it looks like none. Raises
        UserError."""
        from app.formats.ledger_sheets import kinds

        known = self._found(path, _digest(path)[0], password, progress)
        return kinds.ranked(self._forms, list(known.by_name), self._as_kind(known))

    def _found(
        self, path: Path, digest: str, password: str, progress: Progress | None, *, ahead: bool = False
    ) -> _Known:
        """What is in a file, kept until another is asked for; `ahead` when it is likely to be read next. Raises
        UserError."""
        from app.formats import workbook

        known = self._known(path, digest, password)
        if known is None:
            parsing = workbook.Ahead(path) if ahead and workbook.Ahead.pays(path) else None
            try:
                book = workbook.look(path, password, progress, sha256=digest)
            except BaseException:
                if parsing is not None:
                    parsing.close()
                raise
            known = self._last = _Known(path.resolve(), digest, password, book, ahead=parsing)
        return known

    def _as_kind(self, known: _Known) -> AsKind:
        """Sees a sheet as a ledger of a kind: each once, whether the kind of the file is asked for or its columns."""
        if known.as_kind is not None:
            return known.as_kind
        from app.formats.ledger_sheets.recognition import look_at

        # Not the whole of what is known: it would keep itself alive, and with it the file that was read.
        by_name, lines = known.by_name, known.lines

        @cache
        def as_kind(kind: str, name: str, header_row: int = 0) -> SheetLook:
            return look_at(self.form(kind), self._headings[kind], by_name[name], header_row, lines)

        known.as_kind = as_kind
        return as_kind

    def read(
        self,
        kind: str,
        path: Path,
        choices: Choices,
        password: str = "",
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Iterator[Chunk]:
        """The records, sheet by sheet. The whole file is understood before this returns, and nothing is read after it.

        With `sha256` the file must still have these bytes. Raises UserError.
        """
        from app.formats import workbook
        from app.formats.ledger_sheets.spool import Spool

        form = self.form(kind)
        _check(form, path, choices)
        digest, _ = _digest(path)
        if sha256 not in ("", digest):
            raise UserError("workbook_changed", file=path.name)
        if any(told.sheets for told in form.told.values()):
            # What the other sheets are called tells what the name of one means.
            self._found(path, digest, password, progress)
        known = self._known(path, digest, password)
        # What an office means is decided after the reading.
        wanted = kind, replace(choices, offices={})
        if known is not None and known.read is not None and known.read[0] == wanted:
            return iter(known.read[1])
        spool = Spool(kind)
        if known is not None:
            known.read = None
        book = known.book if known is not None else None
        ahead = None
        if known is not None:
            ahead, known.ahead = known.ahead, None
        rows = workbook.read(path, list(choices.sheets), password, progress, known=book, ahead=ahead)
        try:
            for chunk in self._chunks(form, path, choices, rows, known.lines if known is not None else {}):
                spool.put(chunk)
        except OSError as error:
            raise from_os_error(error, path.name) from error
        if known is not None:
            known.read = wanted, spool
        return iter(spool)

    def forget(self) -> None:
        """Let go of what was kept of the last file."""
        self._last = None

    def _known(self, path: Path, digest: str, password: str) -> _Known | None:
        """What is known of these bytes under this name."""
        last = self._last
        same = last is not None and (last.path, last.sha256, last.password) == (path.resolve(), digest, password)
        return last if same else None

    def template(self, kind: str, target: Path, language: str) -> None:
        """An Excel template with drop-downs, explanations and an example. Raises UserError."""
        from app.formats.ledger_sheets.writing import write_template

        write_template(self.form(kind), target, language)

    def grids(self, path: Path, password: str = "", *, hidden: bool = False) -> tuple[Grid, ...]:
        """The visible sheets, with `hidden` all, with their first rows as texts. Raises UserError."""
        from app.formats import workbook
        from app.services.ledger_ports import GRID_ROWS, Grid

        book = workbook.look(path, password)
        seen = [sheet for sheet in book.sheets if (sheet.visible or hidden) and not sheet.refusal]
        odd = {sheet.name: sheet.odd for sheet in seen}
        if refused := [sheet for sheet in book.sheets if sheet.visible and sheet.refusal]:
            raise workbook.refusal(path, refused[0])
        found: dict[str, list[tuple[str, ...]]] = {sheet.name: [] for sheet in seen}
        cut: dict[str, int] = {}
        for chunk in workbook.read(path, list(found), password, known=book):
            if chunk.doubt:
                continue
            rows = found[chunk.sheet.name]
            if chunk.cut:
                cut[chunk.sheet.name] = chunk.first
            rows.extend([()] * (min(chunk.first - 1, GRID_ROWS) - len(rows)))
            rows.extend(tuple(row) for row in chunk.rows[: GRID_ROWS - len(rows)])
        return tuple(Grid(name, tuple(rows), cut.get(name, 0), odd[name]) for name, rows in found.items())

    def tables(self, target: Path, sheets: Sequence[SheetTable]) -> None:
        """Tables as sheets of an .xlsx workbook. Raises UserError."""
        from app.formats.ledger_sheets.writing import write_tables

        write_tables(target, sheets)

    def export(
        self,
        kind: str,
        target: Path,
        rows: Iterator[Record],
        fields: Sequence[str],
        language: str,
        headings: Mapping[str, str] | None = None,
        at: str = "",
    ) -> None:
        """A ledger as it stands since the moment `at`, as .xlsx or .csv by the suffix; `headings` go before the form's.
        Formulas are never written. Raises UserError."""
        from app.formats.ledger_sheets.writing import write_export

        write_export(self.form(kind), target, rows, fields, language, headings or {}, at)

    def _chunks(
        self,
        form: LedgerForm,
        path: Path,
        choices: Choices,
        rows: Generator[workbook.Rows, None, None],
        lines: Lines,
    ) -> Iterator[Chunk]:
        from app.formats.ledger_sheets.records import SheetReader
        from app.formats.ledger_sheets.tables import table_of

        seen: dict[str, KeyPlace] = {}
        met: dict[str, set[str]] = {}
        headings = self._headings[form.kind]
        reader: SheetReader | None = None
        name = None
        try:
            for part in rows:
                if part.sheet.name != name:
                    if reader is not None:
                        yield reader.end()
                    name = part.sheet.name
                    choice = choices.sheets[name]
                    table = table_of(form, headings, part, choice, lines)
                    reader = SheetReader(form, headings, path.name, table, choice, choices, seen, met)
                if reader is not None:
                    if part.cut or part.doubt:
                        yield reader.cut_off(part.first, part.rows[0], sure=part.cut)
                    else:
                        yield reader.read(part.first, part.rows)
            if reader is not None:
                yield reader.end()
        finally:
            rows.close()


def _check(form: LedgerForm, path: Path, choices: Choices) -> None:
    """Refuse choices by which nothing could be read."""
    from app.services.ledger_ports import require_field

    if not choices.sheets:
        raise UserError("ledger_header_unknown", file=path.name, ledger=form.title.ja)
    for name, choice in choices.sheets.items():
        if choice.header_row < 1:
            raise UserError("ledger_header_unknown", file=path.name, sheet=name, ledger=form.title.ja)
        fields = list(filter(None, choice.columns.values()))
        for each in fields:
            require_field(form, each)
            if fields.count(each) > 1 and each not in form.across:
                raise UserError("ledger_columns_double", file=path.name, sheet=name, field=form.field(each).title.ja)
        if not form.identifying(fields):
            raise UserError("ledger_key_unknown", file=path.name, sheet=name)


def _digest(path: Path) -> tuple[str, int]:
    """SHA-256 and length of a file. Raises UserError, also for one that is too long to be read anyway."""
    from app.formats.workbook import Limits, require_file

    require_file(path)
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > Limits().file_bytes:
                raise UserError("workbook_too_large", file=path.name)
            return hashlib.file_digest(stream, "sha256").hexdigest(), size
    except OSError as error:
        raise from_os_error(error, path.name) from error
