"""Opens a PDF once and lists the signatures that its form names; everything else reads from here.

Must not judge: it says what is there, or that it cannot be read.
"""

import dataclasses as dc
import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from signing.pades.hex_strings import read_hex_at_once
from signing.pades.verify.objects import entry, resolved
from signing.pades.verify.packed import packing

MAX_FIELDS = 10_000
"""More form fields than any paper has: a bomb."""
MAX_REVISIONS = 200
"""More updates than signatures and renewals of a hundred years make; each is compared with each signature."""
MAX_TIMESTAMPS = 30
"""More than renewals of a hundred years make; each is held against all that came after it."""


class NotAPdf(Exception):
    """The bytes cannot be read as a PDF at all."""


class OddlyPacked(Exception):
    """Programs may read different objects out of the file."""


@dc.dataclass(frozen=True, slots=True, eq=False)
class FormField:
    """A signature field of the last revision, with what it inherits from its parents."""

    name: str
    ref: generic.Reference | None
    node: generic.DictionaryObject
    value: generic.PdfObject | None

    @property
    def key(self) -> tuple[int, int] | None:
        """Object number and generation, None for a direct object."""
        return (self.ref.idnum, self.ref.generation) if self.ref else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was signed in it."""
        return self.value is None or isinstance(resolved(self.value), generic.NullObject)


@dc.dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """A signature or document timestamp that can be judged.

    Attributes:
        name: of its field.
        found: pyHanko's view.
        revision: in which it was written, from 0.
        end: first byte after the signed zone as ByteRange says, not yet checked.
    """

    name: str
    found: EmbeddedPdfSignature
    revision: int
    end: int

    @property
    def key(self) -> tuple[int, int, int]:
        """Object number, generation and revision of the signature dictionary."""
        ref = self.found.sig_field.raw_get("/V").reference
        return ref.idnum, ref.generation, self.revision

    @property
    def is_timestamp(self) -> bool:
        """Whether it is a document timestamp."""
        return bool(self.found.sig_object_type == "/DocTimeStamp")


@dc.dataclass(frozen=True, slots=True, eq=False)
class Unreadable:
    """A filled signature field whose value cannot be read as a signature."""

    name: str
    why: str


@dc.dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A file with its revisions and signatures.

    Attributes:
        data: the whole file.
        reader: parsed once.
        strict: it was read by the letter of the standard; if not, no pass is given.
        fields: all signature fields, in the form's order.
        signatures: real signatures, oldest first.
        timestamps: document timestamps, oldest first.
        unreadable: filled fields that cannot be read.
    """

    data: bytes
    reader: PdfFileReader
    strict: bool
    fields: tuple[FormField, ...]
    signatures: tuple[Signature, ...]
    timestamps: tuple[Signature, ...]
    unreadable: tuple[Unreadable, ...]

    @property
    def last(self) -> int:
        """Number of the last revision, from 0."""
        return int(self.reader.xrefs.total_revisions) - 1

    def at(self, revision: int) -> HistoricalResolver:
        """Return the file as it was in `revision`."""
        return self.reader.get_historical_resolver(revision)


def open_pdf(data: bytes) -> Opened:
    """Parse `data` and list its signature fields.

    Raises:
        NotAPdf: there is no header, no cross-reference table or no catalog.
        OddlyPacked: nobody can say which objects are there.
    """
    reader, strict = _read(data)
    fields = () if reader.encrypted else tuple(form_fields(reader.root))
    signatures, unreadable = [], []
    for field in fields:
        if field.is_empty:
            continue
        try:
            signatures.append(_signature(reader, field))
        except Exception as error:  # any fault of a hostile dictionary means: this one cannot be judged
            unreadable.append(Unreadable(field.name, f"{type(error).__name__}: {error}"))
    signatures.sort(key=lambda signature: (signature.revision, signature.end))
    return Opened(
        data,
        reader,
        strict,
        fields,
        tuple(s for s in signatures if not s.is_timestamp),
        tuple(s for s in signatures if s.is_timestamp),
        tuple(unreadable),
    )


def _require_plain_packing(reader: PdfFileReader) -> None:
    try:
        wrong = packing(reader)
    except Exception as error:  # hostile bytes raise anything
        raise OddlyPacked(type(error).__name__) from error
    if wrong:
        raise OddlyPacked(wrong)


def _read(data: bytes) -> tuple[PdfFileReader, bool]:
    """Read by the letter of the standard, or else leniently, which is remembered."""
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf("no header")
    read_hex_at_once()
    for strict in (True, False):
        try:
            reader = PdfFileReader(io.BytesIO(data), strict=strict)
            _require_plain_packing(reader)
            if not reader.encrypted and not isinstance(reader.root["/Pages"], generic.DictionaryObject):
                continue
        except (MemoryError, OddlyPacked):  # it may well be a PDF: nobody can say
            raise
        except Exception as error:  # hostile bytes raise anything, from KeyError to RecursionError
            if not strict:
                raise NotAPdf(f"{type(error).__name__}: {error}") from error
        else:
            return reader, strict
    raise NotAPdf("no pages")


def form_fields(root: generic.DictionaryObject) -> list[FormField]:
    """Walk a catalog's form; a field inherits type and value from its parents (ISO 32000-2, 12.7.4).

    Raises:
        PdfReadError: it has more fields than any paper.
    """
    form = entry(root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return []
    found: list[FormField] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, str, Any, Any]] = [
        (raw, "", None, None) for raw in reversed(_list(entry(form, "/Fields")))
    ]
    while waiting:
        if len(seen) + len(found) > MAX_FIELDS:
            raise PdfReadError("too many fields")
        raw, prefix, kind, value = waiting.pop()
        ref = raw.reference if isinstance(raw, generic.IndirectObject) else None
        if ref is not None and (ref.idnum, ref.generation) in seen:
            continue
        if ref is not None:
            seen.add((ref.idnum, ref.generation))
        node = raw.get_object()
        if not isinstance(node, generic.DictionaryObject):
            continue
        name = ".".join(part for part in (prefix, str(entry(node, "/T", ""))) if part)
        kind = entry(node, "/FT", kind)
        value = node.raw_get("/V") if "/V" in node else value
        kids = [kid for kid in _list(entry(node, "/Kids")) if "/T" in _dictionary(kid)]
        if kids:
            waiting.extend((kid, name, kind, value) for kid in reversed(kids))
        elif kind == "/Sig":
            found.append(FormField(name, ref, node, value))
    return found


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, generic.ArrayObject) else []


def _dictionary(raw: Any) -> Any:  # noqa: ANN401 - a raw PDF object
    node = raw.get_object()
    return node if isinstance(node, generic.DictionaryObject) else {}


def _signature(reader: PdfFileReader, field: FormField) -> Signature:
    if "/V" not in field.node:
        raise PdfReadError("its value is inherited")
    found = EmbeddedPdfSignature(reader, field.node, field.name)
    zone = found.byte_range
    if not isinstance(zone, generic.ArrayObject) or len(zone) < 2:
        raise PdfReadError("its byte range is no array")
    return Signature(field.name, found, found.signed_revision, int(zone[-2]) + int(zone[-1]))
