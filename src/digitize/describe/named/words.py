"""The words by which papers announce people: labels of names, who is meant, headings of parts.

Must hold nothing but words and what they mean.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from archive.values.description import OwnerKind, Role
from digitize.describe.folding import phrases, squash

_Meaning = TypeVar("_Meaning")


def _pairs(table: Mapping[_Meaning, str]) -> Iterator[tuple[str, _Meaning]]:
    return ((squash(text), meaning) for meaning, texts in table.items() for text in phrases(texts))


NAME_LABELS = tuple(
    map(
        squash,
        phrases(
            """
            Họ, chữ đệm, tên; Họ, chữ đệm và tên; Họ và chữ đệm, tên; Họ và tên; Họ tên; Họ, tên; Tên tôi là;
            Tôi tên là; Tôi là; Họ tên khai sinh; Họ, chữ đệm và tên khai sinh; Họ, chữ đệm,
            tên khai sinh; Họ và tên khai sinh; Họ và tên / Full name;
            Họ tên / Full name; Họ, chữ đệm và tên khai sinh / Full name; Họ và tên / Name; Full name; Tên;
            Chủ hộ kinh doanh;
            Chủ đầu tư; Tôi tên; Ông, bà;
            Tôi ký tên dưới đây là; Chủ hồ sơ; Họ tên chủ hồ sơ; Sinh viên; Học sinh; Học viên; Thí sinh;
            Cấp cho; Cho;
            Tiếp nhận hồ sơ của; Tên người nộp thuế; Người nộp thuế; Tên người nộp; Tên người nộp tiền;
            Tên người sử dụng đất
            """
        ),
    )
)
"""Labels behind which a name stands."""

PARTS = frozenset(
    map(
        squash,
        phrases(
            """
            Chủ hộ kinh doanh; Chủ đầu tư; Chủ hồ sơ; Tên người nộp thuế; Người nộp thuế; Sinh viên;
            Học sinh; Học viên; Thí sinh
            """
        ),
    )
)
"""Those of them that say in which part somebody is named; the type decides what the part means."""

ALSO_PROSE = frozenset(
    map(
        squash,
        phrases("Học sinh; Sinh viên; Học viên; Cấp cho; Cho; Tôi là; Chủ đầu tư; Tên; Tiếp nhận hồ sơ của"),
    )
)
"""Those of them that stand in running text too: only a name with a usual surname makes them a label."""

WHO = tuple(
    _pairs(
        {
            Role.PARENT: "người mẹ; mẹ; người cha; cha; bố",
            Role.SPOUSE: """
            vợ; chồng; bên nam; bên nữ; người vợ; người chồng; vợ/chồng; chồng/vợ; và vợ/chồng; và chồng/vợ;
            cùng vợ/chồng
            """,
            Role.APPLICANT: """
            người yêu cầu; người khai; người nộp; người nộp hồ sơ; người làm đơn; người đề nghị;
            cá nhân nộp hồ sơ; tổ chức, cá nhân nộp hồ sơ; chủ hồ sơ; người viết đơn
            """,
            Role.CHILD: "người được khai sinh; người con; con; trẻ em",
            Role.GIVER: "người ủy quyền; bên ủy quyền",
            Role.TAKER: "người được ủy quyền; bên được ủy quyền; người nhận ủy quyền",
            Role.OWNER: """
            chủ hộ kinh doanh; đại diện hộ kinh doanh; đại diện hộ gia đình; người chết; người đã chết;
            người mất; người được cấp; người được cấp giấy; công dân; đối tượng; người bệnh; bệnh nhân;
            người lao động; người hưởng; người thụ hưởng; người vi phạm; cá nhân vi phạm; người tham gia;
            người học; khách hàng; người nộp tiền; người mua; chủ xe; tên chủ xe; chủ phương tiện; người
            khuyết tật; người có công; hội viên; chủ sở hữu; người sử dụng; người thuê
            """,
            Role.NAMED: """
            chủ cơ sở; chủ cửa hàng; chủ doanh nghiệp; cha hoặc mẹ hoặc người giám hộ;
            cha, mẹ hoặc người giám hộ; người giám hộ; chủ hộ; người đi khai
            sinh; người đi khai tử; người nộp thay; người nộp hộ; người nộp hồ sơ thay; người nộp hồ sơ hộ;
            người đại diện; người thân; người báo tin; người chứng kiến; người làm chứng
            """,
            None: "người ký; cán bộ; bác sĩ",
        }
    )
)
"""Who is meant by `Họ và tên …:`; None for officials.

Who went to register a birth or a death is only named: the paper does not become theirs by it.
"""

COUPLES = frozenset(key for key, _ in WHO if "vochong" in key or "chongvo" in key)
"""With a stroke or brackets they mean the other one, `Vợ (chồng): …`; without, both: `Vợ chồng ông …`."""

SECTIONS = tuple(
    _pairs(
        {
            Role.GIVER: """
            Bên ủy quyền; Người ủy quyền; Bên chuyển nhượng; Bên tặng cho; Bên bán; Bên A
            """,
            Role.TAKER: """
            Bên được ủy quyền; Bên nhận ủy quyền; Người được ủy quyền; Người nhận ủy quyền; Ủy quyền cho;
            Bên nhận chuyển nhượng; Bên nhận tặng cho; Bên được tặng cho; Bên mua; Bên B;
            Bằng giấy này ủy quyền cho; Nay ủy quyền cho; Bằng văn bản này ủy quyền cho; Đồng ý ủy quyền cho
            """,
            Role.RIGHT_HOLDER: "Người sử dụng đất; Chủ sử dụng đất",
            Role.APPLICANT: """
            Người yêu cầu; Thông tin người yêu cầu; Thông tin về người yêu cầu; Người nộp hồ sơ; Chủ hồ sơ;
            Thông tin người nộp; Thông tin chủ hồ sơ; Thông tin người đề nghị
            """,
            Role.CHILD: """
            Người được khai sinh; Thông tin về người được khai sinh; Thông tin người được khai sinh; Trẻ được
            đăng ký; Trẻ em được khai sinh; Trẻ được khai sinh; Trẻ được đăng ký khai sinh; Thông tin về trẻ;
            Thông tin của trẻ; Thông tin trẻ em; Đề nghị đăng ký khai sinh cho;
            Người được đăng ký khai sinh; Thông tin về người được đăng ký khai sinh
            """,
            Role.PARENT: """
            Thông tin người mẹ; Thông tin người cha; Thông tin về người mẹ; Thông tin về người cha;
            Thông tin về mẹ; Thông tin về cha; Người mẹ; Người cha; Mẹ của trẻ; Cha của trẻ; Phần khai về cha;
            Phần khai về mẹ; Cha, mẹ; Thông tin cha, mẹ; Thông tin về cha, mẹ; Phần khai về cha, mẹ;
            Cha đẻ; Mẹ đẻ; Thông tin mẹ; Thông tin cha
            """,
            Role.OWNER: "Thông tin về chủ hộ",
            Role.NAMED: """
            Người đại diện theo pháp luật; Đại diện; Người làm chứng; Thành viên góp vốn;
            Danh sách thành viên; Những thành viên trong hộ; Thông tin về chủ sở hữu; Chủ sở hữu;
            Chủ doanh nghiệp; Thông tin về chủ doanh nghiệp; Người đứng đầu chi nhánh;
            Những thay đổi sau khi cấp giấy chứng nhận; Nội dung thay đổi và cơ sở pháp lý
            """,
        }
    )
)
"""Headings after which people have another role."""

ORGANISATIONS = tuple(
    _pairs(
        {
            OwnerKind.ORGANISATION: """
            Tên công ty viết bằng tiếng Việt; Tên doanh nghiệp viết bằng tiếng Việt; Tên doanh nghiệp;
            Tên tổ chức; Tên đơn vị; Tên công ty; Tên tiếng Việt; Tên hợp tác xã; Tên chi nhánh;
            Tên bằng tiếng Việt
            """,
            OwnerKind.HOUSEHOLD: "Tên hộ kinh doanh; Bảng hiệu; Biển hiệu",
        }
    )
)
"""Labels of the names of organisations."""

CONCERNED = tuple(map(squash, ("Người được", "Cá nhân được", "Công dân được", "Người bị")))
"""How labels begin of whom a paper is about, whatever is done to them: `Người được cấp chứng chỉ`."""

POLITE = frozenset({"ong", "ba", "anh", "chi", "em", "ongba", "baong", "hoong", "hoba"})
"""Words before a name in running text."""

KIN = frozenset(
    {
        "vợ",
        "chồng",
        "con",
        "trai",
        "gái",
        "cháu",
        "em",
        "bác",
        "cụ",
        "cậu",
        "dì",
        "chú",
        "cô",
        "mẹ",
        "cha",
        "bố",
    }
)
"""Words, with their marks, before the name of somebody's relative or host."""

OFFICIALS = (
    "chutri", "chutoa", "thuky", "truongdoan", "canbo", "nguoilap", "giamsat", "chungkien", "daidienban",
    "daidienuy", "daidienub", "daidiencong", "daidienso", "daidienphong",
)  # fmt: skip
"""What labels say of who presides, takes the minutes or comes for an authority."""

SHORT = 6
"""Letters of words that count only where every one was read right."""
