"""`shadan self-check`: what an installer asks of what it installed."""

import ctypes
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from app import bootstrap, i18n, self_check
from app.cli.main import run
from app.cli.outcome import CheckStep
from app.errors import UserError

STEPS = ["resources", "catalogue", "translations", "audit", "workbook", "report", "window", "integrity", "network"]


_SCREEN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


@pytest.mark.slow
def test_everything_is_tried_and_told_as_json(root: Path, tmp_path: Path) -> None:
    # As on a server: no display, and nothing that says how to do without.
    environment = {name: value for name, value in os.environ.items() if name not in _SCREEN}
    passing = tmp_path / "passing"
    passing.mkdir()
    environment |= {"SHADAN_HOME": str(tmp_path / "home"), "TMPDIR": str(passing)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "self-check", "--json"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["ok"] is True
    assert [step["name"] for step in told["steps"]] == STEPS
    assert all(step["ok"] for step in told["steps"])
    assert "BIZ UDPGothic" in next(step["detail"] for step in told["steps"] if step["name"] == "window")
    # It left nothing behind, and no window's settings.
    assert list(passing.iterdir()) == []
    assert not (tmp_path / "home" / "config").exists()


def test_a_step_that_fails_does_not_hide_the_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (CheckStep("resources", True, "x", 0.1), CheckStep("report", False, "CheckFailed: 改善計画", 0.2))
    monkeypatch.setattr(self_check, "run", lambda kit, language: steps)
    assert run(["self-check", "--json"], bootstrap.tools()) == 4
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert [step["ok"] for step in told["steps"]] == [True, False]
    assert run(["self-check"], bootstrap.tools()) == 4
    said = capsys.readouterr().out
    assert "× 報告書" in said
    assert "正常でない項目: 報告書" in said
    assert run(["self-check", "--lang", "en"], bootstrap.tools()) == 4
    assert "× report" in capsys.readouterr().out


def test_what_is_wrong_is_said_with_its_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError("BIZUDPGothic-Regular.ttf")

    step = self_check._tried("resources", missing)
    assert not step.ok
    assert "BIZUDPGothic-Regular.ttf" in step.detail


def test_a_program_that_asks_the_network_is_caught() -> None:
    with self_check._listening() as heard:
        server = socket.socket()
        try:
            server.bind(("127.0.0.1", 0))
        finally:
            server.close()
    assert heard == ["socket.__new__", "socket.bind"]
    quiet = list(heard)
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.close()
    assert heard == quiet


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells the sockets of a process")
def test_a_socket_that_python_did_not_open_is_found() -> None:
    """As a library would open it: without an event that Python hears."""
    libc = ctypes.CDLL(None)
    assert self_check.network_sockets() == []
    number = libc.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
    try:
        address = struct.pack("=H", socket.AF_INET) + struct.pack("!H4s8x", 0, socket.inet_aton("127.0.0.1"))
        assert libc.bind(number, address, len(address)) == 0
        assert self_check.network_sockets() == ["udp"]
        with pytest.raises(self_check.CheckFailed, match="udp"):
            self_check._silence([])
    finally:
        os.close(number)
    assert "no socket" in str(self_check._silence([]))
    with pytest.raises(self_check.CheckFailed, match=r"socket\.bind"):
        self_check._silence(["socket.bind"])


def test_missing_texts_of_qt_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.ui import self_check as window_check

    scratch = self_check._Scratch(bootstrap.kit(), "ja", tmp_path)
    assert "キャンセル" in scratch._translations()
    monkeypatch.setattr(window_check, "qt_texts", lambda _language: QTranslator())
    with pytest.raises(self_check.CheckFailed, match="Japanese of Qt"):
        scratch._translations()


def test_a_missing_font_and_missing_words_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = self_check._Scratch(bootstrap.kit(), "ja", tmp_path)
    monkeypatch.setattr(self_check, "bundled", lambda _folder: tmp_path)
    with pytest.raises(self_check.CheckFailed, match="BIZUDPGothic"):
        scratch._resources()
    monkeypatch.setattr(i18n, "gettext_in", lambda _language: str)
    with pytest.raises(self_check.CheckFailed, match="Japanese"):
        scratch._translations()


def test_what_was_found_is_said_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    def answers() -> self_check.Finding:
        return self_check.Finding("answers: {count}", {"count": 3})

    def refused() -> str:
        raise UserError("file_missing", file="law.toml")

    def failed() -> str:
        raise self_check.CheckFailed("no row was taken")

    i18n.set_language("ja")
    step = self_check._tried("audit", answers)
    assert (step.detail, step.told) == ("answers: 3", "回答 3 件")
    assert self_check._tried("catalogue", refused).told.startswith("law.toml が")
    step = self_check._tried("workbook", failed)
    assert (step.detail, step.told) == ("CheckFailed: no row was taken", "1行も取り込めません")


@pytest.mark.parametrize("protected", [True, False])
def test_a_stick_that_cannot_be_written_to_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], protected: bool
) -> None:
    stick = tmp_path / "メモリ"
    stick.mkdir()
    (stick / "portable.flag").touch()
    if protected:
        (stick / "data").write_bytes(b"nothing can be made in it")
    monkeypatch.delenv("SHADAN_HOME")
    monkeypatch.setattr(sys, "executable", str(stick / "Shadan"))
    monkeypatch.setattr(self_check, "run", lambda kit, language: (CheckStep("report", True, "x", 0.1),))
    assert run(["self-check", "--json"], bootstrap.tools()) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert [str(stick) in warning for warning in told["warnings"]] == [True] * protected
    assert run(["self-check"], bootstrap.tools()) == 0
    said = capsys.readouterr().out
    assert ("△" in said, "設定とエラーのログは保存されません" in said) == (protected, protected)
    # It only looked.
    assert not (stick / "data" / "config").exists()
