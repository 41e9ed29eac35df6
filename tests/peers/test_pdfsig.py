"""poppler's pdfsig reads every signature of ours and finds its digest and value right."""

from pathlib import Path

import pytest

from fixtures.forgeries import raw
from tests.peers.corpus import Case
from tests.peers.java_front import NotHere
from tests.peers.pdfsig_runner import NONE, UNJUDGED, VALID, read

pytestmark = [pytest.mark.peers, pytest.mark.timeout(1_800)]


def _read(files: list[Path], home: Path) -> list[tuple[str, ...]]:
    try:
        return read(files, home)
    except NotHere as reason:
        pytest.skip(str(reason))


def test_every_signature_of_ours_is_valid(own_cases: list[Case], tmp_path: Path) -> None:
    said = _read([case.question.file for case in own_cases], tmp_path)
    for case, words in zip(own_cases, said, strict=True):
        assert case.own is not None
        valid = [word for word in words if word == VALID]
        assert len(valid) == case.own.signers, (case.question.file.name, words)
        # The others are document timestamps, which it does not know.
        assert set(words) <= {VALID, UNJUDGED}, (case.question.file.name, words)


def test_it_does_not_find_everything_valid(own_cases: list[Case], copy: bytes, tmp_path: Path) -> None:
    broken, unsigned = tmp_path / "broken.pdf", tmp_path / "unsigned.pdf"
    broken.write_bytes(raw.flip_content(own_cases[0].question.file.read_bytes()))
    unsigned.write_bytes(copy)
    said = _read([broken, unsigned], tmp_path)
    assert said == [("Digest Mismatch.",), (NONE,)]
