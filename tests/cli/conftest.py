"""What commands that run in one process share."""

from functools import cache

import pytest

from app.formats import catalogue
from tests.reading import _read_here

__all__ = ["_read_here"]

_READ_ONCE = cache(catalogue.load_catalogue)


@pytest.fixture(autouse=True)
def _one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command reads the catalogue, being alone in its process; those of the tests need not."""
    monkeypatch.setattr(catalogue, "load_catalogue", _READ_ONCE)
