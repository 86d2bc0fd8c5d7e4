"""What to write in a part of a case: what is asked, and how the regulator put it in the cases of 2022-23."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.catalogue import Catalogue
from app.domain.grades import Role
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.prose import Prose

# Part of a case → the checkpoints that ask for it. What the catalogue does not have (any more) is left out.
_ASKED = {
    "overview": ("B-01", "B-07"),
    "figures": ("B-01", "B-02", "B-06"),
    "causes": ("B-03",),
    "publication": ("B-04",),
    "discipline": ("C-01", "C-02"),
}
_QUOTED = 3


class Guide(QFrame):
    """Folded away until it is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = button("link", self._turn)
        self.words = Prose(role="quiet", selectable=True)
        self.words.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addWidget(self.toggle)
        layout.addWidget(self.words)
        self._name()

    def say(self, lines: Sequence[str]) -> None:
        """Set the words."""
        self.words.setText("\n".join(lines))
        self.setVisible(bool(lines))
        self._name()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Name the button anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _turn(self) -> None:
        self.words.setVisible(self.words.isHidden())
        self._name()

    def _name(self) -> None:
        self.toggle.setText(_("▸ What to write here") if self.words.isHidden() else _("▾ What to write here"))


def guides(catalogue: Catalogue, role: Role) -> dict[str, list[str]]:
    """Part of a case → lines of guidance."""
    language = current_language()
    asked = {c.id: c for c in catalogue.checkpoints if role in c.roles}
    told: dict[str, list[str]] = {}
    for part, checkpoints in _ASKED.items():
        lines = []
        for identity in checkpoints:
            if (checkpoint := asked.get(identity)) is not None:
                lines.append(f"・{checkpoint.question.in_language(language)} ({identity})")
                lines += [f"  – {look.in_language(language)}" for look in checkpoint.look]
        told[part] = lines
    told["causes"] += [f"・{c.title.in_language(language)}: {c.text.in_language(language)}" for c in catalogue.causes]
    told["overview"] += _quotes(catalogue, role, language)
    strict = (d for d in catalogue.directions if d.id == "5")
    told["discipline"] += [f"・{d.title.in_language(language)}: {d.text.in_language(language)}" for d in strict]
    return told


def _quotes(catalogue: Catalogue, role: Role, language: str) -> list[str]:
    """How 図表2 put the facts of companies of the same side."""
    side = "retail" if role in (Role.AFFILIATED_RETAILER, Role.OTHER_AFFILIATE) else "grid"
    lines = [
        _("How the facts of others were put (Table 2 of the report summary; these do not predict any disposition):")
    ]
    for disposition in [d for d in catalogue.dispositions if d.side == side][:_QUOTED]:
        company = disposition.company.in_language(language)
        lines.append(f"  「{disposition.reasons[0].text.in_language(language)}」 ({company})")
    return lines
