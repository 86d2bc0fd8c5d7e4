"""A sample from drawing to its conclusion, over a real audit file and a real ledger file."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.sampling import SITE, Allocation, Condition, Outcome
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import auditing, ledgers, reporting, sampling, sampling_files, sampling_reading
from app.services import sampling_words as words
from app.services.ledger_ports import SheetTable
from app.services.ports import Desk, HistoryQuery, World
from app.services.reporting.model import Cell, Heading, KeepTogether, KeyValues, Paragraph, Report, Signature, Table
from app.services.sampling import Found, Wish
from app.storage.audit_file import SqliteAuditFiles
from app.storage.stores.samples import SampleRows
from tests.desk import StillClock

HEADINGS = ("管理番号", "事業所", "設置場所", "使用者", "状態", "備考")


def book(path: Path, numbers: range, *, turned: bool = False, note: str = "") -> Path:
    """Terminals: every third at 北営業所, every fifth disposed of."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(HEADINGS)
    rows = [
        (
            f"NT-{n:04d}",
            "北営業所" if n % 3 == 0 else "本店",
            f"{n % 4 + 1}階 執務室",
            f"山田 {n}",
            "廃棄" if n % 5 == 0 else "使用中",
            note,
        )
        for n in numbers
    ]
    for row in reversed(rows) if turned else rows:
        sheet.append(row)
    made.save(path)
    return path


@pytest.fixture
def held(desk: Desk, tmp_path: Path) -> Desk:
    """A ledger of 300 terminals."""
    ledgers.import_batch(desk, "terminals", book(tmp_path / "端末台帳.xlsx", range(1, 301)))
    return desk


def refusal(desk: Desk, wish: Wish) -> str:
    with pytest.raises(UserError) as error:
        sampling.draw(desk, wish)
    assert gettext_in("ja")(str(error.value))
    return error.value.code


WISH = Wish("terminals", size=12, grouped_by=SITE, purpose="現物確認")


def test_a_sample_is_drawn_again_after_a_site_was_renamed(held: Desk, tmp_path: Path) -> None:
    """The ledger is the very same, and calls the office as before."""
    sampling.draw(held, WISH)
    sampling.draw(held, replace(WISH, sites=("北営業所",), size=4))
    (north,) = (site.id for site in auditing.outline(held).sites if site.name == "北営業所")
    auditing.rename_site(held, north, "北支店")
    assert sampling.redraw(held, 1) == sampling.Redraw(True, 300, (), ())
    assert sampling.redraw(held, 2) == sampling.Redraw(True, 100, (), ())
    assert len(sampling.population(held, 1)) == 300
    # What the work list shows of the population is what was drawn from.
    assert {member.stratum for member, _key in sampling.population(held, 2)} == {"北営業所"}


def test_a_sample_is_drawn_kept_and_drawn_again(held: Desk) -> None:
    changes, sample = sampling.draw(held, WISH)
    assert changes.samples
    assert bool(changes)
    view = sampling.view(held, 1)
    assert view.sample == sample
    assert [(s.label, s.population, s.size) for s in sample.strata] == [("本店", 200, 8), ("北営業所", 100, 4)]
    assert [r.number for r in view.records] == list(range(1, 13))
    assert [r.stratum for r in view.records] == ["本店"] * 8 + ["北営業所"] * 4
    assert all(r.file == "端末台帳.xlsx" and r.row > 1 and r.values["user"].startswith("山田") for r in view.records)
    assert sampling.redraw(held, 1) == sampling.Redraw(True, 300, (), ())
    assert view.tally.pending == 12
    entry = _last(held)
    assert (entry.event.act, entry.event.after and entry.event.after["seed"]) == ("sample.drawn", sample.seed)


def _last(desk: Desk):  # type: ignore[no-untyped-def]
    with desk.file.read() as work:
        entry = work.history.head()
    assert entry is not None
    return entry


def test_another_audit_with_the_same_ledger_in_another_order_draws_the_same(held: Desk, tmp_path: Path) -> None:
    _changes, sample = sampling.draw(held, WISH)
    new = auditing.NewAudit("別会社", held_role(held), "2026年度", date(2026, 10, 31), sites=("北営業所", "本店"))
    other = auditing.create(held.world, tmp_path / "別.shadan", new)
    try:
        ledgers.import_batch(other, "terminals", book(tmp_path / "逆順.xlsx", range(1, 301), turned=True, note="追記"))
        _changes, again = sampling.draw(other, replace(WISH, seed=sample.seed.lower()))
        there = {r.match_key for r in sampling.view(other, 1).records}
    finally:
        other.file.close()
    assert again.digest == sample.digest
    assert again.seed_given
    assert there == {r.match_key for r in sampling.view(held, 1).records}


def held_role(desk: Desk):  # type: ignore[no-untyped-def]
    return auditing.outline(desk).audit.role


def test_the_sample_stays_when_the_ledger_changes_and_that_is_told(held: Desk, tmp_path: Path) -> None:
    sampling.draw(held, WISH)
    before = sampling.view(held, 1).records
    ledgers.import_batch(held, "terminals", book(tmp_path / "新.xlsx", range(20, 320), note="更新"))
    assert sampling.view(held, 1).records == before
    again = sampling.redraw(held, 1)
    assert not again.same_ledger
    assert again.population == 300
    assert sampling.population(held, 1) == ()


def test_the_size_follows_confidence_and_rate(held: Desk) -> None:
    wish = Wish("terminals", confidence=9500, rate=500, grouped_by=SITE)
    prospect = sampling.prospect(held, wish)
    # 54 of 300 meet one of 15 with 95 %; groups of 36 and 18 need one more.
    assert prospect.size in (54, 55)
    assert sampling.listing(held) == ()
    sampling.draw(held, wish)
    for number in range(1, prospect.size + 1):
        sampling.record(held, 1, number, Found(Outcome.SOUND))
    view = sampling.view(held, 1)
    assert view.tally.within is True
    assert "許容する相違率5%を下回る" in words.conclusion(view, gettext, "ja")


def test_only_some_records(held: Desk) -> None:
    in_use = Wish("terminals", size=5, conditions=(Condition("status", "使用中"),), sites=("北営業所",))
    _changes, sample = sampling.draw(held, in_use)
    assert sample.population == 80
    records = sampling.view(held, 1).records
    assert {r.site for r in records} == {"北営業所"}
    form = held.world.ledgers.form("terminals")
    said = words.population_words(sample, form, gettext, "ja")
    assert said == "端末台帳 80件(事業所: 北営業所、状態に「使用中」を含む)"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("accounts", size=3), "sample_nothing"),
        (Wish("terminals"), "sample_size_missing"),
        (Wish("terminals", confidence=9500), "sample_size_missing"),
        (Wish("terminals", size=3, rate=500), "sample_size_twice"),
        (Wish("terminals", size=301), "sample_size_large"),
        (Wish("terminals", size=2001), "sample_size_most"),
        (Wish("terminals", size=1, grouped_by=SITE), "sample_size_small"),
        (Wish("terminals", size=300, grouped_by="asset_no"), "sample_groups_many"),
        (Wish("terminals", size=3, grouped_by="nonsense"), "ledger_field_unknown"),
        (Wish("terminals", size=3, conditions=(Condition("nonsense", "x"),)), "ledger_field_unknown"),
        (Wish("terminals", size=3, conditions=(Condition("status", "紛失"),)), "sample_nothing"),
        (Wish("terminals", size=3, sites=("西営業所",)), "site_unknown"),
        (Wish("terminals", size=3, seed="?"), "sample_seed_bad"),
        (Wish("terminals", confidence=5000, rate=500), "sample_confidence_range"),
        (Wish("terminals", confidence=9500, rate=5001), "sample_rate_range"),
        (Wish("nonsense", size=3), "ledger_kind_unknown"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(held: Desk, wish: Wish, code: str) -> None:
    assert refusal(held, wish) == code
    assert sampling.listing(held) == ()


def write(desk: Desk, record: int, outcome: Outcome, **more: object) -> str:
    """The code of the refusal, or empty."""
    try:
        sampling.record(desk, 1, record, Found(outcome, **more))  # type: ignore[arg-type]
    except UserError as error:
        return error.code
    return ""


def test_results_are_kept_with_every_revision(held: Desk) -> None:
    sampling.draw(held, WISH)
    assert write(held, 1, Outcome.SOUND, evidence="写真1", checked_by="点検 花子") == ""
    entries = _last(held).seq
    assert write(held, 2, Outcome.DIFFERENT) == "sample_needs_difference"
    assert write(held, 2, Outcome.UNCHECKED) == "sample_needs_remark"
    assert write(held, 1, Outcome.DIFFERENT, difference="3階にある") == "sample_reason_missing"
    assert write(held, 1, Outcome.PENDING) == "sample_reason_missing"
    assert write(held, 2, Outcome.PENDING, reason="誤り") == "sample_not_checked"
    assert write(held, 13, Outcome.SOUND) == "sample_record_unknown"
    assert write(held, 3, Outcome.SOUND, checked_on=date(2026, 11, 25)) == "sample_checked_ahead"
    assert write(held, 3, Outcome.SOUND, checked_on=date(2026, 11, 23)) == "sample_checked_before"
    assert _last(held).seq == entries
    assert write(held, 1, Outcome.DIFFERENT, difference="3階にある", reason="見直した") == ""
    assert write(held, 1, Outcome.PENDING, reason="別の端末だった") == ""
    assert write(held, 1, Outcome.SOUND) == ""
    kept = sampling.revisions(held, 1)
    assert [(r.revision, r.outcome) for r in kept] == [
        (1, Outcome.SOUND), (2, Outcome.DIFFERENT), (3, Outcome.PENDING), (4, Outcome.SOUND)
    ]  # fmt: skip
    assert (kept[0].checked_by, kept[0].evidence, kept[0].checked_on) == ("点検 花子", "写真1", date(2026, 11, 24))
    with held.file.read() as work:
        acts = [e.event.act for e in work.history.entries(HistoryQuery(), 0, 10)]
    assert acts.count("sample.checked") == 3
    assert acts.count("sample.reopened") == 1


def test_the_same_result_again_changes_nothing(held: Desk) -> None:
    sampling.draw(held, WISH)
    found = Found(Outcome.DIFFERENT, " 3階にある ", "所見")
    sampling.record(held, 1, 1, found)
    seq = _last(held).seq
    changes, result = sampling.record(held, 1, 1, found)
    assert not changes
    assert result.revision == 1
    assert result.difference == "3階にある"
    assert _last(held).seq == seq


def test_a_withdrawn_sample_stays_and_its_successor_tells_of_it(held: Desk) -> None:
    sampling.draw(held, WISH)
    with pytest.raises(UserError, match="reason"):
        sampling.withdraw(held, 1, " ")
    sampling.withdraw(held, 1, "層を誤った")
    assert write(held, 1, Outcome.SOUND) == "sample_left"
    with pytest.raises(UserError) as error:
        sampling.withdraw(held, 1, "もう一度")
    assert error.value.code == "sample_left"
    _changes, second = sampling.draw(held, replace(WISH, allocation=Allocation.EQUAL))
    assert second.number == 2
    assert [s.size for s in second.strata] == [6, 6]
    first, view = sampling.listing(held)
    assert words.conclusion(first, gettext, "ja") == "この抽出は取り下げた(層を誤った)。結論は出さない。"
    assert words.earlier(view, gettext, "ja") == "この台帳からの以前の抽出: 抽出1(取下げ: 層を誤った)"
    assert words.earlier(first, gettext, "ja") == ""


def settle(desk: Desk, number: int, *against: Outcome) -> str:
    for record in sampling.view(desk, number).records:
        outcome = against[record.number - 1] if record.number <= len(against) else Outcome.SOUND
        sampling.record(desk, number, record.number, Found(outcome, "場所が違う", "不在"))
    return words.conclusion(sampling.view(desk, number), gettext, "ja")


def test_the_conclusion_says_what_the_numbers_say_and_no_more(held: Desk) -> None:
    sampling.draw(held, Wish("terminals", size=30))
    assert words.conclusion(sampling.view(held, 1), gettext, "ja") == (
        "抽出した30件のうち30件が未確認である。すべて確認するまで結論は出さない。"
    )
    # 27 of 300 leave a chance of 0.0506 to meet none in 30, 28 one of 0.0451.
    assert settle(held, 1) == (
        "抽出した30件に相違はなかった。信頼度95%で、対象300件の相違率は9.0%以下(27件以下)と推定される。"
    )
    sampling.draw(held, Wish("terminals", size=30))
    said = settle(held, 2, Outcome.DIFFERENT, Outcome.UNCHECKED)
    assert said.startswith(
        "抽出した30件のうち1件に相違があった。1件は確認できなかった。以下では相違があったものとして数える。"
    )


def test_the_whole_of_it(held: Desk) -> None:
    few = Wish("terminals", size=3, sites=("北営業所",), conditions=(Condition("asset_no", "NT-000"),))
    _changes, sample = sampling.draw(held, few)
    assert sample.population == 3
    form = held.world.ledgers.form("terminals")
    assert words.method(sample, form, gettext, "ja") == "端末台帳の対象3件をすべて点検する。"
    assert settle(held, 1, Outcome.DIFFERENT) == "対象の全3件を点検し、1件に相違があった。"


def test_the_work_list_in_excel_holds_texts_only(desk: Desk, tmp_path: Path) -> None:
    ledgers.import_batch(desk, "terminals", book(tmp_path / "端末台帳.xlsx", range(1, 41), note="=1+1"))
    sampling.draw(desk, replace(WISH, size=6))
    sampling.record(desk, 1, 2, Found(Outcome.DIFFERENT, "=HYPERLINK(1)", evidence="写真2"))
    target = tmp_path / "点検表.xlsx"
    assert sampling_files.export(desk, 1, target, gettext) == 6
    made = load_workbook(target)
    assert made.sheetnames == ["抽出1", "母集団"]
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)
    rows = list(made["抽出1"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "No.")
    second = dict(zip(rows[head], rows[head + 2], strict=True))
    assert (second["結果"], second["相違の内容"], second["確認日"]) == ("相違あり", "=HYPERLINK(1)", "2026年11月24日")
    (choices,) = made["抽出1"].data_validations.dataValidation
    assert choices.formula1 == '"確認済(問題なし),相違あり,確認できず"'
    # Who sorts the population by group and hash finds the sample on top of each group.
    people = [row for row in made["母集団"].iter_rows(values_only=True) if row[3] and len(str(row[3])) == 64]
    assert len(people) == 40
    drawn = {row[1] for row in people if row[4] == "○"}
    assert drawn == {r.match_key for r in sampling.view(desk, 1).records}
    for group in ("本店", "北営業所"):
        ranked = sorted((row for row in people if row[0] == group), key=lambda row: str(row[3]))
        count = sum(row[4] == "○" for row in ranked)
        assert all(row[4] == "○" for row in ranked[:count])
    with pytest.raises(UserError) as error:
        sampling_files.export(desk, 1, tmp_path / "点検表.txt", gettext)
    assert error.value.code == "template_suffix"


def test_the_check_list_on_paper(held: Desk) -> None:
    sampling.draw(held, WISH)
    blank = reporting.build_sample(held, 1, gettext)
    assert "結論" not in particulars(blank)
    assert particulars(blank)["乱数の種"] == sampling.view(held, 1).sample.seed
    rows = [row for row in table(blank).rows if len(row) > 1]
    assert len(rows) == 12
    assert all(cell.box is False for row in rows for cell in row if isinstance(cell, Cell))
    assert [b.role for b in signatures(blank)] == ["確認者", "事業所長"]
    settle(held, 1, Outcome.DIFFERENT)
    full = reporting.build_sample(held, 1, gettext)
    assert str(particulars(full)["結論"]).startswith("抽出した12件のうち1件に相違があった。")
    ticked = [[cell.box for cell in row if isinstance(cell, Cell)] for row in table(full).rows if len(row) > 1]
    assert ticked == [[False, True, False], *[[True, False, False]] * 11]
    assert full.fingerprint != blank.fingerprint
    sampling.draw(held, WISH)
    sampling.withdraw(held, 2, "誤り")
    assert reporting.build_sample(held, 2, gettext).watermark == "取下げ"
    with pytest.raises(UserError) as error:
        reporting.build_sample(held, 3, gettext)
    assert error.value.code == "sample_unknown"


def particulars(report: Report) -> dict[str, object]:
    (block,) = (b for b in report.blocks if isinstance(b, KeyValues))
    return dict(block.items)


def table(report: Report) -> Table:
    (block,) = (b for b in report.blocks if isinstance(b, Table))
    return block


def signatures(report: Report) -> list[Signature]:
    return [b for each in report.blocks for b in getattr(each, "blocks", ()) if isinstance(b, Signature)]


def test_verify_covers_samples(held: Desk) -> None:
    import sqlite3
    from contextlib import closing

    sampling.draw(held, WISH)
    sampling.record(held, 1, 1, Found(Outcome.SOUND))
    path = Path(held.file.location)
    held.file.close()
    assert SqliteAuditFiles().verify(path).problems == ()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE sample_results SET outcome = 'different'")
        connection.commit()
    assert {p.code for p in SqliteAuditFiles().verify(path).problems} == {"row_changed", "content_digest"}


def test_the_day_of_the_check_may_be_later_than_the_drawing(held: Desk) -> None:
    sampling.draw(held, WISH)
    clock = held.world.clock
    assert isinstance(clock, StillClock)
    clock.at = clock.at.replace(month=12, day=3)
    assert write(held, 1, Outcome.SOUND, checked_on=date(2026, 12, 1)) == ""


def test_a_large_population_holds_texts_only_as_well(world: World, tmp_path: Path) -> None:
    """Long sheets are written another way than short ones."""
    rows = [("=1+1", "#REF!", "", f"k{n}", "a\x07b") for n in range(2_001)]
    target = tmp_path / "t.xlsx"
    world.ledgers.tables(target, [SheetTable("母集団", (("種", "=SEED"),), ("a", "b", "c", "d", "e"), rows)])
    with closing(load_workbook(target, read_only=True)) as made:
        found = [[cell.data_type for cell in row if cell.value] for row in made["母集団"].iter_rows()]
    assert len(found) == 2_001 + 3
    assert {kind for row in found for kind in row} == {"s"}


def test_reading_back_looks_the_results_up_once(held: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows the list has: with a look for each, a long list took minutes."""
    _, sample = sampling.draw(held, Wish("terminals", size=20))
    file = tmp_path / "点検表.xlsx"
    sampling_files.export(held, sample.number, file, gettext, "ja")
    filled = load_workbook(file)
    (sheet, header) = next(
        (s, row) for s in filled.worksheets for row in s.iter_rows() if any(c.value == gettext("Result") for c in row)
    )
    column = max(c.column for c in header if c.value == gettext("Result"))
    for row in range(header[0].row + 1, header[0].row + 21):
        sheet.cell(row, column).value = words.outcome_word(Outcome.SOUND, gettext)
    filled.save(file)
    looks = []
    results = SampleRows.results

    def looked(self: SampleRows, sample: str) -> object:
        looks.append(sample)
        return results(self, sample)

    monkeypatch.setattr(SampleRows, "results", looked)
    done = sampling_reading.read_back(held, sample.number, file, [gettext])
    assert (done.read, done.given, done.refused) == (20, 20, 0)
    assert len(looks) <= 2
    assert sampling.view(held, sample.number).tally.sound == 20


def results_told(desk: Desk, language: str = "ja") -> tuple[list[str], list[dict[str, object]], list[Table], str]:
    """What the results report says of samples: headings, particulars of each, tables of records, running text."""
    told = reporting.build(desk, "results", gettext_in(language), language).blocks
    flat = [b for block in told for b in (block.blocks if isinstance(block, KeepTogether) else (block,))]
    begin = next((n for n, b in enumerate(flat) if isinstance(b, Heading) and b.text in CHAPTERS), len(flat))
    end = next((n for n, b in enumerate(flat) if n > begin and isinstance(b, Heading) and b.level < 3), len(flat))
    part = flat[begin:end]
    return (
        [b.text for b in part if isinstance(b, Heading) and b.level == 3],
        [dict(b.items) for b in part if isinstance(b, KeyValues)],
        [b for b in part if isinstance(b, Table)],
        "".join(str(b.text) for b in part if isinstance(b, Paragraph)),
    )


CHAPTERS = ("抽出点検の結果", "Checks by sample")


def test_the_results_report_tells_of_every_sample(held: Desk) -> None:
    assert results_told(held) == ([], [], [], "")
    sampling.draw(held, Wish("terminals", confidence=9500, rate=1000, purpose="現物確認"))
    size = sampling.view(held, 1).sample.size
    heads, (unfinished,), tables, text = results_told(held)
    assert heads == ["端末台帳 抽出1(未了)"]
    assert unfinished["結論"] == f"抽出した{size}件のうち{size}件が未確認である。すべて確認するまで結論は出さない。"
    assert "うち1件は点検が未了であり、結論は出していない。" in text
    assert "いえない" not in text
    assert not tables
    settle(held, 1, Outcome.DIFFERENT, Outcome.UNCHECKED)
    heads, (told,), (differing,), text = results_told(held)
    seed = sampling.view(held, 1).sample.seed
    assert heads == ["端末台帳 抽出1"]
    assert told["対象"] == "端末台帳 300件"
    assert told["抽出数"] == f"対象300件のうち{size}件"
    assert told["信頼度"] == "95%(許容する相違率 10%)"
    assert str(told["乱数の種"]).startswith(seed)
    assert told["点検の結果"] == f"確認済(問題なし) {size - 2}件、相違あり 1件、確認できず 1件"
    assert str(told["結論"]).startswith(f"抽出した{size}件のうち1件に相違があった。")
    assert [(str(row[0]), str(row[3])) for row in differing.rows] == [("1", "相違あり"), ("2", "確認できず")]
    assert text.endswith("台帳に載っていないものについては、この抽出からは何もいえない。")
    sampling.draw(held, WISH)
    sampling.withdraw(held, 2, "対象の誤り")
    heads, particulars, _tables, text = results_told(held)
    assert heads == ["端末台帳 抽出1", "端末台帳 抽出2(取下げ)"]
    assert "うち1件は取り下げた。" in text
    assert "対象の誤り" in str(particulars[1]["結論"])
    assert particulars[1]["信頼度"] == "95%(結論に用いる値。抽出数は指定による)"
    heads, particulars, _tables, text = results_told(held, "en")
    assert heads[1] == "Terminal ledger, sample no. 2 (withdrawn)"
    assert particulars[0]["Population and records drawn"] == f"{size} of 300 records"


def test_a_right_that_was_drawn_is_told_with_its_column(desk: Desk, tmp_path: Path) -> None:
    rights, systems = tmp_path / "権限管理表.csv", tmp_path / "システム.csv"
    systems.write_text("システム名,所管会社,保有情報\n託送,東湾送配電,託送情報\n配電,東湾送配電,設備情報\n", "utf-8")
    people = "".join(f"{n}00,大谷 {n},東湾送配電,u{n},○,参照\n" for n in range(1, 5))
    rights.write_text(f"社員番号,氏名,所属会社,ユーザーID,託送,配電\n{people}", "utf-8")
    ledgers.import_batch(desk, "systems", systems)
    ledgers.import_batch(desk, "accounts", rights)
    sampling.draw(desk, Wish("accounts", size=8))
    records = sampling.view(desk, 1).records
    told = sorted((r.row, r.column, r.heading) for r in records)
    assert told == [(row, *place) for row in range(2, 6) for place in (("E", "託送"), ("F", "配電"))]
    assert all(r.facts()["system"] == r.heading and not any("@" in name for name in r.facts()) for r in records)
    target = tmp_path / "抽出.xlsx"
    sampling_files.export(desk, 1, target, gettext_in("ja"))
    with closing(load_workbook(target, read_only=True)) as made:
        rows = [[cell.value for cell in row] for row in made.worksheets[0].iter_rows()]
    head = next(n for n, row in enumerate(rows) if "結果" in row)
    assert rows[head][-2:] == ["行", "列"]
    assert sorted((int(row[-2]), row[-1]) for row in rows[head + 1 :]) == [place[:2] for place in told]
    # The list comes back as what was drawn.
    found = sampling_reading.read_back(desk, 1, target, (gettext_in("ja"), gettext_in("en")))
    assert found.problems == ()


def test_a_work_list_says_each_thing_once_and_as_the_ledger_writes_it(desk: Desk, tmp_path: Path) -> None:
    people = tmp_path / "ID.csv"
    rows = "".join(f"M01-{n},メーター{n % 2},更新,大谷 {n}\n" for n in range(4))
    people.write_text(f"ユーザーID,システム名,権限,氏名\n{rows}", "utf-8")
    ledgers.import_batch(desk, "accounts", people)
    sampling.draw(desk, Wish("accounts", size=4, grouped_by="system"))
    target = tmp_path / "点検表.xlsx"
    sampling_files.export(desk, 1, target, gettext_in("ja"))
    book = load_workbook(target)
    sheet = book.worksheets[0]
    (head,) = [row for row in sheet.iter_rows() if row[0].value == "No."]
    assert [c.value for c in head][:5] == ["No.", "システム", "台帳の番号", "氏名", "権限"]
    first = [c.value for c in sheet[head[0].row + 1]]
    assert first[1:3] == ["メーター0", "M01-0"]
    languages = (gettext_in("ja"), gettext_in("en"))
    assert sampling_reading.read_back(desk, 1, target, languages).read == 4
    # A list that was written before, with the keys by which records are compared.
    sheet.cell(head[0].row, 3).value = "照合キー"
    for record in sampling.view(desk, 1).records:
        sheet.cell(head[0].row + record.number, 3).value = record.match_key
    book.save(target)
    found = sampling_reading.read_back(desk, 1, target, languages)
    assert (found.read, found.problems) == (4, ())


def test_a_list_that_was_cut_short_gives_no_result(held: Desk, tmp_path: Path) -> None:
    _, sample = sampling.draw(held, Wish("terminals", size=20))
    file = tmp_path / "作業表.xlsx"
    sampling_files.export(held, sample.number, file, gettext, "ja")
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(file).worksheets]
    rows = next(rows for rows in sheets if any(gettext("Result") in row for row in rows))
    text = io.StringIO()
    csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in rows])
    path = tmp_path / "作業表.csv"
    path.write_text(text.getvalue(), "utf-8-sig", newline="")
    assert sampling_reading.read_back(held, sample.number, path, [gettext]).read == 20
    path.write_text(text.getvalue()[:-16], "utf-8-sig", newline="")
    with pytest.raises(UserError) as error:
        sampling_reading.read_back(held, sample.number, path, [gettext])
    assert (error.value.code, error.value.values["row"]) == ("sample_list_cut", len(rows))
