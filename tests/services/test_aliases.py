"""Other names: shown by likeness, confirmed by officers alone, followed by the rules and remembered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.grades import Role
from app.domain.history import Event
from app.domain.rules.sides import fold
from app.errors import UserError
from app.services import aliases, auditing, findings, ledgers
from app.services.ports import Desk, HistoryQuery, World
from app.services.site_matching import likeness


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Iterator[Desk]:
    new = auditing.NewAudit(
        organisation="東湾送配電株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店",),
        affiliates=("東湾エナジー株式会社",),
    )
    desk = auditing.create(world, tmp_path / "点検.shadan", new)
    yield desk
    desk.file.close()


def sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    made = book.active
    assert made is not None
    for row in rows:
        made.append(list(row))
    book.save(path)
    return path


def systems(desk: Desk, folder: Path) -> None:
    rows = [
        ("システム名", "所管部署", "分割方式"),
        ("託送業務システム", "託送部", "物理分割"),
        ("営業CIS", "営業部", "物理分割"),
    ]
    ledgers.import_batch(desk, "systems", sheet(folder / "systems.xlsx", *rows))


def accounts(desk: Desk, folder: Path, *named: tuple[str, str, str], name: str = "ids.xlsx") -> None:
    rows = [("ID", "システム名", "権限", "氏名", "所属会社", "ID状態")]
    rows += [(account, system, "参照", "山田", company, "有効") for account, system, company in named]
    ledgers.import_batch(desk, "accounts", sheet(folder / name, *rows))


OWN = "東湾送配電株式会社"


def open_of(desk: Desk, rule: str) -> list[str]:
    return [f.subject for f in findings.listing(desk, rule=rule) if f.status == "open"]


def test_a_system_called_otherwise_is_asked_about_and_remembered(desk: Desk, tmp_path: Path) -> None:
    systems(desk, tmp_path)
    accounts(desk, tmp_path, ("u1", "託送シス", OWN), ("u2", "託送業務システム", OWN), ("u3", "勤怠", OWN))
    assert open_of(desk, "R27") == ["勤怠", "託送シス"]
    other, first = findings.listing(desk, rule="R27")
    (asked,) = aliases.candidates_of(desk, first.id)
    assert (asked.text, asked.records, asked.like) == ("託送シス", 1, ("託送業務システム",))
    assert aliases.candidates_of(desk, other.id) == ()
    # Nothing is taken by likeness alone.
    assert aliases.listing(desk) == ()
    changes, counts = aliases.add(desk, "systems", "託送ｼｽ", "託送業務システム")
    assert (changes.findings, counts.resolved) == (True, 1)
    assert open_of(desk, "R27") == ["勤怠"]
    accounts(desk, tmp_path, ("u1", "託送シス", OWN), ("u4", "託送シス", OWN), name="newer.xlsx")
    assert open_of(desk, "R27") == []
    (alias,) = aliases.listing(desk)
    assert (alias.text, alias.meaning, alias.by) == ("託送シス", "託送業務システム", "officer")
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="alias.added"))
    assert entry.event.after is not None
    assert entry.event.after["text"] == "託送シス"
    aliases.remove(desk, "systems", "託送シス")
    # One name is one finding, however many records have it.
    assert open_of(desk, "R27") == ["託送シス"]
    (again,) = (f for f in findings.listing(desk, rule="R27") if f.subject == "託送シス")
    assert [row.key for row in again.rows] == ["u1", "u4"]


def test_what_is_no_other_name_is_not_asked_again(desk: Desk, tmp_path: Path) -> None:
    systems(desk, tmp_path)
    accounts(desk, tmp_path, ("u1", "託送シス", OWN))
    assert [c.text for c in aliases.candidates(desk, "systems")] == ["託送シス"]
    aliases.add(desk, "systems", "託送シス", "")
    assert aliases.candidates(desk, "systems") == ()
    assert open_of(desk, "R27") == ["託送シス"]
    aliases.add(desk, "systems", "託送シス", "託送業務システム")
    assert open_of(desk, "R27") == []


def test_a_company_called_otherwise_is_on_its_side(desk: Desk, tmp_path: Path) -> None:
    systems(desk, tmp_path)
    accounts(desk, tmp_path, ("u1", "託送業務システム", "東湾エナ"))
    (asked,) = aliases.candidates(desk, "companies")
    assert (asked.text, asked.like[0]) == ("東湾エナ", "東湾エナジー株式会社")

    def side() -> str:
        with desk.file.read() as work:
            audit, kinds = work.audit.get(), frozenset(work.ledgers.kinds())
            return findings.sides_of(work, audit, work.sites.all(), kinds).of_company("東湾エナ").value

    assert side() == "unknown"
    aliases.add(desk, "companies", "東湾エナ", "東湾エナジー㈱")
    assert side() == "retail"
    assert aliases.candidates(desk, "companies") == ()


def test_companies_that_are_on_record_are_not_asked_about_for_the_words_around_them(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("委託先名", "委託元", "委託業務", "契約満了日", "資本関係"),
        ("独立検針株式会社", f"{OWN}/東湾エナジー", "検針", "2027-03-31", "東湾エナジー㈱の子会社"),
        ("独立工事株式会社", OWN, "工事", "2027-03-31", "東湾エナ"),
    ]
    ledgers.import_batch(desk, "contractors", sheet(tmp_path / "contractors.xlsx", *rows))
    assert [c.text for c in aliases.candidates(desk, "companies")] == ["東湾エナ"]


def test_a_section_called_otherwise_is_on_its_side(desk: Desk) -> None:
    with desk.file.write() as work:
        work.audit.put(replace(work.audit.get(), role=Role.INTEGRATED_OPERATOR))
        work.history.record("t", "o", Event("audit.changed", ""))
        work.commit()
    aliases.add(desk, "departments", "NW企画G", "送配電部門")
    with desk.file.read() as work:
        sides = findings.sides_of(work, work.audit.get(), work.sites.all(), frozenset())
    assert sides.of_section("nw企画g").value == "grid"
    assert sides.of_section("企画G").value == "unknown"


def test_a_department_of_the_standard_that_nobody_is_in_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    standard = [
        ("システム", "権限", "所属"),
        ("託送業務システム", "参照・更新", "配電部 計画グループ"),
        ("託送業務システム", "照会", "配電運用G"),
        ("託送業務システム", "出力", "配電運用G"),
        ("託送業務システム", "出力", "監理室"),
        ("託送業務システム", "閲覧", ""),
    ]
    ledgers.import_batch(desk, "role_standards", sheet(tmp_path / "standard.xlsx", *standard))
    # With nobody to compare with there is nothing to ask.
    assert aliases.candidates(desk) == ()
    rows = [
        ("社員番号", "氏名", "所属会社", "所属"),
        ("1", "山田 太郎", OWN, "本店 配電部 計画グループ"),
        ("2", "佐藤 次郎", OWN, "配電部 配電運用グループ"),
    ]
    ledgers.import_batch(desk, "people", sheet(tmp_path / "people.xlsx", *rows))
    asked = [(c.kind, c.text, c.records, c.like) for c in aliases.candidates(desk)]
    assert asked == [
        ("departments", "配電運用G", 2, ("配電部 配電運用グループ",)),
        ("departments", "監理室", 1, ()),
    ]
    aliases.add(desk, "departments", "配電運用G", "配電部 配電運用グループ")
    aliases.add(desk, "departments", "監理室", "")
    assert aliases.candidates(desk, "departments") == ()


@pytest.mark.parametrize(
    ("kind", "text", "meaning", "code"),
    [
        ("rooms", "a", "b", "alias_kind_unknown"),
        ("systems", " ", "営業CIS", "alias_text_missing"),
        ("companies", "(株)", "東湾エナジー株式会社", "alias_text_missing"),
        ("systems", "託送シス", "託送業務システ", "alias_meaning_unknown"),
        ("systems", "託送シス", "別物", "alias_meaning_unlike"),
        ("systems", "営業CIS", "託送業務システム", "alias_is_a_name"),
        ("companies", OWN, "東湾エナジー株式会社", "alias_is_a_name"),
    ],
)
def test_what_cannot_be_confirmed(desk: Desk, tmp_path: Path, kind: str, text: str, meaning: str, code: str) -> None:
    systems(desk, tmp_path)
    with pytest.raises(UserError) as error:
        aliases.add(desk, kind, text, meaning)
    assert error.value.code == code
    assert aliases.listing(desk) == ()


@given(
    names=st.lists(st.text("託送料金業務管理システム営配電株式会社(有)ab ", max_size=12), max_size=6),
    text=st.text("託送料金業務管理システム営配電株式会社(有)ab ", max_size=10),
)
def test_no_name_is_passed_over(names: list[str], text: str) -> None:
    """What is found by common letters is what comparing with each name finds."""
    likes = aliases._Likes(names)
    near = {names[place] for place in likes._near(fold(text))}
    for name in names:
        score = max(likeness(fold(text), fold(name), aliases._COMMON), aliases._abbreviates(fold(text), fold(name)))
        assert score < aliases._LIKE or name in near
