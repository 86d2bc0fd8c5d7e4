"""What came of building or checking a hand-in folder, as the window and the command line tell it."""

from __future__ import annotations

from pathlib import Path

from app.services.handing_in.checking import Checked
from app.services.handing_in.contents import Translate


def counted_words(checked: Checked, translate: Translate) -> str:
    """How many files are as they were, changed, missing or added."""
    _ = translate
    said = _("Files as they were: {files}; changed: {changed}; missing: {missing}; beside the list: {extra}")
    counts = {"changed": checked.changed, "missing": checked.missing, "extra": checked.extra}
    told = said.format(files=f"{checked.files:,}", **{name: f"{len(paths):,}" for name, paths in counts.items()})
    if checked.packed_again and checked.whole:
        return f"{told}\n{_('The archive was packed again by another program; its contents are the same.')}"
    return told


def differing_words(checked: Checked, translate: Translate) -> list[str]:
    """A line for each file that is not as it was built: what was changed, what is missing, what was added."""
    _ = translate
    lines = [_("× changed: {file}").format(file=_seen(path)) for path in checked.changed]
    lines += [_("－ missing: {file}").format(file=_seen(path)) for path in checked.missing]
    twins = frozenset(checked.twins)
    for path in checked.extra:
        if path in twins:
            lines.append(_("＋ not in the list, though its name reads like one of it: {file}").format(file=_seen(path)))
        else:
            lines.append(_("＋ not in the list: {file}").format(file=_seen(path)))
    return lines


def _seen(path: str) -> str:
    """A path as it can be shown: nothing in it steers a terminal, turns the line round or cannot be written at all."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path)


def kept_words(place: Path, translate: Translate) -> str:
    """That something which was to be replaced was touched at the last moment, and where it lies."""
    _ = translate
    said = _("△ What was replaced was changed at the last moment, so it was not deleted: {file}")
    return said.format(file=place)
