"""Title and abstract are those of the paper, whole, and nothing of the body beside them."""

import pytest

from tests.digitize.describe.described import decision, described, head, values
from tests.digitize.describe.printed import MOTTO, At, centre, page


def test_a_title_over_two_lines_is_whole_and_brackets_are_left_out() -> None:
    found = values(
        page(*MOTTO, "", centre("GIẤY CHỨNG NHẬN"), centre("QUYỀN SỬ DỤNG ĐẤT"), centre("(Bản sao)"))
    )
    assert found["title"] == "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"


def test_the_abstract_of_a_decision_ends_where_its_body_begins() -> None:
    rows = decision("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;")
    assert values(page(*rows))["abstract"] == "giao nhiệm vụ cho các đơn vị"


def test_a_line_of_the_abstract_may_begin_with_a_department() -> None:
    rows = [
        *head("ỦY BAN NHÂN DÂN", "TỈNH HẢI SƠN"), "", centre("QUYẾT ĐỊNH"),
        centre("Về việc công bố thủ tục thuộc thẩm quyền giải quyết của Sở Nội vụ;", 30),
        centre("Sở Xây dựng; Ủy ban nhân dân cấp xã", 30), centre("(Lĩnh vực: Đường bộ)", 30), "",
        centre("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẢI SƠN", 32), "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;",
    ]  # fmt: skip
    assert values(page(*rows))["abstract"] == (
        "công bố thủ tục thuộc thẩm quyền giải quyết của Sở Nội vụ; Sở Xây dựng;"
        " Ủy ban nhân dân cấp xã (Lĩnh vực: Đường bộ)"
    )


def test_a_summary_that_fills_the_width_is_one_where_the_body_follows() -> None:
    first = "Công bố Danh mục thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực"
    rows = [
        *head("ỦY BAN NHÂN DÂN", "TỈNH HẢI SƠN"), "", centre("QUYẾT ĐỊNH"), first,
        "khám bệnh, chữa bệnh thuộc thẩm quyền giải quyết của Sở Y tế tỉnh Hải Sơn", "",
        centre("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HẢI SƠN", 32), "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;",
    ]  # fmt: skip
    assert values(page(*rows))["abstract"].startswith(first)
    assert values(page(*rows))["abstract"].endswith("Sở Y tế tỉnh Hải Sơn")


def test_a_paragraph_under_the_title_is_no_abstract() -> None:
    rows = [
        *MOTTO, "", centre("THÔNG BÁO"),
        "Phòng Nội vụ thông báo để các đơn vị biết và thực hiện những nội dung sau đây,",
        "trong đó có việc rà soát hồ sơ.",
    ]  # fmt: skip
    assert "abstract" not in values(page(*rows))


def test_the_abstract_of_an_official_letter_stands_under_its_number_and_it_has_no_title() -> None:
    rows = [
        [At("ỦY BAN NHÂN DÂN", 330), At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 32)],
        [At("XÃ BẾN GỖ", 340), At("Độc lập - Tự do - Hạnh phúc", 950, 32)],
        [At("Số: 45/UBND-VP", 330), At("Bến Gỗ, ngày 07 tháng 5 năm 2024", 940, 30)],
        [At("V/v rà soát hồ sơ cán bộ", 260, 30)],
        "", centre("Kính gửi: Ủy ban nhân dân các xã", 34), "", "Phòng Nội vụ đề nghị các đơn vị thực hiện.",
    ]  # fmt: skip
    found = values(page(*rows))
    assert found["abstract"] == "rà soát hồ sơ cán bộ"
    assert "title" not in found


@pytest.mark.parametrize("title", ["GIẤY GIỚI THIỆU", "HÓA ĐƠN GIÁ TRỊ GIA TĂNG"])
def test_a_paper_of_no_known_type_keeps_its_own_heading(title: str) -> None:
    paper = described(page(*MOTTO, "", centre(title), "", "Nội dung của giấy này viết ở đây."))
    assert (paper.type, paper.fields["title"].value) == ("khac", title)
