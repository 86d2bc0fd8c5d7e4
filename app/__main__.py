"""`shadan` and `python -m app`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns its exit code."""
    from app import bootstrap
    from app.cli.main import run
    from app.cli.outcome import Tools

    return run(sys.argv[1:], Tools(bootstrap.make_world, bootstrap.catalogue_problems, bootstrap.sample))


if __name__ == "__main__":
    sys.exit(main())
