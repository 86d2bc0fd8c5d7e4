"""The list of measures goes through LibreOffice and back: what ties it to its audit outlives being saved there."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.i18n import gettext, gettext_in
from app.services import planning, tracker_merging, tracker_reading, tracking
from app.services.ports import Desk

SOFFICE = shutil.which("soffice")
LANGUAGES = {"ja": gettext_in("ja"), "en": gettext_in("en")}

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def saved(source: Path, suffix: str, folder: Path) -> Path:
    """`source` as LibreOffice saves it."""
    assert SOFFICE is not None
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", suffix, "--outdir"]
    subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{suffix}"


def test_what_was_edited_and_saved_by_libreoffice_comes_back(desk: Desk, tmp_path: Path) -> None:
    planning.add_action(desk, "A4-4", "端末を撤去する", department="配電部", due=date(2026, 12, 25))
    planning.add_action(desk, "A3-5", "-教育を行う", method="=出席簿")
    file = tmp_path / "measures.xlsx"
    tracking.export(desk, file, gettext)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, head["責任者"]).value = "山田 太郎"
    sheet.cell(4, head["期限"]).value = date(2027, 2, 15)
    book.save(file)

    through = saved(file, "xlsx", tmp_path / "saved")

    again = load_workbook(through)
    back = again.worksheets[0]
    assert [each.sheet_state for each in again] == ["visible", "visible", "hidden", "hidden"]
    assert back.protection.sheet
    assert back.column_dimensions["A"].hidden
    assert {rule.type for rule in back.data_validations.dataValidation} >= {"list", "date"}
    edited = tracker_reading.read(desk, through, LANGUAGES)
    tracker_merging.merge(desk, edited, None)
    first, second = planning.view(desk).actions
    assert (first.owner, first.due, first.measure) == ("山田 太郎", date(2027, 2, 15), "端末を撤去する")
    assert (second.measure, second.method) == ("-教育を行う", "=出席簿"), "what was not touched stays to the letter"
