"""What the acts of the history are called, in the window and on the command line."""

from __future__ import annotations

from collections.abc import Callable


def act_words(translate: Callable[[str], str]) -> dict[str, str]:
    """Every act the program records, in the order of the window's filter. A test compares it with the code."""
    _ = translate
    return {
        "audit.created": _("Audit begun"),
        "audit.converted": _("File converted to a newer format"),
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
        "answer.upheld": _("Answer upheld after findings changed"),
        "challenge.replied": _("Reply to a challenge"),
        "disproof.recorded": _("Attempt to disprove an answer recorded"),
        "disproof.withdrawn": _("Attempt to disprove an answer withdrawn"),
        "evidence.added": _("Evidence added"),
        "evidence.removed": _("Evidence taken off"),
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
        "overlay.taken": _("Own checkpoints taken in"),
        "overlay.removed": _("Own checkpoints taken out"),
        "value.changed": _("Own value changed"),
        "plan.drafted": _("Measures drafted"),
        "plan.added": _("Measure added"),
        "plan.edited": _("Measure changed"),
        "plan.accepted": _("Draft of a measure accepted"),
        "plan.withdrawn": _("Measure withdrawn"),
        "plan.restored": _("Measure taken back"),
        "case.added": _("Case recorded"),
        "case.changed": _("Case changed"),
        "separation.added": _("System to be split added"),
        "separation.changed": _("Split of a system changed"),
        "separation.removed": _("System to be split taken out"),
        "filing.changed": _("Particulars of the filing changed"),
    }
