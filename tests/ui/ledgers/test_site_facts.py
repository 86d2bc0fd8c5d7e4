"""What the ledger of offices tells of the audit's sites is filled in where the officer ticks it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui.ledgers.test_import_kinds import NEXT, Settle, go, opened, save, store

__all__ = ["opened"]

LEFT = Qt.MouseButton.LeftButton


def test_facts_of_the_sites_are_offered_and_filled_in(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    name = session.sites[0].name
    rows = [
        ["事業所コード", "事業所名", "略称", "会社", "情報管理責任者"],
        ["0412", name, "きた", "東湾送配電株式会社", "青木 明"],
    ]
    wizard = opened("sites", save(tmp_path / "事業所.xlsx", 事業所一覧=rows))
    go(wizard, qtbot, settle)
    # The first row is told as such, though no lower one can be chosen.
    assert wizard.sheets_page.form.headerRow.text() == "1"
    go(wizard, qtbot, settle, NEXT, NEXT)
    store(wizard, qtbot, settle)
    card = wizard.result_page.facts
    assert card.isVisible()
    told = {(offer.field, offer.value) for offer in card.ticked()}
    assert {("manager", "青木 明"), ("alias", "きた")} <= told
    # One is left out with the keyboard, the others are filled in.
    item = card.facts.topLevelItem(0)
    assert item is not None
    left = card.ticked()[0]
    card.facts.setFocus()
    card.facts.setCurrentItem(item)
    qtbot.keyClick(card.facts, Qt.Key.Key_Space)
    assert left not in card.ticked()
    count = len(told) - 1
    qtbot.mouseClick(card.fill, LEFT)
    qtbot.waitUntil(lambda: card.facts.topLevelItemCount() == 1)
    settle()
    assert card.told.isVisible()
    assert card.told.text() == f"事業所の情報に{count}件を記入しました。"
    assert card.ticked() == (left,)
    site = session.sites[0]
    filled = {"company": site.company, "manager": site.manager, "cohabitant": site.cohabitant}
    values = {filled.get(field, "") for field, _value in told} | set(site.aliases)
    assert {value for _field, value in told} - {left.value} <= values
    assert left.value not in values
    # None ticked, nothing to fill in.
    (last,) = card.facts.findItems("", Qt.MatchFlag.MatchContains)
    last.setCheckState(0, Qt.CheckState.Unchecked)
    assert not card.fill.isEnabled()


def test_a_ledger_of_another_kind_offers_nothing(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    rows = [["システムコード", "システム名", "所管会社"], ["S1", "託送業務システム", "東湾送配電株式会社"]]
    wizard = opened("systems", save(tmp_path / "システム.xlsx", システム一覧=rows))
    go(wizard, qtbot, settle, NEXT, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert not wizard.result_page.facts.isVisible()
