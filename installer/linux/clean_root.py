"""A Debian 12 without Python and without anything of a desktop, in which a package is installed and run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import workshop
from workshop import NotHad

SUITE = "bookworm"
USER = "auditor"
HOME = "/home/監査 太郎"
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class CleanRoot:
    """A bare Debian in a folder. Only root can have one; what is mounted in it is gone with each command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def make(cls, folder: Path) -> CleanRoot:
        """Lay one out, from the archive that the first one left. Raises NotHad without root, tools or network."""
        if os.geteuid() != 0:
            raise NotHad("a clean root can only be made by root")
        workshop.need({"debootstrap": "debootstrap", "unshare": "util-linux", "chroot": "coreutils", "tar": "tar"})
        kept = workshop.DOWNLOADS / f"{SUITE}-minbase.tar"
        if not kept.exists():
            # debootstrap knows no blanks in the path, which a checkout may have.
            with tempfile.TemporaryDirectory(prefix="shadan-", dir="/var/tmp") as plain:  # noqa: S108 - made anew
                try:
                    workshop.call(["debootstrap", "--variant=minbase", SUITE, plain], timeout=1200)
                except RuntimeError as error:
                    raise NotHad(f"debootstrap gets no Debian: {error}") from error
                # The root of a system is for everybody to enter.
                Path(plain).chmod(0o755)
                workshop.DOWNLOADS.mkdir(parents=True, exist_ok=True)
                draft = kept.with_suffix(".part")
                workshop.call(["tar", "--one-file-system", "-C", plain, "-cf", draft, "."])
                draft.replace(kept)
        workshop.fresh(folder)
        workshop.call(["tar", "-C", folder, "-xf", kept])
        shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
        root = cls(folder)
        if root.run(["sh", "-c", "command -v python3 || command -v python"]).returncode == 0:
            raise RuntimeError("the clean root has a Python")
        root.call(["useradd", "--create-home", "--home-dir", HOME, USER])
        root.call(["apt-get", "update", "--quiet"])
        return root

    def inside(self, path: str) -> Path:
        """Where a path of the clean root is outside of it."""
        return self.folder / path.lstrip("/")

    def words(self, command: Sequence[str], *, user: str = "root", env: Mapping[str, str] | None = None) -> list[str]:
        """The words that run a command in it, with processes and devices for as long as it runs."""
        home = HOME if user == USER else "/root"
        settings = {"PATH": _PATH, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **(env or {})}
        script = (
            'root=$1; user=$2; shift 2; mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && '
            'if [ -d /tmp/.X11-unix ]; then mkdir -p "$root/tmp/.X11-unix" && '
            'mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"; fi && '
            'exec chroot --userspec="$user" "$root" env -i "$@"'
        )
        named = [f"{name}={value}" for name, value in settings.items()]
        return ["unshare", "--mount", "sh", "-ec", script, "sh", str(self.folder), user, *named, *command]

    def run(
        self,
        command: Sequence[str],
        *,
        user: str = "root",
        env: Mapping[str, str] | None = None,
        timeout: float = 600,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in it."""
        return workshop.ran(self.words(command, user=user, env=env), timeout=timeout)

    def call(self, command: Sequence[str], *, user: str = "root", env: Mapping[str, str] | None = None) -> str:
        """Run a command in it; returns its stdout. Raises RuntimeError with what it said when it fails."""
        done = self.run(command, user=user, env=env)
        if done.returncode:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def install(self, package: Path) -> str:
        """Install a `.deb` with what it depends on, and with nothing that it only recommends."""
        shutil.copyfile(package, self.folder / package.name)
        return self.call(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", f"/{package.name}"])
