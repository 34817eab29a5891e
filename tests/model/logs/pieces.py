"""Bytes that logs are made of, the well-formed and the hostile, for tests that feed everything."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

BUILD = b"""\
2026-03-14T09:26:53.589Z [INFO]: # Cloning repository: git@git.example.com:shop/storefront.git
2026-03-14T09:26:54.100Z [INFO]: Cloning into 'storefront'...
2026-03-14T09:26:55.000Z [INFO]: ## Starting Backend Build
                                 ## Completed Backend Build
2026-03-14T09:26:55.250Z [INFO]: {"backendDuration": 0}
                                 ## Starting Frontend Build
                                 # Starting phase: preBuild
                                 # Executing command: npm ci
2026-03-14T09:27:10.000Z [WARNING]: npm warn deprecated left-pad@1.0.0
                                    use String.prototype.padStart
2026-03-14T09:27:12.500Z [INFO]: # Completed phase: preBuild
                                 # Starting phase: build
                                 # Executing command: npm run lint
2026-03-14T09:27:13.500Z [INFO]: # Executing command: npm run build
2026-03-14T09:27:20.000Z [WARNING]: src/app.ts:3:1 - error TS2304: Cannot find name 'cart'.
2026-03-14T09:27:20.125Z [ERROR]: !!! Build failed
2026-03-14T09:27:20.125Z [INFO]: Please read more about it.
2026-03-14T09:27:20.126Z [ERROR]: !!! Error: Command failed with exit code 2
2026-03-14T09:27:20.200Z [INFO]: # Starting environment caching...
2026-03-14T09:27:21.200Z [INFO]: # Environment caching completed


"""
DEPLOY = b"""\
2026-03-14T09:28:00 [INFO]: Beginning deployment for application d1shop, branch:main, buildId 0000000155
                            of a framework
2026-03-14T09:28:27 [ERROR]: {"message":"The runtime is not supported.","code":"InvalidRuntime"}
"""

_PARTS = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b"\r",
        b"2026-03-14T09:26:53.589Z [INFO]: ",
        b"2026-03-14T09:26:53.589Z [WARNING]: ",
        b"2026-03-14T09:26:53.589Z [ERROR]: ",
        b"2026-03-14T09:28:00 [INFO]: ",
        b"2026-03-14T09:28:00 [ERROR]: ",
        b"2026-99-99T99:99:99.999Z [INFO]:",
        b"[ERROR]: ",
        b"2026-\xe2\x80\xa6 [WARNING]: ",
        b"\n7\n\n",
        b"\n8\n\n",
        b"12 ",
        b"13\t",
        b" " * 28,
        b" " * 33,
        b" " * 36,
        b" ",
        b"\t",
        b"# Starting phase: build",
        b"# Executing command: npm run build",
        b"# Completed phase: build",
        b"## Starting Frontend Build",
        b"!!! Build failed",
        b"!!! Error: Command failed with exit code 137",
        b"Error: cannot find it",
        b"error",
        b"\x1b[31m",
        b"\x1b[1;38;5;208m",
        b"\x1b[48:2::1:2:3m",
        b"\x1b[0m",
        b"\x1b[2K\x1b[1A",
        b"\x1b]0;title\x07",
        b"\x1b]52;c;",
        b"\x1bP",
        b"\x1b\\",
        b"\x1b",
        b"\x9b",
        b"\xc2\x9b31m",
        b"\xc2\x9d",
        b"\x00",
        b"\x07",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xe2\x80\x8b",
        b"\xe2\x9a\xa0\xef\xb8\x8f",
        "é".encode(),
        "✓ ok".encode(),
        "e\u0301\u0301\u0301".encode(),
        b"\xe2\x82",
        b"\xff",
        b"x" * 40,
    ]
)

texts = st.lists(_PARTS | st.binary(max_size=6), max_size=40).map(b"".join)
"""Anything that may be fed: the grammar, and all that breaks it."""


def cuts_of(data: bytes, places: list[int]) -> list[bytes]:
    """Cut bytes at places, wherever these lie."""
    bounds = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[begin:end] for begin, end in pairwise(bounds)]
