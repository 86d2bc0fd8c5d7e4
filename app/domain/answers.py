"""Answers: one verdict with its comment for one checkpoint at one site, every revision kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.catalogue import Checkpoint
from app.domain.grades import Level, Verdict
from app.domain.text import gives_reason


@dataclass(frozen=True, slots=True)
class Answer:
    """One revision of an answer. `site` is empty for a company-level checkpoint; revisions count from 1.

    `reason` says why an earlier verdict was changed, or why the checkpoint does not apply.
    """

    checkpoint: str
    site: str
    verdict: Verdict
    comment: str
    reason: str
    revision: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer wants to record."""

    checkpoint: str
    site: str
    verdict: Verdict
    comment: str = ""
    reason: str = ""


def refusal(checkpoint: Checkpoint, current: Answer | None, draft: Draft) -> str | None:
    """The code of the rule that forbids recording `draft`, or None.

    A changed verdict and 該当なし need a reason, the latter in words; a company-level checkpoint takes no site, a
    site-level one needs it.
    """
    if checkpoint.level is Level.COMPANY and draft.site:
        return "answer_site_not_wanted"
    if checkpoint.level is Level.SITE and not draft.site:
        return "answer_site_needed"
    reason = draft.reason.strip()
    if draft.verdict is Verdict.NOT_APPLICABLE and not _says_why(current, draft):
        return "answer_not_applicable_needs_reason"
    if changes_verdict(current, draft) and not reason:
        return "answer_change_needs_reason"
    return None


def changes_verdict(current: Answer | None, draft: Draft) -> bool:
    """Whether a verdict that was already given would become another one."""
    return current is not None and current.verdict is not Verdict.UNANSWERED and current.verdict is not draft.verdict


_DEFICIENT = (Verdict.PARTLY, Verdict.NONCONFORMING)


def lessens(current: Answer, draft: Draft) -> bool:
    """Whether a deficiency that was answered would become a lesser one, or none."""
    return graver(current.verdict, draft.verdict)


def graver(verdict: Verdict, other: Verdict) -> bool:
    """Whether a verdict is a deficiency, and a graver one than another verdict."""
    return _gravity(verdict) > _gravity(other)


def _gravity(verdict: Verdict) -> int:
    return _DEFICIENT.index(verdict) if verdict in _DEFICIENT else -1


def accept(current: Answer | None, draft: Draft, at: str, by: str) -> Answer:
    """The next revision made of `draft`. Call `refusal` first."""
    reason = draft.reason.strip()
    if not reason and current is not None and current.verdict is draft.verdict:
        reason = current.reason
    return Answer(
        checkpoint=draft.checkpoint,
        site=draft.site,
        verdict=draft.verdict,
        comment=draft.comment.strip(),
        reason=reason,
        revision=1 if current is None else current.revision + 1,
        at=at,
        by=by,
    )


def unchanged(current: Answer | None, draft: Draft) -> bool:
    """Whether recording `draft` would add a revision that says nothing new."""
    if current is None:
        return draft.verdict is Verdict.UNANSWERED and not draft.comment.strip()
    return (
        current.verdict is draft.verdict
        and current.comment == draft.comment.strip()
        and (not draft.reason.strip() or draft.reason.strip() == current.reason)
    )


def copied(source: Answer, current: Answer | None, site: str, reason: str) -> Draft:
    """The answer of one site as a draft for another; without a remark of its own it keeps what was remarked there."""
    # Why it does not apply is part of the answer; why it was changed elsewhere is not.
    theirs = source.reason if source.verdict is Verdict.NOT_APPLICABLE else ""
    comment = source.comment or (current.comment if current else "")
    return Draft(source.checkpoint, site, source.verdict, comment, reason.strip() or theirs)


def told(answer: Answer) -> dict[str, object]:
    """An answer as the history keeps it."""
    return {
        "verdict": answer.verdict.value,
        "comment": answer.comment,
        "reason": answer.reason,
        "revision": answer.revision,
    }


def _says_why(current: Answer | None, draft: Draft) -> bool:
    """Whether 該当なし has its reason: a new one in words, or the one that it has already."""
    reason = draft.reason.strip()
    if gives_reason(reason) or current is None:
        return gives_reason(reason)
    return current.verdict is draft.verdict and bool(current.reason) and reason in ("", current.reason)


def run_of(revisions: Sequence[Answer]) -> tuple[Answer, ...]:
    """The revisions that gave the verdict in force and have only changed their remark since, the first one first.

    One that says word for word what an earlier one said counts as that earlier answer again, with those who gave it:
    nobody becomes another person by repeating words. What was tried against it is told by `same_answer` alone.
    """

    def earlier(at: int, first: Answer) -> int:
        back = (n for n in range(at - 1, -1, -1) if _words(revisions[n]) == _words(first))
        return next(back, -1)

    return _run(revisions, earlier)


def same_answer(revisions: Sequence[Answer], again: Mapping[int, int]) -> tuple[Answer, ...]:
    """The revisions that are the answer in force: as `run_of`, but only what was undone is taken back. `again` tells
    which revision each one that came from undoing, or doing again, says anew. Equal words prove nothing: a stock reason
    is soon written twice."""
    number = {answer.revision: n for n, answer in enumerate(revisions)}

    def earlier(at: int, first: Answer) -> int:
        back = number.get(again.get(first.revision, 0), -1)
        return back if back < at and revisions[back].verdict is first.verdict else -1

    return _run(revisions, earlier)


def _run(revisions: Sequence[Answer], earlier: Callable[[int, Answer], int]) -> tuple[Answer, ...]:
    run: list[Answer] = []
    at = len(revisions) - 1
    while at >= 0:
        answer = revisions[at]
        if answer.verdict is revisions[-1].verdict:
            run.append(answer)
            at -= 1
        else:
            at = earlier(at, run[-1])
    return tuple(reversed(run))


def _words(answer: Answer) -> tuple[Verdict, str, str]:
    return answer.verdict, answer.comment, answer.reason
