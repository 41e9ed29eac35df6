"""Values that such papers hold: numbers, dates, document codes, names, sums, signs in any order.

Must not be plausible beyond their form: the network learns how they look, not what they mean.
"""

import random
import string
from collections.abc import Callable

from scripts.train_lines.terms import GIVEN_NAMES, KINDS, MIDDLE_NAMES, OFFICES, SURNAMES

_JUMBLED = string.ascii_uppercase + string.digits + string.ascii_lowercase + "./-"


def digits(rng: random.Random, length: int) -> str:
    """Return a number of `length` digits."""
    return "".join(rng.choice(string.digits) for _ in range(length))


def date(rng: random.Random) -> str:
    """Return a date in one of the ways of papers; the last is the time of a digital signature."""
    day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1950, 2027)
    return rng.choice(
        (
            f"ngày {day:02d} tháng {month} năm {year}",
            f"ngày {day:02d} tháng {month:02d} năm {year}",
            f"{day:02d}/{month:02d}/{year}",
            f"{day}/{month}/{year}",
            f"{day:02d}-{month:02d}-{year}",
            f"ngày {day}/{month}/{year}",
            f"{day:02d}.{month:02d}.{year} {_clock(rng)} +07:00",
        )
    )


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"


def code(rng: random.Random) -> str:
    """Return a document's number and sign, e.g. `123/2021/NĐ-CP`."""
    number = digits(rng, rng.randint(1, 5)).lstrip("0") or "1"
    office = "-".join(rng.sample(OFFICES, rng.choice((1, 1, 1, 2))))
    year = rng.randint(1995, 2027)
    return rng.choice(
        (
            f"{number}/{rng.choice(KINDS)}-{office}",
            f"{number}/{year}/{rng.choice(KINDS)}-{office}",
            f"{number}/{rng.choice(KINDS)}-{office}",
            f"{number}/{office}",
            f"{number}/GXN",
            f"{number}/{year}/QH{rng.randint(10, 16)}",
            f"{number}/{year}/NĐ-CP",
            f"{number}/{rng.choice(KINDS)}-{office}",
        )
    )


def name(rng: random.Random) -> str:
    """Return an invented person's name."""
    surname, middle = rng.choice(SURNAMES), rng.sample(MIDDLE_NAMES, rng.choice((0, 1, 1, 1, 2)))
    return " ".join((surname, *middle, rng.choice(GIVEN_NAMES)))


def amount(rng: random.Random) -> str:
    """Return a number in groups of three, with or without a unit."""
    grouped = f"{rng.randint(1, 10 ** rng.randint(2, 11)):,}".replace(",", ".")
    return grouped + rng.choice(("", " đồng", " đ", " m²", " VNĐ", ",5", "%", " m2"))


def jumble(rng: random.Random, length: int) -> str:
    """Return `length` letters and digits in any order."""
    return "".join(rng.choice(_JUMBLED) for _ in range(length))


def _address(rng: random.Random) -> str:
    user, host = (jumble(rng, length).lower().strip("./-") for length in (6, 5))
    return f"{user}@{host}.vn"


_VALUES: tuple[Callable[[random.Random], str], ...] = (
    date,
    code,
    name,
    amount,
    lambda rng: digits(rng, rng.choice((9, 10, 12))),
    lambda rng: digits(rng, rng.randint(1, 4)),
    lambda rng: jumble(rng, rng.randint(2, 12)),
    lambda rng: f"{rng.randint(1, 9)}.{rng.randint(1, 19)}",
    lambda rng: rng.choice("IVX") * rng.randint(1, 3),
    lambda rng: f"{digits(rng, 3)}.{digits(rng, 3)}.{digits(rng, 4)}",
    _address,
    lambda rng: f"H{rng.randint(10, 99)}.{rng.randint(1, 99)}-{digits(rng, 6)}-{digits(rng, 4)}",
    lambda rng: f"{rng.randint(1, 3)}.{digits(rng, 6)}",
    lambda rng: f"Điều {rng.randint(1, 250)}",
    lambda rng: f"Trang {rng.randint(1, 9)}/{rng.randint(1, 9)}",
)


def value(rng: random.Random) -> str:
    """Return any of these."""
    return rng.choice(_VALUES)(rng)
