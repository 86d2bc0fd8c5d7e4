"""Marks in a table of rights: what a cell below the name of a system says, and what a legend makes of a sign.

A mark either gives a right, names its level (参照, R/W) or gives none. What is neither is asked about and never
guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ledgers import words
from app.domain.ledgers.writing import is_nothing, plain

_LEVEL = (
    r"(?:参照|閲覧|照会|検索|表示|更新|登録|入力|編集|変更|修正|削除|承認|出力|印刷|実行|操作|管理者?|責任者|特権|一般|全て|すべて"
    r"|全(?:権限|機能)|フル(?:コントロール|アクセス)?|読取り?|読み取り|書込み?|書き込み|read|write|edit|view|update|delete"
    r"|approve|full|admin|administrator|r/?w|ro|r|w)(?:専用|権限|のみ| ?only|可能?|者)?"
)
_LEVELS = re.compile(rf"{_LEVEL}(?:[・/、,+&と ]*{_LEVEL})*", re.IGNORECASE)
_LONGEST = 30
# Said of using a system as a whole.
_USES = frozenset(map(words.fold, ("利用", "使用", "利用可", "使用可", "利用中", "使用中", "付与", "付与済", "登録済")))
_USES_NOT = re.compile(
    r"(?:権限|アクセス権?|利用権?|使用権?|閲覧|参照|付与|登録)?(?:なし|無し?|不可|できない|しない|対象外|停止|禁止|不要)(?:\(.*\))?"
)
_USES_PLAINLY = re.compile(r"(?:権限|アクセス|利用|使用)(?:権限?)?(?:あり|有り?|可能?|できる|者|中)?|(?:あり|有り?|可)")
# More, or less, than a ○: how much, only a legend tells.
_GRADED = frozenset("◎△▲")
_SIGNS = "○◯〇●◎△▲▽▼□■☆★◇◆×✕✖レ✓✔"
_SIGN = rf"(?:[{_SIGNS}]|[-－―]|R/?W|[A-Z]|\d)"
_PAIR = re.compile(rf"(?<![\w/])(?P<mark>{_SIGN})\s*(?:[:=＝…→⇒]|は)\s*(?P<said>[^\s、,;/{_SIGNS}:=]{{1,30}})")
_LEGEND = re.compile("凡例|記号|マーク|legend", re.IGNORECASE)
_MOST_CELLS = 12
_CLOSING = "。.)]】」』"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell gives: its `level`, empty where it only gives; `clear` tells that nobody need be asked how much."""

    level: str = ""
    clear: bool = True


class Marks:
    """Reads the cells of a table; `legend` says what signs mean there, and `said` what the officer says of them, which
    goes before all else: sign (`sign_of`) → meaning as a legend would have it, empty for what is not taken."""

    def __init__(self, legend: Mapping[str, str] | None = None, said: Mapping[str, str] | None = None) -> None:
        self.legend = dict(legend or {})
        self.said = dict(said or {})
        self._known: dict[str, Mark | bool] = {}

    def read(self, text: str) -> Mark | bool:
        """The right a cell gives, False for none, True for what is no known mark."""
        found = self._known.get(text)
        if found is None:
            found = self._understood(text)
            if len(self._known) < _MOST_KNOWN:
                self._known[text] = found
        return found

    def _understood(self, text: str) -> Mark | bool:
        written = plain(text)
        sign = _sign(written)
        said = self.said.get(sign, self.legend.get(sign))
        if said is not None:
            return _meant(said) if said else True
        if is_nothing(written) or words.flag(written) == words.NO:
            return False
        if written in _GRADED:
            return Mark(clear=False)
        if words.flag(written) == words.YES or words.fold(written) in _USES:
            return Mark()
        return Mark(written) if is_level(written) else True

    def are_marks(self, samples: Iterable[str]) -> bool:
        """Whether texts are marks and nothing else, and one of them gives a right; dashes alone say nothing."""
        found = [self.read(text) for text in samples]
        return True not in found and any(isinstance(each, Mark) for each in found)

    def may_be_marks(self, samples: Iterable[str]) -> bool:
        """Whether at least half of the texts are marks: enough where a heading tells what the column is."""
        found = [self.read(text) for text in samples]
        return 2 * sum(1 for each in found if each is not True) >= len(found)


_MOST_KNOWN = 1_000
_LONGEST_SIGN = 2
_MOST_SIGNS = 6


def may_be_signs(samples: Iterable[str]) -> bool:
    """Whether texts may be signs of the office's own (参, 更, A): few and short ones, that are no numbers. Enough where
    the heading tells what the column is."""
    found = set(map(plain, samples))
    return 0 < len(found) <= _MOST_SIGNS and all(len(text) <= _LONGEST_SIGN and not text.isdigit() for text in found)


def sign_of(text: str) -> str:
    """A mark as it is looked up in what was said of marks."""
    return _sign(plain(text))


def is_level(text: str) -> bool:
    """Whether a text names how much may be done: 参照, R/W, 更新・削除."""
    written = plain(text)
    return len(written) <= _LONGEST and _LEVELS.fullmatch(written) is not None


def legend_of(lines: Iterable[Sequence[str]]) -> dict[str, str]:
    """What the legends among some lines say: sign → meaning (凡例: ◎=更新 ○=参照). A line of one pair counts where it
    is called a legend, or others stand beside it."""
    found: dict[str, str] = {}
    for cells in lines:
        filled = [plain(text) for text in cells if text.strip()]
        if not filled or len(filled) > _MOST_CELLS:
            continue
        called = any(map(_LEGEND.search, filled))
        pairs = list(_pairs(filled, called=called))
        if called or len(pairs) > 1:
            for mark, said in pairs:
                found.setdefault(_sign(mark), said.strip(_CLOSING))
    return found


def _pairs(filled: Sequence[str], *, called: bool) -> Iterator[tuple[str, str]]:
    for text in filled:
        for match in _PAIR.finditer(text):
            # Letters and figures with a colon stand in many lines.
            if called or match["mark"][0] in _SIGNS:
                yield match["mark"], match["said"]
    if called:
        for mark, said in zip(filled, filled[1:], strict=False):
            if re.fullmatch(_SIGN, mark) and not re.fullmatch(_SIGN, said):
                yield mark, said.lstrip(":=…→ ")


def _sign(text: str) -> str:
    """A sign as it is looked up: circles and crosses that look alike are one, but ◎ and ● are others than ○."""
    return text if text in ("◎", "●") else words.fold(text)


def _meant(said: str) -> Mark | bool:
    written = plain(said)
    if is_nothing(written) or words.flag(written) == words.NO or _USES_NOT.fullmatch(written):
        return False
    plainly = words.flag(written) == words.YES or _USES_PLAINLY.fullmatch(written)
    return Mark() if plainly else Mark(written)
