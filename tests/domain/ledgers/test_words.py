"""What the words for states mean, for the table and for the rules alike."""

from __future__ import annotations

import pytest

from app.domain.ledgers import words

_IN_USE = """
    in_use 使用中 使用 利用中 利用 稼働 稼働中 運用中 配備 配備済 貸与 貸与中 貸出 貸出中 現用 lent active ○ ◯ 〇 ● 1 有
    true ＴＲＵＥ
"""
_NOT_IN_USE = """
    予備 返却済 廃棄済 除却 撤去 抹消 修理中 停止 未使用 遊休 保管中 紛失 spare returned disposed removed repair lost
    stored not_in_use unused × ✕ 0 無 false 廃棄予定 予備(3F)へ移動 使用停止中 返却依頼中
"""


def test_states_say_whether_a_terminal_is_in_use() -> None:
    assert {text: words.in_use(text) for text in _IN_USE.split()} == dict.fromkeys(_IN_USE.split(), True)
    assert {text: words.in_use(text) for text in _NOT_IN_USE.split()} == dict.fromkeys(_NOT_IN_USE.split(), False)
    for text in ("", "謎", "2階", "配電課"):
        assert words.in_use(text) is None
        assert not words.gone(text)


def test_gone_is_less_than_out_of_use() -> None:
    assert all(map(words.gone, ("廃棄済", "除却", "抹消済", "処分済", "廃止", "disposed", "R7.3廃棄")))
    assert not any(map(words.gone, ("返却済", "予備", "紛失", "使用中", "撤去")))


def test_a_remark_tells_a_state_only_when_it_tells_nothing_else() -> None:
    told = {
        "R7.3 廃棄": "廃棄済",
        "令和7年3月31日 返却済": "返却済",
        "2025/3/31返却": "返却済",
        "予備機": "予備",
        "使用中(送配電専用)": "使用中",
        "廃棄予定": "",
        "予備バッテリーあり": "",
        "会計課へ貸出": "",
        "": "",
        "1": "",
        "×": "",
        "無": "",
    }
    assert {text: words.state_in_remark(text) for text in told} == told


@pytest.mark.parametrize(
    ("text", "meant"),
    [("稼", "使用中"), ("使", "使用中"), ("予", "予備"), ("停", "未使用"), ("返", "返却済"), ("廃", "廃棄済")],
)
def test_states_are_known_by_their_first_letter(text: str, meant: str) -> None:
    assert words.state(text) == meant
