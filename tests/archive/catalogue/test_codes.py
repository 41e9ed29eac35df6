"""Promises of codes.py: one code, whatever system wrote it."""

import pytest

from archive.catalogue.codes import agency_code, procedure_code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.001193", "1.001193"),
        ("2.000635.000.00.00.H31", "2.000635"),
        ("1.004222.h99", "1.004222"),
        (" 1.001612 ", "1.001612"),
        ("BTP-HTI-277374", "BTP-HTI-277374"),
        ("1.00119", "1.00119"),
    ],
)
def test_a_procedure_code_loses_what_the_system_added(written: str, meant: str) -> None:
    assert procedure_code(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("H99.12", "H99.12"),
        ("000.00.12.H99", "H99.12"),
        ("000.03.12.H99", "H99.12.03"),
        ("007.03.12.H99", "H99.12.03.007"),
        ("000.00.00.H99", "H99"),
        ("không rõ", "không rõ"),
    ],
)
def test_an_older_agency_code_is_turned_round(written: str, meant: str) -> None:
    assert agency_code(written) == meant
