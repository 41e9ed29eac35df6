"""The judging child says everything in JSON, and what it says otherwise is no answer."""

import dataclasses as dc
import json
import pickle

import pytest

from archive.values.verdict import FileVerdict, Remark
from fixtures.pki.office import Office
from signing.pades.verify.answer import (
    NoAnswer,
    evidence_as_bytes,
    evidence_from,
    verdict_as_bytes,
    verdict_of,
)
from signing.pades.verify.carried import Evidence, evidence_of
from tests.signing.pades.verify.judging import judged


@pytest.fixture(scope="module")
def verdict(office: Office, files: dict[str, bytes]) -> FileVerdict:
    """One with two signatures, a seen one among them, and a remark."""
    return dc.replace(judged(office, files["sealed"]), remarks=(Remark("MÃ", "Câu", "Sentence"),))


def test_a_verdict_comes_back_as_it_was(verdict: FileVerdict) -> None:
    assert any(one.shown for one in verdict.signatures)
    assert verdict_of(verdict_as_bytes(verdict)) == verdict


def test_evidence_comes_back_as_it_was(files: dict[str, bytes]) -> None:
    evidence = evidence_of(files["lta"])
    assert evidence.certificates
    assert evidence.crls
    assert evidence_from(evidence_as_bytes(evidence)) == evidence
    assert evidence_from(evidence_as_bytes(Evidence())) == Evidence()


def _changed(whole: FileVerdict, /, **entries: object) -> bytes:
    return json.dumps(json.loads(verdict_as_bytes(whole)) | entries).encode()


def test_what_has_another_form_is_no_verdict(verdict: FileVerdict) -> None:
    signature = json.loads(verdict_as_bytes(verdict))["signatures"][0]
    wrong = [
        b"",
        b"null",
        b"[" * 100_000,
        b"\xff",
        pickle.dumps(verdict),
        _changed(verdict, verdict="GOOD"),
        _changed(verdict, level="B-X"),
        _changed(verdict, more=1),
        _changed(verdict, signatures=[signature | {"time": "2026-03-02T01:30:00"}]),
        _changed(verdict, signatures=[{**signature, "integrity": "YES"}]),
    ]
    for answer in wrong:
        with pytest.raises(NoAnswer):
            verdict_of(answer)


@pytest.mark.parametrize("answer", [b"", b"{}", b"7", b'{"certificates": ["?"]}'])
def test_what_has_another_form_is_no_evidence(answer: bytes) -> None:
    with pytest.raises(NoAnswer):
        evidence_from(answer)
