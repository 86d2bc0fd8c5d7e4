"""The packages of the Windows folder: wheels for Windows from the same lock, without what the program never uses."""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import workshop
from windows import runtime
from workshop import DOWNLOADS, INSTALLER, copy

_HERE = Path(__file__).resolve().parent


def rules() -> dict[str, Any]:
    """`packages.toml`."""
    return tomllib.loads((_HERE / "packages.toml").read_text("utf-8"))


BESIDE = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140_1.dll")
"""Microsoft's C++ runtime, as Qt's wheel brings it. It lies beside the executable, where Python's loader looks for all
extension modules; a Windows without Microsoft's package for it has none of its own."""


def lay(folder: Path, *, beside: Path) -> None:
    """The packages into `folder` (`runtime/site-packages`), with byte code; the C++ runtime into `beside`.

    Raises RuntimeError when uv fails.
    """
    whole = fetched()
    chosen = rules()
    qt = {Path("PySide6") / name for name in qt_files(whole / "PySide6", chosen["qt"])}
    for path in workshop.files_in(whole):
        name = path.relative_to(whole)
        if name.parts[0] == "PySide6" and name.name in BESIDE:
            copy(path, beside / name.name)
            continue
        if name.parts[0] == "PySide6" and name not in qt:
            continue
        if "__pycache__" not in name.parts and not is_left_out(name, chosen["without"]):
            copy(path, folder / name)
    workshop.compile_python(folder, prefix="site-packages/", kept=chosen["sources"]["packages"])


def fetched() -> Path:
    """All packages of `requirements.lock` for Windows, unpacked; fetched once for each lock."""
    lock = INSTALLER / "requirements.lock"
    folder = DOWNLOADS / f"windows-{workshop.sha256(lock)[:12]}"
    if not folder.is_dir():
        draft = workshop.fresh(folder.with_suffix(".new"))
        # Not pip: it judges the markers of the lock for the system it runs on, and would leave tzdata out.
        runtime.uv("--target", draft, "--requirement", lock)
        draft.rename(folder)
    return folder


def is_left_out(name: Path, without: dict[str, list[str]]) -> bool:
    """Whether a file of a package, by its path relative to all packages, is not shipped."""
    text = name.as_posix()
    return any(fnmatch.fnmatchcase(text, pattern) for patterns in without.values() for pattern in patterns)


def qt_files(pyside: Path, chosen: dict[str, list[str]]) -> list[Path]:
    """What of PySide6 is shipped, relative to it: what is asked for, and the libraries that those parts import."""
    taken = [path.relative_to(pyside) for folder in (pyside, pyside / "support") for path in folder.glob("*.py")]
    taken += [Path(f"{module}.pyd") for module in chosen["modules"]]
    taken += [Path("plugins") / name for name in chosen["plugins"]]
    taken += [Path("translations") / name for name in chosen["translations"]]
    binaries = [path for path in taken if path.suffix in {".pyd", ".dll"}]
    return sorted({*taken, *(Path(name) for name in needed_libraries(pyside, binaries))})


def needed_libraries(folder: Path, binaries: Iterable[Path]) -> set[str]:
    """Names of the DLLs in `folder` that these files of it import, and those in turn."""
    names = {path.name.lower(): path.name for path in folder.glob("*.dll")}
    waiting, found = list(binaries), set[str]()
    while waiting:
        for imported in imports(folder / waiting.pop()):
            name = names.get(imported)
            if name is not None and name not in found:
                found.add(name)
                waiting.append(Path(name))
    return found


def imports(binary: Path) -> dict[str, list[str]]:
    """What a DLL or an extension module imports, at once or when first used: library → names of functions."""
    import pefile

    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    found: dict[str, list[str]] = {}
    with pefile.PE(str(binary), fast_load=True) as read:
        read.parse_data_directories(directories=[pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
        for kind in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
            for entry in getattr(read, kind, ()):
                names = [symbol.name.decode("ascii") for symbol in entry.imports if symbol.name]
                found.setdefault(entry.dll.decode("ascii").lower(), []).extend(names)
    return found


def unresolved(folder: Path) -> list[str]:
    """Libraries that something in the folder imports and that would not be found: `what: library`.

    Python looks beside the module and beside the executable; what it has loaded itself is there by its name.
    """
    loaded = {"python3.dll", "python311.dll", "vcruntime140.dll"}
    system = {name.lower() for name in rules()["system"]["libraries"]}
    found: list[str] = []
    for path in workshop.files_in(folder):
        if path.suffix not in {".dll", ".pyd", ".exe"}:
            continue
        near = {each.name.lower() for place in (path.parent, folder) for each in place.iterdir()}
        if "PySide6" in path.parts:
            # Its plugins find them beside its modules, which have loaded them.
            near |= {each.name.lower() for each in (folder / "runtime/site-packages/PySide6").iterdir()}
            near |= {each.name.lower() for each in (folder / "runtime/site-packages/shiboken6").iterdir()}
        for name in imports(path):
            if name not in near | loaded | system and not name.startswith("api-ms-win-"):
                found.append(f"{path.relative_to(folder).as_posix()}: {name}")
    return found
