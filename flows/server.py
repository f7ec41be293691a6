"""Prefect's server as a child process that ends with its parent, however that ends: ``python -m flows.server OPTION…``.

The temporary server that Prefect starts by itself outlives a run that was killed, and keeps 200 MB.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading


def main() -> None:
    """Serve with the options of ``prefect server start``, until standard input is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = ["prefect", "server", "start", *sys.argv[1:]]
    runpy.run_module("prefect", run_name="__main__")


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
