"""Consistency checks over a real file: one reading, notes that hold while nothing changes, and speech."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.audit import COMPANY
from app.domain.consistency import Hit, Spot, Where
from app.domain.duties import Duty
from app.domain.evidence import Evidence
from app.domain.grades import Gravity, Level, Verdict
from app.domain.history import Event
from app.domain.ledgers import Record
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import (
    answering,
    auditing,
    challenging,
    consistency,
    consistency_wording,
    evidencing,
    findings,
    people,
    planning,
)
from app.services.consistency import Told
from app.services.ports import Batch, Desk, HistoryQuery
from tests.services.test_reworded import planted


def places(desk: Desk) -> tuple[tuple[str, str], ...]:
    return tuple(p for p in auditing.outline(desk).places if p[1] != COMPANY)


def found(desk: Desk, rule: str) -> tuple[Told, ...]:
    return consistency.chosen(consistency.check(desk).hits, rule=rule)


def sentence(desk: Desk, told: Told, language: str = "ja") -> str:
    return consistency_wording.sentence(desk.catalogue, told.hit, gettext, language)


def fail(desk: Desk, comment: str = "") -> tuple[str, str]:
    """A deficiency at the first place of a site."""
    place = places(desk)[0]
    answering.record_answer(desk, *place, Verdict.NONCONFORMING, comment)
    return place


def import_terminals(desk: Desk, count: int) -> None:
    with desk.file.write() as work:
        batch = Batch("b1", "terminals", "端末台帳.xlsx", "0" * 64, desk.stamp(), "officer")
        work.ledgers.begin(batch)
        work.ledgers.compare_and_put(
            batch,
            [
                Record("terminals", f"T{n}", f"t{n}", "本店", {"asset_no": f"T{n}", "site": "本店", "status": "使用中"})
                for n in range(count)
            ],
        )
        work.ledgers.finish(batch)
        work.history.record(desk.stamp(), "officer", Event("ledger.imported", "b1"))
        work.commit()


def test_a_risk_that_is_accepted_for_long_by_somebody_unlisted_is_told(desk: Desk) -> None:
    fail(desk)
    findings.refresh(desk)
    (finding,) = findings.listing(desk)
    findings.accept(desk, finding.id, "代替策あり", "山", date(2099, 12, 31))
    (long,) = found(desk, "K80")
    assert "受容の期限が2099年12月31日で、3年より先です" in sentence(desk, long)
    # Where nobody is listed, nobody can be missing.
    assert found(desk, "K81") == ()
    people.add(desk, "山田 太郎", "監査部", [Duty.APPROVER])
    (unlisted,) = found(desk, "K81")
    assert "受容の承認者「山」は、点検の担当者の一覧にいません" in sentence(desk, unlisted)
    findings.accept(desk, finding.id, "代替策あり", "山田太郎", date(2027, 3, 31))
    assert found(desk, "K80") == found(desk, "K81") == ()


def test_a_new_audit_has_nothing_wrong_that_was_answered(desk: Desk) -> None:
    result = consistency.check(desk)
    assert {told.text.group for told in result.hits} <= {"answers", "cases", "upkeep"}
    assert {told.hit.rule for told in result.hits} >= {"K08", "K50", "K55"}
    assert len(result.rules) + len(result.not_checked) == len(desk.catalogue.checks)


def test_a_deficiency_wants_a_remark_and_a_measure(desk: Desk) -> None:
    place = fail(desk)
    assert {t.hit.where for t in found(desk, "K02")} == {Where(Spot.PLACE, "measure", *place)}
    (bare,) = found(desk, "K03")
    assert sentence(desk, bare) == "「不適合」と回答していますが、所見がありません。"
    answering.record_comment(desk, *place, "画面が見える。")
    planning.write_action_for(desk, place[0], measure="目隠しを置く")
    assert not found(desk, "K02")
    assert not found(desk, "K03")


def test_a_draft_that_tells_no_problem_is_found_until_it_is_drafted_anew(desk: Desk) -> None:
    place = fail(desk)
    planning.draft_plan(desk)
    (action,) = planning.view(desk).actions
    assert {t.hit.message for t in found(desk, "K28")} == {"measure", "problem"}
    planning.accept_draft(desk, action.number)
    # A remark alone does not change what stands in the plan.
    answering.record_comment(desk, *place, "画面が見える。")
    (bare,) = found(desk, "K28")
    assert (bare.hit.message, bare.hit.where.number) == ("problem", action.number)
    assert sentence(desk, bare) == "対策1の現状の問題に、何が不備なのかが書かれていません。"
    planning.draft_plan(desk)
    assert not found(desk, "K28")


def test_a_number_is_compared_with_the_ledger(desk: Desk) -> None:
    import_terminals(desk, 12)
    head = next(s.id for s in auditing.outline(desk).sites if s.name == "本店")
    checkpoint = next(c for c, site in places(desk) if site == head)
    answering.record_answer(desk, checkpoint, head, Verdict.CONFORMING, "端末は10台で、台帳と一致した。")
    (told,) = found(desk, "K70")
    assert sentence(desk, told) == "所見に「端末は10台」とありますが、端末台帳では12台です。"
    answering.record_answer(desk, checkpoint, head, Verdict.CONFORMING, "端末は１２台で、台帳と一致した。", "確認")
    assert not found(desk, "K70")


def test_a_reply_to_a_challenge_is_read_and_its_field_named(desk: Desk) -> None:
    place = places(desk)[0]
    answering.record_answer(desk, *place, Verdict.CONFORMING, "現地で確認した。")
    with desk.file.write() as work:
        work.findings.put([planted(place)])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "rules"))
        work.commit()
    (view,) = challenging.at_place(desk, *place)
    text = "2024年4月1日(令和5年4月1日)に撤去した。"
    challenging.reply(desk, *place, view.challenge.basis, text)
    (told,) = found(desk, "K78")
    assert consistency_wording.field(told.hit.where, gettext) == "反問への答え"
    assert sentence(desk, told) == (
        "「2024年4月1日(令和5年4月1日)」とありますが、西暦に直すと2024年4月1日と2023年4月1日で、一致しません。"
    )


def test_evidence_without_its_bytes_is_found(desk: Desk) -> None:
    place = places(desk)[0]
    with desk.file.write() as work:
        work.evidence.put(Evidence("e1", *place, "写真.jpg", "image/jpeg", 3, "f" * 64, desk.stamp(), "officer"))
        work.history.record(desk.stamp(), "officer", Event("evidence.added", "e1", *place))
        work.commit()
    (told,) = found(desk, "K20")
    assert told.hit.where == Where(Spot.EVIDENCE, "evidence", *place, "e1")


# --- notes ------------------------------------------------------------------------------------------------------------


def test_what_was_left_as_it_is_comes_again_when_it_says_something_else(desk: Desk) -> None:
    _changes, action = planning.add_action(desk, "A3-2", "目隠し", due=date(2026, 11, 1))
    (told,) = found(desk, "K33")
    changes = consistency.note(desk, [told.hit.id], " 業者の都合 ")
    assert changes.consistency
    assert not found(desk, "K33")
    (noted,) = consistency.chosen(consistency.check(desk).noted, rule="K33")
    assert noted.note is not None
    assert (noted.note.reason, noted.note.by) == ("業者の都合", "officer")
    planning.edit_action(desk, action.number, due=date(2026, 11, 2))
    assert [t.hit.id for t in found(desk, "K33")] == [told.hit.id]


def test_a_note_stands_in_the_history_and_can_be_taken_back(desk: Desk) -> None:
    place = fail(desk)
    (told,) = found(desk, "K03")
    consistency.note(desk, [told.hit.id], "口頭で確認")
    consistency.note(desk, [told.hit.id], "口頭で確認")
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="consistency.noted"))
    assert (entry.event.checkpoint, entry.event.site) == place
    assert entry.event.after == {"rule": "K03", "reason": "口頭で確認"}
    assert consistency.unnote(desk, [told.hit.id]).consistency
    assert [t.hit.id for t in found(desk, "K03")] == [told.hit.id]
    assert not consistency.notes(desk)


def test_a_note_wants_a_reason_and_a_hit_as_it_was_shown(desk: Desk) -> None:
    fail(desk)
    (told,) = found(desk, "K03")
    for wanted, reason, digests, code in (
        ([told.hit.id], " ", None, "reason_missing"),
        (["K-0000000000"], "確認", None, "consistency_unknown"),
        ([told.hit.id], "確認", {told.hit.id: "another"}, "consistency_changed"),
    ):
        with pytest.raises(UserError) as refused:
            consistency.note(desk, wanted, reason, digests)
        assert refused.value.code == code
    with pytest.raises(UserError) as refused:
        consistency.unnote(desk, [told.hit.id])
    assert refused.value.code == "consistency_not_noted"
    assert not consistency.notes(desk)


def test_errors_that_nobody_left_keep_an_audit_from_its_seal(desk: Desk) -> None:
    fail(desk)
    before = consistency.blocking(desk)
    assert {told.severity for told in before} == {Gravity.ERROR}
    (told,) = found(desk, "K03")
    consistency.note(desk, [told.hit.id], "口頭で確認")
    assert len(consistency.blocking(desk)) == len(before) - 1


def test_what_keeps_from_the_seal_has_its_places(desk: Desk) -> None:
    place = fail(desk)
    places_of = [(told.hit.where.checkpoint, told.hit.where.site) for told in consistency.blocking(desk)]
    assert places_of.count(place) == 2
    assert ("", "") in places_of


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_sentence_is_complete_in_both_languages(desk: Desk) -> None:
    values = {
        "thing": "terminals", "event": "enforced", "role": "information_manager", "ledger": "terminals",
        "direction": desk.catalogue.directions[0].id, "stage": "design", "earlier": "decision",
        "said": "2023-04", "other": "FY2023", "date": "2026-11-01",
    }  # fmt: skip
    names = {"count", "rules", "site", "out", "met", "remark", "bad", "number", "checkpoint", "by", "reason", "words"}
    names |= {"held", "unit", "what", "label", "day", "answered", "name", "sites", "days", "start", "subject", "rule"}
    names |= {
        "system",
        "title",
        "cause",
        "dated",
        "first",
        "last",
        "drawn",
        "note",
        "least",
        "reply",
        "person",
        "years",
        "answers",
        "findings",
        "step",
        "then",
        "percent",
        "second",
        "before",
        "now",
        "characters",
        "value",
        "due",
    }
    values |= dict.fromkeys(names, "…")
    for text in desk.catalogue.checks:
        for message in text.hits:
            hit = Hit(text.id, Where(Spot.PLACE), message, values)
            for language in ("ja", "en"):
                told = consistency_wording.sentence(desk.catalogue, hit, gettext, language)
                assert "{" not in told, (text.id, message, told)
                assert "[" not in told


def test_days_are_told_in_words(desk: Desk) -> None:
    values = {"what": "要領", "event": "enforced", "said": "2023-04", "other": "FY2023", "checkpoint": "A1-1-01"}
    hit = Hit("K72", Where(Spot.PLACE), "days", values)
    told = consistency_wording.sentence(desk.catalogue, hit, gettext, "ja")
    assert told == "「要領」の日付(施行)が2023年4月とありますが、A1-1-01の所見では2023年度です。"


def test_every_spot_has_a_name(desk: Desk) -> None:
    for spot in Spot:
        where = Where(spot, "due", "A1-1-01", "s1", "terminals", 3)
        assert consistency_wording.place(where, {"s1": "本店"}, {}, {}, gettext)


def test_company_checkpoints_are_of_the_company(desk: Desk) -> None:
    checkpoint = next(c for c in auditing.outline(desk).checkpoints if c.level is Level.COMPANY)
    answering.record_answer(desk, checkpoint.id, COMPANY, Verdict.PARTLY)
    told = next(t for t in found(desk, "K03") if t.hit.where.checkpoint == checkpoint.id)
    assert consistency_wording.place(told.hit.where, {}, {}, {}, gettext) == f"{checkpoint.id} 全社"


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "2か所(本店、北営業所など)"), ("en", "at 2 sites (本店, 北営業所)")]
)
def test_sites_are_listed_as_the_language_lists(desk: Desk, tmp_path: Path, language: str, said: str) -> None:
    photo = tmp_path / "掲示.png"
    photo.write_bytes(b"a picture")
    checkpoint = next(c.id for c in desk.catalogue.checkpoints if c.level is Level.SITE)
    for site in auditing.outline(desk).sites:
        evidencing.attach(desk, checkpoint, site.id, photo)
    (told,) = found(desk, "K24")
    assert said in consistency_wording.sentence(desk.catalogue, told.hit, gettext_in(language), language)
