"""Sets a report of a large audit as PDF in a process of its own and says what it took."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from app.bootstrap import render
from app.errors import UserError
from app.formats.report.preview import page_count
from app.i18n import gettext_in
from app.services import auditing, reporting
from tests.benchmarks import large_audit
from tests.desk import new_world


def main() -> None:
    """`FILE TARGET KIND`: build, write, then write again and stop in the midst of it."""
    world = replace(new_world(), catalogue=large_audit.large_catalogue())
    desk = auditing.open_audit(world, Path(sys.argv[1]))
    target = Path(sys.argv[2])
    start = perf_counter()
    report = reporting.build(desk, sys.argv[3], gettext_in("ja"))
    built = perf_counter()
    steps: list[float] = []

    def progress(_code: str, _done: int, _total: int) -> bool:
        steps.append(perf_counter())
        return True

    render(report, target, progress)
    written = perf_counter()
    gaps = [after - before for before, after in zip(steps, steps[1:], strict=False)]
    asked = len(steps)
    told: dict[str, object] = {
        "pages": page_count(target),
        "bytes": target.stat().st_size,
        "build": built - start,
        "write": written - built,
        "steps": asked,
        # What somebody who wants to stop waits for at the most, but for the end, when the file is put together.
        "longest": max(gaps),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    left = asked // 2

    def stop(_code: str, _done: int, _total: int) -> bool:
        nonlocal left
        left -= 1
        return left > 0

    before = target.read_bytes()
    try:
        render(report, target, stop)
    except UserError as error:
        told["stopped"] = error.code
    told["untouched"] = target.read_bytes() == before and len(list(target.parent.glob("*.new"))) == 0
    desk.file.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
