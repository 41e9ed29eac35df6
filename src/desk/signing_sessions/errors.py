"""Errors of signing sessions; none of them loses a paper: it waits for its signature as before.

    SessionError
    ├── SessionUnknown      there is no such session, or its token is another
    ├── SessionOfAnother    another officer opened it
    ├── SessionExpired      its time is over
    ├── SessionWay          what was sent does not fit the way that it was opened for
    ├── NotInSession        the paper is none of its papers
    ├── AlreadySigned       the paper's signature of this session was taken already
    ├── PaperChanged        the paper is not as it was when its signature was prepared
    ├── LinkUnknown         there is no such link
    └── LinkUsed            a one-time link was used before

Must not carry a token, a link or a signature.
"""

from desk.errors import DeskError


class SessionError(DeskError):
    """Base of the errors of signing sessions."""


class SessionUnknown(SessionError):
    """There is no such session, or its token is another: nobody can tell which."""

    code, status = "signing-session-unknown", 404
    vi = "Không có phiên ký này, hoặc mã phiên không đúng. Giấy tờ vẫn chờ ký; hãy mở phiên ký mới."
    en = "There is no such signing session, or its token is another. The papers still wait; open a new one."


class SessionOfAnother(SessionError):
    """Another officer opened it."""

    code, status = "signing-session-of-another", 403
    vi = "Phiên ký này do người khác mở. Giấy tờ vẫn chờ ký; hãy tự mở phiên ký của mình."
    en = "Somebody else opened this signing session. The papers still wait; open one of your own."


class SessionExpired(SessionError):
    """Its time is over."""

    code, status = "signing-session-expired", 410
    vi = "Phiên ký đã hết hạn lúc {until}. Giấy tờ vẫn chờ ký; hãy mở phiên ký mới."
    en = "The signing session ended at {until}. The papers still wait; open a new one."


class SessionWay(SessionError):
    """What was sent does not fit the way that the session was opened for."""

    code, status = "signing-session-way", 409
    vi = "Phiên ký này được mở theo cách “{way}”. Hãy gửi đúng nội dung của cách ấy, hoặc mở phiên ký mới."
    en = "This session was opened for way “{way}”. Send what that way takes, or open a new session."


class NotInSession(SessionError):
    """The paper is none of its papers."""

    code, status = "not-in-signing-session", 404
    vi = "Giấy tờ “{key}” không thuộc phiên ký này. Hãy kiểm tra lại mã, hoặc mở phiên ký mới."
    en = "Paper “{key}” is none of this session's. Check the code, or open a new session."


class AlreadySigned(SessionError):
    """The paper's signature of this session was taken already."""

    code, status = "signature-already-taken", 409
    vi = "Chữ ký của giấy tờ {key} trong phiên này đã được nhận. Không cần ký lại."
    en = "The signature of paper {key} in this session was taken already. Do not sign again."


class PaperChanged(SessionError):
    """The paper is not as it was when its signature was prepared."""

    code, status = "paper-changed-since-prepared", 409
    vi = "Giấy tờ {key} đã thay đổi sau khi mở phiên ký, nên chưa nhận chữ ký. Hãy xem lại, mở phiên mới."
    en = "Paper {key} changed since the session was opened, so nothing was taken. Look again, open a new one."


class LinkUnknown(SessionError):
    """There is no such link."""

    code, status = "signing-link-unknown", 404
    vi = "Đường dẫn ký này không có hoặc đã hết dùng. Giấy tờ vẫn chờ ký; hãy mở phiên ký mới."
    en = "There is no such signing link, or it is over. The paper still waits; open a new session."


class LinkUsed(SessionError):
    """A one-time link was used before."""

    code, status = "signing-link-used", 409
    vi = "Đường dẫn tải giấy tờ {key} chỉ dùng một lần và đã dùng. Hãy mở phiên ký mới cho giấy tờ này."
    en = "The link to paper {key} may be used once only, and was. Open a new session for this paper."
