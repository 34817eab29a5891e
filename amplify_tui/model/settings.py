"""The settings in force, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set.

    Attributes:
        profile: AWS profiles to use; empty for what the environment says.
        region: AWS regions to use; empty for what the environment or profile says.
        app: Id or name of the app to open; empty for none.
        branch: Name of the branch to open; empty for none.
        interval: Seconds between two polls; None for 3 while a shown job is going, 30 else.
        read_only: Whether everything that writes is taken away.
        endpoint_url: Address to ask instead of AWS; empty for AWS.
        theme: Name of the theme; empty for the one last used.
        view: Name of a saved view; empty for none.
        no_color: Whether to do without colour.
        log_file: Path of the log file; empty for the default one.
        log_level: Least level that is logged.
        calls_per_second: Pace of calls per account and region.
        calls_burst: How many calls may go at once after a quiet time.
        keys: Command ids and the keys that shall run them instead.
    """

    profile: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    app: str = ""
    branch: str = ""
    interval: float | None = None
    read_only: bool = False
    endpoint_url: str = ""
    theme: str = ""
    view: str = ""
    no_color: bool = False
    log_file: str = ""
    log_level: str = "INFO"
    calls_per_second: float = 2.0
    calls_burst: int = 5
    keys: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each setting that is not the default came from, by its name."""

    def pace(self, *, is_going: bool) -> float:
        """Return the seconds between two polls.

        Args:
            is_going: Whether a job on the screen is going.
        """
        if self.interval is not None:
            return self.interval
        return 3.0 if is_going else 30.0
