"""Codes of procedures and agencies, in the form of today whatever system wrote them.

Must not look anything up.
"""

import re

_PROCEDURE = re.compile(r"(\d\.\d{6})(?:\.[0-9A-Z]+)*")
_OLD_AGENCY = re.compile(r"(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})")


def procedure_code(code: str) -> str:
    """Return the national code: `1.001193.000.00.00.H31` and `1.001193.H31` become `1.001193`."""
    match = _PROCEDURE.fullmatch(code.strip().upper())
    return match.group(1) if match else code.strip()


def agency_code(code: str) -> str:
    """Return the code of today: `000.00.12.H99` becomes `H99.12`, `000.03.12.H99` becomes `H99.12.03`.

    Source: QCVN 102:2016/BTTTT counts from the smallest unit, Decision 20/2020/QĐ-TTg from the largest.
    """
    match = _OLD_AGENCY.fullmatch(code.strip().upper())
    if match is None:
        return code.strip()
    fourth, third, second, top = match.groups()
    parts = [top, second, third, fourth]
    while not parts[-1].strip("0"):
        parts.pop()
    return ".".join(parts)
