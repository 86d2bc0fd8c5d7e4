"""The hand-in folder as an officer has it: built from a real audit, checked, built again, told of afterwards."""

import csv
import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from app import bootstrap
from app.domain.file_names import is_legal
from app.domain.house_style import Preset, Recipient
from app.domain.text import Text
from app.errors import UserError
from app.i18n import gettext_in
from app.services import auditing, evidencing, evidencing_uses, handing_in, house_styling
from app.services.handing_in import Built, Contents, Part
from app.services.handing_in.contents import SUMS
from app.services.ports import Desk
from app.services.reporting.model import Report
from tests.desk import Kept, StillClock, keep, new_world

SMALL = frozenset({Part.FINDINGS, Part.EVIDENCE})
"""What is built quickly: setting long PDFs is tested with the reports."""
LEDGER, PHOTO = "端末台帳 社外秘.xlsx", "写真:会議室.JPG"


def fill(desk: Desk, folder: Path) -> None:
    """Evidence at the company and two sites; one file serves two places, one was added twice, one is only a link."""
    source = folder / "source"
    source.mkdir()
    with desk.file.read() as work:
        head, north = (site.id for site in work.sites.all())
    (source / LEDGER).write_bytes(b"ledger" * 500_000)
    (source / PHOTO).write_bytes(b"\xff\xd8photo")
    (source / "同じ写真.jpg").write_bytes(b"\xff\xd8photo")
    (source / "掲示.url").write_bytes(b"[InternetShortcut]")
    (source / "一式.zip").write_bytes(b"PK")
    _changes, ledger = evidencing.attach(desk, "A4-4-04", head, source / LEDGER)
    evidencing_uses.serve(desk, ledger.id, [("A4-4-04", north)])
    evidencing.attach(desk, "A4-4-04", north, source / PHOTO)
    evidencing.attach(desk, "A4-4-06", north, source / "同じ写真.jpg")
    evidencing.attach(desk, "A1-1-01", "", source / "掲示.url")
    evidencing.attach(desk, "A1-1-01", "", source / "一式.zip")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, fill)


@pytest.fixture
def audit(kept: Kept, tmp_path: Path) -> Iterator[Desk]:
    desk = kept.copy(tmp_path / "audit")
    yield desk
    desk.file.close()


def read(desk: Desk, language: str = "ja") -> Contents:
    return handing_in.read(desk, gettext_in, language)


def build(desk: Desk, target: Path, parts: frozenset[Part] = SMALL, **more: object) -> Built:
    return handing_in.build(desk, target, bootstrap.render, gettext_in, parts=parts, **more)[1]  # type: ignore[arg-type]


def refused(desk: Desk, target: Path, **more: object) -> str:
    with pytest.raises(UserError) as caught:
        build(desk, target, **more)  # type: ignore[arg-type]
    return caught.value.code


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spoiled(desk: Desk) -> Desk:
    """The audit with another byte in what it keeps, as a failing disk or a stranger leaves it."""
    path = Path(desk.file.location)
    desk.file.close()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE blob_chunks SET data = X'00' WHERE length(data) = 7")
    return auditing.open_audit(new_world(), path)


def test_the_folder_holds_what_was_chosen_under_names_for_windows(audit: Desk, tmp_path: Path) -> None:
    out = tmp_path / "提出"
    built = build(audit, out)
    assert names(out) == [
        "00_はじめにお読みください.txt",
        "00_目録.csv",
        "00_目録.xlsx",
        "05_検出事項一覧(案).xlsx",
        SUMS,
        "証跡/A1-1-01_全社_001.zip",
        "証跡/A1-1-01_全社_002.url",
        "証跡/A4-4-04_北営業所_001.JPG",
        "証跡/A4-4-04_本店_001.xlsx",
    ]
    assert all(is_legal(part) for name in names(out) for part in name.split("/"))
    assert (out / "証跡" / "A4-4-04_本店_001.xlsx").read_bytes() == b"ledger" * 500_000
    assert built.files == len(names(out))
    assert built.size == sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    assert left(tmp_path) == ["audit", "提出"]


def test_the_index_tells_every_place_and_the_original_name(audit: Desk, tmp_path: Path) -> None:
    out = tmp_path / "提出"
    build(audit, out)
    content = (out / "00_目録.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    told = [(row["ファイル"], row["確認事項"], row["事業所"], row["元の名前"]) for row in rows if row["確認事項"]]
    assert told == [
        ("証跡/A1-1-01_全社_001.zip", "A1-1-01", "全社", "一式.zip"),
        ("証跡/A1-1-01_全社_002.url", "A1-1-01", "全社", "掲示.url"),
        ("証跡/A4-4-04_本店_001.xlsx", "A4-4-04", "本店", LEDGER),
        ("証跡/A4-4-04_本店_001.xlsx", "A4-4-04", "北営業所", LEDGER),
        ("証跡/A4-4-04_北営業所_001.JPG", "A4-4-04", "北営業所", PHOTO),
        ("証跡/A4-4-04_北営業所_001.JPG", "A4-4-06", "北営業所", "同じ写真.jpg"),
    ]
    for row in rows:
        data = (out / row["ファイル"]).read_bytes()
        assert (row["SHA-256"], int(row["大きさ(バイト)"])) == (hashlib.sha256(data).hexdigest(), len(data))
    book = openpyxl.load_workbook(out / "00_目録.xlsx", read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {LEDGER, "証跡/A4-4-04_本店_001.xlsx", rows[0]["SHA-256"]} <= cells
    book.close()


def test_the_list_of_digests_is_what_sha256sum_reads(audit: Desk, tmp_path: Path) -> None:
    out = tmp_path / "提出"
    built = build(audit, out)
    lines = (out / SUMS).read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert sorted(listed) == [name for name in names(out) if name != SUMS]
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    assert built.index == hashlib.sha256((out / SUMS).read_bytes()).hexdigest()
    about = (out / "00_はじめにお読みください.txt").read_text("utf-8-sig")
    assert "certutil -hashfile" in about
    assert "提出用フォルダー" in about
    assert "Hand-in folder of the self-audit" in about
    assert "東湾送配電株式会社" in about


def test_the_same_audit_gives_the_same_bytes_later_and_elsewhere(kept: Kept, tmp_path: Path) -> None:
    found = []
    for number in (1, 2):
        desk = kept.copy(tmp_path / str(number))
        clock = desk.world.clock
        assert isinstance(clock, StillClock)
        clock.at += timedelta(minutes=7 * number)
        built = build(desk, tmp_path / f"out{number}", archive=True)
        assert built.archive is not None
        found.append((built.index, built.archive.read_bytes()))
        # Telling of it changes nothing of what is handed in.
        assert build(desk, tmp_path / f"again{number}").index == built.index
        desk.file.close()
    assert found[0] == found[1]


def test_an_archive_is_made_only_if_asked_for(audit: Desk, tmp_path: Path) -> None:
    build(audit, tmp_path / "a")
    assert not (tmp_path / "a.zip").exists()
    built = build(audit, tmp_path / "b", archive=True)
    assert built.archive == tmp_path / "b.zip"
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        assert packed.testzip() is None
        assert sorted(packed.namelist()) == names(tmp_path / "b")
        assert all(entry.flag_bits & 0x800 for entry in packed.infolist() if not entry.filename.isascii())


def test_what_is_missing_is_told_before(audit: Desk) -> None:
    contents = read(audit)
    codes = {(each.part, each.code) for each in contents.doubts}
    assert {(Part.PLAN, "draft"), (Part.EVIDENCE, "links"), (Part.EVIDENCE, "archives"), (Part.EVIDENCE, "marked"),
            (Part.PAPERS, "no_papers"), (Part.PAPERS, "out")} <= codes  # fmt: skip
    assert all(each.part is Part.EVIDENCE for each in contents.doubts_of({Part.EVIDENCE}))
    marked = next(each.sentence for each in contents.doubts if each.code == "marked")
    assert LEDGER in marked
    assert not any(each.blocking for each in contents.doubts)
    assert contents.size({Part.EVIDENCE}) == 3_000_000 + 7 + 18 + 2
    assert Part.PROGRESS not in contents.there()


def test_programs_among_the_evidence_are_told(audit: Desk, tmp_path: Path) -> None:
    for name in ("ev.exe", "集計.xlsm ", "記録.txt"):
        (tmp_path / name).write_bytes(name.encode())
        evidencing.attach(audit, "A1-1-01", "", tmp_path / name)
    told = {d.code: d.sentence for d in read(audit).doubts_of(SMALL)}
    assert "2件" in told["programs"]
    assert all(name in told["programs"] for name in ("ev.exe", "集計.xlsm"))


def test_a_name_that_ends_in_a_blank_keeps_its_suffix(audit: Desk, tmp_path: Path) -> None:
    (tmp_path / "a <b>:?.txt ").write_bytes(b"text")
    evidencing.attach(audit, "A1-1-01", "", tmp_path / "a <b>:?.txt ")
    assert "証跡/A1-1-01_全社_001.txt" in [item.path for item in read(audit).items]


def test_what_explains_the_folder_tells_why_a_number_is_missing(audit: Desk, tmp_path: Path) -> None:
    build(audit, tmp_path / "提出")
    told = (tmp_path / "提出" / "00_はじめにお読みください.txt").read_text("utf-8-sig")
    assert "番号が欠けている報告書は、このフォルダーに入っていません" in told
    assert "03 実施状況報告" in told
    assert "03 Progress report" in told


def test_evidence_that_has_expired_is_told_and_handed_in(audit: Desk, tmp_path: Path) -> None:
    with audit.file.read() as work:
        photo = next(e for e in work.evidence.all() if e.name == PHOTO)
    evidencing_uses.set_facts(audit, photo.id, date(2026, 1, 31), "")
    assert "expired" in {each.code for each in read(audit).doubts}
    build(audit, tmp_path / "out")
    assert "2026年1月31日" in (tmp_path / "out" / "00_目録.csv").read_text("utf-8-sig")


def test_bytes_that_do_not_match_stop_it(kept: Kept, tmp_path: Path) -> None:
    desk = spoiled(kept.copy(tmp_path / "audit"))
    (doubt,) = (each for each in read(desk).doubts if each.blocking)
    assert PHOTO in doubt.sentence
    assert refused(desk, tmp_path / "out") == "handin_bytes"
    assert left(tmp_path) == ["audit"]
    assert handing_in.former(desk) == ()
    desk.file.close()


def test_nothing_is_left_of_one_that_was_stopped_or_failed(audit: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(_code: str, done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2

    assert refused(audit, tmp_path / "out", progress=stop, archive=True) == "handin_stopped"
    assert told[0] == (0, 5)

    def full(report: Report, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(UserError) as caught:
        handing_in.build(audit, tmp_path / "out", full, gettext_in, parts=SMALL)
    assert caught.value.code == "disk_full"
    assert left(tmp_path) == ["audit"]
    assert handing_in.former(audit) == ()


def test_a_folder_of_somebody_else_stays(audit: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "契約.docx").write_bytes(b"x")
    assert refused(audit, tmp_path / "out", replacing=True) == "handin_exists"
    (tmp_path / "out" / SUMS).write_text(f"{'0' * 64}  契約.docx\n", "utf-8")
    assert refused(audit, tmp_path / "out", replacing=True) == "handin_exists"
    (tmp_path / "file").write_bytes(b"x")
    assert refused(audit, tmp_path / "file") == "file_exists"
    assert refused(audit, tmp_path / "no" / "out") == "folder_missing"
    assert names(tmp_path / "out") == [SUMS, "契約.docx"]


def test_one_of_ours_is_replaced_when_asked_and_untouched(audit: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(audit, out, archive=True)
    assert refused(audit, out) == "handin_exists_ours"
    (out / "note.txt").write_text("mine", "utf-8")
    assert refused(audit, out, replacing=True) == "handin_touched"
    (out / "note.txt").unlink()
    with audit.file.read() as work:
        gone = next(e for e in work.evidence.all() if e.name == "一式.zip")
    evidencing.remove(audit, gone.id, "取り違え")
    build(audit, out, replacing=True, archive=True)
    assert "証跡/A1-1-01_全社_001.url" in names(out)
    assert "証跡/A1-1-01_全社_002.url" not in names(out)
    assert left(tmp_path) == ["audit", "out", "out.zip"]


def test_a_disk_without_room_is_told_before(audit: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert refused(audit, tmp_path / "out") == "handin_no_room"
    assert left(tmp_path) == ["audit"]


def test_a_place_that_is_too_deep_is_told_and_refused_on_windows(audit: Desk, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    assert read(audit).too_deep(str(deep / "out"), SMALL) > 0
    assert read(audit).too_deep("C:\\提出", SMALL) == 0
    assert refused(audit, deep / "out", windows=True) == "handin_too_deep"
    assert list(deep.iterdir()) == []


def test_nothing_chosen_is_nothing_built(audit: Desk, tmp_path: Path) -> None:
    assert refused(audit, tmp_path / "out", parts=frozenset({Part.PAPERS})) == "handin_nothing"
    assert left(tmp_path) == ["audit"]


def test_an_audit_that_changes_meanwhile_is_not_handed_in_by_halves(audit: Desk, tmp_path: Path) -> None:
    (tmp_path / "later.txt").write_bytes(b"later")

    def render(report: Report, target: Path) -> None:
        if report.kind == "findings":
            evidencing.attach(audit, "A1-1-01", "", tmp_path / "later.txt")
        bootstrap.render(report, target)

    with pytest.raises(UserError) as caught:
        handing_in.build(audit, tmp_path / "out", render, gettext_in, parts=SMALL)
    assert caught.value.code == "handin_changed"
    assert left(tmp_path) == ["audit", "later.txt"]


def test_the_folder_wears_the_house_style_of_its_recipient(audit: Desk, tmp_path: Path) -> None:
    build(audit, tmp_path / "usual")
    assert not any("【" in name for name in names(tmp_path / "usual"))
    house = house_styling.house(audit)
    marked = Preset(Text("社外秘", "Confidential"), mark_names=True, withheld=("findings",))
    house_styling.change(audit, replace(house, presets={**house.presets, Recipient.MANAGEMENT: marked}))
    contents = handing_in.read(audit, gettext_in, recipient=Recipient.MANAGEMENT)
    assert Part.FINDINGS not in contents.there()
    assert contents.confidentiality == "社外秘"
    assert any(doubt.code == "confidential" for doubt in contents.doubts)
    build(audit, tmp_path / "out", recipient=Recipient.MANAGEMENT)
    found = [name.rpartition("/")[2] for name in names(tmp_path / "out") if name != SUMS]
    assert all(name.startswith("【社外秘】") for name in found)


def test_it_is_told_afterwards_with_what_was_changed_since(audit: Desk, tmp_path: Path) -> None:
    built = build(audit, tmp_path / "out")
    (former,) = handing_in.former(audit)
    assert (former.name, former.index, former.files, former.drafts) == ("out", built.index, built.files, 1)
    assert former.parts == ("findings", "evidence")
    assert handing_in.since_words(former, gettext_in("ja")) == "その後の変更はありません。"
    (tmp_path / "new.txt").write_bytes(b"new")
    evidencing.attach(audit, "A1-1-01", "", tmp_path / "new.txt")
    build(audit, tmp_path / "second")
    later, first = handing_in.former(audit)
    assert (later.since, first.since) == ({}, {"evidence": 1})
    assert handing_in.since_words(first, gettext_in("ja")) == "その後の変更: 証跡 1"
    assert datetime.fromisoformat(later.at) > datetime.fromisoformat(first.at)
