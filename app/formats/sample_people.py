"""Reads the people of the sample audit, and what they reviewed and flagged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.duties import Duty
from app.domain.text import Text
from app.services.demonstrating_people import PeopleSample, SamplePerson


def load_people(data: Mapping[str, Any]) -> PeopleSample:
    """The section `[work]` of `resources/samples/audit.toml`. Raises KeyError, TypeError or ValueError (our bug)."""
    return PeopleSample(
        people=tuple(
            SamplePerson(each["name"], Text(**each["section"]), tuple(Duty(d) for d in each["duties"]))
            for each in data["people"]
        ),
        requested=tuple(data["requested"]),
        accepted=tuple(data["accepted"]),
        returned={place: Text(**reason) for place, reason in data["returned"].items()},
        flags={place: Text(**note) for place, note in data["flags"].items()},
    )
