"""What signing and judging cost, beside pyHanko's command line and poppler's pdfsig, on the same files.

A copy of ten scanned pages is signed at each level with its visible words, keys and font loaded before; then
files with one and with two signatures of level B-LTA are judged. `make bench-sign`, or
`python -m benchmarks.bench_sign`. Must not judge whether verdicts are right: tests do.
"""

import argparse
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
from fixtures.signed import visible
from signing.authority.trust import known_issuers
from signing.keys.soft import SoftSigner
from signing.pades.sign.certify import certify
from signing.pades.sign.seal import seal
from signing.pades.sign.values import Signed, SignRequest
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from signing.ports import Signer

_PAGES = 10
_KIND = "quyet-dinh"


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
        _memory(office, one, asked.files)
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
    bundle.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption()))  # type: ignore[arg-type]
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
    show(("judgement", "CPU s", "wall s", "CPU s a signature", "times ours"), rows)


def _others(pyhanko: str, office: Office, path: Path) -> dict[str, list[str]]:
    found = {}
    if pyhanko:
        root = str(office.pki / "root.pem")
        how = ["--trust-replace", "--trust", root, "--retroactive-revinfo", "--executive-summary"]
        found["pyHanko's command line"] = [pyhanko, "sign", "validate", *how, str(path)]
    if shutil.which("pdfsig"):
        found["pdfsig, without trust"] = ["pdfsig", "-nocert", str(path)]
    return found


def _memory(office: Office, data: bytes, files: int) -> None:
    """Judge one file after the other and print what memory does."""
    policy = Policy(at=office.clock.now(), anchors=office.anchors, certificates=known_issuers(office.pki))
    after: dict[int, int] = {}
    for count in range(1, files + 1):
        judge(data, policy)
        if count in (files // 10, files):
            after[count] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    tenth, whole = after.values()
    print(f"memory: {tenth} MB after {files // 10} files, {whole} MB after {files}")


def _medians(act: Callable[[], object], times: int) -> tuple[str, str]:
    """Return the median CPU and wall seconds of an act, done once before."""
    act()
    spent = []
    for _ in range(times):
        effort = Effort()
        with effort.spending():
            act()
        spent.append((effort.cpu, effort.wall))
    cpu, wall = zip(*spent, strict=True)
    return f"{statistics.median(cpu):.3f}", f"{statistics.median(wall):.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
