"""The ledgers of the sample: as committed, as untidy as promised, read without asking, and every planted fact found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.bootstrap import sample
from app.domain.findings import WHOLE, Source
from app.domain.grades import Role
from app.formats.sample import stored_as
from app.services import auditing, findings, ledgers
from app.services.ports import Desk
from tests.desk import new_world
from tests.sample.books import FOLDER, NAMES, write_all
from tests.sample.company import Company

SPOILT = Company()

# What the rules find though nobody planted it: nothing.
NATURAL: Counter[tuple[str, str, str]] = Counter()


def audit(folder: Path) -> Desk:
    """An audit of the sample company with all ledgers of a folder."""
    made = sample()
    new = auditing.NewAudit(
        organisation=made.organisation,
        role=Role.GRID_OPERATOR,
        period=made.period,
        as_of=made.as_of,
        affiliates=(made.affiliate,),
        sites=made.sites,
    )
    desk = auditing.create(new_world(), folder / "audit.shadan", new)
    for kind, name in made.ledgers.items():
        ledgers.import_batch(desk, kind, folder / name)
    return desk


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoilt")
    list(write_all(SPOILT, folder))
    return folder


@pytest.fixture(scope="module")
def spoilt(written: Path) -> Iterator[Desk]:
    desk = audit(written)
    yield desk
    desk.file.close()


def content(book: Workbook) -> dict[str, Any]:
    return {
        sheet.title: (
            sheet.sheet_state,
            [[cell.value for cell in row] for row in sheet.iter_rows()],
            sorted(str(area) for area in sheet.merged_cells.ranges),
        )
        for sheet in book.worksheets
    }


def stored(name: str) -> Path:
    """Where a ledger of the sample is kept."""
    return FOLDER / stored_as(next(kind for kind, each in NAMES.items() if each == name), name)


@cache
def committed(name: str) -> dict[str, Any]:
    """What a workbook of the sample holds, read once."""
    return content(load_workbook(stored(name)))


# --- the files --------------------------------------------------------------------------------------------------------


def test_every_kind_of_ledger_has_a_file() -> None:
    assert sorted(NAMES) == sorted(new_world().ledgers.kinds())
    assert sample().ledgers == {kind: NAMES[kind] for kind in sample().ledgers}
    assert sorted(sample().ledgers) == sorted(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES.values()))
def test_the_committed_files_are_what_the_generator_makes(name: str, written: Path) -> None:
    if name.endswith(".xlsx"):
        assert committed(name) == content(load_workbook(written / name))
    else:
        assert stored(name).read_bytes() == (written / name).read_bytes()


def test_they_are_as_untidy_as_promised() -> None:
    books = {name: committed(name) for name in NAMES.values() if name.endswith(".xlsx")}
    sheets = books["端末台帳.xlsx"]
    assert [state for state, _, _ in sheets.values()] == [*["visible"] * 6, "hidden"]
    assert sum(merged != [] for _, _, merged in sheets.values()) >= 3
    every = [rows for book in books.values() for _, rows, _ in book.values()]
    texts = {str(cell) for rows in every for row in rows for cell in row if cell is not None}
    signs = ["㈱", "(株)", "株式会社", "小計", "合計", "※", "令和", "平成", "R8.", "ＭＨ－", "\n", "1.23E+05", "\u3000"]
    for sign in signs:
        assert any(sign in text for text in texts), sign
    people = stored(NAMES["people"]).read_bytes().decode("cp932")
    assert "髙橋" in people
    assert "山﨑" in people
    assert "ｱｵｷ" in people


def test_they_are_as_many_as_promised() -> None:
    numbers = {
        "people": len(SPOILT.people.rows),
        "accounts": len(SPOILT.accounts.rows),
        "contractors": len(SPOILT.contractors.rows),
        "systems": len(SPOILT.systems.rows),
        "sites": len(SPOILT.places.sites),
    }
    promised = {"people": 2_500, "accounts": 3_000, "contractors": 80, "systems": 60, "sites": 6}
    assert {kind: round(numbers[kind] / promised[kind], 1) for kind in promised} == dict.fromkeys(promised, 1.0)
    assert len(SPOILT.terminals.all()) == 1_208


def test_users_of_terminals_and_holders_of_accounts_are_people_of_the_list() -> None:
    names = {row["person"] for row in SPOILT.people.rows}
    assert {t.user for t in SPOILT.terminals.all()} - names == {"", "共用"}
    known = {row["emp_no"]: row for row in SPOILT.people.rows}
    personal = [row for row in SPOILT.accounts.rows if row["emp_no"]]
    assert len(personal) > 2_800
    assert all(known[row["emp_no"]]["person"] == row["person"] for row in personal)


def test_officers_are_asked_about_few_columns_only(written: Path) -> None:
    files = new_world().ledgers
    unsure = []
    for kind, name in NAMES.items():
        look = files.look(kind, written / name)
        assert all(sheet.ledger for sheet in look.sheets), name
        unsure += [f"{name} {c.heading}" for _, c in ledgers.unclear(look, ledgers.proposed(look))]
    assert unsure == ["事業所一覧.xlsx コード", "端末台帳.xlsx 設置場所 › 室名", "端末台帳.xlsx 設置場所 › 区画"]


# --- what the rules find ----------------------------------------------------------------------------------------------


def found(desk: Desk) -> Counter[tuple[str, str, str]]:
    every = [f for f in findings.listing(desk, Source.RULES) if f.status.value != "resolved"]
    # A fact of the whole company is planted in all the rows that show it.
    rows = ((f.rule, row) for f in every for row in (f.rows if WHOLE in f.values else f.rows[:1]))
    return Counter((rule, row.kind, row.key) for rule, row in rows)


def test_every_rule_is_planted() -> None:
    assert {p.rule for p in SPOILT.planted.table} == {f"R{n:02d}" for n in range(1, 35)}
    assert 150 <= len(SPOILT.planted.table) <= 300


def test_every_planted_fact_is_found_and_nothing_else(spoilt: Desk) -> None:
    planted = Counter((p.rule, p.kind, p.key) for p in SPOILT.planted.table)
    hits = found(spoilt)
    assert planted - hits == Counter()
    assert hits - planted == NATURAL


def test_no_rule_is_left_out_and_nothing_was_found_on_the_way(spoilt: Desk) -> None:
    assert findings.rules_not_run(spoilt) == ()
    assert not [f for f in findings.listing(spoilt, Source.RULES) if f.status.value == "resolved"]


def test_every_row_is_taken_and_a_second_import_changes_nothing(spoilt: Desk, written: Path) -> None:
    for kind in ("accounts", "people", "rooms", "role_standards", "contractors"):
        (batch,) = ledgers.batches(spoilt, kind)
        assert batch.counts["rejected"] == 0, kind
        rows = ledgers.import_batch(spoilt, kind, written / NAMES[kind], dry_run=True).rows
        assert (rows.added, rows.changed, rows.gone, rows.unchanged) == (0, 0, 0, batch.counts["added"]), kind


def test_the_clean_twin_raises_nothing(tmp_path: Path) -> None:
    twin = Company(spoilt=False)
    assert twin.planted.table == []
    list(write_all(twin, tmp_path))
    desk = audit(tmp_path)
    assert found(desk) == Counter()
    assert not findings.listing(desk, Source.RULES)
    desk.file.close()
