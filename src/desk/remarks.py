"""What the desk finds about a signed file beyond its signatures, with the words for an officer.

Must not decide anything.
"""

from enum import StrEnum

from archive.values.verdict import Remark


class Found(StrEnum):
    """Codes of remarks; those that lower a verdict are its reason beside EN 319 102-1's."""

    COPY_DIFFERS = "COPY_DIFFERS"
    COPY_NOT_COMPARED = "COPY_NOT_COMPARED"
    BUNDLE_UNREADABLE = "BUNDLE_UNREADABLE"
    BUNDLE_ALTERED = "BUNDLE_ALTERED"
    BUNDLE_CONTRADICTS = "BUNDLE_CONTRADICTS"
    BUNDLE_UNLISTED = "BUNDLE_UNLISTED"
    BUNDLE_INCOMPLETE = "BUNDLE_INCOMPLETE"
    BUNDLE_NOT_TRUSTED = "BUNDLE_NOT_TRUSTED"


_WORDS: dict[Found, tuple[str, str]] = {
    Found.COPY_DIFFERS: (
        "Bản ký số không thể hiện đúng bản gốc đang lưu ({what_vi}). Không dùng làm căn cứ khi chưa làm rõ.",
        "The signed copy does not show the kept original ({what_en})."
        " Do not rely on it before that is cleared.",
    ),
    Found.COPY_NOT_COMPARED: (
        "Không so sánh được bản ký số với bản gốc: {why_vi} Không dùng làm căn cứ khi chưa làm rõ.",
        "The signed copy could not be compared with its original: {why_en}"
        " Do not rely on it before that is cleared.",
    ),
    Found.BUNDLE_UNREADABLE: (
        "Đây không phải bộ chứng cứ đọc được: {why_vi}. Hãy yêu cầu gửi lại.",
        "This cannot be read as a bundle of evidence: {why_en}. Ask for it again.",
    ),
    Found.BUNDLE_ALTERED: (
        "Bộ chứng cứ đã bị sửa hoặc thiếu: {files} không đúng với danh sách SHA256SUMS. Hãy yêu cầu gửi lại.",
        "The bundle was altered or is not whole: {files} not as its SHA256SUMS says. Ask for it again.",
    ),
    Found.BUNDLE_CONTRADICTS: (
        "Các phần của bộ chứng cứ không thuộc về nhau: {why_vi}. Hãy yêu cầu gửi lại.",
        "The parts of the bundle do not belong together: {why_en}. Ask for it again.",
    ),
    Found.BUNDLE_UNLISTED: (
        "Bộ chứng cứ có tệp lạ không thuộc về nó: {files}. Không dùng làm căn cứ khi chưa làm rõ.",
        "The bundle has files that are no part of it: {files}. Do not rely on it before that is cleared.",
    ),
    Found.BUNDLE_INCOMPLETE: (
        "Bộ chứng cứ thiếu: {why_vi}. Không dùng làm căn cứ khi chưa làm rõ.",
        "The bundle is not complete: {why_en}. Do not rely on it before that is cleared.",
    ),
    Found.BUNDLE_NOT_TRUSTED: (
        "Chứng thư gốc đi kèm bộ chứng cứ không được tin cậy ở đây: {anchors}. Hãy đối chiếu mã SHA-256 ấy"
        " với cơ quan cấp, rồi kiểm tra lại với --trust.",
        "The anchors that came with the bundle are not trusted here: {anchors}. Have their authority confirm"
        " that SHA-256, then check again with --trust.",
    ),
}


def remark(found: Found, **facts: object) -> Remark:
    """Return what was found in both languages."""
    vi, en = _WORDS[found]
    return Remark(found.value, vi.format(**facts), en.format(**facts))
