"""A report as one HTML file without anything outside it, which also prints well.

Must not trust a name: file, field and signer are a stranger's words, and escaped.
"""

import base64
import datetime as dt
from collections.abc import Sequence
from html import escape

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict, SignatureVerdict, Verdict
from signing.reports import words
from signing.reports.picture import Picture, Pictures, marks

_STYLE = """
body{font:11pt/1.4 Tinos,"Times New Roman",serif;color:#000;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:18pt;margin:0}h2{font-size:13pt;overflow-wrap:anywhere}h3{font-size:11pt;overflow-wrap:anywhere}
section{border-top:1px solid #555;margin-top:1.5rem;break-inside:avoid}
table{border-collapse:collapse}th{text-align:left;font-weight:normal;padding-right:1.5rem;vertical-align:top}
td{overflow-wrap:anywhere}.en{color:#444;font-style:italic}.verdict{font-weight:bold}
figure{margin:1rem 0}.page{position:relative;width:24rem;max-width:100%;border:1px solid #999}
.page img{display:block;width:100%}figcaption{font-size:9pt}
.mark{position:absolute;box-sizing:border-box;border:2px solid #c00}
.mark b{color:#c00;background:#fff;padding:0 2px}
.warning{border:2px solid #000;padding:.5rem 1rem}
@page{size:A4;margin:20mm}@media print{body{margin:0;max-width:none;padding:0}}
"""


def page(judged: Sequence[tuple[str, FileVerdict]], at: dt.datetime, pictures: Pictures = None) -> str:
    """Return the whole HTML document; `pictures` as for `write_report`."""
    warning = _paired(words.NO_LEGAL_VALUE, "warning") if words.is_test_signed(judged) else ""
    files = "".join(
        _file(target, verdict, "" if pictures is None else _picture(pictures[n], verdict))
        for n, (target, verdict) in enumerate(judged)
    )
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f"<title>{words.TITLE[0]}</title><style>{_STYLE}</style></head>\n<body>\n"
        f'<h1>{words.TITLE[0]}</h1><p class="en" lang="en">{words.TITLE[1]}</p>\n'
        f"<p>{words.both(words.AS_OF)}: <strong>{vietnam_iso(at)}</strong></p>\n"
        f"{warning}{files}<section>{_paired(words.METHOD)}</section>\n</body></html>\n"
    )


def _file(target: str, verdict: FileVerdict, picture: str) -> str:
    level = f" · {words.both(words.LEVEL)} {verdict.level.value}" if verdict.level else ""
    return (
        f"<section><h2><bdi>{_safe(target)}</bdi></h2>\n"
        f"<p>{_word(verdict.verdict)} {_safe(verdict.reason)}{level}</p>\n"
        f"{_paired((verdict.vi, verdict.en))}"
        f"{''.join(_paired((one.vi, one.en)) for one in verdict.remarks if one.vi != verdict.vi)}{picture}"
        f"{''.join(_signature(n, one) for n, one in enumerate(verdict.signatures, start=1))}</section>\n"
    )


def _signature(number: int, one: SignatureVerdict) -> str:
    rows = "".join(
        f"<tr><th>{name}</th><td><bdi>{_safe(value)}</bdi></td></tr>" for name, value in words.facts(one)
    )
    head = f"{number}. <bdi>{_safe(one.signer or words.UNKNOWN)}</bdi> {_word(one.verdict)}"
    return f"<h3>{head}</h3>\n<table>{rows}</table>\n{_paired((one.vi, one.en))}"


def _picture(picture: Picture | None, verdict: FileVerdict) -> str:
    """Return the page with a frame around each signature's place, its number in it."""
    if picture is None:
        return _paired(words.NO_PICTURE)
    frames = "".join(
        f'<span class="mark" style="left:{100 * left:.2f}%;top:{100 * top:.2f}%;'
        f'width:{100 * (right - left):.2f}%;height:{100 * (bottom - top):.2f}%"><b>{number}</b></span>'
        for number, (left, top, right, bottom) in marks(picture, verdict)
    )
    caption = _safe(words.caption(picture, verdict))
    data = base64.b64encode(picture.jpeg).decode()
    return (
        f'<figure><div class="page"><img alt="{caption}" src="data:image/jpeg;base64,{data}">{frames}</div>'
        f"<figcaption>{caption}</figcaption></figure>\n"
    )


def _word(verdict: Verdict) -> str:
    return f'<span class="verdict">{words.both(words.VERDICTS[verdict])}</span>'


def _paired(sentences: tuple[str, str], kind: str = "") -> str:
    vi, en = map(_safe, sentences)
    return f'<div class="{kind}"><p>{vi}</p><p class="en" lang="en">{en}</p></div>\n'


def _safe(text: str) -> str:
    return escape(words.plain(text))
