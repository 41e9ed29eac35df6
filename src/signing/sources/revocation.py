"""Revocation data for a chain of our own signers and timestamp authorities, asked over HTTP.

Must not ask about a certificate whose chain does not end at a trusted anchor: its addresses would be a
stranger's choice.
"""

import contextlib
import dataclasses as dc
import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import RevocationUnavailable
from signing.keys.names import common_name, is_issued_by
from signing.ports import RevocationData, RevocationSource
from signing.sources.answers import Status, read_answer
from signing.sources.cache import Cache
from signing.sources.certificates import anchored, is_authority
from signing.sources.faults import Unreachable, WrongAnswer
from signing.sources.listed import read_list
from signing.sources.lists import RevocationLists
from signing.sources.ocsp import OcspResponders


@dc.dataclass(frozen=True, slots=True)
class _Word:
    """What was heard of one certificate.

    Attributes:
        data: to be kept with the signature.
        since: when it was known to be so.
        revoked: the certificate is revoked, and this says so (DER).
        on_hold: for the time being only.
    """

    data: RevocationData
    since: dt.datetime
    revoked: bytes = dc.field(default=b"", repr=False)
    on_hold: bool = False


class HttpRevocation:
    """Asks OCSP responders and fetches lists, as the certificates name them."""

    def __init__(
        self,
        *,
        anchors: Callable[[], tuple[bytes, ...]],
        responders: OcspResponders,
        lists: RevocationLists,
        cache: Cache,
    ) -> None:
        self._anchors = anchors
        self._responders = responders
        self._lists = lists
        self._cache = cache

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        """Return current data that covers each certificate of `chain` (DER, leaf first) except the anchor.

        Raises:
            RevocationUnavailable: one of them cannot be had, or the chain ends at no trusted anchor.
        """
        found = RevocationData()
        for certificate, issuer in pairwise(self._path(chain)):
            found += self._word_on(certificate, issuer, at).data
        return found

    def _path(self, chain: tuple[bytes, ...]) -> tuple[x509.Certificate, ...]:
        """Return leaf, issuers, anchor, each proved to have issued the one before."""
        trusted = [x509.load_der_x509_certificate(one) for one in self._anchors()]
        leaf, *others = (x509.load_der_x509_certificate(one) for one in chain)
        path = anchored(leaf, others, trusted)
        if not path:
            raise RevocationUnavailable(
                issuer=leaf.issuer.rfc4514_string(), why="no trusted anchor is above the certificate"
            )
        return path

    def _word_on(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> _Word:
        """Ask, and add a revocation that was heard before: no later silence or slip can undo it."""
        encoded = certificate.public_bytes(Encoding.DER)
        before = self._remembered(encoded, certificate, issuer)
        try:
            now = self._asked(certificate, issuer, at)
        except RevocationUnavailable:
            if before is None:
                raise
            return before
        lifts = before is not None and before.on_hold and before.since < now.since
        if before is not None and not lifts:
            return dc.replace(now, data=now.data + before.data)
        if now.revoked:
            self._cache.remember_revocation(encoded, now.revoked, at)
        elif lifts:
            self._cache.forget_revocation(encoded)
        return now

    def _asked(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> _Word:
        """Ask the more current source first; for authorities that is a list: few have a responder."""
        ways = [self._by_answer, self._by_list]
        if is_authority(certificate):
            ways.reverse()
        reasons: list[str] = []
        for way in ways:
            try:
                return way(certificate, issuer, at)
            except Unreachable as error:
                reasons.append(error.why)
        raise RevocationUnavailable(issuer=common_name(issuer), why="; ".join(reasons))

    def _by_answer(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> _Word:
        answer = self._responders.answer(certificate, issuer, at)
        data = RevocationData(ocsps=(answer.encoded,))
        if answer.unchecked is not None:
            about = self._lists.listed(answer.unchecked, issuer, at)
            if about.revoked_at is not None:
                raise WrongAnswer("the responder's certificate was revoked")
            data += RevocationData(crls=(about.encoded,))
        if answer.status is not Status.REVOKED:
            return _Word(data, answer.since)
        # A list proves when it began, and so that an older signature is good; an answer alone may not.
        with contextlib.suppress(Unreachable):
            data += RevocationData(crls=(self._lists.listed(certificate, issuer, at).encoded,))
        return _Word(data, answer.since, answer.encoded, answer.on_hold)

    def _by_list(self, certificate: x509.Certificate, issuer: x509.Certificate, at: dt.datetime) -> _Word:
        found = self._lists.listed(certificate, issuer, at)
        data = RevocationData(crls=(found.encoded,))
        said = b"" if found.revoked_at is None else found.encoded
        return _Word(data, found.since, said, found.on_hold)

    def _remembered(
        self, encoded: bytes, certificate: x509.Certificate, issuer: x509.Certificate
    ) -> _Word | None:
        """Return a revocation that was heard before, if its authority's signature on it still holds."""
        said = self._cache.revocation(encoded)
        if said is None:
            return None
        with contextlib.suppress(WrongAnswer):
            answer = read_answer(said, certificate, issuer)
            if answer.status is Status.REVOKED:
                return _Word(RevocationData(ocsps=(said,)), answer.since, said, answer.on_hold)
        with contextlib.suppress(WrongAnswer):
            found = read_list(said, certificate, issuer)
            if found.revoked_at is not None:
                return _Word(RevocationData(crls=(said,)), found.since, said, found.on_hold)
        return None


class Revocations:
    """Takes each chain to who speaks for it: the embedded authority for its own, HTTP for all others."""

    def __init__(
        self,
        *,
        issuers: Callable[[], tuple[bytes, ...]],
        embedded: RevocationSource,
        others: RevocationSource,
    ) -> None:
        self._issuers = issuers
        self._embedded = embedded
        self._others = others

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        """Return data as the source of this chain gives it; which one, a signature tells and no name.

        Raises:
            RevocationUnavailable: it cannot be had.
        """
        leaf = x509.load_der_x509_certificate(chain[0])
        ours = any(is_issued_by(leaf, x509.load_der_x509_certificate(one)) for one in self._issuers())
        return (self._embedded if ours else self._others).data_for(chain, at)
