"""A hundred papers scanned in one file: how many are found, and the time against zxing alone over the same pictures."""

from pathlib import Path
from time import perf_counter

import pytest
import zxingcpp

from app.domain.paper_codes import make_code, read_payload
from app.formats.scans import ScanFiles
from tests.formats.scans.test_scans import papers
from tests.scans import CLEAN, FAXED, SKEWED, Harm, as_pdf, pictures

COUNT = 100
KIND = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LIMIT = 8.0
"""The file is opened, unpacked and looked through in a process of its own; zxing is given the pictures."""


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("name", "harm", "share"), [("clean", CLEAN, 0.99), ("skewed", SKEWED, 0.95), ("faxed", FAXED, 0.95)]
)
def test_a_hundred_papers_are_found(tmp_path: Path, name: str, harm: Harm, share: float) -> None:
    images = list(pictures(papers(COUNT), harm, seed=7))
    scan = as_pdf(images, tmp_path / f"{name}.pdf", harm.dpi)
    start = perf_counter()
    alone = sum(bool(zxingcpp.read_barcodes(image, formats=KIND)) for image in images)
    bare = perf_counter() - start
    start = perf_counter()
    pages = ScanFiles().read(scan).pages
    ours = perf_counter() - start
    wanted = [make_code("test", str(n)) for n in range(1, COUNT + 1)]
    found = sum(
        any((payload := read_payload(text)) is not None and payload.code == code for text in page.texts)
        for page, code in zip(pages, wanted, strict=True)
    )
    print(f"{name}: found {found}/{COUNT} (zxing alone {alone}), {ours / bare:.1f} × zxing alone ({ours:.1f} s)")
    assert found >= COUNT * share
    assert ours <= bare * LIMIT
