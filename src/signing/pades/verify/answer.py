"""Writes and reads what the judging child answers, as JSON: a child that was taken over cannot run code here.

Must not trust the child: what has not the right form is no answer.
"""

import base64
import dataclasses as dc
import datetime as dt
import json
from typing import Any

from archive.values.verdict import FileVerdict, Level, Remark, ShownAt, SignatureVerdict, Verdict
from signing.pades.verify.carried import Evidence

_BYTES = ("certificates", "crls", "ocsps")


class NoAnswer(ValueError):
    """What the child said is no answer."""


def verdict_as_bytes(verdict: FileVerdict) -> bytes:
    """Write a verdict."""
    return json.dumps(dc.asdict(verdict), default=_plain).encode("utf-8")


def verdict_of(answer: bytes) -> FileVerdict:
    """Read a verdict.

    Raises:
        NoAnswer: it is none.
    """
    try:
        found = json.loads(answer)
        found |= {
            "verdict": Verdict(found["verdict"]),
            "level": _level(found["level"]),
            "signatures": tuple(_signature(one) for one in found["signatures"]),
            "remarks": tuple(Remark(**one) for one in found["remarks"]),
        }
        return FileVerdict(**found)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoAnswer("no verdict") from error


def evidence_as_bytes(evidence: Evidence) -> bytes:
    """Write what a file carries."""
    return json.dumps(dc.asdict(evidence), default=_plain).encode("utf-8")


def evidence_from(answer: bytes) -> Evidence:
    """Read what a file carries.

    Raises:
        NoAnswer: it is something else.
    """
    try:
        found = json.loads(answer)
        lists = {name: tuple(_decoded(one) for one in found[name]) for name in _BYTES}
        return Evidence(
            **lists, document_id=_decoded(found["document_id"]), revisions=int(found["revisions"])
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoAnswer("no evidence") from error


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(type(value).__name__)


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _signature(found: dict[str, Any]) -> SignatureVerdict:
    words = {name: Verdict(found[name]) for name in ("integrity", "certificate", "changes", "verdict")}
    time = None if found["time"] is None else dt.datetime.fromisoformat(found["time"])
    if time is not None and time.tzinfo is None:
        raise ValueError("a time without zone")
    shown = None if found["shown"] is None else _shown(found["shown"])
    return SignatureVerdict(
        **{**found, **words, "time": time, "level": _level(found["level"]), "shown": shown}
    )


def _shown(found: dict[str, Any]) -> ShownAt:
    left, top, right, bottom = (float(edge) for edge in found["box"])
    width, height = (float(side) for side in found["size"])
    return ShownAt(int(found["page"]), (left, top, right, bottom), (width, height))


def _level(found: str | None) -> Level | None:
    return None if found is None else Level(found)
