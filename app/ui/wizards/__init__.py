"""Wizards: one thing after another, nothing stored before the end."""
