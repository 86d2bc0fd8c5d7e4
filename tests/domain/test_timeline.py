"""The rows of the timeline: what is done, late or planned first, and that no bar covers another."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.measures import DueRevision
from app.domain.plan import Action, ActionState, Horizon, Milestone, Separation, Stage, beyond_horizon
from app.domain.splitting import Control, Course, Revision, by_stage, moved
from app.domain.timeline import Bar, Kind, Timeline, Track, lanes, measure_rows, split_rows

AS_OF, TODAY = date(2026, 10, 31), date(2026, 11, 24)
SPLIT = Separation(
    "s1",
    1,
    "託送業務システム",
    "logical",
    milestones=(
        Milestone(Stage.DECISION, date(2026, 9, 1), date(2026, 10, 15)),
        Milestone(Stage.DESIGN, date(2026, 10, 16), date(2027, 6, 30)),
        Milestone(Stage.SEPARATED, date(2030, 3, 31), date(2030, 3, 31)),
    ),
)
CONTROL = Control("k1", "s1", 1, "遮断試験")


def rows(courses: tuple[Course, ...] = (), controls: tuple[Control, ...] = ()) -> dict[str, Bar]:
    (row,) = split_rows((SPLIT,), by_stage(courses), controls, AS_OF, TODAY, Horizon(AS_OF, 3))
    assert row.beyond
    return {bar.id.partition("/")[2]: bar for bar in row.bars}


def test_a_stage_is_done_only_when_somebody_said_so() -> None:
    assert (rows()["decision"].done, rows()["decision"].late) == (None, True)
    done = rows((Course("s1", Stage.DECISION, done=date(2026, 10, 20)),))["decision"]
    assert (done.done, done.late, done.movable) == (date(2026, 10, 20), False, False)
    assert rows()["separated"].kind is Kind.REACHED


def test_what_is_done_ends_on_the_day_it_was() -> None:
    drawn = rows(
        (
            Course("s1", Stage.DECISION, done=date(2026, 10, 20)),
            Course("s1", Stage.SEPARATED, done=date(2026, 11, 20)),
        ),
        (Control("k1", "s1", 1, "遮断試験"),),
    )
    plan = rows()
    decision, cut_over = drawn["decision"], drawn["separated"]
    assert (decision.start, decision.end) == (plan["decision"].start, date(2026, 10, 20))
    assert decision.planned == (plan["decision"].start, plan["decision"].end)
    assert (cut_over.start, cut_over.end) == (date(2026, 11, 20), date(2026, 11, 20))
    assert cut_over.planned == (plan["separated"].end, plan["separated"].end)
    # Nothing protects any more until the cut-over.
    assert "interim" not in drawn


def test_what_is_split_by_now_is_beyond_no_horizon() -> None:
    horizon = Horizon(AS_OF, 3)
    assert beyond_horizon(SPLIT, horizon)
    assert not beyond_horizon(replace(SPLIT, current="physical"), horizon)


def test_what_was_planned_first_is_told_only_where_it_was_another() -> None:
    first = date(2026, 10, 16), date(2027, 3, 31)
    slip = Revision("r1", "", "", *first, date(2026, 10, 16), date(2027, 6, 30), "理由")
    slipped = rows((Course("s1", Stage.DESIGN, *first, revisions=(slip,)),))["design"]
    assert (slipped.planned, slipped.slips) == (first, (slip,))
    same = Course("s1", Stage.DESIGN, date(2026, 10, 16), date(2027, 6, 30))
    assert rows((same,))["design"].planned is None


def test_what_protects_until_the_cut_over_is_a_bar_of_its_own() -> None:
    assert "interim" not in rows()
    bar = rows(controls=(CONTROL,))["interim"]
    assert (bar.start, bar.end, bar.movable) == (AS_OF, date(2030, 3, 31), False)


def test_measures_run_to_their_due_day_or_to_the_day_they_were_done() -> None:
    due = Action("a2", 2, "A4-1", due=date(2027, 1, 31))
    actions = (
        Action("a1", 1, "A4-1", start=date(2026, 11, 1), due=date(2026, 11, 20)),
        due,
        Action(
            "a3",
            3,
            "A4-1",
            start=date(2026, 11, 1),
            due=date(2027, 1, 31),
            done=date(2026, 11, 10),
            state=ActionState.DONE,
        ),
        Action("a4", 4, "A4-1"),
        Action("a5", 5, "A4-1", due=date(2027, 1, 31), withdrawn="重複"),
    )
    made = measure_rows(actions, {"A4-1": "物理分割"}, TODAY)
    assert [(row.number, row.name) for row in made] == [(n, "物理分割") for n in (1, 2, 3, 4)]
    late, point, done, bare = made
    assert (late.bars[0].kind, late.bars[0].late) == (Kind.MEASURE, True)
    assert point.bars[0].kind is Kind.DUE
    assert (done.bars[0].end, done.bars[0].done, done.bars[0].late) == (date(2026, 11, 10), date(2026, 11, 10), False)
    assert bare.bars == ()


def test_a_revised_due_date_counts_and_the_original_one_was_planned_first() -> None:
    action = Action("a1", 1, "A4-1", start=date(2026, 10, 1), due=date(2026, 11, 30), revised=date(2027, 2, 28))
    revisions = (
        DueRevision("a1", 1, date(2027, 3, 31), "納期の遅れ", "2026-11-20T09:00:00+09:00", "officer"),
        DueRevision("a1", 2, date(2027, 2, 28), "前倒し", "2026-11-21T09:00:00+09:00", "officer"),
        DueRevision("a2", 1, date(2027, 5, 31), "別の対策", "2026-11-21T09:00:00+09:00", "officer"),
    )
    (row,) = measure_rows((action,), {}, date(2026, 12, 24), revisions)
    (bar,) = row.bars
    assert (bar.start, bar.end, bar.late) == (date(2026, 10, 1), date(2027, 2, 28), False)
    assert bar.planned == (date(2026, 10, 1), date(2026, 11, 30))
    assert [(slip.from_end, slip.end, slip.reason) for slip in bar.slips] == [
        (date(2026, 11, 30), date(2027, 3, 31), "納期の遅れ")
    ]
    point = measure_rows((replace(action, start=None),), {}, TODAY, revisions)[0].bars[0]
    assert (point.kind, point.end, point.planned) == (
        Kind.DUE,
        date(2027, 2, 28),
        (date(2026, 11, 30), date(2026, 11, 30)),
    )


def test_a_day_out_of_all_bounds_does_not_squeeze_the_others() -> None:
    far = measure_rows((Action("a1", 1, "A4-1", due=date(9999, 12, 31)),), {}, TODAY)
    assert Timeline(far, AS_OF, TODAY).span() == (AS_OF, date(2041, 12, 31))
    assert Timeline((), AS_OF, TODAY).of(Track.SPLIT) == ()


DAYS = st.integers(0, 900).map(lambda n: date.fromordinal(date(2026, 1, 1).toordinal() + n))


@given(st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=12))
def test_no_bar_covers_another_in_its_lane(spans: list[tuple[date, int]]) -> None:
    bars = [
        Bar(f"b{n}", Kind.STAGE, start, date.fromordinal(start.toordinal() + long))
        for n, (start, long) in enumerate(spans)
    ]
    placed, many = lanes(bars)
    for lane in range(many):
        here = sorted((b for b in bars if placed[b.id] == lane), key=lambda b: b.start)
        assert all(one.end < other.start for one, other in zip(here, here[1:], strict=False))


def test_the_later_stages_follow_by_as_many_days_as_the_end() -> None:
    later = moved(SPLIT, Stage.DESIGN, date(2026, 10, 16), date(2027, 7, 10), following=True)
    assert [m.end for m in later.milestones] == [date(2026, 10, 15), date(2027, 7, 10), date(2030, 4, 10)]
    alone = moved(SPLIT, Stage.DESIGN, date(2026, 10, 16), date(2027, 7, 10))
    assert alone.milestones[2] == SPLIT.milestones[2]
