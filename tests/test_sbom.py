"""What is inside a built folder, told as CycloneDX: whole, the same each time, and checked without a library."""

import hashlib
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.built_folder import ELF, frozen_folder

EPOCH = 1_790_000_000
Document = dict[str, Any]


@pytest.fixture(scope="module")
def sbom() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "installer"))
        yield importlib.import_module("sbom")
    for name in ("sbom", "notices", "built", "workshop", "run"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def folder(sbom: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return frozen_folder(sbom.notices, tmp_path_factory.mktemp("built"))


def _write(sbom: ModuleType, folder: Path, out: Path, epoch: int = EPOCH) -> Document:
    inside = sbom.natives(folder, "linux", exact={"CPython": "3.11.7"})
    sbom.write(folder / "_internal", "linux", out, version="1.2.3", epoch=epoch, natives=inside)
    document: Document = json.loads(out.read_text("utf-8"))
    return document


@pytest.fixture(scope="module")
def written(sbom: ModuleType, folder: Path) -> Path:
    out = folder.parent / "a.json"
    _write(sbom, folder, out)
    return out


@pytest.fixture
def document(written: Path) -> Document:
    read: Document = json.loads(written.read_text("utf-8"))
    return read


def _named(document: Document, name: str) -> Document:
    (found,) = (each for each in document["components"] if each["name"] == name)
    return dict(found)


def test_nothing_is_wrong_with_it(sbom: ModuleType, written: Path) -> None:
    assert sbom.check(written) == []


def test_it_is_the_same_each_time_and_bears_the_moment_of_the_commit(
    sbom: ModuleType, document: Document, written: Path, folder: Path, tmp_path: Path
) -> None:
    _write(sbom, folder, tmp_path / "b.json")
    assert written.read_bytes() == (tmp_path / "b.json").read_bytes()
    assert document["metadata"]["timestamp"] == "2026-09-21T14:13:20Z"
    later = _write(sbom, folder, tmp_path / "c.json", EPOCH + 60)
    assert later["serialNumber"] != document["serialNumber"]


def test_every_package_of_the_lock_has_version_licence_and_digests(sbom: ModuleType, document: Document) -> None:
    for name, (version, marker) in sbom.notices.locked().items():
        if "win32" in marker:
            assert not [each for each in document["components"] if each["name"] == name]
            continue
        component = _named(document, name)
        assert (component["version"], component["purl"]) == (version, f"pkg:pypi/{name}@{version}")
        assert component["licenses"][0]["expression"] not in ("", "UNKNOWN")
        digests = [each["value"] for each in component["properties"] if each["name"] == "shadan:lock:sha256"]
        assert digests
        assert all(len(digest) == 64 for digest in digests)


def test_a_package_in_the_folder_has_the_digest_of_its_files(document: Document, folder: Path) -> None:
    name = "lxml/etree.cpython-311-x86_64-linux-gnu.so"
    digest = hashlib.sha256((folder / "_internal" / name).read_bytes()).hexdigest()
    whole = hashlib.sha256(f"{digest}  {name}\n".encode()).hexdigest()
    assert _named(document, "lxml")["hashes"] == [{"alg": "SHA-256", "content": whole}]
    # Of what is packed into the executable there is no file to digest.
    assert "hashes" not in _named(document, "openpyxl")


def test_native_components_have_the_digests_of_their_files(document: Document, folder: Path) -> None:
    (file,) = _named(document, "Qt")["components"]
    assert file["name"] == "_internal/PySide6/Qt/lib/libQt6Core.so.6"
    assert file["hashes"][0]["content"] == hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest()
    assert _named(document, "CPython")["version"] == "3.11.7"
    assert _named(document, "CPython")["cpe"] == "cpe:2.3:a:python:python:3.11.7:*:*:*:*:*:*:*"
    # What Qt has within it has no version of its own.
    assert "version" not in _named(document, "MD4C")
    assert _named(document, "MD4C")["properties"] == [{"name": "shadan:within", "value": "Qt 6.11.3"}]
    assert _named(document, "Qt")["hashes"] == file["hashes"]


def test_of_several_files_none_is_the_component(sbom: ModuleType, folder: Path, tmp_path: Path) -> None:
    files = (("_internal/a.so", "a" * 64), ("_internal/b.so", "b" * 64))
    natives = [sbom.Native("Two", "1", "MIT", "pkg:generic/two@1", files=files)]
    sbom.write(folder / "_internal", "linux", tmp_path / "a.json", version="1", epoch=EPOCH, natives=natives)
    two = _named(json.loads((tmp_path / "a.json").read_text("utf-8")), "Two")
    assert "hashes" not in two
    assert [each["hashes"][0]["content"][0] for each in two["components"]] == ["a", "b"]


def test_the_version_of_a_package_of_debian_is_asked_of_it(
    sbom: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"libzstd1": "1.5.4+dfsg2-5", "libbz2-1.0": "1:1.0.8.dfsg-5", "libssl3": "3.0.20-1~deb12u2"}
    monkeypatch.setattr(sbom, "_of_debian", lambda package: asked.get(package, ""))
    found = {native.name: native for native in sbom.natives(folder, "linux")}
    assert found["Zstandard"].version == "1.5.4+dfsg2-5"
    assert found["Zstandard"].purl == "pkg:deb/debian/libzstd1@1.5.4%2Bdfsg2-5?distro=debian-12"
    # Vulnerabilities are told of what its makers publish.
    assert found["OpenSSL"].version == "3.0.20-1~deb12u2"
    assert found["OpenSSL"].cpe == "cpe:2.3:a:openssl:openssl:3.0.20:*:*:*:*:*:*:*"
    assert found["bzip2"].cpe == "cpe:2.3:a:bzip:bzip2:1.0.8:*:*:*:*:*:*:*"
    # Without dpkg it is what the notices say, which is too little to look for.
    assert not found["SQLite"].cpe
    assert (found["SQLite"].version, found["SQLite"].purl) == ("3", "pkg:deb/debian/libsqlite3-0@3?distro=debian-12")


def test_who_needs_whom_is_told(document: Document) -> None:
    needs = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    refs = {each["name"]: each["bom-ref"] for each in document["components"]}
    root = document["metadata"]["component"]["bom-ref"]
    assert {refs["sqlalchemy"], refs["pyside6-essentials"], refs["CPython"]} <= set(needs[root])
    assert refs["mako"] not in needs[root]
    assert refs["mako"] in needs[refs["alembic"]]
    assert refs["Qt"] in needs[refs["pyside6-essentials"]]
    assert refs["PCRE2"] in needs[refs["Qt"]]
    assert refs["encoding_rs"] in needs[refs["python-calamine"]]


def _without_package(document: Document) -> None:
    document["components"] = [each for each in document["components"] if each["name"] != "segno"]


def _with_strange_digest(document: Document) -> None:
    next(each for each in document["components"] if each["name"] == "lxml")["hashes"][0]["content"] = "0"


def _of_an_earlier_form(document: Document) -> None:
    document["specVersion"] = "1.2"


def _twice(document: Document) -> None:
    document["components"].append(document["components"][0])


def _without_needs(document: Document) -> None:
    for each in document["dependencies"]:
        each["dependsOn"] = [ref for ref in each["dependsOn"] if "zstd" not in ref]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_package, "segno"),
        (_with_strange_digest, "lxml: this is no SHA-256"),
        (_of_an_earlier_form, "specVersion is not 1.6"),
        (_twice, "is there twice"),
        (_without_needs, "Zstandard: nothing needs it"),
    ],
)
def test_what_is_wrong_is_told(
    sbom: ModuleType, document: Document, tmp_path: Path, spoil: Callable[[Document], None], told: str
) -> None:
    spoil(document)
    (tmp_path / "b.json").write_text(json.dumps(document), "utf-8")
    assert told in "\n".join(sbom.check(tmp_path / "b.json"))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"bomFormat": "CycloneDX"}'])
def test_other_files_are_none(sbom: ModuleType, tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content)
    assert sbom.check(tmp_path / "b.json") != []


def test_a_build_gets_its_document_or_is_told_what_is_not_in_order(
    sbom: ModuleType, folder: Path, tmp_path: Path
) -> None:
    made = sbom.describe(folder, "linux", tmp_path, version="1.2.3", epoch=EPOCH)
    assert made.name == "shadan-linux.cdx.json"
    assert sbom.check(made) == []
    stranger = folder / "_internal" / "libnowhere.so.9"
    stranger.write_bytes(ELF)
    try:
        with pytest.raises(RuntimeError, match=r"libnowhere\.so\.9: no component claims it"):
            sbom.describe(folder, "linux", tmp_path, version="1.2.3", epoch=EPOCH)
    finally:
        stranger.unlink()


def test_the_command_line_writes_and_checks(
    sbom: ModuleType, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "c.json"
    assert sbom.main(["write", str(folder), str(out)]) == 0
    assert sbom.main(["check", str(out)]) == 0
    out.write_text("{}")
    assert sbom.main(["check", str(out)]) == 1
    assert capsys.readouterr().out
    assert sbom.main(["list"]) == 2
