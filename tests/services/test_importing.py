"""Importing ledgers: compared, stored as a whole or not at all, placed at sites, followed by findings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.audit import Site
from app.domain.findings import Source, Status
from app.domain.history import Event
from app.errors import UserError
from app.services import auditing, findings, ledgers
from app.services.ledger_ports import NEW_SITE, Choices, Chunk, Column, Look, SheetChoice, SheetLook
from app.services.ledgers import ImportResult, RowCounts
from app.services.ports import Desk, HistoryQuery, LedgerQuery, World
from tests.held_ledgers import HEADINGS, HeldLedgers, write
from tests.services.rows import terminal


@pytest.fixture
def world(world: World) -> World:
    """The world with a reader of ledgers that takes rows as they are given."""
    return replace(world, ledgers=HeldLedgers())


def file(folder: Path, numbers: range | list[int], name: str = "台帳.json", **values: str) -> Path:
    return write(folder / name, 台帳=[terminal(n, **values) for n in numbers])


def counted(result: ImportResult) -> tuple[int, ...]:
    """added, changed, unchanged, gone."""
    rows = result.rows
    assert rows.read == rows.added + rows.changed + rows.unchanged + rows.rejected + rows.skipped
    return rows.added, rows.changed, rows.unchanged, rows.gone


def test_a_ledger_is_stored_shown_and_told(desk: Desk, tmp_path: Path) -> None:
    result = ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 251)))
    assert counted(result) == (250, 0, 0, 0)
    assert result.findings == findings.FindingCounts(0, 0, 0)
    assert result.sheets[0].mapping["管理番号"] == "asset_no"
    assert result.sheets[0].rows == RowCounts(read=250, added=250)
    assert result.changes.ledgers == {"terminals"}
    assert ledgers.counts(desk) == {"terminals": 250}
    ids = ledgers.row_ids(desk, "terminals", LedgerQuery(text="PC-0017"))
    (row,) = ledgers.rows(desk, ids)
    assert (row.record.key, row.record.row, row.file) == ("PC-0017", 20, "台帳.json")
    (batch,) = ledgers.batches(desk, "terminals")
    assert batch.counts["read"] == 250
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="ledger.imported"))
    assert entry.event.after is not None
    assert (entry.event.after["read"], entry.event.after["sha256"]) == (250, batch.sha256)


def test_the_second_import_compares(desk: Desk, tmp_path: Path) -> None:
    ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 21)))
    newer = write(
        tmp_path / "新.json",
        台帳=[terminal(n, **({"区画": "小売"} if n < 7 else {})) for n in range(4, 31)],
    )
    result = ledgers.import_batch(desk, "terminals", newer, translate=str)
    assert counted(result) == (10, 3, 14, 3)
    assert result.sentences == (
        "Since the last import: 10 more terminals, 3 fewer, 3 changed.",
        "The changes are: 3 moved to a room of the affiliate's side.",
        "No longer on the network's side alone: PC-0004, PC-0005, PC-0006.",
    )
    assert result.findings.new == 3
    changed = [c for c in ledgers.changes(desk, result.batch) if c.change == "changed"]
    assert {c.key for c in changed} == {"PC-0004", "PC-0005", "PC-0006"}
    again = ledgers.import_batch(desk, "terminals", newer)
    assert counted(again) == (0, 0, 27, 0)
    assert again.sentences == ("Nothing has changed since the last import.",)
    assert again.findings == findings.FindingCounts(0, 0, 3)


def test_terminals_that_went_to_another_place_are_told(desk: Desk, tmp_path: Path) -> None:
    """Also where the side stays the same; one that went to the other side is told as that alone."""
    ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 11)))
    moved = {
        2: {"設置場所": "3階 別の執務室"},
        4: {"事業所": "本店"},
        6: {"設置場所": "1階 営業室", "区画": "小売"},
        8: {"使用者": "別 人"},
    }
    newer = write(tmp_path / "新.json", 台帳=[terminal(n, **moved.get(n, {})) for n in range(1, 11)])
    result = ledgers.import_batch(desk, "terminals", newer, translate=str)
    assert result.sentences[:2] == (
        "Since the last import: 0 more terminals, 0 fewer, 4 changed.",
        "The changes are: 1 moved to a room of the affiliate's side, 2 moved to another place, 1 with another user.",
    )


def test_a_dry_run_says_the_same_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, range(1, 30), 区画="共用")
    before = desk.file.location, replace(auditing.outline(desk), entry=0)
    tried = ledgers.import_batch(desk, "terminals", path, dry_run=True)
    assert not tried.changes
    assert ledgers.counts(desk) == {"terminals": 0}
    assert findings.listing(desk) == ()
    done = ledgers.import_batch(desk, "terminals", path)
    assert (done.rows, done.findings, done.sheets) == (tried.rows, tried.findings, tried.sheets)
    # But for the entry in the history, which tells of the import.
    assert before == (desk.file.location, replace(auditing.outline(desk), entry=0))


class ReadsBesideAnAnswer(HeldLedgers):
    """While it reads, somebody else stores something."""

    desk: Desk | None = None

    def read(self, *arguments: Any, **options: Any) -> Iterator[Chunk]:
        assert self.desk is not None
        # Inside the import's own unit of work this would be refused.
        with self.desk.file.write() as work:
            work.audit.set_setting("beside", str(int(work.audit.setting("beside") or 0) + 1))
            work.history.record("t", "o", Event("setting.changed", "beside"))
            work.commit()
        return super().read(*arguments, **options)


@pytest.mark.parametrize("dry_run", [True, False])
def test_others_store_while_a_file_is_read(desk: Desk, tmp_path: Path, dry_run: bool) -> None:
    files = ReadsBesideAnAnswer()
    files.desk = beside = replace(desk, world=replace(desk.world, ledgers=files))
    result = ledgers.import_batch(beside, "terminals", file(tmp_path, range(1, 9)), dry_run=dry_run)
    assert result.rows.added == 8
    with desk.file.read() as work:
        assert work.audit.setting("beside") == "1"


def test_cancelling_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def stop(what: str, done: int, total: int) -> bool:
        told.append((what, done, total))
        return done < 200

    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 501)), progress=stop)
    assert error.value.code == "import_stopped"
    assert told == [("rows", 0, 500), ("rows", 100, 500), ("rows", 200, 500)]
    assert ledgers.counts(desk) == {"terminals": 0}
    assert ledgers.batches(desk, "terminals") == ()
    with pytest.raises(UserError) as error:
        ledgers.import_batch(
            desk, "terminals", file(tmp_path, range(1, 9)), progress=lambda what, d, t: what != "rules"
        )
    assert error.value.code == "import_stopped"
    assert ledgers.counts(desk) == {"terminals": 0}


def test_rejected_and_blank_rows_are_told_and_counted(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(1), dict.fromkeys(HEADINGS, ""), terminal(2, 管理番号=""), terminal(3)]
    result = ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 台帳=rows))
    assert result.rows == RowCounts(read=4, added=2, rejected=1, skipped=1)
    assert [(p.row, p.rejected) for p in result.problems] == [(6, True)]


def test_a_file_without_one_record_does_not_empty_the_ledger(desk: Desk, tmp_path: Path) -> None:
    ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 5)))
    empty = write(tmp_path / "b.json", 台帳=[terminal(1, 管理番号=""), dict.fromkeys(HEADINGS, "")])
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "terminals", empty)
    assert error.value.code == "ledger_no_records"
    assert ledgers.counts(desk) == {"terminals": 4}


def test_a_file_of_rows_that_were_passed_over_says_so(desk: Desk, tmp_path: Path) -> None:
    empty = write(tmp_path / "b.json", 台帳=[dict.fromkeys(HEADINGS, ""), dict.fromkeys(HEADINGS, "")])
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "terminals", empty)
    assert error.value.code == "ledger_only_skipped"
    assert error.value.values["count"] == 2


def test_hidden_and_foreign_sheets_are_left_out(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", 台帳=[terminal(1)], 旧_=[terminal(2)], メモ=[{"なにか": "x"}])
    result = ledgers.import_batch(desk, "terminals", path)
    assert [s.name for s in result.sheets] == ["台帳"]
    found = ledgers.look(desk, "terminals", path)
    assert list(ledgers.proposed(found).sheets) == ["台帳"]


def test_leaving_out_a_sheet_does_not_make_its_terminals_gone(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", 本店=[terminal(1), terminal(3)], 北=[terminal(2), terminal(4)])
    ledgers.import_batch(desk, "terminals", path)
    newer = write(tmp_path / "b.json", 本店=[terminal(1)], 北=[terminal(2)])
    found = ledgers.look(desk, "terminals", newer)
    only = replace(ledgers.proposed(found), sheets={"本店": ledgers.proposed(found).sheets["本店"]})
    assert counted(ledgers.import_batch(desk, "terminals", newer, only)) == (0, 0, 1, 1)
    assert ledgers.counts(desk) == {"terminals": 3}


def test_a_sheet_that_was_left_out_once_is_read_the_next_time(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", 本店=[terminal(1)], 北=[terminal(2)])
    offered = ledgers.proposed(ledgers.look(desk, "terminals", path))
    ledgers.import_batch(desk, "terminals", path, replace(offered, sheets={"本店": offered.sheets["本店"]}))
    assert [s.name for s in ledgers.import_batch(desk, "terminals", path).sheets] == ["本店", "北"]


def test_the_file_of_one_office_replaces_that_office_only(desk: Desk, tmp_path: Path) -> None:
    ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 11)))
    newer = write(tmp_path / "北.json", 台帳=[terminal(n, 事業所="") for n in (2, 4, 12)])
    choices = replace(ledgers.proposed(ledgers.look(desk, "terminals", newer)), site="北営業所")
    result = ledgers.import_batch(desk, "terminals", newer, choices)
    assert counted(result) == (1, 2, 0, 3)
    assert ledgers.counts(desk) == {"terminals": 8}
    assert ledgers.batches(desk, "terminals")[-1].site == "北営業所"


def test_sites_are_matched_and_never_guessed(desk: Desk, tmp_path: Path) -> None:
    north = next(s for s in auditing.outline(desk).sites if s.name == "北営業所")
    assert ledgers.confirm_site(desk, north.id, "北(営)")
    assert not ledgers.confirm_site(desk, north.id, "北 営業所")
    with pytest.raises(UserError) as error:
        ledgers.confirm_site(desk, auditing.outline(desk).sites[0].id, "北(営)")
    assert error.value.code == "site_alias_taken"
    shared = {"区画": "共用"}
    names = ["北営業所", "北 営業所", "北(営)", "北営業", "港北営業所"]
    rows = [terminal(n, **shared, 事業所=name) for n, name in enumerate(names, start=1)]
    result = ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 台帳=rows))
    placed = {f.subject: f.site for f in findings.listing(desk, rule="R01")}
    assert placed == {
        "PC-0001": north.id, "PC-0002": north.id, "PC-0003": north.id, "PC-0004": "", "PC-0005": "",
    }  # fmt: skip
    assert [(p.code, p.value, p.values["count"]) for p in result.problems] == [
        ("ledger_site_not_found", "北営業", "1"),
        ("ledger_site_not_found", "港北営業所", "1"),
    ]
    assert ledgers.confirm_site(desk, north.id, "北営業")
    assert {f.subject for f in findings.listing(desk, rule="R01", site="")} == {"PC-0005"}


def test_what_an_office_means_is_decided_in_the_import_and_stored_with_it(desk: Desk, tmp_path: Path) -> None:
    head, north = auditing.outline(desk).sites
    names = ["北(営)", "北(営)", "西営業所", "閉鎖済みの出張所", "北営業所"]
    rows = [terminal(n, 区画="共用", 事業所=name) for n, name in enumerate(names, start=1)]
    path = write(tmp_path / "a.json", 台帳=rows)
    offered = ledgers.proposed(ledgers.look(desk, "terminals", path))
    tried = ledgers.import_batch(desk, "terminals", path, offered, dry_run=True)
    assert [(o.name, o.rows, o.meant) for o in tried.offices] == [
        ("北(営)", 2, None), ("西営業所", 1, None), ("閉鎖済みの出張所", 1, None),
    ]  # fmt: skip
    assert tried.offices[0].like == (north.id,)
    decided = replace(offered, offices={"北(営)": north.id, "西営業所": NEW_SITE, "閉鎖済みの出張所": ""})
    tried = ledgers.import_batch(desk, "terminals", path, decided, dry_run=True)
    assert [(o.rows, o.meant) for o in tried.offices] == [(2, north.id), (1, NEW_SITE), (1, "")]
    assert (tried.problems, tried.rows.added) == ((), 5)
    assert auditing.outline(desk).sites == (head, north)

    result = ledgers.import_batch(desk, "terminals", path, decided)
    assert result.changes.sites
    sites = {s.name: s for s in auditing.outline(desk).sites}
    assert (list(sites), sites["北営業所"].aliases) == (["本店", "北営業所", "西営業所"], ("北(営)",))
    placed = {f.subject: f.site for f in findings.listing(desk, rule="R01")}
    assert placed == {
        "PC-0001": north.id, "PC-0002": north.id, "PC-0003": sites["西営業所"].id, "PC-0004": "", "PC-0005": north.id,
    }  # fmt: skip
    with desk.file.read() as work:
        told = work.history.entries(HistoryQuery(act="ledger.imported"))[0].event.after
    assert told is not None
    assert (told["aliases"], told["sites_added"]) == (["北(営) = 北営業所"], ["西営業所"])
    again = ledgers.import_batch(desk, "terminals", path, dry_run=True)
    assert [o.name for o in again.offices] == ["閉鎖済みの出張所"]


def test_one_office_in_two_spellings_becomes_one_site(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(1, 事業所="西 営業所"), terminal(2, 事業所="西営業所")]
    path = write(tmp_path / "a.json", 台帳=rows)
    offered = ledgers.proposed(ledgers.look(desk, "terminals", path))
    ledgers.import_batch(
        desk, "terminals", path, replace(offered, offices={"西 営業所": NEW_SITE, "西営業所": NEW_SITE})
    )
    assert [s.name for s in auditing.outline(desk).sites] == ["本店", "北営業所", "西 営業所"]
    assert set(ledgers.offices(desk, "terminals").values()) == {auditing.outline(desk).sites[-1].id}


def test_an_office_of_no_site_that_was_taken_out_meanwhile_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", 台帳=[terminal(1, 事業所="北(営)")])
    offered = ledgers.proposed(ledgers.look(desk, "terminals", path))
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "terminals", path, replace(offered, offices={"北(営)": "gone"}))
    assert error.value.code == "site_unknown"
    assert ledgers.counts(desk)["terminals"] == 0


def test_a_sheet_named_like_a_site_says_where_its_rows_belong(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(n, 事業所="", 区画="共用") for n in (1, 2)]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 北営業所=rows[:1], Sheet1=rows[1:]))
    sites = {s.id: s.name for s in auditing.outline(desk).sites}
    assert {f.subject: sites.get(f.site, "") for f in findings.listing(desk)} == {"PC-0001": "北営業所", "PC-0002": ""}


def test_a_number_that_comes_twice_is_two_records(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(1), terminal(2), terminal(1, 製造番号="SN-other")]
    path = write(tmp_path / "a.json", 台帳=rows)
    assert counted(ledgers.import_batch(desk, "terminals", path)) == (3, 0, 0, 0)
    found = findings.listing(desk, rule="R06")
    assert [f.subject for f in found] == ["PC-0001", "PC-0001"]
    assert [[r.row for r in f.rows] for f in sorted(found, key=lambda f: f.rows[0].row)] == [[4, 6], [6, 4]]
    assert counted(ledgers.import_batch(desk, "terminals", path)) == (0, 0, 3, 0)
    by_key = ledgers.findings_by_key(desk, "terminals")
    assert {k: len(v) for k, v in by_key.items()} == {"pc-0001": 1, "pc-0001#2": 1}


def test_columns_are_remembered_for_the_layout(desk: Desk, tmp_path: Path) -> None:
    def odd(name: str, numbers: range) -> Path:
        return write(
            tmp_path / name,
            台帳=[{"ばんごう": f"PC-{n:04d}", "製造番号": f"S{n}", "じょうたい": "使用中"} for n in numbers],
        )

    first = odd("a.json", range(1, 4))
    found = ledgers.look(desk, "terminals", first)
    choices = ledgers.proposed(found)
    assert [c.heading for _, c in ledgers.unclear(found, choices)] == ["ばんごう", "じょうたい"]
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "terminals", first)
    assert error.value.code == "ledger_not_recognised"
    assert "ばんごう" in str(error.value)
    said = Choices({"台帳": SheetChoice(3, 1, {0: "asset_no", 1: "serial", 2: ""})})
    ledgers.import_batch(desk, "terminals", first, said)
    again = ledgers.look(desk, "terminals", odd("b.json", range(2, 9)))
    assert ledgers.unclear(again, ledgers.proposed(again)) == ()
    assert counted(ledgers.import_batch(desk, "terminals", tmp_path / "b.json")) == (5, 0, 2, 1)


def test_choices_that_do_not_fit_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, range(1, 3))
    columns = ledgers.proposed(ledgers.look(desk, "terminals", path)).sheets["台帳"].columns
    for sheets, code in (
        ({"無い": SheetChoice(3, 1, columns)}, "ledger_sheet_unknown"),
        ({"台帳": SheetChoice(3, 1, {**columns, 1: "nonsense"})}, "ledger_field_unknown"),
        ({"台帳": SheetChoice(3, 1, {**columns, 1: "asset_no"})}, "ledger_columns_double"),
        ({"台帳": SheetChoice(3, 1, {1: "serial"})}, "ledger_not_recognised"),
        ({}, "ledger_not_recognised"),
    ):
        with pytest.raises(UserError) as error:
            ledgers.import_batch(desk, "terminals", path, Choices(sheets))
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        ledgers.look(desk, "accounts", path)
    assert error.value.code == "ledger_kind_later"


def test_officers_decisions_survive_a_new_import(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, [1, 2], 区画="共用")
    ledgers.import_batch(desk, "terminals", path)
    one, two = findings.listing(desk, rule="R01")
    findings.accept(desk, one.id, "鍵付きの棚", "情報管理責任者", date(2027, 3, 31))
    ledgers.import_batch(desk, "terminals", file(tmp_path, [1, 2, 3], "b.json", 区画="共用", 備考="更新"))
    kept = findings.get(desk, one.id)
    assert (kept.status, kept.remark) == (Status.ACCEPTED, "鍵付きの棚")
    result = ledgers.import_batch(desk, "terminals", file(tmp_path, [1, 3], "c.json", 区画="専用"))
    assert result.findings == findings.FindingCounts(0, 3, 0)
    assert {f.status for f in findings.listing(desk, Source.RULES)} == {Status.RESOLVED}


def test_export_and_template(desk: Desk, tmp_path: Path) -> None:
    ledgers.import_batch(desk, "terminals", file(tmp_path, range(1, 4)))
    assert ledgers.export(desk, "terminals", tmp_path / "out.csv", LedgerQuery(text="PC-0002")) == 1
    assert "PC-0002" in (tmp_path / "out.csv").read_text("utf-8")
    ledgers.save_template(desk.world, "terminals", tmp_path / "t.xlsx", "ja")
    assert ledgers.fields(desk, "terminals")[0].id == "asset_no"


_LEDGER = st.dictionaries(st.integers(1, 30), st.sampled_from(["a", "b", "c"]), min_size=1, max_size=25)


@given(first=_LEDGER, second=_LEDGER)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_two_imports_agree_with_sets(
    desk: Desk, tmp_path: Path, first: Mapping[int, str], second: Mapping[int, str]
) -> None:
    def put(ledger: Mapping[int, str], name: str) -> ImportResult:
        path = write(tmp_path / name, 台帳=[terminal(n, 備考=note) for n, note in ledger.items()])
        # Two files that have hardly anything in common may be parts of one ledger.
        newer = replace(ledgers.proposed(ledgers.look(desk, "terminals", path)), replaces=frozenset({1}))
        return ledgers.import_batch(desk, "terminals", path, newer)

    put(first, "a.json")
    result = put(second, "b.json")
    both = first.keys() & second.keys()
    changed = {n for n in both if first[n] != second[n]}
    assert counted(result) == (
        len(second.keys() - first.keys()), len(changed), len(both) - len(changed), len(first.keys() - second.keys()),
    )  # fmt: skip
    assert ledgers.counts(desk) == {"terminals": len(second)}


def test_a_site_that_was_removed_is_none(desk: Desk) -> None:
    sites = (Site("a", "本店"), Site("b", "旧支店", removed=True), Site("c", "北", aliases=("本店",)))
    assert ledgers.site_called(sites, "旧支店") is None
    found = ledgers.site_called(sites, "本店")
    assert found is not None
    assert found.id == "a"


def test_mere_guesses_are_left_out_where_nobody_is_asked() -> None:
    """The command line asks nobody: what is likely is taken and told, what is hardly more than a guess is not."""
    columns = tuple(
        Column(n, chr(65 + n), heading, field, confidence, sure, ("x",))
        for n, (heading, field, confidence, sure) in enumerate(
            [("管理番号", "asset_no", 1.0, True), ("確認日", "inventoried", 0.75, False), ("所有", "user", 0.35, False)]
        )
    )
    sheet = SheetLook("台帳", True, True, 1, 1, columns, (), 3)
    look = Look("a.xlsx", "", 0, (sheet,), "")
    assert ledgers.proposed(look).sheets["台帳"].columns == {0: "asset_no", 1: "inventoried", 2: ""}
    assert [c.heading for _, c in ledgers.unclear(look, ledgers.proposed(look))] == ["確認日", "所有"]


def test_a_column_that_was_taken_without_certainty_is_told(desk: Desk, tmp_path: Path) -> None:
    class Doubtful(HeldLedgers):
        def look(self, *arguments: Any, **options: Any) -> Look:
            found = super().look(*arguments, **options)
            sheet = found.sheets[0]
            columns = tuple(
                replace(c, confidence=0.75, sure=False) if c.field == "inventoried" else c for c in sheet.columns
            )
            return replace(found, sheets=(replace(sheet, columns=columns),))

    doubtful = replace(desk, world=replace(desk.world, ledgers=Doubtful()))
    result = ledgers.import_batch(doubtful, "terminals", file(tmp_path, range(1, 4)))
    assert result.sheets[0].unsure == ("棚卸日",)
    assert result.sheets[0].mapping["棚卸日"] == "inventoried"
    # Nobody has said so: it is told again, and asked about in the window, until somebody has.
    source = file(tmp_path, range(1, 5))
    look = ledgers.look(doubtful, "terminals", source)
    choices = ledgers.proposed(look)
    assert [c.heading for _, c in ledgers.unclear(look, choices)] == ["棚卸日"]
    said = {name: replace(sheet, unsaid=frozenset()) for name, sheet in choices.sheets.items()}
    ledgers.import_batch(doubtful, "terminals", source, replace(choices, sheets=said))
    look = ledgers.look(doubtful, "terminals", file(tmp_path, range(1, 6)))
    assert ledgers.unclear(look, ledgers.proposed(look)) == ()


def test_a_column_that_holds_no_offices_does_not_ask_about_each(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(n, 事業所=f"利用者{n // 2}") for n in range(600)]
    result = ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 台帳=rows), dry_run=True)
    assert len(result.offices) == ledgers.MOST_OFFICES
    assert all(office.rows == 2 for office in result.offices)
    assert sum(p.code == "ledger_site_not_found" for p in result.problems) == 300
