"""The dialog that draws a sample: what would be drawn is told while it is filled in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.confidence import USUAL_CONFIDENCE, USUAL_RATE
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.sampling import SITE, Allocation, Condition, Sample
from app.errors import UserError
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import sampling, sampling_words
from app.services.changes import Changes
from app.services.sampling import Prospect, Wish
from app.ui.dialogs.dialog import Dialog
from app.ui.findings.words import ledger_word
from app.ui.generated.sampling_draw import Ui_SamplingDraw
from app.ui.messages import message
from app.ui.session import Session

_CONFIDENCES = (8_000, 9_000, 9_500, 9_900)
_RATES = (100, 200, 300, 500, 1_000, 2_000)
_GROUPING = frozenset({FieldType.ZONE, FieldType.STATUS, FieldType.COMPANY, FieldType.WORD, FieldType.FLAG})
"""Types of fields that make few groups."""
_GROUPING_FIELDS = frozenset({"department", "system", "role", "device_type", "post", "company", "kind"})
_WAIT = 200
"""Milliseconds after the last change until it is counted what would be drawn."""
_TOLD = 12


class DrawDialog(Dialog):
    """`kinds` are the ledgers that hold something; `drawn` is called with the sample."""

    def __init__(
        self, session: Session, kinds: tuple[str, ...], kind: str, drawn: Callable[[Sample], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._drawn = drawn
        self._kinds = kinds
        self._asked = 0
        self._busy = False
        self._sized = False
        self.form = Ui_SamplingDraw()
        self.form.setupUi(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._ask)
        self.form.by_size.setChecked(True)
        self.form.size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()
        self.form.kind.setCurrentIndex(max(0, self.form.kind.findData(kind)))
        self._fill_fields()
        self.form.kind.currentIndexChanged.connect(lambda _index: self._other_ledger())
        for box in (self.form.site, self.form.condition, self.form.grouped, self.form.allocation, *self._rates()):
            box.currentIndexChanged.connect(lambda _index: self._touched())
        for line in (self.form.text, self.form.seed):
            line.textChanged.connect(lambda _text: self._touched())
        self.form.size.valueChanged.connect(lambda _value: self._resized())
        self.form.by_size.toggled.connect(lambda _on: self._touched())
        self.form.ok.clicked.connect(lambda: self._draw())
        self.form.cancel.clicked.connect(self.reject)
        self.form.ok.setDefault(True)
        self.say_problem(self.form.problem, "")
        self.fit()
        self._touched()

    def wish(self) -> Wish:
        """What the form says."""
        form = self.form
        counted = form.by_size.isChecked()
        field, text = form.condition.currentData(), form.text.text().strip()
        site = form.site.currentData()
        return Wish(
            kind=form.kind.currentData() or "",
            size=form.size.value() if counted else 0,
            confidence=0 if counted else form.confidence.currentData(),
            rate=0 if counted else form.rate.currentData(),
            grouped_by=form.grouped.currentData() or "",
            allocation=Allocation(form.allocation.currentData()),
            sites=(site,) if site else (),
            conditions=(Condition(field, text),) if field and text else (),
            seed=form.seed.text().strip(),
            purpose=form.purpose.text().strip(),
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.setWindowTitle(_("Draw a sample"))
        form = self.form
        _fill(form.kind, [(ledger_word(kind), kind) for kind in self._kinds])
        _fill(form.site, [(_("All sites"), ""), *((s.name, s.name) for s in self._session.sites)])
        _fill(
            form.allocation,
            [
                (_("As large as each is, at least one"), Allocation.PROPORTIONAL.value),
                (_("As evenly as they allow"), Allocation.EQUAL.value),
            ],
        )
        _fill(form.confidence, [(sampling_words.percent(n), n) for n in _CONFIDENCES], USUAL_CONFIDENCE)
        _fill(form.rate, [(sampling_words.percent(n), n) for n in _RATES], USUAL_RATE)
        form.size_hint.setText(
            _(
                "So many that at least one record that differs is met, with this confidence, if the tolerable rate or "
                "more of them differ."
            )
        )
        self._fill_fields()
        self._touched()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _rates(self) -> tuple[QComboBox, QComboBox]:
        return self.form.confidence, self.form.rate

    def _ledger(self) -> LedgerForm | None:
        kind = self.form.kind.currentData()
        return self._session.desk.world.ledgers.form(kind) if kind else None

    def _fill_fields(self) -> None:
        ledger, language = self._ledger(), current_language()
        if ledger is None:
            return
        fields = [(field.title.in_language(language), field.id) for field in ledger.fields]
        grouping = [
            (field.title.in_language(language), field.id)
            for field in ledger.fields
            if field.type in _GROUPING or field.id in _GROUPING_FIELDS
        ]
        _fill(self.form.condition, [(_("(no limit)"), ""), *fields])
        _fill(self.form.grouped, [(_("The ledger as a whole"), ""), (_("Site"), SITE), *grouping], SITE)

    def _other_ledger(self) -> None:
        self._fill_fields()
        self._touched()

    def _resized(self) -> None:
        self._sized = True
        self._touched()

    def _touched(self) -> None:
        counted = self.form.by_size.isChecked()
        self.form.size.setEnabled(counted)
        for box in self._rates():
            box.setEnabled(not counted)
        self.form.allocation.setEnabled(bool(self.form.grouped.currentData()))
        self.form.text.setEnabled(bool(self.form.condition.currentData()))
        self.form.ok.setEnabled(False)
        self._asked += 1
        self._timer.start()

    def _ask(self) -> None:
        mine, desk, wish = self._asked, self._session.desk, self.wish()
        if not wish.kind:
            return
        self._session.tasks.read(
            lambda: sampling.prospect(desk, wish),
            lambda found: self._show(found) if mine == self._asked else None,
            lambda error: self._refuse(error) if mine == self._asked else None,
            self,
        )

    def _show(self, found: Prospect) -> None:
        self.say_problem(self.form.problem, "")
        said = _("{size} of {population} records would be drawn.").format(
            size=f"{found.size:,}", population=f"{found.population:,}"
        )
        if self.form.grouped.currentData():
            told = [
                _("{group} {size}/{population}").format(
                    group=sampling_words.group_word(s.label, _), size=f"{s.size:,}", population=f"{s.population:,}"
                )
                for s in found.strata[:_TOLD]
            ]
            more = len(found.strata) - len(told)
            told += [_("and {count} more").format(count=f"{more:,}")] if more else []
            said += "\n" + listed(told)
        if away := sampling_words.away(found.taken_away, _):
            said += "\n" + away
        self.form.preview.setText(said)
        self._make_room()
        self.form.ok.setEnabled(not self._busy)

    def _make_room(self) -> None:
        """What is told of many groups takes several lines: higher, as far as the screen allows."""
        layout = self.layout()
        wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        self.resize(self.width(), min(max(self.height(), wanted), self.screen().availableSize().height()))

    def _refuse(self, error: BaseException) -> None:
        self.form.preview.setText("")
        self._busy = False
        if not isinstance(error, UserError):
            self._session.tasks.unhandled.emit(error)
        elif error.code == "sample_size_large" and not self._sized:
            # Nobody has chosen the number that stands there at first: a smaller ledger is looked at whole.
            self.form.size.blockSignals(True)
            self.form.size.setValue(int(str(error.values["population"])))
            self.form.size.blockSignals(False)
            self._touched()
            return
        self.say_problem(self.form.problem, message(error).words)

    def _draw(self) -> None:
        wish = self.wish()
        self._busy = True
        self.form.ok.setEnabled(False)

        def done(result: tuple[Changes, Sample]) -> None:
            self._drawn(result[1])
            self.accept()

        def failed(error: BaseException) -> None:
            self._refuse(error)
            # What the world did may be over: a full disk has room again.
            self.form.ok.setEnabled(not self._timer.isActive())

        self._session.do(lambda desk: sampling.draw(desk, wish), done, failed, self)


def _fill(
    box: QComboBox,
    choices: list[tuple[str, object]] | list[tuple[str, str]] | list[tuple[str, int]],
    usual: object = None,
) -> None:
    """Put choices into a box, keeping what was chosen; `usual` is chosen at first."""
    chosen = box.currentData() if box.count() else usual
    box.blockSignals(True)
    box.clear()
    for words, data in choices:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
