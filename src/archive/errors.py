"""The base of every error that a person may see, and the errors of the archive.

    SohoaError
    ├── ArchiveError            what is kept                     (this file)
    │   ├── NotFound            no such thing, or no right to see it
    │   ├── Forbidden           the account may not do this
    │   ├── LostUpdate          somebody changed it meanwhile
    │   ├── MoveNotAllowed      the paper's life has no such move
    │   ├── DossierClosed       a closed dossier takes nothing in
    │   ├── BadValue            a value has the wrong form
    │   ├── BadSetting          a SOHOA_ setting is unknown or wrong
    │   ├── ObjectMissing       a row points to bytes that are not there
    │   ├── ObjectDamaged       bytes are not those of their key
    │   ├── ObjectRetained      its retention is not over
    │   ├── StoreUnavailable    the object store does not answer
    │   ├── DatabaseUnavailable the database does not answer
    │   └── CatalogueError      a catalogue file is wrong, with file and line
    ├── digitize.errors.DigitizeError
    ├── signing.errors.SigningError
    ├── reuse.errors.ReuseError
    └── desk.errors.DeskError

Must not import a room: rooms derive their own errors from the base here.
"""

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """Exit codes of the command line (CONTRACT.md)."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INDETERMINATE = 3
    BAD_INPUT = 4
    UNAVAILABLE = 5
    BUG = 70


class SohoaError(Exception):
    """An error with a code, a place in HTTP and on the command line, and words in two languages.

    A subclass sets the class attributes; `vi` and `en` are format strings filled from the keyword
    arguments: what happened, to what, and what to do next. No PIN, key or token may be passed in.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    exit: ClassVar[Exit] = Exit.BUG
    retryable: ClassVar[bool] = False
    vi: ClassVar[str] = "Có lỗi."
    en: ClassVar[str] = "Something went wrong."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(f"{self.code}: {self.text_en}")

    @property
    def text_vi(self) -> str:
        """The sentence in Vietnamese."""
        return self.vi.format(**self.facts)

    @property
    def text_en(self) -> str:
        """The sentence in English."""
        return self.en.format(**self.facts)


class ArchiveError(SohoaError):
    """Base of the archive's errors."""


class NotFound(ArchiveError):
    """There is no such thing, or the actor may not know of it: the same answer for both.

    `what` names the thing in both languages, as `giấy tờ/paper`.
    """

    code, status, exit = "not-found", 404, Exit.BAD_INPUT
    vi = "Không tìm thấy {what} “{key}”. Hãy kiểm tra lại mã hoặc quyền của tài khoản."
    en = "There is no {what} “{key}” that you may see. Check the code, or the account's rights."

    @property
    def text_vi(self) -> str:
        """The sentence with the thing's Vietnamese name."""
        return self.vi.format(**{**self.facts, "what": str(self.facts["what"]).partition("/")[0]})

    @property
    def text_en(self) -> str:
        """The sentence with the thing's English name."""
        return self.en.format(**{**self.facts, "what": str(self.facts["what"]).rpartition("/")[2]})


class Forbidden(ArchiveError):
    """The account may not do this."""

    code, status, exit = "forbidden", 403, Exit.BAD_INPUT
    vi = "Tài khoản “{account}” không có quyền {act}. Hãy đề nghị quản trị viên cấp quyền."
    en = "Account “{account}” has no right to {act}. Ask an administrator for it."


class LostUpdate(ArchiveError):
    """Somebody changed it since it was shown."""

    code, status, exit, retryable = "lost-update", 409, Exit.BAD_INPUT, True
    vi = "Giấy tờ {key} vừa được người khác thay đổi. Hãy mở lại rồi làm tiếp."
    en = "Paper {key} was changed by somebody else meanwhile. Open it again, then go on."


class MoveNotAllowed(ArchiveError):
    """The paper's life has no such move."""

    code, status, exit = "move-not-allowed", 409, Exit.BAD_INPUT
    vi = "Giấy tờ {key} đang ở trạng thái {now}, không thể chuyển sang {then}."
    en = "Paper {key} is {now}; it cannot become {then}."


class TwoPeople(ArchiveError):
    """Two numbers were called one person's and cannot be."""

    code, status, exit = "two-people", 409, Exit.BAD_INPUT
    vi = "Số {old} không thể cùng là của người có số {new}: mỗi người chỉ có một số định danh cá nhân."
    en = "Number {old} cannot be of the person with {new} too: nobody has two personal numbers."


class DossierClosed(ArchiveError):
    """A closed dossier takes nothing in."""

    code, status, exit = "dossier-closed", 409, Exit.BAD_INPUT
    vi = "Hồ sơ {number} đã đóng ngày {day}, không nhận thêm giấy tờ. Hãy ghi mã của hồ sơ đang giải quyết."
    en = "Dossier {number} was closed on {day} and takes no more papers in. Give the number of an open one."


class BadValue(ArchiveError):
    """A value has the wrong form."""

    code, status, exit = "bad-value", 422, Exit.BAD_INPUT
    vi = "Giá trị “{value}” của {name} không hợp lệ: {why_vi}"
    en = "Value “{value}” of {name} is not valid: {why_en}"


class BadSetting(ArchiveError):
    """A setting is unknown or wrong."""

    code, status, exit = "bad-setting", 500, Exit.USAGE
    vi = "Thiết lập {name} không đúng: {why}. Xem docs/settings.md."
    en = "Setting {name} is wrong: {why}. See docs/settings.md."


class ObjectMissing(ArchiveError):
    """A row points to bytes that the store does not have."""

    code, status, exit = "object-missing", 500, Exit.FAILED
    vi = "Kho lưu trữ thiếu tệp {key}. Hãy chạy “sohoa archive check” và khôi phục từ bản sao lưu."
    en = "The store lacks object {key}. Run “sohoa archive check” and restore it from the backup."


class ObjectDamaged(ArchiveError):
    """The bytes of an object are not those of its key."""

    code, status, exit = "object-damaged", 500, Exit.FAILED
    vi = "Tệp {key} trong kho đã bị thay đổi. Hãy chạy “sohoa archive check” và khôi phục."
    en = "Object {key} in the store was altered. Run “sohoa archive check” and restore it."


class ObjectRetained(ArchiveError):
    """An object must not be deleted yet."""

    code, status, exit = "object-retained", 409, Exit.BAD_INPUT
    vi = "Tệp {key} phải được giữ đến {until}, chưa thể xoá."
    en = "Object {key} must be kept until {until}; it cannot be deleted yet."


class StoreUnavailable(ArchiveError):
    """The object store does not answer."""

    code, status, exit, retryable = "store-unavailable", 503, Exit.UNAVAILABLE, True
    vi = "Kho lưu trữ {where} không trả lời: {why}. Chạy “sohoa doctor” để biết cách xử lý."
    en = "The object store {where} does not answer: {why}. Run “sohoa doctor” for what to do."


class DatabaseUnavailable(ArchiveError):
    """The database does not answer."""

    code, status, exit, retryable = "database-unavailable", 503, Exit.UNAVAILABLE, True
    vi = "Cơ sở dữ liệu không trả lời: {why}. Chạy “sohoa doctor” để biết cách xử lý."
    en = "The database does not answer: {why}. Run “sohoa doctor” for what to do."


class CatalogueError(ArchiveError):
    """A catalogue file is wrong."""

    code, status, exit = "catalogue-error", 422, Exit.BAD_INPUT
    vi = "{file}, dòng {line}: {why_vi}"
    en = "{file}, line {line}: {why_en}"
