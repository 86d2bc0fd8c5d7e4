"""Ledgers in the window: the table, the record behind a row, the imports."""
