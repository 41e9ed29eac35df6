"""`sohoa export`: papers' files into a folder; a paper's evidence into a folder or ZIP of its own.

Must not write over a file that is not its own, nor leave a half-written one.
"""

from collections.abc import Sequence
from pathlib import Path

from archive.accounts.actor import Actor
from archive.errors import SohoaError
from archive.values.ids import Sha256
from desk.bootstrap import acting, open_house
from desk.bundle import manifest
from desk.choice import one_of
from desk.cli.output import Output, complain
from desk.cli.session import channel, settings
from desk.errors import Usage
from desk.exporting import What
from desk.giving import content, given, pack
from desk.house import House


def export(keys: Sequence[str], to: Path, what: str, *, zipped: bool, as_json: bool) -> int:
    """Write the files of papers; each is an event."""
    out = Output(as_json=as_json)
    kind = one_of(What, what, "what")
    if zipped and kind is not What.EVIDENCE:
        raise Usage(why_vi="--zip chỉ dùng với --what evidence", why_en="--zip is for --what evidence")
    to.mkdir(parents=True, exist_ok=True)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        for key in keys:
            try:
                _export(house, actor, key, to, kind, out, zipped=zipped)
            except SohoaError as error:
                complain(error.code, error.text_vi, error.text_en)
                out.item({"paper": key, "file": None, "error": {"code": error.code, "text": error.text_vi}})
                out.ended(error.exit)
    return out.code


def _export(house: House, actor: Actor, key: str, to: Path, kind: What, out: Output, *, zipped: bool) -> None:
    paper, stem, files = given(house, actor, key, kind)
    if zipped:
        target = to / f"{stem}-{kind.value}.zip"
        part = _part(target)
        pack(house, files, part)
        part.replace(target)
        sha256 = str(Sha256.of_file(target))
        out.item({"paper": paper, "file": str(target), "sha256": sha256}, str(target))
        return
    folder = to / f"{stem}-{kind.value}" if kind is What.EVIDENCE else to
    before = _listed(folder) if kind is What.EVIDENCE else set()
    for file in files:
        target = folder / file.name
        _write(target, content(house, file))
        out.item({"paper": paper, "file": str(target), "sha256": file.sha256}, str(target))
    _remove(folder, before - {file.name for file in files})


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(exist_ok=True)
    part = _part(target)
    part.write_bytes(data)
    part.replace(target)


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _listed(folder: Path) -> set[str]:
    """Return which files an earlier bundle in the folder has, by its list; the list itself stays out."""
    try:
        (listed,) = [path for path in folder.iterdir() if manifest.is_manifest(path.name)]
        return set(manifest.read(listed.read_text("utf-8")))
    except (OSError, ValueError):
        return set()


def _remove(folder: Path, left: set[str]) -> None:
    """Remove what only the earlier bundle had, such as a certificate more: nothing may lie there unlisted."""
    for name in left:
        (folder / name).unlink(missing_ok=True)
