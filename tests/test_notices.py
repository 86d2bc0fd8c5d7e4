"""Third-party notices: complete, of the versions that are locked, and checked against what was built."""

import importlib
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.built_folder import ELF, frozen_folder


@pytest.fixture
def notices(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(root / "installer"))
    yield importlib.import_module("notices")
    for name in ("notices", "built"):
        sys.modules.pop(name, None)


def test_the_committed_file_is_what_would_be_written(notices: ModuleType) -> None:
    written, made = notices.NOTICES.read_text("utf-8"), notices.render(notices.parts())
    if sys.platform.startswith("linux"):
        assert written == made
    else:  # Wheels for other systems end lines in other ways and list other crates.
        components = re.compile(r"^#{40} COMPONENT .*|^(?:Version|Licence|In|Part of|For): .*", re.MULTILINE)
        assert components.findall(written) == components.findall(made)


def test_every_package_of_the_lock_is_named_with_its_version(notices: ModuleType) -> None:
    text = notices.NOTICES.read_text("utf-8")
    for name, (version, _marker) in notices.locked().items():
        assert f"{notices.MARK} COMPONENT {name}\n\nVersion: {version}\n" in text, name


def test_nothing_is_wrong_with_them(notices: ModuleType) -> None:
    assert notices.check() == []


def test_a_licence_that_is_not_known_is_a_problem(notices: ModuleType) -> None:
    parts = notices.parts()
    parts[0] = replace(parts[0], licence="UNKNOWN")
    assert list(notices.problems(parts)) == [f"{parts[0].name}: its licence is not known"]


def test_a_component_without_a_text_is_a_problem(notices: ModuleType) -> None:
    parts = notices.parts()
    parts[3] = replace(parts[3], texts=())
    assert list(notices.problems(parts)) == [f"{parts[3].name}: it has no licence text"]


def test_another_version_than_the_locked_one_is_a_problem(notices: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = notices.locked()
    monkeypatch.setattr(notices, "locked", lambda name="": {**pins, "lxml": ("0.1", "")})
    assert notices.check() == [f"lxml 0.1 is in the lock, {pins['lxml'][0]} is installed"]


def test_a_new_version_of_what_only_windows_has_needs_its_text_anew(
    notices: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The checks do not install tzdata on Linux: its texts are kept by version.
    pins = notices.locked()
    monkeypatch.setattr(notices, "locked", lambda name="": {**pins, "tzdata": ("2031.1", pins["tzdata"][1])})
    assert notices.check() == ["there is no text in installer/licenses/wheels/tzdata-2031.1"]


def test_a_package_that_nobody_described_is_a_problem(notices: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = notices.locked()
    monkeypatch.setattr(notices, "locked", lambda name="": {**pins, "zebra": ("1", "")})
    assert notices.check() == ["packages.toml does not say what zebra is for"]


def test_a_text_that_changed_is_told(notices: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "notices.txt"
    other.write_text(notices.NOTICES.read_text("utf-8").replace("MIT", "MTI", 1), "utf-8")
    monkeypatch.setattr(notices, "NOTICES", other)
    assert notices.check() == ["notices.txt is not what `notices.py write` makes"]


def test_every_file_of_texts_is_used(notices: ModuleType, root: Path) -> None:
    native = (notices.LICENCES / "native.toml").read_text("utf-8")
    texts = [path for path in (notices.LICENCES / "texts").iterdir() if f'"{path.name}"' not in native]
    assert texts == []
    pins = notices.locked()
    for folder in (notices.LICENCES / "wheels").iterdir():
        name, version = folder.name.split("-")[:2]
        assert pins[name][0] == version, f"{folder.name} is of another version than the lock's"


def test_versions_of_the_runtime_are_those_of_its_pins(notices: ModuleType, root: Path) -> None:
    native = tomllib.loads((notices.LICENCES / "native.toml").read_text("utf-8"))
    python = next(part for part in native["component"] if part["name"] == "CPython")
    pins = root / "installer" / "windows" / "pins.toml"
    pinned = tomllib.loads(pins.read_text("utf-8"))["python"] if pins.is_file() else "3.11.9"
    assert python["version"]["windows"] == pinned


def test_parts_of_qt_are_looked_at_anew_with_another_series(
    notices: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = notices.locked()
    shelf = notices.Shelf(notices.installed(Path(sysconfig.get_path("purelib")), pins))
    native = tomllib.loads((notices.LICENCES / "native.toml").read_text("utf-8"))["component"]
    series = pins["pyside6-essentials"][0].rpartition(".")[0]
    numbered = [part for part in native if part.get("within") == "Qt" and re.match(r"\d", part["version"])]
    assert {"PCRE2", "libpng", "libjpeg-turbo", "ICU"} <= {part["name"] for part in numbered}
    assert {part["with"] for part in numbered} == {series}
    png = next(part for part in numbered if part["name"] == "libpng")
    assert notices._native(png, {}, shelf).version == png["version"]
    monkeypatch.setattr(notices, "locked", lambda name="": {**pins, "pyside6-essentials": ("6.12.0", "")})
    with pytest.raises(RuntimeError, match=rf"^libpng .* is that of Qt {re.escape(series)}, and the lock has 6\.12"):
        notices._native(png, {}, shelf)
    monkeypatch.undo()
    with pytest.raises(RuntimeError, match="is that of Qt None"):
        notices._native({name: told for name, told in png.items() if name != "with"}, {}, shelf)


def test_icu_is_of_the_version_that_its_library_is_called_by(notices: ModuleType, tmp_path: Path) -> None:
    icu = next(part for part in notices.parts() if part.name == "ICU")
    libraries = Path(sysconfig.get_path("purelib")) / "PySide6"
    assert list(notices.soname_problems(icu, libraries)) == []
    if sys.platform.startswith("linux"):
        assert list(libraries.rglob(f"{icu.soname}.*"))
    (tmp_path / "libicuuc.so.99").touch()
    assert list(notices.soname_problems(icu, tmp_path)) == [f"ICU: libicuuc.so.99 is there, and {icu.version} is told"]


def test_texts_in_japanese_are_data(notices: ModuleType, root: Path) -> None:
    japanese = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
    # Trials give things Japanese names on purpose.
    sources = [path for path in (root / "installer").rglob("*.py") if not re.match("trial_|trying", path.name)]
    found = [path.name for path in sources if japanese.search(path.read_text("utf-8"))]
    assert set(found) <= {"trial.py", "clean_root.py"}


def test_qts_licence_is_told_in_both_languages_with_the_locked_version(notices: ModuleType) -> None:
    text = (notices.LICENCES / "LGPL-NOTICE.txt").read_text("utf-8")
    version = notices.locked()["pyside6-essentials"][0]
    assert set(re.findall(r"\b6\.\d+\.\d+\b", text)) == {version}
    assert set(re.findall(r"\b6\.\d+(?!\.?\d)", text)) == {version.rpartition(".")[0]}
    japanese, _line, english = text.partition("[English]")
    for words in ("3年間", "逆コンパイル", "差し替え", "LGPL-3.0.txt"):
        assert words in "".join(japanese.split())
    for words in ("three years", "reverse engineering", "never refuses to start", "LGPL-3.0.txt"):
        assert words in " ".join(english.split())


@pytest.fixture
def folder(notices: ModuleType, tmp_path: Path) -> Path:
    return frozen_folder(notices, tmp_path)


def test_a_folder_with_nothing_but_what_is_told_is_in_order(notices: ModuleType, folder: Path) -> None:
    assert notices.check(folder) == []


def test_a_library_that_nobody_claims_is_named(notices: ModuleType, folder: Path) -> None:
    (folder / "_internal" / "libnowhere.so.9").write_bytes(ELF)
    (folder / "_internal" / "lxml" / "libextra.so").write_bytes(ELF)
    assert notices.check(folder) == [
        "_internal/libnowhere.so.9: no component claims it",
        "_internal/lxml/libextra.so: no component claims it",
    ]


def test_a_font_that_came_along_is_named(notices: ModuleType, folder: Path) -> None:
    fonts = folder / "_internal" / "reportlab" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "DarkGardenMK.pfb").write_bytes(b"%!PS")
    assert notices.check(folder) == ["_internal/reportlab/fonts/DarkGardenMK.pfb: no component claims it"]


def test_a_component_that_is_no_longer_there_is_named(notices: ModuleType, folder: Path) -> None:
    (folder / "_internal" / "libxcb-cursor.so.0").unlink()
    assert notices.check(folder) == ["xcb-util-cursor: it is said to be in the folder, and is not"]


def test_a_licence_text_that_the_notices_lack_is_named(notices: ModuleType, folder: Path) -> None:
    place = next((folder / "_internal").glob("lxml-*.dist-info"))
    (place / "licenses" / "NOTICE.txt").write_text("Something that must be told.\n")
    assert notices.check(folder) == ["lxml: the notices lack its NOTICE.txt"]


def test_a_package_of_another_version_is_named(notices: ModuleType, folder: Path) -> None:
    place = next((folder / "_internal").glob("openpyxl-*.dist-info"))
    told = place / "METADATA"
    told.write_text(
        re.sub(r"^Version: .*$", "Version: 9.9", told.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8"
    )
    assert notices.check(folder) == ["openpyxl 9.9: the lock does not have it"]


def test_another_folder_is_refused(notices: ModuleType, tmp_path: Path) -> None:
    assert notices.check(tmp_path) == [f"{tmp_path} is no built folder of the program"]


def test_the_command_line_says_what_is_wrong(
    notices: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert notices.main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == ""
    (folder / "_internal" / "libnowhere.so.9").write_bytes(ELF)
    assert notices.main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == "_internal/libnowhere.so.9: no component claims it\n"
    assert notices.main(["tidy"]) == 2
