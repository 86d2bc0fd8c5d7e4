"""What the clipboard and a drop bring: files, or a picture that becomes a file with a telling name."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from app.errors import UserError, register_messages
from app.ui.work_folder import passing_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

register_messages(
    {"evidence_picture_unwritten": "The picture of the clipboard could not be written as a file; try it again."}
)


@dataclass(frozen=True)
class Brought:
    """Files, or a picture under the name that it will have."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.paths) or self.image is not None

    @property
    def count(self) -> int:
        """How many files that will be."""
        return len(self.paths) or 1

    @contextmanager
    def files(self) -> Iterator[Sequence[Path]]:
        """The files, while they are there; called off the GUI thread. Raises UserError."""
        if self.image is None:
            yield self.paths
            return
        with TemporaryDirectory(prefix="shadan-", dir=passing_folder()) as folder:
            file = Path(folder) / self.name
            if not self.image.save(str(file), "PNG"):  # type: ignore[call-overload]
                raise UserError("evidence_picture_unwritten")
            yield (file,)


def bears(mime: QMimeData) -> bool:
    """Whether something can be taken in as evidence."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def brought(mime: QMimeData | None, prefix: str, now: datetime) -> Brought:
    """What is brought; files come first: a program that copies a file may add a picture of it.

    `mime` is None for an empty clipboard.
    """
    if mime is None:
        return Brought()
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Brought(paths)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Brought(image=image, name=f"{prefix}_{now:%Y-%m-%d_%H%M%S}.png")
    return Brought()
