"""One run of the rules benchmark in a process of its own: `python -m tests.benchmarks.rules_run WHAT FILE SCALE`.

`make` stores a large company's ledgers in an audit through the services; `run` derives all its findings anew and prints
seconds of the processor, the findings, and the largest memory in MB before and after as one JSON object.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

from app import bootstrap
from app.domain import rules
from app.domain.grades import Role
from app.services import auditing, findings, ledgers
from tests.benchmarks.company import KINDS, NW, RETAIL, rows
from tests.benchmarks.ledger_run import peak_mb
from tests.made_ledgers import MadeLedgers


def main(what: str, file: Path, scale: float) -> None:
    """Make the audit, or run the rules over it."""
    world = replace(bootstrap.make_world(), ledgers=MadeLedgers(lambda kind: rows(kind, scale)))
    if what == "make":
        new = auditing.NewAudit(
            organisation=NW,
            role=Role.GRID_OPERATOR,
            period="2026年度上期",
            as_of=date(2026, 10, 31),
            affiliates=(RETAIL,),
        )
        desk = auditing.create(world, file, new)
        for kind in KINDS:
            ledgers.import_batch(desk, kind, file.with_name(f"{kind}.xlsx"))
        desk.file.close()
        return
    desk = auditing.open_audit(world, file)
    # Any state of the findings will do: what is measured is to derive them, and to store what changed.
    before = peak_mb()
    start = process_time()
    counts = findings.refresh(desk)
    seconds = process_time() - start
    idle = {each.rule for each in findings.rules_not_run(desk)}
    desk.file.close()
    told = {
        "cpu": seconds,
        "open": counts.open,
        "ran": len(rules.RULES.keys() - idle),
        "before_mb": before,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
