"""Real SoftHSM2 tokens for tests, in a folder of their own.

The library reads its configuration once a process: what uses a token is a program.
"""

import os
import subprocess
import sys
from pathlib import Path

MODULES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
PIN, SO_PIN = "canary-pin-4711", "87654321"
ROOT = Path(__file__).parents[3]


def make_tokens(folder: Path, *labels: str) -> dict[str, str]:
    """Make tokens; return the environment of a process that sees them."""
    module = next((path for path in MODULES if path.exists()), None)
    assert module is not None, "SoftHSM2 is missing; `make test` installs it (Debian: softhsm2)"
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n",
        encoding="ascii",
    )
    environment = dict(os.environ) | {"SOFTHSM2_CONF": str(configuration), "MODULE": str(module)}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    for label in labels:
        made = subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
    return environment


def run(environment: dict[str, str], program: Path, *words: str, **more: str) -> str:
    """Run a program that sees the tokens; return what it says, which must not be the PIN."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program), *words],
        env=environment | more, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert PIN not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
