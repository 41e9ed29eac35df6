"""The spelling of provinces in the names of bodies, where reading lost or changed the marks.

Must not guess: only a name that agrees in every letter without marks, right behind `TỈNH` or
`THÀNH PHỐ`, is put right.
"""

from collections.abc import Iterator

from digitize.describe.folding import fold, is_capitals, phrases, same_but_for_tone_places, squash

_NAMES = phrases(
    """
    An Giang; Bà Rịa - Vũng Tàu; Bắc Giang; Bắc Kạn; Bạc Liêu; Bắc Ninh; Bến Tre; Bình Định; Bình Dương;
    Bình Phước; Bình Thuận; Cà Mau; Cần Thơ; Cao Bằng; Đà Nẵng; Đắk Lắk; Đắk Nông; Điện Biên; Đồng Nai;
    Đồng Tháp; Gia Lai; Hà Giang; Hà Nam; Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình;
    Hồ Chí Minh; Huế; Hưng Yên; Khánh Hòa; Kiên Giang; Kon Tum; Lai Châu; Lâm Đồng; Lạng Sơn; Lào Cai;
    Long An; Nam Định; Nghệ An; Ninh Bình; Ninh Thuận; Phú Thọ; Phú Yên; Quảng Bình; Quảng Nam; Quảng
    Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh; Thái Bình; Thái Nguyên; Thanh Hóa; Thừa
    Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc; Yên Bái
    """
)
"""Of before and after 1/7/2025; papers of provinces that were merged stay valid."""

_UNITS = ("Tỉnh", "Thành phố")
_BEFORE_NAMES = ("tinh", "huyen", "quan", "xa", "phuong", "pho")
_LONGEST = 4
_BY_KEY = {squash(name): name for name in _NAMES}


def with_provinces_spelt(text: str) -> str:
    """Return the name of a body with its province as it is written: `TÍNH TIÊN GIANG` → `TỈNH TIỀN GIANG`."""
    words = text.split()
    for unit in _UNITS:
        size = len(unit.split())
        for at in _places(words, unit):
            for length in range(_LONGEST, 0, -1):
                read = words[at + size : at + size + length]
                name = _BY_KEY.get(squash(" ".join(read)))
                if name is not None and len(name.split()) == len(read):
                    words[at : at + size] = _spelt(words[at : at + size], unit)
                    words[at + size : at + size + length] = _spelt(read, name)
                    break
    return " ".join(words)


def is_province(text: str) -> bool:
    """Say whether `text` is the name of a province, with or without its marks."""
    return squash(text) in _BY_KEY


def is_cut_short(text: str) -> bool:
    """Say whether the name of a body ends before its place does: `UBND HUYỆN`, `CÔNG AN TỈNH LÀO`."""
    words = text.split()
    key = squash(" ".join(words[-2:]))
    if key.endswith(_BEFORE_NAMES) and len(words) > 1 and squash(words[-1]) in _BEFORE_NAMES:
        return True
    last = next((at for at in range(len(words) - 1, 0, -1) if squash(words[at - 1]) in ("tinh", "pho")), None)
    name = squash(" ".join(words[last:])) if last is not None else ""
    begun = any(known.startswith(name) and known != name for known in _BY_KEY)
    return bool(name) and name not in _BY_KEY and begun


def _places(words: list[str], unit: str) -> Iterator[int]:
    size = len(unit.split())
    return (
        at
        for at in range(len(words) - size)
        if squash(" ".join(words[at : at + size])) == squash(unit) and fold(words[at]).isalpha()
    )


def _spelt(read: list[str], known: str) -> list[str]:
    """Return `known` in the manner of `read`; `read` itself where only the place of a tone differs."""
    manner = known.upper() if is_capitals(" ".join(read)) else known
    if " ".join(read).islower():
        manner = known.lower()
    pairs = zip(read, manner.split(), strict=True)
    return [mine if same_but_for_tone_places(mine, theirs) else theirs for mine, theirs in pairs]
