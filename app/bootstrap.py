"""Builds everything once: the only module that knows every floor, each imported by whoever asks for what it makes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import i18n, outside
from app.errors import UserError
from app.paths import bundled

# Loaded where they are used: the window is painted before most of it.
if TYPE_CHECKING:
    from app.build import ProgramFacts
    from app.cli.outcome import CheckStep, Tools
    from app.domain.catalogue import CatalogueProblem
    from app.domain.overlay import Overlay, Spot
    from app.formats.catalogue.overlay import OverlayBooks
    from app.one_window import OneWindow
    from app.services.demonstrating import Sample
    from app.services.ledger_ports import LedgerFiles
    from app.services.licences import Notices
    from app.services.ports import PaperCheck, Progress, World
    from app.services.reporting.model import Report
    from app.services.tracker_ports import TrackerBook
    from app.ui.kit import Kit


class SystemClock:
    """The machine's clock, with its zone."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """The present day."""
        return self.now().date()


def make_world() -> World:
    """Catalogue, audit files, clock, user and ids of the real world."""
    from app.formats.calendars import CalendarFiles
    from app.formats.catalogue import load_catalogue
    from app.formats.house_style import HouseFiles
    from app.formats.ledger_sheets import LedgerSheets
    from app.formats.papers import PaperTexts
    from app.formats.scans import ScanFiles
    from app.services.ports import World
    from app.storage.audit_file import SqliteAuditFiles

    ledgers = LedgerSheets()
    return World(
        catalogue=load_catalogue(bundled("resources") / "catalogue"),
        files=SqliteAuditFiles(),
        clock=SystemClock(),
        user=_user(),
        new_id=_new_id,
        ledgers=ledgers,
        overlays=Overlays(ledgers),
        calendars=CalendarFiles(bundled("resources") / "calendar"),
        scans=ScanFiles(),
        papers=PaperTexts(bundled("resources") / "forms"),
        trackers=Trackers(),
        houses=HouseFiles(bundled("resources") / "house"),
    )


def catalogue_problems() -> tuple[CatalogueProblem, ...]:
    """Everything that is wrong with the bundled catalogue."""
    from app.formats.catalogue import problems

    return problems(bundled("resources") / "catalogue")


def sample() -> Sample:
    """What the sample audit is made of."""
    from app.formats.sample import load_sample

    return load_sample(bundled("resources") / "samples")


def notices() -> Notices:
    """What the program is made of, and under which licences."""
    from app.formats.notices import BundledNotices

    return BundledNotices(bundled("resources")).read()


def tools() -> Tools:
    """What the command line is handed."""
    from app.cli.outcome import Tools

    return Tools(make_world, catalogue_problems, sample, render, check_paper, self_check, program_facts, notices)


def self_check(language: str) -> Sequence[CheckStep]:
    """Try everything, the window included."""
    from app.self_check import run

    return run(kit(), language)


def kit() -> Kit:
    """What the window is handed."""
    from app.ui.kit import Kit

    return Kit(make_world, render, check_paper, sample, Paper(), program_facts, notices)


def program_facts(catalogue: str) -> ProgramFacts:
    """Version, build, formats and libraries of this program; `catalogue` is the version of the one that is loaded."""
    from app.build import facts
    from app.storage.tables import FORMAT
    from app.ui.display import look_for_damage

    try:
        look_for_damage()
        import PySide6
        from PySide6.QtCore import qVersion
    except (ImportError, UserError):
        # A command line without a window.
        return facts(FORMAT, catalogue, "", "")
    return facts(FORMAT, catalogue, qVersion() or "", PySide6.__version__)


def open_window(file: Path | None, language: str | None) -> int:
    """Open the window; returns the exit code. Without a display or Qt's libraries it is a sentence on stderr."""
    import gc

    from app.ui.display import check_display

    # What is imported and built stays: looking through it again and again for garbage is a tenth of the start.
    # `app.ui.collector` looks for it when the start is over, on the GUI thread.
    gc.disable()

    window: OneWindow | None = None
    try:
        check_display()
        window = _begin(file)
    except UserError as error:
        outside.say(error.sentence, language, sys.stderr)
        if error.code != "no_display" and outside.unread(sys.stderr):
            outside.say_in_box(error.sentence(i18n.gettext), with_qt=not error.code.startswith("qt_"))
        return error.exit_code
    except _HandedOver:
        outside.say(lambda translate: translate(_HANDED_OVER), language, sys.stdout)
        return 0
    from app.ui.application import run

    try:
        return run(kit(), file, language, window)
    finally:
        if window is not None:
            window.release()


_HANDED_OVER = i18n.mark("Shadan is open already; its window was told.")


class _HandedOver(Exception):
    """Another window does it."""


def _begin(file: Path | None) -> OneWindow | None:
    """Become the one window; None where nobody can be asked. Raises _HandedOver and UserError."""
    from app import one_window

    try:
        window = one_window.begin(file)
    except OSError:
        # The user's folder cannot be written; the window opens, and says so.
        return None
    if window is None:
        raise _HandedOver
    return window


def render(report: Report, target: Path, progress: Progress | None = None) -> None:
    """Write a report as what the suffix says: PDF, DOCX or XLSX; the libraries are loaded only there."""
    from app.formats.report.writing import write_report

    write_report(report, target, progress)


def check_paper(pdf: Path) -> PaperCheck:
    """Whether a PDF is the one this program wrote."""
    from app.formats.report.check import verify_pdf

    return verify_pdf(pdf)


def _new_id() -> str:
    from uuid import uuid4

    return uuid4().hex


def _user() -> str:
    """Who works: as the environment says, else as the system does; two people may share one login."""
    import getpass

    from app.domain.text import one_line

    if named := one_line(os.environ.get("SHADAN_USER", "")):
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


class Overlays:
    """The company's own part of the catalogue; what reads it is loaded only where an audit has one."""

    def __init__(self, ledgers: LedgerFiles) -> None:
        self._ledgers = ledgers

    def read(self, path: Path) -> str:
        """The overlay that a file holds, as its TOML text."""
        return self._books().read(path)

    def parse(self, content: str, source: str) -> Overlay:
        """The overlay of a TOML text."""
        return self._books().parse(content, source)

    def place(self, path: Path, spot: Spot) -> Mapping[str, object]:
        """Where an entry stands in a file that was read."""
        return self._books().place(path, spot)

    def write(self, target: Path, overlay: Overlay | None, language: str) -> None:
        """An overlay as a file; without one a template."""
        self._books().write(target, overlay, language)

    def _books(self) -> OverlayBooks:
        from app.formats.catalogue.overlay import OverlayBooks

        return OverlayBooks(self._ledgers.grids, self._ledgers.tables)


class Trackers:
    """Lists of measures for filling in; what writes workbooks is loaded only here."""

    def write(self, target: Path, book: TrackerBook) -> None:
        """Write one as .xlsx."""
        from app.formats.tracker import write_tracker

        write_tracker(target, book)


class Paper:
    """PDFs as pictures; the library is loaded only here."""

    def sizes(self, pdf: Path) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points."""
        from app.formats.report.preview import page_sizes

        return page_sizes(pdf)

    def picture(self, pdf: Path, number: int, scale: float) -> tuple[int, int, bytes]:
        """One page as width, height, RGB bytes."""
        from app.formats.report.preview import render_page

        return render_page(pdf, number, scale)
