"""A desk in a folder of its own: real database, store, signing and rules; only reading is canned."""

import asyncio
import atexit
import dataclasses as dc
import functools
import io
import re
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.accounts.actor import AccountRight
from archive.settings import Settings
from archive.values.description import Field, OwnerId, OwnerKind, Party, Role
from archive.values.reading import Box, PageFailed, PageText, Word
from desk.bootstrap import open_house
from desk.engine.port import Leg, Legs, leg_id
from desk.house import House
from desk.pipeline.legs import legs
from desk.web.app import create_app
from digitize.reader.pool import ReaderPool
from signing.authority.make import make_key
from tests.fakes.describer import FakeDescriber

with warnings.catch_warnings():
    # Starlette asks for a successor of httpx that is not packaged with it.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PASSWORD = "mat-khau-de-thu"
HOME_AGENCY, OTHER_AGENCY = "H99.32.01", "H99.32.02"
ROLES = {
    "officer": AccountRight.OFFICER,
    "handler": AccountRight.HANDLER,
    "auditor": AccountRight.AUDITOR,
    "administrator": AccountRight.ADMIN,
}
"""Accounts of each agency with their only role; those of the other agency end in `-elsewhere`."""
OWNER = OwnerId(OwnerKind.CITIZEN, "099084000017")
PROCEDURE, DOSSIER = "1.001193", "H99.32.01-261105-0001"
MARRIAGE = "giay-chung-nhan-ket-hon"


class CannedReader(ReaderPool):
    """Looks, draws and copies as the real one; reads the same words on every page."""

    def read(
        self, file: Path, *, pages: Sequence[int] | None = None, password: str | None = None
    ) -> Iterator[PageText | PageFailed]:
        words = (Word("KẾT", Box(100, 100, 180, 140), 0.99, 0), Word("HÔN", Box(190, 100, 270, 140), 0.99, 0))
        for number in pages or range(1, self.look(file).pages + 1):
            yield PageText(number, 600, 800, 100, 0, False, "GIẤY CHỨNG NHẬN KẾT HÔN", 0.95, words)


class HandEngine:
    """Keeps what was ordered until a test lets it run."""

    def __init__(self) -> None:
        self.ordered: list[tuple[Leg, uuid.UUID, int]] = []
        self.legs: Legs = {}

    def enqueue(self, session: Session, leg: Leg, paper_id: uuid.UUID, attempt: int) -> None:
        self.ordered.append((leg, paper_id, attempt))

    def live(self) -> frozenset[str]:
        return frozenset(leg_id(*one) for one in self.ordered)

    def start(self, legs: Legs) -> None:
        self.legs = legs

    def recover(self) -> None:
        return

    def stop(self) -> None:
        return

    def run(self) -> None:
        """Do everything that was ordered."""
        while self.ordered:
            leg, paper_id, _ = self.ordered.pop(0)
            for _, step in self.legs[leg]:
                if not step(paper_id):
                    break


@dc.dataclass
class Office:
    """The desk of a test."""

    house: House
    engine: HandEngine
    app: Any
    known: dict[tuple[str, bool], "TestClient"] = dc.field(default_factory=dict)

    @contextmanager
    def built_with(self, **parts: Any) -> Iterator["Office"]:
        """Give the same desk with other parts of its house, such as a reader that warns, for a while."""
        house = dc.replace(self.house, **parts)
        self.engine.start(legs(house))
        try:
            yield dc.replace(self, house=house, app=create_app(house), known={})
        finally:
            self.engine.start(legs(self.house))

    def visitor(self, name: str, *, program: bool, fresh: bool = False) -> "TestClient":
        """Return a client of somebody, signed in once for all tests; nobody where `name` is empty."""
        make = self.program if program and name else self.client
        if fresh or not name:
            return make(name)
        if (name, program) not in self.known:
            self.known[name, program] = make(name)
        return self.known[name, program]

    def client(self, name: str = "") -> "TestClient":
        """Return a browser-like client, signed in as `name`."""
        client = TestClient(self.app, base_url="http://desk.test", follow_redirects=False)
        if name:
            page = client.get("/sign-in")
            sent = {"csrf": csrf(page.text), "name": name, "password": PASSWORD, "next": "/"}
            assert client.post("/sign-in", data=sent).status_code == 303
        return client

    def program(self, name: str) -> "TestClient":
        """Return a client of the API with a bearer token."""
        client = TestClient(self.app, base_url="http://desk.test", follow_redirects=False)
        answer = client.post("/api/v1/sessions", json={"name": name, "password": PASSWORD})
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return client

    def handed(self, client: "TestClient", colour: int = 200, dossier: str = DOSSIER) -> str:
        """Hand one picture in and let it be read; return the paper."""
        sent = {"owner": str(OWNER), "procedure": PROCEDURE, "dossier": dossier}
        answer = client.post("/api/v1/uploads", data=sent, files={"files": ("scan.jpg", picture(colour))})
        assert answer.status_code == 200, answer.text
        self.engine.run()
        return str(answer.json()["results"][0]["papers"][0]["paper"])

    def kept(self, client: "TestClient", colour: int = 200, dossier: str = DOSSIER) -> str:
        """Hand one picture in, confirm it and let it be signed; return the paper."""
        paper = self.handed(client, colour, dossier)
        said = {"presented": "original", "owners": [str(OWNER)]}
        answer = client.post(f"/api/v1/papers/{paper}/confirmations", json=said)
        assert answer.status_code == 200, answer.text
        self.engine.run()
        return paper


def furnish(home: Path, **settings: Any) -> Path:
    """Make an archive with an account of each role at two agencies; return its folder."""
    chosen = Settings(home=home / "home", **settings)
    with open_house(chosen) as house:
        with house.database.transaction() as session:
            for agency, suffix in ((HOME_AGENCY, ""), (OTHER_AGENCY, "-elsewhere")):
                for name, role in ROLES.items():
                    accounts.add(
                        session, name=name + suffix, full_name=f"Lê Thị {name.title()}", agency=agency,
                        roles=frozenset({role}), password=PASSWORD, settings=chosen,
                        clock=house.clock,
                    )  # fmt: skip
        make_key(chosen.home, "officer", "Lê Thị Officer", HOME_AGENCY, house.clock)
    return chosen.home


@functools.cache
def _furnished() -> Path:
    """Return the archive from which each desk begins: making one costs a second or two."""
    folder = Path(tempfile.mkdtemp(prefix="sohoa-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return furnish(folder)


@contextmanager
def office(home: Path, furnished: Path | None = None, **settings: Any) -> Iterator[Office]:
    """Give a desk with an account of each role at two agencies.

    Args:
        home: an empty folder.
        furnished: what its archive is a copy of, where its database is one too.
        settings: those that are not the usual ones.
    """
    chosen = Settings(home=home / "home", disk_free=1, **settings)
    shutil.copytree(furnished or _furnished(), chosen.home)
    with open_house(chosen) as real:
        real.reader.close()
        engine = HandEngine()
        house = dc.replace(
            real, reader=CannedReader(chosen), engine=engine, describer=describer(),
            open_reader=lambda name, model: CannedReader(
                dc.replace(chosen, ocr_engine=name, ocr_model=model, readers=1)
            ),
        )  # fmt: skip
        engine.start(legs(house))
        try:
            yield Office(house, engine, create_app(house))
        finally:
            house.reader.close()


def describer() -> FakeDescriber:
    """Return one that takes every paper for the same marriage certificate."""
    return FakeDescriber(
        type=MARRIAGE,
        fields={
            "number": Field("number", "17/2019", "17/2019", 0.95, 1, Box(100, 100, 180, 140)),
            "owner_name": Field("owner_name", "Đỗ Văn Mận", "Đỗ Văn Mân", 0.55, 1, Box(190, 100, 270, 140)),
            "issued_on": Field("issued_on", "2019-05-06", "06/5/2019", 0.9, 1),
        },
        parties=(Party(Role.SPOUSE, "Đỗ Văn Mận", OWNER),),
    )


def picture(colour: int = 200) -> bytes:
    """Return a small page as JPEG; another colour has other bytes even where JPEG rounds it."""
    data = io.BytesIO()
    page = Image.new("RGB", (600, 800), (colour, 240, 240))
    page.save(data, "JPEG", dpi=(100, 100), comment=f"colour {colour}")
    return data.getvalue()


def csrf(page: str) -> str:
    """Return the token of the first form of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def pour(app: Any, path: str, headers: dict[str, str], chunks: Iterator[bytes]) -> tuple[int, int]:
    """Send a body piece by piece; return the status and how many bytes the desk took before it answered."""
    status, taken = 0, 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        piece = next(chunks, b"")
        taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("192.0.2.1", 5),
        "server": ("desk.test", 80), "headers": [(b"host", b"desk.test")] + [
            (name.encode(), value.encode()) for name, value in headers.items()
        ],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    return status, taken
