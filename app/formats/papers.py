"""The words of the papers that people sign or fill in, as `resources/forms` holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError, register_messages

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from app.domain.papers import PaperText

register_messages(
    {"paper_text_missing": "The words of a form cannot be read from the program's files ({file}); install it anew."}
)

_LARGEST = 200_000
"""Bytes; such a file has some thousands."""


class PaperTexts:
    """Reads the words of a form when they are first wanted: most audits are opened without any."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._read: dict[str, PaperText] = {}

    def text(self, form: str) -> PaperText:
        """The words of a form. Raises UserError `paper_text_*`."""
        found = self._read.get(form)
        if found is None:
            from app.formats.paper_reading import parsed

            name = f"{form}.toml"
            found = self._read[form] = parsed(self._content(name), name)
        return found

    def _content(self, name: str) -> bytes:
        try:
            with self._folder.joinpath(name).open("rb") as stream:
                return stream.read(_LARGEST)
        except OSError as error:
            raise UserError("paper_text_missing", file=name) from error
