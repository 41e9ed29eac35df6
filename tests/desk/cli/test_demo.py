"""The demo says how to get its papers where there are none."""

from pathlib import Path

import pytest

from desk.cli.demo import demo
from desk.errors import NoSuchFile


def test_a_fresh_archive_is_told_what_writes_the_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))
    with pytest.raises(NoSuchFile) as refused:
        demo(None)
    for text in (refused.value.text_vi, refused.value.text_en):
        assert f"python -m fixtures.dossier {tmp_path / 'papers'}" in text
        assert "make demo" in text
