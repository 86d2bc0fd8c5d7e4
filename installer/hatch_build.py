"""hatchling's build hook: compiles the translations before a wheel is made."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileMessages(BuildHookInterface[Any]):
    """Only .po files are kept in the repository; a wheel carries the compiled .mo."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the files are collected."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root) / "installer"))
        import compile_messages

        compile_messages.compile_all(Path(self.root))
