"""A report says what it is, and a changed one is found out."""

from pathlib import Path

import pypdf
import pytest

from app.errors import UserError
from app.formats.report.check import verify_pdf
from app.formats.report.pdf import write_pdf
from app.services.reporting.model import Paragraph, Report


@pytest.fixture
def written(tmp_path: Path) -> Path:
    target = tmp_path / "確認書.pdf"
    write_pdf(
        Report(
            title="確認書 /Keywords (shadan length=000000000000;)",
            organisation="東湾(送配電)",
            language="ja",
            blocks=(Paragraph("本文"),),
            watermark="案",
            kind="site-confirmation",
            fingerprint="7F3A-19C2-88D0",
            audit_id="a1",
            extra=(("site", "南岬営業所; (別)"),),
        ),
        target,
    )
    return target


def test_a_report_says_what_it_is(written: Path) -> None:
    check = verify_pdf(written)
    assert check.info == {
        "kind": "site-confirmation",
        "fingerprint": "7F3A-19C2-88D0",
        "audit": "a1",
        "draft": "1",
        "site": "南岬営業所; (別)",
    }
    assert (check.ok, check.reason, check.fingerprint) == (True, "", "7F3A-19C2-88D0")


def accepted(path: Path) -> bool:
    """Whether the file passes as ours and unchanged."""
    try:
        return verify_pdf(path).ok
    except UserError:
        return False


def test_any_changed_byte_is_found(written: Path) -> None:
    assert accepted(written)
    data = written.read_bytes()
    for at in range(0, len(data), len(data) // 60):
        changed = bytearray(data)
        changed[at] ^= 1
        written.write_bytes(bytes(changed))
        assert not accepted(written)


def test_appended_shortened_and_rewritten_files_are_told_apart(written: Path, tmp_path: Path) -> None:
    data = written.read_bytes()
    written.write_bytes(data + b"\n% more")
    assert verify_pdf(written).reason == "appended"
    written.write_bytes(data[:-20])
    assert verify_pdf(written).reason == "changed"
    written.write_bytes(data)
    again = tmp_path / "again.pdf"
    writer = pypdf.PdfWriter(clone_from=written)
    writer.compress_identical_objects()
    with again.open("wb") as stream:
        writer.write(stream)
    check = verify_pdf(again)
    assert not check.ok
    assert check.fingerprint == "7F3A-19C2-88D0"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"text"])
def test_what_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        verify_pdf(path)
    assert error.value.code == "report_not_ours"
    with pytest.raises(UserError) as error:
        verify_pdf(tmp_path / "none.pdf")
    assert error.value.code == "file_missing"
