"""Reads the plan's part of the sample audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.grades import Cause
from app.domain.plan import ActionState, Milestone, Separation, Stage
from app.domain.text import Text
from app.services.demonstrating_plan import (
    PlanSample,
    SampleCase,
    SampleCause,
    SampleControl,
    SampleDiscipline,
    SampleFigure,
    SampleMeasure,
    SampleSeparation,
    SampleSlip,
)

_MEASURE_TEXTS = ("problem", "measure", "method", "department")
_CASE_TEXTS = ("title", "overview", "cause_analysis", "publication", "discipline_note")
_SEPARATION_TEXTS = ("system", "method", "owner", "reason", "interim")


def load_plan(data: Mapping[str, Any]) -> PlanSample:
    """The sections `[plan]` of `resources/samples/audit.toml`. Raises KeyError, TypeError or ValueError (our bug)."""
    return PlanSample(
        submitted=data["submitted"],
        start=data["start"],
        sections={item: Text(**text) for item, text in data["sections"].items()},
        measures=tuple(_measure(each) for each in data["measure"]),
        cases=tuple(_case(each) for each in data["case"]),
        separations=tuple(_separation(each) for each in data["separation"]),
    )


def _texts(data: Mapping[str, Any], names: Sequence[str]) -> dict[str, Text]:
    return {name: Text(**{k: v.strip() for k, v in data[name].items()}) for name in names if name in data}


def _measure(data: Mapping[str, Any]) -> SampleMeasure:
    plain = {k: v for k, v in data.items() if k in ("checkpoint", "key", "item", "start", "due", "done")}
    return SampleMeasure(
        **plain,
        texts=_texts(data, _MEASURE_TEXTS),
        causes=tuple(Cause(c) for c in data.get("causes", ())),
        directions=tuple(data.get("directions", ())),
        state=ActionState(data["state"]) if "state" in data else None,
    )


def _case(data: Mapping[str, Any]) -> SampleCase:
    return SampleCase(
        kind=data["kind"],
        occurred=data["occurred"],
        discovered=data.get("discovered"),
        texts=_texts(data, _CASE_TEXTS),
        figures=tuple(
            SampleFigure(
                **_texts(f, ("label", "value", "source")), as_of=f["as_of"], estimated=f.get("estimated", False)
            )
            for f in data.get("figure", ())
        ),
        causes=tuple(
            SampleCause(Cause(c["cause"]), Text(**c["text"]), tuple(c["measures"])) for c in data.get("cause", ())
        ),
        discipline=tuple(
            SampleDiscipline(**_texts(d, ("target", "measure", "reason")), dated=d["dated"])
            for d in data.get("discipline", ())
        ),
    )


def _separation(data: Mapping[str, Any]) -> SampleSeparation:
    stages = tuple(Milestone(Stage(stage), start, end) for stage, start, end in data["stages"])
    return SampleSeparation(
        Separation("", 0, "", data["current"], milestones=stages),
        _texts(data, _SEPARATION_TEXTS),
        {Stage(stage): day for stage, day in data.get("done", {}).items()},
        tuple(SampleSlip(Stage(s["stage"]), s["planned"], Text(**s["reason"])) for s in data.get("slip", ())),
        tuple(
            SampleControl(**_texts(c, ("text", "responsible")), checkpoints=tuple(c["checkpoints"]))
            for c in data.get("control", ())
        ),
    )
