"""The checkpoint page in a window, as the main window would show it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.catalogue import Checkpoint
from app.domain.findings import Finding, RowRef, Source
from app.domain.grades import Level, Severity, Verdict
from app.domain.history import Event
from app.services import answering
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session, Target

SITE_CHECKPOINT = "A4-4-04"
COMPANY_CHECKPOINT = "A1-1-01"

Settle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[CheckpointsPage]:
    """The page at a checkpoint of the first site; `Target`s come back to it as from the main window."""
    page = CheckpointsPage(session)
    session.wanted.connect(page.open)
    qtbot.addWidget(page)
    page.resize(1360, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    show(page, SITE_CHECKPOINT)
    settle()
    yield page
    page.leave()
    settle()


def show(page: CheckpointsPage, checkpoint: str) -> None:
    """Go to a checkpoint as the navigation does."""
    page.session.go(Target("checkpoints", checkpoint=checkpoint))


def press(qtbot: QtBot, page: CheckpointsPage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    focused: QWidget = page.focusWidget() or page
    qtbot.keyClick(focused, key, modifier or Qt.KeyboardModifier.NoModifier)


def write(widget: QWidget, text: str) -> None:
    """Type a text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def verdict(session: Session, checkpoint: str = SITE_CHECKPOINT, site: str | None = None) -> Verdict:
    """The verdict in the file."""
    asked = session.catalogue.checkpoint(checkpoint)
    place = site if site is not None else "" if asked.level is Level.COMPANY else session.sites[0].id
    answer = answering.page(session.desk, checkpoint, place).answer
    return answer.verdict if answer else Verdict.UNANSWERED


def comment(session: Session, checkpoint: str = SITE_CHECKPOINT, site: str | None = None) -> str:
    """The remark in the file."""
    place = session.place(session.catalogue.checkpoint(checkpoint))[1] if site is None else site
    answer = answering.page(session.desk, checkpoint, place).answer
    return answer.comment if answer else ""


def found(desk: Desk, checkpoint: Checkpoint, site: str, *, number: int = 1, grave: bool = True) -> Changes:
    """Put ledger findings on a checkpoint into the file, as the rules would."""
    at = desk.stamp()
    with desk.file.write() as work:
        work.findings.put(
            Finding(
                id=f"F-{n:010x}",
                source=Source.RULES,
                rule="R01",
                severity=Severity.SERIOUS if grave else Severity.OBSERVATION,
                site=site,
                checkpoints=(checkpoint.id,),
                subject=f"NT-{n:05}",
                message="shared_zone",
                values={"key": f"NT-{n:05}", "zone": "営業フロア", "site": "北営業所"},
                rows=(RowRef("terminals", f"NT-{n:05}", "北営業所", n + 4, "端末台帳.xlsx"),),
            )
            for n in range(number)
        )
        work.history.record(at, "officer", Event("findings.refreshed", "rules"))
        work.commit()
    return Changes(at=at, findings=True)
