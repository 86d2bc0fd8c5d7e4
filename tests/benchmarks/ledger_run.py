"""One run of the ledger benchmark in a process of its own: `python -m tests.benchmarks.ledger_run WHAT FILE FOLDER`.

Prints seconds by the clock and of processors, and the largest memory of this process and of its reader in MB, as one
JSON object.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter


def main(what: str, file: Path, folder: Path) -> None:
    """Run `bare` (openpyxl iterates the file), `calamine` (which reads it as a whole), `first` import or `again` (the
    same file over it)."""
    runs = {"bare": _bare, "calamine": _calamine, "first": _import, "again": _import}
    told: dict[str, float] = runs[what](file, folder)
    told["cpu"] = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told["peak_mb"] = peak_mb()
    told["reader_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(told))


def peak_mb() -> float:
    """The largest memory of this process; getrusage would also count that of the process it was started from."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _bare(file: Path, folder: Path) -> dict[str, float]:
    from openpyxl import load_workbook

    start = perf_counter()
    book = load_workbook(file, read_only=True)
    rows = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    return {"seconds": perf_counter() - start, "rows": rows}


def _calamine(file: Path, folder: Path) -> dict[str, float]:
    from python_calamine import CalamineWorkbook

    start = perf_counter()
    rows = len(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python())
    return {"seconds": perf_counter() - start, "rows": rows}


def _import(file: Path, folder: Path) -> dict[str, float]:
    from app import bootstrap
    from app.domain.grades import Role
    from app.services import auditing, ledgers

    path, world = folder / "bench.shadan", bootstrap.make_world()
    if path.exists():
        desk = auditing.open_audit(world, path)
    else:
        new = auditing.NewAudit(
            organisation="東湾送配電株式会社",
            role=Role.GRID_OPERATOR,
            period="2026年度上期",
            as_of=date(2027, 4, 11),
            affiliates=("東湾電力株式会社",),
            sites=("本店", "港北ネットワークセンター", "南浜配電事業所", "北営業所", "山手営業所", "東岬営業所"),
        )
        desk = auditing.create(world, path, new)
    begun: dict[str, float] = {}
    start = perf_counter()

    def progress(what: str, done: int, total: int) -> bool:
        begun.setdefault(what, perf_counter() - start)
        return True

    result = ledgers.import_batch(desk, "terminals", file, progress=progress)
    seconds = perf_counter() - start
    desk.file.close()
    return {
        "seconds": seconds,
        "rows": result.rows.read,
        "findings": result.findings.open,
        **{f"until_{what}": at for what, at in begun.items()},
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
