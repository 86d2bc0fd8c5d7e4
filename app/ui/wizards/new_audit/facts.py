"""The first three pages: who is examined, where, and for which period."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from app.domain.grades import Role
from app.domain.site_names import match_name, merged, site_names
from app.i18n import gettext as _
from app.i18n import ngettext
from app.ui.generated.new_audit_period import Ui_NewAuditPeriod
from app.ui.generated.new_audit_role import Ui_NewAuditRole
from app.ui.generated.new_audit_sites import Ui_NewAuditSites
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, name_editors
from app.ui.widgets.date_field import DateField
from app.ui.wizards.panel import Panel
from app.ui.words import day_word, role_word

_ORIGIN = Qt.ItemDataRole.UserRole
"""Of a site in the list: what the earlier audit calls it; nothing where it is new."""


class RolePanel(Panel):
    """事業者と役割."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_NewAuditRole()
        self.form.setupUi(self.body)
        self.roles = QButtonGroup(self)
        self._hints: dict[Role, QLabel] = {}
        for number, role in enumerate(Role):
            choice = QRadioButton(self.body)
            hint = label("hint", parent=self.body)
            hint.setContentsMargins(theme().px(28), 0, 0, theme().px(4))
            self.roles.addButton(choice, number)
            self.form.roles.addWidget(choice)
            self.form.roles.addWidget(hint)
            self._hints[role] = hint
        self.form.affiliates.setFixedHeight(theme().px(76))
        self.form.organisation.textChanged.connect(self.changed)
        self.roles.idToggled.connect(lambda _id, _on: self._role_chosen())
        self.retranslate()
        self.changed()

    @property
    def role(self) -> Role | None:
        """The position that was chosen."""
        number = self.roles.checkedId()
        return list(Role)[number] if number >= 0 else None

    def affiliates(self) -> tuple[str, ...]:
        """The companies named, one a line."""
        lines = self.form.affiliates.toPlainText().splitlines()
        return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Who is examined?"))
        self.lead.setText(_("The position decides which checkpoints are asked."))
        for number, role in enumerate(Role):
            self.roles.button(number).setText(role_word(role))
            self._hints[role].setText(_role_hint(role))
        self._role_chosen()

    def missing(self) -> str:
        """Name and position are needed."""
        if not self.form.organisation.text().strip():
            return _("To go on, enter the name of the organisation.")
        if self.role is None:
            return _("To go on, choose the position of the organisation.")
        return ""

    def _role_chosen(self) -> None:
        retailer = self.role in (Role.AFFILIATED_RETAILER, Role.OTHER_AFFILIATE)
        self.form.affiliatesLabel.setText(
            _("Names of the grid operator and of affiliates that examine with you")
            if retailer
            else _("Names of the specified affiliates (retailers and others)")
        )
        self.form.affiliates.setAccessibleName(self.form.affiliatesLabel.text())
        self.form.affiliatesHint.setText(
            _("Ledgers are searched for persons, terminals and rights of these companies. They can be added later.")
        )
        self.changed()


class SitesPanel(Panel):
    """対象事業所."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_NewAuditSites()
        self.form.setupUi(self.body)
        form = self.form
        form.name.installEventFilter(self)
        form.add.clicked.connect(self._add)
        form.paste.clicked.connect(self._paste)
        form.up.clicked.connect(lambda: self._move(-1))
        form.down.clicked.connect(lambda: self._move(1))
        form.rename.clicked.connect(self._rename)
        form.remove.clicked.connect(self._remove)
        form.name.textChanged.connect(self.changed)
        form.sites.currentRowChanged.connect(self._enable)
        form.sites.itemChanged.connect(self.changed)
        form.sites.model().rowsMoved.connect(self.changed)
        form.sites.setMinimumHeight(theme().px(200))
        for button, icon in ((form.up, "up"), (form.down, "down"), (form.rename, "edit"), (form.remove, "remove")):
            button.setIcon(theme().icon(icon))
            button.setIconSize(QSize(theme().px(18), theme().px(18)))
        form.add.setIcon(theme().icon("add"))
        form.paste.setIcon(theme().icon("copy"))
        self.retranslate()
        self.changed()

    def names(self) -> tuple[str, ...]:
        """The sites in order."""
        return tuple(self.form.sites.item(row).text().strip() for row in range(self.form.sites.count()))

    def take_up(self, names: tuple[str, ...]) -> None:
        """Put the sites of an earlier audit in the place of those of another one; what the officer added stays."""
        sites = self.form.sites
        for row in reversed(range(sites.count())):
            if sites.item(row).data(_ORIGIN):
                sites.takeItem(row)
        self.take(names)
        known = {match_name(name): name for name in names}
        for row in range(sites.count()):
            sites.item(row).setData(_ORIGIN, known.get(match_name(sites.item(row).text())))
        sites.setCurrentRow(0 if sites.count() else -1)

    def renamed(self) -> dict[str, str]:
        """The sites of the earlier audit whose name was changed here: former → new."""
        items = (self.form.sites.item(row) for row in range(self.form.sites.count()))
        told = ((str(item.data(_ORIGIN) or ""), item.text().strip()) for item in items)
        return {old: new for old, new in told if old and new and old != new}

    def origins(self) -> frozenset[str]:
        """The names in the earlier audit of the sites that come from it."""
        items = (self.form.sites.item(row) for row in range(self.form.sites.count()))
        return frozenset(str(item.data(_ORIGIN)) for item in items if item.data(_ORIGIN))

    def take(self, names: tuple[str, ...]) -> int:
        """Add names that are not there yet; returns how many were new."""
        before = self.names()
        after = merged(before, names)
        for name in after[len(before) :]:
            self.form.sites.addItem(name)
            item = self.form.sites.item(self.form.sites.count() - 1)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if len(after) > len(before):
            self.form.sites.setCurrentRow(len(after) - 1)
        self.changed()
        return len(after) - len(before)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Which sites are examined?"))
        self.lead.setText(_("Checkpoints on rooms, terminals and people are answered once for each site."))
        self._count()

    def missing(self) -> str:
        """At least one site, each with a name of its own; what stands in the field still counts as one."""
        names = self.names()
        if not names and not self._typed():
            return _("To go on, add at least one site.")
        if not all(names):
            return _("To go on, give every site a name.")
        keys = [match_name(name) for name in names]
        double = next((name for name, key in zip(names, keys, strict=True) if keys.count(key) > 1), "")
        return _("To go on, rename or remove {site}: it is there twice.").format(site=double) if double else ""

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Take in what was typed and not added: going on must not drop it."""
        self.take(self._typed())
        self.form.name.clear()
        return super().validatePage()

    def changed(self) -> None:
        """Count anew, too."""
        self._count()
        self._enable()
        super().changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter in the field adds and must not reach the wizard, which would turn the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and watched is self.form.name:
                self._add()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+V on the list pastes names, Delete removes one."""
        if self.form.sites.hasFocus() and event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif self.form.sites.hasFocus() and event.matches(QKeySequence.StandardKey.Delete):
            self._remove()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> tuple[str, ...]:
        return site_names(self.form.name.text())

    def _add(self) -> None:
        text = self.form.name.text()
        if self.take(site_names(text)) or not text.strip():
            self.form.name.clear()
        else:
            self.reason.setText(_("{site} is in the list already.").format(site=text.strip()))
        self.form.name.setFocus()

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        names = site_names(text)
        if not names:
            self.reason.setText(_("There is no text to paste. Copy the cells with the names first."))
        elif not self.take(names):
            self.reason.setText(_("All of the pasted sites are in the list already."))

    def _move(self, step: int) -> None:
        sites, row = self.form.sites, self.form.sites.currentRow()
        to = row + step
        if row < 0 or not 0 <= to < sites.count():
            return
        sites.insertItem(to, sites.takeItem(row))
        sites.setCurrentRow(to)
        self.changed()

    def _rename(self) -> None:
        item = self.form.sites.currentItem()
        if item is not None:
            self.form.sites.editItem(item)

    def _remove(self) -> None:
        row = self.form.sites.currentRow()
        if row >= 0:
            self.form.sites.takeItem(row)
            self.changed()

    def _count(self) -> None:
        count = self.form.sites.count()
        self.form.count.setText(ngettext("{count} site", "{count} sites", count).format(count=count) if count else "")

    def _enable(self) -> None:
        sites, row = self.form.sites, self.form.sites.currentRow()
        self.form.add.setEnabled(bool(self.form.name.text().strip()))
        self.form.up.setEnabled(row > 0)
        self.form.down.setEnabled(0 <= row < sites.count() - 1)
        self.form.rename.setEnabled(row >= 0)
        self.form.remove.setEnabled(row >= 0)


class PeriodPanel(Panel):
    """点検期間・基準日・点検者."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.form = Ui_NewAuditPeriod()
        self.form.setupUi(self.body)
        self.form.asOf.set_day(today)
        self.form.period.editTextChanged.connect(self.changed)
        self.form.asOf.edited.connect(self._say_era)
        self.form.asOf.finished.connect(self._say_era)
        self.retranslate()
        self.form.period.setCurrentIndex(-1)
        self.form.period.setEditText(periods(today)[0])
        self.form.confidentiality.setEditText("")

    def as_of(self) -> date:
        """点検基準日; raises ValueError while `missing` asks for it."""
        day = self.form.asOf.day()
        if day is None:
            raise ValueError("the as-of date was not entered")
        return day

    def retranslate(self) -> None:
        """Set every text anew; what was entered stays."""
        period, confidentiality = self.form.period.currentText(), self.form.confidentiality.currentText()
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Which period, and who examines?"))
        self.lead.setText(_("These stand on the cover of the reports."))
        self.form.period.clear()
        self.form.period.addItems(periods(self._today))
        self.form.period.setEditText(period)
        self.form.confidentiality.clear()
        self.form.confidentiality.addItems(confidentialities())
        self.form.confidentiality.setEditText(confidentiality)
        name_editors(self.body)
        self.form.asOf.retranslate()
        self._say_era()

    def missing(self) -> str:
        """The period and the day are needed."""
        if not self.form.period.currentText().strip():
            return _("To go on, enter the period of the audit.")
        return self.form.asOf.why_not() or ("" if self.form.asOf.day() else _("To go on, enter the as-of date."))

    def _say_era(self) -> None:
        self.form.era.setText(era_word(self.form.asOf))
        self.changed()


def periods(today: date) -> list[str]:
    """What an officer is likely to examine now: the half of the fiscal year (from April) that runs, then its others."""
    year = today.year if today.month >= 4 else today.year - 1
    first = 4 <= today.month <= 9
    halves = [_("{year} first half"), _("{year} second half")]
    ordered = halves if first else halves[::-1]
    return [text.format(year=year) for text in (*ordered, _("{year} whole year"))]


def confidentialities() -> list[str]:
    """Usual marks of confidentiality."""
    return ["", _("Company confidential"), _("For those concerned only")]


def era_word(field: DateField) -> str:
    """What a field for a day means, to stand beside it: the day while it is being typed, then its Japanese year."""
    day = field.day()
    if day is None:
        return ""
    told = day_word(day, era=True)
    return told.removeprefix(day_word(day)) if field.text() == day_word(day) else told


def _role_hint(role: Role) -> str:
    return {
        Role.GRID_OPERATOR: _("A company whose grid business is legally separated from the retailer of its group."),
        Role.AFFILIATED_RETAILER: _("A retailer of the same group as a grid operator."),
        Role.INTEGRATED_OPERATOR: _("A company that runs grid and retail itself (the Okinawa type)."),
        Role.OTHER_AFFILIATE: _("A generator, holding company or other affiliate of a grid operator."),
    }[role]
