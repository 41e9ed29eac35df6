"""`sohoa reuse preview`: the pages of an offered paper as a PDF of pictures under a mark.

Must not write a byte of the kept file.
"""

from pathlib import Path

from archive.owners.identifiers import parse_owner
from archive.values.ids import Sha256
from desk.bootstrap import acting, open_house
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.cli.summary import written_to
from desk.counter import previewing


def preview(
    paper: str,
    dossier: str,
    component: str,
    owner: str,
    procedure: str,
    requester: str,
    ground: str,
    identity: str,
    shown: str,
    to: Path,
    *,
    as_json: bool,
) -> int:
    """Write the preview; `revision` of the answer is what `take --shown` holds to."""
    out = Output(as_json=as_json)
    who = parse_owner(owner)
    with open_house(settings()) as house:
        seen = previewing.look(
            house, acting(house, channel()), paper, who,
            procedure=procedure, component=component, dossier=dossier, requester=requester, ground=ground,
            identity=identity, shown=shown,
        )  # fmt: skip
        made = previewing.document(house, seen)
    written_to(to, made.data)
    offer = seen.offer
    line = {
        "paper": str(offer.candidate.id), "code": offer.candidate.code, "component": component,
        "revision": seen.revision, "reusable": offer.why_not is None,
        "why_not": offer.why_not.value if offer.why_not else None, "why": offer.why,
        "file": str(to), "sha256": str(Sha256.of(made.data)), "pages": made.pages, "drawn": made.drawn,
    }  # fmt: skip
    out.item(line, f"{to}  {made.drawn}/{made.pages}  {seen.revision}  {offer.why}")
    return out.code
