"""An audit of last time, made under a former edition of the catalogue: the present one asks some things otherwise."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.catalogue import Catalogue
from app.domain.grades import Role, Verdict
from app.domain.text import Text
from app.services import answering, auditing, ledgers
from app.services.auditing import NewAudit
from app.services.ports import Desk, World
from tests.desk import StillClock, begun
from tests.services.test_ledger_offices import book, row

REWORDED, SAME, ADDED, PLACED = "A1-1-01", "A1-1-02", "A1-1-03", "A1-2-05"
"""Asked in other words now, in the same, for the first time; in the same words at each site."""
FORMER, PRESENT = "A2-1-07", "A2-1-01"
"""The id of a checkpoint then and now."""
GONE = "A1-2-07"
"""Not asked any more."""
TERMINALS = "A4-4-04"
"""What the ledger of terminals speaks to."""
WORDS_THEN = "前の版の問い"


def former(catalogue: Catalogue) -> Catalogue:
    """The edition before the present one."""
    made = []
    for checkpoint in catalogue.checkpoints:
        if checkpoint.id == REWORDED:
            made.append(replace(checkpoint, question=Text(WORDS_THEN, "Then")))
        elif checkpoint.id == PRESENT:
            made.append(replace(checkpoint, id=FORMER))
        elif checkpoint.id == PLACED:
            made += [checkpoint, replace(checkpoint, id=GONE, question=Text("廃止前の問い", "Gone"))]
        elif checkpoint.id != ADDED:
            made.append(checkpoint)
    return replace(catalogue, version="2026.0", checkpoints=tuple(made), renamed={}, retired={})


def last_time(world: World, folder: Path, shared: tuple[int, ...] = (1, 2)) -> Desk:
    """The earlier audit with answers and a ledger of five terminals, of which those `shared` stand in a shared room."""
    desk = begun(replace(world, catalogue=former(world.catalogue)), folder)
    head, north = (site.id for site in auditing.outline(desk).sites)
    for checkpoint, site, verdict in (
        (REWORDED, "", Verdict.CONFORMING),
        (SAME, "", Verdict.NONCONFORMING),
        (FORMER, "", Verdict.CONFORMING),
        (PLACED, head, Verdict.PARTLY),
        (PLACED, north, Verdict.CONFORMING),
        (GONE, north, Verdict.CONFORMING),
        (TERMINALS, north, Verdict.CONFORMING),
    ):
        answering.record_answer(desk, checkpoint, site, verdict, f"{checkpoint}を見た")
    answering.record_answer(desk, "A1-1-04", "", Verdict.NOT_APPLICABLE, "", "対象の業務がない")
    rows = [row(n, "北営業所", "共用" if n in shared else "送配電") for n in range(1, 6)]
    ledgers.import_batch(desk, "terminals", book(folder / "端末台帳.xlsx", 台帳=("端末台帳", rows)))
    return desk


def next_audit(*sites: str) -> NewAudit:
    return NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2027年度上期", date(2027, 10, 31), sites=sites)


def later(world: World, days: int = 180) -> None:
    """Let time pass in the world of a test."""
    from datetime import timedelta

    assert isinstance(world.clock, StillClock)
    world.clock.at += timedelta(days=days)
