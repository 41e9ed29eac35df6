"""What signing and judging cost, beside pyHanko's command line, pdfsig and EU DSS, on the same files.

A copy of ten scanned pages is signed at each level with its visible words, keys and font loaded before; then
files with one and with two signatures of level B-LTA are judged; then small signed files, one after the
other, while memory is looked at. `make bench-sign`, or `python -m benchmarks.bench_sign`.
Must not judge whether verdicts are right: tests do.
"""

import argparse
import datetime as dt
import itertools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from archive.values.verdict import Level, Verdict
from benchmarks.measures import OUR_SEED, Effort, machine, show
from digitize.copy.build import build_copy
from digitize.ports import CopyMetadata, CopyPage
from fixtures.forgeries import people
from fixtures.papers.catalogue import paper
from fixtures.papers.picture import draw
from fixtures.pki.office import MADE_AT, Office, open_office
from fixtures.signed import files as signed_files
from fixtures.signed import visible
from signing.authority.trust import known_issuers
from signing.keys.soft import SoftSigner
from signing.pades.sign.certify import certify
from signing.pades.sign.seal import seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.ports import Signer
from tests.peers import dss_runner
from tests.peers.dss_runner import Question
from tests.peers.java_front import NotHere

_PAGES = 10
_KIND = "quyet-dinh"
_HOUR = dt.timedelta(hours=1)
_EARLY = 100
"""Files after which memory is looked at first: by then everything is loaded."""
_WARMING, _WARM = 10, 30
"""Files that DSS judges in one run: after the first its code is compiled; the others count."""


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--times", type=int, default=20, help="signatures of each kind, judgements of each file"
    )
    parser.add_argument("--files", type=int, default=2000, help="files judged while memory is looked at")
    parser.add_argument("--pyhanko", default="", help="pyHanko's command line, to measure beside it")
    asked = parser.parse_args(words)
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office, copy = open_office(folder / "home"), _copy(folder)
        print(f"a copy of {_PAGES} pages, {len(copy) // 1000} kB; CPU and wall seconds are medians\n")
        one, two = _signing(office, copy, asked.times, asked.pyhanko, folder)
        _judging(office, {"one signature": one, "two signatures": two}, asked.times, asked.pyhanko, folder)
        _memory(office, folder, asked.files)
    return 0


def _copy(folder: Path) -> bytes:
    """Return a copy of ten scanned pages, made as the product makes it."""
    picture = folder / "page.jpg"
    cv2.imwrite(str(picture), draw(paper(_KIND, OUR_SEED).sheets[0]))
    out = folder / "copy.pdf"
    about = CopyMetadata("Quyết định", "2026-000001", MADE_AT, bytes(16), {})
    build_copy([CopyPage(picture, 1, (), 200, 0)] * _PAGES, out, about)
    return out.read_bytes()


def _signing(office: Office, copy: bytes, times: int, pyhanko: str, folder: Path) -> tuple[bytes, bytes]:
    """Print the cost of each kind of signature; return files with one and with two."""
    rsa = _rsa_signer(office)
    waiting = _signed(office, copy, SignRequest(visible=visible(office), seal=True, seal_visible=True))
    kinds: dict[str, Callable[[], Signed]] = {
        f"officer, {level.value}": lambda level=level: _signed(  # type: ignore[misc]
            office, copy, SignRequest(visible=visible(office), level=level)
        )
        for level in Level
    }
    kinds["officer, B-B, RSA-PSS 3072"] = lambda: _signed(
        office, copy, SignRequest(visible=visible(office), level=Level.B), rsa
    )
    kinds["seal on top, B-LTA"] = lambda: seal(
        waiting.data,
        SignRequest(),
        office.seal,
        tsa=office.tsa,
        revocation=office.revocation,
        clock=office.clock,
    )
    rows = [(name, *_medians(make, times)) for name, make in kinds.items()]
    if pyhanko:
        rows.append(
            ("pyHanko's command line, B-B, no words", *_medians(_by_pyhanko(pyhanko, office, folder), times))
        )
    show(("signature", "CPU s", "wall s"), rows)
    return kinds["officer, B-LTA"]().data, kinds["seal on top, B-LTA"]().data


def _signed(office: Office, copy: bytes, request: SignRequest, signer: Signer | None = None) -> Signed:
    return certify(
        copy, request, signer or office.officer,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip


def _rsa_signer(office: Office) -> Signer:
    issuer, key = people.authority(office), people.key("rsa3072")
    certificate = people.issue((issuer.certificate.subject, issuer.key), key, office.clock.now())
    return SoftSigner(key, certificate, (issuer.certificate,))  # type: ignore[arg-type]


def _by_pyhanko(program: str, office: Office, folder: Path) -> Callable[[], object]:
    """Let pyHanko's command line sign the same copy by the same kind of key."""
    issuer, key = people.authority(office), people.key()
    certificate = people.issue((issuer.certificate.subject, issuer.key), key, office.clock.now())
    bundle = folder / "key.p12"
    bundle.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption()))
    words = ["sign", "addsig", "--field", "Ky", "--use-pades", "pkcs12", "--no-pass"]
    command = [program, *words, str(folder / "copy.pdf"), str(folder / "theirs.pdf"), str(bundle)]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def _judging(office: Office, files: dict[str, bytes], times: int, pyhanko: str, folder: Path) -> None:
    """Print the cost of judging each file by each program."""
    policy = Policy(at=office.clock.now(), anchors=office.anchors, certificates=known_issuers(office.pki))
    rows = []
    for count, (name, data) in enumerate(files.items(), start=1):
        path = folder / f"{count}.pdf"
        path.write_bytes(data)
        assert judge(data, policy).verdict is Verdict.PASSED
        ours, wall = _medians(lambda data=data: judge(data, policy), times)  # type: ignore[misc]
        rows.append((f"{name}: sohoa", ours, wall, f"{float(ours) / count:.3f}", "1.0"))
        for other, command in _others(pyhanko, office, path).items():
            cpu, wall = _medians(lambda c=command: subprocess.run(c, check=False, capture_output=True), times)  # type: ignore[misc]
            times_ours = f"{float(cpu) / float(ours):.1f}"
            rows.append((f"{name}: {other}", cpu, wall, f"{float(cpu) / count:.3f}", times_ours))
        rows.extend(
            (f"{name}: {how}", cpu, wall, f"{float(cpu) / count:.3f}", f"{float(cpu) / float(ours):.1f}")
            for how, cpu, wall in _by_dss(office, path)
        )
    show(("judgement", "CPU s", "wall s", "CPU s a signature", "times ours"), rows)


def _by_dss(office: Office, path: Path) -> list[tuple[str, str, str]]:
    """Return how DSS judged, CPU and wall seconds of a file; nothing where it cannot run."""
    asked = Question(path, office.clock.now(), (office.pki / "root.pem",))
    try:
        dss_runner.judge([asked])  # built and fetched once, before anything is counted
    except NotHere as reason:
        print(f"without EU DSS: {reason}")
        return []
    alone, few, many = (_spent(lambda n=n: dss_runner.judge([asked] * n)) for n in (1, _WARMING, _WARM))  # type: ignore[misc]
    more = _WARM - _WARMING
    warm = ((many.cpu - few.cpu) / more, (many.wall - few.wall) / more)
    return [
        ("EU DSS, in a warm JVM", f"{warm[0]:.3f}", f"{warm[1]:.3f}"),
        ("EU DSS, with its start", f"{alone.cpu:.3f}", f"{alone.wall:.3f}"),
    ]


def _others(pyhanko: str, office: Office, path: Path) -> dict[str, list[str]]:
    found = {}
    if pyhanko:
        root = str(office.pki / "root.pem")
        how = ["--trust-replace", "--trust", root, "--retroactive-revinfo", "--executive-summary"]
        found["pyHanko's command line"] = [pyhanko, "sign", "validate", *how, str(path)]
    if shutil.which("pdfsig"):
        found["pdfsig, without trust"] = ["pdfsig", "-nocert", str(path)]
    return found


def _memory(office: Office, folder: Path, files: int) -> None:
    """Judge small signed files one after the other, each under a name of its own; print what memory does."""
    policy = Policy(
        at=office.clock.now() + _HOUR, anchors=office.anchors, certificates=known_issuers(office.pki)
    )
    many = folder / "many"
    many.mkdir()
    kinds = {name: data for name, data in signed_files(office).items() if name not in ("plain", "b", "t")}
    for name, data in kinds.items():
        (folder / f"small-{name}.pdf").write_bytes(data)
    rows: list[tuple[str, str, str]] = []
    effort = Effort()
    with effort.spending():
        for count, name in zip(range(1, files + 1), itertools.cycle(kinds), strict=False):
            path = many / f"{count}.pdf"
            path.hardlink_to(folder / f"small-{name}.pdf")
            judge(path, policy)
            path.unlink()
            if count in (_EARLY, files):
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
                rows.append((f"{count:,}", f"{_resident() // 1_000_000}", f"{peak}"))
    sizes = [len(data) // 1000 for data in kinds.values()]
    about = f"{len(kinds)} kinds of files of {min(sizes)} to {max(sizes)} kB"
    print(f"\nmemory, {about}; {effort.cpu / files:.3f} s CPU a file\n")
    show(("files judged", "resident MB", "most MB"), rows)


def _resident() -> int:
    """Return the bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _spent(act: Callable[[], object]) -> Effort:
    effort = Effort()
    with effort.spending():
        act()
    return effort


def _medians(act: Callable[[], object], times: int) -> tuple[str, str]:
    """Return the median CPU and wall seconds of an act, done once before."""
    act()
    spent = []
    for _ in range(times):
        effort = _spent(act)
        spent.append((effort.cpu, effort.wall))
    cpu, wall = zip(*spent, strict=True)
    return f"{statistics.median(cpu):.3f}", f"{statistics.median(wall):.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
