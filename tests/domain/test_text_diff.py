"""What differs between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text_diff import Piece, Shift, text_diff

S, R, A = Shift.SAME, Shift.REMOVED, Shift.ADDED


def test_a_word_of_japanese_changes_as_a_whole() -> None:
    told = text_diff("旧部署の端末が回収されているか", "旧部署の端末とIDが回収されたか")
    assert told == (
        Piece(S, "旧部署の端末"),
        Piece(A, "とID"),
        Piece(S, "が回収"),
        Piece(R, "されているか"),
        Piece(A, "されたか"),
    )


def test_what_is_put_in_the_place_of_something_comes_after_it() -> None:
    assert text_diff("5年", "10年") == (Piece(R, "5"), Piece(A, "10"), Piece(S, "年"))
    assert text_diff("", "新しい") == (Piece(A, "新しい"),)
    assert text_diff("同じ", "同じ") == (Piece(S, "同じ"),)
    assert text_diff("", "") == ()


def test_a_particle_between_two_changes_goes_with_them() -> None:
    told = text_diff("役員の任命を見る", "部長の通知を見る")
    assert told == (Piece(R, "役員の任命"), Piece(A, "部長の通知"), Piece(S, "を見る"))


WORDS = st.lists(st.sampled_from(["端末", "の", "アカウント", "ID", "、", "。", "回収", "し", "\n", " ", "12"])).map(
    "".join
)


@given(st.one_of(WORDS, st.text(max_size=40)), st.one_of(WORDS, st.text(max_size=40)))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    told = text_diff(before, after)
    assert "".join(p.text for p in told if p.shift is not A) == before
    assert "".join(p.text for p in told if p.shift is not R) == after
    assert all(p.text for p in told)
    assert all(one.shift is not other.shift for one, other in zip(told, told[1:], strict=False))
