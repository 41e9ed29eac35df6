"""What rests on locks and rows of the database holds on PostgreSQL as it does on SQLite."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.desk.pipeline.workshop import Workshop, open_workshop
from tests.desk.signing_sessions.test_by_file import (
    nobody as nobody,
)
from tests.desk.signing_sessions.test_by_file import (
    test_the_link_gives_exactly_the_bytes_and_once as test_a_link_is_used_once,
)
from tests.desk.signing_sessions.test_by_hash import (
    test_a_batch_is_one_session_and_a_bad_paper_does_not_stop_the_others as test_a_batch,
)
from tests.desk.signing_sessions.test_by_hash import (
    test_a_kill_while_a_seal_is_recorded_ends_with_one_seal as test_a_kill,
)
from tests.desk.signing_sessions.test_by_hash import (
    test_the_same_signature_sent_twice_at_once_is_taken_once as test_twice_at_once,
)
from tests.desk.signing_sessions.test_by_hash import (
    test_two_sessions_over_one_paper_end_with_one_signature as test_two_sessions,
)

if TYPE_CHECKING:
    from tests.desk.conftest import OpenOffice

pytestmark = pytest.mark.postgres

__all__ = [
    "test_a_batch",
    "test_a_kill",
    "test_a_link_is_used_once",
    "test_twice_at_once",
    "test_two_sessions",
]


@pytest.fixture(scope="module")
def shared_workshop(
    office_on_postgres: "OpenOffice", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """A workshop on PostgreSQL."""
    with office_on_postgres(tmp_path_factory.mktemp("desk")) as opened:
        yield open_workshop(opened)
