"""The steps of a release, in their order; RELEASING.md tells what to do between them.

    python3 installer/release.py prepare VERSION (--checked | --unchecked WHY) [--date DATE]
                                            version and changelog in one commit on main; no tag
    python3 installer/release.py tag        an annotated tag of that commit, with its notes
    python3 installer/release.py sign-windows FILE... --certificate CHAIN --key KEY [--timestamp ADDRESS]
    python3 installer/release.py collect DIR
                                            notes, contents and SHA256SUMS of what was built into DIR
    python3 installer/release.py sign DIR --key KEY
                                            minisign over SHA256SUMS
    python3 installer/release.py verify DIR [--public-key KEY]
                                            whether every file is there and what it was

Keys lie outside of the repository and are handed to the tools by name, never read. Standard library only. Exit code: 0;
1 a trial failed, or a file is not what it was; 2 usage; 3 refused, nothing was changed.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import changelog
import sources
from changelog import Refused
from contents import SIGNED, Contents, Wrong, digests_in, markdown, read_signed, read_trials, sha256

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "main"
SUMS = "SHA256SUMS"
SIGNATURE = f"{SUMS}.minisig"
NOTES = "RELEASE-NOTES.md"
CONTENTS = "CONTENTS.md"
SHEETS = ("IT-SHEET.ja.md", "IT-SHEET.en.md")
UNPACKED = frozenset({"linux", "windows"})
"""Folders that the build leaves beside the packages; they are not given away."""
_VERSION_FILE = Path("app/version.py")
_CHANGELOG = Path("CHANGELOG.md")


def _git(*words: str, root: Path) -> str:
    """What git says. Raises Refused with its own words where it fails."""
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError as error:
        raise Refused("git is missing") from error
    if done.returncode:
        raise Refused(f"git {words[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.rstrip("\n")


def _on_clean_main(root: Path) -> None:
    branch = _git("rev-parse", "--abbrev-ref", "HEAD", root=root)
    if branch != BRANCH:
        raise Refused(f"a release is made on the branch {BRANCH}, and this is {branch}")
    if changed := _git("status", "--porcelain", root=root):
        raise Refused(f"files differ from the last commit:\n{changed}")


def prepare(version: str, *, day: date, checks: str, root: Path = ROOT) -> str:
    """Write the version and cut the changelog, in one commit on main; returns the commit.

    `checks` is said in the commit. Raises Refused, and Faulty for the changelog; then nothing was changed.
    """
    _on_clean_main(root)
    if _git("tag", "--list", f"v{version}", root=root):
        raise Refused(f"the tag v{version} is there already")
    source = (root / _VERSION_FILE).read_text("utf-8")
    before = changelog.program_version(source)
    text = changelog.cut((root / _CHANGELOG).read_text("utf-8"), version, day)
    if changelog.precedence(version) < changelog.precedence(before):
        raise Refused(f"{version} is no later version than {before} in {_VERSION_FILE.as_posix()}")
    if wrong := changelog.check(text, version):
        raise Refused("CHANGELOG.md would be wrong:\n" + "\n".join(wrong))
    bumped = source.replace(f'__version__ = "{before}"', f'__version__ = "{version}"', 1)
    (root / _VERSION_FILE).write_text(bumped, "utf-8", newline="\n")
    (root / _CHANGELOG).write_text(text, "utf-8", newline="\n")
    files = (_VERSION_FILE.as_posix(), _CHANGELOG.as_posix())
    try:
        _git("add", "--", *files, root=root)
        _git("commit", "--quiet", "-m", f"Release {version}", "-m", checks, "--", *files, root=root)
    except Refused:
        _git("checkout", "--quiet", "HEAD", "--", *files, root=root)
        raise
    return _git("rev-parse", "HEAD", root=root)


def tag(root: Path = ROOT) -> str:
    """Tag the commit that `prepare` made, with its notes; returns the tag. Raises Refused."""
    _on_clean_main(root)
    version = changelog.program_version((root / _VERSION_FILE).read_text("utf-8"))
    read = changelog.parse((root / _CHANGELOG).read_text("utf-8"))
    newest = read.newest
    if newest is None or newest.name != version or read.releases[0].sections:
        raise Refused(f"CHANGELOG.md has not been cut for {version}: prepare the release first")
    if _git("log", "-1", "--format=%s", root=root) != f"Release {version}":
        raise Refused(f"the last commit is not that of the release {version}")
    name = f"v{version}"
    if _git("tag", "--list", name, root=root):
        raise Refused(f"the tag {name} is there already")
    message = f"Shadan {version}\n\n{changelog.notes(read, version)}"
    # Headings of the notes begin with the sign of a comment.
    _git("tag", "--annotate", "--cleanup=whitespace", "-m", message, name, root=root)
    return name


def _given_away(folder: Path) -> list[Path]:
    """What lies in the folder of a release but for what packages were made of, sources, and leftovers of tools."""
    aside = {*UNPACKED, sources.FOLDER}
    return [
        path
        for path in folder.iterdir()
        if not path.name.startswith(".") and not (path.name in aside and path.is_dir() and not path.is_symlink())
    ]


def _reports(name: str) -> bool:
    return name == SIGNED or (name.startswith("trial-") and name.endswith(".json"))


def collect(folder: Path, *, root: Path = ROOT) -> Contents:
    """Put notes, contents, IT sheets and SHA256SUMS beside what was built; returns what there is and how it was tried.

    Raises Refused for a folder that is not one of a release; then nothing was written.
    """
    trials, signed = read_trials(folder), read_signed(folder)
    beside = sources.look(folder, root)
    version = changelog.program_version((root / _VERSION_FILE).read_text("utf-8"))
    read = changelog.parse((root / _CHANGELOG).read_text("utf-8"))
    newest = read.newest
    name = version if newest is not None and newest.name == version else changelog.UNRELEASED
    notes = changelog.notes(read, name)
    ours = {SUMS, SIGNATURE, NOTES, CONTENTS, *SHEETS}
    built = sorted(path for path in _given_away(folder) if path.name not in ours and not _reports(path.name))
    if not built:
        raise Refused(f"nothing was built into {folder}")
    contents = Contents.of(built, trials, version=version, released=name == version, signed=signed, sources=beside)
    for made in ours:
        (folder / made).unlink(missing_ok=True)
    said = "" if contents.released else "This version is not released: these are the changes so far.\n\n"
    (folder / NOTES).write_text(f"# Shadan {version}\n\n{said}{notes}", "utf-8", newline="\n")
    for sheet in SHEETS:
        shutil.copyfile(root / "installer" / sheet, folder / sheet)
    (folder / CONTENTS).write_text(markdown(contents), "utf-8", newline="\n")
    listed = [*sorted(_given_away(folder), key=lambda path: path.name), *sources.files(folder)]
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in listed]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")
    return contents


def verify(folder: Path) -> list[str]:
    """What differs from SHA256SUMS, each as a sentence; empty when nothing does. Raises Refused without the list."""
    try:
        told = digests_in((folder / SUMS).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{folder / SUMS} cannot be read") from error
    wrong = []
    for name, digest in told.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            wrong.append(f"{name} is missing")
        elif sha256(path) != digest:
            wrong.append(f"{name} was changed")
    there = (*_given_away(folder), *sources.files(folder))
    names = {path.relative_to(folder).as_posix() for path in there} - {SUMS, SIGNATURE}
    return wrong + [f"{name} is not in {SUMS}" for name in sorted(names - set(told))]


# --- signing ----------------------------------------------------------------------------------------------------------


def _outside(key: Path, root: Path) -> Path:
    """A key that lies where no commit can take it along. Raises Refused."""
    place = key.resolve()
    if not place.is_file():
        raise Refused(f"there is no file {key}")
    if place.is_relative_to(root.resolve()):
        raise Refused(f"{key} lies in the repository; keep keys elsewhere")
    return place


def _tool(words: Sequence[str | Path]) -> None:
    """Run a tool that talks to the person (it may ask for a password). Raises Refused without it, Wrong if it fails."""
    name = str(words[0])
    if shutil.which(name) is None:
        raise Refused(f"{name} is missing; on Debian: apt-get install {name}")
    if code := subprocess.run([str(word) for word in words], check=False).returncode:
        raise Wrong(f"{name} ended with {code}")


def sign_windows(
    files: Sequence[Path], *, certificate: Path, key: Path, timestamp: str | None, root: Path = ROOT
) -> None:
    """Sign .exe and .msi in place, each exchanged only once its signature is there. Raises Refused, Wrong."""
    chain, secret = _outside(certificate, root), _outside(key, root)
    for path in files:
        if path.suffix.lower() not in {".exe", ".msi"} or not path.is_file():
            raise Refused(f"{path} is no .exe or .msi")
    for path in files:
        signed = path.with_name(path.name + ".signed")
        signed.unlink(missing_ok=True)
        words: list[str | Path] = ["osslsigncode", "sign", "-certs", chain, "-key", secret, "-h", "sha256"]
        words += ["-n", "Shadan", *(("-ts", timestamp) if timestamp else ()), "-in", path, "-out", signed]
        try:
            _tool(words)
            # Written first: of a file that is signed, the trial of what it was before still tells.
            _record(path, signed)
            signed.replace(path)
        finally:
            signed.unlink(missing_ok=True)


def _record(before: Path, after: Path) -> None:
    read_signed(before.parent)
    record = before.parent / SIGNED
    told = json.loads(record.read_text("utf-8")) if record.exists() else []
    told.append({"name": before.name, "before": sha256(before), "after": sha256(after)})
    record.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def sign(folder: Path, *, key: Path, root: Path = ROOT) -> Path:
    """Sign SHA256SUMS with minisign; returns the signature. Raises Refused, Wrong."""
    secret = _outside(key, root)
    if wrong := verify(folder):
        raise Wrong("\n".join(wrong))
    made = folder / SIGNATURE
    made.unlink(missing_ok=True)
    _tool(["minisign", "-S", "-s", secret, "-m", folder / SUMS, "-x", made])
    return made


# --- the command line -------------------------------------------------------------------------------------------------


def _prepare(options: argparse.Namespace) -> int:
    checks = "The checks passed." if options.checked else f"The checks were not run: {options.unchecked}"
    day = options.date or date.today()
    commit = prepare(options.version, day=day, checks=checks)
    print(f"{commit}: Release {options.version}. Look at it (git show), then: python3 installer/release.py tag")
    return 0


def _tag(_options: argparse.Namespace) -> int:
    print(f"{tag()} is made here only; to give it away: git push origin {BRANCH} --follow-tags")
    return 0


def _collect(options: argparse.Namespace) -> int:
    contents = collect(options.folder)
    for path in contents.artefacts:
        print(f"{path.name}: {contents.told(path)}")
    for trial in contents.trials:
        if trial.failed:
            print(f"The trial {trial.name} of {trial.target} failed: {', '.join(trial.failed)}", file=sys.stderr)
        elif trial.done and not contents.counts(trial):
            print(f"*** The trial {trial.name} of {trial.target}: {contents.outcome(trial)}", file=sys.stderr)
    for name in contents.lacking():
        print(f"*** {sources.FOLDER}/ lacks {name}: not to be published without it", file=sys.stderr)
    return 1 if any(trial.failed for trial in contents.trials) else 0


def _sign_windows(options: argparse.Namespace) -> int:
    sign_windows(options.files, certificate=options.certificate, key=options.key, timestamp=options.timestamp)
    return 0


def _sign(options: argparse.Namespace) -> int:
    print(sign(options.folder, key=options.key))
    return 0


def _verify(options: argparse.Namespace) -> int:
    wrong = verify(options.folder)
    if options.public_key:
        _tool(
            ["minisign", "-V", "-P", options.public_key, "-m", options.folder / SUMS, "-x", options.folder / SIGNATURE]
        )
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def _reason(word: str) -> str:
    if not re.search(r"\w", word):
        raise argparse.ArgumentTypeError("a reason is told in words")
    return " ".join(word.split())


def _folder(word: str) -> Path:
    if not Path(word).is_dir():
        raise argparse.ArgumentTypeError(f"{word} is no folder")
    return Path(word)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="The steps of a release.", allow_abbrev=False)
    verbs = made.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, does: Callable[[argparse.Namespace], int], told: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=told, description=told, allow_abbrev=False)
        added.set_defaults(does=does)
        return added

    preparing = verb("prepare", _prepare, "version and changelog in one commit on main")
    preparing.add_argument("version", metavar="VERSION")
    said = preparing.add_mutually_exclusive_group(required=True)
    said.add_argument("--checked", action="store_true", help="`python3 installer/run.py test` passed on this commit")
    said.add_argument("--unchecked", type=_reason, metavar="WHY", help="they did not pass or were not run")
    preparing.add_argument("--date", type=date.fromisoformat, metavar="DATE", help="the day of the release; today")
    verb("tag", _tag, "an annotated tag of that commit")
    signing = verb("sign-windows", _sign_windows, "sign setup programs and MSI with osslsigncode")
    signing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    signing.add_argument("--certificate", required=True, type=Path, metavar="CHAIN")
    signing.add_argument("--key", required=True, type=Path)
    signing.add_argument("--timestamp", metavar="ADDRESS", help="of a service for time stamps; uses the network")
    verb("collect", _collect, "notes, contents and SHA256SUMS of what was built").add_argument(
        "folder", type=_folder, metavar="DIR"
    )
    signed = verb("sign", _sign, "minisign over SHA256SUMS")
    signed.add_argument("folder", type=_folder, metavar="DIR")
    signed.add_argument("--key", required=True, type=Path)
    verifying = verb("verify", _verify, "whether every file is there and what it was")
    verifying.add_argument("folder", type=_folder, metavar="DIR")
    verifying.add_argument("--public-key", metavar="KEY", help="of minisign, as it is published")
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    options = parser().parse_args(words)
    try:
        return int(options.does(options))
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    except (Refused, changelog.Faulty) as error:
        print(error, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
