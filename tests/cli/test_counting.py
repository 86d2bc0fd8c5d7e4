"""How far long work is, on a terminal and where stderr is none."""

import signal
import sys
import threading
import time
from io import StringIO
from pathlib import Path

import pytest

from app.cli import counting
from app.cli.counting import counted
from app.services import batch_writing
from tests.cli.shell import Shell


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_one_line_of_the_terminal_tells_how_far_it_is_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with counted("回答を記録中") as progress:
        assert progress("answers", 2_000, 36_000)
        assert terminal.getvalue() == "\r回答を記録中: 2,000 / 36,000\x1b[K"
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_counted_around_it_stands_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with counted("ページ", {"scan_files": "ファイル"}) as progress:
        for told in (("scan_files", 1, 3), ("scanning", 0, 9), ("scanning", 0, 9), ("scanning", 1, 9)):
            assert progress(*told)
    lines = [line.removesuffix("\x1b[K") for line in terminal.getvalue().split("\r")]
    assert lines[1:-1] == ["ファイル: 1 / 3", "ファイル: 1 / 3  ページ: 0 / 9", "ファイル: 1 / 3  ページ: 1 / 9"]


def test_nothing_is_said_where_stderr_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", StringIO())
    with counted("回答を記録中") as progress:
        assert progress("answers", 1, 2)
    assert isinstance(sys.stderr, StringIO)
    assert sys.stderr.getvalue() == ""


def test_ctrl_c_is_raised_where_the_work_tells_of_itself() -> None:
    before = signal.getsignal(signal.SIGINT)
    steps = []

    def work() -> None:
        with counted("回答を記録中") as progress:
            signal.raise_signal(signal.SIGINT)
            steps.append("the step that was under way")
            progress("answers", 1, 2)
            steps.append("the next one")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert steps == ["the step that was under way"]
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_is_raised_anywhere_where_the_work_is_silent_or_at_the_second_press(
    presses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_PATIENCE", 0.01 if presses == 1 else 60.0)

    def work() -> None:
        with counted("回答を記録中"):
            for _press in range(presses):
                signal.raise_signal(signal.SIGINT)
            time.sleep(30)

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        work()
    assert time.monotonic() - began < 20


def test_work_that_is_done_before_it_could_be_stopped_is_done() -> None:
    with counted("回答を記録中"):
        signal.raise_signal(signal.SIGINT)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_who_stops_the_command_finds_nothing_done(shell: Shell, audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_writing, "_AT_ONCE", 1)
    writing = batch_writing._write_part
    parts: list[object] = []

    def stopped(*given: object) -> object:
        if parts:
            raise KeyboardInterrupt
        parts.append(given)
        return writing(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_writing, "_write_part", stopped)
    with pytest.raises(KeyboardInterrupt):
        shell("answer-many", audit, "A4-4-04", "conforming", "--all-sites", "--json")
    assert len(parts) == 1
    assert shell("info", audit, "--json")[1]["progress"]["answered"] == 0
