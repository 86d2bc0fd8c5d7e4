"""A release is one commit and one tag, and its folder says what is in it, how it was tried, and what changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import release
import trials
from changelog import Refused
from windows.msi import product_code
from workshop import NotHad

DAY = date(2026, 12, 1)
LOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A page\n"


@pytest.fixture
def git(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A repository of a program, and git in it; nothing of the person's settings plays a part."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    place = tmp_path / "checkout"
    (place / "app").mkdir(parents=True)
    (place / "installer").mkdir()
    (place / "app" / "version.py").write_text('"""The version."""\n\n__version__ = "0.1.0"\n', "utf-8")
    (place / "CHANGELOG.md").write_text(LOG, "utf-8")
    for language in ("ja", "en"):
        shutil.copy(root / "installer" / f"IT-SHEET.{language}.md", place / "installer")
    shutil.copy(root / "installer" / "requirements.lock", place / "installer")

    def call(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=place, capture_output=True, check=True, encoding="utf-8")
        return done.stdout.strip()

    call("init", "-q", "-b", "main")
    for name, value in (("user.name", "Somebody"), ("user.email", "somebody@example.org")):
        call("config", name, value)
    call("add", "-A")
    call("commit", "-q", "-m", "Begin")
    return call


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return tmp_path / "checkout"


def test_a_release_is_one_commit_and_then_one_tag(git: Callable[..., str], checkout: Path) -> None:
    before = git("rev-parse", "HEAD")
    commit = release.prepare("0.2.0", day=DAY, checks="The checks passed.", root=checkout)
    assert git("rev-list", f"{before}..HEAD") == commit
    assert git("show", "--name-only", "--format=%B", "HEAD").split("\n") == [
        *("Release 0.2.0", "", "The checks passed.", "", "", "CHANGELOG.md", "app/version.py")
    ]
    assert '__version__ = "0.2.0"' in (checkout / "app" / "version.py").read_text("utf-8")
    assert "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added" in (checkout / "CHANGELOG.md").read_text("utf-8")
    assert git("status", "--porcelain") == git("tag") == ""
    assert release.tag(root=checkout) == git("tag") == "v0.2.0"
    assert git("rev-parse", "v0.2.0^{commit}") == commit
    assert git("cat-file", "-t", "v0.2.0") == "tag"
    assert git("tag", "-l", "--format=%(contents)", "v0.2.0").startswith("Shadan 0.2.0\n\n### Added\n\n- A page")
    with pytest.raises(Refused, match="there already"):
        release.tag(root=checkout)


def test_the_first_release_is_that_of_the_version_that_stands_there(git: Callable[..., str], checkout: Path) -> None:
    release.prepare("0.1.0", day=DAY, checks="The checks passed.", root=checkout)
    assert git("show", "--name-only", "--format=", "HEAD") == "CHANGELOG.md"
    assert release.tag(root=checkout) == "v0.1.0"


@pytest.mark.parametrize("why", ["branch", "changed", "untracked", "older", "no version", "nothing new", "tag"])
def test_what_is_not_ready_is_refused_and_left_as_it_was(git: Callable[..., str], checkout: Path, why: str) -> None:
    version = {"older": "0.0.9", "no version": "1.0"}.get(why, "0.2.0")
    if why == "branch":
        git("checkout", "-q", "-b", "side")
    elif why == "changed":
        (checkout / "CHANGELOG.md").write_text(LOG + "- More\n", "utf-8")
    elif why == "untracked":
        (checkout / "left.txt").touch()
    elif why == "nothing new":
        (checkout / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n", "utf-8")
        git("commit", "-q", "-a", "-m", "Forget")
    elif why == "tag":
        git("tag", "v0.2.0")
    before = (git("rev-parse", "HEAD"), git("status", "--porcelain"))
    with pytest.raises(Refused):
        release.prepare(version, day=DAY, checks="The checks passed.", root=checkout)
    assert (git("rev-parse", "HEAD"), git("status", "--porcelain")) == before


def test_a_commit_that_git_refuses_leaves_nothing_behind(git: Callable[..., str], checkout: Path) -> None:
    hook = checkout / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(Refused, match="git commit"):
        release.prepare("0.2.0", day=DAY, checks="The checks passed.", root=checkout)
    assert git("status", "--porcelain") == ""


def test_nothing_is_tagged_but_the_commit_of_a_release(git: Callable[..., str], checkout: Path) -> None:
    with pytest.raises(Refused, match="prepare the release first"):
        release.tag(root=checkout)
    release.prepare("0.2.0", day=DAY, checks="The checks passed.", root=checkout)
    git("commit", "-q", "--allow-empty", "-m", "Go on")
    with pytest.raises(Refused, match="not that of the release"):
        release.tag(root=checkout)
    assert git("tag") == ""


def test_whether_the_checks_passed_has_to_be_said(
    git: Callable[..., str], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (
        ["prepare", "0.2.0"],
        ["prepare", "0.2.0", "--unchecked", " - "],
        ["prepare", "0.2.0", "--checked", "--unchecked", "x"],
    ):
        with pytest.raises(SystemExit, match="2"):
            release.main(words)
    made = release.prepare
    monkeypatch.setattr(release, "prepare", lambda *words, **named: made(*words, **named, root=checkout))
    assert release.main(["prepare", "0.2.0", "--unchecked", "no display here", "--date", "2026-12-01"]) == 0
    assert git("log", "-1", "--format=%b") == "The checks were not run: no display here"


# --- the folder -------------------------------------------------------------------------------------------------------


def report(
    name: str, target: str, *files: Path, done: bool = True, why: str = "", ok: bool = True
) -> dict[str, object]:
    steps = [{"name": "installed", "ok": True, "detail": "3 s"}, {"name": "self-check", "ok": ok, "detail": ""}]
    told = {"trial": name, "target": target, "done": done, "why": why, "steps": steps if done else []}
    ran = [{"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in files]
    return {**told, "version": "0.1.0", "commit": "c0ffee", "files": ran}


def stop(error: Exception) -> None:
    raise error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a build left."""
    place = tmp_path / "0.1.0"
    place.mkdir()
    for name in ("Shadan-0.1.0-setup.exe", "Shadan-0.1.0-x64.msi", "shadan_0.1.0_amd64.deb", "shadan-linux.cdx.json"):
        (place / name).write_bytes(name.encode() * 300)
    told = report("clean root", "deb", place / "shadan_0.1.0_amd64.deb")
    (place / "trial-deb.json").write_text(json.dumps(told), "utf-8")
    not_done = report("wine", "setup", done=False, why="wine64 | cannot be had")
    (place / "trial-setup.json").write_text(json.dumps(not_done), "utf-8")
    return place


def test_a_folder_is_told_file_by_file(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    release.prepare("0.1.0", day=DAY, checks="The checks passed.", root=checkout)
    contents = release.collect(folder, root=checkout)
    assert contents.released
    assert (folder / "RELEASE-NOTES.md").read_text("utf-8") == "# Shadan 0.1.0\n\n### Added\n\n- A page\n"
    page = (folder / "CONTENTS.md").read_text("utf-8")
    told = {row.split(" | ")[0].strip("| "): row for row in page.splitlines() if row.startswith("| ")}
    assert "6,600" in told["Shadan-0.1.0-setup.exe"]
    assert "wine: not done" in told["Shadan-0.1.0-setup.exe"]
    assert "NOT TRIED: no trial is on record" in told["Shadan-0.1.0-x64.msi"]
    assert f"`{{{product_code('0.1.0')}}}`" in page
    assert "clean root: all of 2 steps passed" in told["shadan\\_0.1.0\\_amd64.deb"]
    assert "nothing to try" in told["shadan-linux.cdx.json"]
    assert "wine64 \\| cannot be had" in page
    assert "  - passed: installed (3 s)" in page
    assert "- **clean root** of deb of version 0.1.0, commit c0ffee: all of 2 steps passed\n" in page
    assert "- **On a real Windows**: not done" in page
    assert "- **On a real Mac**: not done" in page
    # Everything is in the list, as sha256sum reads it.
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert set(listed) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert {"IT-SHEET.ja.md", "IT-SHEET.en.md", "trial-deb.json"} <= set(listed)
    for name, digest in listed.items():
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)
    # Told again, it is the same.
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    release.collect(folder, root=checkout)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_trial_speaks_for_the_files_that_it_ran(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    told = report("windows", "Windows (wine)", folder / "Shadan-0.1.0-x64.msi")
    (folder / "trial-windows.json").write_text(json.dumps(told), "utf-8")
    contents = release.collect(folder, root=checkout)
    assert contents.told(folder / "Shadan-0.1.0-x64.msi") == "Windows (wine): all of 2 steps passed"
    assert contents.told(folder / "Shadan-0.1.0-setup.exe") == "wine: not done"
    assert contents.told(folder / "shadan_0.1.0_amd64.deb") == "clean root: all of 2 steps passed"


@pytest.mark.parametrize("what", ["other bytes", "no names"])
def test_a_trial_of_other_files_does_not_count(
    git: Callable[..., str],
    checkout: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
) -> None:
    deb, msi = folder / "shadan_0.1.0_amd64.deb", folder / "Shadan-0.1.0-x64.msi"
    (folder / "trial-real-windows.json").write_text(json.dumps(report("real-windows", "setup", msi)), "utf-8")
    if what == "no names":
        (folder / "trial-deb.json").write_text(json.dumps(report("clean root", "deb")), "utf-8")
    else:
        deb.write_bytes(b"built anew")
    msi.write_bytes(b"built anew")
    made = release.collect
    monkeypatch.setattr(release, "collect", lambda folder: made(folder, root=checkout))
    assert release.main(["collect", str(folder)]) == 0
    said = "of other files" if what == "other bytes" else "of files that it does not name"
    err = capsys.readouterr().err
    assert f"*** The trial clean root of deb: {said}, NOT COUNTED AS DONE" in err
    page = (folder / "CONTENTS.md").read_text("utf-8")
    row = next(row for row in page.splitlines() if row.startswith("| shadan\\_0.1.0"))
    assert row.endswith(f"| clean root: {said}, NOT COUNTED AS DONE |")
    assert "passed" not in row
    # The report of another Windows' files is none of these.
    assert "- **real-windows** of setup of version 0.1.0, commit c0ffee: of other files, NOT COUNTED AS DONE" in page
    assert "- **On a real Windows**: not done; no report of these files is here." in page


def test_a_file_of_the_trial_that_is_another_is_named(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    setup, msi = folder / "Shadan-0.1.0-setup.exe", folder / "Shadan-0.1.0-x64.msi"
    (folder / "trial-real-windows.json").write_text(json.dumps(report("real-windows", "setup", setup, msi)), "utf-8")
    msi.write_bytes(b"built anew")
    contents = release.collect(folder, root=checkout)
    (trial,) = (trial for trial in contents.trials if trial.name == "real-windows")
    assert contents.outcome(trial) == "all of 2 steps passed; of other files: Shadan-0.1.0-x64.msi"
    assert contents.told(msi) == "real-windows: of other files, NOT COUNTED AS DONE"
    assert contents.told(setup) == "real-windows: all of 2 steps passed; wine: not done"
    assert "**On a real Windows**" not in (folder / "CONTENTS.md").read_text("utf-8")


def test_what_the_trials_of_the_build_write_is_read(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    made = trials.Trial("windows", "Windows (wine)")
    with made.step("installed") as record:
        record["detail"] = "12 files"
    made.tried(folder / "Shadan-0.1.0-x64.msi")
    with made.step("the MSI is made"):
        stop(NotHad("wixl cannot be had here"))
    made.write(folder)
    contents = release.collect(folder, root=checkout)
    told = contents.told(folder / "Shadan-0.1.0-x64.msi")
    assert told.startswith("Windows (wine): 1 of 2 steps passed, the others were NOT DONE")
    assert not any(trial.failed for trial in contents.trials)
    page = (folder / "CONTENTS.md").read_text("utf-8")
    assert "  - not done: the MSI is made (wixl cannot be had here)" in page
    with made.step("removed"):
        stop(trials.Wrong("files are left"))
    made.write(folder)
    contents = release.collect(folder, root=checkout)
    assert [trial.failed for trial in contents.trials if trial.name == "windows"] == [("removed",)]


def test_what_the_packages_were_made_of_is_not_given_away(
    git: Callable[..., str], checkout: Path, folder: Path
) -> None:
    (folder / "windows" / "Shadan").mkdir(parents=True)
    (folder / "windows" / "Shadan" / "Shadan.exe").touch()
    release.collect(folder, root=checkout)
    assert "windows" not in [line[66:] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert release.verify(folder) == []
    assert (folder / "windows" / "Shadan" / "Shadan.exe").exists()


def test_leftovers_of_tools_are_not_given_away(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    (folder / ".gsf-save-XPMGZ3").touch()
    release.collect(folder, root=checkout)
    assert ".gsf-save" not in (folder / "SHA256SUMS").read_text("utf-8")
    assert release.verify(folder) == []


SOURCES = ("qt-everywhere-src-{qt}.tar.xz", "pyside-setup-everywhere-src-{qt}.tar.xz", "lxml-{lxml}.tar.gz")


def sources_of(root: Path) -> list[str]:
    lock = (root / "installer" / "requirements.lock").read_text("utf-8")
    qt, lxml = (re.findall(rf"^{name}==(\S+)", lock, re.M)[0] for name in ("pyside6-essentials", "lxml"))
    return [*(name.format(qt=qt, lxml=lxml) for name in SOURCES), "libiconv-1.18.tar.gz"]


def test_sources_that_have_to_go_with_it_are_there_or_said_to_be_missing(
    git: Callable[..., str],
    checkout: Path,
    folder: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = sources_of(root)
    place = folder / "sources"
    place.mkdir()
    for name in names[1:]:
        (place / name).write_bytes(b"source")
    (place / names[0]).touch()
    made = release.collect
    monkeypatch.setattr(release, "collect", lambda folder: made(folder, root=checkout))
    assert release.main(["collect", str(folder)]) == 0
    qt = names[0].removeprefix("qt-everywhere-src-").removesuffix(".tar.xz")
    assert f"sources/ lacks Qt {qt}: not to be published without it" in capsys.readouterr().err
    page = (folder / "CONTENTS.md").read_text("utf-8")
    assert f"- Qt {qt}: **MISSING**" in page
    assert f"sources/{names[2]}" in page
    assert page.count("MISSING") == 1
    (place / names[0]).write_bytes(b"source")
    assert release.main(["collect", str(folder)]) == 0
    assert "lacks" not in capsys.readouterr().err
    # They are in the list, too, and looked at.
    assert release.verify(folder) == []
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, capture_output=True)
    (place / names[0]).write_bytes(b"other")
    (place / "libiconv-1.19.tar.gz").write_bytes(b"more")
    assert release.verify(folder) == [
        f"sources/{names[0]} was changed",
        "sources/libiconv-1.19.tar.gz is not in SHA256SUMS",
    ]


@pytest.mark.parametrize("name", ["qt-everywhere-src-5.15.2.tar.xz", "lxml-9.tar.gz", "iconv.zip"])
def test_sources_of_other_versions_are_none(git: Callable[..., str], checkout: Path, folder: Path, name: str) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / name).write_bytes(b"source")
    assert len(release.collect(folder, root=checkout).lacking()) == 4


def test_what_is_not_released_says_so(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    assert not release.collect(folder, root=checkout).released
    assert "This version is not released" in (folder / "RELEASE-NOTES.md").read_text("utf-8")


def test_a_trial_that_failed_is_loud(
    git: Callable[..., str],
    checkout: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "trial-deb.json").write_text(json.dumps(report("clean root", "deb", ok=False)), "utf-8")
    monkeypatch.setattr(release, "ROOT", checkout)
    made = release.collect
    monkeypatch.setattr(release, "collect", lambda folder: made(folder, root=checkout))
    assert release.main(["collect", str(folder)]) == 1
    assert "failed: self-check" in capsys.readouterr().err
    assert "FAILED, 1 of 2 steps" in (folder / "CONTENTS.md").read_text("utf-8")


@pytest.mark.parametrize(
    "told",
    [
        b"\xff", b"[]", b"{", b"[" * 100_000, b'{"trial": "x", "target": "deb", "done": true, "why": "", "steps": []}',
        b'{"trial": "x", "target": "deb", "done": false, "why": "", "steps": []}',
        b'{"trial": "x", "target": "deb", "done": 1, "why": "", "steps": [{"name": "a", "ok": true, "detail": ""}]}',
        b'{"trial": "x", "target": "deb", "done": true, "why": "", "steps": [{"name": "a", "ok": "yes"}]}',
        b'{"trial": "x", "target": "deb", "done": true, "steps": [{"name": "a", "ok": true, "skipped": 1}]}',
        b'{"trial": "x", "target": "deb", "done": true, "steps": [{"name": "a", "ok": true, "skipped": true}]}',
        b'{"trial": 7, "target": "deb", "done": false, "why": "x", "steps": []}',
        b'{"trial": "x", "target": "", "done": false, "why": "x", "steps": []}',
        b'"' + b"x" * 1_000_001 + b'"',
        b'{"trial": "x", "target": "deb", "done": false, "why": "x", "steps": [], "files": {}}',
        b'{"trial": "x", "target": "deb", "done": false, "why": "x", "steps": [], "files": [{"name": "a"}]}',
        b'{"trial": "x", "target": "deb", "done": false, "why": "x", "steps": [], "files": ["a"]}',
        b'{"trial": "x", "target": "deb", "done": false, "why": "x", "steps": [], "commit": 7}',
    ],
)  # fmt: skip
def test_a_report_that_is_none_is_refused_before_anything_is_written(
    git: Callable[..., str], checkout: Path, folder: Path, told: bytes
) -> None:
    (folder / "trial-x.json").write_bytes(told)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(Refused, match="trial-x.json is no report"):
        release.collect(folder, root=checkout)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_what_a_trial_says_stays_in_its_line(git: Callable[..., str], checkout: Path, folder: Path) -> None:
    hostile = report("a\n# Everything passed", "deb", done=False, why="\x1b[2J|x\n| all | good |")
    (folder / "trial-deb.json").write_text(json.dumps(hostile), "utf-8")
    release.collect(folder, root=checkout)
    page = (folder / "CONTENTS.md").read_text("utf-8")
    assert "\x1b" not in page
    assert not [line for line in page.splitlines() if line.startswith(("# Everything", "| all"))]


@pytest.mark.parametrize("what", ["folder", "link", "nothing", "stray", "stray report", "stray source", "signed"])
def test_a_folder_that_is_no_release_is_refused(
    git: Callable[..., str], checkout: Path, folder: Path, what: str
) -> None:
    if what == "folder":
        (folder / "more").mkdir()
    elif what == "link":
        (folder / "Shadan-9-setup.exe").symlink_to("/etc/passwd")
    elif what == "stray":
        (folder / "notes.docx").write_bytes(b"mine")
    elif what == "stray report":
        (folder / "trial-notes.txt").write_bytes(b"mine")
    elif what == "stray source":
        (folder / "sources").mkdir()
        (folder / "sources" / "key.pem").write_bytes(b"mine")
    elif what == "signed":
        (folder / "signed-windows.json").write_text('[{"before": "x", "after": "y"}]')
    else:
        for path in folder.iterdir():
            path.unlink()
    with pytest.raises(Refused):
        release.collect(folder, root=checkout)
    assert not (folder / "SHA256SUMS").exists()


def test_what_was_changed_is_found(
    git: Callable[..., str],
    checkout: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    release.collect(folder, root=checkout)
    assert release.verify(folder) == []
    assert release.main(["verify", str(folder)]) == 0
    setup = folder / "Shadan-0.1.0-setup.exe"
    content = bytearray(setup.read_bytes())
    content[-1] ^= 1
    setup.write_bytes(content)
    (folder / "Shadan-0.1.0-x64.msi").unlink()
    (folder / "more.exe").touch()
    (folder / "SHA256SUMS.minisig").touch()
    assert release.main(["verify", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Shadan-0.1.0-setup.exe was changed",
        "Shadan-0.1.0-x64.msi is missing",
        "more.exe is not in SHA256SUMS",
    ]


@pytest.mark.parametrize(
    "line", ["", "x", "0" * 64 + "  ../outside", "0" * 64 + "  /etc/passwd", "0" * 63 + "  a", "0" * 64 + "  .."]
)
def test_a_list_of_another_form_is_refused(folder: Path, line: str) -> None:
    (folder / "SHA256SUMS").write_text(line and f"{line}\n", "utf-8")
    assert release.main(["verify", str(folder)]) == 3
    (folder / "SHA256SUMS").unlink()
    assert release.main(["verify", str(folder)]) == 3


# --- signing: with stand-ins for the tools, which are no part of the checks -------------------------------------------


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`osslsigncode` and `minisign` that write down what they are told and copy what they sign."""
    place = tmp_path / "bin"
    place.mkdir()
    copies = 'while [ $# -gt 0 ]; do case "$1" in -in) i="$2";; -out) o="$2";; -x) x="$2";; esac; shift; done\n'
    for name in ("osslsigncode", "minisign"):
        tool = place / name
        does = '[ -z "$o" ] || { cat "$i" > "$o"; echo signed >> "$o"; }; [ -z "$x" ] || echo signed > "$x"\n'
        tool.write_text(f'#!/bin/sh\necho "$0 $*" >> {place}/said\n[ -e {place}/fails ] && exit 7\n{copies}{does}')
        tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    return place


@pytest.fixture
def key(tmp_path: Path) -> Path:
    made = tmp_path / "key.pem"
    made.write_text("secret", "utf-8")
    return made


def test_windows_files_are_signed_in_place(tools: Path, key: Path, folder: Path, tmp_path: Path) -> None:
    setup = folder / "Shadan-0.1.0-setup.exe"
    before = setup.read_bytes()
    words = ["sign-windows", str(setup), "--certificate", str(key), "--key", str(key)]
    assert release.main([*words, "--timestamp", "https://time.example.org"]) == 0
    assert setup.read_bytes() == before + b"signed\n"
    said = (tools / "said").read_text("utf-8")
    assert f"sign -certs {key} -key {key} -h sha256" in said
    assert "-ts https://time.example.org" in said
    record = json.loads((folder / "signed-windows.json").read_text("utf-8"))
    after = hashlib.sha256(setup.read_bytes()).hexdigest()
    assert record == [{"name": setup.name, "before": hashlib.sha256(before).hexdigest(), "after": after}]
    # A tool that fails leaves the file as it is.
    (tools / "fails").touch()
    assert release.main(words) == 1
    assert setup.read_bytes() == before + b"signed\n"
    assert not list(folder.glob("*.signed"))


def test_what_was_tried_before_it_was_signed_says_so(
    git: Callable[..., str], checkout: Path, tools: Path, key: Path, folder: Path
) -> None:
    setup, msi = folder / "Shadan-0.1.0-setup.exe", folder / "Shadan-0.1.0-x64.msi"
    told = report("windows", "Windows (wine)", setup, msi)
    (folder / "trial-setup.json").write_text(json.dumps(told), "utf-8")
    for _again in range(2):
        release.sign_windows([setup], certificate=key, key=key, timestamp=None, root=checkout)
    contents = release.collect(folder, root=checkout)
    assert contents.told(setup) == "Windows (wine): all of 2 steps passed; signed after the trial"
    assert contents.told(msi) == "Windows (wine): all of 2 steps passed"
    assert all(contents.counts(trial) for trial in contents.trials)
    assert "signed-windows.json" in (folder / "SHA256SUMS").read_text("utf-8")
    # What was changed in another way is another file.
    setup.write_bytes(setup.read_bytes() + b"more")
    contents = release.collect(folder, root=checkout)
    assert contents.told(setup) == "Windows (wine): of other files, NOT COUNTED AS DONE"


def test_the_list_is_signed_only_while_it_is_true(
    git: Callable[..., str], checkout: Path, tools: Path, key: Path, folder: Path
) -> None:
    release.collect(folder, root=checkout)
    assert release.main(["sign", str(folder), "--key", str(key)]) == 0
    assert (folder / "SHA256SUMS.minisig").is_file()
    assert release.main(["verify", str(folder), "--public-key", "RWQ"]) == 0
    assert "minisign -V -P RWQ" in (tools / "said").read_text("utf-8")
    (tools / "fails").touch()
    assert release.main(["verify", str(folder), "--public-key", "RWQ"]) == 1
    (tools / "fails").unlink()
    (folder / "CONTENTS.md").write_text("x", "utf-8")
    assert release.main(["sign", str(folder), "--key", str(key)]) == 1


def test_a_key_within_the_repository_is_refused(
    git: Callable[..., str], checkout: Path, tools: Path, folder: Path, key: Path
) -> None:
    release.collect(folder, root=checkout)
    inside = checkout / "key.pem"
    inside.write_text("secret", "utf-8")
    link = folder.parent / "link.pem"
    link.symlink_to(inside)
    for place in (inside, link, folder / "nowhere"):
        with pytest.raises(Refused):
            release.sign(folder, key=place, root=checkout)
    assert not (tools / "said").exists()


def test_a_tool_that_is_missing_is_named(folder: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(Refused, match="osslsigncode is missing"):
        release.sign_windows([folder / "Shadan-0.1.0-setup.exe"], certificate=key, key=key, timestamp=None)
    with pytest.raises(Refused, match=r"no \.exe or \.msi"):
        release.sign_windows([folder / "shadan_0.1.0_amd64.deb"], certificate=key, key=key, timestamp=None)
