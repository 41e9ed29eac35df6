"""Pages as a reader would give them, set from lines of text; and what reading does to letters.

Must not know the rules: it only prints.
"""

import dataclasses as dc
import random
from collections.abc import Sequence

from archive.values.reading import Box, PageText, QrCode, Word
from digitize.ports import TypeRule

WIDTH, HEIGHT, LEFT, RIGHT = 1654, 2339, 236, 1534
_PITCH, _SIZE = 54, 34

_FIELDS = (
    "number", "issued_on", "issuer", "issuer_parent", "signer", "title", "abstract", "owner_name", "owner_id",
    "date_of_birth", "sex", "place_of_birth", "valid_until", "dossier_number", "procedure_code", "due_on",
    "parcel", "map_sheet", "land_address",
)  # fmt: skip


def rule(
    slug: str, name: str, *titles: str, symbols: Sequence[str] = (), words: Sequence[str] = ()
) -> TypeRule:
    """Make a type with every field."""
    return TypeRule(slug, name, titles, tuple(symbols), tuple(words), _FIELDS, "lasting", True)


TYPES = (
    rule("can-cuoc", "Thẻ căn cước / Căn cước công dân (hai mặt)", "CĂN CƯỚC CÔNG DÂN", "CĂN CƯỚC"),
    rule("giay-khai-sinh", "Giấy khai sinh", "GIẤY KHAI SINH"),
    rule("trich-luc-khai-sinh", "Trích lục khai sinh (bản sao)", "TRÍCH LỤC KHAI SINH"),
    rule("giay-chung-nhan-ket-hon", "Giấy chứng nhận kết hôn", "GIẤY CHỨNG NHẬN KẾT HÔN"),
    rule("giay-xac-nhan-tinh-trang-hon-nhan", "Giấy xác nhận tình trạng hôn nhân"),
    rule(
        "giay-chung-nhan-quyen-su-dung-dat",
        "Giấy chứng nhận quyền sử dụng đất",
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        words=("Thửa đất số", "Tờ bản đồ số"),
    ),
    rule(
        "hop-dong-chuyen-nhuong-quyen-su-dung-dat",
        "Hợp đồng chuyển nhượng quyền sử dụng đất",
        "HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT",
    ),
    rule("giay-chung-nhan-dang-ky-doanh-nghiep", "Giấy chứng nhận đăng ký doanh nghiệp"),
    rule("giay-chung-nhan-dang-ky-ho-kinh-doanh", "Giấy chứng nhận đăng ký hộ kinh doanh"),
    rule("giay-phep-xay-dung", "Giấy phép xây dựng", "GIẤY PHÉP XÂY DỰNG", symbols=("/GPXD",)),
    rule("quyet-dinh", "Quyết định", "QUYẾT ĐỊNH", symbols=("/QĐ",), words=("Điều 1", "Căn cứ")),
    rule("cong-van", "Công văn", words=("V/v", "Kính gửi", "Nơi nhận")),
    rule("thong-bao", "Thông báo", "THÔNG BÁO", symbols=("/TB",)),
    rule("giay-xac-nhan-cu-tru", "Giấy xác nhận thông tin về cư trú (CT07)", "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ"),
    rule("to-khai-thay-doi-thong-tin-cu-tru", "Tờ khai thay đổi thông tin cư trú (CT01)"),
    rule("to-khai-dang-ky-khai-sinh", "Tờ khai đăng ký khai sinh", "TỜ KHAI ĐĂNG KÝ KHAI SINH"),
    rule("don-de-nghi", "Đơn đề nghị", "ĐƠN ĐỀ NGHỊ", "ĐƠN XIN"),
    rule("giay-uy-quyen", "Giấy ủy quyền", "GIẤY ỦY QUYỀN"),
    rule("giay-tiep-nhan-ho-so", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    rule("khac", "Giấy tờ khác (không thuộc loại nào ở trên)"),
)
"""Types of a catalogue, some with no more than their name."""


@dc.dataclass(frozen=True)
class At:
    """A text at a place of its row: `left`, `centre`, `right`, or a number of pixels."""

    text: str
    place: str | int = "left"
    size: int = _SIZE


Row = str | At | Sequence[At]
"""A row; several texts in one row come as one line, as a reader sees them that reads across."""

MOTTO = (At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "centre"), At("Độc lập - Tự do - Hạnh phúc", "centre"))


def centre(text: str, size: int = 44) -> At:
    """Set a heading."""
    return At(text, "centre", size)


def page(
    *rows: Row, number: int = 1, codes: Sequence[str] = (), top: int = 174, by_column: bool = False
) -> PageText:
    """Print rows from the top; an empty row is a gap.

    Args:
        rows: to print.
        number: of the page.
        codes: payloads of QR codes at the top left.
        top: of the first row.
        by_column: give the texts of a row as lines of their own, all left ones before the right ones.
    """
    lines: list[tuple[int, int, list[Word]]] = []
    for index, row in enumerate(rows):
        texts = [At(row)] if isinstance(row, str) else [row] if isinstance(row, At) else list(row)
        printed = [_words(at, top + index * _PITCH) for at in texts if at.text]
        if by_column:
            lines += [(column, index, words) for column, words in enumerate(printed)]
        elif printed:
            lines.append((0, index, [word for words in printed for word in words]))
    if by_column:
        lines = _columns(lines)
    words = tuple(
        dc.replace(word, line=line) for line, (_, _, row_words) in enumerate(lines) for word in row_words
    )
    text = "\n".join(" ".join(word.text for word in row_words) for _, _, row_words in lines)
    found = tuple(QrCode(number, payload, "QRCode", Box(60, 60, 200, 200)) for payload in codes)
    return PageText(number, WIDTH, HEIGHT, 200, 0, not words, text, 0.95 if words else 0.0, words, found)


def _columns(lines: list[tuple[int, int, list[Word]]]) -> list[tuple[int, int, list[Word]]]:
    """Order rows with two texts column by column, as a reader does that sees two blocks."""
    ordered, block = [], []
    paired = {index for column, index, _ in lines if column == 1}
    for line in lines:
        if line[1] in paired:
            block.append(line)
        else:
            ordered += [*sorted(block, key=lambda one: one[0]), line]
            block = []
    return ordered + sorted(block, key=lambda one: one[0])


def _words(at: At, top: int) -> list[Word]:
    letter = round(at.size * 0.52)
    width = len(at.text) * letter
    places = {"left": LEFT, "centre": (WIDTH - width) // 2, "right": RIGHT - width}
    left = at.place if isinstance(at.place, int) else places[at.place]
    words = []
    for text in at.text.split(" "):
        if text:
            box = Box(left, top, left + len(text) * letter, top + at.size)
            words.append(Word(text, box, 0.95, 0))
        left += (len(text) + 1) * letter
    return words


_CONFUSIONS = {
    "ổ": "ồ", "ộ": "ô", "ệ": "ê", "ậ": "â", "ữ": "ừ", "ạ": "a", "ị": "i", "ọ": "o", "đ": "d", "ề": "ê",
    "ã": "ä", "n": "rn", "i": "ì", "m": "rn", "l": "1", "c": "e", "h": "b", ",": ".", ":": ";", "Đ": "Ð",
    "ơ": "o", "ư": "u",
}  # fmt: skip


def misread(read: PageText, seed: int, rate: float, *, keep: Sequence[str] = ()) -> PageText:
    """Misread letters of words as recognisers do: lost marks, letters taken for similar ones.

    Args:
        read: the page.
        seed: of the chance.
        rate: share of the letters that have a confusion to be misread.
        keep: words that stay as they are.
    """
    chance = random.Random(seed)
    words = tuple(
        word
        if word.text in keep or any(c.isdigit() for c in word.text)
        else _misread_word(word, chance, rate)
        for word in read.words
    )
    return dc.replace(read, words=words)


def _misread_word(word: Word, chance: random.Random, rate: float) -> Word:
    text = "".join(_CONFUSIONS[c] if c in _CONFUSIONS and chance.random() < rate else c for c in word.text)
    return dc.replace(word, text=text, confidence=0.8)
