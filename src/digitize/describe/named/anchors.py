"""Where a person or organisation is named in a line, and in which part they are named.

Must not read numbers: an anchor opens a block, people.py says what stands in it.
"""

from functools import lru_cache

from digitize.describe.layout import Line
from digitize.describe.named.anchor import Anchor
from digitize.describe.named.by_label import labelled_names, misread_labels
from digitize.describe.named.by_part import concerned, parts_named
from digitize.describe.named.in_text import names_with_facts, polite_names
from digitize.describe.named.organisations import organisations_in, with_bodies


@lru_cache(maxsize=1024)  # many rules ask for the same lines of a paper
def anchors_in(line: Line, below: Line | None) -> tuple[Anchor, ...]:
    """Return the anchors in `line`; `below` is where the name stands when the line ends at its label."""
    found = [*organisations_in(line), *labelled_names(line, below)]
    for anchor in (*parts_named(line, below), *concerned(line, below)):
        if all(anchor.end <= a.start or a.end <= anchor.start for a in found):
            found.append(anchor)
    if not found:
        found += misread_labels(line)
    found = with_bodies(line, below, found)
    for prose in (*polite_names(line), *names_with_facts(line)):
        if all(prose.end <= a.start or a.end <= prose.start for a in found):
            found.append(prose)
    return tuple(sorted(found, key=lambda anchor: anchor.start))
