"""The board (一覧): sites × checkpoints."""
