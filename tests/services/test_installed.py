"""An installed program against the list of its build."""

import hashlib
import importlib
import os
import struct
from pathlib import Path

import pytest

from app.errors import INTEGRITY, REFUSED, UserError
from app.services import installed

FILES = {
    "Shadan.exe": b"launcher",
    "program/app/日本語.py": b"text",
    "runtime/site-packages/PySide6/Qt6Core.dll": b"qt",
    "_internal/libpyside6.abi3.so.6.11": b"binding",
}


def pe(size: int) -> bytes:
    """A library of Windows of this many bytes: one section behind the head."""
    head = bytearray(512)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, 64)
    struct.pack_into("<4sHH12xHH", head, 64, b"PE\0\0", 0x8664, 1, 0, 0)
    struct.pack_into("<8sIIII", head, 64 + 24, b".text", size, 4096, size - 512, 512)
    return bytes(head) + bytes(size - 512)


def elf(size: int) -> bytes:
    """A library of Linux of this many bytes, its table of sections at the end."""
    head = bytearray(64)
    head[:4] = b"\x7fELF"
    struct.pack_into("<Q", head, 0x28, size - 64)
    struct.pack_into("<HH", head, 0x3A, 64, 1)
    return bytes(head) + bytes(size - 64)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "遮断 その1"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in FILES.items()]
    (folder / installed.MANIFEST).write_text("".join(lines), "utf-8")
    return folder


def test_a_program_as_it_was_built(program: Path) -> None:
    found = installed.check(program)
    assert found.ok
    assert found.checked == len(FILES)
    assert found == installed.ProgramCheck(program, len(FILES), (), (), (), ())


def test_what_was_altered_is_missing_or_does_not_belong(program: Path) -> None:
    (program / "Shadan.exe").write_bytes(b"launched")
    (program / "program/app/日本語.py").unlink()
    (program / "program/app/sitecustomize.py").write_bytes(b"evil")
    found = installed.check(program)
    assert not found.ok
    assert found.altered == ("Shadan.exe",)
    assert found.missing == ("program/app/日本語.py",)
    assert found.extra == ("program/app/sitecustomize.py",)


def test_qt_may_be_exchanged_but_not_left_out(program: Path) -> None:
    (program / "runtime/site-packages/PySide6/Qt6Core.dll").write_bytes(pe(2048))
    (program / "_internal/libpyside6.abi3.so.6.11").write_bytes(elf(2048))
    found = installed.check(program)
    assert found.ok
    assert found.exchanged == ("_internal/libpyside6.abi3.so.6.11", "runtime/site-packages/PySide6/Qt6Core.dll")
    (program / "runtime/site-packages/PySide6/Qt6Core.dll").unlink()
    assert installed.check(program).missing == ("runtime/site-packages/PySide6/Qt6Core.dll",)


@pytest.mark.parametrize(
    ("name", "whole"),
    [("runtime/site-packages/PySide6/Qt6Core.dll", pe(4096)), ("_internal/libpyside6.abi3.so.6.11", elf(4096))],
)
@pytest.mark.parametrize("left", [0, 30, 300, 4000, 4095])
def test_a_library_of_qt_that_was_cut_short_is_damage(program: Path, name: str, whole: bytes, left: int) -> None:
    (program / name).write_bytes(whole[:left])
    found = installed.check(program)
    assert (found.ok, found.altered, found.exchanged) == (False, (name,), ())


def test_what_is_added_to_qt_or_runs_as_python_is_no_exchange(program: Path) -> None:
    code = "runtime/site-packages/PySide6/__init__.py"
    with (program / installed.MANIFEST).open("a", encoding="utf-8") as stream:
        stream.write(f"{hashlib.sha256(b'bound').hexdigest()}  {code}\n")
    (program / code).write_bytes(b"import evil")
    added = ("_internal/libQt6Core.so.6.12", "runtime/site-packages/PySide6/plugins/platforms/evil.dll")
    for name in added:
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        (program / name).write_bytes(b"one more")
    found = installed.check(program)
    assert not found.ok
    assert (found.altered, found.extra, found.exchanged) == ((code,), added, ())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("runtime/site-packages/PySide6/QtCore.pyd", True),
        ("runtime/site-packages/PySide6/plugins/platforms/qwindows.dll", True),
        ("runtime/site-packages/PySide6/translations/qtbase_ja.qm", True),
        ("_internal/PySide6/Qt/lib/libicudata.so.73", True),
        ("_internal/PySide6/QtCore.abi3.so", True),
        ("_internal/libshiboken6.abi3.so.6.11", True),
        ("Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", True),
        ("Contents/Frameworks/libpyside6.abi3.6.11.dylib", True),
        ("Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist", False),
        ("_internal/PySide6/__init__.py", False),
        ("_internal/shiboken6/_config.pyc", False),
        ("_internal/PySide6/run.exe", False),
        ("_internal/PySide6/so", False),
        ("_internal/libcrypto.so.3", False),
        ("_internal/resources/x.qm", False),
    ],
)
def test_only_libraries_of_qt_may_be_exchanged(name: str, wanted: bool) -> None:
    assert installed.may_be_exchanged(name) is wanted


def test_what_the_user_keeps_beside_it_is_not_looked_at(program: Path) -> None:
    (program / "data" / "audits").mkdir(parents=True)
    (program / "data" / "audits" / "点検.shadan").write_bytes(b"mine")
    (program / "portable.flag").touch()
    (program / "Uninstall.exe").write_bytes(b"of the setup")
    # As on a memory stick: notes, and a folder of one's own.
    (program / "わたしのメモ.txt").write_text("残す", "utf-8")
    (program / "2026年度").mkdir()
    (program / "2026年度" / "点検.shadan").write_bytes(b"mine")
    assert installed.check(program).ok
    # But nothing that would be loaded from beside the executable.
    (program / "VERSION.dll").touch()
    assert installed.check(program).extra == ("VERSION.dll",)
    (program / "VERSION.dll").unlink()
    # Only there.
    (program / "program" / "data").mkdir()
    (program / "program" / "data" / "x.py").touch()
    assert installed.check(program).extra == ("program/data/x.py",)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links of Linux")
def test_a_link_to_a_part_of_the_program_is_no_stranger(program: Path, tmp_path: Path) -> None:
    (program / "_internal/lib.so").symlink_to("libpyside6.abi3.so.6.11")
    (program / "_internal/folder").symlink_to("../program", target_is_directory=True)
    assert installed.check(program).ok
    (tmp_path / "outside").write_bytes(b"x")
    (program / "_internal/away").symlink_to(tmp_path / "outside")
    (program / "_internal/broken").symlink_to("nowhere")
    assert installed.check(program).extra == ("_internal/away", "_internal/broken")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "0" * 63 + "  Shadan.exe",
        "0" * 64 + "  ../outside",
        "0" * 64 + "  /etc/passwd",
        "0" * 64 + "  C:\\Windows\\x",
        "0" * 64 + "  Shadan.exe",
        "0" * 64 + "  " + "x" * (9 << 20),
    ],
)
def test_a_list_that_is_none_is_refused(program: Path, line: str) -> None:
    with (program / installed.MANIFEST).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(UserError) as refusal:
        installed.check(program)
    assert (refusal.value.code, refusal.value.exit_code) == ("program_list_damaged", INTEGRITY)


def test_an_empty_list_proves_nothing(program: Path) -> None:
    (program / installed.MANIFEST).write_bytes(b"")
    with pytest.raises(UserError, match="damaged"):
        installed.check(program)


@pytest.mark.parametrize("place", [None, "empty"])
def test_from_source_there_is_no_list(tmp_path: Path, place: str | None) -> None:
    with pytest.raises(UserError) as refusal:
        installed.check(None if place is None else tmp_path)
    assert (refusal.value.code, refusal.value.exit_code) == ("program_unlisted", REFUSED)


def test_the_list_of_the_build_is_understood(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root / "installer"))
    workshop = importlib.import_module("workshop")
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "日本 語.txt").write_bytes(b"x")
    workshop.write_manifest(tmp_path)
    assert installed.check(tmp_path).ok
    (tmp_path / "_internal" / "日本 語.txt").write_bytes(b"y")
    assert installed.check(tmp_path).altered == ("_internal/日本 語.txt",)
