"""Facts and sites of an audit, corrected with their history."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.answers import Answer
from app.domain.audit import Filing, Ground, live_sites
from app.domain.findings import Status
from app.domain.grades import Role, Verdict
from app.domain.history import Event
from app.errors import UserError
from app.services import answering, auditing, batches, findings, flagging, safekeeping
from app.services.ports import Desk, HistoryQuery, World


def history(desk: Desk) -> list[tuple[str, object, object]]:
    entries, _ = safekeeping.history(desk, HistoryQuery())
    return [(e.event.act, e.event.before, e.event.after) for e in entries]


def test_facts_are_corrected_and_the_history_tells_both(desk: Desk) -> None:
    changes = auditing.change_facts(desk, auditor=" 東湾 花子 ", confidentiality="社外秘", as_of=date(2026, 9, 30))
    audit = auditing.outline(desk).audit
    assert changes.audit
    assert (audit.auditor, audit.confidentiality, audit.as_of) == ("東湾 花子", "社外秘", date(2026, 9, 30))
    act, before, after = history(desk)[0]
    assert act == "audit.changed"
    assert before == {"auditor": "", "confidentiality": "", "as_of": "2026-10-31"}
    assert after == {"auditor": "東湾 花子", "confidentiality": "社外秘", "as_of": "2026-09-30"}


def test_what_is_the_same_leaves_no_trace(desk: Desk) -> None:
    before = history(desk)
    assert not auditing.change_facts(desk, period="2026年度上期", affiliates=())
    assert history(desk) == before


@pytest.mark.parametrize(("name", "code"), [("organisation", "organisation_missing"), ("period", "period_missing")])
def test_an_audit_keeps_its_name_and_period(desk: Desk, name: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        auditing.change_facts(desk, **{name: "  "})
    assert refused.value.code == code


def test_the_role_is_no_fact_to_be_corrected(desk: Desk) -> None:
    with pytest.raises(TypeError, match="role"):
        auditing.change_facts(desk, role=Role.AFFILIATED_RETAILER)


def test_a_renamed_site_keeps_its_answers_and_is_found_by_its_former_name(desk: Desk) -> None:
    site = live_sites(auditing.outline(desk).sites)[1]
    assert auditing.rename_site(desk, site.id, "北ネットワークセンター").sites
    sites = auditing.outline(desk).sites
    assert [s.name for s in live_sites(sites)] == ["本店", "北ネットワークセンター"]
    assert auditing.site_named(sites, "北営業所").id == site.id
    assert history(desk)[0] == ("site.renamed", {"name": "北営業所"}, {"name": "北ネットワークセンター"})
    assert not auditing.rename_site(desk, site.id, "北ネットワークセンター")


@pytest.mark.parametrize(("name", "code"), [("本店", "site_double"), (" ", "site_name_missing")])
def test_a_site_gets_no_name_that_is_taken_or_empty(desk: Desk, name: str, code: str) -> None:
    site = live_sites(auditing.outline(desk).sites)[1]
    with pytest.raises(UserError) as refused:
        auditing.rename_site(desk, site.id, name)
    assert refused.value.code == code


def test_a_removed_site_cannot_be_renamed(desk: Desk) -> None:
    site = live_sites(auditing.outline(desk).sites)[1]
    with pytest.raises(UserError):
        auditing.remove_site(desk, site.id, " ")
    auditing.remove_site(desk, site.id, "廃止")
    with pytest.raises(UserError) as refused:
        auditing.rename_site(desk, site.id, "東営業所")
    assert refused.value.code == "site_unknown"


def test_a_site_needs_a_name(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        auditing.add_site(desk, " ")
    assert refused.value.code == "site_name_missing"


def test_the_article_follows_from_the_ground_at_the_beginning_already(world: World, tmp_path: Path) -> None:
    new = auditing.NewAudit(
        "東湾送配電株式会社",
        Role.GRID_OPERATOR,
        "2026年度上期",
        date(2026, 9, 30),
        filing=Filing(Ground.ORDER, date(2026, 9, 1), addressee="経済産業大臣 殿"),
    )
    desk = auditing.create(world, tmp_path / "命令.shadan", new)
    try:
        assert auditing.outline(desk).audit.filing.law == world.catalogue.grounds["order", "grid_operator"]
    finally:
        desk.file.close()


def test_the_history_tells_every_change_of_the_filing(desk: Desk) -> None:
    auditing.change_filing(desk, ground=Ground.ORDER, dated=date(2026, 9, 1), addressee="経済産業大臣 殿")
    law = auditing.outline(desk).audit.filing.law
    assert history(desk)[0] == (
        "filing.changed",
        {"ground": "voluntary", "dated": "", "law": "", "addressee": ""},
        {"ground": "order", "dated": "2026-09-01", "law": law, "addressee": "経済産業大臣 殿"},
    )
    auditing.change_filing(desk, representative="東湾 太郎", submitted=date(2026, 12, 1), resolve="再発を防ぐ。")
    assert history(desk)[0] == (
        "filing.changed",
        {"representative": "", "submitted": "", "resolve": ""},
        {"representative": "東湾 太郎", "submitted": "2026-12-01", "resolve": "再発を防ぐ。"},
    )


def test_a_site_added_again_under_its_name_comes_back_with_its_answers(desk: Desk) -> None:
    site = live_sites(auditing.outline(desk).sites)[1]
    answering.record_answer(desk, "A4-4-04", site.id, Verdict.NONCONFORMING, "窓口に1台")
    assert [f.status for f in findings.listing(desk)] == [Status.OPEN]
    assert auditing.remove_site(desk, site.id, "誤り").findings
    # An answer at a site that is not examined is no finding to be settled.
    assert [f.status for f in findings.listing(desk)] == [Status.RESOLVED]
    changes = auditing.add_site(desk, "北 営業所")
    assert (changes.sites, changes.findings) == (True, True)
    outline = auditing.outline(desk)
    assert [s.id for s in live_sites(outline.sites)][1] == site.id
    assert outline.answers["A4-4-04", site.id].verdict is Verdict.NONCONFORMING
    assert [f.status for f in findings.listing(desk)] == [Status.OPEN]
    assert history(desk)[0] == ("site.restored", None, {"name": "北営業所"})


def test_a_site_comes_back_by_its_name_unless_another_has_it_by_now(desk: Desk) -> None:
    first, second = auditing.outline(desk).sites
    with pytest.raises(UserError) as refused:
        auditing.restore_site(desk, second.id)
    assert refused.value.code == "site_not_out"
    auditing.remove_site(desk, second.id, "誤り")
    auditing.rename_site(desk, first.id, "北営業所")
    with pytest.raises(UserError) as refused:
        auditing.restore_site(desk, second.id)
    assert refused.value.code == "site_double"
    auditing.rename_site(desk, first.id, "本店")
    sites = auditing.outline(desk).sites
    assert auditing.removed_site_named(sites, "北営業所").id == second.id
    auditing.restore_site(desk, second.id)
    assert [s.name for s in live_sites(auditing.outline(desk).sites)] == ["本店", "北営業所"]
    with pytest.raises(UserError) as refused:
        auditing.removed_site_named(auditing.outline(desk).sites, "本店")
    assert refused.value.code == "site_not_out"


def test_the_name_of_a_site_goes_before_a_former_name_of_another(desk: Desk) -> None:
    first, second = auditing.outline(desk).sites
    auditing.rename_site(desk, first.id, "本社")
    auditing.add_site(desk, "本店")
    sites = auditing.outline(desk).sites
    assert auditing.site_named(sites, "本店").id not in (first.id, second.id)
    assert auditing.site_named(sites, "本社").id == first.id
    auditing.remove_site(desk, auditing.site_named(sites, "本店").id, "誤り")
    assert auditing.site_named(auditing.outline(desk).sites, "本店").id == first.id


# --- reading on -------------------------------------------------------------------------------------------------------


def test_reading_on_sees_what_reading_anew_sees(desk: Desk) -> None:
    first, second = (site.id for site in auditing.outline(desk).sites)
    seen = auditing.outline(desk)

    def same() -> auditing.Outline:
        nonlocal seen
        whole, on = auditing.outline(desk), auditing.outline(desk, seen)
        assert on == whole
        seen = on
        return on

    place = ("A4-4-04", first)
    answering.record_answer(desk, *place, Verdict.CONFORMING)
    assert same().answers[place].verdict is Verdict.CONFORMING
    answering.record_comment(desk, *place, "再訪")
    answering.copy_answer(desk, "A4-4-04", first, [second])
    assert same().copies == {("A4-4-04", second): first}
    answering.record_comment(desk, "A4-4-04", second, "所見だけ")
    assert same().copies
    answering.record_answer(desk, "A4-4-04", second, Verdict.PARTLY, None, "差異")
    answering.record_answer(desk, "A4-4-04", second, Verdict.CONFORMING, None, "戻した")
    assert same().copies == {}
    batches.copy_many(desk, first, [("A4-4-04", second)])
    batches.answer_many(desk, [("A4-4-01", first), ("A4-4-01", second)], Verdict.PARTLY)
    batches.copy_many(desk, first, [("A4-4-01", second)], "同じ")
    same()
    batches.answer_many(desk, [("A4-4-02", first)], Verdict.PARTLY)
    batches.copy_many(desk, first, [("A4-4-02", second)])
    assert same().copies == {("A4-4-02", second): first, ("A4-4-04", second): first}
    batches.confirm_copies(desk, [("A4-4-02", second), ("A4-4-04", second)])
    assert same().copies == {}
    flagging.set_flags(desk, [place])
    same()
    auditing.add_site(desk, "南営業所")
    assert len(same().places) > len(seen.sites)
    auditing.remove_site(desk, second, "統合")
    same()
    auditing.change_facts(desk, period="2027年度")
    assert same().audit.period == "2027年度"


def test_reading_on_reads_anew_where_the_history_does_not_tell_of_an_answer(desk: Desk) -> None:
    seen = auditing.outline(desk)
    site = seen.sites[0].id
    at = desk.stamp()
    with desk.file.write() as work:
        for checkpoint in ("A4-4-01", "A4-4-04"):
            work.answers.append(Answer(checkpoint, site, Verdict.PARTLY, "", "", 1, at, "officer"))
        work.history.record(at, "officer", Event("answer.recorded", "A4-4-01", "A4-4-01", site))
        work.commit()
    assert auditing.outline(desk, seen) == auditing.outline(desk)
    assert ("A4-4-04", site) in auditing.outline(desk, seen).answers


def test_reading_on_reads_anew_after_an_act_that_it_does_not_follow(desk: Desk) -> None:
    first, second = (site.id for site in auditing.outline(desk).sites)
    answering.record_answer(desk, "A4-4-04", first, Verdict.CONFORMING)
    answering.copy_answer(desk, "A4-4-04", first, [second])
    seen = auditing.outline(desk)
    at = desk.stamp()
    with desk.file.write() as work:
        for verdict, revision in ((Verdict.PARTLY, 2), (Verdict.CONFORMING, 3)):
            work.answers.append(Answer("A4-4-04", second, verdict, "", "", revision, at, "officer"))
        told = {"verdict": "conforming", "revision": 3}
        work.history.record(at, "officer", Event("merge.taken", "A4-4-04", "A4-4-04", second, after=told))
        work.commit()
    assert auditing.outline(desk, seen) == auditing.outline(desk)
    assert auditing.outline(desk, seen).copies == {}
