"""A ZIP of a hand-in folder that came back, and archives that somebody made to harm."""

import hashlib
import os
import struct
import threading
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.errors import UserError
from app.i18n import gettext_in
from app.services import evidencing, handing_in
from app.services.handing_in import Part, archives, check, checking
from app.services.handing_in.contents import SUMS
from app.services.ports import Desk

FILES = {"00_目録.csv": b"index", "証跡/A1-1-01_全社_001.txt": b"proof", "証跡/が_001.txt": b"ga"}


def sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(held).hexdigest()}  {name}\n" for name, held in files.items()).encode()


def packed(path: Path, files: Mapping[str, bytes], *more: tuple[str, bytes], listed: bytes | None = None) -> Path:
    """An archive of these files with their list, and of more that may have the same names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, held in (*files.items(), (SUMS, sums(files) if listed is None else listed), *more):
                archive.writestr(name, held)
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "提出.zip"


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        check(path)
    assert caught.value.exit_code == 3
    return caught.value.code


def test_the_archive_that_was_written_is_whole_and_known(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "台帳.txt").write_bytes(b"ledger")
    evidencing.attach(desk, "A1-1-01", "", tmp_path / "台帳.txt")
    out = tmp_path / "提出"
    handing_in.build(desk, out, bootstrap.render, gettext_in, parts=frozenset({Part.EVIDENCE}), archive=True)
    folder, archive = check(out), check(out.with_name("提出.zip"))
    assert archive == folder
    assert archive.whole
    assert handing_in.recorded_as(desk, archive.index) is not None


def repacked(ours: Path, target: Path, how: str) -> Path:
    """What another program makes of the files in an archive of ours."""
    with zipfile.ZipFile(ours) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        held = {entry.filename: source.read(entry) for entry in reversed(source.infolist())}
        folders = {name.rpartition("/")[0] + "/" for name in held if "/" in name}
        for name in (*folders, *held) if how != "order" else held:
            written = {
                "around": f"提出/{name}",
                "backslash": name.replace("/", "\\"),
                "code page": "提出\\" + name.replace("/", "\\"),
            }.get(how, name)
            entry = zipfile.ZipInfo(written)
            entry.create_system = 0
            if how == "code page":
                # Names of as many bytes that have no flag of UTF-8: the bytes of cp932.
                entry = _Bare(written)
            archive.writestr(entry, held.get(name, b""))
    return target


class _Bare(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - of zipfile
        return self.filename.encode("cp932"), self.flag_bits


@pytest.mark.parametrize("how", ["order", "folders", "around", "backslash", "code page"])
def test_an_archive_that_another_program_packed_again_is_the_same(desk: Desk, tmp_path: Path, how: str) -> None:
    (tmp_path / "台帳.txt").write_bytes(b"ledger")
    evidencing.attach(desk, "A1-1-01", "", tmp_path / "台帳.txt")
    out = tmp_path / "提出"
    handing_in.build(desk, out, bootstrap.render, gettext_in, parts=frozenset({Part.EVIDENCE}), archive=True)
    ours = check(out.with_name("提出.zip"))
    other = check(repacked(out.with_name("提出.zip"), tmp_path / "戻り.zip", how))
    assert (ours.packed_again, other.packed_again) == (False, True)
    assert replace(other, packed_again=False) == ours
    assert other.files > 1
    assert handing_in.recorded_as(desk, other.index) is not None
    assert "圧縮し直" in handing_in.counted_words(other, gettext_in("ja"))
    assert "圧縮し直" not in handing_in.counted_words(ours, gettext_in("ja"))


def test_what_was_packed_again_and_changed_is_told_by_its_name(place: Path) -> None:
    held = {f"提出/{name}": content for name, content in FILES.items()}
    held |= {"提出/00_目録.csv": b"other", "提出/neu.txt": b"new", "beside.txt": b"beside"}
    found = check(packed(place, held, ("提出\\証跡\\が_001.txt", b"twin"), (f"提出/{SUMS}", sums(FILES)), listed=b""))
    assert not found.whole, "the list within is not that at the top"
    place.unlink()
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in (*held.items(), ("提出\\証跡\\が_001.txt", b"twin"), (f"提出/{SUMS}", sums(FILES))):
            archive.writestr(name, content)
    found = check(place)
    assert (found.changed, found.missing) == (("00_目録.csv",), ())
    assert found.extra == ("beside.txt", "提出/neu.txt", "証跡/が_001.txt")
    assert found.twins == ("証跡/が_001.txt",)
    assert "圧縮し直" not in handing_in.counted_words(found, gettext_in("ja"))


def test_changed_missing_and_extra_files_are_told_apart(place: Path) -> None:
    held = {**FILES, "00_目録.csv": b"other", "x/y.txt": b"y", "x/": b"", "x/Thumbs.db": b"system"}
    del held["証跡/A1-1-01_全社_001.txt"]
    found = check(packed(place, held, listed=sums(FILES)))
    assert (found.files, found.changed, found.missing, found.extra) == (
        1,
        ("00_目録.csv",),
        ("証跡/A1-1-01_全社_001.txt",),
        ("x/y.txt",),
    )


def test_a_name_that_is_there_twice_is_told(place: Path) -> None:
    found = check(packed(place, FILES, ("00_目録.csv", b"other"), (SUMS, b"")))
    assert not found.whole
    assert found.twins == ("00_目録.csv", SUMS)


def test_names_that_a_system_took_apart_are_the_same(place: Path) -> None:
    held = {name.replace("が", "か\u3099"): data for name, data in FILES.items()}
    assert check(packed(place, held, listed=sums(FILES))).whole


def test_names_that_lead_out_of_it_are_only_told_and_nothing_is_unpacked(place: Path, tmp_path: Path) -> None:
    found = check(packed(place, FILES, ("../outside.txt", b"x"), ("/abs.txt", b"x"), ("a\x1b[31m.txt", b"x")))
    assert set(found.extra) == {"../outside.txt", "/abs.txt", "a\x1b[31m.txt"}
    assert [path.name for path in tmp_path.iterdir()] == [place.name]
    assert not any("\x1b" in line for line in handing_in.differing_words(found, str))


def test_a_link_in_place_of_a_file_is_a_change(place: Path) -> None:
    listed = sums({**FILES, "link": b"00"})
    packed(place, FILES, listed=listed)
    with zipfile.ZipFile(place, "a") as archive:
        entry = zipfile.ZipInfo("link")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, b"00")
    assert check(place).changed == ("link",)


def test_bytes_that_do_not_unpack_are_a_change(place: Path) -> None:
    packed(place, {**FILES, "big.bin": os.urandom(10_000)})
    data = bytearray(place.read_bytes())
    at = data.index(b"big.bin") + 2_000
    data[at] ^= 0xFF
    place.write_bytes(data)
    assert check(place).changed == ("big.bin",)


def test_what_is_locked_with_a_password_is_a_change(place: Path) -> None:
    packed(place, FILES)
    data = bytearray(place.read_bytes())
    local = data.index(b"PK\x03\x04")
    central = data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    place.write_bytes(data)
    assert check(place).changed == ("00_目録.csv",)


def test_what_is_no_archive_of_ours_is_refused(place: Path, tmp_path: Path) -> None:
    packed(place, FILES)
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2])
    assert refused(place) == "handin_zip_broken"
    place.write_bytes(b"")
    assert refused(place) == "handin_zip_broken"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("a.txt", b"a")
    assert refused(place) == "handin_no_sums"
    assert refused(packed(place, {}, listed=b"nothing of the kind\n")) == "handin_bad_sums"
    text = tmp_path / "a.txt"
    text.write_bytes(b"text")
    assert refused(text) == "not_a_folder"
    assert refused(tmp_path / "no.zip") == "file_missing"


def test_a_list_without_end_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MOST_BYTES", 1_000)
    assert refused(packed(place, FILES, listed=b"0" * 1_001)) == "handin_no_sums"


def test_more_files_than_can_be_looked_through_are_refused_before_they_are_read(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(place, FILES)
    monkeypatch.setattr(checking, "_MOST_FILES", len(FILES) + 1)
    assert check(place).whole
    packed(place, FILES, ("x.txt", b""))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(place) == "handin_too_many"


def test_a_directory_that_lies_about_its_length_is_counted_as_it_is_read(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(place, FILES, ("x.txt", b""), ("y.txt", b""))
    data = bytearray(place.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", data, end + 8, 1, 1)
    place.write_bytes(data)
    monkeypatch.setattr(checking, "_MOST_FILES", len(FILES) + 1)
    assert refused(place) == "handin_too_many"


def test_what_unpacks_to_far_more_than_it_is_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(5_000_000)
    packed(place, {**FILES, "zeros.bin": zeros})
    assert check(place).whole, "one empty file among others is none"
    monkeypatch.setattr(archives, "_LARGE", 1_000_000)
    assert refused(place) == "handin_zip_bomb"


def test_entries_that_share_their_bytes_are_refused(place: Path) -> None:
    packed(place, {**FILES, "a.bin": b"a" * 1_000, "b.bin": b"b" * 1_000})
    data = bytearray(place.read_bytes())
    first, second = data.rindex(b"a.bin") - 46, data.rindex(b"b.bin") - 46
    offset = struct.unpack_from("<I", data, first + 42)
    struct.pack_into("<I", data, second + 42, *offset)
    place.write_bytes(data)
    assert refused(place) == "handin_zip_bomb"


def test_a_check_is_stopped_within_a_large_file(place: Path) -> None:
    packed(place, {"large.bin": os.urandom(3_000_000), **FILES})
    told: list[tuple[str, int, int]] = []

    def stop(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return len(told) < 3

    with pytest.raises(UserError) as caught:
        check(place, stop)
    assert caught.value.code == "handin_check_stopped"
    assert told == [("hand_in", 0, 4)] * 3


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.zip")
    done = threading.Event()
    codes: list[str] = []

    def look() -> None:
        codes.append(refused(tmp_path / "p.zip"))
        done.set()

    threading.Thread(target=look, daemon=True).start()
    assert done.wait(5)
    assert codes == ["not_a_folder"]
