"""What answers rest on: whatever findings did meanwhile, told is what differs from when the answer was given."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.findings import TOLD, Finding, Ground, Shift, Source, Status, follow_sites, moved, moves
from app.domain.grades import Severity

PLACES = {("A4-4-04", "north"), ("A4-4-04", "south"), ("A4-2-01", "")}
_FACT = Finding(
    id="F-1",
    source=Source.RULES,
    rule="R01",
    severity=Severity.SERIOUS,
    site="north",
    checkpoints=("A4-4-04", "A4-2-01", "A9-9-99"),
    subject="PC-0001",
    message="shared",
)

findings = st.builds(
    lambda number, site, zone, status: replace(
        _FACT, id=f"F-{number}", site=site, values={"zone": zone}, status=status, subject=f"PC-{number}"
    ),
    st.integers(1, 3),
    st.sampled_from(["north", "south", ""]),
    st.sampled_from(["共用", "小売"]),
    st.sampled_from(Status),
)
states = st.lists(st.lists(findings, unique_by=lambda f: f.id), min_size=1, max_size=6)


def said(state: list[Finding], place: tuple[str, str]) -> dict[str, str]:
    checkpoint, site = place
    return {
        f.id: f.values["zone"]
        for f in state
        if f.status in TOLD and checkpoint in f.checkpoints and (not site or f.site == site)
    }


@given(states)
def test_only_what_differs_from_the_answer_is_told(steps: list[list[Finding]]) -> None:
    known: dict[str, Finding] = {f.id: f for f in steps[0]}
    grounds = {place: Ground(*place, {}, "", "") for place in PLACES}
    for step in steps[1:]:
        # Findings are never deleted: what a step lacks is resolved.
        now = [*step, *(replace(known[i], status=Status.RESOLVED) for i in known if all(f.id != i for f in step))]
        for place, came in moves([(known.get(f.id), f) for f in now], PLACES).items():
            grounds[place] = moved(grounds[place], came, "2026-11-26")
        known |= {f.id: f for f in now}
    for place, ground in grounds.items():
        before, after = said(steps[0], place), said(list(known.values()), place)
        told = {s.finding: s.shift for s in ground.stale}
        assert told == {
            i: Shift.CAME if i not in before else Shift.WENT if i not in after else Shift.CHANGED
            for i in {*before, *after}
            if before.get(i) != after.get(i)
        }
        assert set(ground.findings) == set(told)
        assert bool(ground.stale_at) == bool(told)


def test_what_officers_decide_and_where_rows_stand_is_no_change() -> None:
    for status in TOLD:
        assert moves([(_FACT, replace(_FACT, status=status, remark="手配", first_seen="2026-11-01"))], PLACES) == {}


def test_a_site_taken_out_takes_its_findings_from_the_company() -> None:
    (settled,) = follow_sites([_FACT], {"north"}, "2026-11-26")
    gone = moves([(_FACT, settled)], PLACES)
    assert set(gone) == {("A4-4-04", "north"), ("A4-2-01", "")}
    ground = moved(Ground("A4-2-01", "", {}, "", ""), gone["A4-2-01", ""], "2026-11-26")
    assert [(s.shift, s.subject) for s in ground.stale] == [(Shift.WENT, "PC-0001")]
    (back,) = follow_sites([settled], set(), "2026-11-27")
    again = moved(ground, moves([(settled, back)], PLACES)["A4-2-01", ""], "2026-11-27")
    assert (again.stale, again.stale_at, dict(again.findings)) == ((), "", {})
