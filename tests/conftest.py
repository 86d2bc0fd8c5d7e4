"""What every test stands on: no display, no user's folders, Japanese, no widget left behind."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

# Before any import of Qt: without a display the whole process would abort.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# The tests start this program hundreds of times; each start would compile what it imports anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Started in the background of a shell, a process ignores Ctrl+C, and so does what it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

import pytest
from hypothesis import HealthCheck, settings

from app import i18n
from tests import workers

pytest_plugins = ["tests.desk", "tests.demo"]

# An example that takes a fifth of a second, or is made slowly, tells of a busy machine. Where the time of an example
# matters its test says so.
settings.register_profile("shadan", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shadan")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    # Nearly all that is made now stays to the end: looking for garbage in between would find none.
    gc.disable()
    try:
        workers.share_compiling(session)
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    workers.put_in_order(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with workers.turn(item):
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings and logs of the tests, and of the programs they start, go to a folder of their own."""
    before = os.environ.get("SHADAN_HOME")
    os.environ["SHADAN_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    if before is None:
        del os.environ["SHADAN_HOME"]
    else:
        os.environ["SHADAN_HOME"] = before


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    """Every test begins in Japanese and leaves it so."""
    i18n.set_language("ja")
    yield
    i18n.set_language("ja")


@pytest.fixture(autouse=True)
def _no_leaked_widgets() -> Iterator[None]:
    """A test that leaves a top-level widget alive fails. Set up first, so looked at after qtbot has cleaned up."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or (application := widgets.QApplication.instance()) is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()
    # Qt keeps one tool tip label of its own.
    left = [w for w in application.topLevelWidgets() if w.metaObject().className() != "QTipLabel"]
    for widget in left:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not left, f"widgets left behind: {left}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parent.parent
