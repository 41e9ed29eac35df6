"""A call through the zygote is what a start of the program is, and whatever goes wrong with it is seen."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.calls import Zygote
from tests.journeys.cli import Cli, FreshCli

_ROOT = Path(__file__).parents[2]
_HERE = "tests.journeys.test_zygote"
_START = f"import sys; sys.path.append({str(_ROOT)!r}); from {_HERE} import run; run()"
_MAKER = f"""
import os, sys
from tests.journeys.calls import Zygote
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
zygote = Zygote(["{_HERE}"])
print(zygote.process.pid, zygote.call(["end", "3"], dict(os.environ), 30).returncode, flush=True)
sys.stdin.read()
"""


def run() -> None:
    """Be a program that tells its surroundings on stdout, and ends as its words say."""
    act, *rest = sys.argv[1:]
    if act == "orphan":
        os.kill(os.getppid(), signal.SIGKILL)
        return
    if act == "wait":
        sys.stdout.write(f"{os.getpid()}")
        sys.stdout.flush()
        time.sleep(60)
    told = {
        "words": sys.argv, "environ": dict(os.environ), "folder": str(Path.cwd()), "umask": os.umask(0o77),
        "session": os.getsid(0), "group": os.getpgrp(), "stdin": str(Path("/proc/self/fd/0").readlink()),
        "open": sorted(one.name for one in Path("/proc/self/fd").iterdir() if one.exists()),
        "signals": {one.name: str(signal.getsignal(one)) for one in signal.Signals},
        "main": vars(sys.modules["__main__"]).get("__file__"),
    }  # fmt: skip
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\r\n\xc3\xa9")
    sys.stdout.flush()
    sys.stderr.write("lỗi\n")
    if act == "kill":
        os.kill(os.getpid(), int(rest[0]))
    sys.exit(int(rest[0]) if act == "end" else " ".join(rest))


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """A zygote of the program above."""
    with contextlib.closing(Zygote([_HERE])) as made:
        yield made


def _environ(**more: str) -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def _soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def _is_gone(process: int) -> bool:
    """Say whether a process runs no more; whoever made it may not have waited for it."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").split()[2] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize(
    "words", [["end", "0"], ["end", "7", "một tờ"], ["say", "hết"], ["kill", "9"], ["end", "?"]]
)
def test_a_call_is_what_a_start_of_the_program_is(
    zygote: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = _environ(SOHOA_HOME="nhà")
    called = zygote.call(words, environ, 30)
    started = subprocess.run(
        [sys.executable, "-c", _START, *words], env=environ, capture_output=True, check=False
    )
    assert called.returncode == started.returncode
    assert called.stdout.encode() == started.stdout
    told = json.loads(started.stdout.decode().splitlines()[0])
    assert (told["environ"]["SOHOA_HOME"], told["folder"]) == ("nhà", str(tmp_path))
    # A traceback names the line from which the program is run.
    assert called.stderr.splitlines()[-1] == started.stderr.decode().splitlines()[-1]


def test_a_call_is_a_process_of_its_own_and_killed_when_it_takes_too_long(zygote: Zygote) -> None:
    with pytest.raises(subprocess.TimeoutExpired) as late:
        zygote.call(["wait"], _environ(), 1)
    process = int(late.value.output)
    assert process not in (os.getpid(), zygote.process.pid)
    assert _soon(lambda: _is_gone(process))
    assert zygote.call(["end", "0"], _environ(), 30).returncode == 0


def test_a_call_whose_end_nobody_saw_is_no_answer(zygote: Zygote) -> None:
    with pytest.raises(AssertionError, match="lost"):
        zygote.call(["orphan"], _environ(), 30)


@pytest.mark.parametrize("name", ["TZ", "OMP_NUM_THREADS", "LC_ALL"])
def test_what_is_read_at_a_start_may_not_differ(zygote: Zygote, name: str) -> None:
    with pytest.raises(AssertionError, match=name):
        zygote.call(["end", "0"], _environ(**{name: "7"}), 30)


def test_a_dead_zygote_answers_nothing() -> None:
    with contextlib.closing(Zygote([_HERE])) as killed:
        killed.process.kill()
        killed.process.wait()
        with pytest.raises(OSError):
            killed.call(["end", "0"], _environ(), 30)


def test_what_cannot_be_imported_answers_nothing_and_is_named() -> None:
    lost = pytest.raises(AssertionError, match=r"lost.*tests\.khong_co")
    with contextlib.closing(Zygote([_HERE, "tests.khong_co"])) as broken, lost:
        broken.call(["end", "0"], _environ(), 30)


def test_it_ends_with_whoever_made_it_also_by_a_kill() -> None:
    command = [sys.executable, "-c", _MAKER]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as maker:
        assert maker.stdout
        process, code = map(int, maker.stdout.readline().split())
        assert code == 3
        assert not _is_gone(process)
        maker.kill()
    assert _soon(lambda: _is_gone(process))


@pytest.mark.parametrize(
    "words", [["verify", "khong-co.pdf"], ["khong-co"], ["catalogue", "check", "src/archive/catalogue/data"]]
)
def test_the_program_says_the_same_as_when_it_is_started_anew(tmp_path: Path, words: list[str]) -> None:
    home = tmp_path / "home"
    assert Cli(home).run(*words, code=None) == FreshCli(home).run(*words, code=None)
