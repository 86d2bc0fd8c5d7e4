"""A cell set right by hand: what the file says stays, who set it right is known, and the next file is treated alike."""

from dataclasses import replace
from pathlib import Path

from app.services import findings, ledgers
from app.services.ledger_ports import Choices, How
from app.services.ledgers import ImportResult
from app.services.ports import Desk, HistoryQuery, LedgerQuery, StoredRecord
from tests.services.test_ledger_offices import book, row

Corrections = dict[tuple[str, int, str], str]


def ledger(path: Path, day: str, *, first: int = 1) -> Path:
    """Three terminals; the second one's day of stocktaking is as given."""
    rows = [row(n, "北営業所") for n in range(first, first + 3)]
    rows[1][6] = day
    return book(path, 台帳=("端末台帳", rows))


def take(desk: Desk, file: Path, corrections: Corrections | None = None) -> ImportResult:
    choices = ledgers.chosen_before(ledgers.look(desk, "terminals", file))
    return ledgers.import_batch(
        desk, "terminals", file, replace(choices, corrections={**choices.corrections, **(corrections or {})})
    )


def record(desk: Desk, key: str = "PC-0002") -> StoredRecord:
    (identity,) = ledgers.row_ids(desk, "terminals", LedgerQuery(text=key))
    return ledgers.rows(desk, [identity])[0]


CELL = ("台帳", 5, "inventoried")


def test_what_the_file_says_stays_and_the_correction_is_recorded(desk: Desk, tmp_path: Path) -> None:
    result = take(desk, ledger(tmp_path / "10.xlsx", "2026/2/29"), {CELL: "2026/2/28"})
    assert result.problems == ()
    stored = record(desk).record
    assert (stored.values["inventoried"], stored.raw["inventoried"]) == ("2026-02-28", "2026/2/29")
    (each,) = ledgers.corrected(desk, "terminals")[stored.match_key]
    (batch,) = ledgers.batches(desk, "terminals")
    assert (each.before, each.after, each.by, each.at) == ("2026/2/29", "2026/2/28", "officer", batch.at)
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="ledger.imported"))
    assert entry.event.after is not None
    assert entry.event.after["corrections"] == ["PC-0002 棚卸日: 2026/2/29 → 2026/2/28"]


def test_a_dry_run_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    file = ledger(tmp_path / "10.xlsx", "2026/2/29")
    choices = replace(ledgers.proposed(ledgers.look(desk, "terminals", file)), corrections={CELL: "2026/2/28"})
    tried = ledgers.import_batch(desk, "terminals", file, choices, dry_run=True)
    assert [c.how for c in tried.corrected] == [How.GIVEN]
    assert ledgers.corrected(desk, "terminals") == {}


def test_the_same_wrong_text_in_the_next_file_is_set_right_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", "2026/2/29"), {CELL: "2026/2/28"})
    before = ledgers.corrected(desk, "terminals")
    count = len(findings.listing(desk))
    # Rows have moved on: the record is found by its number.
    rows = [row(n, "北営業所") for n in (7, 8, 1, 2, 3)]
    rows[3][6] = "2026/2/29"
    result = take(desk, book(tmp_path / "11.xlsx", 台帳=("端末台帳", rows)))
    assert [(p.code, p.row, p.value, p.values) for p in result.problems] == [
        ("correction_kept", 7, "2026/2/29", {"after": "2026/2/28"})
    ]
    assert (result.rows.changed, len(findings.listing(desk))) == (0, count)
    assert [(c.how, c.by, c.at) for c in result.corrected] == [(How.KEPT, "officer", before["PC0002"][0].at)]
    stored = record(desk).record
    assert (stored.values["inventoried"], stored.raw["inventoried"]) == ("2026-02-28", "2026/2/29")


def test_what_the_next_file_says_anew_wins_and_is_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", "2026/2/29"), {CELL: "2026/2/28"})
    result = take(desk, ledger(tmp_path / "11.xlsx", "2026/3/1"))
    assert [(p.code, p.value, p.values) for p in result.problems] == [
        ("correction_overruled", "2026/3/1", {"before": "2026/2/29", "after": "2026/2/28"})
    ]
    assert record(desk).record.values["inventoried"] == "2026-03-01"
    assert ledgers.corrected(desk, "terminals") == {}
    assert take(desk, ledger(tmp_path / "12.xlsx", "2026/3/2")).problems == ()


def test_a_file_that_was_put_right_meanwhile_needs_no_word(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", "2026/2/29"), {CELL: "2026/2/28"})
    assert take(desk, ledger(tmp_path / "11.xlsx", "2026/2/28")).problems == ()
    assert ledgers.corrected(desk, "terminals") == {}


def test_a_kept_correction_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", "2026/2/29"), {CELL: "2026/2/28"})
    result = take(desk, ledger(tmp_path / "11.xlsx", "2026/2/29 "), {CELL: "2026/2/29"})
    assert [p.code for p in result.problems] == ["date_impossible"]
    assert "inventoried" not in record(desk).record.values
    assert ledgers.corrected(desk, "terminals") == {}


def test_a_number_set_right_is_found_again_by_what_the_file_says(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", "2026/3/1"), {("台帳", 5, "asset_no"): "PC-9002"})
    assert record(desk, "PC-9002").record.raw["asset_no"] == "PC-0002"
    result = take(desk, ledger(tmp_path / "11.xlsx", "2026/3/2"))
    assert (result.rows.unchanged, result.rows.changed, result.rows.gone) == (2, 1, 0)
    assert [(p.code, p.value) for p in result.problems] == [("correction_kept", "PC-0002")]


def test_a_correction_of_many_rows_is_one_for_each(desk: Desk, tmp_path: Path) -> None:
    file = ledger(tmp_path / "10.xlsx", "2026/2/29")
    places = {("台帳", number, "manager"): "所長" for number in (4, 5, 6)}
    result = take(desk, file, places)
    assert {c.key for c in result.corrected} == {"PC-0001", "PC-0002", "PC-0003"}
    assert isinstance(ledgers.chosen_before(ledgers.look(desk, "terminals", file)), Choices)
    assert ledgers.chosen_before(ledgers.look(desk, "terminals", file)).corrections == places
