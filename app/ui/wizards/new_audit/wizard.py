"""新しい点検: a `QWizard` that asks for everything an audit begins with and stores nothing itself."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget, QWizard

from app.domain.catalogue import Catalogue
from app.domain.grades import Role
from app.i18n import gettext as _
from app.i18n import listed, mark
from app.services.auditing import NewAudit
from app.ui import files
from app.ui.files import Folders
from app.ui.generated.new_audit_place import Ui_NewAuditPlace
from app.ui.generated.new_audit_summary import Ui_NewAuditSummary
from app.ui.said import Words, said
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.wizards.new_audit.earlier import EarlierPanel, Look
from app.ui.wizards.new_audit.facts import PeriodPanel, RolePanel, SitesPanel
from app.ui.wizards.new_audit.scope import GroundPanel, ScopePanel
from app.ui.wizards.panel import Panel, Steps
from app.ui.words import day_word, ground_word, role_word

# Most audits begin anew.
if TYPE_CHECKING:
    from app.services.carrying import EarlierAudit

_EARLIER = mark("Earlier audit")
_STEPS = (
    mark("Organisation"),
    mark("Sites"),
    mark("Period and auditor"),
    mark("Scope"),
    mark("Ground of the plan"),
    mark("Where to keep it"),
    mark("Check"),
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


class PlacePanel(Panel):
    """保存先."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._proposed = ""
        self.form = Ui_NewAuditPlace()
        self.form.setupUi(self.body)
        self.form.file.textChanged.connect(self.changed)
        self.form.browse.clicked.connect(self._browse)
        self.retranslate()
        self.changed()

    def propose(self, organisation: str, period: str) -> None:
        """A name made of organisation and period, as long as the officer has not named another one."""
        if self.form.file.text() not in ("", self._proposed):
            return
        name = " ".join(part for part in (_plain(organisation), _plain(period)) if part)
        folder = Folders(self._settings).last()
        self._proposed = str(_free(folder / f"{name}{files.SUFFIX}"))
        self.form.file.setText(self._proposed)

    def file(self) -> Path:
        """The file to be made."""
        return files.with_suffix(Path(self.form.file.text().strip()))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Where is the audit kept?"))
        self.lead.setText(_("On this computer or on a folder of your own; nothing leaves it."))

    def missing(self) -> str:
        """A file that is not there yet, in a folder that is."""
        if not self.form.file.text().strip():
            return _("To go on, name a file.")
        file = self.file()
        if not file.is_absolute():
            return _("To go on, name the folder, too.")
        try:
            if file.exists():
                return _("To go on, choose another name: {file} exists already.").format(file=file.name)
            if not file.parent.is_dir():
                return _("To go on, choose a folder that exists: {folder} does not.").format(folder=file.parent)
            if not os.access(file.parent, os.W_OK):
                return _("To go on, choose a folder you may write to.")
        except OSError:  # A name the system cannot even look for.
            return _("To go on, choose a shorter or simpler name.")
        return ""

    def _browse(self) -> None:
        chosen = files.ask_save(
            self, _("File of the new audit"), Folders(self._settings), self.file().name, files.audit_filter()
        )
        if chosen is not None:
            self.form.file.setText(str(files.with_suffix(chosen)))


class SummaryPanel(Panel):
    """確認: everything once more, before it begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_NewAuditSummary()
        self.form.setupUi(self.body)
        self.rows: list[tuple[str, str]] = []
        self._refused: Words = ""
        self.setFinalPage(True)
        self.retranslate()

    def show_rows(self, rows: list[tuple[str, str]]) -> None:
        """Say what will be made."""
        self.rows = rows
        grid = self.form.facts
        while (item := grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, value) in enumerate(rows):
            title = label("quiet", name, wrap=False)
            # The lines of a value stand a little lower than those of a label without line height.
            title.setContentsMargins(0, theme().px(3), 0, 0)
            grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label("", value), number, 1)

    def refuse(self, words: Words) -> None:
        """Say why the audit could not be made; it may be tried again."""
        self._refused = words
        self.changed()

    def changed(self) -> None:
        """Say anew why it was refused."""
        super().changed()
        self.reason.setText(said(self._refused))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.heading.setText(_("Is this right?"))
        self.lead.setText(_("Everything but the position and the scope can be corrected later."))


class NewAuditWizard(QWizard):
    """`new_audit` and `file` say what was asked for, once it was accepted; `earlier` and `renamed` from which audit it
    goes on, where `look` can read one."""

    def __init__(
        self,
        catalogue: Catalogue,
        today: date,
        settings: Settings,
        parent: QWidget | None = None,
        look: Look | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoDefaultButton, False)
        self.role_panel = RolePanel(self)
        self.sites_panel = SitesPanel(self)
        self.period_panel = PeriodPanel(today, self)
        self.scope_panel = ScopePanel(catalogue, self)
        self.ground_panel = GroundPanel(catalogue, self)
        self.place_panel = PlacePanel(settings, self)
        self.summary_panel = SummaryPanel(self)
        self.earlier_panel = EarlierPanel(catalogue, settings, look, self) if look is not None else None
        if self.earlier_panel is not None:
            self.earlier_panel.came.connect(self._take_up)
        self._panels: tuple[Panel, ...] = (
            *([self.earlier_panel] if self.earlier_panel is not None else ()),
            self.role_panel,
            self.sites_panel,
            self.period_panel,
            self.scope_panel,
            self.ground_panel,
            self.place_panel,
            self.summary_panel,
        )
        for panel in self._panels:
            self.addPage(panel)
        self._steps = Steps(self)
        self.setSideWidget(self._steps)
        for which in (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton):
            restyle(self.button(which), role="primary")
        self.currentIdChanged.connect(self._entered)
        self.resize(theme().px(900), theme().px(700))
        if parent is not None:
            self.resize(self.size().boundedTo(parent.screen().availableSize()))
        self._steps.setVisible(self.width() >= theme().px(760))
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words of the frame; the pages do so themselves."""
        self.setWindowTitle(_("New audit"))
        self.setButtonText(QWizard.WizardButton.BackButton, _("Back"))
        self.setButtonText(QWizard.WizardButton.NextButton, _("Next"))
        self.setButtonText(QWizard.WizardButton.FinishButton, _("Begin the audit"))
        self.setButtonText(QWizard.WizardButton.CancelButton, _("Cancel"))
        steps = _STEPS if self.earlier_panel is None else (_EARLIER, *_STEPS)
        self._steps.set_names([_(step) for step in steps])

    def new_audit(self) -> NewAudit:
        """What was entered."""
        period = self.period_panel.form
        return NewAudit(
            organisation=self.role_panel.form.organisation.text().strip(),
            role=self._role(),
            period=period.period.currentText().strip(),
            as_of=self.period_panel.as_of(),
            auditor=period.auditor.text().strip(),
            department=period.department.text().strip(),
            affiliates=self.role_panel.affiliates(),
            sites=self.sites_panel.names(),
            areas=self.scope_panel.areas(),
            filing=self.ground_panel.filing(),
            confidentiality=period.confidentiality.currentText().strip(),
        )

    def file(self) -> Path:
        """The file to be made."""
        return self.place_panel.file()

    def earlier(self) -> Path | None:
        """The earlier audit that the new one goes on from."""
        return self.earlier_panel.file() if self.earlier_panel is not None else None

    def renamed(self) -> dict[str, str]:
        """The sites of the earlier audit that were given another name: former → new."""
        return self.sites_panel.renamed() if self.earlier() is not None else {}

    def _take_up(self, told: EarlierAudit) -> None:
        """Fill in what the earlier audit tells; everything can be corrected on its page."""
        once, period = told.audit, self.period_panel.form
        self.role_panel.form.organisation.setText(once.organisation)
        self.role_panel.roles.button(list(Role).index(once.role)).setChecked(True)
        self.role_panel.form.affiliates.setPlainText("\n".join(once.affiliates))
        self.sites_panel.take_up(tuple(site.name for site in told.sites))
        period.auditor.setText(once.auditor)
        period.department.setText(once.department)
        period.confidentiality.setEditText(once.confidentiality)
        self.scope_panel.choose(once.role, once.areas)
        self.ground_panel.form.addressee.setEditText(once.filing.addressee)

    def refuse(self, sentence: Words) -> None:
        """Say why the audit could not be made; everything entered is kept."""
        self.summary_panel.refuse(sentence)

    def _role(self) -> Role:
        return self.role_panel.role or Role.GRID_OPERATOR

    def _entered(self, number: int) -> None:
        if not 0 <= number < len(self._panels):
            return
        panel = self._panels[number]
        if panel is self.scope_panel:
            self.scope_panel.show_for(self._role(), len(self.sites_panel.names()))
        elif panel is self.ground_panel:
            self.ground_panel.show_for(self._role())
        elif panel is self.place_panel:
            new = self.new_audit()
            self.place_panel.propose(new.organisation, new.period)
        elif panel is self.summary_panel:
            self.summary_panel.refuse("")
            self.summary_panel.show_rows(self._summary())
        panel.changed()
        self._steps.show_step(number)

    def _summary(self) -> list[tuple[str, str]]:
        new = self.new_audit()
        self.scope_panel.show_for(new.role, len(new.sites))
        law = self.ground_panel.law()
        ground = ground_word(new.filing.ground)
        if new.filing.dated is not None:
            ground = listed(p for p in (ground, day_word(new.filing.dated, era=True), law) if p)
        rows = [
            (_("Organisation"), listed((new.organisation, role_word(new.role)))),
            (_("Specified affiliates"), listed(new.affiliates) or _("no company named")),
            (_("Sites"), listed(new.sites)),
            (_("Period"), listed((new.period, _("As of {date}").format(date=day_word(new.as_of, era=True))))),
            (_("Auditor"), listed(p for p in (new.department, new.auditor) if p) or _("not named")),
            (_("Scope"), self._scope(new)),
            (_("Ground of the plan"), ground),
            (_("Addressee"), new.filing.addressee or _("not named")),
            (_("Confidentiality"), new.confidentiality or _("not marked")),
            (_("File of the audit"), str(self.file())),
        ]
        told = self.earlier_panel.told if self.earlier_panel is not None and self.earlier() is not None else None
        return [*rows, *self._carried(told, new)] if told is not None else rows

    def _carried(self, told: EarlierAudit, new: NewAudit) -> list[tuple[str, str]]:
        """What comes along from the earlier audit, and which of its sites do not."""
        once = told.audit
        met, left = self.sites_panel.origins(), [site.name for site in told.sites]
        left = [name for name in left if name not in met]
        come = _("sites {sites}, records {records}, open measures {actions}, answers as proposals {answers}").format(
            sites=len(met), records=f"{told.records:,}", actions=len(told.actions), answers=f"{told.answered:,}"
        )
        rows = [(_("Goes on from"), listed((once.period, told.file))), (_("Comes along"), come)]
        if left:
            rows.append((_("Sites left behind, with their answers"), listed(left)))
        if new.role is not once.role:
            rows.append((_("Role"), _("another one than last time: what is not asked of it stays behind")))
        return rows

    def _scope(self, new: NewAudit) -> str:
        areas = _("areas: {count}").format(count=len(new.areas)) if new.areas else _("all areas")
        return f"{areas}{_(', ')}{_('answers to give: {count}').format(count=f'{self.scope_panel.answers():,}')}"

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.currentPage() is self.summary_panel:
                self.summary_panel.show_rows(self._summary())
        super().changeEvent(event)


def _plain(text: str) -> str:
    """`text` as a part of a file name on any system."""
    return _FORBIDDEN.sub(" ", text).strip(" .")[:60]


def _free(file: Path) -> Path:
    """`file`, or with a number behind it where that exists already."""
    number, free = 2, file
    while free.exists():
        free, number = file.with_stem(f"{file.stem} {number}"), number + 1
    return free
