"""A timestamp authority reached by HTTP (RFC 3161 section 3.4).

Must not believe an answer: imprint, nonce and the token's own signature are checked.
"""

import http.client
import secrets
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from asn1crypto import algos, cms, core, tsp

from signing.authority.token import token_fault
from signing.errors import TimestampUnavailable

SECONDS = 10.0
"""An officer waits at the counter: what does not answer by then is added later."""
LARGEST_ANSWER = 200_000
"""Bytes; a token with a long chain has 10,000."""


class _Answer(core.Sequence):  # type: ignore[misc] # asn1crypto has no types
    """TimeStampResp; asn1crypto's own demands the token that a refusal does not carry."""

    _fields = [  # noqa: RUF012 - the form that asn1crypto reads
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class HttpTimestamp:
    """Asks the authority at an address."""

    def __init__(self, url: str, *, seconds: float = SECONDS) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise TimestampUnavailable(why="its address is neither http nor https")
        self._url = url
        self._seconds = seconds

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the DER TimeStampToken over `imprint`.

        Raises:
            TimestampUnavailable: it does not answer in time, refuses, or answers something else.
        """
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
        return _checked(self._ask(asked.dump()), imprint, digest, nonce)

    def _ask(self, body: bytes) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self._url,
            data=body,
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                content = answer.read(LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            error.close()
            raise TimestampUnavailable(why=f"HTTP {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TimestampUnavailable(
                why=str(getattr(error, "reason", "") or type(error).__name__)
            ) from error
        if len(content) > LARGEST_ANSWER:
            raise TimestampUnavailable(why="its answer is too large")
        return bytes(content)


def _checked(content: bytes, imprint: bytes, digest: str, nonce: int) -> bytes:
    try:
        answer = _Answer.load(content, strict=True)
        status = answer["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise TimestampUnavailable(why=f"it refused ({status})")
        token = answer["time_stamp_token"]
        fault = token_fault(token, imprint, digest)
        if (
            fault is None
            and token["content"]["encap_content_info"]["content"].parsed["nonce"].native != nonce
        ):
            fault = "another nonce"
        encoded = bytes(token.dump())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TimestampUnavailable(why="its answer cannot be read") from error
    if fault is not None:
        raise TimestampUnavailable(why=fault)
    return encoded
