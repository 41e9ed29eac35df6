"""Errors of the signing room.

    SigningError
    ├── KeyUnavailable          the key or token is gone, locked, busy, or its PIN is wrong
    ├── CertificateExpired      outside its validity at signing
    ├── CertificateRevoked      its authority took it back
    ├── CertificateUnfit        no chain to the anchor, wrong key usage, or a weak key
    ├── CertificateOfAnother    it is not that of the account's officer, or of the agency
    ├── CertificateUnreadable   what was sent as a certificate is none
    ├── TimestampUnavailable    the timestamp authority does not answer as asked
    ├── RevocationUnavailable   no current list or OCSP answer for a certificate of the chain
    ├── NotReadableAsPdf        the bytes are not a PDF that can be signed
    ├── ProfileForbidden        the signing profile does not allow this act
    ├── SealFieldMissing        there is no empty field for the agency's seal
    ├── FontMissing             the stamp's font is not installed
    ├── GlyphMissing            the stamp's font lacks a letter
    ├── NoRoomForStamp          page one has no free place for the words
    ├── AuthorityMissing        the embedded authority's folder is not whole
    ├── TrustListWrong          the list of trusted authorities is damaged or contradicts itself
    ├── ReportKindUnknown       a report's file name asks for no kind that there is
    ├── ReportNotWritten        a report cannot be written where it was wanted
    ├── RenewalTooLate          the last timestamp ended before it was renewed
    ├── ReturnedAltered         a file that came back does not begin with what was handed out
    ├── ReturnedUnsigned        a file that came back carries no new signature
    ├── ReturnedMore            something else than one signature was added to it
    ├── ReturnedForm            its signature has not the form of PAdES
    ├── ReturnedBroken          its signature does not hold
    ├── SignatureMismatch       a signature made elsewhere is not that of the expected key
    └── SigningFailed           the signature could not be made, or did not verify

Must not carry a PIN, a pass phrase or a key: facts are names and reasons only.
"""

from archive.errors import Exit, SohoaError


class SigningError(SohoaError):
    """Base of the room's errors."""

    status, exit = 422, Exit.FAILED


class KeyUnavailable(SigningError):
    """The key or token is gone, locked, busy, or its PIN is wrong."""

    code, status, exit, retryable = "key-unavailable", 503, Exit.UNAVAILABLE, True
    vi = "Không dùng được khóa ký của “{who}”: {why}. Hãy cắm lại USB token, kiểm tra mã PIN rồi ký lại."
    en = (
        "The signing key of “{who}” cannot be used: {why}. Plug the token in, check its PIN, then sign again."
    )


class CertificateExpired(SigningError):
    """Outside its validity at signing."""

    code = "certificate-expired"
    vi = "Chứng thư số của “{who}” chỉ có hiệu lực từ {start} đến {end}. Hãy gia hạn rồi ký lại."
    en = "The certificate of “{who}” is valid from {start} to {end} only. Renew it, then sign again."


class CertificateRevoked(SigningError):
    """Its authority took it back."""

    code = "certificate-revoked"
    vi = "Chứng thư số của “{who}” đã bị thu hồi lúc {at}. Hãy xin cấp chứng thư mới."
    en = "The certificate of “{who}” was revoked at {at}. Ask for a new one."


class CertificateUnfit(SigningError):
    """No chain to the anchor, wrong key usage, or a weak key."""

    code = "certificate-unfit"
    vi = "Chứng thư số của “{who}” không dùng để ký được: {why}. Hãy dùng chứng thư khác."
    en = "The certificate of “{who}” cannot be used for signing: {why}. Use another one."


class CertificateOfAnother(SigningError):
    """It is not that of the account's officer, or of the agency."""

    code, status, exit = "certificate-of-another", 403, Exit.BAD_INPUT
    vi = "Chứng thư số mang tên “{named}”, không phải của “{holder}”. Hãy dùng chứng thư của chính mình."
    en = "The certificate is of “{named}”, not of “{holder}”. Sign with your own one."


class CertificateUnreadable(SigningError):
    """What was sent as a certificate is none."""

    code, exit = "certificate-unreadable", Exit.BAD_INPUT
    vi = "Nội dung gửi lên không phải chứng thư số (PEM hoặc DER). Hãy xuất lại chứng thư từ thiết bị ký."
    en = "What was sent is no certificate (PEM or DER). Export it from the token again."


class TimestampUnavailable(SigningError):
    """The timestamp authority does not answer as asked."""

    code, status, exit, retryable = "timestamp-unavailable", 503, Exit.UNAVAILABLE, True
    vi = "Máy chủ dấu thời gian không trả lời đúng: {why}. Chữ ký sẽ được bổ sung sau; không cần ký lại."
    en = "The timestamp authority does not answer as asked: {why}. It will be added later; do not sign again."


class RevocationUnavailable(SigningError):
    """No current list or OCSP answer for a certificate of the chain."""

    code, status, exit, retryable = "revocation-unavailable", 503, Exit.UNAVAILABLE, True
    vi = "Chưa lấy được dữ liệu thu hồi của “{issuer}”: {why}. Chữ ký sẽ được bổ sung sau; không cần ký lại."
    en = (
        "The revocation data of “{issuer}” cannot be had: {why}. They will be added later; do not sign again."
    )


class NotReadableAsPdf(SigningError):
    """The bytes are not a PDF that can be signed."""

    code, exit = "not-readable-as-pdf", Exit.BAD_INPUT
    vi = "Tệp cần ký không đọc được như PDF: {why}. Hãy tạo lại bản sao rồi ký."
    en = "What is to be signed cannot be read as PDF: {why}. Build the copy again, then sign."


class ProfileForbidden(SigningError):
    """The signing profile does not allow this act."""

    code, status, exit = "profile-forbidden", 403, Exit.BAD_INPUT
    vi = "Hồ sơ ký “{profile}” không cho phép “{who}” ký. Hãy chọn hồ sơ ký khác."
    en = "Signing profile “{profile}” does not let “{who}” sign. Choose another profile."


class SealFieldMissing(SigningError):
    """There is no empty field for the agency's seal."""

    code, status, exit = "seal-field-missing", 409, Exit.BAD_INPUT
    vi = "Tệp không có ô chữ ký “{field}” còn trống để đóng dấu cơ quan. Hãy ký theo hồ sơ có con dấu trước."
    en = "The file has no empty field “{field}” for the agency's seal. Sign by a profile with a seal first."


class FontMissing(SigningError):
    """The stamp's font is not installed."""

    code, status, exit = "font-missing", 503, Exit.UNAVAILABLE
    vi = "Thiếu phông chữ {file} cho phần hiển thị chữ ký. Cài fonts-croscore hoặc đặt SOHOA_FONT."
    en = "Font {file} for the visible signature is missing. Install fonts-croscore or set SOHOA_FONT."


class GlyphMissing(SigningError):
    """The stamp's font lacks a letter."""

    code = "glyph-missing"
    vi = "Phông chữ không có ký tự {letters} để hiển thị chữ ký. Hãy sửa tên hoặc đặt SOHOA_FONT."
    en = "The stamp's font has no glyph for {letters}. Correct the name or set SOHOA_FONT."


class NoRoomForStamp(SigningError):
    """Page one has no free place for the words."""

    code = "no-room-for-stamp"
    vi = "Trang một không còn chỗ trống cho phần chữ của chữ ký. Hãy quét lại với lề rộng hơn."
    en = "Page one has no free place for the words of the signature. Scan it again with wider margins."


class AuthorityMissing(SigningError):
    """The embedded authority's folder is not whole."""

    code, status, exit = "authority-missing", 503, Exit.UNAVAILABLE
    vi = "Thiếu tệp {file} của bộ chứng thực thử nghiệm. Chạy “sohoa doctor” hoặc khôi phục từ bản sao lưu."
    en = "File {file} of the embedded test authority is missing. Run “sohoa doctor” or restore the backup."


class TrustListWrong(SigningError):
    """The list of trusted authorities is damaged or contradicts itself."""

    code, status, exit = "trust-list-wrong", 500, Exit.BAD_INPUT
    vi = "Danh sách tin cậy “{file}” sai: {why}. Hãy sửa tệp trong thư mục SOHOA_TRUST; chưa kiểm tra gì."
    en = "Trust list “{file}” is wrong: {why}. Mend it in the folder of SOHOA_TRUST; no file was judged."


class ReportKindUnknown(SigningError):
    """A report's file name asks for no kind that there is."""

    code, status, exit = "report-kind-unknown", 400, Exit.USAGE
    vi = "Không có loại báo cáo “{file}”. Hãy đặt tên tệp có đuôi: {kinds}."
    en = "There is no report of the kind of “{file}”. Give the file a name that ends in: {kinds}."


class ReportNotWritten(SigningError):
    """A report cannot be written where it was wanted."""

    code, exit = "report-not-written", Exit.BAD_INPUT
    vi = "Không ghi được tệp “{file}”: {why}. Hãy chọn thư mục khác rồi làm lại."
    en = "File “{file}” cannot be written: {why}. Choose another folder and do it again."


class RenewalTooLate(SigningError):
    """The last timestamp's certificate or algorithm ended before it was renewed."""

    code = "renewal-too-late"
    vi = (
        "Dấu thời gian cuối của tệp đã hết giá trị chứng minh lúc {end}: gia hạn thêm không còn ý nghĩa. "
        "Hãy khôi phục bản đã gia hạn từ bản sao lưu, nếu có."
    )
    en = (
        "The last time stamp of the file stopped to prove anything at {end}: to renew it now means nothing. "
        "Restore a renewed copy from the backup, if there is one."
    )


class ReturnedAltered(SigningError):
    """A file that came back does not begin with what was handed out."""

    code, exit = "returned-altered", Exit.BAD_INPUT
    vi = "Tệp trả về không phải tệp đã giao kèm chữ ký: nội dung đã bị ghi lại. Hãy ký đúng tệp đã giao."
    en = "What came back is not the file that was handed out: it was rewritten. Sign exactly that file."


class ReturnedUnsigned(SigningError):
    """A file that came back carries no new signature."""

    code, exit = "returned-unsigned", Exit.BAD_INPUT
    vi = "Tệp trả về chưa có chữ ký nào được thêm. Hãy ký tệp rồi gửi lại."
    en = "No signature was added to the file that came back. Sign it and send it again."


class ReturnedMore(SigningError):
    """Something else than one signature was added to the file that came back."""

    code, exit = "returned-more", Exit.BAD_INPUT
    vi = "Tệp trả về có nhiều hơn một chữ ký được thêm ({what}). Hãy ký lại đúng một lần, không sửa gì khác."
    en = "More than one signature was added to the file ({what}). Sign once and change nothing else."


class ReturnedForm(SigningError):
    """The signature of the file that came back has not the form of PAdES."""

    code, exit = "returned-form", Exit.BAD_INPUT
    vi = "Chữ ký trên tệp trả về không theo PAdES. Hãy chọn PAdES (CAdES) trong công cụ ký, rồi ký lại."
    en = "The signature is not in the form of PAdES. Choose PAdES (CAdES) in the signing tool, sign again."


class ReturnedBroken(SigningError):
    """The signature of the file that came back does not hold."""

    code, exit = "returned-broken", Exit.BAD_INPUT
    vi = "Chữ ký trên tệp trả về không hợp lệ ({why}). Hãy ký lại tệp đã giao."
    en = "The signature of the file that came back does not hold ({why}). Sign the handed file again."


class SignatureMismatch(SigningError):
    """A signature made elsewhere is not that of the expected key over what was to be signed."""

    code, exit = "signature-mismatch", Exit.BAD_INPUT
    vi = "Chữ ký trả về không phải của chứng thư “{who}” trên nội dung cần ký. Hãy ký lại bằng đúng thiết bị."
    en = "This is no signature of certificate “{who}” over what was to be signed. Sign again with its token."


class SigningFailed(SigningError):
    """The signature could not be made, or did not verify."""

    code, status, retryable = "signing-failed", 500, True
    vi = "Không ký được: {why}. Bản sao chưa ký còn nguyên; hãy thử lại."
    en = "Signing failed: {why}. The unsigned copy is untouched; try again."
