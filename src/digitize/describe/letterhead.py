"""The firm under whose letterhead somebody is authorised: it gives the power, its director signs for it.

Must not read any other head: an authority whose name stands there is no party.
"""

from archive.values.description import OwnerKind, Role
from digitize.describe.evidence import Span
from digitize.describe.head import Head
from digitize.describe.labels import Kind, hits_in
from digitize.describe.named.bodies import is_firm
from digitize.describe.people import Person
from digitize.describe.personal import tax_code

_LINES = 6
"""Lines under the name in which the letterhead has its code."""


def letterhead(head: Head) -> Person | None:
    """Return the firm that heads the page, with its code if the head prints one; None where none does."""
    if not head.agency or not is_firm(head.agency[0].text):
        return None
    first, last = head.agency[0], head.agency[-1]
    under = head.lines[head.lines.index(last) + 1 :][:_LINES]
    left = [line for line in under if line.place.left < last.place.right]
    codes = (
        tax_code(left, at, hit)
        for at, line in enumerate(left)
        for hit in hits_in(line)
        if hit.kind in (Kind.TAX, Kind.EITHER)
    )
    code = next((found for found in codes if found is not None), None)
    facts = {Kind.TAX: code} if code is not None else {}
    name = Span(first.page, tuple(token for line in head.agency for token in line.tokens))
    return Person(
        Role.GIVER, OwnerKind.ORGANISATION, name, False, facts, first.page, first.number, 0.9, False
    )
