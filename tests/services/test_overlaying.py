"""The company's own part of the catalogue: what a file does, what it may not do, and that the rest keeps its words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.grades import Role, Verdict
from app.domain.overlay import laid_over
from app.errors import UserError
from app.i18n import gettext as _
from app.services import answering, auditing, batches, evidencing, evidencing_uses, overlay_told, overlaying, proving
from app.services.auditing import NewAudit
from app.services.ports import Desk, World
from tests.desk import bundled_catalogue

OWN = """
[values]
"点検の間隔" = "3か月"

[[checkpoint]]
id = "A4-4-C01"
level = "site"
question = "共用端末の利用記録を{点検の間隔}ごとに見ているか"
verify = "記録の日付を見る。"

[[checkpoint]]
id = "A1-1-C01"
level = "company"
severity = "serious"
question = { ja = "社内監査部が点検しているか", en = "Does internal audit examine it?" }
verify = "監査報告を見る。"

[[note]]
checkpoint = "A4-4-02"
text = "予備機は総務部の台帳で見る。"

[[hide]]
checkpoint = "A3-4-01"
reason = "災害時に委託しないため。"
"""


def file(folder: Path, text: str, name: str = "自社.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(desk: Desk, path: Path) -> UserError:
    before = desk.catalogue
    with desk.file.read() as work:
        entries = work.history.head()
    with pytest.raises(UserError) as caught:
        overlaying.take(desk, path)
    with desk.file.read() as work:
        assert work.history.head() == entries
        assert work.overlays.all() == ()
    assert desk.catalogue is before
    return caught.value


def asked(desk: Desk) -> set[str]:
    return {c.id for c in auditing.outline(desk).checkpoints}


def test_nothing_is_recorded_where_it_is_not_asked(desk: Desk, tmp_path: Path) -> None:
    outline = auditing.outline(desk)
    own, other = (site.id for site in outline.sites)
    hidden, asked_still = "A4-4-02", "A4-4-04"
    answering.record_answer(desk, hidden, own, Verdict.CONFORMING, "見た")
    _changes, served = evidencing.attach(desk, asked_still, own, file(tmp_path, "写し", "台帳.txt"))
    overlaying.take(desk, file(tmp_path, f'[[hide]]\ncheckpoint = "{hidden}"\nreason = "予備機がない"\n'))
    reviewer = replace(desk, world=replace(desk.world, user="reviewer"))
    with desk.file.read() as work:
        entries = work.history.head()
    for act in (
        lambda: answering.record_answer(desk, hidden, other, Verdict.PARTLY),
        lambda: answering.copy_answer(desk, hidden, own, [other]),
        lambda: batches.preview(desk, [(asked_still, own), (hidden, own)], Verdict.PARTLY),
        lambda: batches.answer_many(desk, [(asked_still, own), (hidden, own)], Verdict.PARTLY),
        lambda: batches.copy_many(desk, own, [(hidden, other)]),
        lambda: evidencing.attach(desk, hidden, own, tmp_path / "台帳.txt"),
        lambda: evidencing_uses.serve(desk, served.id, [(hidden, own)]),
        lambda: proving.record(reviewer, hidden, own, "reviewer", "現地で見た", Outcome.REFUTED),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.code == "checkpoint_not_asked"
    with desk.file.read() as work:
        assert work.history.head() == entries


def test_a_file_lies_over_the_catalogue(desk: Desk, tmp_path: Path) -> None:
    before = asked(desk)
    total = auditing.outline(desk).total().total
    changes, effect = overlaying.take(desk, file(tmp_path, OWN))
    assert changes.catalogue
    assert (effect.added, effect.hidden, effect.noted) == (("A1-1-C01", "A4-4-C01"), ("A3-4-01",), ("A4-4-02",))
    assert effect.changed == ()
    outline = auditing.outline(desk)
    assert asked(desk) == (before | {"A4-4-C01", "A1-1-C01"}) - {"A3-4-01"}
    # Two sites and the company more, one of the company less.
    assert outline.total().total == total + 2 + 1 - 1
    own = desk.catalogue.checkpoint("A4-4-C01")
    assert own.question.ja == "共用端末の利用記録を3か月ごとに見ているか"
    ids = [c.id for c in desk.catalogue.checkpoints if c.item == "A4-4"]
    assert ids[-1] == "A4-4-C01"
    # What it hides keeps its place in the catalogue.
    assert desk.catalogue.checkpoint("A3-4-01").question == bundled_catalogue().checkpoint("A3-4-01").question
    assert desk.catalogue.hidden["A3-4-01"].ja == "災害時に委託しないため。"


def test_the_regulators_checkpoints_keep_every_word(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    laid = {c.id: c for c in desk.catalogue.checkpoints}
    for checkpoint in bundled_catalogue().checkpoints:
        over = laid[checkpoint.id]
        assert (over.question, over.verify, over.fingerprint) == (
            checkpoint.question,
            checkpoint.verify,
            checkpoint.fingerprint,
        )
    assert [n.ja for n in laid["A4-4-02"].notes] == ["予備機は総務部の台帳で見る。"]


def test_own_checkpoints_are_answered_and_found_like_others(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    site = auditing.outline(desk).sites[0].id
    answering.record_answer(desk, "A4-4-C01", site, Verdict.NONCONFORMING, "記録がない")
    with desk.file.read() as work:
        found = [f for f in work.findings.all() if "A4-4-C01" in f.checkpoints]
    assert len(found) == 1
    # What was found is not put out of sight, neither by taking the file out nor by one of its name without it.
    for away in (
        partial(overlaying.remove, desk, "自社.toml", "見直し"),
        partial(overlaying.take, desk, file(tmp_path, OWN[: OWN.index('id = "A4-4-C01"')].rpartition("[[")[0])),
    ):
        with pytest.raises(UserError) as caught:
            away()
        assert caught.value.code == "overlay_hides_deficiency"
    answering.record_answer(desk, "A4-4-C01", site, Verdict.CONFORMING, "記録を付け始めた", "是正した")
    with pytest.raises(UserError):
        overlaying.remove(desk, "自社.toml", "見直し")
    evidencing.attach(desk, "A4-4-C01", site, file(tmp_path, "記録", "利用記録.txt"))
    # An answer stays readable.
    _changes, effect = overlaying.remove(desk, "自社.toml", "見直し")
    assert effect.answers == 1
    assert answering.standing(desk)
    with desk.file.read() as work:
        assert work.answers.current("A4-4-C01", site) is not None


def test_it_is_there_again_when_the_audit_is_opened(world: World, desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    overlaying.set_value(desk, "研修の間隔", "6か月")
    path = Path(desk.file.location)
    before = [c.id for c in desk.catalogue.checkpoints]
    desk.file.close()
    again = auditing.open_audit(world, path)
    try:
        assert [c.id for c in again.catalogue.checkpoints] == before
        assert "全員6か月以内に" in again.catalogue.checkpoint("A3-5-01").question.ja
    finally:
        again.file.close()


def test_a_newer_file_of_the_same_name_takes_its_place(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    less = OWN[: OWN.index("[[hide]]")].replace("3か月", "1か月")
    _changes, effect = overlaying.take(desk, file(tmp_path, less))
    assert (effect.asked, effect.changed) == (("A3-4-01",), ("A4-4-C01",))
    assert effect.values == {"点検の間隔": "1か月"}
    assert len(overlaying.own_part(desk).parts) == 1
    with pytest.raises(UserError) as caught:
        overlaying.take(desk, file(tmp_path, less))
    assert caught.value.code == "overlay_same"


def test_looking_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    overlay, effect = overlaying.look(desk, file(tmp_path, OWN))
    assert len(overlay.checkpoints) == len(effect.added) == 2
    assert overlaying.own_part(desk).parts == ()
    assert not any(c.own for c in desk.catalogue.checkpoints)


def test_a_deficiency_is_not_hidden(desk: Desk, tmp_path: Path) -> None:
    site = auditing.outline(desk).sites[0].id
    answering.record_answer(desk, "A4-4-02", site, Verdict.PARTLY, "1台多い")
    error = refusal(desk, file(tmp_path, '[[hide]]\ncheckpoint = "A4-4-02"\nreason = "不要"\n'))
    assert error.code == "overlay_hides_deficiency"
    assert error.values["count"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OWN.replace("A4-4-C01", "A4-4-01"), "overlay_fault_id_not_own"),
        (OWN.replace("A4-4-C01", "A9-9-C01"), "overlay_fault_item_unknown"),
        (OWN.replace("A1-1-C01", "A4-4-C01"), "overlay_fault_id_double"),
        (OWN.replace('"A4-4-02"', '"A4-4-99"'), "overlay_fault_checkpoint_unknown"),
        (OWN.replace('"A3-4-01"', '"A4-4-C01"'), "overlay_fault_hidden_own"),
        (OWN.replace('"点検の間隔" =', '"別の間隔" ='), "overlay_fault_value_missing"),
        (OWN.replace("reason =", "because ="), "overlay_entry_missing_key"),
        (OWN.replace('level = "site"', 'level = "room"'), "overlay_entry_unknown_value"),
        (OWN + "\n[colour]\n", "overlay_entry_unknown_key"),
        (OWN.replace("[[note]]", "[note]"), "overlay_brackets"),
        (OWN.replace('level = "site"', "level = 1"), "overlay_entry_wrong_type"),
        (OWN.replace('"予備機は総務部の台帳で見る。"', '" "'), "overlay_entry_missing_language"),
        (OWN.replace("記録の日付を見る。", "見る" * 3_000), "overlay_entry_too_long"),
        ("x = ", "overlay_not_toml"),
        ("", "overlay_empty"),
        ("[values]\n" + "\n".join(f'"v{n}" = "1"' for n in range(2_001)), "overlay_too_many"),
    ],
)
def test_a_bad_file_is_one_sentence_and_changes_nothing(desk: Desk, tmp_path: Path, text: str, code: str) -> None:
    error = refusal(desk, file(tmp_path, text))
    assert error.code == code
    assert "自社.toml" in str(error)
    assert "{" not in str(error)


def test_the_table_and_the_row_of_a_fault_are_told(desk: Desk, tmp_path: Path) -> None:
    second = '[[hide]]\ncheckpoint = "A4-4-99"\nreason = "ない"\n'
    for text, sentence in (
        (second, "自社.toml: 確認事項 A4-4-99 はありません。"),
        (
            second.replace("ない", " "),
            "自社.toml の「reason(対象外とする理由)」が空か、ja と en の片方だけです。記入してください。",
        ),
    ):
        told = refusal(desk, file(tmp_path, OWN + "\n" + text)).sentence(_)
        assert told == f"{sentence}(表: [[hide]]の2番目、行: {OWN.count(chr(10)) + 2})"
    error = refusal(desk, file(tmp_path, OWN.replace('level = "site"', 'level = "room"')))
    assert "書けるもの: company、site。" in error.sentence(_)
    assert refusal(desk, file(tmp_path, "[values]\nx =\n")).values["row"] == 2


def test_a_checkpoint_of_another_file_names_that_file(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    with pytest.raises(UserError) as caught:
        overlaying.take(desk, file(tmp_path, OWN, "追加.toml"))
    assert caught.value.code == "overlay_fault_id_elsewhere"
    assert "自社.toml" in str(caught.value)


def test_what_this_audit_does_not_ask_is_told_apart(world: World, tmp_path: Path) -> None:
    facts = NewAudit("A", Role.GRID_OPERATOR, "2026年度", date(2026, 9, 30), sites=("本店",), areas=("A4-4",))
    desk = auditing.create(world, tmp_path / "範囲.shadan", facts)
    effect = overlaying.take(desk, file(tmp_path, OWN))[1]
    assert (effect.added, effect.outside) == (("A1-1-C01", "A4-4-C01"), ("A1-1-C01", "A3-4-01"))
    lines = overlay_told.effect_lines(effect, _)
    assert "追加する自社の確認事項: A4-4-C01 (この点検の対象外の項目: A1-1-C01)" in lines
    assert "対象外となる確認事項: (この点検の対象外の項目: A3-4-01)" in lines
    desk.file.close()


def test_values_of_a_file_are_named_and_told_where_the_company_set_them_otherwise(desk: Desk, tmp_path: Path) -> None:
    text = '[values]\n"研修の間隔" = "6か月"\n"巡回の間隔" = "毎週"\n'
    overlaying.set_value(desk, "研修の間隔", "3か月")
    effect = overlaying.take(desk, file(tmp_path, text))[1]
    assert (dict(effect.values), effect.overruled) == ({"巡回の間隔": "毎週"}, ("研修の間隔",))
    assert "文に入る値: 巡回の間隔 = 毎週" in overlay_told.effect_lines(effect, _)


def test_files_that_are_no_overlay(desk: Desk, tmp_path: Path) -> None:
    assert refusal(desk, file(tmp_path, OWN, "自社.txt")).code == "overlay_suffix"
    large = file(tmp_path, "#" * (2 << 20) + "\n#", "大.toml")
    assert refusal(desk, large).code == "overlay_too_large"
    bad = tmp_path / "文字.toml"
    bad.write_bytes("題 = 1".encode("cp932"))
    assert refusal(desk, bad).code == "overlay_not_utf8"
    assert refusal(desk, tmp_path / "無い.toml").code == "file_missing"


def test_values_are_set_once_for_all_texts(desk: Desk) -> None:
    _changes, effect = overlaying.set_value(desk, "研修の間隔", "6か月")
    assert effect.changed == ("A3-5-01", "A3-5-06")
    question = desk.catalogue.checkpoint("A3-5-06").question
    assert "全員6か月以内に" in question.ja
    assert "within 6か月" in question.en
    assert not overlaying.set_value(desk, "研修の間隔", "6か月")[0]
    overlaying.set_value(desk, "研修の間隔", "")
    assert desk.catalogue.checkpoint("A3-5-06") == bundled_catalogue().checkpoint("A3-5-06")


@pytest.mark.parametrize(("name", "value"), [("", "1年"), ("{間隔}", "1年"), ("間隔", "あ" * 201)])
def test_values_that_cannot_be(desk: Desk, name: str, value: str) -> None:
    with pytest.raises(UserError):
        overlaying.set_value(desk, name, value)
    assert desk.catalogue is desk.world.catalogue


def test_a_value_that_a_text_needs_stays(desk: Desk, tmp_path: Path) -> None:
    overlaying.set_value(desk, "巡回", "毎週")
    text = '[[note]]\ncheckpoint = "A4-4-02"\ntext = "{巡回}見る。"\n'
    overlaying.take(desk, file(tmp_path, text))
    assert desk.catalogue.checkpoint("A4-4-02").notes[0].ja == "毎週見る。"
    with pytest.raises(UserError) as caught:
        overlaying.set_value(desk, "巡回", "")
    assert (caught.value.code, caught.value.values["checkpoint"]) == ("overlay_value_needed", "A4-4-02")


def test_taking_out_needs_a_reason_and_a_name(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    for name, reason, code in (("自社.toml", " ", "reason_missing"), ("別.toml", "見直し", "overlay_unknown")):
        with pytest.raises(UserError) as caught:
            overlaying.remove(desk, name, reason)
        assert caught.value.code == code


def rows_of(desk: Desk, path: Path) -> Sequence[Sequence[str]]:
    (grid,) = desk.world.ledgers.grids(path)
    return grid.rows


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_template_can_be_taken_in_as_it_is(desk: Desk, tmp_path: Path, language: str) -> None:
    for name in ("ひな形.xlsx", "ひな形.toml"):
        desk.world.overlays.write(tmp_path / name, None, language)
    book, plain = (overlaying.look(desk, tmp_path / name)[0] for name in ("ひな形.xlsx", "ひな形.toml"))
    assert book == plain
    assert overlaying.take(desk, tmp_path / "ひな形.xlsx")[1].added == ("A4-4-C01",)


def test_what_was_taken_in_comes_out_the_same(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    (view,) = overlaying.own_part(desk).parts
    desk.world.overlays.write(tmp_path / "控え.toml", view.overlay, "ja")
    assert overlaying.look_at(desk, tmp_path / "控え.toml") == view.overlay
    desk.world.overlays.write(tmp_path / "控え.xlsx", view.overlay, "ja")
    assert overlaying.look_at(desk, tmp_path / "控え.xlsx") == view.overlay


def test_a_cell_that_cannot_be_is_named(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "ひな形.xlsx"
    desk.world.overlays.write(path, None, "ja")
    head = next(n for n, row in enumerate(rows_of(desk, path), start=1) if row[:2] == ("区分", "ID又は名称"))
    for column, text, code in (("A", "追加", "overlay_cell_kind"), ("C", None, "overlay_cell_missing")):
        book = openpyxl.load_workbook(path)
        book.active[f"{column}{head + 2}"] = text
        book.save(tmp_path / "直し.xlsx")
        error = refusal(desk, tmp_path / "直し.xlsx")
        assert (error.code, error.values["row"], error.values["sheet"]) == (code, head + 2, "自社追加分")
    for column, text, code, told in (
        ("B", "A9-9-99", "overlay_fault_item_unknown", "ID又は名称"),
        ("C", "長い" * 3_000, "overlay_entry_too_long", "本文"),
        ("C", "{巡回の間隔}を見る", "overlay_fault_value_missing", "本文"),
    ):
        book = openpyxl.load_workbook(path)
        book.active[f"{column}{head + 1}"] = "A9-9-C01" if column == "B" else text
        book.save(tmp_path / "直し.xlsx")
        error = refusal(desk, tmp_path / "直し.xlsx")
        assert error.code == code
        assert error.sentence(_).endswith(f"(シート: 自社追加分、行: {head + 1}、列: {told})")
    book = openpyxl.load_workbook(path)
    for row in (head + 5, head + 6):
        for column, text in (("A", "自社の値"), ("B", "巡回の間隔"), ("C", "毎週")):
            book.active[f"{column}{row}"] = text
    book.save(tmp_path / "直し.xlsx")
    error = refusal(desk, tmp_path / "直し.xlsx")
    assert (error.code, error.values["row"]) == ("overlay_value_double", head + 6)
    book = openpyxl.Workbook()
    book.active.append(["区分", "番号"])
    book.save(tmp_path / "別.xlsx")
    assert refusal(desk, tmp_path / "別.xlsx").code == "overlay_no_sheet"


def test_laying_nothing_over_changes_nothing() -> None:
    catalogue = bundled_catalogue()
    assert laid_over(catalogue, (), {}) == catalogue
    changed = laid_over(catalogue, (), {"研修の間隔": "6か月"})
    assert laid_over(changed, (), {}) == catalogue


@pytest.mark.parametrize(
    ("before", "after"),
    [('level = "site"', 'level = "company"'), ('level = "site"', 'level = "site"\nroles = ["affiliated_retailer"]')],
)
def test_what_is_deficient_is_not_put_out_of_sight_by_asking_it_elsewhere(
    desk: Desk, tmp_path: Path, before: str, after: str
) -> None:
    words = 'question = "共用端末の利用記録を見ているか"\nverify = "記録の日付を見る。"\n'
    own = '[[checkpoint]]\nid = "A4-4-C01"\n{}\n' + words
    overlaying.take(desk, file(tmp_path, own.format(before)))
    sites = [site.id for site in auditing.outline(desk).sites]
    answering.record_answer(desk, "A4-4-C01", sites[0], Verdict.CONFORMING)
    answering.record_answer(desk, "A4-4-C01", sites[1], Verdict.NONCONFORMING, "記録がない")
    with pytest.raises(UserError) as error:
        overlaying.take(desk, file(tmp_path, own.format(after)))
    assert (error.value.code, error.value.values["count"]) == ("overlay_hides_deficiency", 1)
    answering.record_answer(desk, "A4-4-C01", sites[1], Verdict.CONFORMING, reason="記録を始めた")
    evidencing.attach(desk, "A4-4-C01", sites[1], file(tmp_path, "記録", "利用記録.txt"))
    effect = overlaying.take(desk, file(tmp_path, own.format(after)))[1]
    assert (effect.changed, effect.answers) == (("A4-4-C01",), 2)
