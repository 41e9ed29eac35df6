"""A catalogue in memory, and sheets written for one test; nothing of the shipped data."""

import contextlib
import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue import models
from archive.catalogue.load import SHIPPED, load
from archive.clock import FixedClock
from archive.database.base import Base

TABLES = [
    model.__table__
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, Base) and model is not Base
]

NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)

Folder = Callable[..., Path]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@contextlib.contextmanager
def empty_catalogue() -> Iterator[Session]:
    """Open a session on an empty catalogue of its own."""
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine, tables=TABLES)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def session() -> Iterator[Session]:
    with empty_catalogue() as session:
        yield session


@pytest.fixture(scope="session")
def shipped() -> Iterator[Session]:
    """Hold the shipped catalogue; only for tests that write nothing."""
    with empty_catalogue() as session:
        load(session, SHIPPED, by="an", clock=FixedClock(NOW))
        session.commit()
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Write sheets given as lists of dicts over sound defaults; return their folder."""

    def write(**sheets: list[dict[str, str]]) -> Path:
        for name, rows in sheets.items():
            full = [{**DEFAULTS[name], **row} for row in rows]
            with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(full[0]))
                writer.writeheader()
                writer.writerows(full)
        return tmp_path

    return write


_DATED = {"valid_from": "2020-01-01", "valid_to": "", "source": "Nguồn"}
DEFAULTS: dict[str, dict[str, str]] = {
    "agencies": {
        "code": "X11", "name": "Cơ quan", "name_en": "", "parent": "", "level": "commune", "successors": "",
        **_DATED,
    },
    "types": {
        "slug": "don", "code": "GT.1", "name": "Đơn", "titles": "", "symbols": "", "words": "", "fields": "",
        "reuse_class": "never", "term_months": "", "keep_picture": "1", "picture_ground": "", **_DATED,
    },
    "procedures": {
        "code": "1.000001", "name": "Thủ tục", "field": "Lĩnh vực", "decided_by": "commune", "results": "",
        **_DATED,
    },
    "components": {
        "procedure": "1.000001", "code": "TP01", "name": "Đơn", "required": "1", "form": "original",
        "accepts": "don", "purpose": "", "from_database": "", "group": "", **_DATED,
    },
    "profiles": {
        "slug": "kieu", "name": "Kiểu", "signers": "officer", "words_vi": "", "corner": "top-left",
        "seal_picture": "0", "level": "B-LTA", "right": "", **_DATED,
    },
}  # fmt: skip
