"""What a reviewer is told of answers, in words: what stands beside one, for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable

from app.services import challenge_words
from app.services.reviewing import Reviewed

Translate = Callable[[str], str]


def marks(row: Reviewed, translate: Translate, language: str) -> tuple[str, ...]:
    """What a reviewer is to look at first, the gravest first; empty where there is nothing of it."""
    _ = translate
    said = list(doubts(row, _))
    if row.refuted is not None:
        said[0] = challenge_words.refuted_mark(row.refuted, _, language)
    if asked := challenges(row, _):
        said.append(_("? challenges {count}").format(count=asked))
    return tuple(said)


def doubts(row: Reviewed, translate: Translate) -> tuple[str, ...]:
    """The same in few words, and without what is asked back: refuted or unproven, copied, changed since."""
    _ = translate
    beside, said = row.beside, []
    if row.refuted is not None:
        said.append(_("□ refuted"))
    elif beside.unproven:
        said.append(_("□ unproven"))
    if beside.copied_from is not None:
        said.append(_("Copy, to be confirmed"))
    if beside.stale:
        said.append(_("Findings or question changed since"))
    return tuple(said)


def challenges(row: Reviewed, translate: Translate) -> str:
    """How many challenges to an answer are open, and how many were replied to; empty where there is none."""
    _ = translate
    if not row.beside.challenges:
        return ""
    replied = row.beside.challenges - row.beside.open
    return _("open {open}, replied {replied}").format(open=f"{row.beside.open:,}", replied=f"{replied:,}")


def rank(row: Reviewed) -> tuple[bool, ...]:
    """By what rows are sorted that have more or less to look at."""
    beside = row.beside
    return row.refuted is not None, beside.unproven, beside.copied_from is not None, beside.stale
