"""The compiled copy says what the TOML files say, and where it cannot be trusted they are read instead."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.domain.catalogue import Catalogue
from app.errors import UserError
from app.formats.catalogue import load_catalogue, problems, reading
from app.formats.catalogue.compiled import NAME, compile_files, key_of, ready


@pytest.fixture(scope="module")
def sources(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled catalogue without a compiled copy."""
    folder = tmp_path_factory.mktemp("sources") / "catalogue"
    return Path(shutil.copytree(root / "resources" / "catalogue", folder, ignore=shutil.ignore_patterns(NAME)))


@pytest.fixture(scope="module")
def as_toml(sources: Path) -> Catalogue:
    return load_catalogue(sources)


@pytest.fixture(scope="module")
def copy(sources: Path) -> bytes:
    return compile_files(sources.rglob("*.toml"))


@pytest.fixture
def compiled(sources: Path, copy: bytes, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(sources, tmp_path / "catalogue"))
    (folder / NAME).write_bytes(copy)
    return folder


@pytest.fixture
def tomls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read as TOML."""
    import tomllib

    read: list[str] = []
    loads = tomllib.loads

    def spied(text: str) -> dict[str, Any]:
        read.append(text)
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", spied)
    return read


def test_it_reads_as_the_sources_do_and_without_toml(compiled: Path, as_toml: Catalogue, tomls: list[str]) -> None:
    assert load_catalogue(compiled) == as_toml
    assert tomls == []
    assert problems(compiled) == ()


def test_every_file_reads_alike_dates_included(compiled: Path) -> None:
    tables = ready(compiled)
    files = list(compiled.rglob("*.toml"))
    assert len(files) == len(tables) > 25
    for file in files:
        assert reading.read_toml(file, [], tables) == reading.read_toml(file, [], {})


def test_an_edited_source_is_read_anew_and_alone(compiled: Path, tomls: list[str]) -> None:
    file = compiled / "checkpoints" / "C.toml"
    file.write_text(file.read_text("utf-8").replace('ja = "', 'ja = "新', 1), "utf-8")
    catalogue = load_catalogue(compiled)
    assert len(tomls) == 1
    assert any(text.ja.startswith("新") for c in catalogue.checkpoints for text in (c.question, c.verify, *c.look))
    file.write_text("[[checkpoint]]\nid = 1", "utf-8")
    with pytest.raises(UserError, match="checkpoints/C.toml"):
        load_catalogue(compiled)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": {"$date": 1}}', b'{"a": {"$date": "never"}}', b"[" * 100_000],
    ids=["empty", "cut", "list", "null", "no text", "no date", "a bad date", "deep"],
)
def test_a_damaged_copy_costs_time_and_nothing_else(compiled: Path, as_toml: Catalogue, damage: bytes) -> None:
    (compiled / NAME).write_bytes(damage)
    assert load_catalogue(compiled) == as_toml


def test_a_copy_cut_anywhere_costs_time_and_nothing_else(compiled: Path, as_toml: Catalogue, copy: bytes) -> None:
    for share in (0.1, 0.5, 0.999):
        (compiled / NAME).write_bytes(copy[: int(len(copy) * share)])
        assert load_catalogue(compiled) == as_toml


def test_tables_of_a_foreign_shape_are_refused_as_in_toml(compiled: Path, copy: bytes) -> None:
    tables = json.loads(copy)
    key = key_of((compiled / "checkpoints" / "C.toml").read_bytes())
    (compiled / NAME).write_text(json.dumps({**tables, key: {"checkpoint": [{"id": 7}]}}), "utf-8")
    assert problems(compiled)[0].file == "checkpoints/C.toml"
    # No table at all: the source speaks.
    (compiled / NAME).write_text(json.dumps({**tables, key: "C"}), "utf-8")
    assert problems(compiled) == ()


def test_what_could_not_be_told_from_a_date_is_not_compiled(tmp_path: Path) -> None:
    for text, expected in (
        ('a = {"$date" = "2026-01-01"}', "key"),
        ("a = 2026-01-01T00:00:00", "cannot be compiled"),
        ("a = ", "Invalid value"),
    ):
        (tmp_path / "a.toml").write_text(text, "utf-8")
        with pytest.raises(ValueError, match=expected):
            compile_files([tmp_path / "a.toml"])
