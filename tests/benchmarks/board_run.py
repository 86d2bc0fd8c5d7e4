"""The window over an audit in a process of its own: `python -m tests.benchmarks.board_run FILE [large]`.

Prints as one JSON object: milliseconds until the audit is open, until the cells are painted once they were read, until
they are filtered, sorted, and until a whole column was answered; how near the window came to being held up while that
was done (1: as long as it may be). `large`: the audit was made with `large_catalogue`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROUNDS = 5
_REST = 1.0
"""Seconds for what follows a change on other pages."""


def main(file: Path, *, large: bool) -> None:
    """Open the audit, use the board as an officer would, and tell how long each thing took."""
    from PySide6.QtWidgets import QApplication

    from app import bootstrap
    from app.domain.grades import Level, Verdict
    from app.services import batches, board
    from app.services.board import Filter, Order, What
    from app.ui.application import dress
    from app.ui.board.page import BoardPage
    from app.ui.collector import Collector
    from app.ui.main_window import MainWindow
    from app.ui.session import Target
    from app.ui.settings import Settings
    from app.ui.tasks import Tasks
    from tests.benchmarks.large_audit import large_catalogue
    from tests.ui.heartbeat import watch

    application = QApplication([])
    settings = Settings()
    dress(application, settings, "ja")
    tasks, kit = Tasks(), bootstrap.kit()
    if large:
        make = kit.world
        kit = replace(kit, world=lambda: replace(make(), catalogue=large_catalogue()))
    window = MainWindow(kit, tasks, settings)
    window.resize(1360, 820)
    window.show()
    window.make_world()
    collector = Collector(tasks.is_busy, window)
    collector.start()

    def until(there: Callable[[], bool]) -> float:
        begun = perf_counter()
        while not there():
            application.processEvents()
            sleep(0.0005)
        return (perf_counter() - begun) * 1000

    def rest(seconds: float = _REST) -> None:
        ends = perf_counter() + seconds
        until(lambda: perf_counter() > ends)

    rest()
    told: dict[str, float] = {}
    begun = perf_counter()
    window.open_file(file)
    until(lambda: window.workspace is not None and window.workspace.isVisible())
    application.processEvents()
    told["open"] = (perf_counter() - begun) * 1000
    rest()
    collector.set_aside()
    session = window.session
    assert session is not None
    with watch() as heartbeat:
        session.go(Target("board"))
        until(lambda: any(page.board is not None for page in window.findChildren(BoardPage)))
        rest()
        (page,) = window.findChildren(BoardPage)
        cells = page.board
        assert cells is not None

        def painted(act: Callable[[], object]) -> float:
            # Each act by itself, as an officer does them: several at once would hold the window up, not one of them.
            application.processEvents()
            begun = perf_counter()
            act()
            page.table.viewport().repaint()
            page.table.horizontalHeader().viewport().repaint()
            page.table.verticalHeader().viewport().repaint()
            return (perf_counter() - begun) * 1000

        def laid(wanted: Filter, order: Order = Order.AUDIT) -> float:
            """All that the page does when it is told of other cells."""
            shown = board.shown(cells, wanted, order)
            return painted(lambda: page.table.show_board(cells, shown, turned=False))

        page.table.cells.show(cells, board.Shown((), ()), turned=False)
        told["first"] = laid(Filter())
        page.show_all()
        filters = [Target("board", options={"what": what.value}) for what in What]
        told["filter"] = median(painted(lambda t=target: page.open(t)) for target in filters)  # type: ignore[misc]
        page.show_all()
        orders = [Target("board", options={"order": order.value}) for order in Order]
        told["sort"] = median(painted(lambda t=target: page.open(t)) for target in orders)  # type: ignore[misc]
        page.show_all()
        checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.SITE).id
        places = [(checkpoint, site.id) for site in session.sites]
        took = []
        for number in range(_ROUNDS):
            done: list[object] = []
            session.do(
                lambda desk, n=number: batches.answer_many(  # type: ignore[misc]
                    desk, places, (Verdict.NONCONFORMING, Verdict.PARTLY)[n % 2], f"{n}", "測定", lessen=True
                ),
                done.append,
            )
            took.append(until(lambda d=done: bool(d)))  # type: ignore[misc]
            rest()
        told["batch"] = median(took)
    told["held_up"] = heartbeat.worst
    print(json.dumps(told | {"where": heartbeat.where() if heartbeat.worst > 1 else ""}), flush=True)
    session.close()
    with suppress(RuntimeError):
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), large="large" in sys.argv[2:])
