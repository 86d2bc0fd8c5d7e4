"""Where dialogs for files begin."""

from pathlib import Path

from app.ui import files
from app.ui.files import Folders
from app.ui.settings import Settings


def test_files_of_an_audit_begin_beside_it_and_then_where_one_was_last(settings: Settings, tmp_path: Path) -> None:
    first, second = tmp_path / "一" / "a.shadan", tmp_path / "二" / "b.shadan"
    photos = tmp_path / "写真"
    for folder in (first.parent, second.parent, photos):
        folder.mkdir()
    settings.put_folder(None, str(tmp_path))
    assert Folders(settings, first).last() == first.parent
    Folders(settings, first).keep(photos)
    assert Folders(Settings(), first).last() == photos
    assert Folders(settings, second).last() == second.parent
    assert Folders(settings).last() == tmp_path
    photos.rmdir()
    assert Folders(settings, first).last() == first.parent


def test_without_an_audit_and_a_memory_they_begin_in_the_documents(settings: Settings, tmp_path: Path) -> None:
    assert Folders(settings).last() == files.documents()
    assert Folders(settings, tmp_path / "gone" / "a.shadan").last() == files.documents()
