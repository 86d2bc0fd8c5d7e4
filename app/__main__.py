"""`shadan` and `python -m app`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns its exit code."""
    from app import bootstrap
    from app.cli.main import run

    return run(sys.argv[1:], bootstrap.tools())


if __name__ == "__main__":
    sys.exit(main())
