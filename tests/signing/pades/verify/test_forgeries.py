"""No forgery of a good file passes; each is FAILED or INDETERMINATE as the way it was made says."""

import pytest

from archive.values.verdict import Verdict
from fixtures.forgeries import FAMILIES, ways
from fixtures.forgeries.families import SIGNED
from fixtures.pki.office import Office
from tests.signing.pades.verify.judging import judged

BASES = ("b", "t", "lt", "lta", "sealed")
"""A good file of each level, and one with an agency's seal on top."""


@pytest.mark.parametrize(("base", "name"), [(base, name) for base in BASES for name in ways(base)])
def test_a_forged_file_never_passes(office: Office, files: dict[str, bytes], base: str, name: str) -> None:
    kind, forge = ways(base)[name]
    forged = forge(files[base])
    assert forged != files[base]
    verdict = judged(office, forged)
    assert verdict.verdict in kind.value.words
    assert verdict.reason in kind.value.reasons
    assert all((one.verdict is Verdict.PASSED) == (one.reason == "") for one in verdict.signatures)


@pytest.mark.parametrize("base", BASES)
def test_the_files_that_forgeries_are_made_from_pass(
    office: Office, files: dict[str, bytes], base: str
) -> None:
    assert judged(office, files[base]).verdict is Verdict.PASSED


def test_no_name_of_a_forgery_means_two() -> None:
    names = [name for family in (*FAMILIES.values(), *SIGNED.values()) for name in family]
    assert len(set(names)) == len(names)
