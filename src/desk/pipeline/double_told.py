"""What is told of a paper that was handed in before, the same at every door.

Must not load what compares papers, which takes longer than looking a paper up may; must not name a paper
that the actor may not read.
"""

from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.papers.likeness import first_double
from archive.papers.models import Paper


def double_row(session: Session, actor: Actor, paper: Paper) -> dict[str, Any]:
    """Return the first paper that this one is the same as, how that is known, and how alike they are.

    All are None where it is the first. `duplicate_elsewhere` says that there is one, but none that the
    actor may read.
    """
    double, elsewhere = first_double(session, actor, paper)
    return {
        "duplicate_of": str(double.paper) if double else None,
        "duplicate_of_code": double.code if double else None,
        "duplicate_state": double.state if double else None,
        "duplicate_how": double.how.value if double else None,
        "duplicate_likeness": double.likeness if double else None,
        "duplicate_elsewhere": elsewhere,
    }
