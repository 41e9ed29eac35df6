"""Signatures that OCSP answers alone speak for: good for decades, and revoked when an answer says so."""

import datetime as dt
from pathlib import Path

import pytest
from asn1crypto import crl, ocsp

from archive.values.verdict import FileVerdict, Level, Verdict
from fixtures.pki.office import MADE_AT
from fixtures.signed import plain_pdf
from signing.pades.sign.certify import certify
from signing.pades.sign.opening import open_reader
from signing.pades.sign.values import SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.ports import RevocationData
from signing.sources.cache import Cache
from signing.sources.circuit import Circuits
from signing.sources.fetch import Fetcher
from signing.sources.lists import RevocationLists
from signing.sources.ocsp import OcspResponders
from signing.sources.revocation import HttpRevocation
from signing.sources.timestamps import HttpTimestamp
from tests.fakes.ocsp import DAY, UNKNOWN, asking, certified, private_der, responder, revoked, said
from tests.servers.certomancer import Authorities

HOUR = dt.timedelta(hours=1)
SHORT_ENDS = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)


def _signed(server: Authorities, folder: Path, label: str, level: Level = Level.LTA) -> bytes:
    """Sign a small paper over HTTP, at the server's time."""
    fetcher, circuits, cache = Fetcher(), Circuits(), Cache(folder)
    revocation = HttpRevocation(
        anchors=lambda: server.province.anchors,
        responders=OcspResponders(fetcher=fetcher, circuits=circuits, cache=cache),
        lists=RevocationLists(fetcher=fetcher, circuits=circuits, cache=cache),
        cache=cache,
    )
    signed = certify(
        plain_pdf(1),
        SignRequest(level=level),
        server.province.signer(label),
        tsa=HttpTimestamp(server.url("tsa/first"), fetcher=fetcher, circuits=circuits, clock=server.clock),
        revocation=revocation,
        clock=server.clock,
    )
    assert (signed.level, signed.missing) == (level, ())
    return signed.data


@pytest.fixture(scope="module")
def files(running_authorities: Authorities, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One file a way of answering, made once."""
    running_authorities.faults.clear()
    running_authorities.clock.at = MADE_AT
    folder = tmp_path_factory.mktemp("kept")
    labels = ("officer-answered", "officer-short", "officer-careful")
    return {label: _signed(running_authorities, folder, label) for label in labels}


def _judged(
    server: Authorities, data: bytes, *, at: dt.datetime | None = None, answers: tuple[bytes, ...] = ()
) -> FileVerdict:
    return judge(data, Policy(at=at or MADE_AT + HOUR, anchors=server.province.anchors, ocsps=answers))


def _kept(data: bytes) -> RevocationData:
    store = open_reader(data).root["/DSS"]
    return RevocationData(
        tuple(one.get_object().data for one in store.get("/CRLs", ())),
        tuple(one.get_object().data for one in store.get("/OCSPs", ())),
    )


def test_what_was_asked_at_signing_is_kept_in_the_file(server: Authorities, files: dict[str, bytes]) -> None:
    kept = _kept(files["officer-answered"])
    issuers = {crl.CertificateList.load(one).issuer.dump() for one in kept.crls}
    root = server.province.certificate("root").subject.public_bytes()
    assert issuers == {root}
    serials = {
        single["cert_id"]["serial_number"].native
        for one in kept.ocsps
        for single in ocsp.OCSPResponse.load(one).response_data["responses"]
    }
    assert serials == {server.province.certificate("officer-answered").serial_number}


@pytest.mark.parametrize("label", ["officer-answered", "officer-short", "officer-careful"])
def test_an_answer_alone_proves_a_signature_to_the_highest_level(
    server: Authorities, files: dict[str, bytes], label: str
) -> None:
    verdict = _judged(server, files[label])
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert server.asked == []


@pytest.mark.parametrize("year", [2028, 2032, 2039])
def test_it_still_does_when_signer_and_responder_have_long_expired(
    server: Authorities, files: dict[str, bytes], year: int
) -> None:
    at = dt.datetime(year, 7, 1, tzinfo=dt.UTC)
    assert at > SHORT_ENDS
    for label in ("officer-short", "officer-careful"):
        verdict = _judged(server, files[label], at=at)
        assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


def test_without_the_answers_nothing_would_be_proved(
    server: Authorities, files: dict[str, bytes], tmp_path: Path
) -> None:
    bare = _signed(server, tmp_path, "officer-answered", Level.T)
    verdict = _judged(server, bare)
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "TRY_LATER")
    kept = _kept(files["officer-answered"])
    assert (
        judge(
            bare,
            Policy(at=MADE_AT + HOUR, anchors=server.province.anchors, crls=kept.crls, ocsps=kept.ocsps),
        ).verdict
        is Verdict.PASSED
    )


def _word(
    server: Authorities,
    status: ocsp.CertStatus,
    *,
    about: str = "officer-answered",
    issuer: str = "issuing",
    key: str | bytes = "responder",
    certificate: str | bytes = "issuing-ocsp",
) -> bytes:
    made = responder(
        server.province, MADE_AT, status=status, issuer=issuer, key=key, certificate=certificate, lasts=DAY
    )
    return said(made, asking(server.province, about, issuer))


@pytest.mark.parametrize("by", ["issuing-ocsp", "issuing", "careful-ocsp"])
def test_a_genuine_answer_that_says_revoked_outweighs_every_good_one(
    server: Authorities, files: dict[str, bytes], by: str
) -> None:
    key = "issuing" if by == "issuing" else "responder"
    word = _word(server, revoked(MADE_AT - HOUR), certificate=by, key=key)
    verdict = _judged(server, files["officer-answered"], answers=(word,))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "REVOKED_NO_POE")


def test_a_revocation_after_the_proved_time_does_not_harm(
    server: Authorities, files: dict[str, bytes]
) -> None:
    word = _word(server, revoked(MADE_AT + HOUR / 2, "cessation_of_operation"))
    verdict = _judged(server, files["officer-answered"], answers=(word,))
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


def test_a_revoked_authority_is_found_by_an_answer_too(server: Authorities, files: dict[str, bytes]) -> None:
    word = _word(server, revoked(MADE_AT - HOUR), about="issuing", issuer="root", certificate="root-ocsp")
    verdict = _judged(server, files["officer-answered"], answers=(word,))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "REVOKED_CA_NO_POE")


@pytest.mark.parametrize(
    ("reason", "passes"), [("key_compromise", False), (None, False), ("superseded", True)]
)
def test_a_time_stamp_counts_no_more_once_its_key_was_compromised(
    server: Authorities, files: dict[str, bytes], reason: str | None, passes: bool
) -> None:
    word = _word(
        server, revoked(MADE_AT + HOUR / 2, reason), about="tsa", issuer="root", certificate="root-ocsp"
    )
    verdict = _judged(server, files["officer-answered"], answers=(word,))
    assert (verdict.verdict is Verdict.PASSED) is passes


def test_an_answer_that_does_not_prove_itself_revokes_nobody(
    server: Authorities, files: dict[str, bytes]
) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    own = ec.generate_private_key(ec.SECP256R1())
    issuing = server.province.certificate("issuing").subject
    until = {"start": MADE_AT - DAY, "end": MADE_AT + DAY}
    stranger = certified("Kẻ lạ", own, issuer=issuing, by=own, **until)
    unfit = certified("Khác", own, issuer=issuing, by=server.province.key("issuing"), answers=False, **until)
    gone = revoked(MADE_AT - HOUR)
    question = asking(server.province, "issuing", "root")
    serial = server.province.certificate("officer-answered").serial_number
    question["tbs_request"]["request_list"][0]["req_cert"]["serial_number"] = serial
    words = (
        _word(server, gone, key="stamps"),
        _word(server, gone, certificate=stranger, key=private_der(own)),
        _word(server, gone, certificate=unfit, key=private_der(own)),
        _word(server, gone, about="officer-both"),
        # The same number, of another issuer.
        said(
            responder(server.province, MADE_AT, status=gone, issuer="root", certificate="root-ocsp"), question
        ),
        _word(server, UNKNOWN),
    )
    verdict = _judged(server, files["officer-answered"], answers=words)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


def test_an_answer_from_after_the_end_says_nothing_of_a_certificate(
    server: Authorities, files: dict[str, bytes], tmp_path: Path
) -> None:
    """Responders forget what has expired: such an answer is good for everybody, also for the revoked."""
    bare = _signed(server, tmp_path, "officer-short", Level.T)
    root = _kept(files["officer-short"]).crls
    for after, word in ((-DAY, Verdict.PASSED), (DAY, Verdict.INDETERMINATE)):
        late = responder(server.province, SHORT_ENDS + after, lasts=DAY)
        unknown = responder(server.province, SHORT_ENDS - DAY, status=UNKNOWN, lasts=DAY)
        question = asking(server.province, "officer-short")
        policy = Policy(
            at=SHORT_ENDS + 2 * DAY,
            anchors=server.province.anchors,
            crls=root,
            ocsps=(said(late, question), said(unknown, question)),
        )
        assert judge(bare, policy).verdict is word
