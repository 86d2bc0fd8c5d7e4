"""What is loaded when: the window is painted before anything heavy, and what few need is not loaded at all."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.services import auditing
from app.services.ports import World

HEAVY = (
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "python_calamine",
    "reportlab",
    "pypdfium2",
    "pypdf",
    "msoffcrypto",
    "docx",
    "lxml",
)

# What an officer waits for before the first paint must be little: none of these until then.
LATER = (
    "app.services",
    "app.storage",
    "app.formats",
    "app.domain.catalogue",
    "app.domain.plan",
    "app.domain.findings",
    "app.ui.session",
    "app.ui.workspace",
    "app.ui.wizards",
    "app.ui.dialogs",
    "app.cli",
    "asyncio",
    "tomllib",
)
# What an audit that is merely opened does not need.
UNUSED = (
    "app.services.demonstrating",
    "app.services.reporting",
    "app.formats.workbook",
    "app.formats.report",
    "app.ui.wizards",
    "app.ui.dialogs",
    "app.ui.start",
    "app.ui.overview",
    "app.ui.ledgers",
    "app.ui.reports",
    "app.ui.checkpoints.item_list",
    "app.ui.checkpoints.copying",
    "app.ui.checkpoints.carried",
    "app.domain.carrying",
    "app.domain.duties",
    "app.domain.ledgers",
    "app.domain.reminding",
    "app.domain.steps",
    "app.services.people",
    "app.services.searching",
    "app.services.ledger_ports",
    "app.services.ledger_values",
    "app.services.ledger_problems",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
)

# The program itself, looked at from a timer and from the first paint event of its window.
_PROGRAM = """
import builtins, json, sys
plain = builtins.__import__
from PySide6.QtCore import QEvent, QTimer
builtins.__import__ = plain
from app.ui import main_window

heavy = json.loads(sys.argv.pop(1))
told = {}

def loaded():
    return [name for name in heavy if name in sys.modules]

class Window(main_window.MainWindow):
    def __init__(self, *given):
        super().__init__(*given)
        QTimer.singleShot(10, lambda: look(self))

    def event(self, event):
        if event.type() == QEvent.Type.Paint and "painted" not in told:
            told["painted"] = loaded()
            told["wrapped"] = "feature" in getattr(builtins.__import__, "__name__", "")
            if self.opening is not None:
                told["question"] = self.opening.heading.question.text()
                told["offered"] = [b.isEnabled() or b.isChecked() for b in self.opening.verdicts.buttons.values()]
        return super().event(event)

def look(window):
    ready = window.session is not None if len(sys.argv) > 1 else window._world is not None
    if not ready:
        QTimer.singleShot(10, lambda: look(window))
        return
    told["ready"] = loaded()
    told["title"] = window.windowTitle()
    window.close()

from app.ui import application
application.MainWindow = Window
from app.__main__ import main
code = main()
print(json.dumps({**told, "code": code}))
"""


def start(*arguments: str, home: Path) -> dict[str, object]:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SHADAN_HOME=str(home))
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(sorted({*HEAVY, *LATER, *UNUSED})), *arguments],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def names(loaded: object) -> set[str]:
    assert isinstance(loaded, list)
    return set(loaded)


@pytest.mark.slow
def test_the_start_screen_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    told = start(home=tmp_path / "home")
    assert not {*HEAVY, *LATER} & names(told["painted"])
    assert told["code"] == 0
    assert told["title"] == "遮断 Shadan"


@pytest.mark.slow
def test_an_audit_is_opened_without_what_only_ledgers_and_reports_need(world: World, tmp_path: Path) -> None:
    file = tmp_path / "東湾.shadan"
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店",))
    auditing.create(world, file, new).file.close()
    told = start(str(file), home=tmp_path / "home")
    assert not {*HEAVY, *LATER} & names(told["painted"])
    assert {*HEAVY} & names(told["ready"]) == {"sqlalchemy"}
    assert str(told["title"]).startswith("東湾送配電株式会社")
    assert not (tmp_path / "東湾.shadan.lock").exists()


def test_what_opens_an_audit_brings_neither_rules_nor_plan_with_it() -> None:
    opening = "app.services.auditing, app.storage.audit_file, app.formats.catalogue, app.formats.ledger_sheets"
    window = "app.ui.checkpoints.page, app.ui.workspace, app.ui.session"
    later = (*UNUSED, "app.domain.rules", "app.domain.plan", "app.services.findings", "app.services.planning")
    program = f"import sys, {opening}, {window}; print(*({{*{later!r}}} & {{*sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parent.parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


@pytest.mark.slow
def test_a_page_that_is_resumed_is_painted_before_anything_is_read(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.settings import Settings

    file, home = tmp_path / "東湾.shadan", tmp_path / "home"
    monkeypatch.setenv("SHADAN_HOME", str(home))
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店",))
    desk = auditing.create(world, file, new)
    checkpoint, site = auditing.outline(desk).checkpoints[40], auditing.outline(desk).sites[0]
    desk.file.close()
    Settings().put_last_place(file, checkpoint.id, site.id)
    assert "question" not in start(str(file), home=home)
    told = start(str(file), home=home)
    assert told["question"] == checkpoint.question.ja
    assert told["offered"] == [False] * 4
    assert not told["wrapped"]
    assert not {*HEAVY, *LATER} & names(told["painted"])
    assert not {*UNUSED} & names(told["ready"])
    assert str(told["title"]).startswith("東湾送配電株式会社")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    clean.pop("WAYLAND_DISPLAY", None)
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )


@pytest.mark.slow
def test_without_a_display_it_is_a_sentence_and_not_an_abort() -> None:
    done = run()
    assert done.returncode == 3
    assert done.stderr.strip().endswith("のコマンドをお使いください。")
    assert "Traceback" not in done.stderr
    done = run("--lang", "en", DISPLAY=":971")
    assert done.returncode == 3
    # A machine without a desktop may lack the libraries, too.
    assert done.stderr.startswith(("There is no display here", "The window needs a library that is missing here"))


def test_which_words_open_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.__main__ import wanted_window

    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit").touch()
    (tmp_path / "info").touch()
    assert wanted_window([]) == (None, None)
    assert wanted_window(["--lang", "en"]) == (None, "en")
    assert wanted_window(["--lang=ja", "x.shadan"]) == (Path("x.shadan"), "ja")
    assert wanted_window(["無い.SHADAN"]) == (Path("無い.SHADAN"), None)
    assert wanted_window(["audit"]) == (Path("audit"), None)
    # A verb is a verb, even if a file is called so.
    assert wanted_window(["info"]) is None
    assert wanted_window(["nothing"]) is None
    assert wanted_window(["--version"]) is None
    assert wanted_window(["--lang", "fr"]) is None
    assert wanted_window(["info", "x.shadan"]) is None
