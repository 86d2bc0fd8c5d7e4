"""The wizard by which a ledger is imported: file, sheets, columns, check, result."""

from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

__all__ = ["LedgerImportWizard"]
