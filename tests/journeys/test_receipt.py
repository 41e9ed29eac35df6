"""The dossier's receipt lies on top of the stack: nobody types whose papers these are."""

from pathlib import Path

from fixtures.papers.catalogue import paper as drawn
from fixtures.papers.paper import Paper
from fixtures.people import family
from fixtures.scans.conditions import scan
from fixtures.scans.files import jpeg, scanned_pdf
from tests.journeys.cli import Cli, handed

RECEIPT, MARRIAGE = "giay-tiep-nhan-ho-so", "giay-chung-nhan-ket-hon"
HOUSE = family(41)


def _scanned(path: Path, made: Paper) -> Path:
    path.write_bytes(scanned_pdf([jpeg(pixels, 80) for pixels in scan(made, "scan", 41)]))
    return path


def test_papers_scanned_after_a_receipt_are_its_dossiers(embedded: Cli, tmp_path: Path) -> None:
    receipt = drawn(RECEIPT, 41, household=HOUSE)
    truth = receipt.truth.fields
    first = _scanned(tmp_path / "1.pdf", receipt)
    second = _scanned(tmp_path / "2.pdf", drawn(MARRIAGE, 41, household=HOUSE))

    alone = embedded.run("ingest", second, code=4)
    assert alone.line["error"]["code"] == "not-handed"
    assert "--dossier" in alone.error

    lines = embedded.run("ingest", first, second).lines
    assert {line["type"] for line in lines} == {RECEIPT, MARRIAGE}
    assert {line["dossier"] for line in lines} == {truth["dossier_number"]}
    assert [warning for line in lines for warning in line["warnings"]] == []
    found = embedded.run("find", "--dossier", truth["dossier_number"]).lines
    assert {line["paper"] for line in found} == {line["paper"] for line in lines}
    parties = handed(truth["owner_id"], truth["dossier_number"], truth["procedure_code"])
    again = embedded.run("ingest", second, *parties).line  # the same dossier as if it had been typed
    assert again["paper"] in {line["paper"] for line in lines}


def test_a_receipt_of_another_dossier_is_told(embedded: Cli, tmp_path: Path) -> None:
    receipt = drawn(RECEIPT, 41, household=HOUSE)
    file = _scanned(tmp_path / "1.pdf", receipt)
    owner, procedure = receipt.truth.fields["owner_id"], receipt.truth.fields["procedure_code"]
    line = embedded.run("ingest", file, *handed(owner, "H99.12-250804-0999", procedure)).line
    assert line["dossier"] == "H99.12-250804-0999"
    assert "receipt-other-dossier" in [warning["code"] for warning in line["warnings"]]
    refused = embedded.run("ingest", file, "--dossier", "H99.12-250804-0998", code=4).line
    assert refused["error"]["code"] == "not-handed"
