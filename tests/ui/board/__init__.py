"""The board (一覧)."""
