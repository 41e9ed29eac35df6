"""The real type of a file by its first bytes; a name says nothing.

Must not decode anything.
"""

from pathlib import Path

from digitize.errors import EmptyFile, UnknownFormat

PDF = "application/pdf"
JPEG = "image/jpeg"
TIFF = "image/tiff"

_HEAD = 1024
_PICTURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
)
_REFUSED = (
    (b"PK\x03\x04", "ZIP, Word, Excel"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel 97"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"<", "HTML, XML"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)


def media_type(file: Path) -> str:
    """Return the media type of `file` by its content.

    Raises:
        EmptyFile: it has no bytes.
        UnknownFormat: it is none of PDF, JPEG, PNG, TIFF, WebP and JPEG 2000.

    Source: ISO 32000-2 annex I (a PDF's header lies within the first 1,024 bytes).
    """
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise EmptyFile(file=file.name)
    kind = _kind(head)
    if kind is None:
        raise UnknownFormat(file=file.name, found=_name(head))
    return kind


def is_pdf(file: Path) -> bool:
    """Say whether `file` is read as a PDF: a picture that hides one in a comment stays a picture."""
    with file.open("rb") as stream:
        return _kind(stream.read(_HEAD)) == PDF


def _kind(head: bytes) -> str | None:
    """Return the media type of what begins with `head`; None for what is not read."""
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return PDF if b"%PDF-" in head else None


def _name(head: bytes) -> str:
    """Name what was found instead, in words for an officer."""
    if head[4:8] == b"ftyp":
        return "HEIC, AVIF" if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif") else "MP4"
    stripped = head.lstrip()
    named = next((name for magic, name in _REFUSED if stripped.startswith(magic)), None)
    if named:
        return named
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return "?"
    return "text"
