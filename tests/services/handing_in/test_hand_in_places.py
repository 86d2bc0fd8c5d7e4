"""Where a hand-in folder may stand: names that Windows takes, and that the disk takes."""

from pathlib import Path

import pytest

from app import bootstrap
from app.errors import UserError
from app.i18n import gettext_in
from app.services import handing_in
from app.services.handing_in import Part
from app.services.ports import Desk

SMALL = frozenset({Part.FINDINGS})


def refused(desk: Desk, target: Path, **more: object) -> UserError:
    with pytest.raises(UserError) as caught:
        handing_in.build(desk, target, bootstrap.render, gettext_in, parts=SMALL, **more)  # type: ignore[arg-type]
    return caught.value


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    found = tmp_path / "here"
    found.mkdir()
    return found


@pytest.mark.parametrize("name", ["con", "x:y?", "trail. ", "a\tb", "nul.提出", "提出\u202e"])
def test_a_name_that_windows_takes_not_is_refused_with_one_that_it_takes(desk: Desk, here: Path, name: str) -> None:
    error = refused(desk, here / name)
    assert (error.code, error.exit_code) == ("handin_name_illegal", 3)
    assert handing_in.name_problem(Path(str(error.values["instead"]))) is None
    assert list(here.iterdir()) == []


def test_a_name_longer_than_the_disk_takes_is_refused(desk: Desk, here: Path) -> None:
    for name in ("長" * 90, "長" * 81, "n" * 251):
        error = refused(desk, here / name, archive=True)
        assert (error.code, error.exit_code) == ("name_too_long", 3)
    assert list(here.iterdir()) == []
    # Beside the longest one stand its archive and, for a while, what is replaced.
    for replacing in (False, True):
        handing_in.build(
            desk, here / ("長" * 80), bootstrap.render, gettext_in, parts=SMALL, archive=True, replacing=replacing
        )
    assert len(list(here.iterdir())) == 2


def test_letters_that_a_system_takes_apart_are_no_reason_to_refuse(desk: Desk, here: Path) -> None:
    assert handing_in.name_problem(here / "か\u3099") is None


def test_a_path_longer_than_the_disk_takes_is_refused_before_anything_is_written(desk: Desk, here: Path) -> None:
    deep = "/".join(["d" * 200] * 25)
    error = refused(desk, here / deep / "提出")
    assert (error.code, error.values["file"]) == ("handin_path_long", "提出")
    assert list(here.iterdir()) == []


def test_dots_are_read_as_the_folders_that_they_are(desk: Desk, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = here / "提出" / "中"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert refused(desk, Path("..")).code == "handin_exists"
    assert refused(desk, Path("/")).code == "handin_exists"
    _changes, built = handing_in.build(desk, Path("."), bootstrap.render, gettext_in, parts=SMALL)
    assert built.folder == inner
    assert handing_in.check(inner).whole
