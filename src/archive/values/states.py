"""The life of a paper: its stages, its standings, and the one table of allowed moves.

Must not do anything: the pipeline moves papers, this says which moves exist.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where the paper is on its way."""

    RECEIVED = "received"
    READING = "reading"
    NEEDS_REVIEW = "needs_review"
    CONFIRMED = "confirmed"
    COPYING = "copying"
    SIGNING = "signing"
    KEPT = "kept"
    REJECTED = "rejected"
    FAILED = "failed"


class Standing(StrEnum):
    """What a kept paper is good for."""

    PENDING = "pending"
    AVAILABLE = "available"
    HIDDEN = "hidden"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class Ended(StrEnum):
    """How a kept paper stopped being good for reuse."""

    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    """A newer paper of its type ended it."""
    REPLACED = "replaced"
    """The copy was found incomplete, and another copy of the same paper took its place."""


class PutRight(StrEnum):
    """What was put right of a kept paper that stands: whoever took it before looks again."""

    OWNER = "owner"
    """An officer said whose it is, or whose it is not."""
    UNCOMPARED = "uncompared"
    """An officer said that nobody compared it with the original."""
    CORRECTED = "corrected"
    """The agency that issued it corrected it."""


AT_REST = frozenset({Stage.NEEDS_REVIEW, Stage.KEPT, Stage.REJECTED, Stage.FAILED})
"""Stages in which no machine works on the paper."""

STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.READING, Stage.REJECTED, Stage.FAILED}),
    Stage.READING: frozenset({Stage.NEEDS_REVIEW, Stage.REJECTED, Stage.FAILED}),
    # A paper that came signed skips copying and signing.
    Stage.NEEDS_REVIEW: frozenset({Stage.CONFIRMED, Stage.READING, Stage.REJECTED}),
    Stage.CONFIRMED: frozenset({Stage.COPYING, Stage.KEPT, Stage.FAILED}),
    Stage.COPYING: frozenset({Stage.SIGNING, Stage.FAILED}),
    # Its key went away before it was used: the paper waits for it again.
    Stage.SIGNING: frozenset({Stage.KEPT, Stage.CONFIRMED, Stage.FAILED}),
    Stage.KEPT: frozenset(),
    Stage.REJECTED: frozenset(),
    # retry starts the leg again that failed
    Stage.FAILED: frozenset({Stage.RECEIVED, Stage.CONFIRMED, Stage.REJECTED}),
}

STANDING_MOVES: dict[Standing, frozenset[Standing]] = {
    Standing.PENDING: frozenset({Standing.AVAILABLE, Standing.HIDDEN}),
    Standing.HIDDEN: frozenset({Standing.AVAILABLE, Standing.REVOKED, Standing.SUPERSEDED}),
    Standing.AVAILABLE: frozenset({Standing.REVOKED, Standing.SUPERSEDED}),
    Standing.REVOKED: frozenset(),
    # Available again only where the rule of its type ended it wrongly, and an officer takes that back.
    Standing.SUPERSEDED: frozenset({Standing.REVOKED, Standing.AVAILABLE}),
}


def shown_state(stage: Stage, standing: Standing) -> str:
    """Return the one word that people and scripts see for both columns (CONTRACT: state)."""
    if stage is Stage.KEPT and standing is not Standing.PENDING:
        return standing.value
    return stage.value
