"""What a JPEG stream says of itself, so that it can be embedded without being decoded.

Must not decode pixels.
Source: ITU-T T.81 annex B (markers), T.872 section 6.5.3 (Adobe's APP14).
"""

import dataclasses as dc

_NO_LENGTH = {0x01, *range(0xD0, 0xDA)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PLAIN = {0xC0, 0xC1, 0xC2}
_END, _SCAN, _APP14 = 0xD9, 0xDA, 0xEE


@dc.dataclass(frozen=True, slots=True)
class JpegFrame:
    """The head of a JPEG stream.

    Attributes:
        width, height: pixels.
        components: 1 gray, 3 colour, 4 CMYK.
        precision: bits a sample.
        process: low byte of the SOF marker; 0xC0–0xC2 are baseline, extended and progressive.
        is_rgb: three components that are not YCbCr though no Adobe marker says so.
        has_adobe: Adobe's marker is there, so viewers know the colour transform.
        end: offset behind the end-of-image marker; the length where none is found.
    """

    width: int
    height: int
    components: int
    precision: int
    process: int
    is_rgb: bool
    has_adobe: bool
    end: int

    @property
    def embeddable(self) -> bool:
        """Whether PDF/A takes the stream as it is: 8-bit gray or colour, Huffman coded."""
        return (
            self.process in _PLAIN
            and self.precision == 8
            and self.components in (1, 3)
            and self.width > 0
            and self.height > 0
        )


def read_frame(data: bytes) -> JpegFrame | None:
    """Read the head of a JPEG stream and find its end.

    Args:
        data: from the start-of-image marker on; what lies behind the picture is not looked at.

    Returns:
        The head, or None where `data` is no JPEG with a frame.
    """
    if data[:2] != b"\xff\xd8":
        return None
    frame: tuple[int, bytes] | None = None
    has_adobe, at = False, 2
    while (found := _marker(data, at)) is not None:
        marker, at = found
        if marker == _END:
            break
        if marker in _NO_LENGTH:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + size]
        if marker in _FRAMES and frame is None:
            frame = (marker, body)
        elif marker == _APP14 and body[:5] == b"Adobe":
            has_adobe = True
        at = _after_scan(data, at + size) if marker == _SCAN else at + max(size, 2)
    end = at if found is not None else len(data)
    return _frame(*frame, has_adobe=has_adobe, end=end) if frame and len(frame[1]) >= 6 else None


def _frame(process: int, body: bytes, *, has_adobe: bool, end: int) -> JpegFrame:
    ids = bytes(body[6 + 3 * i] for i in range(body[5]) if 6 + 3 * i < len(body))
    return JpegFrame(
        width=int.from_bytes(body[3:5], "big"),
        height=int.from_bytes(body[1:3], "big"),
        components=body[5],
        precision=body[0],
        process=process,
        # libjpeg takes component ids "RGB" for RGB; PDF's default would be YCbCr.
        is_rgb=ids == b"RGB" and not has_adobe,
        has_adobe=has_adobe,
        end=end,
    )


def _marker(data: bytes, at: int) -> tuple[int, int] | None:
    """Return the next marker from `at` on and the offset behind it; fill bytes are skipped."""
    at = data.find(b"\xff", at)
    while at >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF):
            return data[at + 1], at + 2
        at = data.find(b"\xff", at + 1)
    return None


def _after_scan(data: bytes, at: int) -> int:
    """Return the offset of the first marker that ends the entropy coded part begun at `at`."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    return len(data)
