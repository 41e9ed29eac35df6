"""Gives a paper's files out: the right is checked, and what was given is recorded with its hashes.

Must not give bytes that were not checked against the hash of their row.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from archive.accounts.actor import READERS, Actor
from archive.papers import repository as papers
from archive.values.ids import Sha256
from desk.bundle.make import ACTION, bundle_of
from desk.bundle.names import stem_of
from desk.exporting import Exported, What, files_of
from desk.house import House


def given(house: House, actor: Actor, key: str, what: What) -> tuple[str, str, list[Exported]]:
    """Return a paper's id, the stem of its file names, and its files of that kind.

    Raises:
        NotFound: no such paper that the actor may read, or it has no such file yet.
    """
    if what is What.EVIDENCE:
        return bundle_of(house, actor, key)
    with house.act(actor, ACTION, key) as session:
        actor.require(ACTION, *READERS)
        paper = papers.get(session, actor, key)
        files = files_of(session, paper, what)
        house.done(
            session, actor, ACTION, str(paper.id), what=what.value, sha256=[file.sha256 for file in files]
        )
        return str(paper.id), stem_of(paper.code), files


def content(house: House, file: Exported) -> bytes:
    """Return a file's bytes.

    Raises:
        ObjectMissing, ObjectDamaged: the store does not have the bytes that the row names.
    """
    return file.data if file.data is not None else house.store.read(Sha256(file.sha256))


def pack(house: House, files: Sequence[Exported], path: Path) -> None:
    """Write files into one ZIP; errors as for `content`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            if file.data is not None:
                archive.writestr(file.name, file.data)
                continue
            with house.spool.fetched(house.store, Sha256(file.sha256)) as part:
                archive.write(part, file.name)
