"""Audits compared."""
