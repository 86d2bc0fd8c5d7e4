"""Checkpoints that a newer edition knows by another id: what an audit keeps at the former one follows to the present.

Entries of the history stay as they were made, under the id of then; the setting `RENAMED` tells which one it became, so
that who asks for the past of a place is told of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.findings import Finding, Source, finding_id
from app.domain.history import MOVED, RENAMED, Event, canonical
from app.services.ports import FindingQuery, UnitOfWork


def present(work: UnitOfWork) -> Mapping[str, str]:
    """Former ids of checkpoints whose answers were moved in this audit → the ids they have today."""
    told: Mapping[str, str] = json.loads(work.audit.setting(RENAMED) or "{}")
    return told


def follow(work: UnitOfWork, catalogue: Catalogue, at: str, by: str) -> dict[str, str]:
    """Move what is kept at former ids to the present ones, told in the history; returns former id → present one.

    Nothing is moved where both were answered: one answer is not put over another, and the former stays as that of a
    checkpoint that is not asked any more. Whoever calls commits.
    """
    asked = {checkpoint.id: checkpoint for checkpoint in catalogue.checkpoints}
    renamed = {f: now for f, now in catalogue.renamed.items() if f not in asked and now in asked}
    kept = work.places.kept(renamed)
    if not kept:
        return {}
    answered = {place[0] for place in work.answers.current_of({*kept, *(renamed[former] for former in kept)})}
    moved: dict[str, str] = {}
    events = []
    for former in (each for each in renamed if each in kept):
        now = renamed[former]
        if former in answered and now in answered:
            continue
        count = work.places.move(former, now)
        _move_findings(work, former, asked[now])
        moved[former] = now
        answered |= {now} if former in answered else set()
        events.append(
            Event(MOVED, former, now, before={"checkpoint": former}, after={"checkpoint": now, "rows": count})
        )
    if moved:
        known = {former: moved.get(now, now) for former, now in present(work).items()}
        work.audit.set_setting(RENAMED, canonical({**known, **moved}))
        work.history.record_all(at, by, events)
    return moved


def _move_findings(work: UnitOfWork, former: str, now: Checkpoint) -> None:
    """Let findings, and the measures that name them, speak of the checkpoint by its present id."""
    known = [f for f in work.findings.chosen(FindingQuery(checkpoint=former)) if former in f.checkpoints]
    ids = {f.id: _id(f, now) for f in known}
    for finding in known:
        if ids[finding.id] != finding.id:
            work.findings.drop(finding.id)
    work.findings.put(_moved(finding, former, now) for finding in known)
    for action in work.plan.actions():
        item = now.item if action.checkpoint == now.id else action.item
        after = replace(action, item=item, findings=tuple(ids.get(each, each) for each in action.findings))
        if after != action:
            work.plan.put_action(after)


def _id(finding: Finding, now: Checkpoint) -> str:
    """The id of what an answer is follows from its place; that of what a ledger tells does not."""
    return finding_id(Source.ANSWERS, "", now.id, finding.site) if finding.source is Source.ANSWERS else finding.id


def _moved(finding: Finding, former: str, now: Checkpoint) -> Finding:
    checkpoints = tuple(dict.fromkeys(now.id if each == former else each for each in finding.checkpoints))
    subject = now.id if finding.source is Source.ANSWERS else finding.subject
    return replace(finding, id=_id(finding, now), checkpoints=checkpoints, subject=subject)


def under_former_ids(catalogue: Catalogue, work: UnitOfWork) -> Catalogue:
    """The catalogue of an audit that cannot be written: what it answered under a former id is asked under that one."""
    answered = {place[0] for place in work.answers.all_current()}
    former: dict[str, str] = {}
    for old, now in catalogue.renamed.items():
        if old in answered and now not in answered:
            former.setdefault(now, old)
    if not former:
        return catalogue
    shown = tuple(replace(c, id=former[c.id]) if c.id in former else c for c in catalogue.checkpoints)
    renamed = {old: former.get(now, now) for old, now in catalogue.renamed.items() if former.get(now) != old}
    return replace(catalogue, checkpoints=shown, renamed={**renamed, **former})
