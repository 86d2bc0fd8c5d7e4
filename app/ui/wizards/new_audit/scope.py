"""The pages on what is asked and on what ground the plan will be filed."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QRadioButton, QTreeWidgetItem, QWidget

from app.domain.audit import Filing, Ground
from app.domain.catalogue import Catalogue
from app.domain.grades import Level, Role
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.generated.new_audit_ground import Ui_NewAuditGround
from app.ui.generated.new_audit_scope import Ui_NewAuditScope
from app.ui.style.theme import theme
from app.ui.widgets.basics import name_editors
from app.ui.wizards.new_audit.facts import era_word
from app.ui.wizards.panel import Panel
from app.ui.words import ground_word

_ITEM = Qt.ItemDataRole.UserRole
_ORDER = tuple(Ground)


class ScopePanel(Panel):
    """範囲: areas with the number of checkpoints that apply to the role."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._role: Role | None = None
        self._sites = 0
        self.form = Ui_NewAuditScope()
        self.form.setupUi(self.body)
        self.form.areas.setColumnCount(3)
        self.form.areas.setSelectionMode(self.form.areas.SelectionMode.SingleSelection)
        self.form.areas.itemChanged.connect(lambda _item, _column: self.changed())
        self.form.all.clicked.connect(lambda: self._check_all(Qt.CheckState.Checked))
        self.form.none.clicked.connect(lambda: self._check_all(Qt.CheckState.Unchecked))
        self.form.areas.setMinimumHeight(theme().px(260))
        self.retranslate()

    def show_for(self, role: Role, sites: int) -> None:
        """List what applies to `role`; what was chosen for it before stays."""
        self._sites = sites
        if role is not self._role:
            self._role = role
            self._fill()
        self.changed()

    def choose(self, role: Role, areas: tuple[str, ...]) -> None:
        """Choose what another audit of `role` examined; empty for all."""
        self._role = role
        self._fill(set(areas) if areas else None)
        self.changed()

    def areas(self) -> tuple[str, ...]:
        """The chosen items; empty when all are."""
        chosen = tuple(item.data(0, _ITEM) for item in self._rows() if item.checkState(0) is Qt.CheckState.Checked)
        return () if len(chosen) == len(self._rows()) else chosen

    def counts(self) -> tuple[int, int]:
        """(checkpoints asked once, checkpoints asked at each site) of what is chosen."""
        company = site = 0
        for item in self._rows():
            if item.checkState(0) is Qt.CheckState.Checked:
                company += int(item.data(1, _ITEM))
                site += int(item.data(2, _ITEM))
        return company, site

    def answers(self) -> int:
        """How many answers will be wanted."""
        company, site = self.counts()
        return company + site * self._sites

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self.body)
        self.heading.setText(_("What is examined?"))
        self.lead.setText(_("Leave out only what another audit covers: the plan needs every area."))
        self.form.areas.setHeaderLabels([_("Area"), _("Whole company"), _("Each site")])
        header = self.form.areas.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if self._role is not None:
            chosen = {item.data(0, _ITEM) for item in self._rows() if item.checkState(0) is Qt.CheckState.Checked}
            self._fill(chosen)
        self.changed()

    def missing(self) -> str:
        """At least one area."""
        return "" if any(self.counts()) else _("To go on, choose at least one area.")

    def changed(self) -> None:
        """Say anew how much there is to answer."""
        company, site = self.counts()
        words = _(
            "Checkpoints for the company: {company}; for a site: {site}, sites: {sites}; answers in all: {answers}"
        )
        self.form.total.setText(words.format(company=company, site=site, sites=self._sites, answers=self.answers()))
        super().changed()

    def _rows(self) -> list[QTreeWidgetItem]:
        """The items of the catalogue on show, without the elements above them."""
        tops = [self.form.areas.topLevelItem(number) for number in range(self.form.areas.topLevelItemCount())]
        rows: list[QTreeWidgetItem | None] = []
        for top in tops:
            if top is not None:
                rows += [top.child(row) for row in range(top.childCount())] or [top]
        return [row for row in rows if row is not None]

    def _fill(self, chosen: set[str] | None = None) -> None:
        catalogue, language = self._catalogue, current_language()
        asked = catalogue.for_role(self._role) if self._role is not None else ()
        self.form.areas.blockSignals(True)
        self.form.areas.clear()
        for element in catalogue.elements:
            items = [i for i in catalogue.items if i.element == element.id and any(c.item == i.id for c in asked)]
            if not items:
                continue
            number = element.id[1:] or element.id
            title = f"{number}  {element.title.in_language(language)}"
            single = len(items) == 1
            top = QTreeWidgetItem([title])
            self.form.areas.addTopLevelItem(top)
            if not single:
                top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for item in items:
                row = top if single else QTreeWidgetItem([f"({item.number}) {item.title.in_language(language)}"])
                company = sum(c.item == item.id and c.level is Level.COMPANY for c in asked)
                site = sum(c.item == item.id and c.level is Level.SITE for c in asked)
                row.setData(0, _ITEM, item.id)
                row.setData(1, _ITEM, company)
                row.setData(2, _ITEM, site)
                on = chosen is None or item.id in chosen
                row.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                for column, count in ((1, company), (2, site)):
                    row.setText(column, str(count) if count else "")
                    row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if not single:
                    top.addChild(row)
            top.setExpanded(True)
        self.form.areas.blockSignals(False)

    def _check_all(self, state: Qt.CheckState) -> None:
        for item in self._rows():
            item.setCheckState(0, state)
        self.changed()


class GroundPanel(Panel):
    """改善計画の根拠: 自主 unless the officer says otherwise."""

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._role: Role | None = None
        self.form = Ui_NewAuditGround()
        self.form.setupUi(self.body)
        self.grounds = QButtonGroup(self)
        for number, _ground in enumerate(_ORDER):
            choice = QRadioButton(self.body)
            self.grounds.addButton(choice, number)
            self.form.grounds.addWidget(choice)
        self.grounds.button(_ORDER.index(Ground.VOLUNTARY)).setChecked(True)
        # The choices are made after the form: without this the addressee would stand before them.
        for before, after in pairwise((*self.grounds.buttons(), self.form.dated.line, self.form.addressee)):
            self.setTabOrder(before, after)
        self.form.dated.edited.connect(self._say)
        self.form.dated.finished.connect(self._say)
        self.grounds.idToggled.connect(lambda _id, _on: self._say())
        self.form.addressee.editTextChanged.connect(self.changed)
        self.retranslate()
        self.form.addressee.setEditText("")

    def show_for(self, role: Role) -> None:
        """Name the article for this role."""
        self._role = role
        self._say()

    @property
    def ground(self) -> Ground:
        """The ground that was chosen."""
        return _ORDER[self.grounds.checkedId()]

    def filing(self) -> Filing:
        """What the cover letter needs; the article is found by the service."""
        dated = None if self.ground is Ground.VOLUNTARY else self.form.dated.day()
        return Filing(ground=self.ground, dated=dated, addressee=self.form.addressee.currentText().strip())

    def law(self) -> str:
        """The article in words; empty where none is verified."""
        role = self._role.value if self._role is not None else ""
        law = self._catalogue.grounds.get((self.ground.value, role), "")
        return self._catalogue.basis_label(law, current_language()) if law else ""

    def retranslate(self) -> None:
        """Set every text anew; what was entered stays."""
        addressee = self.form.addressee.currentText()
        self.form.retranslateUi(self.body)
        self.heading.setText(_("On what ground is the plan filed?"))
        self.lead.setText(_("It decides how the cover letter of the improvement plan begins."))
        for number, ground in enumerate(_ORDER):
            self.grounds.button(number).setText(ground_word(ground))
        self.form.addressee.clear()
        self.form.addressee.addItems(["", "経済産業大臣 殿", "電力・ガス取引監視等委員会 委員長 殿"])
        self.form.addressee.setEditText(addressee)
        name_editors(self.body)
        self.form.dated.retranslate()
        self._say()

    def missing(self) -> str:
        """A ground from outside has a date and an addressee."""
        if self.ground is Ground.VOLUNTARY:
            return ""
        if self.form.dated.day() is None:
            return self.form.dated.why_not() or _("To go on, enter the date of the document.")
        return "" if self.form.addressee.currentText().strip() else _("To go on, enter the addressee of the plan.")

    def _say(self) -> None:
        outside = self.ground is not Ground.VOLUNTARY
        law = self.law()
        if not outside:
            words = _("A voluntary plan names no article.")
        elif law:
            words = _("Article: {law}").format(law=law)
        else:
            words = _("No article is named: none is verified for this ground and position.")
        self.form.law.setText(words)
        # Where the focus goes when the page is reached, else it goes to 「次へ」.
        self.setFocusProxy(self.grounds.button(_ORDER.index(self.ground)))
        self.form.dated.setEnabled(outside)
        self.form.datedLabel.setEnabled(outside)
        self.form.era.setText(era_word(self.form.dated) if outside else "")
        self.changed()
