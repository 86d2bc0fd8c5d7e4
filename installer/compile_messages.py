"""Compile resources/locale/LANGUAGE/*.po into LANGUAGE/LC_MESSAGES/shadan.mo (Babel; build time only)."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the .mo file of every language that has .po files; returns the files that changed."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    from app.i18n import DOMAIN, compile_catalogue

    changed = []
    for folder in sorted(path for path in (root / "resources" / "locale").iterdir() if any(path.glob("*.po"))):
        target = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
        compiled = compile_catalogue(folder)
        if not target.is_file() or target.read_bytes() != compiled:
            target.parent.mkdir(exist_ok=True)
            # Renamed into place: a program that is starting reads the old file or the new one.
            draft = target.with_suffix(".mo.new")
            draft.write_bytes(compiled)
            draft.replace(target)
            changed.append(target)
        else:
            target.touch()
    return changed


if __name__ == "__main__":
    for path in compile_all():
        print(f"compiled {path.relative_to(ROOT)}")
