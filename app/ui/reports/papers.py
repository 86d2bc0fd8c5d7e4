"""Which papers of a form are printed: all of them, or those that are ticked in a list of their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import gettext_in, ngettext
from app.services import reporting
from app.services.reporting import Printed
from app.services.reporting.sheets import Form
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.paper_choose import Ui_PaperChoose
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import name_editors
from app.ui.widgets.basics import button, restyle

Named = tuple[str, str]
"""The key of a paper and what it is called."""


class PaperPicker(Dialog):
    """Ticks any of the papers of a form; `given` is called with their keys, none standing for all."""

    def __init__(
        self, parent: QWidget, papers: Sequence[Named], chosen: Sequence[str], given: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__(parent)
        self.form = Ui_PaperChoose()
        self.form.setupUi(self)
        for key, name in papers:
            item = QListWidgetItem(name, self.form.list)
            item.setToolTip(name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
        self.resize(theme().px(560), theme().px(480))
        self.form.buttons.accepted.connect(self.accept)
        self.form.buttons.rejected.connect(self.reject)
        self.form.search.textChanged.connect(self._search)
        self.accepted.connect(lambda: given(self.chosen()))
        self.retranslate()
        self.form.search.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.form.told.setText(_("Tick the papers to print; where none is ticked, all of them are."))
        ok = self.form.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(_("Take over"))
        restyle(ok, role="primary")
        name_editors(self)

    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the list."""
        items = (self.form.list.item(n) for n in range(self.form.list.count()))
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _search(self, text: str) -> None:
        wanted = text.casefold().split()
        for number in range(self.form.list.count()):
            item = self.form.list.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))


class PaperChoice(QWidget):
    """A button that opens the list and tells how many were chosen. `only` are their keys, empty for all."""

    changed = Signal()

    def __init__(self, session: Session, failed: Callable[[BaseException], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._failed = session, failed
        self._of: tuple[Form, str] | None = None
        self._language = "ja"
        self.only: tuple[str, ...] = ()
        self._button = button("", self._ask, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        count = len(self.only)
        said = ngettext("{count} paper chosen…", "{count} papers chosen…", count).format(count=f"{count:,}")
        self._button.setText(said if count else _("Choose papers…"))
        self._button.setToolTip(_("Print all papers of this kind, or only some of them"))

    def turn_to(self, form: Form | None, site: str, language: str) -> None:
        """Show it for a form at a site (empty: all), or hide it. What was chosen of another one is forgotten."""
        of = None if form is None else (form, site)
        self._language = language
        if of != self._of:
            self._of, self.only = of, ()
        self.setVisible(of is not None)
        self.retranslate()

    def _ask(self) -> None:
        if self._of is None:
            return
        (form, site), language, desk = self._of, self._language, self._session.desk

        def read() -> Sequence[Named]:
            _material, made = reporting.papers(desk, (form,), gettext_in(language), language, site)
            return [(draft.subject, draft.name) for draft in made[form]]

        self._session.tasks.read(read, self._open, self._failed, self)

    def _open(self, papers: Sequence[Named]) -> None:
        PaperPicker(self.window(), papers, self.only, self._took).open()

    def _took(self, only: tuple[str, ...]) -> None:
        if only != self.only:
            self.only = only
            self.retranslate()
            self.changed.emit()


class Fold(QToolButton):
    """A heading that shows or hides what stands below it."""

    def __init__(self, title: str, below: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._below = title, below
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumHeight(theme().px(32))
        self.toggled.connect(self._turn)
        self._turn(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text anew."""
        self.setText(_(self._title))
        self.setAccessibleName(_(self._title))

    def _turn(self, shown: bool) -> None:
        self._below.setVisible(shown)
        self.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)


def told(printed: Printed) -> str:
    """How many papers there are, and for whom there is none."""
    said = [_("Papers in it: {count}").format(count=f"{printed.count:,}")]
    if printed.gone:
        said.append(_("Without a paper, since they left or the contract is over: {count}").format(count=printed.gone))
    if printed.others:
        said.append(_("Without a paper, since they are an affiliate's: {count}").format(count=printed.others))
    return "　".join(said)
