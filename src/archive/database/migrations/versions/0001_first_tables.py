"""The first tables of every room."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "agency",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_agency")),
    )
    op.create_table(
        "agency_successor",
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("successor", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "successor", "since", name=op.f("pk_agency_successor")),
    )
    op.create_index(op.f("ix_agency_successor_successor"), "agency_successor", ["successor"], unique=False)
    op.create_table(
        "catalogue_load",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(length=64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_load")),
    )
    op.create_table(
        "component_accepts",
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("component", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "procedure", "component", "valid_from", "type", name=op.f("pk_component_accepts")
        ),
    )
    op.create_index(op.f("ix_component_accepts_type"), "component_accepts", ["type"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "document_type",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("symbols", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("reuse_class", sa.String(length=12), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("keep_picture", sa.Boolean(), nullable=False),
        sa.Column("picture_ground", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "valid_from", name=op.f("pk_document_type")),
    )
    op.create_index(op.f("ix_document_type_code"), "document_type", ["code"], unique=False)
    op.create_table(
        "dossier",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("procedure_code", sa.String(length=40), nullable=False),
        sa.Column("applicant_kind", sa.String(length=12), nullable=False),
        sa.Column("applicant_number", sa.String(length=40), nullable=False),
        sa.Column("requester_number", sa.String(length=60), nullable=True),
        sa.Column("receiving_agency", sa.String(length=40), nullable=False),
        sa.Column("deciding_agency", sa.String(length=40), nullable=False),
        sa.Column("keeping_agency", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dossier")),
    )
    op.create_index(op.f("ix_dossier_applicant_number"), "dossier", ["applicant_number"], unique=False)
    op.create_index(op.f("ix_dossier_deciding_agency"), "dossier", ["deciding_agency"], unique=False)
    op.create_index(op.f("ix_dossier_keeping_agency"), "dossier", ["keeping_agency"], unique=False)
    op.create_index(op.f("ix_dossier_receiving_agency"), "dossier", ["receiving_agency"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("detail_hash", sa.String(length=64), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("link", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("n", name=op.f("uq_event_n")),
    )
    op.create_index(op.f("ix_event_action"), "event", ["action"], unique=False)
    op.create_index(op.f("ix_event_actor"), "event", ["actor"], unique=False)
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)
    op.create_table(
        "index_word",
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_index_word")),
    )
    op.create_table(
        "owner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owner")),
    )
    op.create_table(
        "procedure",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_procedure")),
    )
    op.create_table(
        "procedure_component",
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("from_database", sa.String(length=64), nullable=True),
        sa.Column("alternatives", sa.String(length=64), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("procedure", "code", "valid_from", name=op.f("pk_procedure_component")),
    )
    op.create_table(
        "procedure_result",
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("procedure", "valid_from", "type", name=op.f("pk_procedure_result")),
    )
    op.create_index(op.f("ix_procedure_result_type"), "procedure_result", ["type"], unique=False)
    op.create_table(
        "signing_profile",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signers", sa.String(length=12), nullable=False),
        sa.Column("words_vi", sa.Text(), nullable=False),
        sa.Column("corner", sa.String(length=12), nullable=False),
        sa.Column("seal_picture", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(length=6), nullable=False),
        sa.Column("needs_right", sa.String(length=64), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "valid_from", name=op.f("pk_signing_profile")),
    )
    op.create_table(
        "stored_object",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retain_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_object")),
    )
    op.create_table(
        "worker",
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_worker")),
    )
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_role_account_id")),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "answered_write",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_answered_write_account_id")),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_answered_write")),
    )
    op.create_table(
        "dossier_party",
        sa.Column("dossier_number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=14), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_number"], ["dossier.number"], name=op.f("fk_dossier_party_dossier_number")
        ),
        sa.PrimaryKeyConstraint("dossier_number", "kind", "number", "role", name=op.f("pk_dossier_party")),
    )
    op.create_table(
        "event_detail",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_detail_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_detail")),
    )
    op.create_table(
        "identifier",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name=op.f("fk_identifier_owner_id")),
        sa.PrimaryKeyConstraint("kind", "number", name=op.f("pk_identifier")),
    )
    op.create_index(op.f("ix_identifier_owner_id"), "identifier", ["owner_id"], unique=False)
    op.create_table(
        "intake",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_number", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_number"], ["dossier.number"], name=op.f("fk_intake_dossier_number")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["stored_object.sha256"], name=op.f("fk_intake_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("dossier_number", "sha256", name=op.f("uq_intake_dossier_number_sha256")),
    )
    op.create_index(op.f("ix_intake_sha256"), "intake", ["sha256"], unique=False)
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("dossier_number", sa.String(length=64), nullable=False),
        sa.Column("component", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("stage", sa.String(length=14), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("leg", sa.Integer(), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("copy_sha256", sa.String(length=64), nullable=True),
        sa.Column("came_signed", sa.Boolean(), nullable=False),
        sa.Column("one_paper", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("description_n", sa.Integer(), nullable=False),
        sa.Column("revision_n", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("number_folded", sa.String(length=120), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("no_expiry", sa.Boolean(), nullable=False),
        sa.Column("presented", sa.String(length=20), nullable=True),
        sa.Column("compared_by", sa.String(length=64), nullable=True),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("described_by", sa.String(length=64), nullable=True),
        sa.Column("described_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signing_account", sa.String(length=64), nullable=True),
        sa.Column("owner_confirmed", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("verdict", sa.String(length=14), nullable=True),
        sa.Column("verdict_reason", sa.String(length=60), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.Column("receiving_agency", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["copy_sha256"], ["stored_object.sha256"], name=op.f("fk_paper_copy_sha256")),
        sa.ForeignKeyConstraint(["dossier_number"], ["dossier.number"], name=op.f("fk_paper_dossier_number")),
        sa.ForeignKeyConstraint(["duplicate_of"], ["paper.id"], name=op.f("fk_paper_duplicate_of")),
        sa.ForeignKeyConstraint(
            ["original_sha256"], ["stored_object.sha256"], name=op.f("fk_paper_original_sha256")
        ),
        sa.ForeignKeyConstraint(["superseded_by"], ["paper.id"], name=op.f("fk_paper_superseded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_code")),
    )
    op.create_index(op.f("ix_paper_dossier_number"), "paper", ["dossier_number"], unique=False)
    op.create_index(op.f("ix_paper_issued_on"), "paper", ["issued_on"], unique=False)
    op.create_index(op.f("ix_paper_number_folded"), "paper", ["number_folded"], unique=False)
    op.create_index(op.f("ix_paper_original_sha256"), "paper", ["original_sha256"], unique=False)
    op.create_index(op.f("ix_paper_received_at"), "paper", ["received_at"], unique=False)
    op.create_index(op.f("ix_paper_stage"), "paper", ["stage"], unique=False)
    op.create_index(op.f("ix_paper_type"), "paper", ["type"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "asked_instead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("dossier_number", sa.String(length=64), nullable=True),
        sa.Column("procedure_code", sa.String(length=40), nullable=False),
        sa.Column("component", sa.String(length=64), nullable=False),
        sa.Column("owner_number", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("was_reusable", sa.Boolean(), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_number"], ["dossier.number"], name=op.f("fk_asked_instead_dossier_number")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_asked_instead_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_instead")),
    )
    op.create_index(op.f("ix_asked_instead_paper_id"), "asked_instead", ["paper_id"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_attempt_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "step", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_next_at"), "attempt", ["next_at"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_correction_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_paper_id"), "correction", ["paper_id"], unique=False)
    op.create_table(
        "description",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("type_confidence", sa.Double(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_description_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "n", name=op.f("pk_description")),
    )
    op.create_table(
        "dossier_paper",
        sa.Column("dossier_number", sa.String(length=64), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.String(length=64), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_number"], ["dossier.number"], name=op.f("fk_dossier_paper_dossier_number")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_dossier_paper_paper_id")),
        sa.PrimaryKeyConstraint("dossier_number", "paper_id", "component", name=op.f("pk_dossier_paper")),
    )
    op.create_index(op.f("ix_dossier_paper_paper_id"), "dossier_paper", ["paper_id"], unique=False)
    op.create_table(
        "paper_index",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_index_paper_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_paper_index")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_paper_index_paper_id")),
    )
    op.create_table(
        "paper_page",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_paper_page_intake_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_page_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "no", name=op.f("pk_paper_page")),
    )
    op.create_index(op.f("ix_paper_page_intake_id"), "paper_page", ["intake_id"], unique=False)
    op.create_table(
        "paper_party",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=14), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_party_paper_id")),
        sa.PrimaryKeyConstraint("paper_id", "n", name=op.f("pk_paper_party")),
    )
    op.create_index("ix_paper_party_identifier", "paper_party", ["number", "kind"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("intake_id", sa.Uuid(), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_reading_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            "intake_id", "engine", "model", "n", name=op.f("uq_reading_intake_id_engine_model_n")
        ),
    )
    op.create_index(op.f("ix_reading_intake_id"), "reading", ["intake_id"], unique=False)
    op.create_table(
        "signed_revision",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("parent_sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("level_asked", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("missing", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=14), nullable=False),
        sa.Column("verdict_reason", sa.String(length=60), nullable=False),
        sa.Column("signer", sa.String(length=200), nullable=False),
        sa.Column("signed_by", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_signed_revision_paper_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_object.sha256"], name=op.f("fk_signed_revision_sha256")),
        sa.PrimaryKeyConstraint("paper_id", "n", name=op.f("pk_signed_revision")),
    )
    op.create_index(op.f("ix_signed_revision_sha256"), "signed_revision", ["sha256"], unique=False)
    op.create_table(
        "take",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_number", sa.String(length=64), nullable=False),
        sa.Column("component", sa.String(length=64), nullable=False),
        sa.Column("revision_sha256", sa.String(length=64), nullable=False),
        sa.Column("owner_kind", sa.String(length=12), nullable=False),
        sa.Column("owner_number", sa.String(length=40), nullable=False),
        sa.Column("requester", sa.String(length=60), nullable=False),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=14), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dossier_number"], ["dossier.number"], name=op.f("fk_take_dossier_number")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_take_paper_id")),
        sa.ForeignKeyConstraint(
            ["revision_sha256"], ["stored_object.sha256"], name=op.f("fk_take_revision_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take")),
        sa.UniqueConstraint(
            "dossier_number", "component", "paper_id", name=op.f("uq_take_dossier_number_component_paper_id")
        ),
    )
    op.create_index(op.f("ix_take_dossier_number"), "take", ["dossier_number"], unique=False)
    op.create_index(op.f("ix_take_paper_id"), "take", ["paper_id"], unique=False)
    op.create_table(
        "reading_page",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("words_sha256", sa.String(length=64), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_reading_page_reading_id")),
        sa.ForeignKeyConstraint(
            ["words_sha256"], ["stored_object.sha256"], name=op.f("fk_reading_page_words_sha256")
        ),
        sa.PrimaryKeyConstraint("reading_id", "no", name=op.f("pk_reading_page")),
    )
    if op.get_bind().dialect.name == "postgresql":
        # "simple": the words are folded by fold() already; a stemmer would only harm Vietnamese.
        op.execute(
            "ALTER TABLE paper_index ADD COLUMN tokens tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX ix_paper_index_tokens ON paper_index USING gin (tokens)")
    else:
        op.execute("CREATE VIRTUAL TABLE paper_words USING fts5(words)")


def downgrade() -> None:
    raise NotImplementedError("restore the backup instead: nothing kept may be dropped")
