"""The company's own part of the catalogue (自社追加分), which lies over the regulator's and never changes its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeVar

from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.text import Text, gives_reason

E = TypeVar("E")

OWN_ID = re.compile(r"(?P<item>[A-Z]\d?(?:-\d+)?)-C\d{2}")
"""The id of a checkpoint of the company's own: its item, and C with two figures (A4-4-C01)."""

_PLACEHOLDER = re.compile(r"\{([^{}\s][^{}]*)\}")


@dataclass(frozen=True, slots=True)
class OverlayPart:
    """One overlay as it was taken into the audit: `content` is its TOML text, `source` the name of the file."""

    id: str
    position: int
    source: str
    sha256: str
    content: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the company adds to a checkpoint of the catalogue (補足)."""

    checkpoint: str
    text: Text


@dataclass(frozen=True, slots=True)
class Hiding:
    """That the company does not ask a checkpoint of the catalogue (対象外), and why."""

    checkpoint: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Overlay:
    """What one file adds: checkpoints of the company's own, notes, what is not asked, and values for placeholders."""

    checkpoints: tuple[Checkpoint, ...] = ()
    notes: tuple[Note, ...] = ()
    hidden: tuple[Hiding, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether it adds nothing."""
        return not (self.checkpoints or self.notes or self.hidden or self.values)


CHECKPOINT, NOTE, HIDE, VALUES = "checkpoint", "note", "hide", "values"
"""The tables of an overlay."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in an overlay: the table, the number of its entry from 1, and the name of the text."""

    table: str
    number: int
    key: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why overlays cannot lie over the catalogue: a code, the checkpoint concerned, the number of the overlay from 0
    and the spot in it, and a detail.

    Codes: `id_not_own`, `item_unknown`, `id_double`, `checkpoint_unknown`, `hidden_own`, `hidden_wordless`,
    `value_missing`.
    """

    code: str
    checkpoint: str
    overlay: int
    spot: Spot
    detail: str = ""


def faults(catalogue: Catalogue, overlays: Sequence[Overlay], values: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with overlays over the regulator's `catalogue`; `values` are those of the company's own."""
    items = {item.id for item in catalogue.items}
    known = {c.id for c in catalogue.checkpoints}
    own: set[str] = set()
    for index, spot, checkpoint in _entries(overlays, CHECKPOINT, "id", lambda o: o.checkpoints):
        match = OWN_ID.fullmatch(checkpoint.id)
        if match is None:
            yield Fault("id_not_own", checkpoint.id, index, spot, f"{checkpoint.item or 'A4-4'}-C01")
        elif match["item"] not in items:
            yield Fault("item_unknown", checkpoint.id, index, spot, match["item"])
        if checkpoint.id in own:
            yield Fault("id_double", checkpoint.id, index, spot)
        own.add(checkpoint.id)
    for index, spot, note in _entries(overlays, NOTE, "checkpoint", lambda o: o.notes):
        if note.checkpoint not in known | own:
            yield Fault("checkpoint_unknown", note.checkpoint, index, spot)
    seen: set[str] = set()
    for index, spot, hiding in _entries(overlays, HIDE, "checkpoint", lambda o: o.hidden):
        if hiding.checkpoint in own:
            yield Fault("hidden_own", hiding.checkpoint, index, spot)
        elif hiding.checkpoint not in known:
            yield Fault("checkpoint_unknown", hiding.checkpoint, index, spot)
        elif hiding.checkpoint in seen:
            yield Fault("id_double", hiding.checkpoint, index, spot)
        if not (gives_reason(hiding.reason.ja) and gives_reason(hiding.reason.en)):
            # It is printed as the reason for which the checkpoint is not asked.
            yield Fault("hidden_wordless", hiding.checkpoint, index, Spot(HIDE, spot.number, "reason"))
        seen.add(hiding.checkpoint)
    filled = all_values(catalogue, overlays, values)
    for index, overlay in enumerate(overlays):
        for where, spot, text in spoken(overlay):
            for name in placeholders(text):
                if name not in filled:
                    yield Fault("value_missing", where, index, spot, name)


def _entries(
    overlays: Sequence[Overlay], table: str, key: str, of: Callable[[Overlay], Iterable[E]]
) -> Iterator[tuple[int, Spot, E]]:
    """Every entry of a table, with the number of its overlay and the spot of its `key`."""
    for index, overlay in enumerate(overlays):
        for number, entry in enumerate(of(overlay), start=1):
            yield index, Spot(table, number, key), entry


def all_values(catalogue: Catalogue, overlays: Iterable[Overlay], values: Mapping[str, str]) -> dict[str, str]:
    """The values of all placeholders: those of the officer before those of the files, and these before the
    catalogue's own guide values."""
    filled: dict[str, str] = {guide.name: guide.guide.ja for guide in catalogue.guides}
    for overlay in overlays:
        filled.update(overlay.values)
    filled.update(values)
    return filled


def placeholders(text: Text) -> tuple[str, ...]:
    """The names that stand in braces in a text, each once."""
    if "{" not in text.ja and "{" not in text.en:
        return ()
    return tuple(dict.fromkeys(m[1].strip() for side in (text.ja, text.en) for m in _PLACEHOLDER.finditer(side)))


def laid_over(catalogue: Catalogue, overlays: Sequence[Overlay], values: Mapping[str, str]) -> Catalogue:
    """The catalogue with what the company adds; the regulator's checkpoints keep every word, save for placeholders.

    Checkpoints of the company's own stand behind those of their item. What it hides stays in the catalogue, under
    `Catalogue.hidden`, and is not asked. A placeholder without a value stays as it is written.
    """
    japanese = all_values(catalogue, overlays, values)
    # A guide value stands in both languages, a company's own as it was written.
    guides = {guide.name: guide.guide for guide in catalogue.guides}
    english = {n: guides[n].en if n in guides and guides[n].ja == v else v for n, v in japanese.items()}
    notes: dict[str, list[Text]] = {}
    for overlay in overlays:
        for note in overlay.notes:
            notes.setdefault(note.checkpoint, []).append(note.text)
    own: dict[str, list[Checkpoint]] = {}
    for checkpoint in sorted((c for overlay in overlays for c in overlay.checkpoints), key=lambda c: c.id):
        own.setdefault(checkpoint.item, []).append(checkpoint)
    order = [catalogue.unfilled.get(c.id, c) for c in catalogue.checkpoints if not c.own]
    for item, added in own.items():
        # Behind the last one of its item, or at the end where the item has none.
        places = [n for n, c in enumerate(order) if c.item == item]
        at = places[-1] + 1 if places else len(order)
        order[at:at] = added
    noted = [replace(c, notes=tuple(notes[c.id])) if c.id in notes else c for c in order]
    asked = [_filled(c, japanese, english) for c in noted]
    # Without the notes: they belong to what lies over it.
    unfilled = {c.id: c for c, n, a in zip(order, noted, asked, strict=True) if n is not a and not c.own}
    hidden = {h.checkpoint: _fill(h.reason, japanese, english) for overlay in overlays for h in overlay.hidden}
    plain = {i: _filled(c, {n: g.ja for n, g in guides.items()}, {}).fingerprint for i, c in unfilled.items()}
    otherwise = [c for c in asked if c.own or plain.get(c.id, c.fingerprint) != c.fingerprint]
    laid = _digest(otherwise) if otherwise else ""
    return replace(catalogue, checkpoints=tuple(asked), hidden=hidden, values=japanese, unfilled=unfilled, laid=laid)


def _digest(checkpoints: Iterable[Checkpoint]) -> str:
    told = "\n".join(f"{c.id} {c.fingerprint}" for c in checkpoints)
    return sha256(told.encode()).hexdigest()[:12]


def _filled(checkpoint: Checkpoint, ja: Mapping[str, str], en: Mapping[str, str]) -> Checkpoint:
    """The checkpoint with its placeholders filled; itself where it has none."""
    if not any("{" in text.ja or "{" in text.en for text in texts_of(checkpoint)):
        return checkpoint

    def each(texts: tuple[Text, ...]) -> tuple[Text, ...]:
        return tuple(_fill(text, ja, en) for text in texts)

    return replace(
        checkpoint,
        question=_fill(checkpoint.question, ja, en),
        verify=_fill(checkpoint.verify, ja, en),
        look=each(checkpoint.look),
        evidence=each(checkpoint.evidence),
        actions=each(checkpoint.actions),
        reference=each(checkpoint.reference),
        notes=each(checkpoint.notes),
    )


def texts_of(checkpoint: Checkpoint) -> Iterator[Text]:
    """Every text of a checkpoint in which a value may stand."""
    yield from (text for _key, text in _named_texts(checkpoint))


def _named_texts(checkpoint: Checkpoint) -> Iterator[tuple[str, Text]]:
    yield from (("question", checkpoint.question), ("verify", checkpoint.verify))
    for key in ("look", "evidence", "actions", "reference", "notes"):
        yield from ((key, text) for text in getattr(checkpoint, key))


def _fill(text: Text, ja: Mapping[str, str], en: Mapping[str, str]) -> Text:
    def put(values: Mapping[str, str], side: str) -> str:
        return _PLACEHOLDER.sub(lambda m: values.get(m[1].strip(), m[0]), side)

    return Text(put(ja, text.ja), put(en, text.en))


def spoken(overlay: Overlay) -> Iterator[tuple[str, Spot, Text]]:
    """Every text that an overlay brings, with the checkpoint it belongs to and where it stands."""
    for number, checkpoint in enumerate(overlay.checkpoints, start=1):
        for key, text in _named_texts(checkpoint):
            yield checkpoint.id, Spot(CHECKPOINT, number, key), text
    for number, note in enumerate(overlay.notes, start=1):
        yield note.checkpoint, Spot(NOTE, number, "text"), note.text
    for number, hiding in enumerate(overlay.hidden, start=1):
        yield hiding.checkpoint, Spot(HIDE, number, "reason"), hiding.reason
