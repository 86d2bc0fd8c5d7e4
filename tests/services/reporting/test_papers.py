"""The papers that people sign and fill in: who has one, what the ledgers put on it, and what it never says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app import bootstrap
from app.domain.grades import Role, Verdict
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, ledger_undoing, ledgers, reporting, sealing
from app.services.ports import Desk
from app.services.reporting import confirmations, forms
from app.services.reporting.model import (
    Block,
    Box,
    Cell,
    CheckList,
    KeepTogether,
    KeyValues,
    Numbered,
    Paragraph,
    Signature,
    SignatureField,
    Signatures,
    Table,
    plain,
)
from app.services.reporting.sheets import Form, SheetDraft
from tests.desk import Kept, keep
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import AFFILIATE, OWN, TABLES, import_all
from tests.services.rounds import APPROVER, accepted, narrowed, working

JA = gettext_in("ja")


@pytest.fixture(scope="session")
def _kept_ledgers(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, import_all)


@pytest.fixture(scope="module")
def held(_kept_ledgers: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An audit with every ledger; only read."""
    desk = _kept_ledgers.copy(tmp_path_factory.mktemp("papers"))
    yield desk
    desk.file.close()


@pytest.fixture
def own(_kept_ledgers: Kept, tmp_path: Path) -> Iterator[Desk]:
    """The same, to be changed."""
    desk = _kept_ledgers.copy(tmp_path)
    yield desk
    desk.file.close()


def drafts(
    desk: Desk, form: Form, language: str = "ja", site: str = "", only: tuple[str, ...] = ()
) -> tuple[SheetDraft, ...]:
    _material, made = reporting.papers(desk, (form,), gettext_in(language), language, site, only)
    return made[form]


def inside(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block, those within others included."""
    for block in blocks:
        yield block
        if isinstance(block, KeepTogether | Box):
            yield from inside(block.blocks)
        elif isinstance(block, Signatures):
            yield from block.signatures


def signatures(draft: SheetDraft) -> list[Signature]:
    return [block for block in inside(draft.blocks) if isinstance(block, Signature)]


def tables(draft: SheetDraft) -> list[Table]:
    return [block for block in inside(draft.blocks) if isinstance(block, Table)]


def column(table: Table, number: int = 0) -> list[str]:
    """What stands in a column, headings across left out."""
    rows = [row for row in table.rows if len(row) > 1]
    return [plain(cell.text) if isinstance(cell, Cell) else cell for row in rows for cell in row[number : number + 1]]


def values(draft: SheetDraft) -> dict[str, str]:
    pairs = [pair for block in inside(draft.blocks) if isinstance(block, KeyValues) for pair in block.items]
    return {label: plain(text) for label, text in pairs}


def refused(desk: Desk, form: Form, site: str = "", only: tuple[str, ...] = ()) -> UserError:
    with pytest.raises(UserError) as caught:
        drafts(desk, form, site=site, only=only)
    return caught.value


# --- pledges and transfers --------------------------------------------------------------------------------------------


def test_everybody_who_serves_has_a_pledge(held: Desk) -> None:
    """Dispatched workers too; not who left, nor the people of the affiliate, who sign there."""
    made = drafts(held, Form.PLEDGE)
    assert [draft.subject for draft in made] == ["1001", "1002", "2001", "1004"]
    sites = {site.name: site.id for site in auditing.outline(held).sites}
    assert [draft.site for draft in made] == [sites["本店"]] * 3 + [sites["北営業所"]]
    assert made[0].name == "1001 青木 明(配電課)"


def test_where_no_affiliate_is_named_nobody_is_left_out_for_a_company(own: Desk) -> None:
    auditing.change_facts(own, affiliates=())
    assert {"1001", "2001", "9001"} <= {draft.subject for draft in drafts(own, Form.PLEDGE)}


def test_what_the_ledger_tells_of_a_person_stands_beside_the_signature_and_never_in_it(held: Desk) -> None:
    (signature,) = signatures(drafts(held, Form.PLEDGE, only=("2001",))[0])
    told = {field.label: field.value for field in signature.fields if isinstance(field, SignatureField)}
    assert told["社員番号・氏名(台帳)"] == "2001　江口 亮"
    assert told["所属・職名"] == "三栄派遣株式会社 配電課"
    assert told["氏名(自署)"] == ""


@pytest.mark.parametrize("form", forms.PAPERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_paper_presents_a_typed_name_as_a_signature(held: Desk, form: Form, language: str) -> None:
    for draft in drafts(held, form, language):
        lines = [field for each in signatures(draft) for field in each.fields]
        assert lines
        signed = [f for f in lines if isinstance(f, SignatureField) and ("自署" in f.label or "signed" in f.label)]
        assert len(signed) == len(signatures(draft))
        assert {field.value for field in signed} == {""}


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.GRID_OPERATOR, "東湾電力株式会社その他の特定関係事業者側の者に知らせず"),
        (Role.AFFILIATED_RETAILER, "非公開情報の提供や閲覧を求めず、依頼しません"),
        (Role.INTEGRATED_OPERATOR, "東湾電力株式会社その他の特定関係事業者側の者に知らせず"),
        (Role.OTHER_AFFILIATE, "営業、契約手続き、お客さま対応その他の業務に利用しません"),
    ],
)
def test_each_role_pledges_what_concerns_it(held: Desk, role: Role, said: str) -> None:
    material, _made = reporting.papers(held, (Form.PLEDGE,), JA)
    audit = replace(material.outline.audit, role=role)
    made = forms.makers[Form.PLEDGE](replace(material, outline=replace(material.outline, audit=audit)))
    articles = "".join(plain(t) for b in inside(made[0].blocks) if isinstance(b, Numbered) for t in b.items)
    assert said in articles
    assert "{" not in articles
    assert "「お客さまのため」" in articles
    assert "通報窓口" in articles


def test_articles_are_numbered_on_to_the_last_one_which_stays_with_the_signature(held: Desk) -> None:
    first, last = (b for b in inside(drafts(held, Form.PLEDGE)[0].blocks) if isinstance(b, Numbered))
    assert last.start == len(first.items) + 1
    assert len(last.items) == 1
    closing = drafts(held, Form.PLEDGE)[0].blocks[-1]
    assert isinstance(closing, KeepTogether)
    assert last in closing.blocks


def test_who_moved_confirms_what_the_ledgers_say_they_hold(held: Desk) -> None:
    made = drafts(held, Form.TRANSFER)
    assert [draft.subject for draft in made] == ["1001", "1004"]
    terminals, accounts = tables(made[0])
    # What was returned is held no more; numbers as people count.
    assert column(terminals) == ["PC-10", "PC-12"]
    assert column(accounts, 1) == ["O1001", "T1001"]
    assert values(made[0])["旧所属"] == "総務部"
    assert values(made[0])["異動日"] == "2026年4月1日"
    assert [each.role for each in signatures(made[0])] == [
        "異動者(1001　青木 明)",
        "旧所属の長(総務部)",
        "新所属の長(配電課)",
    ]


def test_who_two_editions_of_the_list_show_with_us_and_then_with_the_affiliate_confirms_it(
    own: Desk, tmp_path: Path
) -> None:
    """The list names no former company: its earlier edition does."""
    head, *rows = TABLES["people"]
    gone = head.index("旧所属"), head.index("異動日")

    def edition(name: str, company: str, section: str) -> None:
        told = [["" if at in gone else text for at, text in enumerate(row)] for row in rows]
        for row in told:
            if row[0] == "1002":
                row[2:4] = [company, section]
        ledgers.import_batch(own, "people", xlsx(tmp_path / name, [head, *told]))

    edition("社員名簿_4月.xlsx", OWN, "配電課")
    assert not [draft for draft in made_of(own) if draft.subject == "1002"]
    edition("社員名簿_10月.xlsx", AFFILIATE, "営業部")
    (draft,) = [draft for draft in made_of(own) if draft.subject == "1002"]
    told = values(draft)
    assert told["旧所属"] == "配電課"
    assert told["新所属"].startswith(AFFILIATE)
    for part in ("社員名簿_4月.xlsx(2026年11月24日", "社員名簿_10月.xlsx(2026年11月24日", "の間の会社の変更"):
        assert part in told["出所"]
    assert "1002" not in {each.subject for each in drafts(own, Form.PLEDGE)}
    newest = own_batches(own)[-1]
    ledger_undoing.undo_import(own, newest, "取込みの誤り")
    assert not [draft for draft in made_of(own) if draft.subject == "1002"], "that import does not count any more"


def test_a_company_that_was_filled_in_shows_no_change(own: Desk, tmp_path: Path) -> None:
    head, *rows = TABLES["people"]
    for name, company in (("前.xlsx", ""), ("後.xlsx", AFFILIATE)):
        told = [[*row[:2], company if row[0] == "1002" else row[2], *row[3:]] for row in rows]
        ledgers.import_batch(own, "people", xlsx(tmp_path / name, [head, *told]))
    assert "1002" not in {draft.subject for draft in made_of(own)}


def made_of(desk: Desk) -> tuple[SheetDraft, ...]:
    material = reporting.read_material(desk, JA, "ja", (Form.TRANSFER,))
    return tuple(forms.makers[Form.TRANSFER](material))


def own_batches(desk: Desk) -> list[str]:
    with desk.file.read() as work:
        return [batch.id for batch in work.ledgers.batches("people")]


def test_nothing_held_is_said_of_a_ledger_that_is_there_and_of_no_other(own: Desk, tmp_path: Path) -> None:
    none = tables(drafts(own, Form.TRANSFER, only=("1004",))[0])[0]
    assert none.rows == ()
    assert none.empty == "端末台帳に、本人を使用者とする端末はありません。"
    desk = auditing.create(own.world, tmp_path / "人だけ.shadan", auditing_of(own))
    import_all(desk, tmp_path, "people")
    terminals, accounts = tables(drafts(desk, Form.TRANSFER, only=("1004",))[0])
    assert "取り込まれていない" in terminals.caption
    assert "取り込まれていない" in accounts.caption
    # Lines to write on: an empty table would be read as nothing held.
    assert len(terminals.rows) == len(accounts.rows) == 3
    desk.file.close()


def auditing_of(desk: Desk) -> auditing.NewAudit:
    audit = auditing.outline(desk).audit
    return auditing.NewAudit(audit.organisation, audit.role, audit.period, audit.as_of, sites=("本店", "北営業所"))


# --- lists ------------------------------------------------------------------------------------------------------------


def test_terminals_are_confirmed_by_their_holders_and_the_rest_by_sections(held: Desk) -> None:
    made = drafts(held, Form.TERMINAL_RETURN)
    assert [(draft.subject, column(tables(draft)[0])) for draft in made] == [
        ("1001", ["PC-10", "PC-12", ""]),
        ("1002", ["PC-9", ""]),
        # Of an office that is none of the audit's, and of nobody on the list of people.
        ("木村 剛", ["PC-14", ""]),
        (f"{made[-1].site}/配電課", ["PC-11", ""]),
    ]
    assert made[-1].name == "本店 配電課"
    for draft in made:
        boxes = [cell.box for row in tables(draft)[0].rows for cell in row if isinstance(cell, Cell)]
        assert set(boxes) == {False}


def test_a_section_reviews_each_of_its_accounts(held: Desk) -> None:
    made = drafts(held, Form.ACCOUNT_REVIEW)
    # 東湾送配電 is 東湾送配電株式会社; the site comes from the list of people.
    assert [draft.name for draft in made] == ["本店 配電課", "北営業所 総務課"]
    table = tables(made[0])[0]
    assert column(table, 1) == ["O1001", "T1001", "T1002"]
    assert [row[0] for row in table.rows if len(row) == 1] == ["OA基盤(1 件)", "託送業務システム(2 件)"]
    assert "一般 [停止]" in column(table, 3)
    assert "T1003" not in column(tables(made[1])[0], 1)


def test_a_long_list_repeats_its_head_and_the_signature_says_of_which_section(own: Desk, tmp_path: Path) -> None:
    rows = [
        [f"X{n:04}", "託送業務システム", "井上 恵", "1002", OWN, "配電課", "参照", "2024/4/1", "", "", "有効"]
        for n in range(120)
    ]
    ledgers.import_batch(own, "accounts", xlsx(tmp_path / "多い.xlsx", [TABLES["accounts"][0], *rows]))
    target = tmp_path / "review.pdf"
    printed = reporting.write_papers(own, Form.ACCOUNT_REVIEW, target, bootstrap.render, JA, site="本店")
    pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages]
    assert printed.count == 1
    assert len(pages) > 3
    assert all("最終ログイン" in page for page in pages[:-1])
    assert "氏名(自署)" in pages[-1]
    assert "本店配電課" in pages[-1]
    assert "全123件" in pages[-1]


def test_contractors_whose_contract_runs_pledge_over_all_of_their_work(held: Desk) -> None:
    made = drafts(held, Form.CONTRACTOR_PLEDGE)
    assert [draft.name for draft in made] == ["三栄設計株式会社", "更新委託株式会社"]
    work, workers = tables(made[0])
    assert column(work, 1) == ["設計補助", "測量"]
    assert values(made[0])["再委託先"] == "南測量株式会社"
    # Who works under both contracts is one person.
    assert [*column(workers, 1), *column(workers, 4)] == ["佐藤 一", "鈴木 二", "高橋 三", "田中 四"]
    assert len(tables(made[1])) == 1
    assert values(made[1])["従事者数(台帳)"] == "従事者名簿を受託者が添付"
    assert signatures(made[0])[0].seal == "代表者印"


def test_activations_are_recorded_one_by_one_with_a_blank_one(held: Desk) -> None:
    made = drafts(held, Form.DISASTER_RECORD)
    assert [draft.subject for draft in made] == ["D-1", "D-2", "blank"]
    told = values(made[1])
    assert (told["災害名"], told["発動日"], told["解除日"]) == ("台風15号", "2026年9月18日", "2026年9月22日")
    assert told["対象ID"] == "SAI001、SAI002"
    assert values(made[0])["解除日"].strip() == ""
    assert {text.strip() for label, text in values(made[2]).items() if label != "事業者"} == {""}


def test_a_blank_record_needs_no_ledger(desk: Desk) -> None:
    assert [draft.subject for draft in drafts(desk, Form.DISASTER_RECORD)] == ["blank"]


# --- rounds -----------------------------------------------------------------------------------------------------------


def test_rooms_are_walked_floor_by_floor_and_what_stands_in_none_comes_last(held: Desk) -> None:
    made = drafts(held, Form.WALK_SHEET)
    assert [draft.name for draft in made] == [
        "本店 B1階 書庫",
        "本店 2階 倉庫",
        "本店 2階 配電執務室",
        "本店 10階 会議室",
        "本店 区画の分からない端末",
        "北営業所 1階 窓口",
        "事業所不明 区画の分からない端末",
    ]
    assert [column(tables(draft)[0]) for draft in made] == [
        [],
        [],
        ["PC-9", "PC-10"],
        ["PC-11"],
        ["PC-12"],
        [],
        ["PC-14"],
    ]
    # Whose side a room is stands on it, or that nobody has said so.
    assert values(made[2])["占有側、使用部署、入室方式"] == "送配電、配電課、カード"
    assert "記載なし" in values(made[1])["占有側、使用部署、入室方式"]
    for draft in made:
        expected, unlisted = tables(draft)
        # On the last page of a long list, too, one sees of which room it is.
        assert unlisted.caption == f"{draft.name} 台帳にない端末"
        assert {cell for row in unlisted.rows for cell in row} == {""}
        assert len(signatures(draft)) == 2
        boxes = [cell.box for row in expected.rows for cell in row if isinstance(cell, Cell)]
        assert len(boxes) == 3 * len(expected.rows)


def test_a_room_that_the_ledger_names_as_the_zone_is_the_room(own: Desk, tmp_path: Path) -> None:
    """Ledgers that have no place name the room under 区画, and the floor beside it."""
    rows = [
        ["管理番号", "事業所", "区画", "階", "使用者", "状態"],
        ["PC-20", "本店", "配電執務室", "2F", "青木 明", "使用中"],
        ["PC-21", "本店", "書庫の奥", "B1F", "青木 明", "使用中"],
        ["PC-22", "本店", "共用", "会議室", "青木 明", "使用中"],
    ]
    ledgers.import_batch(own, "terminals", xlsx(tmp_path / "端末.xlsx", rows))
    made = {draft.name: draft for draft in drafts(own, Form.WALK_SHEET, site="本店")}
    assert column(tables(made["本店 2階 配電執務室"])[0]) == ["PC-9", "PC-10", "PC-20"]
    assert column(tables(made["本店 10階 会議室"])[0]) == ["PC-11", "PC-22"]
    lost = tables(made["本店 区画の分からない端末"])[0]
    assert {row[0]: row[2] for row in lost.rows}["PC-21"] == "書庫の奥 B1F"


def test_a_walk_reminds_of_the_checkpoints_that_the_audit_asks(held: Desk) -> None:
    asked = {checkpoint.id: checkpoint.question.ja for checkpoint in auditing.outline(held).checkpoints}
    (look,) = (block for block in inside(drafts(held, Form.WALK_SHEET)[0].blocks) if isinstance(block, CheckList))
    told = [plain(item.text).split("　") for item in look.items]
    assert told
    assert all(asked[identity] == question for identity, question in told)
    assert {identity[:4] for identity, _question in told} == {"A3-2", "A4-4"}


def test_without_a_list_of_rooms_a_site_has_one_sheet(own: Desk, tmp_path: Path) -> None:
    desk = auditing.create(own.world, tmp_path / "端末だけ.shadan", auditing_of(own))
    import_all(desk, tmp_path, "terminals")
    made = drafts(desk, Form.WALK_SHEET, site="本店")
    desk.file.close()
    assert [column(tables(draft)[0]) for draft in made] == [["PC-12", "PC-9", "PC-10", "PC-11"]]
    assert column(tables(made[0])[0], 2) == ["―", "2階 配電執務室", "2階 配電執務室", "10階 会議室"]


def test_every_answer_due_has_its_line_on_paper(held: Desk) -> None:
    made = drafts(held, Form.BLANK_SHEET)
    outline = auditing.outline(held)
    names = {site.id: site.name for site in outline.sites}
    assert [draft.name for draft in made] == ["全社", "本店", "北営業所"]
    told = [(row[0], draft.site) for draft in made for table in tables(draft) for row in table.rows]
    assert sorted(map(str, told)) == sorted(map(str, outline.places))
    assert {draft.site for draft in made} == {"", *names}


# --- which ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "ledger"),
    [
        (Form.PLEDGE, "従業員一覧"),
        (Form.TRANSFER, "従業員一覧"),
        (Form.TERMINAL_RETURN, "端末台帳"),
        (Form.ACCOUNT_REVIEW, "ID台帳"),
        (Form.CONTRACTOR_PLEDGE, "委託先台帳"),
        (Form.WALK_SHEET, "端末台帳"),
    ],
)
def test_a_ledger_that_is_missing_is_named(desk: Desk, form: Form, ledger: str, tmp_path: Path) -> None:
    error = refused(desk, form)
    assert error.code == "paper_needs_ledger"
    assert ledger in error.sentence(JA)
    target = tmp_path / "none.pdf"
    with pytest.raises(UserError):
        reporting.write_papers(desk, form, target, bootstrap.render, JA)
    assert not target.exists()


def test_who_asks_for_what_is_not_there_is_told_what_is(held: Desk) -> None:
    error = refused(held, Form.PLEDGE, only=("1001", "7777"))
    assert error.code == "paper_only_unknown"
    assert "7777" in error.sentence(JA)
    assert "1002" in error.sentence(JA)
    assert refused(held, Form.CONTRACTOR_PLEDGE, site="北営業所").code == "paper_none_here"
    assert refused(held, Form.PLEDGE, site="ない営業所").code == "site_unknown"


def test_who_went_over_to_the_affiliate_confirms_too(own: Desk, tmp_path: Path) -> None:
    head = TABLES["people"][0]
    moved = dict.fromkeys(head, "") | {"社員番号": "1009", "氏名": "小川 涼", "会社": AFFILIATE, "所属": "営業部"}
    moved |= {"事業所": "本店", "旧会社": OWN, "旧所属": "配電課", "異動日": "2026/10/1", "在籍状況": "在籍"}
    columns = [*head, *(name for name in moved if name not in head)]
    rows = [columns, *([*row, *[""] * (len(columns) - len(row))] for row in TABLES["people"][1:])]
    rows.append([moved[name] for name in columns])
    ledgers.import_batch(own, "people", xlsx(tmp_path / "異動.xlsx", rows))
    made = drafts(own, Form.TRANSFER)
    assert "1009" in [draft.subject for draft in made]
    printed = reporting.write_papers(own, Form.TRANSFER, tmp_path / "t.pdf", bootstrap.render, JA)
    assert (printed.count, printed.others) == (3, 1)


def test_nobody_who_moved_is_no_empty_paper(desk: Desk, tmp_path: Path) -> None:
    rows = [TABLES["people"][0], ["1002", "井上 恵", OWN, "配電課", "本店", "", "", "", "社員", "在籍"]]
    ledgers.import_batch(desk, "people", xlsx(tmp_path / "動かず.xlsx", rows))
    error = refused(desk, Form.TRANSFER)
    assert error.code == "paper_nobody"
    assert "従業員一覧" in error.sentence(JA)


def test_papers_are_chosen_by_key_or_name_and_by_site(held: Desk) -> None:
    assert [d.subject for d in drafts(held, Form.PLEDGE, only=("１００２",))] == ["1002"]
    assert [d.name for d in drafts(held, Form.ACCOUNT_REVIEW, only=("本店 配電課",))] == ["本店 配電課"]
    assert [d.subject for d in drafts(held, Form.PLEDGE, site="北営業所")] == ["1004"]


def test_people_without_a_paper_are_counted(held: Desk, tmp_path: Path) -> None:
    printed = reporting.write_papers(held, Form.PLEDGE, tmp_path / "p.pdf", bootstrap.render, JA)
    assert (printed.count, printed.gone, printed.others) == (4, 1, 1)
    some = reporting.write_papers(held, Form.PLEDGE, tmp_path / "p.pdf", bootstrap.render, JA, only=("1001",))
    assert (some.count, some.gone, some.others) == (1, 0, 0)


# --- versions and files -----------------------------------------------------------------------------------------------


def test_a_paper_has_a_new_version_when_it_says_something_else_and_only_then(own: Desk, tmp_path: Path) -> None:
    before = {draft.subject: draft.version for draft in drafts(own, Form.PLEDGE)}
    answering.record_answer(own, "A4-4-04", drafts(own, Form.PLEDGE)[0].site, Verdict.CONFORMING, "見た")
    assert {draft.subject: draft.version for draft in drafts(own, Form.PLEDGE)} == before
    rows = [[*row[:3], "送電課", *row[4:]] if row[0] == "1002" else row for row in TABLES["people"]]
    ledgers.import_batch(own, "people", xlsx(tmp_path / "新.xlsx", rows))
    after = {draft.subject: draft.version for draft in drafts(own, Form.PLEDGE)}
    assert {subject for subject in before if after[subject] != before[subject]} == {"1002"}


def test_subjects_tell_the_papers_of_a_form_apart(held: Desk) -> None:
    for form in forms.PAPERS:
        made = drafts(held, form)
        assert len({draft.subject for draft in made}) == len(made), form


def test_two_people_under_one_number_have_a_paper_each(own: Desk, tmp_path: Path) -> None:
    same = ["1002", "井上 学", OWN, "送電課", "本店", "", "", "", "社員", "在籍"]
    ledgers.import_batch(own, "people", xlsx(tmp_path / "重複.xlsx", [*TABLES["people"], same]))
    subjects = [draft.subject for draft in drafts(own, Form.PLEDGE)]
    assert sorted(subject for subject in subjects if subject.startswith("1002")) == [
        "1002 井上 学(送電課)",
        "1002 井上 恵(配電課)",
    ]


@pytest.mark.parametrize("form", forms.PAPERS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_paper_begins_a_page_and_has_a_bookmark(held: Desk, form: Form, language: str, tmp_path: Path) -> None:
    target = tmp_path / "papers.pdf"
    printed = reporting.write_papers(held, form, target, bootstrap.render, gettext_in(language), language)
    reader = pypdf.PdfReader(target)
    marks = [each for each in reader.outline if not isinstance(each, list)]
    names = [draft.name for draft in drafts(held, form, language)]
    assert [str(mark.title) for mark in marks] == names
    assert len({reader.get_destination_page_number(mark) for mark in marks}) == printed.count == len(names)
    assert bootstrap.check_paper(target).info["kind"] == form.value


def test_one_terminal_makes_one_page(held: Desk, tmp_path: Path) -> None:
    target = tmp_path / "papers.pdf"
    for form, key in ((Form.PLEDGE, "1001"), (Form.TRANSFER, "1001"), (Form.TERMINAL_RETURN, "1002")):
        for language in ("ja", "en"):
            reporting.write_papers(held, form, target, bootstrap.render, gettext_in(language), language, only=(key,))
            assert len(pypdf.PdfReader(target).pages) == 1, (form, language)


def test_the_confirmations_are_drafts_of_what_they_print(desk: Desk) -> None:
    report = reporting.build(desk, "attestation", JA)
    material, papers = reporting.papers(desk, (Form.SITE_CONFIRMATION, Form.RESULT_CONFIRMATION), JA)
    made = [*papers[Form.SITE_CONFIRMATION], *papers[Form.RESULT_CONFIRMATION]]
    assert [draft.name for draft in made] == ["本店", "北営業所", "東湾送配電株式会社"]
    assert [draft.site for draft in made] == [*(site.id for site in material.sites), ""]
    blocks = iter(report.blocks)
    for draft, site in zip(made, (*material.sites, None), strict=True):
        number = next(blocks)
        assert isinstance(number, Paragraph)
        assert confirmations.form_number(material, site) in plain(number.text)
        assert tuple(next(blocks) for _block in draft.blocks) == draft.blocks
        next(blocks, None)


def test_a_sealed_audit_prints(desk: Desk, tmp_path: Path) -> None:
    small = narrowed(desk)
    import_all(small, tmp_path, "people")
    accepted(small)
    sealing.approve(working(small, APPROVER))
    sealing.seal(working(small, "封印 次郎"))
    target = tmp_path / "sealed.pdf"
    printed = reporting.write_papers(small, Form.PLEDGE, target, bootstrap.render, JA)
    assert printed.count == 4
    assert bootstrap.check_paper(target).fingerprint == auditing.outline(small).revision.short


def test_no_ledger_of_the_affiliate_is_printed(held: Desk) -> None:
    told = repr([drafts(held, form) for form in (Form.PLEDGE, Form.TRANSFER, Form.CONTRACTOR_PLEDGE)])
    assert "岡田" not in told
    assert "小売委託" not in told
    # It is named in the articles alone.
    assert AFFILIATE in told
