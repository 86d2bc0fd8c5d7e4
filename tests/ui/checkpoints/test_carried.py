"""The answer of the earlier audit on the checkpoint's page and in the lists."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.carrying import Carried, Decision, Predecessor, Standing
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.services import answering, carried_answers
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints import carried_many
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.rows import Show
from app.ui.session import Session, Target
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, found, show, verdict, write

GIVEN = "2026-05-20T10:15:00+09:00"


def carry(
    session: Session,
    settle: Settle,
    checkpoint: str = SITE_CHECKPOINT,
    standing: Standing = Standing.UNCHANGED,
    said: Verdict = Verdict.CONFORMING,
    question: str = "",
    review: str = "accepted",
) -> None:
    """Let an earlier audit have answered at the first site, or for the company."""
    asked = session.catalogue.checkpoint(checkpoint)
    site = "" if asked.level is Level.COMPANY else session.sites[0].id
    carried = Carried(
        checkpoint, site, said, "5月に現地で見た", "", GIVEN, "前任 一郎",
        question or asked.question.ja, asked.verify.ja, standing, evidence=2, review=review,
    )  # fmt: skip

    def put(desk: Desk) -> Changes:
        with desk.file.write() as work:
            day = date(2026, 3, 31)
            work.carried.put_predecessor(
                Predecessor("e", "東湾", "2026年度上期", day, "前.shadan", 1, True, "f", "2026.1", GIVEN, "x")
            )
            work.carried.add((carried,))
            work.history.record(desk.stamp(), "officer", Event("audit.carried", "x"))
            work.commit()
        return Changes(at=desk.stamp(), places=frozenset({(checkpoint, site)}), carried=True)

    session.do(put)
    settle()


def test_it_is_told_and_taken_over_with_the_keyboard(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    bar = page.sheet.carried
    assert bar.isHidden()
    carry(session, settle)
    assert bar.isVisible()
    assert bar.title.text() == "前回点検の回答: ○ 適合"
    assert bar.property("role") == "proposal"
    assert bar.remark.text() == "5月に現地で見た"
    for told in ("2026年度上期", "2026年5月20日 10:15 前任 一郎 が回答", "証跡 2", "当時は確認済", "文言の変更なし"):
        assert told in bar.given.text()
    assert verdict(session) is Verdict.UNANSWERED
    assert bar.difference.isHidden()
    bar.take.setFocus()
    qtbot.keyClick(bar.take, Qt.Key.Key_Space)
    settle()
    assert verdict(session) is Verdict.CONFORMING
    assert page.sheet.remark.text() == "5月に現地で見た"
    assert page.sheet.verdicts.buttons[Verdict.CONFORMING].hasFocus() or page.sheet.isAncestorOf(page.focusWidget())
    assert bar.take.isHidden()
    assert bar.aside.isHidden()
    assert bar.decided.text().startswith("引継ぎ済み: ")
    assert bar.property("role") == "card"


def test_what_was_typed_is_kept_when_it_is_taken_over(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    carry(session, settle)
    write(page.sheet.remark, "今回も見た")
    qtbot.mouseClick(page.sheet.carried.take, Qt.MouseButton.LeftButton)
    settle()
    answer = answering.page(session.desk, *page.sheet.place).answer
    assert answer is not None
    assert answer.comment == "今回も見た\n5月に現地で見た"


def test_changed_words_are_shown_in_words_and_cannot_be_taken_over(
    page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    now = session.catalogue.checkpoint(SITE_CHECKPOINT).question.ja
    carry(session, settle, standing=Standing.CHANGED, question=f"旧来の{now[2:]}")
    bar = page.sheet.carried
    assert bar.take.isHidden()
    assert bar.aside.isVisible()
    assert bar.difference.question.isVisible()
    assert bar.difference.verify.isHidden()
    told = bar.difference.question.text()
    assert told.startswith("確認する内容: [削除: ")
    assert "[追加: " in told
    assert "文言が変わっています" in bar.why_not.text()
    assert told in bar.accessibleName()
    # Not by colour alone: struck through and underlined as well.
    marked = super(type(bar.difference.question), bar.difference.question).text()
    assert "<s>" in marked
    assert "<u>" in marked
    page.sheet.choose(Verdict.PARTLY)
    settle()
    assert bar.decided.text().startswith("今回回答済み: ")
    assert bar.why_not.isHidden()
    assert bar.aside.isHidden()


@pytest.mark.parametrize(
    ("question", "told"),
    [("", "文言が残っていない"), ("same", "根拠の記載が変わりました")],
)
def test_what_cannot_be_shown_is_said(
    page: CheckpointsPage, session: Session, settle: Settle, question: str, told: str
) -> None:
    carry(session, settle, standing=Standing.CHANGED)
    if not question:

        def forget(desk: Desk) -> Changes:
            from dataclasses import replace

            with desk.file.write() as work:
                (carried,) = work.carried.all()
                work.carried.put(replace(carried, question="", verify=""))
                work.history.record(desk.stamp(), "officer", Event("audit.carried", "x"))
                work.commit()
            return Changes(at=desk.stamp(), places=frozenset({page.sheet.place}))

        session.do(forget)
        settle()
    bar = page.sheet.carried
    assert told in bar.difference.title.text()
    assert bar.difference.question.isHidden()


def test_ledgers_that_speak_against_it_keep_it_from_being_taken(
    page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    carry(session, settle)
    session.do(lambda desk: found(desk, session.catalogue.checkpoint(SITE_CHECKPOINT), session.sites[0].id))
    settle()
    bar = page.sheet.carried
    assert bar.take.isHidden()
    assert "台帳の内容と食い違っています" in bar.why_not.text()
    assert page.sheet.proposal.isVisible()


def test_what_was_refuted_says_so_and_cannot_be_taken_over(
    page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    carry(session, settle, review="refuted")
    bar = page.sheet.carried
    assert "当時は反証された" in bar.given.text()
    assert "反証により成り立たない" in bar.why_not.text()
    assert (bar.take.isHidden(), bar.aside.isHidden()) == (True, False)


def test_laid_aside_it_can_still_be_taken(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    carry(session, settle)
    bar = page.sheet.carried
    qtbot.mouseClick(bar.aside, Qt.MouseButton.LeftButton)
    settle()
    assert bar.decided.text().startswith("見送り: ")
    assert bar.aside.isHidden()
    assert bar.take.isVisible()
    view = carried_answers.at(session.desk, *page.sheet.place)
    assert view is not None
    assert view.carried.decision is Decision.LAID_ASIDE


def test_the_lists_find_them_and_take_many_at_once(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.go(Target("checkpoints"))
    settle()
    every = page.everything
    assert every.filters.buttons[Show.CARRIED].isHidden()
    carry(session, settle)
    carry(session, settle, COMPANY_CHECKPOINT, Standing.CHANGED)
    session.go(Target("checkpoints", options={"filter": "carried"}))
    settle()
    assert every.filters.buttons[Show.CARRIED].text() == "前回の回答 2"
    assert [row.place[0] for row in every.table.listing.rows] == [COMPANY_CHECKPOINT, SITE_CHECKPOINT]
    asked: list[str] = []

    def agree(title: str, *_words: object) -> Callable[[], bool] | bool:
        asked.append(title)
        return True

    monkeypatch.setattr("app.ui.dialogs.question.agreed", agree)
    every.many.take.setFocus()
    qtbot.keyClick(every.many.take, Qt.Key.Key_Space)
    settle()
    assert asked == ["前回の回答を引き継ぎますか"]
    assert verdict(session) is Verdict.CONFORMING
    assert every.many.told.text() == "引き継いだ回答: 1 件  ·  文言が変更: 1 件"
    assert [row.place[0] for row in every.table.listing.rows] == [COMPANY_CHECKPOINT]
    QApplication.processEvents()
    assert carried_many.TakeMany is type(every.many)
    session.go(Target("checkpoints", options={"item": "A1-1", "filter": "carried"}))
    settle()
    assert [row.checkpoint.id for row in page.list.model.rows] == [COMPANY_CHECKPOINT]
    show(page, SITE_CHECKPOINT)
    settle()
