"""Pages drawn in Tinos, for tests that need print with known words."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from archive.settings import Settings
from digitize.ocr.choose import choose_recogniser
from digitize.ocr.ports import Recogniser

FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
DPI = 200
A4 = (1654, 2339)
INK = (25, 25, 30)

LINES = (
    "Họ và tên: Nguyễn Thị Hồng Ánh, sinh ngày 12 tháng 3 năm 1987",
    "Nơi thường trú: thôn Đông, xã Tân Lập, tỉnh Hưng Yên",
    "Số định danh cá nhân: 033187004512, cấp ngày 05/6/2021",
    "Xác nhận nội dung trên là đúng với cơ sở dữ liệu về cư trú",
    "Giấy này có giá trị trong thời hạn một năm kể từ ngày cấp",
    "Đề nghị các cơ quan, tổ chức liên quan tạo điều kiện thuận lợi",
)


def page(
    lines: tuple[str, ...] = LINES, *, size: tuple[int, int] = A4, left: int = 200, top: int = 260
) -> Image.Image:
    """Draw `lines` at 13 pt, 200 dpi, black on white."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((left, top + 62 * number), line, font=font(13), fill=INK)
    return image


@lru_cache(maxsize=8)
def font(points: float) -> ImageFont.FreeTypeFont:
    """Return Tinos in `points` at 200 dpi."""
    return ImageFont.truetype(FONT, round(points * DPI / 72))


@lru_cache(maxsize=3)
def recogniser(engine: str = "lines") -> Recogniser:
    """Return a loaded recogniser, one a test process."""
    return choose_recogniser(Settings(ocr_engine=engine))


def word_errors(truth: str, read: str) -> float:
    """Return the share of words of `truth` that must be changed, added or dropped to get `read`."""
    wanted, got = truth.split(), read.split()
    previous = list(range(len(got) + 1))
    for row, one in enumerate(wanted, 1):
        current = [row]
        for column, other in enumerate(got, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (one != other)))
        previous = current
    return previous[-1] / max(len(wanted), 1)
