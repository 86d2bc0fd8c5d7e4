"""The menu of the views that the officer keeps of a ledger."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import gettext as _
from app.i18n import mark
from app.ui.dialogs.ask import AskText
from app.ui.ledgers import view as views
from app.ui.ledgers.view import View
from app.ui.settings import Settings


class ViewsMenu(QMenu):
    """`wanted` carries the view that was chosen, `kept` the words that say under which name one was kept."""

    wanted = Signal(object)
    kept = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._page = parent

    def fill(self, kind: str, view: View) -> None:
        """Offer the views of a ledger; `view` is the one on show."""
        self.clear()
        kept = views.saved(self._settings, kind)
        everything = self.addAction(_("All records"), lambda: self.wanted.emit(View()))
        everything.setEnabled(view != View())
        for name, each in kept.items():
            self.addAction(name.replace("&", "&&"), partial(self.wanted.emit, each))
        self.addSeparator()
        self.addAction(_("Keep this view…"), partial(self._keep, kind, view))
        if kept:
            drop = self.addMenu(_("Drop a view"))
            for name in kept:
                drop.addAction(name.replace("&", "&&"), partial(views.forget, self._settings, kind, name))

    def _keep(self, kind: str, view: View) -> None:
        def named(name: str) -> None:
            words = mark("The view “{name}” was kept.")
            if name in views.saved(self._settings, kind):
                words = mark("The view “{name}” was kept in place of the one that had this name.")
            views.save(self._settings, kind, name, view)
            self.kept.emit(lambda: _(words).format(name=name))

        AskText(
            lambda: _("Keep this view"),
            lambda: _("Name of the view"),
            lambda: _("Keep the view"),
            "",
            named,
            self._page.window(),
        ).open()
