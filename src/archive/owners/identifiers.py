"""Reads identifiers of persons and organisations as people write them.

Must not look them up: whether somebody has the number is the repository's question.
"""

import re
import unicodedata

from archive.errors import BadValue
from archive.values.description import OwnerId, OwnerKind, Role

_DIGITS = {OwnerKind.CITIZEN: {9, 12}, OwnerKind.ORGANISATION: {10, 13}, OwnerKind.HOUSEHOLD: {10, 12, 13}}
_PERSONAL = 12
_BRANCH = re.compile(r"^(\d{10})-(\d{3})$")
PEOPLE = (OwnerKind.CITIZEN, OwnerKind.FOREIGNER)
_OF_PEOPLE = (Role.SPOUSE, Role.CHILD, Role.PARENT)
_PASSPORT = re.compile(r"^[0-9A-Z]{5,20}-[A-Z]{2,3}$")


def parse_owner(text: str) -> OwnerId:
    """Return `[KIND:]NUMBER` as an identifier; bare 9 or 12 digits mean a citizen, 10 or 13 an organisation.

    Raises:
        BadValue: an unknown kind, or a number that cannot be of that kind.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    kind_text, _, number = plain.rpartition(":")
    number = _BRANCH.sub(r"\1\2", number.replace(" ", "").replace(".", ""))
    kind = _kind(kind_text.lower(), number, text)
    if kind is OwnerKind.FOREIGNER:
        fits = bool(_PASSPORT.match(number.upper()))
        number = number.upper()
    else:
        fits = number.isascii() and number.isdigit() and len(number) in _DIGITS[kind]
    if not fits:
        raise _bad(text)
    return OwnerId(kind, number)


def parse_owner_role(text: str) -> tuple[OwnerId, Role]:
    """Return `[KIND:]NUMBER[:ROLE]` as an identifier and a role, by default the applicant.

    Raises:
        BadValue: as `parse_owner`, or nobody of that kind is a spouse, child or parent.
    """
    head, _, last = text.rpartition(":")
    if not head or last not in {role.value for role in Role}:
        return parse_owner(text), Role.APPLICANT
    owner, role = parse_owner(head), Role(last)
    if role in _OF_PEOPLE and owner.kind not in PEOPLE:
        raise BadValue(
            value=text, name="owner",
            why_vi=f"tổ chức, hộ không thể là {role.value}; chỉ người mới có vai ấy",
            why_en=f"an organisation or household is nobody's {role.value}: only people are",
        )  # fmt: skip
    return owner, role


def born_in(owner: OwnerId) -> int | None:
    """Return the year of birth that a personal number tells, None where it tells none.

    Foreigners' numbers of twelve digits tell none either, but may look as if they did.

    Source: Decree 137/2015/NĐ-CP, article 13 (century and sex, then the year's last two digits).
    """
    digits = owner.number
    if owner.kind is not OwnerKind.CITIZEN or len(digits) != _PERSONAL or not digits.isdigit():
        return None
    century = 1900 + int(digits[3]) // 2 * 100
    return century + int(digits[4:6]) if century in (1900, 2000) else None


def _kind(word: str, number: str, text: str) -> OwnerKind:
    if word:
        if word not in {kind.value for kind in OwnerKind}:
            raise _bad(text)
        return OwnerKind(word)
    return OwnerKind.ORGANISATION if len(number) in {10, 13} else OwnerKind.CITIZEN


def _bad(text: str) -> BadValue:
    return BadValue(
        value=text,
        name="owner",
        why_vi="cần LOẠI:SỐ, ví dụ citizen:033184582405, organisation:0900123456, foreigner:C1234567-LAO",
        why_en="write KIND:NUMBER: citizen:033184582405, organisation:0900123456, foreigner:C1234567-LAO",
    )
