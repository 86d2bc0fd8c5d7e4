"""What papers tell of the seal: the revision, its fingerprint, who approved and sealed; the revision before."""

from pathlib import Path

import pypdf
import pytest

from app import bootstrap
from app.i18n import gettext_in
from app.services import answering, auditing, reporting, reviewing, sealing
from app.services.ports import Desk
from tests.services.reporting.filed import printed, text
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, accepted, answer_all, narrowed, sealed, working


@pytest.fixture
def small(desk: Desk) -> Desk:
    return narrowed(desk)


def paper(desk: Desk, kind: str, folder: Path, language: str = "ja") -> list[str]:
    """The pages of a report as they are read."""
    target = folder / f"{kind}.pdf"
    reporting.write(desk, kind, target, bootstrap.render, gettext_in(language), language)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages]


def test_the_papers_of_a_sealed_audit_bear_the_fingerprint_of_what_was_sealed(small: Desk, tmp_path: Path) -> None:
    accepted(small)
    sealing.approve(working(small, APPROVER))
    before = reporting.build(small, "attestation", gettext_in("ja")).fingerprint
    sealing.seal(working(small, "封印 次郎"))
    revision = auditing.outline(small).revision
    report = reporting.build(small, "attestation", gettext_in("ja"))
    # Nothing but the seal came between: it is one paper.
    assert report.fingerprint == revision.short == before
    assert report.watermark == ""
    pages = paper(small, "attestation", tmp_path)
    assert len(pages) == 3
    for page in pages:
        told = f"第1版、照合番号{revision.short}、承認{APPROVER}"
        assert "".join(told.split()) in page
        assert "封印封印次郎" in page
    assert bootstrap.check_paper(tmp_path / "attestation.pdf").fingerprint == revision.short
    (english,) = paper(small, "result-confirmation", tmp_path, "en")
    assert f"revision1,fingerprint{revision.short};approved:" in english


def test_papers_of_the_next_revision_name_the_one_before(small: Desk, tmp_path: Path) -> None:
    places = sealed(small)
    old = auditing.outline(small).revision
    sealing.reopen(working(small, OFFICER), "端末の記載漏れ")
    answering.record_comment(working(small, OFFICER), *places[0], "書き足し")
    for kind in ("attestation", "results", "plan"):
        pages = paper(small, kind, tmp_path)
        assert any(f"第2版、前の版:第1版{old.short}" in page for page in pages), kind
    assert all("第2版は第1版(照合番号" in page for page in paper(small, "attestation", tmp_path))
    assert any("端末の記載漏れ" in page for page in paper(small, "results", tmp_path))


def test_the_report_counts_what_was_reviewed(small: Desk, tmp_path: Path) -> None:
    places = answer_all(small)
    reviewing.accept(working(small, REVIEWER), places[:2])
    reviewing.give_back(working(small, REVIEWER), places[2:3], "写真がない")
    said = text(printed(reporting.build(small, "results", gettext_in("ja")), tmp_path))
    assert f"確認済2/{len(places)}件、差戻し1件" in said
    assert "封印していない" in said


def test_that_one_person_did_both_is_printed(small: Desk, tmp_path: Path) -> None:
    places = answer_all(small)
    reviewing.allow_one_person(working(small, OFFICER), "1名の事業所のため")
    reviewing.accept(working(small, OFFICER), places[:3])
    for kind in ("attestation", "results"):
        said = text(printed(reporting.build(small, kind, gettext_in("ja")), tmp_path))
        assert "1名の事業所のため" in said
        assert "確認済とした回答3件" in said
    assert len(paper(small, "attestation", tmp_path)) == 3
    # What was done so stays told when two persons are needed again.
    reviewing.forbid_one_person(working(small, OFFICER))
    said = text(printed(reporting.build(small, "results", gettext_in("ja")), tmp_path))
    assert "回答した人が確認済とした回答3件" in said
