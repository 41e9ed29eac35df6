"""Fills an archive with very many invented papers, the same for the same seed, on either engine.

Must not go through the product's acts: a million papers would take days. Rows are what the acts would write.
"""

import dataclasses as dc
import datetime as dt
import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

import desk.tables  # noqa: F401 - every table is known
from archive.database.base import Base
from archive.database.engine import Database
from archive.search.fold import fold, words_of
from archive.search.index import place_in_time, row_of
from archive.values.description import OwnerKind

_TABLES = Base.metadata.tables
_PART = 5_000
_FIRST = dt.datetime(2021, 1, 4, 1, 0, tzinfo=dt.UTC)
_STEP = dt.timedelta(seconds=157)
"""Between two papers: a million of them come in five years."""
AGENCIES = ("H99.32.01", "H99.32.02", "H99.31.01", "H99.31.02", "H99.30.01")
# How often Vietnamese families bear a name: two in five are Nguyễn.
_FAMILY = {
    "Nguyễn": 384, "Trần": 121, "Lê": 95, "Phạm": 70, "Hoàng": 51, "Phan": 45, "Vũ": 39, "Đặng": 21,
    "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10, "Lý": 5,
}  # fmt: skip
_MIDDLE = {"Thị": 45, "Văn": 30, "Đức": 6, "Thanh": 5, "Minh": 5, "Ngọc": 5, "Hữu": 3, "Quang": 3}
_GIVEN = (
    "Hoà", "An", "Bình", "Lan", "Hương", "Mai", "Tuấn", "Dũng", "Thuý", "Hạnh", "Khoa", "Sơn", "Yến",
          "Phúc", "Quỳnh", "Nam", "Oanh", "Loan", "Giang", "Tâm", "Vinh", "Xuân",
    "Khuyên", "Nhàn",
)  # fmt: skip
_TYPES = {
    "giay-khai-sinh": ("GIẤY KHAI SINH", 34), "giay-chung-nhan-ket-hon": ("GIẤY CHỨNG NHẬN KẾT HÔN", 20),
    "quyet-dinh": ("QUYẾT ĐỊNH VỀ VIỆC CẤP PHÉP XÂY DỰNG NHÀ Ở", 18),
    "thong-bao": ("THÔNG BÁO NỘP THUẾ ĐẤT", 12),
    "don-de-nghi": ("ĐƠN ĐỀ NGHỊ XÁC NHẬN CƯ TRÚ", 16),
}  # fmt: skip
_PLACES = ("xã Hoà Bình", "phường Trung Tâm", "xã Tân Lập", "phường Bến Thuỷ", "xã Yên Phú")
_TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc Căn cứ Luật Hộ tịch họ chữ đệm tên ngày "
    "tháng năm sinh quốc tịch dân tộc Kinh nơi cư trú "
    "giấy tờ tùy thân đăng ký tại người thực hiện ký ghi rõ họ tên"
)


@dc.dataclass(frozen=True, slots=True)
class Sample:
    """What one of the papers says, for questions that find it."""

    number: str
    owner: str
    name: str
    dossier: str


@dc.dataclass(frozen=True, slots=True)
class Named:
    """Somebody named on a paper; `who` numbers people, `number` is None where only a name is there."""

    role: str
    who: int
    name: str
    number: str | None
    kind: str = "citizen"
    confirmed: bool = True


def fill(database: Database, papers: int, seed: int) -> list[Sample]:
    """Write that many kept papers with dossiers, owners, parties and index rows; return some of them.

    Args:
        database: migrated, without papers.
        papers: how many; every owner has four on average, the more often met ones a dozen.
        seed: of names, numbers and sizes.
    """
    chance = random.Random(seed)
    samples: list[Sample] = []
    for start in range(0, papers, _PART):
        rows = [_paper(chance, n, papers) for n in range(start, min(start + _PART, papers))]
        samples += [row["sample"] for row in rows[:: max(1, papers // 1000 // (papers // _PART or 1))]]
        write(database, rows)
    settle(database)
    return samples


def _paper(chance: random.Random, n: int, papers: int) -> dict[str, Any]:
    people = max(2, papers // 4)
    who = int(chance.paretovariate(1.2) * papers / 40) % people
    type_slug = _one(chance, {slug: weight for slug, (_, weight) in _TYPES.items()})
    place = chance.choice(_PLACES)
    number = f"{chance.randrange(1, 3000)}/{(_FIRST + _STEP * n).year}/{place.split()[-1].upper()}-{n % 997}"
    text = f"{_TEXT} {_name(who)} {place} {_one(chance, _FAMILY)}"
    return row(n, type_slug, number, place, _parties(type_slug, who, people), text)


def row(
    n: int, type_slug: str, number: str, place: str, parties: Sequence[Named], text: str
) -> dict[str, Any]:
    """Return the n-th paper for `write`; whoever is named first is the applicant."""
    at, agency, first = _FIRST + _STEP * n, AGENCIES[n % len(AGENCIES)], parties[0]
    dossier = f"{agency}-{at:%y%m%d}-{n:07d}"
    return {
        "id": _id(at, n), "n": n, "at": at, "owner": first.number or "", "type": type_slug,
        "parties": parties, "title": _TYPES[type_slug][0], "number": number,
        "issuer": f"Ủy ban nhân dân {place}", "agency": agency, "dossier": dossier, "text": text,
        "sample": Sample(number, first.number or "", first.name, dossier),
    }  # fmt: skip


def _name(who: int) -> str:
    person = random.Random(who)
    return f"{_one(person, _FAMILY)} {_one(person, _MIDDLE)} {person.choice(_GIVEN)}"


def person(who: int, kind: str) -> uuid.UUID:
    """Return the id of the owner."""
    return uuid.UUID(int=(who << 8) + 1 + list(OwnerKind).index(OwnerKind(kind)))


def _number(who: int) -> str:
    return f"0{who % 96 + 1:02d}{who:09d}"[:12]


def _parties(type_slug: str, who: int, people: int) -> list[Named]:
    """Return who is named in which role: everybody is married to one and the child of another couple."""
    father = (who * 31 + 7) % people
    roles = {
        "giay-chung-nhan-ket-hon": [("spouse", who), ("spouse", (who ^ 1) % people)],
        "giay-khai-sinh": [("child", who), ("parent", father), ("parent", (father ^ 1) % people)],
    }
    named = roles.get(type_slug, [("owner", who)])
    return [Named(role, one, _name(one), _number(one)) for role, one in named]


def _id(at: dt.datetime, n: int) -> uuid.UUID:
    milliseconds = int(at.timestamp() * 1000)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | n)


def _one(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def write(database: Database, rows: Sequence[dict[str, Any]]) -> None:
    """Write papers as `row` gives them, with all that belongs to them."""
    with database.transaction() as session:
        connection = session.connection()
        for name, made in tables(rows):
            table = _TABLES[name]
            _insert(connection, table, list(made))
        if not database.postgres:
            connection.execute(
                sa.text(
                    "INSERT INTO paper_words(rowid, words)"
                    " SELECT seq, words FROM paper_index WHERE seq >= :first"
                ),
                {"first": place_in_time(rows[0]["at"])},
            )  # fmt: skip


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    once: Any = sa.insert(table).prefix_with("OR IGNORE", dialect="sqlite")
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        once = insert(table).on_conflict_do_nothing()
    connection.execute(once, rows)


def tables(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Yield what is written for these papers, table by table; a row may come twice."""
    at = rows[0]["at"]
    known = {
        (one.kind, one.number): one for row in rows for one in row["parties"] if one.confirmed and one.number
    }
    yield "owner", ({"id": person(one.who, one.kind), "kind": one.kind, "name": one.name, "created_at": at}
                    for one in {(one.who, one.kind): one for one in known.values()}.values())  # fmt: skip
    yield "identifier", ({"kind": kind, "number": number, "owner_id": person(one.who, kind)}
                         for (kind, number), one in known.items())  # fmt: skip
    yield "dossier", ({
        "number": r["dossier"], "procedure_code": "1.001193", "applicant_kind": "citizen",
        "applicant_number": r["owner"], "receiving_agency": r["agency"], "deciding_agency": r["agency"],
        "keeping_agency": r["agency"], "opened_at": r["at"], "opened_by": "lan",
        "closed_at": r["at"] + dt.timedelta(days=9),
    } for r in rows)  # fmt: skip
    yield "stored_object", ({"sha256": f"{r['n']:064x}", "size": 1, "media_type": "application/pdf",
                             "what": "original", "state": "kept",
                             "stored_at": r["at"]} for r in rows)  # fmt: skip
    yield "paper", map(_paper_row, rows)
    yield "dossier_paper", ({"dossier_number": r["dossier"], "paper_id": r["id"], "component": "",
                             "how": "digitised", "at": r["at"]} for r in rows)  # fmt: skip
    yield "paper_party", ({
        "paper_id": r["id"], "n": n, "role": one.role, "name": one.name, "kind": one.number and one.kind,
        "number": one.number, "source": "officer" if one.confirmed else "read", "printed": "",
        "confirmed_by": "lan" if one.confirmed and one.number else None,
        "confirmed_at": r["at"] if one.confirmed and one.number else None,
    } for r in rows for n, one in enumerate(r["parties"], 1))  # fmt: skip
    yield "paper_index", map(_index_row, rows)
    said = itertools.chain.from_iterable(map(_telling, rows))
    yield "index_word", ({"word": word} for word in {word for text in said for word in words_of(text)})


def _paper_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"], "code": f"{row['at'].year}-{row['n']:07d}", "dossier_number": row["dossier"],
        "kind": "component", "stage": "kept", "standing": "available", "version": 1, "leg": 2,
        "original_sha256": f"{row['n']:064x}", "came_signed": False, "one_paper": False, "description_n": 2,
        "revision_n": 1, "type": row["type"], "title": row["title"], "number": row["number"],
        "number_folded": fold(row["number"]).replace(" ", ""), "issuer": row["issuer"],
        "issuer_folded": " ".join(words_of(row["issuer"])), "issued_on": row["at"].date(), "no_expiry": True,
        "doubt": 0.1, "presented": "original", "compared_by": "lan", "compared_at": row["at"],
        "described_by": "lan", "described_at": row["at"], "owner_confirmed": True,
        "profile": "so-hoa-thanh-phan", "level": "B-LTA", "verdict": "PASSED", "verdict_reason": "",
        "held": False, "reason": "", "received_at": row["at"], "received_by": "lan",
        "receiving_agency": row["agency"],
    }  # fmt: skip


def _telling(row: dict[str, Any]) -> list[str]:
    code = f"{row['at'].year}-{row['n']:07d}"
    named = [text for one in row["parties"] for text in (one.name, one.number or "")]
    return [code, row["title"], row["number"], row["issuer"], *named]


def _index_row(row: dict[str, Any]) -> dict[str, Any]:
    words, exact = row_of(_telling(row), row["text"])
    return {"seq": place_in_time(row["at"]), "paper_id": row["id"], "words": words, "exact": exact}


def settle(database: Database) -> None:
    """Let the engine learn how its tables are, as its own housekeeping does in time."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE" if database.postgres else "ANALYZE"))
