"""What the values of a column say about the field they may belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from app.domain.ledgers import dates, values, words
from app.domain.ledgers.form import COUNTING, Field, FieldType
from app.domain.ledgers.writing import is_ditto, is_nothing, plain

_KEY = re.compile(r"[A-Za-z][-_.A-Za-z0-9]*|[A-Za-z0-9ァ-ヶ一-龠々ー]{0,8}[-_/.A-Za-z0-9 ]*\d[-_/.A-Za-z0-9]*")
_NUMBER = re.compile(r"\d{1,7}")
_COMPANY = re.compile(
    r"会社|\([株有合]\)|電力|送配電|ネットワーク|パワーグリッド|サービス|エナジー|ホールディングス|Inc|Co\.|Ltd",
    re.IGNORECASE,
)

# How many there are: with its unit, or so short that it is no number of anybody.
_WITH_UNIT = re.compile(r"(?:約|計|全)?\s*\d[\d,]*\s*(?:名|人|件|枚|台|個|本|通|部)(?:程度)?")
_LEAST_RUNNING = 5
_SHORT_NUMBER = re.compile(r"0|[1-9]\d{0,2}")
_WHOLE_COMPANY = re.compile(r"(?:株式会社|\(株\)).+|.+(?:株式会社|\(株\))")


def agreement(field: Field, samples: Sequence[str]) -> float | None:
    """The share of the values that fit the field, 0–1; None where the values cannot tell."""
    filled = _filled(tuple(samples))
    if not filled:
        return None
    if field.type not in COUNTING and are_counted(filled):
        return 0.0
    match field.type:
        case FieldType.DATE:
            # 未 and 未定 say that there is no date yet.
            dated = tuple(text for text in filled if dates.parse(text) != ("", ""))
            return _share(dated, is_date) if dated else None
        case FieldType.MAC:
            return _share(filled, _is_mac)
        case FieldType.IP:
            return _share(filled, _is_ip)
        case FieldType.STATUS:
            return _share(filled, words.state)
        case FieldType.ZONE:
            return _share(filled, words.zone)
        case FieldType.FLAG:
            return _share(filled, words.flag)
        case FieldType.WORD:
            return _share.__wrapped__(filled, words.Vocabulary(field.words).word)
        case FieldType.NUMBER:
            return _share(filled, _is_number)
        case FieldType.MONTHS:
            return _share(filled, _is_months)
        case FieldType.COMPANY if not _is_typed(filled):
            # Short names of companies are not known by their looks.
            share = _share(filled, names_company)
            return share if share >= 0.8 else None
        case FieldType.LIST if are_counts(filled):
            return 0.0
        case FieldType.KEY:
            return 0.0 if _is_typed(filled) else _share(filled, _is_key)
    if field.person and are_counts(filled):
        return 0.0
    if _is_typed(filled) or field.person and _share(filled, is_whole_company) > 0.5:
        return 0.0
    if field.choices:
        known = {words.fold(choice) for choice in field.choices}
        share = _share.__wrapped__(filled, lambda text: any(choice in words.fold(text) for choice in known))
        return share if share > 0 else None
    return None


def are_counts(samples: Sequence[str]) -> bool:
    """Whether each value that says something is a count: 25名, 0, 12."""
    filled = [text for text in map(plain, samples) if not is_nothing(text)]
    return bool(filled) and all(_WITH_UNIT.fullmatch(text) or _SHORT_NUMBER.fullmatch(text) for text in filled)


def are_counted(samples: Sequence[str]) -> bool:
    """Whether each value that says something is a count with its unit: numbers alone may be keys."""
    filled = [text for text in map(plain, samples) if not is_nothing(text)]
    return bool(filled) and all(map(_WITH_UNIT.fullmatch, filled))


def is_row_number(samples: Sequence[str]) -> bool:
    """Whether the values count the rows: 1, 2, 3 … with gaps where rows were left out, anew in each block."""
    numbers = [int(plain(text)) for text in samples if _NUMBER.fullmatch(plain(text))]
    filled = [text for text in samples if plain(text)]
    if len(numbers) < len(filled) * 0.8 or not numbers:
        return False
    rising = all(a < b or b == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return rising and numbers[0] <= 2 and max(numbers) <= len(samples) * 2 + 2


def counts_from_one(samples: Sequence[str]) -> bool:
    """Whether the values are but the running number of the row: 1, 2, 3 … without a gap, anew in each block, or all of
    them in another order. Of fewer than five rows nobody can tell."""
    filled = [text for text in map(plain, samples) if text]
    if len(filled) < _LEAST_RUNNING or not all(map(_NUMBER.fullmatch, filled)):
        return False
    numbers = [int(text) for text in filled]
    in_order = numbers[0] == 1 and all(b in (a + 1, 1) for a, b in zip(numbers, numbers[1:], strict=False))
    return in_order or sorted(numbers) == list(range(1, len(numbers) + 1))


def counts_on(samples: Sequence[str]) -> bool:
    """Whether the values are numbers of which each follows the one before."""
    texts = [plain(text) for text in samples]
    numbers = [int(text) for text in texts if _NUMBER.fullmatch(text)]
    return len(numbers) == len(texts) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def names_company(text: str) -> bool:
    """Whether a text reads like the name of a company."""
    return _COMPANY.search(plain(text)) is not None


def is_whole_company(text: str) -> bool:
    """Whether a text is the full name of a company and nothing else."""
    return _WHOLE_COMPANY.fullmatch(plain(text)) is not None


@lru_cache(maxsize=20_000)
def is_date(text: str) -> bool:
    """Whether a text is meant to be a date, possible or not."""
    value, problem = dates.parse(text)
    return bool(value) or problem not in ("", dates.UNREADABLE)


# The values below a heading are the same for every field and every kind of ledger that it may be of.
@lru_cache(maxsize=500)
def _filled(samples: tuple[str, ...]) -> tuple[str, ...]:
    """The values that say something themselves."""
    return tuple(text for text in samples if not is_nothing(plain(text)) and not is_ditto(text))


@lru_cache(maxsize=500)
def _is_typed(filled: tuple[str, ...]) -> bool:
    """Whether the values are plainly dates or addresses."""
    return max(_share(filled, _is_written_date), _share(filled, _is_mac)) > 0.6 or (_share(filled, _is_ip) > 0.6)


def _is_written_date(text: str) -> bool:
    # A plain number may be a serial of Excel or an asset number.
    return not plain(text).isdigit() and bool(dates.parse(text)[0])


def _is_mac(text: str) -> bool:
    return not values.mac(text)[1]


def _is_ip(text: str) -> bool:
    return not values.ip(text)[1]


def _is_number(text: str) -> bool:
    return not values.number(text)[1]


def _is_months(text: str) -> bool:
    return not values.months(text)[1]


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(plain(text)) is not None


@lru_cache(maxsize=500)
def _share(filled: tuple[str, ...], fits: Callable[[str], object]) -> float:
    return sum(1 for text in filled if fits(text)) / len(filled)
