"""Quick answers with the keyboard alone: one key each, saved at once, what is left told at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.carrying import Standing
from app.domain.grades import Verdict
from app.domain.rapid import passes
from app.services import answering, evidencing, flagging
from app.ui.checkpoints.rapid import RapidDialog
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.checkpoints.conftest import SITE_CHECKPOINT, write
from tests.ui.checkpoints.test_carried import carry

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1360, 820)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def quick(session: Session, window: QWidget, qtbot: QtBot, settle: Settle) -> Iterator[RapidDialog]:
    dialog = RapidDialog(session, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitExposed(dialog)
    settle()
    yield dialog
    dialog.done(0)
    settle()
    dialog.deleteLater()


def press(qtbot: QtBot, dialog: RapidDialog, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)


def verdicts(session: Session) -> dict[tuple[str, str], Verdict]:
    return {place: answer.verdict for place, answer in session.outline.answers.items()}


def test_one_key_answers_and_goes_on(session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle) -> None:
    site = session.site
    press(qtbot, quick, Key.Key_Return)
    assert quick.sheet.isVisible()
    first, second, third, fourth = quick._pass.places[:4]
    assert all(place[1] == site for place in quick._pass.places)
    assert quick.sheet.count.text() == f"1 / {len(quick._pass.places)}"
    assert quick.sheet.question.text() == session.catalogue.checkpoint(first[0]).question.ja
    press(qtbot, quick, Key.Key_1, Key.Key_3, Key.Key_0, Key.Key_2)
    settle()
    assert verdicts(session) == {first: Verdict.CONFORMING, second: Verdict.NONCONFORMING, fourth: Verdict.PARTLY}
    assert quick.sheet.count.text() == f"5 / {len(quick._pass.places)}"
    press(qtbot, quick, Key.Key_Escape)
    assert quick.end.isVisible()
    left = len(quick._pass.places) - 3
    assert quick.end.counts.text() == f"回答 3 問(○ 適合 1、△ 一部不備 1、× 不適合 1)、未回答 {left} 問"
    assert [quick.end.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(quick.end.list.count())] == [
        second,
        fourth,
        first,
    ]
    assert "○ 適合、□ 未立証" in quick.end.list.item(2).text()
    assert "未立証" not in quick.end.list.item(0).text()
    assert third not in verdicts(session)
    went: list[Target] = []
    session.wanted.connect(went.append)
    press(qtbot, quick, Key.Key_Down, Key.Key_Return)
    assert went == [Target("checkpoints", checkpoint=fourth[0], site=site)]
    assert quick.isHidden()


def test_a_reason_is_asked_for_in_place(session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, quick, Key.Key_Return)
    first, second = quick._pass.places[:2]
    press(qtbot, quick, Key.Key_4)
    assert quick.sheet.reason.isVisible()
    press(qtbot, quick, Key.Key_Escape)
    assert quick.sheet.reason.isHidden()
    assert quick.place == first
    press(qtbot, quick, Key.Key_4)
    write(quick.sheet.reason.field, "該当する設備がない")
    press(qtbot, quick, Key.Key_Return)
    settle()
    # The key that ended the reason has not gone on over the next one.
    assert quick.place == second
    answer = session.outline.answers[first]
    assert (answer.verdict, answer.reason) == (Verdict.NOT_APPLICABLE, "該当する設備がない")
    press(qtbot, quick, Key.Key_Backspace, Key.Key_1)
    assert quick.sheet.reason.isVisible()
    write(quick.sheet.reason.field, "設備があった")
    press(qtbot, quick, Key.Key_Return)
    settle()
    assert session.outline.answers[first].verdict is Verdict.CONFORMING
    # The same again says nothing new and goes on.
    press(qtbot, quick, Key.Key_Left, Key.Key_1)
    assert quick.place == second


def test_flags_and_remarks_by_one_key(session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle) -> None:
    press(qtbot, quick, Key.Key_Return)
    first = quick.place
    press(qtbot, quick, Key.Key_E)
    settle()
    assert [(f.checkpoint, f.site, f.note) for f in flagging.flags(session.desk)] == [(*first, "証跡を後で付ける")]
    assert quick.sheet.state.text() == "⚑ フラグ: 証跡を後で付ける"
    press(qtbot, quick, Key.Key_F)
    settle()
    assert flagging.flags(session.desk) == ()
    press(qtbot, quick, Key.Key_F, Key.Key_R)
    write(quick.sheet.remark, "鍵は2本 1本は予備")
    press(qtbot, quick, Key.Key_Return)
    assert quick.place == first
    press(qtbot, quick, Key.Key_2)
    settle()
    answer = session.outline.answers[first]
    assert (answer.verdict, answer.comment) == (Verdict.PARTLY, "鍵は2本 1本は予備")
    press(qtbot, quick, Key.Key_Escape)
    assert "⚑" in quick.end.list.item(0).text()


def test_the_answer_of_last_time_is_taken_over_by_one_key(
    session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, quick, Key.Key_Return)
    first, second, third = quick._pass.places[:3]
    for place, standing in ((first, Standing.UNCHANGED), (second, Standing.CHANGED), (third, Standing.UNCHANGED)):
        assert place[1] == session.sites[0].id
        carry(session, settle, place[0], standing, Verdict.PARTLY)
    # Nothing is taken that nobody has seen.
    press(qtbot, quick, Key.Key_T)
    assert quick.place == first
    press(qtbot, quick, Key.Key_0, Key.Key_Backspace)
    settle()
    bar = quick.sheet.carried
    assert bar.title.text() == "前回点検の回答: △ 一部不備"
    assert "2026年5月20日 10:15 前任 一郎 が回答" in bar.given.text()
    assert bar.take.text() == "T 引き継ぐ(一部不備として記録)"
    press(qtbot, quick, Key.Key_T)
    settle()
    assert (verdicts(session), quick.place) == ({first: Verdict.PARTLY}, second)
    assert session.outline.answers[first].comment == "5月に現地で見た"
    # Asked otherwise now: it can be seen, and is to be answered anew.
    assert bar.isVisible()
    assert bar.why_not.isVisible()
    press(qtbot, quick, Key.Key_T)
    assert quick.place == second
    press(qtbot, quick, Key.Key_1)
    settle()
    qtbot.mouseClick(bar.aside, Qt.MouseButton.LeftButton)
    settle()
    assert bar.isHidden()
    assert quick.place == third
    assert third not in verdicts(session)
    press(qtbot, quick, Key.Key_Escape)
    assert quick.end.counts.text().startswith("回答 2 問(○ 適合 1、△ 一部不備 1)")


def test_what_the_file_refuses_is_asked_again(
    session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, quick, Key.Key_Return)
    first = quick.place

    def full(*_args: object, **_more: object) -> None:
        from app.errors import UserError

        raise UserError("disk_full", file="点検.shadan")

    monkeypatch.setattr(answering, "record_answer", full)
    press(qtbot, quick, Key.Key_1)
    settle()
    assert quick.place == first
    assert quick.sheet.refusal.isVisible()
    assert "空き" in quick.sheet.refused.text()
    assert not any(each.isChecked() for each in quick.sheet.verdicts.buttons.values())
    press(qtbot, quick, Key.Key_Escape)
    assert quick.isHidden()


def test_an_undone_answer_is_asked_again(session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle) -> None:
    from app.i18n import gettext
    from app.services import undoing

    press(qtbot, quick, Key.Key_Return)
    first = quick.place
    press(qtbot, quick, Key.Key_3)
    settle()
    session.do(lambda desk: undoing.undo(desk, gettext))
    settle()
    assert quick.place == first
    assert first not in quick._given


def test_the_passes_that_make_sense(session: Session) -> None:
    outline, site = session.outline, session.site
    found = passes(outline.places, outline.answers, outline.checkpoints, site, SITE_CHECKPOINT)
    over_site, company, over_all, *items = found
    assert {place[1] for place in over_site.places} == {site}
    assert {place[1] for place in company.places} == {COMPANY}
    assert over_all.places == tuple((SITE_CHECKPOINT, each.id) for each in session.sites)
    assert sum(len(each.places) for each in items) == len(over_site.places) + len(company.places)
    answering.record_answer(session.desk, SITE_CHECKPOINT, site, Verdict.CONFORMING)
    answers = {(SITE_CHECKPOINT, site): answering.page(session.desk, SITE_CHECKPOINT, site).answer}
    known = {place: answer for place, answer in answers.items() if answer is not None}
    found = passes(outline.places, known, outline.checkpoints, site, SITE_CHECKPOINT)
    assert len(found[2].places) == len(session.sites) - 1


@pytest.mark.parametrize("zoom", [100, 200])
def test_it_speaks_both_languages_and_fits(
    session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle, dressed: QApplication, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    quick.resize(1280, 760)
    press(qtbot, quick, Key.Key_Return)
    settle()
    assert not unnamed(quick)
    speak(dressed, "en")
    settle()
    assert quick.sheet.buttons["skip"].text() == "0 Skip"
    assert quick.sheet.question.text() == session.catalogue.checkpoint(quick.place[0]).question.en
    for each in quick.sheet.verdicts.buttons.values():
        assert each.width() >= each.minimumSizeHint().width()
    assert not unnamed(quick)


def seen(part: QWidget, window: QWidget) -> bool:
    """Whether all of it is on the screen."""
    return part.visibleRegion().boundingRect() == part.rect() and window.isAncestorOf(part)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_verdicts_stay_in_sight_at_twice_the_size(
    session: Session,
    quick: RapidDialog,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(1366, 768))
    theme().wear(zoom=200)
    speak(dressed, language)
    quick.resize(1206, 648)
    press(qtbot, quick, Key.Key_Return)
    settle()
    bar = quick.sheet.area.verticalScrollBar()
    for _place in range(3):
        assert all(seen(each, quick) for each in quick.sheet.verdicts.buttons.values())
        assert bar.value() == 0
        assert bar.maximum() > 0
        press(qtbot, quick, Key.Key_PageDown)
        assert bar.value() > 0
        press(qtbot, quick, Key.Key_0)
        settle()
    press(qtbot, quick, Key.Key_R)
    settle()
    assert seen(quick.sheet.remark, quick)
    press(qtbot, quick, Key.Key_Escape, Key.Key_4)
    settle()
    assert seen(quick.sheet.reason.field, quick)
    assert all(seen(each, quick) for each in quick.sheet.verdicts.buttons.values())


def test_what_nothing_proves_leaves_the_list_when_it_is_proven(
    session: Session, quick: RapidDialog, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    press(qtbot, quick, Key.Key_Return, Key.Key_1, Key.Key_1, Key.Key_Escape)
    settle()
    first, second = quick._pass.places[:2]
    assert quick.end.list.isVisible()
    assert quick.end.list.count() == 2
    paper = tmp_path / "証跡.txt"
    paper.write_text("x", encoding="utf-8")
    session.do(lambda desk: evidencing.attach_all(desk, *first, [paper], lambda *_: True))
    settle()
    assert [quick.end.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(quick.end.list.count())] == [second]
