"""The pinned Qt binding keeps the reference count of None (a later one loses one at each call and aborts)."""

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_do_not_eat_none() -> None:
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("x")
    assert thing.objectName() == "x"
