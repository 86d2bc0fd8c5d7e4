"""The sample audit, made once in a run of the tests: imports, answers, plan and reports take longer than most tests.

Tests of the making itself make their own.
"""

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.i18n import gettext, set_language
from app.services import demonstrating
from app.services.demonstrating import Made
from tests.desk import StillClock
from tests.workers import made_once

NAME = "見本"
_MADE = "made.pickle"


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample audit in Japanese with its ledgers and reports. Read-only: `demo_folder` gives copies."""

    def make(draft: Path) -> None:
        set_language("ja")
        world = replace(bootstrap.make_world(), clock=StillClock())
        made = demonstrating.make(world, bootstrap.sample(), draft / NAME, bootstrap.render, gettext, "ja")
        (draft / _MADE).write_bytes(pickle.dumps(_moved(made, draft, Path())))

    folder = made_once(tmp_path_factory, "demo", make)
    made = pickle.loads((folder / _MADE).read_bytes())  # noqa: S301 - written above
    return _moved(made, Path(), folder)


@pytest.fixture
def demo_folder(made_demo: Made, tmp_path: Path) -> Path:
    """A folder of the test with the sample audit, its ledgers and reports."""
    folder = tmp_path / NAME
    shutil.copytree(made_demo.file.parent, folder)
    return folder


@pytest.fixture
def demo_file(made_demo: Made, tmp_path: Path) -> Path:
    """The sample audit, of the test alone."""
    file = tmp_path / made_demo.file.name
    shutil.copyfile(made_demo.file, file)
    return file


def _moved(made: Made, before: Path, after: Path) -> Made:
    """The same as found in another folder."""

    def moved(file: Path) -> Path:
        return after / file.relative_to(before)

    return replace(
        made,
        file=moved(made.file),
        ledgers=tuple(map(moved, made.ledgers)),
        reports=tuple(map(moved, made.reports)),
    )
