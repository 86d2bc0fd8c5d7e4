"""What is told of a text at a glance is what a thorough look tells."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.headings import Headings, Way
from app.formats.ledger_sheets.spellings import NEAR, Spellings

LEDGERS = LedgerSheets()
KINDS = LEDGERS.kinds()
KNOWN = sorted(
    {
        heading.replace("›", " ")
        for kind in KINDS
        for field in LEDGERS.form(kind).fields
        for heading in (*field.headings, *field.weak)
    }
)
BEHIND = (
    "", "(名)", "(人数)", "(自)", " 終了日", "至", "※必須", "※複数可", "(旧)", "(当社)", "\n(和暦)", "(半角)", "数",
    "名", "欄", "年月日", "の番号", "x",
)  # fmt: skip
BEFORE = ("", "自 ", "対象", "最終", "直近", "旧", "利用者の")


def headings(kind: str) -> Headings:
    return Headings(LEDGERS.form(kind))


class Everything(frozenset[str]):
    """A form that has something to say of each text."""

    def isdisjoint(self, _others: object) -> bool:
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_a_glance_passes_over_no_heading(kind: str) -> None:
    quick, thorough = headings(kind), headings(kind)
    thorough._looked_up = Everything()
    own = [heading for field in LEDGERS.form(kind).fields for heading in (*field.headings[:2], *field.weak[:1])]
    asked = [*own, *KNOWN[:: len(KNOWN) // 60]]
    texts = [
        before + text + BEHIND[(n + m) % len(BEHIND)] for n, text in enumerate(asked) for m, before in enumerate(BEFORE)
    ]
    texts += [text + behind for text in own[::6] for behind in BEHIND]
    texts += ["自", "至", "から", "まで", "名" * 400, " ", "営業所 (東)"]
    labels = 0
    for text in texts:
        told = quick.is_label(text), quick.likeliest((text,))
        assert told == (thorough.is_label(text), thorough.likeliest((text,))), text
        labels += told[0]
    assert labels >= len(asked) / 10


@given(st.lists(st.text("あいう名番号", max_size=8), max_size=8, unique=True), st.text("あいう名番号", max_size=10))
def test_near_spellings_are_those_that_comparing_each_finds(known: list[str], text: str) -> None:
    ratios = {each: SequenceMatcher(None, each, text, autojunk=False).ratio() for each in known}
    expected = [(each, ratio) for each, ratio in ratios.items() if each and text and ratio >= NEAR]
    assert list(Spellings(known).near(text)) == expected


def test_a_wrong_letter_is_likely_the_heading() -> None:
    match = headings("terminals").matches(("管理蕃号",))[0]
    assert (match.field, match.way) == ("asset_no", Way.SIMILAR)
