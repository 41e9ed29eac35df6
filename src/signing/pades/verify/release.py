"""Rule for the difference analysis: a program may write its release into the first node of the tree of pages.

Must not allow anything else to change there; pages.py says what.
"""

from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import WhitelistRule
from pyhanko.sign.diff_analysis.rules_api import ReferenceUpdate

from signing.pades.verify.pages import judged_apart, same_node
from signing.pades.verify.shown import Shown


class ReleaseRule(WhitelistRule):
    """Allows the first node of the tree to be written again where nothing but that string differs."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterable[ReferenceUpdate]:
        """Yield that node."""
        before, after = old.root.raw_get("/Pages"), new.root.raw_get("/Pages")
        if not isinstance(before, generic.IndirectObject) or before != after:
            return
        if before.reference not in new.explicit_refs_in_revision():  # type: ignore[no-untyped-call]
            return
        if same_node(Shown(judged_apart(old)), old(before.reference), new(before.reference)):
            yield ReferenceUpdate(before.reference)
