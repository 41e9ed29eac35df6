"""Runs veraPDF: builds its small front once from Maven Central, afterwards without a network."""

import dataclasses as dc
import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).with_name("verapdf")
_CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sohoa-peers"


class NotHere(Exception):
    """Java or Maven is missing, or the library could not be fetched."""


@dc.dataclass(frozen=True, slots=True)
class Judgement:
    """What veraPDF says of one file; `broken` names the clauses."""

    flavour: str
    verdict: str
    broken: str


def judge(files: Sequence[Path]) -> list[Judgement]:
    """Hold each file against what it declares.

    Raises:
        NotHere: veraPDF cannot run on this machine.
    """
    built = _built()
    jars = f"{built / 'target' / 'classes'}{os.pathsep}{built / 'target' / 'jars'}/*"
    command = ["java", "-Djava.awt.headless=true", "-cp", jars, "Conformance", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280)
    return [Judgement(*line.split("\t", 2)) for line in run.stdout.splitlines()]


def _built() -> Path:
    for tool in ("java", "javac", "mvn"):
        if shutil.which(tool) is None:
            raise NotHere(f"{tool} is not installed: apt-get install openjdk-17-jdk-headless maven")
    sources = [SOURCE / "pom.xml", SOURCE / "Conformance.java"]
    key = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    built = _CACHE / f"verapdf-{key}"
    if built.exists():
        return built
    work = _CACHE / f"verapdf-{key}.{os.getpid()}"
    work.mkdir(parents=True)
    try:
        for source in sources:
            shutil.copy(source, work)
        command = ["mvn", "-B", "-q", "-f", str(work / "pom.xml"), "package"]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
        if run.returncode:
            raise NotHere("Maven could not build it: " + (run.stdout + run.stderr)[-500:])
        if not built.exists():  # somebody else may have been faster
            work.rename(built)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return built
