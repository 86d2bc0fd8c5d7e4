"""Help (F1): one topic per page, keys, and the glossary; texts lie in `resources/help/LANGUAGE/TOPIC.md`."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from app.domain.catalogue import Catalogue
from app.i18n import current_language, mark
from app.i18n import gettext as _
from app.paths import bundled
from app.ui.style.theme import theme

TOPICS = (
    ("begin", mark("Getting started")),
    ("overview", mark("Overview page")),
    ("reminders", mark("Days and terms")),
    ("checkpoints", mark("Answering checkpoints")),
    ("board", mark("Board page")),
    ("evidence", mark("Evidence and its register")),
    ("modes", mark("Undo, quick answers, rehearsal")),
    ("ledgers", mark("Ledgers page")),
    ("importing", mark("Import of ledgers")),
    ("sampling", mark("Sample checks page")),
    ("findings", mark("Findings page")),
    ("consistency", mark("Consistency checks")),
    ("thresholds", mark("Thresholds of the rules")),
    ("plan", mark("Improvement plan page")),
    ("reports", mark("Reports page")),
    ("hand-in", mark("Hand-in folder")),
    ("papers", mark("Papers")),
    ("review", mark("Review, approval and seal")),
    ("comparing", mark("The next audit, and comparing audits")),
    ("history", mark("History and safety")),
    ("installing", mark("Installing and folders")),
    ("portable", mark("Portable edition")),
    ("keys", mark("Keys")),
    ("commands", mark("The command line")),
    ("glossary", mark("Glossary")),
)


def help_text(topic: str, language: str, catalogue: Catalogue | None = None) -> str:
    """The Markdown of a topic; the glossary is made from the catalogue. Raises KeyError for an unknown topic."""
    if topic not in dict(TOPICS):
        raise KeyError(topic)
    if topic == "glossary":
        return _glossary(language, catalogue)
    return (bundled("resources") / "help" / language / f"{topic}.md").read_text("utf-8")


def _glossary(language: str, catalogue: Catalogue | None) -> str:
    lines = [f"# {_('Glossary')}", ""]
    for term in catalogue.terms if catalogue else ():
        name = f"{term.ja} ({term.en})" if language == "ja" else f"{term.en} ({term.ja})"
        lines += [f"**{name}**  ", term.definition.in_language(language), ""]
    return "\n".join(lines)


def show_beside(dialog: QWidget, topic: str, catalogue: Catalogue | None) -> HelpWindow:
    """Turn to a topic in a help window of a dialog's own: that of the main window is out of reach behind it."""
    window = dialog.findChild(HelpWindow) or HelpWindow(catalogue, dialog)
    window.show_topic(topic)
    window.show()
    window.activateWindow()
    return window


class HelpWindow(QDialog):
    """Topics left, text right; stays open beside the work."""

    def __init__(self, catalogue: Catalogue | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        size = QSize(theme().px(860), theme().px(600))
        self.resize(size if parent is None else size.boundedTo(parent.screen().availableSize()))
        row = QHBoxLayout(self)
        self._topics = QListWidget(self)
        for identity, _text in TOPICS:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, identity)
            self._topics.addItem(item)
        self._text = QTextBrowser(self)
        self._text.setOpenLinks(False)
        row.addWidget(self._topics)
        row.addWidget(self._text, 1)
        self._topics.currentItemChanged.connect(lambda *_: self._show())
        theme().changed.connect(self._dress)
        self._dress()
        self._retranslate()
        self.show_topic(TOPICS[0][0])

    def show_topic(self, topic: str) -> None:
        """Turn to a topic; an unknown one begins at the beginning."""
        for row in range(self._topics.count()):
            if self._topics.item(row).data(Qt.ItemDataRole.UserRole) == topic:
                self._topics.setCurrentRow(row)
                return
        self._topics.setCurrentRow(0)

    @property
    def topic(self) -> str:
        """The topic that is shown."""
        return str(self._topics.currentItem().data(Qt.ItemDataRole.UserRole))

    def _dress(self) -> None:
        self._topics.setFixedWidth(theme().px(230))
        self._show()

    def _retranslate(self) -> None:
        self.setWindowTitle(_("Help"))
        self._topics.setAccessibleName(_("Topics"))
        self._text.setAccessibleName(_("Help"))
        for row, (_identity, text) in enumerate(TOPICS):
            self._topics.item(row).setText(_(text))

    def _show(self) -> None:
        if self._topics.currentItem() is None:
            return
        document = self._text.document()
        document.setDefaultFont(theme().font())
        document.setDocumentMargin(theme().px(16))
        self._text.setMarkdown(help_text(self.topic, current_language(), self._catalogue))
        self._air(document)

    def _air(self, document: QTextDocument) -> None:
        """Markdown comes without the line height of a book and without room above its headings."""
        block = document.begin()
        while block.isValid():
            heading = block.blockFormat().headingLevel()
            form = QTextBlockFormat()
            form.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setTopMargin(theme().px(16 if heading > 1 else 4))
            form.setBottomMargin(theme().px(4))
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(form)
            block = block.next()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show()
        super().changeEvent(event)
