"""The same data give the same bytes on one day: a file bears the moment of what is recorded, not of its writing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from app import bootstrap
from app.i18n import gettext_in
from app.services import house_styling, ledgers, reporting
from app.services.papers import listing, out_list, printing
from app.services.ports import Desk
from app.services.reporting.sheets import Form
from tests.desk import Kept, StillClock, keep
from tests.paper_ledgers import import_all

JA = gettext_in("ja")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, import_all)


@pytest.fixture
def audit(kept: Kept, tmp_path: Path) -> Iterator[Desk]:
    desk = kept.copy(tmp_path / "audit")
    yield desk
    desk.file.close()


def later(desk: Desk, **time: float) -> None:
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(**time)


def last(desk: Desk) -> datetime:
    """The moment of the last entry of the history."""
    with desk.file.read() as work:
        head = work.history.head()
    assert head is not None
    return datetime.fromisoformat(head.at).replace(tzinfo=None)


def report(kind: str) -> Callable[[Desk, Path], object]:
    return lambda desk, target: reporting.write(desk, kind, target, bootstrap.render, JA)


def pledges(desk: Desk, target: Path) -> None:
    reporting.write_papers(desk, Form.PLEDGE, target, bootstrap.render, JA)


def interview(desk: Desk, target: Path) -> None:
    reporting.write_interview(desk, target, bootstrap.render, JA)


def still_out(desk: Desk, target: Path) -> None:
    out_list.write(listing.read(desk, gettext_in), target, bootstrap.render)


def ledger(desk: Desk, target: Path) -> None:
    ledgers.export(desk, "people", target)


def template(desk: Desk, target: Path) -> None:
    ledgers.save_template(desk.world, "people", target, "ja")


def printed(desk: Desk, target: Path) -> None:
    printing.print_some(desk, target, bootstrap.render, gettext_in, forms=(Form.CONTRACTOR_PLEDGE,))


WAYS: dict[str, Callable[[Desk, Path], object]] = {
    "overview.pdf": report("overview"),
    "findings.pdf": report("findings"),
    "findings.docx": report("findings"),
    "findings.xlsx": report("findings"),
    "consistency.docx": report("consistency"),
    "reminders.pdf": report("reminders"),
    "interview.pdf": interview,
    "pledges.pdf": pledges,
    "out.pdf": still_out,
    "people.xlsx": ledger,
    "template.xlsx": template,
    "printed.pdf": printed,
}


@pytest.mark.parametrize("name", WAYS)
def test_what_is_made_twice_on_one_day_is_the_same(audit: Desk, tmp_path: Path, name: str) -> None:
    first, second = tmp_path / "1" / name, tmp_path / "2" / name
    for target in (first, second):
        target.parent.mkdir()
        WAYS[name](audit, target)
        later(audit, minutes=7)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", ["findings.pdf", "findings.docx", "findings.xlsx", "people.xlsx"])
def test_a_file_bears_the_moment_of_the_data(audit: Desk, tmp_path: Path, name: str) -> None:
    before, moments = last(audit), []
    for number in (1, 2):
        target = tmp_path / f"{number}-{name}"
        later(audit, days=1)
        WAYS[name](audit, target)
        moments.append(_moment(target))
    assert moments == [before] * 2
    # What is recorded since is another state of the data.
    house_styling.change(audit, replace(house_styling.house(audit), company="他の名前"))
    target = tmp_path / name
    WAYS[name](audit, target)
    assert _moment(target) == last(audit) > before


def _moment(target: Path) -> datetime | None:
    """The moment at which a file says that it was made."""
    if target.suffix == ".pdf":
        info = PdfReader(target).metadata
        made = info.creation_date if info is not None else None
    elif target.suffix == ".docx":
        made = Document(str(target)).core_properties.created
    else:
        made = openpyxl.load_workbook(target).properties.created
        with ZipFile(target) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    return made.replace(tzinfo=None) if made is not None else None


def test_the_page_tells_the_day_on_which_it_was_made(audit: Desk, tmp_path: Path) -> None:
    told = []
    for number in (1, 2):
        target = tmp_path / f"{number}.xlsx"
        reporting.write(audit, "findings", target, bootstrap.render, JA)
        book = openpyxl.load_workbook(target)
        cells = {str(row[0].value): row[1].value for row in book["概要"].iter_rows(max_col=2)}
        told.append(cells["作成"])
        today = audit.world.clock.today()
        assert told[-1] == f"{today.year}年{today.month}月{today.day}日"
        later(audit, days=1)
    assert told[0] != told[1]
