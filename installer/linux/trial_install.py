"""The packages, installed as people do: without root by its user, and by root in a clean Debian without Python."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import workshop
from linux import deb as packaging
from linux.clean_root import HOME, USER, CleanRoot
from linux.trying import AUDIT, NEW_AUDIT, NOBODY, Person, ended, on_x11, seen, skipped, wait_for
from trials import Trial, self_checked
from workshop import NotHad

_OLDER = "0.0.9"
_MARK = ".made-by-shadan-install"
"""By it a later installation knows a folder from which the program was removed."""
_IN_USE = 5
_NEWER = 4


class NoRoot:
    """The `.run`, by somebody without rights whose home is Japanese and has spaces."""

    def __init__(self, run_file: Path, scratch: Path, trial: Trial) -> None:
        self.trial = trial
        self.person = Person(scratch / "山田 太郎 の家")
        self.run_file = self.person.home / "ダウンロード 済み" / run_file.name
        self.run_file.parent.mkdir()
        shutil.copyfile(run_file, self.run_file)
        self.installed = self.person.home / ".local" / "opt" / "shadan"
        self.audit = self.person.home / AUDIT
        # What a look by name would not find: beside the program, in its folders, and in what an installer might use.
        own = {
            self.installed: ("私の記録.shadan", "Audits/下期/a.shadan", ".隠し", "_internal/メモ.txt"),
            self.installed.with_name("shadan.old"): ("メモ.txt",),
            self.installed.with_name("shadan.new"): ("メモ.txt",),
        }
        self.own = {folder / name: name.encode() for folder, names in own.items() for name in names}
        self.empty = self.installed / "空のフォルダー"

    def steps(self) -> None:
        """Install, run, install over, refuse, remove."""
        trial = self.trial
        if not seen(trial, ".run: installs for one user without root", self._install):
            skipped(self.trial, [".run: all that follows"], "it does not install")
            return
        seen(trial, ".run: self-check", lambda: self.person.self_check("shadan"))
        seen(trial, ".run: menu entry and kind of file", self._desktop)
        seen(trial, ".run: refuses while an audit is open, and leaves it alone", self._refuses_open)
        seen(trial, ".run: installs over, and leaves what lies beside the program", self._over_own)
        seen(trial, ".run: refuses an older version, unless forced", self._refuses_older)
        seen(trial, ".run: is removed, and data and what lies beside the program are left", self._remove)
        seen(trial, ".run: installs again where that was left", self._again)

    def _install(self) -> str:
        said = self._run()
        found = self.person.call(["shadan", "--version"]).strip()
        return f"{said.strip().splitlines()[-1]} ({found})"

    def _run(self, *words: str, code: int = 0) -> str:
        # Its own programs, such as tar, are those of the system.
        return self.person.call(["sh", self.run_file, "--quiet", "--", *words], code=code)

    def _over_own(self) -> str:
        """Over an installation beside which somebody keeps files, and folders of names that an installer might use."""
        self.empty.mkdir()
        for path, content in self.own.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if self.person.other:
            for path in (self.empty, *self.own):
                for each in (path, *path.parents):
                    if each == self.installed.parent:
                        break
                    os.chown(each, NOBODY, NOBODY)
        said = self._install()
        self._expect_own()
        return f"{said}; {len(self.own)} files of the person's own are left"

    def _expect_own(self) -> None:
        """Raises RuntimeError unless all that the person put there is as it was."""
        gone = [path for path, content in self.own.items() if not path.is_file() or path.read_bytes() != content]
        if gone or not self.empty.is_dir():
            raise RuntimeError(f"gone: {', '.join(map(str, gone)) or self.empty}")
        if work := [path.name for path in self.installed.parent.iterdir() if path.name.startswith(".")]:
            raise RuntimeError(f"left beside the program: {', '.join(work)}")

    def _desktop(self) -> str:
        share = self.person.home / ".local" / "share"
        entry = share / "applications" / "shadan.desktop"
        command = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
        if command != f'Exec="{self.installed}/shadan" %f':
            raise RuntimeError(f"the menu starts {command}")
        self.person.call(["shadan", "new", self.audit, *NEW_AUDIT])
        workshop.need({"desktop-file-validate": "desktop-file-utils", "gio": "libglib2.0-bin"})
        workshop.need({"update-mime-database": "shared-mime-info"})
        workshop.call(["desktop-file-validate", entry])
        unnamed = self.audit.with_name("名前だけ変えたもの")
        shutil.copyfile(self.audit, unnamed)
        unnamed.chmod(0o644)
        for path in (self.audit, unnamed):
            told = self.person.call(["gio", "info", "--attributes=standard::content-type", path])
            if "application/x-shadan" not in told:
                raise RuntimeError(f"{path.name} is taken for {told.split()[-1]}")
        opens = self.person.call(["gio", "mime", "application/x-shadan"])
        if "shadan.desktop" not in opens:
            raise RuntimeError(f"nothing opens audits: {opens}")
        return "application/x-shadan, by name and by content, is opened by shadan.desktop"

    def _refuses_open(self) -> str:
        with ended(self.person.start(["shadan", self.audit])) as window:
            wait_for(lambda: self._in_use(), "the window's opening the audit")
            before = self.audit.stat().st_mtime_ns
            self._run(code=_IN_USE)
            if window.poll() is not None or self.audit.stat().st_mtime_ns != before:
                raise RuntimeError("the window was disturbed")
            window.send_signal(signal.SIGTERM)
            wait_for(lambda: window.poll() is not None, "the window's end")
        self.person.call(["shadan", "verify", self.audit])
        return "exit code 5 while the window is open; the audit is sound"

    def _in_use(self) -> bool:
        with self.person.start(["shadan", "site", "add", self.audit, "支社"]) as asked:
            asked.communicate(timeout=120)
        return asked.returncode == _IN_USE

    def _refuses_older(self) -> str:
        build = self.installed / "_internal" / "resources" / "build.json"
        told = json.loads(build.read_text("utf-8"))
        build.write_text(json.dumps({**told, "version": "99.0.0-rc.1"}, indent=1), "utf-8")
        self._run(code=_NEWER)
        self._run("--force")
        if json.loads(build.read_text("utf-8")) != told:
            raise RuntimeError("--force did not install")
        return "exit code 4; --force installs"

    def _remove(self) -> str:
        self._run("--uninstall")
        self._expect_own()
        places = (self.installed, self.person.home / ".local" / "bin", self.person.home / ".local" / "share")
        there = {path for place in places for path in place.rglob("*") if path.is_symlink() or path.is_file()}
        # Other names are those of tables that the desktop's programs make.
        left = {path for path in there if path.is_relative_to(self.installed) or "shadan" in path.name}
        if left := left - self.own.keys() - {self.installed / _MARK}:
            raise RuntimeError(f"left: {', '.join(sorted(map(str, left)))}")
        if not self.audit.is_file():
            raise RuntimeError("the audit is gone")
        return f"{AUDIT}, settings and {len(self.own)} files of the person's own are left, nothing of the program"

    def _again(self) -> str:
        said = self._install()
        self._expect_own()
        self._run("--uninstall")
        self._expect_own()
        return said


class Package:
    """The `.deb`, in a clean Debian 12 without Python and with nothing but what the package depends on."""

    def __init__(self, deb: Path, folder: Path, scratch: Path, trial: Trial) -> None:
        self.deb = deb
        self.folder = folder
        self.scratch = scratch
        self.trial = trial
        self.audit = f"{HOME}/{AUDIT}"

    def steps(self) -> None:
        """Install the older one, open an audit, install over it, run, remove."""
        names = [".deb: in a clean root", ".deb: all that follows"]
        try:
            self.root = CleanRoot.make(self.scratch / "clean root")
        except NotHad as error:
            skipped(self.trial, names, str(error))
            return
        trial = self.trial
        if not seen(trial, f".deb: version {_OLDER} installs where there is no Python", self._install_older):
            skipped(self.trial, names[1:], "it does not install")
            return
        seen(trial, ".deb: installs over with an audit open", self._over_open)
        seen(trial, ".deb: self-check as root", lambda: self._self_check("root"))
        seen(trial, ".deb: self-check as an ordinary user", lambda: self._self_check(USER))
        seen(trial, ".deb: self-check on X11 with what it depends on alone", self._x11)
        seen(trial, ".deb: every installed file is that of the package", self._as_packed)
        seen(trial, ".deb: is removed, and data are left", self._remove)

    def _install_older(self) -> str:
        version = workshop.version()
        older = packaging.build(self.folder, self.scratch / "older", version=_OLDER, epoch=workshop.epoch(), fast=True)
        self.root.install(older)
        found = self._installed_version()
        if found != _OLDER:
            raise RuntimeError(f"{found} is installed")
        more = self.root.call(["dpkg-query", "--show", "--showformat=${Package}\n"]).split()
        return f"{_OLDER} before {version}; {len(more)} packages in all, no Python"

    def _installed_version(self) -> str:
        return self.root.call(["dpkg-query", "--show", "--showformat=${Version}", packaging.PACKAGE]).strip()

    def _over_open(self) -> str:
        offscreen = {"QT_QPA_PLATFORM": "offscreen"}
        self.root.call(["shadan", "new", self.audit, *NEW_AUDIT], user=USER)
        words = self.root.words(["shadan", self.audit], user=USER, env=offscreen)
        started = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        with ended(started) as window:
            wait_for(self._in_use, "the window's opening the audit")
            self.root.install(self.deb)
            found = self._installed_version()
            if found != packaging.debian_version(workshop.version()):
                raise RuntimeError(f"{found} is installed")
            # What is open stays so: the lock is held, and the newer program respects it.
            if window.poll() is not None or not self._in_use():
                raise RuntimeError("the window was disturbed")
            window.send_signal(signal.SIGTERM)
            wait_for(lambda: window.poll() is not None, "the window's end")
        self.root.call(["shadan", "site", "add", self.audit, "支社"], user=USER)
        self.root.call(["shadan", "verify", self.audit], user=USER)
        return f"{_OLDER} → {found} while its window had an audit open; the audit is sound and can be worked on"

    def _in_use(self) -> bool:
        return self.root.run(["shadan", "site", "add", self.audit, "支社"], user=USER).returncode == _IN_USE

    def _self_check(self, user: str) -> str:
        env = {"QT_QPA_PLATFORM": "offscreen"}
        return self_checked(self.root.call(["shadan", "self-check", "--json"], user=user, env=env))

    def _x11(self) -> str:
        return on_x11(lambda env: self_checked(self.root.call(["shadan", "self-check", "--json"], user=USER, env=env)))

    def _as_packed(self) -> str:
        self.root.call(["dpkg", "--verify", packaging.PACKAGE])
        script = f"cd /opt/{packaging.PACKAGE} && sha256sum --check --quiet --strict {workshop.MANIFEST}"
        self.root.call(["sh", "-c", script])
        return f"dpkg --verify and {workshop.MANIFEST}"

    def _remove(self) -> str:
        self.root.call(["apt-get", "remove", "--yes", "--quiet", packaging.PACKAGE])
        left = [path for path in (f"/opt/{packaging.PACKAGE}", "/usr/bin/shadan") if self._there(path)]
        if left:
            raise RuntimeError(f"left: {', '.join(left)}")
        settings = f"{HOME}/.config/Shadan"
        if not self._there(self.audit) or not self._there(settings):
            raise RuntimeError("the audit or the settings are gone")
        return f"{AUDIT} and {settings} are left, nothing of the program"

    def _there(self, path: str) -> bool:
        return os.path.lexists(self.root.inside(path))
