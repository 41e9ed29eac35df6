"""The type of a paper is told by its title, its number, its words and its layout; else it is `khac`."""

import datetime as dt

import pytest

from archive.values.description import Description
from archive.values.reading import PageText
from digitize.describe.describer import RuleDescriber
from tests.digitize.describe.printed import MOTTO, TYPES, At, centre, misread, page
from tests.digitize.describe.turning import turned

_TODAY = dt.date(2026, 3, 2)


def described(read: PageText, prior: str | None = None) -> Description:
    papers = RuleDescriber().describe([read], types=TYPES, prior=prior, today=_TODAY).papers
    assert len(papers) == 1
    return papers[0]


def titled(*title: str) -> PageText:
    return page(*MOTTO, "", *(centre(line) for line in title), "", "Nội dung của giấy này viết ở đây.")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (["GIẤY KHAI SINH"], "giay-khai-sinh"),
        (["TRÍCH LỤC KHAI SINH", "(BẢN SAO)"], "trich-luc-khai-sinh"),
        (["TỜ KHAI ĐĂNG KÝ KHAI SINH"], "to-khai-dang-ky-khai-sinh"),
        (["GIẤY CHỨNG NHẬN KẾT HÔN"], "giay-chung-nhan-ket-hon"),
        (["GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"], "giay-xac-nhan-tinh-trang-hon-nhan"),
        (["GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"], "giay-chung-nhan-quyen-su-dung-dat"),
        (["HỢP ĐỒNG CHUYỂN NHƯỢNG", "QUYỀN SỬ DỤNG ĐẤT"], "hop-dong-chuyen-nhuong-quyen-su-dung-dat"),
        (["GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"], "giay-chung-nhan-dang-ky-doanh-nghiep"),
        (["GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH"], "giay-chung-nhan-dang-ky-ho-kinh-doanh"),
        (["GIẤY PHÉP XÂY DỰNG"], "giay-phep-xay-dung"),
        (["QUYẾT ĐỊNH"], "quyet-dinh"),
        (["THÔNG BÁO"], "thong-bao"),
        (["XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ"], "giay-xac-nhan-cu-tru"),
        (["TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ"], "to-khai-thay-doi-thong-tin-cu-tru"),
        (["ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP"], "don-de-nghi"),
        (["GIẤY ỦY QUYỀN"], "giay-uy-quyen"),
        (["GIẤY UỶ QUYỀN"], "giay-uy-quyen"),
        (["GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ"], "giay-tiep-nhan-ho-so"),
        (["CĂN CƯỚC CÔNG DÂN"], "can-cuoc"),
        (["GIẤY GIỚI THIỆU"], "khac"),
        (["HÓA ĐƠN GIÁ TRỊ GIA TĂNG"], "khac"),
        (["GIẤY CHỨNG NHẬN AN TOÀN THỰC PHẨM"], "khac"),
    ],
)
def test_a_title_tells_the_type_also_over_two_lines(title: list[str], slug: str) -> None:
    paper = described(titled(*title))
    assert paper.type == slug
    assert (paper.type_confidence > 0.8) == (slug != "khac")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "title", ["GIẤY KHAI SINH", "QUYẾT ĐỊNH", "GIẤY CHỨNG NHẬN KẾT HÔN", "GIẤY ỦY QUYỀN"]
)
def test_a_misread_title_tells_the_same_type(title: str, seed: int) -> None:
    clean, hard = described(titled(title)), described(misread(titled(title), seed, 0.3))
    assert hard.type == clean.type


def test_why_names_the_words_and_their_place() -> None:
    paper = described(titled("GIẤY KHAI SINH"))
    assert "“GIẤY KHAI SINH” (trang 1, dòng 3)" in paper.why


def test_a_title_that_is_only_mentioned_decides_nothing() -> None:
    read = page(
        *MOTTO,
        "",
        "Hồ sơ gồm có giấy khai sinh và giấy chứng nhận kết hôn của người nộp, kèm theo quyết định.",
    )
    assert described(read).type == "khac"


def test_a_letter_is_told_by_its_layout() -> None:
    read = page(
        [At("UBND HUYỆN TÂN AN", 300), At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 32)],
        [At("PHÒNG NỘI VỤ", 340), At("Độc lập - Tự do - Hạnh phúc", 950, 32)],
        [At("Số: 45/NV-TCCC", 330), At("Tân An, ngày 07 tháng 5 năm 2024", 940, 30)],
        [At("V/v rà soát hồ sơ cán bộ", 260, 30)],
        "",
        centre("Kính gửi: Ủy ban nhân dân các xã", 34),
        "",
        "Phòng Nội vụ đề nghị các đơn vị thực hiện các nội dung sau.",
    )
    paper = described(read)
    assert paper.type == "cong-van"
    assert "V/v" in paper.why


def test_what_was_expected_tips_the_scales_but_makes_no_type() -> None:
    nothing = page("Một tờ giấy viết tay.", "Không có tiêu đề nào cả.")
    assert described(nothing, prior="giay-khai-sinh").type == "khac"
    assert "giay-khai-sinh" in described(nothing, prior="giay-khai-sinh").why
    decision = described(titled("QUYẾT ĐỊNH"), prior="thong-bao")
    assert decision.type == "quyet-dinh"
    assert "thong-bao" in decision.why
    unsure, helped = described(titled("THÔNG BÁ0")), described(titled("THÔNG BÁ0"), prior="thong-bao")
    assert helped.type_confidence > unsure.type_confidence


def test_the_name_of_a_form_helps() -> None:
    read = page(At("Mẫu CT01 ban hành kèm theo Thông tư", "right", 24), *MOTTO, centre("TỜ KHAI"))
    assert "CT01" in described(read, prior="to-khai-thay-doi-thong-tin-cu-tru").why


def test_without_types_every_paper_is_other() -> None:
    batch = RuleDescriber().describe([titled("GIẤY KHAI SINH")], types=(), today=_TODAY)
    assert [paper.type for paper in batch.papers] == ["khac"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_lies_is_described_like_one_that_stands(rotation: int) -> None:
    upright = titled("GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỘ KINH DOANH")
    lying = turned(upright, rotation)
    assert (described(lying).type, described(lying).why) == (described(upright).type, described(upright).why)
