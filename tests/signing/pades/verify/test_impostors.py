"""Files signed by the wrong people, or in the wrong way, or prepared to change later, never pass."""

import pytest

from archive.values.verdict import Verdict
from fixtures.forgeries import acts, impostors, people, prepared
from fixtures.forgeries.impostors import Build, Impostor
from fixtures.forgeries.kinds import Expected
from fixtures.forgeries.signed import sign
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf
from tests.signing.pades.verify.judging import judged, lists


def _assert_refused(office: Office, found: Impostor, expected: Expected) -> None:
    crls = (*lists(office), *found.crls) if found.own_lists else found.crls
    verdict = judged(office, found.data, after=found.later, crls=crls)
    assert verdict.verdict in expected.words
    assert verdict.reason in expected.reasons


@pytest.mark.parametrize("name", list(impostors.ALL))
def test_a_signature_by_the_wrong_certificate_never_passes(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    expected, build = impostors.ALL[name]
    _assert_refused(office, build(office, plain_pdf(), files["invisible"]), expected)


@pytest.mark.parametrize("name", list(acts.ALL))
def test_a_signature_made_in_the_wrong_way_never_passes(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    expected, build = acts.ALL[name]
    _assert_refused(office, build(office, plain_pdf(), files["invisible"]), expected)


@pytest.mark.parametrize("name", list(prepared.ALL))
def test_a_paper_prepared_to_change_never_passes(office: Office, files: dict[str, bytes], name: str) -> None:
    expected, build = prepared.ALL[name]
    _assert_refused(office, build(office, plain_pdf(), files["invisible"]), expected)


@pytest.mark.parametrize("build", [prepared.with_layers, prepared.with_large_field])
def test_the_same_papers_pass_before_they_are_changed(office: Office, build: Build) -> None:
    signed = sign(build(plain_pdf()), people.good(office), office.clock.now(), "Mot")
    assert judged(office, signed).verdict is Verdict.PASSED


def test_a_good_second_signature_does_not_make_a_bad_first_one_good(
    office: Office, files: dict[str, bytes]
) -> None:
    stranger = people.foreign(office)[0]
    first = sign(plain_pdf(), stranger, office.clock.now(), "Mot")
    verdict = judged(office, sign(first, people.good(office), office.clock.now(), "Hai"))
    assert [one.verdict for one in verdict.signatures] == [Verdict.INDETERMINATE, Verdict.PASSED]
    assert verdict.verdict is Verdict.INDETERMINATE
