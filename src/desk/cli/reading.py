"""`sohoa read`: reads files without storing anything.

Must not open the archive: it works on a machine that has none.
"""

import datetime as dt
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archive.clock import today
from archive.database.engine import Database
from archive.errors import Exit, SohoaError
from archive.papers.descriptions import field_rows
from archive.settings import Settings
from archive.values.description import Batch
from archive.values.reading import Notice, PageFailed, PageText
from desk.bootstrap import clock_of
from desk.cli.output import Output, complain
from desk.cli.session import settings
from desk.errors import NoSuchFile
from desk.pipeline.types import rules_without_archive, type_rules
from desk.readiness import is_ready
from digitize.describe.describer import RuleDescriber
from digitize.errors import ReaderKilled
from digitize.ports import TypeRule
from digitize.quality.sequence import sequence_notices
from digitize.reader.pool import ReaderPool


def read(files: Sequence[Path], password: str, *, as_json: bool) -> int:
    """Read files, folders walked, and print what is on them."""
    out = Output(as_json=as_json)
    conf = settings()
    describer = RuleDescriber(conf.code_order.split("|"))
    day = today(clock_of(conf))
    types = _types(conf, day)
    pool = ReaderPool(conf)
    try:
        for file in _walked(files):
            try:
                line = _read(pool, describer, file, password or None, types, day)
            except SohoaError as error:
                complain(error.code, error.text_vi, error.text_en)
                out.item({"file": str(file), "error": {"code": error.code, "text": error.text_vi}})
                out.ended(error.exit)
                continue
            out.item(line, _text(line))
            if any(page["failed"] for page in line["pages"]):
                out.ended(Exit.BAD_INPUT)
    finally:
        pool.close()
    return out.code


def _walked(files: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for file in files:
        found += sorted(e for e in file.rglob("*") if e.is_file()) if file.is_dir() else [file]
    return found


def _types(conf: Settings, day: dt.date) -> list[TypeRule]:
    """Return the types of the archive where one is prepared, else those that come with the product."""
    if not is_ready(conf):
        return rules_without_archive(day)
    database = Database(conf.database)
    try:
        with database.reading() as session:
            return type_rules(session, day)
    finally:
        database.close()


def _read(
    pool: ReaderPool,
    describer: RuleDescriber,
    file: Path,
    password: str | None,
    types: Sequence[TypeRule],
    day: dt.date,
) -> dict[str, Any]:
    started = time.monotonic()
    if not file.is_file():
        raise NoSuchFile(file=str(file), why="no such file")
    pool.look(file, password=password)
    read_pages = list(pool.read(file, password=password))
    pages = [page for page in read_pages if isinstance(page, PageText)]
    if not pages and read_pages:
        _all_failed(file, read_pages)
    batch = describer.describe(pages, types=types, today=day)
    warned = sequence_notices(pages, [paper.pages for paper in batch.papers])
    return {
        "file": str(file),
        "pages": [_page(page, warned.get(page.number, ())) for page in read_pages],
        "text": "\n\n".join(page.text for page in pages if page.text),
        "papers": _papers(batch),
        "qr": [
            {"page": code.page, "payload": code.payload, "format": code.format, "box": code.box.as_list()}
            for page in pages
            for code in page.codes
        ],
        "blanks": list(batch.blanks),
        "separators": list(batch.separators),
        "engine": f"{pool.engine} {pool.model}",
        "seconds": round(time.monotonic() - started, 3),
    }


def _all_failed(file: Path, pages: Sequence[PageText | PageFailed]) -> None:
    first = pages[0]
    why = first.notice.en if isinstance(first, PageFailed) else ""
    raise ReaderKilled(file=file.name, why=why)


def _page(page: PageText | PageFailed, warned: Sequence[Notice]) -> dict[str, Any]:
    if isinstance(page, PageFailed):
        empty = {
            "width": 0,
            "height": 0,
            "dpi": 0,
            "rotation": 0,
            "blank": False,
            "text": "",
            "confidence": 0.0,
        }
        return {"number": page.number, **empty, "warnings": [_warning(page.notice)], "failed": True}
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "rotation": page.rotation,
        "blank": page.blank,
        "text": page.text,
        "confidence": round(page.confidence, 4),
        "source": page.source.value,
        "warnings": [_warning(notice) for notice in (*page.notices, *warned)],
        "failed": False,
    }


def _warning(notice: Notice) -> dict[str, Any]:
    box = notice.box.as_list() if notice.box else None
    return {"code": notice.code, "text": notice.vi, "text_en": notice.en, "box": box}


def _papers(batch: Batch) -> list[dict[str, Any]]:
    return [
        {
            "pages": list(paper.pages),
            "type": paper.type,
            "type_confidence": round(paper.type_confidence, 4),
            "why": paper.why,
            "fields": {
                name: {key: row[key] for key in ("value", "raw", "confidence", "page", "box", "source")}
                for name, row in field_rows(paper.fields).items()
            },
            "parties": [
                {
                    "role": party.role.value,
                    "printed": party.printed,
                    "name": party.name,
                    "owner": str(party.owner) if party.owner else None,
                }
                for party in paper.parties
            ],
        }
        for paper in batch.papers
    ]


def _text(line: dict[str, Any]) -> str:
    head = f"── {line['file']}: {len(line['pages'])} pages, {line['seconds']} s, {line['engine']}"
    found = [
        f"   [{paper['type']} {paper['type_confidence']:.2f}] pages {paper['pages']}  {paper['why']}\n"
        + "\n".join(f"     {name} = {field['value']}" for name, field in paper["fields"].items())
        for paper in line["papers"]
    ]
    warned = [f"   ! {page['number']}: {one['text']}" for page in line["pages"] for one in page["warnings"]]
    return "\n".join([head, *found, *warned, "", line["text"], ""])
