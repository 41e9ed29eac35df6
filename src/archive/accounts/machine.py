"""The actor under whose name machines act, so that no act is without one.

Must not be used for what a person asked for.
"""

from archive.accounts.actor import Actor

MACHINE = Actor(
    account="sohoa",
    full_name="sohoa",
    agency="",
    agencies=frozenset(),
    roles=frozenset(),
    channel="worker",
)
