"""The sample audit, whose remarks were written without a thought of these checks, gives no false alarm."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.services import auditing, consistency
from app.services.ports import Desk
from tests.desk import StillClock
from tests.domain.consistency.test_facts import FACTS

MOST = 2
"""False alarms that a clean audit may have, words that seem to contradict their verdict among them."""


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Desk]:
    desk = auditing.open_audit(replace(bootstrap.make_world(), clock=StillClock()), demo_file)
    yield desk
    desk.file.close()


def test_the_sample_audit_states_no_fact_twice(demo: Desk) -> None:
    found = consistency.check(demo)
    told = [hit for hit in (*found.hits, *found.noted) if hit.hit.rule in (*FACTS, "K14")]
    assert len(told) <= MOST, [(each.hit.rule, dict(each.hit.values)) for each in told]
    assert not found.not_checked
