"""The start screen (はじめに)."""
