"""The files that a job left behind, wherever Amplify names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from amplify_tui.model.file_names import NAMELESS, names_for, safe_name
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import Artifact, JobDetail, PresignedUrl, Step

ARTIFACT: Final = "artifact"
SCREENSHOT: Final = "screenshot"
LOG: Final = "log"
KINDS: Final = ("artifacts", "testArtifacts", "testConfig", SCREENSHOT, ARTIFACT)
"""Kinds of files, as in JSON; logs are beside them."""
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class JobFile:
    """One file that a job left behind.

    Attributes:
        job: Whose it is.
        kind: One of ``KINDS``, or ``log``.
        name: As Amplify gives it; never a path to write to.
        step_name: Step that names it; None for what ListArtifacts names.
        artifact_id: What GetArtifactUrl wants; None for what a step names.
        url: Where it is, if that is known yet; does not count for equality, as it is signed anew.
        save_name: What to call it on disk, unlike those of its siblings; safe.
    """

    job: JobKey
    kind: str
    name: str
    step_name: str | None = None
    artifact_id: str | None = None
    url: PresignedUrl | None = field(default=None, compare=False)
    save_name: str = ""

    @property
    def key(self) -> Hashable:
        """What tells it apart from every other file of any job."""
        address = self.url.address if self.url is not None and self.artifact_id is None else None
        return self.job, self.kind, self.step_name, self.name, self.artifact_id, address


def files_of(
    detail: JobDetail, artifacts: Sequence[Artifact], *, with_logs: bool = False
) -> tuple[JobFile, ...]:
    """List what a job left behind: what its steps name, then what ListArtifacts names.

    Args:
        detail: The job with its steps.
        artifacts: As ListArtifacts gives them.
        with_logs: Whether logs count.
    """
    job = detail.job.key
    found = [file for step in detail.steps for file in _of_step(job, step, with_logs=with_logs)]
    found += [JobFile(job, ARTIFACT, each.file_name, artifact_id=each.artifact_id) for each in artifacts]
    files = list({file.key: file for file in found}.values())
    names = names_for([_path(file) for file in files])
    return tuple(replace(file, save_name=name) for file, name in zip(files, names, strict=True))


def find_url(file: JobFile, detail: JobDetail) -> PresignedUrl | None:
    """Find the present address of a file that a step names; None where there is none any more.

    Args:
        file: The file.
        detail: The job as it is now.
    """
    same = [
        each
        for step in detail.steps
        for each in _of_step(detail.job.key, step, with_logs=True)
        if (each.kind, each.step_name, each.name) == (file.kind, file.step_name, file.name)
    ]
    exact = [each for each in same if each.key == file.key]
    return next((each.url for each in (*exact, *same)), None)


def folder_name(app_name: str, job: JobKey) -> str:
    """Name the folder for the files of a job, such as ``storefront-main-57``.

    Args:
        app_name: Name of the job's app; anything.
        job: The job.
    """
    parts = (app_name or job.branch.app.app_id, job.branch.name, str(job.job_id))
    return safe_name("-".join(map(_one_part, parts)))


def _one_part(name: str) -> str:
    """Make one part of a path of a name; escapes go first, as they may end with a backslash."""
    return clean_line(name).replace("/", "-").replace("\\", "-")


def _path(file: JobFile) -> str:
    """Return a file's name with the ending it lacks, and before it what tells it apart from a namesake."""
    if file.step_name is None:
        return file.name
    ending = _ENDING.search(file.url.address) if file.url is not None else None
    lacks_it = ending is not None and not file.name.lower().endswith(ending[0].lower())
    leaf = _one_part(file.name) or NAMELESS
    return f"{file.step_name}/{leaf}{ending[0] if ending is not None and lacks_it else ''}"


def _of_step(job: JobKey, step: Step, *, with_logs: bool) -> Iterator[JobFile]:
    named = (
        ("artifacts", step.artifacts_url),
        ("testArtifacts", step.test_artifacts_url),
        ("testConfig", step.test_config_url),
        (LOG, step.log_url if with_logs else None),
    )
    for kind, url in named:
        if url is not None:
            yield JobFile(job, kind, unquote(url.address.rsplit("/", 1)[-1]), step.name, url=url)
    for name, url in step.screenshots:
        yield JobFile(job, SCREENSHOT, name, step.name, url=url)
