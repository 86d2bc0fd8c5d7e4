"""Journeys are commands, one after the other, as people type them."""

from tests.cli.conftest import _one_catalogue, shell
from tests.reading import _read_here

__all__ = ["_one_catalogue", "_read_here", "shell"]
