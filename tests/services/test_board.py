"""The board: every cell in bytes, filters, orders and counts, held against the plain reading."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answers import Answer
from app.domain.audit import Site
from app.domain.duties import Assignment, Flag
from app.domain.findings import Ground, Shift, Stale
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.domain.review import Review, ReviewAct, State
from app.services import answering, assigning, auditing, batches, board, flagging
from app.services.auditing import Outline
from app.services.board import Board, Filter, Order, Shown, What
from app.services.ports import Desk
from tests.desk import begun, new_world

SITE, OTHER = "A4-4-04", "A4-4-01"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Three sites: a failure, a copy, a flag, assignments."""
    auditing.add_site(desk, "東営業所")
    first, second, third = (s.id for s in auditing.outline(desk).sites)
    answering.record_answer(desk, SITE, first, Verdict.CONFORMING)
    answering.record_answer(desk, OTHER, third, Verdict.NONCONFORMING)
    batches.copy_many(desk, first, [(SITE, second)])
    flagging.set_flags(desk, [(OTHER, second)], "再訪")
    assigning.assign(desk, [second], ["A4-4"], "山田", due=date(2026, 12, 1))
    return desk


def at(found: Board, place: Place) -> tuple[int, int]:
    return found.sites.index(place[1]), next(n for n, c in enumerate(found.checkpoints) if c.id == place[0])


def test_cells_say_what_the_outline_says(filled: Desk) -> None:
    outline = auditing.outline(filled)
    found = board.board(filled, outline)
    asked = set(outline.places)
    for row in range(len(found.sites)):
        for column in range(found.width):
            place = found.place(row, column)
            assert found.asked(row, column) == (place in asked)
            if place in asked:
                answer = outline.answers.get(place)
                assert found.verdict(row, column) is (answer.verdict if answer else Verdict.UNANSWERED)
                assert found.is_copied(row, column) == (place in outline.copies)
    by_site = outline.by_site()
    for row, site in enumerate(found.sites[1:], start=1):
        assert found.row_tally(row) == by_site[site]
    for column, checkpoint in enumerate(found.checkpoints):
        assert found.column_tally(column) == outline.tally(p for p in outline.places if p[0] == checkpoint.id)


def test_filters_leave_rows_and_columns_with_what_is_looked_for(filled: Desk) -> None:
    found = board.board(filled)
    sites = {site: row for row, site in enumerate(found.sites)}
    first, second, third = found.sites[1:]

    def left(wanted: Filter) -> tuple[list[int], list[str]]:
        shown = board.shown(found, wanted)
        return list(shown.rows), [found.checkpoints[column].id for column in shown.columns]

    assert left(Filter(frozenset({What.NONCONFORMING}))) == ([sites[third]], [OTHER])
    assert left(Filter(frozenset({What.TO_CONFIRM}))) == ([sites[second]], [SITE])
    assert left(Filter(frozenset({What.FLAGGED}))) == ([sites[second]], [OTHER])
    assert left(Filter(frozenset({What.UNPROVEN}))) == ([sites[first]], [SITE])
    assert left(Filter(frozenset({What.NONCONFORMING, What.FLAGGED}))) == ([sites[second], sites[third]], [OTHER])
    assert left(Filter(frozenset({What.PARTLY}))) == ([], [])
    rows, columns = left(Filter(frozenset({What.UNANSWERED}), item="A4-4"))
    assert len(rows) == 3 or 0 in rows
    assert all(c.startswith("A4-4") for c in columns)
    rows, columns = left(Filter(person="山田"))
    assert rows == [sites[second]]
    assert {found.checkpoints[at(found, (c, second))[1]].item for c in columns} == {"A4-4"}
    assert left(Filter(text="東"))[0] == [sites[third]]
    assert left(Filter(level=Level.COMPANY))[0] == [0]
    assert 0 not in left(Filter(level=Level.SITE))[0]
    assert left(Filter(state=State.ANSWERED))[0] == [sites[first], sites[second], sites[third]]


def test_hits_tell_single_cells(filled: Desk) -> None:
    found = board.board(filled)
    shown = board.shown(found, Filter(frozenset({What.NONCONFORMING, What.FLAGGED})))
    assert sum(shown.hits) == 2
    assert board.shown(found, Filter()).hits == b""


def test_sites_are_sorted_with_the_company_first(filled: Desk) -> None:
    found = board.board(filled)

    def order(by: Order, *, descending: bool = False) -> list[str]:
        return [found.names[r] for r in board.shown(found, Filter(), by, descending=descending).rows]

    assert order(Order.AUDIT) == ["", "本店", "北営業所", "東営業所"]
    assert order(Order.AUDIT, descending=True) == ["", "東営業所", "北営業所", "本店"]
    assert order(Order.FAILURES)[:2] == ["", "東営業所"]
    assert order(Order.WORST)[:2] == ["", "東営業所"]
    assert order(Order.PROGRESS)[1] == "北営業所"
    assert order(Order.NAME)[1:] == sorted(order(Order.NAME)[1:])


def test_reviews_show_their_state_until_the_answer_is_another_one(filled: Desk) -> None:
    outline = auditing.outline(filled)
    first = outline.sites[0].id
    review = Review(SITE, first, 1, ReviewAct.ACCEPTED, 1, "", "2026-11-24", "reviewer")
    found = board.board_of(outline, [], {(SITE, first): review}, [], [])
    assert found.state(*at(found, (SITE, first))) is State.ACCEPTED
    older = board.board_of(outline, [], {(SITE, first): replace(review, revision=0)}, [], [])
    assert older.state(*at(older, (SITE, first))) is State.ANSWERED
    assert found.state(*at(found, (OTHER, first))) is State.NOT_STARTED


def test_a_proof_takes_the_ring_away_and_a_copy_wants_none_yet(filled: Desk) -> None:
    outline = auditing.outline(filled)
    first, second = (s.id for s in outline.sites[:2])
    bare = board.board_of(outline, [], {}, [], [])
    assert bare.mark(*at(bare, (SITE, first))) == board.BARE
    assert bare.mark(*at(bare, (SITE, second))) == 0
    proven = board.board_of(outline, [(SITE, first)], {}, [], [])
    assert proven.mark(*at(proven, (SITE, first))) == 0


def test_what_belongs_to_no_cell_is_left_out(filled: Desk) -> None:
    outline = auditing.outline(filled)
    flag = Flag("X-99", "elsewhere", "", "", "")
    assignment = Assignment("a", "elsewhere", "", "山田", "", None, "", "")
    stale = {("X-99", ""): Ground("X-99", "", {}, "", "", (Stale(Shift.CAME, "F", "R01", ""),), "")}
    found = board.board_of(replace(outline, stale=stale), [], {}, [flag], [assignment])
    assert found.assignments == ()
    assert board.shown(found, Filter(frozenset({What.FLAGGED}))) == Shown((), (), bytes(len(found.codes)))


def test_lines_of_sites_count_marks_and_name_people(filled: Desk) -> None:
    found = board.board(filled)
    lines = {line.name: line for line in board.site_rows(found, range(len(found.sites)))}
    assert (lines["北営業所"].flags, lines["北営業所"].people) == (1, ("山田",))
    assert lines["北営業所"].due == date(2026, 12, 1)
    assert lines["北営業所"].tally.unconfirmed == 1
    assert lines["本店"].bare == 1
    assert lines["東営業所"].tally.nonconforming == 1
    assert (lines["本店"].due, lines["本店"].people) == (None, ())


_VERDICTS = st.sampled_from([None, *Verdict])


@pytest.fixture(scope="module")
def outline_of_three(tmp_path_factory: pytest.TempPathFactory) -> Outline:
    desk = begun(new_world(), tmp_path_factory.mktemp("board"))
    auditing.add_site(desk, "東営業所")
    outline = auditing.outline(desk)
    desk.file.close()
    checkpoints = tuple(c for c in outline.checkpoints if c.item in ("A4-4", "A3-2"))
    kept = {c.id for c in checkpoints}
    return replace(outline, checkpoints=checkpoints, places=tuple(p for p in outline.places if p[0] in kept))


@given(data=st.data())
@settings(max_examples=60)
def test_any_filter_finds_the_cells_that_looking_one_by_one_finds(
    outline_of_three: Outline, data: st.DataObject
) -> None:
    outline = outline_of_three
    answers, copies = {}, {}
    for place in outline.places:
        verdict = data.draw(_VERDICTS)
        if verdict is not None:
            answers[place] = Answer(*place, verdict, "", "", 1, "", "")
            if place[1] and verdict is not Verdict.UNANSWERED and data.draw(st.booleans()):
                copies[place] = "elsewhere"
    flagged = [place for place in outline.places if data.draw(st.booleans())]
    outline = replace(outline, answers=answers, copies=copies)
    found = board.board_of(outline, [], {}, [Flag(*p, "", "", "") for p in flagged], [])
    what = frozenset(data.draw(st.sets(st.sampled_from(What), min_size=1)))
    tests: dict[What, Callable[[Place], bool]] = {
        What.UNANSWERED: lambda p: p not in answers or answers[p].verdict is Verdict.UNANSWERED,
        What.NONCONFORMING: lambda p: p in answers and answers[p].verdict is Verdict.NONCONFORMING,
        What.PARTLY: lambda p: p in answers and answers[p].verdict is Verdict.PARTLY,
        What.TO_CONFIRM: lambda p: p in copies,
        What.UNPROVEN: lambda p: p in answers and answers[p].verdict is Verdict.CONFORMING and p not in copies,
        What.FLAGGED: lambda p: p in flagged,
    }
    shown = board.shown(found, Filter(what))
    wanted = {p for p in outline.places if any(tests[each](p) for each in what)}
    hits = {
        found.place(row, column)
        for row in range(len(found.sites))
        for column in range(found.width)
        if shown.hits[row * found.width + column]
    }
    assert hits == wanted
    assert {found.sites[row] for row in shown.rows} == {p[1] for p in wanted}
    assert {found.checkpoints[column].id for column in shown.columns} == {p[0] for p in wanted}


def test_an_audit_without_sites_has_the_row_of_the_company(desk: Desk) -> None:
    for site in auditing.outline(desk).sites:
        auditing.remove_site(desk, site.id, "統合")
    found = board.board(desk)
    assert found.sites == ("",)
    shown = board.shown(found, Filter())
    assert shown.rows == (0,)
    assert isinstance(auditing.outline(desk).sites[0], Site)
