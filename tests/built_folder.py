"""A folder as it is frozen for Linux, in little: every library that the notices tell of, and data of two packages."""

import shutil
import sysconfig
from pathlib import Path
from types import ModuleType

ELF = b"\x7fELF" + bytes(60)
_PLACES = {
    "Qt": "_internal/PySide6/Qt/lib/libQt6Core.so.6",
    "PDFium": "_internal/pypdfium2_raw/libpdfium.so",
    "PyInstaller: boot loader and run-time hooks": "shadan",
}


def frozen_folder(notices: ModuleType, place: Path) -> Path:
    """Make it; `notices` is `installer/notices.py`."""
    folder = place / "shadan"
    inside = folder / "_internal"
    for part in notices.parts():
        if "linux" in part.targets and part.files and not part.optional:
            pattern = next(each for each in part.files if each.startswith(("_internal", "**", "shadan")))
            path = folder / _PLACES.get(part.name, pattern.replace("**/", "_internal/").replace("*", "x"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(ELF + part.name.encode())
    site = Path(sysconfig.get_path("purelib"))
    for name in ("lxml", "openpyxl"):
        data = next(site.glob(f"{name}-*.dist-info"))
        shutil.copytree(data, inside / data.name)
    (inside / "lxml").mkdir()
    (inside / "lxml" / "etree.cpython-311-x86_64-linux-gnu.so").write_bytes(ELF)
    return folder
