"""How the names of bodies and of papers begin: `SỞ …`, `ỦY BAN NHÂN DÂN …`; `GIẤY …`, `NGHỊ QUYẾT …`.

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
    kho bac; cong chung; vpcc; tram; hat; hoi; doan; lien doan; lam truong; nong truong; xi nghiep; nha may;
    quan khu; quan doan; su doan; bo chi huy; bo tu lenh
    """
)


_NO_BODY = re.compile(
    r"(?:truong|pho truong|ky|chanh) (?:cong an|doan|ban|phong|khoa|thue|tram|bo mon)\b(?! \w+ \w+ \w+)"
    r"|cong chung vien|vien chuc\b|hoi dong (?:xet|ky luat|tuyen)"
)
"""Capacities and the like that begin as bodies do: `TRƯỞNG CÔNG AN`, folded like `TRƯỜNG …`."""


_NO_BOARD = re.compile(r"b[áàảãạâấầẩẫậăắằẳẵặ]n ")
"""With its marks: `BÁN TRÚ` goes on with the name of a school, `BAN QUẢN LÝ …` begins one."""
_IS_PAPER = re.compile(r"bản \w")
"""Folded, `BẢN KHAI …` begins like `BAN QUẢN LÝ …`."""
_PAPERS = phrases(
    """
    giay; bang; don; to khai; to trinh; quyet dinh; thong bao; bien ban; the; chung chi; trich luc; phieu;
    hop dong; bao cao; ke hoach; nghi quyet; ban an; can cuoc; xac nhan; chung nhan; hoa don; bien lai; so ho
    khau; ho chieu; so yeu ly lich; van ban; thu; lenh; chi thi; huong dan; de an; phuong an; chung thu; cam
    ket; di chuc; loi chung; bang diem; hoc ba; danh sach; ban sao; ban cam ket; ban tuong trinh
    """
)


def begins_heading(text: str) -> bool:
    """Say whether `text` begins with the word for a kind of paper: `GIẤY …`, `NGHỊ QUYẾT`."""
    if _IS_PAPER.match(text.lower().strip(" .:-*“\"'")):
        return True
    words = fold(text).strip(" .:-*“\"'")
    return any(words == paper or words.startswith(f"{paper} ") for paper in _PAPERS)


_STATE = phrases(
    """
    uy ban nhan dan; ubnd; chi cuc; cuc; so; bo; cong an; kho bac; thue; tong cuc;
    bao hiem xa hoi; bhxh; toa an
    """
)
_ORGANISATIONS = phrases(
    "vien; trung tam; van phong; cong ty; chi nhanh; doanh nghiep; hop tac xa; ngan hang"
)


def begins_organisation(text: str) -> bool:
    """Say whether `text` begins as the names of organisations with a code of their own do."""
    return any(fold(text).startswith(f"{body} ") for body in _ORGANISATIONS)


def begins_state_body(text: str) -> bool:
    """Say whether `text` begins as the names of authorities do, not of firms."""
    return begins_body(text) and any(fold(text).startswith(f"{body} ") for body in _STATE)


def begins_body(text: str) -> bool:
    """Say whether `text` begins with the word for a kind of body and its name (`SỞ …`, `ỦY BAN NHÂN DÂN`).

    A short word alone is none: folded, the place name `PHONG` is `PHÒNG`.
    """
    words = fold(text).strip(" .:-*“\"'")
    if _NO_BOARD.match(text.lower().strip(" .:-*“\"'")):
        return False
    if text.lower().startswith("số ") and (":" in text or not is_capitals(text)):
        return False  # `Số CCCD` is folded like `SỞ`
    if re.match(r"\w+\W+\d", words) or _NO_BODY.match(words) or begins_heading(text):
        return False
    return any(words.startswith(f"{body} ") or (words == body and " " in body) for body in _BODIES)
