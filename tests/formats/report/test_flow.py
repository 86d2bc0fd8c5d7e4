"""Where pages end: what belongs together stays, and no page is left half empty for it."""

import pytest

from app.formats.report.flow import BLOCK, HARD, LIGHT, Page, Strip, paginate, tie

ROOM = 100.0


def heights(pages: list[Page]) -> list[list[float]]:
    return [[strip.height for strip, _top in page.strips] for page in pages]


def block(count: int, height: float, keep: int = LIGHT) -> list[Strip]:
    strips = [Strip(height) for _n in range(count)]
    tie(strips, keep)
    return strips


@pytest.mark.parametrize(
    ("above", "pages"),
    [
        # Turned: a fifth of the page stays empty.
        (80, [[80], [30, 30]]),
        # Parted: turning the page would leave almost half of it empty.
        (55, [[55, 30], [30]]),
        (40, [[40, 30, 30]]),
    ],
)
def test_a_table_is_parted_where_turning_the_page_would_waste_it(above: float, pages: list[list[float]]) -> None:
    assert heights(paginate([Strip(above), *block(2, 30)], ROOM, 0)) == pages


def test_what_must_stay_together_turns_the_page() -> None:
    assert heights(paginate([Strip(55), *block(2, 30, BLOCK)], ROOM, 0)) == [[55], [30, 30]]
    assert heights(paginate([Strip(55), *block(4, 30, BLOCK)], ROOM, 0)) == [[55, 30], [30, 30, 30]]


def test_a_heading_goes_with_what_it_heads() -> None:
    strips = [Strip(60), Strip(10, keep=HARD), *block(3, 31)]
    assert heights(paginate(strips, ROOM, 0)) == [[60], [10, 31, 31], [31]]
    strips = [Strip(50), Strip(10, keep=HARD), *block(3, 31)]
    assert heights(paginate(strips, ROOM, 0)) == [[50, 10, 31], [31, 31]]
