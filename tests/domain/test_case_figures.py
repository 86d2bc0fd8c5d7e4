"""What figures keep of what they said before, and where they contradict each other."""

from dataclasses import replace
from datetime import date

from app.domain.case_figures import (
    CaseFigure,
    FigureKind,
    FigureStatement,
    amount,
    corrected,
    differing,
    kept,
    live,
    numbered,
    outdated,
    purposes_sum,
    same_value,
)

FIRST, SECOND, TODAY = date(2023, 1, 13), date(2023, 2, 2), date(2023, 3, 31)
# 関西's counts as they were published one after the other (domain handbook §2.4, KS-1).
VIEWS = CaseFigure("閲覧件数", "14,657件", FIRST, "報告", kind=FigureKind.CASES)


def test_what_changes_takes_what_it_said_with_it() -> None:
    (stored,) = kept((), (VIEWS,), TODAY, "officer")
    assert stored.number == 1
    once = kept((stored,), (replace(stored, value="14,805件"),), SECOND, "officer", "重複の再集計")
    twice = kept(once, (replace(once[0], value="40,806件", as_of=SECOND),), TODAY, "officer", "期間の拡大")
    (figure,) = twice
    assert (figure.value, figure.number) == ("40,806件", 1)
    assert [(old.value, old.as_of, old.corrected, old.reason) for old in figure.earlier] == [
        ("14,657件", FIRST, SECOND, "重複の再集計"),
        ("14,805件", FIRST, TODAY, "期間の拡大"),
    ]


def test_the_same_said_again_is_no_correction() -> None:
    stored = kept((), (VIEWS,), TODAY, "officer")
    assert kept(stored, stored, TODAY, "officer") == stored
    # Only what is said is corrected: to keep it under another kind is not.
    other = replace(stored[0], kind=FigureKind.OTHER)
    assert kept(stored, (other,), TODAY, "officer")[0].earlier == ()


def test_a_list_that_is_replaced_keeps_its_figures_by_name_and_withdraws_what_it_leaves_out() -> None:
    stored = kept((), (VIEWS, CaseFigure("閲覧者", "730名", FIRST, "報告")), TODAY, "officer")
    new = kept(stored, (CaseFigure("閲覧件数 ", "14,805件", FIRST, "報告", kind=FigureKind.CASES),), SECOND, "officer")
    assert [(f.number, f.value, len(f.earlier)) for f in live(new)] == [(1, "14,805件", 1)]
    gone = new[1]
    assert (gone.number, gone.label, gone.withdrawn_on) == (2, "閲覧者", SECOND)
    assert corrected(new) == new
    # Once withdrawn it stays, and a figure of its name is another one.
    again = kept(new, (new[0], CaseFigure("閲覧者", "726名", SECOND, "報告")), TODAY, "officer")
    assert sorted((f.number, f.value, f.withdrawn_on is None) for f in again) == [
        (1, "14,805件", True),
        (2, "730名", False),
        (3, "726名", True),
    ]


def test_numbers_stay_and_new_ones_follow() -> None:
    assert [f.number for f in numbered((replace(VIEWS, number=4), VIEWS))] == [4, 5]


def test_two_figures_of_one_thing_and_day_that_differ_are_found() -> None:
    stored = numbered((VIEWS, replace(VIEWS, value="14,805件")))
    assert [(p.first, p.second) for p in differing(stored)] == [(1, 2)]
    assert differing(numbered((VIEWS, replace(VIEWS, value="14657 件")))) == ()
    assert differing(numbered((VIEWS, replace(VIEWS, value="14,805件", as_of=SECOND)))) == ()
    assert differing(numbered((VIEWS, replace(VIEWS, value="1", withdrawn_on=TODAY)))) == ()
    assert differing(numbered((VIEWS, replace(VIEWS, label="閲覧者", value="730名")))) == ()


def test_values_are_compared_as_people_read_them() -> None:
    assert same_value("14,657件", "14657件")
    assert not same_value("14,657件", "14,657名")
    assert (amount(VIEWS), amount(replace(VIEWS, value="12～15件")), amount(replace(VIEWS, value="多数"))) == (
        14657,
        None,
        None,
    )


def test_counts_by_purpose_add_up_to_the_count_of_the_day() -> None:
    def counted(purpose: str, value: str) -> CaseFigure:
        return CaseFigure(purpose, value, FIRST, "", kind=FigureKind.PURPOSE, purpose=purpose)

    right = (VIEWS, counted("1", "14,000件"), counted("4", "657件"))
    assert purposes_sum(right) is None
    wrong = purposes_sum((VIEWS, counted("1", "14,000件"), counted("other", "600件")))
    assert wrong is not None
    assert wrong[:2] == (14600, 14657)
    # One of them alone, another day, or a value that is no number says nothing.
    assert purposes_sum((VIEWS, counted("1", "5"))) is None
    assert purposes_sum((VIEWS, counted("1", "5"), counted("2", "不明"))) is None
    assert purposes_sum((replace(VIEWS, as_of=SECOND), *right[1:], counted("7", "3"))) is None


def test_a_text_that_tells_a_figure_as_it_was_is_found() -> None:
    old = FigureStatement("14,657件", FIRST, "", False, SECOND)
    figure = replace(VIEWS, value="14,805件", earlier=(old,))
    assert outdated("閲覧は14,657件であった。", (figure,)) == ((figure, old),)
    assert outdated("閲覧は14657件であった。", (figure,)) == ((figure, old),)
    assert outdated("当初14,657件と公表し、14,805件に訂正した。", (figure,)) == ()
    assert outdated("閲覧は114,657件であった。", (figure,)) == ()
    # Numbers of two digits are met everywhere.
    small = replace(figure, value="13名", earlier=(replace(old, value="12名"),))
    assert outdated("12名で対応した。", (small,)) == ()
