"""The receipt hands over: its QR code says whose dossier the papers scanned with and after it belong to.

Must not overrule the officer: what was given by hand holds, and where a receipt says otherwise it is told.
Must not follow the codes of other papers: they name the dossier that the paper came from.
"""

import dataclasses as dc
from collections.abc import Iterable, Sequence

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.clock import today
from archive.dossiers.models import Dossier
from archive.owners.identifiers import parse_owner_role
from archive.values.reading import Notice, PageText, QrCode
from desk.house import House
from desk.pipeline.receive import ACTION, Handed, Spooled, look_at
from digitize.describe.folding import squash
from digitize.describe.qr import is_separator, read_codes
from digitize.describe.separating import cover_of
from digitize.errors import DigitizeError

TYPE = "giay-tiep-nhan-ho-so"
_LENGTHS = (9, 10, 12, 13)
"""Digits of the numbers of citizens and organisations (a bare number says which of the two)."""
CODES = ("receipt-other-dossier", "receipt-differs")


@dc.dataclass(frozen=True, slots=True)
class DossierReceipt:
    """What the code of a receipt says; `owner` is empty where the code has no number that can be one."""

    dossier: str
    procedure: str
    owner: str


@dc.dataclass(frozen=True, slots=True)
class ReceiptReader:
    """Knows a receipt by its code.

    Attributes:
        order: of the parts of a dossier's code (SOHOA_CODE_ORDER).
        titles: under which receipts are printed, squashed; their codes name the paper so.
    """

    order: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, house: House) -> "ReceiptReader":
        """Return the reader of this house: settings and the catalogue of today say how receipts look."""
        with house.database.reading() as session:
            kind = catalogue.document_type(session, TYPE, today(house.clock))
            titles = tuple(squash(title) for title in kind.titles) if kind else ()
        return cls(tuple(house.settings.code_order.split("|")), titles)

    def receipt(self, codes: Iterable[QrCode]) -> DossierReceipt | None:
        """Return what the receipt's code among `codes` says, None where there is none."""
        for says in read_codes(codes, self.order):
            if squash(says.paper_name).startswith(self.titles):
                told = {name: field.value for name, field in says.fields.items()}
                owner = told.get("owner_id", "")
                return DossierReceipt(
                    told["dossier_number"], told["procedure_code"], owner if len(owner) in _LENGTHS else ""
                )
        return None


class Counter:
    """What the files of one call are handed in with: as the officer says, else as the last receipt says."""

    def __init__(self, house: House, given: Handed) -> None:
        self._house, self._given = house, given
        self._last: DossierReceipt | None = None

    def handed(self, actor: Actor, files: Sequence[Spooled]) -> Handed:
        """Return what one paper's or run's files are handed in with; may still lack what nobody said.

        Raises:
            DigitizeError: the first file is refused; the refusal is recorded.
        """
        if self._given.whole:
            return self._given
        # What cannot be opened may be the next receipt: nothing after it goes to the dossier before.
        last, self._last = self._last, None
        try:
            self._last = self._receipt_of(files[0]) or last
        except DigitizeError as error:
            names = ", ".join(file.name for file in files)
            self._house.refused(actor, ACTION, self._given.dossier, error, file=names)
            raise
        return completed(self._given, self._last)

    def _receipt_of(self, file: Spooled) -> DossierReceipt | None:
        """Return what a receipt on top of a file says; separator sheets may lie on it."""
        for page in range(1, look_at(self._house, file).pages + 1):
            codes = self._house.reader.codes(file.path, page)
            if not any(is_separator(code) for code in codes):
                return ReceiptReader.of(self._house).receipt(codes)
        return None


def completed(given: Handed, receipt: DossierReceipt | None) -> Handed:
    """Fill in what was not given; the receipt of another dossier than the one given fills in nothing."""
    if receipt is None or (given.dossier and not _same(given.dossier, receipt.dossier)):
        return given
    owners = (parse_owner_role(receipt.owner),) if receipt.owner else ()
    return dc.replace(
        given,
        owners=given.owners or owners,
        procedure=given.procedure or receipt.procedure,
        dossier=given.dossier or receipt.dossier,
    )


def notices_of(
    pages: Sequence[PageText], dossier: Dossier, reader: ReceiptReader
) -> dict[int, tuple[Notice, ...]]:
    """Return what receipts make us tell of each page of a run.

    A receipt of another dossier is told of its own page and of every page after it, until a cover sheet or
    the next receipt; one of this dossier that names another procedure or applicant, of its own page.
    """
    told: dict[int, tuple[Notice, ...]] = {}
    after: tuple[Notice, ...] = ()
    for page in pages:
        receipt = reader.receipt(page.codes)
        if receipt is not None or cover_of(page) is not None:
            after = ()
        if receipt is not None and not _same(receipt.dossier, dossier.number):
            after = (_other_dossier(receipt.dossier, dossier.number),)
        told[page.number] = after
        if receipt is not None and not after and not _fits(receipt, dossier):
            told[page.number] = (_differs(receipt, dossier),)
    return told


def _same(number: str, other: str) -> bool:
    return number.casefold() == other.casefold()


def _fits(receipt: DossierReceipt, dossier: Dossier) -> bool:
    return receipt.procedure == dossier.procedure_code and receipt.owner in ("", dossier.applicant_number)


def _other_dossier(named: str, ours: str) -> Notice:
    return Notice(
        "receipt-other-dossier",
        f"Giấy tiếp nhận ghi hồ sơ {named}, nhưng giấy tờ quét cùng và sau nó đang được tiếp nhận vào hồ sơ "
        f"{ours} và vẫn nằm ở đó; nếu nhầm, hãy không tiếp nhận rồi quét lại vào đúng hồ sơ.",
        f"The receipt names dossier {named}, but what is scanned with and after it was taken into dossier "
        f"{ours} and stays there; if that is wrong, reject it and scan it into its own dossier.",
    )


def _differs(receipt: DossierReceipt, dossier: Dossier) -> Notice:
    said = f"{receipt.procedure}, {receipt.owner or '–'}"
    ours = f"{dossier.procedure_code}, {dossier.applicant_number}"
    return Notice(
        "receipt-differs",
        f"Mã QR của giấy tiếp nhận ghi thủ tục, chủ hồ sơ: {said}; hồ sơ được tiếp nhận với: {ours}. Điều "
        "cán bộ nhập được giữ; hãy kiểm tra.",
        f"The receipt's code has procedure and applicant {said}; the dossier was taken in with {ours}. What "
        "the officer gave holds; check it.",
    )
