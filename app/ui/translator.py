"""Qt's texts in our language: forms ask Qt, Qt asks gettext; dialogs of Qt itself have Qt's own translation."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import i18n
from app.i18n import mark

# What Qt's own Japanese lacks of its file dialog.
QT_TEXTS = (mark("&Look in:"), mark("Files of &type:"), mark("Folder"), mark("Drive"))


class GettextTranslator(QTranslator):
    """Answers from the .po files, else from Qt's own translation, else with the text itself.

    One translator for both: an empty answer would count as a translation.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._qt = qt_texts(language)
        # Qt asks for the names of keys anew at every menu and every painting.
        self._known: dict[tuple[str, str, str | None, int], str] = {}

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text of a form's or of Qt's own string."""
        key = (context, source, disambiguation, n)
        if key not in self._known:
            ours = i18n.gettext(source) if i18n.has_translation(source) else ""
            self._known[key] = ours or self._qt.translate(context, source, disambiguation, n) or source
        return self._known[key]

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Qt drops translators that are empty."""
        return False


def qt_texts(language: str) -> QTranslator:
    """Qt's own texts in a language; empty for English."""
    texts = QTranslator()
    if language == "ja":
        texts.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return texts


_installed: list[QTranslator] = []


def speak(application: QApplication, language: str) -> None:
    """Switch the window to `ja` or `en`; every widget gets a LanguageChange event."""
    i18n.set_language(language)
    QLocale.setDefault(QLocale(QLocale.Language.Japanese if language == "ja" else QLocale.Language.English))
    while _installed:
        application.removeTranslator(_installed.pop())
    translator = GettextTranslator(language)
    _installed.append(translator)
    application.installTranslator(translator)
