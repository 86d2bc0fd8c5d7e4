"""The packages for Windows, as far as one need not be built; `installer/build.py try windows` builds and tries them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import struct
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import workshop
from trials import Trial, Wrong, expect, self_checked
from windows import msi, packages, payload, runtime, setup
from windows.trial import differences

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = ROOT / "installer" / "windows"
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like that of the program."""
    made = tmp_path / "Shadan"
    for name in ("Shadan.exe", "runtime/python311.dll", "runtime/site-packages/x/__init__.pyc", "program/app/a.pyc"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(name.encode())
    return made


# --- Python -----------------------------------------------------------------------------------------------------------


def test_every_file_that_is_taken_is_pinned_and_has_a_signer() -> None:
    pinned = runtime.pins()
    named = [*pinned["signed"]["files"], *pinned["digest_only"]["files"]]
    assert sorted(named) == sorted(pinned["sha256"])
    assert all(
        re.fullmatch("[0-9a-f]{64}", digest) for digest in (*pinned["sha256"].values(), *pinned["stdlib"].values())
    )


def test_what_speaks_to_a_network_in_secret_is_not_shipped() -> None:
    assert not [name for name in runtime.pins()["sha256"] if "ssl" in name.lower()]


SIGNED = """Current message digest    : AB12
Calculated message digest : AB12
Subject: /C=US/O=Python Software Foundation/CN=Python Software Foundation
"""


@pytest.mark.parametrize(
    ("content", "said", "fails", "wrong"),
    [
        (b"dll", SIGNED, False, None),
        (b"other", SIGNED, False, "is not the file that is pinned"),
        (
            b"dll",
            SIGNED.replace("Calculated message digest : AB12", "Calculated message digest : CD34"),
            False,
            "content",
        ),
        (b"dll", "No signature found", True, "content"),
        (b"dll", SIGNED.replace("CN=Python Software Foundation", "CN=Somebody"), False, "is not signed by Python"),
        (b"dll", SIGNED, True, "cannot be verified"),
    ],
)
def test_a_library_is_taken_only_with_its_digest_and_its_signature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str, fails: bool, wrong: str | None
) -> None:
    library = tmp_path / "python311.dll"
    library.write_bytes(b"dll")
    pinned = {
        "sha256": {"python311.dll": workshop.sha256(library)},
        "signed": {"subject": "Python Software Foundation", "files": ["python311.dll"]},
        "digest_only": {"subject": "Microsoft Corporation", "files": []},
    }
    library.write_bytes(content)

    def call(*_: Any, **__: Any) -> str:
        if fails:
            raise RuntimeError(said)
        return said

    monkeypatch.setattr(runtime, "call", call)
    if wrong is None:
        runtime.check(library, pinned)
    else:
        with pytest.raises(RuntimeError, match=wrong):
            runtime.check(library, pinned)


# --- packages ---------------------------------------------------------------------------------------------------------


def test_qt_comes_with_the_modules_that_the_program_imports() -> None:
    imported = set()
    for path in (ROOT / "app").rglob("*.py"):
        imported |= set(re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8")))
    assert sorted(imported) == packages.rules()["qt"]["modules"]


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("sqlalchemy/dialects/mysql/base.py", True),
        ("sqlalchemy/dialects/postgresql/base.py", False),
        ("sqlalchemy/dialects/sqlite/base.py", False),
        ("sqlalchemy/testing/suite/__init__.py", True),
        ("docx/templates/default.docx", False),
        ("docx/py.typed", True),
        ("lxml/etree.cp311-win_amd64.pyd", False),
        ("lxml/objectify.cp311-win_amd64.pyd", True),
        ("tzdata/zoneinfo/Asia/Tokyo", False),
        ("pillow-13.0.0.dist-info/METADATA", False),
        ("pillow-13.0.0.dist-info/licenses/LICENSE", False),
        ("pillow-13.0.0.dist-info/RECORD", True),
        ("bin/alembic", True),
    ],
)
def test_what_is_left_out_of_packages(name: str, left_out: bool) -> None:
    assert packages.is_left_out(Path(name), packages.rules()["without"]) is left_out


def test_byte_code_replaces_sources_but_where_they_are_kept(tmp_path: Path) -> None:
    for name in ("a/b.py", "free/c.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x = 1\n", "ascii")
    workshop.compile_python(tmp_path, prefix="site-packages/", kept=["free"])
    found = sorted(path.relative_to(tmp_path).as_posix() for path in workshop.files_in(tmp_path))
    assert found == ["a/b.pyc", "free/__pycache__/c.cpython-311.pyc", "free/c.py"]
    # Valid whatever the time of a source is: flags 1 (by hash), unchecked.
    assert (tmp_path / "a/b.pyc").read_bytes()[4:8] == b"\x01\x00\x00\x00"
    assert b"site-packages/a/b.py" in (tmp_path / "a/b.pyc").read_bytes()


# --- what is made of the folder ---------------------------------------------------------------------------------------


def test_the_stick_edition_is_the_folder_with_its_flag(folder: Path, tmp_path: Path) -> None:
    made = [setup.portable(folder, tmp_path / name, epoch=1_700_000_000, fast=True) for name in "ab"]
    assert made[0].read_bytes() == made[1].read_bytes()
    assert made[0].name == f"Shadan-{workshop.version()}-portable.zip"
    with zipfile.ZipFile(made[0]) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    assert differences(folder, tmp_path / "out" / "Shadan") == []
    assert differences(tmp_path / "out" / "Shadan", folder) == ["portable.flag"]


def test_setup_lays_files_in_an_order_of_its_own(folder: Path) -> None:
    lines = list(setup.file_lines(folder))
    assert lines == list(setup.file_lines(folder))
    assert [line for line in lines if line.startswith("File")] == [
        f'File "{path}"' for path in workshop.files_in(folder)
    ]
    assert (
        lines[lines.index(f'File "{folder / "runtime/python311.dll"}"') - 1]
        == 'SetOutPath "$INSTDIR\\.shadan-new\\runtime"'
    )


def test_the_uninstaller_removes_what_was_laid_and_nothing_else(folder: Path) -> None:
    workshop.write_manifest(folder)
    (folder / "program" / "app" / "$a.pyc").write_bytes(b"")
    lines = list(setup.removal_lines(folder))
    assert lines == list(setup.removal_lines(folder))
    removed = [line.removeprefix('Delete "$INSTDIR\\')[:-1] for line in lines if line.startswith("Delete")]
    # The manifest goes last, and NSIS takes a dollar for the name of a variable.
    laid = {path.relative_to(folder).as_posix() for path in workshop.files_in(folder)} - {workshop.MANIFEST}
    assert {name.replace("$$", "$").replace("\\", "/") for name in removed} == laid
    assert "program\\app\\$$a.pyc" in removed
    kept = [line for line in lines if line.startswith("RMDir")]
    assert kept == [
        'RMDir "$INSTDIR\\runtime\\site-packages\\x"',
        'RMDir "$INSTDIR\\program\\app"',
        'RMDir "$INSTDIR\\runtime\\site-packages"',
        'RMDir "$INSTDIR\\program"',
        'RMDir "$INSTDIR\\runtime"',
    ]
    assert lines[-5:] == kept


def test_the_msi_names_every_file_once_with_a_lasting_code(folder: Path) -> None:
    text = msi.fragment(folder)
    assert text == msi.fragment(folder)
    root = ElementTree.fromstring(text)
    files = list(root.iter(f"{WIX}File"))
    sources = {(file.get("Source") or "").removeprefix("$(var.SourceDir)/") for file in files}
    assert sources == {path.relative_to(folder).as_posix() for path in workshop.files_in(folder)}
    components = [part.get("Id") for part in root.iter(f"{WIX}Component")]
    assert sorted(map(str, components)) == sorted(str(part.get("Id")) for part in root.iter(f"{WIX}ComponentRef"))
    codes = [part.get("Guid") for part in root.iter(f"{WIX}Component")]
    assert len(set(codes)) == len(codes) == len(files)
    names = [part.get("Name") for part in root.iter(f"{WIX}Directory")]
    assert sorted(map(str, names)) == ["app", "program", "runtime", "site-packages", "x"]


def summary(*properties: tuple[int, bytes]) -> bytes:
    """The stream of an MSI's summary: head, one section, these properties."""
    table, values = b"", b""
    for name, value in properties:
        table += struct.pack("<II", name, 8 + 8 * len(properties) + len(values))
        values += value + bytes(-len(value) % 4)
    section = struct.pack("<II", 8 + len(table) + len(values), len(properties)) + table + values
    head = struct.pack("<HHI16xI", 0xFFFE, 0, 0x20005, 1) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return head + struct.pack("<I", 48) + section


TEXT = struct.pack("<II", 30, 7) + b"Shadan\0"
CHANCE = struct.pack("<II", 30, 39) + b"{F9246F1C-FC47-4B09-86E0-272CD2A3BC7A}\0"
TODAY = struct.pack("<IQ", 64, 134_090_000_000_000_000)


def test_the_msi_gets_a_moment_and_a_code_that_are_not_by_chance() -> None:
    code = "0DD22E4C-CCAF-557B-A225-3E8FD76B1A7A"
    # 2023-11-14 22:13:20 UTC, as Windows counts.
    then = struct.pack("<IQ", 64, 133_444_736_000_000_000)
    known = CHANCE.replace(b"F9246F1C-FC47-4B09-86E0-272CD2A3BC7A", code.encode())
    assert msi.stamped(
        summary((3, TEXT), (9, CHANCE), (12, TODAY), (13, TODAY), (19, TODAY)), 1_700_000_000, code
    ) == summary((3, TEXT), (9, known), (12, then), (13, then), (19, TODAY))


@pytest.mark.parametrize(
    "properties",
    [
        ((9, CHANCE), (12, TODAY)),
        ((9, CHANCE), (12, TEXT), (13, TODAY)),
        ((9, TEXT), (12, TODAY), (13, TODAY)),
    ],
)
def test_an_msi_that_is_laid_out_otherwise_is_not_stamped(properties: tuple[tuple[int, bytes], ...]) -> None:
    with pytest.raises(RuntimeError, match="property"):
        msi.stamped(summary(*properties), 0, "0DD22E4C-CCAF-557B-A225-3E8FD76B1A7A")


def test_each_version_has_a_product_code_of_its_own() -> None:
    codes = [msi.product_code(version) for version in ("0.1.0", "0.1.1", "0.1.0")]
    assert codes[0] == codes[2] != codes[1]
    assert re.fullmatch("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", codes[0])


def script() -> str:
    return (WINDOWS / "setup.nsi").read_text("utf-8")


def test_setup_swaps_and_removes_what_the_folder_holds() -> None:
    each = script().split("!macro EACH MACRO")[1].split("!macroend")[0]
    things = re.findall(r'\$\{MACRO\} "([^"]+)"', each)
    assert sorted(things) == sorted((*payload.TOP, "uninstall.exe"))
    # By it the uninstaller knows how far a setup came.
    assert things[-1] == "uninstall.exe"


def test_setup_says_everything_in_both_languages() -> None:
    texts = (WINDOWS / "texts.nsh").read_text("utf-8")
    said = re.findall(r'!insertmacro TEXT (\w+)\s*\\?\s*"([^"]+)"\s*\\?\s*"([^"]+)"', texts)
    assert {name for name, _, _ in said} == set(re.findall(r"\$\(([A-Z_]+)\)", script()))
    assert len(said) == texts.count("!insertmacro TEXT")
    for name, japanese, english in said:
        assert re.search("[ぁ-んァ-ン一-龥]", japanese), name
        assert english.isascii(), name


def test_every_message_of_setup_has_an_answer_for_silence() -> None:
    # Without one, a silent setup would wait for a click that nobody can make.
    boxes = [line for line in script().splitlines() if "MessageBox" in line]
    assert boxes
    assert all("/SD" in line for line in boxes)


def test_every_exit_code_is_told() -> None:
    head = script().split("Target ")[0]
    codes = dict(re.findall(r"(\d) ([^;.]+)", head.split("Exit codes:")[1].replace("\n;", "")))
    given = re.findall(r'(?:REFUSE "\$\(\w+\)"|SetErrorLevel) (\d)', script())
    # 1 is what NSIS itself says of a person who cancels.
    assert set(codes) == {*given, "1"} == set("01234567")
    for language in ("ja", "en"):
        sheet = (WINDOWS.parent / f"IT-SHEET.{language}.md").read_text("utf-8")
        assert re.findall(r"^\| (\d) \|", sheet, re.MULTILINE) == sorted(codes)
        removal = sheet[sheet.index("\n## 4.") : sheet.index("\n## 5.")]
        assert sorted(re.findall(r"(?<![\w.-])([0-7]) ", removal)) == ["0", "2", "5", "6"]
    uninstaller = script()[script().index("Function un.onInit") :]
    assert set(re.findall(r'(?:REFUSE "\$\(\w+\)"|SetErrorLevel) (\d)', uninstaller)) == {"0", "2", "6"}
    # Through what it shares with setup.
    assert "Call ${UN}RefuseRunning" in script()
    assert "!insertmacro REFUSE_RUNNING" in uninstaller


def test_candidates_come_before_their_release() -> None:
    order = ["1.2.2", "1.2.3-alpha.1", "1.2.3-beta.2", "1.2.3-rc.1", "1.2.3-rc.2", "1.2.3", "1.2.4-rc.1"]
    assert sorted(order, key=workshop.four_numbers) == order
    assert max(workshop.four_numbers("1.2.3")) < 1 << 16
    for strange in ("1.2.3-next", "1.2.3-rc.1000"):
        with pytest.raises(RuntimeError):
            workshop.four_numbers(strange)


def test_a_library_that_nobody_brings_along_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {
        "Shadan.exe": ["kernel32.dll"],
        "runtime/site-packages/PySide6/QtCore.pyd": ["qt6core.dll", "python3.dll", "msvcp140.dll"],
        "runtime/site-packages/PySide6/Qt6Core.dll": ["kernel32.dll", "api-ms-win-core-x.dll"],
        "runtime/site-packages/shiboken6/Shiboken.pyd": ["msvcp140.dll"],
        "msvcp140.dll": ["vcruntime140.dll"],
    }
    for name in needs:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(
        packages, "imports", lambda path: {name: [] for name in needs[path.relative_to(tmp_path).as_posix()]}
    )
    assert packages.unresolved(tmp_path) == []
    # As it was: beside the modules of Qt only, where those of others do not look.
    (tmp_path / "msvcp140.dll").unlink()
    assert packages.unresolved(tmp_path) == [
        "runtime/site-packages/PySide6/QtCore.pyd: msvcp140.dll",
        "runtime/site-packages/shiboken6/Shiboken.pyd: msvcp140.dll",
    ]


def test_versions_that_windows_compares() -> None:
    assert workshop.numbers("1.20.3") == (1, 20, 3)
    assert workshop.numbers("2.0.0-rc.1") == (2, 0, 0)
    with pytest.raises(RuntimeError):
        workshop.numbers("next")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("x86_64-w64-mingw32-gcc"), reason="the compiler for Windows is not installed here")
def test_the_launchers_are_made_alike_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "work").mkdir()
        payload.launchers(tmp_path / name, tmp_path / name / "work", 1_700_000_000)
    for name in ("Shadan.exe", "Shadan-cli.exe"):
        content = (tmp_path / "one" / name).read_bytes()
        assert content == (tmp_path / "two" / name).read_bytes()
        assert content.startswith(b"MZ")
        # Its own text, so that it can be found in the properties of the file.
        assert "ProductVersion".encode("utf-16-le") in content


# --- packages of Debian -----------------------------------------------------------------------------------------------


class Apt:
    """Stands for apt-get: what it offers, and whether it reaches anything."""

    def __init__(self, version: str, *, reaches: bool = True) -> None:
        self.version, self.reaches = version, reaches
        self.asked: list[str] = []

    def __call__(self, words: list[str], *, cwd: Path | None = None, timeout: float = 0) -> str:
        self.asked.append(" ".join(words[1:-1]))
        name, content = f"zebra_{self.version}_all.deb", self.version.encode()
        if not self.reaches:
            raise RuntimeError("apt-get ended with 100")
        if "--print-uris" in words:
            return f"'mirror/zebra.deb' {name} {len(content)} SHA256:{hashlib.sha256(content).hexdigest()}\n"
        if words[1] == "download":
            assert cwd is not None
            (cwd / name).write_bytes(content)
        return ""


def fetch(monkeypatch: pytest.MonkeyPatch, folder: Path, apt: Apt) -> Path:
    monkeypatch.setattr(workshop, "DOWNLOADS", folder)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(workshop, "call", apt)
    return workshop.debian_package("zebra")


def test_a_package_of_debian_is_the_one_that_apt_offers_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fetch(monkeypatch, tmp_path, Apt("1.0"))
    assert first.read_bytes() == b"1.0"
    again = Apt("1.0")
    assert fetch(monkeypatch, tmp_path, again) == first
    assert again.asked == ["download --print-uris"]
    # A newer one, with what was mended in it, takes the place of the older.
    newer = fetch(monkeypatch, tmp_path, Apt("1.0+deb12u1"))
    assert newer.name == "zebra_1.0+deb12u1_all.deb"
    assert list(first.parent.glob("*.deb")) == [newer]
    # So does a whole one that of a broken one.
    newer.write_bytes(b"1.0+deb")
    assert fetch(monkeypatch, tmp_path, Apt("1.0+deb12u1")).read_bytes() == b"1.0+deb12u1"


def test_a_package_that_cannot_be_compared_says_how_old_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(workshop.NotHad, match="zebra cannot be had: apt-get ended with 100"):
        fetch(monkeypatch, tmp_path, Apt("1.0", reaches=False))
    first = fetch(monkeypatch, tmp_path, Apt("1.0"))
    capsys.readouterr()
    assert fetch(monkeypatch, tmp_path, Apt("1.0", reaches=False)) == first
    assert "*** zebra_1.0_all.deb was fetched 0 days ago and may be outdated" in capsys.readouterr().err


# --- the workshop and the record of a trial ---------------------------------------------------------------------------


def test_the_manifest_names_every_file_but_itself(folder: Path) -> None:
    target = workshop.write_manifest(folder)
    assert workshop.write_manifest(folder).read_bytes() == target.read_bytes()
    pairs = [line.split("  ", 1) for line in target.read_text("utf-8").splitlines()]
    lines = {name: digest for digest, name in pairs}
    wanted = {path.relative_to(folder).as_posix() for path in workshop.files_in(folder)} - {workshop.MANIFEST}
    assert set(lines) == wanted
    assert lines["Shadan.exe"] == workshop.sha256(folder / "Shadan.exe")


def test_a_settled_folder_bears_one_moment_and_plain_rights(folder: Path) -> None:
    workshop.settle(folder, 1_700_000_000, executables=["Shadan.exe"])
    assert {path.stat().st_mtime for path in (folder, *folder.rglob("*"))} == {1_700_000_000}
    assert (folder / "Shadan.exe").stat().st_mode & 0o777 == 0o755
    assert (folder / "runtime" / "python311.dll").stat().st_mode & 0o777 == 0o644


def test_only_the_program_is_packed() -> None:
    names = workshop.program_files()
    assert Path("app/__main__.py") in names
    assert Path("resources/fonts/BIZUDPGothic-Regular.ttf") in names
    assert not [name for name in names if name.suffix in {".po", ".pyc", ".ui"}]
    # Tools that pack know no other names.
    assert [name for name in names if not str(name).isascii()] == []


def absent() -> None:
    raise workshop.NotHad("no wine")


def test_a_trial_tells_what_failed_and_what_was_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial = Trial("windows", "Windows (wine)")
    with trial.step("good") as record:
        record["detail"] = "fine"
    with trial.step("bad"):
        expect(False, "found something else")
    with trial.step("absent"):
        absent()
    assert trial.failed
    assert trial.skipped == 1
    told = json.loads(trial.write(tmp_path).read_text("utf-8"))
    assert [(step["name"], step["ok"], step["skipped"]) for step in told["steps"]] == [
        ("good", True, False), ("bad", False, False), ("absent", False, True)
    ]  # fmt: skip
    assert told["ok"] is False
    said = capsys.readouterr().out
    assert "*** FAILED Windows (wine): bad" in said
    assert "*** NOT RUN Windows (wine): absent" in said


def test_a_trial_that_was_not_run_is_neither_passed_nor_failed(tmp_path: Path) -> None:
    trial = Trial("windows", "Windows (wine)")
    trial.not_run("no wine here")
    told = json.loads(trial.write(tmp_path).read_text("utf-8"))
    assert (trial.failed, trial.skipped, told["done"], told["ok"], told["why"]) == (
        False,
        1,
        False,
        False,
        "no wine here",
    )


def test_a_self_check_is_read_step_by_step() -> None:
    steps = [{"name": "window", "ok": True, "detail": "800 × 800"}, {"name": "network", "ok": True, "detail": ""}]
    told = {"ok": True, "version": "1.2.3", "steps": steps}
    assert self_checked(json.dumps(told)) == "2 steps of 1.2.3, window 800 × 800"
    steps[1]["ok"] = False
    with pytest.raises(Wrong, match="network"):
        self_checked(json.dumps(told))
    with pytest.raises(Wrong, match="no JSON"):
        self_checked("Traceback")
