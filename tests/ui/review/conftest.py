"""The page of a checkpoint as other tests of the window have it."""

from tests.ui.checkpoints.conftest import page

__all__ = ["page"]
