"""An audit as several people take turns on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.errors import UserError
from app.services import answering, auditing, reviewing, sealing
from app.services.ports import Desk

OFFICER, REVIEWER, APPROVER, TESTER = "点検 花子", "確認 太郎", "承認 三郎", "反証 次郎"


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done here is refused, for this reason."""
    with pytest.raises(UserError) as error:
        yield
    assert error.value.code == code


def working(desk: Desk, name: str) -> Desk:
    """The same file in the hands of somebody else."""
    return replace(desk, world=replace(desk.world, user=name))


def narrowed(desk: Desk, items: tuple[str, ...] = ("A1-1",)) -> Desk:
    """The audit over few items, so that all of it is quickly answered."""
    with desk.file.write() as work:
        work.audit.put(replace(work.audit.get(), areas=items))
        work.history.record(desk.stamp(), "test", Event("audit.changed", "test"))
        work.commit()
    return desk


def answer_all(desk: Desk, name: str = OFFICER) -> tuple[Place, ...]:
    """Answer every place of the audit, with a verdict that wants no proof."""
    places = auditing.outline(desk).places
    for checkpoint, site in places:
        answering.record_answer(working(desk, name), checkpoint, site, Verdict.NOT_APPLICABLE, "確認した", "対象がない")
    return places


def accepted(desk: Desk) -> tuple[Place, ...]:
    """Answer and accept every place."""
    places = answer_all(desk)
    reviewing.accept(working(desk, REVIEWER), places)
    return places


def sealed(desk: Desk) -> tuple[Place, ...]:
    """Answer, accept, approve and seal."""
    places = accepted(desk)
    sealing.approve(working(desk, APPROVER))
    sealing.seal(working(desk, APPROVER))
    return places


def at_sites(desk: Desk, places: Iterable[Place]) -> tuple[Place, ...]:
    """Those of them that are asked at sites."""
    return tuple(p for p in places if desk.catalogue.checkpoint(p[0]).level is Level.SITE)
