"""Schedules: the diamonds inside the frame, and what is told of them as a table."""

from datetime import date
from typing import Any

import pytest

from app.formats.report.docx_tables import schedule_table
from app.formats.report.schedules import schedule_strips
from app.formats.report.setting import Setting
from app.services.reporting.model import Cell, Phase, Schedule, ScheduleRow

ROOM = 480.0


class Drawn:
    """A pen that remembers how far its shapes reach to the left and to the right."""

    def __init__(self) -> None:
        self.reach: list[float] = []

    def shape(self, points: list[tuple[float, float]], _colour: str) -> None:
        self.reach += [x for x, _y in points]

    def __getattr__(self, _name: str) -> Any:
        return lambda *_args, **_how: None


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2026, 10, 1), date(2030, 3, 31)), (date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 4, 1),) * 2],
)
def test_a_diamond_on_the_last_day_stands_inside_the_frame(start: date, end: date) -> None:
    phases = (Phase("移行", start, end),) if start < end else ()
    rows = (ScheduleRow("託送業務システム", phases, due=end, due_label="完了"), ScheduleRow("始め", (), due=start))
    pen = Drawn()
    for strip in schedule_strips(Setting("ja"), Schedule(rows, today=start), ROOM):
        if strip.paint is not None:
            strip.paint(pen, 0.0, 0.0)  # type: ignore[arg-type]
    assert len(pen.reach) == 8
    assert max(pen.reach) <= ROOM
    # The names of the rows end where the axis begins.
    assert min(pen.reach) >= 60


def test_a_schedule_is_told_with_the_names_of_its_stages_and_how_far_they_are() -> None:
    begun, due = date(2026, 9, 1), date(2030, 3, 31)
    phases = (
        Phase("方針決定", begun, date(2026, 10, 15), done=True),
        Phase("暫定措置", begun, due, interim=True, state="実施中"),
    )
    split = ScheduleRow("託送業務システム", phases, due=due, due_label="2030年3月", due_name="分割完了")
    measure = ScheduleRow("1 端末の管理", (Phase("2026年12月", begun, due, name="対策"),))
    point = ScheduleRow("2 教育", (), due=begun, due_label="2026年9月", due_done=True)
    rows = (ScheduleRow("物理分割の計画", (), heading=True), split, measure, point)
    told = schedule_table(Schedule(rows, corner="システム又は対策", done="済", planned="予定"), "ja")
    assert told.rows[0] == (Cell("物理分割の計画", bold=True),)
    assert told.rows[1:] == (
        ("託送業務システム", "方針決定", "2026年9月1日", "2026年10月15日", "済"),
        ("託送業務システム", "暫定措置", "2026年9月1日", "2030年3月31日", "実施中"),
        ("託送業務システム", "分割完了", "2030年3月31日", "2030年3月31日", "予定"),
        ("1 端末の管理", "対策", "2026年9月1日", "2030年3月31日", "予定"),
        ("2 教育", "期限", "2026年9月1日", "2026年9月1日", "済"),
    )
