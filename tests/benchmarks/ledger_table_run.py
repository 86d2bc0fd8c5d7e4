"""The table of a large ledger in a window of its own process: `python -m tests.benchmarks.ledger_table_run FILE`.

Prints milliseconds until rows are painted (first, sorted, filtered, another ledger and back), the worst hold-up of the
GUI thread, and the memory of the process in MB, as one JSON object. An audit without ledgers gives the empty window.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROUNDS = 5
_REST = 1_500
"""Milliseconds for what follows the first rows."""


def main(file: Path) -> None:
    """Open the audit's ledgers, use the table as an officer would, and tell how long each thing took."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from app import bootstrap
    from app.services import auditing, ledger_index
    from app.ui.ledgers.page import LedgersPage
    from app.ui.session import Session
    from app.ui.style.theme import load_fonts, theme
    from app.ui.tasks import Tasks
    from app.ui.translator import speak
    from tests.ui import heartbeat

    application = QApplication([])
    load_fonts()
    theme().wear(mode="light", zoom=100)
    speak(application, "ja")
    tasks = Tasks()
    desk = auditing.open_audit(bootstrap.make_world(), file)
    session = Session(bootstrap.kit(), desk, auditing.outline(desk), tasks)
    page = LedgersPage(session)
    table = page.table
    painted: list[tuple[str, int]] = []

    class Watch(QObject):
        """Notes what stands in the first row whenever the rows are painted."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and table.ledger.ids:
                record = table.ledger.record(max(0, table.rowAt(1)))
                painted.append((record.record.key if record is not None else "", len(table.ledger.ids)))
                noted()
            return False

    watch = Watch()
    table.viewport().installEventFilter(watch)

    waiting = QEventLoop()
    wanted: list[Callable[[str, int], bool]] = []

    def noted() -> None:
        if wanted and painted[-1][0] and wanted[-1](*painted[-1]):
            waiting.quit()

    def until(act: Callable[[], object], shown: Callable[[str, int], bool]) -> float:
        """Milliseconds from an act of the officer until rows are painted as `shown` wants them, without the time in
        which the thread that was kept waiting longest stood ready and others had the processors."""
        painted.clear()
        wanted.append(shown)
        start, before = perf_counter(), _denied()
        QTimer.singleShot(0, act)
        waiting.exec()
        now = _denied()
        took = perf_counter() - start - max(waited - before.get(thread, 0.0) for thread, waited in now.items())
        wanted.pop()
        return took * 1000

    def settle() -> None:
        for _ in range(20):
            tasks.drain()
            application.processEvents()

    def rest() -> None:
        """Let the program do what it has to, without holding it up."""
        pause = QEventLoop()
        QTimer.singleShot(_REST, pause.quit)
        pause.exec()

    page.resize(1100, 720)
    told: dict[str, float] = {}
    records = sum(entry.records for entry in ledger_index.entries(desk))
    if not records:
        page.show()
        settle()
    else:
        # Another ledger stands there, and the window is drawn: what is measured is this one's rows.
        page.choose("disasters")
        page.show()
        settle()
        rest()
        with heartbeat.watch(patience=heartbeat.LIMIT) as beat:
            told["first"] = until(lambda: page.choose("terminals"), lambda _key, _count: True)
            rest()
            header = table.horizontalHeader()
            columns = [c.id for c in table.ledger.columns]
            serial, user = columns.index("serial"), columns.index("user")
            orders = (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)
            ways = [(column, order) for column in (serial, user) for order in orders]
            sorts = []
            for column, order in ways:
                before = painted[-1][0]
                sorts.append(until(partial(header.setSortIndicator, column, order), _other_than(before)))
            told["sort"], told["sort_worst"] = median(sorts), max(sorts)
            filters = []
            for number in range(_ROUNDS):
                text = "北営業所" if number % 2 else "港北"
                filters.append(until(partial(page.filters.set_condition, "site", text), lambda _k, n: n < records))
                until(page.filters.clear, lambda _key, count: count == records)
            told["filter"], told["filter_worst"] = median(filters), max(filters)
            bar = table.verticalScrollBar()
            for step in range(0, bar.maximum(), max(1, bar.maximum() // 200)):
                bar.setValue(step)
                application.processEvents()
            rest()
        told["held_up"] = max(beat.worked, beat.waited) * 1000
        sys.stderr.write(beat.where())
        told["rows"] = records
    told["rss_mb"] = _rss_mb()
    print(json.dumps(told))
    page.deleteLater()
    settle()
    tasks.close()
    desk.file.close()


def _other_than(key: str) -> Callable[[str, int], bool]:
    """Whether another record than this one stands in the first row."""
    return lambda first, _count: first != key


def _denied() -> dict[str, float]:
    """How long each thread of this process stood ready and got no processor, in seconds (Linux tells it)."""
    waited = {"": 0.0}
    for task in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError, ValueError, IndexError):  # The thread may just have ended.
            waited[task.parent.name] = int(task.read_text().split()[1]) / 1e9
    return waited


def _rss_mb() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
