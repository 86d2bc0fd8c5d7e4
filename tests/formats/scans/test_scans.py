"""Scans are read whatever scanner made them, and hostile ones are refused in one sentence."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from app.domain.paper_codes import make_code, read_payload
from app.errors import UserError
from app.formats.report.pdf import pdf_bytes
from app.formats.scans import ScanFiles
from app.formats.scans.limits import Limits
from app.i18n import gettext
from app.services.reporting.model import Paragraph, Report, Sheet, Title
from tests.scans import CLEAN, FAXED, SKEWED, Harm, as_pdf, pictures, scanned

COUNT = 4

pytestmark = pytest.mark.slow


def papers(count: int) -> bytes:
    """So many papers of one page."""
    sheets = tuple(
        Sheet(
            f"様式番号 SC-{n:03d} 第1版",
            (Title("事業所点検確認書"), Paragraph("当事業所において回答いたしました。" * 30)),
            f"確認書 {n}",
            make_code("test", str(n)),
            "SC",
            f"{n:012x}",
        )
        for n in range(1, count + 1)
    )
    return pdf_bytes(
        Report(title="書面", organisation="東湾送配電", language="ja", blocks=sheets, audit_id="3f2a9c1b" * 4)
    )


@pytest.fixture(scope="module")
def printed() -> bytes:
    return papers(COUNT)


def codes(path: Path) -> list[str]:
    """The code on each page, empty where none was read."""
    found = []
    for page in ScanFiles().read(path).pages:
        payload = next((p for p in map(read_payload, page.texts) if p is not None), None)
        found.append(payload.code if payload else "")
    return found


WANTED = [make_code("test", str(n)) for n in range(1, COUNT + 1)]


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("clean.pdf", CLEAN),
        ("skewed.pdf", SKEWED),
        ("faxed.pdf", FAXED),
        ("faxed.tif", FAXED),
        ("fine.tiff", Harm(300, turn=2, jpeg=60)),
        ("coarse.pdf", Harm(120)),
    ],
)
def test_scans_of_all_kinds_are_read(printed: bytes, tmp_path: Path, name: str, harm: Harm) -> None:
    assert codes(scanned(printed, tmp_path / name, harm)) == WANTED


@pytest.mark.parametrize(("name", "dpi"), [("page.png", 600), ("page.jpg", 300), ("page.jpeg", 150)])
def test_a_picture_is_a_scan_of_one_page(printed: bytes, tmp_path: Path, name: str, dpi: int) -> None:
    assert codes(scanned(printed, tmp_path / name, Harm(dpi, turn=4))) == WANTED[:1]


@pytest.mark.parametrize("degrees", [90, 180, 270, 5, -5])
def test_a_page_is_read_however_it_lies(printed: bytes, tmp_path: Path, degrees: int) -> None:
    image = next(pictures(printed, Harm(200))).rotate(degrees, expand=degrees % 90 == 0, fillcolor=255)
    image.save(tmp_path / "page.png")
    assert codes(tmp_path / "page.png") == WANTED[:1]


def test_the_file_that_was_printed_is_a_scan_as_well(printed: bytes, tmp_path: Path) -> None:
    (tmp_path / "printed.pdf").write_bytes(printed)
    read = ScanFiles().read(tmp_path / "printed.pdf")
    assert codes(tmp_path / "printed.pdf") == WANTED
    assert (read.media_type, read.size) == ("application/pdf", len(printed))


def test_backs_are_blank_and_other_codes_are_told(tmp_path: Path) -> None:
    import segno

    blank = Image.new("L", (1240, 1754), 250)
    other = Image.new("L", (1240, 1754), 255)
    stream = io.BytesIO()
    segno.make_qr("https://example.invalid/").save(stream, kind="png", scale=6)
    other.paste(Image.open(stream).convert("L"), (300, 300))
    words = Image.new("L", (1240, 1754), 255)
    words.paste(0, (200, 200, 900, 240))
    pages = ScanFiles().read(as_pdf([blank, other, words], tmp_path / "scan.pdf", 150)).pages
    assert [(page.blank, page.texts) for page in pages] == [
        (True, ()),
        (False, ("https://example.invalid/",)),
        (False, ()),
    ]


def test_progress_is_told_and_stopping_ends_it(printed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed)
    told: list[tuple[str, int, int]] = []

    def note(what: str, done: int, total: int) -> bool:
        told.append((what, done, total))
        return done < 2

    with pytest.raises(UserError) as error:
        ScanFiles().read(tmp_path / "a.pdf", note)
    assert error.value.code == "scan_stopped"
    assert told[-1] == ("scanning", 2, COUNT)


def test_pages_are_looked_at_and_given_out(printed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed)
    width, height, pixels = ScanFiles().picture(tmp_path / "a.pdf", 2)
    assert height > width
    assert len(pixels) == width * height * 3
    (tmp_path / "b.pdf").write_bytes(ScanFiles().extract(tmp_path / "a.pdf", [4, 2]))
    assert codes(tmp_path / "b.pdf") == [WANTED[3], WANTED[1]]
    with pytest.raises(UserError) as error:
        ScanFiles().picture(tmp_path / "a.pdf", COUNT + 1)
    assert error.value.code == "scan_page_missing"


# --- hostile files ----------------------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """A picture that is small on the disk and as large as it says in memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def endless_tiff() -> bytes:
    """A chain of directories that leads back to its beginning."""
    entry = struct.pack("<HHI", 256, 4, 1) + struct.pack("<I", 1)
    height = struct.pack("<HHI", 257, 4, 1) + struct.pack("<I", 1)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entry + height + struct.pack("<I", 8)


def huge_page() -> bytes:
    """A PDF whose page is as large as a house."""
    return pdf_of(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Resources<<>>>>")


def pdf_of(page: bytes) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 4\n0000000000 65535 f \n%strailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "scan_empty"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "scan_damaged"),
        ("renamed.pdf", b"PK\x03\x04 a workbook", "scan_kind_unknown"),
        ("notes.txt", b"words", "scan_kind_unknown"),
        ("cut.png", b"\x89PNG\r\n\x1a\n\0\0", "scan_damaged"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "scan_damaged"),
        ("cut.tif", b"II*\0\xff\xff\xff\x7f", "scan_damaged"),
        ("bomb.png", png(60_000, 60_000), "scan_page_large"),
        ("lying.png", png(2_000, 2_000), "scan_damaged"),
    ],
)
def test_a_bad_file_gets_one_sentence(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    begun = time.monotonic()
    with pytest.raises(UserError) as error:
        ScanFiles().read(path)
    assert error.value.code == code
    said = error.value.sentence(gettext)
    assert name in said
    assert "{" not in said
    assert time.monotonic() - begun < 30


def test_a_page_as_large_as_a_house_is_drawn_small(tmp_path: Path) -> None:
    (tmp_path / "house.pdf").write_bytes(huge_page())
    assert [page.blank for page in ScanFiles(Limits(points=1_000_000)).read(tmp_path / "house.pdf").pages] == [True]


@pytest.mark.parametrize("dpi", [200, 600])
def test_a_picture_whose_points_became_those_of_the_page_is_read(printed: bytes, tmp_path: Path, dpi: int) -> None:
    """Programs of phones know of no inches."""
    made = as_pdf(list(pictures(printed, Harm(dpi))), tmp_path / "phone.pdf", 72)
    assert codes(made) == WANTED


def test_a_photograph_beyond_the_limit_is_unpacked_smaller(printed: bytes, tmp_path: Path) -> None:
    next(pictures(printed, Harm(600))).save(tmp_path / "photo.jpg", quality=80)
    (page,) = ScanFiles(Limits(points=20_000_000)).read(tmp_path / "photo.jpg").pages
    assert page.texts


def test_a_page_that_cannot_be_read_leaves_the_others(printed: bytes, tmp_path: Path) -> None:
    coarse, fine = list(pictures(printed, Harm(150))), list(pictures(printed, Harm(300)))
    coarse[0].save(tmp_path / "mixed.tif", save_all=True, append_images=[fine[1], *coarse[2:]])
    read = ScanFiles(Limits(points=3_000_000)).read(tmp_path / "mixed.tif")
    assert [bool(page.texts) for page in read.pages] == [True, False, True, True]
    assert {at: error.code for at, error in read.unread.items()} == {2: "scan_page_large"}
    assert "mixed.tif の 2 ページ" in read.unread[2].sentence(gettext)


def laughing(pages: bytes, tmp_path: Path, at: int) -> Path:
    """A PDF of which a page draws forms that draw forms: there is no end to it."""
    import pypdf
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pages))
    inner = None
    for level in range(12):
        form = DecodedStreamObject()
        form.set_data(b"/F Do " * 20 if level else b"0 0 m 500 700 l 3 w S ")
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, 600, 800))),
                NameObject("/Resources"): DictionaryObject(
                    {} if inner is None else {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
                ),
            }
        )
        inner = writer._add_object(form)  # noqa: SLF001 - there is no other way to add a form
    stream = DecodedStreamObject()
    stream.set_data(b"/F Do")
    page = writer.pages[at]
    page[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/F"): inner})}
    )
    path = tmp_path / "laughing.pdf"
    writer.write(path)
    return path


def test_a_page_without_an_end_costs_itself_alone(printed: bytes, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def note(_code: str, done: int, total: int) -> bool:
        told.append((done, total))
        return True

    read = ScanFiles(Limits(idle_seconds=12.0)).read(laughing(printed, tmp_path, 1), note)
    assert [bool(page.texts) for page in read.pages] == [True, False, True, True]
    assert {at: error.code for at, error in read.unread.items()} == {2: "scan_page_stuck"}
    assert [done for done, total in told if total] == sorted(done for done, total in told if total)


def test_a_file_of_such_pages_is_given_up(printed: bytes, tmp_path: Path) -> None:
    path = laughing(printed, tmp_path, 0)
    begun = time.monotonic()
    with pytest.raises(UserError) as error:
        ScanFiles(Limits(idle_seconds=6.0, lost_pages=0)).read(path)
    # Which limit it meets first differs from system to system.
    assert error.value.code in {"scan_slow", "scan_memory", "scan_reader_ended"}
    assert time.monotonic() - begun < 30


def test_trying_on_a_page_ends(tmp_path: Path) -> None:
    noise = Image.effect_noise((2480, 3508), 200)
    begun = time.monotonic()
    read = ScanFiles(Limits(page_seconds=0.0)).read(as_pdf([noise], tmp_path / "noise.pdf", 300))
    assert [(page.texts, page.blank) for page in read.pages] == [((), False)]
    assert time.monotonic() - begun < 20


def test_a_chain_without_an_end_ends(tmp_path: Path) -> None:
    (tmp_path / "endless.tif").write_bytes(endless_tiff())
    with pytest.raises(UserError) as error:
        ScanFiles(Limits(pages=50)).read(tmp_path / "endless.tif")
    assert error.value.code in ("scan_damaged", "scan_many_pages")


def test_a_protected_file_is_told(printed: bytes, tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UserError) as error:
        ScanFiles().read(tmp_path / "locked.pdf")
    assert error.value.code == "scan_protected"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=1_000), "scan_too_large"),
        (Limits(pages=COUNT - 1), "scan_many_pages"),
        (Limits(idle_seconds=0.0), "scan_slow"),
        (Limits(memory_bytes=150_000_000), "scan_memory"),
        (Limits(cpu_seconds=0), "scan_slow"),
    ],
)
def test_a_scan_that_takes_too_much_is_ended(printed: bytes, tmp_path: Path, limits: Limits, code: str) -> None:
    (tmp_path / "a.pdf").write_bytes(printed)
    with pytest.raises(UserError) as error:
        ScanFiles(limits).read(tmp_path / "a.pdf")
    # Where there is too little for anything the process may fall over in more than one way.
    assert error.value.code in {code, "scan_reader_ended"}
    assert code == "scan_memory" or error.value.code == code


def test_a_folder_is_no_scan(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    for path, code in ((tmp_path / "a.pdf", "is_a_folder"), (tmp_path / "none.pdf", "file_missing")):
        with pytest.raises(UserError) as error:
            ScanFiles().read(path)
        assert error.value.code == code
