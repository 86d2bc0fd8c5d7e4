"""A large audit, 120 checkpoints × 300 sites: its plan and its findings as PDF, against bare reportlab."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate

from app.formats.report.pdf import pdf_bytes
from app.i18n import gettext
from app.paths import bundled
from app.services import reporting
from app.services.ports import Desk
from tests.benchmarks import large_audit
from tests.benchmarks.ratio import compare
from tests.benchmarks.test_plan_pdf import _flowables

LIMIT, MEMORY_MB, LONGEST_S = 1.5, 300, 0.25
"""Times of bare reportlab; megabytes of the process; seconds until the wish to stop is heeded."""
_ROUNDS = 5
_SIZE = large_audit.Size(evidence=300, actions=300, terminals=100)
KINDS = ("plan", "findings")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = large_audit.make(tmp_path_factory.mktemp("large"), _SIZE)
    yield desk
    desk.file.close()


@pytest.fixture(scope="module")
def bare_fonts() -> None:
    folder = Path(str(bundled("resources"))) / "fonts"
    for name, file in (("BareRegular", "BIZUDPGothic-Regular.ttf"), ("BareBold", "BIZUDPGothic-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


@pytest.mark.benchmark
@pytest.mark.usefixtures("bare_fonts")
@pytest.mark.parametrize("kind", KINDS)
def test_setting_costs_no_more_than_bare_reportlab_and_a_half(kind: str, large: Desk) -> None:
    """Ours: tagged, with line breaking, headers and outline. Bare: the same words in plain paragraphs and tables."""
    report = reporting.build(large, kind, gettext)
    written: dict[str, bytes] = {}

    def ours() -> float:
        start = perf_counter()
        written["ours"] = pdf_bytes(report)
        return perf_counter() - start

    def bare() -> float:
        start = perf_counter()
        target = BytesIO()
        document = SimpleDocTemplate(target, pagesize=A4, leftMargin=71, rightMargin=43, topMargin=62, bottomMargin=62)
        document.build(list(_flowables(report.blocks)))
        written["bare"] = target.getvalue()
        return perf_counter() - start

    ours()
    bare()
    pages = {name: len(pypdf.PdfReader(BytesIO(data)).pages) for name, data in written.items()}
    print(f"\n{kind}: pages {pages}, bytes " + str({name: len(data) for name, data in written.items()}))
    assert pages["ours"] >= 50
    assert compare(f"the {kind} of a large audit", ours, bare, rounds=_ROUNDS, limit=LIMIT) <= LIMIT


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_little_memory_and_stops_when_it_is_asked_to(kind: str, large: Desk, tmp_path: Path) -> None:
    file = Path(large.file.location)
    large.file.close()
    try:
        command = [sys.executable, "-m", "tests.benchmarks.plan_pdf_run", str(file), str(tmp_path / "out.pdf"), kind]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    finally:
        from app.services import auditing

        object.__setattr__(large, "file", auditing.open_audit(large.world, file).file)
    told = json.loads(done.stdout.splitlines()[-1])
    print(f"\n{kind}: {json.dumps(told)}")
    assert told["rss_mb"] <= MEMORY_MB
    assert told["longest"] <= LONGEST_S
    assert told["stopped"] == "report_stopped"
    assert told["untouched"]
