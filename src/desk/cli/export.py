"""`sohoa export`: papers' files into a folder.

Must not write over a file that is not its own, nor leave a half-written one.
"""

from collections.abc import Sequence
from pathlib import Path

from archive.errors import SohoaError
from archive.papers import repository as papers
from archive.values.ids import Sha256
from desk.bootstrap import acting, open_house
from desk.cli.ingest import one_of
from desk.cli.output import Output, complain
from desk.cli.session import channel, settings
from desk.exporting import What, files_of


def export(keys: Sequence[str], to: Path, what: str, *, as_json: bool) -> int:
    """Write the files of papers; each is an event."""
    out = Output(as_json=as_json)
    kind = one_of(What, what, "what")
    to.mkdir(parents=True, exist_ok=True)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        for key in keys:
            try:
                with house.act(actor, "paper:export", key) as session:
                    paper = papers.get(session, actor, key)
                    files = files_of(session, house, actor, paper, kind)
                    house.done(
                        session, actor, "paper:export", str(paper.id),
                        what=kind.value, sha256=[file.sha256 for file in files],
                    )  # fmt: skip
            except SohoaError as error:
                complain(error.code, error.text_vi, error.text_en)
                out.item({"paper": key, "file": None, "error": {"code": error.code, "text": error.text_vi}})
                out.ended(error.exit)
                continue
            for file in files:
                target = to / file.name
                _write(target, file.data if file.data is not None else house.store.read(Sha256(file.sha256)))
                out.item({"paper": str(paper.id), "file": str(target), "sha256": file.sha256}, str(target))
    return out.code


def _write(target: Path, data: bytes) -> None:
    part = target.with_name(target.name + ".part")
    part.write_bytes(data)
    part.replace(target)
