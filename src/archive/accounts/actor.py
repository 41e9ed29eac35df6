"""Who acts: an account with its roles, as every repository read and every act wants to know it.

Must not touch the database; `accounts/repository.py` makes actors from rows.
"""

import dataclasses as dc
from enum import StrEnum

from archive.errors import Forbidden


class AccountRight(StrEnum):
    """The four roles of accounts."""

    OFFICER = "officer"
    HANDLER = "handler"
    AUDITOR = "auditor"
    ADMIN = "admin"


READERS = (AccountRight.OFFICER, AccountRight.HANDLER, AccountRight.AUDITOR)
"""Roles that read papers at all; administrators read none."""


@dc.dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work.

    Attributes:
        account: name of the account, recorded with each act.
        full_name: as it stands on stamps.
        agency: code of the account's agency.
        agencies: that code and those of the agencies it succeeded.
        roles: what the account may do.
        channel: the door and its user, e.g. `cli:os-user` or `web`.
        profile_rights: rights that signing profiles ask for.
    """

    account: str
    full_name: str
    agency: str
    agencies: frozenset[str]
    roles: frozenset[AccountRight]
    channel: str
    profile_rights: frozenset[str] = frozenset()

    def may(self, *rights: AccountRight) -> bool:
        """Return whether the actor has one of `rights`."""
        return not self.roles.isdisjoint(rights)

    def require(self, act: str, *rights: AccountRight) -> None:
        """Let the actor go on only with one of `rights`.

        Raises:
            Forbidden: it has none of them.
        """
        if not self.may(*rights):
            raise Forbidden(account=self.account, act=act)
