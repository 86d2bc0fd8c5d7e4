"""The report on the results and the confirmations: every number has its row, what was not done says so."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.domain.challenges import Outcome
from app.domain.findings import LIVE, Source, Status
from app.domain.grades import Role, Verdict
from app.domain.history import Event
from app.errors import UserError
from app.formats.ledger_sheets.forms import load_form
from app.i18n import gettext, set_language
from app.paths import bundled
from app.services import (
    answering,
    auditing,
    evidencing,
    evidencing_uses,
    findings,
    ledger_editing,
    ledger_undoing,
    ledgers,
    overlaying,
    planning,
    proving,
    wording,
)
from app.services.ports import Desk, World
from app.services.reporting.model import Heading, Matrix, Report, Signature, StackedBars, Table
from app.services.reporting.order import sorted_findings
from tests.held_ledgers import write
from tests.services.reporting.filed import FAILED, JA, build, headings, printed, text
from tests.services.reporting.test_plan import of_kind, said
from tests.services.test_overlaying import OWN

CHAPTERS = [
    "1 総括",
    "2 点検の範囲と方法",
    "3 所見一覧",
    "4 事業所別結果",
    "5 台帳照合結果",
    "6 ログ解析結果",
    "7 前回からの変化",
    "8 是正計画",
    "9 証跡一覧",
    "10 確認書綴り",
]


def chapter(report: Report, title: str) -> Report:
    """One chapter alone."""
    starts = [n for n, b in enumerate(report.blocks) if isinstance(b, Heading) and b.level == 1]
    whole = [*starts, len(report.blocks)]
    for start, end in zip(whole, whole[1:], strict=False):
        block = report.blocks[start]
        if isinstance(block, Heading) and block.text == title:
            return replace(report, blocks=report.blocks[start:end])
    raise AssertionError(title)


def captioned(report: Report, caption: str) -> Table:
    found = [b for b in of_kind(report, Table) if isinstance(b, Table) and b.caption == caption]
    assert len(found) == 1, caption
    return found[0]


def test_the_ten_chapters_stand_in_order(filed: Desk, tmp_path: Path) -> None:
    report = build(filed, "results")
    reader = printed(report, tmp_path)
    assert [h for h in headings(reader) if h in CHAPTERS] == CHAPTERS
    whole = text(reader)
    assert not {"□", "〓"} & set(whole)
    assert "問題なし" not in whole
    assert report.watermark == ""


def test_the_cover_is_addressed_to_the_president(filed: Desk, tmp_path: Path) -> None:
    first = "".join(printed(build(filed, "results"), tmp_path).pages[0].extract_text().split())
    assert first.startswith("東湾送配電株式会社代表取締役社長東湾太郎殿自己点検結果報告書2026年度上期")
    assert "基準日2026年10月31日(令和8年)" in first


def test_the_summary_counts_findings_by_grade_and_source(filed: Desk) -> None:
    report = chapter(build(filed, "results"), "1 総括")
    with filed.file.read() as work:
        live = [f for f in work.findings.all() if f.status in LIVE]
    rows = captioned(report, "区分別の未了の検出事項").rows
    total = auditing.outline(filed).total()
    assert sum(int(str(row[3])) for row in rows) == len(live)
    assert sum(int(str(row[2])) for row in rows) == sum(f.source is Source.RULES for f in live)
    assert f"不適合{total.nonconforming}件" in said(report)
    (bars,) = of_kind(report, StackedBars)
    assert isinstance(bars, StackedBars)
    assert sum(sum(row.values) for row in bars.rows) == total.total


def test_the_scope_tells_ledgers_and_what_could_not_be_run(filed: Desk) -> None:
    report = chapter(build(filed, "results"), "2 点検の範囲と方法")
    (ledger,) = captioned(report, "台帳").rows
    assert ledger == ("端末台帳", "terminals.json", "2026年11月24日", "8", "8", "0", "0")
    not_run = {str(row[0]): str(row[2]) for row in captioned(report, "実施できなかった照合(一部のみ実施を含む)").rows}
    assert not_run["R09"] == "ID台帳"
    assert not_run["R04"] == "棚卸・接続記録"
    assert not_run["R01"] == "区画・入室権限一覧、システム一覧(他の部分は実施)"
    assert "台帳の照合のうち" in said(report)


def test_an_import_that_was_taken_back_is_no_ground_of_the_report(open_plan: Desk, tmp_path: Path) -> None:
    wrong = write(tmp_path / "wrong.json", A=[{"管理番号": "T-900", "事業所": "本店", "状態": "使用中"}])
    result = ledgers.import_batch(open_plan, "terminals", wrong)
    whole = build(open_plan, "results")
    assert len(captioned(chapter(whole, "2 点検の範囲と方法"), "台帳").rows) == 2
    assert "wrong.json" in said(chapter(whole, "7 前回からの変化"))
    ledger_undoing.undo_import(open_plan, result.batch, "誤ったファイル")
    whole = build(open_plan, "results")
    (ledger,) = captioned(chapter(whole, "2 点検の範囲と方法"), "台帳").rows
    assert ledger[1] == "terminals.json"
    assert "wrong.json" not in said(whole)


def test_findings_are_listed_with_sites_basis_measure_and_evidence(bare_plan: Desk) -> None:
    report = chapter(build(bare_plan, "results"), "3 所見一覧")
    table = next(t for t in of_kind(report, Table) if isinstance(t, Table) and t.columns[0].heading == "検出事項")
    told = [said(replace(report, blocks=(Table(table.columns, (row,)),))) for row in table.rows]
    rows = {name: words for words in told for name in FAILED if f"\n{name}\n" in words}
    assert set(rows) == set(FAILED)
    assert len(told) == len(FAILED)  # the same fact at two sites is one row
    shared = rows[FAILED[0]]
    for part in ("本店\n北営業所", JA.remark, "電気事業法第23条", "機会", "\n1\n", "対策", JA.section, "2027年1月31日"):
        assert part in shared


def test_the_six_criteria_tell_records_and_no_forecast(filed: Desk) -> None:
    table = captioned(chapter(build(filed, "results"), "3 所見一覧"), "六つの観点に係る事実の記録")
    assert [str(row[0])[0] for row in table.rows] == list("①②③④⑤⑥")
    assert "処分の内容を予測するものではない。" in table.note


def test_a_criterion_without_record_says_so(open_plan: Desk) -> None:
    answering.record_answer(open_plan, "B-16", "", Verdict.NONCONFORMING, "未検討", "見直した")
    table = captioned(chapter(build(open_plan, "results"), "3 所見一覧"), "六つの観点に係る事実の記録")
    assert table.rows[0][2] == "記録なし"


def test_sites_and_items_meet_in_a_matrix(filed: Desk) -> None:
    (matrix,) = of_kind(chapter(build(filed, "results"), "4 事業所別結果"), Matrix)
    assert isinstance(matrix, Matrix)
    assert matrix.columns == JA.sites
    marks = {row.label.split()[0]: row.cells for row in matrix.rows}
    assert marks["4(4)"] == ("nonconforming", "nonconforming")
    assert marks["5(2)"] == ("conforming", "conforming")


def test_every_ledger_finding_has_its_row(filed: Desk) -> None:
    report = chapter(build(filed, "results"), "5 台帳照合結果")
    with filed.file.read() as work:
        live = [f for f in work.findings.all() if f.status in LIVE and f.source is Source.RULES]
    counts = {str(row[0]): int(str(row[4])) for row in captioned(report, "規則別の検出件数").rows}
    assert {rule: n for rule, n in counts.items() if n} == {f.rule: sum(g.rule == f.rule for g in live) for f in live}
    annex = [t for t in of_kind(report, Table) if isinstance(t, Table) and re.match(r"R\d\d ", t.caption)]
    assert sum(len(t.rows) for t in annex) == len(live)
    shared = next(t for t in annex if t.caption.startswith("R01"))
    assert {str(row[0]) for row in shared.rows} == {"T-000", "T-001", "T-002"}
    assert str(shared.rows[0][1]) == "A 4行目"
    assert shared.source == "台帳のファイル：terminals.json"


def test_the_rows_of_several_files_are_told_apart_by_signs(open_plan: Desk, tmp_path: Path) -> None:
    rows = [{"管理番号": "T-950", "事業所": "本店", "区画": "共用", "状態": "使用中"}]
    path = write(tmp_path / "head.json", B=rows)
    before = ledgers.chosen_before(ledgers.look(open_plan, "terminals", path))
    ledgers.import_batch(open_plan, "terminals", path, replace(before, site="本店"))
    report = chapter(build(open_plan, "results"), "5 台帳照合結果")
    annex = next(t for t in of_kind(report, Table) if isinstance(t, Table) and t.caption.startswith("R01"))
    # What head.json lacks of the head office came by another file, and stands.
    assert annex.source == "台帳のファイル：①terminals.json、②head.json"
    where = {str(row[0]): str(row[1]) for row in annex.rows}
    assert where["T-950"] == "②B 4行目"
    assert where["T-001"] == "①A 5行目"


def test_answers_to_look_at_again_make_a_draft(open_plan: Desk, tmp_path: Path) -> None:
    whole = build(open_plan, "results")
    assert "見直しを要する回答" not in said(whole)
    rows = [{"管理番号": "T-003", "事業所": "北営業所", "区画": "共用", "状態": "使用中"}]
    ledgers.import_batch(open_plan, "terminals", write(tmp_path / "more.json", A=rows))
    stale = len(auditing.outline(open_plan).stale)
    assert stale
    again = build(open_plan, "results")
    assert (whole.watermark, again.watermark) == ("", "案")
    assert f"回答後に前提(検出事項又は確認事項の文言)が変わり、見直しを要する回答が{stale}件ある。" in said(again)


def test_a_record_by_hand_is_told_as_such_and_not_as_a_row_of_a_file(open_plan: Desk) -> None:
    values = {"asset_no": "T-900", "site": "本店", "zone": "共用", "status": "使用中"}
    ledger_editing.add_record(open_plan, "terminals", values)
    report = chapter(build(open_plan, "results"), "5 台帳照合結果")
    annex = next(t for t in of_kind(report, Table) if isinstance(t, Table) and t.caption.startswith("R01"))
    assert {str(row[0]): str(row[1]) for row in annex.rows}["T-900"] == "手作業で追加した記録"
    assert "0行目" not in said(report)


def test_a_row_of_which_a_cell_was_set_right_by_hand_says_so(open_plan: Desk) -> None:
    """Its file says something else there: who looks it up is not to be led astray."""

    def annex() -> dict[str, str]:
        report = chapter(build(open_plan, "results"), "5 台帳照合結果")
        tables = [t for t in of_kind(report, Table) if isinstance(t, Table) and t.caption.startswith("R01")]
        return {str(row[0]).partition("\n")[0]: str(row[1]) for row in tables[0].rows}

    key, before = next(iter(annex().items()))
    ledger_editing.edit_record(open_plan, "terminals", key, {"user": "別の者"})
    assert annex()[key].partition("\n")[0] == before.partition("\n")[0] + "(手で訂正した値あり)"
    assert [where for other, where in annex().items() if other != key and "訂正" in where] == []


def test_without_a_ledger_the_comparison_is_told_as_not_run(desk: Desk) -> None:
    report = chapter(build(desk, "results"), "5 台帳照合結果")
    assert "照合は実施できない(台帳なし)" in said(report)


def test_what_was_not_carried_out_is_said(filed: Desk) -> None:
    report = build(filed, "results")
    assert "アクセスログの解析は実施していない。未実施は、検出がなかったことを意味しない。" in said(report)
    assert "前回との比較は行っていない。" in said(report)


def test_thresholds_that_were_changed_are_told(open_plan: Desk) -> None:
    assert "基準値を初期値" not in said(build(open_plan, "results"))
    findings.set_thresholds(open_plan, {"R32.months": 40, "R17.from": "2024-04-01"})
    told = said(build(open_plan, "results"))
    assert "基準値を初期値から変更した台帳照合：R17((なし) → 2024-04-01)、R32(12 → 40)" in told


def test_evidence_bears_its_whole_hash(bare_plan: Desk) -> None:
    with bare_plan.file.read() as work:
        (evidence,) = work.evidence.all()
    (table,) = of_kind(chapter(build(bare_plan, "results"), "9 証跡一覧"), Table)
    assert isinstance(table, Table)
    assert str(table.rows[0][5]).replace("\n", "") == evidence.sha256
    assert table.rows[0][3] == "photo.jpg"


def test_evidence_tells_its_versions_its_last_day_and_where_else_it_serves(bare_plan: Desk, tmp_path: Path) -> None:
    with bare_plan.file.read() as work:
        (first,) = work.evidence.all()
    sites = [s.id for s in auditing.outline(bare_plan).sites]
    others = [("A4-4-04", site) for site in sites if ("A4-4-04", site) != (first.checkpoint, first.site)]
    evidencing_uses.serve(bare_plan, first.id, [("A1-1-02", ""), *others])
    (tmp_path / "photo 2.jpg").write_bytes(b"newer")
    yesterday = bare_plan.world.clock.today() - timedelta(days=1)
    _, newer = evidencing_uses.replace_with(
        bare_plan, first.id, tmp_path / "photo 2.jpg", "撮り直し", expires=yesterday
    )
    report = build(bare_plan, "results")
    (table,) = of_kind(chapter(report, "9 証跡一覧"), Table)
    assert isinstance(table, Table)
    ((number, checkpoint, _site, _name, _day, digest),) = table.rows
    assert (number, checkpoint, str(digest).replace("\n", "")) == ("1", "A1-1-02", newer.sha256)
    told = said(chapter(report, "9 証跡一覧"))
    for words in (
        "photo 2.jpg",
        f"有効期限切れ(期限 {yesterday.year}年{yesterday.month}月{yesterday.day}日)",
        "現在は第2版",
        "第1版: photo.jpg(",
    ):
        assert words in told
    assert f"SHA-256 {first.sha256[:16]}…" in told
    assert "共用: " in told
    assert "A4-4-04(" in told
    assert "有効期限を過ぎ、裏付けとならない証跡が1件ある。" in said(report)
    # What has expired is no file that the officer signs for.
    assert "証跡なし、確認事項の版" in said(build(bare_plan, "result-confirmation"))


def test_an_unfinished_audit_makes_a_draft(open_plan: Desk) -> None:
    answering.record_answer(open_plan, "A1-1-01", "", Verdict.UNANSWERED, "", "見直す")
    report = build(open_plan, "results")
    assert report.watermark == "案"
    assert "未確認が1件ある。" in said(chapter(report, "未了の事項"))
    assert build(open_plan, "attestation").watermark == "案"


def test_copies_that_nobody_confirmed_make_a_draft(open_plan: Desk) -> None:
    first, second = (s.id for s in auditing.outline(open_plan).sites)
    answering.copy_answer(open_plan, FAILED[0], second, [first], "同じ建物")
    told = "他の事業所から写したまま、その事業所で確認していない回答が1件ある。"
    report = build(open_plan, "results")
    assert report.watermark == "案"
    assert told in said(chapter(report, "未了の事項"))
    # A deficiency stays one, though it is no answer of the site yet.
    assert "上記の不備のうち1件は、他の事業所の回答の写しであり" in said(chapter(report, "1 総括"))
    assert "延べ201件のうち200件に回答し、結果は適合196件、不適合5件" in said(chapter(report, "1 総括"))
    for kind in ("plan", "attestation", "site-confirmation", "result-confirmation"):
        made = build(open_plan, kind)
        assert made.watermark == "案"
        assert told in said(made), kind
    # Only the form of the site where the copy lies excepts it.
    assert told in said(build(open_plan, "site-confirmation", site="本店"))
    assert told not in said(build(open_plan, "site-confirmation", site="北営業所"))
    answering.confirm_copy(open_plan, FAILED[0], first)
    assert build(open_plan, "results").watermark == ""
    answering.copy_answer(open_plan, FAILED[1], second, [first], "同じ建物")
    auditing.remove_site(open_plan, first, "閉鎖")
    assert told not in said(build(open_plan, "result-confirmation"))


def test_a_copy_makes_no_figure_better(bare_plan: Desk) -> None:
    outline = auditing.outline(bare_plan)
    first, second = (s.id for s in outline.sites)
    checkpoint = next(
        c for c, site in outline.places
        if site == first and all(outline.answers[c, s].verdict is Verdict.CONFORMING for s in (first, second))
    )  # fmt: skip
    bare = said(build(bare_plan, "result-confirmation"))
    answering.copy_answer(bare_plan, checkpoint, second, [first], "同じ建物")
    answering.record_comment(bare_plan, checkpoint, second, "別の所見")
    answering.copy_answer(bare_plan, checkpoint, second, [first], "同じ建物")
    assert "200件に回答し、結果は適合195件(うち未立証195件)、不適合5件、写し・要確認1件" in said(
        build(bare_plan, "results")
    )
    assert "適合にも該当なしにも数えていない" in said(build(bare_plan, "plan"))
    for site in ("", "本店"):
        report = build(bare_plan, "site-confirmation" if site else "result-confirmation", site=site)
        (figures,) = of_kind(report, Table)
        assert isinstance(figures, Table)
        numbers = [int(str(cell)) for cell in figures.rows[0]]
        assert "写し・要確認" in figures.columns[5].heading
        assert numbers[5] == 1
        assert sum(numbers[:-1]) == numbers[-1]
        assert "写したまま" in said(report)
    answering.confirm_copy(bare_plan, checkpoint, first)
    after = said(build(bare_plan, "result-confirmation"))
    assert "写し" not in after
    assert re.findall(
        r"のうち、(\d+)件は、証跡又は他の者による反証の試みによる裏付けが十分でなく、未立証である", after
    ) == re.findall(r"のうち、(\d+)件は、証跡又は他の者による反証の試みによる裏付けが十分でなく、未立証である", bare)


def test_answers_at_a_site_that_was_removed_want_no_evidence(bare_plan: Desk) -> None:
    def bare() -> int:
        found = re.search(
            r"のうち、(\d+)件は、証跡又は他の者による反証の試みによる裏付けが十分でなく、未立証である",
            said(build(bare_plan, "result-confirmation")),
        )
        return int(found[1]) if found else 0

    site = auditing.outline(bare_plan).sites[0].id
    answers = auditing.outline(bare_plan).answers
    there = sum(place[1] == site and a.verdict is Verdict.CONFORMING for place, a in answers.items())
    before = bare()
    auditing.remove_site(bare_plan, site, "閉鎖")
    assert 0 < there - 1 <= before - bare() <= there


def test_a_measure_that_is_late_is_told(open_plan: Desk) -> None:
    planning.edit_action(open_plan, 2, start=date(2026, 11, 1), due=date(2026, 11, 20))
    (table,) = of_kind(chapter(build(open_plan, "results"), "8 是正計画"), Table)
    assert isinstance(table, Table)
    assert {str(row[0]): str(row[5]) for row in table.rows}["2"] == "未着手\n(期限超過)"


# --- confirmations ----------------------------------------------------------------------------------------------------


def test_each_form_has_one_page_to_sign(filed: Desk, tmp_path: Path) -> None:
    report = build(filed, "attestation")
    reader = printed(report, tmp_path)
    assert len(reader.pages) == 3
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    numbers = [re.search(r"確認書番号((?:S|R)\d\d-[0-9A-F-]{14})", page) for page in pages]
    assert all(numbers)
    assert [n.group(1)[:3] for n in numbers if n] == ["S01", "S02", "R01"]
    for page, title in zip(pages, ("事業所点検確認書", "事業所点検確認書", "点検結果確認書"), strict=True):
        assert "東湾送配電株式会社代表取締役社長東湾太郎殿" in page
        assert title in page
        assert page.count("氏名(自署)") == page.count("所属・職名") == page.count("年月日") == 2
        assert page.index("記") < page.index("以上") < page.index("氏名(自署)")
    assert f"{FAILED[0]}×不適合：会議室に端末4台が置かれていた。" in pages[0]
    assert "事実に相違ないことを確認いたします。" in pages[2]
    assert "台帳の照合のうち" in pages[2]
    # A typed name is never a signature: the fields are empty but for the date's words.
    fields = [f for s in of_kind(report, Signature) if isinstance(s, Signature) for f in s.fields]
    assert {f if isinstance(f, str) else f.value.replace("　", "") for f in fields} == {
        "所属・職名", "氏名(自署)", "年月日",
    }  # fmt: skip


def test_a_form_stays_on_one_page_however_much_is_excepted(open_plan: Desk, tmp_path: Path) -> None:
    site = auditing.outline(open_plan).sites[0].id
    for checkpoint, place in auditing.outline(open_plan).places:
        if place == site and checkpoint not in FAILED:
            remark = "共用の会議室に端末が置かれ、特定関係事業者側の者も使える状態であった。" * 5
            answering.record_answer(open_plan, checkpoint, site, Verdict.PARTLY, remark, "見直した")
    reader = printed(build(open_plan, "site-confirmation", site="本店"), tmp_path)
    assert len(reader.pages) == 1
    assert "自己点検結果報告書に記載のとおり" in text(reader)


def test_a_form_has_one_page_whatever_the_names(open_plan: Desk, tmp_path: Path) -> None:
    site = auditing.site_named(auditing.outline(open_plan).sites, "本店")
    auditing.rename_site(
        open_plan, site.id, "電力ネットワーク東部地域統括事業所附属第二配電営業センター分室(旧館)の名称が長い所"
    )
    auditing.change_facts(open_plan, organisation="東湾" * 24 + "株式会社")
    places = [place for place in auditing.outline(open_plan).places if place[1] == site.id][:12]
    for checkpoint, _ in places:
        answering.record_answer(open_plan, checkpoint, site.id, Verdict.NONCONFORMING, "不備があった。" * 20, "再確認")
    assert len(printed(build(open_plan, "site-confirmation", site="本店"), tmp_path).pages) == 1


def test_a_confirmation_of_one_site_names_that_site_alone(filed: Desk, tmp_path: Path) -> None:
    whole = text(printed(build(filed, "site-confirmation", site="北営業所"), tmp_path))
    assert "北営業所" in whole
    assert "本店" not in whole
    with pytest.raises(UserError) as error:
        build(filed, "site-confirmation", site="南営業所")
    assert error.value.code == "site_unknown"


def test_a_head_signs_no_exception_away_that_a_ledger_names(open_plan: Desk) -> None:
    form = said(build(open_plan, "site-confirmation", site="本店"))
    title = open_plan.catalogue.rule_title("R01").ja
    assert f"R01 {title}：2件(T-000、T-002)" in form
    assert "これらの回答及び実施した台帳の照合において下記に掲げるもののほかに例外がない" in form
    other = said(build(open_plan, "site-confirmation", site="北営業所"))
    assert f"R01 {title}：1件(T-001)" in other
    # What was accepted stays an exception; what was put right is none.
    hits = [f for f in findings.listing(open_plan) if f.rule == "R01"]
    for finding in hits:
        first = finding.subject == "T-000"
        if first:
            findings.accept(open_plan, finding.id, "やむを得ない", "情報管理責任者", date(2027, 3, 31))
        else:
            findings.set_status(open_plan, finding.id, Status.CORRECTED, "やむを得ない")
    assert f"R01 {title}：1件(T-000)" in said(build(open_plan, "site-confirmation", site="本店"))
    assert "R01" not in said(build(open_plan, "site-confirmation", site="北営業所"))


def test_many_findings_of_ledgers_are_summed_and_never_cut(open_plan: Desk, tmp_path: Path) -> None:
    site = auditing.site_named(auditing.outline(open_plan).sites, "本店")
    rows = [
        {
            "管理番号": f"T-{n:03}",
            "事業所": "本店",
            "区画": "共用",
            "状態": "使用中",
            "使用者": "",
            "棚卸日": "2020-01-01",
        }
        for n in range(30)
    ]
    for n in range(12):
        rows[n]["MACアドレス"] = "00-11-22-33-44-55"
    ledgers.import_batch(open_plan, "terminals", write(tmp_path / "more.json", A=rows))
    for checkpoint, place in auditing.outline(open_plan).places:
        if place == site.id and checkpoint not in FAILED:
            answering.record_answer(
                open_plan, checkpoint, site.id, Verdict.PARTLY, "共用の会議室にある。" * 5, "見直した"
            )
    live = [
        f for f in findings.listing(open_plan) if f.source is Source.RULES and f.site == site.id and f.status in LIVE
    ]
    assert len({f.rule for f in live}) > 2
    form = build(open_plan, "site-confirmation", site="本店")
    assert f"台帳の照合による検出事項{len(live)}件(R01 30件" in said(form)
    assert len(printed(form, tmp_path).pages) == 1
    assert re.search(r"台帳の照合による検出事項\d+件\(R01 30件", said(build(open_plan, "result-confirmation")))


def test_a_head_signs_only_for_what_was_answered(open_plan: Desk) -> None:
    site = auditing.site_named(auditing.outline(open_plan).sites, "本店").id
    checkpoint = next(c for c, place in auditing.outline(open_plan).places if place == site)
    assert "未了のものを除き" not in said(build(open_plan, "site-confirmation", site="本店"))
    answering.record_answer(open_plan, checkpoint, site, Verdict.UNANSWERED, "", "見直す")
    form = said(build(open_plan, "site-confirmation", site="本店"))
    assert "下記に掲げる未了のものを除き、事実に基づいて回答いたしました" in form
    assert "未確認が1件ある。" in form


def test_without_a_ledger_a_head_signs_for_the_answers_alone(desk: Desk) -> None:
    form = said(build(desk, "site-confirmation", site=auditing.outline(desk).sites[0].name))
    assert "台帳の照合は行っていない" in form
    assert "実施した台帳の照合において" not in form


def test_all_papers_say_alike_which_rules_were_run_in_part(filed: Desk) -> None:
    report = build(filed, "results")
    halved = {each.rule for each in findings.rules_run_in_part(filed)}
    assert "R01" in halved
    rows = captioned(chapter(report, "5 台帳照合結果"), "規則別の検出件数").rows
    by_rule = {str(row[0]): str(row[3]) for row in rows}
    assert {rule for rule, run in by_rule.items() if run == "一部実施"} == halved
    table = captioned(chapter(report, "2 点検の範囲と方法"), "実施できなかった照合(一部のみ実施を含む)")
    told = {str(row[0]): str(row[2]) for row in table.rows}
    assert {rule for rule, why in told.items() if "他の部分は実施" in why} == halved
    assert "システム一覧" in told["R01"]
    assert f"{len(halved)}種類は一部実施(自己点検結果報告書のとおり)" in said(build(filed, "result-confirmation"))


def test_an_exception_on_a_signed_form_is_never_cut_off(open_plan: Desk) -> None:
    site = auditing.outline(open_plan).sites[1]
    remark = (
        "台帳(端末台帳.xlsx、2026年11月25日取り込み)によると、次のとおり。\n・端末KS-1が、会議室に置かれています。\n・"
        + "端末" * 40
        + "があります。"
    )
    answering.record_answer(open_plan, FAILED[0], site.id, Verdict.NONCONFORMING, remark, "訂正")
    answering.record_answer(open_plan, FAILED[1], site.id, Verdict.NONCONFORMING, "長" * 90, "訂正")
    report = said(build(open_plan, "site-confirmation", site=site.name))
    assert f"{FAILED[0]} × 不適合：端末KS-1が、会議室に置かれている。" in report
    assert f"{FAILED[1]} × 不適合：自己点検結果報告書に記載のとおり" in report
    # Where nobody wrote a remark, no question stands for a fact.
    answering.record_answer(open_plan, FAILED[1], site.id, Verdict.NONCONFORMING, "", "訂正")
    question = open_plan.catalogue.checkpoint(FAILED[1]).question.ja
    bare = said(build(open_plan, "site-confirmation", site=site.name))
    assert f"{FAILED[1]} × 不適合：「{question}」について、不備が認められた。" in bare
    assert "…" not in report


def test_a_corrected_finding_is_told_apart_from_the_open_ones(open_plan: Desk) -> None:
    before = build(open_plan, "results")
    rows = {str(r[0]): [str(c) for c in r[1:]] for r in captioned(before, "区分別の未了の検出事項").rows}
    finding = next(f for f in findings.listing(open_plan) if f.source is Source.ANSWERS and f.severity == "serious")
    findings.set_status(open_plan, finding.id, Status.CORRECTED, "10月12日に移設した。")
    report = build(open_plan, "results")
    after = {str(r[0]): [str(c) for c in r[1:]] for r in captioned(report, "区分別の未了の検出事項").rows}
    answers, ledgers, total = (int(n) for n in rows["重大"])
    assert after["重大"] == [str(answers - 1), str(ledgers), str(total - 1), "1"]
    assert "このほか、是正済の検出事項が1件ある。" in said(report)
    (row,) = captioned(report, "回答による検出事項のうち是正済のもの").rows
    assert str(row[-1]).endswith("是正済")


def test_evidence_stands_in_the_order_of_checkpoints_sites_and_names(bare_plan: Desk, tmp_path: Path) -> None:
    head, north = (s.id for s in auditing.outline(bare_plan).sites)
    for checkpoint, site, name in (
        (FAILED[1], north, "証跡1.jpg"),
        (FAILED[1], head, "証跡6.jpg"),
        (FAILED[1], head, "証跡2.jpg"),
        ("A1-1-01", "", "任命書.pdf"),
    ):
        file = tmp_path / name
        file.write_bytes(name.encode())
        evidencing.attach(bare_plan, checkpoint, site, file)
    report = build(bare_plan, "results")
    (table,) = (t for t in of_kind(chapter(report, "9 証跡一覧"), Table) if isinstance(t, Table))
    names = [str(row[3]) for row in table.rows]
    assert names == ["任命書.pdf", "photo.jpg", "証跡2.jpg", "証跡6.jpg", "証跡1.jpg"]
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5"]
    found = next(
        row for t in of_kind(chapter(report, "3 所見一覧"), Table) for row in t.rows if FAILED[1] in str(row[0])
    )
    assert found[4] == "3、4、5"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_officers_form_has_one_page_when_everything_is_missing(desk: Desk, tmp_path: Path, language: str) -> None:
    first = auditing.outline(desk).places[0]
    answering.record_answer(desk, *first, Verdict.CONFORMING)
    assert len(printed(build(desk, "result-confirmation", language), tmp_path).pages) == 1


def test_an_unknown_office_is_not_told_as_the_company(open_plan: Desk, tmp_path: Path) -> None:
    with open_plan.file.write() as work:
        found = [f for f in work.findings.all() if f.source is Source.RULES and f.site and f.status is Status.OPEN]
        lost = replace(found[0], site="", values={**found[0].values, "site_text": "港南"})
        work.findings.put([lost])
        work.history.record(open_plan.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    ledgers = chapter(build(open_plan, "results"), "5 台帳照合結果")
    rows = [row for table in of_kind(ledgers, Table) if isinstance(table, Table) for row in table.rows]
    assert [row[2] for row in rows if row[0] == lost.subject and len(row) == 5] == ["事業所不明(港南)"]
    assert not any(row[2] == "全社" for row in rows if len(row) == 5)
    planned = {f for a in planning.view(open_plan).actions for f in a.findings}
    if lost.id in planned:
        assert "事業所不明" in text(printed(build(open_plan, "plan"), tmp_path))


def test_accepted_findings_are_listed_with_their_reason(open_plan: Desk) -> None:
    before = build(open_plan, "results")
    found = findings.listing(open_plan)
    answer = next(f for f in found if f.source is Source.ANSWERS and f.severity == "serious")
    hit = next(f for f in found if f.rule == "R01")
    findings.accept(open_plan, answer.id, "撤去を確認しました。", "情報管理責任者", date(2027, 3, 31))
    findings.accept(open_plan, hit.id, "分電盤の監視専用である。", "情報管理責任者", date(2027, 3, 31))
    report = build(open_plan, "results")
    serious = {str(r[0]): [str(c) for c in r[1:]] for r in captioned(before, "区分別の未了の検出事項").rows}["重大"]
    after = {str(r[0]): [str(c) for c in r[1:]] for r in captioned(report, "区分別の未了の検出事項").rows}["重大"]
    assert after == [*(str(int(n) - k) for n, k in zip(serious, (1, 1, 2), strict=True)), "2"]
    assert "このほか、受容とした検出事項が2件ある。" in said(chapter(report, "1 総括"))
    rows = [said(replace(report, blocks=(Table((), (r,)),))) for r in captioned(report, "受容とした検出事項").rows]
    assert len(rows) == 2
    by_name = {row.split("\n")[0]: row for row in rows}
    assert "撤去を確認した。" in by_name[answer.subject]
    assert hit.subject in by_name["R01"]
    assert "分電盤の監視専用である。" in by_name["R01"]
    (rule,) = (r for r in captioned(report, "規則別の検出件数").rows if r[0] == "R01")
    assert rule[4:] == (str(sum(f.rule == "R01" for f in found) - 1), "1")
    told = said(chapter(report, "5 台帳照合結果"))
    assert "\n受容" in told
    form = said(build(open_plan, "result-confirmation"))
    assert "受容とした検出事項2件(自己点検結果報告書に記載のとおり)" in form
    assert f"未了の検出事項{len(found) - 2}件、受容とした検出事項2件" in form


def test_what_is_resolved_is_no_finding_on_the_form(open_plan: Desk) -> None:
    place = next(p for p in auditing.outline(open_plan).places if p[0] == FAILED[0])
    number = len([f for f in findings.listing(open_plan) if f.status in LIVE])
    answering.record_answer(open_plan, *place, Verdict.CONFORMING, "", "見直した")
    form = said(build(open_plan, "result-confirmation"))
    assert f"未了の検出事項{number - 1}件、対策" in form


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_ledger_has_one_name_in_window_and_paper(language: str) -> None:
    set_language(language)
    try:
        for file in (bundled("resources") / "ledgers").iterdir():
            if not file.name.endswith(".toml"):
                continue
            form = load_form(file)
            assert wording.ledger_name(form.kind, gettext) == form.title.in_language(language)
    finally:
        set_language("ja")


def test_a_criterion_that_the_audit_does_not_touch_has_no_fraction(world: World, tmp_path: Path) -> None:
    new = auditing.NewAudit(
        organisation="A社", role=Role.GRID_OPERATOR, period="上期", as_of=date(2026, 10, 31), areas=("V",)
    )
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    try:
        table = captioned(chapter(build(desk, "results"), "3 所見一覧"), "六つの観点に係る事実の記録")
    finally:
        desk.file.close()
    assert {row[2] for row in table.rows} == {"－", "0 / 1"}


def test_rows_of_a_ledger_are_listed_as_people_count(filed: Desk) -> None:
    hit = next(f for f in findings.listing(filed) if f.source is Source.RULES)
    numbered = [replace(hit, subject=f"PC-{n}") for n in (10, 9, 100)]
    material = SimpleNamespace(outline=auditing.outline(filed))
    assert [f.subject for f in sorted_findings(material, numbered)] == ["PC-9", "PC-10", "PC-100"]  # type: ignore[arg-type]


def test_what_the_company_added_and_does_not_ask_is_told(world: World, desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "自社.toml"
    own.write_text(OWN, encoding="utf-8")
    overlaying.take(desk, own)
    captions = {b.caption: b for b in of_kind(chapter(build(desk, "results"), "2 点検の範囲と方法"), Table)}
    added = captions["自社で追加した確認事項"]
    assert [row[0] for row in added.rows] == ["A1-1-C01", "A4-4-C01"]
    left = captions["自社で対象外とした確認事項とその理由"]
    assert [(row[0], row[2]) for row in left.rows] == [("A3-4-01", "災害時に委託しないため。")]


def test_what_a_second_person_refuted_is_told_with_who_did(desk: Desk) -> None:
    site = auditing.outline(desk).sites[0]
    answering.record_answer(desk, "A1-1-01", "", Verdict.CONFORMING, "規程にある")
    answering.record_answer(desk, "A4-4-04", site.id, Verdict.CONFORMING, "共用はない")
    assert "反証され" not in said(build(desk, "results"))
    for person, place in (("佐藤", ("A1-1-01", "")), ("鈴木", ("A4-4-04", site.id))):
        proving.record(desk, *place, person, "現地を見た", Outcome.REFUTED)
    day = "2026年11月24日"
    told = f"うち2件は、他の者により反証されている(A1-1-01 全社: 佐藤、{day}、A4-4-04 {site.name}: 鈴木、{day})。"
    assert told in said(build(desk, "results"))
    assert f"うち1件は、他の者により反証されている(A4-4-04 {site.name}: 鈴木、{day})。" in said(
        build(desk, "site-confirmation", site=site.name)
    )
