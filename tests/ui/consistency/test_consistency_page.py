"""The consistency checks as an officer works through them: look, go to the field, correct it or leave it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.consistency import Spot, Where
from app.domain.grades import Gravity, Verdict
from app.domain.plan import Case, Milestone, Separation, Stage
from app.services import answering, consistency, planning
from app.ui.checkpoints.sheet import CheckpointSheet
from app.ui.consistency.page import ConsistencyPage
from app.ui.consistency.rows import NOTED
from app.ui.consistency.targets import target_of
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.facts import FactsDialog
from app.ui.main_window import MainWindow
from app.ui.plan.page import PlanPage
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.tabbing import missed

Settle = Callable[[], None]
WEIGHT, RULE, PLACE, FIELD, SENTENCE = range(5)


@pytest.fixture
def failed(session: Session, settle: Settle) -> tuple[str, str]:
    """A deficiency without a remark at a site."""
    place = next(p for p in session.outline.places if p[1] != COMPANY)
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.NONCONFORMING))
    settle()
    return place


@pytest.fixture
def page(session: Session, failed: tuple[str, str], qtbot: QtBot, settle: Settle) -> ConsistencyPage:
    page = ConsistencyPage(session)
    qtbot.addWidget(page)
    page.resize(1060, 700)
    page.show()
    settle()
    return page


def shown(page: ConsistencyPage) -> list[str]:
    """The checks of the rows, from above."""
    return [row.told.hit.rule for row in page.table.listing.rows]


def test_it_runs_when_it_is_shown_and_tells_the_gravest_first(page: ConsistencyPage) -> None:
    weights = [row.told.severity for row in page.table.listing.rows]
    assert weights == sorted(weights, key=list(Gravity).index)
    assert "K03" in shown(page)
    assert page.data is not None
    assert f"× 誤り・欠け {page.data.counts[Gravity.ERROR]}" in page.told.text()
    assert not unnamed(page)


def test_groups_and_words_choose_the_rows(page: ConsistencyPage, settle: Settle) -> None:
    page.choose_group("K03")
    assert set(shown(page)) == {"K03"}
    assert page.groups.currentItem().text().endswith("(1)")
    page.search.setText("南の海の")
    assert not shown(page)
    assert page.empty.isVisible()
    page.empty.button.click()
    assert len(shown(page)) > 1
    page.choose_group(Gravity.NOTICE.value)
    assert {row.told.severity for row in page.table.listing.rows} == {Gravity.NOTICE}


def test_it_runs_again_by_itself_when_something_was_changed(
    page: ConsistencyPage, failed: tuple[str, str], qtbot: QtBot
) -> None:
    page.session.do(lambda desk: answering.record_comment(desk, *failed, "画面が見える。"))
    qtbot.waitUntil(lambda: "K03" not in shown(page))


def test_while_nobody_looks_it_waits(
    page: ConsistencyPage, failed: tuple[str, str], qtbot: QtBot, settle: Settle
) -> None:
    page.hide()
    page.session.do(lambda desk: answering.record_comment(desk, *failed, "画面が見える。"))
    settle()
    QTest.qWait(900)
    settle()
    assert "K03" in shown(page)
    page.show()
    qtbot.waitUntil(lambda: "K03" not in shown(page))


def test_a_hit_is_left_with_a_reason_and_taken_up_again(page: ConsistencyPage, qtbot: QtBot) -> None:
    page.choose_group("K03")
    page.card.leave.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AskText) and w.isVisible())
    assert not dialog.form.ok.isEnabled()
    QTest.keyClicks(dialog.form.answer, "checked on the spot")
    dialog.form.ok.click()
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.noted) == 1)
    assert "K03" not in shown(page)
    page.choose_group(NOTED)
    assert shown(page) == ["K03"]
    assert "checked on the spot" in page.card.note.text()
    assert not page.card.leave.isVisible()
    page.card.take_up.click()
    qtbot.waitUntil(lambda: page.data is not None and not page.data.noted)


def test_several_hits_are_left_at_once(page: ConsistencyPage, qtbot: QtBot) -> None:
    page.choose_group("K50")
    page.table.selectAll()
    assert page.card.leave.text() == "2 件をこのままとする…"
    page.note("調査中")
    qtbot.waitUntil(lambda: page.data is not None and len(page.data.noted) == 2)


def test_what_changed_since_it_was_shown_is_not_left(page: ConsistencyPage, settle: Settle) -> None:
    page.session.do(
        lambda desk: planning.add_action(desk, "A3-2", "目隠し", due=date(2026, 11, 1), owner="課長", department="課")
    )
    settle()
    page.run()
    settle()
    page.choose_group("K33")
    number = page.table.listing.rows[0].told.hit.where.number
    planning.edit_action(page.session.desk, number, due=date(2026, 11, 2))
    page.note("業者の都合")
    settle()
    assert page.notice.isVisible()
    assert not consistency.notes(page.session.desk)


def test_the_number_is_told_for_the_navigation(session: Session, failed: tuple[str, str], qtbot: QtBot) -> None:
    page = ConsistencyPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(session.counted) as told:
        page.show()
    name, count = told.args
    assert name == "consistency"
    assert count == len(consistency.blocking(session.desk))


def test_the_keyboard_alone_does_it(page: ConsistencyPage, qtbot: QtBot) -> None:
    page.choose_group("K03")
    page.table.setFocus()
    with qtbot.waitSignal(page.session.wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    (target,) = wanted.args
    assert (target.page, target.options) == ("checkpoints", {"field": "comment"})
    assert not missed(page)


def test_it_speaks_english(page: ConsistencyPage, qapp: QApplication, settle: Settle) -> None:
    speak(qapp, "en")
    settle()
    page.choose_group("K03")
    assert page.table.listing.rows[0].sentence == "Answered as nonconforming, without a remark."
    assert page.run_button.text() == "Check again"


def test_where_there_is_little_room_the_groups_are_a_box(page: ConsistencyPage, settle: Settle) -> None:
    assert page.groups.isVisible()
    assert not page.group_box.isVisible()
    page.resize(700, 600)
    settle()
    assert not page.groups.isVisible()
    place = page.group_box.findData("K03")
    page.group_box.setCurrentIndex(place)
    page.group_box.activated.emit(place)
    assert set(shown(page)) == {"K03"}


def test_an_audit_in_order_says_what_was_looked_through(
    page: ConsistencyPage, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    from app.domain import consistency as domain

    monkeypatch.setattr(domain, "CHECKS", {})
    page.run()
    settle()
    assert page.empty.title.text() == "食い違いも欠けも見つかりませんでした"
    assert "規則" in page.empty.text.text()
    assert page.idle.isVisible()


# --- the way to the very field ----------------------------------------------------------------------------------------


def test_every_spot_leads_somewhere() -> None:
    for spot in Spot:
        target = target_of(Where(spot, "due", "A3-2-01", "s1", "x", 3))
        assert (target is None) == (spot in (Spot.AUDIT, Spot.SITE)), spot


@pytest.fixture
def opened(window: MainWindow, page: ConsistencyPage, settle: Settle) -> MainWindow:
    """The main window on the same audit."""
    file = page.session.file
    page.session.desk.file.close()
    window.open_file(file)
    settle()
    return window


def test_the_remark_of_a_checkpoint_has_the_cursor(opened: MainWindow, failed: tuple[str, str], qtbot: QtBot) -> None:
    assert opened.session is not None
    target = target_of(Where(Spot.PLACE, "comment", *failed))
    assert target is not None
    opened.session.go(target)

    def there() -> bool:
        sheet, at = opened.findChild(CheckpointSheet), opened.focusWidget()
        return sheet is not None and sheet.place == failed and (at is sheet.remark or sheet.remark.isAncestorOf(at))

    qtbot.waitUntil(there, timeout=5_000)


@pytest.fixture
def plan(session: Session, qtbot: QtBot, settle: Settle) -> PlanPage:
    desk = session.desk
    planning.add_action(desk, "A3-2", "目隠し")
    split = Milestone(Stage.SEPARATED, date(2031, 3, 31), date(2031, 3, 31))
    planning.put_separation(desk, Separation("", 0, "顧客管理システム", "shared", milestones=(split,)))
    planning.put_case(desk, Case("", 0, "renewable", True, title="再エネの件"))
    page = PlanPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


@pytest.mark.parametrize(
    ("rule", "editor"),
    [
        ("K31", lambda plan: plan.tab("actions").panel.form.due),
        ("K40", lambda plan: plan.tab("separations").panel.form.reason),
        ("K51", lambda plan: plan.tab("cases").panel.figures),
        ("K53", lambda plan: plan.tab("filing").form.addressee),
        ("K50", lambda plan: plan.tab("cases").panel.form.occurred_yes),
    ],
)
def test_a_field_of_the_plan_has_the_cursor(
    plan: PlanPage, qtbot: QtBot, rule: str, editor: Callable[[PlanPage], object]
) -> None:
    hits = consistency.chosen(consistency.check(plan.session.desk).hits, rule=rule)
    target = target_of(hits[0].hit.where)
    assert target is not None
    plan.open(target)

    def there() -> bool:
        wanted, at = editor(plan), plan.focusWidget()
        return at is wanted or (at is not None and wanted.isAncestorOf(at)) or at is wanted.focusProxy()  # type: ignore[attr-defined]

    qtbot.waitUntil(there, timeout=5_000)


def test_the_facts_of_the_audit_are_a_dialog(page: ConsistencyPage, settle: Settle) -> None:
    page.choose_group("K55")
    page.go()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FactsDialog) and w.isVisible())
    assert dialog.focusWidget() is dialog.form.auditor
    dialog.close()


def test_at_twice_the_size_it_is_still_there(page: ConsistencyPage, settle: Settle) -> None:
    theme().wear(zoom=200)
    page.resize(1024, 700)
    settle()
    assert page.table.isVisible()
    assert page.table.viewport().height() > theme().px(64)
