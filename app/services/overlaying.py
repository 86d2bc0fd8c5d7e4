"""The company's own part of the catalogue: taking a file in, taking it out again, values that stand in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from app.domain.answers import Answer
from app.domain.audit import Audit, in_scope
from app.domain.catalogue import Catalogue, Checkpoint, Guide
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.overlay import Hiding, Note, Overlay, OverlayPart, faults, laid_over, placeholders, texts_of
from app.domain.progress import Place, places
from app.domain.text import one_line
from app.errors import UserError, register_messages
from app.services import asking, deficiencies, rewording
from app.services.changes import Changes
from app.services.ports import Desk, Shelf, UnitOfWork, World

VALUE = "value."
"""Begins the names of settings that hold values of the company's own."""

register_messages(
    {
        "overlay_fault_id_not_own": "{file}: {checkpoint} cannot be the id of an own checkpoint; write the id of the "
        "item, and C with two figures, such as {detail}.",
        "overlay_fault_item_unknown": "{file}: the item {detail} of {checkpoint} is not in the catalogue.",
        "overlay_fault_id_double": "{file}: {checkpoint} is there twice; leave one of them.",
        "overlay_fault_id_elsewhere": "{file}: {checkpoint} came with {detail} already; take that file out first, or "
        "give the new one the same name.",
        "overlay_fault_checkpoint_unknown": "{file}: there is no checkpoint {checkpoint}.",
        "overlay_fault_hidden_own": "{file}: {checkpoint} is an own checkpoint; take it out of the file instead.",
        "overlay_fault_hidden_wordless": "{file}: {checkpoint} is hidden without a reason in words.",
        "overlay_fault_value_missing": "{file}: the text of {checkpoint} names a value {detail} that nobody has set.",
        "overlay_hides_deficiency": "{checkpoint} was answered as deficient (places: {count}), and nothing proves "
        "that this is mended; it cannot be set aside. Answer it as conforming and prove that, or let a reviewer accept "
        "another answer.",
        "overlay_unknown": "There is no overlay {overlay} in this audit.",
        "overlay_same": "{file} says what the audit has already; nothing was changed.",
        "overlay_value_name": "The name of a value is missing, or has braces in it.",
        "overlay_value_needed": "The text of {checkpoint} names the value {name}; it cannot be without one.",
        "overlay_value_long": "A value may have {limit} characters.",
    }
)

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Effect:
    """What an overlay does to the checkpoints of the audit: `added`, `changed` and `dropped` own ones, notes on
    checkpoints that come or go, what is `hidden` or `asked` again, and how many `answers` stand at places that are not
    asked any more. `outside` are those of them that this audit asks of nobody, by its items or its role. `values` are
    those that stand in the texts from now on, each with its name; `overruled` those of the file that the company set
    otherwise."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    unnoted: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    overruled: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    answers: int = 0

    def __bool__(self) -> bool:
        lists = (self.added, self.changed, self.dropped, self.noted, self.unnoted, self.hidden, self.asked, self.values)
        return any(lists)


@dataclass(frozen=True, slots=True)
class PartView:
    """One file that lies over the catalogue, and what is in it."""

    part: OverlayPart
    overlay: Overlay


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value that stands in texts: its name, what it is, whether the officer set it, the file that sets it otherwise,
    and what it is for, if known. With neither the guide value stands."""

    name: str
    value: str
    own: bool
    file: str = ""
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Everything that the company laid over the catalogue."""

    parts: tuple[PartView, ...]
    checkpoints: tuple[Checkpoint, ...]
    notes: tuple[Note, ...]
    hidden: tuple[Hiding, ...]
    values: tuple[ValueView, ...]


def shelf_of(world: World, work: UnitOfWork) -> Shelf:
    """The catalogue of the audit as it stands. Raises UserError where a stored overlay cannot be read."""
    return Shelf(_laid(world, _parts(world, work), _values(work)))


def own_part(desk: Desk) -> OwnPart:
    """What lies over the catalogue."""
    with desk.file.read() as work:
        parts, values = _parts(desk.world, work), _values(work)
    overlays = [view.overlay for view in parts]
    guides = {guide.name: guide for guide in desk.world.catalogue.guides}
    names = dict.fromkeys((*guides, *(n for o in overlays for n in o.values), *values))
    files = {name: view.part.source for view in parts for name in view.overlay.values}
    filled = desk.catalogue.values
    return OwnPart(
        parts,
        tuple(c for c in desk.catalogue.checkpoints if c.own),
        tuple(note for overlay in overlays for note in overlay.notes),
        tuple(hiding for overlay in overlays for hiding in overlay.hidden),
        tuple(ValueView(n, filled.get(n, ""), n in values, files.get(n, ""), guides.get(n)) for n in names),
    )


def problems(desk: Desk) -> tuple[UserError, ...]:
    """What of the own part does not fit the catalogue, as when the program brings a newer one."""
    with desk.file.read() as work:
        return tuple(_errors(desk.world, _parts(desk.world, work), _values(work)))


def values_in(own: OwnPart, catalogue: Catalogue, checkpoint: str) -> tuple[ValueView, ...]:
    """The values that stand in the texts of a checkpoint and in the notes on it."""
    written = [c for view in own.parts for c in view.overlay.checkpoints if c.id == checkpoint]
    written += [catalogue.unfilled[checkpoint]] if checkpoint in catalogue.unfilled else []
    texts = [text for c in written for text in texts_of(c)] + [n.text for n in own.notes if n.checkpoint == checkpoint]
    named = {name for text in texts for name in placeholders(text)}
    return tuple(value for value in own.values if value.name in named)


def whole(own: OwnPart) -> Overlay:
    """Everything as one overlay, to be written out; guide values of the catalogue are none of the company's own."""
    return Overlay(
        tuple(c for view in own.parts for c in view.overlay.checkpoints),
        own.notes,
        own.hidden,
        {v.name: v.value for v in own.values if v.own or v.file},
    )


def look(desk: Desk, path: Path) -> tuple[Overlay, Effect]:
    """What a file would do; nothing is written. Raises UserError."""
    content = desk.world.overlays.read(path)
    with desk.file.read() as work:
        return _prepared(desk, work, path, content)[1:]


def look_at(desk: Desk, path: Path) -> Overlay:
    """What a file says, whether it may lie over the catalogue or not. Raises UserError where it cannot be read."""
    return desk.world.overlays.parse(desk.world.overlays.read(path), path.name)


def take(desk: Desk, path: Path) -> tuple[Changes, Effect]:
    """Lay a file over the catalogue; one of the same name takes the place of the earlier. Raises UserError.

    What is deficient cannot be hidden. The audit keeps the text, so that the file is not needed any more.
    """
    content = desk.world.overlays.read(path)
    at = desk.stamp()
    with desk.file.write() as work:
        parts, _overlay, effect = _prepared(desk, work, path, content)
        before = next((p.part for p in parts if p.part.source == path.name), None)
        if before is not None and before.content == content:
            raise UserError("overlay_same", file=path.name)
        part = OverlayPart(
            id=before.id if before is not None else desk.world.new_id(),
            position=before.position if before is not None else 1 + max((p.part.position for p in parts), default=0),
            source=path.name,
            sha256=sha256(content.encode()).hexdigest(),
            content=content,
            at=at,
            by=desk.world.user,
        )
        work.overlays.put(part)
        told = None if before is None else {"source": before.source, "sha256": before.sha256}
        after = {"source": part.source, "sha256": part.sha256, **_told(effect)}
        return _kept(desk, work, Event("overlay.taken", part.id, before=told, after=after), at), effect


def remove(desk: Desk, source: str, reason: str) -> tuple[Changes, Effect]:
    """Take a file, by its name or id, off the catalogue; answers to its checkpoints stay readable. Raises UserError."""
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        parts, values = _parts(desk.world, work), _values(work)
        gone = next((p.part for p in parts if source in (p.part.source, p.part.id)), None)
        if gone is None:
            raise UserError("overlay_unknown", overlay=source)
        left = [p for p in parts if p.part is not gone]
        _check(desk.world, left, values)
        laid = _laid(desk.world, left, values)
        _refuse_deficient(desk, work, laid)
        effect = _effect(work, desk.catalogue, laid)
        work.overlays.drop(gone.id)
        before = {"source": gone.source, "sha256": gone.sha256}
        after = {"source": gone.source, "reason": reason.strip(), **_told(effect)}
        return _kept(desk, work, Event("overlay.removed", gone.id, before=before, after=after), at), effect


def set_value(desk: Desk, name: str, value: str) -> tuple[Changes, Effect]:
    """Set a value of the company's own once for all texts; empty takes it back. Raises UserError."""
    name, value = one_line(name), one_line(value)
    if not name or "{" in name or "}" in name:
        raise UserError("overlay_value_name")
    if len(value) > LONGEST_VALUE or len(name) > LONGEST_VALUE:
        raise UserError("overlay_value_long", limit=LONGEST_VALUE)
    at = desk.stamp()
    with desk.file.write() as work:
        parts, values = _parts(desk.world, work), _values(work)
        before = values.get(name, "")
        if before == value:
            return Changes(), Effect()
        changed = {**values, name: value}
        if not value:
            del changed[name]
            for fault in faults(desk.world.catalogue, [p.overlay for p in parts], changed):
                raise UserError("overlay_value_needed", checkpoint=fault.checkpoint, name=name)
        effect = _effect(work, desk.catalogue, _laid(desk.world, parts, changed))
        work.audit.set_setting(VALUE + name, value)
        event = Event("value.changed", name, before={"value": before}, after={"value": value})
        return _kept(desk, work, event, at), effect


def _kept(desk: Desk, work: UnitOfWork, event: Event, at: str) -> Changes:
    """Record, commit, and put the catalogue as it is now on the shelf."""
    laid = shelf_of(desk.world, work).catalogue
    before = {c.id: asking.wording_of(c) for c in desk.catalogue.checkpoints}
    rewording.follow(work, before, desk.catalogue.edition, laid, at, desk.world.user)
    # What is asked in other words from now on must be known as such the next time.
    asking.keep_within(work, laid, at)
    work.history.record(at, desk.world.user, event)
    work.commit()
    desk.shelf.catalogue = laid
    return Changes(at=at, audit=True, catalogue=True, reviews=True)


def _prepared(desk: Desk, work: UnitOfWork, path: Path, content: str) -> tuple[tuple[PartView, ...], Overlay, Effect]:
    """The parts as they are, the overlay of a file, and what it would do. Raises UserError where it cannot."""
    source = path.name
    overlay = desk.world.overlays.parse(content, source)
    parts, values = _parts(desk.world, work), _values(work)
    new = PartView(OverlayPart("", 0, source, "", content, "", ""), overlay)
    others = [p for p in parts if p.part.source != source]
    _check(desk.world, [*others, new], values, path)
    laid = _laid(desk.world, [*others, new], values)
    _refuse_deficient(desk, work, laid)
    overruled = _sorted(n for n, value in overlay.values.items() if laid.values[n] != value)
    return parts, overlay, replace(_effect(work, desk.catalogue, laid), overruled=overruled)


def _check(world: World, parts: Sequence[PartView], values: Mapping[str, str], path: Path | None = None) -> None:
    """Raises UserError where the parts cannot lie over the catalogue; the last of them is the file at `path`."""
    for error in _errors(world, parts, values, path):
        raise error


def _errors(
    world: World, parts: Sequence[PartView], values: Mapping[str, str], path: Path | None = None
) -> Iterator[UserError]:
    for fault in faults(world.catalogue, [p.overlay for p in parts], values):
        at_fault, detail, code = parts[fault.overlay], fault.detail, fault.code
        if code == "id_double" and (others := [p for p in parts if p is not at_fault and _brings(p, fault.checkpoint)]):
            code, detail = "id_elsewhere", others[0].part.source
        place = world.overlays.place(path, fault.spot) if path is not None and at_fault is parts[-1] else {}
        told = {"file": at_fault.part.source, "checkpoint": fault.checkpoint, "detail": detail, **place}
        yield UserError(f"overlay_fault_{code}", exit_code=None, **told)


def _brings(part: PartView, checkpoint: str) -> bool:
    overlay = part.overlay
    return any(c.id == checkpoint for c in overlay.checkpoints) or any(
        h.checkpoint == checkpoint for h in overlay.hidden
    )


def _refuse_deficient(desk: Desk, work: UnitOfWork, laid: Catalogue) -> None:
    """Raises UserError `overlay_hides_deficiency`: nothing that was found may be put out of sight, also when the answer
    that told of it was taken back before."""
    found = deficiencies.unsettled(work, _gone(work, desk.catalogue, laid), desk.world.clock.today())
    for answer in sorted(found, key=lambda a: a.checkpoint):
        count = sum(a.checkpoint == answer.checkpoint for a in found)
        raise UserError("overlay_hides_deficiency", checkpoint=answer.checkpoint, count=count)


def _gone(work: UnitOfWork, before: Catalogue, after: Catalogue) -> set[Place]:
    """The places that are not asked any more: the checkpoint is gone or not asked, is asked once for the company
    instead of at each site, or of other companies only."""
    role, sites = work.audit.get().role, work.sites.all()
    return set(places(before.for_role(role), sites)).difference(places(after.for_role(role), sites))


def _set_aside(work: UnitOfWork, before: Catalogue, after: Catalogue) -> list[Answer]:
    """The answers at places that are not asked any more."""
    if not (gone := _gone(work, before, after)):
        return []
    return [a for p, a in work.answers.all_current().items() if p in gone and a.verdict is not Verdict.UNANSWERED]


def _effect(work: UnitOfWork, before: Catalogue, after: Catalogue) -> Effect:
    """The difference between two states of the catalogue, and the answers that it leaves aside."""
    audit = work.audit.get()
    old = {c.id: c for c in before.checkpoints}
    new = {c.id: c for c in after.checkpoints}
    own_before, own_after = {i for i, c in old.items() if c.own}, {i for i, c in new.items() if c.own}
    outside = {c.id for c in (*old.values(), *new.values()) if not _concerns(audit, c)}
    said = sum(_concerns(audit, old[a.checkpoint]) for a in _set_aside(work, before, after))
    both = [i for i in new if i in old]
    effect = Effect(
        added=_sorted(own_after - own_before),
        changed=_sorted(i for i in both if _as_asked(old[i]) != _as_asked(new[i])),
        dropped=_sorted(own_before - own_after),
        noted=_sorted(i for i in both if new[i].notes and new[i].notes != old[i].notes),
        unnoted=_sorted(i for i in both if old[i].notes and not new[i].notes),
        hidden=_sorted(after.hidden.keys() - before.hidden.keys()),
        asked=_sorted(before.hidden.keys() - after.hidden.keys()),
        values={
            n: after.values.get(n, "")
            for n in _sorted({**before.values, **after.values})
            if before.values.get(n) != after.values.get(n)
        },
        answers=said,
    )
    named = {i for ids in ids_of(effect).values() for i in ids}
    return replace(effect, outside=_sorted(named & outside))


def _as_asked(checkpoint: Checkpoint) -> tuple[object, ...]:
    """What makes a checkpoint another question: its words, where it is asked, and of whom."""
    return checkpoint.fingerprint, checkpoint.level, checkpoint.roles


def ids_of(effect: Effect) -> dict[str, tuple[str, ...]]:
    """The checkpoints that an effect is about, by what happens to them."""
    names = ("added", "changed", "dropped", "noted", "unnoted", "hidden", "asked")
    return {name: getattr(effect, name) for name in names}


def _concerns(audit: Audit, checkpoint: Checkpoint) -> bool:
    return in_scope(audit, checkpoint.item) and audit.role in checkpoint.roles


def _told(effect: Effect) -> dict[str, object]:
    """What an overlay did, as the history keeps it."""
    names = ("added", "changed", "dropped", "noted", "unnoted", "hidden", "asked", "values")
    return {name: list(getattr(effect, name)) for name in names if getattr(effect, name)}


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


def _parts(world: World, work: UnitOfWork) -> tuple[PartView, ...]:
    return tuple(PartView(p, world.overlays.parse(p.content, p.source)) for p in work.overlays.all())


def _values(work: UnitOfWork) -> dict[str, str]:
    return {name.removeprefix(VALUE): value for name, value in work.audit.settings(VALUE).items() if value}


def _laid(world: World, parts: Sequence[PartView], values: Mapping[str, str]) -> Catalogue:
    if not parts and not values:
        return world.catalogue
    return laid_over(world.catalogue, [p.overlay for p in parts], values)
