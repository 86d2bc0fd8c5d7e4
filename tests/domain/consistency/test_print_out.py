"""What a report would not print is told with its place, in every kind of text."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.case_figures import CaseFigure
from app.domain.consistency import Hit, Whole
from app.domain.measures import MeasureFacts
from app.formats.report.glyphs import unprinted
from tests.domain.consistency.made import AUDIT, CATALOGUE, HEAD, NORTH, SITES, answer, hits, proof
from tests.domain.consistency.test_checks import CASES, FINDING, HERE, MEASURE, OCCURRED, SPLIT, orderly

ODD, SHAPED = "窓口の端末😀を移した", "渡邉\U000e0100さんに確かめた"


def told(made: Whole, rule: str = "K96") -> tuple[Hit, ...]:
    return hits(replace(made, unprinted=unprinted), rule)


PLANTED: dict[str, tuple[Callable[[], Whole], str]] = {
    "K96 a remark": (lambda: orderly({HERE: answer(HERE, comment=ODD)}), f"place|comment|{HERE[0]}|{HERE[1]}||"),
    "K96 the reason of an answer": (
        lambda: orderly({HERE: answer(HERE, reason=ODD)}),
        f"place|reason|{HERE[0]}|{HERE[1]}||",
    ),
    "K96 a measure": (
        lambda: orderly(actions=(replace(MEASURE, measure=ODD),)),
        f"action|measure|{MEASURE.checkpoint}|||{MEASURE.number}",
    ),
    "K96 what was done of a measure": (
        lambda: orderly(beside={MEASURE.id: MeasureFacts(MEASURE.id, account=ODD)}),
        f"action|account|{MEASURE.checkpoint}|||{MEASURE.number}",
    ),
    "K96 the head of a site": (
        lambda: orderly(sites=(replace(SITES[0], manager=ODD), *SITES[1:])),
        f"site|manager||{NORTH}||",
    ),
    "K96 the name of a site": (lambda: orderly(sites=(*SITES[:2], replace(SITES[2], name=ODD))), f"site|||{HEAD}||"),
    "K96 who signs": (
        lambda: orderly(audit=replace(AUDIT, filing=replace(AUDIT.filing, representative=ODD))),
        "audit|representative||||",
    ),
    "K96 a case": (
        lambda: orderly(cases=(CASES[0], replace(OCCURRED, overview=ODD))),
        f"case|overview|||{OCCURRED.id}|",
    ),
    "K96 a figure of a case": (
        lambda: orderly(cases=(CASES[0], replace(OCCURRED, figures=(CaseFigure(ODD, "1件", None, "調査"),)))),
        "case|label",
    ),
    "K96 a split": (lambda: orderly(separations=(replace(SPLIT, interim=ODD),)), f"separation|interim|||{SPLIT.id}|"),
    "K96 the name of a file": (
        lambda: orderly(evidence=(proof(HERE, name=ODD),)),
        f"evidence|name|{HERE[0]}|{HERE[1]}",
    ),
    "K96 a finding": (lambda: orderly(findings=(replace(FINDING, values={"user": ODD}),)), "finding||"),
    "K97 a remark": (
        lambda: orderly({HERE: answer(HERE, comment=SHAPED)}),
        f"place|comment|{HERE[0]}|{HERE[1]}||",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_each_kind_of_text_is_looked_at(name: str) -> None:
    make, key = PLANTED[name]
    rule = name.split()[0]
    (hit,) = told(make(), rule)
    assert hit.where.key.startswith(key), hit.where.key
    character, words = {"K96": ("😀 (U+1F600)", ODD), "K97": ("邉 (U+9089)", SHAPED)}[rule]
    assert hit.values == {"characters": character, "words": words}
    assert hit.message in next(text for text in CATALOGUE.checks if text.id == rule).hits


def test_every_place_is_told_and_not_the_first_alone() -> None:
    other = (HERE[0], HEAD) if HERE[1] != HEAD else (HERE[0], NORTH)
    made = orderly(
        {HERE: answer(HERE, comment=ODD), other: answer(other, comment="☐ 未了")},
        actions=(replace(MEASURE, problem=ODD, method="🔒を掛ける"),),
    )
    assert len(told(made)) == 4


def test_rare_names_are_in_order() -> None:
    names = "髙橋・﨑山・𠮷田・渡邉 ①㈱～≒ か\u3099き\t\u00a0終"
    made = orderly({HERE: answer(HERE, comment=names)})
    assert told(made) == told(made, "K97") == ()


@pytest.mark.parametrize(
    ("written", "message", "characters"),
    [
        ("渡邉\U000e0100さん", "variant", "邉 (U+9089)"),
        ("芦\ufe00屋", "variant", "芦 (U+82A6)"),
        ("き\u309aゃ", "loose", "き\u309a (U+304D U+309A)"),
    ],
)
def test_what_is_printed_otherwise_is_told_for_information(written: str, message: str, characters: str) -> None:
    made = orderly({HERE: answer(HERE, comment=written)})
    (hit,) = told(made, "K97")
    assert (hit.message, hit.values["characters"]) == (message, characters)
    assert told(made) == ()
