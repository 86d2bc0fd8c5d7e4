"""Several `install.sh` at once, and such as were killed: the program and what its user keeps beside it are not lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.version import __version__
from tests.linux_home import Home, laid, made, tool

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages for Linux")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, [tool("sh")])


@pytest.fixture
def spare(tmp_path: Path) -> Home:
    """With busybox alone for all tools."""
    return Home(tmp_path, [tool("busybox"), "sh"])


@pytest.fixture
def archived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return laid(made(tmp_path / "frozen", __version__), tmp_path / "received", monkeypatch)


def is_whole(home: Home) -> bool:
    """The program is there, and nothing of the work of installing it."""
    there = [path.name for path in home.program.parent.iterdir()]
    return there == ["shadan"] and (home.program / "MANIFEST.sha256").is_file() and home.command.exists()


def kill(process: subprocess.Popen[str]) -> None:
    """With all that it started, as a machine that is switched off does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def reached(place: Path) -> bool:
    until = time.monotonic() + 20
    while not place.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return place.exists()


@pytest.mark.parametrize("which", ["home", "spare"])
def test_those_that_come_together_install_one_after_the_other(
    request: pytest.FixtureRequest, archived: Path, which: str
) -> None:
    home: Home = request.getfixturevalue(which)
    assert home.run(archived)[0] == 0
    mine = home.program / "mine.txt"
    mine.write_bytes(b"mine")
    # Every step takes long enough for the others to come in between.
    slowly = {"PATH": home.around("mv", 'sleep 0.05; exec "$real" "$@"')}
    for _ in range(2):
        processes = [home.start(archived, env=slowly) for _ in range(3)]
        said = [process.communicate() for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0], said
        assert is_whole(home)
        assert mine.read_bytes() == b"mine"


def test_installing_and_removing_together_end_as_one_of_them(home: Home, archived: Path) -> None:
    assert home.run(archived)[0] == 0
    mine = home.program / "mine.txt"
    mine.write_bytes(b"mine")
    slowly = {"PATH": home.around("mv", 'sleep 0.05; exec "$real" "$@"')}
    processes = [home.start(archived, *words, env=slowly) for words in ([], ["--uninstall"])]
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert mine.read_bytes() == b"mine"
    assert home.run(archived)[0] == 0
    assert is_whole(home)
    assert mine.read_bytes() == b"mine"


def test_one_that_takes_its_time_is_waited_for_and_named(home: Home, archived: Path, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    hanging = {"PATH": home.around("chmod", f"touch '{begun}'; exec sleep 600")}
    first = home.start(archived, env=hanging)
    assert reached(begun)
    # A minute is over at once.
    code, said = home.run(archived, env={"PATH": home.around("sleep", "exit 0"), "LANG": "C"})
    assert (code, "another process" in said, f"{home.program.parent}/.shadan-busy." in said) == (2, True, True), said
    kill(first)
    # Not one moment is waited for the dead.
    folder = home.around("od", "exit 1")
    code, said = home.run(archived, env={"PATH": folder})
    assert code == 0, said
    assert is_whole(home)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "step"),
    [([], f"mv {number}") for number in range(1, 5)]
    + [([], f"rm {number}") for number in range(1, 10, 2)]
    + [(["--uninstall"], f"rm {number}") for number in (1, 2, 4, 6, 8)],
)
def test_what_was_killed_at_any_step_is_taken_up_again(
    home: Home, archived: Path, tmp_path: Path, words: list[str], step: str
) -> None:
    """It may be killed before and after each step that moves or removes."""
    assert home.run(archived)[0] == 0
    mine = home.program / "_internal" / "mine.txt"
    mine.write_bytes(b"mine")
    name, number = step.split()
    count, reaching = tmp_path / "count", tmp_path / "reached"
    script = f"""echo x >>'{count}'
[ $(wc -l <'{count}') -ne {number} ] || {{ touch '{reaching}'; exec sleep 600; }}
exec "$real" "$@"
"""
    process = home.start(archived, *words, env={"PATH": home.around(name, script)})
    while process.poll() is None and not reaching.exists():
        time.sleep(0.01)
    if reaching.exists():
        kill(process)
    else:
        process.communicate()
    code, said = home.run(archived)
    assert code == 0, said
    assert is_whole(home)
    assert mine.read_bytes() == b"mine"


def test_what_another_machine_does_in_this_home_counts_for_an_hour(home: Home, archived: Path) -> None:
    home.program.parent.mkdir(parents=True)
    theirs = home.program.parent / f".shadan-busy.elsewhere-pid-4.{os.getpid()}.7"
    theirs.write_bytes(b"")
    soon = {"PATH": home.around("sleep", "exit 0")}
    assert home.run(archived, env=soon)[0] == 2
    assert theirs.exists()
    an_hour_ago = time.time() - 3_700
    os.utime(theirs, (an_hour_ago, an_hour_ago))
    assert home.run(archived, env=soon)[0] == 0
    assert is_whole(home)


def test_a_number_that_another_process_has_by_now_is_not_the_one_that_was_killed(home: Home, archived: Path) -> None:
    home.program.parent.mkdir(parents=True)
    other = home.program.parent / ".shadan-busy"
    here = subprocess.run(
        ["sh", "-c", "printf '%s %s' \"$(uname -n)\" \"$(readlink /proc/self/ns/pid)\" | tr -c 'A-Za-z0-9-' _"],
        capture_output=True,
        encoding="utf-8",
    ).stdout
    other.with_name(f"{other.name}.{here}.{os.getpid()}.7").write_bytes(b"")
    assert home.run(archived, env={"PATH": home.around("od", "exit 1")})[0] == 0
    assert is_whole(home)


def test_where_only_files_of_the_user_and_the_mark_are_left_it_comes_back(home: Home, archived: Path) -> None:
    """The old one lay aside, all of the program taken out of it, and its place was empty."""
    assert home.run(archived)[0] == 0
    mine = home.program / "mine.txt"
    mine.write_bytes(b"mine")
    work = home.program.parent / ".shadan-install"
    process = home.start(
        archived, env={"PATH": home.around("mv", 'case "$*" in *mine.txt*) exec sleep 600; esac; exec "$real" "$@"')}
    )
    assert reached(work / "old" / "mine.txt")
    until = time.monotonic() + 20
    while (work / "old" / "shadan").exists() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    kill(process)
    subprocess.run(["rm", "-r", home.program], check=True)
    hanging = home.start(archived, env={"PATH": home.around("chmod", "exec sleep 600")})
    assert reached(work / "new")
    kill(hanging)
    assert (home.program / "mine.txt").is_file()
    code, said = home.run(archived)
    assert code == 0, said
    assert is_whole(home)
    assert mine.read_bytes() == b"mine"
