"""The notices that a reading gives, in both languages.

Must not decide when one is given.
"""

from archive.values.reading import Box, Notice

_LAYER = {
    "picture": ("lớp chữ nằm dưới ảnh quét", "it lies under a scan"),
    "hidden-text": ("trang có chữ ẩn", "the page has hidden text"),
    "no-words": ("không lấy được chữ đứng thẳng nào từ đó", "no upright words could be taken from it"),
    "not-visible": ("có chữ không nhìn thấy trên trang", "it has words that are not visible"),
    "more-visible": ("trang có nhiều chữ hơn lớp chữ", "the page shows more than it says"),
    "other-words": ("nội dung khác với hình ảnh", "it says something else than the picture"),
}

_AGAIN_VI = "Các trang khác vẫn được đọc; hãy quét lại trang này."
_AGAIN_EN = "The other pages were read; scan this one again."


def layer_ignored(why: str) -> Notice:
    """Return the notice that a text layer was not used; `why` as `judged` says it."""
    vi, en = _LAYER[why]
    return Notice(
        "text-layer-ignored",
        f"Không dùng lớp chữ có sẵn của trang vì {vi}; chữ được đọc từ hình ảnh.",
        f"The page's own text was not used, since {en}; it was read from the picture.",
    )


def handwritten(place: Box) -> Notice:
    """Return the notice that something at `place` was written by hand and not read."""
    return Notice(
        "handwritten",
        "Chữ viết tay, không đọc. Hãy xem trên ảnh và tự nhập nếu cần.",
        "Handwritten, not read. Look at the picture and type it in where it is needed.",
        place,
    )


def nothing_read() -> Notice:
    """Return the notice that a page is not blank, and yet no word was read on it."""
    return Notice(
        "nothing-read",
        "Không đọc được chữ nào trên trang này. Hãy xem ảnh và so với bản giấy; nếu trên giấy có chữ, "
        "hãy quét lại.",
        "Nothing was read on this page. Look at the picture and compare with the paper; if there is print "
        "on it, scan it again.",
    )


def picture_damaged() -> Notice:
    """Return the notice that the picture of a page cannot be decoded, or only in part."""
    return Notice(
        "picture-damaged",
        "Ảnh của trang bị hỏng hoặc thiếu một phần nên không hiện đủ; chỉ phần nhìn thấy được đã được đọc. "
        "Hãy so với bản giấy rồi quét lại trang này.",
        "The picture of the page is damaged or cut off and is not shown whole; only what can be seen was "
        "read. Compare with the paper, then scan this page again.",
    )


def page_damaged(vi: str, en: str) -> Notice:
    """Return the notice that a page cannot be decoded; the texts are those of the error."""
    return Notice("page-damaged", vi, en)


def page_timed_out(seconds: int) -> Notice:
    """Return the notice that reading a page took more than `seconds`."""
    return Notice(
        "page-time-out",
        f"Đọc trang này quá {seconds} giây nên đã dừng. {_AGAIN_VI}",
        f"Reading this page took more than {seconds} seconds and was ended. {_AGAIN_EN}",
    )


def page_out_of_memory() -> Notice:
    """Return the notice that reading a page needed too much memory."""
    return Notice(
        "page-out-of-memory",
        f"Đọc trang này cần quá nhiều bộ nhớ nên đã dừng. {_AGAIN_VI}",
        f"Reading this page needed too much memory and was ended. {_AGAIN_EN}",
    )


def page_crashed() -> Notice:
    """Return the notice that the reader of a page crashed."""
    return Notice(
        "page-crashed",
        f"Tiến trình đọc trang này bị lỗi. {_AGAIN_VI}",
        f"The reader of this page crashed. {_AGAIN_EN}",
    )
