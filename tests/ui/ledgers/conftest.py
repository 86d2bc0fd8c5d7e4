"""An open audit whose ledgers are real workbooks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from openpyxl import Workbook
from PySide6.QtCore import Qt

from app.formats.ledger_sheets import LedgerSheets
from app.services.ports import World
from app.ui.ledgers.page import LedgersPage
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard

HEADINGS = (
    "管理番号",
    "機器種別",
    "MACアドレス",
    "事業所",
    "設置場所",
    "区画",
    "使用者",
    "管理責任者",
    "棚卸日",
    "状態",
    "備考",
)
Row = Sequence[object]


def terminal(number: int, **cells: object) -> list[object]:
    """A row in which no rule finds anything; `cells` are by heading."""
    usual = {
        "管理番号": f"PC-{number:04d}",
        "機器種別": "ノート",
        "MACアドレス": f"02-1a-00-00-{number // 256:02x}-{number % 256:02x}",
        "事業所": "北営業所",
        "設置場所": "2階 託送執務室",
        "区画": "送配電",
        "使用者": f"使用者{number}",
        "管理責任者": "管理 太郎",
        "棚卸日": "2026/9/30",
        "状態": "使用中",
        "備考": "",
    }
    return [cells.get(heading, usual[heading]) for heading in HEADINGS]


def words_told(page: LedgersPage, kind: str) -> str:
    """What is told of a ledger in the list, to those who hear it."""
    item = page.list.item_of(kind)
    assert item is not None
    return str(item.data(Qt.ItemDataRole.AccessibleTextRole))


def write(path: Path, rows: Sequence[Row], headings: Sequence[str] = HEADINGS, title: str = "端末台帳") -> Path:
    """A workbook as an office keeps it: a title, a date, a blank row, then the headings in row 4."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in ([title], ["2026年10月31日現在"], [], list(headings), *rows):
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def world(world: World) -> World:
    """The world with the program's own reader of workbooks."""
    return replace(world, ledgers=LedgerSheets())


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes workbooks into a folder of the test."""
    return lambda rows, name="端末.xlsx", **more: write(tmp_path / name, rows, **more)


@pytest.fixture
def wizard(session: Session, settle: Callable[[], None]) -> Iterator[LedgerImportWizard]:
    """It deletes itself when it is closed, so it is not left to qtbot."""
    wizard = LedgerImportWizard(session, "terminals")
    wizard.show()
    settle()
    yield wizard
    settle()
    if shiboken6.isValid(wizard):
        wizard.done(0)
        settle()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """20,000 terminals in a text table."""
    lines = [",".join(HEADINGS)]
    lines += [",".join(str(cell) for cell in terminal(n)) for n in range(1, 20_001)]
    file = tmp_path / "多数.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file
