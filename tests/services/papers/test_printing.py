"""Printing papers: codes, editions, what stands on the pages, and how the papers stand after it."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp

from app.bootstrap import render
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.paper_codes import is_code, read_payload, shown_code
from app.domain.paper_loop import Printing, State
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import answering, auditing, reporting, undoing
from app.services.papers import listing, out_list, printing, scanning, words
from app.services.ports import Desk
from app.services.reporting import said
from app.services.reporting.model import Paragraph, Report, Sheet
from app.services.reporting.sheets import Form
from tests.services.papers.conftest import print_all, states
from tests.services.rounds import narrowed, refused, sealed

SITE = "A4-4-04"


def change(desk: Desk, name: str = "北営業所") -> None:
    """Something that the paper of one site says."""
    site = next(s.id for s in auditing.outline(desk).sites if s.name == name)
    answering.record_answer(desk, SITE, site, Verdict.NONCONFORMING, "端末が2台ある", "数え直した")


def codes_in(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [page.render(scale=2, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [barcode.text for image in images for barcode in zxingcpp.read_barcodes(image)]


def test_every_paper_has_its_number_and_code_on_the_page(desk: Desk, tmp_path: Path) -> None:
    assert states(desk) == [State.UNPRINTED] * 3
    printed = print_all(desk, tmp_path / "papers.pdf")
    assert [(p.number, p.name, p.edition, p.pages) for p in printed] == [
        ("SC-001", "本店", 1, 1),
        ("SC-002", "北営業所", 1, 1),
        ("RC-001", "東湾送配電株式会社", 1, 1),
    ]
    assert all(is_code(p.code) for p in printed)
    assert states(desk) == [State.PRINTED] * 3
    payloads = [read_payload(text) for text in codes_in(tmp_path / "papers.pdf")]
    assert [(p.code, p.form, p.page, p.pages) for p in payloads if p] == [
        (each.code, sign, 1, 1) for each, sign in zip(printed, ("SC", "SC", "RC"), strict=True)
    ]
    pages = pypdf.PdfReader(tmp_path / "papers.pdf").pages
    for each, page in zip(printed, pages, strict=True):
        text = page.extract_text()
        assert shown_code(each.code) in text
        assert f"様式番号 {each.number} 第1版" in text
        assert "1 / 1" in text


def test_the_same_version_keeps_its_code_and_another_replaces_it(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    changes, again = printing.print_some(desk, tmp_path / "again.pdf", render, gettext_in)
    assert (bool(changes), again) == (False, printed)
    change(desk)
    # The results count all answers, the paper of 本店 only its own.
    assert states(desk) == [State.PRINTED, State.OUTDATED, State.OUTDATED]
    views = listing.listing(desk, gettext_in, states=[State.OUTDATED])
    assert {words.why(view, gettext) for view in views} == {"印刷の後に内容が変わりました。案"}
    newer = print_all(desk, tmp_path / "newer.pdf")
    assert [(p.number, p.edition) for p in newer] == [("SC-001", 1), ("SC-002", 2), ("RC-001", 2)]
    assert newer[0] == printed[0]
    assert newer[1].code != printed[1].code
    assert newer[1].version != printed[1].version
    assert states(desk) == [State.PRINTED] * 3


def test_a_paper_is_compared_in_the_language_it_was_printed_in(desk: Desk, tmp_path: Path) -> None:
    print_all(desk, tmp_path / "en.pdf", "en")
    assert states(desk) == [State.PRINTED] * 3
    assert [v.state for v in listing.listing(desk, gettext_in, "en")] == [State.PRINTED] * 3
    change(desk)
    assert states(desk)[:2] == [State.PRINTED, State.OUTDATED]


def test_a_site_taken_out_leaves_its_paper_to_be_replaced(desk: Desk, printed: tuple[Printing, ...]) -> None:
    site = next(s for s in auditing.outline(desk).sites if s.name == "北営業所")
    auditing.remove_site(desk, site.id, "閉鎖した")
    views = {view.name: view for view in listing.listing(desk, gettext_in)}
    assert views["北営業所"].state is State.OUTDATED
    assert words.why(views["北営業所"], gettext).startswith("この書面は不要になりました")


def test_a_draft_that_is_none_any_more_is_to_be_replaced(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    assert print_all(small, tmp_path / "draft.pdf")[0].draft
    assert "案" in pypdf.PdfReader(tmp_path / "draft.pdf").pages[0].extract_text()
    sealed(small)
    assert set(states(small)) == {State.OUTDATED}
    final = print_all(small, tmp_path / "final.pdf")
    assert not final[0].draft
    assert "案" not in pypdf.PdfReader(tmp_path / "final.pdf").pages[0].extract_text()
    assert set(states(small)) == {State.PRINTED}


def test_printing_is_taken_back_and_done_again(desk: Desk, printed: tuple[Printing, ...]) -> None:
    undoing.undo(desk, gettext)
    assert states(desk) == [State.TAKEN_BACK] * 3
    with refused("paper_taken_back"):
        listing.printing_of(desk, printed[0].code)
    undoing.redo(desk, gettext)
    assert states(desk) == [State.PRINTED] * 3
    assert not any(view.taken_back for view in listing.listing(desk, gettext_in))
    assert listing.printing_of(desk, shown_code(printed[0].code).lower()) == printed[0]


def test_nothing_is_kept_of_what_could_not_be_written(desk: Desk, tmp_path: Path) -> None:
    def broken(report: Report, target: Path) -> None:
        raise UserError("disk_full", file=target.name)

    for render_it, target in (
        (broken, tmp_path / "a.pdf"),
        (render, tmp_path / "a.txt"),
        (render, tmp_path / "n/a.pdf"),
    ):
        with pytest.raises(UserError):
            printing.print_some(desk, target, render_it, gettext_in)
    with refused("paper_none_chosen"):
        printing.print_some(desk, tmp_path / "a.pdf", render, gettext_in, keys=[("pledge", "1")])
    assert states(desk) == [State.UNPRINTED] * 3
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_paper_of_several_pages_counts_them_by_itself(desk: Desk, tmp_path: Path) -> None:
    long = tuple(Paragraph("確認した。" * 400) for _n in range(3))
    sheets = tuple(Sheet(f"様式番号 {n}", long, f"書面 {n}", "3EBPHRWK", "SC", "1a2b3c4d5e6f") for n in (1, 2))
    report = Report(title="書面", organisation="東湾送配電", language="ja", blocks=sheets, audit_id="3f2a9c1b" * 4)
    (first, second) = desk.world.scans.sheet_pages(report)
    assert first == second > 1
    render(report, tmp_path / "long.pdf")
    found = [read_payload(text) for text in codes_in(tmp_path / "long.pdf")]
    assert [(p.page, p.pages) for p in found if p] == [(n, first) for n in range(1, first + 1)] * 2
    reader = pypdf.PdfReader(tmp_path / "long.pdf")
    assert [getattr(entry, "title", "") for entry in reader.outline] == ["書面 1", "書面 2"]
    assert f"{first} / {first}" in reader.pages[first - 1].extract_text()


def test_the_list_of_what_is_out_tells_each_paper_at_its_site(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    reading = listing.read(desk, gettext_in)
    out_list.write(reading, tmp_path / "out.pdf", render)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out.pdf").pages)
    assert "書面 3 件のうち未回収 3 件" in text.replace("\n", "")
    for each in printed:
        assert shown_code(each.code) in text
    one = next(view for view in reading.views if view.name == "本店")
    back = replace(reading, views=tuple(replace(v, state=State.SIGNED) if v is one else v for v in reading.views))
    out_list.write(back, tmp_path / "less.pdf", render)
    less = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "less.pdf").pages)
    assert shown_code(printed[0].code) not in less
    assert shown_code(printed[1].code) in less


def test_reports_of_all_kinds_still_have_a_form_that_is_printed(desk: Desk, tmp_path: Path) -> None:
    """The registry holds both confirmations, and their words stand in the reports of them."""
    printing.print_some(desk, tmp_path / "one.pdf", render, gettext_in, forms=[Form.RESULT_CONFIRMATION])
    assert states(desk) == [State.UNPRINTED, State.UNPRINTED, State.PRINTED]
    report = reporting.build(desk, "result-confirmation", gettext)
    assert report.title


def test_papers_of_an_earlier_program_stand_as_they_did(
    desk: Desk, printed: tuple[Printing, ...], tmp_path: Path
) -> None:
    made = {d.subject + d.form: d for d in listing.read(desk, gettext_in).drafts}
    with desk.file.write(beside=True) as work:
        for each in printed:
            draft = made[each.subject + each.form]
            former = said.former_version(draft.form.value, draft.subject, draft.blocks)
            assert former != each.version
            work.papers.put(replace(each, version=former))
        work.history.record(desk.stamp(), "test", Event("paper.printed", "earlier"))
        work.commit()
    assert states(desk) == [State.PRINTED] * 3
    again = print_all(desk, tmp_path / "again.pdf")
    assert [each.code for each in again] == [each.code for each in printed]
    _, taken = scanning.take(desk, [tmp_path / "again.pdf"])
    assert states(desk) == [State.RETURNED] * 3
    site = next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")
    answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "端末が2台ある")
    assert states(desk) == [State.RETURNED, State.OUTDATED, State.OUTDATED]
