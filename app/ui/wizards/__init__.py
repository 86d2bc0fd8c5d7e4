"""Wizards: what takes several steps and is done as a whole or not at all."""
