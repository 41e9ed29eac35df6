"""Judges files that somebody brings, and records that it was done.

Must not keep a file beyond the request.
"""

from collections.abc import Sequence

from archive.accounts.actor import Actor
from archive.papers import repository as papers
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict
from desk.exporting import What, files_of
from desk.house import House
from desk.web.choice import missing
from desk.web.multipart import Uploaded
from desk.web.showing import READERS


def judge_uploaded(house: House, actor: Actor, files: Sequence[Uploaded]) -> list[tuple[str, FileVerdict]]:
    """Return each file's name and verdict; a file that is no PDF is FAILED, never an error.

    Raises:
        BadValue: there is no file.
        TooManyBytes, DiskFull: one was refused while it arrived.
    """
    if not files:
        raise missing("files")
    for file in files:
        if file.error is not None:
            house.refused(actor, "signature:verify", "", file.error, file=file.name)
            raise file.error
    judged = [(file.name, house.signing.judge_foreign(file.path)) for file in files]
    with house.act(actor, "signature:verify", "") as session:
        shown = [
            {
                "file": file.name,
                "sha256": file.sha256,
                "verdict": verdict.verdict.value,
                "reason": verdict.reason,
            }
            for file, (_, verdict) in zip(files, judged, strict=True)
        ]
        house.done(session, actor, "signature:verify", "", files=shown)
    return judged


def judge_paper(house: House, actor: Actor, key: str) -> tuple[str, FileVerdict]:
    """Return a paper's code and the verdict over its kept file as of now.

    Raises:
        NotFound: no such paper that the actor may read, or it is not signed yet.
    """
    with house.act(actor, "paper:verify", key) as session:
        actor.require("paper:verify", *READERS)
        paper = papers.get(session, actor, key)
        file = files_of(session, house, actor, paper, What.SIGNED)[0]
        house.done(session, actor, "paper:verify", str(paper.id), sha256=file.sha256)
    verdict = house.signing.judge_foreign(house.store.read(Sha256(file.sha256)))
    return paper.code, verdict
