"""Which finder looks for which field.

Must not look for more than the type's list: what a paper does not have cannot be misread.
"""

from collections.abc import Callable, Iterable

from archive.values.description import Field
from digitize.describe.fields import (
    heading,
    issued,
    issuer,
    number,
    owner,
    parcel,
    receipt,
    signer,
    validity,
)
from digitize.describe.paper import PaperView

FINDERS: dict[str, Callable[[PaperView], Field | None]] = {
    "number": number.number,
    "issued_on": issued.issued_on,
    "issuer": issuer.issuer,
    "issuer_parent": issuer.issuer_parent,
    "signer": signer.signer,
    "title": heading.title,
    "abstract": heading.abstract,
    "owner_name": owner.owner_name,
    "owner_id": owner.owner_number,
    "date_of_birth": owner.date_of_birth,
    "sex": owner.sex,
    "place_of_birth": owner.place_of_birth,
    "valid_until": validity.valid_until,
    "dossier_number": receipt.dossier_number,
    "procedure_code": receipt.procedure_code,
    "due_on": receipt.due_on,
    "parcel": parcel.parcel,
    "map_sheet": parcel.map_sheet,
    "land_address": parcel.land_address,
}


def find_fields(paper: PaperView, names: Iterable[str]) -> dict[str, Field]:
    """Look for the fields `names` on `paper`; those that are not found are left out."""
    found = {name: FINDERS[name](paper) for name in names if name in FINDERS}
    return {name: field for name, field in found.items() if field is not None}
