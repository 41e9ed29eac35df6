"""Builds the sources that the settings name.

Must not ask anybody.
"""

from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from archive.clock import Clock
from archive.errors import BadSetting
from archive.settings import Settings
from reuse.sources.national import Account, NationalStore
from reuse.sources.together import Sources


def configured(settings: Settings, clock: Clock) -> Sources:
    """Return the sources of the settings, at least one of which is set.

    Raises:
        BadSetting: an address or the certificate cannot be used.
    """
    return Sources([NationalStore(_account(settings), clock)], seconds=settings.source_seconds)


def _account(settings: Settings) -> Account:
    url = _address("SOHOA_NATIONAL_STORE_URL", settings.national_store_url)
    file_url = settings.national_store_file_url
    return Account(
        url=url,
        file_url=_address("SOHOA_NATIONAL_STORE_FILE_URL", file_url) if file_url else url,
        client=settings.national_store_client,
        secret=settings.national_store_secret,
        certificate=_certificate(settings.national_store_certificate),
        form=settings.national_store_form,
        max_bytes=settings.max_bytes,
    )


def _address(name: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting(name=name, why="neither http nor https")
    return url


def _certificate(path: str) -> x509.Certificate | None:
    if not path:
        return None
    try:
        return x509.load_pem_x509_certificate(Path(path).read_bytes())
    except (OSError, ValueError):
        raise BadSetting(name="SOHOA_NATIONAL_STORE_CERTIFICATE", why="no PEM certificate there") from None
