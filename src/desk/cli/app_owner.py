"""The commands of `sohoa owner`, each with its help; each imports what it needs when it runs.

Must not import a room at the top: `--help` is answered without them.
"""

from typing import Annotated

import typer

from desk.cli.words import Json, Reason

owner_app = typer.Typer(help="Numbers of one person.", no_args_is_help=True)


@owner_app.command("join")
def owner_join(
    new: Annotated[str, typer.Argument(help="[KIND:]ID, today's number of the person.")],
    old: Annotated[str, typer.Argument(help="[KIND:]ID, a former number of the same person.")],
    until: Annotated[str, typer.Option("--until", help="Last day of the former one, 2024-12-31.")] = "",
    reason: Reason = "",
    json: Json = False,
) -> int:
    """Record that a former number is of the same person; papers that show it count from then on."""
    from desk.cli.owners import join as command

    return command(new, old, until, reason, as_json=json)


@owner_app.command("part")
def owner_part(
    new: Annotated[str, typer.Argument(help="[KIND:]ID, today's number of the person.")],
    old: Annotated[str, typer.Argument(help="[KIND:]ID, the number that was joined with it wrongly.")],
    reason: Reason = "",
    json: Json = False,
) -> int:
    """Take two numbers apart that were joined wrongly; names the dossiers to be looked at again."""
    from desk.cli.owners import part as command

    return command(new, old, reason, as_json=json)
