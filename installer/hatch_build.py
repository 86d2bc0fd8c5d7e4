"""hatchling's build hook: compiles the translations and the catalogue before a wheel is made."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compile(BuildHookInterface[Any]):
    """Only .po files are kept in the repository; a wheel carries the compiled .mo and catalogue."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the files are collected."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "installer"))
        import compile_catalogue
        import compile_messages

        compile_messages.compile_all(Path(self.root))
        compile_catalogue.compile_all(Path(self.root))
