"""Builds everything once: the only module that knows every floor."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from pathlib import Path
from typing import cast
from uuid import uuid4

from app.cli.outcome import Tools
from app.formats.catalogue import CatalogueProblem, load_catalogue, problems
from app.formats.sample import load_sample
from app.paths import bundled
from app.services.demonstrating import Sample
from app.services.ledger_ports import LedgerFiles
from app.services.ports import PaperCheck, World
from app.services.reporting.model import Report


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
    from app.storage.audit_file import SqliteAuditFiles

    return World(
        catalogue=load_catalogue(bundled("resources") / "catalogue"),
        files=SqliteAuditFiles(),
        clock=SystemClock(),
        user=_user(),
        new_id=lambda: uuid4().hex,
        ledgers=_ledger_files(),
    )


def _ledger_files() -> LedgerFiles:
    """What reads and writes ledgers."""
    from importlib import import_module
    from importlib.util import find_spec

    # The reader of workbooks comes as a module of its own; without it nothing asks for it.
    if find_spec("app.formats.ledger_sheets") is None:
        return cast(LedgerFiles, None)
    files: LedgerFiles = import_module("app.formats.ledger_sheets").LedgerSheets()
    return files


def catalogue_problems() -> tuple[CatalogueProblem, ...]:
    """Everything that is wrong with the bundled catalogue."""
    return problems(bundled("resources") / "catalogue")


def sample() -> Sample:
    """What the sample audit is made of."""
    return load_sample(bundled("resources") / "samples" / "audit.toml")


def tools() -> Tools:
    """What the command line is handed."""
    return Tools(make_world, catalogue_problems, sample, render, check_paper)


def render(report: Report, target: Path) -> None:
    """Write a report as PDF; the library is loaded only here."""
    from app.formats.report.pdf import write_pdf

    write_pdf(report, target)


def check_paper(pdf: Path) -> PaperCheck:
    """Whether a PDF is the one this program wrote."""
    from app.formats.report.check import verify_pdf

    return verify_pdf(pdf)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


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
