"""Takes in the files of a form: a result for each, and one refused file never stops the others.

Must not decide about papers: the pipeline does.
"""

from collections.abc import Sequence
from typing import Any

from archive.accounts.actor import Actor
from archive.errors import SohoaError
from archive.owners.identifiers import parse_owner_role
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import PaperKind
from desk.choice import one_of
from desk.house import House
from desk.pipeline.dossier_receipt import Counter
from desk.pipeline.double_told import double_row
from desk.pipeline.receive import ACTION, Handed, Spooled, receive
from desk.web.choice import missing
from desk.web.forms import Form
from desk.web.multipart import Uploaded
from desk.web.problems import in_english, on_screen


def handed_of(form: Form) -> Handed:
    """Return what the form says of its files.

    Raises:
        BadValue: an identifier is none, or something is missing.
    """
    handed = handed_in(form)
    for name in handed.missing:
        raise missing(name)
    return handed


def handed_in(form: Form) -> Handed:
    """Return what the form says of its files; what it leaves out is for the dossier's receipt to say.

    Raises:
        BadValue: an identifier is none.
    """
    owners = [*form.all("owner"), *form.lines("others")]
    return Handed(
        owners=tuple(parse_owner_role(text) for text in owners),
        procedure=form.one("procedure"),
        dossier=form.one("dossier"),
        component=form.one("component"),
        kind=one_of(PaperKind, form.one("kind", PaperKind.COMPONENT.value), "kind"),
    )


def take_in(
    house: House, actor: Actor, files: Sequence[Uploaded], handed: Handed, *, as_one: bool
) -> list[dict[str, Any]]:
    """Take each file in, or all as one paper in the order given; return a line a file or group."""
    if not files:
        raise missing("files")
    groups = [list(files)] if as_one else [[file] for file in files]
    counter = Counter(house, handed)
    return [_group(house, actor, group, handed, counter) for group in groups]


def _group(
    house: House, actor: Actor, files: Sequence[Uploaded], handed: Handed, counter: Counter
) -> dict[str, Any]:
    began = house.clock.now()
    line: dict[str, Any] = {"file": files[0].name, "papers": [], "error": None}
    try:
        spooled = [_spooled(house, actor, file, handed) for file in files]
        taken = receive(house, actor, spooled, counter.handed(actor, spooled))
    except SohoaError as error:
        if error.status >= 500 or error.status == 403:
            raise
        line["error"] = {"code": error.code, "text_vi": on_screen(error), "text_en": in_english(error)}
        return line
    line["papers"] = [_taken(house, actor, paper, new=paper.received_at >= began) for paper in taken]
    return line


def _spooled(house: House, actor: Actor, file: Uploaded, handed: Handed) -> Spooled:
    try:
        return file.spooled()
    except SohoaError as error:
        # Refused while it arrived: `receive` never sees it, so its refusal is recorded here.
        house.refused(actor, ACTION, handed.dossier, error, file=file.name)
        raise


def _taken(house: House, actor: Actor, paper: Paper, *, new: bool) -> dict[str, Any]:
    with house.database.reading() as session:
        double = double_row(session, actor, paper)
    return {
        "paper": str(paper.id),
        "code": paper.code,
        "dossier": paper.dossier_number,
        "state": papers.state(paper),
        "new": new,
        **double,
    }
