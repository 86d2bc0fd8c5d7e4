"""Tests of services are not about how a workbook is read."""

from tests.reading import _read_here

__all__ = ["_read_here"]
