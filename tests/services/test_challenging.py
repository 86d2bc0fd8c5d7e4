"""Challenges: each question is drafted where the ledgers speak against a good answer, and nowhere else; replies hold
for the records they spoke of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.domain import inventory
from app.domain.challenges import Reply
from app.domain.counted import Counted
from app.domain.findings import Status
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import State
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, challenge_words, challenging, consistency, findings, ledgers, reviewing
from app.services.challenging import ChallengeView
from app.services.ports import Desk, HistoryQuery, World
from tests.desk import begun, bundled_catalogue
from tests.made_ledgers import MadeLedgers, Row
from tests.services.rounds import working

NW, RETAIL, SITE = "東湾送配電株式会社", "東湾電力株式会社", "北営業所"
Ledgers = Mapping[str, Sequence[Row]]

PC = {
    "site": SITE, "zone": "専用", "place": "3階 執務室", "user": "山田 一", "user_company": NW, "manager": "所長",
    "status": "使用中", "inventoried": "2026-09-01", "takeout": "無", "erased": "", "disposed": "",
}  # fmt: skip
ROOM = {"site": SITE, "floor": "3階", "room": "執務室", "occupant": "送配電", "company": NW, "person": "山田 一",
        "reviewed": "2026-04-01"}  # fmt: skip
ID = {"site": SITE, "system": "託送業務システム", "person": "山田 一", "company": NW, "kind": "個人", "status": "有効",
      "reviewed": "2026-04-01", "last_login": "2026-10-01"}  # fmt: skip
WORK = {"principal": NW, "work": "検針", "handles_data": "有", "subcontracted": "無", "contract_end": "2027-03-31",
        "returned": "", "erasure": ""}  # fmt: skip
PERSON = {"site": SITE, "company": NW, "previous_company": NW, "department": "配電課", "status": "在籍",
          "trained": "2026-04-01", "seconded_from": ""}  # fmt: skip
SYSTEM = {"owner_company": NW, "separation": "物理分割", "holds_entrants": "有", "status": "稼働", "logged": "有",
          "disaster_rights": "無"}  # fmt: skip
WHO = {"system": "再エネ業務管理システム", "person": "山田 一", "company": NW}
EXCEPTION = {"subject": "移行時の閲覧", "ends": "2026-09-30", "status": "終了", "closed": "2026-09-30"}


def pc(number: int, **values: str) -> Row:
    return {"asset_no": f"PC-{number}", **PC, **values}


def account(name: str, **values: str) -> Row:
    return {"account": name, **ID, **values}


def work(number: int, name: str = "検針サービス", **values: str) -> Row:
    return {"name": name, "contract_no": f"K-{number}", **WORK, **values}


def person(number: int, **values: str) -> Row:
    return {"emp_no": f"{number:04d}", "person": f"職員 {number}", **PERSON, **values}


SYSTEMS = [{"name": "託送業務システム", **SYSTEM}]

# The challenge → ledgers in which two things are to be asked about, beside one that is not; and in order.
CASES: dict[str, tuple[Ledgers, Ledgers]] = {
    "terminals-shared": (
        {"terminals": [pc(1), pc(2, zone="共用"), pc(3, zone="共用"), pc(4, zone="共用", status="廃棄済")]},
        {"terminals": [pc(1), pc(2, zone="共用", status="返却済")]},
    ),
    "terminals-other-users": (
        {"terminals": [pc(1), pc(2, user_company=RETAIL), pc(3, user_company=RETAIL)]},
        {"terminals": [pc(1), pc(2, user_company=RETAIL, status="廃棄済")]},
    ),
    "terminals-no-manager": (
        {"terminals": [pc(1), pc(2, manager=""), pc(3, manager="不明")]},
        {"terminals": [pc(1), pc(2, manager="", status="返却済")]},
    ),
    "terminals-spare": (
        {"terminals": [pc(1), pc(2, status="予備"), pc(3, status="未使用")]},
        {"terminals": [pc(1), pc(2, status="廃棄済")]},
    ),
    "terminals-lent": (
        {"terminals": [pc(1), pc(2, status="貸出中"), pc(3, status="貸出中")]},
        {"terminals": [pc(1)]},
    ),
    "terminals-takeout": (
        {"terminals": [pc(1), pc(2, takeout="有"), pc(3, takeout="有")]},
        {"terminals": [pc(1), pc(2, takeout="有", status="返却済")]},
    ),
    "terminals-not-erased": (
        {"terminals": [pc(1), pc(2, status="廃棄済"), pc(3, disposed="2026-03-31", status="")]},
        {"terminals": [pc(1), pc(2, status="廃棄済", erased="2026-03-01")]},
    ),
    "terminals-never-met": (
        {"terminals": [pc(1), pc(2, inventoried=""), pc(3, inventoried="-")]},
        {"terminals": [pc(1), pc(2, inventoried="", status="返却済")]},
    ),
    "rooms-both": (
        {"rooms": [
            {**ROOM, "person": "山田 一"}, {**ROOM, "person": "小売 次郎", "company": RETAIL},
            {**ROOM, "room": "会議室", "person": "山田 一"},
            {**ROOM, "room": "会議室", "entrants": RETAIL, "person": ""},
            {**ROOM, "room": "書庫"},
        ]},
        {"rooms": [ROOM, {**ROOM, "person": "小売 次郎", "company": RETAIL, "revoked": "2026-03-31"}]},
    ),
    "rooms-no-occupant": (
        {"rooms": [ROOM, {**ROOM, "room": "会議室", "occupant": ""}, {**ROOM, "room": "書庫", "occupant": "-"}]},
        {"rooms": [ROOM]},
    ),
    "entries-not-reviewed": (
        {"rooms": [ROOM, {**ROOM, "room": "会議室", "reviewed": ""},
                   {**ROOM, "room": "書庫", "reviewed": "2025-10-30"}]},
        {"rooms": [ROOM, {**ROOM, "room": "書庫", "reviewed": "2025-10-31"}]},
    ),
    "offices-shared": (
        {"sites": [{"name": SITE, "cohabitant": RETAIL, "shared": "共用"}, {"name": "本店", "cohabitant": RETAIL}]},
        {"sites": [{"name": SITE, "cohabitant": "なし"}, {"name": "本店", "cohabitant": NW}]},
    ),
    "accounts-other-side": (
        {"systems": SYSTEMS, "accounts": [account("a"), account("b", company=RETAIL), account("c", company=RETAIL)]},
        {"systems": SYSTEMS, "accounts": [account("a"), account("b", company=RETAIL, status="停止")]},
    ),
    "accounts-disaster": (
        {"accounts": [account("a"), account("b", kind="災害用"), account("c", kind="災害用")]},
        {"accounts": [account("a"), account("b", kind="災害用", status="停止")]},
    ),
    "accounts-shared": (
        {"accounts": [account("a"), account("b", kind="共用"), account("c", kind="共用")]},
        {"accounts": [account("a"), account("b", kind="共用", revoked="2026-09-30")]},
    ),
    "accounts-not-reviewed": (
        {"accounts": [account("a"), account("b", reviewed=""), account("c", reviewed="2024-04-01")]},
        {"accounts": [account("a"), account("b", reviewed="", status="削除")]},
    ),
    "accounts-never-seen": (
        {"accounts": [account("a"), account("b", last_login=""), account("c", last_login="")]},
        {"accounts": [account("a")]},
    ),
    "contractors-both": (
        {"contractors": [
            work(1), work(2, principal=RETAIL), work(3, "工事会社", principal="両社"), work(4, "測量会社"),
        ]},
        {"contractors": [work(1), work(2, principal=RETAIL, contract_end="2026-03-31"), work(3, "測量会社")]},
    ),
    "contracts-handed-on": (
        {"contractors": [work(1), work(2, subcontracted="有"), work(3, subcontracted="有", subcontractor="丙社")]},
        {"contractors": [work(1), work(2, subcontracted="有", contract_end="2026-03-31")]},
    ),
    "contracts-not-erased": (
        {"contractors": [work(1), work(2, contract_end="2026-03-31"),
                         work(3, contract_end="2026-03-31", erasure="無")]},
        {"contractors": [work(1), work(2, contract_end="2026-03-31", erasure="2026-04-02")]},
    ),
    "people-moved": (
        {"people": [person(1), person(2, previous_company=RETAIL), person(3, company=RETAIL)]},
        {"people": [person(1), person(2, previous_company=RETAIL, left="2026-03-31")]},
    ),
    "people-both": (
        {"people": [person(1), person(2, seconded_from=RETAIL), person(3, concurrent_company=RETAIL)]},
        {"people": [person(1), person(2, seconded_from=NW)]},
    ),
    "people-not-trained": (
        {"people": [person(1), person(2, trained=""), person(3, trained="")]},
        {"people": [person(1), person(2, trained="", status="退職")]},
    ),
    "systems-not-split": (
        {"systems": [*SYSTEMS, {"name": "甲", **SYSTEM, "separation": "論理分割"},
                     {"name": "乙", **SYSTEM, "separation": "共用"}]},
        {"systems": [*SYSTEMS, {"name": "甲", **SYSTEM, "separation": "論理分割", "status": "廃止"}]},
    ),
    "systems-not-logged": (
        {"systems": [*SYSTEMS, {"name": "甲", **SYSTEM, "logged": "無"}, {"name": "乙", **SYSTEM, "logged": "無"}]},
        {"systems": [*SYSTEMS, {"name": "甲", **SYSTEM, "logged": "無", "holds_entrants": "無"}]},
    ),
    "systems-disaster": (
        {"systems": [*SYSTEMS, {"name": "甲", **SYSTEM, "disaster_rights": "有"},
                     {"name": "乙", **SYSTEM, "disaster_rights": "有"}]},
        {"systems": SYSTEMS},
    ),
    "exceptions-running": (
        {"exceptions": [{"number": "1", **EXCEPTION}, {"number": "2", "subject": "閲覧", "ends": "2027-03-31"},
                        {"number": "3", "subject": "閲覧", "ends": ""}]},
        {"exceptions": [{"number": "1", **EXCEPTION}, {"number": "2", **EXCEPTION, "status": "申請中", "closed": ""}]},
    ),
    "registrants-other-side": (
        {"external_registrants": [{"account": "a", **WHO}, {"account": "b", **WHO, "company": RETAIL},
                                  {"account": "c", **WHO, "company": RETAIL}]},
        {"external_registrants": [{"account": "a", **WHO}, {"account": "b", **WHO, "company": RETAIL,
                                                             "removed": "2026-03-31"}]},
    ),
}  # fmt: skip


@dataclass
class Held:
    """What the reader of ledgers gives, to be changed by a test."""

    rows: dict[str, Sequence[Row]] = field(default_factory=dict)

    def put(self, desk: Desk, folder: Path, **rows: Sequence[Row]) -> None:
        self.rows.update(rows)
        for kind in rows:
            file = folder / f"{kind}.csv"
            file.write_text(repr(rows[kind]), encoding="utf-8")
            ledgers.import_batch(desk, kind, file)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def desk(world: World, held: Held, tmp_path: Path) -> Iterator[Desk]:
    reader = MadeLedgers(lambda kind: held.rows.get(kind, ()))
    desk = begun(replace(world, ledgers=reader), tmp_path)
    auditing.change_facts(desk, affiliates=(RETAIL,))
    yield desk
    desk.file.close()


def site_id(desk: Desk, name: str = SITE) -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == name)


def places_of(desk: Desk, challenge: str) -> list[Place]:
    """Where a question is put, at the site and for the company."""
    text = desk.catalogue.challenge(challenge)
    assert text is not None
    asked = {c.id: c for c in auditing.outline(desk).checkpoints}
    north = site_id(desk)
    return [(c, north if asked[c].level is Level.SITE else "") for c in text.checkpoints if c in asked]


def conforming(desk: Desk, places: Sequence[Place]) -> None:
    for place in places:
        answering.record_answer(desk, *place, Verdict.CONFORMING)


def asked(desk: Desk, challenge: str) -> list[ChallengeView]:
    return [view for view in challenging.challenges(desk) if view.challenge.basis == challenge]


def said(view: ChallengeView, language: str = "ja") -> str:
    asked = view.challenge
    return challenge_words.question(bundled_catalogue(), asked.code, asked.values, gettext_in(language), language)


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.raises(UserError, check=lambda error: error.code == code)


def test_every_question_of_the_catalogue_is_tried_here_and_every_count_has_its_measure() -> None:
    catalogue = bundled_catalogue()
    assert {c.id for c in catalogue.challenges if c.count is not Counted.FINDINGS} == set(CASES)
    assert set(inventory.MEASURES) == set(Counted) - {Counted.FINDINGS} == {
        c.count for c in catalogue.challenges if c.count is not Counted.FINDINGS
    }  # fmt: skip
    assert len(CASES) >= 15


@pytest.mark.parametrize("challenge", sorted(CASES))
def test_a_question_is_asked_of_what_was_planted_and_not_of_what_is_in_order(
    desk: Desk, held: Held, tmp_path: Path, challenge: str
) -> None:
    planted, clean = CASES[challenge]
    places = places_of(desk, challenge)
    assert places
    held.put(desk, tmp_path, **planted)
    assert asked(desk, challenge) == []  # nothing is claimed yet
    conforming(desk, places)
    views = asked(desk, challenge)
    assert [view.place for view in views] == [view.place for view in views if view.place in places]
    # A ledger of offices tells of each office once, all others of two at the one.
    at_site = "1" if challenge == "offices-shared" else "2"
    assert {v.place: v.challenge.values["count"] for v in views} == {p: at_site if p[1] else "2" for p in places}
    for view in views:
        assert view.open
        assert view.challenge.rows
        assert view.challenge.keys >= {row.match_key for row in view.challenge.rows}
        for language in ("ja", "en"):
            sentence = said(view, language)
            assert "{" not in sentence
            assert view.challenge.rows[0].key in sentence
            assert view.challenge.values["count"] in sentence
    # What is read is the present ledger; nothing of the question is kept.
    held.put(desk, tmp_path, **clean)
    assert asked(desk, challenge) == []


def test_only_good_answers_are_challenged_and_copies_claim_nothing(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1, zone="共用"), pc(2, zone="共用", site="本店")])
    north, head = site_id(desk), site_id(desk, "本店")

    def where() -> list[Place]:
        return [view.place for view in asked(desk, "terminals-shared")]

    answering.record_answer(desk, "A4-4-04", north, Verdict.PARTLY, "2台")
    assert where() == []
    answering.record_answer(desk, "A4-4-04", head, Verdict.NOT_APPLICABLE, reason="端末がない")
    assert where() == [("A4-4-04", head)]
    answering.record_answer(desk, "A3-2-07", head, Verdict.CONFORMING)
    answering.copy_answer(desk, "A3-2-07", head, [north])
    assert where() == [("A3-2-07", head), ("A4-4-04", head)]
    answering.confirm_copy(desk, "A3-2-07", north)
    assert set(where()) == {("A3-2-07", head), ("A4-4-04", head), ("A3-2-07", north)}
    assert challenging.at_place(desk, "A3-2-07", north) == tuple(
        v for v in challenging.challenges(desk) if v.place == ("A3-2-07", north)
    )


def test_the_question_of_the_handbook_is_drafted(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(n, zone="共用") for n in range(1, 13)])
    conforming(desk, [("A4-4-04", site_id(desk))])
    (view,) = asked(desk, "terminals-shared")
    assert said(view) == "共用区画の端末が12台あります(PC-1、PC-2、PC-3ほか)。閲覧をどう防いでいますか。"
    assert said(view, "en") == "Terminals in shared rooms: 12 (PC-1, PC-2, PC-3 and others). How is viewing prevented?"


def test_a_finding_speaks_against_an_answer_until_it_is_put_right(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1), pc(2, user_company=RETAIL), pc(3, user_company=RETAIL)])
    place = ("A4-4-19", site_id(desk))
    conforming(desk, [place])
    (view,) = asked(desk, "R02")
    assert view.place == place
    assert view.challenge.values["count"] == "2"
    assert "端末の所管と利用者の会社が" in said(view)
    assert "PC-2、PC-3" in said(view)
    first, second = view.challenge.findings
    findings.set_status(desk, first, Status.CORRECTED, "10月12日に移設した。")
    (view,) = asked(desk, "R02")
    assert view.challenge.values["count"] == "1"
    findings.set_status(desk, second, Status.CORRECTED, "10月12日に移設した。")
    assert asked(desk, "R02") == []


def test_a_reply_on_findings_holds_for_the_rows_behind_them(desk: Desk, held: Held, tmp_path: Path) -> None:
    def naming(count: int) -> list[Row]:
        return [pc(n, systems="旧託送端末") for n in range(count)]

    held.put(desk, tmp_path, systems=SYSTEMS, terminals=naming(3))
    (finding,) = findings.listing(desk, rule="R27")
    place = ("A2-1-02", "")
    conforming(desk, [place])
    challenging.reply(desk, *place, "R27", "廃止したシステムの旧称である")
    (answered,) = asked(desk, "R27")
    assert not answered.open
    # The same rows, in another order, say nothing else.
    held.put(desk, tmp_path, terminals=naming(3)[::-1])
    assert not asked(desk, "R27")[0].open
    # One finding still, but of many more rows.
    held.put(desk, tmp_path, terminals=naming(12))
    (again,) = asked(desk, "R27")
    assert again.challenge.findings == (finding.id,)
    assert again.open
    assert again.reply == answered.reply


def test_a_reply_of_an_earlier_version_on_findings_holds(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1), pc(2, user_company=RETAIL)])
    place = ("A4-4-19", site_id(desk))
    conforming(desk, [place])
    (view,) = asked(desk, "R02")
    with desk.file.write() as work:
        kept = Reply(*place, "R02", view.challenge.older_digest, "finding", "出向者である", desk.stamp(), "officer")
        work.reviews.put_reply(kept)
        work.history.record(desk.stamp(), "officer", Event(challenging.REPLIED, "R02", *place))
        work.commit()
    assert not asked(desk, "R02")[0].open


def test_a_reply_that_is_another_ends_the_acceptance(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1, zone="共用")])
    place = ("A4-4-04", site_id(desk))
    conforming(desk, [place])
    reviewer = working(desk, "確認 太郎")
    for said in ("離席時に施錠している", "のぞき見防止フィルターを付けた"):
        reviewing.accept(reviewer, [place])
        challenging.reply(desk, *place, "terminals-shared", said)
        assert reviewing.states(desk).at(place) is State.ANSWERED
    # The same words again say nothing new.
    reviewing.accept(reviewer, [place])
    challenging.reply(desk, *place, "terminals-shared", "のぞき見防止フィルターを付けた")
    assert reviewing.states(desk).at(place) is State.ACCEPTED


def test_a_reply_that_admits_the_fault_bars_the_seal_while_it_is_asked(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1, zone="共用")])
    place = ("A4-4-04", site_id(desk))
    conforming(desk, [place])
    challenging.reply(desk, *place, "terminals-shared", "小売の社員が毎日使っている")
    (told,) = [each for each in consistency.blocking(desk) if each.hit.rule == "K66"]
    assert (told.hit.where.field, told.hit.where.identity) == ("reply", "terminals-shared")
    challenging.reply(desk, *place, "terminals-shared", "のぞき見防止フィルターを付けた")
    assert not [each for each in consistency.blocking(desk) if each.hit.rule == "K66"]


def test_a_reply_stays_readable_where_nothing_is_asked_any_more(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, terminals=[pc(1), pc(2, user_company=RETAIL)])
    place = ("A4-4-19", site_id(desk))
    conforming(desk, [place])
    challenging.reply(desk, *place, "R02", "出向者である")
    assert challenging.laid_by(desk) == ()
    held.put(desk, tmp_path, terminals=[pc(1), pc(2)])
    (left,) = challenging.laid_by(desk)
    assert (left.basis, left.reply) == ("R02", "出向者である")
    assert challenging.laid_by_at(desk, *place, challenging.at_place(desk, *place)) == (left,)
    assert challenging.laid_by_at(desk, place[0], site_id(desk, "本店"), ()) == ()


def test_the_company_answers_for_every_site(desk: Desk, held: Held, tmp_path: Path) -> None:
    held.put(desk, tmp_path, rooms=[{**ROOM, "reviewed": ""}, {**ROOM, "site": "本店", "reviewed": ""},
                                    {**ROOM, "site": "どこか", "reviewed": ""}])  # fmt: skip
    conforming(desk, [("A3-3-07", ""), ("A3-2-05", site_id(desk))])
    counts = {view.place[0]: view.challenge.values["count"] for view in asked(desk, "entries-not-reviewed")}
    assert counts == {"A3-3-07": "3", "A3-2-05": "1"}
    auditing.remove_site(desk, site_id(desk, "本店"), "閉鎖")
    assert {v.place[0]: v.challenge.values["count"] for v in asked(desk, "entries-not-reviewed")}["A3-3-07"] == "2"


def test_a_reply_holds_for_the_records_it_spoke_of(desk: Desk, held: Held, tmp_path: Path) -> None:
    place = ("A4-4-04", site_id(desk))
    held.put(desk, tmp_path, terminals=[pc(1, zone="共用"), pc(2)])
    conforming(desk, [place])
    (view,) = asked(desk, "terminals-shared")
    with refused("challenge_needs_reply"):
        challenging.reply(desk, *place, "terminals-shared", "  ")
    with refused("challenge_unknown"):
        challenging.reply(desk, *place, "terminals-lent", "台帳で返却を確かめた")
    for wordless in ("。", "――――――", "なし", "確認済み"):
        with refused("challenge_reply_wordless"):
            challenging.reply(desk, *place, "terminals-shared", wordless)
    changes = challenging.reply(desk, *place, "terminals-shared", " 離席時に施錠している ")
    assert changes.reviews
    assert not challenging.reply(desk, *place, "terminals-shared", "離席時に施錠している")
    (answered,) = asked(desk, "terminals-shared")
    assert not answered.open
    assert answered.reply is not None
    assert (answered.reply.reply, answered.reply.by, answered.reply.digest) == (
        "離席時に施錠している", "officer", view.challenge.digest,
    )  # fmt: skip
    with desk.file.read() as work:
        assert "terminals-shared" not in {v.challenge.basis for v in challenging.open_challenges(desk, work)}
    # The same ledger again, in another order: nothing else is said.
    held.put(desk, tmp_path, terminals=[pc(2), pc(1, zone="共用")])
    assert not asked(desk, "terminals-shared")[0].open
    # One more; then as many, but another one.
    for rows in ([pc(1, zone="共用"), pc(2, zone="共用")], [pc(1), pc(2, zone="共用")]):
        held.put(desk, tmp_path, terminals=rows)
        (again,) = asked(desk, "terminals-shared")
        assert again.open
        assert again.reply == answered.reply
    challenging.reply(desk, *place, "terminals-shared", "のぞき見防止フィルターを付けた")
    assert not asked(desk, "terminals-shared")[0].open
    with desk.file.read() as work:
        entries = work.history.entries(HistoryQuery(act=challenging.REPLIED))
    assert [e.event.after["reply"] for e in entries if e.event.after] == [
        "のぞき見防止フィルターを付けた", "離席時に施錠している",
    ]  # fmt: skip
    assert entries[0].event.before == {"reply": "離席時に施錠している", "challenge": "terminals-shared", "count": 1}


def test_ledgers_are_counted_once_for_each_change(
    desk: Desk, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    real = inventory.count

    def count(*given: object) -> object:
        counted.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(inventory, "count", count)
    held.put(desk, tmp_path, terminals=[pc(1, zone="共用")])
    place = ("A4-4-04", site_id(desk))
    conforming(desk, [place])
    for _time in range(3):
        assert asked(desk, "terminals-shared")
    answering.record_comment(desk, *place, "見た")
    challenging.reply(desk, *place, "terminals-shared", "施錠している")
    assert asked(desk, "terminals-shared")
    assert len(counted) == 1
    auditing.rename_site(desk, place[1], "北支社")
    assert asked(desk, "terminals-shared")
    assert len(counted) == 2


def test_a_reply_to_a_question_of_another_edition_stays_readable(desk: Desk) -> None:
    said = challenge_words.question(desk.catalogue, "gone", {"count": "3"}, gettext_in("ja"), "ja")
    assert said == "この版にない反問(gone)"
