"""バージョン情報: what the program is, its version, and the licences of what it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.paths import bundled
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.about import Ui_About
from app.ui.style.theme import theme

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from app.build import ProgramFacts
    from app.ui.tasks import Tasks


class AboutDialog(Dialog):
    """Version and licences; the version can be copied for a report."""

    def __init__(self, facts: ProgramFacts, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
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
        self.form.folders.take(tasks)
        self.form.copy.clicked.connect(self._copy)
        self.form.close.clicked.connect(self.accept)
        self.retranslate()
        self.form.close.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.form.folders.retranslate()
        self.setWindowTitle(_("About Shadan"))
        self.form.name.setText(_("Shadan"))
        self.form.version.setText("\n".join(_told(self._facts)))
        self.form.purpose.setText(_("Examine for yourself how information is kept apart between grid and retail."))

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
    names = ("THIRD-PARTY.md", "LGPL-3.0.txt")
    if inside.is_dir():
        return [inside / name for name in ("LICENSE", *names)]
    resources = bundled("resources")
    if not isinstance(resources, Path):
        return []
    root = resources.parent
    return [root / "LICENSE", *(root / "installer" / "licenses" / name for name in names)]
