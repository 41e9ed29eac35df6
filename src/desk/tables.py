"""Every table of the house, so that each foreign key finds its other end whatever a command imports.

Must not be imported by another room.
"""

# ruff: noqa: F401 - importing a module of tables is what makes them known
import archive.accounts.models
import archive.audit.models
import archive.catalogue.models
import archive.dossiers.models
import archive.owners.models
import archive.papers.models
import archive.search.models
import archive.store.models
import desk.models
import desk.signing_sessions.models
import reuse.models
import signing.models
