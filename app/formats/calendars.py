"""What `resources/calendar` holds, and calendars read and written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.text import Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from app.domain.business_days import Holidays
    from app.domain.reminding import CalendarEvent, Term


class CalendarFiles:
    """Reads what is bundled once, when it is wanted, and not before the program is there: it starts without days."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    def holidays(self) -> Holidays:
        """The table of holidays that comes with the program."""
        return self._holidays

    @cached_property
    def _holidays(self) -> Holidays:
        from app.formats.holidays import bundled_table

        return bundled_table(self._folder.joinpath("holidays.toml"))

    def read_holidays(self, source: Path) -> Holidays:
        """The table in a file. Raises UserError `holidays_*`."""
        from app.formats.holidays import read_table

        return read_table(source)

    def terms(self) -> tuple[Term, ...]:
        """The terms that run from the day a case became known."""
        return self._terms

    @cached_property
    def _terms(self) -> tuple[Term, ...]:
        import tomllib

        from app.domain.reminding import Term

        data = tomllib.loads(self._folder.joinpath("terms.toml").read_text(encoding="utf-8"))
        return tuple(
            Term(c["id"], c["checkpoint"], c["days"], c["extended"], Text(**c["title"]), Text(**c["when"]))
            for c in data["term"]
        )

    def write_events(self, target: Path, events: Sequence[CalendarEvent], now: datetime) -> None:
        """Write days as an iCalendar file. Raises UserError, leaving an earlier file as it was."""
        from app.formats import icalendar

        icalendar.write(target, events, now)
