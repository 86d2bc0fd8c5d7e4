"""The compiled forms are those of forms/*.ui."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(HERE / "installer"))

import compile_forms  # noqa: E402

FORMS = sorted((HERE / "forms").glob("*.ui"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_is_compiled_as_it_is(form: Path) -> None:
    compiled = HERE / compile_forms.GENERATED / f"{form.stem}.py"
    assert compiled.is_file(), "run installer/compile_forms.py"
    again = compile_forms.compile_form(form)
    assert compile_forms.same(compiled.read_text("utf-8"), again), "run installer/compile_forms.py"


def test_no_compiled_form_is_left_over() -> None:
    compiled = {path.stem for path in (HERE / compile_forms.GENERATED).glob("*.py")} - {"__init__"}
    assert compiled == {form.stem for form in FORMS}


def test_what_differs_by_the_compilers_version_only_is_the_same() -> None:
    one = "# x\n## Created by: Qt User Interface Compiler version 6.11.3\ny\n"
    assert compile_forms.same(one, one.replace("6.11.3", "6.11.4"))
    assert not compile_forms.same(one, one.replace("y", "z"))


def test_compiling_writes_what_changed_and_removes_what_has_no_form(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "app" / "ui").mkdir(parents=True)
    form = tmp_path / "forms" / "ask_text.ui"
    form.write_bytes((HERE / "forms" / "ask_text.ui").read_bytes())
    names = [path.name for path in compile_forms.compile_all(tmp_path)]
    assert names == ["__init__.py", "ask_text.py"]
    assert compile_forms.compile_all(tmp_path) == []
    form.unlink()
    (left,) = compile_forms.compile_all(tmp_path)
    assert left.name == "ask_text.py"
    assert not left.exists()
