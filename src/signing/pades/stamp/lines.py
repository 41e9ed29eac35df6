"""Fills in the words of a signing profile and breaks them into lines.

Must not know where they stand.
"""

import datetime as dt
import re

from archive.clock import vietnam_iso
from signing.pades.stamp.font import StampFont, composed

SEPARATOR = "\n"
"""Between the lines of the catalogue's words."""
_MARK = re.compile(r"\{(person|agency|time)\}")


def words(template: str, *, person: str, agency: str, at: dt.datetime) -> tuple[str, ...]:
    """Return the lines of `template` with `{person}`, `{agency}` and `{time}` filled in.

    Args:
        template: of the signing profile, one a line.
        person: full name of who made the copy.
        agency: full name of the agency.
        at: aware time, shown as ISO 8601 with +07:00 (Decree 30/2020 appendix I).
    """
    facts = {"person": person, "agency": agency, "time": vietnam_iso(at)}
    # Not str.format: a name with braces must not be read as a field.
    filled = (_MARK.sub(lambda found: facts[found[1]], composed(line)) for line in template.split(SEPARATOR))
    return tuple(line.strip() for line in map(composed, filled) if line.strip())


def wrapped(lines: tuple[str, ...], font: StampFont, size: float, width: float) -> tuple[str, ...]:
    """Break `lines` between words so that each fits `width` points at `size`; a long word stays whole."""
    result: list[str] = []
    for line in lines:
        current = ""
        for word in line.split():
            longer = f"{current} {word}".strip()
            if current and font.width(longer) * size / 1000 > width:
                result.append(current)
                current = word
            else:
                current = longer
        result.append(current)
    return tuple(result)
