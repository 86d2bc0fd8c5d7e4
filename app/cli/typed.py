"""Commands as they are to be typed, for what a verb says can be done next."""

from __future__ import annotations

import os
import shlex


def typed(*words: object) -> str:
    """A command as it is typed here; `installer/run.py` says how the program is started in a checkout."""
    return " ".join((os.environ.get("SHADAN_COMMAND", "shadan"), shlex.join(map(str, words))))
