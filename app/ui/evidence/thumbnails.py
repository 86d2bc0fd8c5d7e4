"""Small pictures of evidence, made off the GUI thread and kept by content."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from app.domain.evidence import Evidence
from app.ui.evidence.sight import Unseen, picture
from app.ui.session import Session

_MOST_BYTES = 24 * 1024 * 1024
_SIDE = 192
"""Pixels of the longer side that are kept."""
_KEPT = 300


class Thumbnails(QObject):
    """`came` carries the SHA-256 of the content whose small picture is there now."""

    came = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pictures: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._asked: set[str] = set()

    def of(self, evidence: Evidence) -> QPixmap | None:
        """The small picture, None where there is none or none yet; asks for it then."""
        digest = evidence.sha256
        if digest in self._pictures:
            self._pictures.move_to_end(digest)
            return self._pictures[digest]
        if digest not in self._asked and evidence.media_type.startswith("image/") and evidence.size <= _MOST_BYTES:
            self._asked.add(digest)
            self._session.tasks.read(
                partial(self._make, evidence), partial(self._take, digest), partial(self._lost, digest), self
            )
        return None

    def _make(self, evidence: Evidence) -> QImage | None:
        from app.services import evidencing

        try:
            return picture(evidencing.content(self._session.desk, evidence.id, _MOST_BYTES), _SIDE)[0]
        except Unseen:
            return None

    def _take(self, digest: str, image: QImage | None) -> None:
        self._asked.discard(digest)
        self._pictures[digest] = None if image is None else QPixmap.fromImage(image)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        if image is not None:
            self.came.emit(digest)

    def _lost(self, digest: str, error: BaseException) -> None:
        # The icon of its kind stands for it; opening it tells what is wrong.
        self._pictures[digest] = None


def fitted(pixmap: QPixmap, side: int, ratio: float) -> QPixmap:
    """A small picture for a place of `side` pixels."""
    from PySide6.QtCore import Qt

    size = QSize(side, side) * ratio
    small = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(ratio)
    return small
