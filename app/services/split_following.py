"""What follows when the stages of a physical split get other days: what was planned and every slip are kept, and the
answers that prove the interim controls of the system are to be confirmed again (domain §3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain import findings as facts
from app.domain import splitting
from app.domain.answers import Answer
from app.domain.audit import COMPANY, live_sites
from app.domain.findings import SLIP, Ground, Shift, Stale
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.plan import Separation
from app.domain.progress import Place, checkpoints_in_scope
from app.domain.splitting import Course, Key, Revision
from app.errors import UserError, register_messages
from app.services import acceptance
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain

register_messages(
    {
        "milestone_is_done": "A stage of {system} is done since {date}; say first that it is not done.",
        "slip_needs_reason": "A stage of {system} would end later than it was to ({before} → {end}). Give the reason; "
        "every slip is kept with it.",
    }
)

MOVED = "separation.moved"
DONE = "separation.done"
COURSES, REOPENED = "courses", "reopened"
"""In the events: courses by stage (None for none), and the answers to be confirmed again (checkpoint, site, slip)."""


def follow(
    desk: Desk, work: UnitOfWork, at: str, old: Separation | None, new: Separation, reason: str
) -> frozenset[Place]:
    """Keep what was planned and what slipped, and reopen the interim checkpoints; returns their places.

    Called before `new` is stored; whoever calls records that and commits. Raises UserError `milestone_is_done`,
    `slip_needs_reason`.
    """
    courses = splitting.by_stage(work.splits.courses())
    moved = splitting.moves(old, new, courses)
    refusal = splitting.check_moves(new.system, moved, courses, new.id, reason)
    if refusal is not None:
        code, values = refusal
        raise UserError(code, exit_code=None, **values)
    made = at, desk.world.user
    write, drop = splitting.courses_after(old, new, courses, reason, made, _ids(desk))
    if not write and not drop:
        return frozenset()
    _put(work, write, drop)
    fresh = [course.revisions[-1] for course in write if _is_fresh(course, courses)]
    late = [(course, course.revisions[-1]) for course in write if _is_fresh(course, courses)]
    marks = mark(work, new, [(c, r) for c, r in late if r.slipped], provers(desk, work, new.id), at, desk.world.user)
    before = {c.stage.value: plain(courses.get((new.id, c.stage))) for c in (*write, *drop)}
    after: dict[str, object] = {"system": new.system}
    if fresh and fresh[0].reason:
        after["reason"] = fresh[0].reason
    after[COURSES] = {**{c.stage.value: plain(c) for c in write}, **{c.stage.value: None for c in drop}}
    if marks:
        after[REOPENED] = [list(each) for each in marks]
    work.history.record(at, desk.world.user, Event(MOVED, new.id, before={COURSES: before}, after=after))
    return frozenset((checkpoint, site) for checkpoint, site, _slip in marks)


def _ids(desk: Desk) -> Iterator[str]:
    while True:
        yield desk.world.new_id()


def _is_fresh(course: Course, before: Mapping[Key, Course]) -> bool:
    old = before.get((course.separation, course.stage))
    return len(course.revisions) > (len(old.revisions) if old is not None else 0)


def _put(work: UnitOfWork, write: Iterable[Course], drop: Iterable[Course]) -> None:
    for course in write:
        work.splits.put_course(course)
    for course in drop:
        work.splits.drop_course(course.separation, course.stage.value)


def provers(desk: Desk, work: UnitOfWork, separation: str) -> tuple[Answer, ...]:
    """The answers in force that prove the interim controls of a system, those that are asked at present."""
    proving = splitting.proving(work.splits.controls(), separation)
    if not proving:
        return ()
    asked = {c.id for c in checkpoints_in_scope(work.audit.get(), desk.catalogue)} & proving
    sites = {COMPANY, *(site.id for site in live_sites(work.sites.all()))}
    given = work.answers.all_current().items() if asked else ()
    return tuple(
        answer
        for (checkpoint, site), answer in given
        if checkpoint in asked and site in sites and answer.verdict is not Verdict.UNANSWERED
    )


def mark(
    work: UnitOfWork,
    separation: Separation,
    slips: Sequence[tuple[Course, Revision]],
    answers: Sequence[Answer],
    at: str,
    by: str,
) -> tuple[tuple[str, str, str], ...]:
    """Tell at each answer that the stages slipped, and let acceptances end; returns what was marked: checkpoint, site
    and id of the slip. No answer is changed."""
    if not slips:
        return ()
    marked = []
    for answer in answers:
        place = answer.checkpoint, answer.site
        ground = work.findings.ground(*place) or Ground(*place, {}, answer.at, answer.by)
        for course, revision in slips:
            told = Stale(Shift.SLIPPED, SLIP + revision.id, course.stage.value, separation.system)
            ground = facts.slipped(ground, told, said_of(revision), at[:10])
            marked.append((*place, revision.id))
        work.findings.put_ground(ground)
        acceptance.lapse(work, answer, at, by)
    return tuple(marked)


def said_of(revision: Revision) -> str:
    """What a mark tells of a slip; `app.services.wording.slip_told` reads it."""
    return f"{revision.from_end.isoformat()}..{revision.end.isoformat()} {revision.reason}"


def unmark(work: UnitOfWork, marks: Iterable[Sequence[str]]) -> None:
    """Take the marks of slips off the answers that still bear them."""
    for checkpoint, site, slip in marks:
        ground = work.findings.ground(checkpoint, site)
        if ground is None or SLIP + slip not in ground.findings:
            continue
        left = facts.without(ground, [SLIP + slip])
        if left.findings:
            work.findings.put_ground(left)
        else:
            work.findings.drop_ground(checkpoint, site)
