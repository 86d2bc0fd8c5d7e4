"""バージョン情報: what the program is, its version, and the licences of what it stands on."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.paths import bundled
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.about import Ui_About
from app.ui.style.theme import theme
from app.version import __version__

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class AboutDialog(Dialog):
    """Version and licences; the version can be copied for a report."""

    def __init__(self, catalogue_version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue_version = catalogue_version
        self.form = Ui_About()
        self.form.setupUi(self)
        self.fit()
        side = theme().px(56)
        self.form.sign.setPixmap(theme().icon("app", size=56).pixmap(QSize(side, side)))
        texts = licences()
        self.form.licences.setPlainText("\n\n".join(texts))
        # Their lines are broken already, and as wide as most: broken a second time they are ragged.
        words = self.form.licences.fontMetrics()
        widest = max((words.horizontalAdvance(line) for line in texts[0].splitlines()), default=0) if texts else 0
        room = self.screen().availableSize().width() - theme().px(40)
        self.resize(min(max(self.width(), widest + theme().px(120)), room), self.height())
        self.form.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.form.version.text()))
        self.form.close.clicked.connect(self.accept)
        self.retranslate()
        self.form.close.setFocus()

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


def licences() -> list[str]:
    """The licence texts that come with the program, our own first."""
    texts = []
    for place in (*_own(), bundled("resources") / "fonts" / "OFL-BIZ.txt"):
        if place.is_file():
            texts.append(place.read_text("utf-8").strip())
    return texts


def _own() -> list[Traversable]:
    """In an installed program they lie among the resources, in a checkout where they are kept."""
    inside = bundled("resources") / "licenses"
    names = ("LGPL-NOTICE.txt", "LGPL-3.0.txt")
    if inside.is_dir():
        return [inside / name for name in ("LICENSE", *names)]
    resources = bundled("resources")
    if not isinstance(resources, Path):
        return []
    root = resources.parent
    return [root / "LICENSE", *(root / "installer" / "licenses" / name for name in names)]
