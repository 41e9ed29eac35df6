"""The options of `sohoa find`, with their help.

Must not import a room at the top: `--help` is answered without them.
"""

from pathlib import Path
from typing import Annotated

import typer

from desk.cli.words import Json, Owner


def find(
    text: Annotated[str, typer.Argument(help="Words, with or without accents.")] = "",
    owner: Owner = "",
    type: Annotated[str, typer.Option("--type", help="Slug of the document type.")] = "",
    number: Annotated[str, typer.Option("--number", help="Number and symbol, exactly.")] = "",
    agency: Annotated[
        str, typer.Option("--agency", help="Code of one that received or keeps it, or the issuer's name.")
    ] = "",
    from_: Annotated[str, typer.Option("--from", help="First day of issue, YEAR-MONTH-DAY.")] = "",
    to: Annotated[str, typer.Option("--to", help="Last day of issue.")] = "",
    received_from: Annotated[str, typer.Option("--received-from", help="First day it came in.")] = "",
    received_to: Annotated[str, typer.Option("--received-to", help="Last day it came in.")] = "",
    dossier: Annotated[str, typer.Option("--dossier", help="Number of a dossier.")] = "",
    state: Annotated[str, typer.Option("--state", help="State, e.g. available or needs_review.")] = "",
    order: Annotated[str, typer.Option("--order", help="best or newest first.")] = "best",
    reusable: Annotated[bool, typer.Option("--reusable", help="Only papers that may be reused.")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Count types, years, states, agencies.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most answers.")] = 50,
    after: Annotated[str, typer.Option("--after", help="Go on behind this place.")] = "",
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the answers for a spreadsheet.")] = None,
    json: Json = False,
) -> int:
    """Look papers up."""
    from archive.owners.identifiers import parse_owner
    from archive.search.question import Order, Place
    from desk.choice import day_of, one_of
    from desk.cli.find import find as command
    from desk.looking import Wanted

    wanted = Wanted(
        text=text, owner=parse_owner(owner) if owner else None, type=type, number=number, agency=agency,
        issued_from=day_of(from_, "--from"), issued_to=day_of(to, "--to"),
        received_from=day_of(received_from, "--received-from"),
        received_to=day_of(received_to, "--received-to"),
        dossier=dossier, state=state, order=one_of(Order, order, "--order"), reusable=reusable, facets=facets,
        after=Place.parse(after) if after else None, limit=limit,
    )  # fmt: skip
    return command(wanted, csv, as_json=json)
