"""Recognition measured on labelled workbooks of all kinds: headers, columns, the right kind, and no certain mistake."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import Chunk, KindGuess, Look
from tests.formats.ledger_sheets.labelled import CASES
from tests.formats.ledger_sheets.labelled.drawing import Case
from tests.formats.ledger_sheets.labelled.measuring import Figures
from tests.formats.ledger_sheets.reading import chosen
from tests.reading import reading_here
from tests.workers import made_once

HEADERS = 0.98
COLUMNS = 0.95


@dataclass(frozen=True)
class Read:
    """All that the program says of one workbook: as its own kind, as every other, and the records."""

    look: Look
    ranked: tuple[KindGuess, ...]
    taken: Mapping[str, list[str]]
    chunks: list[Chunk]


def _read_all(folder: Path) -> None:
    files = LedgerSheets()
    found = {}
    for number, case in enumerate(CASES):
        (folder / str(number)).mkdir()
        path = case.write(folder / str(number))
        looks = {kind: files.look(kind, path) for kind in files.kinds()}
        taken = {
            k: [sheet.name for sheet in look.sheets if sheet.ledger and sheet.visible] for k, look in looks.items()
        }
        choices = chosen(looks[case.kind])
        chunks = list(files.read(case.kind, path, choices)) if choices.sheets else []
        found[case.name] = Read(looks[case.kind], files.rank(path), taken, chunks)
    (folder / "read.pickle").write_bytes(pickle.dumps(found))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    with reading_here():
        folder = made_once(tmp_path_factory, "labelled", _read_all)
    found: dict[str, Read] = pickle.loads((folder / "read.pickle").read_bytes())  # noqa: S301 - written above
    return found


def test_the_set_is_large_and_has_every_kind() -> None:
    assert len(CASES) >= 60
    assert {case.kind for case in CASES} == set(LedgerSheets().kinds())
    assert len({case.name for case in CASES}) == len(CASES)
    layouts = Counter(tuple((tuple(map(str, s.rows[s.header_row - 1])), s.header_row) for s in c.sheets) for c in CASES)
    assert layouts.most_common(1)[0][1] == 1


def test_headers_and_columns_are_recognised(everything: dict[str, Read]) -> None:
    figures = Figures()
    for case in CASES:
        for drawn, sheet in zip(case.sheets, everything[case.name].look.sheets, strict=True):
            if drawn.header_row:
                figures.add(case, drawn, sheet)
    print("", *figures.lines(), *figures.wrong_headers, *figures.wrong_columns, *figures.wrong_though_sure, sep="\n")
    assert figures.wrong_though_sure == []
    assert figures.headers >= HEADERS * figures.sheets
    assert figures.right >= COLUMNS * figures.columns


def test_a_file_is_known_for_its_kind_and_not_taken_for_another(everything: dict[str, Read]) -> None:
    second = [
        f"{case.name}: {case.kind}, ranked {[(g.kind, g.score) for g in ranked[:3]]}"
        for case in CASES
        for ranked in (everything[case.name].ranked,)
        if [guess.kind for guess in ranked[:1]] != [case.kind]
    ]
    wrong = [
        f"{case.name}: {case.kind}, taken for {kind}"
        for case in CASES
        for kind, sheets in everything[case.name].taken.items()
        if sheets and kind != case.kind and kind not in case.also
    ]
    print(f"\nkind known of {len(CASES) - len(second)} of {len(CASES)}", *second, *wrong, sep="\n")
    assert (second, wrong) == ([], [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_record_is_read(case: Case, everything: dict[str, Read]) -> None:
    read = everything[case.name]
    seen = {sheet.name: sheet for sheet in read.look.sheets}
    wanted = [drawn for drawn in case.sheets if drawn.header_row and not drawn.hidden]
    assert read.taken[case.kind] == [drawn.name for drawn in wanted]
    for drawn in case.sheets:
        assert seen[drawn.name].visible != drawn.hidden
    for drawn in wanted:
        assert (seen[drawn.name].site, dict(seen[drawn.name].told)) == (drawn.site, dict(drawn.told))
    records = Counter(r.sheet for chunk in read.chunks for r in chunk.records)
    assert records == {drawn.name: drawn.records for drawn in wanted}
    assert sum(chunk.rejected for chunk in read.chunks) == case.rejected
    for drawn in wanted:
        for record in (r for chunk in read.chunks for r in chunk.records if r.sheet == drawn.name):
            assert {field: record.values.get(field) for field in drawn.told} == dict(drawn.told)
