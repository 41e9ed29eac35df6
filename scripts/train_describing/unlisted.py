"""Papers of no listed type, for `khac`: names of kinds of papers with lines as they have.

Must not name a listed type.
"""

import random

from digitize.describe.folding import phrases

TITLES = phrases(
    """
    GIẤY MỜI; GIẤY GIỚI THIỆU; GIẤY BIÊN NHẬN; GIẤY RA VIỆN; GIẤY CHUYỂN TUYẾN; GIẤY BẢO LÃNH; GIẤY ĐI
    ĐƯỜNG; GIẤY NGHỈ PHÉP; GIẤY BÁO NHẬP HỌC; GIẤY XÁC NHẬN SINH VIÊN; GIẤY CHỨNG NHẬN KIỂM ĐỊNH; GIẤY
    CHỨNG NHẬN ĐĂNG KÝ XE MÔ TÔ; GIẤY CHỨNG NHẬN AN TOÀN THỰC PHẨM; GIẤY PHÉP HÀNH NGHỀ; GIẤY PHÉP LAO
    ĐỘNG; GIẤY VAY TIỀN; GIẤY CAM KẾT; PHIẾU THU; PHIẾU CHI; PHIẾU XUẤT KHO; PHIẾU NHẬP KHO; PHIẾU KHẢO
    SÁT; PHIẾU YÊU CẦU CUNG CẤP THÔNG TIN; PHIẾU BÁO DỰ THI; PHIẾU ĐIỀU TRA; HÓA ĐƠN GIÁ TRỊ GIA TĂNG;
    HÓA ĐƠN BÁN HÀNG; BIÊN LAI THU PHÍ, LỆ PHÍ; BẢNG ĐIỂM; BẢNG LƯƠNG; BẢNG KÊ CHI PHÍ KHÁM BỆNH; BẢN
    CAM ĐOAN; BẢN TỰ KHAI; BẢN TƯỜNG TRÌNH; BẢN ÁN; BẢN VẼ HOÀN CÔNG; BÁO CÁO; BÁO CÁO TÀI CHÍNH; KẾ
    HOẠCH; CHƯƠNG TRÌNH CÔNG TÁC; ĐỀ ÁN; PHƯƠNG ÁN; QUY CHẾ; QUY ĐỊNH; HƯỚNG DẪN; CHỈ THỊ; NGHỊ QUYẾT;
    CÔNG ĐIỆN; THƯ MỜI; THƯ CẢM ƠN; DI CHÚC; ĐƠN THUỐC; ĐƠN XIN NGHỈ PHÉP; ĐƠN KHIẾU NẠI; ĐƠN KHỞI KIỆN;
    SƠ YẾU LÝ LỊCH; LÝ LỊCH ĐẢNG VIÊN; HỌC BẠ; SỔ TIÊM CHỦNG; SỔ BẢO HIỂM XÃ HỘI; THẺ SINH VIÊN; THẺ
    ĐẢNG VIÊN; HỢP ĐỒNG LAO ĐỘNG; HỢP ĐỒNG THUÊ NHÀ; HỢP ĐỒNG TÍN DỤNG; HỢP ĐỒNG MUA BÁN HÀNG HÓA; HỢP
    ĐỒNG MUA BÁN XE; HỢP ĐỒNG THI CÔNG; VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN; CHỨNG CHỈ TIN HỌC; CHỨNG
    CHỈ NGOẠI NGỮ; TỜ KHAI THUẾ THU NHẬP CÁ NHÂN; TỜ KHAI LỆ PHÍ TRƯỚC BẠ; TỜ KHAI HẢI QUAN; CÁO PHÓ;
    DANH SÁCH CỬ TRI; KẾT QUẢ XÉT NGHIỆM; TÓM TẮT HỒ SƠ BỆNH ÁN; TRÍCH ĐO ĐỊA CHÍNH; THUYẾT MINH DỰ ÁN
    """
)
_LABELS = phrases(
    """
    Họ và tên; Địa chỉ; Đơn vị; Số điện thoại; Nội dung; Lý do; Số tiền; Bằng chữ; Thời gian; Địa điểm;
    Chức vụ; Ngày sinh; Mã số thuế; Người nhận; Người lập; Kèm theo; Hình thức thanh toán
    """
)
_PHRASES = (
    "theo quy định của pháp luật hiện hành", "kể từ ngày ký", "các bên cam kết thực hiện đúng",
    "trong thời hạn bảy ngày làm việc", "đề nghị quý đơn vị phối hợp", "thực hiện nhiệm vụ được giao",
    "phục vụ công tác chuyên môn", "đã nhận đủ số tiền nêu trên", "chịu trách nhiệm trước pháp luật",
    "có mặt đúng thời gian, thành phần", "nội dung trên là đúng sự thật", "tình trạng sức khỏe ổn định",
)  # fmt: skip


def unlisted(rng: random.Random) -> list[str]:
    """Return the lines of a paper of no listed type."""
    lines = (
        ["CÔNG TY TNHH THƯƠNG MẠI"]
        if rng.random() < 0.3
        else ["ỦY BAN NHÂN DÂN"]
        if rng.random() < 0.5
        else []
    )
    if rng.random() < 0.7:
        lines += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    lines.append(rng.choice(TITLES))
    for _ in range(rng.randint(3, 18)):
        if rng.random() < 0.5:
            lines.append(f"{rng.choice(_LABELS)}: {rng.choice(_PHRASES)}")
        else:
            lines.append(" ".join(rng.sample(_PHRASES, 2)))
    return lines
