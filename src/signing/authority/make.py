"""Makes the embedded test authority of a new archive, and the keys that it issues.

Must not touch keys that are there.
"""

from pathlib import Path

from archive.clock import Clock
from signing.authority.create import create_authority
from signing.keys.store import PKI, KeyStore


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
