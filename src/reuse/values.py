"""What reuse talks about: grounds, reasons, candidates and answers.

Must not look anything up.
"""

import dataclasses as dc
import datetime as dt
import uuid
from enum import StrEnum

from archive.values.description import OwnerId


class WhyNot(StrEnum):
    """Why a paper may not serve (CONTRACT.md), in the order in which it is told."""

    NO_GROUND = "no-ground"
    TYPE_NOT_ACCEPTED = "type-not-accepted"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    UNCONFIRMED = "unconfirmed"
    OWNER_UNCONFIRMED = "owner-unconfirmed"
    OLD_NUMBER = "old-number"
    NOT_COMPARED = "not-compared"
    HIDDEN = "hidden"
    ON_HOLD = "on-hold"
    SIGNATURE_BAD = "signature-bad"
    LEVEL_MISSING = "level-missing"
    EXPIRED = "expired"
    TOO_OLD = "too-old"
    ISSUER = "issuer"
    PURPOSE = "purpose"
    USED_UP = "used-up"


REASONS_VI = {
    WhyNot.NO_GROUND: "chưa có căn cứ tra cứu",
    WhyNot.TYPE_NOT_ACCEPTED: "loại giấy tờ không được dùng lại cho thành phần này",
    WhyNot.REVOKED: "đã bị thu hồi",
    WhyNot.SUPERSEDED: "đã được thay bằng giấy tờ mới",
    WhyNot.UNCONFIRMED: "cán bộ chưa xác nhận",
    WhyNot.OWNER_UNCONFIRMED: "chưa xác nhận chủ giấy tờ",
    WhyNot.OLD_NUMBER: "cấp sau ngày số cũ ghi trên giấy tờ hết giá trị, chưa chắc của người này",
    WhyNot.NOT_COMPARED: "chưa đối chiếu với bản chính",
    WhyNot.HIDDEN: "kết quả chưa trả cho công dân",
    WhyNot.ON_HOLD: "đang tạm giữ để kiểm tra",
    WhyNot.SIGNATURE_BAD: "chữ ký số không đạt",
    WhyNot.LEVEL_MISSING: "chữ ký chưa đủ dấu thời gian hoặc dữ liệu thu hồi",
    WhyNot.EXPIRED: "đã hết hạn",
    WhyNot.TOO_OLD: "cấp đã quá thời hạn mà thủ tục yêu cầu",
    WhyNot.ISSUER: "không rõ hoặc không đúng cơ quan cấp mà thủ tục yêu cầu",
    WhyNot.PURPOSE: "cấp cho mục đích khác",
    WhyNot.USED_UP: "chỉ dùng được một lần và đã dùng",
}
REASONS_EN = {
    WhyNot.NO_GROUND: "no ground was given",
    WhyNot.TYPE_NOT_ACCEPTED: "papers of this type do not serve this component again",
    WhyNot.REVOKED: "it was revoked",
    WhyNot.SUPERSEDED: "a newer paper replaced it",
    WhyNot.UNCONFIRMED: "no officer has confirmed it",
    WhyNot.OWNER_UNCONFIRMED: "its owner is not confirmed",
    WhyNot.OLD_NUMBER: "it was issued after the old number on it had ended; it may be somebody else's",
    WhyNot.NOT_COMPARED: "it was never compared with the original",
    WhyNot.HIDDEN: "the result was not returned to the citizen yet",
    WhyNot.ON_HOLD: "it is on hold",
    WhyNot.SIGNATURE_BAD: "its signature does not hold",
    WhyNot.LEVEL_MISSING: "its signature lacks a timestamp or revocation data",
    WhyNot.EXPIRED: "it has expired",
    WhyNot.TOO_OLD: "it was issued longer ago than the procedure allows",
    WhyNot.ISSUER: "it is not known to be issued by an agency that the procedure asks for",
    WhyNot.PURPOSE: "it was issued for another purpose",
    WhyNot.USED_UP: "it serves once and has served",
}


class Status(StrEnum):
    """What the desk does about a component."""

    REUSABLE = "reusable"
    ASK = "ask"
    NOT_NEEDED = "not_needed"
    FROM_DATABASE = "from_database"
    CHOOSE = "choose"


class IdentityCheck(StrEnum):
    """How an officer who helps at the counter made sure who the citizen is."""

    VNEID = "vneid"
    """Shown in the VNeID application."""
    CHIP_CARD = "chip-card"
    """Read from the chip of the identity card."""
    ID_ORIGINAL = "id-original"
    """The original of an identity paper was held against the face."""
    KNOWN_ACCOUNT = "known-account"
    """Signed in on the portal with an account whose identity is proved."""


@dc.dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for whose papers, and on what ground.

    Attributes:
        owner: whose papers.
        requester: who asks; the owner where nobody else is named.
        ground: self, parent, spouse, authority:PAPER or official.
        identity: how the officer who helps checked the requester's identity, None where nobody helps.
    """

    owner: OwnerId
    requester: str
    ground: str
    identity: IdentityCheck | None = None

    @property
    def assisted(self) -> bool:
        """Whether an officer files for the requester, who stays the one who asks."""
        return self.identity is not None

    def recorded(self) -> dict[str, object]:
        """Return what every event of reuse tells of who asked."""
        return {
            "owner": str(self.owner),
            "requester": self.requester,
            "ground": self.ground,
            "assisted": self.assisted,
            "identity_check": self.identity.value if self.identity else None,
        }


@dc.dataclass(frozen=True, slots=True)
class Candidate:
    """A kept paper that shows the owner's identifier, with all that the rules ask of it.

    `whose` says whose identifier it was found by: the owner's, or that of a relative, and `owner_name` how
    the paper calls them; `number_ended`, that the person had it no more when the paper was issued;
    `procedure` is that of the dossier it came in for; `description_n` tells which description says all this.
    """

    id: uuid.UUID
    code: str
    type: str
    title: str
    number: str
    stage: str
    standing: str
    held: bool
    presented: str | None
    owner_confirmed: bool
    came_signed: bool
    verdict: str | None
    level: str | None
    level_asked: str | None
    issuer: str
    issued_on: dt.date | None
    valid_until: dt.date | None
    no_expiry: bool
    received_at: dt.datetime
    dossier: str
    used_by: frozenset[str]
    words: str
    whose: str = "owner"
    number_ended: bool = False
    procedure: str = ""
    owner_name: str = ""
    description_n: int = 0


@dc.dataclass(frozen=True, slots=True)
class Offer:
    """A paper and whether it may serve.

    Attributes:
        candidate: the paper.
        why_not: None where it may serve.
        why: says it to the officer.
        type: slug as which it counts today, where its own type was renamed.
    """

    candidate: Candidate
    why_not: WhyNot | None
    why: str
    type: str


@dc.dataclass(frozen=True, slots=True)
class Answer:
    """What to do about one component.

    Attributes:
        component: its code.
        name: as published.
        required: whether the procedure always asks for it.
        status: what to do.
        offers: papers that were looked at, the best first.
        reason: code of why none serves, empty where one does.
        say: one sentence for the citizen.
        group: of the alternatives that it is one of, empty where it is none.
        option: the alternative of the group that it belongs to.
    """

    component: str
    name: str
    required: bool
    status: Status
    offers: tuple[Offer, ...]
    reason: str
    say: str
    group: str = ""
    option: str = ""
