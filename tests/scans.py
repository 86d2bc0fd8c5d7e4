"""Scans as offices make them: pages of a PDF rendered, turned, blurred, soiled, made black and white, pressed as JPEG.

The same seed gives the same scan. Nothing but Pillow and pdfium, so that the benchmark measures what the program reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter


@dataclass(frozen=True)
class Harm:
    """What a scanner and people do to a page. `turn` is the most degrees to either side, `upside` the share of pages
    that lie upside down, `noise` the spread of the grey values, `blur` a radius in points, `threshold` makes it black
    and white, `jpeg` is a quality, `specks` the number of dark spots, `pale` how much of the contrast is lost."""

    dpi: int = 200
    turn: float = 0.0
    upside: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    threshold: bool = False
    jpeg: int = 0
    specks: int = 0
    pale: float = 0.0


CLEAN = Harm(200)
"""A good scanner, set as most are."""
SKEWED = Harm(150, turn=5, upside=0.2, noise=22, blur=0.7, jpeg=45, specks=60, pale=0.25)
"""A tired one: sheets go in askew, grey and spotted, at a coarse setting."""
FAXED = Harm(150, turn=3, noise=10, blur=0.5, threshold=True, specks=40)
"""Black and white, as an archive or a fax has it."""


def pictures(pdf: bytes | Path, harm: Harm, seed: int = 1) -> Iterator[Image.Image]:
    """The pages of a PDF, harmed."""
    chance = random.Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=harm.dpi / 72, grayscale=True)
            yield harmed(bitmap.to_pil().convert("L"), harm, chance)
    finally:
        document.close()


def harmed(image: Image.Image, harm: Harm, chance: random.Random) -> Image.Image:
    """One page, harmed."""
    if harm.pale:
        low, high = round(90 * harm.pale), 255 - round(40 * harm.pale)
        image = image.point([low + round(v * (high - low) / 255) for v in range(256)])
    if harm.blur:
        image = image.filter(ImageFilter.GaussianBlur(harm.blur * chance.uniform(0.7, 1.3)))
    degrees = chance.uniform(-harm.turn, harm.turn)
    if chance.random() < harm.upside:
        degrees += 180
    if degrees:
        image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    for _ in range(harm.specks):
        side = chance.randint(1, 4)
        image.paste(chance.randint(0, 120), _square(image, side, chance))
    if harm.noise:
        # Pillow's noise has no seed: a field of it is moved about instead of made anew.
        field = _field(image.size, harm.noise, chance)
        image = ImageChops.add(image, field, 1, -128)
    if harm.threshold:
        image = image.point([0] * 150 + [255] * 106)
    if harm.jpeg:
        pressed = BytesIO()
        image.save(pressed, "JPEG", quality=harm.jpeg)
        image = Image.open(pressed).convert("L")
    return image


def _square(image: Image.Image, side: int, chance: random.Random) -> tuple[int, int, int, int]:
    x, y = chance.randrange(image.width - side), chance.randrange(image.height - side)
    return x, y, x + side, y + side


def _field(size: tuple[int, int], spread: float, chance: random.Random) -> Image.Image:
    side = 256
    tile = Image.frombytes("L", (side, side), bytes(_grey(chance.gauss(128, spread)) for _ in range(side * side)))
    whole = Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            whole.paste(ImageChops.offset(tile, chance.randrange(side), chance.randrange(side)), (x, y))
    return whole


def _grey(value: float) -> int:
    return min(255, max(0, round(value)))


def as_pdf(images: Sequence[Image.Image], target: Path, dpi: int) -> Path:
    """Pages in one PDF, as multifunction printers send them."""
    first, *rest = images
    first.save(target, "PDF", resolution=dpi, save_all=True, append_images=rest)
    return target


def as_tiff(images: Sequence[Image.Image], target: Path, dpi: int) -> Path:
    """Pages in one TIFF."""
    first, *rest = images
    first.save(target, "TIFF", dpi=(dpi, dpi), compression="tiff_lzw", save_all=True, append_images=rest)
    return target


def scanned(pdf: bytes | Path, target: Path, harm: Harm = CLEAN, seed: int = 1) -> Path:
    """A PDF printed and scanned; the suffix of `target` says as what (a PNG or JPEG holds the first page)."""
    images = list(pictures(pdf, harm, seed))
    match target.suffix:
        case ".pdf":
            return as_pdf(images, target, harm.dpi)
        case ".tif" | ".tiff":
            return as_tiff(images, target, harm.dpi)
        case _:
            images[0].save(target, dpi=(harm.dpi, harm.dpi))
            return target
