"""What was read from the catalogue, kept as long as nothing new is loaded: every check needs it anew.

Must not outlive a load: each transaction asks once whether there was one.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue.models import CatalogueLoadRow
from archive.database.engine import memory_of
from archive.database.rows import read_rows

_LOADS = "catalogue loads"
# As text: PostgreSQL before 18 knows no greatest UUID.
_LAST = sa.select(sa.func.count(), sa.func.max(sa.cast(CatalogueLoadRow.id, sa.Text)))
Value = TypeVar("Value")


def remembered(session: Session, what: Hashable, read: Callable[[], Value]) -> Value:
    """Return what `read` gave since the last load; it must be a value that nobody changes.

    Args:
        session: open session.
        what: names the value, with all that it depends on but the catalogue.
        read: reads it.
    """
    values = _values(session)
    if what in values:
        return cast(Value, values[what])
    value = read()
    if value:  # what is asked for and not there would fill the memory without end
        values[what] = value
    return value


def forget(session: Session) -> None:
    """Let this transaction ask again; for whoever loads."""
    session.info.pop(_LOADS, None)


def _values(session: Session) -> dict[Hashable, Any]:
    memory, loads = memory_of(session), _loads(session)
    if loads not in memory:
        memory.clear()
        # A transaction that still sees the state before a load keeps a place of its own.
        memory[loads] = {}
    return cast(dict[Hashable, Any], memory.get(loads, {}))


def _loads(session: Session) -> Hashable:
    """Return a mark of the loads there were: they are only ever added to."""
    transaction, loads = session.info.get(_LOADS, (None, None))
    if transaction is None or transaction is not session.get_transaction():
        loads = (_LOADS, *read_rows(session, _LAST)[0])
        session.info[_LOADS] = (session.get_transaction(), loads)
    return cast(Hashable, loads)
