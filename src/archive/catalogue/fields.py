"""The names of the fields that a paper may have, with the words that officers see.

Must not say how a field is found: the describer does, and a new name here needs a rule there.
"""

FIELD_NAMES: dict[str, str] = {
    "number": "Số, ký hiệu",
    "issued_on": "Ngày ban hành / ngày cấp",
    "issuer": "Cơ quan ban hành / cấp",
    "issuer_parent": "Cơ quan chủ quản",
    "signer": "Người ký",
    "title": "Tên loại / tiêu đề",
    "abstract": "Trích yếu",
    "owner_name": "Chủ giấy tờ",
    "owner_id": "Số định danh của chủ giấy tờ",
    "date_of_birth": "Ngày sinh",
    "sex": "Giới tính",
    "place_of_birth": "Nơi sinh",
    "valid_until": "Có giá trị đến",
    "dossier_number": "Mã hồ sơ",
    "procedure_code": "Mã thủ tục hành chính",
    "due_on": "Ngày hẹn trả kết quả",
    "parcel": "Thửa đất số",
    "map_sheet": "Tờ bản đồ số",
    "land_address": "Địa chỉ thửa đất",
}
"""Name in code and on the command line → label on the screen."""
