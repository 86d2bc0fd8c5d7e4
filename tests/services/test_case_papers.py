"""Figures, notes, the clock of the report, six factors and names: what is written of a case, and taken back."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.case_papers import CASE, FINDING, Duty, Known, LeakReport, late, subject_of
from app.domain.grades import Level, Role, Severity, Verdict
from app.domain.reminding import Subject, Urgency
from app.errors import UserError
from app.i18n import gettext
from app.services import (
    answering,
    case_choosing,
    case_notes,
    case_words,
    figures,
    named_people,
    planning,
    reminder_words,
    reminders,
    six_factors,
    undoing,
)
from app.services.ledger_editing import add_record
from app.services.ports import Desk

TODAY = date(2026, 11, 24)
VIEWERS = CaseFigure("閲覧した者", "23名", date(2026, 9, 30), "聞取り", kind=FigureKind.PERSONS)
ID = "entrant_customers"


@pytest.fixture
def told(desk: Desk) -> Desk:
    """An audit in which the first case occurred."""
    case = next(c for c in planning.cases(desk) if c.kind == ID)
    planning.put_case(desk, replace(case, occurred=True, title="誤配備", discovered=date(2026, 7, 14)))
    return desk


def code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


# --- figures ----------------------------------------------------------------------------------------------------------


def test_a_figure_is_said_corrected_and_the_correction_is_kept(told: Desk) -> None:
    _changes, figure = figures.add(told, ID, VIEWERS)
    assert figure.number == 1
    figures.correct(told, ID, 1, replace(figure, value="26名"), "3名を追加", date(2026, 10, 1))
    (now,) = figures.listing(told, ID)
    (old,) = now.earlier
    assert (now.value, old.value, old.reason, old.corrected, old.by) == (
        "26名",
        "23名",
        "3名を追加",
        date(2026, 10, 1),
        "officer",
    )
    undoing.undo(told, gettext)
    assert figures.listing(told, ID)[0].earlier == ()
    undoing.redo(told, gettext)
    assert figures.listing(told, ID)[0] == now


def test_corrections_follow_each_other(told: Desk) -> None:
    figures.add(told, ID, VIEWERS)
    figures.correct(told, ID, 1, replace(VIEWERS, value="26名"), "3名を追加", date(2026, 10, 1))
    again = replace(VIEWERS, value="27名", as_of=date(2026, 10, 31))
    for day, code in ((date(2026, 9, 30), "figure_corrected_before"), (date(2026, 10, 2), "figure_corrected_early")):
        with pytest.raises(UserError) as caught:
            figures.correct(told, ID, 1, again, "1名を追加", day)
        assert caught.value.code == code
    figures.correct(told, ID, 1, again, "1名を追加", date(2026, 11, 1))


def test_what_a_figure_may_not_say(told: Desk) -> None:
    figures.add(told, ID, VIEWERS)
    said = replace(VIEWERS, value="26名")
    purpose = replace(VIEWERS, kind=FigureKind.PURPOSE)
    for change, why in (
        (lambda: figures.correct(told, ID, 1, said, " "), "reason_missing"),
        (lambda: figures.correct(told, ID, 1, said, "…"), "reason_wordless"),
        (lambda: figures.correct(told, ID, 1, VIEWERS, "同じ"), "figure_same"),
        (lambda: figures.correct(told, ID, 2, said, "追加"), "figure_unknown"),
        (lambda: figures.correct(told, ID, 1, said, "追加", date(2027, 1, 1)), "figure_corrected_ahead"),
        (lambda: figures.correct(told, ID, 1, replace(said, value="数名"), "追加"), "case_figure_in_words"),
        (lambda: figures.add(told, ID, purpose), "figure_purpose_missing"),
        (
            lambda: figures.add(told, ID, replace(purpose, purpose="8")),
            "figure_purpose_unknown",
        ),
        (lambda: figures.withdraw(told, ID, 1, ""), "reason_missing"),
        (lambda: figures.add(told, "none", VIEWERS), "case_gone"),
    ):
        with pytest.raises(UserError) as error:
            change()
        assert code(error) == why
    assert [f.value for f in figures.listing(told, ID)] == ["23名"]


def test_periods_and_items_are_told_in_words(told: Desk) -> None:
    figures.add(told, ID, CaseFigure("期間", "2024年4月から発覚まで", None, "ログ", kind=FigureKind.PERIOD))
    figures.add(told, ID, CaseFigure("項目", "契約名義、連絡先", None, "画面", kind=FigureKind.ITEMS))
    assert len(figures.listing(told, ID)) == 2


def test_a_withdrawn_figure_stays_and_is_corrected_no_more(told: Desk) -> None:
    figures.add(told, ID, VIEWERS)
    figures.withdraw(told, ID, 1, "重複")
    (gone,) = figures.listing(told, ID)
    assert (gone.withdrawn, gone.withdrawn_on) == ("重複", TODAY)
    with pytest.raises(UserError) as error:
        figures.correct(told, ID, 1, replace(VIEWERS, value="1"), "再計算")
    assert code(error) == "figure_withdrawn"


def test_no_way_of_writing_a_case_loses_what_a_figure_said(told: Desk) -> None:
    figures.add(told, ID, VIEWERS)
    case = next(c for c in planning.cases(told) if c.id == ID)
    planning.put_case(told, replace(case, figures=(replace(VIEWERS, value="30名"),)), "再集計")
    planning.put_case(told, replace(case, figures=()), "出所不明")
    (figure,) = figures.listing(told, ID)
    assert [(old.value, old.reason) for old in figure.earlier] == [("23名", "再集計")]
    assert (figure.value, figure.withdrawn) == ("30名", "出所不明")


def test_which_case_is_meant(told: Desk) -> None:
    assert case_choosing.chosen(told)[0] == 1
    assert case_choosing.chosen(told, 2)[1].kind == "renewable"
    with pytest.raises(UserError) as error:
        case_choosing.chosen(told, 9)
    assert code(error) == "case_number_unknown"
    second = case_choosing.chosen(told, 2)[1]
    planning.put_case(told, replace(second, occurred=True))
    with pytest.raises(UserError) as error:
        case_choosing.chosen(told)
    assert code(error) == "case_which"


# --- notes and the clock ----------------------------------------------------------------------------------------------


def test_a_note_is_written_taken_away_and_taken_back(told: Desk) -> None:
    subject = subject_of(CASE, ID)
    case_notes.write(told, subject, "sales", text=" 突合した ", known=Known.NO)
    note = case_notes.of_subject(told, subject)["sales"]
    assert (note.text, note.known, note.by) == ("突合した", Known.NO, "officer")
    assert not case_notes.write(told, subject, "sales", known=Known.NO).plan
    case_notes.write(told, subject, "sales", text="", known=Known.OPEN)
    assert case_notes.of_subject(told, subject) == {}
    undoing.undo(told, gettext)
    assert case_notes.of_subject(told, subject)["sales"].text == "突合した"
    undoing.redo(told, gettext)
    assert case_notes.of_subject(told, subject) == {}


def test_a_case_that_is_merely_offered_is_stored_when_something_is_written_of_it(desk: Desk) -> None:
    case_notes.write(desk, subject_of(CASE, "renewable"), "causes-direct", text="ID の共用")
    assert case_notes.of_subject(desk, subject_of(CASE, "renewable"))["causes-direct"].text == "ID の共用"
    with desk.file.read() as work:
        assert [case.kind for case in work.plan.cases()] == ["renewable"]


def test_what_a_note_may_not_be(told: Desk) -> None:
    for subject, topic, known, text, why in (
        (subject_of(CASE, ID), "weather", None, "x", "topic_unknown"),
        (subject_of(CASE, ID), "how-many", Known.YES, None, "topic_no_yes_no"),
        (subject_of(CASE, ID), "criterion-1", Known.YES, None, "topic_no_yes_no"),
        (subject_of(CASE, "none"), "sales", Known.YES, None, "note_subject_gone"),
        (subject_of(FINDING, "F-none"), "sales", Known.YES, None, "note_subject_gone"),
        (subject_of(CASE, ID), "sales", None, "あ" * 20_001, "note_long"),
    ):
        with pytest.raises(UserError) as error:
            case_notes.write(told, subject, topic, text=text, known=known)
        assert code(error) == why


def test_what_is_refused_of_a_case_that_is_merely_offered_leaves_nothing(desk: Desk) -> None:
    def entries() -> int:
        with desk.file.read() as work:
            return work.history.last()

    before = entries()
    with pytest.raises(UserError):
        case_notes.set_clock(desk, ID, known=date(2030, 1, 1))
    assert not case_notes.write(desk, subject_of(CASE, ID), "privacy-1", "")
    assert entries() == before
    with desk.file.read() as work:
        assert work.plan.cases() == ()


def test_the_longer_term_is_that_of_a_wrongful_purpose(told: Desk) -> None:
    with pytest.raises(UserError) as error:
        case_notes.set_clock(told, ID, kinds=("thousand",), days=60, reason="調査に時間を要する")
    assert code(error) == "leak_term_longer"
    case_notes.set_clock(told, ID, kinds=("thousand", "purpose"), days=60, reason="不正の目的のおそれ")


def test_full_width_figures_are_kept_as_figures_and_a_corrected_day_is_told(told: Desk) -> None:
    _changes, made = figures.add(told, ID, replace(VIEWERS, value="１，２８４名"))
    assert made.value == "1,284名"
    figures.correct(told, ID, made.number, replace(made, as_of=date(2026, 10, 31)), "基準日の誤り")
    (sheet,) = sheets(told)
    (said,) = next(v.told for f in sheet.factors for v in f.facts if v.fact.id == "corrections")
    assert "1,284名(2026年9月30日時点) → 1,284名(2026年10月31日時点)" in said


def test_a_figure_that_says_about_was_not_counted(told: Desk) -> None:
    with pytest.raises(UserError) as error:
        figures.add(told, ID, replace(VIEWERS, value="約23名"))
    assert code(error) == "case_figure_rough"
    figures.add(told, ID, replace(VIEWERS, value="約23名", estimated=True))


def test_the_clock_counts_the_day_known_as_the_first(told: Desk) -> None:
    _changes, report = case_notes.set_clock(told, ID, duty=Duty.NEEDED, known=date(2026, 11, 2), days=30)
    assert report.due == date(2026, 12, 1)
    _changes, report = case_notes.set_clock(told, ID, days=60, kinds=("purpose",), reason="不正の目的のおそれ")
    assert report.due == date(2026, 12, 31)
    undoing.undo(told, gettext)
    assert case_notes.clock(told, ID).days == 30


def test_what_the_clock_refuses(told: Desk) -> None:
    case_notes.set_clock(told, ID, known=date(2026, 11, 2), preliminary=date(2026, 11, 4))
    for written, why in (
        ({"days": 45}, "leak_term_unknown"),
        ({"kinds": ("weather",)}, "leak_kind_unknown"),
        ({"duty": Duty.NOT_NEEDED}, "leak_not_needed_reason"),
        ({"final": date(2026, 12, 24)}, "leak_day_ahead"),
        ({"final": date(2026, 11, 1)}, "leak_day_before"),
        ({"final": date(2026, 11, 3)}, "leak_final_first"),
    ):
        with pytest.raises(UserError) as error:
            case_notes.set_clock(told, ID, **written)
        assert code(error) == why
    with pytest.raises(TypeError):
        case_notes.set_clock(told, ID, weather="x")


def clocked(desk: Desk) -> list[tuple[str, date | None, Urgency, str]]:
    found = reminders.reminders(desk, None).items
    cases = [r for r in found if r.due.subject is Subject.CASE]
    return [(r.due.stage, r.due.day, r.urgency, reminder_words.title(r.due, gettext, "ja")) for r in cases]


def test_the_reports_of_a_leak_are_reminded_of_until_they_are_handed_in(told: Desk) -> None:
    # Until the officer has decided, the general term of the day of discovery holds.
    assert [(stage, day) for stage, day, _urgency, _title in clocked(told)] == [("", date(2026, 8, 12))]
    case_notes.set_clock(told, ID, duty=Duty.NEEDED, known=date(2026, 11, 20), days=60)
    assert sorted(clocked(told)) == [
        ("final", date(2027, 1, 18), Urgency.LATER, "誤配備 個人データの漏えい等の確報(期限60日)"),
        ("preliminary", None, Urgency.WAITING, "誤配備 個人データの漏えい等の速報(速やかに)"),
    ]
    case_notes.set_clock(told, ID, preliminary=date(2026, 11, 21))
    assert [stage for stage, *_rest in clocked(told)] == ["final"]
    case_notes.set_clock(told, ID, final=date(2026, 11, 24))
    assert clocked(told) == []


def test_until_a_term_is_chosen_the_shorter_one_is_reminded_of(told: Desk) -> None:
    case_notes.set_clock(told, ID, duty=Duty.NEEDED, known=date(2026, 11, 20))
    assert {(stage, day) for stage, day, _urgency, _title in clocked(told)} == {
        ("", date(2026, 12, 19)),
        ("preliminary", None),
    }
    # Needed, while the day is not told yet: the general term stays.
    case_notes.set_clock(told, ID, known=None)
    assert [day for _stage, day, _urgency, _title in clocked(told)] == [date(2026, 8, 12)]


def test_a_report_that_is_not_needed_is_not_reminded_of(told: Desk) -> None:
    case_notes.set_clock(told, ID, duty=Duty.NOT_NEEDED, reason="個人データを含まない")
    assert clocked(told) == []


def test_a_report_that_is_not_needed_is_never_late() -> None:
    clock = LeakReport("c", Duty.NEEDED, known=date(2026, 1, 5), days=30)
    assert late(clock, date(2026, 11, 24))
    assert not late(replace(clock, duty=Duty.NOT_NEEDED, reason="該当しない"), date(2026, 11, 24))


# --- six factors and precedents ---------------------------------------------------------------------------------------


def sheets(desk: Desk) -> tuple[six_factors.FactorSheet, ...]:
    return six_factors.read(desk, gettext, "ja")


def test_a_case_has_its_facts_in_the_order_of_the_factors(told: Desk) -> None:
    figures.add(told, ID, VIEWERS)
    figures.correct(told, ID, 1, replace(VIEWERS, value="26名"), "3名を追加")
    (sheet,) = sheets(told)
    assert [factor.criterion.id for factor in sheet.factors] == ["1", "2", "3", "4", "5", "6"]
    told_of = {v.fact.id: v.told for f in sheet.factors for v in f.facts}
    assert told_of["how-many"] == ("閲覧した者：26名(2026年9月30日時点、実数、聞取り)",)
    assert told_of["days"] == ("把握：2026年7月14日",)
    assert told_of["corrections"] == ("閲覧した者：23名 → 26名(2026年11月24日訂正：3名を追加)",)
    assert sheet.near == ()
    before = sheet.open
    case_notes.write(told, sheet.subject, "aware", known=Known.YES)
    case_notes.write(told, sheet.subject, "criterion-3", text="認識があった")
    (sheet,) = sheets(told)
    assert sheet.open == before - 1
    assert sheet.factors[2].text == "認識があった"


def test_that_something_is_not_so_wants_to_be_said_by_what(told: Desk) -> None:
    subject = subject_of(CASE, ID)
    fact = next(view for sheet in sheets(told) if sheet.subject == subject for f in sheet.factors for view in f.facts
                if view.open and not view.fact.record)  # fmt: skip

    def is_open() -> bool:
        found = (v for s in sheets(told) if s.subject == subject for f in s.factors for v in f.facts)
        return next(v.open for v in found if v.fact.id == fact.fact.id)

    case_notes.write(told, subject, fact.fact.id, known=Known.NO)
    assert is_open()
    case_notes.write(told, subject, fact.fact.id, text="ログ3年分を確認した")
    assert not is_open()


def test_serious_findings_have_sheets_and_others_have_none(told: Desk) -> None:
    asked = told.catalogue.for_role(told_role(told))
    serious = next(c for c in asked if c.severity is Severity.SERIOUS and c.level is Level.COMPANY)
    answering.record_answer(told, serious.id, "", Verdict.NONCONFORMING, "規程がない")
    first, second = sheets(told)
    assert (first.kind, second.kind) == (CASE, FINDING)
    assert second.title == f"{serious.question.ja} (全社)"
    assert second.leaks == serious.leak
    assert second.group == serious.id
    with told.file.read() as work:
        (finding,) = work.findings.all()
    assert second.subject == subject_of(FINDING, finding.id)


def told_role(desk: Desk) -> Role:
    with desk.file.read() as work:
        return work.audit.get().role


def test_precedents_are_told_with_reasons_and_differences_and_no_forecast(told: Desk) -> None:
    subject = subject_of(CASE, ID)
    for fact, known in (("terminals-placed", Known.YES), ("gross-negligence", Known.YES), ("sales", Known.NO)):
        case_notes.write(told, subject, fact, known=known)
    case_notes.write(told, subject, "leak-3-2", known=Known.YES)
    (sheet,) = sheets(told)
    assert sheet.leaks == ("3-2",)
    words = case_words.near_told(sheet.near[0], told.catalogue, gettext, "ja")
    assert (words.company, words.measure) == ("東北電力ネットワーク株式会社", "業務改善勧告")
    assert words.reasons[0].startswith("「営業所の共用スペースに")
    lines = dict(words.lines)
    assert "共用スペースへの端末の配備" in lines["本件と共通する事実"]
    assert lines["共通する漏えいの類型(¶3)"] == "情報端末の管理"
    assert case_words.no_forecast(gettext) == "処分の内容を予測するものではありません。"
    with pytest.raises(UserError) as error:
        six_factors.one(sheets(told), subject_of(FINDING, "F-x"))
    assert code(error) == "factors_unknown"


# --- names ------------------------------------------------------------------------------------------------------------


def test_names_of_the_people_ledger_in_the_texts_are_found(told: Desk) -> None:
    assert named_people.named(told) == ()
    for number, name in (("E1", "髙橋 健一"), ("E2", "林"), ("E3", "佐藤 次郎")):
        add_record(told, "people", {"emp_no": number, "person": name})
    case = next(c for c in planning.cases(told) if c.id == ID)
    planning.put_case(told, replace(case, discipline_note="髙橋健一を戒告とした。林業部門は対象外。"))
    case_notes.write(told, subject_of(CASE, ID), "discipline-scope", text="佐藤　次郎ほか")
    found = {(each.field, each.name) for each in named_people.named(told)}
    assert found == {("discipline_note", "髙橋 健一"), ("discipline-scope", "佐藤 次郎")}
