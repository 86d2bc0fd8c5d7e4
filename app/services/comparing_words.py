"""What the comparison of audits is called, in the window, on the command line and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.comparing import Course, Turn
from app.services import wording

if TYPE_CHECKING:
    from app.services.comparing import Compared

Translate = Callable[[str], str]

SIGNS = {Turn.WORSE: "▼", Turn.BETTER: "▲", Turn.CLAIMED: "□", Turn.SAME: "＝"}


def turn_word(turn: Turn, translate: Translate) -> str:
    """What became of a place since the audit before: 悪化, 改善, 変化なし, …"""
    _ = translate
    return {
        Turn.WORSE: _("Worse"),
        Turn.BETTER: _("Better"),
        Turn.CLAIMED: _("Said to be better, unproven"),
        Turn.SAME: _("As before"),
        Turn.ANSWERED: _("Answered now, not then"),
        Turn.UNANSWERED: _("Answered then, not now"),
        Turn.OTHERWISE: _("Asked otherwise, cannot be compared"),
        Turn.APPLIES: _("Applies to one of the two only"),
        Turn.APPEARED: _("Asked now only"),
        Turn.GONE: _("Asked then only"),
        Turn.OPEN: _("Answered in neither"),
    }[turn]


def turn_text(turn: Turn, translate: Translate) -> str:
    """▼ 悪化: the word with a sign, so that it is not told by colour alone."""
    return " ".join(part for part in (SIGNS.get(turn, ""), turn_word(turn, translate)) if part)


def course_word(course: Course, translate: Translate) -> str:
    """What became of a finding or measure: 今回新規, 継続, 解消・完了, 受容, 今回は未照合, 今回の点検になし."""
    _ = translate
    return {
        Course.OPENED: _("New this time"),
        Course.STAYED: _("Still open"),
        Course.CLOSED: _("Settled"),
        Course.ACCEPTED: _("Accepted, the fact still stands"),
        Course.UNEXAMINED: _("Not examined this time"),
        Course.DROPPED: _("Not in this audit"),
    }[course]


def sites_order(translate: Translate) -> str:
    """What the order of sites means."""
    _ = translate
    return _(
        "Sites, the best first: by the number of nonconforming answers, then of partly deficient ones, then of "
        "conforming ones that nothing proves. A site that has answers to give has no rank and stands at the end."
    )


def revision_words(audit: Compared, translate: Translate, language: str) -> str:
    """Which state of its audit a file holds; empty for the first revision of one that is compared once."""
    _ = translate
    revision = audit.revision
    if not audit.again and revision.number == 1:
        return ""
    if revision.sealed:
        return _("revision {number}, sealed {day}").format(
            number=revision.number, day=wording.day(revision.sealed_at[:10], language)
        )
    return _("revision {number}, last changed {day} {time}").format(
        number=revision.number, day=wording.day(audit.last[:10], language), time=audit.last[11:16]
    )
