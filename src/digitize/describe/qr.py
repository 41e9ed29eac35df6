"""What the codes on a paper say: of a dossier's paper, and of the chip identity card.

Must not overrule print: where both differ, both stay visible and an officer decides.
"""

import dataclasses as dc
import re
from collections.abc import Iterable, Sequence

from archive.values.description import Field, OwnerId, OwnerKind, Party, Role, Source
from archive.values.reading import QrCode
from digitize.describe.dates import compact_date
from digitize.describe.fields.receipt import DOSSIER, PROCEDURE
from digitize.describe.folding import squash
from digitize.describe.values import born_and_sex, iso, nfc

DOSSIER_ORDER = ("dossier_number", "procedure_code", "owner_id", "paper_name")
"""Order of the parts in a dossier's code; systems differ, so it is an argument of the describer."""

SEPARATOR = "TO-PHAN-CACH"
"""What the code on a separator sheet begins with."""

_SURE = 0.95
_DOUBT = 0.4


@dc.dataclass(frozen=True, slots=True)
class CodeSays:
    """What one code says.

    Attributes:
        fields: by name, source qr.
        paper_name: of a dossier's paper, else empty.
        party: holder of a chip card, None otherwise.
        is_card: the code is that of a chip card.
    """

    fields: dict[str, Field]
    paper_name: str
    party: Party | None
    is_card: bool


def read_codes(codes: Iterable[QrCode], order: Sequence[str] = DOSSIER_ORDER) -> list[CodeSays]:
    """Read the codes that have one of the two known forms; others are left alone."""
    read = (_card(code) or _dossier(code, order) for code in codes)
    return [says for says in read if says is not None]


def is_separator(code: QrCode) -> bool:
    """Say whether `code` stands on a separator sheet."""
    return code.payload.strip().upper().startswith(SEPARATOR)


def _card(code: QrCode) -> CodeSays | None:
    """Read `id|old id|name|ddmmyyyy|sex|residence|ddmmyyyy` of the chip card; newer ones say more behind."""
    parts = [nfc(part) for part in code.payload.split("|")]
    if len(parts) < 7 or not re.fullmatch(r"\d{12}", parts[0]) or not parts[2]:
        return None
    born, issued = compact_date(parts[3]), compact_date(parts[6])
    if born is None:
        return None
    values = {"number": parts[0], "owner_id": parts[0], "owner_name": parts[2], "date_of_birth": iso(born)}
    if squash(parts[4]) in ("nam", "nu"):
        values["sex"] = "Nam" if squash(parts[4]) == "nam" else "Nữ"
    if issued is not None:
        values["issued_on"] = iso(issued)
    holder = Party(Role.OWNER, parts[2], OwnerId(OwnerKind.CITIZEN, parts[0]), Source.QR)
    return CodeSays(_fields(code, values), "", holder, True)


def _dossier(code: QrCode, order: Sequence[str]) -> CodeSays | None:
    """Read the code of a dossier's paper: at least a dossier number and a procedure in their places."""
    parts = [nfc(part) for part in code.payload.split("|")]
    if len(parts) < len(order):
        return None
    values = {name: part for name, part in zip(order, parts, strict=False) if part}
    if not DOSSIER.fullmatch(values.get("dossier_number", "")):
        return None
    if not PROCEDURE.fullmatch(values.get("procedure_code", "")):
        return None
    name = values.pop("paper_name", "")
    if not re.fullmatch(r"\d{9,13}", values.get("owner_id", "")):
        values.pop("owner_id", None)
    return CodeSays(_fields(code, values), name, None, False)


def _fields(code: QrCode, values: dict[str, str]) -> dict[str, Field]:
    return {
        name: Field(name, value, code.payload, _SURE, code.page, code.box, Source.QR, "qr")
        for name, value in values.items()
    }


def join(printed: dict[str, Field], says: CodeSays) -> tuple[dict[str, Field], list[str]]:
    """Join what is printed and what a code says.

    Returns:
        The fields, and a sentence for each that differs. The printed value stays, with low confidence.
    """
    joined, differs = dict(printed), []
    for name, field in says.fields.items():
        mine = printed.get(name)
        if mine is None:
            if name != "owner_id" or says.is_card or _can_be_owner(field.value, printed):
                joined[name] = field
            else:
                differs.append(f"mã QR ghi số định danh {field.value}, không khớp người được in trên giấy")
        elif squash(mine.value) == squash(field.value):
            joined[name] = dc.replace(mine, confidence=max(mine.confidence, _SURE))
        else:
            joined[name] = dc.replace(mine, confidence=min(mine.confidence, _DOUBT))
            differs.append(f"{name}: chữ in “{mine.value}”, mã QR “{field.value}”")
    return joined, differs


def _can_be_owner(number: str, printed: dict[str, Field]) -> bool:
    """A dossier's code may name its applicant: never put that number beside another person's birth or sex."""
    told = born_and_sex(number)
    if told is None:
        return "owner_name" not in printed
    birth, sex = printed.get("date_of_birth"), printed.get("sex")
    if birth is None:
        return "owner_name" not in printed
    return birth.value[:4] == str(told[0]) and (sex is None or sex.value == told[1])


def code_party(says: CodeSays, parties: Sequence[Party]) -> Party | None:
    """Return the party that only the code names, None where a printed one has that number already."""
    if says.party is not None:
        return None if any(p.owner == says.party.owner for p in parties) else says.party
    field = says.fields.get("owner_id")
    if field is None or any(p.owner is not None and p.owner.number == field.value for p in parties):
        return None
    kind = OwnerKind.CITIZEN if len(field.value) in (9, 12) else OwnerKind.ORGANISATION
    # without a name: whose number it is, the code does not say
    return Party(Role.APPLICANT, "", OwnerId(kind, field.value), Source.QR)
