"""The house style of an audit: kept, told, taken back, carried on, given to another audit, and worn by its reports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.house_style import Dates, Front, House, Preset, Recipient, marked_name
from app.domain.text import Text
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, carrying, findings, house_styling, reporting, undoing
from app.services.ports import Desk, HistoryQuery
from app.services.reporting import dressing
from app.services.reporting.model import Cover, Letter, Paragraph, Report
from app.ui.history.words import summary
from tests.desk import begun, new_world
from tests.logos import logo_file
from tests.services.earlier_audit import next_audit
from tests.services.rounds import narrowed, sealed

ja = gettext_in("ja")


def styled(desk: Desk, folder: Path, **more: object) -> House:
    """Give the audit a style with a logo."""
    read = desk.world.houses.read_logo(logo_file(folder / "logo.png"))
    house = house_styling.with_logo(house_styling.house(desk), read, "青い丸")
    house = replace(house, company="東湾送配電", header="{company} {title}", footer="{recipient} {as_of}", **more)  # type: ignore[arg-type]
    assert house_styling.change(desk, house, read.png).audit
    return house


def code(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def built(desk: Desk, kind: str, recipient: Recipient, language: str = "ja") -> Report:
    return reporting.build(desk, kind, gettext_in(language), language, recipient=recipient)


# --- kept -------------------------------------------------------------------------------------------------------------


def test_a_line_that_would_be_cut_is_refused_with_its_places_filled_in(desk: Desk) -> None:
    house = house_styling.house(desk)
    before = house_styling.house(desk)
    assert code(lambda: house_styling.change(desk, replace(house, header="情" * 119))) == "style_no_room"
    assert code(lambda: house_styling.change(desk, replace(house, footer="情" * 100))) == "style_no_room"
    long = replace(house, company="東" * 100, header="{company}")
    assert house_styling.change(desk, long).audit
    assert (
        code(lambda: house_styling.change(desk, replace(long, header="{company} {title} {as_of}"))) == "style_no_room"
    )
    house_styling.reset(desk)
    assert house_styling.house(desk) == before


def test_an_audit_wears_the_values_at_first_until_it_has_its_own(desk: Desk, tmp_path: Path) -> None:
    assert house_styling.house(desk) == desk.world.houses.presets()
    assert not house_styling.is_own(desk)
    house = styled(desk, tmp_path)
    assert house_styling.house(desk) == house
    assert house_styling.is_own(desk)
    assert not house_styling.change(desk, house)
    assert house_styling.reset(desk)
    assert house_styling.house(desk) == desk.world.houses.presets()
    assert not house_styling.reset(desk)


def test_a_change_is_told_and_can_be_taken_back_with_its_logo(desk: Desk, tmp_path: Path) -> None:
    first = styled(desk, tmp_path)
    house_styling.change(desk, house_styling.with_logo(replace(first, company=""), None))
    with desk.file.read() as work:
        newest, older = work.history.entries(HistoryQuery(act=house_styling.CHANGED))
    said = summary(newest, lambda _identity: "")
    assert "表紙の会社名: 東湾送配電" in said
    assert "ロゴ" in said
    assert "経営層: 機密区分" not in said
    assert "経営層: 機密区分: 社外秘" in summary(older, lambda _identity: "")
    undoing.undo(desk, ja)
    assert house_styling.house(desk) == first
    assert house_styling.logo(desk) is not None
    undoing.redo(desk, ja)
    assert house_styling.house(desk).logo is None
    undoing.undo(desk, ja)
    undoing.undo(desk, ja)
    assert not house_styling.is_own(desk)
    assert not desk.world.files.verify(Path(desk.file.location)).problems


def test_what_cannot_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    first = house_styling.house(desk)
    bad = (
        (replace(first, header="{titel}"), "style_place_unknown"),
        (replace(first, presets={Recipient.OFFICE: Preset(Text("a/b", "x"))}), "style_marking_character"),
        (replace(first, presets={Recipient.OFFICE: Preset(withheld=("nothing",))}), "style_kind_unknown"),
        (replace(first, header="{title} 髙﨑𠮷😀"), "style_unprinted"),
        (replace(first, presets={Recipient.OFFICE: Preset(marking=Text("社外秘😀", "internal"))}), "style_unprinted"),
    )
    for wanted, said in bad:
        assert code(lambda wanted=wanted: house_styling.change(desk, wanted)) == said  # type: ignore[misc]
    with pytest.raises(UserError) as caught:
        house_styling.change(desk, bad[1][0])
    assert "「事業所 機密区分」" in caught.value.sentence(ja)
    assert not house_styling.is_own(desk)


def test_a_style_goes_to_another_audit_as_one_file(desk: Desk, tmp_path: Path) -> None:
    house = styled(desk, tmp_path)
    house_styling.give(desk, tmp_path / "体裁.toml")
    (tmp_path / "other").mkdir()
    other = begun(new_world(), tmp_path / "other")
    try:
        house_styling.take(other, tmp_path / "体裁.toml")
        assert house_styling.house(other) == house
        assert house_styling.logo(other) == house_styling.logo(desk)
        (tmp_path / "bad.toml").write_text("format = 1\nheader = '{'", encoding="utf-8")
        assert code(lambda: house_styling.take(other, tmp_path / "bad.toml")) == "style_brace"
        assert house_styling.house(other) == house
    finally:
        other.file.close()


def test_the_next_audit_goes_on_with_it(desk: Desk, tmp_path: Path) -> None:
    house = styled(desk, tmp_path)
    desk.file.close()
    following, _come = carrying.create_from(
        desk.world, tmp_path / "次.shadan", next_audit("本店"), Path(desk.file.location)
    )
    try:
        assert house_styling.house(following) == house
        logo = house_styling.logo(following)
        assert logo is not None
        assert logo.startswith(b"\x89PNG")
        assert built(following, "results", Recipient.MANAGEMENT).logo is not None
    finally:
        following.file.close()


def test_a_sealed_audit_keeps_its_style_and_wears_it(desk: Desk, tmp_path: Path) -> None:
    house = styled(desk, tmp_path)
    sealed(narrowed(desk))
    assert code(lambda: house_styling.reset(desk)) == "audit_sealed"
    assert house_styling.house(desk) == house
    assert built(desk, "results", Recipient.MANAGEMENT).confidentiality == "社外秘"


# --- worn -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["plan", "results", "findings", "overview", "attestation"])
def test_the_style_at_first_leaves_a_report_as_it_was_built(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Report, Report]] = []
    dress = dressing.dressed

    def spy(report: Report, *rest: object) -> Report:
        made = dress(report, *rest)  # type: ignore[arg-type]
        seen.append((report, made))
        return made

    monkeypatch.setattr(dressing, "dressed", spy)
    built(desk, kind, Recipient.GENERAL)
    ((before, after),) = seen
    assert after == before


def test_management_gets_a_cover_and_its_marking(desk: Desk, tmp_path: Path) -> None:
    styled(desk, tmp_path)
    plan = built(desk, "plan", Recipient.MANAGEMENT)
    cover, second = plan.blocks[:2]
    assert isinstance(cover, Cover)
    assert cover.title == "業務改善計画"
    assert cover.lines == ("東湾送配電",)
    assert not (isinstance(second, Paragraph) and second.style == "right")
    assert (plan.confidentiality, plan.stamp) == ("社外秘", "社外秘")
    assert plan.header == "東湾送配電 業務改善計画"
    assert plan.house_footer == "経営層 2026年10月31日"
    assert plan.logo is not None
    assert plan.logo.alt == "青い丸"
    assert ("for", "management") in plan.extra
    assert plan.organisation == "東湾送配電株式会社"
    assert plan.footer == built(desk, "plan", Recipient.GENERAL).footer
    assert built(desk, "plan", Recipient.MANAGEMENT, "en").confidentiality == "Confidential"


def test_the_authority_gets_a_letter_and_no_marking(desk: Desk, tmp_path: Path) -> None:
    auditing.change_facts(desk, confidentiality="部外秘")
    styled(desk, tmp_path)
    results = built(desk, "results", Recipient.AUTHORITY)
    letter = results.blocks[0]
    assert isinstance(letter, Letter)
    assert letter.sender[0] == "東湾送配電"
    assert letter.enclosures == ("別紙 自己点検結果報告書",)
    assert not any(isinstance(block, Cover) for block in results.blocks)
    assert (results.confidentiality, results.stamp) == ("", "")
    assert built(desk, "results", Recipient.GENERAL).confidentiality == "部外秘"
    plan = built(desk, "plan", Recipient.AUTHORITY)
    assert isinstance(plan.blocks[0], Letter)
    assert plan.blocks[0].title == "業務改善計画の提出について"


def test_signed_papers_get_nothing_before_them(desk: Desk, tmp_path: Path) -> None:
    styled(desk, tmp_path)
    for recipient in (Recipient.MANAGEMENT, Recipient.AUTHORITY):
        paper = built(desk, "site-confirmation", recipient)
        assert not any(isinstance(block, Cover | Letter) for block in paper.blocks)
        assert paper.logo is None
        assert paper.confidentiality == ("社外秘" if recipient is Recipient.MANAGEMENT else "")


def test_nothing_can_stand_first_as_well(desk: Desk) -> None:
    house = house_styling.house(desk)
    bare = {**house.presets, Recipient.OFFICE: Preset(front=Front.NONE)}
    house_styling.change(desk, replace(house, presets=bare))
    for kind in ("plan", "results"):
        assert not any(isinstance(b, Cover | Letter) for b in built(desk, kind, Recipient.OFFICE).blocks)


def test_what_is_withheld_is_refused(desk: Desk) -> None:
    assert code(lambda: built(desk, "privacy-report", Recipient.OFFICE)) == "report_withheld"
    assert code(lambda: reporting.build_interview(desk, ja, recipient=Recipient.AUTHORITY)) == "report_withheld"
    assert built(desk, "privacy-report", Recipient.MANAGEMENT).kind == "privacy-report"


def test_days_are_as_the_recipient_has_them(desk: Desk) -> None:
    house = house_styling.house(desk)
    western = {**house.presets, Recipient.MANAGEMENT: Preset(dates=Dates.WESTERN)}
    house_styling.change(desk, replace(house, presets=western))
    assert "令和" in str(built(desk, "results", Recipient.GENERAL).blocks[0])
    assert "令和" not in str(built(desk, "results", Recipient.MANAGEMENT).blocks[0])
    reporting.set_dates(desk, Dates.WESTERN)
    assert "令和" not in str(built(desk, "results", Recipient.GENERAL).blocks[0])


def test_the_findings_of_a_site_are_its_own(desk: Desk) -> None:
    sites = auditing.outline(desk).sites
    for site, words in zip(sites, ("本店の不備である", "北の不備である"), strict=True):
        answering.record_answer(desk, "A4-4-04", site.id, Verdict.NONCONFORMING, words)
    findings.refresh(desk)
    whole = str(built(desk, "findings", Recipient.OFFICE))
    assert "本店" in whole
    assert "北営業所" in whole
    own = reporting.build(desk, "findings", ja, "ja", "北営業所", recipient=Recipient.OFFICE)
    assert "北営業所" in str(own)
    assert "本店" not in str(own)
    assert own.confidentiality == "取扱注意"


def test_a_style_that_is_tried_is_not_kept(desk: Desk) -> None:
    house = replace(house_styling.house(desk), header="試し")
    tried = reporting.trial(desk, house, None, Recipient.MANAGEMENT, ja)
    assert tried.header == "試し"
    assert isinstance(tried.blocks[0], Cover)
    assert not house_styling.is_own(desk)


def test_names_of_files_are_marked_for_whom_the_style_says(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "計画.pdf"
    assert house_styling.marked(desk, target, Recipient.GENERAL) == target
    assert house_styling.marked(desk, target, Recipient.AUTHORITY) == target
    marked = house_styling.marked(desk, target, Recipient.MANAGEMENT)
    assert marked == tmp_path / "【社外秘】計画.pdf"
    assert house_styling.marked(desk, marked, Recipient.MANAGEMENT) == marked
    # What builds a folder of files needs the style only.
    auditing.change_facts(desk, confidentiality="部外秘")
    house = house_styling.house(desk)
    house_styling.change(desk, replace(house, presets={Recipient.GENERAL: Preset(mark_names=True)}))
    assert marked_name("計画.pdf", house_styling.style(desk)) == "【部外秘】計画.pdf"
