"""The page of the samples (抽出点検): the work list of one, what was found in each record, what may be concluded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.sampling import Drawn, Outcome, Sample
from app.errors import UserError
from app.i18n import LANGUAGES, current_language, gettext_in, listed
from app.i18n import gettext as _
from app.services import ledgers, reporting, sampling, sampling_files, sampling_reading
from app.services import sampling_words as words
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.services.sampling import Redraw, SampleView
from app.services.sampling_reading import ReadBack
from app.ui import files
from app.ui.dialogs.ask import AskText
from app.ui.page import Page
from app.ui.sampling.draw import DrawDialog
from app.ui.sampling.entry import KEYS, ResultPanel
from app.ui.sampling.words import TONES, outcome_sign, sample_line
from app.ui.sealed import lock, why_sealed
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import EmptyState, button, card, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes

_OUTCOMES = list(Outcome)
_PROBLEMS = 3
"""So many rows that were not taken are told one by one."""
_TRIAL = "-"
"""A reason for the trial that only counts."""
_SPARE = frozenset({4})
"""The column of words, which the panel tells as well."""
_TIGHT = 1260
"""Below this width at 100 % it is left out."""
_BELOW = 760
"""Below this width at 100 % the buttons stand below the choice of the sample."""
_GAP = 8


class SamplingPage(Page):
    """A box of the samples; how the chosen one was drawn and what it says; its records with their results."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.views: tuple[SampleView, ...] = ()
        self._counts: dict[str, int] = {}
        self._kind = "terminals"
        self._wanted = 0
        self._from = 0
        self._round = 0
        self._settings = Settings()
        self.title = label("title", wrap=False)
        self.samples = QComboBox()
        self.samples.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new_button = button("primary", self.draw)
        self.file_button = QToolButton()
        self.file_button.setProperty("role", "drop")
        self.file_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.file_menu = QMenu(self)
        self.file_button.setMenu(self.file_menu)
        self.again_button = button("", self.redraw)
        self.withdraw_button = button("", self.withdraw)
        lock(session, self.new_button, self.withdraw_button)
        self.notice = Notice()
        self.method = label("quiet")
        self.about, inside = card()
        self.conclusion = label()
        self.caveat = label("hint")
        inside.addWidget(self.conclusion)
        inside.addWidget(self.caveat)
        self.panel = ResultPanel(session)
        self.table = ListTable(Listing(self._columns(), lambda record: record.number))
        self.empty = EmptyState(self._begin)
        self._lay()
        self._keys()
        self.samples.activated.connect(lambda _index: self._chosen())
        self.table.picked.connect(lambda: self._picked())
        self.table.opened.connect(self._opened)
        self.panel.recorded.connect(self._go_on)
        self.panel.failed.connect(self.notice.refuse)
        self.retranslate()
        self._read()

    @property
    def view(self) -> SampleView | None:
        """The sample on show."""
        number = self.samples.currentData()
        return next((view for view in self.views if view.sample.number == number), None)

    # --- acts ---------------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Open the dialog that draws a sample."""
        kinds = tuple(kind for kind, count in self._counts.items() if count)
        if not kinds:
            self.notice.say(lambda: _("Import a ledger first; samples are drawn from it."), good=False)
            return
        if self.panel.settle():
            DrawDialog(self.session, kinds, self._kind, self._drawn, self.window()).open()

    def _drawn(self, sample: Sample) -> None:
        self._wanted, number = sample.number, sample.number
        self.notice.say(lambda: _("Sample {number} was drawn and stored.").format(number=number))

    def withdraw(self) -> None:
        """Withdraw the sample, with a reason."""
        view = self.view
        if view is None:
            return
        number = view.sample.number

        def given(reason: str) -> None:
            self.session.do(lambda desk: sampling.withdraw(desk, number, reason), failed=self.notice.refuse, owner=self)

        AskText(
            lambda: _("Withdraw the sample"),
            lambda: _("Why? The sample stays readable with the reason, and the next one from this ledger names it."),
            lambda: _("Withdraw"),
            "",
            given,
            self.window(),
        ).open()

    def redraw(self) -> None:
        """Draw again with the same seed, and tell whether it is the same."""
        view, desk = self.view, self.session.desk
        if view is not None:
            number = view.sample.number
            self.session.tasks.read(lambda: sampling.redraw(desk, number), self._tell_redraw, self._failed, self)

    def _tell_redraw(self, again: Redraw) -> None:
        same = not again.left and not again.come

        def told() -> str:
            said = [_("The same records are drawn again.") if same else _("Other records are drawn:")]
            said += [_("  no longer: {keys}").format(keys=listed(again.left))] if again.left else []
            said += [_("  new: {keys}").format(keys=listed(again.come))] if again.come else []
            if not again.same_ledger:
                said.append(_("The ledger is no longer the one from which the sample was drawn."))
            return "\n".join(said)

        self.notice.say(told, good=same)

    def save(self, suffix: str) -> None:
        """Write the work list as a workbook or as the form on paper."""
        view = self.view
        if view is None or not self.panel.settle():
            return
        number, language = view.sample.number, current_language()
        kinds = {".xlsx": _("Excel workbook (*.xlsx)"), ".pdf": _("PDF file (*.pdf)")}[suffix]
        name = f"{_('Sample check list')}_{number}{suffix}"
        folders = files.Folders(self._settings, self.session.file)
        target = files.ask_save(self, _("Write the check list"), folders, name, kinds, (suffix,))
        if target is None:
            return
        desk, render, translate = self.session.desk, self.session.kit.render, gettext_in(language)
        begun: list[Task] = []

        def work(_progress: Progress) -> None:
            if suffix == ".pdf":
                reporting.write_sample(desk, number, target, render, translate, language)
            else:
                sampling_files.export(desk, number, target, translate, language)

        def done(_none: None) -> None:
            begun[0].outcome = lambda: _written(target)
            self.notice.say(lambda: _written(target))

        begun.append(
            self.session.tasks.long(
                lambda: _("Writing {file}").format(file=target.name), work, done, self._failed, self
            )
        )

    def read_back(self) -> None:
        """Take the results from a work list that was filled in with Excel; a reason is asked for where some change."""
        view = self.view
        if view is None or not self.panel.settle():
            return
        number, desk = view.sample.number, self.session.desk
        folders = files.Folders(self._settings, self.session.file)
        source = files.ask_open(self, _("The filled-in check list"), folders, _("Excel workbook (*.xlsx)"))
        if source is None:
            return

        def tried(found: ReadBack) -> None:
            if not found.changed:
                self._take(number, source, "")
                return
            counts = f"{found.changed:,}"
            AskText(
                lambda: _("Take in the filled-in check list"),
                lambda: _("Results that are on file already and change: {count}. Why?").format(count=counts),
                lambda: _("Take in"),
                "",
                partial(self._take, number, source),
                self.window(),
            ).open()

        self.session.tasks.read(lambda: _back(desk, number, source, _TRIAL, dry_run=True), tried, self._failed, self)

    def _take(self, number: int, source: Path, reason: str) -> None:
        def work(desk: Desk) -> tuple[Changes, ReadBack]:
            found = _back(desk, number, source, reason)
            return found.changes, found

        def done(outcome: tuple[Changes, ReadBack]) -> None:
            self._tell_back(outcome[1], source.name)

        self.session.do(work, done, self._failed, self)

    def _tell_back(self, found: ReadBack, name: str) -> None:
        def told() -> str:
            lines = [sampling_reading.counted(found, name, _)]
            for problem in found.problems[:_PROBLEMS]:
                row = _("row {row}").format(row=f"{problem.row:,}")
                lines.append(f"{row}: {problem.error.sentence(_)}")
            if len(found.problems) > _PROBLEMS:
                lines.append(_("and {count} more").format(count=f"{len(found.problems) - _PROBLEMS:,}"))
            return "\n".join(lines)

        self.notice.say(told, good=not found.problems)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.refuse(error)
        else:
            self.session.tasks.unhandled.emit(error)

    # --- the page -----------------------------------------------------------------------------------------------------

    def pieces(self) -> tuple[QWidget, ...]:
        """The records that were drawn."""
        return self.table, self.empty.button

    def help_topic(self) -> str:
        """The topic of F1."""
        return "sampling"

    def open(self, target: Target) -> None:
        """Show a sample (`options["sample"]`); `kind` is the ledger that the next one is drawn from."""
        if target.kind:
            self._kind = target.kind
        if number := target.options.get("sample", ""):
            self._wanted = int(number)
            self._show()

    def refresh(self, changes: Changes) -> None:
        if changes.samples or changes.ledgers or changes.sites:
            self._read()

    def leave(self) -> bool:
        """What is typed is recorded, or the officer is told what it lacks."""
        if self.panel.settle():
            return True
        left = listed(
            _("sample {sample} no. {number}").format(sample=s, number=n) for s, n in sorted(self.panel.drafts())
        )
        self.notice.say(
            lambda: _("What was typed is not recorded yet: {records}. Complete it, or discard it.").format(
                records=left
            ),
            good=False,
        )
        return False

    def retranslate(self) -> None:
        self.title.setText(_("Sample checks"))
        self.samples.setAccessibleName(_("Sample"))
        self.new_button.setText(_("Draw a sample…"))
        self.file_button.setText(_("Check list"))
        self.file_button.setAccessibleName(_("Check list"))
        self.file_menu.clear()
        self.file_menu.addAction(_("On paper (PDF)…"), lambda: self.save(".pdf"))
        self.file_menu.addAction(_("For Excel…"), lambda: self.save(".xlsx"))
        self.file_menu.addSeparator()
        self.file_menu.setToolTipsVisible(True)
        back = self.file_menu.addAction(_("Take in what was filled in with Excel…"), self.read_back)
        back.setEnabled(not self.session.sealed)
        if self.session.sealed:
            back.setToolTip(why_sealed())
        self.again_button.setText(_("Draw again and compare"))
        self.again_button.setToolTip(_("Draws with the same seed from the ledger as it stands; nothing is stored"))
        self.withdraw_button.setText(_("Withdraw…"))
        self.table.setAccessibleName(_("Records drawn"))
        self.table.listing.retitle()
        self.caveat.setText(words.caveat(_))
        self.panel.retranslate()
        self.panes.retranslate()
        self._say_empty()
        self._fill_samples()
        self._tell()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, what the panel tells as well is left out."""
        super().resizeEvent(event)
        self._fit()

    def _act_buttons(self) -> tuple[QAbstractButton, ...]:
        """What is done with the sample on show."""
        return self.file_button, self.again_button, self.withdraw_button

    def _fit(self) -> None:
        below = self.width() < theme().px(_BELOW)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if below else direction.LeftToRight)
        acts, gap = self._act_buttons(), theme().px(_GAP)
        beside = sum(each.sizeHint().width() for each in acts) + gap * (len(acts) - 1)
        self._acts.setMinimumWidth(0 if below else beside)
        tight = self.width() < theme().px(_TIGHT)
        self.table.hide_columns(_SPARE if tight else ())
        self.table.horizontalHeader().setStretchLastSection(tight)

    def _say_empty(self) -> None:
        text = _(
            "A ledger of thousands is looked at in part: the program draws records at random, with a seed that is "
            "stored and printed, so that anybody can draw the same ones again. What was found in each gives a "
            "conclusion that says no more than the numbers do."
        )
        if any(self._counts.values()):
            self.empty.say(_("No sample yet"), text, _("Draw a sample…"))
        else:
            self.empty.say(
                _("No sample yet"),
                text + "\n" + _("Import a ledger first; samples are drawn from it."),
                _("To the ledgers"),
            )

    # --- inside -------------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.new_button)
        self._acts = QWidget()
        flow = Flow(self._acts, _GAP)
        for each in self._act_buttons():
            flow.addWidget(each)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme().px(_GAP))
        self._line.addWidget(self.samples, 1)
        self._line.addWidget(self._acts)
        self.panes = Panes(self.table, self.panel, self, always=True)
        self.full = QWidget()
        column = QVBoxLayout(self.full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addLayout(self._line)
        column.addWidget(self.method)
        column.addWidget(self.about)
        column.addWidget(self.panes, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(n) for n in (24, 16, 24, 16)))
        layout.setSpacing(theme().px(8))
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.full, 1)
        layout.addWidget(self.empty, 1)
        self.full.hide()
        self.empty.hide()

    def _keys(self) -> None:
        context = Qt.ShortcutContext
        for number, outcome in enumerate(KEYS, 1):
            act = partial(self._choose, outcome)
            self._shortcut(f"{number}", self.table, context.WidgetShortcut, act)
            self._shortcut(f"Alt+{number}", self, context.WidgetWithChildrenShortcut, act)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(key, self, context.WidgetWithChildrenShortcut, self.panel.record)

    def _shortcut(self, key: str, where: QWidget, context: Qt.ShortcutContext, act: Callable[[], None]) -> None:
        made = QShortcut(QKeySequence(key), where)
        made.setContext(context)
        made.activated.connect(act)

    def _choose(self, outcome: Outcome) -> None:
        if self.table.currentIndex().isValid():
            self.panes.reveal()
            self.panel.choose(outcome, at_once=True)

    def _columns(self) -> tuple[Column[Drawn], ...]:
        def outcome(record: Drawn) -> Outcome:
            return self.view.outcome(record.number) if self.view else Outcome.PENDING

        def told(record: Drawn) -> str:
            if self.view and (self.view.sample.number, record.number) in self.panel.drafts():
                return _("✎ typed, not recorded yet")
            result = self.view.results.get(record.number) if self.view else None
            return "  ".join(t for t in (result.difference, result.remark, result.evidence) if t) if result else ""

        return (
            Column(lambda: _("No."), lambda r: str(r.number), 48, order=lambda r: r.number, right=True),
            Column(lambda: _("Key as written"), lambda r: r.key, 120, whole=True),
            Column(lambda: _("Group"), lambda r: r.stratum or r.site, 140),
            Column(
                lambda: _("Result"),
                lambda r: outcome_sign(outcome(r)),
                150,
                order=lambda r: _OUTCOMES.index(outcome(r)),
                tone=lambda r: TONES[outcome(r)],
                whole=True,
            ),
            Column(lambda: _("What differs, remark, evidence"), told, 0),
        )

    def _read(self) -> None:
        self._round += 1
        mine, desk = self._round, self.session.desk

        def home(read: tuple[tuple[SampleView, ...], dict[str, int]]) -> None:
            # A reading that began before the last change would show a record as pending that is settled.
            if mine == self._round:
                self.views, self._counts = read
                self._show()

        self.session.tasks.read(lambda: _reading(desk), home, owner=self)

    def _show(self) -> None:
        self._fill_samples()
        self.full.setVisible(bool(self.views))
        self.empty.setVisible(not self.views)
        # The empty page has a primary button of its own.
        restyle(self.new_button, role="primary" if self.views else "")
        self._say_empty()
        self._fill_table()

    def _fill_samples(self) -> None:
        chosen = self._wanted or self.samples.currentData()
        self.samples.blockSignals(True)
        self.samples.clear()
        for view in reversed(self.views):
            self.samples.addItem(sample_line(view), view.sample.number)
        found = self.samples.findData(chosen)
        self.samples.setCurrentIndex(max(0, found) if self.views else -1)
        if found >= 0:
            self._wanted = 0
        self.samples.blockSignals(False)

    def _chosen(self) -> None:
        self.panel.settle()
        self._fill_table()

    def _fill_table(self) -> None:
        view = self.view
        self._tell()
        if view is None:
            return
        self.table.put(view.records)
        if self._from:
            number, self._from = self._next(view, self._from), 0
            self.table.choose(number)
            self.table.setFocus()
        elif not self.table.currentIndex().isValid() and view.records:
            self.table.choose(self._next(view, 0))
        self._show_record()

    def _next(self, view: SampleView, after: int) -> int:
        """The next record that is pending; the one after when there is none, from the beginning again."""
        pending = [r.number for r in view.records if view.outcome(r.number) is Outcome.PENDING]
        later = [number for number in pending if number > after]
        return (later or pending or [min(after + 1, len(view.records))])[0]

    def _tell(self) -> None:
        view = self.view
        if view is None:
            return
        form = self.session.desk.world.ledgers.form(view.sample.kind)
        language = current_language()
        said = [words.method(view.sample, form, _, language), words.earlier(view, _, language)]
        self.method.setText("\n".join(text for text in said if text))
        self.conclusion.setText(words.conclusion(view, _, language))
        self.withdraw_button.setEnabled(not view.sample.withdrawn)

    def _picked(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self.table.listing.at(index).number != self.panel.number:
            # What was typed for the record before is recorded or kept.
            self.panel.settle()
        self._show_record()

    def _show_record(self) -> None:
        view, index = self.view, self.table.currentIndex()
        if view is not None and index.isValid():
            form = self.session.desk.world.ledgers.form(view.sample.kind)
            self.panel.show_record(view, self.table.listing.at(index), form)

    def _opened(self) -> None:
        self.panes.reveal()
        self.panel.form.sound.setFocus()

    def _go_on(self, number: int, written: bool) -> None:
        """On to the next record; where something was written, when the list has been read anew."""
        self._from = number
        if not written:
            self._fill_table()

    def _begin(self) -> None:
        if any(self._counts.values()):
            self.draw()
        else:
            self.session.go(Target("ledgers", kind=self._kind))


def _reading(desk: Desk) -> tuple[tuple[SampleView, ...], dict[str, int]]:
    counts = ledgers.counts(desk)
    # Forms are read from disk when they are first asked for: here, not while something is painted.
    for kind in counts:
        desk.world.ledgers.form(kind)
    return sampling.listing(desk), counts


def _back(desk: Desk, number: int, source: Path, reason: str, *, dry_run: bool = False) -> ReadBack:
    languages = [gettext_in(language) for language in LANGUAGES]
    return sampling_reading.read_back(desk, number, source, languages, reason=reason, dry_run=dry_run)


def _written(target: Path) -> str:
    return _("Written: {file}").format(file=target)
