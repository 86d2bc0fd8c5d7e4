"""A sealed audit in the whole window: it opens, every page shows it, nothing that is tried is lost or crashes."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.duties import Duty
from app.domain.findings import Status
from app.domain.grades import Verdict
from app.services import answering, auditing, findings, overview, people, planning, reviewing, sealing
from app.services.aliases import Candidate
from app.services.ports import World
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.findings.not_run import NotRunDialog
from app.ui.findings.page import FindingsPage
from app.ui.findings.rows import Untested
from app.ui.main_window import _ASKED_AFTER, MainWindow
from app.ui.plan.case_parts import MeasuresField
from app.ui.plan.page import PlanPage
from app.ui.registry import PAGES
from app.ui.review.who import WhoDialog
from app.ui.session import Session, Target
from tests.desk import StillClock, begun
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, answer_all, narrowed, working
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """A sealed audit with a measure, and an accepted risk that lapses before it is opened again."""
    desk = narrowed(begun(world, tmp_path))
    answer_all(desk)
    place = auditing.outline(desk).places[0]
    answering.record_answer(working(desk, OFFICER), *place, Verdict.PARTLY, "不備", "見直し")
    (finding,) = findings.listing(desk)
    findings.accept(desk, finding.id, "当面", APPROVER, date(2026, 12, 1))
    planning.add_action(desk, "A1-1", "研修を行う", owner=OFFICER, due=date(2026, 12, 31))
    people.add(desk, REVIEWER, "内部監査部", [Duty.REVIEWER])
    people.add(desk, APPROVER, "経営企画部", [Duty.APPROVER])
    reviewing.accept(working(desk, REVIEWER), auditing.outline(desk).places)
    sealing.approve(working(desk, APPROVER))
    sealing.seal(working(desk, APPROVER))
    path = Path(desk.file.location)
    desk.file.close()
    clock = world.clock
    assert isinstance(clock, StillClock)
    clock.at = clock.at.replace(month=12, day=24)
    return path


@pytest.fixture
def session(window: MainWindow, file: Path, settle: Settle) -> Session:
    window.open_file(file)
    settle()
    window.activateWindow()
    assert window.session is not None
    return window.session


def test_every_page_shows_a_sealed_audit(window: MainWindow, session: Session, settle: Settle) -> None:
    workspace = window.workspace
    assert workspace is not None
    for entry in PAGES:
        session.go(Target(entry.id))
        settle()
        assert workspace.seal.isVisible(), entry.id
        # Opening is no act that is refused: nobody is told of an error.
        assert workspace.banner.isHidden(), entry.id
    assert APPROVER in workspace.seal.words.text()
    assert session.outline.revision.short in workspace.seal.words.text()
    assert findings.listing(session.desk)[0].status is Status.ACCEPTED
    assert window.close_audit()


def test_the_strip_leads_to_the_reopening(window: MainWindow, session: Session, qtbot: QtBot, settle: Settle) -> None:
    workspace = window.workspace
    assert workspace is not None
    qtbot.mouseClick(workspace.seal.go, Qt.MouseButton.LeftButton)
    settle()
    assert session.here is not None
    assert session.here.page == "finish"
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    assert workspace.seal.isHidden()
    assert not session.sealed


def test_fields_that_save_themselves_cannot_be_typed_in(window: MainWindow, session: Session, settle: Settle) -> None:
    session.go(Target("plan", action=1))
    settle()
    workspace = window.workspace
    assert workspace is not None
    page = workspace.page
    assert isinstance(page, PlanPage)
    editors = [b.editor for b in page.measures.panel.save._bindings.values()]
    assert editors
    assert not any(e.isEnabled() and not getattr(e, "isReadOnly", lambda: False)() for e in editors)
    assert page.leave()
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    assert all(e.isEnabled() and not getattr(e, "isReadOnly", lambda: False)() for e in editors)


def test_a_finding_is_read_and_its_state_left_alone(window: MainWindow, session: Session, settle: Settle) -> None:
    (finding,) = findings.listing(session.desk)
    session.go(Target("findings", finding=finding.id))
    settle()
    workspace = window.workspace
    assert workspace is not None
    page = workspace.page
    assert isinstance(page, FindingsPage)
    assert not page.panel.form.status.isEnabled()
    # What compares the ledgers is refused in words, on the page where it was asked for.
    page.run()
    settle()
    assert page.notice.isVisible()
    assert "封印" in page.notice.words.text()
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    session.do(lambda desk: findings.set_status(desk, finding.id, Status.IN_PROGRESS))
    settle()
    assert page.panel.form.status.isEnabled()


def offered(window: MainWindow, session: Session, settle: Settle, target: Target) -> dict[str, QAbstractButton]:
    """The buttons of a page, by their words."""
    session.go(target)
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert page is not None
    # A page may be read in pieces.
    return {re.sub(r"[&…]|  Ctrl.*", "", b.text()): b for b in page.findChildren(QAbstractButton) if b.text()}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("checkpoints", checkpoint="A1-1-01"), ("追加", "貼り付け", "既にある証跡を使う")),
        (Target("checkpoints"), ("即答",)),
        (Target("board"), ("1 ○ 適合", "まとめて操作")),
        (
            Target("ledgers"),
            ("取り込み", "端末台帳を取り込む", "1件ずつ入力する", "記録を追加", "種類を選ばずに取り込む"),
        ),
        (Target("sampling"), ("抽出する",)),
        (Target("findings"), ("照合を実行", "状態を変える", "対策に割り当てる")),
        (Target("plan"), ("対策を追加",)),
    ],
)
def test_what_writes_is_switched_off_and_says_why(
    window: MainWindow, session: Session, settle: Settle, target: Target, words: tuple[str, ...]
) -> None:
    buttons = offered(window, session, settle, target)
    for each in words:
        assert not buttons[each].isEnabled(), each
        assert "封印" in buttons[each].toolTip()
        assert "封印" in buttons[each].accessibleDescription()
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    for each in words:
        assert "封印" not in buttons[each].toolTip()


def test_menus_keys_paste_and_drop_write_nothing(
    window: MainWindow, session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    for name in ("ledger", "rapid"):
        assert not window.menus.actions[name].isEnabled()
        assert "封印" in window.menus.actions[name].toolTip()
    place = session.outline.places[0]
    session.go(Target("checkpoints", checkpoint=place[0], site=place[1] or None))
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, CheckpointsPage)
    QApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    for key in (Qt.Key.Key_V, Qt.Key.Key_E):
        page.sheet.say("")
        qtbot.keyClick(page.sheet, key, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert "封印" in page.sheet.refusal_words.text()
    paper = tmp_path / "証跡.txt"
    paper.write_text("x", encoding="utf-8")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(paper))])
    session.go(Target("ledgers"))
    settle()
    for over in (page.sheet, window.workspace.page):
        assert over is not None
        enter = QDragEnterEvent(
            QPoint(1, 1),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        enter.ignore()
        over.dragEnterEvent(enter)
        assert not enter.isAccepted()
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    assert window.menus.actions["ledger"].isEnabled()
    assert "封印" not in window.menus.actions["ledger"].toolTip()


def test_the_overview_of_a_sealed_audit_sends_nobody_to_what_writes(session: Session) -> None:
    assert [s.code for s in overview.overview(session.desk).steps] == ["sealed"]


def test_who_is_at_work_changes_at_once_and_what_was_typed_before_stays_anothers(
    window: MainWindow, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    window.be_called(OFFICER)
    settle()
    place = session.outline.places[1]
    session.go(Target("checkpoints", checkpoint=place[0], site=place[1] or None))
    settle()
    workspace = window.workspace
    assert workspace is not None
    sheet = workspace.page.sheet  # type: ignore[union-attr]
    sheet.remark.setFocus()
    sheet.remark.insertPlainText("書きかけ")
    qtbot.keyClick(window, Qt.Key.Key_U, BOTH)
    settle()
    (dialog,) = window.findChildren(WhoDialog)
    assert [dialog.people.item(n).text() for n in range(2)] == [
        f"{APPROVER}  経営企画部  承認者",
        f"{REVIEWER}  内部監査部  確認者",
    ]
    dialog.people.setCurrentRow(1)
    assert dialog.name.text() == REVIEWER
    qtbot.keyClick(dialog.people, Qt.Key.Key_Return)
    settle()
    assert session.user == REVIEWER
    assert REVIEWER in window.who.text()
    answer = session.outline.answers[place]
    assert (answer.by, "書きかけ" in answer.comment) == (OFFICER, True)
    window._do("user")
    settle()
    dialog = next(d for d in window.findChildren(WhoDialog) if d.isVisible())
    type_over(dialog.name, "  ")
    assert not dialog.ok.isEnabled()
    type_over(dialog.name, "新任　五郎")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    assert session.user == "新任　五郎"


def test_who_is_not_among_the_people_is_asked_when_the_audit_opens(
    window: MainWindow, session: Session, file: Path, settle: Settle, qtbot: QtBot
) -> None:
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    for name, asked in (("officer", True), (REVIEWER, False)):
        window.be_called(name)
        assert window.close_audit()
        window.open_file(file)
        settle()
        # It is asked once the window had time to be painted.
        qtbot.wait(_ASKED_AFTER + 50)
        settle()
        assert window.workspace is not None
        banner = window.workspace.banner
        # It is looked up when the first page has been painted.
        if asked:
            qtbot.waitUntil(banner.isVisible)
        else:
            qtbot.wait(300)
            settle()
        assert (name, banner.isVisible()) == (name, asked)
        if asked:
            assert "officer" in banner.text.text()
            qtbot.mouseClick(banner.act, Qt.MouseButton.LeftButton)
            settle()
            (dialog,) = window.findChildren(WhoDialog)
            dialog.reject()
            settle()


def test_what_writes_inside_of_findings_and_cases_is_switched_off_and_says_why(
    window: MainWindow, session: Session, settle: Settle
) -> None:
    (finding,) = findings.listing(session.desk)
    session.go(Target("findings", finding=finding.id))
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, FindingsPage)
    names = page.panel.names
    names._candidates = (Candidate("systems", "託送", 1, ("託送システム",)),)
    names.retranslate()
    untested = Untested("R01", "", True, ("terminals",))
    dialog = NotRunDialog(session, (untested,), str, window)
    case = MeasuresField(session, lambda: None)
    written = [
        *names.findChildren(QPushButton),
        *dialog.links.values(),
        page.panel.form.assign,
        page.panel.form.make,
        case.choose_button,
    ]
    assert len(written) == 6
    for each in written:
        assert not each.isEnabled(), each.text()
        assert "封印" in each.toolTip()
    assert dialog.away.isEnabled()
    session.do(lambda desk: sealing.reopen(desk, "続き"))
    settle()
    assert page.panel.form.assign.isEnabled()
    assert case.choose_button.isEnabled()
    dialog.reject()
    case.deleteLater()
    settle()
