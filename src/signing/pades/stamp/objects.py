"""Builds PDF objects; the one place that calls those parts of pyHanko which have no types.

Must not know what they are for.
"""

from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name


def number(value: int) -> generic.NumberObject:
    """Return a whole number."""
    return generic.NumberObject(value)  # type: ignore[no-untyped-call]


def numbers(values: Iterable[int]) -> generic.ArrayObject:
    """Return an array of whole numbers."""
    return generic.ArrayObject([number(value) for value in values])


def dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    """Return a dictionary; the keys are names without their slash."""
    return generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {pdf_name(f"/{key}"): value for key, value in entries.items()}
    )


def stream(content: bytes, **entries: generic.PdfObject) -> generic.StreamObject:
    """Return a Flate stream."""
    made = generic.StreamObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}, stream_data=content
    )
    return compressed(made)


def as_it_is(encoded: bytes, **entries: generic.PdfObject) -> generic.StreamObject:
    """Return a stream whose bytes are packed already, as its /Filter says."""
    return generic.StreamObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}, encoded_data=encoded
    )


def compressed(made: generic.StreamObject) -> generic.StreamObject:
    """Return `made`, to be written as Flate."""
    made.compress()  # type: ignore[no-untyped-call]
    return made
