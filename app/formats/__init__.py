"""Bytes to values of the domain and back: workbooks, catalogue, reports."""
