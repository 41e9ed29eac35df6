"""The commands of `sohoa dossier`, each with its help; each imports what it needs when it runs.

Must not import a room at the top: `--help` is answered without them.
"""

from typing import Annotated

import typer

from desk.cli.words import Json

dossier_app = typer.Typer(help="Dossiers.", no_args_is_help=True)


@dossier_app.command("close")
def dossier_close(
    number: Annotated[str, typer.Argument(help="Number of the dossier.")], json: Json = False
) -> int:
    """Close a dossier that is done: its desk reads its papers no more, and it takes none in."""
    from desk.cli.dossiers import close as command

    return command(number, as_json=json)
