"""Pages as pictures."""

from pathlib import Path

from app.formats.report.pdf import pdf_bytes
from app.formats.report.preview import metadata, page_count, render_pages
from tests.formats.report.sample import sample


def test_pages_are_pictures_with_ink_and_paper(tmp_path: Path) -> None:
    data = pdf_bytes(sample())
    path = tmp_path / "計画.pdf"
    path.write_bytes(data)
    made = list(render_pages(data, 0.5))
    assert len(made) == page_count(path) == page_count(data) > 5
    assert made == list(render_pages(path, 0.5))
    for width, height, rgb in made:
        assert (width, height) == (298, 421)
        assert len(rgb) == width * height * 3
        assert rgb[:3] == b"\xff\xff\xff"
        assert min(rgb) < 90


def test_colours_are_in_order() -> None:
    (_first, *rest) = render_pages(pdf_bytes(sample(watermark="")), 1)
    blue = sum(p[2] > p[0] + 60 for p in _pixels(rest[1][2]))
    assert blue > 500


def _pixels(rgb: bytes) -> list[bytes]:
    return [rgb[n : n + 3] for n in range(0, len(rgb), 3)]


def test_what_is_no_pdf_has_no_pages() -> None:
    assert page_count(b"no") == 0
    assert metadata(b"no") == {}
