"""Errors as sentences. What the world did is said with its remedy; our own bugs are logged, shown once, never lost."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import gettext as _
from app.paths import user_log_folder
from app.ui.dates import moment


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the officer, details that can be copied, and whether it was our bug."""

    sentence: str
    details: str
    ours: bool


def message(error: BaseException) -> Message:
    """What to say of an error; a bug of ours is written to the log on the way."""
    if isinstance(error, UserError):
        if "since" in error.values:
            told = {**error.values, "since": moment(str(error.values["since"]))}
            error = UserError(error.code, exit_code=error.exit_code, **told)
        values = "\n".join(f"{name}: {value}" for name, value in error.values.items())
        return Message(error.sentence(_), f"{error.code}\n{values}".strip(), False)
    text = "".join(traceback.format_exception(error))
    place = _log(text)
    sentence = _("An unexpected error happened; nothing was changed. Details are in {file}.").format(file=place)
    return Message(sentence, text, True)


def _log(text: str) -> str:
    logger = logging.getLogger("shadan")
    try:
        file = user_log_folder() / "errors.log"
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError:
        logger.error(text)
        return "-"
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        logger.error(text)
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
        handler.close()
    return str(file)
