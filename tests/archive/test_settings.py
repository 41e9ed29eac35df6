"""Settings: read once, from the environment alone, and a wrong one stops the start."""

import dataclasses as dc
from pathlib import Path

import pytest

from archive.errors import BadSetting
from archive.settings import Settings, load

SECRET = "bí-mật-4711"


def test_without_an_environment_everything_has_its_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    found = load({"PATH": "/bin"})
    assert found == dc.replace(Settings(), home=tmp_path / ".local/share/sohoa")
    assert found.database == f"sqlite:///{tmp_path}/.local/share/sohoa/archive.db"
    assert found.store == (tmp_path / ".local/share/sohoa/objects").as_uri()
    assert not found.postgres


def test_the_limits_are_those_of_the_contract() -> None:
    found = load({})
    assert (found.max_bytes, found.max_pages) == (200_000_000, 2_000)
    assert (found.max_pixels, found.page_seconds) == (100_000_000, 60)


def test_settings_do_not_change_after_the_start() -> None:
    with pytest.raises(dc.FrozenInstanceError):
        load({}).max_bytes = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("SOHOA_MAX_BYTES", "1000", "max_bytes", 1000),
        ("SOHOA_SIGN_FIRST", "yes", "sign_first", True),
        (
            "SOHOA_CODE_ORDER",
            "procedure_code|dossier_number|paper_name|owner_id",
            "code_order",
            "procedure_code|dossier_number|paper_name|owner_id",
        ),
        ("SOHOA_SIGN_FIRST", "TRUE", "sign_first", True),
        ("SOHOA_SOURCE_SECONDS", "0.75", "source_seconds", 0.75),
        ("SOHOA_SOURCE_SECONDS", "2", "source_seconds", 2.0),
        ("SOHOA_NATIONAL_STORE_FORM", "sent", "national_store_form", "sent"),
        ("SOHOA_SIGN_ON_CONFIRM", "0", "sign_on_confirm", False),
        ("SOHOA_USER", "lan", "user", "lan"),
        ("SOHOA_HOME", "/srv/sohoa", "home", Path("/srv/sohoa")),
        ("SOHOA_OCR_ENGINE", "pytesseract", "ocr_engine", "pytesseract"),
        ("SOHOA_PAPER_CODE", "HS-{year}/{serial}", "paper_code", "HS-{year}/{serial}"),
    ],
)
def test_a_value_is_read_in_the_form_of_its_setting(name: str, text: str, field: str, value: object) -> None:
    assert getattr(load({name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SOHOA_SOURCE_SECONDS", "1,5"),
        ("SOHOA_SOURCE_SECONDS", "nan"),
        ("SOHOA_SOURCE_SECONDS", "-1"),
        ("SOHOA_NATIONAL_STORE_FORM", "other"),
        ("SOHOA_MAX_BYTES", ""), ("SOHOA_MAX_BYTES", "200 MB"), ("SOHOA_MAX_BYTES", "-1"),
        ("SOHOA_MAX_BYTES", "1.5"), ("SOHOA_MAX_BYTES", "1e9"), ("SOHOA_S3_LOCK", ""),
        ("SOHOA_S3_LOCK", "on"), ("SOHOA_SIGN_FIRST", "maybe"), ("SOHOA_OCR_ENGINE", "easyocr"),
        ("SOHOA_PAPER_CODE", ""),
        ("SOHOA_PAPER_CODE", "{year}"), ("SOHOA_PAPER_CODE", "{serial}"), ("SOHOA_PAPER_CODE", "{year"),
        ("SOHOA_PAPER_CODE", "{year}-{number}"), ("SOHOA_PAPER_CODE", "{year}-{serial:040d}"),
        ("SOHOA_PAPER_CODE", "{}"), ("SOHOA_CODE_ORDER", "dossier_number|owner_id"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_form_stops_the_start(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load({name: text})


@pytest.mark.parametrize("name", ["SOHOA_MAXBYTES", "SOHOA_max_bytes", "SOHOA_HOME_FILE", "SOHOA__FILE"])
def test_an_unknown_name_stops_the_start(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load({name: "1"})


def test_names_of_others_are_none_of_ours() -> None:
    assert load({"XSOHOA_MAX_BYTES": "x", "MAX_BYTES": "x"}).max_bytes == 200_000_000


# Secrets.


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    assert load({"SOHOA_S3_SECRET_KEY_FILE": str(file)}).s3_secret_key == SECRET


@pytest.mark.parametrize("order", [1, -1])
def test_a_secret_that_is_given_twice_stops_the_start(tmp_path: Path, order: int) -> None:
    """Which of the two wins would depend on the order of the environment."""
    file = tmp_path / "secret"
    file.write_text(SECRET, encoding="utf-8")
    both = [("SOHOA_S3_SECRET_KEY_FILE", str(file)), ("SOHOA_S3_SECRET_KEY", "other")]
    with pytest.raises(BadSetting) as refused:
        load(dict(both[::order]))
    assert SECRET not in str(refused.value)


def test_a_secret_whose_file_cannot_be_read_stops_the_start_and_shows_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "latin1"
    broken.write_bytes(SECRET.encode("utf-8")[:-5] + b"\xff\xfe4711")
    for place in (tmp_path / "none", tmp_path, broken):
        with pytest.raises(BadSetting, match="SOHOA_S3_SECRET_KEY_FILE") as refused:
            load({"SOHOA_S3_SECRET_KEY_FILE": str(place)})
        told = f"{refused.value} {refused.value.__cause__!r}"
        assert "4711" not in told


def test_only_secrets_come_from_files(tmp_path: Path) -> None:
    file = tmp_path / "user"
    file.write_text("lan", encoding="utf-8")
    with pytest.raises(BadSetting, match="SOHOA_USER_FILE"):
        load({"SOHOA_USER_FILE": str(file)})


def test_a_secret_is_not_shown(tmp_path: Path) -> None:
    found = load({"SOHOA_DATABASE_URL": f"postgresql://sohoa:{SECRET}@127.0.0.1/x"})
    assert found.postgres
    assert SECRET not in repr(found)
