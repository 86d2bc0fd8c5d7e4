"""`install.sh`, which installs the Linux archives for one user, in a home that shells stumble over."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import workshop
from app.version import __version__
from linux import archive, shown
from tests.linux_home import EPOCH, Home, laid, made, running, tool

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages for Linux")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    return made(tmp_path / "frozen", __version__)


def texts(language: str) -> dict[str, str]:
    lines = (archive.FILES / f"{language}.sh").read_text("utf-8").splitlines()
    return dict(re.fullmatch(r"([A-Z_]+)='([^']*)'", line).groups() for line in lines if not line.startswith("#"))  # type: ignore[union-attr,misc]


def test_the_installer_says_the_same_in_both_languages() -> None:
    english, japanese = texts("en"), texts("ja")
    assert english.keys() == japanese.keys()
    script = (archive.FILES / "install.sh").read_text("utf-8")
    for name, text in english.items():
        assert text.count("%s") == japanese[name].count("%s"), name
        assert f'"${name}"' in script
    assert set(re.findall(r'"\$([A-Z_]{4,})"', script)) - {"HOME"} == english.keys()


def test_the_installer_is_sound_to_shellcheck() -> None:
    files = [archive.FILES / name for name in ("install.sh", "en.sh", "ja.sh")]
    said = subprocess.run([tool("shellcheck"), *files], capture_output=True, encoding="utf-8")
    assert (said.returncode, said.stdout) == (0, "")


@pytest.fixture(params=["sh", "bash --posix", "busybox sh"])
def shell(request: pytest.FixtureRequest) -> list[str]:
    words = shlex.split(request.param)
    return [tool(words[0]), *words[1:]]


@pytest.fixture
def home(tmp_path: Path, shell: list[str]) -> Home:
    return Home(tmp_path, shell)


@pytest.fixture
def archived(tmp_path: Path, frozen: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return laid(frozen, tmp_path / "受け取った もの", monkeypatch)


def begun(home: Home) -> Path:
    """The folder in which an installation works, as it is when the installer is cut off."""
    script = (archive.FILES / "install.sh").read_text("utf-8")
    name, mark, text = (
        re.findall(rf"^{word}=(.*)$", script, re.MULTILINE)[0] for word in ("work", "mark", "mark_text")
    )
    work: Path = home.path / name.removeprefix("$HOME/")
    work.mkdir(parents=True)
    (work / mark).write_text(text.strip("'") + "\n", "utf-8")
    return work


def put(folder: Path) -> dict[str, bytes]:
    """What somebody keeps beside the program and even in its folders: relative path → bytes."""
    mine = {
        "my.shadan": b"1",
        "Audits/a.shadan": b"2",
        "Audits/\u4e0b\u671f\n\u4e8c/b.shadan": b"3",
        ".hidden": b"4",
        "..two dots": b"5",
        "portable.flag": b"",
        "data/settings.json": b"6",
        "_internal/mine.txt": b"7",
        "share/applications/mine.desktop": b"8",
        "-rf": b"9",
    }
    for name, content in mine.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "empty of mine").mkdir()
    return mine


def kept(folder: Path, mine: dict[str, bytes]) -> bool:
    return (folder / "empty of mine").is_dir() and mine == {
        name: (folder / name).read_bytes() for name in mine if (folder / name).is_file()
    }


@on_linux
class TestWhatIsNotOfTheProgram:
    @pytest.fixture
    def older(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = made(tmp_path / "older", "0.0.9")
        (folder / "_internal" / "old library").mkdir()
        (folder / "_internal" / "old library" / "x.so").write_bytes(b"")
        return laid(folder, tmp_path / "old", monkeypatch)

    def test_it_is_taken_over_and_left(self, home: Home, older: Path, archived: Path) -> None:
        assert home.run(older)[0] == 0
        mine = put(home.program)
        assert home.run(archived)[0] == 0
        assert kept(home.program, mine)
        assert not (home.program / "_internal" / "old library").exists()
        assert not (home.program / "_internal" / "only in 0.0.9").exists()
        assert [path.name for path in home.program.parent.iterdir()] == ["shadan"]
        code, said = home.run(home.program, "--uninstall")
        assert (code, str(home.program) in said) == (0, True), said
        assert kept(home.program, mine)
        left = {path.relative_to(home.program).as_posix() for path in home.program.rglob("*") if path.is_file()}
        assert left - mine.keys() == {".made-by-shadan-install"}

    def test_the_program_comes_back_to_it(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        mine = put(home.program)
        assert home.run(archived, "--uninstall")[0] == 0
        assert home.run(archived, "--uninstall")[0] == 2
        code, said = home.run(archived)
        assert code == 0, said
        assert kept(home.program, mine)
        assert (home.program / "shadan").is_file()
        assert not (home.program / ".made-by-shadan-install").exists()

    def test_what_has_its_place_taken_is_put_aside(self, home: Home, older: Path, archived: Path) -> None:
        assert home.run(older)[0] == 0
        name = f"only in {__version__}"
        (home.program / "_internal" / name).write_bytes(b"mine")
        (home.program / "kept").write_bytes(b"mine, too")
        code, said = home.run(archived)
        assert code == 0, said
        assert str(home.program / "kept-2") in said
        assert (home.program / "kept-2" / "_internal" / name).read_bytes() == b"mine"
        assert (home.program / "_internal" / name).read_bytes() == b""
        assert (home.program / "kept").read_bytes() == b"mine, too"

    def test_beside_the_archive_it_is_not_copied(self, home: Home, archived: Path) -> None:
        mine = put(archived)
        assert home.run(archived)[0] == 0
        assert not any((home.program / name).exists() for name in mine)
        assert kept(archived, mine)

    @pytest.mark.parametrize("words", [[], ["--uninstall"]])
    def test_links_are_not_followed(self, home: Home, archived: Path, words: list[str]) -> None:
        """Neither one in place of a folder of the program, nor one that somebody put beside it."""
        assert home.run(archived)[0] == 0
        resources = home.program / "_internal" / "resources"
        elsewhere = home.path / "elsewhere"
        resources.rename(elsewhere)
        resources.symlink_to(elsewhere)
        (home.program / "link").symlink_to(elsewhere)
        (home.program / "dangling").symlink_to("nowhere")
        (home.program / "README.txt").unlink()
        (home.program / "README.txt").symlink_to(elsewhere / "build.json")
        before = (elsewhere / "build.json").read_bytes()
        assert home.run(archived, *words)[0] == 0
        assert [path.name for path in elsewhere.iterdir()] == ["build.json"]
        assert (elsewhere / "build.json").read_bytes() == before
        assert os.readlink(home.program / "link") == str(elsewhere)
        assert os.readlink(home.program / "dangling") == "nowhere"

    def test_folders_of_such_names_beside_it_stay(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        mine = [home.program.with_name(f"shadan.{word}") / "mine.txt" for word in ("old", "new")]
        for path in mine:
            path.parent.mkdir()
            path.write_bytes(b"mine")
        assert home.run(archived)[0] == 0
        assert home.run(archived, "--uninstall")[0] == 0
        assert [path.read_bytes() for path in mine] == [b"mine", b"mine"]
        home.program.mkdir()
        (home.program / "mine.txt").write_bytes(b"mine")
        assert home.run(archived)[0] == 2
        assert all(path.is_file() for path in mine)

    def test_a_working_folder_without_the_mark_is_refused(self, home: Home, archived: Path) -> None:
        work = begun(home)
        mark = next(work.iterdir())
        mark.write_text("something else\n", "utf-8")
        (work / "old").mkdir()
        code, said = home.run(archived)
        assert (code, str(work) in said) == (2, True)
        assert {path.name for path in work.iterdir()} == {mark.name, "old"}
        shutil.rmtree(work)
        work.mkdir()
        assert home.run(archived)[0] == 0
        assert not work.exists()

    @pytest.mark.parametrize("why", ["it runs", "it is newer"])
    def test_a_refusal_leaves_what_was_cut_off(self, home: Home, older: Path, archived: Path, why: str) -> None:
        assert home.run(archived)[0] == 0
        work = begun(home)
        shutil.copytree(archived, work / "new")
        home.program.rename(work / "old")
        before = home.left()
        if why == "it runs":
            with running(work / "old" / "shadan"):
                assert home.run(archived)[0] == 5
        else:
            assert home.run(older)[0] == 4
        assert home.left() == before

    def test_an_installation_that_was_cut_off_is_removed(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        work = begun(home)
        (home.program / "mine.txt").write_bytes(b"mine")
        home.program.rename(work / "old")
        assert home.run(archived, "--uninstall")[0] == 0
        assert (home.program / "mine.txt").read_bytes() == b"mine"
        assert not work.exists()
        assert not (home.program / "shadan").exists()

    def test_a_folder_that_only_looks_like_it_stays(self, home: Home, archived: Path) -> None:
        (home.program / "_internal").mkdir(parents=True)
        (home.program / "shadan").write_bytes(b"mine")
        assert home.run(archived)[0] == 2
        assert home.run(archived, "--uninstall")[0] == 2
        assert (home.program / "shadan").read_bytes() == b"mine"

    @pytest.mark.parametrize("to", ["elsewhere/bin/shadan", "nowhere"])
    def test_a_link_that_another_program_made_stays(self, home: Home, archived: Path, to: str) -> None:
        """pipx makes one."""
        (home.path / "elsewhere" / "bin").mkdir(parents=True)
        (home.path / "elsewhere" / "bin" / "shadan").write_bytes(b"theirs")
        home.command.parent.mkdir(parents=True)
        home.command.symlink_to(home.path / to)
        for words in ([], [], ["--uninstall"]):
            code, said = home.run(archived, *words)
            assert (code, str(home.command) in said) == (0, True), said
            assert os.readlink(home.command) == str(home.path / to)

    def test_a_link_of_ours_is_renewed_however_it_is_written(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        home.command.unlink()
        home.command.symlink_to("../opt/shadan/shadan")
        assert home.run(archived)[0] == 0
        assert os.readlink(home.command) == str(home.program / "shadan")
        assert home.run(archived, "--uninstall")[0] == 0
        assert not home.command.is_symlink()

    def test_nothing_is_written_through_a_link_on_the_desktop(self, home: Home, archived: Path) -> None:
        mine = home.path / "mine.txt"
        mine.write_bytes(b"mine")
        for name in ("applications/shadan.desktop", "mime/packages/shadan.xml"):
            (home.share / name).parent.mkdir(parents=True)
            (home.share / name).symlink_to(mine)
        assert home.run(archived)[0] == 0
        assert mine.read_bytes() == b"mine"


@on_linux
class TestInstalling:
    def test_it_is_installed_and_removed(self, home: Home, archived: Path) -> None:
        code, said = home.run(archived)
        assert code == 0, said
        assert __version__ in said
        assert "インストールしました" in said
        assert os.readlink(home.command) == str(home.program / "shadan")
        assert subprocess.run([home.command, "--version"], capture_output=True).returncode == 0
        assert (home.share / "icons/hicolor/16x16/mimetypes/application-x-shadan.png").is_file()
        assert (home.share / "mime/packages/shadan.xml").is_file()
        audit = home.path / "自己点検.shadan"
        audit.write_bytes(b"")
        settings = home.path / ".config" / "Shadan" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_bytes(b"")
        code, said = home.run(home.program, "--uninstall")
        assert code == 0, said
        assert home.left() == {"自己点検.shadan", ".config/Shadan/settings.json"}
        assert home.run(archived, "--uninstall")[0] == 2

    def test_the_menu_starts_exactly_this_program(self, home: Home, archived: Path) -> None:
        """As the specification of desktop entries reads the line: first as a string, then as quoted words."""
        assert home.run(archived)[0] == 0
        entry = (home.share / "applications" / "shadan.desktop").read_text("utf-8")
        (line,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
        string = line.replace("\\\\", "\\")
        quoted = re.fullmatch(r'"((?:[^"`$\\]|\\["`$\\])*)" %f', string)
        assert quoted is not None, line
        assert re.sub(r"\\(.)", r"\1", quoted[1]).replace("%%", "%") == str(home.program / "shadan")
        tool("desktop-file-validate")
        checked = subprocess.run(
            ["desktop-file-validate", home.share / "applications" / "shadan.desktop"], capture_output=True, text=True
        )
        assert (checked.returncode, checked.stdout) == (0, "")

    def test_a_newer_version_takes_the_place_of_all_of_the_older(
        self, home: Home, archived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        older = laid(made(tmp_path / "older", "0.0.9"), tmp_path / "old", monkeypatch)
        assert home.run(older)[0] == 0
        (home.program / "data").mkdir()
        (home.program / "data" / "settings.json").write_bytes(b"mine")
        (home.program / "portable.flag").write_bytes(b"")
        assert home.run(archived)[0] == 0
        assert not (home.program / "_internal" / "only in 0.0.9").exists()
        assert (home.program / "_internal" / f"only in {__version__}").exists()
        assert (home.program / "data" / "settings.json").read_bytes() == b"mine"
        assert [path.name for path in home.program.parent.iterdir()] == ["shadan"]
        code, said = home.run(older)
        assert (code, "0.0.9" in said) == (4, True)
        assert home.run(older, "--force")[0] == 0
        assert (home.program / "_internal" / "only in 0.0.9").exists()
        assert home.run(older, "--uninstall")[0] == 0
        assert (home.program / "data" / "settings.json").read_bytes() == b"mine"

    @pytest.mark.parametrize("at", ["the old one is aside", "the new one is in place", "the new one is half copied"])
    def test_data_outlive_an_installation_that_was_cut_off(self, home: Home, archived: Path, at: str) -> None:
        assert home.run(archived)[0] == 0
        data = home.program / "data" / "settings.json"
        data.parent.mkdir()
        data.write_bytes(b"mine")
        (home.program / "portable.flag").write_bytes(b"")
        work = begun(home)
        old, new = work / "old", work / "new"
        if at == "the new one is half copied":
            shutil.copytree(home.program / "_internal", new / "_internal")
        else:
            home.program.rename(old)
            shutil.copytree(archived, new if at == "the old one is aside" else home.program)
        assert home.run(archived)[0] == 0
        assert data.read_bytes() == b"mine"
        assert (home.program / "portable.flag").is_file()
        assert [path.name for path in home.program.parent.iterdir()] == ["shadan"]

    def test_a_release_replaces_its_candidate_and_not_the_other_way(
        self, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        candidate = laid(made(tmp_path / "c", "1.2.3-rc.2"), tmp_path / "candidate", monkeypatch)
        release = laid(made(tmp_path / "r", "1.2.3"), tmp_path / "release", monkeypatch)
        assert [home.run(folder)[0] for folder in (candidate, release, candidate, release)] == [0, 0, 4, 0]

    def test_a_running_program_is_left_alone(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        before = home.left()
        with running(home.program / "shadan"):
            assert home.run(archived)[0] == 5
            assert home.run(archived, "--uninstall")[0] == 5
            assert home.left() == before
        assert home.run(archived)[0] == 0

    def test_damaged_files_are_not_installed(self, home: Home, archived: Path) -> None:
        (archived / "_internal" / "resources" / "build.json").write_text("{}", "utf-8")
        code, said = home.run(archived, env={"LANG": "C"})
        assert (code, "damaged" in said) == (2, True)
        assert home.left() == set()

    def test_a_program_that_does_not_run_here_is_not_installed(
        self, home: Home, frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (frozen / "shadan").write_text("#!/bin/sh\necho GLIBC_9.9 not found >&2\nexit 1\n", "utf-8")
        code, said = home.run(laid(frozen, tmp_path / "x", monkeypatch))
        assert (code, "GLIBC_9.9 not found" in said) == (3, True)
        assert home.left() == set()

    def test_a_stick_that_knows_no_right_to_run_installs(self, home: Home, archived: Path) -> None:
        """As FAT is mounted on a desktop: what has no ending of Windows' programs may not run."""
        for path in archived.rglob("*"):
            if path.is_file():
                path.chmod(0o644)
        code, said = home.run(archived)
        assert code == 0, said
        assert os.access(home.program / "shadan", os.X_OK)

    @pytest.mark.parametrize("taken", ["mime", "icons", "applications/shadan.desktop"])
    def test_a_desktop_that_cannot_be_written_is_told(self, home: Home, archived: Path, taken: str) -> None:
        in_the_way = home.share / taken
        if taken.endswith(".desktop"):
            (in_the_way / "mine").mkdir(parents=True)
        else:
            in_the_way.parent.mkdir(parents=True)
            in_the_way.write_bytes(b"mine")
        code, said = home.run(archived, env={"LANG": "C"})
        assert (code, str(home.share) in said) == (2, True), said
        assert "could not all be made" in said
        assert (home.program / "shadan").is_file()
        assert [path.name for path in home.program.parent.iterdir()] == ["shadan"]
        if in_the_way.is_file():
            in_the_way.unlink()
        else:
            shutil.rmtree(in_the_way)
        assert home.run(archived)[0] == 0

    def test_a_list_with_a_line_that_is_none_is_damaged(self, home: Home, archived: Path) -> None:
        with (archived / workshop.MANIFEST).open("a", encoding="utf-8") as stream:
            stream.write("no digest  share/x\n")
        code, said = home.run(archived, env={"LANG": "C"})
        assert (code, "damaged" in said) == (2, True)
        assert home.left() == set()

    def test_what_is_in_the_way_stays(self, home: Home, archived: Path) -> None:
        home.program.mkdir(parents=True)
        (home.program / "mine.txt").write_bytes(b"mine")
        assert home.run(archived)[0] == 2
        assert home.run(archived, "--uninstall")[0] == 2
        assert (home.program / "mine.txt").read_bytes() == b"mine"

    def test_another_command_of_that_name_stays(self, home: Home, archived: Path) -> None:
        home.command.parent.mkdir(parents=True)
        home.command.write_text("#!/bin/sh\n", "utf-8")
        code, said = home.run(archived)
        assert (code, str(home.command) in said) == (0, True)
        assert home.run(archived, "--uninstall")[0] == 0
        assert home.command.read_text("utf-8") == "#!/bin/sh\n"

    def test_the_installed_folder_does_not_install_itself(self, home: Home, archived: Path) -> None:
        assert home.run(archived)[0] == 0
        assert home.run(home.program)[0] == 2
        assert (home.program / "shadan").is_file()

    def test_a_word_that_it_does_not_know_does_nothing(self, home: Home, archived: Path) -> None:
        assert home.run(archived, "--remove")[0] == 2
        assert home.left() == set()


@on_linux
@pytest.mark.slow
def test_the_archives_are_made_twice_alike_and_install(
    tmp_path: Path, frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "SIZES", (16,))
    for name in ("makeself", "xz", "rsvg-convert"):
        tool(name)
    at = [archive.build(frozen, tmp_path / name, version="1.2.3", epoch=EPOCH, fast=True) for name in ("one", "two")]
    assert [path.name for path in at[0]] == ["shadan-1.2.3-linux-x86_64.run", "shadan-1.2.3-linux-x86_64.tar.xz"]
    for one, two in zip(*at, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
    head = at[0][0].read_bytes()[:20_000].partition(b"\nMS_Printf")[0]
    assert str(tmp_path).encode() not in head
    home = Home(tmp_path, [tool("sh")])
    settings = {"HOME": str(home.path), "PATH": os.environ["PATH"]}
    said = subprocess.run(["sh", at[0][0], "--quiet"], env=settings, capture_output=True, encoding="utf-8")
    assert said.returncode == 0, said.stdout + said.stderr
    assert (home.program / "README.txt").is_file()
    refused = subprocess.run(["sh", at[0][0], "--quiet", "--", "--nonsense"], env=settings, capture_output=True)
    assert refused.returncode == 2


@on_linux
def test_the_manifest_of_the_archive_holds_all_of_it(archived: Path) -> None:
    listed = {line.partition("  ")[2] for line in (archived / workshop.MANIFEST).read_text("utf-8").splitlines()}
    there = {path.relative_to(archived).as_posix() for path in archived.rglob("*") if path.is_file()}
    assert listed == there - {workshop.MANIFEST}
    assert {"install.sh", "README.txt", "share/install/ja.sh", "share/applications/shadan.desktop"} <= listed
