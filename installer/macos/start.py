"""What the bundle starts with."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from app.__main__ import main

    sys.exit(main())
