"""Connections that go only where they may: the address is checked after resolving, in the connection itself.

So it does not matter what a name resolved to a moment earlier, or where a redirect leads: the very address that was
checked is the one that is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import httpcore
import httpx

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

# Private in effect, though `is_global` does not say so in every Python version that we run on.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "198.18.0.0/15",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "::/96",
        "fec0::/10",
    )
)


class ForbiddenAddressError(Exception):
    """A name resolved to an address that may not be connected to."""


class DeadlineError(Exception):
    """The time for the whole exchange is over."""


def is_public(address: _Address) -> bool:
    """Tell whether an address lies in the public network; an IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(address, ipaddress.IPv6Address):
        for inner in (address.ipv4_mapped, address.sixtofour, address.teredo[1] if address.teredo else None):
            if inner is not None:
                return is_public(inner)
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host. Raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Deadline:
    """When an exchange must be over, by a clock that only goes forward."""

    clock: Callable[[], float]  # seconds
    at: float  # of the clock

    def is_over(self) -> bool:
        """Tell whether there is no time left."""
        return self.clock() >= self.at

    def limit(self, timeout: float | None) -> float:
        """Shorten a timeout to what is left. Raises DeadlineError when nothing is."""
        left = self.at - self.clock()
        if left <= 0:
            raise DeadlineError
        return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for one exchange: only to public addresses, and none beyond the deadline."""

    def __init__(
        self, deadline: Deadline, *, allow_private: bool, resolve: Callable[[str, int], list[str]] = resolve
    ) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._ask = resolve
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check, and connect to the first checked address that answers."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._resolve(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.limit(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _BoundedStream(stream, self._deadline)
        raise failure

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._ask(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from None
        for address in addresses:
            if not self._allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
                raise ForbiddenAddressError(f"{host} is {address}, which is no public address")
        return addresses


class _BoundedStream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.limit(timeout))
        return _BoundedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport over guarded connections; errors come as httpcore and this module name them."""

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=ssl_context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
