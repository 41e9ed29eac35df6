"""Makes the embedded test authority of a demo or a commune's PC: anchor, issuer, timestamps, CRLs.

Must not overwrite: the caller gives a new folder and renames it when it is whole.
"""

import secrets
from pathlib import Path

from archive.clock import Clock
from signing.authority import certificates
from signing.authority.crl import write_crls
from signing.authority.layout import ISSUING, PASS_PHRASE_FILE, ROOT, TSA, write_identity, write_private

ROOT_NAME = "Sohoa Test Root CA - NO LEGAL VALUE"
ISSUING_NAME = "Sohoa Test Issuing CA - NO LEGAL VALUE"
TSA_NAME = "Sohoa Test Timestamp - NO LEGAL VALUE"


def create_authority(folder: Path, clock: Clock) -> None:
    """Make a whole test authority in `folder`, without any server.

    Args:
        folder: new or empty; keys are written with mode 0600.
        clock: certificates are valid from its time on.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = clock.now().replace(microsecond=0)
    root = certificates.root(ROOT_NAME, now)
    issuing = certificates.issuing(ISSUING_NAME, root, now)
    write_identity(folder, ROOT, root)
    write_identity(folder, ISSUING, issuing)
    write_identity(folder, TSA, certificates.timestamping(TSA_NAME, issuing, now))
    write_private(folder / PASS_PHRASE_FILE, secrets.token_urlsafe(24).encode("ascii"))
    write_crls(folder, clock)
