"""The options that many commands share, each said once.

Must not import a room.
"""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, nothing else on stdout.")]
Papers = Annotated[list[str], typer.Argument(help="Papers by short code (2026-000001) or UUID.")]
OnePaper = Annotated[str, typer.Argument(help="A paper by short code (2026-000001) or UUID.")]


def _named(text: str) -> Path:
    """Return the path; an empty word would be the current folder, and a script's unset variable is one."""
    if not text:
        raise typer.BadParameter("an empty file name / tên tệp để trống")
    return Path(text)


Files = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Files (PDF, JPEG, PNG, TIFF) or folders of them.", parser=_named),
]
Profile = Annotated[
    str,
    typer.Option("--profile", help="Signing profile, e.g. so-hoa-ket-qua; so-hoa-thanh-phan if not given."),
]
Reason = Annotated[str, typer.Option("--reason", help="Written reason, kept in the audit trail.")]
OwnerList = Annotated[
    list[str],
    typer.Option(
        "--owner",
        help="[KIND:]ID[:ROLE], the applicant first; KIND citizen, organisation, household, foreigner.",
    ),
]
Owner = Annotated[str, typer.Option("--owner", help="[KIND:]ID of the person or organisation.")]
Presented = Annotated[
    str,
    typer.Option(
        "--presented",
        help="What was shown: original, register_copy, e_certified, compared_copy, not_compared.",
    ),
]
