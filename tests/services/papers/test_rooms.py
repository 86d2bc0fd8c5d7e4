"""現地点検票 entered: what was found in a room becomes records that the rules see, and comes back, in one step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import render
from app.domain.findings import Status
from app.domain.grades import Severity
from app.domain.paper_loop import Printing, Signer, State
from app.domain.room_walks import Look, Seen, Since, Unlisted, Walk
from app.i18n import gettext, gettext_in
from app.services import ledger_editing, ledgers, undoing
from app.services.papers import filing, listing, printing, room_words, rooms, scanning, words
from app.services.papers.rooms import RoomSheet
from app.services.ports import Desk, HistoryQuery, World
from app.services.reporting.sheets import Form
from tests.desk import Kept, keep
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES, print_rooms, sheets_by_room
from tests.services.rounds import narrowed, refused, sealed

DAY = date(2026, 11, 24)
ROOM = "2階 配電執務室"


@pytest.fixture(scope="module")
def _kept_rooms(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, print_rooms)


@pytest.fixture
def desk(_kept_rooms: Kept, world: World, tmp_path: Path) -> Iterator[Desk]:
    """With terminals and rooms, whose sheets are printed; `walk.pdf` in the folder."""
    desk = _kept_rooms.copy(tmp_path, world)
    yield desk
    desk.file.close()


@pytest.fixture
def printed(desk: Desk) -> Mapping[str, Printing]:
    """The sheets by the names of their rooms."""
    return sheets_by_room(desk)


@pytest.fixture
def sheet(desk: Desk, printed: Mapping[str, Printing]) -> RoomSheet:
    return rooms.open_sheet(desk, printed[f"本店 {ROOM}"].code, gettext_in)


def looked(sheet: RoomSheet, **seen: Seen) -> tuple[Look, ...]:
    """All of the sheet, there unless told otherwise (PC_9=…)."""
    wanted = {key.replace("_", "-"): how for key, how in seen.items()}
    return tuple(
        Look(
            line.expected.match_key,
            line.expected.key,
            line.expected.named_by,
            wanted.get(line.expected.key, Seen.THERE),
            "3階 倉庫" if wanted.get(line.expected.key) is Seen.ELSEWHERE else "",
        )
        for line in sheet.lines
        if line.printed
    )


def walk(sheet: RoomSheet, *unlisted: Unlisted, **seen: Seen) -> Walk:
    return Walk("", DAY, "𠮷野 花子", "髙橋 一郎", looked(sheet, **seen), unlisted)


def found(desk: Desk, rules: Sequence[str] = ("R04", "R05")) -> dict[str, tuple[str, Severity]]:
    """What the rules about stocktaking say, by the key of the subject."""
    with desk.file.read() as work:
        every = work.findings.all()
    return {f.subject: (f.rule, f.severity) for f in every if f.rule in rules and f.status is Status.OPEN}


def records(desk: Desk) -> dict[str, Mapping[str, str]]:
    with desk.file.read() as work:
        return {record.key: record.values for record in work.ledgers.present("stocktaking")}


def test_the_sheet_opens_with_what_was_printed(sheet: RoomSheet, printed: Mapping[str, Printing]) -> None:
    assert (sheet.site_name, sheet.place, sheet.kept) == ("本店", ROOM, True)
    assert [(line.expected.key, line.since) for line in sheet.lines] == [("PC-9", Since.SAME), ("PC-10", Since.SAME)]
    assert sheet.lines[0].expected.holder == "配電課 井上 恵"
    assert sheet.roles == ("点検者", "立会者")


def test_what_was_found_is_on_record_and_the_rules_see_it(desk: Desk, sheet: RoomSheet) -> None:
    unlisted = Unlisted("PC-777", "ノート", "窓際の机", "託送業務システム", "木村 剛")
    changes, entered = rooms.enter(
        desk, sheet.printing.code, walk(sheet, unlisted, PC_9=Seen.MISSING, PC_10=Seen.ELSEWHERE), gettext_in
    )
    assert (changes.ledgers, changes.findings, changes.papers) == (frozenset({"stocktaking"}), True, True)
    assert (entered.added, entered.changed, entered.removed, entered.signed) == (3, 0, 0, False)
    held = records(desk)
    common = {"site": "本店", "counted": "2026-11-24", "checker": "𠮷野 花子", "seen_in": "現地点検"}
    assert held["PC-9"] == {"asset_no": "PC-9", "found": "無", "place": ROOM, **common}
    assert held["PC-10"] == {"asset_no": "PC-10", "found": "有", "place": "3階 倉庫", **common}
    assert held["PC-777"]["note"] == "ノート / 窓際の机"
    assert {key: rule for key, (rule, _severity) in found(desk).items()} == {"PC-9": "R04", "PC-777": "R05"}
    assert found(desk)["PC-777"][1] is Severity.SERIOUS


def test_rooms_that_nobody_went_to_lack_nothing(desk: Desk, sheet: RoomSheet) -> None:
    """PC-11 and PC-12 stand elsewhere in the same office; a count of the whole office would have missed them."""
    rooms.enter(desk, sheet.printing.code, walk(sheet), gettext_in)
    assert found(desk) == {}


def test_it_is_one_step_that_is_told_undone_and_done_again(desk: Desk, sheet: RoomSheet) -> None:
    code = sheet.printing.code
    rooms.enter(desk, code, walk(sheet, Unlisted("PC-777"), PC_9=Seen.MISSING), gettext_in)
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act=rooms.ENTERED))
    assert (entry.event.subject, entry.event.after and entry.event.after["number"]) == (code, "WS-003")
    before = records(desk)
    undoing.undo(desk, gettext)
    assert (records(desk), found(desk)) == ({}, {})
    assert rooms.open_sheet(desk, code, gettext_in).walk is None
    undoing.redo(desk, gettext)
    assert records(desk) == before
    assert set(found(desk)) == {"PC-9", "PC-777"}
    undoing.undo(desk, gettext)
    rooms.enter(desk, code, walk(sheet), gettext_in)
    assert records(desk).keys() == {"PC-9", "PC-10"}


def test_entered_again_it_is_set_right(desk: Desk, sheet: RoomSheet) -> None:
    code = sheet.printing.code
    rooms.enter(desk, code, walk(sheet, Unlisted("PC-777"), Unlisted(kind="旧型ノート"), PC_9=Seen.MISSING), gettext_in)
    assert records(desk).keys() == {"PC-9", "PC-10", "PC-777", "WS-003-2"}
    shown = rooms.open_sheet(desk, code, gettext_in).walk
    assert shown is not None
    assert [each.kind for each in shown.unlisted] == ["", "旧型ノート"]
    last = history(desk)
    assert not rooms.enter(desk, code, shown, gettext_in)[0]
    assert history(desk) == last
    _, entered = rooms.enter(desk, code, walk(sheet, Unlisted(kind="旧型ノート")), gettext_in)
    assert (entered.added, entered.changed, entered.removed) == (1, 1, 2)
    assert records(desk).keys() == {"PC-9", "PC-10", "WS-003-1"}
    assert set(found(desk)) == {"WS-003-1"}
    undoing.undo(desk, gettext)
    assert records(desk).keys() == {"PC-9", "PC-10", "PC-777", "WS-003-2"}
    assert set(found(desk)) == {"PC-9", "PC-777", "WS-003-2"}


def history(desk: Desk) -> int:
    with desk.file.read() as work:
        return work.history.last()


def test_the_signed_sheet_is_filed_and_signed_with_it(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    scanning.take(desk, [tmp_path / "walk.pdf"])
    _, entered = rooms.enter(desk, sheet.printing.code, walk(sheet), gettext_in)
    assert entered.signed
    view = seen(desk, sheet)
    assert (view.state, words.why(view, gettext)) == (State.SIGNED, "結果入力済")
    assert view.returned is not None
    assert words.signers(view.returned, gettext) == "点検者 𠮷野 花子、立会者 髙橋 一郎"
    undoing.undo(desk, gettext)
    assert seen(desk, sheet).state is State.RETURNED
    assert words.why(seen(desk, sheet), gettext) == "結果未入力"


def signers(desk: Desk, sheet: RoomSheet) -> str:
    returned = seen(desk, sheet).returned
    assert returned is not None
    return words.signers(returned, gettext)


def test_who_signed_stays_as_somebody_entered_it(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    code = sheet.printing.code
    scanning.take(desk, [tmp_path / "walk.pdf"])
    filing.mark_signed(desk, code, [Signer("南 京子", "点検者"), Signer("髙橋 一郎", "立会者")], DAY)
    _, entered = rooms.enter(desk, code, walk(sheet), gettext_in)
    assert (entered.signed, signers(desk, sheet)) == (False, "点検者 南 京子、立会者 髙橋 一郎")
    assert entered.kept is not None
    assert "南 京子" in room_words.summary(entered, gettext)[-1]
    _, again = rooms.enter(desk, code, walk(sheet, PC_9=Seen.MISSING), gettext_in)
    assert (again.signed, signers(desk, sheet)) == (False, "点検者 南 京子、立会者 髙橋 一郎")


def test_names_that_the_results_brought_are_set_right_with_them(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    code = sheet.printing.code
    scanning.take(desk, [tmp_path / "walk.pdf"])
    rooms.enter(desk, code, walk(sheet), gettext_in)
    rooms.enter(desk, code, walk(sheet, PC_9=Seen.MISSING), gettext_in)
    _, entered = rooms.enter(desk, code, replace(walk(sheet), auditor="吉野 花子"), gettext_in)
    assert (entered.signed, entered.kept) == (True, None)
    assert signers(desk, sheet) == "点検者 吉野 花子、立会者 髙橋 一郎"
    said = [Signer("吉野 花子", "点検者"), Signer("髙橋 次郎", "立会者")]
    filing.mark_signed(desk, code, said, DAY)
    assert not rooms.enter(desk, code, replace(walk(sheet), auditor="東 一"), gettext_in)[1].signed
    assert signers(desk, sheet) == "点検者 吉野 花子、立会者 髙橋 次郎"


def test_a_sheet_of_one_person_is_signed_with_the_reason(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    code = sheet.printing.code
    scanning.take(desk, [tmp_path / "walk.pdf"])
    alone = replace(walk(sheet), auditor="髙橋 一郎")
    _, entered = rooms.enter(desk, code, alone, gettext_in, one_person="夜間で立会いなし")
    assert entered.signed
    assert signers(desk, sheet).endswith("立会者 髙橋 一郎〔同じ氏名の再掲: 夜間で立会いなし〕")
    assert not rooms.enter(desk, code, alone, gettext_in, one_person="夜間で立会いなし")[0]
    rooms.enter(desk, code, walk(sheet), gettext_in)
    assert signers(desk, sheet) == "点検者 𠮷野 花子、立会者 髙橋 一郎"


def test_the_sheet_that_comes_after_its_results_is_signed_when_they_are_entered_again(
    desk: Desk, sheet: RoomSheet, tmp_path: Path
) -> None:
    code = sheet.printing.code
    rooms.enter(desk, code, walk(sheet), gettext_in)
    scanning.take(desk, [tmp_path / "walk.pdf"])
    assert seen(desk, sheet).state is State.RETURNED
    changes, entered = rooms.enter(desk, code, walk(sheet), gettext_in)
    assert (changes.papers, changes.ledgers, entered.signed) == (True, frozenset(), True)
    assert signers(desk, sheet) == "点検者 𠮷野 花子、立会者 髙橋 一郎"
    last = history(desk)
    assert not rooms.enter(desk, code, walk(sheet), gettext_in)[0]
    assert history(desk) == last
    undoing.undo(desk, gettext)
    assert seen(desk, sheet).state is State.RETURNED
    undoing.redo(desk, gettext)
    assert seen(desk, sheet).state is State.SIGNED


def seen(desk: Desk, sheet: RoomSheet) -> listing.PaperView:
    views = listing.listing(desk, gettext_in, forms=[Form.WALK_SHEET])
    return next(view for view in views if view.key == sheet.printing.key)


def test_results_without_the_sheet_leave_it_out(desk: Desk, sheet: RoomSheet) -> None:
    rooms.enter(desk, sheet.printing.code, walk(sheet), gettext_in)
    view = seen(desk, sheet)
    assert (view.state, view.out) == (State.PRINTED, True)
    assert words.why(view, gettext) == "結果入力済。署名済の票は未回収"


def test_a_ledger_that_changed_since_is_marked_and_the_paper_stands_once_entered(
    desk: Desk, sheet: RoomSheet, tmp_path: Path
) -> None:
    head, *rows = TABLES["terminals"]
    rows = [
        [*rows[0][:6], "佐藤 一", *rows[0][7:]],
        [*rows[1][:4], "10階 会議室", *rows[1][5:]],
        *rows[2:],
        ["PC-99", "ノート", "A1", "本店", ROOM, "配電課", "青木 明", "", "", "使用中"],
    ]
    ledgers.import_batch(desk, "terminals", xlsx(tmp_path / "newer.xlsx", [head, *rows]))
    assert seen(desk, sheet).state is State.OUTDATED
    now = rooms.open_sheet(desk, sheet.printing.code, gettext_in)
    assert [(line.expected.key, line.since, line.now) for line in now.lines] == [
        ("PC-9", Since.MOVED, "本店 10階 会議室"),
        ("PC-10", Since.CHANGED, ""),
        ("PC-99", Since.ADDED, ""),
    ]
    assert now.lines[1].expected.holder == "配電課 青木 明", "as it was printed"
    rooms.enter(desk, sheet.printing.code, walk(now), gettext_in)
    assert seen(desk, sheet).state is State.PRINTED, "what was walked stays so; the paper is still out"
    assert records(desk).keys() == {"PC-9", "PC-10"}
    with_new = replace(
        walk(now), looks=(*looked(now), Look(now.lines[2].expected.match_key, "PC-99", "asset_no", Seen.THERE))
    )
    rooms.enter(desk, sheet.printing.code, with_new, gettext_in)
    assert records(desk).keys() == {"PC-9", "PC-10", "PC-99"}


def test_a_terminal_without_a_ledger_that_is_in_it_is_told(desk: Desk, sheet: RoomSheet) -> None:
    _, entered = rooms.enter(desk, sheet.printing.code, walk(sheet, Unlisted(" ｐｃ-11 ")), gettext_in)
    assert [(each.key, each.where) for each in entered.known] == [("PC-11", "本店 10階 会議室")]
    assert records(desk)["PC-11"]["place"] == ROOM
    assert found(desk) == {"PC-11": ("R04", Severity.IMPROVEMENT)}, "the ledger has it in another room"


def test_who_met_a_terminal_on_the_same_day_counts_more_than_who_missed_it(
    desk: Desk, sheet: RoomSheet, printed: Mapping[str, Printing]
) -> None:
    other = rooms.open_sheet(desk, printed["本店 10階 会議室"].code, gettext_in)
    rooms.enter(desk, other.printing.code, walk(other, Unlisted("PC-9")), gettext_in)
    _, entered = rooms.enter(desk, sheet.printing.code, walk(sheet, PC_9=Seen.MISSING), gettext_in)
    assert entered.outdone == ("PC-9",)
    assert records(desk)["PC-9"]["found"] == "有"
    assert found(desk) == {"PC-9": ("R04", Severity.IMPROVEMENT)}, "it was met, in another room"


def test_a_later_count_stays_and_an_earlier_one_gives_way(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    table = [
        ["管理番号", "事業所", "実施日", "現物の有無", "確認者", "備考"],
        ["PC-9", "本店", "2026/11/25", "有", "南", "棚"],
        ["PC-10", "本店", "2026/10/1", "無", "南", "棚"],
    ]
    ledgers.import_batch(desk, "stocktaking", xlsx(tmp_path / "count.xlsx", table))
    _, entered = rooms.enter(desk, sheet.printing.code, walk(sheet, PC_9=Seen.MISSING), gettext_in)
    assert (entered.outdone, entered.added, entered.changed) == (("PC-9",), 0, 1)
    held = records(desk)
    assert (held["PC-9"]["found"], held["PC-10"]["found"], held["PC-10"]["note"]) == ("有", "有", "棚")
    undoing.undo(desk, gettext)
    assert records(desk)["PC-10"]["found"] == "無"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("walk_undecided", {"looks": ()}),
        ("walk_needs_names", {"auditor": " 　"}),
        ("walk_needs_names", {"witness": ""}),
        ("walk_late", {"day": date(2026, 11, 25)}),
        ("walk_early", {"day": date(2026, 11, 23)}),
        ("walk_repeated", {"unlisted": (Unlisted("pc-9"),)}),
        ("walk_repeated", {"unlisted": (Unlisted("X"), Unlisted("ｘ"))}),
        ("walk_many", {"unlisted": tuple(Unlisted(str(n)) for n in range(201))}),
        ("walk_not_on_sheet", {"looks": (Look("pc-12", "PC-12", "asset_no", Seen.THERE),)}),
    ],
)
def test_what_does_not_fit_the_sheet_is_refused_whole(
    desk: Desk, sheet: RoomSheet, code: str, change: dict[str, object]
) -> None:
    before = history(desk)
    with refused(code):
        rooms.enter(desk, sheet.printing.code, replace(walk(sheet), **change), gettext_in)  # type: ignore[arg-type]
    assert (history(desk), records(desk)) == (before, {})


def test_where_somebody_met_it_must_be_told(desk: Desk, sheet: RoomSheet) -> None:
    looks = tuple(replace(look, seen=Seen.ELSEWHERE) for look in looked(sheet))
    with refused("walk_needs_where"):
        rooms.enter(desk, sheet.printing.code, replace(walk(sheet), looks=looks), gettext_in)
    with refused("walk_named_twice"):
        twice = replace(walk(sheet), looks=looked(sheet)[:1] * 2)
        rooms.enter(desk, sheet.printing.code, twice, gettext_in)


def test_another_form_and_an_older_edition_have_no_results(desk: Desk, sheet: RoomSheet, tmp_path: Path) -> None:
    (pledge, *_) = printing.print_some(desk, tmp_path / "c.pdf", render, gettext_in)[1]
    with refused("walk_other_form"):
        rooms.open_sheet(desk, pledge.code, gettext_in)
    ledger_editing.edit_record(desk, "terminals", "PC-9", {"user": "佐藤 一"})
    printing.print_some(desk, tmp_path / "again.pdf", render, gettext_in, forms=[Form.WALK_SHEET])
    with refused("walk_older"):
        rooms.enter(desk, sheet.printing.code, walk(sheet), gettext_in)


def test_a_sealed_audit_takes_nothing_in_and_says_why(desk: Desk, sheet: RoomSheet) -> None:
    sealed(narrowed(desk))
    with refused("audit_sealed"):
        rooms.enter(desk, sheet.printing.code, walk(sheet), gettext_in)
    assert rooms.open_sheet(desk, sheet.printing.code, gettext_in).lines


def test_one_person_walks_alone_only_where_the_reason_is_said(desk: Desk, sheet: RoomSheet) -> None:
    code = sheet.printing.code
    # Another spelling of one name is one person.
    for name in ("高橋一郎", "髙橋 一郎 様"):
        alone = replace(walk(sheet), auditor=name)
        for reason in ("", "  ", " - "):
            with refused("walk_one_person"):
                rooms.enter(desk, code, alone, gettext_in, one_person=reason)
    assert rooms.open_sheet(desk, code, gettext_in).walk is None
    _, entered = rooms.enter(desk, code, alone, gettext_in, one_person="夜間で立会いなし")
    assert entered.one_person == "夜間で立会いなし"
    assert any("夜間で立会いなし" in line for line in room_words.summary(entered, gettext))
    assert rooms.open_sheet(desk, code, gettext_in).one_person == "夜間で立会いなし"
    changes, _told = rooms.enter(desk, code, alone, gettext_in, one_person="夜間で立会いなし")
    assert not changes
    rooms.enter(desk, code, walk(sheet), gettext_in, one_person="無用の理由")
    assert rooms.open_sheet(desk, code, gettext_in).one_person == ""
    undoing.undo(desk, gettext)
    assert rooms.open_sheet(desk, code, gettext_in).one_person == "夜間で立会いなし"


def test_what_is_entered_again_tells_what_it_replaces_and_what_falls_away(desk: Desk, sheet: RoomSheet) -> None:
    code = sheet.printing.code
    first = walk(sheet, Unlisted("X-1", "ノート"), Unlisted("X-2"), PC_9=Seen.MISSING, PC_10=Seen.ELSEWHERE)
    assert not rooms.enter(desk, code, first, gettext_in)[1].replaced
    _, entered = rooms.enter(desk, code, replace(walk(sheet, Unlisted("X-2")), witness="東 一"), gettext_in)
    told = "\n".join(room_words.summary(entered, gettext))
    for line in (
        "PC-9: ない → ある",
        "PC-10: 別の場所、3階 倉庫 → ある",
        "点検票にない端末: X-1 ノート は記録から外れます",
        "立会者: 髙橋 一郎 → 東 一",
    ):
        assert line in told
    assert "X-2" not in told
