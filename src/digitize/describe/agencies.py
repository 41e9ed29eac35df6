"""How the names of bodies begin: `SỞ …`, `ỦY BAN NHÂN DÂN …`, `Công ty …`.

Must not know where on a paper a body stands.
"""

import re

from digitize.describe.folding import fold, is_capitals, phrases

_BODIES = phrases(
    """
    uy ban nhan dan; ubnd; hoi dong nhan dan; hdnd; bo; so; cuc; chi cuc; tong cuc; phong; cong an; van
    phong; trung tam; ban; hoi dong; toa an; vien; truong; benh vien; cong ty; thanh tra; dai hoc; bao
    hiem xa hoi; bhxh; dai su quan; tong lanh su quan; lanh su quan; ca; thue; bo phan; huyen uy; tinh uy;
    thanh uy; dang uy; mat tran; hoc vien; doi; ngan hang; hop tac xa; tap doan; tong cong ty; chi nhanh;
    kho bac; cong chung; tram; hat; hoi; doan; lien doan
    """
)


def begins_body(text: str) -> bool:
    """Say whether `text` begins with the word for a kind of body and its name (`SỞ …`, `ỦY BAN NHÂN DÂN`).

    A short word alone is none: folded, the place name `PHONG` is `PHÒNG`.
    """
    words = fold(text).strip(" .:-*“\"'")
    if text.lower().startswith("số ") and (":" in text or not is_capitals(text)):
        return False  # `Số CCCD` is folded like `SỞ`
    if re.match(r"\w+\W+\d", words):
        return False
    return any(words.startswith(f"{body} ") or (words == body and " " in body) for body in _BODIES)
