"""The three-way comparison of what went out, what came back and what stands now."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.tracker import (
    FIELDS,
    Kind,
    Outcome,
    Value,
    alike,
    chosen,
    compared,
    outcome,
    row_digest,
    settled,
)

Values = dict[str, Value]
_WORDS = st.sampled_from(["", "撤去する", "撤去する。", "=1+1", "一行目\n二行目"])
_DAYS = st.sampled_from([None, "2026-12-25", "2027-03-31"])
_OF: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: _WORDS,
    Kind.LINE: _WORDS,
    Kind.DAY: _DAYS,
    Kind.CODE: st.sampled_from(["not_started", "done"]),
    Kind.CODES: st.lists(st.sampled_from(["1", "2", "3"]), unique=True),
}
whole = st.fixed_dictionaries({field.name: _OF[field.kind] for field in FIELDS})
parts = st.builds(
    lambda values, names: {name: value for name, value in values.items() if name in names},
    whole,
    st.sets(st.sampled_from([field.name for field in FIELDS])),
)


def after(current: Values, written: Values) -> Values:
    return {**current, **written}


def written(exported: Values, edited: Values, current: Values, *, theirs: bool = False) -> Values:
    return chosen(list(compared("a", 1, exported, edited, current)), (), theirs=theirs)


@given(whole, whole)
def test_what_came_back_as_it_went_out_changes_nothing(exported: Values, current: Values) -> None:
    assert list(compared("a", 1, exported, exported, current)) == []


@given(whole, parts, whole)
def test_the_same_file_twice_changes_nothing(exported: Values, edited: Values, current: Values) -> None:
    for theirs in (False, True):
        once = after(current, written(exported, edited, current, theirs=theirs))
        assert written(exported, edited, once, theirs=theirs) == {}


@given(whole, parts, whole)
def test_nobody_loses_what_was_written_meanwhile(exported: Values, edited: Values, current: Values) -> None:
    found = after(current, written(exported, edited, current))
    for name in found:
        if not alike(current[name], exported[name]):
            assert found[name] == current[name]


@given(whole, parts, whole)
def test_what_only_one_side_changed_is_taken_from_it(exported: Values, edited: Values, current: Values) -> None:
    found = after(current, written(exported, edited, current))
    for name, value in edited.items():
        if alike(current[name], exported[name]):
            assert alike(found[name], value)


@given(whole, parts, whole)
def test_with_theirs_every_edit_is_taken_and_nothing_else(exported: Values, edited: Values, current: Values) -> None:
    found = after(current, written(exported, edited, current, theirs=True))
    for name, value in found.items():
        touched = name in edited and not alike(edited[name], exported[name])
        assert alike(value, edited[name] if touched else current[name])


@given(whole, parts, whole)
def test_conflicts_are_taken_one_by_one(exported: Values, edited: Values, current: Values) -> None:
    changes = list(compared("a", 1, exported, edited, current))
    conflicts = [change for change in changes if change.outcome is Outcome.CONFLICT]
    for change in conflicts:
        found = chosen(changes, {change.key}, theirs=False)
        assert found[change.field] == change.edited
        assert not {other.field for other in conflicts if other is not change} & found.keys()


@given(st.text())
def test_a_text_is_settled_once(text: str) -> None:
    assert settled(settled(text)) == settled(text)


def test_line_ends_and_blanks_around_a_text_say_nothing() -> None:
    assert alike("一\r\n二 \r三\n", "一\n二\n三")
    assert alike(None, "")
    assert alike(["2", "1"], ["1", "2"])
    assert not alike("一二", "一 二")
    assert outcome("一", "一 ", "二") is Outcome.UNCHANGED


def test_a_row_digest_knows_every_value() -> None:
    values: Values = {"measure": "一", "due": None, "causes": ["motive"]}
    assert row_digest("a", values) == row_digest("a", dict(reversed(values.items())))
    assert row_digest("a", values) != row_digest("a", {**values, "due": "2026-12-25"})
    assert row_digest("a", values) != row_digest("b", values)
