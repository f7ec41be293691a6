"""The map: outlines of the world's countries, and where a point lies on it (Equal Earth projection)."""

from __future__ import annotations

import json
import math
from importlib.resources import files

WIDTH = 1000
HEIGHT = 440  # without Antarctica
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_WIDTH = 2.7066  # of the projected world, in its own units
_NORTH = 1.3173  # of the projected pole


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Place a point (degrees, WGS 84) on the map: x and y in its units, from the upper left, to a tenth."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square, sixth = theta**2, theta**6
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    scale = WIDTH / 2 / _HALF_WIDTH
    return round(WIDTH / 2 + x * scale, 1), round((_NORTH - y) * scale, 1)


def outlines() -> list[tuple[str, str]]:
    """Give each country's code (ISO 3166 alpha-3, empty for land without one) and its outline as an SVG path."""
    world: dict[str, list[list[int]]] = json.loads(files("flows").joinpath("page/world.json").read_text("utf-8"))
    return [(code, "".join(map(_path, rings))) for code, rings in world.items()]


def _path(ring: list[int]) -> str:
    """Draw a ring: the first point in tenths of a degree, then steps."""
    x = y = 0
    points = []
    for step_x, step_y in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append("{:g},{:g}".format(*project(x / 10, y / 10)))
    return f"M{'L'.join(points)}Z"
