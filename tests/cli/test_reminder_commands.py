"""Reminders and holidays on the command line."""

from datetime import date, timedelta
from pathlib import Path

from tests.cli.shell import Shell
from tests.cli.test_command_line import audit
from tests.formats.ics import read

__all__ = ["audit"]


def test_what_is_due_is_listed_and_written(shell: Shell, audit: Path, tmp_path: Path) -> None:
    today = date.today()  # noqa: DTZ011 - the command's own clock
    late, far = today - timedelta(days=30), today + timedelta(days=200)
    assert shell("reminders", audit)[0] == 0
    assert "期限を過ぎたものもありません" in shell.said
    for day, department in ((late, "人事部"), (far, "配電部")):
        words = ("--measure", f"{day}まで", "--due", day, "--department", department)
        assert shell("plan", "add", audit, "A3-5", *words)[0] == 0
    code, told = shell("reminders", audit, "--json")
    assert (code, told["days"], told["counts"]["overdue"], len(told["reminders"])) == (0, 10, 1, 1)
    (one,) = told["reminders"]
    assert (one["subject"], one["day"], one["department"], one["action"]) == ("action", f"{late}", "人事部", 1)
    assert one["business_days"] < 0
    assert shell("reminders", audit, "--days", 200)[0] == 0
    assert "期限超過 1" in shell.said
    assert "それ以降 1" in shell.said
    _code, told = shell("reminders", audit, "--days", 200, "--department", "配電部", "--json")
    assert [each["action"] for each in told["reminders"]] == [2]
    target = tmp_path / "期限.ics"
    code, told = shell("reminders", audit, "--ics", target, "--json")
    assert (code, told["written"], told["file"]) == (0, 2, str(target))
    assert len(read(target.read_bytes()).inside) == 2
    code, told = shell("reminders", audit, "--ics", tmp_path / "期限.txt", "--json")
    assert (code, told["error"]["code"]) == (3, "calendar_suffix")


def test_the_table_of_holidays_is_shown_and_replaced(shell: Shell, audit: Path, tmp_path: Path) -> None:
    code, told = shell("holidays", "show", audit, "--year", 2026, "--json")
    assert (code, told["source"], told["closing"]) == (0, "", "12-29/01-03")
    assert {"day": "2026-09-22", "name": "休日"} in told["holidays"]
    assert shell("--lang", "en", "holidays", "show", audit, "--year", 2026)[0] == 0
    assert "2026-05-05  Children's Day" in shell.said
    source = tmp_path / "own.csv"
    source.write_text("2026/10/1,創立記念日\n", "utf-8")
    assert shell("holidays", "import", audit, source)[0] == 0
    assert "2026年から2026年までの祝日 1 日" in shell.said
    _code, told = shell("holidays", "show", audit, "--year", 2026, "--json")
    assert (told["source"], told["holidays"]) == ("own.csv", [{"day": "2026-10-01", "name": "創立記念日"}])
    source.write_text("きのう,休み\n\nきょう,休み\n", "utf-8")
    code, told = shell("holidays", "import", audit, source, "--json")
    assert (code, told["error"]["code"], told["error"]["row"]) == (3, "holidays_row", 3)
    assert shell("holidays", "bundled", audit)[0] == 0
    assert "付属の表" in shell.said
    assert shell("holidays", "closing", audit, "12-28", "1-4")[0] == 0
    assert "12-28 – 01-04" in shell.said
    assert shell("holidays", "closing", audit, "--none")[0] == 0
    assert "年末年始の休業日はありません" in shell.said
    code, told = shell("holidays", "closing", audit, "12-28", "--json")
    assert (code, told["error"]["code"]) == (3, "closing_no_day")


def test_both_papers_are_written(shell: Shell, audit: Path, tmp_path: Path) -> None:
    for kind in ("overview", "reminders"):
        target = tmp_path / f"{kind}.pdf"
        code, told = shell("report", audit, kind, target, "--json")
        assert (code, told["kind"], told["draft"], told["missing"]) == (0, kind, False, [])
        assert shell("verify", target)[0] == 0
