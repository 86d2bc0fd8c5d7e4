"""Reads what the sample audit is made of."""

from __future__ import annotations

import tomllib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from app.domain.audit import Ground
from app.domain.challenges import Outcome
from app.domain.grades import Verdict
from app.domain.text import Text
from app.formats.sample_people import load_people
from app.formats.sample_plan import load_plan
from app.services.demonstrating import Sample
from app.services.demonstrating_papers import PapersSample

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load_sample(folder: Traversable) -> Sample:
    """The sample of `resources/samples/`. Raises KeyError or ValueError for a damaged file (our bug)."""
    data = tomllib.loads(folder.joinpath("audit.toml").read_text(encoding="utf-8"))
    return Sample(
        file=data["file"],
        organisation=data["organisation"],
        affiliate=data["affiliate"],
        period=data["period"],
        as_of=data["as_of"],
        auditor=data["auditor"],
        sites=tuple(data["sites"]),
        remarks={
            checkpoint: (Verdict(said["verdict"]), Text(said["ja"], said["en"]))
            for checkpoint, said in data["remarks"].items()
        },
        conforming=Text(**data["conforming"]),
        reports=dict(data["reports"]),
        papers={kind: (paper["file"], paper.get("site", "")) for kind, paper in data.get("papers", {}).items()},
        handed=_handed(data["handed"]),
        sections=dict(data["sections"]),
        ledgers=dict(data["ledgers"]),
        contents={name: folder.joinpath(stored_as(kind, name)).read_bytes() for kind, name in data["ledgers"].items()},
        received=dict(data["received"]),
        adopted=Text(**data["adopted"]),
        record=Text(**data["record"]),
        visited=tuple(data["visited"]),
        places={checkpoint: tuple(names) for checkpoint, names in data["places"].items()},
        rejected={place: Text(**reason) for place, reason in data["rejected"].items()},
        elsewhere={place: other for other, places in data["elsewhere"].items() for place in places},
        belonging=Text(**data["belonging"]),
        plan=load_plan(data["plan"]),
        people=load_people(data["work"]),
        tried={at: (t["person"], Outcome(t["outcome"]), Text(t["ja"], t["en"])) for at, t in data["tried"].items()},
        replied={at: (t["challenge"], Text(t["ja"], t["en"])) for at, t in data["replied"].items()},
        filing={**data["filing"], "ground": Ground(data["filing"]["ground"])},
    )


def stored_as(kind: str, name: str) -> str:
    """The name under which a ledger of the sample lies in the folder: tools that pack the program know ASCII only."""
    return kind + PurePath(name).suffix


def _handed(data: dict[str, Any]) -> PapersSample:
    returned = {site: tuple(signed.items()) for site, signed in data["returned"].items()}
    first = data["early"], data["early_file"], data["file"], tuple(data["sites"]), data["walked"]
    return PapersSample(*first, returned, data["taken_back"])
