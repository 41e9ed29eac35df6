"""Puts the signature that a key made elsewhere into the hole that was prepared for it.

Must not embed anything that is not the expected key's signature over exactly what was prepared.
"""

import binascii

from asn1crypto import cms
from cryptography import x509

from archive.clock import Clock
from archive.values.ids import Sha256
from signing.errors import SignatureMismatch, SigningFailed
from signing.keys.mechanism import is_signature_of
from signing.keys.names import common_name
from signing.pades.sign.bridge import GivenSignature, PortTimeStamper, drive
from signing.pades.sign.complete import finish
from signing.pades.sign.prepared import Prepared
from signing.pades.sign.values import Signed
from signing.ports import RevocationSource, TimestampAuthority


def finish_prepared(
    parent: bytes,
    prepared: Prepared,
    signature: bytes,
    *,
    tsa: TimestampAuthority | None,
    revocation: RevocationSource | None,
    clock: Clock,
) -> Signed:
    """Embed a signature, and bring the file to the level that was asked for.

    Args:
        parent: the bytes that the signature was prepared for.
        prepared: as `prepare_certification` or `prepare_seal` gave it.
        signature: what the key made of `prepared.attributes`.
        tsa: timestamp authority; one that does not answer lowers the level.
        revocation: source of lists; likewise.
        clock: lists must be current by it.

    Returns:
        The signed file; begins with `parent`.

    Raises:
        SignatureMismatch: it is not the expected key's signature over these attributes.
        SigningFailed: `parent` is not what the signature was prepared for.
    """
    if Sha256.of(parent) != prepared.parent:
        raise SigningFailed(why="the file is not the one that was prepared")
    _require_match(prepared, signature)
    data = parent + _filled(prepared, _container(prepared, signature, tsa), len(parent))
    return finish(data, prepared.level, tsa=tsa, revocation=revocation, clock=clock)


def _require_match(prepared: Prepared, signature: bytes) -> None:
    certificate = x509.load_der_x509_certificate(prepared.credential.certificate)
    if not is_signature_of(certificate.public_key(), signature, prepared.attributes, prepared.digest):
        raise SignatureMismatch(who=common_name(certificate))


def _container(prepared: Prepared, signature: bytes, tsa: TimestampAuthority | None) -> bytes:
    """Return the CMS container with a signature timestamp, if one can be had and there is room for it."""
    given = GivenSignature(prepared.credential, signature)
    attributes = cms.CMSAttributes.load(prepared.attributes)
    stampers = [PortTimeStamper(tsa)] if tsa is not None and prepared.stamped else []
    for stamper in (*stampers, None):
        container = drive(
            given.async_sign_prescribed_attributes(prepared.digest, attributes, timestamper=stamper)
        )
        encoded = bytes(container.dump())
        if len(encoded) <= prepared.room:
            return encoded
    raise SigningFailed(why="the signature is larger than the room that was kept for it")


def _filled(prepared: Prepared, container: bytes, start: int) -> bytes:
    """Return the tail with `container` in its hole, the rest of which stays zero (ISO 32000-2, 12.8.1)."""
    begin, end = prepared.hole[0] - start, prepared.hole[1] - start
    digits = binascii.hexlify(container).upper().ljust(end - begin - 2, b"0")
    return prepared.tail[:begin] + b"<" + digits + b">" + prepared.tail[end:]
