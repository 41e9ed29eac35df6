"""Second leg, second step: sign, verify at once, keep; and later add what an outside part left out.

Must not sign twice: `revisions.py` keeps what was signed, and adopts it after a crash.
"""

import uuid

from sqlalchemy.orm import Session

from archive.accounts import repository as accounts
from archive.catalogue import repository as catalogue
from archive.catalogue.values import Signers
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.ids import Sha256
from archive.values.reading import Box
from archive.values.states import Stage
from archive.values.verdict import Level
from desk.errors import NoKey
from desk.house import House
from desk.pipeline.copy import read_page
from desk.pipeline.profiles import key_at_hand, profile_on_day
from desk.pipeline.revisions import Revision, adopt, keep, settle, who_did
from desk.pipeline.succession import settle_succession
from signing.act import Act
from signing.errors import TimestampUnavailable
from signing.models import COMPLETED, SEALED, SIGNED, SignedRevision
from signing.profiles import first_level


def sign(house: House, paper_id: uuid.UUID) -> bool:
    """Put the first signature on the copy, or adopt the revision that a dead process left whole."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        if paper.came_signed or paper.stage != Stage.SIGNING.value:
            return paper.came_signed or paper.stage == Stage.KEPT.value
    if adopt(house, paper_id, 1):
        return True
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        account = paper.signing_account or paper.compared_by or ""
        if not key_at_hand(session, house, paper, account):
            return wait_again(house, paper_id)
        act = act_of(session, house, paper, account)
        copy_key = Sha256(paper.copy_sha256 or "")
    signed = house.signing.certify(house.store.read(copy_key), act)
    by_seal = act.profile.signers is Signers.SEAL
    made = Revision(
        n=1,
        parent=copy_key,
        reason=SEALED if by_seal else SIGNED,
        level_asked=first_level(act.profile),
        signer=act.agency if by_seal else act.full_name,
        account=account,
    )
    keep(house, paper_id, made, signed)
    return True


def wait_again(house: House, paper_id: uuid.UUID) -> bool:
    """Let a paper whose key is not at hand any more wait for it, as it did before its copy was made."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if paper.stage == Stage.SIGNING.value:
            papers.move(paper, Stage.CONFIRMED)
    return False


def act_of(session: Session, house: House, paper: Paper, account: str) -> Act:
    """Return the act of signing for `account` under the paper's profile.

    Raises:
        NoKey, NotFound: there is no such account, or the profile holds no more.
    """
    row = accounts.by_name(session, account)
    if row is None:
        raise NoKey(account=account)
    agency = catalogue.agency(session, row.agency)
    return Act(
        account=account,
        full_name=row.full_name,
        agency=agency.name if agency else row.agency,
        agency_code=row.agency,
        profile=profile_on_day(session, house, paper.profile),
        at=house.clock.now(),
        occupied=_occupied(session, house, paper),
        number=row.personal_id,
        thumbprint=row.certificate_sha256,
    )


def _occupied(session: Session, house: House, paper: Paper) -> tuple[Box, ...]:
    """Return what is printed on page one, in points from its top left, so that no stamp covers it."""
    leaf = paper.leaves[0]
    intake = next(row for row in papers.intakes_of(session, paper) if row.id == leaf.intake_id)
    page = read_page(session, house, intake, leaf.page)
    if page is None or not page.dpi:
        return ()
    scale = 72 / page.dpi
    boxes = [word.box for word in page.words] + [code.box for code in page.codes]
    return tuple(
        Box(int(b.left * scale), int(b.top * scale), int(b.right * scale) + 1, int(b.bottom * scale) + 1)
        for b in boxes
    )


def keep_as_received(house: House, paper_id: uuid.UUID) -> bool:
    """Keep a paper that came signed, byte for byte, without a signature of ours."""
    with house.database.transaction() as session:
        paper = papers.at_work(session, paper_id)
        if not paper.came_signed or paper.stage != Stage.CONFIRMED.value:
            return False
        papers.move(paper, Stage.KEPT)
        settle(session, house, paper)
        actor = who_did(session, paper.compared_by or "")
        house.done(session, actor, "paper:keep", str(paper.id), sha256=paper.original_sha256)
        settle_succession(session, house, paper)
    return False


def complete(house: House, paper_id: uuid.UUID) -> bool:
    """Add what a dead timestamp or revocation server left out, as a further revision."""
    with house.database.reading() as session:
        paper = papers.at_work(session, paper_id)
        last = session.get(SignedRevision, (paper_id, paper.revision_n))
        if last is None or last.level == last.level_asked:
            return False
    if adopt(house, paper_id, last.n + 1):
        return True
    parent, asked = Sha256(last.sha256), Level(last.level_asked)
    signed = house.signing.complete(house.store.read(parent), asked)
    if signed.level.value == last.level:
        raise TimestampUnavailable(why=", ".join(signed.missing))
    made = Revision(last.n + 1, parent, COMPLETED, asked, last.signer, last.signed_by)
    keep(house, paper_id, made, signed)
    return True
