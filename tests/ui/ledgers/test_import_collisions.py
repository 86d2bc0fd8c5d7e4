"""Two offices that count their terminals each for itself: the import wizard refuses to write one over the other."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.services.ports import LedgerQuery
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui.ledgers.conftest import write
from tests.ui.ledgers.importing import BACK, COMMIT, NEXT, Settle, go, stored, to_check
from tests.ui.ledgers.test_import_parts import picture, wait

HEADINGS = ("管理番号", "製造番号", "ホスト名", "事業所", "使用者", "設置場所", "棚卸日")


def region(path: Path, site: str, letter: str, count: int) -> Path:
    rows: list[Sequence[object]] = [
        (str(n), f"{letter}{n:06d}", f"{letter}PC{n}", site, f"使用者{letter}{n}", "2階", "2026/9/1")
        for n in range(1, count + 1)
    ]
    return write(path, rows, HEADINGS)


@pytest.fixture
def refused(
    session: Session, wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> LedgerImportWizard:
    """The second region is before the check, which refuses it. So few rows are too few to be seen to be counted."""
    ledgers.import_batch(session.desk, "terminals", region(tmp_path / "北.xlsx", "北営業所", "N", 4))
    to_check(wizard, qtbot, settle, region(tmp_path / "本店.xlsx", "本店", "H", 3))
    page = wizard.check_page
    assert page.notice.isVisible()
    told = page.notice.words.text()
    assert all(
        said in told for said in ("本店.xlsx", "「管理番号」", "N000001", "H000001", "(取り込まない)", "下のボタン")
    )
    assert page.newer.isVisible()
    assert not page.form.found.isVisible()
    assert not wizard.press(COMMIT).isEnabled()
    assert page.reason.text() == "番号の扱いが決まるまで、取り込めません。"
    picture(wizard, "collide")
    return wizard


def test_the_column_is_left_out_and_both_stand_side_by_side(
    refused: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    go(refused, qtbot, settle, BACK)
    columns = refused.columns_page
    row = next(n for n, shared in enumerate(columns.model.rows) if shared.column.heading == "管理番号")
    columns.form.columns.setCurrentIndex(columns.model.index(row, 0))
    qtbot.mouseClick(columns.form.leave, Qt.MouseButton.LeftButton)
    go(refused, qtbot, settle, NEXT)
    wait(refused, qtbot, settle)
    page = refused.check_page
    assert not page.notice.isVisible()
    assert not page.newer.isVisible()
    assert (page.counts.told("added"), page.counts.told("changed"), page.counts.told("gone")) == (3, 0, 0)
    qtbot.mouseClick(page.parts.further, Qt.MouseButton.LeftButton)
    wait(refused, qtbot, settle)
    go(refused, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: refused.draft.result is not None)
    assert stored(session) == 7
    rows = ledgers.rows(session.desk, ledgers.row_ids(session.desk, "terminals", LedgerQuery()))
    assert [r.record.values["serial"][0] for r in rows] == [*"NNNNHHH"]


def test_terminals_that_were_replaced_under_their_numbers_are_taken_as_such(
    refused: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(refused.check_page.newer, Qt.MouseButton.LeftButton)
    wait(refused, qtbot, settle)
    page = refused.check_page
    assert not page.newer.isVisible()
    assert page.parts.newer.isChecked()
    assert (page.counts.told("changed"), page.counts.told("gone")) == (3, 1)
    go(refused, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: refused.draft.result is not None)
    assert stored(session) == 3
