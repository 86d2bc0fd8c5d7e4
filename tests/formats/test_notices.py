"""The notices that come with the program, read in a checkout and in an installed program."""

import shutil
from pathlib import Path

import pytest

from app import bootstrap
from app.errors import UserError
from app.formats.notices import BundledNotices, parse
from app.services import licences
from app.version import __version__


def test_every_component_has_its_facts_and_its_texts(root: Path) -> None:
    notices = bootstrap.notices()
    assert (notices.components[0].name, notices.components[0].version) == ("Shadan", __version__)
    assert notices.texts[notices.components[0].texts[0]].body.startswith("MIT License")
    for component in notices.components[1:]:
        assert component.version
        assert component.licence
        assert set(component.targets) <= {"Windows", "Linux", "macOS"}
        assert all(len(notices.texts[number].body) > 60 for number in component.texts)
    used = {number for component in notices.components for number in component.texts}
    assert used == set(notices.texts)
    assert len({component.name for component in notices.components}) == len(notices.components) > 80


def test_what_is_under_qts_licence_has_the_notice_on_it_first() -> None:
    notices = bootstrap.notices()
    for name in ("Qt", "PySide6-Essentials", "shiboken6"):
        (component,) = licences.found(notices, name)
        titles = [notices.texts[number].title for number in component.texts]
        assert titles[0] == "LGPL-NOTICE.txt"
        assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= set(titles)


def test_an_installed_program_has_them_among_its_resources(root: Path, tmp_path: Path) -> None:
    inside = tmp_path / "resources" / "licenses"
    shutil.copytree(root / "installer" / "licenses", inside)
    shutil.copy(root / "LICENSE", inside / "LICENSE")
    assert BundledNotices(tmp_path / "resources").read() == bootstrap.notices()


@pytest.mark.parametrize("gone", ["LICENSE", "LGPL-NOTICE.txt", "THIRD-PARTY-NOTICES.txt"])
def test_a_program_without_them_says_so(root: Path, tmp_path: Path, gone: str) -> None:
    inside = tmp_path / "resources" / "licenses"
    shutil.copytree(root / "installer" / "licenses", inside)
    shutil.copy(root / "LICENSE", inside / "LICENSE")
    (inside / gone).unlink()
    with pytest.raises(UserError) as refused:
        BundledNotices(tmp_path / "resources").read()
    assert refused.value.code == "notices_missing"


@pytest.mark.parametrize(
    "written",
    [
        "",
        f"{'#' * 40} COMPONENT a\n\nVersion: 1\nLicence: MIT\nIn: Linux\nTexts: 1\n",
        f"{'#' * 40} COMPONENT a\n\nVersion: 1\nLicence: MIT\nIn: Linux\n",
    ],
)
def test_other_files_are_none(written: str) -> None:
    with pytest.raises(ValueError, match="no notices|lacks something"):
        parse(written)
