"""Errors of the reading room.

    DigitizeError
    ├── EmptyFile           0 bytes
    ├── UnknownFormat       by its content no PDF, and no kind of picture that is read
    ├── DamagedFile         of a known type, but cannot be opened
    ├── PasswordRequired    encrypted, and the empty or given password does not open it
    ├── TooManyBytes        over SOHOA_MAX_BYTES
    ├── TooManyPages        over SOHOA_MAX_PAGES
    ├── TooManyPixels       over SOHOA_MAX_PIXELS, or a decompression bomb
    ├── TooFewPixels        no sheet of paper: a dot or a thread
    ├── ReaderKilled        the child ran out of memory or time, or crashed
    ├── EngineMissing       Tesseract or its language data are not installed
    │   └── LanguageMissing one language is not, others are
    └── CopyFailed          the PDF/A copy could not be built

Must not carry content of the file.
"""

from archive.errors import Exit, SohoaError


class DigitizeError(SohoaError):
    """Base of the room's errors; a `why` as `thiếu phần cuối / cut off` is told in each language alone."""

    status, exit = 422, Exit.BAD_INPUT

    @property
    def text_vi(self) -> str:
        """The sentence in Vietnamese."""
        return self.vi.format(**self._told(0))

    @property
    def text_en(self) -> str:
        """The sentence in English."""
        return self.en.format(**self._told(-1))

    def _told(self, side: int) -> dict[str, object]:
        return {
            name: str(fact).split(" / ")[side] if name == "why" else fact for name, fact in self.facts.items()
        }


class EmptyFile(DigitizeError):
    """The file has no bytes."""

    code = "empty-file"
    vi = "Tệp “{file}” rỗng (0 byte). Hãy quét hoặc gửi lại."
    en = "File “{file}” is empty (0 bytes). Scan or send it again."


class UnknownFormat(DigitizeError):
    """By its content no PDF, and no kind of picture that is read."""

    code, status = "unknown-format", 415
    vi = (
        "Tệp “{file}” không phải PDF hay loại ảnh đọc được ở đây (nội dung: {found})."
        " Hãy đổi sang JPEG hoặc quét lại. Hãy gửi PDF, JPEG, PNG hoặc TIFF."
    )
    en = (
        "File “{file}” is no PDF and no kind of picture that is read here (content: {found})."
        " Convert it to JPEG or scan it again. Send PDF, JPEG, PNG or TIFF."
    )


class DamagedFile(DigitizeError):
    """Of a known type, but it cannot be opened."""

    code = "damaged-file"
    vi = "Tệp “{file}” bị hỏng: {why}. Hãy quét hoặc gửi lại."
    en = "File “{file}” is damaged: {why}. Scan or send it again."


class PasswordRequired(DigitizeError):
    """Encrypted, and neither the empty nor the given password opens it."""

    code = "password-required"
    vi = "Tệp “{file}” có mật khẩu. Hãy gỡ mật khẩu (hoặc dùng --password khi đọc) rồi gửi lại."
    en = "File “{file}” needs a password. Remove it (or give --password when reading), then send it again."


class TooManyBytes(DigitizeError):
    """Larger than the limit."""

    code, status = "too-many-bytes", 413
    vi = "Tệp “{file}” lớn hơn {limit} byte. Hãy chia nhỏ, hoặc tăng SOHOA_MAX_BYTES."
    en = "File “{file}” is larger than {limit} bytes. Divide it, or raise SOHOA_MAX_BYTES."


class TooManyPages(DigitizeError):
    """More pages than the limit."""

    code, status = "too-many-pages", 413
    vi = "Tệp “{file}” có {pages} trang, quá giới hạn {limit}. Hãy chia nhỏ, hoặc tăng SOHOA_MAX_PAGES."
    en = "File “{file}” has {pages} pages, over the limit of {limit}. Divide it, or raise SOHOA_MAX_PAGES."


class TooManyPixels(DigitizeError):
    """A page is larger than the limit, or a decompression bomb."""

    code, status = "too-many-pixels", 413
    vi = (
        "Trang {page} của “{file}” quá lớn ({pixels} điểm ảnh, giới hạn {limit}). Hãy quét lại ở 200–300 dpi."
    )
    en = (
        "Page {page} of “{file}” is too large ({pixels} pixels, limit {limit}). Scan it again at 200–300 dpi."
    )


class TooFewPixels(DigitizeError):
    """A page is no sheet of paper: a dot or a thread."""

    code = "too-few-pixels"
    vi = "Trang {page} của “{file}” chỉ có {width} × {height} điểm ảnh: không phải tờ giấy. Hãy quét lại."
    en = "Page {page} of “{file}” has {width} × {height} pixels only: no sheet of paper. Scan it again."


class ReaderKilled(DigitizeError):
    """The reading child ended by a limit or a crash."""

    code, retryable = "reader-killed", True
    vi = (
        "Không mở được “{file}”: tiến trình đọc dừng vì {why}. Tệp gốc còn nguyên; hãy thử lại hoặc quét lại."
    )
    en = "“{file}” could not be opened: its reader ended by {why}. The file is untouched; try or scan again."


class EngineMissing(DigitizeError):
    """The recogniser or its language data are not installed."""

    code, status, exit = "engine-missing", 503, Exit.UNAVAILABLE
    vi = "Thiếu bộ nhận dạng: {why}. Chạy “sohoa doctor” để biết cách cài."
    en = "The recogniser is missing: {why}. Run “sohoa doctor” for how to install it."


class LanguageMissing(EngineMissing):
    """A language is not installed, while others are."""

    code, status, exit = "language-missing", 422, Exit.BAD_INPUT
    vi = (
        "Máy này chưa cài ngôn ngữ “{missing}”; đã cài: {installed}."
        " Hãy chọn ngôn ngữ đã cài, hoặc đề nghị quản trị viên cài thêm (gói tesseract-ocr-… của Debian)."
    )
    en = (
        "Language “{missing}” is not installed here; installed: {installed}."
        " Choose an installed one, or ask an administrator for it (Debian's package tesseract-ocr-…)."
    )


class CopyFailed(DigitizeError):
    """The PDF/A copy could not be built."""

    code, status, exit = "copy-failed", 500, Exit.FAILED
    vi = "Không tạo được bản sao PDF/A của “{file}”: {why}. Tệp gốc còn nguyên."
    en = "The PDF/A copy of “{file}” could not be built: {why}. The original is untouched."
