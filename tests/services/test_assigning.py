"""Assignments: sites and areas to people, with department and due day, and how far each of them is."""

from datetime import date

import pytest

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, assigning, auditing
from app.services.ports import Desk, HistoryQuery

DUE = date(2026, 12, 18)


def sites(desk: Desk) -> list[str]:
    return [site.id for site in auditing.outline(desk).sites]


def test_sites_and_areas_are_assigned_as_one_act(desk: Desk) -> None:
    changes = assigning.assign(desk, sites(desk), ["A4-4", "A3-2"], " 山田 太郎 ", "総務課", DUE)
    assert changes.duties
    assert [(a.site, a.item, a.person, a.department, a.due) for a in assigning.assignments(desk)] == [
        (site, item, "山田 太郎", "総務課", DUE) for site in sites(desk) for item in ("A3-2", "A4-4")
    ]
    with desk.file.read() as work:
        told = [e.event.after or {} for e in work.history.entries(HistoryQuery(act="assignment.set"))]
    assert len(told) == 4
    assert len({str(each["batch"]) for each in told}) == 1


def test_assigning_again_changes_what_is_given(desk: Desk) -> None:
    assigning.assign(desk, sites(desk), [], "山田", "総務課", DUE)
    before = assigning.assignments(desk)
    assert not assigning.assign(desk, sites(desk), [], "山田")
    assigning.assign(desk, sites(desk)[:1], [], "山田", "", date(2027, 1, 8))
    after = assigning.assignments(desk)
    assert [a.id for a in after] == [a.id for a in before]
    assert [(a.department, a.due) for a in after] == [("総務課", date(2027, 1, 8)), ("総務課", DUE)]


def test_progress_counts_each_place_once(desk: Desk) -> None:
    first, second = sites(desk)
    assigning.assign(desk, [first], [], "山田", "総務課", DUE)
    assigning.assign(desk, [first, second], ["A4-4"], "山田", "技術課", date(2026, 11, 1))
    assigning.assign(desk, [COMPANY], [], "鈴木")
    answering.record_answer(desk, "A4-4-04", first, Verdict.NONCONFORMING)
    yamada, suzuki = assigning.loads(desk)
    assert (yamada.person, suzuki.person) == ("山田", "鈴木")
    outline = auditing.outline(desk)
    of_first = [p for p in outline.places if p[1] == first]
    items = {c.id: c.item for c in outline.checkpoints}
    of_second = [p for p in outline.places if p[1] == second and items[p[0]] == "A4-4"]
    assert yamada.tally.total == len(of_first) + len(of_second)
    assert (yamada.tally.answered, yamada.tally.nonconforming) == (1, 1)
    assert yamada.departments == ("総務課", "技術課")
    assert (yamada.due, yamada.overdue) == (date(2026, 11, 1), True)
    assert [tally.answered for _each, tally in yamada.assignments] == [1, 1, 0]
    assert (suzuki.due, suzuki.overdue) == (None, False)
    assert suzuki.tally.total == sum(p[1] == COMPANY for p in outline.places)


def test_what_is_finished_is_not_due(desk: Desk) -> None:
    first = sites(desk)[0]
    assigning.assign(desk, [first], ["A4-4"], "山田", "", date(2026, 11, 1))
    outline = auditing.outline(desk)
    items = {c.id: c.item for c in outline.checkpoints}
    for checkpoint, site in outline.places:
        if site == first and items[checkpoint] == "A4-4":
            answering.record_answer(desk, checkpoint, site, Verdict.CONFORMING)
    (load,) = assigning.loads(desk)
    assert (load.tally.open, load.due, load.overdue) == (0, None, False)


def test_assignments_are_taken_away(desk: Desk) -> None:
    assigning.assign(desk, sites(desk), [], "山田")
    first, second = assigning.assignments(desk)
    assigning.remove(desk, [first.id])
    assert assigning.assignments(desk) == (second,)
    with pytest.raises(UserError) as error:
        assigning.remove(desk, [second.id, first.id])
    assert error.value.code == "assignment_unknown"
    assert assigning.assignments(desk) == (second,)
    auditing.remove_site(desk, second.site, "統合")
    assert assigning.assignments(desk) == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"person": " "}, "assignment_nobody"),
        ({"sites": []}, "assignment_nothing"),
        ({"sites": ["elsewhere"]}, "site_gone"),
        ({"items": ["X9"]}, "area_unknown"),
        ({"due": date(1926, 1, 1)}, "assignment_due_impossible"),
    ],
)
def test_refusals_change_nothing(desk: Desk, given: dict[str, object], code: str) -> None:
    wanted: dict[str, object] = {"sites": sites(desk), "items": ["A4-4"], "person": "山田", **given}
    with pytest.raises(UserError) as error:
        assigning.assign(desk, **wanted)  # type: ignore[arg-type]
    assert error.value.code == code
    assert assigning.assignments(desk) == ()


def test_who_covers_a_place(desk: Desk) -> None:
    first, second = sites(desk)
    assigning.assign(desk, [first], ["A4-4"], "山田")
    (each,) = assigning.assignments(desk)
    checkpoint = desk.catalogue.checkpoint("A4-4-04")
    assert assigning.covers(each, checkpoint, first)
    assert not assigning.covers(each, checkpoint, second)
    assert not assigning.covers(each, desk.catalogue.checkpoint("A1-1-01"), COMPANY)
