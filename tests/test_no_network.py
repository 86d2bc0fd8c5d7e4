"""What reads foreign files is kept from the network and from other programs, as far as Python is asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.no_network import is_network, starts_program

_TRY = """
import sys
from app import __main__
import {module} as child

def main():
    import os, socket, subprocess
    try:
        {act}
    except RuntimeError as error:
        print(error)
        return 7
    return 0

child.main = main
sys.argv[1:] = ["{verb}"]
sys.exit(__main__.main())
"""


def attempt(root: Path, act: str, module: str, verb: str) -> subprocess.CompletedProcess[str]:
    program = _TRY.format(module=module, verb=verb, act=act)
    return subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("module", "verb"),
    [("app.formats.workbook.child", "_read-workbook"), ("app.formats.scans.child", "_read-scan")],
)
@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        ("socket.socket()", "no network here: socket.__new__"),
        ("subprocess.run(['true'])", "no other program here: subprocess.Popen"),
    ],
)
def test_a_reading_process_asks_in_vain(root: Path, module: str, verb: str, act: str, refusal: str) -> None:
    done = attempt(root, act, module, verb)
    assert (done.returncode, done.stdout.strip()) == (7, refusal), done.stderr


ASKED = {
    "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)": "socket.__new__",
    "socket.create_connection(('127.0.0.1', 9))": "socket.getaddrinfo",
    "socket.getaddrinfo('127.0.0.1', 80)": "socket.getaddrinfo",
    "socket.gethostbyname('example.invalid')": "socket.gethostbyname",
    "socket.gethostbyname_ex('example.invalid')": "socket.gethostbyname",
    "socket.gethostbyaddr('127.0.0.1')": "socket.gethostbyaddr",
    "socket.getfqdn('127.0.0.1')": "socket.gethostbyaddr",
    "socket.getnameinfo(('127.0.0.1', 80), 0)": "socket.getnameinfo",
    "socket.getservbyname('http')": "socket.getservbyname",
    "socket.sethostname('other')": "socket.sethostname",
    "__import__('urllib.request').request.urlopen('http://127.0.0.1:9')": "urllib.Request",
    "__import__('http.client').client.HTTPConnection('127.0.0.1', 9).connect()": "http.client.connect",
}
STARTED = {
    "os.system('true')": "os.system",
    "os.popen('true')": "subprocess.Popen",
    "subprocess.getoutput('true')": "subprocess.Popen",
    "os.fork()": "os.fork",
    "os.forkpty()": "os.forkpty",
    "os.execv('/bin/true', ['true'])": "os.exec",
    "os.posix_spawn('/bin/true', ['true'], {})": "os.posix_spawn",
    "os.posix_spawnp('true', ['true'], {})": "os.posix_spawn",
    "os.spawnv(os.P_WAIT, '/bin/true', ['true'])": "os.fork",
    "__import__('pty').spawn(['true'])": "pty.spawn",
    "__import__('webbrowser').open('file:///')": "webbrowser.open",
    "multiprocessing.get_context('spawn').Process().start()": "_posixsubprocess.fork_exec",
    "multiprocessing.get_context('forkserver').Process().start()": "_posixsubprocess.fork_exec",
    "multiprocessing.get_context('fork').Process().start()": "os.fork",
    "_posixsubprocess.fork_exec()": "_posixsubprocess.fork_exec",
    "subprocess._fork_exec()": "_posixsubprocess.fork_exec",
}


@pytest.mark.skipif(os.name == "nt", reason="what Unix calls them")
@pytest.mark.parametrize("first", [True, False])
def test_whatever_python_is_asked_for_is_refused(root: Path, first: bool) -> None:
    """All in one process, as each of them is caught; modules may be there before it or not."""
    acts = [*ASKED, *STARTED]
    modules = "import os, socket, subprocess, multiprocessing, _posixsubprocess"
    program = f"""
{modules if first else ""}
from app.no_network import forbid
forbid()
{modules}
for act in {acts!r}:
    try:
        eval(act)
    except RuntimeError as error:
        print(error)
    else:
        print("done:", act)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    wanted = [f"no network here: {event}" for event in ASKED.values()]
    wanted += [f"no other program here: {event}" for event in STARTED.values()]
    assert done.stdout.splitlines() == wanted, done.stderr


def test_there_is_no_other_interpreter_that_refuses_nothing(root: Path) -> None:
    act = "__import__('_xxsubinterpreters').create()"
    done = attempt(root, act, "app.formats.workbook.child", "_read-workbook")
    assert (done.returncode, done.stdout.strip()) == (7, "interpreter creation failed"), done.stderr


@pytest.mark.parametrize("act", ["socket.gethostname()", "socket.inet_aton('127.0.0.1')", "os.getpid()"])
def test_what_stays_on_this_machine_is_allowed(root: Path, act: str) -> None:
    done = attempt(root, act, "app.formats.workbook.child", "_read-workbook")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_an_event_of_sockets_that_nobody_listed_is_of_the_network() -> None:
    """As another Python may bring one."""
    assert is_network("socket.something_new")
    assert not is_network("socketserver")
    assert not is_network("open")
    assert not starts_program("import")
