"""What `--map` is told of: which column a heading means, and how a column is named so that it can be typed."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Sequence

from app.services.ledger_ports import Column

_BARE = re.compile(r"[\"$`\\!]")
"""What has a meaning between double quotes, to one shell or another."""


def means(heading: str, said: str) -> bool:
    """Whether a heading is the one that was typed, whole or its last line; width and blanks make no difference."""
    return bool(heading) and plain(said) in (plain(heading), plain(heading.rpartition("›")[2]))


def plain(text: str) -> str:
    """A name by which it is known however it was typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def option(column: Column, columns: Sequence[Column], field: str) -> str:
    """`--map` as it is typed to take a column for a field, ready for the shell; empty where no heading tells the column
    from the others of its sheet."""
    whole = " ".join(column.heading.split())
    for heading in (whole.rpartition("›")[2].strip(), whole):
        first = next((each for each in columns if means(each.heading, heading)), None)
        if first is not None and first.index == column.index:
            return f"--map {quoted(f'{heading}={field}')}"
    return ""


def quoted(text: str) -> str:
    """A text as one word for the shell."""
    # Double quotes are understood by the shells of Windows as well.
    return shlex.quote(text) if _BARE.search(text) else f'"{text}"'
