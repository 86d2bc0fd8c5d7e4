"""Two windows of one user in two sessions of one machine: what they share holds, an audit is open in one of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.settings import Settings
from tests.ui.test_installed import ROOT, Start, file, holder, home, start, wait  # noqa: F401 - fixtures

_WRITER = """
import sys
from app.ui.settings import Settings
settings = Settings()
settings.put("of both", sys.argv[1])
for number in range(100):
    settings.put(f"{sys.argv[1]}/{number}", "値" * 200)
    settings.save()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the screens of Unix")
def test_each_session_has_its_window_and_the_audit_is_open_in_one(start: Start, home: Path, file: Path) -> None:  # noqa: F811
    audit = file.with_name(f"{file.name}.lock")
    first = start(str(file), DISPLAY=":97", WAYLAND_DISPLAY="")
    wait(lambda: holder(audit) == first.pid)
    second = start(str(file), DISPLAY=":98", WAYLAND_DISPLAY="")
    pids = {first.pid, second.pid}
    wait(lambda: {holder(lock) for lock in (home / "config").glob("window-*.lock")} == pids)
    # The same again on each screen goes to the window of that screen, which answers.
    for display in (":97", ":98"):
        third = start(str(file), DISPLAY=display, WAYLAND_DISPLAY="")
        said, complaint = third.communicate(timeout=60)
        assert (third.returncode, "既に開いています" in said) == (0, True), complaint
    assert (first.poll(), second.poll(), holder(audit)) == (None, None, first.pid)


def test_what_both_remember_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path))
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, name], cwd=ROOT) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    kept = Settings()
    assert all(kept.text(f"{name}/{number}") == "値" * 200 for name in "ab" for number in range(100))
    assert kept.text("of both") in ("a", "b")
