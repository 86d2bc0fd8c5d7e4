"""Contradictions and gaps over the whole audit (整合性チェック)."""
