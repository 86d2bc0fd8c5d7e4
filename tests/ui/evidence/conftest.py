"""Evidence in a session, and dialogs over a window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.pieces import Piece
from app.domain.progress import Place
from app.services import evidencing, proofs
from app.ui.evidence.acts import EvidenceActs
from app.ui.said import Words
from app.ui.session import Session
from tests.ui.evidence.hostile import put

HOME = ("A1-1-01", "")

Keep = Callable[..., Piece]


def piece_of(session: Session, identity: str) -> Piece:
    """The piece as it stands in the file."""
    with session.desk.file.read() as work:
        found = proofs.piece(work, identity)
    assert found is not None
    return found


@pytest.fixture
def keep(session: Session, tmp_path: Path) -> Keep:
    """Store content as evidence."""

    def store(name: str, data: bytes, place: Place = HOME) -> Piece:
        evidence = evidencing.attach(session.desk, *place, put(tmp_path, name, data))[1]
        return piece_of(session, evidence.id)

    return store


@pytest.fixture
def base(session: Session, qtbot: QtBot) -> Iterator[QWidget]:
    """The window that dialogs stand over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    qtbot.waitExposed(widget)
    yield widget
    session.tasks.drain()


@pytest.fixture
def said_by() -> list[Words]:
    """What the acts have told."""
    return []


@pytest.fixture
def acts(session: Session, base: QWidget, said_by: list[Words]) -> EvidenceActs:
    return EvidenceActs(session, lambda words, _passing: said_by.append(words), base)
