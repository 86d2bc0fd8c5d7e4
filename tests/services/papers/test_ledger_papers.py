"""Papers that are filled from the ledgers on their way out and back: only what is asked for is read and printed."""

from datetime import date
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import render
from app.domain.paper_loop import Printing, Signer, State
from app.errors import UserError
from app.i18n import gettext_in
from app.services import auditing, ledgers, undoing
from app.services.papers import filing, listing, making, printing, scanning, words
from app.services.ports import Desk
from app.services.reporting.sheets import Form
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES, import_all
from tests.services.papers.conftest import states
from tests.services.rounds import narrowed, refused, sealed

DAY = date(2026, 11, 24)


@pytest.fixture
def staffed(desk: Desk, tmp_path: Path) -> Desk:
    """The audit with its people and terminals."""
    import_all(desk, tmp_path, "people", "terminals")
    return desk


def pledges(desk: Desk, target: Path, *only: str) -> tuple[Printing, ...]:
    return printing.print_some(desk, target, render, gettext_in, forms=[Form.PLEDGE], only=only)[1]


def test_pledges_go_out_and_come_back_as_confirmations_do(staffed: Desk, tmp_path: Path) -> None:
    target = tmp_path / "pledges.pdf"
    printed = pledges(staffed, target)
    assert [p.number for p in printed] == ["PL-001", "PL-002", "PL-003", "PL-004"]
    pages = pypdf.PdfReader(target).pages
    assert len(pages) == sum(p.pages for p in printed)
    assert "様式番号 PL-001 第1版" in pages[0].extract_text()
    _changes, taken = scanning.take(staffed, [target])
    assert [(found.printing.code, found.became) for found in taken.found] == [
        (p.code, scanning.Became.FILED) for p in printed
    ]
    _changes, back = filing.withdraw(staffed, printed[0].code, "別人の署名だった")
    assert back.withdrawn
    assert [v.state for v in listing.listing(staffed, gettext_in, forms=[Form.PLEDGE])] == [
        State.PRINTED,
        *[State.RETURNED] * 3,
    ]


def test_a_form_is_in_use_once_a_paper_of_it_was_printed(staffed: Desk, tmp_path: Path) -> None:
    confirmations = [State.UNPRINTED] * 3
    assert states(staffed) == confirmations
    (one,) = pledges(staffed, tmp_path / "one.pdf", "1002")
    assert "井上" in one.name
    assert sorted(states(staffed)) == sorted([*confirmations, State.PRINTED, *[State.UNPRINTED] * 3])
    undoing.undo(staffed, gettext_in("ja"))
    after = sorted([*confirmations, State.TAKEN_BACK, *[State.UNPRINTED] * 3])
    assert sorted(states(staffed)) == after, "its paper may have gone out"


def test_only_the_ledgers_of_the_forms_asked_for_are_read(staffed: Desk) -> None:
    reading = listing.read(staffed, gettext_in)
    assert (reading.forms, reading.material.held.people) == (making.CONFIRMING, ())
    held = listing.read(staffed, gettext_in, forms=[Form.PLEDGE]).material.held
    assert (len(held.people), held.terminals) == (4, ())
    more = listing.read(staffed, gettext_in, more=[Form.TERMINAL_RETURN])
    assert more.forms == making.CONFIRMING | {Form.TERMINAL_RETURN}
    assert more.material.held.terminals


def test_a_change_of_the_ledger_outdates_the_paper_of_that_person_alone(staffed: Desk, tmp_path: Path) -> None:
    pledges(staffed, tmp_path / "one.pdf")
    rows = [[cell.replace("井上 恵", "井上 惠子") for cell in row] for row in TABLES["people"]]
    ledgers.import_batch(staffed, "people", xlsx(tmp_path / "newer.xlsx", rows))
    views = listing.listing(staffed, gettext_in, forms=[Form.PLEDGE], states=[State.OUTDATED])
    assert [view.subject for view in views] == ["1002"]
    assert words.why(views[0], gettext_in("ja")).startswith("印刷の後に内容が変わりました")
    again = pledges(staffed, tmp_path / "two.pdf", "1002")
    assert [(p.number, p.edition) for p in again] == [("PL-002", 2)]


def test_what_is_missing_for_a_form_is_said(staffed: Desk, tmp_path: Path) -> None:
    target = tmp_path / "none.pdf"
    for code, form, only in (
        ("paper_needs_ledger", [Form.ACCOUNT_REVIEW], ()),
        ("paper_only_unknown", [Form.PLEDGE], ("7777",)),
        ("paper_only_form", [], ("1001",)),
        ("paper_only_form", [Form.PLEDGE, Form.TRANSFER], ("1001",)),
    ):
        with refused(code):
            printing.print_some(staffed, target, render, gettext_in, forms=form, only=only)
    assert not target.exists()


def test_pledges_are_printed_after_the_seal_and_what_a_site_signed_stands(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    import_all(small, tmp_path, "people")
    sealed(small)
    before = printing.print_some(small, tmp_path / "site.pdf", render, gettext_in, forms=[Form.SITE_CONFIRMATION])[1]
    printed = pledges(small, tmp_path / "pledges.pdf")
    assert len(printed) == 4
    assert not any(p.draft for p in printed)
    assert auditing.outline(small).revision.short in pypdf.PdfReader(tmp_path / "pledges.pdf").pages[0].extract_text()
    again = printing.print_some(small, tmp_path / "again.pdf", render, gettext_in, forms=[Form.SITE_CONFIRMATION])[1]
    assert again == before


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_printed_with_its_own_sign(desk: Desk, tmp_path: Path, form: Form) -> None:
    import_all(desk, tmp_path)
    printed = printing.print_some(desk, tmp_path / "all.pdf", render, gettext_in, forms=[form])[1]
    assert {p.number[:3] for p in printed} == {f"{making.SIGNS[form]}-"}
    again = printing.print_some(desk, tmp_path / "again.pdf", render, gettext_in, forms=[form])[1]
    assert again == printed
    assert making.form_words(str).keys() == making.MAKERS.keys() == making.SIGNS.keys()


def test_another_name_than_the_printed_one_wants_a_reason(staffed: Desk, tmp_path: Path) -> None:
    target = tmp_path / "pledges.pdf"
    (aoki, _inoue, takahashi, _eguchi) = sorted(pledges(staffed, target), key=lambda p: p.subject)
    scanning.take(staffed, [target])
    ja = gettext_in("ja")
    with pytest.raises(UserError) as caught:
        filing.mark_signed(staffed, aoki.code, [Signer("伊藤 保")], DAY)
    assert caught.value.code == "paper_signed_by_other"
    told = caught.value.sentence(ja)
    assert "青木 明" in told
    assert "伊藤 保" in told
    with refused("paper_signed_by_other"):
        filing.mark_signed(staffed, aoki.code, [Signer("伊藤 保")], DAY, by_other=" -- ")
    reason = "休職中のため、上長が代わって署名した"
    _changes, back = filing.mark_signed(staffed, aoki.code, [Signer("伊藤 保")], DAY, by_other=reason)
    assert back.signers == (Signer("伊藤 保", instead_of="青木 明", reason=reason),)
    views = {view.subject: view for view in listing.listing(staffed, gettext_in, forms=[Form.PLEDGE])}
    assert reason in words.why(views["1001"], ja)
    assert reason in words.signers(back, ja)
    assert views["1001"].state is State.SIGNED
    filing.mark_signed(staffed, takahashi.code, [Signer("高橋　静")], DAY)
    views = {view.subject: view for view in listing.listing(staffed, gettext_in, forms=[Form.PLEDGE])}
    assert "高橋　静" in words.why(views["1004"], ja)
    assert "髙橋 静" in words.why(views["1004"], ja)
    _changes, again = filing.mark_signed(staffed, aoki.code, [Signer("青木明")], DAY, by_other=reason)
    assert again.signers == (Signer("青木明"),), "it was set right"
    views = {view.subject: view for view in listing.listing(staffed, gettext_in, forms=[Form.PLEDGE])}
    assert words.why(views["1001"], ja) == ""


def test_a_paper_for_one_person_names_that_person(desk: Desk, tmp_path: Path) -> None:
    import_all(desk, tmp_path)
    _changes, made = printing.print_some(desk, tmp_path / "all.pdf", render, gettext_in, forms=tuple(making.MAKERS))
    named: dict[str, list[str]] = {}
    for each in made:
        named.setdefault(each.form, []).append(filing.printed_person(each))
    assert named.pop("pledge") == ["青木 明", "井上 恵", "江口 亮", "髙橋 静"]
    assert sorted(named.pop("transfer")) == ["青木 明", "髙橋 静"]
    assert sorted(named.pop("terminal-return")) == ["", "井上 恵", "木村 剛", "青木 明"], "a section is nobody"
    assert not any(name for names in named.values() for name in names)
