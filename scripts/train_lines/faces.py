"""The typefaces of such papers and how often each is drawn: mostly Times New Roman's metric twins.

Must not hold a font; Debian's packages and npm's @fontsource do (README.md names them).
"""

import dataclasses as dc
from pathlib import Path

_PLAIN = ("Regular", "Italic", "Bold", "BoldItalic")
_OBLIQUE = ("Oblique", "Bold", "BoldOblique")
_SMALL = tuple(style.lower() for style in _PLAIN)

FAMILIES: tuple[tuple[float, tuple[str, ...]], ...] = (
    (6, tuple(f"Tinos-{style}.ttf" for style in _PLAIN)),
    (3, tuple(f"texgyretermes-{style}.otf" for style in _SMALL)),
    (2, tuple(f"FreeSerif{style}.ttf" for style in ("", *_PLAIN[1:]))),
    (0.7, tuple(f"LinLibertine_{style}.otf" for style in ("R", "RI", "RB", "RZI"))),
    (0.5, tuple(f"CharisSIL-{style}.ttf" for style in _PLAIN)),
    (0.5, ("DoulosSIL-Regular.ttf",) * 4),
    (0.5, tuple(f"GenBas{style}.ttf" for style in ("R", "I", "B", "BI"))),
    (0.5, tuple(f"NotoSerif-{style}.ttf" for style in _PLAIN)),
    (0.4, ("DejaVuSerif.ttf", *(f"DejaVuSerif-{style}.ttf" for style in _PLAIN[1:]))),
    (0.3, tuple(f"texgyreschola-{style}.otf" for style in _SMALL)),
    (1.6, tuple(f"Arimo-{style}.ttf" for style in _PLAIN)),
    (0.4, tuple(f"texgyreheros-{style}.otf" for style in _SMALL)),
    (0.4, tuple(f"NotoSans-{style}.ttf" for style in _PLAIN)),
    (0.5, ("DejaVuSans.ttf", *(f"DejaVuSans-{style}.ttf" for style in _OBLIQUE))),
    (0.4, tuple(f"Roboto-{style}.ttf" for style in _PLAIN)),
    (0.4, tuple(f"OpenSans-{style}.ttf" for style in _PLAIN)),
    (0.3, tuple(f"Cousine-{style}.ttf" for style in _PLAIN)),
)
"""Weight, and the files of regular, italic, bold and bold italic."""

_MACHINE = ("Cousine-Regular.ttf", "Cousine-Bold.ttf", "OCRB.otf", "Tinos-Regular.ttf", "DejaVuSans.ttf")


@dc.dataclass(frozen=True, slots=True)
class Faces:
    """Font files.

    Attributes:
        weights: how often each family is drawn, in any unit.
        families: for each its regular, italic, bold and bold italic.
        machine: for machine-readable lines.
        hands: handwriting.
    """

    weights: tuple[float, ...]
    families: tuple[tuple[Path, ...], ...]
    machine: tuple[Path, ...]
    hands: tuple[Path, ...]


def find(fonts: Path, hands: Path) -> Faces:
    """Find all faces below `fonts`, and handwriting (.ttf) in `hands`.

    Raises:
        FileNotFoundError: some are not there; the message names them.
    """
    there = {path.name: path for path in sorted(fonts.rglob("*.[ot]tf"))}
    written = tuple(sorted(hands.glob("*.ttf")))
    wanted = {*_MACHINE, *(file for _, files in FAMILIES for file in files)}
    if missing := sorted(wanted - there.keys()):
        raise FileNotFoundError(f"{fonts}: {', '.join(missing)}: install the packages that README.md names")
    if not written:
        raise FileNotFoundError(f"{hands}: no handwriting; README.md says how to get some")
    return Faces(
        tuple(weight for weight, _ in FAMILIES),
        tuple(tuple(there[file] for file in files) for _, files in FAMILIES),
        tuple(there[file] for file in _MACHINE),
        written,
    )
