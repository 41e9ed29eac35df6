"""Opens a bundle that a stranger may have made: a folder or a ZIP, its list of hashes held against its files.

Must not write outside the folder it is given, follow a link, nor unpack more than a bundle has.
"""

import contextlib
import dataclasses as dc
import os
import re
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.values.ids import Sha256
from desk.bundle import description, manifest
from desk.bundle.description import BadDescription, Description
from desk.bundle.manifest import NoManifest

MOST_FILES = 2_000
"""A paper with a hundred years of renewals has some hundreds."""
MOST_TIMES = 8
"""Of the largest file that is received: originals, copy and each revision may be that large."""
_RATIO, _RATIO_FROM = 200, 10 << 20
"""Text of a bundle packs to a tenth; what packs to less than half a hundredth is a bomb."""
_DIRECTORY = 4 << 20
"""Bytes of a ZIP's directory for so many files."""
_MOST_DER = 64 << 20
"""A national authority's revocation list has some ten million bytes."""
_CHUNK = 1 << 20
_END = re.compile(rb"(?=PK\x05\x06.{6}(.{6}))", re.DOTALL)
_DESCRIPTION = "-evidence-bundle.json"
PACKED = "-evidence.zip"
"""How the name of a packed bundle ends."""


class NoBundle(ValueError):
    """It cannot be read as a bundle; the text says why, in Vietnamese and English."""

    def __init__(self, why_vi: str, why_en: str) -> None:
        super().__init__(why_en)
        self.why_vi, self.why_en = why_vi, why_en


@dc.dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose files are there as its list says, but for what is named here.

    Attributes:
        folder: where its files lie.
        said: what it says of itself.
        listed: the hash of each file by its list, the list itself left out.
        altered: listed files that are missing or have another hash.
        unlisted: what else lies beside them.
    """

    folder: Path
    said: Description
    listed: dict[str, Sha256]
    altered: tuple[str, ...]
    unlisted: tuple[str, ...]

    def path(self, name: str) -> Path:
        """Return where a file of the list lies.

        Raises:
            NoBundle: it is not one of the sound files of the list.
        """
        if name not in self.listed or name in self.altered:
            raise NoBundle(f"thiếu tệp {name}", f"file {name} is not there")
        return self.folder / name

    def sha256(self, name: str) -> Sha256:
        """Return the hash of a file of the list; errors as for `path`."""
        self.path(name)
        return self.listed[name]

    def der(self, name: str) -> bytes:
        """Return a certificate, list or answer as DER; empty where a certificate cannot be read.

        Raises:
            NoBundle: the file is not there, or larger than any of them.
        """
        path = self.path(name)
        if path.stat().st_size > _MOST_DER:
            raise NoBundle(f"tệp {name} quá lớn", f"file {name} is too large")
        data = path.read_bytes()
        if b"-----BEGIN CERTIFICATE" not in data:
            return data
        try:
            return x509.load_pem_x509_certificate(data).public_bytes(Encoding.DER)
        except ValueError:
            return b""


def looks_like_one(names: Iterable[str]) -> bool:
    """Return whether files of these names lie in a bundle, be it whole or not."""
    return any(manifest.is_manifest(name) or name.endswith(_DESCRIPTION) for name in names)


@contextlib.contextmanager
def opened(path: Path, *, max_bytes: int) -> Iterator[Bundle]:
    """Give the bundle at `path`, a folder or a ZIP.

    Args:
        path: of it.
        max_bytes: of the largest file that is received.

    Raises:
        NoBundle: it cannot be read as one.
    """
    if path.is_dir():
        yield _checked(path, max_bytes)
        return
    with tempfile.TemporaryDirectory(prefix="sohoa-bundle-") as name:
        folder = Path(name)
        _unpack(path, folder, max_bytes * MOST_TIMES)
        yield _checked(folder, max_bytes)


def _checked(folder: Path, max_bytes: int) -> Bundle:
    try:
        return _held(folder, max_bytes)
    except OSError as error:
        raise NoBundle("không đọc được thư mục", error.strerror or "it cannot be read") from error


def _held(folder: Path, max_bytes: int) -> Bundle:
    """Hold the files of a folder against its list."""
    sizes, odd = _files(folder, max_bytes * MOST_TIMES)
    lists = [name for name in sizes if manifest.is_manifest(name)]
    if len(lists) != 1:
        raise NoBundle("phải có đúng một danh sách SHA256SUMS", "exactly one SHA256SUMS list is needed")
    try:
        listed = manifest.read(_text(folder / lists[0], manifest.MOST_BYTES))
    except NoManifest as error:
        raise NoBundle("danh sách SHA256SUMS không hợp lệ", f"its list is not valid: {error}") from error
    altered = [
        name
        for name, sha256 in listed.items()
        if name not in sizes or Sha256.of_file(folder / name) != sha256
    ]
    unlisted = [name for name in (*sizes, *odd) if name not in listed and name != lists[0]]
    return Bundle(folder, _said(folder, listed), listed, tuple(altered), tuple(unlisted))


def _files(folder: Path, most: int) -> tuple[dict[str, int], list[str]]:
    """Return the size of each plain file of a folder, and the names of everything else."""
    sizes: dict[str, int] = {}
    odd: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if len(sizes) + len(odd) >= MOST_FILES:
                raise NoBundle("quá nhiều tệp", "too many files")
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode) and manifest.is_plain(entry.name):
                sizes[entry.name] = found.st_size
            else:
                odd.append(entry.name)
    if sum(sizes.values()) > most:
        raise NoBundle("quá lớn", "too large")
    return dict(sorted(sizes.items())), sorted(odd)


def _said(folder: Path, listed: dict[str, Sha256]) -> Description:
    names = [name for name in listed if name.endswith(_DESCRIPTION)]
    if len(names) != 1:
        raise NoBundle("thiếu phần mô tả", "its description is missing")
    try:
        return description.from_json(_text(folder / names[0], description.MOST_BYTES))
    except BadDescription as error:
        raise NoBundle("phần mô tả không hợp lệ", f"its description is not valid: {error}") from error


def _text(path: Path, most: int) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise NoBundle(f"tệp {path.name} quá lớn", f"file {path.name} is too large")
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoBundle(f"không đọc được {path.name}", f"{path.name} cannot be read") from error


def _unpack(path: Path, folder: Path, most: int) -> None:
    """Unpack a ZIP of plain files, flat or in one folder, into the empty `folder`."""
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            names = _flat([entry.filename for entry in entries])
            for entry, name in zip(entries, names, strict=True):
                most -= _unpack_one(packed, entry, folder / name, most)
    except NoBundle:
        raise
    except OSError as error:
        raise NoBundle("không đọc được tệp ZIP", error.strerror or "the ZIP cannot be read") from error
    except Exception as error:  # hostile bytes raise anything, from BadZipFile to NotImplementedError
        raise NoBundle("không phải tệp ZIP nguyên vẹn", "it is no whole ZIP") from error


def _check_directory(path: Path) -> None:
    """Refuse a directory of millions of entries before it is read."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - (1 << 16) - 22))
        tail = stream.read()
    ends = list(_END.finditer(tail))
    if not ends or b"PK\x06\x07" in tail:  # the second is ZIP64, which a bundle does not need
        raise NoBundle("không phải tệp ZIP thường", "it is no plain ZIP")
    count, length = struct.unpack("<HI", ends[-1][1])
    if count > MOST_FILES or length > _DIRECTORY:
        raise NoBundle("quá nhiều tệp", "too many files")


def _flat(names: list[str]) -> list[str]:
    """Return the names without the one folder that they may all lie in.

    Raises:
        NoBundle: one leads elsewhere, or two are the same.
    """
    folders = {name.rpartition("/")[0] for name in names}
    inner = [name.rpartition("/")[2] for name in names]
    top = next(iter(folders)) if len(folders) == 1 else ""
    sound = len(folders) == 1 and (not top or manifest.is_plain(top)) and len(names) <= MOST_FILES
    if not sound or not all(manifest.is_plain(name) for name in inner):
        raise NoBundle("tên tệp dẫn ra ngoài thư mục", "a name leads out of its folder")
    if len({name.casefold() for name in inner}) != len(inner):
        raise NoBundle("có tên tệp trùng nhau", "a name stands twice")
    return inner


def _unpack_one(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, out: Path, most: int) -> int:
    """Unpack one file; return its real size, whatever the directory says."""
    kind = stat.S_IFMT(entry.external_attr >> 16)  # 0 where the packer knows no kinds
    if entry.flag_bits & 1 or kind not in (0, stat.S_IFREG):
        raise NoBundle("ZIP có liên kết hoặc mật khẩu", "it has a link or a password")
    size = 0
    with packed.open(entry) as source, out.open("xb") as target:
        while part := source.read(_CHUNK):
            size += len(part)
            bomb = size > _RATIO_FROM and size > _RATIO * max(entry.compress_size, 1)
            if size > most or bomb:
                raise NoBundle("giải nén ra quá lớn", "it unpacks to too much")
            target.write(part)
    return size
