"""What the bot needs of others: database, Entra, Microsoft's keys and clock, the experts' channel, mail."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import aiosmtplib

from bot.doctor.finding import Finding, ill, watch, well
from bot.mail.address import mail_server
from bot.settings import DATABASE_FILE, Settings
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.migrating import is_newer, stored_revision
from bot.store.tables import SCHEMA
from bot.teams.connector import Connector, ConnectorError, ConversationGoneError, open_session
from bot.teams.outgoing_token import OutgoingToken, TokenUnavailableError
from bot.teams.service_urls import is_loopback_service, is_teams_service
from bot.teams.signing_keys import METADATA_URL

MOST_SKEW = 120.0
"""Seconds that the clock may be wrong: tokens are taken with five minutes of skew."""
MAIL_SECONDS = 10.0


async def outside(
    settings: Settings, token: OutgoingToken | None, keys_url: str = METADATA_URL
) -> AsyncIterator[Finding]:
    """Everything that needs somebody else. Nothing is changed there, and nothing is sent."""
    yield await _database(settings)
    if token is None:
        yield watch("Teams", "MICROSOFT_APP_ID är inte satt: bara lokal körning", "se deployment/README.md")
    else:
        yield await _credentials(token)
    async with open_session(use_proxy_environment=token is not None) as session:
        if token is not None:
            async for finding in _microsoft(session, keys_url):
                yield finding
        trusted = is_loopback_service if token is None else is_teams_service
        yield await _channel(settings, Connector(session, token, trusted))
    yield await _mail(settings)


async def _database(settings: Settings) -> Finding:
    if not settings.database_url and not (settings.data_dir / DATABASE_FILE).exists():
        return watch("databas", "finns inte ännu", "den görs när boten startar")
    try:
        database = Database(settings.database)
        try:
            async with database.reading() as connection:
                revision = await connection.run_sync(stored_revision)
        finally:
            await database.close()
    except StoreError as error:
        return ill("databas", f"går inte att använda: {str(error).rstrip('.')}", "se INKOPSBOT_DATABASE_URL")
    if revision == SCHEMA:
        return well("databas", f"nås och är aktuell (version {SCHEMA})")
    if revision is not None and is_newer(revision):
        do = "starta den versionen, eller lägg tillbaka en kopia: docs/operations.md"
        return ill("databas", f"är skriven av en nyare version av boten (version {revision})", do)
    found = "är tom" if revision is None else f"har version {revision}, boten vill ha {SCHEMA}"
    return watch("databas", found, "den görs i ordning när boten startar; ta en kopia först")


async def _credentials(token: OutgoingToken) -> Finding:
    try:
        await token.get()
    except TokenUnavailableError as error:
        do = "se MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD eller MANAGED_IDENTITY, och TENANT_ID"
        return ill("identitet", f"Entra ger ingen token ({error})", do)
    return well("identitet", "Entra ger en token")


async def _microsoft(session: aiohttp.ClientSession, url: str) -> AsyncIterator[Finding]:
    try:
        async with session.get(url) as response:
            await response.read()
            date = response.headers.get("Date", "")
    except (aiohttp.ClientError, TimeoutError):
        yield ill("nycklar", "login.botframework.com nås inte", "öppna för utgående HTTPS")
        return
    yield well("nycklar", "login.botframework.com nås")
    try:
        skew = abs((datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError):
        return
    if skew > MOST_SKEW:
        yield ill("klocka", f"går {skew:.0f} sekunder fel", "ställ maskinens klocka efter en tidsserver")
    else:
        yield well("klocka", "går rätt")


async def _channel(settings: Settings, connector: Connector) -> Finding:
    if not settings.expert_channel_id:
        return watch("kanal", "frågor visas ingenstans", "sätt EXPERT_CHANNEL_ID och EXPERT_SERVICE_URL")
    try:
        members = await connector.members(settings.expert_service_url, settings.expert_channel_id)
    except ConversationGoneError:
        return ill("kanal", "upphandlarnas kanal är borta eller stängd för boten", "lägg till appen i teamet")
    except ConnectorError as error:
        return ill("kanal", f"nås inte ({error})", "se EXPERT_SERVICE_URL, och försök igen")
    return well("kanal", f"upphandlarnas kanal nås, {len(members)} i teamet")


async def _mail(settings: Settings) -> Finding:
    url = settings.smtp_url.get_secret_value()
    if not url:
        return watch("mejl", "ingen reservväg när Teams inte går", "sätt SMTP_URL, MAIL_FROM och MAIL_TO")
    server = mail_server(url)
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        username=server.user or None,
        password=server.password or None,
        timeout=MAIL_SECONDS,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        return ill("mejl", f"servern tar inte emot ({type(error).__name__})", "se SMTP_URL")
    return well("mejl", "servern tar emot")
