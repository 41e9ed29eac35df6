"""An officer's own machine: it has the keys that the server has not, and signs what it is given."""

import dataclasses as dc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.papers.models import Paper
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.taking import take_signatures
from desk.signing_sessions.values import Asked, Opened, Role, Taken
from signing.keys.soft import SoftSigner
from signing.keys.store import KeyStore
from tests.desk.pipeline.workshop import Workshop
from tests.desk.web.support import HOME_AGENCY


@dc.dataclass
class Machine:
    """The keys of everybody of the home agency, and its seal's."""

    workshop: Workshop
    keys: dict[str, SoftSigner]

    def pem(self, name: str) -> bytes:
        """Return somebody's certificate with its issuers."""
        signer = self.keys[name]
        found = (x509.load_der_x509_certificate(one) for one in (signer.certificate, *signer.chain))
        return b"".join(one.public_bytes(Encoding.PEM) for one in found)

    def open(self, *papers: Paper, by: str = "officer", key: str = "", **asked: Any) -> Opened:
        """Open a session of somebody; `key` names whose certificate is sent where it is another."""
        said = Asked(certificates=self.pem(key or by), **asked)
        keys = [str(paper.id) for paper in papers]
        return open_session(self.workshop.house, self.workshop.actor(by), keys, said)

    def sign(self, opened: Opened, key: str = "officer") -> dict[str, bytes]:
        """Sign everything of a session."""
        return {
            str(one.paper_id): self.keys[key].sign(one.prepared.attributes, one.prepared.digest)
            for one in opened.items
            if one.prepared is not None
        }

    def send(self, opened: Opened, signatures: dict[str, bytes], by: str = "officer") -> list[Taken]:
        """Send signatures back."""
        workshop = self.workshop
        return take_signatures(workshop.house, workshop.actor(by), str(opened.id), opened.token, signatures)

    def seal(self, *papers: Paper) -> list[Taken]:
        """Let the chief put the agency's seal on papers."""
        opened = self.open(*papers, by="chief", key="seal", role=Role.SEAL)
        return self.send(opened, self.sign(opened, "seal"), by="chief")

    def waiting(self, by: str = "officer", **said: Any) -> Paper:
        """Return a confirmed paper that waits for its signature."""
        paper = self.workshop.handed(by=by)
        self.workshop.confirm(paper, by, **said)
        self.workshop.run()
        paper = self.workshop.paper(paper.id)
        assert paper.stage == "confirmed"
        return paper


@contextmanager
def take_keys_away(workshop: Workshop) -> Iterator[Machine]:
    """Let the server be without the keys of the home agency, which a machine has."""
    home = workshop.house.settings.home
    store = KeyStore(home)
    found = {"officer": store.signer_for("officer"), "chief": store.signer_for("chief"),
             "seal": store.seal_for(HOME_AGENCY)}  # fmt: skip
    files = [*(home / "officers").glob("*.p12"), *(home / "seals").glob("*.p12")]
    away = [(file, file.rename(file.with_suffix(".away"))) for file in files]
    try:
        yield Machine(workshop, {name: signer for name, signer in found.items() if signer is not None})
    finally:
        for file, hidden in away:
            hidden.rename(file)
