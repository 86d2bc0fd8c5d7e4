"""Ten thousand findings as PDF, DOCX and XLSX within bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_MOST = {"pdf": 300, "docx": 150, "xlsx": 150}
"""MB; those that people edit are written row by row."""


@pytest.mark.benchmark
@pytest.mark.parametrize("suffix", sorted(_MOST))
def test_ten_thousand_findings_take_bounded_memory(tmp_path: Path, root: Path, suffix: str) -> None:
    target = tmp_path / f"検出事項一覧.{suffix}"
    words = [sys.executable, "-m", "tests.benchmarks.long_list_run", str(target), "10000"]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=root)
    print(f"{suffix}: {done.stdout.strip()} MB, {target.stat().st_size >> 10} KB")
    assert int(done.stdout) <= _MOST[suffix]
