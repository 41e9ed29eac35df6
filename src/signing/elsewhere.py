"""Signatures whose key is not at hand: prepared here, made on the officer's own machine, finished here.

Must not take a signature or a certificate on trust: whose it is, is checked before and after.
"""

import dataclasses as dc
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.catalogue.values import Signers
from archive.clock import Clock
from archive.values.verdict import FileVerdict, Level
from signing.act import Act
from signing.errors import CertificateUnfit, CertificateUnreadable
from signing.keys.check import check_certificate
from signing.keys.holder import check_agency, check_holder, thumbprint_of
from signing.keys.mechanism import CARD_RSA_BITS, mechanism_of
from signing.keys.names import common_name, ordered_chain
from signing.pades.sign.certify import prepare_certification
from signing.pades.sign.complete import complete
from signing.pades.sign.embed import finish_prepared
from signing.pades.sign.prepared import Credential, Prepared
from signing.pades.sign.seal import prepare_seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.sign.whole import handed_out, read_returned
from signing.ports import RevocationSource, TimestampAuthority


@dc.dataclass(frozen=True, slots=True)
class Elsewhere:
    """Prepares and finishes; built by the signing room for one act.

    Attributes:
        tsa, revocation, clock: the room's.
        anchors: DER certificates that are trusted.
        issuers: DER certificates that complete a chain.
        judge: judges a stranger's file within limits.
        officer_request, seal_request: what an act asks of the officer's and of the agency's signature.
    """

    tsa: TimestampAuthority
    revocation: RevocationSource
    clock: Clock
    anchors: tuple[bytes, ...]
    issuers: tuple[bytes, ...]
    judge: Callable[[bytes], FileVerdict]
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

    def handed(self, pdf: bytes, act: Act) -> bytes:
        """Return a copy as a signing tool is given it."""
        return handed_out(pdf, self.officer_request(act))

    def accept(self, handed: bytes, returned: bytes, act: Act, level: Level) -> Signed:
        """Accept the whole file that a signing tool gave back, and bring it to `level`.

        Args:
            handed: exactly what the tool was given.
            returned: what it gave back.
            act: whose signature it must be.
            level: that the file shall reach.

        Raises:
            ReturnedAltered, ReturnedUnsigned, ReturnedMore, ReturnedForm, ReturnedBroken: it is not
                `handed` with one good signature.
            CertificateOfAnother: somebody else signed.
            CertificateExpired, CertificateRevoked, CertificateUnfit: the certificate may not sign.
        """
        found = read_returned(handed, returned, self.judge)
        check_holder(found.certificate, act.holder)
        leaf = x509.load_der_x509_certificate(found.certificate)
        self._checked(self._complete(leaf, [x509.load_der_x509_certificate(one) for one in found.others]))
        return complete(returned, level, tsa=self.tsa, revocation=self.revocation, clock=self.clock)

    def _credential(self, certificates: bytes) -> Credential:
        leaf, *others = _loaded(certificates)
        return self._complete(leaf, others)

    def _complete(self, leaf: x509.Certificate, others: list[x509.Certificate]) -> Credential:
        mechanism = mechanism_of(leaf.public_key())
        if mechanism is None:
            raise CertificateUnfit(who=common_name(leaf), why="neither RSA nor ECDSA")
        known = (*others, *(x509.load_der_x509_certificate(one) for one in self.issuers))
        chain = tuple(one.public_bytes(Encoding.DER) for one in ordered_chain(leaf, known))
        return Credential(leaf.public_bytes(Encoding.DER), chain, mechanism)

    def _checked(self, credential: Credential) -> Credential:
        check_certificate(
            credential,
            anchors=self.anchors,
            revocation=self.revocation,
            at=self.clock.now(),
            rsa_bits=CARD_RSA_BITS,
        )
        return credential


def certificate_thumbprint(data: bytes) -> str:
    """Return the SHA-256 by which the first certificate of a PEM or DER file is registered.

    Raises:
        CertificateUnreadable: it holds none.
    """
    return thumbprint_of(_loaded(data)[0].public_bytes(Encoding.DER))


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
