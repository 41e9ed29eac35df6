"""Frames come over whole or not at all, and what is no frame is known as such."""

import os
from collections.abc import Iterator

import pytest

from archive.values.reading import (
    Box,
    Look,
    Notice,
    PageFailed,
    PageText,
    QrCode,
    TextSource,
    Word,
)
from digitize import errors
from digitize.errors import DigitizeError
from digitize.reader.values import (
    error_of,
    failed_message,
    look_message,
    look_of,
    page_message,
    result_of,
)
from digitize.reader.wire import BadFrame, Frame, Inbox, Stalled, error_message, frame, send

PAGE = PageText(
    3, 1654, 2339, 200, 90, False, "Độc lập\nTự do", 0.91,
    (Word("Độc", Box(1, 2, 3, 4), 0.5, 0), Word("do", Box(5, 6, 7, 8), 1.0, 1)),
    (QrCode(3, "mã|1", "QRCode", Box(0, 0, 9, 9)),),
    (Notice("text-layer-ignored", "vì", "since"), Notice("shadow", "bóng", "dark", Box(0, 9, 99, 40))),
    TextSource.OCR,
)  # fmt: skip


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def _is_error_of_the_room(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, DigitizeError) and "code" in vars(kind)


def over(message: dict[str, object]) -> dict[str, object]:
    """Send a message through bytes and back."""
    return frame("result", message).message()


def test_frames_come_in_order_with_their_bytes(pipe: tuple[int, int]) -> None:
    send(pipe[1], frame("job", {"tên": "Đỗ"}, b"\n\0\xff"))
    send(pipe[1], frame("end", {}))
    inbox = Inbox(pipe[0])
    first, second = inbox.receive(1), inbox.receive(1)
    assert first is not None
    assert (first.message(), first.blob) == ({"tên": "Đỗ"}, b"\n\0\xff")
    assert second is not None
    assert second.kind == "end"


def test_half_a_frame_is_dropped_at_the_end(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], frame("job", {"a": 1}, b"x" * 99).encoded()[:-5])
    os.close(pipe[1])
    assert Inbox(pipe[0]).receive(1) is None


def test_silence_is_not_waited_for_for_ever(pipe: tuple[int, int]) -> None:
    with pytest.raises(Stalled):
        Inbox(pipe[0]).receive(0.05)


@pytest.mark.parametrize(
    "rubbish", [b"x" * 80, b"one two\n", b"job -1 0\n", b"job 99999999999 0\n", b"job 1 99999999999\n"]
)
def test_what_is_no_frame_is_refused(pipe: tuple[int, int], rubbish: bytes) -> None:
    os.write(pipe[1], rubbish)
    with pytest.raises(BadFrame):
        Inbox(pipe[0]).receive(1)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[1, 2]", b"{", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadFrame):
        Frame("result", body).message()


def test_readings_and_looks_come_back_as_they_went() -> None:
    assert result_of(over(page_message(PAGE)), expected=3) == PAGE
    failed = PageFailed(4, Notice("page-crashed", "lỗi", "crash"))
    assert result_of(over(failed_message(failed)), expected=4) == failed
    look = Look("application/pdf", 2, True, 1, False, PAGE.notices)
    assert look_of(over(look_message(look))) == look


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", 4), ("size", [1, 2, 3]), ("size", [0, 10, 200, 0]), ("size", [9, 9, 200, 45]),
        ("confidence", 1.5), ("confidence", "1"), ("words", [["a", 1]]), ("words", [[1, 0, 0, 1, 1, 1, 0]]),
        ("text", None), ("source", "telepathy"), ("codes", 7),
    ],
)  # fmt: skip
def test_a_page_of_the_wrong_form_is_refused(name: str, value: object) -> None:
    message = over(page_message(PAGE)) | {name: value}
    with pytest.raises(BadFrame):
        result_of(message, expected=3)


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if _is_error_of_the_room(kind)])
def test_every_error_of_the_room_comes_over(kind: type[DigitizeError]) -> None:
    facts = {
        "file": "tệp.pdf",
        "why": "?",
        "found": "?",
        "limit": 5,
        "pages": 9,
        "page": 1,
        "pixels": 7,
        "width": 9,
        "height": 3,
        "missing": "khongco",
        "installed": "vie",
    }
    error = error_of(over(error_message(kind(**facts))))
    assert type(error) is kind
    assert error.text_vi == kind(**facts).text_vi


@pytest.mark.parametrize("name", ["SohoaError", "dc", "Exit", "__name__", ""])
def test_no_other_error_can_be_named(name: str) -> None:
    with pytest.raises(BadFrame):
        error_of({"error": name, "facts": {}})
