"""Words that ledgers use for states, rooms and yes or no, and what the program calls them.

The text as written stays in `Record.raw`; a word that is not here stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from app.domain.ledgers.writing import HYPHENS, plain


class State(StrEnum):
    """What a terminal is doing; the value is what a ledger shows."""

    IN_USE = "使用中"
    SPARE = "予備"
    UNUSED = "未使用"
    LENT = "貸出中"
    REPAIR = "修理中"
    RETURNED = "返却済"
    DISPOSED = "廃棄済"
    LOST = "紛失"


class ZoneKind(StrEnum):
    """Whose a room is; the value is what a ledger shows."""

    GRID = "送配電"
    # The company's own, whichever side it is on.
    OWN = "専用"
    RETAIL = "小売"
    SHARED = "共用"


_IN_USE = frozenset({State.IN_USE, State.LENT})
# In a state that is not known as a whole, such as 廃棄予定 or 「予備(3F)へ移動」: enough not to count it as in use.
_OUT_OF_USE = re.compile(
    r"予備|返却|廃棄|除却|撤去|抹消|修理|停止|未使用|遊休|保管|紛失|spare|returned|disposed|removed|repair|lost|stored|unused|[×✕]"
)
_GONE = re.compile(r"廃棄|除却|抹消|disposed")

YES, NO = "有", "無"

# Separated by blanks; blanks within a word do not count when it is looked up.
_STATES: dict[StrEnum, str] = {
    State.IN_USE: (
        "使用中 使用 利用中 利用 稼働 稼働中 稼動 稼動中 運用中 運用 現用 現役 有効 配備 配備中 配備済 配備済み 設置中 "
        "設置済 在籍 active inuse in_use 使用している ○ 有 1 true on 常用 供用中 利用可 使用可 稼 使"
    ),
    State.SPARE: "予備 予備機 予備品 代替機 代替 spare 在庫 保管 保管中 待機 待機中 ストック stock stored 予",
    State.UNUSED: (
        "未使用 不使用 未稼働 停止 停止中 休止 休止中 遊休 無効 利用停止 使用停止 未配備 未利用 inactive × 無 0 false "
        "off unused not_in_use 停 休"
    ),
    State.LENT: "貸出中 貸出 貸与中 貸与 貸し出し中 持出中 持出し中 lent 貸",
    State.REPAIR: "修理中 修理 故障 故障中 修理依頼中 保守中 点検中 repair 修",
    State.RETURNED: (
        "返却 返却済 返却済み 返還 返還済 返納 返納済 回収 回収済 回収済み 撤去 撤去済 撤去済み リース返却 returned "
        "removed 返"
    ),
    State.DISPOSED: (
        "廃棄 廃棄済 廃棄済み 廃 除却 除却済 除却済み 抹消 抹消済 処分 処分済 処分済み 廃止 廃止済 disposed"
    ),
    State.LOST: "紛失 所在不明 亡失 盗難 lost",
}

# Words that mean a side and can mean nothing else, wherever they stand. 営業 or 配電 alone may be those of a section.
_SHARED, _RETAIL, _GRID = r"共用|共有|混在|同居", r"小売|特定関係事業者|持株", r"送配電"
_ITSELF = re.compile(f"{_RETAIL}|{_GRID}")
_SURELY = {kind: re.compile(words) for kind, words in (
    (ZoneKind.SHARED, _SHARED), (ZoneKind.GRID, _GRID), (ZoneKind.RETAIL, _RETAIL),
)}  # fmt: skip

# What a room or a section is called by, the side that its name is looked through for first standing first. 営業所 is a
# place of either side, 営業 alone the retailer's work; counters and customer centres may be anybody's, and so may power
# stations: those of islands are the grid operator's.
_SIDES: dict[ZoneKind, str] = {
    ZoneKind.SHARED: rf"{_SHARED}|共通|共同(?!ビル)|兼用|(?<![a-z])shared(?![a-z])",
    ZoneKind.RETAIL: rf"{_RETAIL}|営業(?!所)|販売(?!機)|発電(?!機|所|設備)|(?<![a-z])retail(?![a-z])",
    ZoneKind.GRID: (
        rf"{_GRID}|配電|送電|変電|託送|系統|給電|ネットワーク|工務|保安|パワーグリッド|(?<![a-z])(?:nw|grid)(?![a-z])"
    ),
    ZoneKind.OWN: r"専用|自社|占有|(?<![a-z])own(?![a-z])",
}
_NAMES = {kind: re.compile(words) for kind, words in _SIDES.items()}
_WHOLE = {
    kind: re.compile(rf"(?:関係|自社)?(?:{words})(?:電気事業者|電気|会社|側|専用|用|区画|エリア|スペース)*")
    for kind, words in {**_SIDES, ZoneKind.SHARED: rf"(?:{_SIDES[ZoneKind.SHARED]})部?"}.items()
}

_YES = (
    "有 あり 有り ○ 済 済み 要 可 1 true yes y on レ ✓ ✔ ☑ 対応済 実施済 許可 許可済 提出済 設定済 設定済み 導入済 "
    "はい ● 完了 接続 接続あり 接続有 ok"
)
_NO = (
    "無 なし 無し × 未 否 不要 不可 0 false no n off 未対応 未実施 禁止 未提出 未設定 未導入 いいえ ✕ 接続なし 接続無 "
    "非接続 ☐ 未済 ng 該当なし 該当無し 非該当 対象外 n/a na none (なし)"
)
# ○/― is the commonest way to write a table of what is allowed.
_DASHES = re.compile(rf"[{re.escape(HYPHENS)}~〜/]+")

# Circles and crosses that look alike.
_SIGNS = str.maketrans({"◯": "○", "〇": "○", "◎": "○", "●": "○", "⚪": "○", "✕": "×", "✖": "×", "╳": "×", "☓": "×"})
_REMARK = re.compile(r"[((].*?[))]")
# Longer texts are no words, and looking for remarks in them would take long.
_LONGEST = 500
_DAY = re.compile(r"(?:[RHS]|令和|平成|昭和)?(?:\d+|元)(?:[./年月-]\d*)+日?", re.IGNORECASE)
_SHORTEST_REMARK, _LONGEST_REMARK = 2, 30
# "廃棄予定" is not yet "廃棄".
_NOT_YET = re.compile(r"予定|予約|待ち|手続|依頼|検討|候補|申請|未了|要返却|要廃棄")


def _table(words: dict[StrEnum, str]) -> dict[str, str]:
    return {fold(word): kind.value for kind, group in words.items() for word in group.split()}


def fold(text: str) -> str:
    """A word as it is looked up: width, case, look-alike signs and spaces made one."""
    return plain(text).translate(_SIGNS).casefold().replace(" ", "")


_STATE_WORDS = _table(_STATES)
_FLAG_WORDS = {**{fold(w): YES for w in _YES.split()}, **{fold(w): NO for w in _NO.split()}}


def state(text: str) -> str:
    """The state a word means, or empty when it is unknown or not yet so."""
    return _look_up(_STATE_WORDS, text)


def state_in_remark(text: str) -> str:
    """The state that a remark tells and nothing else but a day: 「R7.3 廃棄」, 「返却済(3月)」; else empty."""
    if not text or len(text) > _LONGEST_REMARK:
        return ""
    word = _DAY.sub("", _REMARK.sub("", plain(text))).strip(" :/、,。に")
    # ×, 無 or 0 among the remarks says no to something else.
    return "" if len(word) < _SHORTEST_REMARK or word.isascii() else state(word)


@lru_cache(maxsize=1_000)
def in_use(text: str) -> bool | None:
    """Whether a state means that the terminal is in use; None where it says nothing that is understood."""
    known = state(text)
    if known:
        return known in _IN_USE
    return False if _OUT_OF_USE.search(fold(text)) else None


def taken_away(text: str) -> bool:
    """Whether a state means that the terminal was returned or disposed of, so that nobody finds it any more."""
    return state(text) in (State.RETURNED, State.DISPOSED)


@lru_cache(maxsize=1_000)
def gone(text: str) -> bool:
    """Whether a state means that the terminal is disposed of, or says so among other words."""
    return state(text) == State.DISPOSED or _GONE.search(fold(text)) is not None


def zone(text: str) -> str:
    """Whose room a word means, or empty. Both sides named together are a shared room."""
    if kind := kind_of_room(text):
        return kind.value
    folded = fold(text)
    # Of longer texts only what can mean nothing else.
    said = [kind for kind, surely in _SURELY.items() if surely.search(folded)]
    if ZoneKind.SHARED in said or len(said) > 1:
        return ZoneKind.SHARED.value
    return said[0].value if said else ""


def kind_of_room(text: str) -> ZoneKind | None:
    """What a text means that is a word for a side and nothing else: 小売, 送配電側(3F)."""
    folded = fold(text)
    if len(folded) > _LONGEST:
        return None
    for written in (folded, _REMARK.sub("", folded)):
        for kind, whole in _WHOLE.items():
            if whole.fullmatch(written):
                return kind
    return None


def side_itself(text: str) -> ZoneKind | None:
    """What a text means that names a side itself and nothing else: 小売, 送配電側, but not 営業 or 配電."""
    return kind_of_room(text) if _ITSELF.search(text) else None


def names(kind: ZoneKind, folded: str) -> bool:
    """Whether the name of a room or a section, without regard to width and case, has a word of that side in it."""
    return _NAMES[kind].search(folded) is not None


def flag(text: str) -> str:
    """有 or 無, or empty when the word says neither."""
    return _look_up(_FLAG_WORDS, text) or (NO if _DASHES.fullmatch(fold(text)) else "")


class Vocabulary:
    """The words that one field may say, and what else is met for each."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._words = {fold(other): word for word, others in words.items() for other in (word, *others)}

    def word(self, text: str) -> str:
        """The word a text means, or empty."""
        return _look_up(self._words, text)


def _look_up(words: dict[str, str], text: str) -> str:
    folded = fold(text)
    if found := words.get(folded):
        return found
    if len(folded) > _LONGEST or _NOT_YET.search(folded):
        return ""
    return words.get(_REMARK.sub("", folded), "")
