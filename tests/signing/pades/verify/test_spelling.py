"""What is spelt plainly is read by two other readers as the judge's lexer reads it; what is not, is told."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic

from signing.pades.verify.spelling import DEEPEST, OddlySpelt, end_of, require_one

PLAIN = {
    "a dictionary": b"<</Type /Page/Parent 2 0 R\r\n/MediaBox[0 0 595.3 842]>>",
    "words": b"[true false null]",
    "numbers": b"[0 -1 +2 .5 4. -0.25 12345678901234567890]",
    "a reference over lines": b"[5\n0\tR 6 0 R]",
    "names": b"<</Helvetica#20Bold+1 /A;B /ToUnicode_1.2 /x>>",
    "a name of 127 letters": b"/" + b"a" * 127,
    "a string": b"(a(b)c \\(\\)\\\\ \\n \\053 \\0a \xfe\xff\0\n)",
    "what looks odd in strings": b"<</T (a/\xe9(b/\xe9) % >>)/U <fe ff 00e9>>>",
    "an odd number of digits": b"<414>",
    "brackets in brackets": b"[" * DEEPEST + b"]" * DEEPEST,
    "nothing inside": b"<</A<<>>/B[]/C()/D<>>>",
}
ODD = {
    "comment": b"<</A 1 % words\n>>",
    "comment in digits": b"<41 % >\n>",
    "dictionary closed by a comment": b"<< /E << >% /B (\n>> >>",
    "dictionary closed by a string": b"<< /E << >( /B ) >> >>",
    "vertical tab": b"[5\x0b0\x0bR]",
    "vertical tab before a key": b"<<\x0b/A 1>>",
    "letters of other digits": b"<4g>",
    "leading zeros": b"[0 0 " + b"0" * 300 + b"595 842]",
    "reference of a high number": b"[4294967301 0 R]",
    "reference to nothing": b"[0 0 R]",
    "number with two signs": b"--5",
    "number with an exponent": b"1e5",
    "number with two points": b"1.2.3",
    "word in capitals": b"True",
    "unknown word": b"<</A endobj>>",
    "word that runs on": b"[trueR]",
    "name beyond ASCII": b"<</X\xc3\xa9 5 0 R>>",
    "name beyond ASCII, escaped": b"<</X#E9 5 0 R>>",
    "name with NUL": b"<</X#00a 5 0 R>>",
    "name with half an escape": b"/A#4",
    "name of 128 letters": b"/" + b"a" * 128,
    "name of none": b"<</ 1>>",
    "string with needless escape": b"(\\x)",
    "string with a high escape": b"(\\777)",
    "string with a digit behind an escape": b"(\\09)",
    "string with a carriage return": b"(a\rb)",
    "string that goes on in the next line": b"(a\\\nb)",
    "string without end": b"(a(b)",
    "brackets that do not fit": b"<</A [1>>]",
    "bracket too many": b"]",
    "bracket too few": b"<</A [1 2]",
    "brackets too deep": b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    "dictionaries too deep": b"<</A" * (DEEPEST + 1) + b" 1" + b">>" * (DEEPEST + 1),
    "key that is a number": b"<<1 /A>>",
    "key without value": b"<</A 1 /B>>",
    "key twice": b"<</L 5 /L 6>>",
    "key twice in two spellings": b"<</AB 5 /#41B 6>>",
    "braces": b"{1}",
    "nothing": b" \n",
    "two objects": b"1 2",
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_spelt_plainly_is_one_object(name: str) -> None:
    require_one(b" \r\n" + PLAIN[name] + b"\0\f")
    assert end_of(PLAIN[name] + b" endobj") == len(PLAIN[name])


@pytest.mark.parametrize("name", ODD)
def test_what_programs_read_differently_is_told(name: str) -> None:
    with pytest.raises(OddlySpelt):
        require_one(ODD[name])


def test_long_runs_of_one_letter_are_told_at_once() -> None:
    for text in (b"[" * 10**5, b" " * 10**5, b"(" * 10**5, b"1 " * 10**5, b"/" * 10**5):
        with pytest.raises(OddlySpelt):
            require_one(text)


PIECES = (
    *(
        b"<<",
        b">>",
        b"[",
        b"]",
        b"(",
        b")",
        b"<",
        b">",
        b"%",
        b"/",
        b"\\",
        b"#41",
        b"#",
        b" ",
        b"\n",
        b"\x0b",
    ),
    *(b"/A ", b"/B", b"1 ", b"-.5", b"true ", b"null", b"(a)", b"<41>", b"\\0", b"9", b"\r", b"\xe9"),
)
AROUND = [(b"", b""), (b"[", b"]"), (b"<</K ", b">>"), (b"(", b")"), (b"<", b">"), (b"/", b"")]


@settings(max_examples=300)
@given(st.sampled_from(AROUND), st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join))
def test_what_is_taken_is_read_alike_by_others(around: tuple[bytes, bytes], inside: bytes) -> None:
    text = inside.join(around)
    try:
        require_one(text)
    except OddlySpelt:
        return
    assert _by_pyhanko(text) == _by_qpdf(text)


def _by_pyhanko(text: bytes) -> object:
    stream = io.BytesIO(text.strip(b" \n\r") + b" ")
    found = _told(generic.read_object(stream, generic.Reference(1, 0)))
    assert not stream.read().strip()
    return found


def _told(one: object) -> object:
    if isinstance(one, generic.DictionaryObject):
        return {key: _told(one.raw_get(key)) for key in one}
    if isinstance(one, generic.ArrayObject):
        return [_told(one.raw_get(place)) for place in range(len(one))]
    if isinstance(one, generic.NullObject):
        return None
    if isinstance(one, generic.BooleanObject):
        return bool(one)
    return getattr(one, "original_bytes", one)


def _by_qpdf(text: bytes) -> object:
    return _shown(pikepdf.Object.parse(text))


def _shown(one: object) -> object:
    if isinstance(one, pikepdf.Dictionary):
        return {key: _shown(value) for key, value in one.items()}
    if isinstance(one, pikepdf.Array):
        return [_shown(value) for value in one]
    if isinstance(one, pikepdf.String):
        return bytes(one)
    return str(one) if isinstance(one, pikepdf.Name) else one
