"""Numbers and names as they stand on papers: identifiers, tax codes, names of people.

Must not know where on a paper they stand.
"""

import dataclasses as dc
import datetime as dt
import re
import unicodedata

from archive.values.description import OwnerId, OwnerKind
from digitize.describe.folding import as_digits, fold, is_capitals, phrases

_SURNAMES = frozenset(
    phrases(
        """
        nguyen; tran; le; pham; hoang; huynh; phan; vu; vo; dang; bui; do; ho; ngo; duong; ly; dao;
        doan; vuong; trinh; truong; dinh; lam; phung; mai; to; ha; cao; chu; ta; quach; tang; thai;
        luu; kieu; luong; nghiem; la; giang; tieu; diep; bach; khuc; than; tong; trieu; ong; lu; tu;
        mac; au; ninh; thach; nong; hua; ma; ban; vi; lo; quang; giap; dam; cu; sam; be; on; lai;
        chau; danh; kim; son; lieu; hau; du; mong; lau; hang; sung; thao; vang; ton; tao; cam; y;
        khong; ung; luc; dau; khuat; tiet; phi; lac; uong; khieu; tham; khang; leo; deo; mua; xong;
        moong; giang; neang; ksor; rcom; rmah; siu; kpa; nay; ayun; eban; nie; mlo; hmok; kbuor; krong;
        adrong; knul; bkrong; lieng; cil; kon; bon; h
        """
    )
)
_BEHIND_VAN = frozenset(phrases("phong; ban; hoa; thu; bang; kien; nghe; minh; hien; mieu; dong"))
_NO_NAMES = frozenset(phrases("ban nhan; ho so; ho tich; ho khau; ho kinh; ho gia"))
"""`Ban nhân dân`, `Hồ sơ`, `Hộ kinh doanh`: first words are surnames as well."""
_RANKS = frozenset(
    phrases(
        """
        ong; ba; anh; chi; ths; ts; pgs; gs; bs; bsi; bsck; cn; ks; luat; su; dai; ta; thuong;
        trung; thieu; tuong; uy; bac; si; tien; thac; dr; mr; mrs; bscki; bsckii;
        thsbs; tsbs; pgsts; gsts; dscki; dsckii
        """
    )
)
_DOCTORS = ("y si", "y ta", "y bac")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def nfc(text: str) -> str:
    """Return `text` in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dc.dataclass(frozen=True, slots=True)
class Digits:
    """A run of digits; `clean` where no letter had to be taken for a digit."""

    number: str
    clean: bool


def digits_of(text: str) -> Digits | None:
    """Return the digits of one word such as `033184582405`, or None where it is none.

    Letters count as the digits they look like only when most of the word are digits.
    """
    bare = text.strip(".,;:()/")
    turned = as_digits(bare)
    if not turned.isdecimal() or not turned.isascii():
        return None
    real = sum(c.isdecimal() for c in bare)
    if real * 4 < len(bare) * 3:
        return None
    return Digits(turned, real == len(bare))


def owner_of(number: str) -> OwnerId | None:
    """Return the identifier that a bare number is: 9 or 12 digits a citizen, 10 or 13 an organisation."""
    if len(number) in (9, 12):
        return OwnerId(OwnerKind.CITIZEN, number)
    if len(number) in (10, 13):
        return OwnerId(OwnerKind.ORGANISATION, number)
    return None


def born_and_sex(number: str) -> tuple[int, str] | None:
    """Return (year of birth, Nam or Nữ) that a 12-digit personal id says; None for other numbers.

    Source: Decree 70/2024/NĐ-CP; the fourth digit is century and sex, the fifth and sixth the year.
    """
    if len(number) != 12 or not number.isdecimal():
        return None
    century, sex = divmod(int(number[3]), 2)
    return 1900 + 100 * century + int(number[4:6]), "Nữ" if sex else "Nam"


def tax_code_holds(code: str) -> bool:
    """Say whether the check digit of a 10- or 13-digit tax code is right.

    Source: Circular 105/2020/TT-BTC art. 5: the tenth digit is the check digit.
    """
    if len(code) not in (10, 13) or not code.isdecimal():
        return False
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, code, strict=False))
    return int(code[9]) == 10 - total % 11


def looks_like_name(words: list[str]) -> bool:
    """Say whether `words` can be a person's name: two to seven words, each beginning with a capital."""
    if not 2 <= len(words) <= 7:
        return False
    bare = [word.strip(".,;:()") for word in words]
    return all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in bare)


def begins_with_surname(words: list[str]) -> bool:
    """Say whether the first of `words` is a usual surname; `Văn phòng` and `Công văn` begin otherwise."""
    first, second = ([fold(word).strip(".,:;") for word in words[:2]] + ["", ""])[:2]
    if first == "van":
        return bool(second) and second not in _BEHIND_VAN
    if f"{first} {second}" in _NO_NAMES:
        return False
    return first in _SURNAMES or (first == "cong" and second in ("tang", "huyen"))


def is_printed_name(words: list[str]) -> bool:
    """Say whether `words` are a name without doubt: a usual surname, all of it in one manner of writing."""
    if not looks_like_name(words) or not begins_with_surname(words):
        return False
    # `Y` and `H'` are capitals in either manner
    return len({is_capitals(word) for word in words if len(fold(word)) > 1}) <= 1


def without_rank(words: list[str]) -> list[str]:
    """Drop ranks and titles before a name: `Đại tá`, `ThS.`, `Ông`."""
    left = list(words)
    if len(left) > 3 and fold(" ".join(left[:2])) in _DOCTORS:  # `Y` is a surname as well
        left = left[2:]
    while len(left) > 2 and _is_rank(left[0]) and not _surname_follows_as_rank(left):
        left.pop(0)
    return left


def _is_rank(word: str) -> bool:
    """Say whether `word` is a rank, or abbreviated as only ranks are (`BSCKI.`, `ThS.BS.`)."""
    return fold(word).replace(".", "").strip(",:") in _RANKS or (
        word.endswith(".") and len(word) > 2 and not word.islower()
    )


def _surname_follows_as_rank(words: list[str]) -> bool:
    """Keep `Tạ Thị Hoa` whole: Tạ is a surname as well as, misread, a rank (`tá`)."""
    return fold(words[0]) in _SURNAMES and not begins_with_surname(words[1:])


def iso(date: dt.date) -> str:
    """Return `date` as the catalogue of fields writes it."""
    return date.isoformat()
