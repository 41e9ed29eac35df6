"""Takes handwriting out of npm's @fontsource packages: `python -m scripts.train_lines.hands FOLDER`.

FOLDER holds what `npm pack` fetched; each becomes a .ttf beside it. Must not keep a font that lacks digits.
"""

import io
import sys
import tarfile
from pathlib import Path

from fontTools.ttLib import TTFont

_NEEDED = "0123456789/.-abzABZ"
_FILE = "-latin-400-normal.woff"


def unpack(package: Path) -> bytes | None:
    """Return the Latin upright of a package as TrueType; None where it has none, or not all digits."""
    with tarfile.open(package) as files:
        font = next((file for file in files.getmembers() if file.name.endswith(_FILE)), None)
        data = files.extractfile(font) if font else None
        if data is None:
            return None
        opened = TTFont(io.BytesIO(data.read()))
    if not all(ord(sign) in opened.getBestCmap() for sign in _NEEDED):
        return None
    opened.flavor = None
    plain = io.BytesIO()
    opened.save(plain)
    return plain.getvalue()


def main(words: list[str]) -> None:
    """Unpack a folder."""
    for package in sorted(Path(words[0]).glob("*.tgz")):
        font = unpack(package)
        if font is None:
            print(f"{package}: left out, it lacks digits")
        else:
            package.with_suffix(".ttf").write_bytes(font)


if __name__ == "__main__":
    main(sys.argv[1:])
