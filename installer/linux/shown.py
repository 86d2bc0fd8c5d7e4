"""What a desktop shows of the program: entry, kind of file, icons, AppStream data; the same for every Linux package."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import workshop

DESKTOP = Path(__file__).resolve().parent / "desktop"
METAINFO = "local.shadan.Shadan.metainfo.xml"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
PROGRAM_ICON = workshop.ROOT / "resources" / "icons" / "app.svg"
FILE_ICON = DESKTOP / "application-x-shadan.svg"
CHANGELOG = workshop.ROOT / "CHANGELOG.md"
_HEADING = re.compile(r"^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})\s*$", re.MULTILINE)


def lay(share: Path, *, version: str, epoch: int) -> None:
    """Everything below `share` (`/usr/share`, `~/.local/share`). Raises NotHad without `rsvg-convert`."""
    workshop.need({"rsvg-convert": "librsvg2-bin"})
    workshop.copy(DESKTOP / "shadan.desktop", share / "applications" / "shadan.desktop")
    workshop.copy(DESKTOP / "shadan.xml", share / "mime" / "packages" / "shadan.xml")
    target = share / "metainfo" / METAINFO
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(metainfo(releases(version, epoch)), "utf-8")
    icons = share / "icons" / "hicolor"
    for source, place, name in ((PROGRAM_ICON, "apps", "shadan"), (FILE_ICON, "mimetypes", "application-x-shadan")):
        workshop.copy(source, icons / "scalable" / place / f"{name}.svg")
        for size in SIZES:
            png = icons / f"{size}x{size}" / place / f"{name}.png"
            png.parent.mkdir(parents=True, exist_ok=True)
            workshop.call(["rsvg-convert", "--width", str(size), "--height", str(size), "--output", png, source])


def releases(version: str, epoch: int) -> Sequence[tuple[str, str]]:
    """(version, day) of every release that the changelog dates, newest first; this one too, if it is not yet there."""
    dated = _HEADING.findall(CHANGELOG.read_text("utf-8"))
    if version not in {number for number, _day in dated}:
        dated.insert(0, (version, time.strftime("%Y-%m-%d", time.gmtime(epoch))))
    return dated


def metainfo(of: Sequence[tuple[str, str]]) -> str:
    """The AppStream data with its releases."""
    lines = [
        f"    <release version={quoteattr(version)} date={quoteattr(day)} type={quoteattr(_type(version))}/>\n"
        for version, day in of
    ]
    text = (DESKTOP / "metainfo.xml").read_text("utf-8")
    return text.replace("  <releases/>\n", f"  <releases>\n{''.join(lines)}  </releases>\n")


def _type(version: str) -> str:
    return "development" if "-" in version else "stable"
