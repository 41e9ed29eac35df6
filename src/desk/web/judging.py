"""Judges files that somebody brings, and records that it was done.

Must not keep a file beyond the request.
"""

from collections.abc import Sequence

from archive.accounts.actor import Actor
from archive.values.verdict import FileVerdict
from desk.house import House
from desk.web.choice import missing
from desk.web.multipart import Uploaded


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
