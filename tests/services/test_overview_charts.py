"""The charts of the overview: each number has its list, what is missing improves none, and words say what bars show."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.carrying import Carried, Predecessor, Standing
from app.domain.findings import UNSTATED, Finding
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.reminding import Link
from app.domain.review import Review, ReviewAct, State
from app.domain.shares import Share, Trend
from app.i18n import gettext, gettext_in
from app.services import answering, auditing, evidencing, overview, overview_places
from app.services.overview import Overview
from app.services.overview_charts import Chart, charts, choice_words, worst_sites
from app.services.overview_places import Choice
from app.services.ports import Desk

AT = "2026-11-16T09:00:00+00:00"


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """Every verdict, a copy, a proof, an earlier audit, and steps of a review."""
    outline = auditing.outline(desk)
    first, second = (s.id for s in outline.sites)
    at_sites = [c.id for c in outline.checkpoints if c.level is Level.SITE]
    given = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING, Verdict.NOT_APPLICABLE, Verdict.CONFORMING)
    for checkpoint, verdict in zip(at_sites, given, strict=False):
        answering.record_answer(desk, checkpoint, first, verdict, "所見", reason="理由")
    (tmp_path / "写真.txt").write_text("x", "utf-8")
    evidencing.attach(desk, at_sites[0], first, tmp_path / "写真.txt")
    answering.copy_answer(desk, at_sites[0], first, [second])
    answering.copy_answer(desk, at_sites[2], first, [second])
    earlier = (Verdict.NONCONFORMING, Verdict.PARTLY, Verdict.CONFORMING, Verdict.CONFORMING, Verdict.UNANSWERED)
    before = Predecessor(
        "a0", "東湾送配電株式会社", "2025年度下期", date(2026, 3, 31), "前.shadan", 1, True, "e", "1", AT, "o"
    )

    def carried(checkpoint: str, site: str, verdict: Verdict, standing: Standing = Standing.UNCHANGED) -> Carried:
        return Carried(checkpoint, site, verdict, "", "", AT, "o", "?", "!", standing)

    with desk.file.write() as work:
        work.carried.put_predecessor(before)
        told = [carried(c, first, v) for c, v in zip(at_sites, earlier, strict=False)]
        gone = carried("A9-9-99", first, Verdict.NONCONFORMING, Standing.RETIRED)
        work.carried.add((*told, carried(at_sites[0], second, Verdict.NONCONFORMING), gone))
        steps = [(0, ReviewAct.ACCEPTED), (1, ReviewAct.RETURNED), (2, ReviewAct.REQUESTED)]
        work.reviews.append(tuple(Review(at_sites[n], first, 1, act, 1, "x", AT, "r") for n, act in steps))
        work.history.record(AT, "o", Event("setting.changed", "test"))
        work.commit()
    return desk


def made(desk: Desk, language: str = "ja") -> dict[str, Chart]:
    view = overview.overview(desk)
    return {c.id: c for c in charts(view, desk.catalogue, gettext_in(language), language)}


def numbers(chart: Chart) -> Iterator[tuple[int, Link]]:
    for row in chart.rows:
        yield from zip(row.values, row.links, strict=True)
        yield row.total, row.whole
    for part in chart.parts:
        if part.total is not None and part.link is not None:
            yield part.total, part.link


def counted_by(desk: Desk, view: Overview, link: Link) -> int:
    """How many the list behind a number has."""
    if link.page == "checkpoints":
        return len(overview_places.chosen(desk, Choice.read(link.options["only"])))

    def wanted(finding: Finding) -> bool:
        options = link.options
        return (
            options.get("leak", "") in ("", *(finding.leaks or (UNSTATED,)))
            and options.get("cause", "") in ("", *(finding.causes or (UNSTATED,)))
            and options.get("severity", "") in ("", finding.severity)
        )

    return sum(map(wanted, view.findings))


def test_every_number_counts_what_its_list_has(filled: Desk) -> None:
    view = overview.overview(filled)
    known: dict[str, int] = {}
    for chart in made(filled).values():
        told = list(numbers(chart))
        assert told
        for number, link in told:
            key = str(link)
            if key not in known:
                known[key] = counted_by(filled, view, link)
            assert number == known[key], (chart.id, link)


def test_the_parts_add_up_to_everything_that_is_asked(filled: Desk) -> None:
    view = overview.overview(filled)
    everything = view.total.total
    for each in (view.parts, view.sites):
        assert sum(sum(part.shares.values()) for part in each) == everything
        assert sum(sum(part.trends.values()) for part in each) == everything
    assert sum(view.states.values()) == everything
    told = {share: sum(part.shares[share] for part in view.parts) for share in Share}
    total = view.total
    assert told[Share.CONFORMING] + told[Share.UNPROVEN] == total.conforming
    assert told[Share.UNPROVEN] == view.unproven == sum(cell.unproven for cell in view.cells.values())
    assert (told[Share.PARTLY], told[Share.NONCONFORMING]) == (total.partly, total.nonconforming)
    assert (told[Share.COPIED], told[Share.UNANSWERED]) == (total.copied, total.unanswered)


def test_what_was_made_of_the_answers(filled: Desk) -> None:
    view = overview.overview(filled)
    shares = {share: sum(part.shares[share] for part in view.parts) for share in Share}
    assert [shares[s] for s in (Share.CONFORMING, Share.UNPROVEN, Share.PARTLY)] == [1, 1, 1]
    # A copied deficiency is one; a copied 適合 is nothing yet.
    assert [shares[s] for s in (Share.NONCONFORMING, Share.NOT_APPLICABLE, Share.COPIED)] == [2, 1, 1]
    trends = {trend: sum(part.trends[trend] for part in view.parts) for trend in Trend}
    assert [trends[t] for t in (Trend.BETTER, Trend.SAME, Trend.WORSE, Trend.OTHER)] == [1, 1, 1, 1]
    # Without an earlier answer: the fifth one, and the copied deficiency at the second site.
    assert trends[Trend.NEW] == 2
    assert view.states[State.ACCEPTED] == view.states[State.RETURNED] == view.states[State.REQUESTED] == 1
    # A copy that nobody confirmed was not begun at its site.
    assert view.states[State.ANSWERED] == 2


def test_nothing_answered_improves_no_figure(desk: Desk) -> None:
    view = overview.overview(desk)
    assert {share for part in view.parts for share, n in part.shares.items() if n} == {Share.UNANSWERED}
    assert {state for state, n in view.states.items() if n} == {State.NOT_STARTED}
    told = made(desk)
    assert told["areas"].alt == f"回答すべき{view.total.total}件の内訳は、未確認 {view.total.total}です。"
    assert (told["trends"].rows, told["trends"].parts[0].total) == ((), None)
    assert "前回の点検がない" in told["trends"].empty
    assert worst_sites(view) == [("本店", 0), ("北営業所", 0)]


def test_withdrawing_an_answer_makes_nothing_better(filled: Desk) -> None:
    before = overview.overview(filled)
    site = auditing.outline(filled).sites[0].id
    checkpoint = next(p[0] for p, a in before.outline.answers.items() if p[1] == site and a.verdict is Verdict.PARTLY)
    answering.record_answer(filled, checkpoint, site, Verdict.UNANSWERED, reason="取消し")
    after = overview.overview(filled)

    def of(view: Overview, share: Share) -> int:
        return sum(part.shares[share] for part in view.parts)

    for share in (Share.CONFORMING, Share.UNPROVEN, Share.NOT_APPLICABLE):
        assert of(after, share) == of(before, share)
    assert of(after, Share.UNANSWERED) == of(before, Share.UNANSWERED) + 1
    assert sum(p.trends[Trend.BETTER] for p in after.parts) == sum(p.trends[Trend.BETTER] for p in before.parts)
    assert after.states[State.ACCEPTED] == before.states[State.ACCEPTED]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_chart_says_in_words_what_it_shows(filled: Desk, language: str) -> None:
    told = made(filled, language)
    assert list(told) == ["areas", "sites", "trends", "states", "leaks", "causes"]
    assert len({chart.title for chart in told.values()}) == 6
    for chart in told.values():
        assert chart.alt.endswith("。" if language == "ja" else ".")
        assert len({part.label for part in chart.parts}) == len(chart.parts)
        assert len({part.ink for part in chart.parts}) == len(chart.parts)
    if language == "ja":
        assert (
            "2025年度下期と比べて、改善 1、変化なし 1、悪化 1、該当なしとの間の変更 1、今回から 2、"
            in told["trends"].alt
        )
        assert told["states"].alt.endswith("確認依頼 1、差戻し 1、確認済 1です。")


def test_a_choice_is_told_and_read_again(filled: Desk) -> None:
    site = auditing.outline(filled).sites[1]
    for choice in (
        Choice(),
        Choice(item="A4-4", share="unproven"),
        Choice(site=site.id, trend="worse"),
        Choice(site="", state="returned"),
    ):
        assert Choice.read(str(choice)) == choice
    words = choice_words(
        Choice("A4-4", site.id, "nonconforming", "", "worse"), filled.catalogue, {site.id: site.name}, gettext, "ja"
    )
    assert words == "4(4) 端末の管理、北営業所、× 不適合、↓ 悪化"
