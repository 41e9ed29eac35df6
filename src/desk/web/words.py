"""The Vietnamese words that officers see for the codes of the contract.

Must not be used for decisions: codes are.
"""

from archive.catalogue.fields import FIELD_NAMES

LABELS = {
    **FIELD_NAMES,
    "type": "loại giấy tờ",
    "owner": "người nộp",
    "owners": "chủ giấy tờ",
    "identifier": "số định danh",
    "dossier": "mã hồ sơ",
    "procedure": "thủ tục",
    "identity": "cách kiểm tra danh tính",
    "component": "thành phần hồ sơ",
    "kind": "giấy tờ là",
    "files": "tệp",
    "presented": "đã được xuất trình",
    "complete": "bản quét đủ mọi trang",
    "mark": "việc",
    "day": "ngày",
    "role": "vai trò",
    "papers": "giấy tờ",
    "way": "cách ký",
    "signature": "chữ ký",
    "engine": "bộ nhận dạng",
    "model": "ngôn ngữ",
    "superseded_by": "giấy tờ thay thế",
    "by": "bản thay thế",
    "since": "ngày hết giá trị",
    "agency": "cơ quan",
    "notice": "giấy tờ đính chính",
    "new": "số hiện nay",
    "old": "số cũ",
    "until": "ngày cuối của số cũ",
    "reason": "lý do",
}
"""What values are called on the screen."""
DAYS = frozenset({"issued_on", "due_on", "date_of_birth", "valid_until"})
"""Fields that are days: shown and typed as people write them."""
ROLES = {
    "officer": "cán bộ Một cửa",
    "handler": "chuyên viên thụ lý",
    "auditor": "kiểm tra, kiểm toán",
    "admin": "quản trị",
}
SAME_BY = {
    "same-bytes": "Tệp này giống hệt giấy tờ",
    "same-scan": "Bản quét này giống giấy tờ",
    "same-paper": "Nội dung này giống giấy tờ",
}
"""How a paper is known to be one that is there already."""
STATES = {
    "received": "đã tiếp nhận",
    "reading": "đang đọc",
    "needs_review": "chờ kiểm tra",
    "confirmed": "đã xác nhận",
    "copying": "đang tạo bản sao",
    "signing": "đang ký số",
    "kept": "đã lưu, chờ mô tả",
    "available": "đã lưu",
    "hidden": "chờ trả kết quả",
    "revoked": "đã thu hồi",
    "superseded": "đã được thay",
    "rejected": "không tiếp nhận",
    "failed": "gặp lỗi",
}
WHAT_THEN = {
    "owner-unconfirmed": "Ghi chủ giấy tờ ở dưới.",
    "hidden": "Khi đã trao kết quả, bấm “Đã trả kết quả cho công dân”.",
    "on-hold": "Kiểm tra xong thì bấm “Thôi tạm giữ”.",
    "not-compared": "Có bản chính thì quét lại và đối chiếu.",
    "level-missing": "Máy tự bổ sung dấu thời gian; còn thiếu dấu cơ quan thì đóng dấu.",
    "superseded": "Dùng giấy tờ mới thay thế.",
}
"""What helps a kept paper that may not be used again, where something does."""
LANGUAGES = {
    "vie": "tiếng Việt",
    "eng": "tiếng Anh",
    "fra": "tiếng Pháp",
    "rus": "tiếng Nga",
    "deu": "tiếng Đức",
    "chi_sim": "tiếng Trung giản thể",
    "chi_tra": "tiếng Trung phồn thể",
    "jpn": "tiếng Nhật",
    "kor": "tiếng Hàn",
    "lao": "tiếng Lào",
    "khm": "tiếng Khmer",
    "tha": "tiếng Thái",
}
"""Languages by Tesseract's codes; others are shown by their code alone."""
ENGINES = {
    "lines": "mạng nhận dạng dòng chữ của sohoa",
    "tesserocr": "Tesseract",
    "pytesseract": "Tesseract, chạy như chương trình riêng (chậm hơn)",
}
AT_WORK = frozenset({"received", "reading", "confirmed", "copying", "signing"})
PRESENTED = {
    "original": "bản chính",
    "register_copy": "bản sao điện tử từ sổ gốc",
    "e_certified": "bản sao chứng thực điện tử",
    "compared_copy": "bản chụp đã đối chiếu bản chính",
    "not_compared": "chưa đối chiếu (bản quét cũ; không được dùng lại)",
}
PARTIES = {
    "applicant": "người nộp",
    "owner": "chủ giấy tờ",
    "spouse": "vợ/chồng",
    "child": "con",
    "parent": "cha/mẹ",
    "right-holder": "người có quyền",
    "giver": "bên giao/ủy quyền",
    "taker": "bên nhận/được ủy quyền",
}
SOURCES = {"read": "máy đọc", "officer": "cán bộ", "qr": "mã QR"}
VERDICTS = {"PASSED": "ĐẠT", "INDETERMINATE": "CHƯA KẾT LUẬN ĐƯỢC", "FAILED": "KHÔNG ĐẠT"}
CHECKS = {
    "integrity": "Toàn vẹn: nội dung đúng là nội dung đã ký",
    "certificate": "Chứng thư: tin cậy, còn hiệu lực, chưa bị thu hồi khi ký",
    "changes": "Thay đổi sau khi ký: chỉ những thay đổi được phép",
}
STATUSES = {
    "reusable": "Không phải nộp",
    "choose": "Không phải nộp, chọn một bản",
    "ask": "Đề nghị nộp",
    "not_needed": "Không cần",
    "from_database": "Cơ quan tự tra cứu",
}
GROUNDS = {
    "self": "chính chủ giấy tờ đề nghị",
    "parent": "cha/mẹ của chủ giấy tờ",
    "spouse": "vợ/chồng của chủ giấy tờ",
    "authority": "được ủy quyền (ghi mã giấy ủy quyền)",
    "official": "cơ quan giải quyết theo thẩm quyền",
}
IDENTITY_CHECKS = {
    "vneid": "đã xem danh tính trên VNeID",
    "chip-card": "đã đọc chip thẻ căn cước",
    "id-original": "đã đối chiếu bản chính giấy tờ tùy thân",
    "known-account": "tài khoản đã định danh trên Cổng dịch vụ công",
}
"""How an officer who files for a citizen checked who that is."""
STORES = {"national-store": "Kho dữ liệu điện tử quốc gia"}
TOLD = {
    "used-while-valid": "Đã dùng khi còn giá trị:",
    "look-again": "Cần xem lại:",
    "end-in-doubt": "Xem giấy tờ này có bị thay nhầm không:",
    "taken-back": "Dùng lại được, đã lấy lại vì bị thay nhầm:",
}
"""What the end of a paper means for a dossier that took it, or that keeps it."""
ENDED = {
    "revoked": "bị thu hồi",
    "superseded": "được thay bằng giấy tờ mới hơn",
    "replaced": "được thay bằng bản quét đủ trang",
    "owner": "được xác nhận lại là của người khác",
    "uncompared": "được xác nhận là chưa ai đối chiếu với bản chính",
    "corrected": "được đính chính",
}
REVISIONS = {
    "signed": "cán bộ ký",
    "sealed": "cơ quan đóng dấu số",
    "completed": "bổ sung dấu thời gian",
    "renewed": "gia hạn dấu thời gian lưu trữ",
}
KINDS = {"component": "thành phần hồ sơ", "result": "kết quả giải quyết"}
OUTCOMES = {"done": "đã thực hiện", "refused": "bị từ chối"}
ACTIONS = {
    "paper:receive": "tiếp nhận",
    "paper:describe": "máy đọc và mô tả",
    "paper:show": "xem giấy tờ",
    "paper:picture": "xem ảnh trang",
    "paper:list": "xem danh sách",
    "paper:find": "tra cứu",
    "paper:export": "tải tệp",
    "paper:verify": "kiểm tra chữ ký",
    "paper:compare": "đối chiếu với bản được xuất trình",
    "paper:confirm": "xác nhận nội dung",
    "paper:resplit": "chia lại trang",
    "paper:correct": "sửa theo giấy tờ cùng lượt quét",
    "paper:order-signature": "yêu cầu ký",
    "paper:sign": "ký số",
    "paper:order-seal": "yêu cầu đóng dấu số",
    "paper:seal": "đóng dấu số của cơ quan",
    "paper:keep": "lưu bản đã ký sẵn",
    "paper:fail": "gặp lỗi",
    "paper:order-reading": "yêu cầu đọc lại",
    "paper:read-again": "máy đọc lại",
    "paper:retry": "thử lại",
    "paper:revoke": "thu hồi",
    "paper:supersede": "được giấy tờ mới hơn thay",
    "paper:replace": "thay bằng bản quét đủ trang",
    "paper:reinstate": "lấy lại giấy tờ bị thay nhầm",
    "paper:note-correction": "ghi đính chính",
    "paper:returned": "đã trả kết quả",
    "paper:held": "tạm giữ",
    "paper:released": "thôi tạm giữ",
    "paper:rejected": "không tiếp nhận",
    "owner:papers": "xem giấy tờ theo chủ",
    "owner:look": "xem hai số trước khi ghép",
    "owner:join": "ghép số của một người",
    "owner:part": "tách hai số đã ghép nhầm",
    "reuse:check": "kiểm tra dùng lại",
    "reuse:preview": "xem trước bản có sẵn",
    "reuse:take": "lấy dùng lại",
    "reuse:refuse": "từ chối bản có sẵn",
    "reuse:uses": "xem ai đã dùng giấy tờ",
    "reuse:ask": "vẫn yêu cầu nộp",
    "dossier:show": "xem hồ sơ",
    "dossier:told": "báo cho hồ sơ đã dùng giấy tờ",
    "dossier:notices": "xem thông báo của hồ sơ",
    "dossier:acknowledge": "ghi đã xem thông báo",
    "dossier:close": "đóng hồ sơ",
    "dossier:list": "xem danh sách hồ sơ",
    "signature:verify": "kiểm tra chữ ký tệp ngoài",
    "signing:open": "mở phiên ký trên máy của cán bộ",
    "signing:hand-out": "giao tệp cần ký",
    "signing:accept": "nhận chữ ký từ máy của cán bộ",
    "metrics": "xem số liệu vận hành",
    "session:open": "đăng nhập",
    "session:close": "đăng xuất",
    "audit:read": "xem nhật ký",
    "audit:verify": "kiểm tra chuỗi nhật ký",
    "audit:corrections": "xuất các lần sửa làm mẫu",
    "account:add": "thêm tài khoản",
    "account:set": "ghi chứng thư số của tài khoản",
    "catalogue:load": "nạp danh mục",
}
DONE = {
    "fetched": "Đã lấy tệp về hồ sơ. Tệp chỉ dùng được sau khi cán bộ xác nhận nội dung và chủ giấy tờ.",
    "kept": "Đã xác nhận và lưu xong.",
    "owned": "Đã ghi chủ giấy tờ.",
    "confirmed": "Đã xác nhận. Giấy tờ đang được tạo bản sao và ký số; anh/chị có thể làm tiếp giấy tờ khác.",
    "signed": "Đã yêu cầu ký số.",
    "returned": "Đã ghi nhận trả kết quả cho công dân. Hồ sơ đã xong thì mở trang hồ sơ để đóng.",
    "joined": "Đã ghép hai số của một người: giấy tờ ghi số cũ được tìm thấy cùng số hiện nay.",
    "parted": "Đã tách hai số: giấy tờ của số này không còn được đề nghị cho người có số kia.",
    "closed": "Đã đóng hồ sơ.",
    "held": "Đã tạm giữ giấy tờ.",
    "released": "Đã thôi tạm giữ.",
    "rejected": "Đã ghi nhận không tiếp nhận.",
    "revoked": "Đã thu hồi giấy tờ khỏi việc dùng lại.",
    "replaced": "Đã thay bằng bản quét đủ trang. Bản cũ vẫn được giữ và không được dùng lại.",
    "reinstated": "Đã lấy lại; các hồ sơ liên quan được báo. Giấy tờ mới kia không tự thay nó nữa.",
    "ended-again": "Đã lấy lại, nhưng một giấy tờ mới hơn khác cùng loại, cùng chủ đã thay nó: xem ở dưới.",
    "noted": "Đã ghi đính chính; giấy tờ vẫn dùng lại được và mang kèm đính chính.",
    "seen": "Đã ghi là đã xem thông báo.",
    "ordered-reading": "Đã yêu cầu đọc lại. Bản đọc trước vẫn được giữ; điều cán bộ đã sửa không đổi.",
    "resplit": "Đã chia lại trang. Hãy kiểm tra lại từng giấy tờ của tệp này.",
    "retried": "Đang thử lại.",
    "took": "Đã lấy dùng lại vào hồ sơ.",
    "refused": "Đã ghi lý do không dùng bản có sẵn.",
    "asked": "Đã ghi việc yêu cầu công dân nộp.",
    "uploaded": "Đã tiếp nhận tệp.",
}


def languages(model: str) -> str:
    """Return a language model with the names of its languages, as `vie+eng (tiếng Việt, tiếng Anh)`."""
    names = [LANGUAGES[code] for code in model.split("+") if code in LANGUAGES]
    return f"{model} ({', '.join(names)})" if names else model


def label(name: str) -> str:
    """Return what a value is called on the screen; a name that only programs use stays."""
    return LABELS.get(name, name)
