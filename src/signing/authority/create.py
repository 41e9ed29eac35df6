"""Makes the embedded test authority of a demo or a commune's PC: anchor, issuer, timestamps, CRLs.

Must not overwrite: the caller gives a new folder and renames it when it is whole.
"""

import datetime as dt
import secrets
from pathlib import Path

from archive.clock import Clock
from signing.authority import certificates
from signing.authority.crl import write_crls
from signing.authority.layout import (
    ISSUING,
    PASS_PHRASE_FILE,
    ROOT,
    TSA,
    generations,
    read_certificate,
    read_identity,
    write_identity,
    write_private,
)

ROOT_NAME = "Sohoa Test Root CA - NO LEGAL VALUE"
ISSUING_NAME = "Sohoa Test Issuing CA - NO LEGAL VALUE"
TSA_NAME = "Sohoa Test Timestamp - NO LEGAL VALUE"
STAMPING_LIFE = dt.timedelta(days=1095)
"""How long one timestamp key is used: what it signs is proved for the seven years that its certificate is
valid longer, so that an archive need not be renewed each year."""


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


def stamping_identity(folder: Path, now: dt.datetime) -> str:
    """Return the name of the timestamp identity to use at `now`; a new one is made when its turn has come."""
    names = generations(folder, TSA)
    known = {name: read_certificate(folder, name) for name in names}
    # a clock that was set back must not stamp with a certificate of the future
    name = next((one for one in reversed(names) if known[one].not_valid_before_utc <= now), TSA)
    certificate = known.get(name) or read_certificate(folder, name)
    if now < certificate.not_valid_before_utc + STAMPING_LIFE or name != names[-1]:
        return name
    issuing = read_identity(folder, ISSUING)
    fresh = certificates.timestamping(TSA_NAME, issuing, now.replace(microsecond=0))
    # Near the end of the issuer a new certificate would end no later than the one that there is.
    if fresh.certificate.not_valid_after_utc <= certificate.not_valid_after_utc:
        return name
    number = 1 + max((int(file.stem.rpartition("-")[2]) for file in folder.glob(f"{TSA}-*.key")), default=1)
    try:
        write_identity(folder, f"{TSA}-{number}", fresh)
    except FileExistsError:  # another process was faster; until it is through, the old one serves
        return name
    return f"{TSA}-{number}"
