"""What is seen of evidence: within bounds, whatever it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import bootstrap
from app.i18n import gettext
from app.services import evidencing
from app.services.ports import Desk
from app.ui.evidence import sight
from app.ui.evidence.sight import Bounded, Kind, Sight, Unseen, decoded, kind_of, look, picture
from app.ui.said import said
from tests.ui.evidence.hostile import claims, encoded, image, pdf, put


def seen(desk: Desk, folder: Path, name: str, data: bytes) -> Sight:
    """What is seen of a file once it is evidence."""
    evidence = evidencing.attach(desk, "A1-1-01", "", put(folder, name, data))[1]
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return look(desk, bootstrap.kit().paper, evidence, out)


@pytest.mark.parametrize("form", ["PNG", "JPG", "BMP", "WEBP"])
def test_pictures_are_known_by_their_content(desk: Desk, tmp_path: Path, form: str) -> None:
    found = seen(desk, tmp_path, "写真.dat", encoded(form))
    assert found.kind is Kind.PICTURE
    assert found.image is not None
    assert found.size is not None
    assert (found.image.width(), found.size.height()) == (120, 80)


def test_a_large_picture_is_brought_to_a_bounded_size() -> None:
    made, size = picture(encoded("JPG", image(5_000, 200)), sight.LONGEST)
    assert (made.width(), size.width()) == (sight.LONGEST, 5_000)
    small, _size = picture(encoded("PNG", image(1, 900)), 96)
    assert (small.width(), small.height()) == (1, 96)


def test_a_picture_that_claims_too_many_pixels_is_not_unpacked(desk: Desk, tmp_path: Path) -> None:
    for width, height in ((60_000, 60_000), (2**31 - 1, 2**31 - 1), (9_000, 9_000)):
        found = seen(desk, tmp_path, "巨大.png", claims(width, height))
        assert found.kind is Kind.NONE
        assert said(found.words) in {gettext(sight._HUGE), gettext(sight._BROKEN)}
    assert said(seen(desk, tmp_path, "巨大.png", claims(9_000, 9_000)).words) == gettext(sight._HUGE)


@pytest.mark.parametrize("form", ["PNG", "BMP", "WEBP"])
def test_a_picture_cut_short_is_one_sentence(desk: Desk, tmp_path: Path, form: str) -> None:
    whole = encoded(form, image(400, 300))
    for part in (len(whole) // 2, 40, 12):
        found = seen(desk, tmp_path, f"途中{part}.png", whole[:part])
        # What could still be read of it may be shown; else it is said that it is damaged.
        assert found.kind is Kind.PICTURE or said(found.words) == gettext(sight._BROKEN)
    assert said(seen(desk, tmp_path, "空.png", b"\x89PNG\r\n\x1a\n").words) == gettext(sight._BROKEN)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"GIF89a"]))
def test_whatever_comes_is_a_picture_or_none(data: bytes, head: bytes) -> None:
    try:
        made, size = picture(head + data, 64)
    except Unseen:
        return
    assert max(made.width(), made.height()) <= 64
    assert not size.isEmpty()


def test_a_vector_picture_is_not_opened(desk: Desk, tmp_path: Path) -> None:
    found = seen(desk, tmp_path, "図.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert (found.kind, said(found.words)) == (Kind.NONE, gettext(sight._NOTHING))
    with pytest.raises(Unseen):
        picture(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 64)


def test_a_pdf_is_written_out_and_counted(desk: Desk, tmp_path: Path) -> None:
    found = seen(desk, tmp_path, "図面.pdf", pdf(3))
    assert (found.kind, found.pages, said(found.words)) == (Kind.PAPER, 3, "")
    assert found.paper is not None
    assert found.paper.read_bytes() == pdf(3)


def test_a_pdf_that_is_none_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    for name, data in (("壊れた.pdf", b"%PDF-1.7\ngarbage"), ("途中.pdf", pdf(2)[:90])):
        found = seen(desk, tmp_path, name, data)
        assert (found.kind, said(found.words)) == (Kind.NONE, gettext(sight._NO_PAPER))


def test_pages_and_pixels_of_a_pdf_are_bounded(desk: Desk, tmp_path: Path) -> None:
    found = seen(desk, tmp_path, "多い.pdf", pdf(sight.MOST_PAGES + 20))
    assert found.pages == sight.MOST_PAGES
    assert str(sight.MOST_PAGES) in said(found.words)
    huge = put(tmp_path, "広い.pdf", pdf(1, 14_400, 14_400))
    lost: list[int] = []
    bounded = Bounded(bootstrap.kit().paper, lost.append)
    assert bounded.sizes(huge) == ((14_400.0, 14_400.0),)
    width, height, data = bounded.picture(huge, 0, 4.0)
    assert width * height <= sight._PAGE_PIXELS * 1.01
    assert len(data) == width * height * 3
    assert bounded.picture(tmp_path / "none.pdf", 7, 1.0) == (1, 1, b"\xcc\xcc\xcc")
    assert lost == [7]
    assert bounded.sizes(tmp_path / "none.pdf") == ()


def test_texts_are_read_as_they_were_written(desk: Desk, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp932", "utf-16"):
        found = seen(desk, tmp_path, f"{encoding}.csv", "管理番号,営業フロア\r\n".encode(encoding))
        assert (found.kind, found.text) == (Kind.TEXT, "管理番号,営業フロア\r\n"), encoding
    long = seen(desk, tmp_path, "長い.log", "あ".encode() * 100_000)
    assert set(long.text) == {"あ"}
    assert "200 KB" in said(long.words)


def test_only_texts_go_by_their_name() -> None:
    assert kind_of("a.txt", b"\0\1\2") is Kind.NONE
    assert kind_of("a.xlsx", b"PK\3\4") is Kind.NONE
    assert kind_of("a.txt", b"%PDF-1.4") is Kind.PAPER
    assert decoded(b"\x81") == ""
    assert decoded(b"\x81\xff\x81\xff") is None
