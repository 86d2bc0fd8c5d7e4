"""What an attempt to disprove must say, and what it must not say where it held."""

import pytest

from app.domain.consistency.attempts import finding_in
from app.domain.text import says_what_was_done


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "。", "…", "x", "なし", "特になし", "特に実施していない", "特に実施していない。",
        "実施せず", "未実施",
        "未実施です。", "何もしていない", "反証は行っていません。", "試みていない", "確認していません",
        "同上", "該当なし",
        "n/a", "None", "nothing was tried", "Not done yet.", "なし。特に実施していない。", "特になし、未実施",
    ],
)  # fmt: skip
def test_that_nothing_was_tried_is_no_attempt(text: str) -> None:
    assert not says_what_was_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "見た", "試した", "現地を見た", "執務室を見て回った。実施していない部屋はない。", "台帳と端末を照合した",
        "別の社員証で入室を試みた", "規程と運用を見た", "All rooms looked at", "Nothing on the shelf was unlocked",
        "施錠されていないかを確認した",
    ],
)  # fmt: skip
def test_words_of_what_was_tried_are_enough(text: str) -> None:
    assert says_what_was_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "台帳にない端末T-0099を見つけた。", "台帳にない端末が1台見つかった。", "小売の社員証で入室できた",
        "書庫の扉が開いていた。",
        "旧い共有フォルダにログインできてしまった", "退職者のIDが残っていた", "施錠がされていない箇所があった。",
        "全室を見た。\n3階の会議室に入れた。",
    ],
)  # fmt: skip
def test_what_was_found_is_found_in_the_words(text: str) -> None:
    assert finding_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "台帳にない端末は見つからなかった。", "台帳にない端末を探したが、見つからなかった",
        "小売の社員証で入室を試みたが、拒まれた",
        "書庫の扉が開いていたことはなかった", "退職者のIDが残っていないかを照合し、残っていなかった",
        "入室できた者はいなかった。",
        "全室を見た", "閲覧できたのは送配電の社員だけだった", "入退室の記録が残っていた",
        "台帳にない端末が見つかった場合の手順も試した",
    ],
)  # fmt: skip
def test_what_was_not_found_is_not(text: str) -> None:
    assert not finding_in(text)
