"""The page that goes with a bundle: how to check it with other tools, in Vietnamese and English.

Must not say more than the bundle proves.
"""

_TEXT = """\
BỘ CHỨNG CỨ CỦA GIẤY TỜ {code} — CÁCH KIỂM TRA
1. Tệp còn nguyên:    sha256sum -c {stem}-evidence-SHA256SUMS      (không thừa, không thiếu tệp nào)
2. Tất cả một lần:    sohoa verify THƯ-MỤC --offline --trust CHUNG-THU-GOC.pem
   Lấy chứng thư gốc từ cơ quan cấp, không lấy từ bộ này; hoặc đối chiếu mã SHA-256 của nó với cơ quan cấp.
3. Chữ ký trong {stem}.pdf (PAdES, ETSI EN 319 142), bằng công cụ khác:
   - pdfsig {stem}.pdf        (poppler; nạp chứng thư gốc vào kho NSS trước)
   - Adobe Acrobat Reader: thêm chứng thư gốc vào danh sách tin cậy, mở tệp, xem bảng chữ ký
   - EU DSS (ứng dụng DSS Demonstration): Validate a signature, kèm chứng thư gốc
4. Chứng thư và danh sách thu hồi lúc ký và của máy chủ dấu thời gian
   (…-certificate-*.pem, …-crl-*.crl, …-ocsp-*.der):
   - openssl x509 -in CHUNG-THU.pem -noout -subject -issuer -serial -dates
   - openssl crl -inform DER -in DANH-SACH.crl -CAfile CO-QUAN-CAP.pem -noout -text     (dòng "verify OK")
5. Bản gốc: mở {stem}-original… cạnh {stem}.pdf. Mã nhận dạng /ID trong PDF = 16 byte đầu của
   SHA-256("giấy tờ|SHA-256 bản gốc|tệp:trang,…"), lấy từ …-evidence-bundle.json.
6. Nhật ký (…-audit.jsonl): link = SHA-256 của JSON [previous, "n", id, at, actor, channel, action, subject,
   outcome, detail_hash], phần tử cách nhau ", "; detail_hash = SHA-256(salt ‖ detail). Trích lục không
   chứng minh được là không thiếu sự kiện: hãy so "link" với cơ quan lưu trữ.
Báo cáo (…-report.*) là kết luận lúc xuất, để đọc; hãy kiểm tra lại thay vì tin nó.

EVIDENCE OF PAPER {code} — HOW TO CHECK IT
1. The files are whole:  sha256sum -c {stem}-evidence-SHA256SUMS      (no file more, none less)
2. All at once:          sohoa verify FOLDER --offline --trust ANCHOR.pem
   Take the anchor from its authority, not from this bundle; or have the authority confirm its SHA-256.
3. The signatures in {stem}.pdf (PAdES, ETSI EN 319 142), with other tools:
   - pdfsig {stem}.pdf        (poppler; put the anchor into its NSS store first)
   - Adobe Acrobat Reader: add the anchor to the trusted certificates, open the file, see the signature panel
   - EU DSS (the DSS Demonstration web application): Validate a signature, with the anchor
4. Certificates and revocation lists of signing time and of the timestamp authority
   (…-certificate-*.pem, …-crl-*.crl, …-ocsp-*.der):
   - openssl x509 -in CERTIFICATE.pem -noout -subject -issuer -serial -dates
   - openssl crl -inform DER -in LIST.crl -CAfile ISSUER.pem -noout -text     (the line "verify OK")
5. The original: open {stem}-original… beside {stem}.pdf. The identifier /ID in the PDF = the first 16
   bytes of SHA-256("paper|SHA-256 of the original|file:page,…"), as in …-evidence-bundle.json.
6. The audit trail (…-audit.jsonl): link = SHA-256 of the JSON [previous, "n", id, at, actor, channel, action,
   subject, outcome, detail_hash] with ", " between; detail_hash = SHA-256(salt ‖ detail). An extract cannot
   prove that no event is missing: have the archive confirm the "link".
The reports (…-report.*) say what was found when this was made, for reading; check again instead of
believing them.
"""


def guide(code: str, stem: str) -> str:
    """Return the page for a paper's bundle."""
    return _TEXT.format(code=code, stem=stem)
