"""Errors of the web desk alone.

    WebError
    ├── NotSignedIn         nobody has signed in, or the session is over
    ├── WrongPassword       name and password do not fit
    ├── TooManyTries        too many wrong passwords; wait
    ├── FormStale           the form's token is missing or of another session
    ├── BadRequest          the request has not the form that is asked for
    ├── BodyTooLarge        more bytes than such a request may have
    ├── MethodRefused       the address knows no such method
    ├── KeyReused           an Idempotency-Key came again with another request
    ├── TypedNotKept        an act would throw away what was typed in the form beside it
    └── Bug                 a fault of the product; its trace is in the log

Must not say which part of a sign-in was wrong, nor carry what was typed.
"""

from archive.errors import Exit
from desk.errors import DeskError


class WebError(DeskError):
    """Base of the web desk's errors."""

    status, exit = 400, Exit.BAD_INPUT


class NotSignedIn(WebError):
    """Nobody has signed in, or the session is over."""

    code, status = "not-signed-in", 401
    vi = "Anh/chị chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập."
    en = "Nobody has signed in, or the session is over. Sign in."


class WrongPassword(WebError):
    """Name and password do not fit."""

    code, status = "wrong-password", 401
    vi = "Tên hoặc mật khẩu không đúng. Hãy thử lại, hoặc đề nghị quản trị viên cấp lại mật khẩu."
    en = "Name and password do not fit. Try again, or ask an administrator for a new password."


class TooManyTries(WebError):
    """Too many wrong passwords."""

    code, status, retryable = "too-many-tries", 429, True
    vi = "Sai mật khẩu quá nhiều lần. Hãy chờ {seconds} giây rồi thử lại."
    en = "Too many wrong passwords. Wait {seconds} seconds, then try again."


class FormStale(WebError):
    """The form's token is missing or of another session."""

    code, status, retryable = "form-stale", 403, True
    vi = "Biểu mẫu đã cũ hoặc được gửi từ nơi khác. Hãy mở lại trang rồi gửi lại; chưa có gì được ghi."
    en = "The form is stale or was sent from elsewhere. Open the page again and resend; nothing was written."


class BadRequest(WebError):
    """The request has not the form that is asked for."""

    code, status = "bad-request", 422
    vi = "Yêu cầu chưa đúng ở {where}: {why}"
    en = "The request is not right at {where}: {why}"


class BodyTooLarge(WebError):
    """More bytes than such a request may have."""

    code, status = "body-too-large", 413
    vi = "Yêu cầu lớn hơn {limit} byte. Hãy gửi ít nội dung hơn; tệp thì gửi qua trang Tiếp nhận."
    en = "The request has more than {limit} bytes. Send less; files go through the upload."


class MethodRefused(WebError):
    """The address knows no such method."""

    code, status = "method-refused", 405
    vi = "Địa chỉ này không nhận phương thức {method}. Xem /api/docs."
    en = "This address takes no {method}. See /api/docs."


class KeyReused(WebError):
    """An Idempotency-Key came again with another request."""

    code, status = "key-reused", 422
    vi = "Idempotency-Key đã dùng cho một yêu cầu khác. Hãy dùng khóa mới cho yêu cầu mới."
    en = "This Idempotency-Key was used for another request. Take a new key for a new request."


class TypedNotKept(WebError):
    """An act would throw away what was typed in the form beside it."""

    code, status = "typed-not-kept", 409
    vi = (
        "Chưa đọc lại, vì {what_vi} đã gõ sẽ mất; các ô nội dung đã sửa thì được giữ."
        " Hãy chép lại rồi bấm “Vẫn đọc lại”, hoặc xác nhận trước."
    )
    en = (
        "Nothing was read again: {what_en} as typed would be lost; corrected fields are kept."
        " Note it down and press “Vẫn đọc lại”, or confirm first."
    )


class Bug(WebError):
    """A fault of the product; its trace is in the log."""

    code, status, exit = "bug", 500, Exit.FAILED
    vi = "Phần mềm gặp lỗi. Hãy báo quản trị viên mã yêu cầu {request}; giấy tờ đã nhận vẫn được giữ."
    en = "The software failed. Tell an administrator request {request}; papers already taken in are safe."
