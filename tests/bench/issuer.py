"""Stands for login.botframework.com: keys to check tokens with, and one token that holds for a day."""

import json
import time
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from load import APP_ID


class Issuer:
    """Serves metadata and keys on a free port."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._keys)
        self._runner = web.AppRunner(app)
        self.port = 0

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    @property
    def metadata_url(self) -> str:
        """Where a bot finds it."""
        return f"http://127.0.0.1:{self.port}/metadata"

    def token(self, service_url: str) -> str:
        """A token as the Bot Connector makes them."""
        now = int(time.time())
        claims = {
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            "nbf": now - 60,
            "exp": now + 86_400,
            "serviceurl": service_url,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "key"})

    async def _metadata(self, _: web.Request) -> web.Response:
        found = {"issuer": "https://api.botframework.com", "jwks_uri": f"http://127.0.0.1:{self.port}/keys"}
        return web.json_response(found | {"id_token_signing_alg_values_supported": ["RS256"]})

    async def _keys(self, _: web.Request) -> web.Response:
        key: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return web.json_response({"keys": [{**key, "kid": "key", "use": "sig", "endorsements": ["msteams"]}]})
