"""The Python of the Windows folder: official DLLs, verified; its modules in one archive; the stable-ABI library."""

from __future__ import annotations

import fnmatch
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import workshop
from run import say
from workshop import DOWNLOADS, call, copy

_HERE = Path(__file__).resolve().parent
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_TOOLS = {
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "dpkg-deb": "dpkg",
    "update-ca-certificates": "ca-certificates",
}
_ARCHIVE_DAY = (2000, 1, 1, 0, 0, 0)
"""In the archive of modules; the moment of the commit would make it differ where it does not."""


def pins() -> dict[str, Any]:
    """`pins.toml`."""
    return tomllib.loads((_HERE / "pins.toml").read_text("utf-8"))


def lay(folder: Path, work: Path) -> None:
    """Everything of Python into `folder` (`runtime`). Raises NotHad, RuntimeError where a file is not the right one."""
    workshop.need(_TOOLS)
    pinned = pins()
    folder.mkdir(parents=True, exist_ok=True)
    source = _wheel() / pinned["folder"]
    for name in pinned["sha256"]:
        check(source / name, pinned)
        copy(source / name, folder / name)
    stable_library(folder, work)
    modules(folder / "python311.zip", work, pinned)
    # Beside the DLL it makes Python isolated: registry, variables and the user's own packages are not looked at.
    (folder / "python311._pth").write_text("python311.zip\n.\nsite-packages\n..\\program\n", "ascii", newline="\r\n")


def uv(*words: str | Path) -> None:
    """Run uv of the build's virtual environment for packages of Windows."""
    env = workshop.environment(workshop.epoch())
    for name in ("INDEX_URL", "EXTRA_INDEX_URL", "NO_INDEX"):
        # uv knows pip's settings under a name of its own.
        if f"PIP_{name}" in env:
            env.setdefault(f"UV_{name}", env[f"PIP_{name}"])
    wheels = workshop.ROOT / "wheels"
    offline: tuple[str | Path, ...] = ("--no-index", "--find-links", wheels) if wheels.is_dir() else ()
    platform = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11")
    program = Path(sys.executable).parent / "uv"
    call(
        [
            program,
            "pip",
            "install",
            *platform,
            "--only-binary",
            ":all:",
            "--require-hashes",
            "--no-deps",
            *offline,
            *words,
        ],
        env=env,
        timeout=900,
    )


def _wheel() -> Path:
    """The unpacked wheel that carries the runtime; fetched once."""
    lock = _HERE / "runtime.lock"
    folder = DOWNLOADS / f"runtime-{workshop.sha256(lock)[:12]}"
    if not folder.is_dir():
        draft = workshop.fresh(folder.with_suffix(".new"))
        uv("--target", draft, "--requirement", lock)
        draft.rename(folder)
    return folder


def check(file: Path, pinned: Mapping[str, Any]) -> None:
    """Raise RuntimeError unless the file is the pinned one and bears the signature that it must bear."""
    name = file.name
    if workshop.sha256(file) != pinned["sha256"][name]:
        raise RuntimeError(f"{name} is not the file that is pinned")
    official = name in pinned["signed"]["files"]
    subject = pinned["signed" if official else "digest_only"]["subject"]
    authorities = ("-CAfile", str(_CERTIFICATES), "-TSA-CAfile", str(_CERTIFICATES))
    # Lists of withdrawn certificates would have to be fetched; the file is pinned anyway.
    words = ["osslsigncode", "verify", "-ignore-crl", *authorities, "-in", str(file)]
    try:
        said, verified = call(words, timeout=60), True
    except RuntimeError as error:
        said, verified = str(error), False
    digests = set(re.findall(r"(?:Current|Calculated) message digest *: ([0-9A-F]+)", said))
    if len(digests) != 1:
        raise RuntimeError(f"{name}: the signature is not of this content")
    if f"CN={subject}" not in said:
        raise RuntimeError(f"{name} is not signed by {subject}")
    if official and not verified:
        raise RuntimeError(f"{name}: the signature cannot be verified\n{said}")


def stable_library(folder: Path, work: Path) -> None:
    """`python3.dll`, which extension modules of the stable ABI ask for: every name leads on to `python311.dll`."""
    import pefile

    with pefile.PE(str(folder / "python311.dll"), fast_load=True) as library:
        library.parse_data_directories(directories=[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
        names = sorted(symbol.name.decode("ascii") for symbol in library.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name)
    work.mkdir(parents=True, exist_ok=True)
    definitions = work / "python3.def"
    lines = ["LIBRARY python3.dll", "EXPORTS", *(f"  {name} = python311.{name}" for name in names)]
    definitions.write_text("\n".join(lines) + "\n", "ascii")
    # A base of its own choice would depend on the path it is written to.
    base = "-Wl,--image-base,0x1e0000000"
    flags = ("-shared", "-nostdlib", "-s", "-Wl,--no-insert-timestamp", "-Wl,-e0", base)
    env = workshop.environment(workshop.epoch())
    call(["x86_64-w64-mingw32-gcc", *flags, "-o", folder / "python3.dll", definitions], env=env, timeout=120)


def modules(archive: Path, work: Path, pinned: Mapping[str, Any]) -> None:
    """Python's modules as byte code in one archive, from Debian's packages of the same minor version."""
    unpacked = workshop.fresh(work / "stdlib")
    for name, digest in pinned["stdlib"].items():
        package = workshop.debian_package(name)
        if workshop.sha256(package) != digest:
            say(f"*** {package.name} is not the one in pins.toml: python311.zip differs from that of other builds")
        call(["dpkg-deb", "-x", package, unpacked], timeout=120)
    source = unpacked / "usr" / "lib" / "python3.11"
    for pattern in pinned["without"]["stdlib"]:
        for found in source.glob(pattern):
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found)
            else:
                found.unlink()
    workshop.compile_python(source, prefix="python311.zip/")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for path in workshop.files_in(source):
            if fnmatch.fnmatch(path.name, "*.cpython-311.pyc"):
                module = path.parent.parent / (path.name.removesuffix(".cpython-311.pyc") + ".pyc")
                entry = zipfile.ZipInfo(module.relative_to(source).as_posix(), _ARCHIVE_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                target.writestr(entry, path.read_bytes())
