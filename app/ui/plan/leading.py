"""The way from elsewhere in the window to one field of the plan."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.ui.plan.actions import ActionsTab
from app.ui.plan.cases import CasesTab
from app.ui.plan.factors import FactorsTab
from app.ui.plan.filing import FilingTab
from app.ui.plan.separations import SeparationsTab


def lead_to(tab: QWidget, options: Mapping[str, str]) -> None:
    """Show the record (`record`, an id) on a tab that was read, and put the cursor into its `field`."""
    record, field = options.get("record", ""), options.get("field", "")
    if isinstance(tab, CasesTab | SeparationsTab | FactorsTab) and record:
        tab.choose(record)
    if isinstance(tab, ActionsTab) and tab.panel.follow_up.focus(field):
        return
    if isinstance(tab, CasesTab) and options.get("tab") == "privacy":
        tab.panel.privacy.open()
        tab.panel.privacy.toggle.setFocus()
        return
    if isinstance(tab, FilingTab):
        tab.save.focus(field)
    elif isinstance(tab, CasesTab):
        if not tab.panel.save.focus(field):
            tab.panel.focus(field)
    elif isinstance(tab, ActionsTab | SeparationsTab):
        tab.panel.save.focus(field)
