"""Facts, sites and the about box."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.grades import Level, Verdict
from app.services import answering
from app.ui.dialogs.about import AboutDialog
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.facts import FactsDialog
from app.ui.dialogs.question import Question
from app.ui.dialogs.sites import SitesDialog
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.tasks import Tasks
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]


@pytest.fixture
def parent(dressed: QApplication) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    parent.close()
    parent.deleteLater()


def test_facts_are_corrected(session: Session, parent: QWidget, qtbot: QtBot, settle: Settle) -> None:
    dialog = FactsDialog(session, parent)
    dialog.open()
    assert dialog.form.organisation.text() == "東湾送配電株式会社"
    dialog.form.auditor.setText("東湾 花子")
    dialog.form.confidentiality.setEditText("社外秘")
    type_over(dialog.form.asOf.line, "R8.9.30")
    assert dialog.form.era.text() == "2026年9月30日(令和8年)"
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    settle()
    audit = session.outline.audit
    assert (audit.auditor, audit.confidentiality, audit.as_of) == ("東湾 花子", "社外秘", date(2026, 9, 30))


@pytest.mark.parametrize(("typed", "told"), [("9/30", "「9/30」には年がありません"), ("", "基準日を入力")])
def test_a_day_that_is_none_is_told_and_nothing_is_stored(
    session: Session, parent: QWidget, qtbot: QtBot, settle: Settle, typed: str, told: str
) -> None:
    before = session.outline.audit
    dialog = FactsDialog(session, parent)
    dialog.open()
    dialog.form.auditor.setText("東湾 花子")
    type_over(dialog.form.asOf.line, typed)
    if not typed:
        qtbot.keyClick(dialog.form.asOf.line, Qt.Key.Key_Delete)
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.isVisible()
    assert told in dialog.form.problem.text()
    assert dialog.form.asOf.text() == typed
    assert session.outline.audit == before
    dialog.reject()


def test_facts_that_are_refused_stay_open_with_the_reason(
    session: Session, parent: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    dialog = FactsDialog(session, parent)
    dialog.open()
    dialog.form.organisation.setText(" ")
    qtbot.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.isVisible()
    assert dialog.form.problem.isVisible()
    assert dialog.form.save.isEnabled()
    dialog.reject()
    assert session.outline.audit.organisation == "東湾送配電株式会社"


def test_sites_are_added_renamed_and_taken_out(session: Session, parent: QWidget, qtbot: QtBot, settle: Settle) -> None:
    dialog = SitesDialog(session, parent)
    dialog.open()
    QApplication.clipboard().setText("北営業所\n東岬営業所\n山手営業所\n")
    qtbot.mouseClick(dialog.form.paste, Qt.MouseButton.LeftButton)
    settle()
    assert [s.name for s in session.sites] == ["本店", "北営業所", "東岬営業所", "山手営業所"]
    assert dialog.form.sites.count() == 4
    dialog.form.sites.setCurrentRow(2)
    qtbot.mouseClick(dialog.form.rename, Qt.MouseButton.LeftButton)
    ask = dialog.findChild(AskText)
    assert ask is not None
    ask.form.answer.setText("東岬ネットワークセンター")
    qtbot.keyClick(ask.form.answer, Qt.Key.Key_Return)
    settle()
    assert session.sites[2].name == "東岬ネットワークセンター"
    dialog.form.sites.setCurrentRow(0)
    qtbot.mouseClick(dialog.form.remove, Qt.MouseButton.LeftButton)
    settle()
    (ask,) = [each for each in dialog.findChildren(AskText) if each.isVisible()]
    assert not ask.form.ok.isEnabled()
    ask.form.answer.setText("統合のため")
    qtbot.mouseClick(ask.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert [s.name for s in session.sites] == ["北営業所", "東岬ネットワークセンター", "山手営業所"]
    # The site that was under examination has gone: the window examines another one.
    assert session.site_name(session.site) == "北営業所"
    # It stays in the list, and comes back from there.
    assert dialog.form.sites.count() == 4
    dialog.form.sites.setCurrentRow(3)
    assert "本店" in dialog.form.sites.item(3).text()
    assert not dialog.form.remove.isEnabled()
    assert not dialog.form.rename.isEnabled()
    qtbot.mouseClick(dialog.form.restore, Qt.MouseButton.LeftButton)
    settle()
    assert [s.name for s in session.sites] == ["本店", "北営業所", "東岬ネットワークセンター", "山手営業所"]
    dialog.form.sites.setCurrentRow(0)
    assert not dialog.form.restore.isEnabled()
    dialog.accept()


def test_a_site_that_was_typed_and_not_added_is_not_dropped(
    session: Session, parent: QWidget, qtbot: QtBot, settle: Settle
) -> None:
    dialog = SitesDialog(session, parent)
    dialog.open()
    qtbot.keyClicks(dialog.form.name, "East 2")
    qtbot.mouseClick(dialog.form.close, Qt.MouseButton.LeftButton)
    settle()
    assert [s.name for s in session.sites] == ["本店", "北営業所", "East 2"]


def test_a_form_that_is_higher_than_the_screen_is_scrolled(session: Session, parent: QWidget, settle: Settle) -> None:
    room = parent.screen().availableSize()
    theme().wear(zoom=200)
    dialog = FactsDialog(session, parent)
    dialog.open()
    settle()
    assert dialog.height() <= room.height()
    (area,) = dialog.findChildren(QScrollArea)
    dialog.form.save.setFocus()
    settle()
    area.ensureWidgetVisible(dialog.form.save)
    assert dialog.rect().contains(dialog.form.save.mapTo(dialog, dialog.form.save.rect().center()))
    dialog.reject()


def test_a_taken_name_is_refused_in_words(session: Session, parent: QWidget, settle: Settle) -> None:
    dialog = SitesDialog(session, parent)
    dialog.open()
    dialog._renamed(session.sites[1].id, "本店")
    settle()
    assert "本店" in dialog.form.problem.text()
    dialog.accept()


def test_answers_of_a_site_stay_when_it_is_taken_out(session: Session, parent: QWidget, settle: Settle) -> None:
    site = session.sites[1].id
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.SITE)
    session.do(lambda desk: answering.record_answer(desk, checkpoint.id, site, Verdict.CONFORMING))
    dialog = SitesDialog(session, parent)
    dialog._removed(site, "廃止")
    settle()
    assert (checkpoint.id, site) in session.outline.answers
    assert (checkpoint.id, site) not in session.outline.places
    dialog.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_have_names_for_what_takes_focus(
    session: Session, parent: QWidget, dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    for make in (
        lambda: FactsDialog(session, parent),
        lambda: SitesDialog(session, parent),
        lambda: AboutDialog(bootstrap.program_facts("1"), session.tasks, parent),
        lambda: AskText("title", "lead", "action", "", str, parent),
    ):
        dialog = make()
        dialog.open()
        dressed.processEvents()
        assert unnamed(dialog) == [], type(dialog).__name__
        dialog.reject()


def test_the_about_box_says_the_version(parent: QWidget, tasks: Tasks, qtbot: QtBot) -> None:
    from app.version import __version__

    dialog = AboutDialog(bootstrap.program_facts("2026.2"), tasks, parent)
    dialog.open()
    assert __version__ in dialog.form.version.text()
    assert "2026.2" in dialog.form.version.text()
    qtbot.mouseClick(dialog.form.copy, Qt.MouseButton.LeftButton)
    assert __version__ in QApplication.clipboard().text()
    dialog.accept()


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_question_shows_its_words_whole_and_stays_by_enter_and_escape(
    parent: QWidget, dressed: QApplication, qtbot: QtBot, zoom: int
) -> None:
    theme().wear(zoom=zoom, mode="dark")
    for key, accepted in ((Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False), (Qt.Key.Key_Space, True)):
        box = Question("t", "Close the import? " * 4, "Go on with the import", "Close without importing", parent)
        box.open()
        assert box.width() <= parent.screen().availableSize().width()
        for button in (box.stay, box.go_on):
            assert button.width() >= button.sizeHint().width()
        assert box.words.height() >= box.words.heightForWidth(box.words.width())
        assert unnamed(box) == []
        if accepted:
            box.go_on.setFocus()
        qtbot.keyClick(box.focusWidget(), key)
        assert bool(box.result()) is accepted
        assert not box.isVisible()
