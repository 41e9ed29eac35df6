"""Lines of forms that were filled in by hand, and lines for machines at the foot of identity papers.

Must not say what the handwriting says: the network marks its place and guesses nothing.
"""

import random
from collections.abc import Callable

from scripts.train_lines.alphabet import HANDWRITING as HAND
from scripts.train_lines.terms import HEADS, KINDS, LABELS, OFFICES, PLACES
from scripts.train_lines.values import digits, name


def _code(rng: random.Random, gaps: tuple[str, ...]) -> str:
    return f"Số: {HAND}{rng.choice(gaps)}/{rng.choice(KINDS)}-{rng.choice(OFFICES)}"


def filled_in(rng: random.Random) -> str:
    """Return a line in which every `HANDWRITING` stands for one piece written by hand."""
    year, place = rng.randint(2015, 2027), rng.choice(PLACES)
    lines: tuple[Callable[[], str], ...] = (
        lambda: _code(rng, ("", " ", " ")),
        lambda: _code(rng, ("", " ")),
        lambda: f"{place}, ngày {HAND} tháng {HAND} năm {year}",
        lambda: f"{place}, ngày {HAND} tháng {rng.randint(1, 12):02d} năm {year}",
        lambda: f"{place}, ngày {rng.randint(1, 31):02d} tháng {HAND} năm {year}",
        lambda: f"Ngày {HAND} tháng {HAND} năm {HAND}",
        lambda: f"Số: {HAND} Quyển số: {HAND}",
        lambda: f"{rng.choice(LABELS)}: {HAND}",
        lambda: f"{rng.choice(LABELS)}: {HAND} {rng.choice(LABELS)}: {HAND}",
        lambda: HAND,
        lambda: f"{HAND} {name(rng)}",
        lambda: f"{name(rng)} {HAND}",
        lambda: f"({digits(rng, 2)}) {HAND} {rng.choice(HEADS)}",
    )
    return rng.choice(lines)()


def machine_readable(rng: random.Random) -> str:
    """Return a line of an identity paper's machine-readable zone (ICAO Doc 9303; check digits by chance)."""
    plain = "".join(sign for sign in name(rng).upper() if sign.isascii() and (sign.isalpha() or sign == " "))
    holder = (plain.replace(" ", "<") or "AN").replace("<", "<<", 1)
    lines: tuple[Callable[[], str], ...] = (
        lambda: _padded("IDVNM" + digits(rng, 22), 29) + rng.choice("<0123456789"),
        lambda: f"{digits(rng, 7)}{rng.choice('MF')}{digits(rng, 7)}VNM{'<' * 11}{digits(rng, 1)}",
        lambda: _padded(holder, 30),
        lambda: _padded("P<VNM" + holder, 44),
        lambda: _padded(f"C{digits(rng, 7)}<{digits(rng, 1)}VNM{digits(rng, 7)}{_end(rng)}", 44),
    )
    return rng.choice(lines)()


def _end(rng: random.Random) -> str:
    return rng.choice("MF") + digits(rng, 20)


def _padded(text: str, length: int) -> str:
    return text.ljust(length, "<")[:length]
