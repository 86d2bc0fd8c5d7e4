"""What differs between the words in which a checkpoint was asked and those of now, in lines."""

from __future__ import annotations

from app.domain.catalogue import Checkpoint
from app.domain.text_diff import text_diff
from app.i18n import gettext as _
from app.words import piece_word


def difference_lines(question: str, verify: str, now: Checkpoint) -> list[str]:
    """A line each for question and way to verify (Japanese, which alone counts) where they are not as they were."""
    pairs = ((_("Question"), question, now.question.ja), (_("How to verify"), verify, now.verify.ja))
    return [
        f"    {name}: {''.join(map(piece_word, text_diff(before, after)))}".replace("\n", " ")
        for name, before, after in pairs
        if before != after
    ]
