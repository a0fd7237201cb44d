"""Pages and feeds fetched from an http(s) address that the user named."""

from __future__ import annotations

import io
import re
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from dragoman.ingest.options import IngestError, IngestOptions
from dragoman.ingest.source import HEAD_BYTES, Hints, Source
from dragoman.version import __version__

SOCKET_SECONDS = 20
PIECE_BYTES = 1 << 16
MAX_REDIRECTS = 5


class _WebRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to http and https only: never to a file or another scheme."""

    max_redirections = MAX_REDIRECTS

    def redirect_request(self, *parts: Any) -> urllib.request.Request | None:
        """The request to follow, from urllib's six parts; raises where it leaves the web."""
        if urlsplit(parts[-1]).scheme not in {"http", "https"}:
            raise IngestError("redirects to something that is not a web address")
        return super().redirect_request(*parts)


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        _WebRedirects,
    ):
        opener.add_handler(handler())
    return opener


def _read_bounded(response: Any, options: IngestOptions, deadline: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read(PIECE_BYTES):
        size += len(piece)
        pieces.append(piece)
        if size > options.limits.max_bytes:
            raise IngestError(f"is larger than {options.limits.max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise IngestError("could not be fetched in time")
    return b"".join(pieces)


def fetch(address: str, options: IngestOptions) -> Source:
    """What stands at an address, as a source. Raises IngestError if it cannot be had."""
    limit = options.limits.max_seconds
    deadline = time.monotonic() + limit
    headers = {"User-Agent": f"dragoman/{__version__}"}
    try:
        request = urllib.request.Request(address, headers=headers)
        with _opener().open(request, timeout=min(SOCKET_SECONDS, limit)) as response:
            data = _read_bounded(response, options, deadline)
            final = response.geturl()
            content_type = response.headers.get("Content-Type") or ""
    except urllib.error.HTTPError as error:
        raise IngestError(f"could not be fetched: the server answers {error.code}") from None
    except urllib.error.URLError as error:
        raise IngestError(f"could not be fetched: {error.reason}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise IngestError(f"could not be fetched: {error or type(error).__name__}") from None
    charset = re.search(r"charset=\"?([\w.:-]+)", content_type, re.I)
    return Source(
        name=address,
        stream=io.BufferedReader(io.BytesIO(data), HEAD_BYTES),
        extension=PurePosixPath(urlsplit(final).path).suffix.lower(),
        options=options,
        hints=Hints(url=final, charset=charset[1] if charset else None),
    )
