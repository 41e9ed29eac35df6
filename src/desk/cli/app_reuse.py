"""The commands of `sohoa reuse`, each with its help; each imports what it needs when it runs.

Must not import a room at the top: `--help` is answered without them.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desk.cli.words import Json, OnePaper, Owner, Reason

if TYPE_CHECKING:
    from desk.counter.request import CounterRequest

reuse_app = typer.Typer(help="What the citizen need not bring, and taking it over.", no_args_is_help=True)

_Component = Annotated[str, typer.Option("--component", help="Code of the component.")]
_Procedure = Annotated[str, typer.Option("--procedure", help="Code of the procedure.")]
_Dossier = Annotated[str, typer.Option("--dossier", help="Number of the dossier.")]
_Requester = Annotated[str, typer.Option("--requester", help="Who asks, if not the owner.")]
_Identity = Annotated[
    str,
    typer.Option(
        "--identity",
        help="You file for the citizen; checked by vneid, chip-card, id-original or known-account.",
    ),
]
_Shown = Annotated[
    str, typer.Option("--shown", help="What the preview gave as `shown`; refused if it changed since.")
]
_Ground = Annotated[str, typer.Option("--ground", help="self, parent, spouse, authority:PAPER or official.")]


def _asked(owner: str, procedure: str, **said: str) -> "CounterRequest":
    from desk.counter.request import CounterRequest

    return CounterRequest.of(owner, procedure, **said)


@reuse_app.command("check")
def reuse_check(
    owner: Owner, procedure: _Procedure, requester: _Requester = "", ground: _Ground = "",
    dossier: _Dossier = "", identity: _Identity = "",
    slip: Annotated[
        Path | None, typer.Option("--slip", help="PDF to write, for the citizen to take home.")
    ] = None,
    json: Json = False,
) -> int:  # fmt: skip
    """Say component by component what the citizen need not bring."""
    from desk.cli.reusing import check as command

    said = _asked(owner, procedure, requester=requester, ground=ground, identity=identity, dossier=dossier)
    return command(said, slip, as_json=json)


@reuse_app.command("uses")
def reuse_uses(owner: Owner, requester: _Requester = "", ground: _Ground = "", json: Json = False) -> int:
    """Tell who used the owner's papers, when and for what."""
    from desk.cli.reusing import uses as command

    return command(owner, requester, ground, as_json=json)


@reuse_app.command("figures")
def reuse_figures(
    by: Annotated[str, typer.Option("--by", help="component, officer or agency.")] = "component",
    first: Annotated[str, typer.Option("--from", help="First day, 2026-01-31.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    json: Json = False,
) -> int:
    """Tell how often citizens were asked for what was there, the most spared first."""
    from desk.cli.reusing import figures as command

    return command(by, first, last, as_json=json)


@reuse_app.command("fetch")
def reuse_fetch(
    key: Annotated[str, typer.Argument(help="Key of a paper elsewhere, as the check gave it.")],
    dossier: _Dossier, component: _Component, owner: Owner, procedure: _Procedure,
    requester: _Requester = "", ground: _Ground = "", json: Json = False,
) -> int:  # fmt: skip
    """Take a paper in that a store of others has; it serves once an officer confirmed it."""
    from desk.cli.reusing import fetch as command

    said = _asked(owner, procedure, requester=requester, ground=ground, dossier=dossier, component=component)
    return command(key, said, as_json=json)


@reuse_app.command("preview")
def reuse_preview(
    paper: OnePaper, component: _Component, owner: Owner, procedure: _Procedure,
    to: Annotated[Path, typer.Option("--to", help="PDF to write: pictures under a mark, no text.")],
    dossier: _Dossier = "", requester: _Requester = "", ground: _Ground = "", identity: _Identity = "",
    shown: _Shown = "", json: Json = False,
) -> int:  # fmt: skip
    """Look at an offered paper before it is taken."""
    from desk.cli.reusing import preview as command

    said = _asked(
        owner, procedure, requester=requester, ground=ground, identity=identity, dossier=dossier,
        component=component,
    )  # fmt: skip
    return command(paper, said, shown, to, as_json=json)


@reuse_app.command("take")
def reuse_take(
    paper: OnePaper, dossier: _Dossier, component: _Component, owner: Owner, procedure: _Procedure,
    requester: _Requester = "", ground: _Ground = "", identity: _Identity = "", shown: _Shown = "",
    json: Json = False,
) -> int:  # fmt: skip
    """Take a paper over into a dossier."""
    from desk.cli.reusing import take as command

    said = _asked(
        owner, procedure, requester=requester, ground=ground, identity=identity, dossier=dossier,
        component=component,
    )  # fmt: skip
    return command(paper, said, shown, as_json=json)


@reuse_app.command("refuse")
def reuse_refuse(
    paper: OnePaper, dossier: _Dossier, component: _Component, owner: Owner, procedure: _Procedure,
    reason: Reason = "", requester: _Requester = "", ground: _Ground = "", identity: _Identity = "",
    json: Json = False,
) -> int:  # fmt: skip
    """Refuse an offered paper, with the reason."""
    from desk.cli.reusing import refuse as command

    said = _asked(
        owner, procedure, requester=requester, ground=ground, identity=identity, dossier=dossier,
        component=component,
    )  # fmt: skip
    return command(paper, said, reason, as_json=json)


@reuse_app.command("ask")
def reuse_ask(
    component: _Component, owner: Owner, procedure: _Procedure, dossier: _Dossier = "",
    reason: Reason = "", requester: _Requester = "", ground: _Ground = "", identity: _Identity = "",
    json: Json = False,
) -> int:  # fmt: skip
    """Ask the citizen for a component all the same, with the reason."""
    from desk.cli.reusing import ask as command

    said = _asked(
        owner, procedure, requester=requester, ground=ground, identity=identity, dossier=dossier,
        component=component,
    )  # fmt: skip
    return command(said, reason, as_json=json)
