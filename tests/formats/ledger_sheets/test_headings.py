"""Headings in any dress mean their field; what is no heading of the form is never certain."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledgers.values import normaliser_of
from app.formats import workbook
from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.headings import Headings, Way, fold
from app.formats.ledger_sheets.recognition import SURE, look_at

FORM = LedgerSheets().form("terminals")
HEADINGS = Headings(FORM)
PLAIN = [(f.id, h) for f in FORM.fields for h in f.headings if "›" not in h]
GROUPED = [(f.id, *h.split("›")) for f in FORM.fields for h in f.headings if "›" in h]
OF_KIND = {kind: Headings(LedgerSheets().form(kind)) for kind in LedgerSheets().kinds()}
KNOWN = {fold(h) for _, h in PLAIN}

DRESSES = st.sampled_from(
    ["{}", " {} ", "※{}", "{}※1", "【{}】", "{}(必須)", "{}\n(半角英数)", "{}（任意）", "*{}", "{}:", "{}(西暦)"]
)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(st.sampled_from(PLAIN), DRESSES, st.booleans(), st.integers(0, 3))
def test_a_heading_in_any_dress_means_its_field(known: tuple[str, str], dress: str, full: bool, feed: int) -> None:
    field, heading = known
    text = heading[:feed] + "\n" + heading[feed:] if feed and " " not in heading else heading
    text = dress.format(wide(text) if full else text)
    (match,) = HEADINGS.matches((text,))
    assert (match.field, match.way) == (field, Way.EXACT)


@given(st.sampled_from(GROUPED), DRESSES)
def test_a_heading_below_its_group_means_its_field(known: tuple[str, str, str], dress: str) -> None:
    field, group, leaf = known
    (match,) = HEADINGS.matches((group, dress.format(leaf)))
    assert (match.field, match.way) == (field, Way.EXACT)


@given(st.sampled_from(PLAIN), st.sampled_from(["承認者", "点検者", "前使用者", "立会者", "購入先"]))
def test_below_an_unknown_group_nothing_is_certain(known: tuple[str, str], group: str) -> None:
    assert all(m.confidence < SURE for m in HEADINGS.matches((group, known[1])) if fold(group + known[1]) not in KNOWN)


@given(
    st.text(alphabet="管理番号返却予定日使用者会社所部署前旧異動機種型リース満了ID12ー・()", min_size=1, max_size=10)
)
def test_words_made_of_words_are_certain_only_when_they_are_headings(text: str) -> None:
    for match in HEADINGS.matches((text,)):
        assert match.way is not Way.EXACT or any(fold(text).startswith(h) for h in KNOWN)
        assert match.way in (Way.EXACT, Way.WEAK) or match.confidence < SURE


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("返却予定日(変更後)", "returned"),
        ("返却期限日(延長)", "returned"),
        ("廃棄予定時期", "disposed"),
        ("リース満了予定", "returned"),
        ("異動前部署", "department"),
        ("旧所属", "department"),
        ("管理者番号", "manager"),
        ("使用者コード2", "user"),
        ("製造番号2", "asset_no"),
        ("所有会社部署", "owner_company"),
        ("次回棚卸日", "inventoried"),
    ],
)
def test_a_word_more_is_another_meaning(text: str, never: str) -> None:
    assert all(m.field != never or m.confidence < SURE for m in HEADINGS.matches((text,)))


@given(st.lists(st.sampled_from(PLAIN), min_size=2, max_size=14))
def test_no_field_stands_at_two_columns(known: list[tuple[str, str]]) -> None:
    head = (tuple(h for _, h in known), *(tuple(f"v{r}{c}" for c in range(len(known))) for r in range(3)))
    sheet = workbook.Sheet("台帳", True, len(head), len(known), head)
    look = look_at(FORM, HEADINGS, sheet, header_row=1)
    counts = Counter(c.field for c in look.columns if c.field)
    assert not counts or max(counts.values()) == 1
    for column, (field, _) in zip(look.columns, known, strict=True):
        assert not column.sure or column.field in ("", field)


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("terminals", ("機器ナンバー",), "asset_no"),
        ("terminals", ("使用者氏名",), "user"),
        ("terminals", ("年月日", "返却年月日"), "returned"),
        ("systems", ("改修・試験", "最終改修年月日"), "modified"),
        ("systems", ("直近改修日",), "modified"),
        ("sites", ("事業場名",), "name"),
        ("accounts", ("申請・承認", "承認日"), "approved"),
        ("accounts", ("承認年月日",), "approved"),
        ("contractors", ("監査", "前回実施日"), "audited"),
        ("contractors", ("出資比率(%)",), "share"),
        ("people", ("氏名(漢字)",), "person"),
    ],
)
def test_other_words_for_the_same_mean_the_field(kind: str, heading: tuple[str, ...], field: str) -> None:
    match = Headings(LedgerSheets().form(kind)).matches(heading)[0]
    assert match.field == field
    assert match.confidence >= (SURE if len(heading) == 1 or heading[0] != "年月日" else 0.5)


PERIODS = [
    (kind, name, end, field)
    for kind in LedgerSheets().kinds()
    for period in LedgerSheets().form(kind).periods
    for name in period.names
    for field, ends in (
        (period.first, ("自", "開始", "開始日", "始期", "から", "FROM")),
        (period.last, ("至", "終了", "終了年月日", "終期", "まで", "TO")),
    )
    for end in ends
    if field and field not in period.likely
]
WAYS = [
    "{} {}",
    "{}　{}",
    "{}({})",
    "{}（{}）",
    "{}_{}",
    "{}\n{}",
    "{}{}",
    "{}・{}",
    "{}【{}】",
    "{} ({})※1",
    "{}({}〜)",
]


@given(st.sampled_from(PERIODS), st.sampled_from([*WAYS, "in two rows", "the end first"]))
def test_the_ends_of_a_period_are_known_however_they_are_written(period: tuple[str, str, str, str], way: str) -> None:
    kind, name, end, field = period
    heading = {"in two rows": (name, end), "the end first": (f"{end} {name}",)}.get(way, (way.format(name, end),))
    (match,) = OF_KIND[kind].matches(heading)
    assert (match.field, match.way) == (field, Way.EXACT)
    assert match.confidence >= SURE


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("contractors", "旧契約期間(自)"),
        ("contractors", "契約期間"),
        ("contractors", "再契約期間(至)"),
        ("contractors", "契約期間(自)変更日"),
        ("contractors", "自動更新期間(至)"),
        ("terminals", "リース期間"),
        ("terminals", "貸与期間(至)"),
        ("terminals", "保証期間(自)"),
        ("accounts", "パスワード有効期間(至)"),
        ("people", "出向期間(自)"),
        ("rooms", "許可期間(至)"),
    ],
)
def test_what_is_no_plain_end_of_a_known_period_is_asked_about(kind: str, heading: str) -> None:
    assert all(m.confidence < SURE or m.way is Way.WEAK for m in OF_KIND[kind].matches((heading,)))


@pytest.mark.parametrize(
    ("kind", "headings"),
    [("accounts", ("自", "至")), ("disasters", ("自", "至")), ("accounts", ("FROM", "TO"))],
)
def test_an_end_without_a_period_is_likely_that_of_the_only_one(kind: str, headings: tuple[str, str]) -> None:
    form = LedgerSheets().form(kind)
    for heading, field in zip(headings, (form.periods[0].first, form.periods[0].last), strict=True):
        assert [(m.field, m.way) for m in OF_KIND[kind].matches((heading,))] == [(field, Way.WEAK)]
    assert OF_KIND["terminals"].matches(("自",)) == ()


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("accounts", ("前回ログイン日",)),
        ("accounts", ("承認者", "氏名")),
        ("contractors", ("前契約満了日",)),
        ("terminals", ("返却予定日の変更日",)),
    ],
)
def test_words_that_say_more_are_not_made_one(kind: str, heading: tuple[str, ...]) -> None:
    wrong = {"last_login", "person", "contract_end", "return_due", "returned"}
    matches = Headings(LedgerSheets().form(kind)).matches(heading)
    assert all(m.confidence < SURE for m in matches if m.field in wrong)


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("terminals", ("管理番号(ラベル)",), "asset_no"),
        ("terminals", ("使用者(保有者)",), "user"),
        ("terminals", ("業務システム ※複数可",), "systems"),
        ("terminals", ("棚卸日(実施した日)",), "inventoried"),
        ("terminals", ("状況(稼/予/廃)",), "status"),
        ("terminals", ("User 利用者", "氏名"), "user"),
        ("contractors", ("会社名(商号)",), "name"),
        ("rooms", ("占有(送配電/小売/共用)",), "occupant"),
        ("accounts", ("有効/停止(○/×)",), "status"),
        ("accounts", ("承認者(当社)",), "approver"),
        ("sites", ("事業\n所名\n(ふりがな)",), "name"),
        ("systems", ("System Name\n(システム正式名称)",), "name"),
        ("role_standards", ("付与できる所属",), "department"),
        ("role_standards", ("可否(○/―)",), "allowed"),
    ],
)
def test_a_note_behind_a_heading_leaves_it_what_it_is(kind: str, heading: tuple[str, ...], field: str) -> None:
    (match,) = OF_KIND[kind].matches(heading)
    assert (match.field, match.way) == (field, Way.EXACT)
    assert match.confidence >= SURE


@pytest.mark.parametrize(
    ("kind", "heading", "never"),
    [
        ("terminals", "使用者(会社)", "user"),
        ("terminals", "使用者(会社/部署)", "user"),
        ("terminals", "担当者(部署)", "user"),
        ("terminals", "返却日(予定)", "returned"),
        ("terminals", "管理番号(旧)", "asset_no"),
        ("terminals", "管理番号(親機)", "asset_no"),
        ("terminals", "使用者(立会者)", "user"),
        ("terminals", "使用者(上司)", "user"),
        ("terminals", "使用者 ※変更前", "user"),
        ("people", "氏名(カナ)", "person"),
        ("people", "氏名(メールアドレス)", "person"),
        ("accounts", "承認者(役職)", "approver"),
        ("contractors", "監査実施日(次回)", "audited"),
    ],
)
def test_a_note_that_says_another_thing_is_heard(kind: str, heading: str, never: str) -> None:
    assert all(m.field != never or m.confidence < SURE for m in OF_KIND[kind].matches((heading,)))


@pytest.mark.parametrize(
    ("kind", "heading", "field", "way"),
    [
        ("accounts", ("部課",), "department", Way.EXACT),
        ("people", ("職番",), "emp_no", Way.EXACT),
        ("terminals", ("使用者", "職番"), "user_id", Way.EXACT),
        ("terminals", ("機器", "製番"), "serial", Way.EXACT),
        ("people", ("旧所属名称",), "previous_department", Way.EXACT),
        # Who proposes asks for it; who decides is another.
        ("accounts", ("発議者",), "applicant", Way.EXACT),
        # An office as well as a section, an image as well as an address.
        ("accounts", ("所属所",), "site", Way.WEAK),
        ("terminals", ("機器", "設定"), "setup", Way.WEAK),
        ("accounts", ("使用可否",), "status", Way.WEAK),
        ("exceptions", ("対象番号",), "account", Way.WEAK),
    ],
)
def test_short_words_of_offices_are_known(kind: str, heading: tuple[str, ...], field: str, way: Way) -> None:
    match = OF_KIND[kind].matches(heading)[0]
    assert (match.field, match.way) == (field, way)
    assert all(m.field != "subject" for m in OF_KIND[kind].matches(heading))


@pytest.mark.parametrize(
    ("kind", "field", "written", "word"),
    [
        ("accounts", "status", "使用可", "有効"),
        ("accounts", "status", "使用不可", "停止"),
        ("accounts", "kind", "暫定ID", "暫定"),
        ("people", "employment", "出向受入", "出向"),
        ("capital_ties", "relation", "特定関係事業者の子会社", "子会社"),
        ("capital_ties", "relation", "当社", "当社"),
        ("terminals", "status", "使用可", "使用中"),
    ],
)
def test_words_of_offices_are_known(kind: str, field: str, written: str, word: str) -> None:
    assert normaliser_of(LedgerSheets().form(kind).field(field))(written) == (word, "")
