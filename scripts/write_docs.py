"""Writes the tables of docs/settings.md and docs/errors.md from the code, which is their only source.

Must not write what a person said there: only what stands between the markers is made anew.
"""

import ast
import dataclasses as dc
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from archive.errors import SohoaError
from archive.settings import FILE_SUFFIX, PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def main() -> int:
    """Write both files; say which ones changed."""
    for name, table in (("settings", settings_table()), ("errors", errors_table()), ("notices", notices())):
        file = ROOT / "docs" / f"{'errors' if name == 'notices' else name}.md"
        before = file.read_text("utf-8")
        after = replaced(before, name, table)
        if after != before:
            file.write_text(after, "utf-8")
            sys.stdout.write(f"wrote the table of {name} in {file.relative_to(ROOT)}\n")
    return 0


def replaced(text: str, name: str, table: str, by: str = "scripts/write_docs.py") -> str:
    """Return `text` with what stands between the markers of `name` replaced by `table`, written by `by`."""
    start, end = f"<!-- {name}: written by {by} -->\n", f"<!-- end of {name} -->"
    head, found, rest = text.partition(start)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"the markers of {name} are missing")
    return f"{head}{start}{table}{end}{tail}"


def settings_table() -> str:
    """Return a row for each setting."""
    rows = ["| setting | default | unit | what it is |", "|---|---|---|---|"]
    for field in dc.fields(Settings):
        name = f"`{PREFIX}{field.name.upper()}`"
        if field.metadata["secret"]:
            name += f", `…{FILE_SUFFIX}`"
        rows.append(
            f"| {name} | {_default(field.default)} | {field.metadata['unit']} | {field.metadata['help']} |"
        )
    return "\n".join(rows) + "\n"


def errors_table() -> str:
    """Return a row for each error with a code of its own, in the order of the codes."""
    rows = ["| code | exit | HTTP | again? | what it says |", "|---|---|---|---|---|"]
    for kind in sorted(error_kinds(), key=lambda kind: kind.code):
        again = "yes" if kind.retryable else "no"
        says = f"{kind.vi}<br>{kind.en}".replace("|", "\\|")
        rows.append(f"| `{kind.code}` | {int(kind.exit)} | {kind.status} | {again} | {says} |")
    return "\n".join(rows) + "\n"


def notices() -> str:
    """Return a line for each code of a notice that the code writes out."""
    found = sorted({code for path in modules() for code in _notice_codes(path)})
    return "".join(f"- `{code}`\n" for code in found)


def error_kinds() -> list[type[SohoaError]]:
    """Return every error class of src that has a code of its own; the others are only bases."""
    for path in modules():
        # A module that may define errors names a base of them; importing the others would load much.
        if any(isinstance(node, ast.ClassDef) and _names_an_error(node) for node in _nodes(path)):
            importlib.import_module(".".join(path.relative_to(SOURCES).with_suffix("").parts))
    return [kind for kind in _below(SohoaError) if "code" in vars(kind)]


def modules() -> list[Path]:
    """Return the modules of src."""
    return sorted(path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)


def _below(kind: type[SohoaError]) -> Iterator[type[SohoaError]]:
    for each in kind.__subclasses__():
        # Classes that a test made are not ours.
        if Path(inspect.getfile(each)).is_relative_to(SOURCES):
            yield each
        yield from _below(each)


def _names_an_error(node: ast.ClassDef) -> bool:
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    bases |= {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
    return any(base.endswith("Error") for base in bases)


def _notice_codes(path: Path) -> Iterator[str]:
    """Yield the codes that calls of Notice write out, and, in a module of notices, those that have a name."""
    for node in _nodes(path):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Notice":
            yield from _texts([*node.args[:1], *(word.value for word in node.keywords if word.arg == "code")])
        elif isinstance(node, ast.Assign) and path.name == "notices.py":
            named = ast.unparse(node.targets[0]).replace("_", "").isupper()
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            # sentences have names there too
            yield from (text for text in _texts(values) if _CODE.fullmatch(text)) if named else ()


def _texts(values: list[ast.expr]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if value != "" else "–"


if __name__ == "__main__":
    raise SystemExit(main())
