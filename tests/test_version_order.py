"""Which version comes after which, as the window and the release tell it."""

from itertools import product

import pytest

import changelog
from app.version_order import newer, precedence

# SemVer §11, ours among them; each comes after the one before it.
ASCENDING = (
    "0.9.9",
    "0.10.0",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0-rc.2",
    "1.0.0",
    "1.0.1",
)


def test_what_is_finished_comes_after_what_was_tried() -> None:
    for (at, one), (other_at, other) in product(enumerate(ASCENDING), repeat=2):
        assert newer(one, other) is (at > other_at), (one, other)


@pytest.mark.parametrize("version", ["", "x", "1.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0rc1", "1." + "9" * 5_000])
def test_what_is_no_version_is_never_newer(version: str) -> None:
    assert not newer(version, "0.0.1")
    assert not newer("9.9.9", version)
    with pytest.raises(ValueError, match="no version"):
        precedence(version)


def test_the_release_orders_them_the_same_way() -> None:
    versions = (*ASCENDING, "1.0.0+build.7")
    assert [changelog.precedence(each) for each in versions] == [precedence(each) for each in versions]
