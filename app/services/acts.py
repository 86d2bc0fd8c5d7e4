"""What the acts of the history are called, in the window and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWay:
    """Where an act is taken back that undo does not take back: in the window, and the command that does it."""

    where: str
    command: str


def own_ways(translate: Callable[[str], str]) -> dict[str, OwnWay]:
    """The acts that have a way back of their own."""
    _ = translate
    people, samples = _("the people of the audit"), _("the samples of the ledger")
    assigned, hits = _("the assignments"), _("the consistency checks")
    own, versions, disproofs = _("the own checkpoints"), _("the register of evidence"), _("the attempts to disprove")
    return {
        "ledger.imported": OwnWay(_("the imports of the ledger"), "imports undo"),
        "evidence.replaced": OwnWay(versions, "evidence withdraw"),
        "evidence.version_withdrawn": OwnWay(versions, "evidence replace"),
        "disproof.recorded": OwnWay(disproofs, "disproof withdraw"),
        "assignment.set": OwnWay(assigned, "assign remove"),
        "assignment.removed": OwnWay(assigned, "assign set"),
        "sample.drawn": OwnWay(samples, "sample withdraw"),
        "overlay.taken": OwnWay(own, "overlay remove"),
        "overlay.removed": OwnWay(own, "overlay import"),
        "carried.laid_aside": OwnWay(_("the answers of the earlier audit"), "carried take"),
        "consistency.noted": OwnWay(hits, "consistency unnote"),
        "consistency.unnoted": OwnWay(hits, "consistency note"),
        "review.one_person": OwnWay(people, "review one-person"),
        "person.added": OwnWay(people, "people remove"),
        "person.changed": OwnWay(people, "people change"),
        "person.removed": OwnWay(people, "people add"),
        "audit.sealed": OwnWay(_("the page of the seal"), "reopen"),
    }


def act_words(translate: Callable[[str], str]) -> dict[str, str]:
    """Every act the program records, in the order of the window's filter. A test compares it with the code."""
    _ = translate
    return {
        "audit.created": _("Audit begun"),
        "audit.converted": _("File converted to a newer format"),
        "audit.carried": _("Begun from an earlier audit"),
        "answer.taken_over": _("Answer taken over from the earlier audit"),
        "carried.laid_aside": _("Answer of the earlier audit laid aside"),
        "catalogue.kept": _("Texts of the checkpoints kept"),
        "checkpoint.renamed": _("Moved to the id that the checkpoint has today"),
        "audit.changed": _("Particulars of the audit changed"),
        "site.added": _("Site added"),
        "site.alias": _("Name of a site confirmed"),
        "site.renamed": _("Site renamed"),
        "site.removed": _("Site taken out"),
        "site.restored": _("Site taken back"),
        "site.filled": _("Sites filled in from the ledger of offices"),
        "answer.recorded": _("Answer given"),
        "answer.copied": _("Answer copied to another site"),
        "answer.confirmed": _("Copied answer confirmed"),
        "answer.upheld": _("Answer upheld after findings or the question changed"),
        "challenge.replied": _("Reply to a challenge"),
        "disproof.recorded": _("Attempt to disprove an answer recorded"),
        "disproof.withdrawn": _("Attempt to disprove an answer withdrawn"),
        "flag.set": _("Flag set"),
        "flag.cleared": _("Flag taken down"),
        "assignment.set": _("Site or area assigned"),
        "assignment.removed": _("Assignment taken away"),
        "evidence.added": _("Evidence added"),
        "evidence.removed": _("Evidence taken off"),
        "evidence.used": _("Evidence used at a further place"),
        "evidence.ended": _("Evidence taken off at one place"),
        "evidence.replaced": _("New version of evidence"),
        "evidence.version_withdrawn": _("New version of evidence taken back"),
        "evidence.facts": _("Last day or note of evidence changed"),
        "ledger.imported": _("Ledger imported"),
        "ledger.undone": _("Import taken back"),
        "record.added": _("Record added by hand"),
        "record.edited": _("Record changed by hand"),
        "record.removed": _("Record struck off by hand"),
        "record.restored": _("Record brought back"),
        "alias.added": _("Other name confirmed"),
        "alias.removed": _("Other name forgotten"),
        "findings.refreshed": _("Findings compared anew"),
        "finding.status": _("State of a finding changed"),
        "finding.lapsed": _("Accepted risk lapsed"),
        "proposal.adopted": _("Proposal adopted"),
        "proposal.changed": _("Answered otherwise than proposed"),
        "proposal.rejected": _("Proposal rejected"),
        "sample.drawn": _("Sample drawn"),
        "sample.checked": _("Result of a sampled record written"),
        "sample.reopened": _("Result of a sampled record taken back"),
        "sample.withdrawn": _("Sample withdrawn"),
        "setting.changed": _("Setting changed"),
        "style.changed": _("House style changed"),
        "overlay.taken": _("Own checkpoints taken in"),
        "overlay.removed": _("Own checkpoints taken out"),
        "value.changed": _("Own value changed"),
        "plan.drafted": _("Measures drafted"),
        "plan.added": _("Measure added"),
        "plan.edited": _("Measure changed"),
        "plan.accepted": _("Draft of a measure accepted"),
        "plan.withdrawn": _("Measure withdrawn"),
        "plan.restored": _("Measure taken back"),
        "plan.due_revised": _("Due date of a measure revised"),
        "plan.followed": _("Progress of a measure written"),
        "plan.linked": _("Findings of a measure changed"),
        "plan.effect_checked": _("Effect of a measure looked at"),
        "plan.filed": _("Filing recorded"),
        "case.added": _("Case recorded"),
        "case.changed": _("Case changed"),
        "case.noted": _("Text or fact of a case written"),
        "case.clock": _("Report to the privacy commission recorded"),
        "separation.added": _("System to be split added"),
        "separation.changed": _("Split of a system changed"),
        "separation.removed": _("System to be split taken out"),
        "separation.moved": _("Days of a stage of a split moved"),
        "separation.done": _("Whether a stage of a split is done"),
        "control.added": _("Interim control added"),
        "control.changed": _("Interim control changed"),
        "control.removed": _("Interim control taken out"),
        "filing.changed": _("Particulars of the filing changed"),
        "undone": _("Undone"),
        "redone": _("Done again"),
        "review.requested": _("Review asked for"),
        "review.withdrawn": _("Wish for a review withdrawn"),
        "review.lapsed": _("Acceptance lapsed: what the answer rested on has changed"),
        "review.accepted": _("Answer accepted by the reviewer"),
        "review.returned": _("Answer returned by the reviewer"),
        "review.one_person": _("Whether one person may answer and accept"),
        "person.added": _("Person listed"),
        "person.changed": _("Entry of a person changed"),
        "person.removed": _("Person taken off the list"),
        "audit.approved": _("Audit approved"),
        "audit.sealed": _("Audit sealed"),
        "audit.reopened": _("Sealed audit reopened"),
        "paper.printed": _("Paper printed"),
        "paper.not_printed": _("Paper taken off the record: no page was printed"),
        "paper.filed": _("Scan of a paper filed"),
        "paper.signed": _("Signatures of a paper entered"),
        "paper.withdrawn": _("Scan of a paper withdrawn"),
        "handin.built": _("Hand-in folder built"),
        "walk.entered": _("Results of a floor-walk sheet entered"),
        "consistency.noted": _("Hit of the consistency check left as it is"),
        "consistency.unnoted": _("Hit of the consistency check taken up again"),
    }
