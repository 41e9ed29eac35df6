"""The embedded RFC 3161 timestamp authority: makes tokens in process, without a server.

Must not be taken for a legal time: its certificate says that it has no legal value.
"""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from archive.clock import Clock
from signing.authority.create import stamping_identity
from signing.authority.layout import ISSUING, Identity, der, read_certificate, read_identity

POLICY = "2.25.310742093311850812304520194385710394821"
"""An OID of the UUID arc, which anybody may use: this authority follows no one's practice statement."""


class EmbeddedTimestamp:
    """Signs timestamp tokens with ECDSA P-256 and SHA-256."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        """Return the DER TimeStampToken over `imprint`, dated by the clock.

        Args:
            imprint: hash of what is timestamped.
            digest: its algorithm (`sha256`, `sha384`, `sha512`).

        Source: RFC 3161 section 2.4.2, RFC 5816 (signing-certificate-v2).
        """
        now = self._clock.now().replace(microsecond=0)
        identity, issuer = _identity(self._folder, stamping_identity(self._folder, now))
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": POLICY,
                "message_imprint": {"hash_algorithm": {"algorithm": digest}, "hashed_message": imprint},
                "serial_number": secrets.randbits(159),
                "gen_time": core.GeneralizedTime(now),
                "accuracy": {"seconds": 1},
                "tsa": asn1_x509.GeneralName(
                    "directory_name", asn1_x509.Certificate.load(der(identity.certificate)).subject
                ),
            }
        )
        return _token(info.dump(), identity, issuer)


def _token(content: bytes, identity: Identity, issuer: bytes) -> bytes:
    leaf = asn1_x509.Certificate.load(der(identity.certificate))
    signed = _signed_attributes(content, leaf)
    # The hash is taken over the SET OF encoding (RFC 5652 section 5.4).
    signature = identity.key.sign(signed.dump(), ec.ECDSA(hashes.SHA256()))
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": signed,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    token = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(content),
            },
            "certificates": [leaf, asn1_x509.Certificate.load(issuer)],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": token}).dump())


def _signed_attributes(content: bytes, leaf: asn1_x509.Certificate) -> cms.CMSAttributes:
    certificate_id = {"cert_hash": hashlib.sha256(leaf.dump()).digest()}
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [{"certs": [certificate_id]}]}),
        ]
    )


@lru_cache(maxsize=8)
def _identity(folder: Path, name: str) -> tuple[Identity, bytes]:
    """Read key and chain once: parsing them costs more than a token."""
    return read_identity(folder, name), der(read_certificate(folder, ISSUING))
