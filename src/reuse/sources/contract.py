"""The words of the national data store: what is asked, and what its answers mean.

Must not fetch nor verify. A stranger wrote what is read here: whatever is not by the contract is refused
as a whole, and texts are cut and cleaned before anybody sees them.
Source: field names in public code of connected systems (DOMAIN, national portal).
"""

import base64
import binascii
import dataclasses as dc
import json
from collections.abc import Sequence

from reuse.sources.faults import Refused, Wrong
from reuse.sources.values import Elsewhere, Proof, Wanted

_DESK = "1"  # KenhThucHien: direct
_DONE = ("0", "00")
_MOST = 50
"""Papers of one answer: nobody has more of the few types that a procedure asks for."""
_LONGEST, _LONGEST_PLACE = 300, 2_000
_OFF = "trả lời không đúng giao ước"


@dc.dataclass(frozen=True, slots=True)
class Envelope:
    """An answer without error.

    Attributes:
        result: as read.
        sent: the characters of the result as they were sent.
        signature: base64, empty where there is none.
    """

    result: object
    sent: str
    signature: str


def question(wanted: Wanted) -> bytes:
    """Return the JSON that asks which papers of the wanted types the owner has.

    The archive knows no name of who asks that anybody proved, so it sends none.
    """
    asked = [{"MaKetQua": code, "SoKyHieu": ""} for code in sorted(wanted.types)]
    return _json(
        {
            "SoDinhDanhChuSoHuu": wanted.owner,
            "HoTenNguoiYeuCau": "",
            "KenhThucHien": _DESK,
            "SoDinhDanhNguoiYeuCau": wanted.requester,
            "MaThuTuc": wanted.procedure,
            "DanhSachDanhMucKetQua": asked,
        }
    )


def file_question(paper: Elsewhere) -> bytes:
    """Return the JSON that asks for a file."""
    return _json({"CoQuanChuQuan": paper.agency, "DuongDan": paper.place})


def opened(body: bytes) -> Envelope:
    """Take an answer apart.

    Raises:
        Wrong: it is no such answer.
        Refused: it says that it will not tell.
    """
    try:
        text = body.decode("utf-8")
        parts = json.loads(text, object_pairs_hook=_members)
        code = str(parts["errorCode"]).strip()
        if code not in _DONE:
            shown = code[:20] if code.isascii() and code.isprintable() else "?"
            raise Refused(f"từ chối (mã lỗi {shown})")
        signature = parts.get("signature") or ""
        if not isinstance(signature, str):
            raise Wrong(_OFF)
        return Envelope(parts["result"], _as_sent(text), signature)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Wrong(_OFF) from None


def papers(result: object, wanted: Wanted, source: str, proof: Proof) -> tuple[Elsewhere, ...]:
    """Return the papers of a result, each file once; types that nobody asked for are left out.

    Raises:
        Wrong: something is missing, or there is far too much.
    """
    found: dict[str, Elsewhere] = {}
    for row in _list(_get(result, "DanhSachGiayToKetQua")):
        slug = wanted.types.get(_text(row, "MaKetQua"))
        if slug is None:
            continue
        for name, place in _files(row):
            paper = Elsewhere(
                source=source,
                type=slug,
                title=_text(row, "TenGiayTo"),
                number=_text(row, "SoKyHieu"),
                agency=_address(row, "CoQuanChuQuan"),
                file=name,
                place=place,
                proof=proof,
            )
            found.setdefault(paper.key, paper)
    if len(found) > _MOST:
        raise Wrong("trả lời quá dài")
    return tuple(found.values())


def content(result: object) -> bytes:
    """Return the bytes of a file out of its base64.

    Raises:
        Wrong: it is none.
    """
    try:
        if isinstance(result, str) and result:
            return base64.b64decode(result, validate=True)
    except (binascii.Error, ValueError):
        pass
    raise Wrong(_OFF)


def _files(row: object) -> Sequence[tuple[str, str]]:
    files = _list(_get(row, "DanhSachTepDinhKem"))
    return [(_text(file, "TenTep"), _address(file, "DuongDan")) for file in files] or [("", "")]


def _get(row: object, name: str) -> object:
    if not isinstance(row, dict) or name not in row:
        raise Wrong(_OFF)
    return row[name]


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Wrong(_OFF)
    return value


def _address(row: object, name: str) -> str:
    """Return a text that goes back to the source as it came."""
    value = _get(row, name)
    if not isinstance(value, str) or len(value) > _LONGEST_PLACE or not value.isprintable():
        raise Wrong(_OFF)
    return value


def _text(row: object, name: str) -> str:
    """Return a text for people: on one line, with nothing in it that turns or hides letters."""
    value = _get(row, name)
    if not isinstance(value, str):
        raise Wrong(_OFF)
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:_LONGEST]


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that is there twice: who signed and who reads could mean different ones."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _as_sent(text: str) -> str:
    """Return the characters of the result in an answer that is known to be JSON."""
    decoder = json.JSONDecoder(object_pairs_hook=_members)
    at = _skipped(text, text.index("{") + 1)
    while True:
        name, at = decoder.raw_decode(text, at)
        start = _skipped(text, _skipped(text, at) + 1)
        _, at = decoder.raw_decode(text, start)
        if name == "result":
            return text[start:at]
        at = _skipped(text, _skipped(text, at) + 1)


def _skipped(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
