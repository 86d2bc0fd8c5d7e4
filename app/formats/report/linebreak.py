"""Japanese line breaking (禁則): no line begins with 、 or ends with 「, none hangs over the edge.

A text is cut into clusters that stay together; lines take as many clusters as they hold. A cluster wider than a whole
line is cut again, by weaker rules each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TypeAlias

from app.formats.report.fonts import Face, face
from app.formats.report.glyphs import clean
from app.services.reporting.model import Run, Text

# May not end a line.
OPENING = "「『(（［[｛{〔【〈《〖〘“‘｢¥￥＄£€№〒"
# May not begin one.
CLOSING = (
    "」』)）］]｝}〕】〉》〗〙”’｣、。，．,.・:;：；?!？！‼⁇⁈⁉ー々〻ゝゞヽヾ…‥%％‰°℃′″〜～‐゠–"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
    "\u0300\u0301\u0302\u0303\u0304\u0308\u3099\u309a"
)
_O, _C = re.escape(OPENING), re.escape(CLOSING)
_NUMBER = r"[0-9０-９]+(?:[,，.．:：][0-9０-９]+)*"
# Counters and units that stay with their number; 第 and 約 stay before it.
_UNIT = (
    "(?:か所|カ所|ヶ所|箇所|か月|カ月|ヶ月|箇月|年間|日間|時間|分間|年度|年目|回目|事業所|百万円|千円|万円|億円|営業日"
    "|[年月日時分秒週台名人件回箇個社店室条項号章節部課枚冊本点割倍円歳度期次版頁行列字口]|(?![A-Za-z0-9])%)"
)
_COUNTED = rf"(?:ほか)?[第約各計全年月週毎]?{_NUMBER}(?![A-Za-z]){_UNIT}?"
_LATIN = r"[A-Za-z0-9À-ɏΑ-ω@#&\\/_~+=<>|^*`'\"$]+(?:[\-.,:;?!%'’&/@_+=()\[\]][A-Za-z0-9À-ɏ@#&\\/_~+=<>|^*$]+)*"
_SHORT_DATE = (
    rf"(?:令和|平成|昭和|西暦)?(?:{_NUMBER}|元)年(?:{_NUMBER}月(?:{_NUMBER}日)?)?度?"
    rf"|{_NUMBER}月{_NUMBER}日"
    rf"|{_NUMBER}(?:[/／]{_NUMBER})+"
    # 2026-12-31, and articles such as 23-4(1).
    r"|[0-9]+(?:-[0-9]+)+(?:\([0-9]+\))*(?![A-Za-z0-9])"
)
# Small things that stay whole in a cell: a word in katakana, two kanji (three at the end of a compound).
_WORD = r"[ァ-ヺー]{2,10}(?:[一-龠](?![一-龠]))?|[一-龠々]{2}(?:[一-龠々](?![一-龠々]))?"
_INSEPARABLE = r"[—―─]+|…+|¶[0-9]+(?:\([0-9]\))*[①-⑳]?"


def _pattern(core: str) -> re.Pattern[str]:
    one = rf"(?:(?:[{_O}][ 　]*)*(?:{core}|[^\s{_O}{_C}])[{_C}]*|(?:[{_O}][ 　]*)+(?![^\s{_C}])[{_C}]*|[{_C}]+)"
    # A sign that may not begin a line stays on it across a space too; ・ after a wide space begins an item.
    return re.compile(rf"{one}(?:\u00a0+(?:{one})?)*(?:[ 　]+(?![・･])[{_C}]+)*[^\S\u00a0]*|\s+")


_RUNNING = _pattern("|".join((_SHORT_DATE, _INSEPARABLE, _COUNTED, _LATIN)))
_IN_CELL = _pattern("|".join((_SHORT_DATE, _INSEPARABLE, _COUNTED, _LATIN, _WORD)))
# For clusters wider than a line: first without regard to words, then to dates, then by the character.
_WEAKER = (
    _RUNNING,
    _pattern("|".join((_INSEPARABLE, _COUNTED, _LATIN))),
    _pattern("(?!)"),
    re.compile("(?s)."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: (text, bold, quiet) pieces, its width in em, whether it ends its paragraph, and whether a space stood
    where it was broken."""

    pieces: tuple[tuple[str, bool, bool], ...]
    width: float
    last: bool
    spaced: bool = False

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(piece[0] for piece in self.pieces)


def clusters(text: str, *, cell: bool = False) -> list[str]:
    """What stays together in one line of `text`; joined they are the text. In a cell, short terms stay whole."""
    found = (_IN_CELL if cell else _RUNNING).findall(text)
    if len(found) > 5 and len(found[-1].rstrip(CLOSING)) == 1:
        # One character alone on the last line looks like a slip.
        found[-2:] = [found[-2] + found[-1]]
    return found


class Breaker:
    """Breaks texts and remembers every text and how wide it is; one for each report.

    `texts` are all texts seen, in order, cleaned.
    """

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}
        self._measured: dict[tuple[str, bool, bool], list[tuple[str, list[str], list[float], float]]] = {}

    def extent(self, text: Text, *, bold: bool = False, cell: bool = True) -> tuple[float, float]:
        """The widest cluster and the widest line of `text` in em: the room it needs, the room it would like."""
        if not isinstance(text, str):
            bold = bold or any(run.bold for run in text)
            text = "".join(run.text for run in text)
        least = whole = 0.0
        for _paragraph, _parts, widths, total in self._measure(text, bold, cell):
            whole = max(whole, total)
            least = max(least, max(widths, default=0.0))
        return min(least, whole), whole

    def lines(
        self, text: Text, room: float, *, bold: bool = False, quiet: bool = False, cell: bool = False, indent: float = 0
    ) -> list[Line]:
        """Lines of at most `room` em; the first of each paragraph leaves `indent` em."""
        room += 1e-6
        if not isinstance(text, str):
            return self._rich(text, room, cell, indent, quiet)
        made: list[Line] = []
        for paragraph, parts, widths, total in self._measure(text, bold, cell):
            if total <= room - indent:
                made.append(Line(((paragraph, bold, quiet),), total, True))
                continue
            measure = _plain_measure(paragraph, face(bold))
            cut = _fill(paragraph, parts, widths, room, indent, measure)
            last = len(cut) - 1
            made.extend(
                Line(((paragraph[a:b], bold, quiet),), measure(a, b), n == last, paragraph[b : b + 1] == " ")
                for n, (a, b) in enumerate(cut)
            )
        return made

    def _measure(self, text: str, bold: bool, cell: bool) -> list[tuple[str, list[str], list[float], float]]:
        """Per paragraph: its text, its clusters, their widths without trailing space, the width of the whole."""
        key = (text, bold, cell)
        if (known := self._measured.get(key)) is not None:
            return known
        shown = clean(text)
        self.texts.setdefault(shown)
        measure = face(bold).width
        made = []
        for paragraph in shown.split("\n"):
            paragraph = paragraph.rstrip()
            parts = clusters(paragraph, cell=cell)
            made.append((paragraph, parts, [measure(p.rstrip() or p) for p in parts], measure(paragraph)))
        self._measured[key] = made
        return made

    def _rich(self, runs: tuple[Run, ...], room: float, cell: bool, indent: float, quiet: bool) -> list[Line]:
        made: list[Line] = []
        text = ""
        looks: list[tuple[bool, bool]] = []
        for run in runs:
            shown = clean(run.text)
            text += shown
            looks.extend([(run.bold, run.quiet or quiet)] * len(shown))
        self.texts.setdefault(text)
        offset = 0
        for paragraph in text.split("\n"):
            own = looks[offset : offset + len(paragraph)]
            offset += len(paragraph) + 1
            paragraph = paragraph.rstrip()
            sums = [0.0, *accumulate(face(bold)[c] for c, (bold, _q) in zip(paragraph, own, strict=False))]
            measure = _summed_measure(sums)
            parts = clusters(paragraph, cell=cell)
            ends = list(accumulate(map(len, parts)))
            widths = [measure(e - len(p), e - len(p) + len(p.rstrip() or p)) for p, e in zip(parts, ends, strict=True)]
            cut = _fill(paragraph, parts, widths, room, indent, measure)
            last = len(cut) - 1
            made.extend(
                Line(_styled(paragraph[a:b], own[a:b]), measure(a, b), n == last, paragraph[b : b + 1] == " ")
                for n, (a, b) in enumerate(cut)
            )
        return made


Measure: TypeAlias = Callable[[int, int], float]


def _plain_measure(paragraph: str, weight: Face) -> Measure:
    return lambda a, b: weight.width(paragraph[a:b])


def _summed_measure(sums: list[float]) -> Measure:
    return lambda a, b: sums[b] - sums[a]


def _styled(line: str, looks: list[tuple[bool, bool]]) -> tuple[tuple[str, bool, bool], ...]:
    """The line in pieces of one appearance."""
    pieces: list[tuple[str, bool, bool]] = []
    for look, grouped in groupby(zip(line, looks, strict=True), lambda pair: pair[1]):
        pieces.append(("".join(character for character, _look in grouped), *look))
    return tuple(pieces)


def _fill(
    paragraph: str, parts: list[str], widths: list[float], room: float, indent: float, measure: Measure
) -> list[tuple[int, int]]:
    """The lines of a paragraph as character ranges without trailing spaces, as many clusters in each as fit."""
    lines: list[tuple[int, int]] = []
    begin = at = 0
    limit = room - indent
    used = 0.0
    waiting = [(part, wide, 0) for part, wide in zip(reversed(parts), reversed(widths), strict=True)]
    while waiting:
        part, wide, level = waiting.pop()
        end = at + len(part)
        if used + wide > limit:
            if wide > room and level < len(_WEAKER):
                # No line holds it: cut it by weaker rules and begin on this line.
                here = at
                pieces = []
                for piece in _WEAKER[level].findall(part):
                    pieces.append((piece, measure(here, here + len(piece.rstrip() or piece)), level + 1))
                    here += len(piece)
                waiting.extend(reversed(pieces))
                continue
            if at > begin:
                lines.append((begin, begin + len(paragraph[begin:at].rstrip())))
                begin, used, limit = at, 0.0, room
        used += wide if not part[-1].isspace() else measure(at, end)
        at = end
    if at > begin or not lines:
        lines.append((begin, begin + len(paragraph[begin:at].rstrip())))
    return lines
