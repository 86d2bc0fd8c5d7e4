"""The coverage map: what serves which cause and direction, and what none serves."""

from app.domain.coverage import coverage
from app.domain.grades import Cause
from app.domain.plan import Action

ORDER = ("1", "2", "3", "4", "5")
ACTIONS = (
    Action("a", 1, "A4-1", causes=(Cause.OPPORTUNITY,), directions=("1", "2")),
    Action("b", 2, "A4-1", causes=(Cause.OPPORTUNITY, Cause.MOTIVE), directions=("2",)),
    Action("c", 3, "A4-1", causes=(Cause.MOTIVE,)),
    Action("d", 4, "A4-1", directions=("5",)),
    Action("e", 5, "A4-1", causes=(Cause.RATIONALISATION,), directions=("5",), withdrawn="統合"),
)


def test_each_number_opens_its_list() -> None:
    found = coverage(ACTIONS, ORDER)
    assert found.numbers(Cause.OPPORTUNITY, "2") == (1, 2)
    assert found.numbers(Cause.MOTIVE) == (2, 3)
    assert found.numbers(None, "2") == (1, 2)
    assert found.numbers() == (3, 4)
    assert all(set(found.cells[c, d]) <= set(found.causes[c]) & set(found.directions[d]) for c, d in found.cells)


def test_what_none_serves_is_told_and_withdrawn_measures_serve_nothing() -> None:
    found = coverage(ACTIONS, ORDER)
    assert found.unserved_causes == (Cause.RATIONALISATION,)
    assert found.unserved_directions == ("3", "4")
    assert coverage((), ORDER).unserved_causes == tuple(Cause)
