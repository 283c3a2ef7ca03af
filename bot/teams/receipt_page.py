"""``GET /kvitto/…``: the receipt that a card links to, as a file to save."""

from collections.abc import Callable

from aiohttp import web

from bot.receipts.links import PATH
from dialogs.receipt import Receipt, ReceiptError


def add_receipts(
    app: web.Application, opened: Callable[[str], Receipt], to_pdf: Callable[[Receipt], bytes]
) -> None:
    """Serve receipts on *app*. *opened* raises ``ReceiptError`` for what is not ours, or too old."""

    async def receipt(request: web.Request) -> web.Response:
        try:
            found = opened(request.match_info["token"])
        except ReceiptError as error:
            return web.Response(status=404, text=f"{error}\n", headers=_HEADERS)
        name = f"kvitto-{found.body.flow}-{found.body.day}.pdf"
        return web.Response(
            body=to_pdf(found),
            content_type="application/pdf",
            headers={**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
        )

    app.router.add_get(PATH + "{token}", receipt)


_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
