"""Timestamp authorities reached by HTTP (RFC 3161 section 3.4), one or several that stand in for each other.

Must not believe an answer: imprint, nonce, time, certificate and the token's own signature are checked.
"""

import secrets

from asn1crypto import algos, cms, core, tsp

from archive.clock import Clock
from signing.errors import TimestampUnavailable
from signing.ports import TimestampAuthority
from signing.sources.circuit import Circuits
from signing.sources.faults import Unreachable, WrongAnswer
from signing.sources.fetch import Fetcher, Limits, shown
from signing.sources.token import token_fault

PATIENCE = Limits(seconds=10.0, size=200_000)
"""An officer waits at the counter: what does not answer by then is added later. A token with a long chain
has 10,000 bytes."""


class _Answer(core.Sequence):  # type: ignore[misc] # asn1crypto has no types
    """TimeStampResp; asn1crypto's own demands the token that a refusal does not carry."""

    _fields = [  # noqa: RUF012 - the form that asn1crypto reads
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class HttpTimestamp:
    """Asks the authority at an address."""

    def __init__(
        self, url: str, *, fetcher: Fetcher, circuits: Circuits, clock: Clock, limits: Limits = PATIENCE
    ) -> None:
        self._url = url
        self._fetcher = fetcher
        self._circuits = circuits
        self._clock = clock
        self._limits = limits

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the DER TimeStampToken over `imprint`.

        Raises:
            TimestampUnavailable: it does not answer in time, refuses, or answers something else.
        """
        try:
            return self._circuits.through(self._url, lambda: self._asked(imprint, digest))
        except Unreachable as error:
            raise TimestampUnavailable(why=f"{shown(self._url)}: {error.why}") from error

    def _asked(self, imprint: bytes, digest: str) -> bytes:
        # Full 8 bytes: some servers drop leading zeros and compare encodings.
        nonce = secrets.randbits(62) | (1 << 62)
        asked = tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": digest}),
                    "hashed_message": imprint,
                },
                "nonce": nonce,
                "cert_req": True,
            }
        )
        content = self._fetcher.post(
            self._url,
            asked.dump(),
            sends="application/timestamp-query",
            takes="application/timestamp-reply",
            limits=self._limits,
        )
        return self._checked(content, imprint, digest, nonce)

    def _checked(self, content: bytes, imprint: bytes, digest: str, nonce: int) -> bytes:
        try:
            answer = _Answer.load(content, strict=True)
            status = answer["status"]["status"].native
            if status not in ("granted", "granted_with_mods"):
                raise WrongAnswer(f"it refused ({status})")
            token = answer["time_stamp_token"]
            fault = token_fault(token, imprint, digest, self._clock.now())
            if (
                not fault
                and token["content"]["encap_content_info"]["content"].parsed["nonce"].native != nonce
            ):
                fault = "another nonce"
            encoded = bytes(token.dump())
        except WrongAnswer:
            raise
        except Exception as error:  # a hostile answer raises anything
            raise WrongAnswer("its answer cannot be read") from error
        if fault:
            raise WrongAnswer(fault)
        return encoded


class FailoverTimestamp:
    """Asks several authorities in their order until one answers; whose circuit is open is passed over."""

    def __init__(self, *authorities: TimestampAuthority) -> None:
        self._authorities = authorities

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the token of the first authority that answers as asked.

        Raises:
            TimestampUnavailable: none does; it says why for each.
        """
        reasons: list[str] = []
        for authority in self._authorities:
            try:
                return authority.timestamp(imprint, digest)
            except TimestampUnavailable as error:
                reasons.append(str(error.facts["why"]))
        raise TimestampUnavailable(why="; ".join(reasons) or "no authority is configured")
