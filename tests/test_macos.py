"""The bundle for macOS, as far as it can be looked at without a Mac."""

from __future__ import annotations

import io
import plistlib
import re
import runpy
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import IcnsImagePlugin, Image

import app.__main__ as program
import workshop
from app.i18n import LANGUAGES
from app.version import __version__
from macos import app as bundle
from run import NeedsYou


def test_it_is_refused_in_one_sentence_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(NeedsYou, match=r"^[^.]+ on a Mac only\.$"):
        bundle.build(tmp_path / "out", version="1.2.3", epoch=0)
    assert list(tmp_path.iterdir()) == []


def test_the_properties_are_those_of_this_program() -> None:
    told = plistlib.loads(plistlib.dumps(bundle.info("1.2.3-rc.1")))
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == "1.2.3"
    assert told["CFBundleGetInfoString"] == "Shadan 1.2.3-rc.1"
    assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", told["CFBundleIdentifier"])
    assert sorted(told["CFBundleLocalizations"]) == sorted(LANGUAGES) == sorted(bundle.LANGUAGES)
    assert told["CFBundleExecutable"] == bundle.NAME


def test_the_type_of_audits_is_declared_and_owned() -> None:
    told = bundle.info(__version__)
    (opened,), (declared,) = told["CFBundleDocumentTypes"], told["UTExportedTypeDeclarations"]
    assert opened["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert (opened["CFBundleTypeRole"], opened["LSHandlerRank"]) == ("Editor", "Owner")
    assert "." + declared["UTTypeTagSpecification"]["public.filename-extension"][0] == program._AUDIT
    # What both places call the type by is translated.
    for words in bundle.LANGUAGES.values():
        assert {opened["CFBundleTypeName"], declared["UTTypeDescription"]} <= set(words)


def test_the_type_of_audits_is_that_of_the_other_systems(root: Path) -> None:
    """Each system's file says it in its own form; those of a system that is not packaged yet are not there."""
    tags = bundle.info(__version__)["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]
    wanted = {(f".{suffix}", mime) for suffix in tags["public.filename-extension"] for mime in tags["public.mime-type"]}
    told: list[set[tuple[str, str]]] = [{(program._AUDIT, "application/x-shadan")}]
    linux = root / "installer" / "linux" / "desktop" / "shadan.xml"
    if linux.exists():
        space = "{http://www.freedesktop.org/standards/shared-mime-info}"
        types = ElementTree.parse(linux).getroot().iter(f"{space}mime-type")
        told.append(
            {(glob.attrib["pattern"][1:], each.attrib["type"]) for each in types for glob in each.iter(f"{space}glob")}
        )
    setup = (root / "installer" / "windows" / "setup.nsi").read_text("utf-8")
    told.append(set(re.findall(r'"Software\\Classes\\(\.\w+)" "Content Type" "([^"]+)"', setup)))
    assert all(each == wanted for each in told)


def test_names_are_in_both_languages(tmp_path: Path) -> None:
    bundle.localise(tmp_path / "Shadan.app")
    folders = sorted((tmp_path / "Shadan.app" / "Contents" / "Resources").iterdir())
    assert [folder.name for folder in folders] == ["en.lproj", "ja.lproj"]
    words = [plistlib.loads((folder / "InfoPlist.strings").read_bytes()) for folder in folders]
    assert [each["CFBundleDisplayName"] for each in words] == ["Shadan", "遮断"]
    assert words[0].keys() == words[1].keys()


def test_the_icon_has_every_size() -> None:
    made = bundle.icns()
    assert bundle.icns() == made
    assert int.from_bytes(made[4:8], "big") == len(made)
    picture = IcnsImagePlugin.IcnsFile(io.BytesIO(made))
    sizes = {(width * scale, height * scale) for width, height, scale in picture.itersizes()}
    assert sizes == {(side, side) for side in (16, 32, 64, 128, 256, 512, 1024)}
    with Image.open(io.BytesIO(made)) as image:
        image.load()
        assert image.size == (1024, 1024)
        colours = image.convert("RGBA").getcolors(1 << 20)
        assert colours is not None
        assert len(colours) > 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/printsupport/libcocoaprintersupport.dylib", True),
        ("PySide6/Qt/plugins/styles/libqmacstyle.dylib", True),
        ("PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.dylib", False),
        ("PySide6/Qt/translations/qtbase_ja.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/qml/QtQuick/libqtquick2plugin.dylib", False),
        ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", True),
        ("resources/help/en/plugins/page.md", True),
    ],
)
def test_what_of_qt_goes_into_the_bundle(name: str, kept: bool) -> None:
    assert bundle.wanted(name) is kept


def test_the_recipe_takes_the_whole_program(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run with stand-ins for PyInstaller's blocks, over the program as the build lays it."""
    laid = tmp_path / "program"
    workshop.lay_program(laid, "macos", 1_700_000_000)
    monkeypatch.setenv("SHADAN_PROGRAM", str(laid))
    monkeypatch.setenv("SHADAN_ICON", "x.icns")
    monkeypatch.setattr(sys, "path", list(sys.path))
    given: dict[str, dict[str, Any]] = {}

    class Block:
        """Keeps what it was given."""

        def __init__(self, *words: object, **named: object) -> None:
            given[type(self).__name__] = {"words": words, **named}
            self.pure = self.scripts = ()
            self.binaries = [(f"PySide6/Qt/plugins/{kind}/x.dylib", "", "BINARY") for kind in ("platforms", "tls")]
            self.datas = [("PySide6/Qt/translations/qtbase_de.qm", "", "DATA")]

    blocks = {name: type(name, (Block,), {}) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    spec = root / "installer" / "macos" / "Shadan.spec"
    runpy.run_path(str(spec), {**blocks, "SPECPATH": str(spec.parent)})
    analysis = given["Analysis"]
    assert all(Path(script).is_file() for script in analysis["words"][0])
    assert {"app.__main__", "app.ui.registry", "app.cli.main", "app.storage.upgrade"} <= set(analysis["hiddenimports"])
    sources = {Path(source).relative_to(laid).as_posix() for source, _ in analysis["datas"]}
    steps = {path.relative_to(root).as_posix() for path in (root / "app/storage/migrations").rglob("*.py")}
    assert {"resources", *steps} <= sources
    assert given["COLLECT"]["words"][1:] == ([("PySide6/Qt/plugins/platforms/x.dylib", "", "BINARY")], [])
    assert given["BUNDLE"]["info_plist"] == bundle.info(__version__)
    assert given["BUNDLE"]["name"] == "Shadan.app"
    assert given["EXE"]["argv_emulation"] is True


def test_it_says_that_it_was_never_executed(root: Path) -> None:
    folder = root / "installer" / "macos"
    for name in ("README.md", "app.py", "Shadan.spec", "__init__.py"):
        head = " ".join((folder / name).read_text("utf-8").split())[:250]
        assert "never executed" in head.lower(), name
