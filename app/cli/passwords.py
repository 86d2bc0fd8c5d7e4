"""The password of a protected workbook, from a file that nobody else may read."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.errors import UserError, from_os_error, register_messages
from app.i18n import gettext as _

register_messages(
    {"password_file_encoding": "The password file {file} is not UTF-8 text; save it as UTF-8."},
)

_LONGEST = 4096


def password_option(parser: argparse.ArgumentParser) -> None:
    """Declare `--password-file`."""
    parser.add_argument(
        "--password-file", type=Path, metavar="PATH", help=_("text file with the password of the workbook")
    )


def password_in(file: Path | None) -> str:
    """What stands in the file, without the end of its line; empty where none is named. Raises UserError."""
    if file is None:
        return ""
    try:
        # It may be a pipe: `--password-file <(…)`. No workbook has a longer one.
        with file.open(encoding="utf-8-sig") as stream:
            return stream.read(_LONGEST).rstrip("\r\n")
    except OSError as error:
        raise from_os_error(error, str(file)) from error
    except UnicodeDecodeError as error:
        raise UserError("password_file_encoding", file=file.name) from error
