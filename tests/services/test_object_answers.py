from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.steps import PresignedUrl
from amplify_tui.services import errors
from tests.services.faulty_server import Reply, page_of_html
from tests.services.fetching import PATH, address, read

if TYPE_CHECKING:
    from amplify_tui.services.object_reader import HttpObjects
    from tests.services.bucket import Bucket
    from tests.services.faulty_server import FaultyServer


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, errors.ExpiredUrlError, "ExpiredToken"),
        (403, errors.ExpiredUrlError, "AccessDenied"),
        (404, errors.NotFoundError, "NoSuchKey"),
        (410, errors.NotFoundError, "InternalError"),
        (401, errors.RefusedError, "InternalError"),
        (405, errors.BadAnswerError, "InternalError"),
        (407, errors.UnreachableError, "ProxyAuthentication"),
        (429, errors.UnreachableError, "InternalError"),
        (500, errors.UnreachableError, "InternalError"),
        (503, errors.UnreachableError, "SlowDown"),
    ],
)
async def test_an_answer_without_the_object_says_why(
    objects: HttpObjects, bucket: Bucket, status: int, kind: type[errors.ApiError], code: str
) -> None:
    bucket.faults.append(status)
    with pytest.raises(kind) as caught:
        await read(objects, bucket.url())
    assert type(caught.value) is kind
    assert caught.value.code == code


async def test_no_error_ever_tells_the_query(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.port, dead = 1, bucket.port
    with pytest.raises(errors.UnreachableError) as unreachable:
        await read(objects, bucket.url())
    bucket.port = dead
    bucket.faults.extend([403, ("cut", 10), 500])
    told: list[errors.ApiError] = [unreachable.value]
    for _ in range(3):
        with pytest.raises(errors.ApiError) as caught:
            await read(objects, bucket.url())
        told.append(caught.value)
    for error in told:
        shown = f"{error!r} {error} {error.problem} {error.hint}"
        assert "Secret" not in shown
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"no gzip at all", 200, {"Content-Encoding": "gzip"}),
        Reply(b"x", 200, {"Content-Encoding": "br"}),
        Reply(b"x", 206, {}),
        Reply(b"x", 206, {"Content-Range": "pages 3-4"}),
        Reply(b"x", 302, {}),
        Reply(b"x", 302, {"Location": "http://[bad"}),
        Reply(b"x", 302, {"Location": PATH}),
        Reply(b"x", 204, {}),
        page_of_html(),
    ],
)
async def test_what_is_no_object_is_a_bad_answer(
    objects: HttpObjects, faulty: FaultyServer, reply: Reply
) -> None:
    faulty.give(reply)
    with pytest.raises(errors.BadAnswerError):
        await read(objects, address(faulty))


async def test_a_filter_that_forbids_is_not_taken_for_an_expired_address(
    objects: HttpObjects, faulty: FaultyServer
) -> None:
    faulty.give(page_of_html(403))
    with pytest.raises(errors.RefusedError, match="on the way"):
        await read(objects, address(faulty))


async def test_a_web_page_that_was_asked_for_is_one(objects: HttpObjects, faulty: FaultyServer) -> None:
    faulty.give(page_of_html())
    assert await read(objects, address(faulty, "/report/index.html"))
    html = {"Content-Type": "text/html; charset=utf-8", "x-amz-request-id": "4711"}
    faulty.give(Reply(b"<html>", 200, html))
    assert await read(objects, address(faulty, "/files/3/report")) == b"<html>"


async def test_a_redirect_on_the_same_host_is_followed(objects: HttpObjects, faulty: FaultyServer) -> None:
    faulty.give(Reply(b"", 307, {"Location": "/there%2Fis?q=%2F%2B&r"}), Reply(b"here", 200, {}))
    assert await read(objects, address(faulty)) == b"here"
    assert faulty.received[1].path == "/there%2Fis"
    assert faulty.received[1].query == {"q": "/+", "r": ""}


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example/x",
        "http://localhost:{port}/x",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "http://u:p@127.0.0.1/",
    ],
)
async def test_a_redirect_elsewhere_is_refused(
    objects: HttpObjects, faulty: FaultyServer, location: str
) -> None:
    faulty.give(Reply(b"", 302, {"Location": location.format(port=faulty.port)}))
    with pytest.raises(errors.RefusedError):
        await read(objects, address(faulty))
    assert len(faulty.received) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ftp://host/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://u@host/x",
        "http://h:x/",
    ],
)
async def test_an_address_that_is_not_plain_http_is_refused(objects: HttpObjects, text: str) -> None:
    with pytest.raises(errors.RefusedError):
        await read(objects, PresignedUrl(text))
