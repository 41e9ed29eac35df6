"""Errors of the doors.

    DeskError
    ├── NoSuchFile          a path given does not exist or is not a file
    ├── DiskFull            less free disk than SOHOA_DISK_FREE
    ├── NotRunning          the archive at SOHOA_HOME is not prepared and must not be made here
    ├── NoProcedure         the catalogue has no such procedure on the day
    ├── NotHanded           nobody said whose papers they are, of which procedure and dossier
    ├── NoAgency            the catalogue has no such agency
    ├── SignedFileBroken    a paper that came signed does not verify
    ├── ReasonNeeded        the act needs a written reason
    ├── EndStands           a paper's end is not the rule's mistake, and is not taken back
    ├── DossierUnfinished   a dossier has papers that nobody has finished, and is not closed
    ├── NoKey               the account has no key at hand
    ├── NoSealKey           the agency's seal has no key at hand
    ├── NotSpread           a field that is each paper's own, asked to be put right on its whole batch
    └── Usage               the command's words are off

Must not carry personal data beyond what the person typed.
"""

from archive.errors import Exit, SohoaError


class DeskError(SohoaError):
    """Base of the room's errors."""

    status, exit = 422, Exit.BAD_INPUT


class NoSuchFile(DeskError):
    """A path given does not exist or is not readable."""

    code, status = "no-such-file", 404
    vi = "Không đọc được “{file}”: {why}. Hãy kiểm tra lại đường dẫn."
    en = "“{file}” cannot be read: {why}. Check the path."


class DiskFull(DeskError):
    """Less free disk than the limit."""

    code, status, exit, retryable = "disk-full", 507, Exit.UNAVAILABLE, True
    vi = "Ổ đĩa chỉ còn {free} byte, cần ít nhất {needed}. Hãy giải phóng dung lượng; chưa có gì bị mất."
    en = "Only {free} bytes of disk are left, {needed} are needed. Free some; nothing was lost."


class NoProcedure(DeskError):
    """The catalogue has no such procedure on the day."""

    code, status = "no-such-procedure", 404
    vi = "Danh mục không có thủ tục “{code_given}” đang hiệu lực. Hãy kiểm tra mã, hoặc nạp danh mục."
    en = "The catalogue has no procedure “{code_given}” in force. Check the code, or load the catalogue."


class NotHanded(DeskError):
    """Nobody said whose papers they are, of which procedure and dossier."""

    code = "not-handed"
    vi = (
        "“{file}”: thiếu {missing}, và trang đầu không có mã QR đọc được của giấy tiếp nhận hồ sơ ấy. Hãy"
        " điền (--owner, --procedure, --dossier), hoặc quét giấy tiếp nhận của hồ sơ trước."
    )
    en = (
        "“{file}”: {missing} is missing, and no first page has a readable code of that dossier's receipt."
        " Give it (--owner, --procedure, --dossier), or scan the dossier's receipt first."
    )


class NoAgency(DeskError):
    """The catalogue has no such agency."""

    code, status = "no-such-agency", 404
    vi = "Danh mục không có cơ quan “{agency}”. Hãy kiểm tra mã, hoặc nạp danh mục."
    en = "The catalogue has no agency “{agency}”. Check the code, or load the catalogue."


class SignedFileBroken(DeskError):
    """A paper that came signed does not verify."""

    code, status = "signed-file-broken", 409
    vi = "Chữ ký số trên giấy tờ {key} không hợp lệ ({why}). Không thể xác nhận; hãy yêu cầu bản đúng."
    en = "The signature on paper {key} does not hold ({why}). It cannot be confirmed; ask for a sound one."


class ReasonNeeded(DeskError):
    """The act needs a written reason."""

    code = "reason-needed"
    vi = "Việc {act} giấy tờ {key} cần ghi lý do ({option})."
    en = "To {act} paper {key} a written reason is needed ({option})."

    def __init__(self, *, option: str = "--reason", **facts: object) -> None:
        super().__init__(option=option, **facts)


class EndStands(DeskError):
    """The end of a paper is not one that can be taken back."""

    code, status = "end-stands", 409
    vi = "Không lấy lại được giấy tờ {key}: {why_vi}."
    en = "Paper {key} cannot be taken back into use: {why_en}."


class DossierUnfinished(DeskError):
    """Some papers of the dossier still wait for somebody."""

    code, status = "dossier-unfinished", 409
    vi = (
        "Chưa đóng được hồ sơ {number}: chưa xong {papers}. Hãy xác nhận và ký, hoặc không tiếp nhận; "
        "kết quả thì ghi đã trả cho công dân."
    )
    en = (
        "Dossier {number} cannot be closed yet, not finished: {papers}. Confirm and sign them, or reject "
        "them; of a result say that it was returned."
    )


class NoKey(DeskError):
    """The account has no key at hand."""

    code, status, retryable = "no-key", 409, True
    vi = "Tài khoản “{account}” chưa có khóa ký số. Hãy cắm thiết bị hoặc đề nghị quản trị viên cấp."
    en = "Account “{account}” has no signing key at hand. Plug the token in, or ask an administrator."


class NoSealKey(DeskError):
    """The agency's seal has no key at hand."""

    code, status, retryable = "no-seal-key", 409, True
    vi = "Con dấu số của cơ quan “{agency}” chưa có khóa. Hãy cắm thiết bị hoặc đề nghị quản trị viên cấp."
    en = "The seal of agency “{agency}” has no key at hand. Plug its device in, or ask an administrator."


class NotSpread(DeskError):
    """A field that is each paper's own must not be put right on the rest of its batch."""

    code = "not-spread"
    vi = "“{field}” là của riêng từng giấy tờ, không sửa chung cho cả lượt quét. Hãy sửa từng giấy tờ."
    en = "“{field}” is each paper's own and is not put right for its whole batch. Correct paper by paper."


class Usage(DeskError):
    """The command's words are off."""

    code, status, exit = "usage", 400, Exit.USAGE
    vi = "{why_vi}"
    en = "{why_en}"
