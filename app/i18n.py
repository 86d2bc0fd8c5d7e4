"""The language of the interface: gettext with English msgids, Japanese by default, switchable at run time; no Qt.

`from app.i18n import gettext as _`, and never format before translating: `_("{count} rows").format(count=n)`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING

from app.paths import bundled

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DOMAIN = "shadan"
LANGUAGES = ("ja", "en")

_loaded: dict[str, NullTranslations] = {}
_language = "ja"


def gettext(msgid: str) -> str:
    """The text of `msgid` in the current language; the msgid itself where there is none."""
    return _translations().gettext(msgid) if msgid else ""


def gettext_in(language: str) -> Callable[[str], str]:
    """`gettext` of one language, whatever the window speaks; for a report. Raises ValueError for another one."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    translations = _translations(language)
    return lambda msgid: translations.gettext(msgid) if msgid else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for `count` things; the caller fills the placeholders afterwards."""
    return _translations().ngettext(singular, plural, count)


def pgettext(context: str, msgid: str) -> str:
    """As `gettext`, for an English word that needs two Japanese ones; `context` says which."""
    return _translations().pgettext(context, msgid)


def listed(words: Iterable[str]) -> str:
    """Words one after the other, with the sign that the current language puts between them."""
    return gettext(", ").join(words)


def mark(msgid: str) -> str:
    """`msgid` itself: marks a text in a table as one that is translated later, where it is shown."""
    return msgid


def has_translation(msgid: str) -> bool:
    """Whether the current language has its own text for `msgid`; if not, Qt's own translations may be asked."""
    return bool(msgid) and gettext(msgid) != msgid


def set_language(language: str) -> None:
    """Switch to `ja` or `en` from now on. Raises ValueError for another one."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _language = language


def current_language() -> str:
    """`ja` or `en`."""
    return _language


def _translations(language: str = "") -> NullTranslations:
    wanted = language or _language
    if wanted not in _loaded:
        _loaded[wanted] = _load(bundled("resources") / "locale" / wanted)
    return _loaded[wanted]


def _load(folder: Traversable) -> NullTranslations:
    """The compiled translations of one language; without them what the .po files say; English has neither."""
    compiled = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if compiled.is_file() and not _stale(compiled, folder):
        return Compiled(compiled.read_bytes())
    if isinstance(folder, Path) and any(folder.glob("*.po")):
        try:
            return GNUTranslations(BytesIO(compile_catalogue(folder)))
        except ModuleNotFoundError:  # Babel belongs to a checkout, not to an installed program.
            pass
    return Compiled(compiled.read_bytes()) if compiled.is_file() else NullTranslations()


class Compiled(NullTranslations):
    """The texts of a .mo file of a language without plural forms, looked up one by one: of five thousand the first page
    shows two hundred, and taking all of them apart is a twentieth of the time until it is painted."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        magic, _revision, self._count, self._ids, self._texts = unpack_from("<5I", data)
        if magic != GNUTranslations.LE_MAGIC:
            raise OSError("no compiled translations")
        self._data = data
        self._known: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The text of `message`; itself where there is none."""
        return self._text(message) or message

    def pgettext(self, context: str, message: str) -> str:
        """The text of `message` in a context; itself where there is none."""
        return self._text(GNUTranslations.CONTEXT % (context, message)) or message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The only form there is; without a text the one of English."""
        return self._text(singular) or (singular if count == 1 else plural)

    def _text(self, message: str) -> str:
        text = self._known.get(message)
        if text is None:
            text = self._known[message] = self._found(message.encode("utf-8", "surrogatepass"))
        return text

    def _found(self, key: bytes) -> str:
        # The ids stand in the order of their bytes; that of a text with a plural goes on with a zero and the plural.
        at = bisect_left(range(self._count), key, key=lambda number: self._piece(self._ids, number))
        if at < self._count and self._piece(self._ids, at).partition(b"\0")[0] == key:
            return self._piece(self._texts, at).decode("utf-8")
        return ""

    def _piece(self, table: int, number: int) -> bytes:
        length, start = unpack_from("<2I", self._data, table + 8 * number)
        return self._data[start : start + length]


def _stale(compiled: Traversable, folder: Traversable) -> bool:
    """In a checkout: whether a .po file was edited after the last compilation."""
    if not (isinstance(compiled, Path) and isinstance(folder, Path)):
        return False
    made = compiled.stat().st_mtime
    return any(source.stat().st_mtime > made for source in folder.glob("*.po"))


def compile_catalogue(folder: Path) -> bytes:
    """All .po files of one language as the bytes of one .mo file. Raises ModuleNotFoundError without Babel."""
    from datetime import UTC, datetime

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    # The date would make every compilation differ.
    at = datetime(2000, 1, 1, tzinfo=UTC)
    merged = Catalog(locale=folder.name, domain=DOMAIN, fuzzy=False, creation_date=at, revision_date=at)
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as stream:
            for message in read_po(stream, locale=folder.name, domain=DOMAIN, abort_invalid=True):
                if message.id and not message.fuzzy:
                    merged.add(message.id, message.string, context=message.context)
    target = BytesIO()
    write_mo(target, merged)
    return target.getvalue()
