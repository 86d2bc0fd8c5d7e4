"""The list of measures goes out as a workbook, is edited there, and comes back into the plan."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from openpyxl import load_workbook

from app.domain.duties import Duty
from app.domain.filings import Paper
from app.domain.grades import Cause
from app.domain.history import Event
from app.domain.plan import Action, ActionState, still_draft
from app.domain.tracker import FIELDS
from app.domain.tracker_slots import Written, by_words
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import (
    auditing,
    filings,
    measures,
    people,
    planning,
    tracker_merging,
    tracker_reading,
    tracking,
    undoing,
)
from app.services.ports import Desk
from app.services.tracker_merging import Merged, Prefer
from tests.desk import begun, new_world
from tests.sample.ods import _MANIFEST

LANGUAGES = {"ja": gettext_in("ja"), "en": gettext_in("en")}
EVIL = '=HYPERLINK("http://x","y")'


@dataclass
class Tracker:
    """A workbook that was written, and what an officer does with it."""

    desk: Desk
    file: Path

    def edit(self, change: Callable[[Any], object], name: str = "戻り.xlsx") -> Path:
        """Change the sheet of the measures as a spreadsheet program does, and save it elsewhere."""
        book = load_workbook(self.file)
        change(book.worksheets[0])
        target = self.file.with_name(name)
        book.save(target)
        return target

    def take(self, source: Path, prefer: Prefer | None = None, *, dry_run: bool = False) -> Merged:
        edited = tracker_reading.read(self.desk, source, LANGUAGES)
        return tracker_merging.merge(self.desk, edited, prefer, dry_run=dry_run)[1]

    def action(self, number: int) -> Action:
        return next(a for a in planning.view(self.desk).actions if a.number == number)


def place(sheet: Any, heading: str, row: int) -> Any:
    """The cell under a heading; rows are counted from the first measure."""
    column = next(cell.column for cell in sheet[3] if cell.value == heading)
    return sheet.cell(3 + row, column)


@pytest.fixture
def tracker(desk: Desk, tmp_path: Path) -> Tracker:
    planning.add_action(
        desk,
        "A4-4",
        "端末を撤去する",
        department="配電部",
        owner="東 一郎",
        due=date(2026, 12, 25),
        causes=(Cause.OPPORTUNITY,),
        directions=("1", "2"),
        problem="共用の会議室に\n端末が4台ある",
    )
    planning.add_action(desk, "A3-5", EVIL, method="-出席簿\n+記録", department="@人事部")
    planning.add_action(desk, "A3-1", "委託先の台帳を改める", state=ActionState.IN_PROGRESS, start=date(2026, 4, 1))
    people.add(desk, "南 二郎", "総務部", [Duty.AUDITOR])
    file = tmp_path / "対策.xlsx"
    assert tracking.export(desk, file, gettext) == 3
    return Tracker(desk, file)


def test_the_workbook_is_protected_with_lists_and_hidden_sheets(tracker: Tracker) -> None:
    book = load_workbook(tracker.file)
    assert [(s.title, s.sheet_state) for s in book] == [
        ("対策", "visible"),
        ("記入のしかた", "visible"),
        ("lists", "hidden"),
        ("shadan", "hidden"),
    ]
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "D4"
    assert place(sheet, "No.", 1).protection.locked
    assert place(sheet, "項目", 1).protection.locked
    assert not place(sheet, "期限", 1).protection.locked
    assert not place(sheet, "項目", 4).protection.locked
    due = place(sheet, "期限", 1)
    assert (due.value, due.number_format) == (datetime(2026, 12, 25), "yyyy/mm/dd")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    state = rules[place(sheet, "状態", 1).coordinate]
    assert (state.type, state.errorStyle, state.showErrorMessage) == ("list", "stop", True)
    lists = book["lists"]
    columns = {lists.cell(1, n).value: n for n in range(1, lists.max_column, 2)}
    assert [lists.cell(r, columns["state"]).value for r in range(2, 6)] == [state.value for state in ActionState]
    assert lists.cell(2, columns["state"] + 1).value == "未着手"
    sections = [lists.cell(r, columns["department"]).value for r in range(2, 5)]
    assert sections == ["@人事部", "総務部", "配電部"]
    manifest = {row[0]: row[1] for row in book["shadan"].iter_rows(values_only=True)}
    assert manifest["audit"] == auditing.outline(tracker.desk).audit.id
    assert manifest["by"] == "officer"
    assert len([row for row in book["shadan"].iter_rows(values_only=True) if row[0] == "measure"]) == 3


def test_no_cell_is_a_formula_and_what_looks_like_one_is_marked_as_a_text(tracker: Tracker) -> None:
    with zipfile.ZipFile(tracker.file) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheets/" in name)
    sheet = load_workbook(tracker.file).worksheets[0]
    for heading in ("対策", "効果の確認方法", "担当部署"):
        cell = place(sheet, heading, 2)
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert place(sheet, "対策", 2).value == EVIL


def test_the_same_plan_gives_the_same_bytes(tracker: Tracker) -> None:
    clock = replace(tracker.desk.world, clock=Still())
    desk = replace(tracker.desk, world=clock)
    made = []
    for _n in range(2):
        tracking.export(desk, tracker.file, gettext)
        made.append(tracker.file.read_bytes())
    assert made[0] == made[1]


class Still:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, 0, 0).astimezone()

    def today(self) -> date:
        return date(2026, 11, 24)


def test_what_comes_back_untouched_changes_nothing(tracker: Tracker) -> None:
    before = planning.view(tracker.desk).actions
    told = tracker.take(tracker.edit(lambda _sheet: None))
    assert (told.read, told.unchanged, told.taken, told.troubles) == (3, 3, [], [])
    assert planning.view(tracker.desk).actions == before


def test_edits_are_taken_and_are_one_step_to_undo(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "担当部署", 1).value = "情報システム部"
        place(sheet, "期限", 1).value = "令和9年3月31日"
        place(sheet, "状態", 1).value = "実施中"
        place(sheet, "原因の区分", 1).value = "機会、正当化"
        place(sheet, "対策の方向性", 1).value = "①⑤"
        place(sheet, "完了日", 3).value = datetime(2026, 11, 20)
        place(sheet, "状態", 3).value = "done"

    before = planning.view(tracker.desk).actions
    source = tracker.edit(change)
    assert tracker.take(source, dry_run=True).changed == 2
    assert planning.view(tracker.desk).actions == before
    told = tracker.take(source)
    assert (told.read, told.changed, told.unchanged, told.conflicts, told.troubles) == (3, 2, 1, [], [])
    first, third = tracker.action(1), tracker.action(3)
    assert (first.department, first.due, first.state) == ("情報システム部", date(2027, 3, 31), ActionState.IN_PROGRESS)
    assert (first.causes, first.directions) == ((Cause.OPPORTUNITY, Cause.RATIONALISATION), ("1", "5"))
    assert (third.state, third.done) == (ActionState.DONE, date(2026, 11, 20))
    assert {"department", "due"} <= first.edited
    again = tracker.take(source)
    assert (again.unchanged, again.taken, again.added) == (3, [], [])
    undoing.undo(tracker.desk, gettext)
    assert planning.view(tracker.desk).actions == before


def test_what_was_changed_on_both_sides_is_a_conflict_and_stays(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "担当部署", 1).value = "情報システム部"
        place(sheet, "責任者", 1).value = "西 三郎"

    source = tracker.edit(change)
    planning.edit_action(tracker.desk, 1, department="総務部", method="写真")
    told = tracker.take(source)
    conflict = told.conflicts[0]
    assert (conflict.exported, conflict.edited, conflict.current) == ("配電部", "情報システム部", "総務部")
    assert [change.field for change in told.taken] == ["owner"]
    assert (tracker.action(1).department, tracker.action(1).method) == ("総務部", "写真")
    assert tracker.take(source, Prefer.MINE).taken == []
    assert [c.field for c in tracker.take(source, Prefer.THEIRS).taken] == ["department"]
    assert tracker.action(1).department == "情報システム部"
    assert tracker.take(source, Prefer.THEIRS).taken == []


def test_a_conflict_is_decided_by_itself(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "担当部署", 1).value = "情報システム部"
        place(sheet, "責任者", 1).value = "西 三郎"

    source = tracker.edit(change)
    planning.edit_action(tracker.desk, 1, department="総務部", owner="北 四郎")
    edited = tracker_reading.read(tracker.desk, source, LANGUAGES)
    key = tracker.action(1).id, "owner"
    _changes, told = tracker_merging.merge(tracker.desk, edited, taken={key})
    assert (tracker.action(1).owner, tracker.action(1).department) == ("西 三郎", "総務部")
    assert [c.field for c in told.conflicts] == ["department"]


def test_new_rows_become_measures_once(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "項目", 4).value = "A4-2 ID・パスワードの管理"
        place(sheet, "対策", 4).value = "'=共用IDを廃止する"
        place(sheet, "期限", 4).value = "2027/1/31"
        sheet.insert_rows(5)
        place(sheet, "項目", 2).value = "A3-5"
        place(sheet, "対策", 2).value = "研修を改める"

    source = tracker.edit(change)
    told = tracker.take(source)
    assert [(new.number, new.item, new.measure) for new in told.added] == [
        (4, "A3-5", "研修を改める"),
        (5, "A4-2", "=共用IDを廃止する"),
    ]
    assert tracker.action(5).due == date(2027, 1, 31)
    again = tracker.take(source)
    assert (again.added, again.taken, len(planning.view(tracker.desk).actions)) == ([], [], 5)
    planning.edit_action(tracker.desk, 5, owner="東 一郎")
    assert tracker.take(source).taken == []
    undoing.undo(tracker.desk, gettext)
    undoing.undo(tracker.desk, gettext)
    assert len(planning.view(tracker.desk).actions) == 3


def test_sections_that_got_the_same_workbook_write_into_the_same_rows(tracker: Tracker) -> None:
    def filled(measure: str, section: str) -> Callable[[Any], None]:
        def change(sheet: Any) -> None:
            for row in (4, 5):
                place(sheet, "項目", row).value = "A4-4"
                place(sheet, "対策", row).value = measure
                place(sheet, "担当部署", row).value = section

        return change

    first = tracker.edit(filled("施錠する", "配電部"), "配電部.xlsx")
    second = tracker.edit(filled("撤去する", "総務部"), "総務部.xlsx")
    assert [new.measure for new in tracker.take(first).added] == ["施錠する"] * 2
    assert [new.measure for new in tracker.take(second).added] == ["撤去する"] * 2
    assert [tracker.action(n).department for n in (4, 5, 6, 7)] == ["配電部", "配電部", "総務部", "総務部"]
    for source in (first, second):
        again = tracker.take(source)
        assert (again.writes, again.conflicts) == (False, [])


def two_new(*rows: tuple[str, str]) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for number, (measure, section) in enumerate(rows, 4):
            place(sheet, "項目", number).value = "A4-4"
            place(sheet, "対策", number).value = measure
            place(sheet, "担当部署", number).value = section

    return change


def test_two_rows_with_the_same_words_are_two_measures(tracker: Tracker) -> None:
    source = tracker.edit(two_new(("全員に研修を行う", "東支社"), ("全員に研修を行う", "西支社")))
    assert len(tracker.take(source).added) == 2
    assert [tracker.action(n).department for n in (4, 5)] == ["東支社", "西支社"]
    assert not tracker.take(source, Prefer.THEIRS).writes
    assert [tracker.action(n).department for n in (4, 5)] == ["東支社", "西支社"]


def test_a_new_row_that_comes_again_set_right_is_the_same_measure(tracker: Tracker) -> None:
    tracker.take(tracker.edit(two_new(("全員に研集を行う", "配電部"), ("施錠する", "配電部"))))
    second = tracker.edit(two_new(("全員に研修を行う", "配電部"), ("施錠する", "配電部")))
    told = tracker.take(second)
    assert (told.added, [(c.number, c.field) for c in told.taken]) == ([], [(4, "measure")])
    third = tracker.edit(two_new(("全員に年次の研修を行う", "配電部"), ("施錠する", "配電部")))
    assert [(c.number, c.edited) for c in tracker.take(third).taken] == [(4, "全員に年次の研修を行う")]
    undoing.undo(tracker.desk, gettext)
    assert tracker.action(4).measure == "全員に研修を行う"
    assert tracker.take(third).changed == 1, "what was undone can be taken again"
    planning.edit_action(tracker.desk, 4, measure="全員に毎年の研修を行う")
    again = tracker.take(third)
    assert (again.writes, again.conflicts) == (False, []), "nothing new came"
    other = tracker.take(tracker.edit(two_new(("全員に年2回の研修を行う", "配電部"), ("施錠する", "配電部"))))
    assert [(c.number, c.current) for c in other.conflicts] == [(4, "全員に毎年の研修を行う")]
    assert len(planning.view(tracker.desk).actions) == 5


def test_what_may_be_another_sections_row_is_asked(tracker: Tracker) -> None:
    tracker.take(tracker.edit(two_new(("東支社で研修を行う", ""))))
    source = tracker.edit(two_new(("西支社で研修を行う", "")))
    told = tracker.take(source)
    assert (told.writes, [(c.number, c.field) for c in told.conflicts]) == (False, [(4, "measure")])
    assert tracker.action(4).measure == "東支社で研修を行う"
    assert [c.field for c in tracker.take(source, Prefer.THEIRS).taken] == ["measure"]


def test_a_list_that_an_earlier_edition_took_in_is_known(tracker: Tracker) -> None:
    source = tracker.edit(two_new(("施錠する", "配電部")))
    edited = tracker_reading.read(tracker.desk, source, LANGUAGES)
    row = next(row for row in edited.rows if row.slot == "new-01")
    former = by_words(edited.key, Written(row.item, row.values))
    world = replace(tracker.desk.world, new_id=lambda: former)
    planning.add_action(replace(tracker.desk, world=world), "A4-4", "施錠する", department="配電部")
    assert not tracker.take(source).writes


def test_a_measure_that_was_done_keeps_its_day(tracker: Tracker) -> None:
    planning.edit_action(tracker.desk, 3, state=ActionState.DONE, done=date(2026, 11, 20))
    tracking.export(tracker.desk, tracker.file, gettext)

    def change(sheet: Any) -> None:
        place(sheet, "完了日", 3).value = None
        place(sheet, "責任者", 3).value = "西 三郎"

    source = tracker.edit(change)
    for dry in (True, False):
        told = tracker.take(source, dry_run=dry)
        assert [(t.row, t.column) for t in told.troubles] == [(6, "完了日")]
    action = tracker.action(3)
    assert (action.state, action.done, action.owner) == (ActionState.DONE, date(2026, 11, 20), "西 三郎")


def test_who_starts_again_may_take_the_day_away(tracker: Tracker) -> None:
    planning.edit_action(tracker.desk, 3, state=ActionState.DONE, done=date(2026, 11, 20))
    tracking.export(tracker.desk, tracker.file, gettext)

    def change(sheet: Any) -> None:
        place(sheet, "完了日", 3).value = None
        place(sheet, "状態", 3).value = "実施中"

    assert tracker.take(tracker.edit(change)).troubles == []
    assert (tracker.action(3).state, tracker.action(3).done) == (ActionState.IN_PROGRESS, None)


def test_a_new_row_needs_its_item_and_its_measure(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "対策", 4).value = "項目のない対策"
        place(sheet, "項目", 5).value = "どこか"
        place(sheet, "対策", 5).value = "x"
        place(sheet, "項目", 6).value = "A3-5"

    told = tracker.take(tracker.edit(change))
    assert [(t.row, t.error.code) for t in told.troubles] == [
        (7, "tracker_new_item_missing"),
        (8, "tracker_new_item"),
        (9, "action_needs_measure"),
    ]
    assert (told.refused, told.added) == (3, [])


def test_rows_sorted_columns_moved_and_taken_out(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
        heads = [cell.value for cell in sheet[3]]
        order = [n for n in reversed(range(len(heads))) if heads[n] != "責任者"]
        sheet.delete_cols(1, sheet.max_column)
        for at, n in enumerate(order, 1):
            sheet.cell(3, at, heads[n])
            for line, row in enumerate(reversed(rows), 4):
                sheet.cell(line, at, row[n])
        place(sheet, "担当部署", 3).value = "情報システム部"
        sheet.delete_rows(5)

    told = tracker.take(tracker.edit(change))
    assert told.edited.missing == ("責任者",)
    assert [(c.number, c.field) for c in told.taken] == [(1, "department")]
    assert told.deleted == [(2, EVIL)]
    assert tracker.action(1).owner == "東 一郎"
    assert len(planning.view(tracker.desk).actions) == 3


def test_a_fixed_column_that_was_changed_is_told_and_left(tracker: Tracker) -> None:
    before = tracker.action(1)

    def change(sheet: Any) -> None:
        place(sheet, "確認事項", 1).value = "A9-9-99"
        place(sheet, "現在の期限", 1).value = "2031/1/1"
        place(sheet, "責任者", 1).value = "山田 太郎"

    merged = tracker.take(tracker.edit(change))
    assert [(t.row, t.column, t.value, t.error.code) for t in merged.troubles] == [
        (4, "確認事項", "A9-9-99", "tracker_fixed_changed"),
        (4, "現在の期限", "2031/1/1", "tracker_fixed_changed"),
    ]
    assert (merged.changed, merged.refused) == (1, 0)
    assert tracker.action(1) == replace(before, owner="山田 太郎")


def test_a_fixed_column_is_compared_with_what_went_out_not_with_today(tracker: Tracker) -> None:
    planning.edit_action(tracker.desk, 1, due=date(2027, 3, 1))
    assert tracker.take(tracker.file).troubles == []


def test_a_cleared_cell_clears_the_field(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "期限", 1).value = None
        place(sheet, "原因の区分", 1).value = None
        place(sheet, "責任者", 1).value = " "
        place(sheet, "対策", 3).value = None

    told = tracker.take(tracker.edit(change))
    assert (tracker.action(1).due, tracker.action(1).causes, tracker.action(1).owner) == (None, (), "")
    assert [(t.row, t.error.code) for t in told.troubles] == [(6, "action_needs_measure")]


def test_what_is_not_understood_is_told_with_its_place_and_stops_nothing(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "期限", 1).value = "5.3.31"
        place(sheet, "状態", 1).value = "だいたい完了"
        place(sheet, "責任者", 1).value = "西 三郎"
        place(sheet, "開始", 2).value = "2026年13月1日"
        place(sheet, "担当部署", 3).value = '=B1&"x"'
        place(sheet, "状態", 3).value = "完了"
        place(sheet, "開始", 3).value = "2026/11/1"
        place(sheet, "完了日", 3).value = "2030/1/1"

    told = tracker.take(tracker.edit(change))
    assert [(t.row, t.column, t.error.code) for t in told.troubles] == [
        (4, "期限", "day_year_unclear"),
        (4, "状態", "tracker_word_unknown"),
        (5, "開始", "day_no_month"),
        (6, "担当部署", "tracker_cell_error"),
        (6, "", "action_done_ahead"),
    ]
    assert "未着手" in told.troubles[1].error.sentence(gettext)
    assert (tracker.action(1).owner, tracker.action(1).due) == ("西 三郎", date(2026, 12, 25))


def test_a_measure_is_not_done_without_its_day(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "状態", 1).value = "完了"
        place(sheet, "責任者", 1).value = "西 三郎"
        place(sheet, "状態", 2).value = "完了"
        place(sheet, "開始", 2).value = date(2026, 11, 2)
        place(sheet, "完了日", 2).value = date(2026, 11, 20)
        place(sheet, "完了日", 3).value = date(2026, 11, 20)
        place(sheet, "担当部署", 3).value = "配電部"

    told = tracker.take(tracker.edit(change))
    assert [(t.row, t.column, t.error.code) for t in told.troubles] == [
        (4, "状態", "action_done_needs_day"),
        (6, "完了日", "action_done_unfinished"),
    ]
    assert (tracker.action(3).department, tracker.action(3).done) == ("配電部", None)
    assert (tracker.action(1).owner, tracker.action(1).state) == ("西 三郎", ActionState.NOT_STARTED)
    assert tracker.action(2).state is ActionState.DONE


def test_a_due_date_that_was_filed_stays_and_the_rest_of_the_row_is_taken(tracker: Tracker) -> None:
    filings.file_paper(tracker.desk, Paper.PLAN, addressee="経済産業大臣")

    def change(sheet: Any) -> None:
        place(sheet, "期限", 1).value = date(2027, 3, 31)
        place(sheet, "責任者", 1).value = "西 三郎"
        # It had none when it was filed.
        place(sheet, "期限", 2).value = date(2027, 3, 31)

    told = tracker.take(tracker.edit(change))
    assert [(t.row, t.column, t.value, t.error.code) for t in told.troubles] == [(4, "期限", "2027-03-31", "due_filed")]
    assert (tracker.action(1).owner, tracker.action(1).due) == ("西 三郎", date(2026, 12, 25))
    assert tracker.action(2).due == date(2027, 3, 31)


NEW, WHY = "期限(見直し後)", "期限を見直した理由"


def test_a_revised_due_date_comes_back_with_its_reason(tracker: Tracker) -> None:
    filings.file_paper(tracker.desk, Paper.PLAN, addressee="経済産業大臣")
    tracking.export(tracker.desk, tracker.file, gettext)

    def change(sheet: Any) -> None:
        place(sheet, NEW, 1).value = "令和9年3月31日"
        place(sheet, WHY, 1).value = "部品の納期が\n延びたため"
        place(sheet, "責任者", 1).value = "西 三郎"

    source = tracker.edit(change)
    tried = tracker.take(source, dry_run=True)
    assert [(c.field, c.edited) for c in tried.taken] == [
        ("owner", "西 三郎"),
        ("revised", "2027-03-31"),
        ("revised_why", "部品の納期が\n延びたため"),
    ]
    assert tracker.action(1).revised is None
    told = tracker.take(source)
    assert (told.troubles, told.changed, told.conflicts) == ([], 1, [])
    (revision,) = measures.view(tracker.desk, 1).revisions
    assert (revision.due, revision.reason) == (date(2027, 3, 31), "部品の納期が\n延びたため")
    assert (tracker.action(1).due, tracker.action(1).until) == (date(2026, 12, 25), date(2027, 3, 31))
    again = tracker.take(source)
    assert (again.taken, again.troubles, again.changed) == ([], [], 0)
    undoing.undo(tracker.desk, gettext)
    assert (tracker.action(1).revised, tracker.action(1).owner) == (None, "東 一郎"), "one step"
    undoing.redo(tracker.desk, gettext)
    assert tracker.action(1).until == date(2027, 3, 31)
    tracking.export(tracker.desk, tracker.file, gettext)
    assert tracker.take(tracker.file).unchanged == 3
    sheet = load_workbook(tracker.file).worksheets[0]
    assert place(sheet, NEW, 1).value == datetime(2027, 3, 31)
    assert place(sheet, WHY, 1).value == "部品の納期が\n延びたため"


def test_a_revision_without_its_reason_its_day_or_its_sense_is_told(tracker: Tracker) -> None:
    measures.revise_due(tracker.desk, 1, date(2027, 1, 31), "再入札のため")
    planning.edit_action(tracker.desk, 2, due=date(2027, 1, 31))
    tracking.export(tracker.desk, tracker.file, gettext)

    def told(*cells: tuple[str, int, object]) -> list[tuple[int, str, str]]:
        def change(sheet: Any) -> None:
            for heading, row, value in cells:
                place(sheet, heading, row).value = value
            place(sheet, "担当部署", 1).value = f"配電部{len(cells)}課"

        found = tracker.take(tracker.edit(change), Prefer.THEIRS)
        assert tracker.action(1).until == date(2027, 1, 31)
        assert tracker.action(1).department == f"配電部{len(cells)}課", "the rest of the row is taken"
        return [(t.row, t.column, t.error.code) for t in found.troubles]

    later = date(2027, 3, 31)
    assert told((NEW, 1, later)) == [(4, NEW, "tracker_revised_wordless")]
    assert told((NEW, 1, later), (WHY, 1, " - ")) == [(4, NEW, "reason_wordless")]
    assert told((WHY, 1, "別の理由のため")) == [(4, WHY, "tracker_revised_dayless")]
    assert told((NEW, 1, None), (WHY, 1, None)) == [(4, NEW, "tracker_revised_stays")]
    assert told((NEW, 1, date(2026, 11, 1)), (WHY, 1, "前倒しのため")) == [(4, NEW, "tracker_revised_past")]
    # The third has no due date, and a row at the end is a new measure.
    assert told((NEW, 3, later), (WHY, 3, "納期のため"), ("項目", 4, "A3-5"), ("対策", 4, "掲示"), (NEW, 4, later)) == [
        (6, NEW, "measure_due_missing"),
        (7, NEW, "tracker_new_revised"),
    ]
    assert tracker.action(4).due is None


def test_a_due_date_revised_on_both_sides_is_one_conflict_with_its_reason(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, NEW, 1).value = date(2027, 3, 31)
        place(sheet, WHY, 1).value = "納期のため"

    source = tracker.edit(change)
    measures.revise_due(tracker.desk, 1, date(2027, 1, 31), "再入札のため")
    told = tracker.take(source)
    assert [(c.field, c.exported, c.edited, c.current) for c in told.conflicts] == [
        ("revised", None, "2027-03-31", "2027-01-31"),
        ("revised_why", "", "納期のため", "再入札のため"),
    ]
    assert tracker.action(1).until == date(2027, 1, 31)
    edited = tracker_reading.read(tracker.desk, source, LANGUAGES)
    for name in ("revised", "revised_why"):
        ticked = [(tracker.action(1).id, name)]
        _changes, told = tracker_merging.merge(tracker.desk, edited, taken=ticked, dry_run=True)
        assert [c.field for c in told.taken] == ["revised", "revised_why"], "either tick takes both"
    tracker.take(source, Prefer.THEIRS)
    assert [r.reason for r in measures.view(tracker.desk, 1).revisions] == ["再入札のため", "納期のため"]


def test_a_list_of_an_earlier_version_lacks_no_column(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = tuple(f for f in FIELDS if not f.name.startswith("revised"))
    monkeypatch.setattr(tracking, "FIELDS", fewer)
    told = tracking.told
    monkeypatch.setattr(tracking, "told", lambda a, _why="": {f.name: told(a)[f.name] for f in fewer})
    tracking.export(tracker.desk, tracker.file, gettext)
    monkeypatch.undo()
    measures.revise_due(tracker.desk, 1, date(2027, 1, 31), "再入札のため")
    back = tracker.take(tracker.file)
    assert (back.unchanged, back.troubles, back.conflicts, back.edited.missing) == (3, [], [], ())


def test_ids_that_were_copied_mixed_or_made_up_are_not_believed(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        first, second = sheet["A4"].value, sheet["A5"].value
        sheet["A4"].value, sheet["A5"].value = second, first
        place(sheet, "担当部署", 1).value = "情報システム部"
        sheet["A7"].value = "0123456789abcdef"
        place(sheet, "対策", 4).value = "x"
        sheet["A8"].value = sheet["A6"].value
        place(sheet, "対策", 5).value = "写した行"

    told = tracker.take(tracker.edit(change))
    assert [(t.row, t.error.code) for t in told.troubles] == [
        (4, "tracker_rows_mixed"),
        (5, "tracker_rows_mixed"),
        (6, "tracker_row_twice"),
        (7, "tracker_row_unknown"),
        (8, "tracker_row_twice"),
    ]
    assert (told.writes, told.deleted, told.refused) == (False, [], 5)


def test_a_measure_that_was_withdrawn_meanwhile_is_left_alone(tracker: Tracker) -> None:
    source = tracker.edit(lambda sheet: setattr(place(sheet, "担当部署", 1), "value", "情報システム部"))
    planning.withdraw_action(tracker.desk, 1, "対策3に含めた")
    told = tracker.take(source)
    assert [t.error.code for t in told.troubles] == ["action_withdrawn"]
    assert tracker.action(1).department == "配電部"


def test_a_measure_that_was_undone_meanwhile_does_not_come_back(tracker: Tracker) -> None:
    planning.add_action(tracker.desk, "A3-5", "取り消される対策")
    tracking.export(tracker.desk, tracker.file, gettext)
    undoing.undo(tracker.desk, gettext)
    assert tracker.take(tracker.edit(lambda _sheet: None)).unchanged == 4
    source = tracker.edit(lambda sheet: setattr(place(sheet, "責任者", 4), "value", "西 三郎"))
    assert [t.error.code for t in tracker.take(source).troubles] == ["tracker_gone"]


def refused(tracker: Tracker, source: Path) -> str:
    with pytest.raises(UserError) as error:
        tracker.take(source)
    assert error.value.sentence(gettext).startswith(source.name)
    return error.value.code


def test_the_list_of_another_audit_is_refused(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "別").mkdir()
    other = begun(replace(new_world(), new_id=iter(["other", *map(str, range(99))]).__next__), tmp_path / "別")
    try:
        assert refused(Tracker(other, tracker.file), tracker.file) == "tracker_other_audit"
    finally:
        other.file.close()


def altered(tracker: Tracker, change: Callable[[Any], object]) -> Path:
    book = load_workbook(tracker.file)
    change(book)
    target = tracker.file.with_name("別.xlsx")
    book.save(target)
    return target


def test_a_hidden_sheet_that_was_changed_is_found(tracker: Tracker) -> None:
    def number(book: Any) -> None:
        next(row for row in book["shadan"].iter_rows() if row[0].value == "measure")[2].value = "7"

    def entry(book: Any) -> None:
        next(row for row in book["shadan"].iter_rows() if row[0].value == "entry")[1].value = "9" * 40

    assert refused(tracker, altered(tracker, number)) == "tracker_altered"

    def digest(book: Any) -> None:
        next(row for row in book["shadan"].iter_rows() if row[0].value == "digest")[1].value = "あ" * 64

    assert refused(tracker, altered(tracker, entry)) == "tracker_altered"
    assert refused(tracker, altered(tracker, digest)) == "tracker_altered"
    assert refused(tracker, altered(tracker, lambda book: book["shadan"].delete_rows(11))) == "tracker_altered"
    assert refused(tracker, altered(tracker, lambda book: book.remove(book["shadan"]))) == "tracker_none"
    assert refused(tracker, altered(tracker, lambda book: book["shadan"].cell(1, 2, "2"))) == "tracker_newer"
    assert refused(tracker, altered(tracker, lambda book: book.worksheets[0].delete_cols(1))) == "tracker_no_sheet"


def test_a_list_of_a_later_state_is_refused_by_an_earlier_copy(tracker: Tracker, tmp_path: Path) -> None:
    copy = tmp_path / "写し.shadan"
    tracker.desk.file.backup(copy)
    planning.add_action(tracker.desk, "A3-5", "後からの対策")
    tracking.export(tracker.desk, tracker.file, gettext)
    earlier = auditing.open_audit(tracker.desk.world, copy)
    try:
        assert refused(Tracker(earlier, tracker.file), tracker.file) == "tracker_altered"
    finally:
        earlier.file.close()


def test_a_text_longer_than_a_cell_comes_back_whole(tracker: Tracker) -> None:
    long = "あ" * 40_000
    planning.edit_action(tracker.desk, 3, problem=long)
    tracking.export(tracker.desk, tracker.file, gettext)
    told = tracker.take(tracker.edit(lambda _sheet: None))
    assert (told.unchanged, told.troubles) == (3, [])
    assert tracker.action(3).problem == long


def test_a_list_in_english_is_read_by_who_speaks_japanese(tracker: Tracker) -> None:
    tracking.export(tracker.desk, tracker.file, gettext_in("en"), "en")

    def change(sheet: Any) -> None:
        place(sheet, "State", 1).value = "実施中"
        place(sheet, "Kind of cause", 1).value = "motive"

    assert tracker.take(tracker.edit(change)).changed == 1
    assert (tracker.action(1).state, tracker.action(1).causes) == (ActionState.IN_PROGRESS, (Cause.MOTIVE,))


def test_where_it_is_written_is_looked_at_first(tracker: Tracker, tmp_path: Path) -> None:
    for name, code in (("対策.csv", "tracker_suffix"), ("ない/対策.xlsx", "folder_missing")):
        with pytest.raises(UserError) as error:
            tracking.export(tracker.desk, tmp_path / name, gettext)
        assert error.value.code == code


def as_open_document(source: Path) -> Path:
    """The workbook as LibreOffice keeps it: days and numbers with their types, each line of a text a paragraph."""
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.title)}>"
        + "".join(
            f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>"
            for row in sheet.iter_rows(values_only=True)
        )
        + "</table:table>"
        for sheet in load_workbook(source)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.3"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    target = source.with_suffix(".ods")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return target


def open_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind, shown = 'office:value-type="string"', str(value)
    if isinstance(value, datetime):
        kind, shown = f'office:value-type="date" office:date-value="{value.date()}"', f"{value:%Y/%m/%d}"
    elif isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {kind}>{lines}</table:table-cell>"


def test_a_list_saved_as_open_document_is_read_too(tracker: Tracker) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "担当部署", 1).value = "情報システム部"
        place(sheet, "期限", 3).value = datetime(2027, 1, 31)

    told = tracker.take(as_open_document(tracker.edit(change)))
    assert [(c.number, c.field, c.edited) for c in told.taken] == [
        (1, "department", "情報システム部"),
        (3, "due", "2027-01-31"),
    ]
    assert (told.unchanged, told.troubles, told.deleted) == (1, [], [])


@pytest.mark.slow
def test_it_goes_through_another_office_program(tracker: Tracker, tmp_path: Path) -> None:
    """Through LibreOffice where it is installed, else through another writer of workbooks, with shared texts."""
    source = tracker.edit(lambda sheet: setattr(place(sheet, "担当部署", 1), "value", "情報システム部"))
    program = shutil.which("soffice")
    if program is not None:
        out = tmp_path / "office"
        words = [program, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)]
        subprocess.run(words, check=True, timeout=120, capture_output=True)
        source = out / source.name
    told = tracker.take(source)
    assert [(c.number, c.field) for c in told.taken] == [(1, "department")]
    assert (told.unchanged, told.troubles) == (2, [])


def test_a_draft_is_adopted_in_the_list_and_that_is_one_step(tracker: Tracker) -> None:
    with tracker.desk.file.write() as work:
        for action in work.plan.actions():
            work.plan.put_action(replace(action, edited=frozenset()))
        work.history.record(tracker.desk.stamp(), "x", Event("plan.edited", "x"))
        work.commit()
    before = tracker.action(1)
    tracking.export(tracker.desk, tracker.file, gettext)

    def change(sheet: Any) -> None:
        assert place(sheet, "下書き・採用の別", 1).value == "下書きのまま"
        place(sheet, "下書き・採用の別", 1).value = "採用"
        place(sheet, "責任者", 1).value = "西 三郎"

    told = tracker.take(tracker.edit(change))
    assert (told.troubles, [(c.number, c.field) for c in told.taken]) == ([], [(1, "owner"), (1, "adopted")])
    assert not still_draft(tracker.action(1))
    assert (tracker.action(1).measure, tracker.action(1).owner) == (before.measure, "西 三郎")
    undoing.undo(tracker.desk, gettext)
    assert tracker.action(1) == before
    planning.accept_draft(tracker.desk, 1)
    tracking.export(tracker.desk, tracker.file, gettext)

    def back(sheet: Any) -> None:
        place(sheet, "下書き・採用の別", 1).value = "下書きのまま"

    told = tracker.take(tracker.edit(back))
    assert [(t.row, t.error.code) for t in told.troubles] == [(4, "tracker_adopted")]
    assert not still_draft(tracker.action(1))
