"""The trial hub's door: one port, behind which the hub and each person's server answer.

JupyterHub's own proxy needs Node, and the one for Python keeps an answer back until it is whole,
so that the page that waits for a server hears nothing. This one serves a class of four from the
hub's own process; a real class has The Littlest JupyterHub's or Zero to JupyterHub's.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    DummyCookieJar,
    TCPConnector,
    WSMsgType,
    web,
)
from jupyterhub.proxy import Proxy
from yarl import URL

# Of one connection, not of what it carries
HOP = {
    *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailers"),
    *("transfer-encoding", "upgrade"),
}
OF_SOCKET = "sec-websocket"


class TrialProxy(Proxy):
    """Sends each request to the server whose address it begins with, the longest first."""

    should_start = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.routes: dict[str, dict[str, Any]] = {}
        self.session: ClientSession | None = None
        self.runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen."""
        self.session = ClientSession(
            auto_decompress=False,
            connector=TCPConnector(limit=0),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=None),
        )
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.handle)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        place = urlsplit(self.public_url)
        await web.TCPSite(self.runner, place.hostname, place.port).start()

    async def stop(self) -> None:
        """Listen no longer."""
        if self.session:  # first, so that open sockets end
            await self.session.close()
        if self.runner:
            await self.runner.cleanup()

    async def add_route(self, routespec: str, target: str, data: dict) -> None:
        """Send what begins like `routespec` to `target`."""
        self.routes[self.validate_routespec(routespec)] = {
            "routespec": routespec,
            "target": target,
            "data": {**data, "last_activity": _now()},
        }

    async def delete_route(self, routespec: str) -> None:
        """Send it there no longer."""
        self.routes.pop(self.validate_routespec(routespec), None)

    async def get_all_routes(self) -> dict[str, dict[str, Any]]:
        """All routes by where they begin."""
        return dict(self.routes)

    def route_of(self, path: str) -> dict[str, Any] | None:
        """The route of a path, the longest that fits."""
        fitting = [each for each in self.routes if f"{path.rstrip('/')}/".startswith(each)]
        return self.routes[max(fitting, key=len)] if fitting else None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request with what its server answers, as it comes."""
        route = self.route_of(request.path)
        if route is None:
            raise web.HTTPNotFound
        route["data"]["last_activity"] = _now()
        address = URL(route["target"].rstrip("/") + request.raw_path, encoded=True)
        headers = _headers(request.headers)
        headers.extend(
            {"X-Forwarded-Proto": request.scheme, "X-Forwarded-For": request.remote or ""}
        )
        try:
            if request.headers.get("Upgrade", "").lower() == "websocket":
                return await self._socket(request, address, headers)
            return await self._fetch(request, address, headers)
        except ClientError as error:
            raise web.HTTPServiceUnavailable(text=f"The server does not answer: {error}") from None

    async def _fetch(self, request: web.Request, address: URL, headers: Any) -> web.StreamResponse:
        body = request.content if request.can_read_body else None
        asked = self.session.request(
            request.method, address, headers=headers, data=body, allow_redirects=False
        )
        async with asked as theirs:
            ours = web.StreamResponse(status=theirs.status, headers=_headers(theirs.headers))
            await ours.prepare(request)
            try:
                async for part in theirs.content.iter_any():
                    await ours.write(part)
                await ours.write_eof()
            except ClientError:  # it stopped in the middle, which its reader must see
                if request.transport:
                    request.transport.close()
        return ours

    async def _socket(self, request: web.Request, address: URL, headers: Any) -> web.StreamResponse:
        said = request.headers.get("Sec-WebSocket-Protocol", "")
        protocols = [each.strip() for each in said.split(",") if each.strip()]
        asked = self.session.ws_connect(
            address, headers=headers, protocols=protocols, max_msg_size=0, compress=0
        )
        async with asked as theirs:
            ours = web.WebSocketResponse(
                protocols=[theirs.protocol] if theirs.protocol else [],
                max_msg_size=0,
                compress=False,
            )
            await ours.prepare(request)
            ways = [
                asyncio.ensure_future(_pass_on(*way)) for way in ((ours, theirs), (theirs, ours))
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await ours.close()
        return ours


async def _pass_on(
    source: web.WebSocketResponse | ClientWebSocketResponse,
    target: web.WebSocketResponse | ClientWebSocketResponse,
) -> None:
    """Pass on what one end of a socket says, until it says no more."""
    async for message in source:
        if message.type == WSMsgType.TEXT:
            await target.send_str(message.data)
        elif message.type == WSMsgType.BINARY:
            await target.send_bytes(message.data)


def _headers(given: Any) -> Any:
    """Headers without those of one connection."""
    kept = given.copy()
    for name in {*given}:
        if name.lower() in HOP or name.lower().startswith(OF_SOCKET):
            kept.popall(name, None)
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat()
