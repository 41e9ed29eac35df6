"""Builds the small Java front of a peer once from Maven Central; afterwards it runs without a network.

Must not know what a front asks or answers.
"""

import dataclasses as dc
import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sohoa-peers"
_SECONDS = 280
"""Longest build: fetching all of a peer's libraries takes a minute on a slow line."""


class NotHere(Exception):
    """Java, Maven or another program is missing, or a library could not be fetched."""


@dc.dataclass(frozen=True, slots=True)
class Front:
    """A front in Java.

    Attributes:
        source: folder with pom.xml and the classes.
        main: name of the class that is run.
    """

    source: Path
    main: str

    def run(self, arguments: Sequence[str] = (), given: str = "", *, seconds: int) -> str:
        """Run it once and return what it says.

        Args:
            arguments: of the program.
            given: on its standard input.
            seconds: longest run.

        Raises:
            NotHere: it cannot run on this machine.
        """
        built = self._built()
        path = f"{built / 'target' / 'classes'}{os.pathsep}{built / 'target' / 'jars'}/*"
        command = ["java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", path, self.main]
        done = subprocess.run(
            [*command, *arguments],
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=seconds,
        )
        return done.stdout

    def _built(self) -> Path:
        for tool in ("java", "javac", "mvn"):
            if shutil.which(tool) is None:
                raise NotHere(f"{tool} is not installed: apt-get install openjdk-17-jdk-headless maven")
        sources = sorted(self.source.iterdir())
        key = hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()[:16]
        built = _CACHE / f"{self.source.name}-{key}"
        if built.exists():
            return built
        work = _CACHE / f"{built.name}.{os.getpid()}"
        work.mkdir(parents=True)
        try:
            for each in sources:
                shutil.copy(each, work)
            command = ["mvn", "-B", "-q", "-f", str(work / "pom.xml"), "package"]
            run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
            if run.returncode:
                raise NotHere("Maven could not build it: " + (run.stdout + run.stderr)[-500:])
            if not built.exists():  # somebody else may have been faster
                work.rename(built)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return built
