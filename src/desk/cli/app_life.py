"""The commands on a kept paper's further life, each with its help: how it ends, is taken back, corrected.

Must not import a room at the top: `--help` is answered without them.
"""

from typing import Annotated

import typer

from desk.cli.words import Json, OnePaper, Reason

_Dossier = Annotated[str, typer.Argument(help="Number of the dossier.")]


def revoke(
    paper: OnePaper,
    reason: Reason = "",
    superseded_by: Annotated[str, typer.Option("--superseded-by", help="The newer paper.")] = "",
    authority: Annotated[str, typer.Option("--authority", help="Who decided; your agency if empty.")] = "",
    decision: Annotated[str, typer.Option("--decision", help="Number of the decision.")] = "",
    decision_paper: Annotated[str, typer.Option("--decision-paper", help="The kept decision.")] = "",
    since: Annotated[str, typer.Option("--since", help="Day from which it holds; today if empty.")] = "",
    json: Json = False,
) -> int:
    """Take a paper out of reuse for good."""
    from desk.choice import day_of
    from desk.cli.papers import revoke as command
    from desk.pipeline.revoke import Revocation

    said = Revocation(reason, superseded_by, authority, decision, decision_paper, day_of(since, "--since"))
    return command(paper, said, as_json=json)


def replace(
    paper: OnePaper,
    by: Annotated[str, typer.Argument(metavar="NEW", help="The whole copy that goes on.")],
    reason: Reason = "",
    json: Json = False,
) -> int:
    """Let another copy go on in the place of one that was found incomplete."""
    from desk.cli.papers import replace as command

    return command(paper, by, reason, as_json=json)


def reinstate(paper: OnePaper, reason: Reason = "", json: Json = False) -> int:
    """Take back an end that the rule of the paper's type made wrongly: it may be used again."""
    from desk.cli.papers import reinstate as command

    return command(paper, reason, as_json=json)


def note_correction(
    paper: OnePaper,
    says: Annotated[str, typer.Option("--says", help="What is corrected, in words.")] = "",
    notice: Annotated[str, typer.Option("--notice", help="The kept paper that corrects.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Who corrected it.")] = "",
    number: Annotated[str, typer.Option("--number", help="Number and symbol of the notice.")] = "",
    issued: Annotated[str, typer.Option("--issued", help="Day of the notice, YEAR-MONTH-DAY.")] = "",
    json: Json = False,
) -> int:
    """Note that a kept paper was corrected; it stays offered, with the notice beside it."""
    from desk.choice import day_of
    from desk.cli.papers import note_correction as command
    from desk.pipeline.correction_notices import Noted

    noted = Noted(says, notice, agency, number, day_of(issued, "--issued"))
    return command(paper, noted, as_json=json)


def notices(
    dossier: Annotated[str, typer.Option("--dossier", help="Only of this dossier.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Also those that an officer has seen.")] = False,
    json: Json = False,
) -> int:
    """List what dossiers are told of papers that they took and that ended since."""
    from desk.cli.noticing import notices as command

    return command(dossier, unseen=not all_, as_json=json)


def acknowledge(
    dossier: _Dossier,
    notice: Annotated[str, typer.Argument(help="The notice, as `sohoa notices` gives it.")],
    json: Json = False,
) -> int:
    """Say that an officer of the dossier has seen a notice."""
    from desk.cli.noticing import acknowledge as command

    return command(dossier, notice, as_json=json)


COMMANDS = (
    ("revoke", revoke), ("replace", replace), ("reinstate", reinstate), ("note-correction", note_correction),
    ("notices", notices), ("acknowledge", acknowledge),
)  # fmt: skip
"""Names and functions."""
