"""Compile forms/*.ui into app/ui/generated/*.py (pyside6-uic); the result is committed and compared by a test."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATED = Path("app") / "ui" / "generated"

_INIT = '"""Compiled from `forms/*.ui` by pyside6-uic; never edited by hand."""\n'
_SIGNATURE = re.compile(r"^## Created by: .*$", re.MULTILINE)


def compile_form(form: Path) -> str:
    """The Python of one form. Raises CalledProcessError when it is no form."""
    from PySide6 import __file__ as package

    # Where the wheels of Linux, macOS and Windows keep the compiler that `pyside6-uic` starts.
    places = [Path(package).parent / name for name in ("Qt/libexec/uic", "uic", "uic.exe")]
    compiler = next(place for place in places if place.is_file())
    words = [str(compiler), "--generator", "python", str(form)]
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def same(one: str, other: str) -> bool:
    """Whether two compilations say the same; the compiler signs with its version, which is left out."""
    return _SIGNATURE.sub("", one) == _SIGNATURE.sub("", other)


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the module of every form; returns those that changed. Modules without a form are removed."""
    folder = root / GENERATED
    folder.mkdir(exist_ok=True)
    wanted = {"__init__.py": _INIT}
    wanted |= {f"{form.stem}.py": compile_form(form) for form in sorted((root / "forms").glob("*.ui"))}
    changed = []
    for name, text in wanted.items():
        target = folder / name
        if not target.is_file() or not same(target.read_text("utf-8"), text):
            target.write_text(text, "utf-8")
            changed.append(target)
    for left in sorted(folder.glob("*.py")):
        if left.name not in wanted:
            left.unlink()
            changed.append(left)
    return changed


if __name__ == "__main__":
    for path in compile_all():
        print(f"compiled {path.relative_to(ROOT)}")
