"""Errors of the world (disk, lock, foreign file, wrong input) and the sentences they become.

Every refusal has a stable `code` and values; its English sentence is the msgid that is looked up in the translations.
Anything that is not a `UserError` is a fault of the program.
"""

import errno
import stat
from collections.abc import Callable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Protocol, runtime_checkable

USAGE = 2
REFUSED = 3
INTEGRITY = 4
LOCKED = 5

# code → English sentence with named placeholders and a remedy. Modules add theirs with `register_messages`.
MESSAGES: dict[str, str] = {
    "file_missing": "{file} does not exist; check the name and the folder.",
    "folder_missing": "The folder of {file} does not exist; make it first or choose another one.",
    "name_too_long": "The name {file} is longer than this disk allows; choose a shorter one.",
    "is_a_folder": "{file} is a folder; name a file.",
    "not_a_file": "{file} is a device or a pipe; name a file.",
    "not_a_folder": "{file} is not a folder; name a folder.",
    "file_exists": "{file} exists already; choose another name or move it away first.",
    "no_permission": "{file} may not be read or written by this user; check its permissions or choose another place.",
    "read_only": "{file} lies on a read-only medium or is write-protected; copy it to a place that can be written to.",
    "disk_full": "There is no room left on the disk for {file}; free some space and try again. Nothing was changed.",
    "file_in_use": "{file} is held by another program; close it there and try again.",
    "file_error": "{file} cannot be read or written ({reason}); check the disk and the connection and try again.",
}

_EXIT_CODES: dict[str, int] = {"file_in_use": LOCKED}

_LOCATION: dict[str, str] = {
    "file": "file {file}",
    "table": "table {table}",
    "sheet": "sheet {sheet}",
    "row": "row {row}",
    "column": "column {column}",
}
_UNKNOWN = "The request was refused ({code})."

# What stands around the parts of a place that the sentence itself does not name.
_PLACE = "{sentence} ({place})"
# What stands between the parts of a list.
_BETWEEN = ", "
# The code of the language into which is translated.
_LANGUAGE = "en"


def register_messages(messages: Mapping[str, str], *, exit_code: int = REFUSED) -> None:
    """Add the sentences of one module, code → English msgid; written out as a dictionary in the call (a test reads it).

    Raises ValueError if a code has another sentence already.
    """
    for code, sentence in messages.items():
        if MESSAGES.setdefault(code, sentence) != sentence:
            raise ValueError(f"two sentences for the error code {code}")
        if exit_code != REFUSED:
            _EXIT_CODES[code] = exit_code


@runtime_checkable
class InLanguages(Protocol):
    """A name in both languages (`app.domain.text.Text`), told in the one that is spoken when it is read."""

    def in_language(self, language: str) -> str:
        """The text in `ja` or `en`."""


class UserError(Exception):
    """A refusal: `code` is a stable snake_case id, `values` fill its sentence.

    The values `file`, `table`, `sheet`, `row`, `column` say where; what the sentence does not name itself of them is
    added to it. A list is told with the sign of the language between its parts, a text in both languages in the present
    one.
    `exit_code` is the command line's: 2 usage,
    3 refused, 4 integrity, 5 locked or in conflict.
    """

    def __init__(self, code: str, *, exit_code: int | None = None, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
        self.exit_code = exit_code if exit_code is not None else _EXIT_CODES.get(code, REFUSED)

    def __str__(self) -> str:
        return self.sentence(str)

    def sentence(self, translate: Callable[[str], str]) -> str:
        """One sentence with the remedy; `translate` is `app.i18n.gettext`."""
        msgid = MESSAGES.get(self.code)
        if msgid is None:
            return translate(_UNKNOWN).format(code=self.code)
        # A forgotten value must not hide the refusal behind a KeyError.
        between = translate(_BETWEEN)
        language = translate(_LANGUAGE)
        values = _Values({name: _told(value, between, language) for name, value in self.values.items()})
        sentence = translate(msgid).format_map(values)
        place = [
            translate(part).format_map(values)
            for name, part in _LOCATION.items()
            if values.get(name) is not None and f"{{{name}}}" not in msgid
        ]
        if not place:
            return sentence
        return translate(_PLACE).format(sentence=sentence, place=between.join(place))

    def __reduce__(self) -> tuple[Callable[..., "UserError"], tuple[str, int, dict[str, object]]]:
        return _restored, (self.code, self.exit_code, self.values)


def _restored(code: str, exit_code: int, values: dict[str, object]) -> UserError:
    """A UserError as it was before it crossed a process border."""
    return UserError(code, exit_code=exit_code, **values)


def _told(value: object, between: str, language: str) -> object:
    if isinstance(value, list | tuple):
        return between.join(str(_told(each, between, language)) for each in value)
    told = value.in_language(language) if isinstance(value, InLanguages) else value
    # A name with a line end in it must not make two sentences of one.
    return " ".join(told.split("\n")) if isinstance(told, str) else told


class _Values(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def all_msgids() -> Iterator[str]:
    """Every msgid this module can ask a translation of, registered ones included."""
    yield from MESSAGES.values()
    yield from _LOCATION.values()
    yield from (_UNKNOWN, _PLACE, _BETWEEN, _LANGUAGE)


def require_file(path: Path) -> None:
    """Refuse a folder, and a pipe or a device, which would be waited for or never end. Raises UserError."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise from_os_error(error, path.name) from error
    if stat.S_ISDIR(mode):
        raise UserError("is_a_folder", file=path.name)
    if not stat.S_ISREG(mode):
        raise UserError("not_a_file", file=path.name)


_BY_ERRNO = {
    errno.ENOENT: "file_missing",
    errno.EEXIST: "file_exists",
    errno.EISDIR: "is_a_folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EBUSY: "file_in_use",
    errno.ETXTBSY: "file_in_use",
    errno.ENAMETOOLONG: "name_too_long",
}
# Windows: sharing violation, lock violation.
_BY_WINERROR = {32: "file_in_use", 33: "file_in_use", 112: "disk_full", 19: "read_only"}


def from_os_error(error: OSError, file: str | PathLike[str]) -> UserError:
    """The refusal for an OSError that happened to `file`."""
    code = _BY_WINERROR.get(getattr(error, "winerror", None) or 0) or _BY_ERRNO.get(error.errno or 0)
    if code is None:
        return UserError("file_error", file=fspath(file), reason=error.strerror or type(error).__name__)
    return UserError(code, file=fspath(file))
