"""`sohoa ingest`: files and folders go their whole way, and again after any interruption.

Must not decide about papers: it receives, waits, confirms where asked, and tells.
"""

import time
import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.errors import Exit, SohoaError
from archive.owners.identifiers import parse_owner_role
from archive.papers import readings
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import PaperKind, Presented
from archive.values.states import AT_REST, Stage
from archive.values.verdict import Verdict
from desk.bootstrap import acting, at_work, open_house
from desk.choice import one_of
from desk.cli.lines import paper_line
from desk.cli.output import Output, complain
from desk.cli.progress import Progress
from desk.cli.session import channel, settings
from desk.errors import NoSuchFile, Usage
from desk.house import House
from desk.pipeline.attempts import waiting_until
from desk.pipeline.confirm import Confirmation
from desk.pipeline.confirm import confirm as confirm_paper
from desk.pipeline.dossier_receipt import Counter
from desk.pipeline.doubts import reason_rows
from desk.pipeline.receive import Handed
from desk.pipeline.spooling import take_in as receive_files
from desk.pipeline.sweep import sweep, waits_for_key
from signing.models import SignedRevision

_POLL_SECONDS = 0.1
_SWEEP_SECONDS = 1.0
_PATIENCE_SECONDS = 30.0


def ingest(
    paths: Sequence[Path],
    owner: Sequence[str],
    procedure: str,
    dossier: str,
    component: str,
    kind: str,
    presented: str,
    profile: str,
    *,
    as_one: bool,
    confirm: bool,
    as_json: bool,
) -> int:
    """Run the command; see CONTRACT.md for its lines and exit codes."""
    out = Output(as_json=as_json)
    handed = Handed(
        owners=tuple(parse_owner_role(text) for text in owner),
        procedure=procedure,
        dossier=dossier.strip(),
        component=component,
        kind=one_of(PaperKind, kind, "kind"),
    )
    said = None
    if confirm:
        said = Confirmation(one_of(Presented, presented, "presented"), profile=profile, seen=False)
    elif profile:
        raise Usage(why_vi="--profile cần đi cùng --confirm", why_en="--profile goes with --confirm")
    groups = _groups(paths, as_one=as_one, out=out)
    with open_house(settings()) as house, at_work(house):
        sweep(house)
        actor = acting(house, channel())
        ids: dict[uuid.UUID, str] = {}
        counter = Counter(house, handed)
        for files in groups:
            ids.update(take_in(house, actor, files, handed, out, counter))
        see_through(house, actor, ids, said, out)
    return out.code


def _groups(paths: Sequence[Path], *, as_one: bool, out: Output) -> list[list[Path]]:
    """Return the files of each paper; folders are walked in the order of names, hidden files left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (entry for entry in sorted(path.rglob("*")) if entry.is_file())
            found += [entry for entry in inside if not _hidden(entry.relative_to(path))]
        elif path.is_file():
            found.append(path)
        else:
            _refused(out, path.name, NoSuchFile(file=str(path), why="no such file"))
    if as_one and not found:
        return []
    return [found] if as_one else [[path] for path in found]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def take_in(
    house: House,
    actor: Actor,
    files: Sequence[Path],
    handed: Handed,
    out: Output,
    counter: Counter | None = None,
) -> dict[uuid.UUID, str]:
    """Receive one paper's files; return its papers with the file's name, none where it was refused."""
    name = files[0].name
    try:
        sources = [(file.name, partial(_opened, file)) for file in files]
        taken = receive_files(house, actor, sources, handed, counter)
    except SohoaError as error:
        _refused(out, name, error)
        return {}
    return {paper.id: name for paper in taken}


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")


def _refused(out: Output, name: str, error: SohoaError) -> None:
    complain(error.code, error.text_vi, error.text_en)
    out.item({"paper": None, "file": name, "error": {"code": error.code, "text": error.text_vi}})
    out.ended(error.exit)


def see_through(
    house: House,
    actor: Actor,
    ids: dict[uuid.UUID, str],
    said: Confirmation | None,
    out: Output,
) -> None:
    """Wait until every paper is at rest, confirm those that need it, and print each as it comes to rest."""
    told: set[uuid.UUID] = set()
    for paper_id in coming_to_rest(house, ids, told, Progress(house, ids, out)):
        if said is not None and _confirm(house, actor, paper_id, said, out):
            continue
        told.add(paper_id)
        with house.database.reading() as session:
            paper = papers.at_work(session, paper_id)
            line = paper_line(session, actor, paper, ids.get(paper_id, ""))
            line |= {"doubt": paper.doubt, "reasons": reason_rows(session, house, paper)}
            ended = exit_of(session, paper)
        out.item(line, _text(line))
        out.ended(ended)


def coming_to_rest(
    house: House, ids: dict[uuid.UUID, str], told: set[uuid.UUID], progress: Progress | None = None
) -> Iterator[uuid.UUID]:
    """Yield papers of `ids` as they come to rest, until all are in `told`; siblings join `ids`.

    A paper that the caller sets going again, instead of telling it, is yielded again later.
    """
    swept = time.monotonic()
    while left := [key for key in ids if key not in told]:
        for paper_id in left:
            with house.database.reading() as session:
                paper = papers.at_work(session, paper_id)
                at_rest = Stage(paper.stage) in AT_REST and paper.sealing_account is None
                at_rest = at_rest and not readings.ordered(session, paper_id)
                resting = at_rest or _waits_long(house, session, paper)
                # Papers that were split off the same file are this call's too.
                # One that an officer joined to another meanwhile has no pages any more.
                file = paper.leaves[0].intake_id if resting and paper.leaves else None
                for other in papers.of_intake(session, file) if file else ():
                    ids.setdefault(other.id, ids[paper_id])
            if resting:
                yield paper_id
        if time.monotonic() - swept > _SWEEP_SECONDS:
            swept = time.monotonic()
            sweep(house)
        if progress is not None:
            progress.look()
        time.sleep(_POLL_SECONDS)


def _waits_long(house: House, session: Session, paper: Paper) -> bool:
    """Whether the paper rests all the same: its next try is far off, or it waits for a key."""
    due = waiting_until(session, paper.id)
    if due is not None:
        return (due - house.clock.now()).total_seconds() > _PATIENCE_SECONDS
    return paper.stage == Stage.CONFIRMED.value and waits_for_key(session, house, paper)


def _confirm(house: House, actor: Actor, paper_id: uuid.UUID, said: Confirmation, out: Output) -> bool:
    """Confirm a paper that waits for it; return whether it is under way again."""
    with house.database.reading() as session:
        if papers.at_work(session, paper_id).stage != Stage.NEEDS_REVIEW.value:
            return False
    try:
        confirm_paper(house, actor, str(paper_id), said)
    except SohoaError as error:
        complain(error.code, error.text_vi, error.text_en)
        out.ended(error.exit)
        return False
    return True


def exit_of(session: Session, paper: Paper) -> Exit:
    """Return the exit code that a paper at rest stands for."""
    if paper.stage == Stage.FAILED.value:
        return Exit.FAILED
    if paper.stage not in {stage.value for stage in AT_REST} and paper.error:
        return Exit.UNAVAILABLE
    last = session.get(SignedRevision, (paper.id, paper.revision_n))
    below = last is not None and last.level != last.level_asked
    return Exit.INDETERMINATE if below or paper.verdict == Verdict.INDETERMINATE.value else Exit.OK


def _text(line: dict[str, Any]) -> str:
    kind = line["type"] or "?"
    level = f"  {line['level']} {line['verdict']}" if line["level"] else ""
    double = f"  = {line['duplicate_of']} ({line['duplicate_how']})" if line["duplicate_of"] else ""
    double = double or ("  = ? (nơi khác/elsewhere)" if line["duplicate_elsewhere"] else "")
    error = f"  ! {line['error']}" if line["error"] else ""
    warned = "".join(f"\n    trang/page {one['page']}: {one['text']}" for one in line["warnings"])
    unsure = "".join(f"\n    ? {one['text']}" for one in line["reasons"])
    told = f"{level}{double}{error}{warned}{unsure}"
    where = f"{line['file']}  → {line['dossier']}"
    return f"{line['code']}  {line['state']:<12}  {kind:<36}  {where}{told}"
