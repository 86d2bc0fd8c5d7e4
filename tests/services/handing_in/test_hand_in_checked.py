"""A hand-in folder that came back, and lists of digests that somebody made to harm."""

import hashlib
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.handing_in import check, checking
from app.services.handing_in.contents import SUMS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "提出"
    (made / "証跡").mkdir(parents=True)
    listed = []
    for name in ("00_目録.csv", "証跡/A1-1-01_全社_001.txt", "証跡/が_001.txt"):
        (made / name).write_bytes(name.encode())
        listed.append(f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n")
    (made / SUMS).write_text("".join(listed), "utf-8")
    return made


def test_what_is_as_it_was_is_whole(folder: Path) -> None:
    found = check(folder)
    assert found.whole
    assert (found.files, found.index) == (3, hashlib.sha256((folder / SUMS).read_bytes()).hexdigest())


def test_changed_missing_and_extra_files_are_told_apart(folder: Path) -> None:
    (folder / "00_目録.csv").write_bytes(b"other")
    (folder / "証跡" / "A1-1-01_全社_001.txt").unlink()
    (folder / "証跡" / "x").mkdir()
    (folder / "証跡" / "x" / "y.txt").write_bytes(b"y")
    (folder / "Thumbs.db").write_bytes(b"system")
    found = check(folder)
    assert not found.whole
    assert (found.files, found.changed, found.missing, found.extra) == (
        1,
        ("00_目録.csv",),
        ("証跡/A1-1-01_全社_001.txt",),
        ("証跡/x/y.txt",),
    )


def test_a_link_in_place_of_a_file_is_a_change(folder: Path, tmp_path: Path) -> None:
    own = folder / "00_目録.csv"
    (tmp_path / "same").write_bytes(own.read_bytes())
    own.unlink()
    own.symlink_to(tmp_path / "same")
    (folder / "elsewhere").symlink_to(tmp_path)
    found = check(folder)
    assert (found.changed, found.extra) == (("00_目録.csv",), ("elsewhere",))


def test_names_that_a_system_took_apart_are_the_same(folder: Path) -> None:
    own = folder / "証跡" / "が_001.txt"
    own.rename(own.with_name("か\u3099_001.txt"))
    assert check(folder).whole


def test_twins_that_differ_in_the_writing_of_their_names_are_counted(folder: Path) -> None:
    own = folder / "証跡" / "が_001.txt"
    twin = own.with_name("か\u3099_001.txt")
    twin.write_bytes(b"added")
    for name in ("ざ.txt", "さ\u3099.txt"):
        (folder / name).write_bytes(b"added")
    found = check(folder)
    assert not found.whole
    assert found.files == 3
    assert set(found.extra) == {"証跡/か\u3099_001.txt", "ざ.txt", "さ\u3099.txt"}
    assert found.twins == ("証跡/か\u3099_001.txt",)
    # Which of them is the listed one is told by its name, be it the changed one.
    own.write_bytes(b"other")
    twin.write_bytes("証跡/が_001.txt".encode())
    found = check(folder)
    assert (found.changed, found.files) == (("証跡/が_001.txt",), 2)
    assert "証跡/か\u3099_001.txt" in found.extra


def test_more_files_than_can_be_looked_through_are_not_called_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_MOST_FILES", 4)
    assert check(folder).whole
    (folder / "x.txt").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        check(folder)
    assert caught.value.code == "handin_too_many"


@pytest.mark.parametrize(
    "line",
    [
        f"{'0' * 64}  ../outside.txt",
        f"{'0' * 64}  /etc/passwd",
        f"{'0' * 64}  C:/x.txt",
        f"{'0' * 64}  a//b.txt",
        f"{'0' * 64}  00_目録.csv",
        f"{'0' * 63}  short.txt",
        f"{'0' * 64}  a\\b.txt",
        "nothing of the kind",
    ],
)
def test_a_list_that_is_none_of_ours_is_refused(folder: Path, line: str) -> None:
    with (folder / SUMS).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(UserError) as caught:
        check(folder)
    assert (caught.value.code, caught.value.values["line"]) == ("handin_bad_sums", 4)


def test_what_is_no_hand_in_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    for place, code in (
        (tmp_path, "handin_no_sums"),
        (folder / SUMS, "not_a_folder"),
        (tmp_path / "no", "file_missing"),
    ):
        with pytest.raises(UserError) as caught:
            check(place)
        assert caught.value.code == code
    (folder / SUMS).unlink()
    (folder / SUMS).mkdir()
    with pytest.raises(UserError) as caught:
        check(folder)
    assert caught.value.code == "handin_no_sums"


def test_a_check_can_be_stopped(folder: Path) -> None:
    with pytest.raises(UserError) as caught:
        check(folder, lambda _code, done, _total: done < 1)
    assert caught.value.code == "handin_check_stopped"
