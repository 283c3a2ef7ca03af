"""The Teams app package: a zip with the manifest, its English words and two icons.

The manifest follows Microsoft's schema 1.19 (npm: @microsoft/app-manifest; msteams-docs, resources/schema/
manifest-schema.md). What differs between deployments is filled in here.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from bot import __version__

FILES = Path(__file__).parent
STAMP = (2026, 1, 1, 0, 0, 0)
"""The time that each file in the zip carries: the same package twice is the same file."""
DEVELOPER_LENGTH = 32
VERSION = re.compile(r"(?:(?:0|[1-9][0-9]*)\.){2}(?:0|[1-9][0-9]*)")
"""The schema's ``semver``: three numbers, without what may follow them elsewhere."""
VERSION_LENGTH = 256
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)


class PackageError(ValueError):
    """Something that the package is made of is wrong; the message says what to write."""


@dataclass(frozen=True)
class Deployment:
    """What differs between deployments, checked as it is made. Raises ``PackageError``."""

    app_id: str
    """The bot's id in Entra, which is the app's id as well."""
    host: str
    """Where Teams reaches the bot, without ``https://``."""
    developer: str
    """Whose bot it is, as Teams' users see it."""
    website: str
    privacy: str
    terms: str
    version: str = __version__
    """Teams takes a package for an update when this is new."""

    def __post_init__(self) -> None:
        try:
            parsed = UUID(self.app_id)
        except ValueError:
            raise PackageError("--app-id ska vara botens app-id i Entra, som 12345678-…") from None
        if str(parsed) != self.app_id.lower() or parsed.int == 0:
            raise PackageError("--app-id ska vara botens app-id i Entra, som 12345678-…")
        if not HOST.fullmatch(self.host):
            raise PackageError("--host ska vara ett värdnamn utan https://, som inkopsbot.example.org")
        if not 0 < len(self.developer) <= DEVELOPER_LENGTH:
            raise PackageError(f"--developer ska vara högst {DEVELOPER_LENGTH} tecken")
        if not VERSION.fullmatch(self.version) or len(self.version) > VERSION_LENGTH:
            raise PackageError("--version ska vara tre tal, som 1.2.0")
        for name in ("website", "privacy", "terms"):
            address = urlsplit(getattr(self, name))
            if address.scheme != "https" or not address.netloc:
                raise PackageError(f"--{name} ska vara en adress som börjar med https://")


def manifest(deployment: Deployment) -> dict[str, Any]:
    """The manifest of *deployment*."""
    app_id = deployment.app_id.lower()
    read: dict[str, Any] = json.loads((FILES / "manifest.json").read_text(encoding="utf-8"))
    for part in (*read["bots"], *read["composeExtensions"]):
        part["botId"] = app_id
    return read | {
        "version": deployment.version,
        "id": app_id,
        "developer": {
            "name": deployment.developer,
            "websiteUrl": deployment.website,
            "privacyUrl": deployment.privacy,
            "termsOfUseUrl": deployment.terms,
        },
        "validDomains": [deployment.host],
    }


def package(deployment: Deployment) -> bytes:
    """The zip to upload in Teams' admin centre."""
    written = json.dumps(manifest(deployment), ensure_ascii=False, indent=2) + "\n"
    files = {
        "manifest.json": written.encode(),
        "en.json": (FILES / "en.json").read_bytes(),
        "color.png": (FILES / "icons" / "color.png").read_bytes(),
        "outline.png": (FILES / "icons" / "outline.png").read_bytes(),
    }
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return zipped.getvalue()
