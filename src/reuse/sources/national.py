"""Asks the national data store by its contract.

Must not believe what is not signed by the store: it is told as unverifiable, and its file is not fetched.
"""

import base64
import dataclasses as dc
from collections.abc import Mapping

from cryptography import x509

from archive.clock import Clock
from archive.patience import patient_pool
from reuse.sources import contract
from reuse.sources.faults import Wrong
from reuse.sources.http import post
from reuse.sources.signature import doubt
from reuse.sources.values import Elsewhere, Proof, Reply, Wanted

NAME = "national-store"
LONGEST_ANSWER = 1_000_000
"""Bytes of a list: fifty papers with the longest names and addresses are under 200,000."""


@dc.dataclass(frozen=True, slots=True)
class Account:
    """Where the store is and as whom it is asked.

    Attributes:
        url: address for lists.
        file_url: address for files.
        client, secret: of this archive, sent as HTTP Basic (open); nothing is sent where both are empty.
        certificate: of the answering service, None where none is set.
        form: what the store signs (signature.py).
        max_bytes: largest file.
    """

    url: str
    file_url: str
    client: str
    secret: str = dc.field(repr=False)
    certificate: x509.Certificate | None
    form: str
    max_bytes: int


class NationalStore:
    """The national data store, a `PaperSource`."""

    name = NAME

    def __init__(self, account: Account, clock: Clock) -> None:
        self._account = account
        self._clock = clock
        self._pool = patient_pool(pools=2, lines=4)

    def ask(self, wanted: Wanted, seconds: float) -> Reply:
        """Return what the store says it has, and whether it stands by that; errors as the port says."""
        mine = self._account
        body = contract.question(wanted)
        answer = contract.opened(
            post(self._pool, mine.url, body, self._headers(), seconds=seconds, size=LONGEST_ANSWER)
        )
        why = doubt(answer, mine.certificate, mine.form, self._clock.now())
        proof = Proof.UNVERIFIED if why else Proof.SIGNED
        return Reply(contract.papers(answer.result, wanted, self.name, proof), why)

    def fetch(self, paper: Elsewhere, seconds: float) -> bytes:
        """Return the bytes of a file; the paper's own signatures are judged, not this answer's."""
        mine = self._account
        size = mine.max_bytes * 4 // 3 + LONGEST_ANSWER  # base64
        body = contract.file_question(paper)
        answer = post(self._pool, mine.file_url, body, self._headers(), seconds=seconds, size=size)
        found = contract.content(contract.opened(answer).result)
        if len(found) > mine.max_bytes:
            raise Wrong("tệp quá lớn")
        return found

    def _headers(self) -> Mapping[str, str]:
        mine = self._account
        if not mine.client and not mine.secret:
            return {}
        told = base64.b64encode(f"{mine.client}:{mine.secret}".encode()).decode("ascii")
        return {"Authorization": f"Basic {told}"}
