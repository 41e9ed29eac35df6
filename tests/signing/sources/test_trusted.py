"""Only an authority that judging will accept may stamp: a document timestamp cannot be taken off again."""

import datetime as dt
from hashlib import sha256

import pytest

from fixtures.pki.office import Office
from signing.authority.crl import revoke
from signing.authority.layout import TSA, der, read_certificate
from signing.errors import TimestampUnavailable
from signing.ports import RevocationSource
from signing.sources.circuit import Circuits
from signing.sources.fetch import Fetcher
from signing.sources.timestamps import HttpTimestamp
from signing.sources.trusted import SURE_FOR, TrustedTimestamp
from tests.fakes.ocsp import asking, responder, revoked, said
from tests.fakes.signing import DeadRevocation, DeadTimestamp, GivenRevocation
from tests.servers.certomancer import Authorities

IMPRINT = sha256(b"a paper").digest()


class _Counted:
    """Passes on to another source and counts."""

    def __init__(self, inner: RevocationSource) -> None:
        self._inner = inner
        self.asked = 0

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> object:
        self.asked += 1
        return self._inner.data_for(chain, at)


def _checked(
    server: Authorities, revocation: object, anchors: tuple[bytes, ...], path: str = "tsa/second"
) -> TrustedTimestamp:
    stamps = HttpTimestamp(server.url(path), fetcher=Fetcher(), circuits=Circuits(), clock=server.clock)
    return TrustedTimestamp(
        stamps,
        name=path,
        anchors=lambda: anchors,
        revocation=revocation,  # type: ignore[arg-type]
        clock=server.clock,
    )


@pytest.mark.parametrize("path", ["tsa/first", "tsa/second"])
def test_an_authority_under_a_trusted_anchor_stamps(server: Authorities, path: str) -> None:
    for source in (DeadRevocation(), GivenRevocation()):
        stamps = _checked(server, source, server.province.anchors, path)
        assert stamps.timestamp(IMPRINT, "sha256")


def test_an_authority_without_trusted_anchor_does_not(server: Authorities, office: Office) -> None:
    for anchors in ((), office.anchors):
        stamps = _checked(server, GivenRevocation(), anchors)
        with pytest.raises(
            TimestampUnavailable, match="tsa/second: its certificate ends at no trusted anchor"
        ):
            stamps.timestamp(IMPRINT, "sha256")


@pytest.mark.parametrize(
    ("label", "issuer", "by"), [("tsa-second", "issuing", "issuing-ocsp"), ("issuing", "root", "root-ocsp")]
)
def test_a_revoked_authority_or_issuer_does_not(
    server: Authorities, label: str, issuer: str, by: str
) -> None:
    gone = responder(
        server.province,
        server.clock.now(),
        status=revoked(server.clock.now()),
        issuer=issuer,
        certificate=by,
    )
    source = GivenRevocation(answers=(said(gone, asking(server.province, label, issuer)),))
    with pytest.raises(TimestampUnavailable, match="was revoked"):
        _checked(server, source, server.province.anchors).timestamp(IMPRINT, "sha256")


def test_its_certificate_is_looked_at_once_in_a_while(server: Authorities) -> None:
    source = _Counted(DeadRevocation())
    stamps = _checked(server, source, server.province.anchors)
    for _ in range(3):
        stamps.timestamp(IMPRINT, "sha256")
    assert source.asked == 1
    server.clock.at += SURE_FOR
    stamps.timestamp(IMPRINT, "sha256")
    assert source.asked == 2


def test_one_that_was_refused_is_looked_at_again(own_office: Office) -> None:
    stamps = TrustedTimestamp(
        own_office.tsa, name="own", anchors=lambda: own_office.anchors, revocation=own_office.revocation,
        clock=own_office.clock,
    )  # fmt: skip
    assert stamps.timestamp(IMPRINT, "sha256")
    revoke(own_office.pki, der(read_certificate(own_office.pki, TSA)), own_office.clock)
    own_office.clock.at += SURE_FOR
    for _ in range(2):
        with pytest.raises(TimestampUnavailable, match=r"own: .* was revoked"):
            stamps.timestamp(IMPRINT, "sha256")


def test_one_that_does_not_answer_stays_silent(server: Authorities) -> None:
    stamps = TrustedTimestamp(
        DeadTimestamp(), name="dead", anchors=lambda: (), revocation=DeadRevocation(), clock=server.clock
    )
    with pytest.raises(TimestampUnavailable, match="no answer"):
        stamps.timestamp(IMPRINT, "sha256")
