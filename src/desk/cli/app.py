"""All commands with their help; each imports what it needs when it runs.

Must not import a room at the top: `--help` is answered without them.
"""

from pathlib import Path
from typing import Annotated

import typer

from desk.cli.app_dossier import dossier_app
from desk.cli.app_life import COMMANDS as LIFE
from desk.cli.app_owner import owner_app
from desk.cli.app_reuse import reuse_app
from desk.cli.finding import find
from desk.cli.words import Files, Json, OnePaper, Owner, OwnerList, Papers, Presented, Profile, Reason

app = typer.Typer(
    name="sohoa",
    help="Số hoá: digitise each paper once, sign it, keep it, and reuse it in every later procedure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 110},  # each command's line is read whole
)
catalogue_app = typer.Typer(
    help="Procedures, document types, agencies, signing profiles.", no_args_is_help=True
)
user_app = typer.Typer(help="Accounts.", no_args_is_help=True)
trust_app = typer.Typer(help="The anchors of our signatures.", no_args_is_help=True)
archive_app = typer.Typer(help="The kept objects.", no_args_is_help=True)
audit_app = typer.Typer(help="The audit trail.", no_args_is_help=True)
for _name, _group in (
    ("dossier", dossier_app), ("reuse", reuse_app), ("owner", owner_app), ("catalogue", catalogue_app),
    ("user", user_app), ("trust", trust_app), ("archive", archive_app), ("audit", audit_app),
):  # fmt: skip
    app.add_typer(_group, name=_name)


@app.command()
def init(json: Json = False) -> int:
    """Prepare the archive, or bring its tables up to date."""
    from desk.cli import running

    return running.init(as_json=json)


@app.command()
def serve(
    listen: Annotated[str, typer.Option("--listen", help="Address of the web desk, HOST:PORT.")] = "",
) -> int:
    """Run the web desk with its workers."""
    from desk.cli import running

    return running.serve(listen)


@app.command()
def worker() -> int:
    """Run workers only."""
    from desk.cli import running

    return running.worker()


@app.command()
def doctor(json: Json = False) -> int:
    """Check every outside part and say how to mend what is off."""
    from desk.cli.doctor import doctor as command

    return command(as_json=json)


@app.command()
def demo(
    folder: Annotated[Path | None, typer.Option("--papers", help="Folder of your own scans instead.")] = None,
) -> int:
    """Show the whole way: digitise a dossier, sign, verify, and reuse it in a second procedure."""
    from desk.cli.demo import demo as command

    return command(folder)


@app.command()
def read(
    files: Files,
    password: Annotated[str, typer.Option("--password", help="Password of an encrypted PDF.")] = "",
    json: Json = False,
) -> int:
    """Read files without storing anything: text, types, fields, codes."""
    from desk.cli.reading import read as command

    return command(files, password, as_json=json)


@app.command()
def ingest(
    paths: Files,
    owner: OwnerList = [],  # noqa: B006 - typer copies it
    procedure: Annotated[
        str, typer.Option("--procedure", help="Code of the procedure, e.g. 1.001193; else the receipt's.")
    ] = "",
    dossier: Annotated[
        str, typer.Option("--dossier", help="Number of the dossier; else that of the receipt scanned first.")
    ] = "",
    component: Annotated[str, typer.Option("--component", help="Component it is handed in for.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="component or result.")] = "component",
    as_one: Annotated[bool, typer.Option("--as-one", help="All files are one paper, in this order.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm and sign at once.")] = False,
    presented: Presented = "original",
    profile: Profile = "",
    json: Json = False,
) -> int:
    """Digitise files and folders; run again after an interruption, it finishes the rest."""
    from desk.cli.ingest import ingest as command

    return command(
        paths, owner, procedure, dossier, component, kind, presented, profile,
        as_one=as_one, confirm=confirm, as_json=json,
    )  # fmt: skip


@app.command()
def confirm(
    papers: Papers,
    presented: Presented,
    owner: OwnerList = [],  # noqa: B006 - typer copies it
    change: Annotated[
        list[str], typer.Option("--set", help="name=value, a corrected field; type=SLUG.")
    ] = [],  # noqa: B006
    reason: Reason = "",
    profile: Profile = "",
    rest_of_batch: Annotated[
        bool, typer.Option("--rest-of-batch", help="--set also where others of its file err alike.")
    ] = False,
    json: Json = False,
) -> int:
    """Confirm papers: what was presented, what they are and whose; signs when the key is at hand."""
    from desk.cli.papers import confirm as command

    return command(
        papers, presented, owner, change, reason, profile, rest_of_batch=rest_of_batch, as_json=json
    )


@app.command()
def queue(
    dossier: Annotated[str, typer.Option("--dossier", help="Only papers of this dossier.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most papers.")] = 50,
    json: Json = False,
) -> int:
    """List the papers that wait for review, the least sure first, with the reasons."""
    from desk.cli.queue import queue as command

    return command(dossier, limit, as_json=json)


@app.command()
def renew(
    plan: Annotated[bool, typer.Option("--plan", help="Only say how the proofs stand.")] = False,
    json: Json = False,
) -> int:
    """Add archive timestamps to papers whose proof ends soon."""
    from desk.cli.renew import renew as command

    return command(plan=plan, as_json=json)


@app.command()
def sign(
    papers: Papers,
    role: Annotated[str, typer.Option("--role", help="officer or seal.")] = "officer",
    way: Annotated[
        str, typer.Option("--way", help="token: in this machine, PIN asked once; else keys on the server.")
    ] = "",
    token: Annotated[str, typer.Option("--token", help="Label of the token, where several are in.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="PIN is the first line of stdin.")] = False,
    json: Json = False,
) -> int:
    """Sign confirmed papers."""
    if way == "token":
        from desk.cli.token import sign as at_hand

        return at_hand(papers, role, token, pin_stdin=pin_stdin, as_json=json)
    from desk.cli.papers import sign as command

    return command(papers, role, way, as_json=json)


@app.command("read-again")
def read_again(
    papers: Papers,
    engine: Annotated[str, typer.Option("--engine", help="lines, tesserocr or pytesseract.")] = "",
    model: Annotated[str, typer.Option("--model", help="Language, e.g. vie; several as vie+eng.")] = "",
    json: Json = False,
) -> int:
    """Read papers again by another engine or in another language; readings stay side by side."""
    from desk.cli.papers import read_again as command

    return command(papers, engine, model, as_json=json)


@app.command()
def split(
    paper: OnePaper,
    pages: Annotated[
        str, typer.Option("--pages", help="Pages of the file for each paper: 1-2,3-5; joined by +: 1+3,2.")
    ],
    blank: Annotated[str, typer.Option("--blank", help="Pages that are blank: 4,6.")] = "",
    separator: Annotated[str, typer.Option("--separator", help="Pages that are separator sheets.")] = "",
    json: Json = False,
) -> int:
    """Divide the file of a paper anew before signing; ranges pass over blank and separator pages."""
    from desk.cli.split import split as command

    return command(paper, pages, blank, separator, as_json=json)


@app.command()
def show(paper: OnePaper, json: Json = False) -> int:
    """Show everything about a paper."""
    from desk.cli.show import show as command

    return command(paper, as_json=json)


@app.command()
def export(
    papers: Papers,
    to: Annotated[Path, typer.Option("--to", help="Folder to write to.")],
    what: Annotated[str, typer.Option("--what", help="signed, original, text or evidence.")] = "signed",
    zipped: Annotated[bool, typer.Option("--zip", help="Each paper's evidence as one ZIP.")] = False,
    json: Json = False,
) -> int:
    """Write papers' files to a folder."""
    from desk.cli.export import export as command

    return command(papers, to, what, zipped=zipped, as_json=json)


@app.command()
def mark(
    paper: OnePaper,
    what: Annotated[str, typer.Argument(help="returned, held, released or rejected.")],
    reason: Reason = "",
    json: Json = False,
) -> int:
    """Note that a result was returned, a paper is on hold or no more, or that it is rejected."""
    from desk.cli.papers import mark as command

    return command(paper, what, reason, as_json=json)


for _name, _command in LIFE:
    app.command(_name)(_command)


@app.command()
def retry(paper: OnePaper, json: Json = False) -> int:
    """Try a failed paper again."""
    from desk.cli.papers import retry as command

    return command(paper, as_json=json)


@app.command()
def verify(
    targets: Annotated[
        list[str], typer.Argument(help="PDF files, folders of them, bundles of evidence, or papers by UUID.")
    ] = [],  # noqa: B006
    find: Annotated[str, typer.Option("--find", help="Kept papers with these words.")] = "",
    owner: Owner = "",
    type: Annotated[str, typer.Option("--type", help="Kept papers of this type, by slug.")] = "",
    dossier: Annotated[str, typer.Option("--dossier", help="Kept papers of this dossier.")] = "",
    trust: Annotated[list[Path], typer.Option("--trust", help="PEM anchors instead of the own ones.")] = [],  # noqa: B006
    crl: Annotated[list[Path], typer.Option("--crl", help="Revocation lists.")] = [],  # noqa: B006
    at: Annotated[
        str, typer.Option("--at", help="Judge as of this time (ISO 8601; without zone +07:00).")
    ] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server.")] = False,
    expect_signer: Annotated[
        list[str],
        typer.Option(
            "--expect-signer", help="Who must have signed: a name of some words, a number, or a SHA-256."
        ),
    ] = [],  # noqa: B006
    scheme: Annotated[
        list[str],
        typer.Option("--scheme", help="List that signers must come from: national, government, own."),
    ] = [],  # noqa: B006
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a report: .pdf, .html or .json.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write a summary, one row a file.")] = None,
    json: Json = False,
) -> int:
    """Judge signatures: PASSED, INDETERMINATE or FAILED, with the reason."""
    from desk.cli.judging import Conditions, Query
    from desk.cli.verify import verify as command

    query = Query(find, owner, type, dossier)
    conditions = Conditions(trust, crl, at, expect_signer, scheme)
    return command(targets, query, conditions, report, csv, offline=offline, as_json=json)


@trust_app.command("list")
def trust_list(json: Json = False) -> int:
    """List the trusted authorities, and what each version of the list changed."""
    from desk.cli.trust import trust_list as command

    return command(as_json=json)


@trust_app.command("export")
def trust_export(
    to: Annotated[Path, typer.Option("--to", help="Folder to write to.")], json: Json = False
) -> int:
    """Write the anchors and revocation lists against which others check our signatures."""
    from desk.cli.verify import trust_export as command

    return command(to, as_json=json)


app.command()(find)


@catalogue_app.command("check")
def catalogue_check(path: Annotated[Path, typer.Argument(help="Folder or file.")], json: Json = False) -> int:
    """Check catalogue files; every finding names file and line."""
    from desk.cli.admin import catalogue_check as command

    return command(path, as_json=json)


@catalogue_app.command("load")
def catalogue_load(
    path: Annotated[Path, typer.Argument(help="Folder or file.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    json: Json = False,
) -> int:
    """Load catalogue files."""
    from desk.cli.admin import catalogue_compare, catalogue_load

    command = catalogue_compare if dry_run else catalogue_load
    return command(path, as_json=json)


@user_app.command("add")
def user_add(
    name: Annotated[str, typer.Argument(help="Name of the account.")],
    role: Annotated[
        list[str], typer.Option("--role", help="officer, handler, auditor, admin; again for more.")
    ],
    full_name: Annotated[str, typer.Option("--full-name", help="As it stands on stamps.")] = "",
    agency: Annotated[str, typer.Option("--agency", help="Code of the agency.")] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="File with the password; else one is made.")
    ] = None,
    right: Annotated[
        list[str], typer.Option("--right", help="Right of signing profiles, as sao-van-ban; again for more.")
    ] = [],  # noqa: B006
    json: Json = False,
) -> int:
    """Add an account; an officer of the embedded archive gets a test key."""
    from desk.cli.admin import user_add as command

    return command(name, role, full_name, agency, password_file, right, as_json=json)


@user_app.command("set")
def user_set(
    name: Annotated[str, typer.Argument(help="Name of the account.")],
    personal_id: Annotated[
        str | None, typer.Option("--personal-id", help="Number that the person's certificate carries.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="PEM or DER: the only one that they sign with.")
    ] = None,
    right: Annotated[
        list[str] | None,
        typer.Option("--right", help="Rights of signing profiles instead of the present ones; '' for none."),
    ] = None,
    json: Json = False,
) -> int:
    """Register whose certificate an account signs with, and which signing profiles it may use."""
    from desk.cli.admin import user_set as command

    return command(name, personal_id, certificate, right, as_json=json)


@app.command()
def separators(
    to: Annotated[Path, typer.Option("--to", help="PDF to write.")],
    count: Annotated[int, typer.Option("--count", min=1, max=500, help="How many sheets.")] = 1,
    cover: Annotated[bool, typer.Option("--cover", help="Cover sheets: dossier and component.")] = False,
    dossier: Annotated[str, typer.Option("--dossier", help="Dossier that a cover sheet names.")] = "",
    component: Annotated[
        list[str], typer.Option("--component", help="Its component; again for more sheets.")
    ] = [],  # noqa: B006
    json: Json = False,
) -> int:
    """Print separator sheets that divide a scan run into papers, or cover sheets."""
    from desk.cli.separators import separators as command

    return command(count, to, dossier, component, cover=cover, as_json=json)


@archive_app.command("check")
def archive_check(
    sample: Annotated[int, typer.Option("--sample", min=0, help="Hash only so many objects; 0: all.")] = 0,
    mend_index: Annotated[
        bool, typer.Option("--mend-index", help="Write drifted rows of the search index anew.")
    ] = False,
    json: Json = False,
) -> int:
    """Hold every object against its hash and its row, and the search index against the papers."""
    from desk.cli.audit import archive_check as command

    return command(sample, mend_index=mend_index, as_json=json)


@audit_app.command("verify")
def audit_verify(json: Json = False) -> int:
    """Walk the audit chain."""
    from desk.cli.audit import audit_verify as command

    return command(as_json=json)


@audit_app.command("corrections")
def audit_corrections(json: Json = False) -> int:
    """Give every correction of an officer as an example to learn from, with the words of its page."""
    from desk.cli.queue import corrections as command

    return command(as_json=json)
