"""Signatures whose key is not at hand: prepared here, made on the officer's own machine, finished here.

Must not take a signature or a certificate on trust: whose it is, is checked before and after.
"""

import dataclasses as dc
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.catalogue.values import Signers
from archive.clock import Clock
from signing.act import Act
from signing.errors import CertificateUnfit, CertificateUnreadable
from signing.keys.check import check_certificate
from signing.keys.holder import check_agency, check_holder
from signing.keys.mechanism import mechanism_of
from signing.keys.names import common_name, ordered_chain
from signing.pades.sign.certify import prepare_certification
from signing.pades.sign.embed import finish_prepared
from signing.pades.sign.prepared import Credential, Prepared
from signing.pades.sign.seal import prepare_seal
from signing.pades.sign.values import Signed, SignRequest
from signing.ports import RevocationSource, TimestampAuthority


@dc.dataclass(frozen=True, slots=True)
class Elsewhere:
    """Prepares and finishes; built by the signing room for one act.

    Attributes:
        tsa, revocation, clock: the room's.
        anchors: DER certificates that are trusted.
        issuers: DER certificates that complete a chain.
        officer_request, seal_request: what an act asks of the officer's and of the agency's signature.
    """

    tsa: TimestampAuthority
    revocation: RevocationSource
    clock: Clock
    anchors: tuple[bytes, ...]
    issuers: tuple[bytes, ...]
    officer_request: Callable[[Act], SignRequest]
    seal_request: Callable[[Act], SignRequest]

    def officer_credential(self, certificates: bytes, act: Act) -> Credential:
        """Return the credential of the act's officer after every check of its certificate.

        Args:
            certificates: PEM or DER; the officer's first, issuers behind it.
            act: whose certificate it must be.

        Raises:
            CertificateUnreadable, CertificateOfAnother: it is none, or not the officer's.
            CertificateExpired, CertificateRevoked, CertificateUnfit: it may not sign.
        """
        credential = self._credential(certificates)
        check_holder(credential.certificate, act.holder)
        return self._checked(credential)

    def seal_credential(self, certificates: bytes, act: Act) -> Credential:
        """Return the credential of the seal of the act's agency; arguments and errors as above."""
        credential = self._credential(certificates)
        check_agency(credential.certificate, act.agency_code, act.agency)
        return self._checked(credential)

    def prepare(self, pdf: bytes, act: Act, credential: Credential) -> Prepared:
        """Prepare the first signature of a copy: the officer's, or the agency's where it signs alone."""
        alone = act.profile.signers is Signers.SEAL
        request = self.seal_request(act) if alone else self.officer_request(act)
        return prepare_certification(pdf, request, credential, tsa=self.tsa, at=act.at)

    def prepare_seal(self, pdf: bytes, act: Act, credential: Credential) -> Prepared:
        """Prepare the agency's signature in the field that was made for it."""
        return prepare_seal(pdf, self.seal_request(act), credential, tsa=self.tsa, at=act.at)

    def finish(self, parent: bytes, prepared: Prepared, signature: bytes) -> Signed:
        """Embed a signature that was made elsewhere, if its certificate may still sign.

        Raises:
            SignatureMismatch: it is not the expected key's over what was prepared.
            CertificateExpired, CertificateRevoked, CertificateUnfit: it may not sign any more.
        """
        self._checked(prepared.credential)
        return finish_prepared(
            parent, prepared, signature, tsa=self.tsa, revocation=self.revocation, clock=self.clock
        )

    def _credential(self, certificates: bytes) -> Credential:
        found = _loaded(certificates)
        mechanism = mechanism_of(found[0].public_key())
        if mechanism is None:
            raise CertificateUnfit(who=common_name(found[0]), why="neither RSA nor ECDSA")
        known = (*found[1:], *(x509.load_der_x509_certificate(one) for one in self.issuers))
        chain = tuple(one.public_bytes(Encoding.DER) for one in ordered_chain(found[0], known))
        return Credential(found[0].public_bytes(Encoding.DER), chain, mechanism)

    def _checked(self, credential: Credential) -> Credential:
        check_certificate(credential, anchors=self.anchors, revocation=self.revocation, at=self.clock.now())
        return credential


def _loaded(certificates: bytes) -> list[x509.Certificate]:
    """Return the certificates of a PEM or DER file, the holder's first.

    Raises:
        CertificateUnreadable: it holds none.
    """
    try:
        if b"-----BEGIN" in certificates:
            return x509.load_pem_x509_certificates(certificates)
        return [x509.load_der_x509_certificate(certificates)]
    except ValueError:
        raise CertificateUnreadable from None
