"""The sheet of the six factors in the window: what is recorded is kept, what is near is told, nothing is forecast."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.domain.case_papers import CASE, Known, subject_of
from app.services import case_notes, planning
from app.ui.plan.factors import KNOWN, FactorsTab
from app.ui.plan.page import PlanPage
from app.ui.session import Target

Settle = Callable[[], None]
SUBJECT = subject_of(CASE, "entrant_customers")


@pytest.fixture
def tab(page: PlanPage, settle: Settle) -> FactorsTab:
    case = next(c for c in planning.cases(page.session.desk) if c.kind == "entrant_customers")
    planning.put_case(page.session.desk, replace(case, occurred=True, title="誤配備"))
    page._read()
    page.open(Target("plan", options={"tab": "factors", "record": SUBJECT}))
    settle()
    made = page.tab("factors")
    assert isinstance(made, FactorsTab)
    settle()
    return made


def test_cases_stand_before_serious_findings(tab: FactorsTab) -> None:
    first = tab.list.item(0).text()
    assert first.startswith("事案  確かめる事実")
    assert first.endswith("誤配備")
    assert tab.panel.title.text() == "誤配備"
    assert "処分の内容を予測するものではありません" in tab.told.text()


def test_a_fact_is_recorded_by_choice_and_text(tab: FactorsTab, page: PlanPage, settle: Settle) -> None:
    before = tab.sheets[0].open
    choice = tab.panel.choices["terminals-placed"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    choice.activated.emit(choice.currentIndex())
    QTest.keyClicks(tab.panel.texts["terminals-placed"], "one at the counter")
    QTest.keyClicks(tab.panel.texts["criterion-6"], "not in any inventory")
    assert page.leave()
    settle()
    notes = case_notes.of_subject(page.session.desk, SUBJECT)
    assert (notes["terminals-placed"].known, notes["terminals-placed"].text) == (Known.YES, "one at the counter")
    assert notes["criterion-6"].text == "not in any inventory"
    page._read()
    settle()
    assert tab.sheets[0].open == before - 1


def test_near_rows_come_with_what_is_recorded(tab: FactorsTab, page: PlanPage, settle: Settle) -> None:
    assert "まだない" in tab.panel.near.note.text()
    for fact in ("terminals-placed", "gross-negligence"):
        choice = tab.panel.choices[fact]
        choice.setCurrentIndex(KNOWN.index(Known.YES))
        choice.activated.emit(choice.currentIndex())
        settle()
    page._read()
    settle()
    said = [each.text() for each in tab.panel.near.findChildren(QLabel)]
    assert said[0] == "処分の内容を予測するものではありません。"
    assert "東北電力ネットワーク株式会社  業務改善勧告" in said


def test_a_type_of_leak_is_ticked_and_taken_away(tab: FactorsTab, page: PlanPage, settle: Settle) -> None:
    box = tab.panel.leaks["3-2"]
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert case_notes.of_subject(page.session.desk, SUBJECT)["leak-3-2"].known is Known.YES
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert case_notes.of_subject(page.session.desk, SUBJECT)["leak-3-2"].known is Known.NO


def test_every_field_has_a_name_for_those_who_hear_it(tab: FactorsTab) -> None:
    for editor in (*tab.panel.texts.values(), *tab.panel.choices.values()):
        assert editor.accessibleName()
