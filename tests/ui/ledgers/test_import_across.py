"""A table of rights with marks, imported by an officer: what is asked, and what is told."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.services.ports import LedgerQuery
from app.ui.ledgers.record_panel import RecordPanel
from app.ui.session import Session
from app.ui.widgets.prose import Prose
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.problems_model import TOLD

Settle = Callable[[], None]
NEXT, COMMIT = QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton
TABLE = """システム利用権限管理表,,,,,
凡例,○,参照,◎,更新,
社員番号,氏名,所属会社,託送業務システム,NISC,営業料金システム
100200,大谷 修,東湾電力株式会社,○,,◎
100201,平野 博,東湾送配電株式会社,,◎,
100202,千葉 実,東湾送配電株式会社,△,,×
"""


def test_a_table_of_rights_step_by_step(session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "権限管理表.csv"
    path.write_text(TABLE, "utf-8-sig")
    wizard = LedgerImportWizard(session, "accounts")
    wizard.show()
    settle()
    wizard.file_page.take(path)
    settle()
    for _step in range(2):
        qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
        settle()
    # Two are systems by their names; the one between them is asked about, and none of them is taken twice.
    page = wizard.columns_page
    assert page.missing() == "△ の 1 列を確認してください。"
    assert page.model.rows[0].column.heading == "NISC"
    assert page.model.state_word(page.model.rows[0]) == "△ 要確認(有力)"
    _picture(wizard, "columns")
    page.form.columns.setCurrentIndex(page.model.index(0, 0))
    page.form.columns.setFocus()
    qtbot.keyClick(page.form.columns, Qt.Key.Key_Space)
    settle()
    assert page.missing() == ""
    qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    check = wizard.check_page
    assert [check.counts.told(n) for n in ("read", "added", "rejected", "skipped")] == [4, 4, 0, 0]
    model = check.form.problems.model()
    told = [str(model.index(row, TOLD).data()) for row in range(model.rowCount())]
    assert any("3 行にある 4 個の印を、1個につき1件の記録として取り込みます" in text for text in told)
    assert any("○ = 参照, ◎ = 更新" in text for text in told)
    _picture(wizard, "check")
    qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    settle()
    assert ledgers.counts(session.desk)["accounts"] == 4
    wizard.done(0)
    settle()
    # The record of a mark tells where the mark stands.
    record = ledgers.rows(session.desk, ledgers.row_ids(session.desk, "accounts", LedgerQuery()))[1]
    panel = RecordPanel(session)
    qtbot.addWidget(panel)
    panel.show_record(record, (), ledgers.fields(session.desk, "accounts"), "")
    panel.resize(420, 560)
    panel.show()
    settle()
    told = [prose.text() for prose in panel.findChildren(Prose)]
    assert "権限管理表.csv シート「権限管理表」4 行 F 列(印「◎」)" in told
    if folder := os.environ.get("PICTURES"):
        panel.grab().save(str(Path(folder) / "record.png"))


def _picture(wizard: LedgerImportWizard, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        wizard.resize(1100, 760)
        wizard.grab().save(str(Path(folder) / f"{name}.png"))
