"""Lets pyHanko sign and timestamp through our ports.

Must not choose what is signed.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from asn1crypto import algos, cms, core, x509
from pyhanko.sign.signers import Signer as HankoSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.errors import TimestampUnavailable
from signing.pades.sign.prepared import Credential
from signing.ports import TimestampAuthority

DIGEST = "sha256"
_ROOM = 1.4
"""pyHanko keeps half as much room again as its first token took; one of another authority may need more."""
_T = TypeVar("_T")


class GivenSignature(HankoSigner):
    """Stands for a key that signs elsewhere: gives the signature that was made, or as much room as one takes.

    A timestamp that cannot be had is left out of the unsigned attributes: the key is used once only.
    """

    def __init__(self, credential: Credential, signature: bytes = b"") -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        for encoded in credential.chain:
            store.register(x509.Certificate.load(encoded))
        super().__init__(
            signing_cert=x509.Certificate.load(credential.certificate),
            cert_registry=store,
            signature_mechanism=_mechanism(credential.mechanism),
        )
        self._signature = signature
        self._size = _signature_size(self.signing_cert)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the signature, or as many bytes as one has."""
        return bytes(self._size) if dry_run else self._signature

    async def unsigned_attrs(self, *args: Any, **named: Any) -> cms.CMSAttributes | None:  # noqa: ANN401
        """Add the signature's timestamp where one can be had."""
        try:
            return await super().unsigned_attrs(*args, **named)
        except TimestampUnavailable:
            return None


class PortTimeStamper(TimeStamper):
    """Asks a TimestampAuthority."""

    def __init__(self, authority: TimestampAuthority) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._authority = authority

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return the token over `message_digest`.

        Raises:
            TimestampUnavailable: none can be had, or one that is too large for the room kept by the first:
                a key that was used is not used again for that.
        """
        token = self._authority.timestamp(message_digest, md_algorithm)
        first = self._dummy_response_cache.get(md_algorithm)
        if first is not None and len(token) > _ROOM * len(first.dump()):
            raise TimestampUnavailable(why="another authority answered than before, with a larger token")
        return cms.ContentInfo.load(token, strict=True)


def drive(work: Coroutine[Any, Any, _T]) -> _T:
    """Run pyHanko's coroutine to its end, also where the caller's thread runs an event loop."""
    results: list[_T] = []

    async def kept() -> None:
        # Not returned: asyncio.run, on its way out, has a task described with its result
        # (signal.signal looks its handler up among the constants), which takes minutes for a CMS container.
        results.append(await work)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(kept())
        return results[0]
    with ThreadPoolExecutor(1, thread_name_prefix="signing") as beside:
        beside.submit(asyncio.run, kept()).result()
    return results[0]


def _mechanism(name: str) -> algos.SignedDigestAlgorithm:
    if name == "ecdsa":
        return algos.SignedDigestAlgorithm({"algorithm": f"{DIGEST}_ecdsa"})
    parameters = algos.RSASSAPSSParams(
        {
            "hash_algorithm": {"algorithm": DIGEST},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": DIGEST}},
            "salt_length": 32,
        }
    )
    return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def _signature_size(certificate: x509.Certificate) -> int:
    """Return the most bytes that a signature by this key takes."""
    key = certificate.public_key
    if key.algorithm == "rsa":
        return int(key.byte_size)
    # SEQUENCE of two INTEGERs, each with a length and perhaps a sign byte (RFC 3279 section 2.2.3).
    number = (1 << (8 * int(key.byte_size))) - 1
    pair = algos.DSASignature({"r": core.Integer(number), "s": core.Integer(number)})
    return len(pair.dump())
