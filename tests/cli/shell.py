"""Commands as a script runs them."""

import json
from typing import Any

import pytest

from app import bootstrap
from app.cli.main import run

TOOLS = bootstrap.tools()


class Shell:
    """Runs commands; gives exit code and the JSON object, and keeps what was said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = ""
        self.refused = ""

    def __call__(self, *words: object) -> tuple[int, dict[str, Any]]:
        code = run([str(w) for w in words], TOOLS)
        self.said, self.refused = self._capsys.readouterr()
        return code, json.loads(self.said) if "--json" in words else {}
