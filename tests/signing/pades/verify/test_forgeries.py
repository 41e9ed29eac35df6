"""No forgery of a good file passes; each is FAILED or INDETERMINATE as the way it was made says."""

import pytest

from archive.values.verdict import Verdict
from fixtures.forgeries import KNOWN
from fixtures.pki.office import Office
from tests.signing.pades.verify.judging import judged

BASES = ("b", "lta", "sealed")


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", list(KNOWN))
def test_a_forged_file_never_passes(office: Office, files: dict[str, bytes], name: str, base: str) -> None:
    kind, forge = KNOWN[name]
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
