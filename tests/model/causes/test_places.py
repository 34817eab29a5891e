"""Where in the sources a cause is."""

from __future__ import annotations

import pytest

from amplify_tui.model.causes.places import find_place
from amplify_tui.model.causes.stretch import Stretch
from amplify_tui.model.logs.parsed import ParsedLog


@pytest.mark.parametrize(
    ("lines", "number", "place"),
    [
        (["src/a.ts(12,5): error TS1: x"], 1, "src/a.ts:12:5"),
        (["./app/x/[id]/page.tsx:4:7", "Type error: no"], 2, "app/x/[id]/page.tsx:4:7"),
        (["./src/A.jsx", "3:1  Warning: a", "31:8  Error: b"], 3, "src/A.jsx:31:8"),
        (["Error: x", "at f (/codebuild/output/src12/src/site/next.config.js:8:1)"], 1, "next.config.js:8:1"),
        (["Error: x", "at f (node_modules/a/b.js:1:2)", "at g (lib/c.js:3:4)"], 1, "lib/c.js:3:4"),
        (["Error: x", "at f (node:internal/process:1:2)"], 1, ""),
        (["main.go:7: bad"], 1, "main.go:7"),
        (["[ERROR] /codebuild/output/src1/src/site/src/A.java:[21,16] no"], 1, "src/A.java:21:16"),
        (["nothing at all"], 1, ""),
        (["31:8  error  x"], 1, ""),
        (["see https://docs.example/a.html:1:2"], 1, ""),
    ],
)
def test_the_place_is_read_from_the_line_or_beside_it(lines: list[str], number: int, place: str) -> None:
    log = ParsedLog.of("\n".join(lines).encode())
    assert find_place(Stretch(log, 1, len(lines)), number) == place
