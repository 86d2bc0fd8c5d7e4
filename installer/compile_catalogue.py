"""Compile resources/catalogue/**/*.toml into resources/catalogue/compiled.json, which the program reads faster."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the compiled copy; returns it in a list if it changed."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    from app.formats.catalogue.compiled import NAME, compile_files

    folder = root / "resources" / "catalogue"
    target = folder / NAME
    compiled = compile_files(sorted(folder.rglob("*.toml")))
    if target.is_file() and target.read_bytes() == compiled:
        target.touch()
        return []
    # Renamed into place: a program that is starting reads the old file or the new one.
    draft = target.with_suffix(".json.new")
    draft.write_bytes(compiled)
    draft.replace(target)
    return [target]


if __name__ == "__main__":
    for path in compile_all():
        print(f"compiled {path.relative_to(ROOT)}")
