"""One window for each user: who has it, and what may be asked of it. No window is shown here."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import one_window
from app.errors import LOCKED, REFUSED, UserError
from app.one_window import OneWindow, begin
from app.paths import log_folder, user_config_folder
from app.process_lock import Held, host_name

_HOLDER = """
import sys
from app import one_window
window = one_window.begin(None)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))


@pytest.fixture
def window() -> Iterator[OneWindow]:
    window = begin(None)
    assert window is not None
    yield window
    window.release()


@pytest.fixture
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the window and does not answer."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    file = tmp_path / "点検 その1.shadan"
    file.write_bytes(b"x")
    return file


def put(window: OneWindow, name: str, content: bytes) -> Path:
    place = window.folder / f"{name}.request"
    place.write_bytes(content)
    return place


def asked(file: object, at: object = None) -> bytes:
    return json.dumps({"file": file, "at": time.time() if at is None else at}).encode()


def log() -> str:
    return (log_folder() / "errors.log").read_text("utf-8")


class Porter(threading.Thread):
    """Answers one request, as the window does."""

    def __init__(self, window: OneWindow) -> None:
        super().__init__()
        self.window = window
        self.files: list[Path | None] = []

    def run(self) -> None:
        until = time.monotonic() + 20
        while not self.files and time.monotonic() < until:
            for request in self.window.requests():
                self.files.append(request.file)
                self.window.take(request)
            time.sleep(0.01)


@pytest.mark.parametrize("named", [True, False])
def test_who_comes_second_hands_the_file_over(window: OneWindow, audit: Path, named: bool) -> None:
    porter = Porter(window)
    porter.start()
    assert begin(audit if named else None) is None
    porter.join()
    assert porter.files == [audit if named else None]
    assert list(window.folder.iterdir()) == []


def test_a_relative_name_is_that_of_who_asked(window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(audit.parent)
    porter = Porter(window)
    porter.start()
    assert begin(Path(audit.name)) is None
    porter.join()
    assert porter.files == [audit.resolve()]


def test_a_file_that_is_not_there_is_refused_where_it_was_named(window: OneWindow, tmp_path: Path) -> None:
    porter = Porter(window)
    porter.start()
    with pytest.raises(UserError) as refusal:
        begin(tmp_path / "none.shadan")
    porter.join()
    assert (refusal.value.code, refusal.value.exit_code) == ("file_missing", REFUSED)
    assert porter.files == [None]


def test_who_does_not_answer_is_named(holder: subprocess.Popen[str], audit: Path) -> None:
    with pytest.raises(UserError) as refusal:
        begin(audit, patience=0.3)
    assert (refusal.value.code, refusal.value.exit_code) == ("window_in_use", LOCKED)
    assert refusal.value.values["pid"] == str(holder.pid)
    assert str(refusal.value.values["since"]).startswith("20")
    # Nothing is left that the window would open later.
    assert list((user_config_folder() / f"window-{host_name()}-requests").iterdir()) == []


def test_a_window_that_was_killed_holds_nobody_up(holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    holder.wait()
    began = time.monotonic()
    window = begin(None)
    assert window is not None
    assert time.monotonic() - began < 1
    window.release()


def test_a_window_that_ends_while_one_waits_leaves_the_place(holder: subprocess.Popen[str], audit: Path) -> None:
    threading.Timer(0.3, holder.kill).start()
    window = begin(audit)
    assert window is not None
    assert window.requests() == []
    with pytest.raises(Held):
        OneWindow(user_config_folder())
    window.release()


def test_every_machine_has_its_own(window: OneWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_window, "host_name", lambda: "別の端末/..")
    other = begin(None)
    assert other is not None
    assert other.folder != window.folder
    assert other.folder.parent == window.folder.parent
    other.release()


# Made when they are used: what nobody waits for any more would be left alone for another reason.
NO_REQUESTS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "half": lambda: b"{",
    "no text": lambda: b"\xff\xfe",
    "a list": lambda: b"[1]",
    "deep": lambda: b"[" * 50_000,
    "no moment": lambda: b'{"file": null}',
    "a number": lambda: asked(7),
    "a word as moment": lambda: asked(None, "now"),
    "a truth as moment": lambda: asked(None, True),
    "a number of 400 digits": lambda: asked(None, 10**400),
    "no end": lambda: asked(None, float("inf")),
    "not a number": lambda: asked(None, float("nan")),
    "relative": lambda: asked("relative.shadan"),
    "absent": lambda: asked("/no/such/file.shadan"),
    "a device": lambda: asked("/dev/null"),
    "a folder": lambda: asked("/etc"),
    "a zero": lambda: asked("/tmp/\0"),
    "large": lambda: b" " * (1 << 20) + asked(None),
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_request_is_a_line_in_the_log(window: OneWindow, name: str) -> None:
    content = NO_REQUESTS[name]()
    place = put(window, "open-x", content)
    assert window.requests() == []
    assert not place.exists()
    assert log().count("open-x.request") == 1
    assert window.requests() == []
    assert log().count("open-x.request") == 1


def test_what_is_no_request_loses_no_other(window: OneWindow) -> None:
    for number in range(3):
        put(window, f"open-{number}", asked(None))
        put(window, f"evil-{number}", asked(None, 10**400))
    assert len(window.requests()) == 3


def test_what_was_taken_back_is_not_taken(window: OneWindow, audit: Path) -> None:
    place = put(window, "open-x", asked(str(audit)))
    (request,) = window.requests()
    place.unlink()
    assert not window.take(request)
    place.write_bytes(asked(str(audit)))
    assert window.requests() == [request]
    assert window.take(request)
    assert not place.exists()


def test_who_was_answered_in_the_last_moment_was_answered(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window took it after the last look."""

    def late(place: Path) -> bool:
        place.unlink()
        return still(place)

    still = one_window._taken_back
    monkeypatch.setattr(one_window, "_taken_back", late)
    assert begin(audit, patience=0.1) is None
    monkeypatch.setattr(one_window, "_taken_back", still)
    with pytest.raises(UserError, match="window"):
        begin(audit, patience=0.1)


@pytest.mark.parametrize("error", [OSError(errno.ENAMETOOLONG, "long"), OSError(errno.EHOSTDOWN, "dead share")])
def test_a_file_that_cannot_be_looked_at_opens_no_second_window(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    plain = Path.stat

    def stat_(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == audit:
            raise error
        return plain(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat_)
    porter = Porter(window)
    porter.start()
    with pytest.raises(UserError) as refusal:
        begin(audit)
    porter.join()
    assert refusal.value.code == "file_missing"


@pytest.mark.parametrize("name", ["x" * 5_000 + ".shadan", "\0.shadan", "\udcff.shadan"])
def test_a_name_that_no_disk_takes_opens_no_second_window(window: OneWindow, tmp_path: Path, name: str) -> None:
    porter = Porter(window)
    porter.start()
    with pytest.raises(UserError) as refusal:
        begin(tmp_path / name)
    porter.join()
    assert refusal.value.code == "file_missing"
    assert porter.files == [None]


def test_what_nobody_waits_for_any_more_is_not_done(window: OneWindow, audit: Path) -> None:
    for number, at in enumerate((0, time.time() - 3_600, time.time() + 3_600)):
        put(window, f"open-{number}", asked(str(audit), at))
    assert window.requests() == []
    assert list(window.folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="owners and links of Unix")
def test_only_plain_files_of_this_user_ask(window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = audit.with_name("whole")
    whole.write_bytes(asked(str(audit)))
    (window.folder / "link.request").symlink_to(whole)
    os.mkfifo(window.folder / "pipe.request")
    (window.folder / "folder.request").mkdir()
    assert window.requests() == []
    assert window.requests() == []
    assert log().count("no file") == 3
    assert whole.exists()
    put(window, "theirs", asked(str(audit)))
    monkeypatch.setattr(os, "getuid", lambda: 4_711)
    assert window.requests() == []
    assert "theirs.request: of another user" in log()


def test_half_written_requests_are_left_until_they_are_whole(window: OneWindow) -> None:
    (window.folder / "open-x.part").write_bytes(b"{")
    assert window.requests() == []
    assert (window.folder / "open-x.part").exists()


def test_a_flood_is_taken_in_portions(window: OneWindow) -> None:
    for number in range(100):
        put(window, str(number), asked(None))
    first = window.requests()
    assert len(first) == 16
    for request in first:
        assert window.take(request)
    assert len(window.requests()) == 16


@pytest.mark.skipif(os.name == "nt", reason="rights of Unix")
def test_requests_are_for_the_user_alone(window: OneWindow, audit: Path) -> None:
    place = one_window._ask(window.folder.parent, str(audit))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_where_nothing_can_be_written_nobody_is_asked(tmp_path: Path, audit: Path) -> None:
    (tmp_path / "home").write_bytes(b"a file in the way")
    with pytest.raises(OSError, match="home"):
        begin(audit)
