"""How fast feeds are polled: a server of its own on loopback, and the collecting stage of the real flow against it.

    python benchmarks/poll_feeds.py [N_FEEDS] [LATENCY_MS]

Polls N feeds (200), each of ten items and behind a latency (50 ms), twice: first with everything new, then with nothing
changed (304). Each feed has a host of its own (127.0.0.x), as feeds do, and the pause between two requests to one host
is the default. Prints feeds a second for each, and the CPU seconds of this process; Prefect's server and the feeds'
server are processes of their own. Linux only: elsewhere 127.0.0.2 and up do not answer.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from transforms.records import Article, Coded

WORDS = "The two ministers met in the old town hall and spoke for an hour about the bridge across the river. "
ITEMS = 10


def make_feed(name: str) -> bytes:
    """Make a feed whose items nobody else has."""
    items = "".join(
        f"<item><guid>{name}-{n}</guid><title>Talks in {name}, day {n}</title><link>http://{name}.example/{n}</link>"
        f"<pubDate>Fri, 14 Jun 2024 18:{n:02}:00 GMT</pubDate><description>{name} {n}: {WORDS * 5}</description></item>"
        for n in range(ITEMS)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'.encode()


def serve(port: int, latency: float, ready: multiprocessing.synchronize.Event) -> None:
    """Answer each path with a feed of that name, or with 304 for those who have it."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        await asyncio.sleep(latency)
        name = head.split(" ", 2)[1].strip("/")
        if "if-none-match" in head.lower():
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n')
        else:
            body = make_feed(name)
            start = f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n'
            writer.write(start.encode() + body)
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", port, backlog=1000)
        ready.set()
        await server.serve_forever()

    asyncio.run(run())


def main() -> None:
    """Start the server, poll twice, and print the rates."""
    n_feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    latency = float(sys.argv[2]) / 1000 if len(sys.argv) > 2 else 0.05
    context = multiprocessing.get_context("spawn")
    ready, port = context.Event(), 18_080
    server = context.Process(target=serve, args=(port, latency, ready), daemon=True)
    server.start()
    ready.wait()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        tables = [
            f'[[source]]\nid = "feed-{n}"\nurl = "http://127.0.{n // 250}.{n % 250 + 1}:{port}/feed-{n}"\n'
            f'title = "Feed {n}"\nallow_private = true\n'
            for n in range(n_feeds)
        ]
        Path("sources.toml").write_text("\n".join(tables), "utf-8")
        poll_twice(n_feeds)
    server.terminate()


class FindsNothing:
    """In the place of the coder, which is no part of what is measured."""

    def code(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Find nothing in any article."""
        for article in articles:
            yield Coded(article.article_id, article.revision_id, (), (), None)


def poll_twice(n_feeds: int) -> None:
    """Run the flow twice, and time its collecting."""
    from flows.orchestrator import prepare_prefect, start_server

    prepare_prefect(Path("data"), "CRITICAL")
    start_server("--no-services", "--no-ui")
    from flows import nightly, pool, worker

    collect = nightly.collect

    def timed(*arguments: object) -> object:
        wall, cpu = time.perf_counter(), time.process_time()
        collected = collect(*arguments)  # type: ignore[arg-type]
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        changed = collected.n_items
        print(f"{n_feeds} feeds, {changed} items: {n_feeds / wall:.0f} a second ({wall:.1f} s, {cpu:.1f} s of CPU)")
        return collected

    nightly.collect = timed  # type: ignore[assignment]
    pool._start_pool = ThreadPoolExecutor  # type: ignore[assignment]
    worker.load_coder = lambda _pipeline: FindsNothing()  # type: ignore[assignment]
    for _ in range(2):
        nightly.nightly()


if __name__ == "__main__":
    main()
