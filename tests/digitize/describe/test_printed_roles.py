"""Each party comes with the words in which the paper says their part, as they are printed."""

from archive.values.reading import PageText
from tests.digitize.describe.described import described
from tests.digitize.describe.printed import MOTTO, centre, page


def words(paper: PageText) -> list[tuple[str, str, str]]:
    return [(party.role.value, party.name, party.printed) for party in described(paper).parties]


def test_headings_over_names_say_the_part() -> None:
    made = page(
        *MOTTO, centre("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"),
        "BÊN CHUYỂN NHƯỢNG (BÊN A):",
        "Ông: BÙI VĂN TÁM", "Số CCCD: 034081000117",
        "Bên B:",
        "Bà: VÕ THỊ HỒNG MAI", "Số CCCD: 034184000226",
    )  # fmt: skip
    assert words(made) == [
        ("giver", "BÙI VĂN TÁM", "BÊN CHUYỂN NHƯỢNG"),
        ("taker", "VÕ THỊ HỒNG MAI", "Bên B"),
    ]


def test_labels_of_names_say_the_part() -> None:
    made = page(
        *MOTTO, centre("GIẤY KHAI SINH"), "Số: 33/2018",
        "Họ, chữ đệm, tên: CHU ĐÌNH LỘC", "Ngày, tháng, năm sinh: 02/03/2018",
        "Họ, chữ đệm, tên người mẹ: TRƯƠNG NGỌC ÁNH", "Năm sinh: 1992",
        "Họ và tên của cha: CHU VĂN BẢO", "Năm sinh: 1990",
        "Họ, chữ đệm, tên người đi khai sinh: CHU THỊ CÚC",
    )  # fmt: skip
    assert words(made) == [
        ("child", "CHU ĐÌNH LỘC", ""),
        ("parent", "TRƯƠNG NGỌC ÁNH", "người mẹ"),
        ("parent", "CHU VĂN BẢO", "cha"),
        ("named", "CHU THỊ CÚC", "người đi khai sinh"),
    ]


def test_the_label_itself_may_be_the_part() -> None:
    made = page(
        *MOTTO, centre("GIẤY XÁC NHẬN"), "Chủ hồ sơ: BÙI VĂN TÁM", "Số CCCD: 034081000117"
    )  # fmt: skip
    assert [printed for _, name, printed in words(made) if name == "BÙI VĂN TÁM"] == ["Chủ hồ sơ"]
