"""A job whose files a test puts into its store, behind the simulator's server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.job_files import JobFile, files_of
from amplify_tui.model.keys import JobKey
from amplify_tui.simulator.contract import Fault, Presigned, StoredObject
from tests.store.ledger import MAIN, Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from amplify_tui.model.downloads import Download
    from amplify_tui.services.downloads import Downloader
    from amplify_tui.services.ports import Connector, Gateway

JOB: Final = JobKey(MAIN, 1)
ZIP: Final = "application/zip"
BODY: Final = bytes(range(256)) * 12_000


@dataclass
class Depot(Ledger):
    """One job with the artifacts that a test puts there: names, and what they hold."""

    stored: dict[str, bytes] = field(default_factory=dict)
    content_type: str = ZIP
    _names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add()

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        name = self._name(path.rpartition("/files/")[2].partition("/")[0])
        return StoredObject(self.stored[name], self.content_type) if name in self.stored else None

    def _name(self, number: str) -> str:
        """Return the name of the file of a number, which may be gone by now."""
        return self._names[int(number)] if int(number) < len(self._names) else ""

    def _get_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        job = self._job(given)
        step = {"stepName": "BUILD", "status": job["status"], "startTime": job["startTime"]}
        if "site.zip" in self.stored:
            step["artifactsUrl"] = Presigned(f"/d1shop/files/{self._number('site.zip')}/site.zip")
        return {"job": {"summary": job, "steps": [step]}}

    def _list_artifacts(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        names = (name for name in self.stored if name != "site.zip")
        return {
            "artifacts": [
                {"artifactFileName": name, "artifactId": f"id-{self._number(name)}"} for name in names
            ]
        }

    def _get_artifact_url(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        number = str(given["artifactId"]).removeprefix("id-")
        if not number.isdigit():
            raise Fault("NotFoundException", "Artifact not found.", 404)
        return {"artifactId": given["artifactId"], "artifactUrl": Presigned(f"/d1shop/files/{number}/x")}

    def _number(self, name: str) -> int:
        if name not in self._names:
            self._names.append(name)
        return self._names.index(name)


async def files_in(gateway: Gateway) -> tuple[JobFile, ...]:
    """List the files of the depot's job."""
    return files_of(await gateway.get_job(JOB), await gateway.list_artifacts(JOB))


async def file_in(connector: Connector, name: str = "site.zip") -> JobFile:
    """Return one of them."""
    gateway = await connector.connect(JOB.target)
    return next(file for file in await files_in(gateway) if file.name == name)


async def ended(downloader: Downloader, *files: JobFile) -> list[Download]:
    """Return what became of downloads when all of them are over."""
    over = asyncio.Event()

    def look(_: object) -> None:
        if not downloader.under_way():
            over.set()

    stop = downloader.subscribe(look)
    look(None)
    async with asyncio.timeout(60):
        await over.wait()
    stop()
    return [found for file in files if (found := downloader.find(file)) is not None]


def names_in(folder: Path) -> set[str]:
    """Name everything in a folder and below."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
