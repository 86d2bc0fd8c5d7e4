"""What an officer files by hand, and what is taken out again: no paper under the name of another, no half of a scan."""

import os
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.paper_loop import Printing, State
from app.errors import UserError
from app.formats.scans import ScanFiles
from app.i18n import gettext
from app.services import answering, auditing
from app.services.papers import filing, scanning
from app.services.ports import Desk
from tests.scans import scanned
from tests.services.papers.conftest import print_all, states
from tests.services.papers.test_filing import two_pages as two_pages  # noqa: F401 - a fixture
from tests.services.papers.test_filing import without_code
from tests.services.rounds import refused


def test_a_page_that_bears_the_code_of_another_printing_is_not_filed_as_this_one(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    old = tmp_path / "old.pdf"
    (tmp_path / "papers.pdf").rename(old)
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "端末が2台ある")
    newer = print_all(desk, tmp_path / "papers.pdf")
    with pytest.raises(UserError) as caught:
        filing.file_by_hand(desk, newer[1].code, old, [2])
    assert caught.value.code == "paper_code_of_another"
    said = caught.value.sentence(gettext)
    for part in ("old.pdf", "2ページ", "SC-002", "第1版", "第2版", "北営業所"):
        assert part in said
    with pytest.raises(UserError) as caught:
        filing.file_by_hand(desk, newer[1].code, tmp_path / "papers.pdf", [1])
    assert "SC-001" in caught.value.sentence(gettext)
    assert states(desk) == [State.PRINTED] * 3
    filing.file_by_hand(desk, newer[1].code, tmp_path / "papers.pdf", [2])
    assert states(desk)[1] is State.RETURNED


def test_a_page_of_another_audit_is_not_filed_by_hand(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.services.papers.filing.audit_mark", lambda _identity: "0000000")
        with refused("paper_foreign"):
            filing.file_by_hand(desk, printed[0].code, tmp_path / "papers.pdf", [1])
    assert states(desk)[0] is State.PRINTED


def test_a_picture_is_taken_out_under_the_name_of_a_picture(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    scan = without_code(tmp_path / "papers.pdf", tmp_path / "ぼけ.png")
    filing.file_by_hand(desk, "SC-001", scan)
    (out,) = filing.extract(desk, "SC-001", tmp_path / "out.pdf")
    assert out.name == "out.png"
    assert out.read_bytes() == scan.read_bytes()
    assert not (tmp_path / "out.pdf").exists()
    with refused("file_exists"):
        filing.extract(desk, "SC-001", tmp_path / "out.pdf")
    (shouted,) = filing.extract(desk, "SC-001", tmp_path / "LOUD.PNG")
    assert shouted.name == "LOUD.PNG"


def test_of_several_scans_all_are_taken_out_or_none(
    desk: Desk,
    two_pages: object,
    tmp_path: Path,  # noqa: F811
) -> None:
    assert callable(two_pages)
    scanning.take(desk, [two_pages(tmp_path / "a.pdf", 1), two_pages(tmp_path / "b.pdf", 2)])
    (tmp_path / "out_2.pdf").write_bytes(b"mine")
    with refused("file_exists"):
        filing.extract(desk, "SC-001", tmp_path / "out.pdf")
    assert not (tmp_path / "out_1.pdf").exists()
    assert (tmp_path / "out_2.pdf").read_bytes() == b"mine"
    assert not list(tmp_path.glob(".*.new"))
    (tmp_path / "out_2.pdf").unlink()
    assert [p.name for p in filing.extract(desk, "SC-001", tmp_path / "out.pdf")] == ["out_1.pdf", "out_2.pdf"]


def test_what_cannot_be_put_in_its_place_leaves_nothing_of_the_others(
    desk: Desk,
    two_pages: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # noqa: F811
) -> None:
    assert callable(two_pages)
    scanning.take(desk, [two_pages(tmp_path / "a.pdf", 1), two_pages(tmp_path / "b.pdf", 2)])
    real = os.replace

    def failing(source: Path, target: Path) -> None:
        if target.name == "out_2.pdf":
            raise OSError(28, "full")
        real(source, target)

    monkeypatch.setattr("app.services.papers.filing.os.replace", failing)
    with refused("disk_full"):
        filing.extract(desk, "SC-001", tmp_path / "out.pdf")
    assert not list(tmp_path.glob("out_*"))
    assert not list(tmp_path.glob(".*.new"))


def test_a_real_scan_is_still_filed_by_hand(desk: Desk, printed: tuple[Printing, ...], tmp_path: Path) -> None:
    scan = scanned(tmp_path / "papers.pdf", tmp_path / "scan.pdf")
    assert ScanFiles().read(scan).pages[2].texts
    filing.file_by_hand(desk, printed[2].code, scan, [3])
    assert states(desk)[2] is State.RETURNED
