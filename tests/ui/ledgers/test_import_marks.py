"""The import wizard asks what the marks of a table of rights mean, and knows it the next time."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.services.ports import LedgerQuery
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui.ledgers.importing import COMMIT, LISTS, go, pick_in, to_check

Settle = Callable[[], None]
HEAD = "社員番号,氏名,ユーザーID,託送業務システム,配電工事管理システム"
ROWS = ("100200,大谷 修,u1,◎,参", "100201,平野 博,u2,○,参", "100202,千葉 実,u3,◎,他")


def csv(path: Path, head: str = HEAD, rows: tuple[str, ...] = ROWS) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", "utf-8-sig")
    return path


def begin(session: Session, qtbot: QtBot, settle: Settle, path: Path) -> LedgerImportWizard:
    wizard = LedgerImportWizard(session, "accounts")
    wizard.show()
    settle()
    to_check(wizard, qtbot, settle, path)
    return wizard


def roles(session: Session) -> list[str]:
    found = ledgers.rows(session.desk, ledgers.row_ids(session.desk, "accounts", LedgerQuery()))
    return sorted(row.record.values.get("role", "") for row in found)


@LISTS
def test_marks_are_asked_about_and_known_the_next_time(
    session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = begin(session, qtbot, settle, csv(tmp_path / "権限管理表.csv"))
    page = wizard.check_page
    panel = page.marks
    assert panel.isVisible()
    assert panel.title.text() == "権限の表に、意味の分からない印が 3 種類あります"
    assert list(panel.boxes) == ["◎", "参", "他"]
    assert panel.boxes["◎"].currentText() == "選んでください"
    assert panel.boxes["参"].accessibleName() == "印「参」(2 セル)の意味"
    assert "2 行目「託送業務システム」" in panel.boxes["◎"].accessibleDescription()
    assert page.counts.told("rejected") == 3
    _picture(wizard, "marks")
    pick_in(panel.boxes["◎"], qtbot, "「更新」の権限")
    qtbot.waitUntil(lambda: wizard.draft.marks == {"◎": "更新"})
    assert "もう一度確認" in page.reason.text()
    # In words of one's own: Enter says it and presses no button of the wizard.
    pick_in(panel.boxes["参"], qtbot, "他の権限…")
    line = panel.words["参"]
    qtbot.waitUntil(line.hasFocus)
    line.setText("参照のみ")
    _picture(wizard, "words")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert wizard.draft.marks == {"◎": "更新", "参": "参照のみ"}
    assert panel.boxes["参"].currentText() == "「参照のみ」の権限"
    assert wizard.currentPage() is page
    # With the last one the check is made anew by itself.
    pick_in(panel.boxes["他"], qtbot, "このセルを取り込まない")
    qtbot.waitUntil(lambda: wizard.running is None and page.counts.told("rejected") == 1)
    settle()
    assert panel.title.text() == "権限の表の印の意味はすべて決まりました"
    assert page.missing() == ""
    assert wizard.draft.touched
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert roles(session) == ["", "参照のみ", "参照のみ", "更新", "更新"]
    wizard.done(0)
    settle()
    # The next table of the sender: what was said is taken and shown, and nothing was decided by hand.
    wider = csv(tmp_path / "11月分.csv", f"{HEAD},設備台帳システム", tuple(f"{row},◎" for row in ROWS))
    wizard = begin(session, qtbot, settle, wider)
    panel = wizard.check_page.marks
    assert panel.boxes["◎"].currentText() == "「更新」の権限"
    assert not wizard.draft.touched
    assert wizard.check_page.counts.told("added") == 3
    _picture(wizard, "known")
    wizard.done(0)


@LISTS
def test_a_word_that_was_not_written_decides_nothing(
    session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = begin(session, qtbot, settle, csv(tmp_path / "権限管理表.csv"))
    panel = wizard.check_page.marks
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        pick_in(panel.boxes["◎"], qtbot, "他の権限…")
        line = panel.words["◎"]
        qtbot.waitUntil(line.hasFocus)
        qtbot.keyClick(line, key)
        assert line.isHidden()
        assert panel.boxes["◎"].currentText() == "選んでください"
        assert wizard.isVisible()
    assert wizard.draft.marks == {}
    wizard.done(0)


def test_a_list_of_accounts_asks_of_no_marks(session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    rows = ("100200,大谷 修,u1,託送業務システム,参照", "100201,平野 博,u2,託送業務システム,◎")
    wizard = begin(
        session, qtbot, settle, csv(tmp_path / "ID台帳.csv", "社員番号,氏名,ユーザーID,システム名,権限", rows)
    )
    assert wizard.check_page.marks.isHidden()
    wizard.done(0)


def _picture(wizard: LedgerImportWizard, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        wizard.resize(theme().px(1100), theme().px(760))
        wizard.grab().save(str(Path(folder) / f"{name}.png"))
