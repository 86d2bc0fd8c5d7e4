"""The packages for Linux, as far as one need not be built; `installer/build.py try linux` builds and tries them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.paths import NAME
from app.storage.tables import APPLICATION_ID
from app.version import __version__
from linux import deb, freeze, keep, libraries, shown, start
from tests.linux_home import EPOCH, made, tool

ROOT = Path(__file__).resolve().parent.parent
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages for Linux")


# --- what a desktop shows ---------------------------------------------------------------------------------------------


def entry() -> dict[str, str]:
    lines = (shown.DESKTOP / "shadan.desktop").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_the_menu_entry_is_valid() -> None:
    said = subprocess.run(
        [tool("desktop-file-validate"), shown.DESKTOP / "shadan.desktop"], capture_output=True, text=True
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_the_appstream_data_are_valid_with_their_releases(tmp_path: Path) -> None:
    target = tmp_path / shown.METAINFO
    target.write_text(shown.metainfo(shown.releases(__version__, EPOCH)), "utf-8")
    said = subprocess.run(
        [tool("appstreamcli"), "validate", "--no-net", "--format", "yaml", target], capture_output=True, text=True
    )
    assert said.returncode == 0, said.stdout
    assert not re.search(r"severity: (error|warning)", said.stdout), said.stdout


def test_the_appstream_data_name_this_version_its_entry_and_its_file() -> None:
    told = ElementTree.fromstring(shown.metainfo(shown.releases(__version__, EPOCH)))
    releases = [release.attrib for release in told.iter("release")]
    assert releases[0]["version"] == __version__
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", release["date"]) for release in releases)
    assert f"{told.findtext('id')}.metainfo.xml" == shown.METAINFO
    assert told.findtext("launchable") == "shadan.desktop"
    assert told.findtext("provides/mediatype") == entry()["MimeType"].rstrip(";")


def test_the_releases_are_those_of_the_changelog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("## [Unreleased]\n\n## [1.1.0-rc.1] - 2027-02-01\n\n## [1.0.0] - 2027-01-01\n", "utf-8")
    monkeypatch.setattr(shown, "CHANGELOG", changelog)
    assert shown.releases("1.0.0", EPOCH) == [("1.1.0-rc.1", "2027-02-01"), ("1.0.0", "2027-01-01")]
    assert shown.releases("1.2.0", EPOCH)[0] == ("1.2.0", "2026-09-21")
    assert 'version="1.1.0-rc.1" date="2027-02-01" type="development"' in shown.metainfo(shown.releases("1.0.0", 0))


def test_everything_for_people_is_told_in_japanese() -> None:
    told = entry()
    assert {key for key in told if f"{key}[ja]" in told} == {"Name", "GenericName", "Comment", "Keywords"}
    languages = "{http://www.w3.org/XML/1998/namespace}lang"
    for file, tags in (("metainfo.xml", ("name", "summary", "p", "li")), ("shadan.xml", (f"{MIME}comment",))):
        tree = ElementTree.parse(shown.DESKTOP / file)
        for tag in tags:
            found = [element.get(languages) for element in tree.iter(tag)]
            assert found.count("ja") == found.count(None) > 0, (file, tag)


def test_the_window_is_that_of_the_menu_entry() -> None:
    """By this name a Wayland desktop finds the icon of a window."""
    source = (ROOT / "app" / "ui" / "application.py").read_text("utf-8")
    assert "application.setDesktopFileName(NAME.lower())" in source
    assert (shown.DESKTOP / f"{NAME.lower()}.desktop").is_file()
    assert (entry()["Icon"], entry()["Exec"]) == ("shadan", "shadan %f")


def test_an_audit_is_known_by_what_it_holds(tmp_path: Path) -> None:
    """Asked of Qt, which reads the same description as every desktop; under no name, and under its own."""
    tree = ElementTree.parse(shown.DESKTOP / "shadan.xml")
    (inner,) = tree.iterfind(f".//{MIME}match/{MIME}match")
    assert (int(inner.attrib["value"], 16), inner.attrib["offset"]) == (APPLICATION_ID, "68")
    packages = tmp_path / "share" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(shown.DESKTOP / "shadan.xml", packages)
    audit = next((ROOT / "tests" / "data").glob("format-*.shadan")).read_bytes()
    (tmp_path / "audit").write_bytes(audit)
    (tmp_path / "database").write_bytes(audit[:68] + bytes(4) + audit[72:])
    (tmp_path / "empty.shadan").write_bytes(b"")
    script = (
        "import sys; from PySide6.QtCore import QMimeDatabase; database = QMimeDatabase()\n"
        "print(*(database.mimeTypeForFile(name).name() for name in sys.argv[1:]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, "audit", "database", "empty.shadan"],
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "share"), "XDG_DATA_DIRS": str(tmp_path / "none")},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    audit_type, database_type, named_type = said.stdout.split()
    assert (audit_type, named_type) == ("application/x-shadan", "application/x-shadan")
    assert database_type != "application/x-shadan"


@pytest.mark.slow
def test_icons_of_every_size_are_laid(tmp_path: Path) -> None:
    tool("rsvg-convert")
    shown.lay(tmp_path, version=__version__, epoch=EPOCH)
    icons = tmp_path / "icons" / "hicolor"
    for place, name in (("apps", "shadan"), ("mimetypes", "application-x-shadan")):
        for size in shown.SIZES:
            head = (icons / f"{size}x{size}" / place / f"{name}.png").read_bytes()[:24]
            assert head[:8] == b"\x89PNG\r\n\x1a\n"
            assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == (size, size)
        assert (icons / "scalable" / place / f"{name}.svg").is_file()


# --- what is frozen ---------------------------------------------------------------------------------------------------


@on_linux
def test_every_plugin_that_is_kept_is_in_the_installed_qt() -> None:
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    for kind, names in keep.QT_PLUGINS.items():
        assert names <= {path.name for path in (qt / "plugins" / kind).iterdir()}, kind
    assert {path.name for path in (qt / "translations").iterdir()} >= keep.QT_TRANSLATIONS


def test_japanese_can_be_typed() -> None:
    kept = keep.QT_PLUGINS["platforminputcontexts"]
    assert any("ibus" in name for name in kept)
    assert any("compose" in name for name in kept)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_ja.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/qml/QtQuick/qmldir", False),
        ("libGL.so.1", False),
        ("libstdc++.so.6", False),
        ("libsqlite3.so.0", True),
        ("app/storage/migrations/versions/0001_initial.py", True),
        ("app/storage/migrations/versions/0001_initial.pyc", False),
        ("alembic/templates/generic/env.py", False),
        ("resources/fonts/BIZUDPGothic-Regular.ttf", True),
        ("docx/templates/default.docx", True),
    ],
)
def test_what_is_taken(name: str, kept: bool) -> None:
    assert keep.wanted(name) is kept


def test_the_program_imports_nothing_that_is_left_out() -> None:
    # Babel compiles sources of texts, of which a package has none.
    left_out = set(keep.EXCLUDED_MODULES) - {"babel"}
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            every = {name.rsplit(".", cut)[0] for name in names for cut in range(name.count(".") + 1)}
            assert not every & left_out, path


def test_what_the_setup_script_asks_of_the_system_is_had() -> None:
    """What Qt's wheels want of a bare Debian is either depended on, or small and put into the folder."""
    import run

    wanted = {**run.OFFSCREEN_LIBRARIES, **run.WINDOW_LIBRARIES}
    for name, package in wanted.items():
        assert keep.SYSTEM.get(name) == package or name.startswith("libxcb-"), name


OBJDUMP = """
/x/a.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libb.so.1
  NEEDED               libc.so.6
  RUNPATH              /home/somebody/lib:$ORIGIN

Version definitions:
1 0x01 0x0a7a6a11 GLIBC_2.99

Version References:
  required from libc.so.6:
    0x06969185 0x00 04 GLIBC_2.5
    0x06969185 0x00 04 GLIBC_2.35
  required from libstdc++.so.6:
    0x0297f868 0x00 06 GLIBCXX_3.4.29

/x/b.so:     file format elf64-x86-64
"""


def test_what_a_library_needs_is_read() -> None:
    first, second = libraries.parse(OBJDUMP)
    assert (first.path, first.needed) == (Path("/x/a.so"), ("libb.so.1", "libc.so.6"))
    assert first.run_path == "/home/somebody/lib:$ORIGIN"
    assert first.versions == {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 29)}
    assert (second.needed, second.versions) == ((), {})
    assert libraries.newest([first, second]) == {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 29)}


@pytest.fixture
def told(tmp_path: Path) -> list[libraries.Library]:
    """module → liba → libb → libc; libd → libe, which nobody needs."""
    needs: dict[str, tuple[str, ...]] = {
        "p/module.so": ("liba.so.1",),
        "liba.so.1": ("libb.so.1",),
        "libb.so.1": ("libc.so.6",),
        "libd.so": ("libe.so.2",),
        "libe.so.2": ("libf.so.9",),
        "_extension.cpython-311-x86_64-linux-gnu.so": ("libc.so.6",),
        "libpython3.11.so.1.0": ("libm.so.6",),
    }
    for name in needs:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return [libraries.Library(tmp_path / name, needed, "", {}) for name, needed in needs.items()]


def test_libraries_that_nothing_needs_are_found(tmp_path: Path, told: list[libraries.Library]) -> None:
    found = libraries.unneeded(tmp_path, [tmp_path], told)
    assert [path.name for path in found] == ["libd.so", "libe.so.2"]


def test_what_is_neither_in_the_folder_nor_of_the_system_is_told(tmp_path: Path, told: list[libraries.Library]) -> None:
    assert libraries.lacking(tmp_path, told) == {"libf.so.9": ("libe.so.2",)}
    assert libraries.from_system(tmp_path, told[:3]) == ("libc.so.6",)


def frozen_with(folder: Path, versions: libraries.Versions) -> list[libraries.Library]:
    for name in keep.EXCHANGEABLE:
        (folder / "_internal" / name).mkdir(parents=True)
        (folder / "_internal" / name / "__init__.py").write_bytes(b"")
    return [libraries.Library(folder / "_internal" / "liba.so.1", ("libc.so.6",), "", versions)]


def test_what_wants_a_newer_system_than_is_promised_is_not_built(tmp_path: Path) -> None:
    freeze.check(tmp_path, frozen_with(tmp_path, keep.NEWEST))
    for versions in ({"GLIBC": (2, 37)}, {"GLIBCXX": (3, 4, 31)}, {"GLIBC": (3, 0)}):
        told = [libraries.Library(tmp_path / "liba.so.1", (), "", versions)]
        (name,) = (f"{name}_{libraries.dotted(number)}" for name, number in versions.items())
        with pytest.raises(RuntimeError, match=rf"Debian 12(.|\n)*{re.escape(name)}: liba\.so\.1"):
            freeze.check(tmp_path, told)


def test_what_the_lgpl_lets_people_exchange_is_not_in_the_archive(tmp_path: Path) -> None:
    told = frozen_with(tmp_path, {})
    (tmp_path / "_internal" / "shiboken6" / "__init__.py").unlink()
    with pytest.raises(RuntimeError, match="shiboken6"):
        freeze.check(tmp_path, told)
    assert {"PySide6", "shiboken6"} == set(keep.EXCHANGEABLE)
    macos = (ROOT / "installer" / "macos" / "Shadan.spec").read_text("utf-8")
    assert 'module_collection_mode={"PySide6": "py", "shiboken6": "py"}' in macos


def test_every_document_promises_the_system_that_is_built_for() -> None:
    """Debian 12 has glibc 2.36, Ubuntu 24.04 has 2.39; 22.04 has 2.35."""
    installer = ROOT / "installer"
    glibc = f"glibc {libraries.dotted(keep.NEWEST['GLIBC'])}"
    readme = (installer / "linux" / "archive_files" / "README.txt").read_text("utf-8")
    assert readme.count(glibc) == readme.count("glibc") == 2
    files = (installer / "IT-SHEET.ja.md", installer / "IT-SHEET.en.md", installer / "contents.py")
    for text in (readme, *(file.read_text("utf-8") for file in files)):
        assert set(re.findall(r"Debian (\d+)", text)) == {"12"}
        assert set(re.findall(r"Ubuntu ([\d.]+)", text)) == {"24.04"}


# --- what starts it ---------------------------------------------------------------------------------------------------


def test_other_programs_get_none_of_our_libraries() -> None:
    environment = {
        "LD_LIBRARY_PATH": "/opt/shadan/_internal",
        "LD_LIBRARY_PATH_ORIG": "/their/own",
        "QT_PLUGIN_PATH": "/usr/lib/qt6/plugins",
        "_PYI_APPLICATION_HOME_DIR": "/opt/shadan/_internal",
        "HOME": "/home/x",
    }
    start.leave_no_trace(environment)
    assert environment == {"LD_LIBRARY_PATH": "/their/own", "HOME": "/home/x"}
    alone = {"LD_LIBRARY_PATH": "/opt/shadan/_internal"}
    start.leave_no_trace(alone)
    assert alone == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx"),
        ({"QT_IM_MODULE": "ibus"}, None),
        ({}, None),
    ],
)
def test_fcitx_is_reached_through_ibus(before: dict[str, str], after: str | None) -> None:
    environment = dict(before)
    start.find_input_method(environment)
    assert environment == before | ({"QT_IM_MODULES": after} if after else {})


@on_linux
def test_modules_come_from_the_program_that_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "shadan"
    program.write_bytes(b"old")
    reader = types.SimpleNamespace(_filename=str(program))
    monkeypatch.setitem(sys.modules, "pyimod02_importers", types.SimpleNamespace(pyz_archive=reader))
    start.hold_archive()
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "new").replace(program)
    assert Path(reader._filename).read_bytes() == b"old"
    os.close(int(reader._filename.rpartition("/")[2]))


@dataclass(frozen=True)
class Fixed:
    """A reader whose name of the file cannot be set."""

    _filename: str


@on_linux
@pytest.mark.parametrize("kind", ["none", "no name", "another name", "gone", "fixed"])
def test_it_starts_with_a_reader_that_is_made_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """What PyInstaller keeps to itself may change with any version of it."""
    program = tmp_path / "shadan"
    program.write_bytes(b"old")
    reader = {
        "none": None,
        "no name": types.SimpleNamespace(),
        "another name": types.SimpleNamespace(_filename=bytes(program)),
        "gone": types.SimpleNamespace(_filename=str(tmp_path / "gone")),
        "fixed": Fixed(str(program)),
    }[kind]
    before = repr(reader)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", types.SimpleNamespace(pyz_archive=reader))
    start.hold_archive()
    assert repr(reader) == before


# --- the Debian package -----------------------------------------------------------------------------------------------


def fields(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))


def test_the_package_depends_on_what_its_libraries_want() -> None:
    needed = ("libGL.so.1", "libc.so.6", "libcups.so.2", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libstdc++.so.6")
    newest: libraries.Versions = {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 29)}
    told = fields(deb.control(deb.debian_version(__version__), needed, newest, 1234))
    assert told["Depends"] == "libc6 (>= 2.35), libgl1, libglib2.0-0, libstdc++6 (>= 11)"
    assert told["Recommends"] == "libcups2, xdg-utils"
    assert (told["Package"], told["Architecture"], told["Version"]) == ("shadan", "amd64", __version__)
    assert told["Installed-Size"] == "1234"
    assert len(told["Description"]) <= 80


def test_a_symbol_that_is_not_listed_is_told_in_a_sentence() -> None:
    assert deb.cxx_package("3.4.30") == "12"
    with pytest.raises(RuntimeError, match=r"GLIBCXX_3\.4\.99 is not listed"):
        deb.control("1.0.0", ("libstdc++.so.6",), {"GLIBCXX": (3, 4, 99)}, 1)


def test_every_symbol_that_may_be_wanted_has_its_package() -> None:
    assert deb.cxx_package(libraries.dotted(keep.NEWEST["GLIBCXX"]))


def test_a_release_to_be_comes_before_the_release() -> None:
    assert deb.debian_version("1.2.3-rc.1") == "1.2.3~rc.1"
    assert deb.debian_version("1.2.3") == "1.2.3"
    if dpkg := shutil.which("dpkg"):
        subprocess.run([dpkg, "--compare-versions", deb.debian_version("1.2.3-rc.1"), "lt", "1.2.3"], check=True)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder like the frozen one, whose program is `sleep`: it tells a version, and runs for as long as one likes."""
    return made(tmp_path / "frozen", __version__)


@on_linux
@pytest.mark.slow
def test_the_same_folder_makes_the_same_package(tmp_path: Path, frozen: Path) -> None:
    for name in ("dpkg-deb", "rsvg-convert", "objdump"):
        tool(name)
    at = [deb.build(frozen, tmp_path / name, version="1.2.3-rc.1", epoch=EPOCH, fast=True) for name in ("one", "two")]
    assert at[0].name == "shadan_1.2.3~rc.1_amd64.deb"
    assert at[0].read_bytes() == at[1].read_bytes()
    listed = subprocess.run(["dpkg-deb", "--contents", at[0]], capture_output=True, text=True, check=True).stdout
    assert "./usr/bin/shadan -> /opt/shadan/shadan\n" in listed
    assert re.search(r"^-rwxr-xr-x root/root .* \./opt/shadan/shadan$", listed, re.MULTILINE)
    assert all(line.split()[1] == "root/root" and "2026-09-21" in line for line in listed.splitlines())
    for name in (
        "applications/shadan.desktop",
        "mime/packages/shadan.xml",
        "doc/shadan/copyright",
        "man/man1/shadan.1.gz",
    ):
        assert f"./usr/share/{name}\n" in listed
    assert "libc6 (>= 2." in subprocess.run(["dpkg-deb", "-f", at[0], "Depends"], capture_output=True, text=True).stdout
