"""Tests of ledgers are not about the process in which a workbook is read."""

from tests.reading import _read_here

__all__ = ["_read_here"]
