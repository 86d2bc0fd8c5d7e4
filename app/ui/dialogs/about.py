"""遮断について: what the program is, its version, and the way to the licences of what it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.about import Ui_About
from app.ui.style.theme import theme

if TYPE_CHECKING:
    from app.build import ProgramFacts
    from app.ui.tasks import Tasks


class AboutDialog(Dialog):
    """The version, which can be copied for a report; whoever opens it leads `form.licences` to them."""

    def __init__(self, facts: ProgramFacts, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self.form = Ui_About()
        self.form.setupUi(self)
        self.fit()
        side = theme().px(56)
        self.form.sign.setPixmap(theme().icon("app", size=56).pixmap(QSize(side, side)))
        self.form.folders.take(tasks)
        self.form.copy.clicked.connect(self._copy)
        self.form.close.clicked.connect(self.accept)
        self.retranslate()
        self.scroll_where_low()
        self.form.close.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower, its lines wrap more often and need more height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.grow)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.form.folders.retranslate()
        self.setWindowTitle(_("About Shadan"))
        self.form.name.setText(_("Shadan"))
        self.form.version.setText("\n".join(_told(self._facts)))
        self.form.purpose.setText(_("Examine for yourself how information is kept apart between grid and retail."))
        self.grow()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join([*_told(self._facts), *self.form.folders.told()]))


def _told(facts: ProgramFacts) -> list[str]:
    """The facts as lines, in the language spoken now."""
    version = (_("Version {version}, portable") if facts.portable else _("Version {version}")).format(
        version=facts.version
    )
    build = _("Build: {build}").format(build=facts.build) if facts.build is not None else _("run from source")
    formats = [_("Format of audit files: {format}").format(format=facts.format)]
    if facts.catalogue:
        formats.append(_("Catalogue of checkpoints {version}").format(version=facts.catalogue))
    libraries = f"Python {facts.python}  Qt {facts.qt}  PySide6 {facts.pyside}"
    return [version, build, "  ".join(formats), libraries, facts.system]
