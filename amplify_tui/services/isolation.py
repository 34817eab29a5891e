"""A session that knows nothing of the user's AWS world, for the demo and its fake keys."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final

from aiobotocore.session import AioSession
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as VARIABLES
from botocore.loaders import Loader

if TYPE_CHECKING:
    from collections.abc import Mapping

FAKE_ACCESS_KEY: Final = "AKIADEMODEMODEMODEMO"
FAKE_SECRET_KEY: Final = "demo-secret-key-that-opens-nothing"  # noqa: S105 - opens nothing
STAGING_ACCESS_KEY: Final = "AKIASTAGINGSTAGINGST"
STAGING_PROFILE: Final = "staging"

ISOLATED_OPTIONS: Final[Mapping[str, object]] = {"proxies": {}, "ignore_configured_endpoint_urls": True}
"""What a client's configuration needs beside: proxies are read from the environment unless some are given."""


def fake_keys(profile: str) -> tuple[str, str]:
    """Return access key and secret key of a profile, which the simulator tells its account by.

    Args:
        profile: ``staging`` has keys of its own, every other name the demo's.
    """
    return STAGING_ACCESS_KEY if profile == STAGING_PROFILE else FAKE_ACCESS_KEY, FAKE_SECRET_KEY


def build_isolated_session(profile: str = "") -> AioSession:
    """Build a session without profiles, configuration files, environment variables or real keys.

    The process's environment stays as it is: every variable of the session is
    cut off from its environment variable and its line in a file instead.

    Args:
        profile: Whose fake keys it gets.
    """
    cut = {name: (None, None, default, convert) for name, (_, _, default, convert) in VARIABLES.items()}
    for name in ("config_file", "credentials_file"):
        cut[name] = (None, None, os.devnull, None)
    session = AioSession(session_vars=cut)
    session.set_credentials(*fake_keys(profile))
    return session


@cache
def build_isolated_loader() -> Loader:
    """Return the loader that reads the library's own models and none of the user's."""
    return Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
