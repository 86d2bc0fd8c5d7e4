"""Findings merged with what officers decided, and the proposals made of them."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain import rules
from app.domain.findings import Source, Status
from app.domain.grades import Gravity, Severity, Verdict
from app.domain.history import Event
from app.errors import UserError
from app.i18n import gettext
from app.services import (
    answering,
    auditing,
    consistency,
    consistency_wording,
    findings,
    ledgers,
    overview,
    planning,
    reporting,
    searching,
    wording,
)
from app.services.findings import FindingCounts
from app.services.ledger_ports import NEW_SITE
from app.services.overview_charts import charts
from app.services.ports import Desk, HistoryQuery, World
from tests.held_ledgers import HEADINGS, HeldLedgers, write
from tests.services.rounds import narrowed
from tests.services.rows import terminal


@pytest.fixture
def world(world: World) -> World:
    """The world with a reader of ledgers that takes rows as they are given."""
    return replace(world, ledgers=HeldLedgers())


@pytest.fixture
def audited(desk: Desk, tmp_path: Path) -> Desk:
    rows = [
        terminal(1),
        terminal(2, 区画="共用", 設置場所="1階 共用会議室"),
        terminal(4, 返却日="2026-03-31"),
        terminal(6, 使用者="", 棚卸日=""),
        terminal(8, 事業所="どこか", 区画="小売"),
    ]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "台帳.json", 台帳=rows))
    return desk


def north(desk: Desk) -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.raises(UserError, check=lambda error: error.code == code)


def test_findings_know_checkpoints_causes_and_rows(audited: Desk) -> None:
    found = findings.listing(audited)
    assert [(f.rule, f.subject) for f in found] == [
        ("R01", "PC-0002"), ("R01", "PC-0008"), ("R07", "PC-0004"), ("R31", "PC-0006"), ("R32", "PC-0006"),
    ]  # fmt: skip
    first = found[0]
    assert first.severity is Severity.SERIOUS
    assert first.partly
    asked = {c.id for c in auditing.outline(audited).checkpoints}
    for finding in found:
        assert finding.checkpoints == tuple(c for c in audited.catalogue.speaking_to(finding.rule) if c in asked)
    assert "A4-4-04" in first.checkpoints
    assert first.causes
    assert first.leaks
    assert (first.rows[0].file, first.rows[0].sheet, first.rows[0].row) == ("台帳.json", "台帳", 5)
    assert found[1].site == ""
    assert [f.subject for f in findings.listing(audited, site=north(audited))] == [
        "PC-0002", "PC-0004", "PC-0006", "PC-0006",
    ]  # fmt: skip
    assert len(findings.listing(audited, severity=Severity.SERIOUS)) == 2
    assert findings.listing(audited, Source.ANSWERS) == ()


def test_every_finding_has_a_title_and_a_sentence_in_both_languages(audited: Desk) -> None:
    place = north(audited)
    answering.record_answer(audited, "A4-4-16", place, Verdict.PARTLY)
    answering.record_answer(audited, "A4-4-17", place, Verdict.NONCONFORMING, "返却書がない")
    told = {}
    for finding in findings.listing(audited):
        for language in ("ja", "en"):
            assert wording.finding_title(audited.catalogue, finding, language)
            sentence = wording.finding_sentence(audited.catalogue, finding, str, language)
            assert "{" not in sentence
            told[finding.rule or finding.subject, language] = sentence
    assert told["R07", "ja"] == "端末PC-0004は返却日(2026年3月31日)を過ぎていますが、状態が「使用中」のままです。"
    assert "2026-03-31" in told["R07", "en"]
    assert told["R31", "ja"] == "端末PC-0006: 使用者の記載がありません。"
    assert told["A4-4-17", "ja"] == "返却書がない"
    assert told["A4-4-16", "en"] == "Answered as partly deficient, without a remark."


def test_every_message_of_a_rule_has_its_sentence(desk: Desk) -> None:
    named, overlaps = {"asset_no", "serial", "mac", "ip"}, ("person", "account", "terminal")
    wanted = {
        "R01": {"shared_zone", "retail_zone", "room_listed"},
        "R02": {"sides_differ", "sides_differ_own", "sides_differ_third"},
        "R03": {"across", "across_grid", "transferred"},
        "R06": {f"double_{n}" for n in named} | {f"malformed_{n}" for n in named},
        "R07": {"returned", "disposed"},
        "R31": {"no_manager", "no_user", "no_place"},
        "R32": {"never", "long_ago"},
        "R04": {"not_met", "missing", "elsewhere"},
        "R05": {"terminal", "account", *(f"terminal_{n}" for n in ("serial", "hostname", "mac"))},
        "R08": {"not_allowed"},
        "R09": {"held", "held_unlisted"},
        "R10": {"blank_name", "shared_name", "shared_kind", "section_name", "several_names", "several_rows"},
        "R11": {"left", "left_undated", "contract_over"},
        "R12": {"across", "kept"},
        "R13": {"active", "used_outside"} | {f"activation_{n}" for n in ("no_purpose", "no_approver", "not_reviewed")},
        "R14": {"other_side", "holder", "applicant"},
        "R15": {"sensitive", "beyond"},
        "R16": {"unused", "never"},
        "R17": {"no_request", "approved_late"},
        "R18": {"not_listed", "removed", "other_side", "other_person"},
        "R19": {"one_contract", "same_place"} | {f"{by}_{n}" for by in ("same", "held") for n in overlaps},
        "R20": {"affiliate", "subsidiary"},
        "R21": {"account", "terminal"},
        "R22": {"no_consent", "not_named", "not_listed"},
        "R23": {"named", "pledges", "trained", "untrained"},
        "R24": {f"{of}{n}" for of in ("", "office_") for n in ("overdue", "planned", "never")},
        "R25": {"office", "room_without_zone", "entry", "entry_moved"},
        "R26": {"untested", "before_change"},
        "R27": {"unknown", "unknown_many"},
        "R28": {"used_after", "perhaps_used_after", "used_outside", "expired", "no_end", "no_purpose", "no_approver"}
        | {"not_reviewed"},
        "R29": {"both_rights", "second_post"},
        "R30": {f"{told}_{day}" for told in ("not", "late", "repeated") for day in ("trained", "pledged")},
        "R33": {"expired"},
        "R34": {"lost"},
    }
    for rule, missing in rules.DAYS:
        wanted[rule].add(f"{missing}_unread")
    assert {rule: set(desk.catalogue.rule(rule).hits) - {wording.LEAD} for rule in rules.RULES} == wanted


def test_every_sentence_of_a_rule_names_its_record(desk: Desk) -> None:
    for rule in rules.RULES:
        hits = desk.catalogue.rule(rule).hits
        for name, text in hits.items():
            for language in ("ja", "en"):
                lead = hits[wording.LEAD].in_language(language) if wording.LEAD in hits else ""
                # A fact of the whole company names the records that show it.
                told = lead + text.in_language(language)
                assert "{key}" in told or "{keys}" in told, (rule, name, language)


def test_what_is_told_first_goes_by_the_number_of_the_record_and_no_decision_by_that_order(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [terminal(n, 事業所="北営業所", 区画="共用", 管理番号=f"KT-{n}") for n in (88, 9, 12, 100)]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "台帳.json", 台帳=rows))
    wanted = ["KT-9", "KT-12", "KT-88", "KT-100"]
    assert [f.subject for f in findings.listing(desk, rule="R01")] == wanted
    view = findings.proposal(desk, "A4-4-04", north(desk))
    assert view is not None
    assert [f.subject for f in view.proposal.findings] == wanted
    told = "\x1f".join(f"{f.id}:{f.severity.value}" for f in sorted(view.proposal.findings, key=lambda f: f.id))
    assert view.proposal.basis == sha256(told.encode()).hexdigest()[:16]


def test_every_rule_over_ledgers_is_there_and_none_runs_without_its_ledgers(desk: Desk) -> None:
    assert {r.id for r in desk.catalogue.rules if r.kind == "ledger"} == set(rules.RULES)
    missing = {n.rule: n.missing for n in findings.rules_not_run(desk)}
    assert missing["R01"] == ("terminals",)
    assert set(missing) == {r.id for r in desk.catalogue.rules if r.kind == "ledger"}


def test_refreshing_changes_nothing_when_nothing_changed(audited: Desk) -> None:
    with audited.file.read() as work:
        before = work.history.count(HistoryQuery())
    assert findings.refresh(audited) == FindingCounts(0, 0, 5)
    with audited.file.read() as work:
        assert work.history.count(HistoryQuery()) == before
    with refused("rules_stopped"):
        findings.refresh(audited, lambda what, done, total: False)


def test_a_remark_stays_until_it_is_taken_away(audited: Desk) -> None:
    finding = findings.listing(audited, rule="R07")[0]
    findings.set_status(audited, finding.id, Status.OPEN, "回収を手配")
    findings.set_status(audited, finding.id, Status.IN_PROGRESS)
    assert findings.get(audited, finding.id).remark == "回収を手配"
    assert findings.set_status(audited, finding.id, Status.IN_PROGRESS, "")
    assert findings.get(audited, finding.id).remark == ""
    findings.accept(audited, finding.id, "代替措置あり", "情報管理責任者", date(2027, 3, 31))
    with refused("finding_accept_needs_remark"):
        findings.accept(audited, finding.id, "", "情報管理責任者", date(2027, 3, 31))


def test_a_state_is_written_and_kept(audited: Desk) -> None:
    finding = findings.listing(audited, rule="R07")[0]
    assert findings.set_status(audited, finding.id, Status.IN_PROGRESS, "回収を手配")
    assert not findings.set_status(audited, finding.id, Status.IN_PROGRESS)
    assert findings.get(audited, finding.id).remark == "回収を手配"
    findings.refresh(audited)
    assert findings.get(audited, finding.id).status is Status.IN_PROGRESS
    with audited.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="finding.status"))
    assert entry.event.after == {"status": "in_progress", "remark": "回収を手配"}
    other = findings.listing(audited, rule="R32")[0]
    with refused("finding_not_by_hand"):
        findings.set_status(audited, other.id, Status.RESOLVED)
    with refused("finding_accept_needs_remark"):
        findings.accept(audited, other.id, " ", "情報管理責任者", date(2027, 3, 31))
    with pytest.raises(ValueError, match="reason, approver and expiry"):
        findings.set_status(audited, other.id, Status.ACCEPTED, "代替措置あり")
    assert findings.get(audited, other.id).status is Status.OPEN
    with refused("finding_unknown"):
        findings.set_status(audited, "F-nothing", Status.OPEN)


def test_the_threshold_is_a_setting(audited: Desk, tmp_path: Path) -> None:
    path = write(
        tmp_path / "b.json", 台帳=[terminal(1, 棚卸日="2025-06-01"), terminal(2, 棚卸日="2025-06-01", 状態="予備")]
    )
    ledgers.import_batch(audited, "terminals", path)
    assert [f.status for f in findings.listing(audited, rule="R32") if f.subject == "PC-0001"] == [Status.OPEN]
    assert findings.set_threshold(audited, "R32.months", 24)
    assert findings.thresholds(audited)["R32.months"] == 24
    assert [f.status for f in findings.listing(audited, rule="R32") if f.subject == "PC-0001"] == [Status.RESOLVED]
    assert not findings.set_threshold(audited, "R32.months", 24)
    with refused("setting_range"):
        findings.set_threshold(audited, "R32.months", 0)
    with refused("setting_unknown"):
        findings.set_threshold(audited, "R99.days", 1)


# --- proposals --------------------------------------------------------------------------------------------------------


def test_a_proposal_is_made_decided_and_outdated(audited: Desk, tmp_path: Path) -> None:
    place = north(audited)
    view = findings.proposal(audited, "A4-4-04", place)
    assert view is not None
    assert (view.proposal.verdict, len(view.proposal.findings)) == (Verdict.NONCONFORMING, 1)
    assert (view.source, view.imported, view.decision) == ("台帳.json", "2026-11-24", None)
    milder = findings.proposal(audited, "A4-4-17", place)
    assert milder is not None
    assert milder.proposal.verdict is Verdict.PARTLY
    assert findings.proposal(audited, "A1-1-01", "") is None
    assert findings.decide(audited, "A4-4-04", place, view.proposal.basis, "adopted")
    decided = findings.proposal(audited, "A4-4-04", place)
    assert decided is not None
    assert decided.decision is not None
    assert decided.decision.decision == "adopted"
    assert auditing.outline(audited).total().answered == 0  # the answer is the officer's own act
    with refused("proposal_changed"):
        findings.decide(audited, "A4-4-04", place, "old", "adopted")
    with refused("reason_missing"):
        findings.decide(audited, "A4-4-04", place, view.proposal.basis, "rejected")
    with refused("proposal_none"):
        findings.decide(audited, "A1-1-01", "", "", "adopted")
    more = [terminal(n, 区画="共用") for n in (2, 10)]
    ledgers.import_batch(audited, "terminals", write(tmp_path / "b.json", 台帳=more))
    again = findings.proposal(audited, "A4-4-04", place)
    assert again is not None
    assert (again.decision, len(again.proposal.findings)) == (None, 2)


def test_no_measure_is_drafted_for_what_was_rejected(audited: Desk) -> None:
    def reject(site: str) -> set[str]:
        view = findings.proposal(audited, "A4-4-04", site)
        assert view is not None
        findings.decide(audited, "A4-4-04", site, view.proposal.basis, "rejected", "現地で確かめた")
        return {f.id for f in view.proposal.findings}

    def behind() -> set[str]:
        planning.draft_plan(audited)
        action = planning.action_for(audited, "A4-4-04")
        return set() if action is None else set(action.findings)

    at_site = reject(north(audited))
    everywhere = reject("")
    assert at_site < everywhere
    assert behind() == set()
    # Of the facts at other checkpoints nothing was said.
    assert {action.checkpoint for action in planning.view(audited).actions} >= {"A4-4-01", "A4-4-16", "A4-4-17"}
    # A rejection speaks of the findings it saw together, and of no others.
    for finding in at_site:
        findings.accept(audited, finding, "撤去の手配済み", "情報管理責任者", date(2027, 3, 31))
    assert behind() == everywhere - at_site


def test_the_company_sees_the_findings_of_every_site_and_of_none(desk: Desk, tmp_path: Path) -> None:
    moved = {"異動日": "2026-07-01"}
    rows = [terminal(1, **moved), terminal(2, **moved), terminal(3, **moved, 事業所="どこか")]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 台帳=rows))
    whole = findings.proposal(desk, "A3-3-03", "")
    assert whole is not None
    assert len(whole.proposal.findings) == 3
    one = findings.proposal(desk, "A4-4-06", north(desk))
    assert one is not None
    assert len(one.proposal.findings) == 1


def test_an_accepted_finding_proposes_nothing(audited: Desk) -> None:
    place = north(audited)
    finding = next(f for f in findings.listing(audited, rule="R01") if f.site == place)
    findings.accept(audited, finding.id, "施錠した棚の中", "情報管理責任者", date(2027, 3, 31))
    assert findings.proposal(audited, "A4-4-04", place) is None


def test_headings_are_those_of_the_reader() -> None:
    assert set(terminal(1)) == set(HEADINGS)


# --- sites that leave and come back -----------------------------------------------------------------------------------


def picture(desk: Desk) -> list[tuple[str, str, str, Status]]:
    return [(f.rule, f.subject, f.site, f.status) for f in findings.listing(desk)]


def test_a_terminal_that_the_ledger_calls_lost_is_proposed_as_nonconforming(audited: Desk, tmp_path: Path) -> None:
    lost = terminal(9, 状態="所在不明", 棚卸日="2025-10-01")
    ledgers.import_batch(audited, "terminals", write(tmp_path / "月次.json", 台帳=[terminal(1), lost]))
    (finding,) = findings.listing(audited, rule="R34")
    assert (finding.subject, finding.checkpoints, finding.severity) == ("PC-0009", ("A4-4-02",), Severity.SERIOUS)
    assert wording.finding_sentence(audited.catalogue, finding, gettext, "ja") == (
        "端末PC-0009は、端末台帳で紛失又は所在不明とされています(最後の現物確認日: 2025年10月1日)。"
    )
    view = findings.proposal(audited, "A4-4-02", finding.site)
    assert view is not None
    assert view.proposal.verdict is Verdict.NONCONFORMING


def test_what_an_audit_of_few_items_finds_besides_is_counted_and_gets_a_measure(audited: Desk) -> None:
    narrowed(audited, ("A4-2",))
    findings.refresh(audited)
    beside = [f for f in findings.listing(audited) if not f.checkpoints]
    assert {f.rule for f in beside} == {"R01", "R07", "R31", "R32"}
    view = overview.overview(audited)
    for chart in charts(view, audited.catalogue, gettext, "ja"):
        if chart.id in ("leaks", "causes"):
            assert sum(row.total for row in chart.rows) >= len(view.findings) == len(beside)
    # What keeps it from the seal is settled by the plan, once for each rule.
    assert consistency.chosen(consistency.blocking(audited), rule="K39")
    planning.draft_plan(audited)
    assert not consistency.chosen(consistency.check(audited).hits, rule="K39")
    first, *others = planning.view(audited).actions
    assert (first.checkpoint, first.item) == ("A4-4-01", "A4-4")
    of_r01 = next(a for a in others if a.checkpoint == "A4-4-04")
    assert set(of_r01.findings) == {f.id for f in beside if f.rule == "R01"}
    assert of_r01.measure
    assert audited.catalogue.rule_title("R01").ja in of_r01.problem
    assert not planning.draft_plan(audited)
    said = str(reporting.build(audited, "plan", gettext, "ja"))
    assert "本項は、今回の自己点検の範囲に含めていない。" in said
    assert "台帳の照合では、「" + audited.catalogue.rule_title("R01").ja in said
    # What an officer put under a measure of his own is not drafted again.
    for action in planning.view(audited).actions:
        planning.withdraw_action(audited, action.number, "まとめる")
    _changes, own = planning.add_action(audited, "A4-2", "端末を棚卸しする")
    planning.assign_findings(audited, own.number, [f.id for f in beside])
    assert not planning.draft_plan(audited)


def test_what_the_ledger_still_shows_is_not_called_corrected_without_a_word(audited: Desk) -> None:
    finding = findings.listing(audited, rule="R07")[0]
    for remark in (None, "", "。", " － "):
        with refused("finding_corrected_needs_remark"):
            findings.set_status(audited, finding.id, Status.CORRECTED, remark)
    assert findings.get(audited, finding.id).status is Status.OPEN
    assert findings.set_status(audited, finding.id, Status.CORRECTED, "10月12日に回収した。")
    # Nor is the word taken away again.
    with refused("finding_corrected_needs_remark"):
        findings.set_status(audited, finding.id, Status.CORRECTED, "")
    assert findings.get(audited, finding.id).remark == "10月12日に回収した。"
    (told,) = consistency.chosen(consistency.check(audited).hits, rule="K25")
    assert consistency_wording.sentence(audited.catalogue, told.hit, gettext, "ja") == (
        "R07の検出事項「PC-0004」は是正済とされていますが、2026年11月24日に取り込んだ台帳(端末台帳)には、"
        "まだ出ています(備考: 「10月12日に回収した。」)。"
    )
    assert told.severity is Gravity.NOTICE
    # A ledger in which the return is on record settles it.
    rows = [terminal(n) for n in (1, 2, 6, 8)] + [terminal(4, 返却日="2026-03-31", 状態="返却済")]
    ledgers.import_batch(audited, "terminals", write(Path(audited.file.location).parent / "12.json", 台帳=rows))
    assert findings.get(audited, finding.id).status is Status.RESOLVED
    assert not consistency.chosen(consistency.check(audited).hits, rule="K25")


def test_an_older_file_that_says_corrected_without_a_word_waits_for_it(audited: Desk) -> None:
    finding = findings.listing(audited, rule="R07")[0]
    with audited.file.write() as work:
        work.findings.put([replace(finding, status=Status.CORRECTED)])
        work.history.record(audited.stamp(), "officer", Event("finding.status", finding.id))
        work.commit()
    (told,) = consistency.chosen(consistency.blocking(audited), rule="K26")
    assert "いつ何をしたかの備考がなく" in consistency_wording.sentence(audited.catalogue, told.hit, gettext, "ja")
    findings.set_status(audited, finding.id, Status.CORRECTED, "10月12日に回収した。")
    assert not consistency.chosen(consistency.blocking(audited), rule="K26")


def test_what_ledgers_say_of_a_site_is_settled_when_it_leaves_and_comes_back_with_it(audited: Desk) -> None:
    site = north(audited)
    at_site = [f for f in findings.listing(audited) if f.site == site]
    accepted, corrected = at_site[1], at_site[2]
    findings.accept(audited, accepted.id, "返却手続き中", "情報管理責任者", date(2027, 3, 31))
    findings.set_status(audited, corrected.id, Status.CORRECTED, "10月12日に移設した。")
    view = findings.proposal(audited, "A4-4-04", site)
    assert view is not None
    findings.decide(audited, "A4-4-04", site, view.proposal.basis, "rejected", "現物を見た")
    before, company = picture(audited), findings.listing(audited, site="")

    assert auditing.remove_site(audited, site, "統合のため").findings
    gone = findings.listing(audited, site=site)
    assert [f.id for f in gone] == [f.id for f in at_site]
    assert all(f.left and f.resolved_on == "2026-11-24" for f in gone)
    # Nothing of it moves to the company, whose proposals forget it.
    assert findings.listing(audited, site="") == company
    proposed = findings.proposal(audited, "A4-4-04", "")
    assert proposed is None or {f.site for f in proposed.proposal.findings} == {""}
    with refused("finding_left"):
        findings.set_status(audited, accepted.id, Status.OPEN)
    # Neither a comparison nor the ledger's next import brings it back.
    assert findings.refresh(audited).resolved == 0
    assert all(f.left for f in findings.listing(audited, site=site))

    assert auditing.restore_site(audited, site).sites
    assert picture(audited) == before
    back = findings.get(audited, accepted.id)
    assert (back.status, back.remark, back.resolved_on, back.left) == (Status.ACCEPTED, "返却手続き中", "", False)
    again = findings.proposal(audited, "A4-4-04", site)
    assert again is not None
    assert again.decision is not None
    assert again.decision.decision == "rejected"


def test_the_ledger_may_change_while_a_site_is_out(audited: Desk, tmp_path: Path) -> None:
    site = north(audited)
    auditing.remove_site(audited, site, "統合のため")
    rows = [terminal(2), terminal(4, 返却日="2026-03-31"), terminal(10, 区画="共用")]
    result = ledgers.import_batch(audited, "terminals", write(tmp_path / "次.json", 台帳=rows))
    assert [(p.code, p.value, p.values) for p in result.problems] == [("ledger_site_left", "北営業所", {"count": "3"})]
    assert not result.offices
    assert not [f for f in findings.listing(audited) if f.status is not Status.RESOLVED]
    auditing.restore_site(audited, site)
    live = [(f.rule, f.subject) for f in findings.listing(audited) if f.status is Status.OPEN]
    assert live == [("R01", "PC-0010"), ("R07", "PC-0004")]


def test_an_office_that_was_taken_out_comes_back_by_the_word_of_the_import(audited: Desk, tmp_path: Path) -> None:
    site = north(audited)
    answering.record_answer(audited, "A4-4-04", site, Verdict.NONCONFORMING, "窓口に1台")
    before = picture(audited)
    auditing.remove_site(audited, site, "誤り")
    path = tmp_path / "台帳.json"
    offered = ledgers.proposed(ledgers.look(audited, "terminals", path))
    ledgers.import_batch(audited, "terminals", path, replace(offered, offices={"北営業所": NEW_SITE}))
    assert [s.id for s in auditing.outline(audited).sites if s.name == "北営業所" and not s.removed] == [site]
    assert picture(audited) == before


def test_a_fact_that_was_adopted_from_the_ledger_is_counted_once(desk: Desk, tmp_path: Path) -> None:
    rows = [terminal(n, 事業所="北営業所", 区画="共用") for n in range(3)]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "a.json", 台帳=rows))
    site = north(desk)
    view = findings.proposal(desk, "A4-4-04", site)
    assert view is not None
    before = len(overview.overview(desk).findings), searching.open_findings(desk)
    findings.decide(desk, "A4-4-04", site, view.proposal.basis, "adopted")
    answering.record_answer(desk, "A4-4-04", site, view.proposal.verdict, "台帳のとおり")
    told = next(f for f in findings.listing(desk) if f.subject == "A4-4-04")
    assert findings.restated(desk) == {told.id}
    assert (len(overview.overview(desk).findings), searching.open_findings(desk)) == before
    # Once the ledger is settled, the answer is what is left to do.
    for finding in view.proposal.findings:
        findings.set_status(desk, finding.id, Status.CORRECTED, "10月12日に移設した。")
    assert findings.restated(desk) == frozenset()
    assert told.id in {f.id for f in overview.overview(desk).findings}
