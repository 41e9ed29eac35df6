"""Which role a person has on which type of paper.

Must not look at words: named/ finds the names, this says what they mean on a type.
Types are told apart by slug; a type that an administrator adds has owners.
"""

from archive.values.description import OTHER_TYPE, Role

_BY_TYPE: dict[str, Role | None] = {
    "giay-khai-sinh": Role.CHILD,
    "trich-luc-khai-sinh": Role.CHILD,
    "to-khai-dang-ky-khai-sinh": Role.CHILD,
    "giay-chung-nhan-ket-hon": Role.SPOUSE,
    "giay-chung-nhan-quyen-su-dung-dat": Role.RIGHT_HOLDER,
    "hop-dong-chuyen-nhuong-quyen-su-dung-dat": Role.GIVER,
    "giay-uy-quyen": Role.GIVER,
    "giay-tiep-nhan-ho-so": Role.APPLICANT,
}
_FORMS = ("to-khai", "don-")
_LETTERS = frozenset({"cong-van", "quyet-dinh", "thong-bao", "to-trinh", "bien-ban"})

_OF_CONTRACTS = frozenset({Role.GIVER, Role.TAKER, Role.RIGHT_HOLDER})

ONE_PERSON_CARDS = frozenset({"can-cuoc", "the-bao-hiem-y-te"})
"""Cards on which every identifier is the holder's, also above the name and on the back."""

CODE_FIRST = frozenset({"giay-chung-nhan-dang-ky-doanh-nghiep", "giay-chung-nhan-dang-ky-ho-kinh-doanh"})
"""Certificates that print the code of the organisation over its name."""

AUTHORISATION = "giay-uy-quyen"
CONTRACTS = frozenset({AUTHORISATION, "hop-dong-chuyen-nhuong-quyen-su-dung-dat"})
"""Papers that two sides sign; whoever certifies them issues them."""
OF_TWO_SIDES = CONTRACTS | {"don-de-nghi"}
"""Papers on which an organisation whose name stands in the head has a part of its own."""

_MANY = {
    Role.SPOUSE: 2,
    Role.PARENT: 2,
    Role.RIGHT_HOLDER: 50,
    Role.GIVER: 50,
    Role.TAKER: 50,
    Role.NAMED: 50,
}


def plain_role(slug: str) -> Role:
    """Return the role of a person whose label says nothing more than `Họ và tên`."""
    role = _BY_TYPE.get(slug)
    if role is not None:
        return role
    return Role.APPLICANT if slug.startswith(_FORMS) else Role.OWNER


def role_on(slug: str, printed: Role) -> Role:
    """Return what a printed role means on a type.

    An applicant is the paper's own on applications, declarations and receipts only: who asked for an
    extract of another's birth is named on it, no more.
    """
    if printed in _OF_CONTRACTS and is_letter(slug):
        return Role.NAMED if printed is Role.TAKER else plain_role(slug)
    if printed in (Role.OWNER, Role.RIGHT_HOLDER) and is_form(slug):  # `Chủ đầu tư` asks for a permit
        return plain_role(slug)
    if printed in (Role.SPOUSE, Role.CHILD) and plain_role(slug) is not printed:
        # who is only named on another's paper must never be offered it as their own; land is a couple's
        couples = printed is Role.SPOUSE and plain_role(slug) is Role.RIGHT_HOLDER
        return Role.RIGHT_HOLDER if couples else Role.NAMED
    if printed is not Role.APPLICANT or is_form(slug) or plain_role(slug) is Role.APPLICANT:
        return printed
    return Role.OWNER if slug == OTHER_TYPE else Role.NAMED


def owning_roles(slug: str) -> frozenset[Role]:
    """Return the parts of which the first one on a paper owns it."""
    if slug == OTHER_TYPE:
        return frozenset(Role) - {Role.NAMED, Role.PARENT, Role.TAKER}
    return frozenset({Role.APPLICANT if is_form(slug) else plain_role(slug), Role.OWNER})


def is_form(slug: str) -> bool:
    """Say whether a citizen wrote the paper: no body issued it, and the applicant signs."""
    return slug.startswith(_FORMS)


def is_letter(slug: str) -> bool:
    """Say whether people are only mentioned in running text on this type."""
    return slug in _LETTERS


def how_many(role: Role) -> int:
    """Return how many people of this role one paper can have; others are mentioned, not parties."""
    return _MANY.get(role, 1)


def owner_rank(role: Role, slug: str) -> int:
    """Return the order of parties on a paper: the owner of the paper first."""
    first = Role.APPLICANT if is_form(slug) else plain_role(slug)
    order = [
        first,
        Role.OWNER,
        Role.CHILD,
        Role.SPOUSE,
        Role.RIGHT_HOLDER,
        Role.GIVER,
        Role.TAKER,
        Role.PARENT,
    ]
    return order.index(role) if role in order else len(order)
