"""The signing room with authorities that others run: asked over HTTP at signing, needed by nobody later."""

import dataclasses as dc
import datetime as dt
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from archive.catalogue.values import Corner, Profile, Signers
from archive.settings import Settings
from archive.values.verdict import Level, Verdict
from fixtures.pki.office import AGENCY, open_office
from fixtures.pki.office import OFFICER as EMBEDDED_OFFICER
from fixtures.pki.province import OFFICER
from fixtures.signed import plain_pdf
from signing.act import Act
from signing.authority.layout import PASS_PHRASE_FILE
from signing.errors import CertificateRevoked, TimestampUnavailable
from signing.keys.soft import SoftSigner
from signing.keys.store import OFFICERS, PKI
from signing.pades.sign.opening import open_reader
from signing.pades.stamp.font import TINOS, load_font
from signing.service import SigningRoom
from signing.sources.fetch import Limits
from signing.trust.judging import Judging
from tests.fakes.faults import HTML, silent, status, well
from tests.servers.certomancer import Authorities, Fault

PLAIN = plain_pdf(1)
PROFILE = Profile(
    slug="thu-nghiem", name="Hồ sơ ký thử nghiệm", signers=Signers.OFFICER,
    words_vi="Được số hóa từ bản giấy\n{person}\n{agency}\n{time}", corner=Corner.TOP_LEFT,
    seal_picture=False, level="B-LTA", right=None, valid_from=dt.date(2026, 1, 1), valid_to=None,
    source="thử nghiệm",
)  # fmt: skip
FIRST, SECOND, ANSWERS = "tsa/first", "tsa/second", "ocsp/issuing"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which somebody signed before, so that its font is prepared."""
    home = tmp_path_factory.mktemp("used") / "home"
    open_office(home)
    load_font(TINOS, home / "cache")
    return home


@pytest.fixture
def home(tmp_path: Path, used: Path, server: Authorities) -> Path:
    """A home whose embedded authority has no say over the officer, and which trusts the province."""
    shutil.copytree(used, tmp_path / "home")
    (tmp_path / "trust").mkdir()
    root = server.province.certificate("root").public_bytes(Encoding.PEM)
    (tmp_path / "trust" / "root.pem").write_bytes(root)
    return tmp_path / "home"


def _room(server: Authorities, home: Path, label: str = "officer-answered", *stamps: str) -> SigningRoom:
    """Return a room in which the account `dat` signs with a certificate of the province."""
    secret = (home / PKI / PASS_PHRASE_FILE).read_bytes()
    bundle = pkcs12.serialize_key_and_certificates(
        None, server.province.key("officer"), server.province.certificate(label),
        [server.province.certificate("issuing")], BestAvailableEncryption(secret),
    )  # fmt: skip
    file = home / OFFICERS / "dat.p12"
    file.write_bytes(bundle)
    file.chmod(0o600)
    urls = " ".join(server.url(path) for path in stamps or (FIRST,))
    return SigningRoom(Settings(home=home, tsa_url=urls, trust=str(home.parent / "trust")), server.clock)


def _act(server: Authorities) -> Act:
    return Act(
        account="dat", full_name=OFFICER, agency=AGENCY, agency_code="H99.12", profile=PROFILE,
        at=server.clock.now(),
    )  # fmt: skip


def _makers(data: bytes) -> list[str]:
    """Return who made the document time stamps of a file, in order."""
    return [
        str(stamp.signer_cert.subject.native["common_name"])
        for stamp in open_reader(data).embedded_timestamp_signatures
    ]


@pytest.mark.parametrize("label", ["officer-answered", "officer-listed", "officer-careful"])
def test_an_officer_s_certificate_of_an_outside_authority_reaches_the_highest_level(
    server: Authorities, home: Path, label: str
) -> None:
    room = _room(server, home, label)
    signed = room.certify(PLAIN, _act(server))
    server.asked.clear()
    verdict = room.judge(signed.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    later = room.judge(signed.data, at=dt.datetime(2034, 1, 1, tzinfo=dt.UTC))
    assert (later.verdict, later.level) == (Verdict.PASSED, Level.LTA)
    # Nobody is called because of a file that is judged, whoever made it.
    room.judge_foreign(signed.data, Judging(anchors=server.province.anchors))
    assert server.asked == []


def test_a_batch_asks_about_its_officer_once(server: Authorities, home: Path) -> None:
    room = _room(server, home)
    for _ in range(3):
        room.certify(PLAIN, _act(server))
    assert server.asked.count(ANSWERS) == 1
    assert server.asked.count("crls/root/latest.crl") == 1


def test_a_revoked_officer_signs_nothing(
    server: Authorities, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign(_self: SoftSigner, _data: bytes, _digest: str) -> bytes:
        raise AssertionError("the key was used")

    monkeypatch.setattr(SoftSigner, "sign", sign)
    room = _room(server, home, "officer-revoked")
    with pytest.raises(CertificateRevoked):
        room.certify(PLAIN, _act(server))
    # Nor when nobody answers any more, nor after a restart.
    server.faults |= {ANSWERS: status(404), "crls/issuing/latest.crl": status(404)}
    server.clock.at += dt.timedelta(days=2)
    for again in (room, _room(server, home, "officer-revoked")):
        with pytest.raises(CertificateRevoked):
            again.certify(PLAIN, _act(server))


def test_the_second_authority_stamps_while_the_first_is_down(server: Authorities, home: Path) -> None:
    server.faults[FIRST] = status(404)
    room = _room(server, home, "officer-answered", FIRST, SECOND)
    signed = room.certify(PLAIN, _act(server))
    verdict = room.judge(signed.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert _makers(signed.data) == ["Dấu thời gian thứ hai"]


def test_an_authority_that_nobody_trusts_stamps_nothing(server: Authorities, home: Path) -> None:
    room = _room(server, home)
    (home.parent / "trust" / "root.pem").unlink()
    signed = room.certify(PLAIN, dc.replace(_act(server), account="gam", full_name=EMBEDDED_OFFICER))
    assert (signed.level, _makers(signed.data)) == (Level.B, [])
    with pytest.raises(TimestampUnavailable, match="tsa/first: its certificate ends at no trusted anchor"):
        room.check_timestamp(server.url(FIRST))


def test_where_another_authority_makes_the_last_stamp_what_proves_it_is_added(
    server: Authorities, home: Path
) -> None:
    # The first authority answers for the size and for the signature, then never more.
    server.faults[FIRST] = well(2)
    room = _room(server, home, "officer-answered", FIRST, SECOND)
    signed = room.certify(PLAIN, _act(server))
    assert _makers(signed.data) == ["Dấu thời gian thứ hai"]
    assert (signed.level, signed.missing) == (Level.LTA, ())
    for at in (None, dt.datetime(2034, 1, 1, tzinfo=dt.UTC)):
        verdict = room.judge(signed.data, at=at)
        assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


def test_a_last_stamp_that_nothing_proves_yet_is_not_called_archived_and_is_mended(
    server: Authorities, home: Path
) -> None:
    server.faults[FIRST] = well(2)
    # The second authority's certificate cannot be asked about; the officer's was before.
    room = _room(server, home, "officer-listed", FIRST, SECOND)
    server.faults[ANSWERS] = status(404)
    signed = room.certify(PLAIN, _act(server))
    assert (signed.level, signed.missing) == (Level.LT, ("archive-timestamp",))
    server.faults.clear()
    later = _room(server, home, "officer-listed", FIRST)
    mended = later.complete(signed.data, Level.LTA)
    assert (mended.level, mended.missing) == (Level.LTA, ())
    assert mended.data.startswith(signed.data)
    verdict = later.judge(mended.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


@pytest.mark.parametrize(
    ("answers", "reached", "missing"),
    [
        # For the size of the signature's stamp; and for that stamp, and the size of the last one.
        (1, Level.B, ("timestamp", "revocation", "archive-timestamp")),
        (3, Level.LT, ("archive-timestamp",)),
    ],
)
def test_a_token_too_large_for_the_room_that_another_s_took_is_left_for_later(
    server: Authorities, home: Path, answers: int, reached: Level, missing: tuple[str, ...]
) -> None:
    server.faults[FIRST] = well(answers)
    room = _room(server, home, "officer-answered", FIRST, "tsa/long")
    signed = room.certify(PLAIN, _act(server))
    assert (signed.level, signed.missing, _makers(signed.data)) == (reached, missing, [])
    completed = room.complete(signed.data, Level.LTA)
    assert set(_makers(completed.data)) == {"Dấu thời gian thứ hai"}
    verdict = room.judge(completed.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


@pytest.mark.parametrize("fault", [status(404), HTML, silent(0.2)])
def test_a_dead_responder_stops_no_signature_and_its_answer_comes_later(
    server: Authorities, home: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signing.sources.ocsp.PATIENCE", Limits(seconds=0.1, size=100_000))
    server.faults[ANSWERS] = fault
    room = _room(server, home)
    signed = room.certify(PLAIN, _act(server))
    assert (signed.level, signed.missing) == (Level.T, ("revocation", "archive-timestamp"))
    assert room.judge(signed.data).reason == "TRY_LATER"
    server.faults.clear()
    server.clock.at += dt.timedelta(hours=1)
    completed = room.complete(signed.data, Level.LTA)
    assert completed.data.startswith(signed.data)
    verdict = room.judge(completed.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


@pytest.mark.parametrize(
    ("label", "reached", "word"),
    [
        ("officer-left", Level.LTA, Verdict.PASSED),
        # An answer alone says that it is revoked, not that it was good before: nothing is claimed.
        ("officer-left-answered", Level.T, Verdict.INDETERMINATE),
    ],
)
def test_what_was_signed_before_its_officer_left_is_completed_where_that_can_be_proved(
    server: Authorities, home: Path, label: str, reached: Level, word: Verdict
) -> None:
    server.faults |= {ANSWERS: status(404), "crls/issuing/latest.crl": status(404)}
    signed = _room(server, home, label).certify(PLAIN, _act(server))
    assert signed.level is Level.T
    server.faults.clear()
    server.clock.at = dt.datetime(2026, 3, 6, 9, tzinfo=dt.UTC)
    room = _room(server, home, label)
    with pytest.raises(CertificateRevoked):
        room.certify(PLAIN, _act(server))
    completed = room.complete(signed.data, Level.LTA)
    verdict = room.judge(completed.data)
    assert (completed.level, verdict.verdict) == (reached, word)


def test_each_configured_authority_can_be_checked(server: Authorities, home: Path) -> None:
    room = _room(server, home, "officer-answered", FIRST, SECOND)
    server.faults[FIRST] = status(404)
    with pytest.raises(TimestampUnavailable, match="tsa/first: HTTP 404"):
        room.check_timestamp(server.url(FIRST))
    server.asked.clear()
    room.check_timestamp(server.url(SECOND))
    room.check_timestamp()  # the embedded one
    assert server.asked == [SECOND]


def test_the_embedded_authority_s_officers_are_asked_about_nowhere(server: Authorities, home: Path) -> None:
    room = _room(server, home)
    signed = room.certify(PLAIN, dc.replace(_act(server), account="gam", full_name=EMBEDDED_OFFICER))
    verdict = room.judge(signed.data)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    # Only the outside authority of the time stamps has somebody to ask.
    assert set(server.asked) == {FIRST, "crls/root/latest.crl"}
