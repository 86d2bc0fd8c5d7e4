"""バージョン情報: what the program is, its version, and the way to the licences of what it stands on."""

from __future__ import annotations

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.about import Ui_About
from app.ui.style.theme import theme
from app.version import __version__


class AboutDialog(Dialog):
    """The version, which can be copied for a report; whoever opens it leads `form.licences` to them."""

    def __init__(self, catalogue_version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue_version = catalogue_version
        self.form = Ui_About()
        self.form.setupUi(self)
        self.fit()
        side = theme().px(56)
        self.form.sign.setPixmap(theme().icon("app", size=56).pixmap(QSize(side, side)))
        self.form.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.form.version.text()))
        self.form.close.clicked.connect(self.accept)
        self.retranslate()
        self.form.close.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower, its lines wrap more often and need more height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.grow)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.setWindowTitle(_("About Shadan"))
        self.form.name.setText(_("Shadan"))
        lines = [
            _("Version {version}").format(version=__version__),
            f"PySide6 {pyside_version}  Python {platform.python_version()}  {platform.system()}",
        ]
        if self._catalogue_version:
            lines.insert(1, _("Catalogue of checkpoints {version}").format(version=self._catalogue_version))
        self.form.version.setText("\n".join(lines))
        self.form.purpose.setText(_("Examine for yourself how information is kept apart between grid and retail."))
        self.grow()
