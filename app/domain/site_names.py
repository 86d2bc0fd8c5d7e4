"""Names of sites out of what an officer copied from a workbook or a letter."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 100_000
_SEPARATORS = re.compile(r"[\s・,、()\[\]「」〔〕【】_/‐\-]+")
# What stands above a column of names.
_HEADINGS = frozenset(
    {"事業所", "事業所名", "事業所名称", "対象事業所", "事業場", "事業場名", "拠点", "拠点名", "営業所", "営業所名"}
    | {"名称", "所属", "所在地", "no", "no.", "番号", "#", "site", "sites", "name", "office"}
)


def site_names(text: str) -> tuple[str, ...]:
    """The names in `text`, in order, each once: one line is one site, a single line with tabs one site a cell.

    Of a line with several cells the first that is neither empty nor a number counts; headings are left out. Of a text
    beyond 100,000 characters the rest is left out: that was no list of sites.
    """
    # Excel puts a cell with line breaks in quotes; the csv module knows them.
    rows = [[_clean(cell) for cell in row] for row in csv.reader(_lines(text[:_LONGEST]), delimiter="\t")]
    rows = [row for row in rows if any(row)]
    if len(rows) == 1:
        return merged([], (c for c in rows[0] if not _is_number(c)))
    return merged([], (next((c for c in row if c and not _is_number(c)), "") for row in rows))


def merged(known: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """`known` and those of `more` that are not among them; empty ones and headings are left out."""
    result = list(known)
    seen = {match_name(name) for name in result}
    for name in more:
        key = match_name(name)
        if key and key not in seen and key not in _HEADINGS:
            seen.add(key)
            result.append(name)
    return tuple(result)


def match_name(name: str) -> str:
    """The form in which names are compared, in the audit and out of ledgers: NFKC, without case, spaces, separators."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _lines(text: str) -> Iterable[str]:
    # Not splitlines: it also breaks at separators that a cell may hold.
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"):
        yield line + "\n"


def _clean(cell: str) -> str:
    """Without control characters, with single spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())


def _is_number(cell: str) -> bool:
    text = unicodedata.normalize("NFKC", cell).strip("().,-:# ")
    return not text or text.isdigit()
