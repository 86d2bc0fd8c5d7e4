"""Papers of an audit that is nearly empty, and of one with texts as long as they get: nothing is lost or unreadable."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.findings import Status
from app.domain.grades import Role, Verdict
from app.domain.plan import Milestone, Separation, Stage
from app.services import answering, auditing, findings, planning, reporting
from app.services.ports import Desk, World
from app.services.reporting.model import Matrix, Table, plain
from tests.services.reporting.filed import build, printed, text
from tests.services.reporting.test_plan import of_kind, row_of, said

LONG_SITE = "北関東第{n}地域統括事業本部附属配電保守営業センター{n}号館分室(旧館を含む)"
REMARK = "端末が共用の会議室に置かれ、画面にhttps://intra.example.co.jp/list?area=kita&month=2026-09が出ていた。" * 25


@pytest.fixture
def crowded(world: World, tmp_path: Path) -> Iterator[Desk]:
    """Forty sites with long names, remarks of 2,000 characters, sixty measures, twelve systems."""
    new = auditing.NewAudit(
        organisation="北関東甲信越送配電ネットワークホールディングス東日本広域統括株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=tuple(LONG_SITE.format(n=n) for n in range(1, 41)),
    )
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    places = auditing.outline(desk).places
    for checkpoint, site in places[::40]:
        answering.record_answer(desk, checkpoint, site, Verdict.NONCONFORMING, REMARK[:2000])
    planning.draft_plan(desk)
    number = len(planning.view(desk).actions)
    for n in range(number, 60):
        planning.add_action(desk, "A1-2", f"研修を行う({n})")
    planning.edit_action(desk, 2, department="情報システム統括部運用管理グループ第一チーム")
    for n in range(12):
        stages = (Milestone(Stage.DECISION, date(2026, 9, 1), date(2027, 3, 31)),)
        planning.put_separation(desk, Separation("", 0, f"託送料金精算・需給調整システム第{n}系", milestones=stages))
    yield desk
    desk.file.close()


@pytest.fixture
def bare(world: World, tmp_path: Path) -> Iterator[Desk]:
    """A retailer that has just begun."""
    new = auditing.NewAudit(
        organisation="南洋電力株式会社",
        role=Role.AFFILIATED_RETAILER,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店", "東営業所", "西営業所"),
    )
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    for place in auditing.outline(desk).places[:5]:
        answering.record_answer(desk, *place, Verdict.CONFORMING)
    for case in planning.cases(desk):
        planning.put_case(desk, replace(case, occurred=False))
    yield desk
    desk.file.close()


def test_every_paper_of_an_audit_just_begun_can_be_printed(bare: Desk, tmp_path: Path) -> None:
    for kind in reporting.KINDS:
        report = build(bare, kind)
        # What tells how things stand today is never a draft, and marks the unproven with a square of its own.
        stands = kind in {"overview", "reminders"}
        # Nothing is to be told to anyone yet: no case occurred and no serious finding is open.
        nothing = kind in {"privacy-report", "factors"}
        assert report.watermark == ("" if stands or nothing else "案"), kind
        whole = text(printed(report, tmp_path))
        assert not ({"〓"} if stands else {"□", "〓"}) & set(whole), kind
        # The polite form of the window, which only the working paper quotes as it stands there, and the sentence that
        # has to stand on the sheet of factors (domain §7).
        assert kind == "consistency" or "ません" not in whole.replace("処分の内容を予測するものではありません。", "")
    assert "のうち5件に回答し、結果は適合5件(うち未立証5件)、未確認" in said(build(bare, "results"))
    assert "命令" not in text(printed(build(bare, "plan"), tmp_path)).split("未了の事項")[0]


def test_a_long_text_goes_across_the_table_and_is_whole(crowded: Desk, tmp_path: Path) -> None:
    report = build(crowded, "plan")
    tables = [t for t in of_kind(report, Table) if isinstance(t, Table)]
    across = [row for t in tables for row in t.rows if len(row) == 1 and len(t.columns) == 6]
    assert len(across) >= 30
    assert all("".join(plain(cell.text).split()).startswith("現状の問題") for (cell,) in across)  # type: ignore[union-attr]
    assert any(REMARK[:2000].rstrip("。") in plain(cell.text) for (cell,) in across)  # type: ignore[union-attr]
    assert "(下段に記載)" in row_of(report, 1)
    whole = text(printed(report, tmp_path))
    assert whole.count("が出ていた") >= 30 * 20


def test_long_papers_stay_short(crowded: Desk, tmp_path: Path) -> None:
    # In a column of their own the remarks filled three pages each.
    number = len(planning.view(crowded).actions)
    assert number == 60
    assert len(printed(build(crowded, "plan"), tmp_path).pages) < number
    assert len(printed(build(crowded, "results"), tmp_path).pages) < 2 * number


def test_many_sites_head_the_matrix_by_number(crowded: Desk, filed: Desk) -> None:
    (matrix,) = of_kind(build(crowded, "results"), Matrix)
    assert isinstance(matrix, Matrix)
    assert matrix.columns == tuple(str(n) for n in range(1, 41))
    assert "第2章に掲げる事業所の番号" in matrix.note
    (few,) = of_kind(build(filed, "results"), Matrix)
    assert isinstance(few, Matrix)
    assert few.columns == ("本店", "北営業所")


def test_a_long_acceptance_is_told_in_full(crowded: Desk) -> None:
    finding = findings.listing(crowded)[0]
    reason = "監視専用の端末であることを現地で確かめたため、このままとする。" * 8
    findings.accept(crowded, finding.id, reason, "情報管理責任者", date(2027, 3, 31))
    told = said(build(crowded, "results"))
    assert reason in told
    assert REMARK[:2000] in told


def test_forms_of_long_names_have_a_page_each(crowded: Desk, tmp_path: Path) -> None:
    reader = printed(build(crowded, "attestation"), tmp_path)
    assert len(reader.pages) == 41
    numbers = [page.extract_text().split("/")[-2].split()[-1] for page in reader.pages]
    assert all(int(later) == int(earlier) + 1 for earlier, later in pairwise(numbers))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_officers_form_has_one_page_whatever_is_excepted(crowded: Desk, tmp_path: Path, language: str) -> None:
    auditing.change_facts(crowded, organisation="東湾" * 24 + "株式会社", period="2026年度上期及び追加点検期間" * 3)
    auditing.change_filing(crowded, representative_title="代表取締役社長 社長執行役員", representative="東湾 太郎")
    first, second, third, *_rest = findings.listing(crowded)
    findings.accept(crowded, first.id, "このままとする。", "情報管理責任者", date(2027, 3, 31))
    findings.set_status(crowded, second.id, Status.CORRECTED, "10月12日に移設した。")
    sites = [site.id for site in auditing.outline(crowded).sites]
    answering.copy_answer(crowded, third.subject, third.site or sites[0], sites[-1:], "同じ建物")
    report = build(crowded, "result-confirmation", language)
    assert len(printed(report, tmp_path).pages) == 1
