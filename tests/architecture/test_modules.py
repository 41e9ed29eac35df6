"""The house keeps its shape: imports run one way, modules stay short, each library has one home."""

import ast
import functools
import statistics
import subprocess
import sysconfig
from pathlib import Path

import pytest

_SOURCES = [path for path in sorted(Path("src").rglob("*.py")) if "migrations" not in path.parts]
_TESTS = sorted(Path("tests").rglob("*.py"))

# Where an outside library may be imported; a prefix of module paths each.
_HOMES = {
    "sqlalchemy": ("src/archive/", "src/signing/", "src/reuse/", "src/desk/"),
    "alembic": ("src/archive/database/",),
    "minio": ("src/archive/store/",),
    "urllib3": (
        "src/archive/store/",
        "src/archive/patience.py",
        "src/signing/sources/",
        "src/reuse/sources/",
    ),
    "pytesseract": ("src/digitize/",),
    "tesserocr": ("src/digitize/",),
    "pdfplumber": ("src/digitize/",),
    "pikepdf": ("src/digitize/",),
    # whether a place of a signed page is blank is a rule of judging, and rooms do not import each other
    "pypdfium2": ("src/digitize/", "src/signing/pades/verify/drawn"),
    "zxingcpp": ("src/digitize/",),
    "cv2": ("src/digitize/",),
    "pyhanko": ("src/signing/",),
    "pkcs11": ("src/signing/",),
    "fastapi": ("src/desk/",),
    "dbos": ("src/desk/engine",),
    "typer": ("src/desk/",),
}


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_long() -> None:
    assert [f"{path}: {_lines(path)}" for path in [*_SOURCES, *_TESTS] if _lines(path) > 500] == []


def test_nine_of_ten_modules_are_under_300_lines() -> None:
    sizes = [_lines(path) for path in _SOURCES]
    assert statistics.quantiles(sizes, n=10)[-1] < 300


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path) for path in _SOURCES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


@pytest.mark.parametrize("library", sorted(_HOMES))
def test_an_outside_library_is_imported_in_its_home_only(library: str) -> None:
    strangers = [
        str(path)
        for path in _SOURCES
        if library in _imported(path) and not str(path).startswith(_HOMES[library])
    ]
    assert strangers == []


def test_imports_run_one_way() -> None:
    program = Path(sysconfig.get_path("scripts")) / "lint-imports"
    judged = subprocess.run([program, "--no-cache"], capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def test_the_tests_mirror_the_source() -> None:
    rooms = {path.name for path in Path("src").iterdir() if path.is_dir()}
    others = {"journeys", "architecture", "fakes", "servers", "fixtures", "peers", "scripts"}
    folders = {path.name for path in Path("tests").iterdir() if path.is_dir() and path.name[0] not in "_."}
    assert folders <= rooms | others
    assert not list(Path("tests").rglob("__init__.py"))


def test_every_table_is_known_to_every_command() -> None:
    homes = {path for path in _SOURCES if path.name == "models.py" and "sqlalchemy" in _imported(path)}
    listed = ast.walk(ast.parse(Path("src/desk/tables.py").read_text("utf-8")))
    names = {alias.name for node in listed if isinstance(node, ast.Import) for alias in node.names}
    assert {".".join(path.relative_to("src").with_suffix("").parts) for path in homes} == names


@functools.cache
def _imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names
