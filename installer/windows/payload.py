"""The folder for Windows: launchers, Python, packages, program. What setup, memory-stick edition and MSI all carry."""

from __future__ import annotations

from pathlib import Path

import workshop
from windows import packages, runtime
from workshop import INSTALLER, ROOT, call

NAME = "Shadan"
TOP = (
    f"{NAME}.exe",
    f"{NAME}-cli.exe",
    "runtime",
    "program",
    *packages.BESIDE,
    "IT-SHEET.ja.md",
    "IT-SHEET.en.md",
    "LICENSE.txt",
    "LGPL-NOTICE.txt",
    "THIRD-PARTY-NOTICES.txt",
    workshop.MANIFEST,
)
"""What lies in the folder itself; setup swaps and removes these, and nothing else."""
_HERE = Path(__file__).resolve().parent
_ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_FLAGS = ("-municode", "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-Wl,--no-insert-timestamp", "-static-libgcc")


def assemble(out: Path, work: Path, *, epoch: int) -> Path:
    """Build `out/Shadan` anew; returns it. Raises NotHad without a tool, RuntimeError where a part is wrong."""
    work.mkdir(parents=True, exist_ok=True)
    folder = workshop.fresh(out / NAME)
    runtime.lay(folder / "runtime", work)
    packages.lay(folder / "runtime" / "site-packages", beside=folder)
    workshop.lay_program(folder / "program", "windows", epoch)
    kept = packages.rules()["sources"]["program"]
    workshop.compile_python(folder / "program", prefix="program/", kept=kept)
    launchers(folder, workshop.fresh(work / "launcher"), epoch)
    for name in ("IT-SHEET.ja.md", "IT-SHEET.en.md"):
        workshop.copy(INSTALLER / name, folder / name)
    workshop.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    for notice in ("THIRD-PARTY-NOTICES.txt", "LGPL-NOTICE.txt"):
        workshop.copy(INSTALLER / "licenses" / notice, folder / notice)
    if lost := packages.unresolved(folder):
        raise RuntimeError("libraries that nobody brings along: " + "; ".join(lost))
    workshop.write_manifest(folder)
    if strange := {path.name for path in folder.iterdir()} ^ set(TOP):
        raise RuntimeError(f"setup.nsi does not know, or misses: {', '.join(sorted(strange))}")
    workshop.settle(folder, epoch)
    return folder


def icon(target: Path, work: Path) -> Path:
    """The program's icon in all sizes that Windows asks for."""
    from PIL import Image

    workshop.need({"rsvg-convert": "librsvg2-bin"})
    pictures = []
    for side in _ICON_SIZES:
        png = work / f"icon-{side}.png"
        call(["rsvg-convert", "-w", str(side), "-h", str(side), "-o", png, ROOT / "resources" / "icons" / "app.svg"])
        pictures.append(Image.open(png))
    largest = pictures.pop()
    largest.save(target, format="ICO", sizes=[(side, side) for side in _ICON_SIZES], append_images=pictures)
    return target


def picture(target: Path, work: Path) -> Path:
    """What stands beside the first and the last page of setup: the sign of the program, as a bitmap."""
    from PIL import Image

    workshop.need({"rsvg-convert": "librsvg2-bin"})
    for source, side in ((_HERE / "welcome.svg", 164), (ROOT / "resources" / "icons" / "app.svg", 96)):
        call(["rsvg-convert", "-w", str(side), "-o", work / f"{source.stem}-{side}.png", source])
    with Image.open(work / "welcome-164.png") as ground, Image.open(work / "app-96.png") as sign:
        whole = ground.convert("RGBA")
        whole.alpha_composite(sign.convert("RGBA"), ((whole.width - sign.width) // 2, 40))
        whole.convert("RGB").save(target, format="BMP")
    return target


def launchers(folder: Path, work: Path, epoch: int) -> None:
    """`Shadan.exe`, windowed, and `Shadan-cli.exe`, for the console."""
    icon(work / "shadan.ico", work)
    version = workshop.version()
    numbers = ",".join(map(str, workshop.four_numbers(version)))
    workshop.copy(_HERE / "app.manifest", work / "app.manifest")
    env = workshop.environment(epoch)
    for name, kind in ((f"{NAME}.exe", ("-mwindows",)), (f"{NAME}-cli.exe", ("-mconsole", "-DCONSOLE"))):
        header = f'#define NUMBERS {numbers}\n#define TEXT "{version}"\n#define FILE "{name}"\n'
        (work / "version.h").write_text(header, "ascii")
        resources = work / f"{name}.res"
        call(
            ["x86_64-w64-mingw32-windres", "-I", work, "-O", "coff", "-o", resources, _HERE / "app.rc"],
            env=env,
            cwd=work,
        )
        call(["x86_64-w64-mingw32-gcc", *_FLAGS, *kind, "-o", folder / name, _HERE / "launcher.c", resources], env=env)
