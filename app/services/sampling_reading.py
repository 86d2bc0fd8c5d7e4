"""The work list of a sample read back from Excel: who checked what, when, and what was found.

The list must be that of the sample, with its records as they were written; the results alone may differ. A row that
cannot be taken is told and never stops the others.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path

from app.domain.ledgers import dates
from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import Drawn, Outcome
from app.errors import UserError, register_messages
from app.services import sampling
from app.services import sampling_words as words
from app.services.changes import Changes
from app.services.ledger_ports import Grid
from app.services.ports import Desk
from app.services.sampling import Found, SampleView
from app.services.typed_days import why_no_day

register_messages(
    {
        "sample_list_none": "{file} holds no work list of a sample; take the file that was written for sample "
        "{number} and filled in.",
        "sample_list_other": "{file} is the work list of another sample than {number}: its seed is another one.",
        "sample_list_altered": "{file}: row {row} of sheet {sheet} does not say what was drawn ({column}); only the "
        "results may be filled in. Write the list anew and fill it in again.",
        "sample_list_twice": "{file}: the record no. {record} stands in rows {first} and {row}; leave one of them.",
        "sample_list_cut": "{file} ends in the middle of row {row}: it was probably cut short when it was saved or "
        "sent. No result was taken. Get the whole file and read it.",
        "sample_result_unknown": "“{value}” is no result; choose one of: {known}.",
        "sample_result_missing": "Something is filled in, but no result is chosen.",
    }
)

Translate = Callable[[str], str]

_KEYS = {"Key as written": attrgetter("key"), "Match key": attrgetter("match_key")}
"""What the column of the keys is called, and what of a record stands there; lists that were written before
have the key by which records are compared."""

_RESULTS = ("Result", "What differs", "Remark", "Evidence no.", "Checked on", "Checked by")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row whose result was not taken, and why."""

    sheet: str
    row: int
    record: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading a work list back did, or would do: read = given + changed + unchanged + empty + refused.

    `given` are first results, `changed` those that replace one, `empty` rows without a result, which stay as they are.
    """

    read: int
    given: int
    changed: int
    unchanged: int
    empty: int
    problems: tuple[RowProblem, ...]
    changes: Changes

    @property
    def refused(self) -> int:
        """How many rows were not taken."""
        return len(self.problems)


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet with its header: `row` counts from 0, `places` are columns by what they hold, `key` is which of `_KEYS`
    the list has."""

    grid: Grid
    row: int
    places: Mapping[str, int]
    key: str


def read_back(
    desk: Desk,
    number: int,
    path: Path,
    languages: Sequence[Translate],
    password: str = "",
    reason: str = "",
    *,
    dry_run: bool = False,
) -> ReadBack:
    """Take the results of a filled-in work list; `dry_run` takes none. Raises UserError, changing nothing.

    `languages` are those in which a list may be written. `reason` tells why results that were given are changed.
    """
    view = sampling.view(desk, number)
    if view.sample.withdrawn:
        raise UserError("sample_left", number=number)
    form = desk.world.ledgers.form(view.sample.kind)
    found = _list(desk.world.ledgers.grids(path, password), languages, path, number)
    _require_sample(found, view, languages, path)
    if found.grid.cut:
        raise UserError("sample_list_cut", file=path.name, row=found.grid.cut)
    rows = _rows(found, view, form, path)
    counts: Counter[str] = Counter()
    problems: list[RowProblem] = []
    at = desk.stamp()
    with desk.file.write() as work:
        sample = sampling.open_in(work, number)
        results = work.samples.results(sample.id)
        for place, drawn, cells in rows:
            old = results.get(drawn.number)
            try:
                result = _result(cells, languages, reason)
                if result is None:
                    what = "empty"
                elif sampling.record_in(desk, work, sample, drawn, old, result, at) is old:
                    what = "unchanged"
                else:
                    what = "changed" if sampling.is_given(old) else "given"
            except UserError as error:
                what = "refused"
                problems.append(RowProblem(found.grid.name, place, drawn.number, error))
            counts[what] += 1
        if not dry_run:
            work.commit()
    done = bool(counts["given"] + counts["changed"]) and not dry_run
    return ReadBack(
        read=len(rows),
        given=counts["given"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        empty=counts["empty"],
        problems=tuple(problems),
        changes=Changes(at=at, samples=True) if done else Changes(),
    )


def counted(found: ReadBack, source: str, translate: Translate) -> str:
    """What reading a work list back did, in one line."""
    _ = translate
    return _(
        "{source}: {read} rows read; {given} results new, {changed} changed, {unchanged} unchanged, {empty} "
        "without a result, {refused} not taken"
    ).format(
        source=source,
        read=found.read,
        given=found.given,
        changed=found.changed,
        unchanged=found.unchanged,
        empty=found.empty,
        refused=found.refused,
    )


def _list(grids: Sequence[Grid], languages: Sequence[Translate], path: Path, number: int) -> _List:
    """The sheet that is a work list. Raises UserError."""
    for grid in grids:
        for place, row in enumerate(grid.rows):
            seen = {_plain(text): index for index, text in reversed(list(enumerate(row))) if text.strip()}
            for translate, key in ((translate, key) for translate in languages for key in _KEYS):
                places = {name: seen.get(_plain(translate(name)), -1) for name in ("No.", key, *_RESULTS)}
                if all(index >= 0 for index in places.values()):
                    # The last of a heading is that of the results: a ledger may have a remark of its own.
                    last = {_plain(text): index for index, text in enumerate(row) if text.strip()}
                    ends = {name: last[_plain(translate(name))] for name in _RESULTS}
                    return _List(grid, place, {**places, **ends}, key)
    raise UserError("sample_list_none", file=path.name, number=number)


def _require_sample(found: _List, view: SampleView, languages: Sequence[Translate], path: Path) -> None:
    """Refuse the list of another sample: it tells its seed above."""
    labels = {_plain(translate("Seed")) for translate in languages}
    told = [row[1] for row in found.grid.rows[: found.row] if len(row) > 1 and _plain(row[0]) in labels]
    seed = view.sample.seed
    ours = {_plain(seed), *(_plain(translate("{seed} (given by hand)").format(seed=seed)) for translate in languages)}
    if not any(_plain(text) in ours for text in told):
        raise UserError("sample_list_other", file=path.name, number=view.sample.number)


def _rows(found: _List, view: SampleView, form: LedgerForm, path: Path) -> list[tuple[int, Drawn, dict[str, str]]]:
    """The rows with their records and the cells of the result. Raises UserError for rows that were altered."""
    records = {record.number: record for record in view.records}
    head = found.grid.rows[found.row]
    titles = {_plain(t): f.id for f in form.fields for t in (f.title.ja, f.title.en)}
    facts = {
        index: titles[_plain(text)]
        for index, text in enumerate(head)
        if found.places[found.key] < index < found.places["Result"] and _plain(text) in titles
    }
    taken: dict[int, int] = {}
    rows = []
    for place, row in enumerate(found.grid.rows[found.row + 1 :], found.row + 2):
        cells = [*row, *[""] * (len(head) - len(row))]
        if not any(text.strip() for text in cells):
            continue
        written = unicodedata.normalize("NFKC", cells[found.places["No."]]).strip()
        drawn = records.get(int(written)) if written.isdecimal() else None
        if drawn is None:
            altered = found.places["No."]
        elif not _same(cells[found.places[found.key]], _KEYS[found.key](drawn)):
            altered = found.places[found.key]
        else:
            altered = next((i for i, name in facts.items() if not _same(cells[i], drawn.values.get(name, ""))), -1)
        if drawn is None or altered >= 0:
            raise UserError(
                "sample_list_altered", file=path.name, sheet=found.grid.name, row=place, column=head[altered]
            )
        if drawn.number in taken:
            first = taken[drawn.number]
            raise UserError("sample_list_twice", file=path.name, record=drawn.number, first=first, row=place)
        taken[drawn.number] = place
        rows.append((place, drawn, {name: cells[found.places[name]].strip() for name in _RESULTS}))
    return rows


_SIGNS = {
    **dict.fromkeys("○◯〇", Outcome.SOUND),
    **dict.fromkeys("×✕✖", Outcome.DIFFERENT),
    **dict.fromkeys("△", Outcome.UNCHECKED),
}
"""What stands before the words of a result in the window, and is written in a list by itself."""


def _result(cells: Mapping[str, str], languages: Sequence[Translate], reason: str) -> Found | None:
    """What a row says; None where no result is given. Raises UserError."""
    word = cells["Result"]
    if not word:
        if any(cells.values()):
            raise UserError("sample_result_missing")
        return None
    outcomes = {
        _plain(words.outcome_word(outcome, translate)): outcome
        for outcome in Outcome
        if outcome is not Outcome.PENDING
        for translate in languages
    }
    outcome = outcomes.get(_plain(word)) or _SIGNS.get(word.strip())
    if outcome is None:
        known = [words.outcome_word(o, languages[0]) for o in Outcome if o is not Outcome.PENDING]
        raise UserError("sample_result_unknown", value=word, known=known)
    return Found(
        outcome,
        cells["What differs"],
        cells["Remark"],
        cells["Evidence no."],
        _day(cells["Checked on"]),
        cells["Checked by"],
        reason,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    value, _problem = dates.parse(text)
    if not value:
        raise why_no_day(text) or UserError("day_unreadable", text=text)
    return date.fromisoformat(value)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _same(written: str, drawn: str) -> bool:
    """Whether a cell still says what was drawn; blanks and line ends may have been put in otherwise."""
    return "".join(written.split()) == "".join(drawn.split())
