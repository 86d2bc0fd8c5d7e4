"""Numbers that the regulator fixes are data (`resources/catalogue/limits.toml`): another number, another outcome."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.catalogue import FINAL_REPORT_DAYS, FINAL_REPORT_WRONGFUL_DAYS, LIMITS, SPLIT_YEARS
from app.domain.plan import Milestone, Separation, Stage
from app.domain.reminding import Subject
from app.errors import UserError
from app.i18n import gettext
from app.services import case_notes, consistency, planning, reminders, reporting, splitting
from app.services.ports import Desk, Shelf


def with_limits(desk: Desk, **numbers: int) -> Desk:
    """The desk with other numbers in the catalogue."""
    catalogue = desk.catalogue
    limits = tuple(replace(each, number=numbers.get(each.id, each.number)) for each in catalogue.limits)
    return replace(desk, shelf=Shelf(replace(catalogue, limits=limits)))


def test_the_numbers_name_their_source(desk: Desk) -> None:
    catalogue = desk.catalogue
    assert {limit.id for limit in catalogue.limits} == set(LIMITS)
    assert {name: catalogue.limit(name) for name in LIMITS} == {
        SPLIT_YEARS: 3, FINAL_REPORT_DAYS: 30, FINAL_REPORT_WRONGFUL_DAYS: 60,
    }  # fmt: skip
    assert [catalogue.basis_label(each.basis, "ja") for each in catalogue.limits] == [
        "報告書概要 ¶12①", "個人情報保護法施行規則第8条", "個人情報保護法施行規則第8条",
    ]  # fmt: skip
    assert [term.title.ja for term in catalogue.report_terms.values()] == ["30日以内", "60日以内"]


@pytest.mark.parametrize(("years", "late"), [(3, True), (4, False)])
def test_another_number_of_years_judges_a_split_otherwise(desk: Desk, years: int, late: bool) -> None:
    end = Milestone(Stage.SEPARATED, date(2030, 3, 31), date(2030, 3, 31))
    planning.put_separation(desk, Separation("", 0, "託送業務システム", "logical", milestones=(end,)))
    other = with_limits(desk, split_years=years)
    separation = Separation("", 0, "もう一つ", "logical", milestones=(end,))
    assert bool(splitting.foretold(other, separation).lacking) is late
    assert splitting.programme(other).horizon.years == years
    hits = [t for t in consistency.check(other).hits if t.text.id == "K40"]
    assert bool(hits) is late
    words = "\n".join(reporting.build(other, "plan", gettext, "ja").missing)
    assert (f"約{years}年を超える理由" in words) is late


def test_another_term_moves_the_last_day_and_its_words(desk: Desk) -> None:
    case = planning.cases(desk)[0]
    planning.put_case(desk, replace(case, occurred=True, discovered=date(2026, 11, 10)))
    (case, *_others) = planning.cases(desk)
    other = with_limits(desk, final_report_days=40, final_report_wrongful_days=70)
    (due,) = (r.due for r in reminders.reminders(other, None).items if r.due.subject is Subject.CASE)
    assert due.day == date(2026, 12, 19)
    assert due.term is not None
    assert (due.term.days, due.term.extended) == (40, 70)
    with pytest.raises(UserError) as refused:
        case_notes.set_clock(other, case.id, days=30)
    assert refused.value.sentence(gettext) == "確報の期限の日数は40、70のいずれかです(30日は指定できません)。"
    case_notes.set_clock(other, case.id, known=date(2026, 11, 10), days=40)
    assert case_notes.clock(other, case.id).due == date(2026, 12, 19)
    with pytest.raises(UserError) as refused:
        case_notes.set_clock(other, case.id, days=70, kinds=("thousand",))
    assert refused.value.code == "leak_term_longer"
    # What was chosen under the former number stands, and hinders no other field.
    case_notes.set_clock(desk, case.id, preliminary=date(2026, 11, 12))
    assert case_notes.clock(desk, case.id).days == 40
