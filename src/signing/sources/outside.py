"""Puts together what a room asks over HTTP: one pool of connections, one set of circuits, one cache.

Must not ask anything itself.
"""

import dataclasses as dc
from collections.abc import Callable

from archive.clock import Clock
from archive.settings import Settings
from signing.ports import RevocationSource, TimestampAuthority
from signing.sources.cache import Cache
from signing.sources.circuit import Circuits
from signing.sources.fetch import Fetcher, Limits, shown
from signing.sources.lists import RevocationLists
from signing.sources.ocsp import OcspResponders
from signing.sources.revocation import HttpRevocation
from signing.sources.timestamps import PATIENCE, FailoverTimestamp, HttpTimestamp
from signing.sources.trusted import TrustedTimestamp

CHECK_PATIENCE = dc.replace(PATIENCE, seconds=4.0)
"""Whoever asks how the parts are waits five seconds at most (CONTRACT.md)."""

Anchors = Callable[[], tuple[bytes, ...]]
"""DER certificates that are trusted now: for anything, or for time stamps."""


class Outside:
    """The authorities that others run, as the settings and certificates name them."""

    def __init__(self, settings: Settings, clock: Clock, *, anchors: Anchors, stamping: Anchors) -> None:
        self._urls = settings.tsa_url.split()
        self._clock = clock
        self._stamping = stamping
        self._fetcher, self._circuits = Fetcher(), Circuits()
        cache = Cache(settings.home / "cache" / "revocation")
        self.revocation = HttpRevocation(
            anchors=anchors,
            responders=OcspResponders(fetcher=self._fetcher, circuits=self._circuits, cache=cache),
            lists=RevocationLists(fetcher=self._fetcher, circuits=self._circuits, cache=cache),
            cache=cache,
        )

    def timestamps(self, revocation: RevocationSource) -> TimestampAuthority | None:
        """Return the configured authorities as one, None where none is configured."""
        others = [self._at(url, PATIENCE, revocation) for url in self._urls]
        return FailoverTimestamp(*others) if others else None

    def check(self, url: str, revocation: RevocationSource) -> TimestampAuthority:
        """Return one authority for somebody who waits only to know how it is."""
        return self._at(url, CHECK_PATIENCE, revocation)

    def _at(self, url: str, limits: Limits, revocation: RevocationSource) -> TimestampAuthority:
        authority = HttpTimestamp(
            url, fetcher=self._fetcher, circuits=self._circuits, clock=self._clock, limits=limits
        )
        return TrustedTimestamp(
            authority, name=shown(url), anchors=self._stamping, revocation=revocation, clock=self._clock
        )
