"""The place of an audit is gone: it is said in one sentence, and saying it needs nothing that went with it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import paths
from app.errors import UserError
from app.services import auditing
from app.ui import error_teller
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.style import held_pictures
from app.ui.style import theme as theming
from app.ui.style.theme import Theme, theme
from tests.ui.window.conftest import make_audit

Settle = Callable[[], None]
GONE = "USBメモリーなど、点検ファイルやプログラムのある場所に接続できません。"


@pytest.fixture
def file(world: object, tmp_path: Path) -> Path:
    """An audit in a folder of its own, not open."""
    folder = tmp_path / "メモリ"
    folder.mkdir()
    return make_audit(world, folder / "東湾.shadan", "東湾送配電株式会社")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "error",
    [
        UserError("file_error", file="東湾.shadan", reason="SQLITE_IOERR_READ"),
        UserError("audit_read_only", file="東湾.shadan"),
        ModuleNotFoundError("app.ui.plan"),
        RuntimeError("the database refused a statement"),
    ],
)
def test_the_audits_folder_is_gone_and_comes_back(
    window: MainWindow, file: Path, settle: Settle, error: Exception
) -> None:
    window.open_file(file)
    settle()
    away = file.parent.with_name("抜いた")
    file.parent.rename(away)
    window.show_error(error)
    settle()
    assert window.banner.isVisible()
    assert window.banner.text.text().startswith(GONE)
    assert "もう一度接続してください" in window.banner.text.text()
    window.banner.hide()
    # What has nothing to do with it is said as it is.
    window.show_error(UserError("disk_full", file="写し.pdf"))
    assert "写し.pdf" in window.banner.text.text()
    away.rename(file.parent)
    window.show_error(error)
    settle()
    assert not window.banner.text.text().startswith(GONE)
    session = window.session
    assert session is not None
    session.do(lambda desk: auditing.add_site(desk, "東岬営業所"))
    settle()
    assert [site.name for site in session.sites][-1] == "東岬営業所"


def test_the_audit_is_opened_again_when_its_folder_is_back(window: MainWindow, file: Path, settle: Settle) -> None:
    window.open_file(file)
    settle()
    before = window.session
    assert before is not None
    away = file.parent.with_name("抜いた")
    file.parent.rename(away)
    window.show_error(UserError("file_error", file="東湾.shadan", reason="SQLITE_IOERR_READ"))
    settle()
    assert window.banner.act.isVisible()
    assert window.banner.act.text() == "点検を開き直す"
    window.banner.act.click()
    settle()
    # There is nothing to open yet: the audit stays open, and it is said again.
    assert window.session is before
    assert window.banner.text.text().startswith(GONE)
    away.rename(file.parent)
    window.banner.act.click()
    settle()
    assert window.session is not None
    assert window.session is not before
    assert not window.banner.isVisible() or not window.banner.text.text().startswith(GONE)
    window.session.do(lambda desk: auditing.add_site(desk, "東岬営業所"))
    settle()
    window.show_error(RuntimeError("of another kind"))
    settle()
    assert not window.banner.act.isVisible()


def test_a_folder_that_is_gone_when_its_audit_is_opened(window: MainWindow, file: Path, settle: Settle) -> None:
    file.parent.rename(file.parent.with_name("抜いた"))
    window.open_file(file)
    settle()
    assert window.start.banner.text.text().startswith(GONE)
    assert window.session is None


def test_what_is_half_built_is_given_free_when_it_cannot_be_completed(
    window: MainWindow, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.workspace import Workspace

    def lost(_workspace: Workspace) -> None:
        raise ModuleNotFoundError("app.ui.checkpoints.page")

    monkeypatch.setattr(Workspace, "build_resumed", lost)
    window.open_file(file)
    settle()
    assert window.session is None
    assert window.opening is None
    assert window.start.banner.isVisible()
    assert not window.start._busy.isVisible()
    monkeypatch.undo()
    window.open_file(file)
    settle()
    assert window.session is not None


def test_an_error_that_cannot_be_shown_is_said_in_a_box_and_not_without_end(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def broken(error: BaseException) -> None:
        calls.append(error)
        raise FileNotFoundError("error.svg")

    monkeypatch.setattr(error_teller, "message", broken)
    window.show_error(ZeroDivisionError("in a slot"))
    settle()
    assert len(calls) == 1
    assert window._teller.box is not None
    assert window._teller.box.isVisible()
    assert "予期しないエラー" in window._teller.box.text()
    window._teller.box.close()


def test_icons_are_drawn_when_their_files_are_gone(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theming.icon_texts()
    monkeypatch.setattr(theming, "bundled", lambda _folder: tmp_path)
    theme().wear(zoom=150)
    picture = theme().icon("error", "nonconforming").pixmap(30, 30).toImage()
    assert any(picture.pixelColor(x, 15).alpha() for x in range(picture.width()))
    with pytest.raises(FileNotFoundError):
        theme().icon("no-such-icon")


def test_the_pictures_of_the_style_sheet_lie_on_no_disk(dressed: QApplication) -> None:
    pictures = Theme()._sheet_pictures()
    assert {Path(place).parent.as_posix() for place in pictures.values()} == {":/held"}
    for place in pictures.values():
        drawn = QImage(place)
        assert not drawn.isNull(), place
        seen = [drawn.pixelColor(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
        colour = place.rpartition("-")[2].removesuffix(".svg").lower()
        assert any(each.name() == f"#{colour}" for each in seen if each.alpha() == 255), place
    content = (theming.icon_texts()["plan"]).encode()
    folder = held_pictures.hold({f"held-{number}.svg": content for number in range(200)})
    assert all(not QImage(f"{folder}/held-{number}.svg").isNull() for number in range(200))
    assert QImage(f"{folder}/held-200.svg").isNull()


def test_what_a_window_remembers_waits_for_its_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "メモリ"
    stick.mkdir()
    (stick / paths.FLAG).touch()
    monkeypatch.delenv("SHADAN_HOME")
    monkeypatch.setattr("sys.executable", str(stick / "Shadan"))
    settings = Settings()
    settings.put("before", "1")
    away = tmp_path / "抜いた"
    stick.rename(away)
    settings.put("meanwhile", "2")
    settings.put_last_place(away / "a.shadan", "A1-1-01", "")
    settings.save()
    assert settings.text("meanwhile") == "2"
    assert settings.last_place(away / "a.shadan") == ("A1-1-01", "")
    assert not stick.exists()
    away.rename(stick)
    settings.put("after", "3")
    kept = (stick / "data" / "config" / "window.ini").read_text("utf-8")
    assert all(line in kept for line in ("before=1", "meanwhile=2", "after=3"))
