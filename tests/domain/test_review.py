"""The state of a place follows from its answer and the last step of its review."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import Answer, run_of
from app.domain.duties import (
    Duty,
    Names,
    Officer,
    is_open_to,
    is_somebody,
    officer_named,
    person_key,
    resembles,
    same_person,
)
from app.domain.grades import Verdict
from app.domain.review import Review, ReviewAct, State, judges, refusal, state_of, states

ANSWER = Answer("A4-4-04", "s1", Verdict.CONFORMING, "", "", 2, "2026-11-24T09:00:00+09:00", "点検 花子")


def step(act: ReviewAct, revision: int = 2) -> Review:
    return Review("A4-4-04", "s1", 1, act, revision, "", "2026-11-25T09:00:00+09:00", "確認 太郎")


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (ReviewAct.REQUESTED, State.REQUESTED),
        (ReviewAct.WITHDRAWN, State.ANSWERED),
        (ReviewAct.ACCEPTED, State.ACCEPTED),
        (ReviewAct.RETURNED, State.RETURNED),
    ],
)
def test_the_last_step_gives_the_state_until_the_answer_is_given_anew(act: ReviewAct, state: State) -> None:
    assert state_of(ANSWER, step(act)) is state
    assert state_of(replace(ANSWER, revision=3), step(act)) is State.ANSWERED


def test_without_an_answer_there_is_nothing_to_review() -> None:
    assert state_of(None, None) is State.NOT_STARTED
    withdrawn = replace(ANSWER, verdict=Verdict.UNANSWERED)
    assert state_of(withdrawn, step(ReviewAct.ACCEPTED)) is State.NOT_STARTED
    assert state_of(ANSWER, None) is State.ANSWERED


@pytest.mark.parametrize("act", list(ReviewAct))
def test_no_act_is_possible_without_an_answer(act: ReviewAct) -> None:
    assert refusal(act, State.NOT_STARTED) is not None


@pytest.mark.parametrize("act", [ReviewAct.REQUESTED, ReviewAct.ACCEPTED, ReviewAct.RETURNED])
def test_nothing_is_done_twice(act: ReviewAct) -> None:
    assert refusal(act, state_of(ANSWER, step(act))) is not None


@given(st.lists(st.sampled_from(list(ReviewAct)), max_size=12))
def test_whatever_was_done_the_state_is_one_from_which_it_goes_on(acts: list[ReviewAct]) -> None:
    last: Review | None = None
    for act in acts:
        if refusal(act, state_of(ANSWER, last)) is None:
            last = step(act)
    state = state_of(ANSWER, last)
    assert any(refusal(act, state) is None for act in ReviewAct)
    # What was accepted can always be given back, and nothing but an acceptance accepts.
    assert (state is State.ACCEPTED) == (last is not None and last.act is ReviewAct.ACCEPTED)


def test_who_remarks_on_a_verdict_gave_it_too() -> None:
    first = replace(ANSWER, revision=1, verdict=Verdict.PARTLY, by="前任 一郎")
    second = replace(ANSWER, revision=2, by="点検 花子")
    third = replace(ANSWER, revision=3, by="確認 太郎", comment="写真も見た")
    assert judges((first, second, third)) == ("確認 太郎", "点検 花子")
    assert [answer.revision for answer in run_of((first, second, third))] == [2, 3]
    assert judges(()) == ()


def test_counts_name_every_state() -> None:
    place, other = ("A4-4-04", "s1"), ("A4-4-05", "s1")
    known = states([place, other], {place: ANSWER}, {place: step(ReviewAct.RETURNED)})
    assert known.counts() == {
        State.NOT_STARTED: 1,
        State.ANSWERED: 0,
        State.REQUESTED: 0,
        State.ACCEPTED: 0,
        State.RETURNED: 1,
    }
    assert known.counts([place])[State.NOT_STARTED] == 0
    assert known.last[place].act is ReviewAct.RETURNED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("山田 太郎", "山田　太郎", True),
        ("ﾔﾏﾀﾞ", "ヤマダ", True),
        ("Yamada", "ＹＡＭＡＤＡ", True),
        ("山田", "山本", False),
        ("", " ", False),
        ("担当花子(室長)", "担当花子", True),
        ("担当花子（室長）", "担当花子(室長)", True),
        ("担当花子【室長】", "担当 花子", True),
        ("担当花子(室長(兼務))", "担当花子", True),
        ("担当花子 室長", "担当花子", True),
        ("担当花子　室長", "担当花子（室長）", True),
        ("担当花子 副室長", "担当花子", True),
        ("担当花子 室長", "担当花子室長", True),
        ("担当花子さん", "担当花子", True),
        ("担当花子 様", "担当花子(室長)様", True),
        ("担当花子氏(室長)", "担当花子", True),
        ("担当花子", "担当花子(", False),
        ("田中(営業)", "田中(系統)", False),
        ("田中(営業)", "田中", True),
        ("田中(営業)", "田中(営業)(兼務)", True),
        ("田中 部長", "田中 課長", False),
        ("田中(営業)", "山田(営業)", False),
        ("髙橋恵子課長", "髙橋 恵子", True),
        ("室長 高橋恵子", "髙橋 恵子", True),
        ("コンプライアンス推進室長 高橋恵子", "髙橋 恵子", True),
        ("コンプライアンス推進室(長) 高橋恵子", "髙橋 恵子", True),
        ("高橋恵子殿", "髙橋 恵子", True),
        ("高橋 惠子", "髙橋 恵子", True),
        ("営業推進部 高橋恵子", "高橋 恵子", True),
        ("営業推進部 高橋恵子", "系統運用部 高橋恵子", False),
        ("服部 一郎", "一郎", False),
        ("長谷部 一郎", "一郎", False),
        ("髙橋さん", "髙橋 恵子", False),
        # Not after a space: it could be the name of an office.
        ("営業部長", "営業", False),
        ("山田 太郎", "山田", False),
        ("山田 室町", "山田", False),
        ("(室長)", "(部長)", False),
        ("(室長)", "", False),
        ("さん", "", False),
        ("様", "氏", False),
    ],
)
def test_spellings_of_one_name_are_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


_NAMES = st.text("田中山花子室長営業()（）【】様さん氏 　​AaＡ", max_size=8)


@given(_NAMES, _NAMES)
def test_names_are_compared_both_ways_alike(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)
    assert same_person(one, one) == bool(person_key(one))
    if person_key(one):
        assert same_person(one, f"{one}(室長)")
        assert "長" in one or not same_person(f"{one}(室長)", f"{one}(部長)")


@pytest.mark.parametrize(
    ("name", "somebody"),
    [
        ("東雲電力㈱", False),
        ("東雲電力株式会社", False),
        ("東雲送配電", False),
        ("東雲", False),
        ("内部監査部", False),
        ("コンプライアンス推進室", False),
        ("コンプライアンス推進室長", False),
        ("室長", False),
        ("営業部長", False),
        ("服部 一郎", True),
        ("長谷部", True),
        ("日下部 誠", True),
        ("大室", True),
        ("担当花子室長", True),
        ("佐藤健一", True),
        ("John Smith", True),
        ("officer", True),
    ],
)
def test_a_company_a_section_and_a_post_are_nobody(name: str, somebody: bool) -> None:
    assert is_somebody(name, ["東雲"]) is somebody


def test_a_family_name_alone_resembles_a_whole_one() -> None:
    assert resembles("髙橋さん", "高橋 恵子")
    assert resembles("高橋 恵子", "髙橋")
    assert not resembles("高橋 恵子", "髙橋 恵子")
    assert not resembles("髙橋 恵子", "高橋 恵一")
    assert not resembles("髙", "高橋 恵子")


def test_who_could_be_two_of_the_list_is_neither() -> None:
    sales = Officer("田中(営業)", "", (Duty.REVIEWER,), "", "")
    system = Officer("田中(系統)", "", (), "", "")
    assert officer_named([sales, system], "田中（営業）") is sales
    assert officer_named([sales], "田中") is sales
    assert officer_named([sales, system], "田中") is None
    assert not is_open_to([sales, system], Duty.REVIEWER, "田中")
    plain = Officer("田中", "", (Duty.REVIEWER,), "", "")
    assert officer_named([sales, plain], "田中") is plain


def test_duties_bind_as_soon_as_somebody_has_one() -> None:
    plain = Officer("点検 花子", "", (), "", "")
    reviewer = Officer("確認 太郎", "", (Duty.REVIEWER,), "", "")
    assert is_open_to([], Duty.REVIEWER, "だれか")
    assert is_open_to([plain], Duty.REVIEWER, "だれか")
    assert is_open_to([plain, reviewer], Duty.REVIEWER, "確認　太郎")
    assert not is_open_to([plain, reviewer], Duty.REVIEWER, "点検 花子")
    assert not is_open_to([plain, reviewer], Duty.APPROVER, "確認 太郎")


def test_former_names_are_one_person_through_every_change() -> None:
    names = Names([("佐藤花子", "鈴木花子"), ("鈴木花子", "高橋花子"), ("山田", "木村")])
    assert names.same("佐藤花子(室長)", "高橋 花子")
    assert names.same("高橋花子", "佐藤花子")
    assert names.same("木村", "山田")
    assert not names.same("木村", "佐藤花子")
    assert not names.same("", "佐藤花子")
    assert not Names().same("佐藤花子", "高橋花子")


def test_two_of_one_name_who_got_posts_to_tell_them_apart_stay_two() -> None:
    names = Names([("田中", "田中(営業)"), ("木村", "田中(系統)")])
    assert not names.same("田中(営業)", "田中(系統)")
    assert names.same("木村", "田中(系統)")
    assert not names.same("木村", "田中(営業)")
    # What 田中 did could be either's.
    assert names.same("田中", "田中(営業)")
    assert names.same("田中", "田中(系統)")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("担当・花子", "担当 花子", True),
        ("担當 花子", "担当花子", True),
        ("髙橋 一郎", "高橋一郎", True),
        ("J. Smith", "J Smith", True),
        ("斎藤 一郎", "斉藤 一郎", False),
        ("・", "", False),
    ],
)
def test_older_letters_and_signs_between_tell_no_two_apart(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
