"""The same fact stated differently: twenty planted contradictions are found, a clean audit is left alone."""

from dataclasses import replace

import pytest

from app.domain.audit import COMPANY
from app.domain.challenges import Reply
from app.domain.consistency import Counted
from app.domain.grades import Verdict
from app.domain.progress import Place
from tests.domain.consistency.made import (
    ASKED,
    AT,
    AT_SITES,
    HEAD,
    NORTH,
    OF_COMPANY,
    SOUTH,
    answer,
    hits,
    whole,
    with_remarks,
)
from tests.domain.consistency.remarks import CLEAN, OTHER
from tests.domain.consistency.test_checks import MEASURE, OCCURRED

FACTS = ("K70", "K71", "K72", "K73", "K74", "K75", "K76", "K77", "K78")
ONE, TWO, THREE = AT_SITES[:3]
C1, C2, C3 = OF_COMPANY[:3]


def held(kind: str) -> dict[str, Counted]:
    """What the ledgers have."""
    ledgers = {
        "terminals": {NORTH: Counted(12, 14), SOUTH: Counted(8, 8), HEAD: Counted(20, 22), COMPANY: Counted(40, 44)},
        "accounts": {NORTH: Counted(34, 34), COMPANY: Counted(120, 130)},
        "contractors": {COMPANY: Counted(5, 6)},
    }
    return ledgers.get(kind, {})


PLANTED: dict[str, dict[Place, str]] = {
    "K70 terminals": {(ONE, NORTH): "端末は10台で、すべて台帳に載っている。"},
    "K70 full width": {(ONE, SOUTH): "送配電部門の端末（９台）を台帳と照合し、差異はなかった。"},
    "K70 in words": {(ONE, NORTH): "端末十八台を設置している。"},
    "K70 more than all": {(ONE, SOUTH): "端末12台を抽出し、現物を確認した。"},
    "K70 another site named": {(C1, COMPANY): "北営業所の端末は20台である。"},
    "K70 contractors": {(C1, COMPANY): "業務委託先は9社で、いずれも契約書に情報管理の条項がある。"},
    "K70 accounts": {(TWO, NORTH): "利用者IDは40件。退職者のIDはない。"},
    "K70 more than the whole company has": {(ONE, SOUTH): "委託先は9社である。"},
    "K70 of a site the ledger does not name": {(ONE, SOUTH): "IDは199件で、いずれも申請書がある。"},
    "K71 within the ledger": {
        (ONE, HEAD): "端末は21台ある。",
        (TWO, HEAD): "端末は全部で22台。",
    },
    "K71 remain": {
        (ONE, NORTH): "共用区画の端末は0台",
        (TWO, NORTH): "共用区画に端末が3台残っている。",
    },
    "K71 remain behind": {
        (ONE, NORTH): "共用区画の端末は0台",
        (TWO, NORTH): "端末が共用区画に3台残っている。",
    },
    "K71 kept there": {
        (ONE, NORTH): "会議室の端末は1台である。",
        (TWO, NORTH): "会議室には端末2台が置かれている。",
    },
    "K71 cards": {
        (ONE, NORTH): "入室カードは30枚で、発行簿と一致した。",
        (TWO, NORTH): "入室カード32枚を発行簿と照合した。",
    },
    "K71 part": {
        (ONE, NORTH): "共用区画の端末は3台で、覗き見防止フィルターを付けている。",
        (TWO, NORTH): "共用区画の端末は５台あり、目隠しを置いている。",
    },
    "K71 quantity": {
        (ONE, NORTH): "研修の対象人数は25名、全員が受講した。",
        (TWO, NORTH): "研修の対象人数は28人であった。",
    },
    "K71 one text": {(ONE, NORTH): "鍵は5本を所長が保管している。貸出簿では鍵は6本である。"},
    "K72 era": {
        (C1, COMPANY): "情報取扱規程は令和5年4月1日に施行した。",
        (ONE, SOUTH): "「情報取扱規程」(2023年10月1日施行)を掲示している。",
    },
    "K72 western": {
        (C1, COMPANY): "2023年7月1日付けで制定された託送情報管理要領に従っている。",
        (C2, COMPANY): "託送情報管理要領の制定日は令和5年6月1日である。",
    },
    "K72 bare": {
        (ONE, NORTH): "導入は2024年4月1日である。",
        (TWO, NORTH): "導入は令和5年4月1日。",
    },
    "K72 bare at our office": {
        (ONE, NORTH): "当所の施行日は2024年4月1日。",
        (TWO, NORTH): "施行日:R5.4.1",
    },
    "K72 taken into use": {
        (ONE, NORTH): "入退室管理装置は2024年4月1日に運用を開始した。",
        (TWO, NORTH): "入退室管理装置の導入は令和5年4月1日である。",
    },
    "K72 begun": {
        (ONE, NORTH): "夜間の施錠記録は2024年4月1日に開始した。",
        (TWO, NORTH): "夜間の施錠記録の開始日は2024年6月1日である。",
    },
    "K72 renewed": {
        (ONE, NORTH): "入室カードの更新は2025年である。",
        (TWO, NORTH): "入室カードは令和6年に更新した。",
    },
    "K72 replaced": {
        (ONE, NORTH): "監視カメラは2025年3月に交換した。",
        (TWO, NORTH): "2024年3月に交換した監視カメラで録画している。",
    },
    "K72 revised within days": {
        (ONE, NORTH): "情報取扱規程の改定は2024年4月1日である。",
        (TWO, NORTH): "情報取扱規程の改正日は令和6年4月10日。",
    },
    "K72 revised, the era reckoned wrongly": {
        (ONE, NORTH): "改定は2024年4月1日",
        (TWO, NORTH): "改定は令和5年4月1日",
    },
    "K72 the day first": {
        (ONE, NORTH): "2024年4月1日に制定した。",
        (TWO, NORTH): "制定は令和5年4月1日",
    },
    "K72 day of training": {
        (ONE, NORTH): "研修実施日2026年5月1日",
        (TWO, NORTH): "研修は2026年5月20日実施",
    },
    "K72 day of stocktaking": {
        (ONE, NORTH): "棚卸日は2026年10月30日",
        (TWO, NORTH): "棚卸日は令和8年10月31日である。",
    },
    "K72 stocktaking": {
        (ONE, NORTH): "端末の棚卸しは2026年9月1日に実施した。",
        (TWO, NORTH): "令和8年9月15日に端末の棚卸を実施した。",
    },
    "K72 without a year": {
        (ONE, NORTH): "棚卸は9月1日に実施した。",
        (TWO, NORTH): "当所では、棚卸しを9月15日に行っている。",
    },
    "K72 training": {
        (ONE, NORTH): "研修の実施日は2026年5月1日である。",
        (TWO, NORTH): "研修は2026年5月20日に実施し、全員が受講した。",
    },
    "K72 latest and not said which": {
        (ONE, NORTH): "直近の棚卸しは2026年9月30日に実施した。",
        (TWO, NORTH): "棚卸実施日:2026/9/29",
    },
    "K72 last": {
        (ONE, NORTH): "直近の棚卸しは2026年9月30日に実施した。",
        (TWO, NORTH): "直近の棚卸しは令和8年8月31日で、差異はなかった。",
    },
    "K73 persons": {
        (ONE, NORTH): "情報管理責任者は山田課長で、任命書を確認した。",
        (TWO, NORTH): "情報管理責任者(佐藤課長)から聴き取った。",
    },
    "K73 without a blank": {
        (ONE, NORTH): "情報管理責任者は山田太郎",
        (TWO, NORTH): "情報管理責任者は佐藤花子である。",
    },
    "K73 with and without a blank": {
        (ONE, NORTH): "鍵管理者は高橋 美咲である。",
        (TWO, NORTH): "鍵管理者(長谷川みどり)が毎日確認している。",
    },
    "K73 posts": {
        (C1, COMPANY): "端末台帳の所管部署は総務部である。",
        (C2, COMPANY): "端末台帳の所管部署は情報システム部であり、毎月更新している。",
    },
    "K73 manager": {(ONE, NORTH): "所長は南田氏で、責任者の任命を行っている。"},
    "K74": {(ONE, SOUTH): "端末の予備機は湾岸出張所に保管している。"},
    "K76": {(ONE, NORTH): "令和5年2月30日に点検した。"},
    "K76 era": {(ONE, NORTH): "平成33年4月1日付けの誓約書がある。"},
    "K78": {(ONE, NORTH): "導入は2024年(令和5年)である。"},
    "K78 day": {(ONE, NORTH): "２０２４年４月１日（令和５年４月１日）に制定した要領がある。"},
    "K78 other way": {(ONE, NORTH): "誓約書は令和5年10月（2024年10月）に改めた。"},
    "K78 braced": {(ONE, NORTH): "2024(令和5)年から記録を残している。"},
    "K78 letter": {(C1, COMPANY): "規程は2024年4月1日(R5.4.1)のものである。"},
    "K77": {(ONE, NORTH): "2027年9月30日に現物を確認した。"},
    "K71 stands": {
        (ONE, NORTH): "監視カメラは4台設置している。",
        (TWO, NORTH): "監視カメラ6台を設置し、録画を保存している。",
    },
    "K72 day of": {
        (ONE, NORTH): "最終の棚卸しの実施日は2026年9月30日。",
        (TWO, NORTH): "直近の棚卸しは2026年8月20日に実施した。",
    },
    "K73 another word": {
        (ONE, NORTH): "鍵の管理者は総務課長である。",
        (TWO, NORTH): "鍵管理者は配電課長が務めている。",
    },
    "K72 concluded": {
        (ONE, NORTH): "清掃業務の覚書は令和6年4月1日に締結した。",
        (TWO, NORTH): "清掃業務の覚書は2024年5月1日付けで締結し、写しを保管している。",
    },
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found_once(name: str) -> None:
    audit = with_remarks(PLANTED[name], counted=held)
    found = hits(audit, *FACTS)
    assert [hit.rule for hit in found] == [name.split()[0]]
    assert found[0].where.field == "comment"
    assert (found[0].where.checkpoint, found[0].where.site) in PLANTED[name]


def test_there_are_as_many_planted_as_promised() -> None:
    assert len(PLANTED) >= 20


@pytest.mark.parametrize("remarks", [CLEAN, OTHER])
def test_a_clean_audit_is_left_alone(remarks: tuple[str, ...]) -> None:
    """The remarks stand at all checkpoints of one site, as an officer would write them."""
    assert len([text for text in remarks if text]) >= 60
    spread = [(c, NORTH) for c in AT_SITES]
    texts: dict[Place, list[str]] = {}
    for number, text in enumerate(remarks):
        texts.setdefault(spread[number % len(spread)], []).append(text)
    audit = with_remarks({at: "\n".join(said) for at, said in texts.items()}, counted=held)
    found = hits(audit, *FACTS)
    assert len(found) <= 2, [(hit.rule, dict(hit.values)) for hit in found]


@pytest.mark.parametrize("text", [*CLEAN, *OTHER])
def test_a_clean_remark_alone_contradicts_nothing(text: str) -> None:
    assert not hits(with_remarks({(ONE, NORTH): text}, counted=held), *FACTS)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("端末は12台である。", "端末は14台ある。"),
        ("端末は13台ある。", "会議室の端末は2台ある。"),
        ("端末は13台ある。", "端末13台を台帳と照合した。"),
        ("共用区画の端末は0台である。", "共用区画に端末が3台残っていたため、撤去した。"),
        ("共用区画の端末は0台である。", "前回は共用区画に端末が3台残っている状態であった。"),
        ("共用区画の端末は0台である。", "執務室に端末が3台残っている。"),
        ("共用区画の端末は0台である。", "未返却の端末が3台残っている。"),
        ("端末は12台である。", "端末が3台残っている。"),
        ("委託先の端末は50台ある。", "小売の端末は60台である。"),
        ("導入は2024年4月1日である。", "導入は令和6年4月である。"),
        ("棚卸日は2026年10月30日", "棚卸日は10月30日である。"),
        ("情報取扱規程の改定は2024年4月1日である。", "情報取扱規程の改定は2023年4月1日である。"),
        ("情報取扱規程の改定は2024年4月1日である。", "情報取扱規程は令和4年10月1日に改定した。"),
        ("2024年4月1日に締結した。", "2024年6月1日に締結した。"),
        ("2024年4月1日に制定した。", "令和5年4月1日に制定した要領による。"),
        ("棚卸しは2025年9月30日に実施した。", "棚卸しは令和8年9月30日に実施した。"),
        ("棚卸しは2026年3月31日に実施した。", "棚卸しは2026年9月30日に実施した。"),
        ("棚卸しは2026年8月31日に実施した。", "棚卸しは2026年9月30日に実施した。"),
        ("棚卸日は2026年9月1日。棚卸日は2026年9月15日。", "棚卸日は2026年9月1日である。"),
        ("端末の棚卸しは2026年9月1日に実施した。", "IDの棚卸しは2026年9月15日に実施した。"),
        ("新任者の研修は2026年5月1日に実施した。", "研修は2026年5月20日に実施した。"),
        ("研修は5月1日と20日の2回に分けて実施した。", "研修は2026年5月20日に実施した。"),
        ("研修は2026年5月1日に実施した。", "補講の研修は2026年5月20日に実施した。"),
        ("研修は2026年5月1日に実施した。", "研修は2026年5月20日を予定している。"),
        ("研修は2026年5月1日に実施した。", "研修を2026年5月20日に計画し、周知した。"),
        ("棚卸しは2026年9月15日から9月30日まで実施した。", "棚卸日は2026年9月30日である。"),
        ("点検は2026年10月1日に実施した。", "点検は2026年10月15日に実施した。"),
        ("導入は2024年4月1日である。", "廃止は2025年4月1日である。"),
        ("導入は2024年4月1日である。", "端末管理システムを使っている。導入は令和5年4月1日である。"),
        ("導入は2024年4月1日である。", "目隠しの導入は令和5年4月1日である。"),
        ("導入は2024年4月1日である。", "導入は2025年4月1日を予定している。"),
        ("導入は2024年4月1日である。", "導入は2023年4月1日から順次進めた。"),
        ("導入は2024年4月1日である。", "導入は2024年2月1日に決裁を受けた。"),
        ("入室カードの更新は2025年である。", "契約書の更新は2024年である。"),
        ("契約書の更新日は2025年4月1日である。", "契約書の更新日は2026年4月1日である。"),
        ("台帳は2026年9月30日に更新した。", "台帳は2026年10月5日に更新した。"),
        ("誓約書は2025年4月に更新した。", "誓約書は2026年4月に更新した。"),
        ("端末は2025年3月に更新した。", "端末の更新は2024年から順次行っている。"),
        ("端末は2025年3月に更新した。", "端末は2024年3月に4台を更新し、残りを使い続けた。"),
        ("定期点検は2026年4月1日に開始した。", "定期点検は2026年10月1日に開始した。"),
    ],
)
def test_days_that_need_not_be_of_the_same_are_left_alone(text: str, other: str) -> None:
    assert not hits(with_remarks({(ONE, NORTH): text, (TWO, NORTH): other}, counted=held), *FACTS)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("情報管理責任者は山田太郎である。", "情報管理責任者は山田課長である。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は山田 太郎が務めている。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は山田太郎課長である。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は福島支店の所属である。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は総務課長が兼ねる。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は森林管理の資格を持つ。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は原則として専任である。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は関係者に周知している。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は東西の両棟を見ている。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は関東に一名である。"),
        ("情報管理責任者は山田太郎である。", "前任の情報管理責任者は佐藤花子である。"),
        ("情報管理責任者は山田太郎である。", "情報管理責任者は佐藤花子から山田太郎に交代した。"),
        ("情報管理責任者は山田太郎である。", "鍵管理者は佐藤花子である。"),
    ],
)
def test_a_holder_who_may_be_the_same_or_is_none_is_left_alone(text: str, other: str) -> None:
    assert not hits(with_remarks({(ONE, NORTH): text, (TWO, NORTH): other}), *FACTS)


def test_a_site_that_a_ledger_does_not_name_may_have_as_many_as_there_are() -> None:
    assert not hits(
        with_remarks({(ONE, SOUTH): "IDは120件である。委託先は5社である。事業所は40か所ある。"}, counted=held), *FACTS
    )
    (hit,) = hits(with_remarks({(ONE, SOUTH): "IDは131件である。"}, counted=held), *FACTS)
    assert (hit.message, hit.values["held"]) == ("more_than_ledger", "130")


def test_a_day_without_a_year_lies_before_its_answer() -> None:
    remarks = {(ONE, NORTH): "棚卸は12月10日に実施した。", (TWO, NORTH): "棚卸は2025年12月20日に実施した。"}
    (hit,) = hits(with_remarks(remarks), *FACTS)
    assert {hit.values["said"], hit.values["other"]} == {"2025-12-10", "2025-12-20"}
    other_year = {(ONE, NORTH): "棚卸は12月10日に実施した。", (TWO, NORTH): "棚卸は2024年12月20日に実施した。"}
    assert not hits(with_remarks(other_year), *FACTS)


def test_what_names_nothing_is_of_what_its_checkpoint_asks_about() -> None:
    about = {c.id: whole().vocabulary.things_in(c.question.ja) for c in ASKED if c.id in AT_SITES}
    terminals = next(c for c in AT_SITES if about[c] == {"terminals"})
    accounts = next(c for c in AT_SITES if about[c] == {"accounts"})
    again = next(c for c in AT_SITES if "terminals" in about[c] and c != terminals)
    for text, other in (
        ("導入は2024年4月1日である。", "導入は令和5年4月1日である。"),
        ("棚卸日は2026年9月1日", "棚卸日は9月15日"),
    ):
        assert not hits(with_remarks({(terminals, NORTH): text, (accounts, NORTH): other}), "K72")
        assert not hits(with_remarks({(terminals, NORTH): text, (again, SOUTH): other}), "K72")
        assert hits(with_remarks({(terminals, NORTH): text, (again, NORTH): other}), "K72")


@pytest.mark.parametrize(
    "text",
    [
        "導入は2024年(令和6年)である。",
        "2019年(平成31年)の記録と2019年(令和元年)の記録がある。",
        "2024年3月(令和5年度)の研修記録がある。",
        "2024(令和6)年から記録を残している。",
        "令和6年(2024)に作成した。",
        "2024年4月1日(令和5年4月1日施行)の要領を改めた。",
        "2024年4月1日(令和5年4月1日の要領を改定)に周知した。",
        "2024年4月1日(2023年4月1日)の二版がある。",
        "2024年4月1日(月)と令和5年4月3日(月)の記録がある。",
        "台帳(令和5年4月1日)を2024年4月1日(月)に改めた。",
    ],
)
def test_a_year_and_its_era_that_are_the_same_or_not_set_equal_are_left_alone(text: str) -> None:
    assert not hits(with_remarks({(ONE, NORTH): text}), "K78")


def test_reasons_and_replies_to_challenges_are_read_too() -> None:
    wrong = "2024年4月1日(令和5年4月1日)に撤去した。"
    reply = Reply(TWO, NORTH, "terminals-shared", "d", "terminals-shared", wrong, AT, "officer")
    elsewhere = replace(reply, checkpoint="not asked")
    idle = answer((ONE, NORTH), Verdict.NOT_APPLICABLE, reason=wrong)
    found = hits(whole({(ONE, NORTH): idle}, replies=(reply, elsewhere)), *FACTS)
    assert {(hit.rule, hit.where.checkpoint, hit.where.field) for hit in found} == {
        ("K78", ONE, "reason"),
        ("K78", TWO, "reply"),
    }


def test_an_era_is_compared_in_measures_and_cases_too() -> None:
    told = replace(OCCURRED, overview="2024年4月1日(令和5年4月1日)に始まった。")
    found = hits(whole(cases=(told,), actions=(replace(MEASURE, measure="2025年(令和8年)までに改める。"),)), "K78")
    assert {hit.where.field for hit in found} == {"overview", "measure"}
    assert {hit.values["words"] for hit in found} == {"2024年4月1日(令和5年4月1日)", "2025年(令和8年)"}
