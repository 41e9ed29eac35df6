"""Why nothing usable came from an address; the room's own errors carry these reasons on.

    Unreachable          no connection, or an error of the server
    ├── TooSlow          silent for as long as anybody waits
    ├── WrongAnswer      it answered, and with something else than was asked
    └── Resting          it failed often just now and is not asked at all

Must not reach anybody outside of this package and keys/check.py.
"""


class Unreachable(Exception):
    """Nothing usable came from an address.

    Attributes:
        why: for the error that a person sees.
        again: whether asking once more at once could help.
    """

    again = True

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooSlow(Unreachable):
    """Silent for as long as anybody waits: who waits once more waits twice as long."""

    again = False


class WrongAnswer(Unreachable):
    """It answered, and with something else than was asked: it would do so again."""

    again = False


class Resting(Unreachable):
    """It failed often just now: no request was made."""

    again = False
