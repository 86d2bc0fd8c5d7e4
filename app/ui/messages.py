"""Errors as sentences. What the world did is said with its remedy; our own bugs are logged, shown once, never lost."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from functools import partial

from app import error_log
from app.errors import UserError
from app.i18n import gettext as _
from app.ui.dates import moment
from app.ui.said import Words, said


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to the officer, details that can be copied, and whether it was our bug."""

    words: Words
    details: str
    ours: bool

    @property
    def sentence(self) -> str:
        """What is said, in the language spoken now."""
        return said(self.words)


def message(error: BaseException) -> Message:
    """What to say of an error; a bug of ours is written to the log on the way."""
    if isinstance(error, UserError):
        values = "\n".join(f"{name}: {value}" for name, value in error.values.items())
        return Message(partial(_sentence, error), f"{error.code}\n{values}".strip(), False)
    text = "".join(traceback.format_exception(error))
    place = _log(text)

    def sentence() -> str:
        if not place:
            return _("An unexpected error happened; nothing was changed.")
        return _("An unexpected error happened; nothing was changed. Details are in {file}.").format(file=place)

    return Message(sentence, text, True)


def _sentence(error: UserError) -> str:
    if "since" in error.values:
        told = {**error.values, "since": moment(str(error.values["since"]))}
        error = UserError(error.code, exit_code=error.exit_code, **told)
    return error.sentence(_)


def _log(text: str) -> str:
    """The file in which it stands now; empty where it could not be written."""
    try:
        return str(error_log.write(text))
    except OSError:
        logging.getLogger("shadan").error(text)
        return ""
