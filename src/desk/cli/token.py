"""`sohoa sign --way token`: papers signed in one act with a token in this machine, its PIN asked once.

Must not keep the PIN, nor take it from the command's words or the environment, where others could read it.
"""

import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from archive.accounts import repository as accounts
from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.errors import NotFound
from archive.papers import repository as papers
from desk.bootstrap import acting, open_house
from desk.choice import one_of
from desk.cli.ingest import exit_of
from desk.cli.output import Output
from desk.cli.papers import refuse, tell
from desk.cli.session import channel, settings
from desk.errors import Usage
from desk.house import House
from desk.signing_sessions.opening import open_session
from desk.signing_sessions.taking import take_signatures
from desk.signing_sessions.values import Asked, Role, Taken
from signing.keys.holder import Holder, check_agency, check_holder
from signing.keys.token import TokenSigner, open_token_of


def sign(keys: Sequence[str], role: str, token: str, *, pin_stdin: bool, as_json: bool) -> int:
    """Sign papers with a token in this machine.

    Args:
        keys: papers by short code or UUID, at most 200.
        role: officer or seal.
        token: label of the token; empty: the only one that is plugged in.
        pin_stdin: the PIN is the first line of standard input; else it is asked for on the terminal.
        as_json: how to answer.
    """
    out = Output(as_json=as_json)
    conf, signs = settings(), one_of(Role, role, "role")
    if not conf.token_module:
        raise Usage(why_vi="cần đặt SOHOA_TOKEN_MODULE", why_en="set SOHOA_TOKEN_MODULE")
    with open_house(conf) as house:
        actor = acting(house, channel())
        fits = _fits(house, actor, signs)
        pin = _from_stdin if pin_stdin else _from_terminal
        signer = open_token_of(Path(conf.token_module), token, actor.full_name, pin, fits)
        try:
            taken = _signed(house, actor, keys, signs, signer, out)
        finally:
            signer.close()
        for one in taken:
            _told(house, one, out)
    return out.code


def _signed(
    house: House, actor: Actor, keys: Sequence[str], role: Role, signer: TokenSigner, out: Output
) -> list[Taken]:
    opened = open_session(house, actor, keys, Asked(role, certificates=_pem(signer)))
    for key, error in opened.refused:
        refuse(out, key, error)
    made = {
        str(one.paper_id): signer.sign(one.prepared.attributes, one.prepared.digest)
        for one in opened.items
        if one.prepared is not None
    }
    return take_signatures(house, actor, str(opened.id), opened.token, made)


def _told(house: House, one: Taken, out: Output) -> None:
    if one.error is not None or one.paper_id is None:
        refuse(out, one.key, one.error or NotFound(what="giấy tờ/paper", key=one.key))
        return
    with house.database.reading() as session:
        paper = papers.at_work(session, one.paper_id)
        ended = exit_of(session, paper)
    tell(out, paper)
    out.ended(ended)


def _fits(house: House, actor: Actor, role: Role) -> Callable[[bytes], None]:
    """Return the check that a certificate is the actor's, or their agency's."""
    with house.database.reading() as session:
        row = accounts.by_name(session, actor.account)
        agency = catalogue.agency(session, actor.agency)
    if role is Role.SEAL:
        name = agency.name if agency else actor.agency
        return lambda certificate: check_agency(certificate, actor.agency, name)
    holder = Holder(actor.full_name, row.personal_id if row else "", row.certificate_sha256 if row else "")
    return lambda certificate: check_holder(certificate, holder)


def _pem(signer: TokenSigner) -> bytes:
    found = (x509.load_der_x509_certificate(one) for one in (signer.certificate, *signer.chain))
    return b"".join(one.public_bytes(Encoding.PEM) for one in found)


def _from_stdin() -> str:
    return _given(sys.stdin.readline().rstrip("\r\n"))


def _from_terminal() -> str:
    try:
        return _given(getpass.getpass("PIN: "))
    except EOFError:
        return _given("")


def _given(pin: str) -> str:
    """Let no empty PIN reach the token: it would count as a wrong one."""
    if not pin:
        raise Usage(why_vi="chưa nhập mã PIN", why_en="no PIN was given")
    return pin
