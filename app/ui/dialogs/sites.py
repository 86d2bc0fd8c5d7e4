"""対象事業所: sites are added, renamed, taken out with a reason, and taken back with what was answered there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.domain.site_names import merged, site_names
from app.i18n import gettext as _
from app.i18n import mark
from app.services import auditing
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.site_list import Ui_SiteList
from app.ui.messages import message
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme

_ID, _OUT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class SitesDialog(Dialog):
    """Each change is stored at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = Ui_SiteList()
        self.form.setupUi(self)
        self.fit()
        form = self.form
        form.name.returnPressed.connect(self._add)
        form.name.textChanged.connect(self._enable)
        form.add.clicked.connect(self._add)
        form.paste.clicked.connect(self._paste)
        form.rename.clicked.connect(self._rename)
        form.remove.clicked.connect(self._remove)
        form.restore.clicked.connect(self._restore)
        form.sites.itemActivated.connect(self._activated)
        form.sites.currentRowChanged.connect(self._enable)
        form.close.clicked.connect(self.accept)
        lock(session, form.name, form.add, form.paste, form.rename, form.remove, form.restore)
        icons = {"add": "add", "paste": "copy", "rename": "edit", "remove": "remove", "restore": "undo"}
        for name, icon in icons.items():
            button = getattr(form, name)
            button.setIcon(theme().icon(icon))
            button.setIconSize(QSize(theme().px(18), theme().px(18)))
        self.say_problem(form.problem, "")
        session.changed.connect(self._changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.setWindowTitle(_("Sites to be examined"))
        self._fill()

    def _fill(self) -> None:
        row = self.form.sites.currentRow()
        self.form.sites.clear()
        tallies = self._session.outline.by_site()
        for site in self._session.sites:
            words = _("{answered} of {total} answered")
            tally = tallies[site.id]
            item = QListWidgetItem(site.name)
            item.setData(_ID, site.id)
            item.setToolTip(words.format(answered=tally.answered, total=tally.total))
            self.form.sites.addItem(item)
        for site in auditing.removed_sites(self._session.outline.sites):
            item = QListWidgetItem(_("{site} (taken out)").format(site=site.name))
            item.setData(_ID, site.id)
            item.setData(_OUT, True)
            item.setForeground(theme().colour("quiet"))
            self.form.sites.addItem(item)
        self.form.sites.setCurrentRow(min(max(row, 0), self.form.sites.count() - 1))
        self._enable()

    def _changed(self, changes: Changes) -> None:
        if changes.sites:
            self._fill()

    def _add(self) -> None:
        self._take(site_names(self.form.name.text()))
        self.form.name.clear()
        self.form.name.setFocus()

    def _paste(self) -> None:
        names = site_names(QGuiApplication.clipboard().text())
        if not names:
            words = mark("There is no text to paste. Copy the cells with the names first.")
            self.say_problem(self.form.problem, lambda: _(words))
            return
        self._take(names)

    def _take(self, names: tuple[str, ...]) -> None:
        known = [site.name for site in self._session.sites]
        for name in merged(known, names)[len(known) :]:
            self._do(partial(auditing.add_site, name=name))

    def _rename(self) -> None:
        item = self._current()
        if item is None:
            return
        site = str(item.data(_ID))
        name = item.text()
        AskText(
            lambda: _("Rename {site}").format(site=name),
            lambda: _("Ledgers that use the former name still find the site."),
            lambda: _("Rename"),
            name,
            partial(self._renamed, site),
            self,
        ).open()

    def _restore(self) -> None:
        if (item := self._current()) is not None:
            site = str(item.data(_ID))
            self._do(lambda desk: auditing.restore_site(desk, site))

    def _activated(self, item: QListWidgetItem) -> None:
        if item.data(_OUT):
            self._restore()
        else:
            self._rename()

    def _current(self) -> QListWidgetItem | None:
        return self.form.sites.currentItem()

    def accept(self) -> None:
        """Take in what was typed and not added: closing must not drop it. The window says it when that is refused."""
        known = [site.name for site in self._session.sites]
        for name in merged(known, site_names(self.form.name.text()))[len(known) :]:
            self._session.do(partial(auditing.add_site, name=name))
        super().accept()

    def _renamed(self, site: str, name: str) -> None:
        self._do(lambda desk: auditing.rename_site(desk, site, name))

    def _remove(self) -> None:
        item = self._current()
        if item is None:
            return
        site = str(item.data(_ID))
        name = item.text()
        AskText(
            lambda: _("Take {site} out of the audit").format(site=name),
            lambda: _("Why is it not examined? The reason is kept in the history."),
            lambda: _("Take out"),
            "",
            partial(self._removed, site),
            self,
        ).open()

    def _removed(self, site: str, reason: str) -> None:
        self._do(lambda desk: auditing.remove_site(desk, site, reason))

    def _do(self, work: Callable[[Desk], Changes]) -> None:
        self.say_problem(self.form.problem, "")
        self._session.do(work, None, self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self.say_problem(self.form.problem, message(error).words)

    def _enable(self) -> None:
        item = self._current()
        out = item is not None and bool(item.data(_OUT))
        self.form.add.setEnabled(bool(self.form.name.text().strip()))
        self.form.rename.setEnabled(item is not None and not out)
        self.form.remove.setEnabled(item is not None and not out)
        self.form.restore.setEnabled(out)
