"""How an event is linked to the one before it, so that none can be altered or dropped unseen.

Pure; must not know tables: a link can be computed again from an extract, years later and without a database.
"""

import hashlib
import json

START = "0" * 64
"""The link before the first event."""


def link(previous: str, number: int, said: tuple[str, ...]) -> str:
    """Return the link of event `number`: a hash of what it says together with the link before it.

    Args:
        previous: link of the event before, START for the first.
        number: of the event, from 1.
        said: its id, time (UTC, ISO 8601 with microseconds), actor, channel, action, subject, outcome and
            the hash of its detail.
    """
    # JSON, since a separator could stand in a subject and move a border unseen.
    return hashlib.sha256(json.dumps((previous, str(number), *said)).encode()).hexdigest()
