"""Says in words why a paper failed, from the code that its row keeps.

Must not invent: the sentence is that of the error, its facts left open.
"""

from collections import defaultdict
from collections.abc import Iterator

from archive.errors import SohoaError

_INTERNAL = "Phần mềm gặp lỗi khi xử lý. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên."


def sentence(code: str) -> str:
    """Return the Vietnamese sentence of an error code."""
    kind = next((kind for kind in _kinds(SohoaError) if vars(kind).get("code") == code), None)
    return kind.vi.format_map(defaultdict(lambda: "…")) if kind else _INTERNAL


def _kinds(base: type[SohoaError]) -> Iterator[type[SohoaError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)
