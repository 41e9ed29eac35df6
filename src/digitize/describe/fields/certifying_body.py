"""The notary's office, or the committee, that certified a contract.

Must not take an office that is only mentioned before one that certifies.
"""

from archive.values.description import Field
from digitize.describe.evidence import Span, field_of
from digitize.describe.fields.bodies import body_field, in_text
from digitize.describe.fields.signing_body import of_signature
from digitize.describe.folding import fold
from digitize.describe.layout import Line
from digitize.describe.paper import PaperView

_UNITS = (" xa", " phuong", " thi tran", " huyen", " quan", " thanh pho", " dan")


def certifier(paper: PaperView) -> Field | None:
    """Find the notary's office, or the committee, that certified a contract."""
    for line in paper.lines:
        start = fold(line.text)
        heads = line.text[0].isupper() and len(line.tokens) >= 3
        if heads and start.startswith(("van phong cong chung", "phong cong chung", "vpcc ")):
            return body_field("issuer", [line], 0.8, "issuer.notary")
    text = paper.paragraphs
    for line in text:
        for at, token in enumerate(line.tokens):
            rest = " ".join(t.text for t in line.tokens[at : at + 4])
            if token.text[0].isupper() and fold(rest).startswith(
                ("van phong cong chung", "phong cong chung so", "vpcc ")
            ):
                return _named_in(line, at)
    certified = any("chungthuc" in line.key for line in paper.lines)
    return of_signature(paper) or (_committee(paper) if certified else None)


def _committee(paper: PaperView) -> Field | None:
    """Read `Phó Chủ tịch Ủy ban nhân dân xã …, chứng thực:` in the words of certification."""
    text = paper.paragraphs
    words = next((at for at, line in enumerate(text) if line.key.startswith("loichung")), len(text))
    for line in text[words : words + 4]:
        for at in range(len(line.tokens) - 4):
            said = fold(" ".join(token.text for token in line.tokens[at : at + 4]))
            if said == "uy ban nhan dan" or said.startswith("ubnd "):
                found = _named_in(line, at)
                if not fold(found.value).endswith(_UNITS):  # `Lời chứng thực của Ủy ban nhân dân xã`
                    return found
    return in_text(paper)


def _named_in(line: Line, at: int) -> Field:
    """Take a body's name out of running text, up to the next comma."""
    tokens = []
    for token in line.tokens[at:]:
        tokens.append(token)
        if token.text.endswith((",", ";", ".")):
            break
    span = Span(line.page, tuple(tokens))
    return field_of("issuer", span.text.strip(" .,;"), span, 0.7, "issuer.notary")
