"""How often something is done, as ledgers write it: 12か月, 1年, 毎年, 年2回, 四半期. Nothing is guessed."""

from __future__ import annotations

import re
from fractions import Fraction

_MONTH = r"(?:か|ヶ|カ|ケ|ヵ|箇|個)月"
# Longer ones are years of a calendar.
_LONGEST = 120
_BARE = re.compile(r"(\d{1,4})(?:\.0+)?")
_FIGURES = str.maketrans("一二三四五六七八九", "123456789")
# The longer words first: 四半期 has 半期 in it, and its 四 is no figure.
_WORDS = (
    (re.compile(r"四半期"), "3か月"),
    (re.compile(r"半期|(?<!\d)半年"), "6か月"),
    (re.compile(r"隔年(?:度)?"), "2年"),
    (re.compile(r"隔月"), "2か月"),
    (re.compile(r"毎年(?:度)?|年次|(?:annual|year)ly|every year|annual"), "1年"),
    (re.compile(r"毎月|月次|monthly"), "1か月"),
    (re.compile(r"quarterly"), "3か月"),
    (re.compile(r"\s*years?"), "年"),
    (re.compile(r"\s*months?"), "か月"),
)
_PER = re.compile(rf"(?P<times>\d+[回度])/(?P<count>\d*)(?P<unit>年|{_MONTH}|月)")
_EACH = re.compile(r"^(?:年|月(?=間?に?\d{1,2}[回度]))")
_PERIOD = re.compile(
    rf"約?(?:(?P<years>\d{{1,2}}(?:\.\d{{1,2}})?)年(?:度)?(?P<half>半)?)?(?:(?P<months>\d{{1,3}}){_MONTH})?間?"
    r"(?:毎|ごと)?(?:に?(?P<times>\d{1,2})[回度](?:以上|程度)?)?(?:以内)?"
)


def months(text: str) -> int | None:
    """The months between one time and the next; a bare number is one of months. None for what is not understood, nor
    whole months: 3月 is a month, 月2回 is more often, 1年おき may be one year or two."""
    written = text.casefold()
    if match := _BARE.fullmatch(written):
        return int(match[1])
    for word, meaning in _WORDS:
        written = word.sub(meaning, written)
    written = written.translate(_FIGURES).replace(" ", "").removeprefix("毎").removeprefix("every")
    written = _PER.sub(_turned, written)
    # 年2回, 月1回: of each year, each month.
    written = _EACH.sub(lambda found: "1か月" if found[0] == "月" else "1年", written)
    match = _PERIOD.fullmatch(written)
    if match is None or not (match["years"] or match["months"]):
        return None
    found = Fraction(match["years"] or 0) * 12 + (6 if match["half"] else 0) + int(match["months"] or 0)
    times = int(match["times"] or 1)
    found = found / times if times else Fraction(0)
    return int(found) if 1 <= found <= _LONGEST and found.denominator == 1 else None


def _turned(found: re.Match[str]) -> str:
    """1回/2年 as 2年1回."""
    unit = "年" if found["unit"] == "年" else "か月"
    return f"{found['count'] or 1}{unit}{found['times']}"
