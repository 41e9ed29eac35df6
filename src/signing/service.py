"""The signing room as the desk uses it: certify, seal, complete and judge by the archive's own settings.

Must not keep rows: the desk's pipeline does; must not sign for anybody but the account it is told.
"""

import dataclasses as dc
import datetime as dt
import hashlib
from functools import partial
from pathlib import Path
from typing import TypedDict

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.catalogue.values import Signers
from archive.clock import Clock
from archive.errors import BadValue
from archive.settings import Settings
from archive.values.reading import Box
from archive.values.verdict import FileVerdict, Level
from signing.act import Act
from signing.authority import trust
from signing.authority.create import create_authority
from signing.authority.crl import EmbeddedRevocation
from signing.authority.timestamp import EmbeddedTimestamp
from signing.elsewhere import Elsewhere
from signing.errors import KeyUnavailable
from signing.keys.check import check_certificate
from signing.keys.holder import check_holder
from signing.keys.mechanism import CARD_RSA_BITS, LEAST_RSA_BITS
from signing.keys.soft import SoftSigner
from signing.keys.store import PKI, KeyStore
from signing.pades.anchors import Anchor, Purpose, Scheme, roots
from signing.pades.sign.certify import certify
from signing.pades.sign.complete import complete
from signing.pades.sign.renew import proof_ends, renew
from signing.pades.sign.seal import seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.suite import current_suite
from signing.pades.verify.apart import evidence_apart, judge_apart
from signing.pades.verify.carried import Evidence
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.ports import Signer, TimestampAuthority
from signing.profiles import officer_request, seal_request
from signing.sources.outside import Outside
from signing.sources.revocation import Revocations
from signing.trust.trust_list import TrustList, read_trust


class _Shown(TypedDict):
    agency: str
    at: dt.datetime
    occupied: tuple[Box, ...]
    font: str
    cache: Path


@dc.dataclass(frozen=True, slots=True)
class Judging:
    """How somebody wants a file judged; empty means by the archive's own settings.

    Attributes:
        at: as of this time; None: now.
        anchors: PEM or DER certificates instead of the configured ones.
        crls: PEM or DER revocation lists beside those in the file.
        expected: names that must have signed.
        schemes: lists of the trust list that signers must come from.
        beside: what was found beside the file; trusted no more than what is in it.
    """

    at: dt.datetime | None = None
    anchors: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    expected: tuple[str, ...] = ()
    schemes: frozenset[Scheme] = frozenset(Scheme)
    beside: Evidence = dc.field(default_factory=Evidence)


class SigningRoom:
    """Signs and judges; holds the keys' folder, the authorities and the anchors."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._keys = KeyStore(settings.home)
        self._embedded = EmbeddedRevocation(self._keys.pki)
        self._outside = Outside(
            settings, clock, anchors=self._anchors, stamping=partial(self._anchors, Purpose.TIMESTAMP)
        )
        self._revocation = Revocations(
            issuers=self._issuers, embedded=self._embedded, others=self._outside.revocation
        )

    def signer_for(self, account: str) -> Signer | None:
        """Return the key of `account` that is at hand, None where there is none."""
        return self._keys.signer_for(account)

    def seal_for(self, agency_code: str) -> Signer | None:
        """Return the key of an agency's seal that is at hand, None where there is none."""
        return self._keys.seal_for(agency_code)

    def certify(self, pdf: bytes, act: Act) -> Signed:
        """Put the certification signature with its visible words on a copy: the officer's, or the agency's.

        Raises:
            ProfileForbidden: nobody signs copies of this kind.
            SigningError: nothing was signed; the code says why.
        """
        if act.profile.signers is Signers.SEAL:
            request = self._seal_request(act)
            signer = self._seal_key(act)
        else:
            request = self._officer_request(act)
            signer = self._checked(self.signer_for(act.account), act.account)
            check_holder(signer.certificate, act.holder)
        return certify(
            pdf, request, signer,
            tsa=self._timestamps(), revocation=self._revocation, clock=self._clock,
        )  # fmt: skip

    def seal(self, pdf: bytes, act: Act) -> Signed:
        """Put the agency's signature into the field that was made for it; errors as in `certify`."""
        return seal(
            pdf, self._seal_request(act), self._seal_key(act),
            tsa=self._timestamps(), revocation=self._revocation, clock=self._clock,
        )  # fmt: skip

    def complete(self, pdf: bytes, level: Level) -> Signed:
        """Add what a dead timestamp or revocation server left out; the same bytes where nothing could be."""
        return complete(pdf, level, tsa=self._timestamps(), revocation=self._revocation, clock=self._clock)

    def renew(self, pdf: bytes) -> Signed:
        """Append a further archive timestamp.

        Raises:
            SigningError: nothing was made; the code says why.
        """
        return renew(
            pdf, tsa=self._timestamps(), revocation=self._revocation, clock=self._clock, suite=current_suite()
        )

    def proof_ends(self, pdf: bytes) -> dt.datetime | None:
        """Return until when the file's last document timestamp proves anything; None without one."""
        return proof_ends(pdf, current_suite(), self.trust_list().anchors)

    def judge(self, pdf: bytes | Path, *, at: dt.datetime | None = None) -> FileVerdict:
        """Judge a file by the archive's own anchors."""
        return self.judge_as(pdf, Judging(at=at))

    def judge_foreign(self, pdf: bytes | Path, how: Judging | None = None) -> FileVerdict:
        """Judge a stranger's file as somebody wants it, within limits of time and memory.

        Raises:
            BadValue: an anchor or a list that was given cannot be read.
        """
        settings = self._settings
        return judge_apart(
            pdf,
            self._policy(how or Judging()),
            seconds=settings.judge_seconds,
            memory=settings.child_memory,
        )

    def evidence(self, pdf: bytes | Path) -> Evidence:
        """List what a file, maybe a stranger's, carries to be proved by, within limits of time and memory."""
        settings = self._settings
        return evidence_apart(pdf, seconds=settings.judge_seconds, memory=settings.child_memory)

    def judge_as(self, pdf: bytes | Path, how: Judging) -> FileVerdict:
        """Judge a file as somebody wants it; whatever the file is, a verdict says everything.

        Raises:
            BadValue: an anchor or a list that was given cannot be read.
        """
        return judge(pdf, self._policy(how))

    def trusted(self, how: Judging) -> tuple[bytes, ...]:
        """Return the DER anchors that a judgement is made by.

        Raises:
            BadValue: an anchor that was given cannot be read.
        """
        return _certificates(how.anchors) if how.anchors else self._anchors()

    def _policy(self, how: Judging) -> Policy:
        own = not how.anchors
        trusted = self.trust_list()
        return Policy(
            at=how.at or self._clock.now(),
            anchors=() if own else _certificates(how.anchors),
            # The embedded authority stands under the archive's own list.
            listed=(*map(Anchor, self._own_anchors()), *trusted.anchors) if own else (),
            schemes=how.schemes,
            freshness=trusted.freshness,
            crls=(*_lists(how.crls), *how.beside.crls, *(self._own_lists() if own else ())),
            ocsps=how.beside.ocsps,
            certificates=(*how.beside.certificates, *(self._issuers() if own else ())),
            expected_signers=how.expected,
        )

    def check_timestamp(self, url: str = "") -> None:
        """Ask a timestamp authority for one token, the embedded one where no address is given.

        Raises:
            TimestampUnavailable: it does not answer as asked.
        """
        # Whether its certificate was revoked is asked at signing: here that would take too long.
        authority = self._outside.check(url, self._embedded) if url else self._own_timestamps()
        authority.timestamp(hashlib.sha256(b"doctor").digest(), "sha256")

    def export_trust(self, to: Path) -> list[tuple[Path, str, str]]:
        """Write anchors (`*.pem`) and current lists (`*.crl`); return (path, kind, subject) of each."""
        return trust.export(self._keys.pki, to, self._clock)

    def trust_files(self) -> list[tuple[str, bytes]]:
        """Return (name, bytes) of anchors and current lists, for a bundle of evidence."""
        lists = [(f"list-{n}.crl", data) for n, data in enumerate(self._own_lists(), start=1)]
        anchors = [
            (f"anchor-{n}.pem", x509.load_der_x509_certificate(data).public_bytes(Encoding.PEM))
            for n, data in enumerate(self._anchors(), start=1)
        ]
        return [*anchors, *lists]

    @property
    def elsewhere(self) -> Elsewhere:
        """Signatures that are made on the officer's own machine."""
        return Elsewhere(
            tsa=self._timestamps(),
            revocation=self._revocation,
            clock=self._clock,
            anchors=self._anchors(),
            issuers=self._issuers(),
            judge=self.judge_foreign,
            officer_request=self._officer_request,
            seal_request=self._seal_request,
        )

    def _officer_request(self, act: Act) -> SignRequest:
        return officer_request(act.profile, person=act.full_name, **self._shown(act))

    def _seal_request(self, act: Act) -> SignRequest:
        picture = self._keys.seal_picture(act.agency_code)
        return seal_request(act.profile, picture=picture, **self._shown(act))

    def _seal_key(self, act: Act) -> Signer:
        return self._checked(self.seal_for(act.agency_code), act.agency_code)

    def _shown(self, act: Act) -> _Shown:
        return {
            "agency": act.agency,
            "at": act.at,
            "occupied": act.occupied,
            "font": self._settings.font,
            "cache": self._settings.home / "cache",
        }

    def _checked(self, signer: Signer | None, who: str) -> Signer:
        if signer is None:
            raise KeyUnavailable(who=who, why="no key at hand")
        check_certificate(
            signer,
            anchors=self._anchors(Purpose.SIGNING),
            revocation=self._revocation,
            at=self._clock.now(),
            rsa_bits=LEAST_RSA_BITS if isinstance(signer, SoftSigner) else CARD_RSA_BITS,
        )
        return signer

    def _timestamps(self) -> TimestampAuthority:
        return self._outside.timestamps(self._revocation) or self._own_timestamps()

    def _own_timestamps(self) -> TimestampAuthority:
        return EmbeddedTimestamp(self._keys.pki, self._clock)

    def trust_list(self) -> TrustList:
        """Return whom the archive trusts beside its own authority.

        Raises:
            TrustListWrong: the list in SOHOA_TRUST cannot be used.
        """
        return read_trust(Path(self._settings.trust)) if self._settings.trust else TrustList()

    def _anchors(self, *purposes: Purpose) -> tuple[bytes, ...]:
        """Return the DER anchors that count now for one of these purposes, or for any."""
        now, anchors = self._clock.now(), self.trust_list().anchors
        listed = (one for purpose in purposes or Purpose for one in roots(anchors, purpose, now, now))
        return (*self._own_anchors(), *dict.fromkeys(listed))

    def _own_anchors(self) -> tuple[bytes, ...]:
        return trust.anchors(self._keys.pki) if self._keys.pki.is_dir() else ()

    def _issuers(self) -> tuple[bytes, ...]:
        return trust.known_issuers(self._keys.pki) if self._keys.pki.is_dir() else ()

    def _own_lists(self) -> tuple[bytes, ...]:
        if not self._keys.pki.is_dir():
            return ()
        return self._embedded.data_for(self._issuers(), self._clock.now()).crls


def make_authority(home: Path, clock: Clock) -> None:
    """Make the embedded test authority of an archive that is being prepared."""
    create_authority(home / PKI, clock)


def make_key(
    home: Path, account: str, full_name: str, agency: str, clock: Clock, *, agency_name: str = ""
) -> bool:
    """Give `account` a key of the embedded test authority, and its agency a seal's; keys that are there stay.

    Args:
        home: of the archive.
        account: whose key it is.
        full_name: of the officer.
        agency: code of the officer's agency.
        clock: certificates are valid from its time on.
        agency_name: as it stands in the certificates, by default the code.

    Returns:
        False where there is no such authority.
    """
    keys = KeyStore(home)
    if not keys.pki.is_dir():
        return False
    keys.make_officer_key(account, full_name, agency_name or agency, clock)
    keys.make_seal_key(agency, agency_name or agency, clock)
    return True


def _certificates(files: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return the certificates of `files`; nothing of them may be passed over, or others would be trusted.

    Raises:
        BadValue: a file holds none.
    """
    found: list[bytes] = []
    for data in files:
        try:
            many = (
                x509.load_pem_x509_certificates(data)
                if b"-----BEGIN" in data
                else [x509.load_der_x509_certificate(data)]
            )
        except ValueError as error:
            raise _unreadable("--trust", "tệp không chứa chứng thư", "it holds no certificate") from error
        found += [one.public_bytes(Encoding.DER) for one in many]
    return tuple(found)


def _lists(files: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return the revocation lists of `files` as DER.

    Raises:
        BadValue: a file is no list: to go on without it could pass a revoked signer.
    """
    found: list[bytes] = []
    for data in files:
        load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
        try:
            found.append(load(data).public_bytes(Encoding.DER))
        except ValueError as error:
            raise _unreadable("--crl", "tệp không phải danh sách thu hồi", "it is no list") from error
    return tuple(found)


def _unreadable(name: str, why_vi: str, why_en: str) -> BadValue:
    return BadValue(value="…", name=name, why_vi=why_vi, why_en=why_en)
