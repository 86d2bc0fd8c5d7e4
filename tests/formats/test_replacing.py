"""A file is written as a whole or not at all."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.formats.replacing import replacing


def test_what_was_written_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "報告.txt"
    target.write_text("before", "utf-8")
    with replacing(target) as draft:
        draft.write_text("after", "utf-8")
        assert (draft.suffix, target.read_text("utf-8")) == (".txt", "before")
    assert target.read_text("utf-8") == "after"
    assert list(tmp_path.iterdir()) == [target]


def test_what_failed_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("before", "utf-8")
    with pytest.raises(ZeroDivisionError), replacing(target) as draft:
        draft.write_text(str(1 // 0), "utf-8")
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("長" * 83 + "a.txt")
    with replacing(target) as draft:
        draft.write_text("x", "utf-8")
    assert target.read_text("utf-8") == "x"


def test_a_folder_that_is_not_there_and_a_full_disk_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as missing, replacing(tmp_path / "none" / "a.txt"):
        pass
    assert missing.value.code == "folder_missing"
    with pytest.raises(UserError) as refused, replacing(tmp_path / "b.txt"):
        raise OSError(28, "No space left on device")
    assert refused.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []
