"""Remembers the prepared form of certificates' names: a quarter of a judgement went into preparing them anew.

Must not change what counts as equal: it is asn1crypto's own preparation (RFC 5280 section 7.1), which removes
the control letters that it joins the parts with.
"""

from functools import lru_cache

from asn1crypto import x509

_LONGEST = 2_000
"""Bytes of a name that is remembered: real ones have 300, and a hostile one costs memory once only."""


@lru_cache(maxsize=1)
def remember_names() -> None:
    """Let asn1crypto compare names by their remembered forms, once in a process."""

    @lru_cache(maxsize=1_000)
    def remembered(encoded: bytes) -> str:
        return str(x509.RDNSequence.load(encoded).hashable)

    def form(name: x509.Name) -> str:
        encoded = name.chosen.dump()  # without the tag that the name stands under
        return remembered(encoded) if len(encoded) <= _LONGEST else str(name.chosen.hashable)

    def equal(self: x509.Name, other: object) -> bool:
        return self is other or (isinstance(other, x509.Name) and form(self) == form(other))

    x509.Name.hashable = property(form)
    x509.Name.__eq__ = equal
