"""The notices that a reading gives, in both languages.

Must not decide when one is given.
"""

from archive.values.reading import Notice

_LAYER = {
    "picture": ("lớp chữ nằm dưới ảnh quét", "it lies under a scan"),
    "hidden-text": ("trang có chữ ẩn", "the page has hidden text"),
    "undecodable": ("không giải mã được chữ", "its letters cannot be decoded"),
    "not-visible": ("có chữ không nhìn thấy trên trang", "it has words that are not visible"),
    "more-visible": ("trang có nhiều chữ hơn lớp chữ", "the page shows more than it says"),
    "other-words": ("nội dung khác với hình ảnh", "it says something else than the picture"),
}
PAGE_TIME_OUT, PAGE_OUT_OF_MEMORY, PAGE_CRASHED = "page-time-out", "page-out-of-memory", "page-crashed"


def layer_ignored(why: str) -> Notice:
    """Return the notice that a text layer was not used; `why` as `disagreement` says it."""
    vi, en = _LAYER[why]
    return Notice(
        "text-layer-ignored",
        f"Không dùng lớp chữ có sẵn của trang vì {vi}; chữ được đọc từ hình ảnh.",
        f"The page's own text was not used, since {en}; it was read from the picture.",
    )


def page_damaged(vi: str, en: str) -> Notice:
    """Return the notice that a page cannot be decoded; the texts are those of the error."""
    return Notice("page-damaged", vi, en)


def page_killed(code: str, seconds: int) -> Notice:
    """Return the notice that the reader of a page ended by a limit or a crash."""
    vi, en = {
        PAGE_TIME_OUT: (f"đọc quá {seconds} giây", f"it took more than {seconds} seconds"),
        PAGE_OUT_OF_MEMORY: ("cần quá nhiều bộ nhớ", "it needed too much memory"),
    }.get(code, ("tiến trình đọc bị lỗi", "its reader crashed"))
    return Notice(
        code,
        f"Không đọc được trang này: {vi}. Các trang khác vẫn được đọc; hãy quét lại trang này.",
        f"This page could not be read: {en}. The other pages were read; scan this one again.",
    )
