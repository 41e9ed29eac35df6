"""How the tests of the judge ask it: the office's anchor, its current lists, an hour after signing."""

import datetime as dt

from archive.values.verdict import FileVerdict
from fixtures.forgeries.impostors import Impostor
from fixtures.pki.office import Office
from signing.authority.trust import known_issuers
from signing.pades.verify.judge import judge
from signing.pades.verify.policy import Policy

HOUR, YEAR = dt.timedelta(hours=1), dt.timedelta(days=365)


def lists(office: Office, after: dt.timedelta = dt.timedelta()) -> tuple[bytes, ...]:
    """Return the office's current revocation lists at some time after its clock's."""
    return office.revocation.data_for(known_issuers(office.pki), office.clock.now() + after).crls


def policy(
    office: Office,
    *,
    after: dt.timedelta = HOUR,
    crls: tuple[bytes, ...] | None = None,
    expected: tuple[str, ...] = (),
    anchors: tuple[bytes, ...] = (),
) -> Policy:
    """Return the conditions of a judgement some time after signing, by default with the office's lists."""
    return Policy(
        at=office.clock.now() + after,
        anchors=anchors or office.anchors,
        crls=lists(office) if crls is None else crls,
        expected_signers=expected,
    )


def judged(office: Office, data: bytes, **how: object) -> FileVerdict:
    """Judge by `policy`."""
    return judge(data, policy(office, **how))  # type: ignore[arg-type]


def judged_as_made(office: Office, made: Impostor) -> FileVerdict:
    """Judge a file of the families of forgeries by the conditions that it was made for."""
    crls = (*lists(office), *made.crls) if made.own_lists else made.crls
    return judged(
        office, made.data, after=made.later, crls=crls, expected=made.expected, anchors=made.anchors
    )
