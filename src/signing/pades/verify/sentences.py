"""One sentence in Vietnamese and English for each verdict, for an officer who knows no standard.

Must not decide anything.
"""

from archive.values.verdict import Verdict
from signing.pades.verify.findings import Reason

_WHY: dict[Reason, tuple[str, str]] = {
    Reason.FORMAT_FAILURE: (
        "tệp bị sửa sau khi ký hoặc chữ ký không bao trùm tệp",
        "the file was changed after signing, or the signature does not cover it",
    ),
    Reason.HASH_FAILURE: ("nội dung đã bị sửa sau khi ký", "the content was changed after signing"),
    Reason.SIG_CRYPTO_FAILURE: (
        "chữ ký không do khóa của chứng thư này tạo ra",
        "the signature was not made by the key of this certificate",
    ),
    Reason.REVOKED: ("chứng thư đã bị thu hồi", "the certificate is revoked"),
    Reason.REVOKED_NO_POE: (
        "chứng thư đã bị thu hồi và không chứng minh được là ký trước đó",
        "the certificate is revoked, and nothing proves that it signed before",
    ),
    Reason.REVOKED_CA_NO_POE: (
        "chứng thư của cơ quan cấp đã bị thu hồi",
        "the certificate of the issuing authority is revoked",
    ),
    Reason.NOT_YET_VALID: ("chứng thư chưa có hiệu lực", "the certificate is not valid yet"),
    Reason.SIG_CONSTRAINTS_FAILURE: (
        "chữ ký thiếu hoặc trái thông tin bắt buộc",
        "the signature lacks or contradicts required statements",
    ),
    Reason.CHAIN_CONSTRAINTS_FAILURE: (
        "chứng thư không được cấp để ký tài liệu",
        "the certificate was not issued for signing documents",
    ),
    Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE: (
        "chuỗi chứng thư không hợp lệ",
        "the chain of certificates does not hold",
    ),
    Reason.CRYPTO_CONSTRAINTS_FAILURE: (
        "thuật toán hoặc khóa quá yếu",
        "an algorithm or key is too weak",
    ),
    Reason.POLICY_PROCESSING_ERROR: (
        "không áp dụng được quy tắc kiểm tra",
        "the rules of the check could not be applied",
    ),
    Reason.TIMESTAMP_ORDER_FAILURE: (
        "các mốc thời gian mâu thuẫn nhau hoặc ở sau thời điểm kiểm tra",
        "the times contradict each other or lie after the time of the check",
    ),
    Reason.NO_SIGNING_CERTIFICATE_FOUND: (
        "không xác định được chứng thư của người ký",
        "the signer's certificate cannot be told",
    ),
    Reason.NO_CERTIFICATE_CHAIN_FOUND: (
        "chứng thư không do cơ quan được tin cậy cấp",
        "the certificate does not come from a trusted authority",
    ),
    Reason.OUT_OF_BOUNDS_NO_POE: (
        "chứng thư hết hạn hoặc chưa có hiệu lực, không có dấu thời gian chứng minh ký trong hạn",
        "the certificate is out of its validity, and no time stamp proves that it signed within",
    ),
    Reason.NO_POE: ("không chứng minh được thời điểm ký", "the time of signing is not proved"),
    Reason.TRY_LATER: (
        "thiếu dữ liệu thu hồi mới; hãy kiểm tra lại khi có danh sách thu hồi (CRL)",
        "current revocation data is missing; check again with a current revocation list (CRL)",
    ),
    Reason.GENERIC: (
        "tệp có phần mà hệ thống không kiểm tra được",
        "the file has something that cannot be checked",
    ),
    Reason.NO_SIGNATURE: ("tệp không có chữ ký số", "the file has no digital signature"),
    Reason.SIGNATURE_MISSING: (
        "thiếu một chữ ký lẽ ra phải có",
        "a signature that should be there is missing",
    ),
    Reason.TRAILING_DATA: ("có dữ liệu lạ nối sau cuối tệp", "foreign data follows the end of the file"),
}

_SIGNATURE = {
    Verdict.PASSED: ("Chữ ký của “{who}” hợp lệ.", "The signature of “{who}” is valid."),
    Verdict.INDETERMINATE: (
        "Chưa kết luận được chữ ký của “{who}”: {why}.",
        "The signature of “{who}” cannot be confirmed: {why}.",
    ),
    Verdict.FAILED: (
        "Chữ ký của “{who}” không hợp lệ: {why}.",
        "The signature of “{who}” is not valid: {why}.",
    ),
}

_FILE = {
    Verdict.PASSED: (
        "Tệp có {count} chữ ký, tất cả hợp lệ; nội dung đúng như khi ký.",
        "The file has {count} signature(s), all valid; its content is as it was signed.",
    ),
    Verdict.INDETERMINATE: (
        "Chưa thể kết luận tệp này là hợp lệ: {why}. Không dùng làm căn cứ khi chưa làm rõ.",
        "This file cannot be confirmed: {why}. Do not rely on it before that is cleared.",
    ),
    Verdict.FAILED: (
        "Tệp này không hợp lệ: {why}. Hãy yêu cầu nộp lại bản gốc.",
        "This file is not valid: {why}. Ask for the original again.",
    ),
}


def why(reason: str) -> tuple[str, str]:
    """Return what a reason means, in Vietnamese and English, without capital and full stop."""
    return _WHY[Reason(reason)] if reason else ("", "")


def signature_sentence(who: str, word: Verdict, reason: str) -> tuple[str, str]:
    """Return one sentence about a signature in Vietnamese and English."""
    vi, en = why(reason)
    return _SIGNATURE[word][0].format(who=who, why=vi), _SIGNATURE[word][1].format(who=who, why=en)


def file_sentence(word: Verdict, reason: str, count: int) -> tuple[str, str]:
    """Return one sentence about a file in Vietnamese and English."""
    vi, en = why(reason)
    return _FILE[word][0].format(count=count, why=vi), _FILE[word][1].format(count=count, why=en)
