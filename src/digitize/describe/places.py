"""Units of administration by date: codes of provinces in personal numbers, and what ended on 1/7/2025.

Must not know papers.
"""

import datetime as dt
import re

from digitize.describe.folding import fold, phrases, squash

PROVINCE_CODES = frozenset(
    f"{int(code):03}"
    for code in phrases(
        """
        1; 2; 4; 6; 8; 10; 11; 12; 14; 15; 17; 19; 20; 22; 24; 25; 26; 27; 30; 31; 33; 34; 35; 36; 37; 38;
        40; 42; 44; 45; 46; 48; 49; 51; 52; 54; 56; 58; 60; 62; 64; 66; 67; 68; 70; 72; 74; 75; 77; 79; 80;
        82; 83; 84; 86; 87; 89; 91; 92; 93; 94; 95; 96
        """
    )
)
"""First three digits of a personal number. Source: Circular 07/2016/TT-BCA, appendix I."""

_TWO_LEVELS = dt.date(2025, 7, 1)
"""From here on there are no districts (Law 72/2025/QH15), and 34 provinces (Resolution 202/2025/QH15)."""
_ENDED = frozenset(
    map(
        squash,
        phrases(
            """
            Hà Giang; Yên Bái; Bắc Kạn; Vĩnh Phúc; Hòa Bình; Bắc Giang; Thái Bình; Hải Dương; Hà Nam;
            Nam Định; Quảng Bình; Quảng Nam; Kon Tum; Bình Định; Phú Yên; Ninh Thuận; Đắk Nông; Bình Thuận;
            Bình Dương; Bà Rịa - Vũng Tàu; Bình Phước; Long An; Tiền Giang; Bến Tre; Trà Vinh; Sóc Trăng;
            Hậu Giang; Bạc Liêu; Kiên Giang
            """
        ),
    )
)
_DISTRICT = re.compile(r"\b(?:ubnd|uy ban nhan dan|cong an)\s+(?:huyen|quan|thi xa)\b")
_PROVINCE = re.compile(r"\btinh\s+((?:\w+[\s-]*){1,4})$")


def ended_before(body: str, day: dt.date) -> bool:
    """Say whether the unit that `body` is named after had ended by `day`: a district, a merged province."""
    if day < _TWO_LEVELS:
        return False
    folded = fold(body)
    province = _PROVINCE.search(folded)
    return bool(_DISTRICT.search(folded)) or (province is not None and squash(province[1]) in _ENDED)
