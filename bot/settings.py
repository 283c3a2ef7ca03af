"""All settings, read once at start. Each is an environment variable that begins with ``INKOPSBOT_``."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from cryptography.fernet import Fernet
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from bot.mail.address import mail_server
from bot.teams.service_urls import is_teams_service

PREFIX = "INKOPSBOT_"
DATABASE_FILE = "inkopsbot.db"
MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)

CHANNEL = re.compile(r"19:[\w.-]+@thread\.\w+", re.ASCII)
"""A channel's id as Teams sends it. In the channel's link it is encoded: ``19%3a…%40thread.tacv2``."""


def _guid(text: str) -> str:
    """*text* as Teams and Entra write it in what they send. Raises ``ValueError``."""
    return str(UUID(text)) if text else ""


Guid = Annotated[str, AfterValidator(_guid)]
Days = Annotated[int, Field(ge=1, le=36_500)]


class SettingsError(Exception):
    """A setting is wrong; the message says which and what to write."""


class Settings(BaseModel):
    """What a deployment decides. Unknown names and wrong values stop the start with a hint."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(Path("data"), description="Mapp för databasen när DATABASE_URL inte är satt.")
    database_url: str = Field("", description="Databasens adress. Tom: en SQLite-fil i DATA_DIR.")
    content_dir: Path | None = Field(
        None, description="Organisationens egen mapp med innehåll, i stället för den som följer med."
    )
    microsoft_app_id: Guid = Field(
        "", description="Botens app-id i Entra, som 12345678-90ab-…. Tomt: bara lokal körning."
    )
    microsoft_app_password: SecretStr = Field(SecretStr(""), description="Hemligheten till app-id:t.")
    secret_expires: date | None = Field(
        None, description="Dagen då hemligheten slutar gälla, som 2027-05-31, så att doctor kan varna."
    )
    managed_identity: bool = Field(False, description="Använd hanterad identitet i stället för hemlighet.")
    tenant_id: Guid = Field(
        "",
        description="Organisationens tenant-id (ingen domän), som 12345678-90ab-…. Botens token hämtas där.",
    )
    allowed_tenants: tuple[Guid, ...] = Field(
        (), description="Id för tenanter som får tala med boten, med kommatecken emellan. Tomt: TENANT_ID."
    )
    expert_team_id: str = Field("", description="Upphandlarnas team i Teams. Används inte ännu.")
    expert_channel_id: str = Field(
        "", description="Id för kanalen där frågor till upphandlarna visas, som 19:…@thread.tacv2."
    )
    expert_service_url: str = Field(
        "",
        description="Adressen som Teams tar emot botens meddelanden på, som https://smba.trafficmanager.net/emea/.",
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mejlserver när Teams inte går: smtp://namn:lösenord@server:587 (STARTTLS), smtps://… "
        "(TLS) eller smtp+plain://… (okrypterat). Tom: inga mejl.",
    )
    mail_from: str = Field("", description="Adressen som botens mejl kommer från.")
    mail_to: str = Field("", description="Upphandlarnas funktionsbrevlåda, dit mejlen går.")
    time_zone: str = Field("Europe/Stockholm", description="Tidszonen som dagar och klockslag skrivs i.")
    keep_conversations_days: Days = Field(
        30, description="Dagar som ett samtal och dess utkast till frågor sparas efter sista ordet."
    )
    keep_tickets_days: Days = Field(
        730, description="Dagar som ett besvarat ärende sparas. Ett obesvarat sparas alltid."
    )
    keep_sent_days: Days = Field(
        90, description="Dagar som det sparas att ett besked om ett ärende gick fram."
    )
    keep_judgements_days: Days = Field(
        730, description="Dagar som det sparas vad läsare tyckte om ett svar, utan vem de är."
    )
    keep_deliveries_days: Days = Field(
        2, description="Dagar som boten minns vad den har tagit emot, så att inget behandlas två gånger."
    )
    host: str = Field("127.0.0.1", description="Adressen boten lyssnar på.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(3978, description="Porten boten lyssnar på.")
    public_url: str = Field(
        "", description="Adressen som boten nås på utifrån, för länkar till kvitton. Tom: inga länkar."
    )
    link_key: SecretStr = Field(
        SecretStr(""),
        description="Nyckel till kvittolänkar, samma för alla repliker. Tom: en ny vid varje start.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Loggnivå.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(name)
        return name

    @field_validator("allowed_tenants", mode="before")
    @classmethod
    def _parted_by_commas(cls, raw: Any) -> Any:
        return tuple(part.strip() for part in raw.split(",") if part.strip()) if isinstance(raw, str) else raw

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError(url)
        return url

    @field_validator("link_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr) -> SecretStr:
        if key.get_secret_value():
            Fernet(key.get_secret_value())
        return key

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value():
            mail_server(url.get_secret_value())
        return url

    @field_validator("mail_from", "mail_to")
    @classmethod
    def _is_a_mailbox(cls, address: str) -> str:
        if address and not MAILBOX.fullmatch(address):
            raise ValueError(address)
        return address

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if not self.microsoft_app_id and not is_loopback(self.host):
            raise ValueError(
                "utan MICROSOFT_APP_ID tar boten emot osignerade anrop och lyssnar därför bara lokalt – "
                "sätt MICROSOFT_APP_ID, eller HOST till 127.0.0.1"
            )
        if self.microsoft_app_id and not (
            self.microsoft_app_password.get_secret_value() or self.managed_identity
        ):
            raise ValueError("MICROSOFT_APP_ID kräver MICROSOFT_APP_PASSWORD eller MANAGED_IDENTITY=true")
        if self.microsoft_app_id and not self.tenant_id:
            raise ValueError("MICROSOFT_APP_ID kräver TENANT_ID – skriv organisationens tenant")
        if self.expert_channel_id and not self.expert_service_url:
            raise ValueError("EXPERT_CHANNEL_ID kräver EXPERT_SERVICE_URL – adressen som Teams tar emot på")
        if self.microsoft_app_id:
            self._is_a_channel_in_teams()
        if self.smtp_url.get_secret_value() and not (self.mail_from and self.mail_to):
            raise ValueError("SMTP_URL kräver MAIL_FROM och MAIL_TO – skriv en adress i båda")
        return self

    def _is_a_channel_in_teams(self) -> None:
        """Refuse what Teams would not know. Locally the channel is the Playground's, named its own way."""
        if self.expert_channel_id and not CHANNEL.fullmatch(self.expert_channel_id):
            raise ValueError(
                f"EXPERT_CHANNEL_ID: {self.expert_channel_id!r} är inget kanal-id – skriv det som "
                "19:…@thread.tacv2, med : och @ i stället för länkens %3a och %40"
            )
        if self.expert_service_url and not is_teams_service(self.expert_service_url):
            raise ValueError(
                f"EXPERT_SERVICE_URL: {self.expert_service_url!r} är inte Teams adress – skriv den som "
                "https://smba.trafficmanager.net/emea/"
            )

    @property
    def database(self) -> str:
        """The database's address: the one that is set, or an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / DATABASE_FILE).as_posix()}"

    @property
    def address(self) -> str:
        """Where a browser reaches the bot: what is set, or this machine in local use; else nothing."""
        local = "" if self.microsoft_app_id else f"http://{self.host}:{self.port}"
        return self.public_url or local

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of what is shown."""
        return ZoneInfo(self.time_zone)

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants that may talk with the bot; none in local use, where nobody is checked."""
        return self.allowed_tenants or ((self.tenant_id,) if self.tenant_id else ())


def is_loopback(host: str) -> bool:
    """Whether *host* can only be reached from the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in *environment*, an empty one being none. Raises ``SettingsError`` naming every wrong one
    and the mend.
    """
    fields = {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    wrong = [_unknown(name, list(fields)) for name in given if name not in fields]
    values = {fields[name]: value for name, value in given.items() if name in fields and value}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        wrong += [_in_swedish(details["loc"], details["msg"], details["input"]) for details in error.errors()]
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"{name}: okänd inställning" + (f" – menade du {near[0]}?" if near else " – ta bort den")


def _in_swedish(place: tuple[int | str, ...], message: str, found: object) -> str:
    if not place:
        return message.removeprefix("Value error, ")
    name = str(place[0])
    hint = Settings.model_fields[name].description
    shown = "" if Settings.model_fields[name].annotation is SecretStr else f", fann {found!r}"
    return f"{PREFIX}{name.upper()}: fel värde{shown} – {hint}"
