"""One act of signing, as the desk asks for it.

Must not sign, nor look anything up.
"""

import dataclasses as dc
import datetime as dt

from archive.catalogue.values import Profile
from archive.values.reading import Box
from signing.keys.holder import Holder


@dc.dataclass(frozen=True, slots=True)
class Act:
    """One act of signing.

    Attributes:
        account: whose key signs.
        full_name: of the person who made the copy, as the stamp shows it.
        agency: full name of their agency.
        agency_code: whose seal the profile may ask for.
        profile: how it is signed and what is written on it.
        at: aware time, as the stamp shows it.
        occupied: print and codes on page one, in points from its top left.
        number: the person's registered number, empty where there is none.
        thumbprint: of the person's registered certificate, likewise.
    """

    account: str
    full_name: str
    agency: str
    agency_code: str
    profile: Profile
    at: dt.datetime
    occupied: tuple[Box, ...] = ()
    number: str = dc.field(default="", repr=False)
    thumbprint: str = ""

    @property
    def holder(self) -> Holder:
        """Who the certificate of the officer's signature must belong to."""
        return Holder(self.full_name, self.number, self.thumbprint)
