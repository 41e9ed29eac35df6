"""A signature prepared here and made elsewhere is the same as one made at once, and nothing else is taken."""

import dataclasses as dc

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from archive.clock import FixedClock
from archive.values.ids import Sha256
from archive.values.verdict import Level, Verdict
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf, visible
from signing.errors import SealFieldMissing, SignatureMismatch, SigningFailed
from signing.pades.sign.certify import certify, prepare_certification
from signing.pades.sign.complete import complete
from signing.pades.sign.embed import finish_prepared
from signing.pades.sign.prepared import Credential, Prepared
from signing.pades.sign.seal import prepare_seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from tests.fakes.signing import DeadTimestamp

PLAIN = plain_pdf()


def _prepared(office: Office, **changes: object) -> Prepared:
    facts = {"tsa": office.tsa, "at": office.clock.now(), "credential": Credential.of(office.officer)}
    request = SignRequest(visible=visible(office))
    return prepare_certification(PLAIN, request, **(facts | changes))  # type: ignore[arg-type]


def _finished(office: Office, prepared: Prepared, signature: bytes, parent: bytes = PLAIN) -> Signed:
    return finish_prepared(
        parent, prepared, signature, tsa=office.tsa, revocation=office.revocation, clock=office.clock
    )


def _made(office: Office, prepared: Prepared) -> bytes:
    return office.officer.sign(prepared.attributes, prepared.digest)


def _verdict(office: Office, signed: Signed) -> Verdict:
    return judge(signed.data, Policy(at=office.clock.now(), anchors=office.anchors)).verdict


def test_prepared_signed_elsewhere_and_finished_it_passes_at_the_level_asked(office: Office) -> None:
    prepared = _prepared(office)
    signed = _finished(office, prepared, _made(office, prepared))
    assert signed.data.startswith(PLAIN)
    assert (signed.level, signed.missing, _verdict(office, signed)) == (Level.LTA, (), Verdict.PASSED)


def test_the_appended_part_is_fixed_but_for_the_hole(office: Office) -> None:
    prepared = _prepared(office)
    signed = _finished(office, dc.replace(prepared, level=Level.B), _made(office, prepared))
    begin, end = prepared.hole
    before = PLAIN + prepared.tail
    assert prepared.parent == Sha256.of(PLAIN)
    assert PLAIN not in prepared.tail
    assert len(signed.data) == len(before)
    assert (signed.data[: begin + 1], signed.data[end - 1 :]) == (before[: begin + 1], before[end - 1 :])
    assert set(before[begin + 1 : end - 1]) == {ord("0")}


def test_what_is_signed_at_once_is_what_would_be_prepared(office: Office) -> None:
    prepared = _prepared(office, tsa=None)
    at_once = certify(
        PLAIN, SignRequest(visible=visible(office), level=Level.B), office.officer,
        tsa=None, revocation=None, clock=office.clock,
    )  # fmt: skip
    assert at_once.data[: prepared.hole[0]] == (PLAIN + prepared.tail)[: prepared.hole[0]]


def test_the_seal_is_prepared_on_top_of_the_officer_s_signature(office: Office) -> None:
    waiting = certify(
        PLAIN, SignRequest(seal=True), office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip
    credential = Credential.of(office.seal)
    prepared = prepare_seal(waiting.data, SignRequest(), credential, tsa=office.tsa, at=office.clock.now())
    with pytest.raises(SignatureMismatch):
        _finished(office, prepared, _made(office, prepared), waiting.data)
    signature = office.seal.sign(prepared.attributes, prepared.digest)
    signed = _finished(office, prepared, signature, waiting.data)
    assert (signed.level, _verdict(office, signed)) == (Level.LTA, Verdict.PASSED)
    with pytest.raises(SealFieldMissing):
        prepare_seal(PLAIN, SignRequest(), credential, tsa=None, at=office.clock.now())


def test_another_key_s_another_paper_s_or_a_damaged_signature_is_refused(office: Office) -> None:
    prepared, other = _prepared(office), _prepared(office, at=office.clock.now().replace(year=2027))
    good = _made(office, prepared)
    stranger = ec.generate_private_key(ec.SECP256R1()).sign(prepared.attributes, ec.ECDSA(hashes.SHA256()))
    moved = _made(
        office,
        dc.replace(prepared, attributes=prepared.attributes[:-1] + bytes([prepared.attributes[-1] ^ 1])),
    )
    for bad in (stranger, moved, b"", good[:-1], good + b"\0", bytes(len(good))):
        with pytest.raises(SignatureMismatch):
            _finished(office, prepared, bad)
    assert other.tail != prepared.tail
    with pytest.raises(SigningFailed, match="not the one"):
        _finished(office, prepared, good, PLAIN + b"\n")


def test_a_timestamp_server_that_dies_in_between_lowers_the_level_and_is_made_up_for(office: Office) -> None:
    prepared = _prepared(office)
    signed = finish_prepared(
        PLAIN, prepared, _made(office, prepared), tsa=DeadTimestamp(), revocation=office.revocation,
        clock=office.clock,
    )  # fmt: skip
    assert signed.level is Level.B
    outside = {"tsa": office.tsa, "revocation": office.revocation, "clock": office.clock}
    whole = complete(signed.data, **outside)  # type: ignore[arg-type]
    assert (whole.level, _verdict(office, whole)) == (Level.LTA, Verdict.PASSED)


def test_a_timestamp_server_that_comes_back_in_between_is_not_asked_for_what_has_no_room(
    office: Office,
) -> None:
    prepared = _prepared(office, tsa=DeadTimestamp())
    signed = _finished(office, prepared, _made(office, prepared))
    assert signed.level is Level.B
    outside = {"tsa": office.tsa, "revocation": office.revocation, "clock": FixedClock(office.clock.now())}
    assert complete(signed.data, **outside).level is Level.LTA  # type: ignore[arg-type]


def test_neither_bytes_nor_certificate_are_shown(office: Office) -> None:
    shown = repr(_prepared(office))
    assert "tail" not in shown
    assert "certificate" not in shown
