"""The Windows packages installed, run, installed over, refused and removed, under wine.

Wine is not Windows: CHECKLIST.md names what is left for a real one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import workshop
from trials import Trial, Wrong, expect, self_checked
from windows import msi, payload, setup
from windows.wine import Bench, Ran
from workshop import NotHad

_OLDER = "0.0.1"
_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Shadan"
_LIST = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
_CLASS = r"HKCU\Software\Classes\.shadan"
_PLACE = "点検 その1"
"""Japanese and a blank: where officers keep things."""
_PATIENCE = 60.0


class _Course:
    """The course of the trial: one bench, the things made for it."""

    def __init__(self, trial: Trial, bench: Bench, folder: Path, work: Path, epoch: int) -> None:
        self.trial = trial
        self.bench = bench
        self.folder = folder
        self.work = work
        self.epoch = epoch
        self.installed = bench.local_data / "Programs" / payload.NAME
        self.audit = bench.drive / "users" / "Public" / _PLACE / "自己 点検.shadan"

    def cli(self, *words: str, home: Path | None = None, timeout: float = 300) -> Ran:
        """Run the console program of an installation."""
        return self.bench.run([self.bench.inside((home or self.installed) / "Shadan-cli.exe"), *words], timeout=timeout)

    def laid(self, source: Path) -> str:
        """A file of ours on the bench's drive; returns its Windows path."""
        target = self.bench.drive / "trial" / source.name
        if not target.exists():
            workshop.copy(source, target)
        return self.bench.inside(target)

    def setup(self, file: Path, *words: str) -> int:
        """Run a setup program silently; returns its exit code."""
        return self.bench.run([self.laid(file), "/S", *words], timeout=600).code

    # --- steps --------------------------------------------------------------------------------------------------------

    def folder_alone(self) -> str:
        """The folder, carried by hand into a place with Japanese and a blank, in a Japanese code page."""
        page = self.bench.registry(r"HKLM\System\CurrentControlSet\Control\Nls\CodePage", "ACP")
        expect(page == "932", f"the code page of the bench is {page}")
        home = self.bench.drive / "users" / "Public" / _PLACE / "遮断 一式"
        shutil.copytree(self.folder, home)
        said = self_checked(self.cli("self-check", "--json", home=home).out)
        shutil.rmtree(home)
        return said

    def damaged(self, new: Path) -> None:
        """A setup of which one byte differs installs nothing."""
        broken = self.work / "broken-setup.exe"
        content = bytearray(new.read_bytes())
        content[len(content) // 2] ^= 0xFF
        broken.write_bytes(content)
        code = self.setup(broken)
        expect(code != 0 and not self.installed.exists(), f"exit code {code}, installed: {self.installed.exists()}")

    def install(self, file: Path, version: str) -> str:
        """What setup leaves behind."""
        code = self.setup(file)
        expect(code == 0, f"setup ended with {code}")
        told = self.bench.registry(_KEY, "DisplayVersion")
        expect(told == version, f"DisplayVersion is {told}")
        expect(self.bench.registry(_CLASS, "Content Type") == "application/x-shadan", ".shadan is not known")
        menu = self.bench.local_data.parent / "Roaming/Microsoft/Windows/Start Menu/Programs"
        expect(list(menu.glob("*Shadan.lnk")), "there is no entry in the start menu")
        expect(not list(self.installed.glob(".shadan-*")), "leftovers")
        different = differences(self.folder, self.installed)
        expect(not different, f"differs from what was packed: {different[:5]}")
        return f"{self.installed.name}, {len(list(workshop.files_in(self.installed)))} files"

    def check(self) -> str:
        """`self-check` of what is installed."""
        return self_checked(self.cli("self-check", "--json").out)

    def on_a_screen(self) -> str:
        """The window by Qt's plugin for Windows."""
        with self.bench.screen():
            said = self_checked(self.cli("self-check", "--json").out)
        expect(" on windows" in said, said)
        return said

    def new_audit(self) -> None:
        """An audit with a Japanese path, on the command line."""
        self.audit.parent.mkdir(parents=True, exist_ok=True)
        words = [
            "new",
            self.bench.inside(self.audit),
            "--organisation",
            "東湾送配電株式会社",
            "--role",
            "grid_operator",
        ]
        more = ["--period", "2026年度", "--as-of", "2026-10-31", "--affiliate", "東湾電力株式会社", "--site", "本店"]
        ran = self.cli(*words, *more)
        expect(ran.code == 0 and self.audit.is_file(), f"{ran.code}: {ran.err}")

    def over_an_open_audit(self, new: Path) -> str:
        """While the window holds an audit, setup and the command line are refused and nothing changes."""
        (self.installed / "runtime" / "stale.py").write_text("raise SystemExit\n", "ascii")
        mine = self.installed / "わたしのメモ.txt"
        mine.write_text("残す", "utf-8")
        for name in ("old", "new"):
            (self.installed / name).mkdir(exist_ok=True)
            (self.installed / name / "わたしの点検.txt").write_text("残す", "utf-8")
        window = self.bench.start([self.bench.inside(self.installed / "Shadan.exe"), self.bench.inside(self.audit)])
        lock = self.audit.with_name(self.audit.name + ".lock")
        _wait(lock.exists, "the window did not open the audit")
        ran = self.cli("undo", self.bench.inside(self.audit))
        expect(ran.code == 5, f"the command line ended with {ran.code}: {ran.out}{ran.err}")
        ran = self.bench.run([self.bench.inside(self.installed / "Shadan.exe")], timeout=60)
        expect(ran.code == 0, f"a second start ended with {ran.code}")
        code = self.setup(new)
        expect(code == 5, f"setup ended with {code} while the program runs")
        expect(window.poll() is None, "the window was closed")
        expect((self.installed / "runtime" / "stale.py").exists(), "something was changed")
        place = self.bench.inside(self.installed)
        ran = self.bench.run([f"{place}\\uninstall.exe", "/S", f"_?={place}"], timeout=300)
        expect(ran.code == 5, f"uninstall ended with {ran.code} while the program runs")
        expect((self.installed / "program").is_dir(), "uninstall removed something")
        self.bench.stop()
        return "refused with 5, setup and uninstall"

    def held(self, new: Path) -> str:
        """A file that another program holds: nothing is exchanged, and the earlier version still runs."""
        mark = self.bench.drive / "trial" / "held"
        file = self.installed / "MANIFEST.sha256"
        self.bench.start(
            [self.bench.inside(self.bench.holder(self.work)), self.bench.inside(file), self.bench.inside(mark)]
        )
        _wait(mark.exists, "the file is not held")
        before = {path: workshop.sha256(path) for path in workshop.files_in(self.installed)}
        code = self.setup(new)
        self.bench.stop()
        mark.unlink()
        expect(code == 2, f"setup ended with {code}")
        expect(before == {path: workshop.sha256(path) for path in workshop.files_in(self.installed)}, "it was changed")
        expect(self.bench.registry(_KEY, "DisplayVersion") == _OLDER, "the version was changed")
        return "refused with 2, every byte as before"

    def cut_off(self) -> None:
        """A setup that was killed in the middle of its exchange: what it left is put back by the next one."""
        new, old = self.installed / ".shadan-new", self.installed / ".shadan-old"
        shutil.copytree(self.folder, new)
        workshop.copy(self.installed / "uninstall.exe", new / "uninstall.exe")
        old.mkdir()
        for folder in (new, old):
            (folder / ".shadan-setup").touch()
        # One thing is exchanged, and of the next one the earlier version's is out.
        (self.installed / "runtime").rename(old / "runtime")
        (new / "runtime").rename(self.installed / "runtime")
        (self.installed / "program").rename(old / "program")

    def elsewhere(self, new: Path) -> str:
        """Another folder while one is installed, and folders that hold something else, are refused and left alone."""
        other = self.bench.drive / "Tools"
        code = self.setup(new, "/D=C:\\Tools")
        expect(code == 7 and not other.exists(), f"setup into another folder ended with {code}")
        return "7"

    def foreign(self, new: Path) -> str:
        """A folder with things of somebody else's is refused, and left as it is."""
        other = self.bench.drive / "Tools"
        for name in ("old/audit.shadan", "new/draft.txt", "LICENSE.txt"):
            (other / name).parent.mkdir(parents=True, exist_ok=True)
            (other / name).write_text("mine", "ascii")
        code = self.setup(new, "/D=C:\\Tools")
        left = sorted(path.relative_to(other).as_posix() for path in workshop.files_in(other))
        expect(code == 6, f"setup ended with {code}")
        expect(left == ["LICENSE.txt", "new/draft.txt", "old/audit.shadan"], left)
        return "refused with 6"

    def over(self, new: Path, version: str) -> str:
        """Installed over: nothing stale is left, what is the user's stays, the audit opens."""
        said = self.install(new, version)
        expect(not (self.installed / "runtime" / "stale.py").exists(), "a module of the old version is left")
        expect((self.installed / "わたしのメモ.txt").read_text("utf-8") == "残す", "a file of the user's is gone")
        expect((self.installed / "old" / "わたしの点検.txt").exists(), "a folder of the user's is gone")
        ran = self.cli("verify", self.bench.inside(self.audit))
        expect(ran.code == 0, f"the audit: {ran.code} {ran.err}")
        return said

    def downgrade(self, old: Path) -> None:
        """An older version is refused."""
        code = self.setup(old)
        expect(code == 4, f"setup ended with {code}")
        expect(self.bench.registry(_KEY, "DisplayVersion") == workshop.version(), "the version was changed")

    def missing_part(self) -> None:
        """Without its program the launcher says what to do."""
        hidden = self.installed / "program"
        hidden.rename(self.installed / "hidden")
        ran = self.cli("--version")
        (self.installed / "hidden").rename(hidden)
        expect(ran.code == 101 and "Please install it again" in ran.err, f"{ran.code}: {ran.err}")

    def uninstall(self) -> None:
        """The program goes, data stay."""
        data = self.bench.local_data / payload.NAME
        kept = data / "trial.txt"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("kept", "ascii")
        mine = self.installed / "runtime" / "わたしの一覧.txt"
        mine.write_text("残す", "utf-8")
        place = self.bench.inside(self.installed)
        ran = self.bench.run([f"{place}\\uninstall.exe", "/S", f"_?={place}"], timeout=300)
        expect(ran.code == 0, f"uninstall ended with {ran.code}")
        left = [path.relative_to(self.installed).as_posix() for path in workshop.files_in(self.installed)]
        # With _? the uninstaller itself stays, as it runs from there.
        theirs = ["new/わたしの点検.txt", "old/わたしの点検.txt", "runtime/わたしの一覧.txt", "わたしのメモ.txt"]
        expect(sorted(left) == sorted(["uninstall.exe", *theirs]), f"left: {left[:10]}")
        expect(kept.exists() and self.audit.exists(), "data are gone")
        expect(self.bench.registry(_KEY, "DisplayVersion") is None, "the entry of installed programs is left")
        expect(self.bench.registry(_CLASS, "Content Type") is None, ".shadan is still associated")
        shutil.rmtree(self.installed)

    def stick(self, archive: Path) -> str:
        """The edition for a memory stick keeps its data beside it."""
        place = self.bench.drive / "usb" / "持ち運び 版"
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)
        home = place / payload.NAME
        said = self_checked(self.cli("self-check", "--json", home=home).out)
        ran = self.cli("folders", "--json", home=home)
        expect(ran.code == 0 and json.loads(ran.out)["portable"] is True, f"{ran.code}: {ran.out}{ran.err}")
        data = self.bench.inside(home / "data")
        told = [value for value in json.loads(ran.out).values() if isinstance(value, str) and "AppData" in value]
        expect(data in json.loads(ran.out).values() or data in ran.out.replace("\\\\", "\\"), ran.out)
        expect(not told, f"not on the stick: {told}")
        shutil.rmtree(place)
        return said

    def msi_of_other_builds(self) -> tuple[Path, Path]:
        """MSIs of hardly anything: an older version, and another build of this one."""
        small = self.work / "small"
        (small / "program").mkdir(parents=True)
        workshop.copy(self.folder / "Shadan.exe", small / "Shadan.exe")
        (small / "program" / "of-another-build.txt").write_text("another build\n", "ascii")
        out, work = self.work / "small-msi", self.work / "small-work"
        older = msi.build(small, out, work, epoch=self.epoch, version=_OLDER)
        this = msi.build(small, out, work, epoch=self.epoch)
        return older, this.rename(out / "another-build.msi")

    def managed(self, package: Path) -> str:
        """The MSI, for the whole machine: over an older version, then against it and another build of its own."""
        older, another = self.msi_of_other_builds()
        home = self.bench.drive / "Program Files" / payload.NAME
        left = home / "program" / "of-another-build.txt"
        ran = self.msiexec("/i", older)
        expect(ran == 0 and left.exists() and self.msi_known(_OLDER), f"msiexec /i of the older one ended with {ran}")
        ran = self.msiexec("/i", package)
        expect(ran == 0, f"msiexec /i ended with {ran}")
        expect(self.msi_known(workshop.version()) and not self.msi_known(_OLDER), "two versions in the list")
        expect(not left.exists(), "a file of the older version is left")
        ran = self.msiexec("/i", older)
        expect(ran != 0, f"the older over the newer ended with {ran}")
        # Windows refuses it (1638); wine takes it for a repair.
        self.msiexec("/i", another)
        expect(
            self.msi_known(workshop.version()) and not left.exists(), "another build of this version was laid over it"
        )
        different = differences(self.folder, home)
        expect(not different, f"differs from what was packed: {different[:5]}")
        said = self_checked(self.cli("self-check", "--json", home=home).out)
        ran = self.msiexec("/x", package)
        expect(ran == 0 and not (home / "Shadan.exe").exists(), f"msiexec /x ended with {ran}")
        expect(not self.msi_known(workshop.version()), "it is still in the list")
        return said

    def msiexec(self, verb: str, package: Path) -> int:
        return self.bench.run(["msiexec", verb, self.laid(package), "/qn"], timeout=600).code

    def msi_known(self, version: str) -> bool:
        """Whether this version is in the list of installed programs."""
        key = f"{_LIST}\\{{{msi.product_code(version)}}}"
        return self.bench.registry(key, "DisplayVersion") == version


def run(folder: Path, out: Path, work: Path, *, epoch: int, made: Mapping[str, Path]) -> Trial:
    """Try everything that is made of the Windows folder; writes the report into `out`.

    `made` are the packages that are given away (`setup`, `zip`, `msi`); of these what is not there is made quickly.
    """
    trial = Trial("windows", "Windows (wine)")
    try:
        with Bench(work / "bench", locale=_japanese(work)) as bench:
            bench.add_stand_ins(folder, work / "stand-ins")
            _go(_Course(trial, bench, folder, work, epoch), work, made)
    except NotHad as reason:
        trial.not_run(str(reason))
    trial.write(out)
    return trial


def _go(course: _Course, work: Path, given: Mapping[str, Path]) -> None:
    version = workshop.version()
    folder, epoch = course.folder, course.epoch
    made: dict[str, Path] = {}

    def build() -> None:
        made["new"] = given.get("setup") or setup.setup(
            folder, work / "packages", work / "nsis", epoch=epoch, fast=True
        )
        made["old"] = setup.setup(folder, work / "packages", work / "nsis", epoch=epoch, fast=True, version=_OLDER)
        made["zip"] = given.get("zip") or setup.portable(folder, work / "packages", epoch=epoch, fast=True)
        course.trial.tried(made["new"], made["zip"])

    def build_msi() -> None:
        made["msi"] = given.get("msi") or msi.build(folder, work / "packages", work / "msi", epoch=epoch)
        course.trial.tried(made["msi"])

    steps: list[tuple[str, Callable[[], str | None]]] = [
        ("the folder in a Japanese path, self-check", course.folder_alone),
        ("packages are made", build),
        ("a damaged setup installs nothing", lambda: course.damaged(made["new"])),
        ("setup of an older version, silent", lambda: course.install(made["old"], _OLDER)),
        ("self-check of what is installed", course.check),
        ("self-check on a virtual screen", course.on_a_screen),
        ("an audit in a Japanese path", course.new_audit),
        ("setup while an audit is open", lambda: course.over_an_open_audit(made["new"])),
        ("setup while a file is held by another program", lambda: course.held(made["new"])),
        ("a setup that was cut off", course.cut_off),
        ("setup over the older version", lambda: course.over(made["new"], version)),
        ("self-check of the newer version", course.check),
        ("setup over itself", lambda: course.over(made["new"], version)),
        ("an older version is refused", lambda: course.downgrade(made["old"])),
        ("setup into another folder", lambda: course.elsewhere(made["new"])),
        ("a missing part is told", course.missing_part),
        ("uninstalled, data left", course.uninstall),
        ("setup into a folder of something else", lambda: course.foreign(made["new"])),
        ("the edition for a memory stick", lambda: course.stick(made["zip"])),
        ("the MSI is made", build_msi),
        (
            "the MSI over an older one, refusals, self-check, removed",
            lambda: course.managed(made["msi"]),
        ),
    ]
    for name, do in steps:
        with course.trial.step(name) as record:
            record["detail"] = do() or ""


def differences(wanted: Path, found: Path) -> list[str]:
    """Files of `wanted` that are missing in `found` or have another content."""
    pairs = ((path, found / path.relative_to(wanted)) for path in workshop.files_in(wanted))
    return [
        str(path.relative_to(wanted))
        for path, other in pairs
        if not other.is_file() or workshop.sha256(other) != workshop.sha256(path)
    ]


def _wait(until: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():
        if time.monotonic() > end:
            raise Wrong(otherwise)
        time.sleep(0.2)


def _japanese(work: Path) -> str:
    """The name of a Japanese locale, made if need be: by it wine has the code page 932 of Japanese Windows."""
    name = "ja_JP.UTF-8"
    said = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower()
    if "ja_jp.utf8" in said:
        return name
    workshop.need({"localedef": "libc-bin"})
    if not Path("/usr/share/i18n/locales/ja_JP").exists():
        workshop.need({"locale-gen": "locales"})
    workshop.call(["localedef", "-i", "ja_JP", "-f", "UTF-8", name], timeout=120)
    return name
