"""The signing room as the desk uses it: certify, seal, complete and judge by the archive's own settings.

Must not keep rows: the desk's pipeline does; must not sign for anybody but the account it is told.
"""

import datetime as dt
import hashlib
from functools import partial
from pathlib import Path
from typing import TypedDict

from archive.catalogue.values import Signers
from archive.clock import Clock
from archive.settings import Settings
from archive.values.reading import Box
from archive.values.verdict import FileVerdict, Level
from signing.act import Act
from signing.authority.crl import EmbeddedRevocation
from signing.authority.timestamp import EmbeddedTimestamp
from signing.elsewhere import Elsewhere
from signing.errors import KeyUnavailable
from signing.keys.check import check_certificate
from signing.keys.holder import check_holder
from signing.keys.mechanism import CARD_RSA_BITS, LEAST_RSA_BITS
from signing.keys.soft import SoftSigner
from signing.keys.store import KeyStore
from signing.pades.anchors import Purpose
from signing.pades.sign.certify import certify
from signing.pades.sign.complete import complete
from signing.pades.sign.renew import proof_ends, renew
from signing.pades.sign.seal import seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.suite import current_suite
from signing.pades.verify.apart import evidence_apart, judge_apart
from signing.pades.verify.carried import Evidence
from signing.pades.verify.judge import judge
from signing.ports import Signer, TimestampAuthority
from signing.profiles import officer_request, seal_request
from signing.sources.outside import Outside
from signing.sources.revocation import Revocations
from signing.trust.judging import Judging
from signing.trust.trusted import Trusted


class _Shown(TypedDict):
    agency: str
    at: dt.datetime
    occupied: tuple[Box, ...]
    font: str
    cache: Path


class SigningRoom:
    """Signs and judges; holds the keys' folder and the authorities.

    Attributes:
        trust: whom the archive trusts.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._keys = KeyStore(settings.home)
        self._embedded = EmbeddedRevocation(self._keys.pki)
        self.trust = Trusted(settings.trust, self._keys.pki, self._embedded, clock)
        stamping = partial(self.trust.anchors, Purpose.TIMESTAMP)
        self._outside = Outside(settings, clock, anchors=self.trust.anchors, stamping=stamping)
        self._revocation = Revocations(
            issuers=self.trust.issuers, embedded=self._embedded, others=self._outside.revocation
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
        return proof_ends(pdf, current_suite(), self.trust.listed().anchors)

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
            self.trust.policy(how or Judging()),
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
        return judge(pdf, self.trust.policy(how))

    def check_timestamp(self, url: str = "") -> None:
        """Ask a timestamp authority for one token, the embedded one where no address is given.

        Raises:
            TimestampUnavailable: it does not answer as asked.
        """
        # Whether its certificate was revoked is asked at signing: here that would take too long.
        authority = self._outside.check(url, self._embedded) if url else self._own_timestamps()
        authority.timestamp(hashlib.sha256(b"doctor").digest(), "sha256")

    @property
    def elsewhere(self) -> Elsewhere:
        """Signatures that are made on the officer's own machine."""
        return Elsewhere(
            tsa=self._timestamps(),
            revocation=self._revocation,
            clock=self._clock,
            anchors=self.trust.anchors(Purpose.SIGNING),
            issuers=self.trust.issuers(),
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
            anchors=self.trust.anchors(Purpose.SIGNING),
            revocation=self._revocation,
            at=self._clock.now(),
            rsa_bits=LEAST_RSA_BITS if isinstance(signer, SoftSigner) else CARD_RSA_BITS,
        )
        return signer

    def _timestamps(self) -> TimestampAuthority:
        return self._outside.timestamps(self._revocation) or self._own_timestamps()

    def _own_timestamps(self) -> TimestampAuthority:
        return EmbeddedTimestamp(self._keys.pki, self._clock)
