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
        "answer.recorded": _("Answer given"),
        "answer.copied": _("Answer copied to another site"),
        "answer.confirmed": _("Copied answer confirmed"),
        "evidence.added": _("Evidence added"),
        "evidence.removed": _("Evidence taken off"),
        "ledger.imported": _("Ledger imported"),
        "findings.refreshed": _("Findings compared anew"),
        "finding.status": _("State of a finding changed"),
        "proposal.adopted": _("Proposal adopted"),
        "proposal.rejected": _("Proposal rejected"),
        "sample.drawn": _("Sample drawn"),
        "sample.checked": _("Result of a sampled record written"),
        "sample.reopened": _("Result of a sampled record taken back"),
        "sample.withdrawn": _("Sample withdrawn"),
        "setting.changed": _("Setting changed"),
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
