"""Makes what machines without root get: a `.run` that installs for one user, and the same folder as `tar.xz`."""

from __future__ import annotations

import shutil
from pathlib import Path

import workshop
from linux import shown

HERE = Path(__file__).resolve().parent
FILES = HERE / "archive_files"
TOOLS = {"makeself": "makeself", "xz": "xz-utils", "tar": "tar"}
_LANGUAGES = ("en", "ja")


def build(folder: Path, out: Path, *, version: str, epoch: int, fast: bool) -> tuple[Path, Path]:
    """Pack the frozen folder; returns `shadan-VERSION-linux-x86_64.run` and `.tar.xz` in `out`. `fast` packs larger.

    Raises NotHad without the tools.
    """
    workshop.need(TOOLS)
    out.mkdir(parents=True, exist_ok=True)
    name = f"shadan-{version}-linux-x86_64"
    laid = workshop.fresh(out / "archive.tree") / f"shadan-{version}"
    try:
        lay(folder, laid, version=version, epoch=epoch)
        environment = workshop.environment(epoch)
        strength = "-0" if fast else "-9"
        # Names, order, moment and owner of what is packed are those of no machine.
        plain = (f"--mtime=@{epoch}", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu")
        tar = laid.parent / f"{name}.tar"
        workshop.call(["tar", *plain, "-cf", tar.name, laid.name], env=environment, cwd=laid.parent)
        workshop.call(["xz", strength, "--threads=1", tar.name], env=environment, cwd=laid.parent)
        packed = out / f"{name}.tar.xz"
        shutil.move(f"{tar}.xz", packed)
        options = (
            # `n`: without it gzip writes down when what it packs was laid there.
            *(("--gzip", "--complevel", "1n") if fast else ("--xz", "--complevel", "9")),
            *("--sha256", "--nomd5", "--nocrc", "--nox11"),
            *("--packaging-date", workshop.moment(epoch), "--tar-extra", " ".join(plain), "--tar-quietly"),
        )
        made = out / f"{name}.run"
        made.unlink(missing_ok=True)
        # Relative names, since the command is kept in what it makes.
        workshop.call(
            ["makeself", *options, laid.name, made.name, f"Shadan {version}", "sh", "./install.sh"],
            env=environment,
            cwd=laid.parent,
        )
        shutil.move(laid.parent / made.name, made)
        made.chmod(0o755)
        return made, packed
    finally:
        shutil.rmtree(laid.parent)


def lay(folder: Path, target: Path, *, version: str, epoch: int) -> None:
    """The frozen folder with what an installation by its user needs, and a manifest of all of it."""
    shutil.copytree(folder, target, symlinks=True)
    shown.lay(target / "share", version=version, epoch=epoch)
    for name in ("install.sh", "README.txt"):
        workshop.copy(FILES / name, target / name)
    for language in _LANGUAGES:
        workshop.copy(FILES / f"{language}.sh", target / "share" / "install" / f"{language}.sh")
    workshop.write_manifest(target)
    workshop.settle(target, epoch, executables=("shadan", "install.sh"))
