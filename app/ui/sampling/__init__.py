"""Samples of a ledger (抽出点検): drawn in a dialog, settled record by record with the keyboard, concluded."""
