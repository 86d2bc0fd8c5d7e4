"""Ledger records: compared, kept with what they were, found again by filter and order."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.history import Event
from app.domain.ledgers import Record
from app.services.ports import Comparison, LedgerQuery, RecordScope
from app.storage.audit_file import SqliteAuditFiles
from app.storage.sqlite_file import SqliteFile
from tests.storage.samples import AT, AUDIT, BY, SITES, batch, terminal


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteFile]:
    file = SqliteAuditFiles().create(tmp_path / "台帳.shadan", AUDIT, SITES, AT, BY)
    yield file
    path = Path(file.location)
    file.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def bring(
    file: SqliteFile, number: int, records: Sequence[Record], scope: RecordScope | None = None
) -> tuple[Comparison, int]:
    what = batch(number)
    with file.write() as work:
        work.ledgers.begin(what)
        parts = [work.ledgers.compare_and_put(what, records[n : n + 7]) for n in range(0, len(records), 7)]
        gone = work.ledgers.close_missing(what, scope or RecordScope())
        work.ledgers.finish(replace(what, counts={"read": len(records)}))
        work.history.record(AT, BY, Event("ledger.imported", what.id))
        work.commit()
    return Comparison(*(sum(getattr(p, n) for p in parts) for n in ("added", "changed", "unchanged"))), gone


def shown(file: SqliteFile, query: LedgerQuery) -> list[str]:
    with file.read() as work:
        return [row.record.key for row in work.ledgers.rows(work.ledgers.ids("terminals", query))]


def test_a_record_comes_back_as_it_was(file: SqliteFile) -> None:
    records = [terminal(n, remark="改行\nあり" if n == 3 else "") for n in range(1, 20)]
    assert bring(file, 1, records) == (Comparison(19, 0, 0), 0)
    with file.read() as work:
        assert list(work.ledgers.present("terminals")) == records
        stored = work.ledgers.get("terminals", "pc-0003")
        assert stored is not None
        assert (stored.record, stored.batch, stored.file, stored.gone) == (records[2], "b1", "端末台帳_1.xlsx", False)
        assert work.ledgers.fields("terminals") == {"asset_no", "name"}
        assert work.ledgers.kinds() == ("terminals",)
        assert work.ledgers.count("terminals") == 19
        assert work.ledgers.batches("terminals")[0].counts == {"read": 19}


def test_the_second_import_tells_what_differs(file: SqliteFile) -> None:
    bring(file, 1, [terminal(n) for n in range(1, 21)])
    second = [terminal(n, remark="移設" if n == 5 else "") if n == 5 else terminal(n) for n in range(4, 24)]
    assert bring(file, 2, second) == (Comparison(3, 1, 16), 3)
    with file.read() as work:
        changes = {(c.change, c.key): c for c in work.ledgers.changes("b2")}
        assert {what for what, _ in changes} == {"added", "changed", "gone"}
        assert sorted(k for what, k in changes if what == "gone") == ["PC-0001", "PC-0002", "PC-0003"]
        changed = changes["changed", "PC-0005"]
        assert changed.before == terminal(5).values
        assert changed.after == {**terminal(5).values, "remark": "移設"}
        assert changes["gone", "PC-0001"].after is None
        assert changes["added", "PC-0023"].before is None
        gone = work.ledgers.get("terminals", "pc-0001")
        assert gone is not None
        assert gone.gone
        assert work.ledgers.count("terminals") == 20
        assert [r.key for r in work.ledgers.present("terminals")] == [r.key for r in second]


def test_what_was_gone_comes_back_and_old_changes_stay_readable(file: SqliteFile) -> None:
    bring(file, 1, [terminal(1), terminal(2)])
    bring(file, 2, [terminal(2, remark="a")])
    assert bring(file, 3, [terminal(1, remark="b"), terminal(2, remark="c")]) == (Comparison(1, 1, 0), 0)
    with file.read() as work:
        first = {c.key: c.after for c in work.ledgers.changes("b1")}
        assert first == {"PC-0001": terminal(1).values, "PC-0002": terminal(2).values}
        (changed,) = [c for c in work.ledgers.changes("b2") if c.change == "changed"]
        assert changed.after == terminal(2, remark="a").values
        back = next(c for c in work.ledgers.changes("b3") if c.change == "added")
        assert back.before == terminal(1).values
        assert back.after == terminal(1, remark="b").values


def test_a_moved_row_is_unchanged_and_stands_in_its_new_place(file: SqliteFile) -> None:
    records = [terminal(n) for n in range(1, 6)]
    bring(file, 1, records)
    moved = [replace(r, row=r.row + 10, sheet="新") for r in reversed(records)]
    assert bring(file, 2, moved) == (Comparison(0, 0, 5), 0)
    with file.read() as work:
        assert list(work.ledgers.present("terminals")) == moved
        stored = work.ledgers.get("terminals", "pc-0001")
        assert stored is not None
        assert stored.file == "端末台帳_2.xlsx"


def test_an_import_of_one_office_leaves_the_others(file: SqliteFile) -> None:
    bring(file, 1, [terminal(n) for n in range(1, 11)])
    assert bring(file, 2, [terminal(1), terminal(3)], RecordScope(sites=frozenset({"本店"}))) == (
        Comparison(0, 0, 2),
        3,
    )
    with file.read() as work:
        assert sorted(r.key for r in work.ledgers.present("terminals")) == [
            f"PC-{n:04d}" for n in (1, 2, 3, 4, 6, 8, 10)
        ]
    assert bring(file, 3, [terminal(2)], RecordScope(sheets=frozenset({"北営業所"})))[1] == 4


def test_records_of_other_imports_stay(file: SqliteFile) -> None:
    bring(file, 1, [terminal(1), terminal(2)])
    first, second = batch(1).id, batch(2).id
    nothing = RecordScope(batches=frozenset())
    assert bring(file, 2, [terminal(3), terminal(4)], nothing)[1] == 0
    with file.read() as work:
        assert work.ledgers.brought("terminals", RecordScope()) == {first: 2, second: 2}
        assert work.ledgers.brought("terminals", RecordScope(batches=frozenset({second}))) == {second: 2}
        assert work.ledgers.brought("terminals", RecordScope(sheets=frozenset({"無"}))) == {}
    assert bring(file, 3, [terminal(4)], RecordScope(batches=frozenset({second})))[1] == 1
    with file.read() as work:
        assert {r.key for r in work.ledgers.present("terminals")} == {terminal(n).key for n in (1, 2, 4)}


def test_a_key_that_comes_twice_is_compared_with_its_first_coming(file: SqliteFile) -> None:
    twice = [terminal(1), terminal(2), terminal(1, remark="重複")]
    assert bring(file, 1, twice) == (Comparison(2, 1, 0), 0)
    assert bring(file, 2, twice) == (Comparison(0, 2, 1), 0)
    with file.read() as work:
        assert work.ledgers.count("terminals") == 2


@pytest.mark.parametrize("text", ["ですくとっぷ7", "ﾃﾞｽｸﾄｯﾌﾟ７", "pc-0007", "ＰＣ-０００７ 本店", "デスクトップ7"])
def test_text_is_found_however_it_is_written(file: SqliteFile, text: str) -> None:
    bring(file, 1, [terminal(n) for n in range(1, 10)])
    assert shown(file, LedgerQuery(text=text)) == ["PC-0007"]


def test_filters_look_at_one_field(file: SqliteFile) -> None:
    bring(
        file,
        1,
        [terminal(1, remark="廃棄\n予定"), terminal(2, user="廃棄"), terminal(3, remark="100%_済"), terminal(4)],
    )
    assert shown(file, LedgerQuery(text="廃棄")) == ["PC-0001", "PC-0002"]
    assert shown(file, LedgerQuery(fields={"remark": "廃棄"})) == ["PC-0001"]
    assert shown(file, LedgerQuery(fields={"remark": "予定"})) == ["PC-0001"]
    assert shown(file, LedgerQuery(fields={"user": "廃棄"})) == ["PC-0002"]
    assert shown(file, LedgerQuery(text="%_")) == ["PC-0003"]
    assert shown(file, LedgerQuery(text="remark")) == []


def test_a_whole_column_pasted_into_the_filter(file: SqliteFile) -> None:
    bring(file, 1, [terminal(n) for n in range(1, 4)])
    assert shown(file, LedgerQuery(text=" ".join(f"PC-{n:04}" for n in range(1, 3_000)))) == []
    assert shown(file, LedgerQuery(text="PC-0002 " * 3_000)) == ["PC-0002"]
    for long in ("あ" * 100_000, "%" * 100_000):
        assert shown(file, LedgerQuery(text=long)) == []
        assert shown(file, LedgerQuery(fields={"asset_no": long})) == []
    assert shown(file, LedgerQuery(fields={"nothing": "a"})) == []


def test_order_keys_and_gone_records(file: SqliteFile) -> None:
    bring(file, 1, [terminal(n, owner=chr(ord("z") - n)) for n in range(1, 6)])
    bring(file, 2, [terminal(n, owner=chr(ord("z") - n)) for n in range(2, 6)])
    assert shown(file, LedgerQuery(order="owner")) == ["PC-0005", "PC-0004", "PC-0003", "PC-0002"]
    assert shown(file, LedgerQuery(order="owner", descending=True))[0] == "PC-0002"
    assert shown(file, LedgerQuery(order="row", descending=True))[0] == "PC-0005"
    assert "PC-0001" in shown(file, LedgerQuery(with_gone=True))
    assert shown(file, LedgerQuery(keys=frozenset({"pc-0003", "pc-9999"}))) == ["PC-0003"]
    many = frozenset(f"pc-{n:04d}" for n in range(3, 2000))
    assert shown(file, LedgerQuery(keys=many)) == ["PC-0003", "PC-0004", "PC-0005"]
    with file.read() as work:
        assert work.ledgers.rows([10**6]) == ()


def test_a_table_of_some_offices(file: SqliteFile) -> None:
    bring(file, 1, [replace(terminal(n), site="本店" if n % 2 else "北営") for n in range(1, 5)])
    assert shown(file, LedgerQuery(sites=frozenset({"本店"}))) == ["PC-0001", "PC-0003"]
    assert shown(file, LedgerQuery(sites=frozenset({"本店", "北営"}), text="0002")) == ["PC-0002"]
    assert shown(file, LedgerQuery(sites=frozenset())) == []


def test_any_sequence_of_imports_agrees_with_a_dictionary(file: SqliteFile) -> None:
    chance = random.Random(11)
    known: dict[str, Record] = {}
    for number in range(1, 9):
        records = [terminal(n, remark=chance.choice("ab")) for n in sorted(chance.sample(range(1, 60), 30))]
        kept = {r.match_key: r for r in records}
        expected = Comparison(
            added=sum(k not in known for k in kept),
            changed=sum(k in known and known[k].values != r.values for k, r in kept.items()),
            unchanged=sum(k in known and known[k].values == r.values for k, r in kept.items()),
        )
        assert bring(file, number, records) == (expected, len(known.keys() - kept.keys()))
        known = kept
    with file.read() as work:
        assert {r.match_key: r for r in work.ledgers.present("terminals")} == known
