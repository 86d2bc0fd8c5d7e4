"""Reads the plan's part of the sample audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.case_figures import FigureKind
from app.domain.case_papers import Duty, Known
from app.domain.grades import Cause, Verdict
from app.domain.measures import Effect
from app.domain.plan import ActionState, Milestone, Separation, Stage
from app.domain.text import Text
from app.services.demonstrating_plan import (
    PlanSample,
    SampleCase,
    SampleCause,
    SampleClock,
    SampleControl,
    SampleDiscipline,
    SampleFigure,
    SampleMeasure,
    SampleNote,
    SampleSeparation,
    SampleSlip,
    SampleStatement,
)
from app.services.demonstrating_progress import (
    SampleAfter,
    SampleCorrection,
    SampleEffect,
    SampleProgress,
    SampleStep,
    SampleTurn,
)

_NOTHING = {"ja": "", "en": ""}
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
        after=_after(data["after"]),
        progress=tuple(_progress(each) for each in data["progress"]),
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
                **_texts(f, ("label", "value", "source")),
                as_of=f["as_of"],
                estimated=f.get("estimated", False),
                kind=FigureKind(f["kind"]),
                purpose=f.get("purpose", ""),
                earlier=tuple(
                    SampleStatement(
                        **_texts(e, ("value", "source", "reason")),
                        as_of=e["as_of"],
                        corrected=e["corrected"],
                        estimated=e.get("estimated", False),
                    )
                    for e in f.get("earlier", ())
                ),
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
        notes=tuple(SampleNote(n["topic"], Text(**n["text"]), Known(n.get("known", ""))) for n in data.get("note", ())),
        clock=_clock(data["clock"]) if "clock" in data else None,
    )


def _clock(data: Mapping[str, Any]) -> SampleClock:
    plain = {
        "duty": Duty(data["duty"]),
        "known": data["known"],
        "kinds": tuple(data["kinds"]),
        "days": data["days"],
        "preliminary": data["preliminary"],
        "final": data["final"],
    }
    return SampleClock(plain, Text(**data["reason"]))


def _progress(data: Mapping[str, Any]) -> SampleProgress:
    effect = data.get("effect")
    return SampleProgress(
        data["measure"],
        data.get("percent"),
        _texts(data, ("account", "upcoming", "cost", "effort")),
        tuple(SampleStep(Text(**s["text"]), s["due"], s.get("done")) for s in data.get("step", ())),
        data.get("revised"),
        Text(**data["reason"]) if "reason" in data else None,
        SampleEffect(
            Effect(effect["result"]), Text(**effect["person"]), effect["on"], Text(**effect.get("remark", _NOTHING))
        )
        if effect
        else None,
        data.get("later", False),
    )


def _after(data: Mapping[str, Any]) -> SampleAfter:
    return SampleAfter(
        Text(**data["remark"]),
        tuple(
            SampleCorrection(**_texts(c, ("label", "value", "source", "reason")), as_of=c["as_of"])
            for c in data["correction"]
        ),
        tuple(
            SampleTurn(t["checkpoint"], Verdict(t["verdict"]), **_texts(t, ("remark", "reason"))) for t in data["turn"]
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
