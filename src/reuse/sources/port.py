"""The port of a store of others that may have the owner's papers.

Must not be implemented for the own archive: the check answers from it in its own transaction, whatever
others do.
"""

from typing import Protocol

from reuse.sources.values import Elsewhere, Reply, Wanted


class PaperSource(Protocol):
    """A store of others; each call ends within the seconds it is given, as far as it can see to that."""

    @property
    def name(self) -> str:
        """Name of the source, for people, circuits and the audit trail."""

    def ask(self, wanted: Wanted, seconds: float) -> Reply:
        """Return what the source says it has.

        Raises:
            Silent: nothing usable came.
        """

    def fetch(self, paper: Elsewhere, seconds: float) -> bytes:
        """Return the bytes of a paper's file, which nobody has judged yet.

        Raises:
            Silent: nothing usable came.
        """
