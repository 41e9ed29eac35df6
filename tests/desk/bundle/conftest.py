"""Bundles of an archive: of a signed and sealed paper, of another one, and of one that came signed."""

import dataclasses as dc
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from desk.bundle.make import bundle_of
from desk.giving import content
from desk.pipeline import acts
from signing.service import SigningRoom
from tests.desk.bundle.box import Box, Elsewhere
from tests.desk.pipeline.workshop import RESULT, Workshop, open_workshop
from tests.desk.web.support import CannedReader, office


@dc.dataclass(frozen=True, slots=True)
class Made:
    """What the tests of this folder alter copies of."""

    workshop: Workshop
    elsewhere: Elsewhere
    sealed: Box
    other: Box
    came: Box


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The bundles, and a machine elsewhere."""
    folder = tmp_path_factory.mktemp("bundles")
    with office(folder) as opened:
        workshop = open_workshop(opened)
        sealed = workshop.kept("chief", profile=RESULT)
        acts.seal(workshop.house, workshop.actor("chief"), str(sealed.id))
        workshop.run()
        other = workshop.kept()
        signed = workshop.bytes_of(workshop.revisions(other)[-1].sha256)
        came = workshop.handed(signed, "signed.pdf")
        workshop.confirm(came)
        workshop.run()
        boxes = []
        for name, paper in (("sealed", sealed), ("other", other), ("came", came)):
            _, _, files = bundle_of(workshop.house, workshop.actor("officer"), str(paper.id))
            boxes.append(Box.of(folder / name, files, lambda file: content(workshop.house, file)))
        (anchor,) = [data for name, data in workshop.house.signing.trust.files() if name.endswith(".pem")]
        nobody = Settings(home=folder / "nobody", readers=1)
        reader = CannedReader(nobody)
        try:
            yield Made(
                workshop, Elsewhere(SigningRoom(nobody, workshop.house.clock), reader, (anchor,)), *boxes
            )
        finally:
            reader.close()


@pytest.fixture
def elsewhere(made: Made) -> Elsewhere:
    """A machine without the archive."""
    return made.elsewhere


@pytest.fixture
def box(made: Made, tmp_path: Path) -> Box:
    """A copy of the sealed paper's bundle, to be altered."""
    return made.sealed.copied(tmp_path / "box")
