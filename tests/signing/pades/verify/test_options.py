"""What somebody may ask of a judgement: other anchors, lists, a time, expected signers."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.clock import FixedClock
from archive.errors import BadValue
from archive.settings import Settings
from archive.values.verdict import Verdict
from fixtures.forgeries import people
from fixtures.forgeries.signed import sign
from fixtures.pki.office import AGENCY, OFFICER, Office, open_office
from fixtures.signed import plain_pdf
from signing.pades.verify.policy import Policy
from signing.service import SigningRoom
from signing.trust.judging import Judging
from tests.signing.pades.verify.judging import HOUR, YEAR, judged, lists, policy


@pytest.fixture
def room(office: Office) -> SigningRoom:
    return SigningRoom(Settings(home=office.home), FixedClock(office.clock.now() + HOUR))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Another office, with an authority of its own whose names are ours."""
    return open_office(tmp_path_factory.mktemp("khac") / "home")


def _pem(office: Office) -> bytes:
    return b"".join(x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM) for one in office.anchors)


@pytest.mark.parametrize("name", ["b", "lta", "sealed"])
def test_the_archive_trusts_what_it_signed(room: SigningRoom, files: dict[str, bytes], name: str) -> None:
    assert room.judge(files[name]).verdict is Verdict.PASSED


def test_other_anchors_replace_the_own_ones(
    room: SigningRoom, office: Office, stranger: Office, files: dict[str, bytes]
) -> None:
    own, other = _pem(office), _pem(stranger)
    assert room.judge_as(files["lta"], Judging(anchors=(own,))).verdict is Verdict.PASSED
    assert room.judge_as(files["lta"], Judging(anchors=(other, own))).verdict is Verdict.PASSED
    assert room.judge_as(files["lta"], Judging(anchors=office.anchors)).verdict is Verdict.PASSED
    refused = room.judge_as(files["lta"], Judging(anchors=(other,)))
    assert refused.verdict is Verdict.INDETERMINATE
    assert [one.certificate for one in refused.signatures] == [Verdict.INDETERMINATE]
    foreign = sign(plain_pdf(), people.good(stranger), stranger.clock.now())
    assert room.judge(foreign).verdict is Verdict.INDETERMINATE
    trusted = room.judge_as(foreign, Judging(anchors=(other,), crls=lists(stranger)))
    assert trusted.verdict is Verdict.PASSED


def test_other_anchors_leave_out_the_own_lists(
    room: SigningRoom, office: Office, files: dict[str, bytes]
) -> None:
    verdict = room.judge_as(files["b"], Judging(anchors=office.anchors))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "TRY_LATER")
    assert (
        room.judge_as(files["b"], Judging(anchors=office.anchors, crls=lists(office))).verdict
        is Verdict.PASSED
    )


def test_a_signer_s_own_certificate_is_no_anchor(office: Office, files: dict[str, bytes]) -> None:
    conditions = Policy(office.clock.now() + HOUR, anchors=(office.officer.certificate,), crls=lists(office))
    assert _verdict(files["lta"], conditions) is not Verdict.PASSED


@pytest.mark.parametrize("anchor", [b"", b"\x30\x00", b"not a certificate"])
def test_an_anchor_that_is_none_trusts_nobody(office: Office, files: dict[str, bytes], anchor: bytes) -> None:
    conditions = Policy(office.clock.now() + HOUR, anchors=(anchor,), crls=lists(office))
    assert _verdict(files["lta"], conditions) is not Verdict.PASSED
    assert _verdict(files["lta"], Policy(office.clock.now() + HOUR)) is not Verdict.PASSED


def _verdict(data: bytes, conditions: Policy) -> Verdict:
    from signing.pades.verify.judge import judge

    return judge(data, conditions).verdict


@pytest.mark.parametrize("data", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_an_anchor_or_a_list_that_cannot_be_read_is_refused_by_name(
    room: SigningRoom, files: dict[str, bytes], data: bytes
) -> None:
    with pytest.raises(BadValue, match="--trust"):
        room.judge_as(files["lta"], Judging(anchors=(data,)))
    with pytest.raises(BadValue, match="--crl"):
        room.judge_as(files["lta"], Judging(crls=(data,)))


def test_a_list_that_is_given_can_take_a_signer_back(office: Office, files: dict[str, bytes]) -> None:
    serial = x509.load_der_x509_certificate(office.officer.certificate).serial_number
    day = (office.clock.now() - people.DAY).replace(microsecond=0)
    later = (office.clock.now() + people.DAY).replace(microsecond=0)
    before = judged(office, files["lta"], crls=(people.crl(office, {serial: day}),))
    assert (before.verdict, before.reason) == (Verdict.INDETERMINATE, "REVOKED_NO_POE")
    month = 30 * people.DAY
    after = people.crl(office, {serial: later}, at=office.clock.now() + month)
    assert judged(office, files["lta"], after=month + HOUR, crls=(after,)).verdict is Verdict.PASSED


def test_a_list_of_somebody_else_takes_nobody_back(office: Office, files: dict[str, bytes]) -> None:
    serial = x509.load_der_x509_certificate(office.officer.certificate).serial_number
    day = (office.clock.now() - people.DAY).replace(microsecond=0)
    forged = people.crl(office, {serial: day}, by=people.key())
    assert judged(office, files["lta"], crls=(forged,)).verdict is Verdict.PASSED


def test_before_it_was_signed_a_file_does_not_pass(office: Office, files: dict[str, bytes]) -> None:
    for name in ("b", "lta"):
        early = judged(office, files[name], after=-YEAR)
        assert early.verdict is Verdict.INDETERMINATE


def test_the_time_of_a_judgement_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Policy(at=dt.datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize("name", [OFFICER, AGENCY, OFFICER.upper(), f"  {OFFICER} ", "gam"])
def test_an_expected_signer_is_found_by_name_or_number(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    assert judged(office, files["sealed"], expected=(name,)).verdict is Verdict.PASSED


@pytest.mark.parametrize("name", ["Trần Văn Bình", "", " ", OFFICER[:-1], "Nguyen Thi Hong Gam"])
def test_an_expected_signer_who_is_not_there_is_missed(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    verdict = judged(office, files["lta"], expected=(OFFICER, name))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "SIGNATURE_MISSING")
    assert [one.verdict for one in verdict.signatures] == [Verdict.PASSED]


def test_an_impostor_of_the_same_name_is_not_the_expected_signer(office: Office) -> None:
    impostor = sign(plain_pdf(), people.foreign(office)[0], office.clock.now())
    verdict = judged(office, impostor, expected=(OFFICER,))
    assert verdict.verdict is Verdict.INDETERMINATE
    assert policy(office, expected=(OFFICER,)).expected_signers == (OFFICER,)
