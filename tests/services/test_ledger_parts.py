"""A ledger that comes in several files: what stands of one file is not gone because another lacks it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from app.services import findings, ledger_parts, ledger_undoing, ledgers
from app.services.ledger_parts import PartShare
from app.services.ledgers import ImportResult
from app.services.ports import Desk, LedgerQuery, World
from tests.held_ledgers import HeldLedgers, write
from tests.services.rows import terminal


@pytest.fixture
def world(world: World) -> World:
    """The world with a reader of ledgers that takes rows as they are given."""
    return replace(world, ledgers=HeldLedgers())


def bring(
    desk: Desk,
    folder: Path,
    name: str,
    numbers: Iterable[int],
    *,
    replaces: frozenset[int] | None = None,
    site: str = "",
    dry_run: bool = False,
    **values: str,
) -> ImportResult:
    path = write(folder / f"{name}.json", 台帳=[terminal(n, **values) for n in numbers])
    choices = ledgers.proposed(ledgers.look(desk, "terminals", path))
    choices = replace(choices, replaces=replaces, site=site)
    return ledgers.import_batch(desk, "terminals", path, choices, dry_run=dry_run, translate=str)


def present(desk: Desk) -> set[int]:
    rows = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery()))
    return {int(row.record.key.removeprefix("PC-")) for row in rows}


def open_findings(desk: Desk) -> int:
    return sum(finding.status.value != "resolved" for finding in findings.listing(desk))


def test_the_file_of_another_region_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    """As the terminals of the head office and those of the branches in two files, with findings in the first."""
    first = bring(desk, tmp_path, "本店", range(1, 99), 区画="小売")
    assert first.findings.new == 98
    for dry_run in (True, False):
        second = bring(desk, tmp_path, "営業所", range(101, 180), dry_run=dry_run)
        assert (second.rows.added, second.rows.gone) == (79, 0)
        assert (second.parts.part, second.parts.replaced, second.parts.kept) == (2, (), 98)
        assert not second.parts.doubtful
        assert second.findings.resolved == 0
        assert "Kept from before as those of other files: 98 terminals." in second.sentences
    assert len(present(desk)) == 98 + 79
    assert open_findings(desk) == 98
    batches = ledgers.batches(desk, "terminals")
    assert [(b.part, b.counts.get("kept", 0)) for b in batches] == [(1, 0), (2, 98)]


def test_each_file_is_compared_with_its_own_the_next_time(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31), 区画="小売")
    bring(desk, tmp_path, "営業所", range(101, 131), 区画="小売")
    bring(desk, tmp_path, "支店", range(201, 231))
    newer = bring(desk, tmp_path, "本店 11月", range(4, 33), 区画="小売")
    assert (newer.rows.added, newer.rows.unchanged, newer.rows.gone) == (2, 27, 3)
    assert (newer.parts.part, newer.parts.replaced, newer.parts.kept) == (1, (1,), 60)
    assert (newer.findings.new, newer.findings.resolved) == (2, 3)
    newer = bring(desk, tmp_path, "営業所 11月", range(101, 129), 区画="小売")
    assert (newer.rows.added, newer.rows.gone, newer.parts.part) == (0, 2, 2)
    assert newer.findings.resolved == 2
    assert present(desk) == {*range(4, 33), *range(101, 129), *range(201, 231)}
    # A run over everything says the same: what was shown on the way was all there is.
    assert findings.refresh(desk).new == 0
    told = [ledger_parts.before_in_part(b, each) for b in [ledgers.batches(desk, "terminals")] for each in b]
    assert [each.source if each else "" for each in told] == ["", "", "", "本店.json", "営業所.json"]


def test_one_file_for_all_takes_the_place_of_several(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31))
    bring(desk, tmp_path, "営業所", range(101, 131))
    whole = bring(desk, tmp_path, "全社", [*range(1, 29), *range(103, 131)])
    assert (whole.rows.unchanged, whole.rows.gone, whole.parts.replaced, whole.parts.part) == (56, 4, (1, 2), 1)
    assert bring(desk, tmp_path, "全社 11月", [*range(1, 29), *range(103, 130)]).rows.gone == 1


def test_a_part_is_taken_back_alone(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31), 区画="小売")
    part = bring(desk, tmp_path, "営業所", range(101, 131), 区画="小売")
    undone = ledger_undoing.undo_import(desk, part.batch, "別の会社のもの")
    assert (undone.records.removed, undone.records.returned) == (30, 0)
    assert present(desk) == set(range(1, 31))
    assert open_findings(desk) == 30
    # The number of a part that was taken back is not given again.
    assert bring(desk, tmp_path, "支店", range(201, 231)).parts.part == 3


def test_the_whole_after_two_parts_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31))
    bring(desk, tmp_path, "営業所", range(101, 131))
    whole = bring(desk, tmp_path, "全社", [*range(1, 29), *range(103, 131)])
    ledger_undoing.undo_import(desk, whole.batch, "誤り")
    newer = bring(desk, tmp_path, "営業所 11月", range(103, 131))
    assert (newer.parts.part, newer.rows.gone, newer.parts.kept) == (2, 2, 30)


def test_few_common_records_leave_it_open(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31))
    numbers = [*range(1, 6), *range(101, 126)]
    tried = bring(desk, tmp_path, "二", numbers, dry_run=True)
    assert tried.parts.doubtful
    assert (tried.rows.gone, tried.parts.kept, tried.parts.met) == (0, 25, 5)
    assert any("cannot be told from the records in both (5)" in each for each in tried.sentences)
    said = bring(desk, tmp_path, "二", numbers, replaces=frozenset({1}), dry_run=True)
    assert (said.parts.doubtful, said.parts.said, said.rows.gone, said.parts.part) == (False, True, 25, 1)
    said = bring(desk, tmp_path, "二", numbers, replaces=frozenset())
    assert (said.parts.doubtful, said.rows.gone, said.parts.part) == (False, 0, 2)
    # A file of two months later is known by the records that came with this one.
    assert bring(desk, tmp_path, "二 12月", numbers[3:]).parts.replaced == (2,)


def test_an_extract_does_not_empty_the_ledger(desk: Desk, tmp_path: Path) -> None:
    """Five rows of a hundred, all of them known: what it lacks is gone only if somebody says so."""
    bring(desk, tmp_path, "全社", range(1, 101))
    part = bring(desk, tmp_path, "抜粋", range(1, 6))
    assert (part.parts.doubtful, part.rows.gone, part.rows.unchanged) == (True, 0, 5)
    whole = bring(desk, tmp_path, "全社 11月", range(1, 100))
    assert (whole.parts.replaced, whole.rows.gone) == ((1, 2), 1)


@pytest.mark.parametrize(
    ("first", "second", "gone", "doubtful"),
    [
        ((1, 2), (3, 4), 0, True),
        ((1,), (2,), 0, True),
        ((1, 2), (2, 3), 1, False),
        ((1, 2, 3), (1,), 2, False),
        ((1, 2, 3), (4, 5, 6, 7, 8, 9), 0, True),
        ((1, 2, 3, 4), (5, 6, 7, 8), 0, False),
    ],
)
def test_small_ledgers(
    desk: Desk, tmp_path: Path, first: tuple[int, ...], second: tuple[int, ...], gone: int, doubtful: bool
) -> None:
    bring(desk, tmp_path, "一", first)
    result = bring(desk, tmp_path, "二", second)
    assert (result.rows.gone, result.parts.doubtful) == (gone, doubtful)
    assert len(present(desk)) == len({*first, *second}) - gone


def test_all_numbered_anew_is_a_newer_version_if_somebody_says_so(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "旧番号", range(1, 31), 区画="小売")
    said = bring(desk, tmp_path, "新番号", range(101, 131), replaces=frozenset({1}))
    assert (said.rows.added, said.rows.gone, said.findings.resolved, said.parts.part) == (30, 30, 30, 1)
    assert present(desk) == set(range(101, 131))


def test_columns_of_all_parts_are_known_to_the_rules(desk: Desk, tmp_path: Path) -> None:
    """The second file has fewer columns: rules that ask for the others still run over the first."""
    bring(desk, tmp_path, "本店", range(1, 31), 区画="小売")
    path = tmp_path / "営業所.json"
    rows = [{"管理番号": f"PC-{n:04d}", "事業所": "北営業所"} for n in range(101, 131)]
    path.write_text(json.dumps({"台帳": rows}, ensure_ascii=False), "utf-8")
    before = {field for field in _fields(desk)}
    result = ledgers.import_batch(desk, "terminals", path)
    assert result.parts.part == 2
    assert _fields(desk) == before
    assert result.findings.resolved == 0
    # What no file has a column for any more stays as it was told, and is known.
    whole = [*({"管理番号": f"PC-{n:04d}", "事業所": "本店"} for n in range(1, 31)), *rows]
    path.write_text(json.dumps({"台帳": whole}, ensure_ascii=False), "utf-8")
    assert ledgers.import_batch(desk, "terminals", path).parts.replaced == (1, 2)
    assert _fields(desk) == before


def _fields(desk: Desk) -> frozenset[str]:
    with desk.file.read() as work:
        return work.ledgers.fields("terminals")


def test_files_of_one_office_each(desk: Desk, tmp_path: Path) -> None:
    """The office was said of each file; then one comes without it."""
    bring(desk, tmp_path, "本店", range(1, 31), site="本店", 事業所="")
    second = bring(desk, tmp_path, "北", range(101, 131), site="北営業所", 事業所="")
    assert (second.parts.part, second.parts.kept, second.sentences[-1]) == (
        2, 0, "Since the last import: 30 more terminals, 0 fewer, 0 changed.",
    )  # fmt: skip
    newer = bring(desk, tmp_path, "北 11月", range(102, 131), 事業所="北営業所")
    assert (newer.rows.gone, newer.parts.replaced, newer.parts.kept) == (1, (2,), 30)


def test_the_same_file_again_tells_of_its_own_part(desk: Desk, tmp_path: Path) -> None:
    bring(desk, tmp_path, "本店", range(1, 31))
    bring(desk, tmp_path, "営業所", range(101, 131))
    again = ledgers.import_batch(desk, "terminals", tmp_path / "本店.json", translate=str)
    assert again.earlier is not None
    assert again.earlier.later == 0
    assert (again.rows.unchanged, again.rows.gone, again.parts.part) == (30, 0, 1)
    assert again.sentences[0] == "Nothing has changed since the last import."


def test_what_is_said_of_a_part_that_does_not_stand_is_left_to_the_keys() -> None:
    shares = (PartShare(2, "a", 10, 9),)
    assert ledger_parts.decide(shares, 10, 3, frozenset({7})).replaced == (2,)
    assert ledger_parts.decide((), 10, 1, frozenset({1})).part == 1


def test_of_which_file_one_is_a_newer_version_is_never_guessed() -> None:
    """One terminal that moved to the other region does not make its ledger gone."""
    shares = (PartShare(1, "北", 100, 20), PartShare(2, "南", 100, 1))
    assert ledger_parts.newer_of(ledger_parts.decide(shares, 100, 3), 100) == {1}
    shares = (PartShare(1, "北", 100, 20), PartShare(2, "南", 100, 20))
    assert ledger_parts.newer_of(ledger_parts.decide(shares, 100, 3), 100) == frozenset()
    assert ledger_parts.newer_of(ledger_parts.decide(shares[:1], 100, 3), 100) == {1}
    assert ledger_parts.newer_of(ledger_parts.decide((PartShare(1, "北", 100, 0),), 100, 3), 100) == {1}
