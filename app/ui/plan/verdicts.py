"""Verdicts that a finished measure proposes: what would change, what would stand against it, chosen one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import gettext as _
from app.services.measure_verdicts import PROPOSED, Offered, Preview, against
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.plan_verdicts import Ui_PlanVerdicts
from app.ui.plan.follow_dialogs import dress, tell
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.words import verdict_word

_SIGNS = {Verdict.CONFORMING: "○", Verdict.PARTLY: "△", Verdict.NONCONFORMING: "×"}


class VerdictsDialog(Dialog):
    """One row for each place; none is chosen at first. `given` is called with the chosen ones and a further reason."""

    def __init__(self, parent: QWidget, seen: Preview, given: Callable[[Mapping[Place, Verdict], str], None]) -> None:
        super().__init__(parent)
        self.form = Ui_PlanVerdicts()
        self.form.setupUi(self)
        self.setWindowTitle(_("Verdicts that a finished measure proposes"))
        self.form.told.setText(
            _(
                "Measure {number} is done. Choose the answers that you give anew; nothing is answered by itself, and "
                "the reason names the measure. Conforming stays unproven until evidence or a second person proves it."
            ).format(number=seen.action.number)
        )
        self.rows: dict[Place, tuple[QCheckBox, QComboBox]] = {}
        for offer in seen.offers:
            self.form.places_layout.addWidget(self._row(offer, seen))
        if not seen.offers:
            self.form.places_layout.addWidget(label("quiet", _("No answer that the measure speaks of is deficient.")))
        self.form.places_layout.addStretch(1)
        self.form.reason.setAccessibleName(self.form.reason_label.text())
        self.form.places_area.setMinimumHeight(theme().px(240))
        self.accepted.connect(lambda: given(self.chosen(), self.form.reason.text().strip()))
        dress(self, self.form.buttons, _("Record as my answers"))
        self._look()
        if self.rows:
            next(iter(self.rows.values()))[0].setFocus()

    def chosen(self) -> dict[Place, Verdict]:
        """What is ticked, with the verdict chosen beside it."""
        return {place: Verdict(verdict.currentData()) for place, (box, verdict) in self.rows.items() if box.isChecked()}

    def _row(self, offer: Offered, seen: Preview) -> QWidget:
        checkpoint, site = offer.place
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        pad = theme().px(12)
        column.setContentsMargins(pad, theme().px(8), pad, theme().px(8))
        place = f"{checkpoint}  {seen.sites.get(site) or _('Company')}"
        before = f"{_SIGNS.get(offer.before.verdict, '')} {verdict_word(offer.before.verdict)}"
        box = QCheckBox(_("{place}:  {before} →").format(place=place, before=before))
        verdicts = QComboBox()
        for verdict in PROPOSED:
            if verdict is not offer.before.verdict:
                verdicts.addItem(f"{_SIGNS[verdict]} {verdict_word(verdict)}", verdict.value)
        verdicts.setAccessibleName(_("Verdict for {place}").format(place=place))
        row = QHBoxLayout()
        row.addWidget(verdicts)
        row.addStretch(1)
        column.addWidget(box)
        column.addLayout(row)
        if offer.before.comment:
            column.addWidget(label("quiet", _("Remark: {remark}").format(remark=offer.before.comment)))
        for told in against(offer, _):
            column.addWidget(label("hint", f"△ {told}"))
        box.toggled.connect(lambda _on: self._look())
        self.rows[offer.place] = (box, verdicts)
        return frame

    def _look(self) -> None:
        why = "" if self.chosen() else _("Choose at least one of the places.")
        tell(self.form.buttons, self.form.missing, why)
