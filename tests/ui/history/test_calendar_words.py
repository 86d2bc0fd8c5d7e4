"""What the history tells of the holidays and of the closing."""

from pathlib import Path

from app.domain.business_days import Closing
from app.services import business_calendar
from app.services.ports import Desk, HistoryQuery
from app.ui.history.words import summary


def test_which_table_and_which_days(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "own.csv"
    source.write_text("2026/10/1,創立記念日\n", "utf-8")
    business_calendar.import_holidays(desk, source)
    business_calendar.set_closing(desk, None)
    business_calendar.set_closing(desk, Closing((12, 28), (1, 4)))
    with desk.file.read() as work:
        told = [summary(e, lambda _site: "") for e in work.history.entries(HistoryQuery(act="setting.changed"))]
    assert told == [
        "年末年始の休業: 休業しない → 12-28 – 01-04",
        "年末年始の休業: 12-29 – 01-03 → 休業しない",
        "祝日の表: 付属の表 → own.csv",
    ]
