"""What free text states: numbers and days in every spelling, and who holds what."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendar import ERAS
from app.domain.consistency.numerals import DAY, Written, day_of, folded, number
from app.domain.consistency.periods import Period, day_in_name, read_period
from app.domain.consistency.statements import Said, Vocabulary
from tests.domain.consistency.made import CATALOGUE

WORDS = Vocabulary(CATALOGUE.spoken, (("s1", "北営業所"), ("s2", "南営業所")))
_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
_KANJI = "〇一二三四五六七八九"


def said(text: str) -> Said:
    found = WORDS.read(text)
    assert found is not None, text
    return found


def in_words(value: int) -> str:
    """1,203 as 千二百三."""
    if value >= 10_000:
        rest = value % 10_000
        return in_words(value // 10_000) + "万" + (in_words(rest) if rest else "")
    parts = []
    for unit, sign in ((1_000, "千"), (100, "百"), (10, "十")):
        digit, value = divmod(value, unit)
        if digit:
            parts.append(("" if digit == 1 else _KANJI[digit]) + sign)
    return "".join(parts) + (_KANJI[value] if value else "")


@settings(max_examples=60)
@given(st.integers(1, 99_999_999))
def test_a_number_is_the_same_however_it_is_written(value: int) -> None:
    spellings = [str(value), f"{value:,}", str(value).translate(_WIDE), f"{value:,}".translate(_WIDE), in_words(value)]
    if value > 9_999:
        spellings.append(f"{value // 10_000}万" + (str(value % 10_000) if value % 10_000 else ""))
    for written in spellings:
        counts = said(f"端末は{written}台である。").counts
        assert [(c.thing, c.number, c.whole) for c in counts] == [("terminals", value, True)], written


@settings(max_examples=60)
@given(st.dates(date(1926, 12, 25), date(2043, 12, 31)))
def test_a_day_is_the_same_in_its_era_and_without(day: date) -> None:
    (era, (before, _first, _last)) = next((e, years) for e, years in ERAS.items() if years[1] <= day <= years[2])
    if era not in ("令和", "平成", "昭和"):
        return
    year = day.year - before
    in_era = f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    letter = {"令和": "R", "平成": "H", "昭和": "S"}[era] + f"{year}.{day.month}.{day.day}"
    western = f"{day.year}年{day.month}月{day.day}日"
    slashed = f"{day.year}/{day.month:02d}/{day.day:02d}"
    for text in (in_era, in_era.translate(_WIDE), letter, western, western.translate(_WIDE), slashed):
        match = DAY.search(folded(text)[0])
        assert match is not None, text
        assert day_of(match) == Written(day.year, day.month, day.day), text


@settings(max_examples=60)
@given(st.integers(2019, 2043), st.integers(1, 12), st.integers(1, 28))
def test_a_year_and_a_day_in_it_agree(year: int, month: int, day: int) -> None:
    exact = Written(year, month, day)
    assert exact.agrees(Written(year))
    assert Written(year, month).agrees(exact)
    assert not exact.agrees(Written(year + 1))
    assert not exact.agrees(Written(year, month % 12 + 1))
    assert exact.agrees(Written(year - (month < 4), fiscal=True))
    assert not exact.agrees(Written(year + (month >= 4), fiscal=True))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    found = WORDS.read(text)
    if found is not None:
        spans = [each.span for kind in (found.counts, found.days, found.holders) for each in kind]
        assert all(0 <= begin <= end <= len(text) for begin, end in spans)


def test_what_is_read_points_at_its_words() -> None:
    text = "㈱東湾の端末は（全部で）１２台です。情報取扱規程は令和５年４月１日に施行した。"
    found = said(text)
    assert text[slice(*found.days[0].span)] == "情報取扱規程は令和５年４月１日に施行"
    assert said("当所の端末は１２台です。").counts[0].span == (3, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("端末は12台", (12, "", True)),
        ("端末台数は12台", (12, "", True)),
        ("全12台の端末", (12, "", True)),
        ("12台の端末を設置", (12, "", True)),
        ("12台の端末が未返却", (12, "", False)),
        ("端末12台が未返却", (12, "", False)),
        ("端末12台を抽出", (12, "", False)),
        ("端末12台中3台", (12, "", True)),
        ("未返却の端末は3台", (3, "未返却", True)),
        ("会議室には、端末3台を設置", (3, "会議室", True)),
        ("当営業所の端末は12台", (12, "", True)),
    ],
)
def test_how_many_and_which_of_them(text: str, expected: tuple[int, str, bool]) -> None:
    (count,) = said(text).counts
    assert (count.number, count.part, count.whole) == expected


@pytest.mark.parametrize(
    "text",
    [
        "端末は約12台",
        "端末は12台以上",
        "端末は12台程度",
        "端末は12台ではない",
        "端末は12台から14台に増えた",
        "前回、端末は12台であった",
        "端末は12台となる予定",
        "端末うち12台",
    ],
)
def test_what_is_not_meant_exactly_is_not_taken(text: str) -> None:
    found = WORDS.read(text)
    assert found is None or not found.counts


def test_a_site_that_is_named_is_told() -> None:
    assert said("南営業所の端末は12台").counts[0].site == "s2"
    assert said("端末は12台").counts[0].site == ""


@pytest.mark.parametrize(
    ("text", "name", "post"),
    [
        ("情報管理責任者は山田課長である", "山田", False),
        ("情報管理責任者(山田 太郎)", "山田太郎", False),
        ("情報管理責任者である山田氏", "山田", False),
        ("情報管理責任者は総務課長が務める", "総務課長", True),
        ("情報管理責任者:所長", "所長", True),
    ],
)
def test_who_holds_a_role(text: str, name: str, post: bool) -> None:
    (holder,) = said(text).holders
    assert (holder.role, holder.name, holder.post) == ("information_manager", name, post)


@pytest.mark.parametrize(
    "text",
    [
        "情報管理責任者を選任している",
        "情報管理責任者は各課長である",
        "前任の情報管理責任者は佐藤課長",
        "情報管理責任者が未定",
    ],
)
def test_nobody_is_named(text: str) -> None:
    found = WORDS.read(text)
    assert found is None or not found.holders


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026年度上期", Period(date(2026, 4, 1), date(2026, 9, 30))),
        ("令和8年度下期", Period(date(2026, 10, 1), date(2027, 3, 31))),
        ("令和８年度", Period(date(2026, 4, 1), date(2027, 3, 31))),
        ("2026年度第3四半期", Period(date(2026, 10, 1), date(2026, 12, 31))),
        ("2026年4月1日〜2026年9月30日", Period(date(2026, 4, 1), date(2026, 9, 30))),
        ("令和8年4月から令和8年9月", Period(date(2026, 4, 1), date(2026, 9, 30))),
        ("2026年", Period(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-04-01 to 2026-09-30", Period(date(2026, 4, 1), date(2026, 9, 30))),
        ("上期", None),
        ("2026年4月", None),
    ],
)
def test_the_period_of_an_audit(text: str, period: Period | None) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("写真_20260930.jpg", date(2026, 9, 30)),
        ("令和8年9月30日_棚卸し.pdf", date(2026, 9, 30)),
        ("R8.9.30 端末.xlsx", date(2026, 9, 30)),
        ("2026-09-30と2026-10-01.pdf", None),
        ("20261399.jpg", None),
        ("端末台帳.xlsx", None),
    ],
)
def test_the_day_in_the_name_of_a_file(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


def test_numbers_of_words() -> None:
    assert [number(text) for text in ("十", "二十三", "百二", "一万二千", "二〇", "3万8,000", "5千")] == [
        10, 23, 102, 12_000, 20, 38_000, 5_000,
    ]  # fmt: skip
