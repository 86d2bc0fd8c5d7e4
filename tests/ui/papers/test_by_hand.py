"""What the dialogs of the page 書面 enter by hand: all who signed, and only pages that bear no other code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import render
from app.domain.paper_loop import Leaf, Printing, Signer
from app.i18n import gettext_in
from app.services.papers import filing, printing, scanning
from app.services.papers.scanning import Became, Found, Taken, Unread
from app.ui.papers.page import PapersPage
from app.ui.papers.rows import read
from app.ui.papers.signing import SigningDialog
from app.ui.papers.taken import TakenDialog, _Page
from app.ui.session import Session
from app.ui.style.theme import theme
from tests.ui.accessible import unnamed
from tests.ui.tabbing import missed

Settle = Callable[[], None]
DAY = date(2026, 11, 24)


@pytest.fixture
def printed(session: Session, tmp_path: Path) -> tuple[Printing, ...]:
    return printing.print_some(session.desk, tmp_path / "papers.pdf", render, gettext_in)[1]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def signing(session: Session, parent: QWidget, settle: Settle) -> SigningDialog:
    row = next(row for row in read(session.desk, "ja")[1] if row.view.known and row.view.known.number == "SC-001")
    dialog = SigningDialog(session, row, parent)
    dialog.show()
    settle()
    return dialog


@pytest.mark.parametrize("count", [1, 3, 5, 10])
def test_all_who_signed_stay_when_the_dialog_is_entered_unchanged(
    session: Session, printed: tuple[Printing, ...], parent: QWidget, settle: Settle, tmp_path: Path, count: int
) -> None:
    scanning.take(session.desk, [tmp_path / "papers.pdf"])
    signers = [Signer(f"署名 {n}郎", f"立場{n}") for n in range(1, count + 1)]
    filing.mark_signed(session.desk, "SC-001", signers, DAY)
    dialog = signing(session, parent, settle)
    assert len(dialog.names) == min(max(3, count + 1), 10), "one line is free, up to ten"
    assert unnamed(dialog) == []
    dialog.accept_button.click()
    settle()
    with session.desk.file.read() as work:
        (back,) = work.papers.returns_of(printed[0].code)
    assert back.signers == tuple(signers)


def test_one_name_twice_asks_for_the_reason(
    session: Session, printed: tuple[Printing, ...], parent: QWidget, settle: Settle, tmp_path: Path
) -> None:
    scanning.take(session.desk, [tmp_path / "papers.pdf"])
    dialog = signing(session, parent, settle)
    for line, text in zip((*dialog.roles[:2], *dialog.names[:2]), ("長", "員", "髙橋 一郎", "高橋一郎"), strict=True):
        line.setText(text)
    dialog.day.set_text(DAY.isoformat())
    assert not dialog.twice.isVisible()
    dialog.accept_button.click()
    settle()
    assert (dialog.isVisible(), dialog.twice.isVisible(), dialog.other.isVisible()) == (True, True, False)
    assert "高橋一郎" in dialog.problem.text()
    dialog.twice.setText("所長が点検者を兼ねる")
    dialog.accept_button.click()
    settle()
    with session.desk.file.read() as work:
        (back,) = work.papers.returns_of(printed[0].code)
    assert [each.name for each in back.signers] == ["髙橋 一郎", "高橋一郎"]
    again = signing(session, parent, settle)
    assert (again.twice.text(), again.twice.isVisible(), again.other.text()) == ("所長が点検者を兼ねる", True, "")
    assert unnamed(again) == []
    again.close()


def test_a_name_on_the_last_line_asks_for_one_more(
    session: Session, printed: tuple[Printing, ...], parent: QWidget, settle: Settle, tmp_path: Path
) -> None:
    scanning.take(session.desk, [tmp_path / "papers.pdf"])
    dialog = signing(session, parent, settle)
    for number in range(10):
        QTest.keyClicks(dialog.names[number], f"Signer {number}")
    settle()
    assert len(dialog.names) == 10
    assert unnamed(dialog) == []
    dialog.activateWindow()
    assert missed(dialog) == []
    order = [dialog.names[8], dialog.roles[9], dialog.names[9]]
    assert [order[0].nextInFocusChain(), order[1].nextInFocusChain()] == order[1:]
    dialog.close()


@pytest.mark.parametrize(("mode", "zoom"), [("light", 100), ("dark", 200)])
def test_ten_lines_are_whole_at_any_size(
    session: Session,
    printed: tuple[Printing, ...],
    parent: QWidget,
    dressed: QApplication,
    settle: Settle,
    tmp_path: Path,
    mode: str,
    zoom: int,
) -> None:
    theme().wear(mode=mode, zoom=zoom)
    scanning.take(session.desk, [tmp_path / "papers.pdf"])
    filing.mark_signed(session.desk, "SC-001", [Signer(f"署名 {n}郎", "立会者") for n in range(10)], DAY)
    dialog = signing(session, parent, settle)
    for line in (*dialog.names, *dialog.roles):
        assert line.height() >= line.sizeHint().height()
    tops = [line.mapTo(dialog, line.rect().topLeft()).y() for line in dialog.names]
    assert all(below - above >= dialog.names[0].height() for above, below in zip(tops, tops[1:], strict=False))
    dialog.close()


def taken(printed: tuple[Printing, ...], scan: Path) -> Taken:
    """Pages 1, 2, 4 of a scan are unread; 3 bears the code of the second paper, 5 that of the first."""
    unread = tuple(Unread(scan, "d", at) for at in (1, 2, 4))
    found = (
        Found(printed[1], Became.FILED, (Leaf(1, "d", 3),)),
        Found(printed[0], Became.FILED, (Leaf(2, "d", 5),)),
    )
    return Taken(found, unread, (), 5, 0, {"d": scan})


def test_pages_that_bear_the_code_of_another_paper_are_not_swallowed(
    session: Session, printed: tuple[Printing, ...], parent: QWidget, settle: Settle, tmp_path: Path
) -> None:
    dialog = TakenDialog(session, taken(printed, tmp_path / "papers.pdf"), read(session.desk, "ja")[0].views, parent)
    long = replace(printed[0], pages=3)
    page = [_Page(tmp_path / "papers.pdf", "d", at) for at in (1, 4)]
    assert dialog._following(page[0], long) == (1, 2), "3 is another paper's"
    assert dialog._following(page[1], long) == (4, 5), "5 is its own"
    assert dialog._following(page[0], replace(long, pages=1)) == (1,)
    settle()
    dialog.close()


def test_a_page_of_an_older_edition_is_never_filed_as_the_valid_one(
    session: Session, printed: tuple[Printing, ...], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    """Also where the dialog is wrong about what it shows: the service looks at the page itself."""
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    scan = tmp_path / "papers.pdf"
    told = Taken((), (Unread(scan, "d", 2),), (), 3, 0, {"d": scan})
    assert page.reading is not None
    dialog = TakenDialog(session, told, page.reading.views, page)
    dialog.chooser.setCurrentIndex(dialog.chooser.findData(printed[0].code))
    dialog.file()
    settle()
    assert "SC-002" in dialog.problem.text()
    dialog.close()
