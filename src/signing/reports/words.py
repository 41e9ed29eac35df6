"""The words of a report, in Vietnamese and English, and what is safe to show of a stranger's file.

Must not decide anything: verdicts come from the judge.
"""

from collections.abc import Iterator, Sequence

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict, SignatureVerdict, Verdict
from signing.authority.create import ISSUING_NAME
from signing.pades.anchors import Scheme
from signing.pades.stamp.font import composed
from signing.reports.picture import Picture, marks

TITLE = ("Báo cáo kiểm tra chữ ký số", "Report on digital signatures")
AS_OF = ("Kết luận tại thời điểm", "Judged as of")
VERDICTS = {
    Verdict.PASSED: ("ĐẠT", "PASSED"),
    Verdict.INDETERMINATE: ("CHƯA KẾT LUẬN ĐƯỢC", "INDETERMINATE"),
    Verdict.FAILED: ("KHÔNG ĐẠT", "FAILED"),
}
INTEGRITY = ("Toàn vẹn", "integrity")
CERTIFICATE = ("Chứng thư", "certificate")
CHANGES = ("Thay đổi sau khi ký", "changes after signing")
SIGNER, ISSUER = ("Người ký", "signer"), ("Nơi cấp chứng thư", "issued by")
TRUSTED = ("Danh sách tin cậy", "trust list")
SCHEMES = {
    Scheme.NATIONAL: ("chứng thực chữ ký số công cộng, gốc quốc gia", "public services, national root"),
    Scheme.GOVERNMENT: ("chữ ký số chuyên dùng công vụ", "government's authority, public-duty signatures"),
    Scheme.OWN: ("danh sách riêng của kho", "the archive's own list"),
}
TIME, FIELD = ("Thời điểm ký", "signed at"), ("Trường", "field")
LEVEL, REASON = ("Mức", "level"), ("Lý do", "reason")
UNKNOWN = "?"
NO_LEGAL_VALUE = (
    "Chữ ký dùng chứng thư của bộ chứng thực thử nghiệm: không có giá trị pháp lý.",
    "It was signed with a certificate of the embedded test authority: no legal value.",
)
PAGE = ("Trang", "page")
MARKED = ("vị trí chữ ký được đánh dấu", "the signatures' places are marked")
NOT_SHOWN = ("không có chữ ký nào hiển thị trên trang này", "no signature is shown on this page")
NO_PICTURE = (
    "Không có hình trang: không vẽ được trang của tệp này.",
    "There is no picture of a page: none of this file could be drawn.",
)
METHOD = (
    "Quy tắc kết luận theo EN 319 102-1; mức chữ ký theo EN 319 142-1 (PAdES).",
    "Judged after EN 319 102-1; levels of EN 319 142-1 (PAdES).",
)


def both(words: tuple[str, str]) -> str:
    """Return the Vietnamese and the English words as one label."""
    return " / ".join(words)


def plain(text: str) -> str:
    """Return `text` without control letters: none may turn a line around or hide part of a name."""
    return composed(text)


def is_test_signed(judged: Sequence[tuple[str, FileVerdict]]) -> bool:
    """Return whether a signature of these files comes from the embedded test authority."""
    return any(one.issuer == ISSUING_NAME for _, verdict in judged for one in verdict.signatures)


def caption(picture: Picture, verdict: FileVerdict) -> str:
    """Return what stands under a page's picture."""
    marked = MARKED if marks(picture, verdict) else NOT_SHOWN
    return f"{both(PAGE)} {picture.page}: {both(marked)}"


def facts(one: SignatureVerdict) -> Iterator[tuple[str, str]]:
    """Yield what a report says of one signature: label and value."""
    yield both(SIGNER), one.signer or UNKNOWN
    yield both(ISSUER), one.issuer or UNKNOWN
    if one.scheme:
        yield both(TRUSTED), both(SCHEMES[Scheme(one.scheme)])
    yield both(TIME), vietnam_iso(one.time) if one.time else UNKNOWN
    yield both(FIELD), one.field
    yield both(LEVEL), one.level.value if one.level else UNKNOWN
    yield both(INTEGRITY), both(VERDICTS[one.integrity])
    yield both(CERTIFICATE), both(VERDICTS[one.certificate])
    yield both(CHANGES), both(VERDICTS[one.changes])
    if one.reason:
        yield both(REASON), one.reason
