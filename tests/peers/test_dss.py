"""EU DSS finds every signature of ours whole at its level, and no forgery that it refuses passes here."""

import pytest

from archive.values.verdict import Level, Verdict
from fixtures import layouts
from fixtures.forgeries import FAMILIES
from fixtures.forgeries.families import SIGNED
from tests.peers import dss_runner
from tests.peers.corpus import Case, Corpus
from tests.peers.dss_runner import PASSED, Opinion, Report
from tests.peers.java_front import NotHere

pytestmark = [pytest.mark.peers, pytest.mark.timeout(1_800)]

Judged = list[tuple[Case, Opinion]]


@pytest.fixture(scope="module")
def judged(corpus: Corpus, own_cases: list[Case]) -> Judged:
    """All files of our own and an example of each family of forgeries, judged in one run."""
    cases = [*own_cases, *corpus.examples()]
    try:
        return list(zip(cases, dss_runner.judge([case.question for case in cases]), strict=True))
    except NotHere as reason:
        pytest.skip(str(reason))


def test_every_signature_of_ours_is_whole_at_its_level_also_by_the_strict_policy(judged: Judged) -> None:
    own = [(case, opinion) for case, opinion in judged if case.own is not None]
    each = len(layouts.LAYOUTS) * len(Level)
    # At each level by soft keys and a token; soft ones completed from three levels and renewed; one twice.
    assert len(own) == each * len(layouts.KEYS) * 2 + each + 1
    for case, opinion in own:
        assert case.ours.verdict is Verdict.PASSED, case.question.file.name
        for report in (opinion.usual, opinion.strict):
            assert report is not None, (case.name, opinion.error)
            _assert_whole(case, report)


def _assert_whole(case: Case, report: Report) -> None:
    assert case.own is not None
    assert len(report.signatures) == case.own.signers, case.question.file.name
    for one in report.signatures:
        assert (one.indication, one.reason) == (PASSED, ""), (case.base, case.name, one)
        assert one.level == f"PAdES-BASELINE-{case.own.level.value.removeprefix('B-')}", (
            case.base,
            case.name,
            one,
        )
    stamps = {one.indication for one in report.stamps}
    assert stamps == (set() if case.own.level is Level.B else {"PASSED"}), case.question.file.name


def test_an_example_of_each_family_of_forgeries_passes_nowhere_here(judged: Judged) -> None:
    forged = {case.family: case for case, _ in judged if case.own is None}
    assert set(forged) == {*FAMILIES, *SIGNED} - {"mazes"}, "a family whose every file takes others for ever"
    assert [case.name for case in forged.values() if case.ours.verdict is Verdict.PASSED] == []


def test_the_judge_does_not_pass_everything(judged: Judged) -> None:
    said = {case.family: opinion for case, opinion in judged if case.own is None}
    broken, changed = said["raw"], said["pictures"]
    assert broken.usual is not None
    assert broken.usual.word == "TOTAL_FAILED"
    assert changed.usual is not None
    assert changed.strict is not None
    assert (changed.usual.word, changed.strict.word) == (PASSED, "TOTAL_FAILED")
