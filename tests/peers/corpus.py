"""The files that peers judge: everything that we sign ourselves, and every forgery, with our own verdict.

Must not know what the peers say of them.
"""

import dataclasses as dc
import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

from archive.clock import FixedClock
from archive.values.verdict import FileVerdict, Level
from fixtures import foreign, layouts, signed
from fixtures.forgeries import FAMILIES, ways
from fixtures.forgeries.families import ENDLESS, SIGNED
from fixtures.layouts import Own
from fixtures.pki.office import Office, office_in, open_office
from fixtures.signed import plain_pdf
from signing.pades.sign.renew import renew
from signing.pades.suite import current_suite
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy
from tests.fakes.signing import EitherRevocation
from tests.peers.dss_runner import Question
from tests.signing.keys.tokens import PIN, make_tokens, run
from tests.signing.pades.verify.judging import HOUR, lists

BASES = ("b", "t", "lt", "lta", "sealed")
AGAIN = dt.datetime(2044, 6, 15, 3, tzinfo=dt.UTC)
"""When a file that was renewed once is renewed by the authority that followed."""
YEAR = dt.timedelta(days=365)
TOKEN_FILES = Path(__file__).with_name("token_files.py")


@dc.dataclass(frozen=True, slots=True)
class Case:
    """One file with our verdict.

    Attributes:
        family: of forgeries; `own` for what we sign ourselves, `foreign` for what others sign.
        name: what was done.
        base: what it was done to, or by what kind of key; empty where that is no choice.
        question: the file, and by what all judge it.
        ours: our verdict.
        own: what a file of our own must be.
    """

    family: str
    name: str
    base: str
    question: Question
    ours: FileVerdict
    own: Own | None = None


class Corpus:
    """Writes the files of one office to a folder and judges each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.office = open_office(folder / "home")
        self._numbers: dict[bytes, Path] = {}

    def own(self, plain: bytes) -> Iterator[Case]:
        """Sign `plain` in every layout, at every level, by every kind of key; renew and complete it."""
        for kind in layouts.KEYS:
            for made in layouts.files(self.office, plain, kind):
                yield self._own(made, lists(self.office))
        yield self._own(self._renewed_twice(plain), ())
        yield from self._by_token(plain)

    def foreign(self) -> Iterator[Case]:
        """Sign as programs of others do."""
        for name, (_, build) in foreign.ALL.items():
            yield self._case("foreign", name, "", build(self.office, plain_pdf()))

    def forgeries(self) -> Iterator[Case]:
        """Make every forgery, of each level where it fits."""
        good = signed.files(self.office)
        for family, named in FAMILIES.items():
            for name in named:
                for base in (base for base in BASES if name in ways(base)):
                    yield self._case(family, name, base, named[name][1](good[base]))
        for family in SIGNED:
            for name in SIGNED[family]:
                if name not in ENDLESS:
                    yield self._signed(family, name, good["invisible"])

    def examples(self) -> Iterator[Case]:
        """Make the first forgery of each family, of the last level where it fits."""
        good = signed.files(self.office)
        for family, named in FAMILIES.items():
            name = next(iter(named))
            base = next(base for base in reversed(BASES) if name in ways(base))
            yield self._case(family, name, base, named[name][1](good[base]))
        for family, known in SIGNED.items():
            for name in [name for name in known if name not in ENDLESS][:1]:
                yield self._signed(family, name, good["invisible"])

    def _own(self, made: Own, crls: tuple[bytes, ...]) -> Case:
        # Years later a file is judged by what it carries, without the lists of today.
        current = crls if made.at - self.office.clock.now() < YEAR else ()
        policy = Policy(at=made.at, anchors=made.anchors, crls=current)
        judged = self._judged("own", f"{made.layout}, {made.how}", made.kind, made.data, policy)
        return dc.replace(judged, own=made)

    def _by_token(self, plain: bytes) -> Iterator[Case]:
        """Sign by keys on a token, which a process of its own sees, in an office of its own."""
        folder = self._folder / "token"
        folder.mkdir()
        paper, home = folder / "paper.pdf", folder / "home"
        paper.write_bytes(plain)
        environment = make_tokens(folder, "sohoa")
        run(environment, TOKEN_FILES, str(paper), str(folder), PIN=PIN, HOME_OF_TEST=str(home))
        office = office_in(home)
        for layout in layouts.LAYOUTS:
            for level in Level:
                data = (folder / f"{layout} {level.value}.pdf").read_bytes()
                made = layouts.own(office, layout, "token", level.value, data, level)
                yield self._own(made, lists(office))

    def _case(self, family: str, name: str, base: str, data: bytes) -> Case:
        policy = Policy(
            at=self.office.clock.now() + HOUR, anchors=self.office.anchors, crls=lists(self.office)
        )
        return self._judged(family, name, base, data, policy)

    def _signed(self, family: str, name: str, good: bytes) -> Case:
        made = SIGNED[family][name][1](self.office, plain_pdf(), good)
        policy = Policy(
            at=self.office.clock.now() + made.later,
            anchors=made.anchors or self.office.anchors,
            crls=(*lists(self.office), *made.crls) if made.own_lists else made.crls,
            expected_signers=made.expected,
        )
        return self._judged(family, name, "", made.data, policy)

    def _judged(self, family: str, name: str, base: str, data: bytes, policy: Policy) -> Case:
        file = self._folder / f"{'-'.join((family, base, name)).replace(', ', '-').replace(' ', '-')}.pdf"
        file.write_bytes(data)
        asked = Question(file, policy.at, self._kept(policy.anchors), self._kept(policy.crls))
        logging.disable(logging.CRITICAL)  # the libraries write a page about each forgery
        try:
            return Case(family, name, base, asked, judge(data, policy))
        finally:
            logging.disable(logging.NOTSET)

    def _kept(self, items: tuple[bytes, ...]) -> tuple[Path, ...]:
        """Write certificates and lists, each once."""
        for item in items:
            if item not in self._numbers:
                file = self._folder / f"given-{len(self._numbers)}.der"
                file.write_bytes(item)
                self._numbers[item] = file
        return tuple(self._numbers[item] for item in items)

    def _renewed_twice(self, plain: bytes) -> Own:
        """Renew in 2035 and, by the authority that followed, in 2044; judged in 2045."""
        every = layouts.files(self.office, plain, "p256")
        once = next(made for made in every if (made.layout, made.how) == ("officer-seal", "renewed"))
        successor = self._successor()
        either = EitherRevocation(self.office.revocation, successor.revocation)
        twice = renew(
            once.data,
            tsa=successor.tsa,
            revocation=either,
            clock=FixedClock(AGAIN),
            suite=current_suite(),
        )
        anchors = self.office.anchors + successor.anchors
        return dc.replace(once, how="renewed twice", data=twice.data, at=AGAIN + YEAR, anchors=anchors)

    def _successor(self) -> Office:
        successor = open_office(self._folder / "successor", AGAIN - YEAR)
        successor.clock.at = AGAIN
        return successor
