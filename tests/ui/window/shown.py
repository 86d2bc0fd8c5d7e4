"""What the window shows just now."""

from app.ui.navigation import Row, _row
from app.ui.workspace import Workspace
from tests.ui.places import PlainPage


def page(workspace: Workspace) -> PlainPage:
    assert isinstance(workspace.page, PlainPage)
    return workspace.page


def rows(workspace: Workspace) -> dict[str, Row]:
    items = workspace.navigation._items
    return {name: _row(item) for name, item in items.items()}
