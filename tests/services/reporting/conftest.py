"""One filed audit for all tests that only read it, and a fresh one for those that write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.ports import Desk
from tests.desk import Kept
from tests.services.reporting.filed import EN, file_audit, file_bare


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = file_audit(tmp_path_factory.mktemp("filed"))
    yield desk
    desk.file.close()


@pytest.fixture(scope="session")
def filed_in_english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = file_audit(tmp_path_factory.mktemp("english"), EN, "en")
    yield desk
    desk.file.close()


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"), file_audit)


@pytest.fixture
def open_plan(_kept: Kept, tmp_path: Path) -> Iterator[Desk]:
    """A filed audit that the test may change."""
    desk = _kept.copy(tmp_path)
    yield desk
    desk.file.close()


@pytest.fixture(scope="session")
def _kept_bare(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("bare"), file_bare)


@pytest.fixture
def bare_plan(_kept_bare: Kept, tmp_path: Path) -> Iterator[Desk]:
    """The same audit with 適合 that nothing proves."""
    desk = _kept_bare.copy(tmp_path)
    yield desk
    desk.file.close()
