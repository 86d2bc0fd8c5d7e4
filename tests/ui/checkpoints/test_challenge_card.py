"""What a regulator would ask back of the answer on show: the question, the rows behind it, and the reply."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.challenges import Outcome
from app.domain.consistency import Spot, Where
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services import answering, challenging, ledgers, proving
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.challenge_card import ChallengeCard, Question
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.rows import Show
from app.ui.consistency.targets import target_of
from app.ui.findings.page import FindingsPage
from app.ui.ledgers.page import LedgersPage
from app.ui.session import Session, Target
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, press, show, write

LEFT = Qt.MouseButton.LeftButton
HEAD = "管理番号,事業所,設置場所,区画,使用者,所属会社,管理責任者,状態"
BASIS = "terminals-shared"


def take(desk: Desk, folder: Path, *numbers: int) -> ledgers.ImportResult:
    """A ledger with these terminals in a shared room of the first site, and one that is not."""
    rows = [f"PC-{n},本店,1階 会議室,共用,山田,東湾送配電株式会社,所長,使用中" for n in numbers]
    file = folder / "端末台帳.csv"
    file.write_text("\n".join([HEAD, *rows, "PC-9,本店,2階,専用,山田,東湾送配電株式会社,所長,使用中"]), "utf-8-sig")
    return ledgers.import_batch(desk, "terminals", file)


@pytest.fixture
def card(page: CheckpointsPage, session: Session, settle: Settle, tmp_path: Path) -> ChallengeCard:
    """At an 適合 that the ledger speaks against."""
    take(session.desk, tmp_path, 1, 2)
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, session.sites[0].id, Verdict.CONFORMING))
    settle()
    return page.sheet.challenges


def shown(card: ChallengeCard) -> list[str]:
    return [basis for basis, question in card.questions.items() if question.isVisible()]


def replies(session: Session) -> dict[str, str]:
    with session.desk.file.read() as work:
        return {reply.basis: reply.reply for reply in work.reviews.replies()}


def question(card: ChallengeCard) -> Question:
    return card.questions[BASIS]


def test_a_check_leads_to_the_very_reply_and_to_the_attempts(
    card: ChallengeCard, page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    at = (SITE_CHECKPOINT, session.sites[0].id)
    show(page, COMPANY_CHECKPOINT)
    settle()

    def led(where: Where, widget: Callable[[], QWidget]) -> None:
        target = target_of(where)
        assert target is not None
        session.go(target)
        qtbot.waitUntil(lambda: page.focusWidget() is widget(), timeout=5_000)

    led(Where(Spot.PLACE, "reply", *at, BASIS), lambda: question(card).reply)
    led(Where(Spot.PLACE, "disproof", *at), lambda: page.sheet.proof.record)


def test_the_question_stands_with_its_grade_and_its_rows(
    card: ChallengeCard, page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    assert card.isVisible()
    assert set(shown(card)) == {BASIS, "R01"}
    asked = question(card)
    assert asked.words.text() == "共用区画の端末が2台あります(PC-1、PC-2)。閲覧をどう防いでいますか。"
    assert "? 未回答" in asked.state.text()
    assert asked.rows.text() == "端末台帳の該当行を見る(2件)"
    assert card.title.text() == "? 反問 未回答2件(全2件)"
    # The grave ones stand first, and below each other.
    first, second = (card.questions[view.challenge.basis] for view in card._views)
    assert first.y() < second.y()
    # Elsewhere nothing is asked, nor of an answer that admits something.
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert card.isHidden()
    show(page, SITE_CHECKPOINT)
    settle()
    assert card.isVisible()
    place = page.sheet.place
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.PARTLY, "2台", "見直した"))
    settle()
    assert card.isHidden()


def test_a_reply_is_saved_as_it_is_written(
    card: ChallengeCard, page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    field = question(card).reply
    field.setFocus()
    write(field, "離席時に施錠し、")
    write(field, "画面を覆っている\n")
    qtbot.waitUntil(lambda: replies(session) == {BASIS: "離席時に施錠し、画面を覆っている"})
    settle()
    # The cursor stays where the officer writes.
    assert field.toPlainText() == "離席時に施錠し、画面を覆っている\n"
    assert field.textCursor().atEnd()
    assert "✓ 回答済" in question(card).state.text()
    assert "officerが回答" in question(card).by.text()
    assert card.title.text() == "? 反問 未回答1件(全2件)"
    # Leaving the page sends what is on its way.
    write(card.questions["R01"].reply, "許可を得ている")
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert replies(session)["R01"] == "許可を得ている"
    show(page, SITE_CHECKPOINT)
    settle()
    assert card.title.text() == "✓ 反問 すべて回答済(2件)"
    assert card.questions["R01"].reply.toPlainText() == "許可を得ている"


def test_what_is_refused_stays_as_it_was_typed(
    card: ChallengeCard, page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    place, field = page.sheet.place, question(card).reply
    session.do(lambda desk: challenging.reply(desk, *place, BASIS, "施錠している"))
    settle()
    field.setFocus()
    field.clear()
    card.flush()
    settle()
    assert replies(session) == {BASIS: "施錠している"}
    assert "入力してください" in field.accessibleDescription()
    assert card.refused == (place,)
    assert not page.leave()
    write(field, "覆いを付けた")
    card.flush()
    settle()
    assert replies(session) == {BASIS: "覆いを付けた"}
    assert page.leave()


def test_an_earlier_reply_stays_readable_when_the_answer_claims_nothing(
    card: ChallengeCard, page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    place = page.sheet.place
    session.do(lambda desk: challenging.reply(desk, *place, BASIS, "施錠している"))
    settle()
    assert not card.earlier.isVisible()
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.NONCONFORMING, "覆いがない", "見直し"))
    settle()
    assert shown(card) == []
    assert card.isVisible()
    assert not card.title.isVisible()
    assert card.earlier_title.text() == "以前の答え(今は問われていない反問 1件)"
    assert "共用区画の端末が2台あります" in card.earlier.text()
    assert "施錠している" in card.earlier.text()
    assert "officerが回答" in card.earlier.text()
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING, "", "見直し"))
    settle()
    assert BASIS in shown(card)
    assert not card.earlier.isVisible()


def test_it_is_open_again_when_the_ledger_says_something_else(
    card: ChallengeCard, page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    place = page.sheet.place
    session.do(lambda desk: challenging.reply(desk, *place, BASIS, "施錠している"))
    settle()
    assert question(card).earlier.isHidden()
    take(session.desk, tmp_path, 1, 2, 3)
    session.took(Changes(at=session.desk.stamp(), ledgers=frozenset({"terminals"})))
    settle()
    asked = question(card)
    assert "3台" in asked.words.text()
    assert "? 未回答" in asked.state.text()
    assert asked.reply.toPlainText() == ""
    assert "officer" in asked.earlier.text()
    assert asked.earlier.text().endswith("(当時2件): 施錠している")
    qtbot.mouseClick(asked.again, LEFT)
    settle()
    assert asked.reply.toPlainText() == "施錠している"
    assert asked.earlier.isHidden()
    assert "✓ 回答済" in asked.state.text()


def test_the_rows_behind_are_one_key_away(
    card: ChallengeCard, page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    wanted: list[Target] = []
    session.wanted.connect(wanted.append)
    question(card).rows.setFocus()
    press(qtbot, page, Qt.Key.Key_Space)
    qtbot.mouseClick(card.questions["R01"].rows, LEFT)
    rows, findings = wanted
    assert (rows.page, rows.kind) == ("ledgers", "terminals")
    assert (findings.page, findings.options["rule"]) == ("findings", "R01")
    table = LedgersPage(session)
    qtbot.addWidget(table)
    table.show()
    table.open(rows)
    settle()
    assert table.filters.view.only == question_keys(session, page)
    assert "閲覧をどう防いでいますか" in table.filters.view.only_told
    told = FindingsPage(session)
    qtbot.addWidget(told)
    told.show()
    told.open(findings)
    settle()
    assert told.filters.wanted().rule == "R01"
    assert told.filters.wanted().site == page.sheet.place[1]


def question_keys(session: Session, page: CheckpointsPage) -> frozenset[str]:
    views = challenging.at_place(session.desk, *page.sheet.place)
    return next(view.challenge.keys for view in views if view.challenge.basis == BASIS)


def test_tab_goes_through_the_questions_in_order(card: ChallengeCard, page: CheckpointsPage, qtbot: QtBot) -> None:
    parts = [part for v in card._views for q in [card.questions[v.challenge.basis]] for part in (q.rows, q.reply)]
    parts[0].setFocus()
    for part in parts[1:]:
        press(qtbot, page, Qt.Key.Key_Tab)
        assert page.focusWidget() is part


def _reply(place: Place, basis: str, desk: Desk) -> Changes:
    return challenging.reply(desk, *place, basis, "施錠している")


def test_both_are_found_in_the_lists(
    card: ChallengeCard, page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    place = page.sheet.place
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    for which in (Show.UNPROVEN, Show.CHALLENGED):
        button = page.list.filters.buttons[which]
        assert button.text().endswith(" 1")
        button.click()
        assert [row.checkpoint.id for row in page.list.model.rows] == [SITE_CHECKPOINT]
    told = str(page.list.model.data(page.list.model.index(0, 0)))
    assert "□ 未立証" in told
    assert "? 反問 2" in told
    session.go(Target("checkpoints", options={"filter": "challenged"}))
    settle()
    listing = page.everything.table.listing
    assert [row.place for row in listing.rows] == [place]
    cells = [str(listing.data(listing.index(0, column))) for column in range(listing.columnCount())]
    assert {"□ 未立証", "? 2"} <= set(cells)
    for basis in (BASIS, "R01"):
        session.do(partial(_reply, place, basis))
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "全室を見た", Outcome.HELD))
    settle()
    # The list was told of the change.
    page.refresh(Changes(reviews=True))
    settle()
    assert listing.rows == []
    assert page.everything.filters.buttons[Show.UNPROVEN].text().endswith(" 0")
