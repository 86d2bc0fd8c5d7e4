"""An overlay as TOML text: plain enough to be read and changed by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from app.domain.catalogue import Checkpoint
from app.domain.grades import Cause, Role
from app.domain.overlay import Overlay
from app.domain.text import Text


def to_toml(overlay: Overlay) -> str:
    """The text, the same for the same overlay; what has its usual value is left out."""
    return "\n".join(_lines(overlay)) + "\n"


def _lines(overlay: Overlay) -> Iterator[str]:
    # Tables come last in TOML, but values of a table may not follow an array of tables of the same name only.
    if overlay.values:
        yield "[values]"
        yield from (f"{_quoted(name)} = {_quoted(value)}" for name, value in overlay.values.items())
        yield ""
    for checkpoint in overlay.checkpoints:
        yield "[[checkpoint]]"
        yield from _checkpoint(checkpoint)
        yield ""
    for note in overlay.notes:
        yield from ("[[note]]", f"checkpoint = {_quoted(note.checkpoint)}", f"text = {_text(note.text)}", "")
    for hiding in overlay.hidden:
        yield from ("[[hide]]", f"checkpoint = {_quoted(hiding.checkpoint)}", f"reason = {_text(hiding.reason)}", "")


def _checkpoint(checkpoint: Checkpoint) -> Iterator[str]:
    yield f"id = {_quoted(checkpoint.id)}"
    if checkpoint.roles != frozenset(Role):
        yield f"roles = [{', '.join(_quoted(role.value) for role in Role if role in checkpoint.roles)}]"
    yield f"level = {_quoted(checkpoint.level.value)}"
    yield f"severity = {_quoted(checkpoint.severity.value)}"
    yield f"question = {_text(checkpoint.question)}"
    yield f"verify = {_text(checkpoint.verify)}"
    lists: Sequence[tuple[str, tuple[Text, ...]]] = (
        ("look", checkpoint.look),
        ("evidence", checkpoint.evidence),
        ("actions", checkpoint.actions),
        ("reference", checkpoint.reference),
    )
    for name, texts in lists:
        if texts:
            yield f"{name} = [{', '.join(map(_text, texts))}]"
    if checkpoint.causes != (Cause.OPPORTUNITY,):
        yield f"causes = [{', '.join(_quoted(cause.value) for cause in checkpoint.causes)}]"


def _text(text: Text) -> str:
    if text.ja == text.en:
        return _quoted(text.ja)
    return f"{{ ja = {_quoted(text.ja)}, en = {_quoted(text.en)} }}"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own, save for the one sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
