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

from app import one_window, seat
from app.errors import LOCKED, REFUSED, UserError
from app.one_window import OneWindow, begin
from app.paths import log_folder, user_config_folder
from app.process_lock import Held
from app.seat import seat_name

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
    assert list((user_config_folder() / f"window-{seat_name()}-requests").iterdir()) == []


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
    for name in ("別の端末/..", "隣の端末/.."):
        monkeypatch.setattr(seat, "host_name", lambda name=name: name)
        other = begin(None)
        assert other is not None
        assert other.folder != window.folder
        assert other.folder.parent == window.folder.parent
        window.release()
        window = other
    window.release()


@pytest.mark.skipif(os.name == "nt", reason="what Unix calls screens")
@pytest.mark.parametrize(
    ("here", "there", "alike"),
    [
        ({"DISPLAY": ":0"}, {"DISPLAY": ":10.0"}, False),
        ({"DISPLAY": ":10"}, {"DISPLAY": ":10.0"}, True),
        ({"DISPLAY": "localhost:10.0"}, {"DISPLAY": ":10.0"}, False),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":0"}, False),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "XDG_SESSION_ID": "2"}, {"DISPLAY": ":0", "XDG_SESSION_ID": "c7"}, True),
    ],
)
def test_a_window_on_another_screen_is_another_one(
    here: dict[str, str], there: dict[str, str], alike: bool, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked would see nothing of a window that came forward there."""

    def sit(screen: dict[str, str]) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_ID"):
            monkeypatch.delenv(name, raising=False)
        for name, value in screen.items():
            monkeypatch.setenv(name, value)

    sit(here)
    window = begin(None)
    assert window is not None
    sit(there)
    if alike:
        with pytest.raises(UserError, match="window"):
            begin(audit, patience=0.1)
    else:
        other = begin(audit)
        assert other is not None
        assert window.requests() == other.requests() == []
        other.release()
    window.release()


@pytest.mark.skipif(os.name == "nt", reason="users of Unix")
@pytest.mark.parametrize("portable", [True, False])
def test_who_starts_the_same_portable_folder_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portable: bool
) -> None:
    monkeypatch.setattr(seat, "portable_folder", lambda: tmp_path / "data" if portable else None)
    names = set()
    for number in (1_000, 1_001):
        monkeypatch.setattr(os, "getuid", lambda number=number: number)
        names.add(seat_name())
    assert len(names) == (2 if portable else 1)


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


@pytest.mark.parametrize("file", ["/no/such/file.shadan", "/dev/null", "/etc", "/" + "x" * 5_000])
def test_what_the_window_does_not_see_is_for_it_to_say(window: OneWindow, file: str) -> None:
    """Who asked sees it: on another mount, on a share that is gone by now."""
    place = put(window, "open-x", asked(file))
    (request,) = window.requests()
    assert request.file == Path(file)
    assert window.take(request)
    assert not place.exists()


def failing(monkeypatch: pytest.MonkeyPatch, of: object, name: str, times: int) -> list[int]:
    """A call that another program's hold makes fail, the first times; returns how often it was tried."""
    plain = getattr(of, name)
    tried: list[int] = []

    def call(*words: object, **named: object) -> object:
        tried.append(1)
        if len(tried) <= times:
            raise PermissionError(errno.EACCES, "held by a scanner")
        return plain(*words, **named)

    monkeypatch.setattr(of, name, call)
    return tried


def test_a_request_that_is_held_is_read_later(window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(window, "open-x", asked(str(audit)))
    failing(monkeypatch, one_window, "_read", 2)
    for _ in range(2):
        assert window.requests() == []
        assert place.exists()
    (request,) = window.requests()
    assert request.file == audit
    assert not (log_folder() / "errors.log").exists()


def test_one_that_is_held_for_good_is_left_alone_at_last(window: OneWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(window, "open-x", asked(None))
    failing(monkeypatch, one_window, "_read", 1_000)
    assert window.requests() == []
    monkeypatch.setattr(one_window, "_FRESH", 0.0)
    assert window.requests() == []
    assert window.requests() == []
    assert log().count("held by a scanner") == 1
    assert not place.exists()


def test_who_asks_is_answered_though_the_request_is_held(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = failing(monkeypatch, Path, "unlink", 3)
    porter = Porter(window)
    porter.start()
    assert begin(audit) is None
    porter.join()
    assert porter.files == [audit]
    assert len(tried) >= 4


def test_one_that_is_held_for_more_than_a_moment_is_offered_anew(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "_HELD", 0.1)
    put(window, "open-x", asked(str(audit)))
    (request,) = window.requests()
    with monkeypatch.context() as held:
        failing(held, Path, "unlink", 1_000)
        assert not window.take(request)
    assert window.requests() == [request]
    assert window.take(request)


def test_a_request_whose_draft_is_held_is_put_all_the_same(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, os, "replace", 3)
    porter = Porter(window)
    porter.start()
    assert begin(audit) is None
    porter.join()
    assert porter.files == [audit]


def test_where_nothing_can_be_put_there_is_no_second_window(
    window: OneWindow, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk."""
    monkeypatch.setattr(one_window, "_HELD", 0.1)
    with monkeypatch.context() as held:
        failing(held, os, "replace", 1_000)
        with pytest.raises(UserError) as refusal:
            begin(audit, patience=0.3)
    assert refusal.value.code == "window_in_use"
    assert list(window.folder.iterdir()) == []


def test_drafts_that_nobody_goes_on_with_are_taken_away(window: OneWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many: each is a start that was killed."""
    for number in range(400):
        (window.folder / f"open-{number}.part").write_bytes(b"{")
    put(window, "open-x", asked(None))
    assert len(window.requests()) == 1
    assert len(list(window.folder.glob("*.part"))) == 400
    monkeypatch.setattr(one_window, "_FRESH", 0.0)
    window.requests()
    assert list(window.folder.glob("*.part")) == []


def test_its_folder_goes_with_the_window(audit: Path) -> None:
    """Windows numbers its sessions on and on."""
    window = begin(None)
    assert window is not None
    window.release()
    assert list(user_config_folder().iterdir()) == []
    window = begin(None)
    assert window is not None
    put(window, "open-x", asked(str(audit)))
    window.release()
    assert [path.name for path in window.folder.iterdir()] == ["open-x.request"]


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
