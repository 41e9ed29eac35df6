"""Revocation data for a chain: the right source for each certificate, and no revocation ever forgotten."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from fixtures.pki.office import Office
from signing.authority.trust import known_issuers
from signing.errors import RevocationUnavailable
from signing.ports import RevocationData
from signing.sources.cache import Cache
from signing.sources.circuit import Circuits
from signing.sources.fetch import Fetcher
from signing.sources.lists import RevocationLists
from signing.sources.ocsp import OcspResponders
from signing.sources.revocation import HttpRevocation, Revocations
from tests.fakes.faults import HTML, saying, status
from tests.fakes.ocsp import UNKNOWN, asking, certified, responder, revoked, said
from tests.fakes.signing import DeadRevocation
from tests.servers.certomancer import Authorities, Fault, Honest

ANSWERS, LIST, ROOT_LIST = "ocsp/issuing", "crls/issuing/latest.crl", "crls/root/latest.crl"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def source(server: Authorities, tmp_path: Path) -> HttpRevocation:
    return _source(server, tmp_path)


def _source(server: Authorities, folder: Path) -> HttpRevocation:
    fetcher, circuits = Fetcher(), Circuits(sleep=lambda _seconds: None)
    cache = Cache(folder / "kept")
    return HttpRevocation(
        anchors=lambda: server.province.anchors,
        responders=OcspResponders(fetcher=fetcher, circuits=circuits, cache=cache),
        lists=RevocationLists(fetcher=fetcher, circuits=circuits, cache=cache),
        cache=cache,
    )


def _ask(server: Authorities, source: HttpRevocation, label: str) -> RevocationData:
    return source.data_for(server.province.chain(label), server.clock.now())


def _words(server: Authorities, data: RevocationData, label: str) -> Iterator[str]:
    """Yield what each answer and each list says of a certificate of the issuing authority."""
    serial = server.province.certificate(label).serial_number
    issuer = server.province.certificate("issuing").subject
    for encoded in data.ocsps:
        for single in ocsp.OCSPResponse.load(encoded).response_data["responses"]:
            if single["cert_id"]["serial_number"].native == serial:
                yield f"answer: {single['cert_status'].name}"
    for encoded in data.crls:
        found = x509.load_der_x509_crl(encoded)
        if found.issuer == issuer:
            entry = found.get_revoked_certificate_by_serial_number(serial)
            yield f"list: {'good' if entry is None else 'revoked'}"


@pytest.mark.parametrize(
    ("label", "asked", "words"),
    [
        ("officer-answered", [ANSWERS, ROOT_LIST], ["answer: good"]),
        ("officer-listed", [LIST, ROOT_LIST], ["list: good"]),
        ("officer-both", [ANSWERS, ROOT_LIST], ["answer: good"]),
        ("officer-careful", ["ocsp/careful", LIST, ROOT_LIST], ["answer: good", "list: good"]),
        ("officer-revoked", [ANSWERS, LIST, ROOT_LIST], ["answer: revoked", "list: revoked"]),
        ("tsa-second", [ANSWERS, ROOT_LIST], ["answer: good"]),
    ],
)
def test_each_certificate_of_a_chain_is_asked_about_where_it_says(
    server: Authorities, source: HttpRevocation, label: str, asked: list[str], words: list[str]
) -> None:
    data = _ask(server, source, label)
    assert server.asked == asked
    assert list(_words(server, data, label)) == words
    roots = [one for one in data.crls if x509.load_der_x509_crl(one).issuer == _root(server).subject]
    assert len(roots) == 1


def _root(server: Authorities) -> x509.Certificate:
    return server.province.certificate("root")


def test_an_anchor_is_nobody_s_to_revoke(server: Authorities, source: HttpRevocation) -> None:
    assert source.data_for(server.province.anchors, server.clock.now()) == RevocationData()
    assert _ask(server, source, "tsa").ocsps == ()
    assert server.asked == [ROOT_LIST]


def test_a_list_stands_in_for_dead_or_lying_responders(server: Authorities, source: HttpRevocation) -> None:
    unknown = said(
        responder(server.province, server.clock.now(), status=UNKNOWN),
        asking(server.province, "officer-both"),
    )
    for fault in (status(500), HTML, saying(unknown)):
        server.faults[ANSWERS] = fault
        data = _ask(server, source, "officer-both")
        assert list(_words(server, data, "officer-both")) == ["list: good"]


def test_an_authority_s_responder_stands_in_for_its_list(server: Authorities, source: HttpRevocation) -> None:
    server.faults[ROOT_LIST] = status(404)
    data = _ask(server, source, "officer-answered")
    assert (len(data.crls), len(data.ocsps)) == (0, 2)
    assert server.asked == [ANSWERS, ROOT_LIST, "ocsp/root"]


def test_where_nothing_answers_issuer_and_reasons_are_told(
    server: Authorities, source: HttpRevocation
) -> None:
    server.faults |= {ANSWERS: status(404), LIST: HTML}
    with pytest.raises(RevocationUnavailable) as caught:
        _ask(server, source, "officer-both")
    assert "“Cấp chứng thư thử nghiệm”" in caught.value.text_vi
    assert f"{ANSWERS}: HTTP 404; " in caught.value.text_en
    assert f"{LIST}: its list cannot be read" in caught.value.text_en


def test_a_certificate_that_names_nothing_cannot_be_covered(
    server: Authorities, source: HttpRevocation
) -> None:
    with pytest.raises(RevocationUnavailable, match=r"no OCSP responder.*no revocation list"):
        _ask(server, source, "officer-unasked")


def test_a_responder_whose_own_certificate_is_not_covered_is_not_believed(
    server: Authorities, source: HttpRevocation
) -> None:
    server.faults[LIST] = status(404)
    with pytest.raises(RevocationUnavailable):
        _ask(server, source, "officer-careful")


def test_a_responder_whose_own_certificate_was_revoked_is_not_believed(
    server: Authorities, source: HttpRevocation
) -> None:
    now, province = server.clock.now(), server.province
    entry = x509.RevokedCertificateBuilder().serial_number(province.certificate("careful-ocsp").serial_number)
    builder = x509.CertificateRevocationListBuilder().issuer_name(province.certificate("issuing").subject)
    builder = builder.last_update(now - HOUR).next_update(now + HOUR)
    builder = builder.add_revoked_certificate(entry.revocation_date(now - HOUR).build())
    made = builder.sign(province.key("issuing"), hashes.SHA256()).public_bytes(Encoding.DER)
    server.faults[LIST] = saying(made)
    data = _ask(server, source, "officer-careful")
    assert list(_words(server, data, "officer-careful")) == ["list: good"]


def test_nothing_is_asked_for_a_certificate_that_no_anchor_stands_above(
    server: Authorities, tmp_path: Path, office: Office
) -> None:
    stranger = HttpRevocation(
        anchors=lambda: office.anchors,
        responders=OcspResponders(fetcher=Fetcher(), circuits=Circuits(), cache=Cache(tmp_path)),
        lists=RevocationLists(fetcher=Fetcher(), circuits=Circuits(), cache=Cache(tmp_path)),
        cache=Cache(tmp_path),
    )
    for label in ("officer-both", "root"):
        with pytest.raises(RevocationUnavailable, match="no trusted anchor"):
            _ask(server, stranger, label)
    assert server.asked == []


def test_an_issuer_by_name_alone_is_no_issuer(server: Authorities, source: HttpRevocation) -> None:
    """A forged leaf under the true issuer's name would lead us to addresses of the forger's choice."""
    own = ec.generate_private_key(ec.SECP256R1())
    good = server.province.certificate("officer-both")
    builder = (
        x509.CertificateBuilder()
        .subject_name(good.subject)
        .issuer_name(good.issuer)
        .public_key(own.public_key())
        .serial_number(good.serial_number)
        .not_valid_before(good.not_valid_before_utc)
        .not_valid_after(good.not_valid_after_utc)
    )
    for extension in good.extensions:
        builder = builder.add_extension(extension.value, critical=extension.critical)
    forged = builder.sign(own, hashes.SHA256()).public_bytes(Encoding.DER)
    with pytest.raises(RevocationUnavailable, match="no trusted anchor"):
        source.data_for((forged, server.province.der("issuing")), server.clock.now())
    assert server.asked == []


@pytest.mark.parametrize("label", ["officer-revoked", "officer-suspended"])
def test_a_revocation_that_was_heard_is_not_forgotten_when_nothing_answers(
    server: Authorities, source: HttpRevocation, tmp_path: Path, label: str
) -> None:
    _ask(server, source, label)
    server.faults |= {ANSWERS: status(404), LIST: status(404)}
    server.clock.at += dt.timedelta(days=9)
    server.faults[ROOT_LIST] = saying(_root_list(server))
    for heard in (source, _source(server, tmp_path)):
        assert "answer: revoked" in list(_words(server, _ask(server, heard, label), label))


def _root_list(server: Authorities) -> bytes:
    now, root = server.clock.now(), server.province.certificate("root")
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
    builder = builder.last_update(now - HOUR).next_update(now + 30 * 24 * HOUR)
    return builder.sign(server.province.key("root"), hashes.SHA256()).public_bytes(Encoding.DER)


def _good(server: Authorities) -> Fault:
    async def answer(asked: bytes, _honest: Honest) -> bytes:
        return said(responder(server.province, server.clock.now()), ocsp.OCSPRequest.load(asked))

    return answer


def test_a_revocation_that_was_heard_outlives_an_answer_that_forgot_it(
    server: Authorities, source: HttpRevocation
) -> None:
    _ask(server, source, "officer-revoked")
    server.faults[ANSWERS] = _good(server)
    server.clock.at += HOUR
    words = list(_words(server, _ask(server, source, "officer-revoked"), "officer-revoked"))
    assert sorted(words) == ["answer: good", "answer: revoked"]


def test_a_revocation_known_from_a_list_is_kept_too(server: Authorities, source: HttpRevocation) -> None:
    server.faults[ANSWERS] = status(404)
    _ask(server, source, "officer-revoked")
    server.faults |= {ANSWERS: _good(server), LIST: status(404)}
    server.clock.at += HOUR
    words = list(_words(server, _ask(server, source, "officer-revoked"), "officer-revoked"))
    assert sorted(words) == ["answer: good", "list: revoked"]


def test_only_a_hold_may_be_lifted(server: Authorities, source: HttpRevocation) -> None:
    _ask(server, source, "officer-suspended")
    server.faults[ANSWERS] = _good(server)
    server.clock.at += HOUR
    for _ in range(2):
        words = list(_words(server, _ask(server, source, "officer-suspended"), "officer-suspended"))
        assert words == ["answer: good"]


def test_no_older_word_lifts_a_hold(server: Authorities, source: HttpRevocation, tmp_path: Path) -> None:
    """A good answer that was kept before somebody else heard of the hold is no answer to it."""
    server.faults[ANSWERS] = _good(server)
    _ask(server, source, "officer-suspended")
    server.faults.clear()
    server.clock.at += dt.timedelta(minutes=5)
    now, province = server.clock.now(), server.province
    held = responder(province, now, status=revoked(now, "certificate_hold"))
    Cache(tmp_path / "kept").remember_revocation(
        province.der("officer-suspended"), said(held, asking(province, "officer-suspended")), now
    )
    for _ in range(2):
        words = list(_words(server, _ask(server, source, "officer-suspended"), "officer-suspended"))
        assert sorted(words) == ["answer: good", "answer: revoked"]


def test_no_later_hold_softens_what_is_final(server: Authorities, source: HttpRevocation) -> None:
    _ask(server, source, "officer-revoked")
    since = server.clock.now()
    held = revoked(since, "certificate_hold")

    async def softened(asked: bytes, _honest: Honest) -> bytes:
        made = responder(server.province, server.clock.now(), status=held)
        return said(made, ocsp.OCSPRequest.load(asked))

    for fault in (softened, _good(server)):
        server.faults[ANSWERS] = fault
        server.clock.at += HOUR
        data = _ask(server, source, "officer-revoked")
    reasons = [
        single["cert_status"].chosen["revocation_reason"].native
        for one in data.ocsps
        for single in ocsp.OCSPResponse.load(one).response_data["responses"]
        if single["cert_status"].name == "revoked"
    ]
    assert reasons == ["key_compromise"]


def test_whom_an_officer_certified_is_nobody_s_signer(server: Authorities, source: HttpRevocation) -> None:
    """An officer's key could else send us to any address, by a certificate that it signed itself."""
    own = ec.generate_private_key(ec.SECP256R1())
    officer = server.province.certificate("officer-both")
    now = server.clock.now()
    below = certified(
        "Cấp dưới", own, issuer=officer.subject, by=server.province.key("officer"),
        start=now - HOUR, end=now + HOUR,
    )  # fmt: skip
    with pytest.raises(RevocationUnavailable, match="no trusted anchor"):
        source.data_for((below, *server.province.chain("officer-both")), now)
    assert server.asked == []


def test_a_forged_memory_of_a_revocation_is_nothing(
    server: Authorities, source: HttpRevocation, tmp_path: Path
) -> None:
    now, province = server.clock.now(), server.province
    forged = said(
        responder(province, now, status=revoked(now), key="stamps"), asking(province, "officer-both")
    )
    Cache(tmp_path / "kept").remember_revocation(province.der("officer-both"), forged, now)
    words = list(_words(server, _ask(server, source, "officer-both"), "officer-both"))
    assert words == ["answer: good"]


def test_a_damaged_cache_is_asked_past(server: Authorities, source: HttpRevocation, tmp_path: Path) -> None:
    before = _ask(server, source, "officer-both")
    for file in (tmp_path / "kept").iterdir():
        file.write_bytes(file.read_bytes()[:-9])
    server.asked.clear()
    after = _ask(server, _source(server, tmp_path), "officer-both")
    assert server.asked == [ANSWERS, ROOT_LIST]
    assert len(after.crls + after.ocsps) == len(before.crls + before.ocsps)


def _split(office: Office, others: object) -> Revocations:
    return Revocations(
        issuers=lambda: known_issuers(office.pki),
        embedded=office.revocation,
        others=others,  # type: ignore[arg-type]
    )


def test_each_chain_goes_to_who_speaks_for_it(
    server: Authorities, source: HttpRevocation, office: Office, own_office: Office
) -> None:
    both = _split(office, source)
    chain = (office.officer.certificate, *office.officer.chain)
    assert len(both.data_for(chain, office.clock.now()).crls) == 2
    assert server.asked == []
    assert both.data_for(server.province.chain("officer-both"), server.clock.now()).ocsps
    # An authority of the same name, but not of this archive.
    strange = (own_office.officer.certificate, *own_office.officer.chain)
    with pytest.raises(RevocationUnavailable, match="no answer"):
        _split(office, DeadRevocation()).data_for(strange, office.clock.now())
