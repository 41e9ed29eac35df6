"""Files signed by the wrong people, or in the wrong way, or prepared to change later, never pass."""

from collections.abc import Callable

import pytest

from archive.values.verdict import Verdict
from fixtures.forgeries import aliases, families, people, prepared, shadows
from fixtures.forgeries.signed import sign
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf
from tests.signing.pades.verify.judging import judged, judged_as_made


@pytest.mark.parametrize("name", list(families.ALL))
def test_what_the_wrong_people_or_a_wrong_act_made_never_passes(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    right, build = families.ALL[name]
    verdict = judged_as_made(office, build(office, plain_pdf(), files["invisible"]))
    assert verdict.verdict in right.words
    assert verdict.reason in right.reasons


@pytest.mark.parametrize("name", list(families.CONTROLS))
def test_the_same_chains_and_answers_pass_where_they_are_as_they_should_be(office: Office, name: str) -> None:
    found = families.CONTROLS[name](office, plain_pdf(), b"")
    assert judged_as_made(office, found).verdict is Verdict.PASSED


PREPARED: dict[str, Callable[[bytes], bytes]] = {
    "layers": prepared.with_layers,
    "large field": prepared.with_large_field,
    "names as a look": lambda plain: aliases.as_appearance(plain, aliases.names),
    "action as a look": lambda plain: aliases.as_appearance(plain, aliases.action),
    "field as a look": lambda plain: aliases.as_appearance(plain, aliases.amount),
    "field as extensions": aliases.as_developers,
    "two papers": shadows.two_papers,
}


@pytest.mark.parametrize("name", list(PREPARED))
def test_the_same_papers_pass_before_they_are_changed(office: Office, name: str) -> None:
    signed = sign(PREPARED[name](plain_pdf()), people.good(office), office.clock.now(), "Mot")
    assert judged(office, signed).verdict is Verdict.PASSED


def test_a_good_second_signature_does_not_make_a_bad_first_one_good(
    office: Office, files: dict[str, bytes]
) -> None:
    stranger = people.foreign(office)[0]
    first = sign(plain_pdf(), stranger, office.clock.now(), "Mot")
    verdict = judged(office, sign(first, people.good(office), office.clock.now(), "Hai"))
    assert [one.verdict for one in verdict.signatures] == [Verdict.INDETERMINATE, Verdict.PASSED]
    assert verdict.verdict is Verdict.INDETERMINATE
