"""Errors of the reuse room.

    ReuseError
    ├── NoGround            who asks has not said on what ground, or the ground does not hold
    ├── NotReusable         the paper may not serve here, with the reason
    ├── NotAsked            the published component list does not hold this component
    ├── OverAsking          the component is there already; asking needs a written reason
    ├── Changed             the paper changed since it was shown
    ├── SourceSilent        a store of others gave nothing usable
    └── NotProved           what a store of others gave may not be taken in, with the reason

Must not say whether papers exist where no ground was given.
"""

from archive.errors import Exit, SohoaError


class ReuseError(SohoaError):
    """Base of the room's errors."""

    status, exit = 409, Exit.BAD_INPUT


class NoGround(ReuseError):
    """Nobody may look into another's papers without a ground."""

    code, status = "no-ground", 403
    vi = "Chưa có căn cứ để tra cứu giấy tờ của người này: {why_vi}"
    en = "There is no ground to look up this person's papers: {why_en}"


class NotReusable(ReuseError):
    """The paper may not serve here."""

    code = "not-reusable"
    vi = "Giấy tờ {key} không thể khai thác lại cho thành phần này: {why} ({why_vi})."
    en = "Paper {key} cannot be reused for this component: {why} ({why_en})."


class NotAsked(ReuseError):
    """The published list of the procedure has no such component."""

    code, status = "not-asked", 422
    vi = "Thủ tục {procedure} không yêu cầu thành phần “{component}”; không được yêu cầu người dân nộp."
    en = "Procedure {procedure} has no component “{component}”; the citizen must not be asked for it."


class OverAsking(ReuseError):
    """What is there already may only be asked for with a written reason."""

    code, status = "over-asking", 409
    vi = "Thành phần “{component}” đã có giấy tờ số hóa ({papers}). Muốn yêu cầu phải ghi lý do (--reason)."
    en = "Component “{component}” is there already ({papers}). Asking for it needs a reason (--reason)."


class Changed(ReuseError):
    """The paper changed since it was shown."""

    code, retryable = "paper-changed", True
    vi = "Giấy tờ {key} đã thay đổi từ khi được hiển thị. Hãy kiểm tra lại."
    en = "Paper {key} changed since it was shown. Check again."


class SourceSilent(ReuseError):
    """A store of others gave nothing usable."""

    code, status, exit, retryable = "source-silent", 503, Exit.UNAVAILABLE, True
    vi = "{source} không cho kết quả dùng được: {why}. Hãy thử lại sau, hoặc đề nghị công dân nộp."
    en = "{source} gave nothing usable: {why}. Try again later, or ask the citizen."


class NotProved(ReuseError):
    """What a store of others gave may not be taken in."""

    code, status = "not-proved", 422
    vi = "Tệp của {source} không được nhận vào kho: {why}. Hãy đề nghị công dân xuất trình bản chính."
    en = "The file of {source} is not taken in: {why}. Ask the citizen for the original."
