"""A soft key in a PKCS#12 file: the embedded default, and for machines that sign by themselves.

Must not show the pass phrase or the key: neither is kept where repr, logs or errors could reach it.
"""

import stat
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from signing.errors import CertificateUnfit, KeyUnavailable
from signing.keys.mechanism import HASHES, mechanism_of
from signing.keys.names import common_name, ordered_chain


class SoftSigner:
    """Signs with a key held in memory."""

    __slots__ = ("_certificate", "_chain", "_key", "_mechanism")

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
    ) -> None:
        self._key = key
        self._certificate = certificate.public_bytes(Encoding.DER)
        self._chain = tuple(one.public_bytes(Encoding.DER) for one in ordered_chain(certificate, chain))
        self._mechanism = mechanism_of(key.public_key())
        if self._mechanism is None:
            raise CertificateUnfit(who=common_name(certificate), why="neither RSA nor ECDSA")

    def __repr__(self) -> str:
        return f"SoftSigner({common_name(x509.load_der_x509_certificate(self._certificate))!r})"

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied")

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self._certificate

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates up to the anchor, DER, nearest first."""
        return self._chain

    @property
    def mechanism(self) -> str:
        """`ecdsa` or `rsassa_pss`."""
        return str(self._mechanism)

    def sign(self, data: bytes, digest: str) -> bytes:
        """Sign `data` after hashing it with `digest`; PSS with a salt as long as the hash."""
        algorithm = HASHES[digest]()
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(algorithm))
        pss = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
        return self._key.sign(data, pss, algorithm)


def load_soft(file: Path, pass_phrase: bytes) -> SoftSigner:
    """Open a PKCS#12 file.

    Args:
        file: .p12 that nobody but its owner may read.
        pass_phrase: that it is encrypted with.

    Raises:
        KeyUnavailable: the file is missing, readable by others, damaged, or the pass phrase is wrong.
        CertificateUnfit: it holds no key and certificate of a kind that we sign with.
    """
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        content = file.read_bytes()
    except OSError as error:
        raise KeyUnavailable(who=file.stem, why=error.strerror) from None
    if mode & 0o077:
        raise KeyUnavailable(who=file.stem, why=f"mode {mode:04o} instead of 0600")
    try:
        bundle = pkcs12.load_pkcs12(content, pass_phrase)
    except ValueError:
        # The cause is dropped on purpose: nothing about the content or pass phrase goes on.
        raise KeyUnavailable(who=file.stem, why="wrong pass phrase or damaged file") from None
    if bundle.cert is None or not isinstance(bundle.key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
        raise CertificateUnfit(who=file.stem, why="no RSA or ECDSA key with a certificate in the file")
    others = tuple(one.certificate for one in bundle.additional_certs)
    return SoftSigner(bundle.key, bundle.cert.certificate, others)
