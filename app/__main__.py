"""`shadan` and `python -m app`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns its exit code."""
    if sys.argv[1:2] == ["_read-workbook"]:
        # Before everything else: the reading process of `app.formats.workbook` starts often and must start fast.
        from app.formats.workbook.child import main as read_workbook

        return read_workbook()
    from app import bootstrap
    from app.cli.main import run

    return run(sys.argv[1:], bootstrap.tools())


if __name__ == "__main__":
    sys.exit(main())
