"""The words of forms and heads that such papers repeat: labels, titles, offices, names.

Must not hold a name of a real person: names are put together by chance.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Tô Lương "
    "Vương Cao Hà Tạ Thái Châu Quách Giàng Lò Nông Triệu Sùng Ma Điểu Y H' Kpă Rơ Thạch Kim"
)
MIDDLE_NAMES = _words(
    "Văn Thị Đức Minh Ngọc Hữu Quang Thanh Xuân Hồng Kim Thu Công Đình Gia Bảo Hải Tuấn Anh Phương Mỹ "
    "Bích Thúy Diệu Quốc Trọng Duy Nhật Tiến Mạnh Khánh Hoài Như Yến Cẩm Tường Vĩnh"
)
GIVEN_NAMES = _words(
    "An Anh Bình Châu Chi Cường Dũng Dung Duyên Đạt Đức Giang Hà Hải Hạnh Hằng Hiền Hiếu Hòa Hoa Hùng Huệ "
    "Hương Huy Khánh Khoa Kiên Lan Linh Loan Long Ly Mai Minh My Nam Nga Ngân Nghĩa Ngọc Nhi Nhung Oanh "
    "Phong Phúc Phương Quân Quang Quyên Sơn Tâm Tân Thắng Thảo Thơ Thủy Thúy Tiến Toàn Trang Trí Trung Tú "
    "Tuấn Tùng Uyên Vân Việt Vinh Vy Xuân Yến Ý Ẩn Ổn Út Ước Ưng"
)

OFFICES = _words(
    "UBND HĐND BTP BNV BTNMT BXD BYT BGDĐT BCA TTg CP VPCP BLĐTBXH BGTVT BKHĐT SXD STP STNMT SKHĐT SNV "
    "SYT CNTTg VP KSTT TTHC TTPVHCC GXN TLKS QĐ XNHN GPXD"
)
"""Short names of offices, as document codes end."""
KINDS = _words("QĐ NĐ TT NQ KH TB TTr BC CV HD CT GXN TLKS GCN GP HĐ PL")
"""Short names of kinds of documents, as codes hold them (Decree 30/2020, annex III)."""

LABELS = (
    "Họ, chữ đệm, tên",
    "Họ và tên",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Dân tộc",
    "Quốc tịch",
    "Nơi sinh",
    "Quê quán",
    "Số định danh cá nhân",
    "Giấy tờ tùy thân",
    "Nơi cư trú",
    "Nơi thường trú",
    "Địa chỉ",
    "Số điện thoại",
    "Email",
    "Nghề nghiệp",
    "Kính gửi",
    "Họ tên người yêu cầu",
    "Họ, chữ đệm, tên người mẹ",
    "Họ, chữ đệm, tên người cha",
    "Số",
    "Quyển số",
    "Mã số doanh nghiệp",
    "Mã hồ sơ",
    "Thửa đất số",
    "Tờ bản đồ số",
    "Diện tích",
    "Mục đích sử dụng",
    "Thời hạn sử dụng đất",
    "Nguồn gốc sử dụng",
    "Vốn điều lệ",
    "Người đại diện theo pháp luật",
    "Chức danh",
    "Ngày cấp",
    "Nơi cấp",
    "Có giá trị đến",
    "Tên doanh nghiệp viết bằng tiếng Việt",
    "Địa chỉ trụ sở chính",
    "Nơi nhận",
    "Lưu",
    "Trường hợp",
    "Ghi chú",
    "Số CMND/CCCD/Hộ chiếu",
)
HEADS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "QUYẾT ĐỊNH",
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "GIẤY KHAI SINH",
    "TỜ TRÌNH",
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "KT. CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN",
    "Nơi nhận:",
    "Như Điều 3;",
    "Lưu: VT,",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "GIẤY XÁC NHẬN",
    "GIẤY CHỨNG NHẬN",
    "TRÍCH LỤC",
    "TỜ KHAI",
    "ĐƠN ĐỀ NGHỊ",
    "THÔNG BÁO",
    "HỢP ĐỒNG",
    "BIÊN BẢN",
    "GIÁM ĐỐC",
    "PHÒNG ĐĂNG KÝ KINH DOANH",
    "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
    "Người ký:",
    "Cơ quan:",
    "Thời gian ký:",
    "(Ký, ghi rõ họ tên)",
    "(Đã ký)",
)
BULLETS = (
    "- ",
    "– ",
    "+ ",
    "* ",
    "• ",
    "1. ",
    "2. ",
    "3. ",
    "11. ",
    "a) ",
    "b) ",
    "c) ",
    "d) ",
    "đ) ",
    "e) ",
    "I. ",
    "II. ",
    "III. ",
    "IV. ",
    "1.1. ",
    "Điều 1. ",
    "Điều 2. ",
    "Khoản 1 ",
    "(1) ",
    "a. ",
)
PLACES = (
    "Hà Nội",
    "Đồng Tháp",
    "Lâm Đồng",
    "Đắk Lắk",
    "An Giang",
    "Huế",
    "Bình Thuận",
    "Quảng Trị",
    "Cao Bằng",
    "TP. Hồ Chí Minh",
)
