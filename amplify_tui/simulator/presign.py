"""Addresses that work for a while, signed the way S3's presigned addresses look."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from amplify_tui.simulator.contract import Fault, Presigned

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.simulator.contract import LocalUrl

PREFIX: Final = "/_s3"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_TOKEN_LENGTH: Final = 920


class Signer:
    """Signs addresses of stored objects and checks them.

    Args:
        now: The world's present moment.
        base_url: Where the server listens; read at every signature, as the port is known late.
    """

    def __init__(self, now: Callable[[], datetime], base_url: Callable[[], str]) -> None:
        self._now = now
        self._base_url = base_url
        self._secret = secrets.token_bytes(32)
        self._token_seed = secrets.token_bytes(16)
        self._signed = 0

    def sign(self, presigned: Presigned) -> str:
        """Return a new address, about 1,300 characters long, never the same twice."""
        self._signed += 1
        moment = self._now().astimezone(UTC)
        raw_path = PREFIX + quote_path(presigned.path)
        query = [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", f"ASIASIMULATORSIMULAT/{moment:%Y%m%d}/us-east-1/s3/aws4_request"),
            ("X-Amz-Date", moment.strftime(_STAMP)),
            ("X-Amz-Expires", str(presigned.seconds)),
            ("X-Amz-Security-Token", self._make_token()),
            ("X-Amz-SignedHeaders", "host"),
        ]
        query.append(("X-Amz-Signature", self._seal(raw_path, query)))
        return f"{self._base_url()}{raw_path}?{urlencode(query, quote_via=quote, safe='')}"

    def locate(self, url: LocalUrl) -> str:
        """Return an address of the server itself."""
        return self._base_url() + url.path

    def check(self, raw_path: str, raw_query: str) -> str:
        """Return the path of the object that a signed address names.

        Raises:
            Fault: AccessDenied after its time, SignatureDoesNotMatch when it was changed.
        """
        query = parse_qsl(raw_query, keep_blank_values=True)
        values = dict(query)
        signature = values.get("X-Amz-Signature")
        if signature is None:
            raise Fault("AccessDenied", "Access Denied", 403)
        signed = [(name, value) for name, value in query if name != "X-Amz-Signature"]
        if not hmac.compare_digest(signature.encode(errors="replace"), self._seal(raw_path, signed).encode()):
            raise Fault(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                "Check your key and signing method.",
                403,
            )
        signed_at = datetime.strptime(values["X-Amz-Date"], _STAMP).replace(tzinfo=UTC)
        if self._now() >= signed_at + timedelta(seconds=int(values["X-Amz-Expires"])):
            raise Fault("AccessDenied", "Request has expired", 403)
        return unquote(raw_path.removeprefix(PREFIX))

    def _make_token(self) -> str:
        stretched = hashlib.shake_256(self._token_seed + self._signed.to_bytes(8, "big"))
        return "IQoJb3JpZ2luX2VjE" + stretched.hexdigest(_TOKEN_LENGTH // 2)

    def _seal(self, raw_path: str, query: list[tuple[str, str]]) -> str:
        text = raw_path + "?" + urlencode(query, quote_via=quote, safe="")
        return hmac.new(self._secret, text.encode(errors="replace"), hashlib.sha256).hexdigest()


def quote_path(path: str) -> str:
    """Quote an object's path; segments of dots too, which clients would otherwise resolve."""
    return "/".join(
        segment.replace(".", "%2E") if segment in {".", ".."} else quote(segment, safe="~")
        for segment in path.split("/")
    )
