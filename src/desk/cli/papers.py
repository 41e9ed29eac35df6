"""Commands on papers: confirm, sign, read again, mark, revoke, replace, reinstate, retry.

Must not hold rules: the pipeline does.
"""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from archive.accounts.actor import Actor
from archive.errors import Exit, SohoaError
from archive.owners import repository as owners
from archive.owners.identifiers import parse_owner_role
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import Presented
from desk.bootstrap import acting, at_work, open_house
from desk.choice import one_of
from desk.cli.ingest import coming_to_rest, exit_of
from desk.cli.lines import state_line
from desk.cli.output import Output, complain
from desk.cli.progress import Progress
from desk.cli.session import channel, settings
from desk.engine.port import Leg
from desk.errors import Usage
from desk.house import House
from desk.models import Attempt
from desk.pipeline import acts
from desk.pipeline.confirm import Confirmation
from desk.pipeline.confirm import confirm as confirm_paper
from desk.pipeline.correction_notices import Noted
from desk.pipeline.correction_notices import note_correction as note
from desk.pipeline.ended_by import ended_rows
from desk.pipeline.reinstate import reinstate as take_back
from desk.pipeline.revoke import Revocation
from desk.pipeline.revoke import replace as replace_paper
from desk.pipeline.revoke import revoke as revoke_paper
from desk.pipeline.side_by_side import reading_rows
from desk.pipeline.spread import spread_rows
from desk.pipeline.whose import unlike_print


def confirm(
    keys: Sequence[str],
    presented: str,
    owner: Sequence[str],
    changes: Sequence[str],
    reason: str,
    profile: str,
    *,
    rest_of_batch: bool,
    as_json: bool,
) -> int:
    """Confirm papers and see them through to their rest."""
    if rest_of_batch and not changes:
        raise Usage(why_vi="--rest-of-batch cần đi cùng --set", why_en="--rest-of-batch goes with --set")
    pairs = dict(_pair(change) for change in changes)
    said = Confirmation(
        one_of(Presented, presented, "presented"),
        changes=pairs,
        owners=tuple(parse_owner_role(text) for text in owner),
        reason=reason,
        profile=profile,
        rest_of_batch=tuple(pairs) if rest_of_batch else (),
    )
    return _work(keys, lambda house, actor, key: confirm_paper(house, actor, key, said), as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise Usage(
            why_vi=f"--set cần dạng tên=giá trị: “{text}”", why_en=f"--set wants name=value: “{text}”"
        )
    return name.strip(), value


def sign(keys: Sequence[str], role: str, way: str, *, as_json: bool) -> int:
    """Sign papers with keys on the server and see them through to their rest; `way` is empty."""
    if way:
        raise Usage(why_vi="--way chỉ có token", why_en="--way is token, or left out")
    if role == "officer":
        return _work(keys, acts.sign, as_json=as_json)
    if role == "seal":
        return _work(keys, acts.seal, as_json=as_json)
    raise Usage(why_vi="--role là officer hoặc seal", why_en="--role is officer or seal")


def _work(keys: Sequence[str], act: Callable[[House, Actor, str], Paper], *, as_json: bool) -> int:
    out = Output(as_json=as_json)
    with open_house(settings()) as house, at_work(house):
        actor = acting(house, channel())
        ids = {}
        for key in keys:
            try:
                ids[act(house, actor, key).id] = key
            except SohoaError as error:
                refuse(out, key, error)
        told: set[Any] = set()
        for paper_id in coming_to_rest(house, ids, told):
            told.add(paper_id)
            with house.database.reading() as session:
                paper = papers.at_work(session, paper_id)
                ended = exit_of(session, paper)
                spread = spread_rows(session, actor, paper)
                made = ended_rows(session, house, actor, paper)
                unlike = unlike_print(owners.party_rows(session, [paper.id]))
            tell(out, paper, spread, made, unlike)
            out.ended(ended)
    return out.code


def read_again(keys: Sequence[str], engine: str, model: str, *, as_json: bool) -> int:
    """Read papers again and see them through to their rest; siblings in their files are not told."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house, at_work(house):
        actor = acting(house, channel())
        ids = {}
        for key in keys:
            try:
                ids[acts.read_again(house, actor, key, engine, model).id] = key
            except SohoaError as error:
                refuse(out, key, error)
        asked, told = frozenset(ids), set[uuid.UUID]()
        for paper_id in coming_to_rest(house, ids, told, Progress(house, ids, out)):
            told.add(paper_id)
            if paper_id in asked:
                _tell_readings(house, paper_id, out)
    return out.code


def _tell_readings(house: House, paper_id: uuid.UUID, out: Output) -> None:
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        rows = reading_rows(session, paper)
        failed = session.get(Attempt, (paper_id, Leg.AGAIN.value)) is not None
    shown = [{name: value for name, value in row.items() if name != "pages"} for row in rows]
    words = [f"{row['engine']} {row['model']} #{row['n']}: {row['confidence']}" for row in shown]
    error = f"  ! {paper.error}" if failed else ""
    line = state_line(paper)
    out.item({**line, "readings": shown}, "\n  ".join([f"{paper.code}  {line['state']}{error}", *words]))
    out.ended(Exit.FAILED if failed else Exit.OK)


def refuse(out: Output, key: str, error: SohoaError) -> None:
    """Say why a paper was left as it is."""
    complain(error.code, error.text_vi, error.text_en)
    line = {"paper": key, "state": None, "level": None, "verdict": None}
    out.item({**line, "error": {"code": error.code, "text": error.text_vi}})
    out.ended(error.exit)


def tell(
    out: Output,
    paper: Paper,
    spread: Sequence[dict[str, Any]] = (),
    made: Sequence[dict[str, Any]] = (),
    unlike: Sequence[str] = (),
) -> None:
    """Say how a paper is now; `made`: what it ended, `unlike`: numbers that it prints, of others."""
    line = state_line(paper)
    signed = f"  {paper.level} {paper.verdict}" if paper.level else ""
    also = [f"  + {other['code']}" for other in spread]
    also += [f"  ? {_LOOK.format(code=other['code'])}" for other in made if other["doubtful"]]
    also += [f"  ? {_UNLIKE.format(numbers=', '.join(unlike))}"] if unlike else []
    text = "\n".join([f"{paper.code}  {line['state']}  {paper.type}{signed}", *also])
    out.item({**line, "spread": list(spread), "ended": list(made), "unlike_print": list(unlike)}, text)


_UNLIKE = "giấy tờ in số khác, so lại số vừa nêu / it prints other numbers, compare whom you named: {numbers}"
_LOOK = (
    "{code} hết giá trị vì giấy tờ này, nay nghi ngờ; nếu nhầm / ended by this paper, now in doubt; "
    "if wrong: sohoa reinstate {code} --reason …"
)


def mark(key: str, what: str, reason: str, *, as_json: bool) -> int:
    """Note something of a paper."""
    kind = one_of(acts.Mark, what, "mark")
    return _once(lambda house, actor: acts.mark(house, actor, key, kind, reason), as_json=as_json)


def revoke(key: str, said: Revocation, *, as_json: bool) -> int:
    """Take a paper out of reuse."""
    return _once(lambda house, actor: revoke_paper(house, actor, key, said), as_json=as_json)


def replace(key: str, by: str, reason: str, *, as_json: bool) -> int:
    """Let another copy go on in the place of an incomplete one."""
    return _once(lambda house, actor: replace_paper(house, actor, key, by, reason), as_json=as_json)


def note_correction(key: str, noted: Noted, *, as_json: bool) -> int:
    """Note that a paper was corrected."""
    return _once(lambda house, actor: note(house, actor, key, noted), as_json=as_json)


def reinstate(key: str, reason: str, *, as_json: bool) -> int:
    """Take back an end that the rule of a type made wrongly."""
    return _once(lambda house, actor: take_back(house, actor, key, reason), as_json=as_json)


def retry(key: str, *, as_json: bool) -> int:
    """Try a failed paper again; a worker, or the next `ingest`, goes on with it."""
    return _once(lambda house, actor: acts.retry(house, actor, key), as_json=as_json)


def _once(act: Callable[[House, Actor], Paper], *, as_json: bool) -> int:
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        paper = act(house, actor)
        with house.database.reading() as session:
            made = ended_rows(session, house, actor, paper)
    tell(out, paper, made=made)
    return int(Exit.OK)
