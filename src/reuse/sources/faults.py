"""Why nothing usable came from a source; the words are for the officer and hold nothing that it sent.

    Silent           no connection, or an error of the server
    ├── Late         no answer within the time that anybody waits
    ├── Wrong        it answered, and not by the contract
    └── Refused      it answered that it will not tell

Must not carry what a source wrote: a stranger's words are no message of ours.
"""

from typing import ClassVar

from reuse.sources.values import State


class Silent(Exception):
    """Nothing usable came from a source."""

    state: ClassVar[State] = State.DOWN

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Late(Silent):
    """No answer within the time."""

    state = State.LATE


class Wrong(Silent):
    """It answered, and not by the contract."""

    state = State.WRONG


class Refused(Silent):
    """It answered that it will not tell."""

    state = State.REFUSED
