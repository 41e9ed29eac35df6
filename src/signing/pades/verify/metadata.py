"""Rule: title, author and the other statements about the file are those that were signed.

An update may renew the date of change and the producer's name, as each signing program does.
Must not compare anything else.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree as ET

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.metadata import xmp_xml
from pyhanko.pdf_utils.metadata.model import XmpArray, XmpStructure, XmpValue
from pyhanko.pdf_utils.reader import HistoricalResolver

from signing.pades.verify.findings import Finding, Line, cannot_judge
from signing.pades.verify.objects import entry
from signing.pades.verify.opened import Opened, Signature

_RENEWED_INFO = frozenset({"/ModDate", "/Producer"})
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RENEWED_XMP = frozenset(
    {
        ("http://ns.adobe.com/xap/1.0/", "ModifyDate"),
        ("http://ns.adobe.com/xap/1.0/", "MetadataDate"),
        ("http://ns.adobe.com/xap/1.0/mm/", "InstanceID"),
        ("http://ns.adobe.com/pdf/1.3/", "Producer"),
        (_RDF, "about"),
    }
)
_TOOLKIT = "{adobe:ns:meta/}xmptk"
"""Who wrote the packet; each signing program writes itself."""
MAX_XMP = 128 * 1024
"""Bytes of statements that are read to compare them: papers have a few thousand, and reading is slow."""


def check_metadata(opened: Opened, signature: Signature) -> Iterator[Finding]:
    """Yield a finding where the statements about the file changed after `signature`."""
    if signature.revision == opened.last:
        return
    before, after = opened.at(signature.revision), opened.at(opened.last)
    if _info(before) != _info(after) or not _is_same(_xmp(before), _xmp(after)):
        yield cannot_judge(Line.CHANGES, "the document's title or other metadata were changed")


def _info(resolver: HistoricalResolver) -> dict[str, str]:
    info = entry(resolver.trailer_view, "/Info")
    if not isinstance(info, generic.DictionaryObject):
        return {}
    return {key: repr(info[key]) for key in info if key not in _RENEWED_INFO}


def _xmp(resolver: HistoricalResolver) -> bytes:
    root = resolver.root
    # Read through the reference: pyHanko's own view of metadata fails on older revisions.
    stream = root.raw_get("/Metadata").get_object() if "/Metadata" in root else None
    if not isinstance(stream, generic.StreamObject):
        return b""
    return bytes(stream.read_data(DecodePurpose.XMP_METADATA))


def _is_same(before: bytes, after: bytes) -> bool:
    """Whether two packets of XMP state the same; of large ones that differ nobody says so."""
    if before == after:
        return True
    if max(len(before), len(after)) > MAX_XMP:
        return False
    return _statements(before) == _statements(after)


@lru_cache(maxsize=4)  # the last packet is held against that of each signature
def _statements(packet: bytes) -> tuple[str, ...]:
    if not packet:
        return ()
    trees = xmp_xml.parse_xmp(io.BytesIO(packet))
    stated = sorted(
        f"{name}={_written(value)}"
        for tree in trees
        for name, value in tree
        if not ((name.ns, name.local_name) in _RENEWED_XMP and _is_plain(value))
    )
    return *stated, *_beside(packet)


def _is_plain(value: XmpValue) -> bool:
    """Whether a value is text or an address: a name or a date is no structure that holds a title."""
    return not isinstance(value.value, XmpStructure | XmpArray) and not value.qualifiers


def _beside(packet: bytes) -> Iterator[str]:
    """Yield what stands in a packet beside its statements, in order.

    Only descriptions of the first rdf:RDF are read as statements; programs that look for a title take others.
    """
    root = ET.fromstring(packet)  # noqa: S314 - pyHanko refused packets with entities
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f"{{{_RDF}}}RDF")
    described = [] if rdf is None else rdf.findall(f"{{{_RDF}}}Description")
    read = {id(node) for one in described for node in one.iter()}
    values = read - {id(one) for one in described}
    for node in root.iter():
        if id(node) not in read:
            more = sorted(pair for pair in node.attrib.items() if pair[0] != _TOOLKIT)
            if more or (node is not root and node is not rdf):
                yield f"{node.tag} {more}"
        text = "" if id(node) in values and not len(node) else node.text
        yield from (each.strip() for each in (text, node.tail) if each and each.strip())


def _written(value: XmpValue) -> str:
    """Return a value as text; the fields of a structure have no order (ISO 16684-1 section 6.3.4)."""
    inner = value.value
    if isinstance(inner, XmpStructure):
        text = str(sorted((str(name), _written(field)) for name, field in inner))
    elif isinstance(inner, XmpArray):
        text = f"{inner.array_type} {[_written(entry) for entry in inner.entries]}"
    else:
        text = repr(inner)
    return f"{text} {value.qualifiers!r}"
