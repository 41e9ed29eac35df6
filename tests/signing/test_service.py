"""The signing room signs for whom it is told, with keys that may sign, and completes what was left out."""

import dataclasses as dc
import datetime as dt
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from cryptography import x509
from PIL import Image

from archive.catalogue.values import Corner, Profile, Signers
from archive.clock import FixedClock
from archive.settings import Settings
from archive.values.reading import Box
from archive.values.verdict import Level, Verdict
from fixtures.pki.office import AGENCY, MADE_AT, OFFICER, Office, open_office
from fixtures.signed import plain_pdf
from signing.act import Act
from signing.authority.crl import revoke
from signing.authority.make import make_authority, make_key
from signing.errors import (
    CertificateExpired,
    CertificateRevoked,
    KeyUnavailable,
    ProfileForbidden,
    SealFieldMissing,
    SigningError,
)
from signing.keys.soft import SoftSigner
from signing.profiles import first_level
from signing.service import SigningRoom
from signing.trust.judging import Judging
from tests.servers.process import free_port

PLAIN = plain_pdf()
ALONE = Profile(
    slug="thu-nghiem", name="Hồ sơ ký thử nghiệm", signers=Signers.OFFICER,
    words_vi="Được số hóa từ bản giấy\n{person}\n{agency}\n{time}", corner=Corner.TOP_LEFT,
    seal_picture=False, level="B-LTA", right=None, valid_from=dt.date(2026, 1, 1), valid_to=None,
    source="thử nghiệm",
)  # fmt: skip
BOTH = dc.replace(ALONE, signers=Signers.BOTH, seal_picture=True)
SEAL = dc.replace(ALONE, signers=Signers.SEAL)
NOBODY = dc.replace(ALONE, signers=Signers.NONE)


def _room(office: Office, *, tsa_url: str = "", at: dt.datetime = MADE_AT) -> SigningRoom:
    return SigningRoom(Settings(home=office.home, tsa_url=tsa_url), FixedClock(at))


def _dead_url() -> str:
    return f"http://127.0.0.1:{free_port()}/"


def _act(profile: Profile, **changes: str) -> Act:
    facts = {"account": "gam", "full_name": OFFICER, "agency": AGENCY, "agency_code": "H99.12", **changes}
    return Act(**facts, profile=profile, at=MADE_AT)  # type: ignore[arg-type]


@pytest.fixture
def unused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key may be used in this test."""

    def sign(_self: SoftSigner, _data: bytes, _digest: str) -> bytes:
        raise AssertionError("the key was used")

    monkeypatch.setattr(SoftSigner, "sign", sign)


def test_an_officer_certifies_a_copy_and_the_room_itself_judges_it_good(office: Office) -> None:
    signed = _room(office).certify(PLAIN, _act(ALONE))
    verdict = _room(office).judge(signed.data)
    assert signed.data.startswith(PLAIN)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert [(one.field, one.signer) for one in verdict.signatures] == [("CanBo", OFFICER)]


def test_officer_then_agency_pass_and_before_the_seal_nothing_does(office: Office) -> None:
    room = _room(office)
    waiting = room.certify(PLAIN, _act(BOTH))
    between = room.judge(waiting.data)
    assert (between.verdict, between.reason) == (Verdict.INDETERMINATE, "SIGNATURE_MISSING")
    assert (waiting.level, waiting.missing) == (first_level(BOTH), ())
    sealed = room.seal(waiting.data, _act(BOTH))
    verdict = room.judge(sealed.data)
    assert sealed.data.startswith(waiting.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert [(one.field, one.signer) for one in verdict.signatures] == [("CanBo", OFFICER), ("CoQuan", AGENCY)]


def test_the_first_of_two_signatures_leaves_the_rest_to_the_last() -> None:
    assert [first_level(profile) for profile in (ALONE, SEAL, BOTH)] == [Level.LTA, Level.LTA, Level.T]
    assert first_level(dc.replace(BOTH, level="B-B")) is Level.B


def test_an_agency_alone_certifies_with_its_seal_and_not_with_the_officer_s_key(office: Office) -> None:
    signed = _room(office).certify(PLAIN, _act(SEAL, account="nobody"))
    verdict = _room(office).judge(signed.data)
    assert verdict.verdict is Verdict.PASSED
    assert [(one.field, one.signer) for one in verdict.signatures] == [("CoQuan", AGENCY)]


@pytest.mark.usefixtures("unused")
def test_where_nobody_signs_no_key_is_used(office: Office) -> None:
    with pytest.raises(ProfileForbidden):
        _room(office).certify(PLAIN, _act(NOBODY))
    for profile in (ALONE, NOBODY):
        with pytest.raises(ProfileForbidden):
            _room(office).seal(PLAIN, _act(profile))


@pytest.mark.usefixtures("unused")
def test_a_seal_needs_the_field_that_the_officer_s_profile_made(office: Office) -> None:
    with pytest.raises(SealFieldMissing):
        _room(office).seal(PLAIN, _act(BOTH))


@pytest.mark.usefixtures("unused")
@pytest.mark.parametrize("name", ["somebody", "../pki/root", "", "H99.12"])
def test_a_key_that_is_not_there_is_said_so_whatever_the_name(office: Office, name: str) -> None:
    with pytest.raises(KeyUnavailable):
        _room(office).certify(PLAIN, _act(ALONE, account=name))
    if name != "H99.12":
        with pytest.raises(KeyUnavailable):
            _room(office).certify(PLAIN, _act(SEAL, agency_code=name))


@pytest.mark.usefixtures("unused")
@pytest.mark.parametrize("profile", [ALONE, SEAL])
@pytest.mark.parametrize("days", [-2, 1200])
def test_an_expired_or_not_yet_valid_key_is_refused_before_it_is_used(
    office: Office, profile: Profile, days: int
) -> None:
    with pytest.raises(CertificateExpired):
        _room(office, at=MADE_AT + dt.timedelta(days=days)).certify(PLAIN, _act(profile))


@pytest.mark.usefixtures("unused")
@pytest.mark.parametrize("profile", [ALONE, SEAL])
def test_a_revoked_key_is_refused_before_it_is_used(own_office: Office, profile: Profile) -> None:
    for signer in (own_office.officer, own_office.seal):
        revoke(own_office.pki, signer.certificate, own_office.clock)
    with pytest.raises(CertificateRevoked):
        _room(own_office).certify(PLAIN, _act(profile))


def test_a_seal_revoked_after_the_officer_signed_is_refused(own_office: Office) -> None:
    room = _room(own_office)
    waiting = room.certify(PLAIN, _act(BOTH))
    revoke(own_office.pki, own_office.seal.certificate, own_office.clock)
    with pytest.raises(CertificateRevoked):
        room.seal(waiting.data, _act(BOTH))


@pytest.mark.usefixtures("unused")
def test_a_key_of_another_authority_is_refused(own_office: Office, tmp_path: Path) -> None:
    stranger = open_office(tmp_path / "stranger")
    key = own_office.home / "officers" / "gam.p12"
    key.write_bytes((stranger.home / "officers" / "gam.p12").read_bytes())
    secret = own_office.pki / "officers.secret"
    secret.chmod(0o600)
    secret.write_bytes((stranger.pki / "officers.secret").read_bytes())
    with pytest.raises(SigningError, match="certificate-unfit"):
        _room(own_office).certify(PLAIN, _act(ALONE))


@pytest.mark.parametrize("profile", [ALONE, SEAL])
def test_a_dead_timestamp_server_stops_no_signature_and_a_living_one_completes_it(
    office: Office, profile: Profile
) -> None:
    dead, living = _room(office, tsa_url=_dead_url()), _room(office)
    signed = dead.certify(PLAIN, _act(profile))
    assert (signed.level, signed.missing) == (Level.B, ("timestamp", "revocation", "archive-timestamp"))
    assert dead.complete(signed.data, Level.LTA) == signed
    whole = living.complete(signed.data, Level.LTA)
    assert whole.data.startswith(signed.data)
    assert (whole.level, whole.missing) == (Level.LTA, ())
    assert living.judge(whole.data).verdict is Verdict.PASSED
    assert living.complete(whole.data, Level.LTA) == whole


@pytest.mark.parametrize("completed_first", [True, False])
def test_a_paper_signed_without_timestamps_can_be_sealed_before_or_after_completion(
    office: Office, completed_first: bool
) -> None:
    dead, living = _room(office, tsa_url=_dead_url()), _room(office)
    signed = dead.certify(PLAIN, _act(BOTH))
    if completed_first:
        signed = living.complete(signed.data, first_level(BOTH))
        assert (signed.level, signed.missing) == (Level.T, ())
    sealed = living.seal(signed.data, _act(BOTH))
    if not completed_first:
        sealed = living.complete(sealed.data, Level.LTA)
    verdict = living.judge(sealed.data)
    assert (sealed.level, verdict.verdict, verdict.level) == (Level.LTA, Verdict.PASSED, Level.LTA)
    assert [one.verdict for one in verdict.signatures] == [Verdict.PASSED, Verdict.PASSED]


def test_a_signature_that_waited_for_years_without_evidence_is_never_completed_into_a_good_one(
    own_office: Office,
) -> None:
    signed = _room(own_office, tsa_url=_dead_url()).certify(PLAIN, _act(ALONE))
    revoke(own_office.pki, own_office.officer.certificate, own_office.clock)
    late = _room(own_office, at=MADE_AT + dt.timedelta(days=30))
    assert late.judge(late.complete(signed.data, Level.LTA).data).verdict is not Verdict.PASSED


def test_given_anchors_replace_the_own_ones(office: Office, tmp_path: Path) -> None:
    signed = _room(office).certify(PLAIN, _act(ALONE))
    stranger = open_office(tmp_path / "stranger")
    assert _room(office).judge_as(signed.data, Judging(anchors=office.anchors)).verdict is Verdict.PASSED
    foreign = _room(office).judge_as(signed.data, Judging(anchors=stranger.anchors))
    assert foreign.verdict is Verdict.INDETERMINATE


def test_the_first_officer_of_an_agency_brings_its_seal_and_the_next_one_keeps_it(tmp_path: Path) -> None:
    clock = FixedClock(MADE_AT)
    make_authority(tmp_path, clock)
    assert make_key(tmp_path, "gam", OFFICER, "H99.12", clock, agency_name=AGENCY)
    room = SigningRoom(Settings(home=tmp_path), clock)
    seal = room.seal_for("H99.12")
    assert seal is not None
    assert _common_name(seal.certificate) == AGENCY
    assert make_key(tmp_path, "lan", "Đặng Thị Lan", "H99.12", clock, agency_name="Tên khác")
    again = SigningRoom(Settings(home=tmp_path), clock).seal_for("H99.12")
    assert again is not None
    assert again.certificate == seal.certificate
    assert room.seal_for("H99.13") is None


def test_without_the_embedded_authority_no_key_is_made(tmp_path: Path) -> None:
    assert not make_key(tmp_path, "gam", OFFICER, "H99.12", FixedClock(MADE_AT))
    assert list(tmp_path.iterdir()) == []


def _common_name(certificate: bytes) -> str:
    subject = x509.load_der_x509_certificate(certificate).subject
    return str(subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


def test_a_seal_without_a_picture_puts_nothing_on_the_page(own_office: Office) -> None:
    room = _room(own_office)
    waiting = room.certify(PLAIN, _act(BOTH))
    sealed = room.seal(waiting.data, _act(BOTH))
    assert np.array_equal(_drawn(waiting.data), _drawn(sealed.data))


def test_a_seal_with_a_picture_shows_it_and_covers_nothing(own_office: Office) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (200, 200), (220, 20, 30, 255)).save(out, "PNG")
    (own_office.home / "seals" / "H99.12.png").write_bytes(out.getvalue())
    # The line that the copy has on page one, in points from the top left.
    act = dc.replace(_act(BOTH), occupied=(Box(60, 139, 250, 143),))
    room = _room(own_office)
    waiting = room.certify(PLAIN, act)
    sealed = room.seal(waiting.data, act)
    before, after = _drawn(waiting.data), _drawn(sealed.data)
    changed = (before != after).any(axis=2)
    assert changed.any()
    assert (before[changed] == 255).all(), "what was printed there is covered"
    assert room.judge(sealed.data).verdict is Verdict.PASSED


def _drawn(pdf: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return np.asarray(document[0].render(scale=1, may_draw_forms=True).to_pil().convert("RGB"))
