"""A file that was written with another edition of the catalogue: what it names is told, and nothing breaks."""

from datetime import date

import pytest

from app.domain.catalogue import Catalogue
from app.domain.findings import Status
from app.i18n import gettext, gettext_in
from app.services import answering, auditing, findings, overview, planning, reporting, searching, wording
from app.services.ports import Desk
from tests.services.other_edition import RETIRED, UNKNOWN_RULE, leave_behind
from tests.services.reporting.test_plan import said

WORDS = {"ja": f"廃止された確認事項({RETIRED})", "en": f"Checkpoint that is no longer asked ({RETIRED})"}


def test_the_catalogue_says_what_it_does_not_ask(desk: Desk) -> None:
    catalogue: Catalogue = desk.catalogue
    assert catalogue.known(RETIRED) is None
    assert {language: catalogue.question(RETIRED).in_language(language) for language in WORDS} == WORDS
    assert catalogue.item_of(RETIRED) == "A4-4"
    assert UNKNOWN_RULE in catalogue.rule_title(UNKNOWN_RULE).ja
    # A former id leads to the present checkpoint; every retired one is named so.
    assert catalogue.known("A1-1-10") is catalogue.checkpoint("A1-1-01")
    assert catalogue.question("A1-1-10") == catalogue.checkpoint("A1-1-01").question
    for former in catalogue.retired:
        assert former in catalogue.question(former).en


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", reporting.KINDS)
def test_every_report_is_made(desk: Desk, kind: str, language: str) -> None:
    leave_behind(desk)
    report = reporting.build(desk, kind, gettext_in(language), language)
    if kind == "results":
        told = said(report)
        assert RETIRED in told
        assert WORDS[language] in told
        assert UNKNOWN_RULE in told
        assert "以前の版で見つかった" in told


def test_findings_are_told_settled_and_found(desk: Desk) -> None:
    of_answer, of_rule = leave_behind(desk)
    findings.refresh(desk)
    told = {f.id: f for f in findings.listing(desk)}
    assert {of_answer, of_rule} <= set(told)
    assert told[of_answer].status is Status.OPEN
    assert wording.finding_title(desk.catalogue, told[of_answer], "ja") == WORDS["ja"]
    assert wording.finding_sentence(desk.catalogue, told[of_answer], gettext, "ja") == "以前の版で見つかった"
    for each in (
        wording.finding_title(desk.catalogue, told[of_rule], "en"),
        wording.finding_sentence(desk.catalogue, told[of_rule], gettext, "en"),
    ):
        assert UNKNOWN_RULE in each
    hits = searching.search(desk, auditing.outline(desk), "廃止された確認事項", "ja")
    assert [hit.id for hit in hits] == [of_answer]
    findings.accept(desk, of_answer, "今の版では問わない", "情報管理責任者", date(2027, 3, 31))
    assert findings.get(desk, of_answer).status is Status.ACCEPTED


def test_overview_plan_and_copies_do_without_it(desk: Desk) -> None:
    leave_behind(desk)
    view = overview.overview(desk)
    assert view.total.nonconforming == 0
    assert len(view.findings) == 2
    planning.draft_plan(desk)
    assert [a.checkpoint for a in planning.view(desk).actions] == [RETIRED]
    assert answering.unconfirmed(desk) == {}
