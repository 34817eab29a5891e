"""Addresses of pages about an app, a branch, a job or a commit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from amplify_tui.model.keys import AppKey, BranchKey, JobKey

if TYPE_CHECKING:
    from amplify_tui.model.apps import App
    from amplify_tui.model.jobs import Job

_REGION: Final = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]+")
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?", re.IGNORECASE)
_SHA: Final = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)
_LABEL_LIMIT: Final = 63

_CODECOMMIT: Final = re.compile(r"codecommit:(?::(?P<region>[a-z0-9-]+):)?//(?:[^@/]*@)?(?P<name>[\w.-]+)")
_CODECOMMIT_HOST: Final = re.compile(r"git-codecommit(?:-fips)?\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")
_SCP: Final = re.compile(r"(?:[^/\s@]*@)?(?P<host>[^@:/\s]+):(?P<path>(?!//)\S+)")
_URL: Final = re.compile(
    r"(?P<scheme>https?|ssh|git|git\+ssh)://(?:[^/]*@)?(?P<host>[^:/?#@\s]+)(?P<port>:[0-9]+)?/(?P<path>[^?#\s]*)",
    re.IGNORECASE,
)
_HOSTS: Final = (
    ("github", "{page}/commit/{sha}"),
    ("gitlab", "{page}/-/commit/{sha}"),
    ("bitbucket", "{page}/commits/{sha}"),
)


def console_url(key: AppKey | BranchKey | JobKey) -> str | None:
    """Return the AWS console's page of an app, branch or job; None for a region that is no region's name.

    Args:
        key: What the page shall show.
    """
    branch = key.branch if isinstance(key, JobKey) else key if isinstance(key, BranchKey) else None
    app = branch.app if branch is not None else key
    if not isinstance(app, AppKey) or not _REGION.fullmatch(app.target.region):
        return None
    url = f"https://{app.target.region}.console.aws.amazon.com/amplify/apps/{quote(app.app_id, safe='')}"
    if branch is not None:
        url += f"/branches/{quote(branch.name, safe='')}"
    return f"{url}/deployments/{key.job_id}" if isinstance(key, JobKey) else url


def site_url(app: App, branch: BranchKey) -> str | None:
    """Return the address that a branch is served at.

    Args:
        app: The app.
        branch: The branch.

    Returns:
        None for a name of which nobody has said how Amplify makes a host of it.
    """
    label = branch.name.replace("/", "-")
    domain = app.default_domain or f"{app.key.app_id}.amplifyapp.com"
    if not _LABEL.fullmatch(label) or len(label) > _LABEL_LIMIT or not _HOST.fullmatch(domain):
        return None
    return f"https://{label.casefold()}.{domain.casefold()}"


def repository_url(app: App) -> str | None:
    """Return the page of an app's repository, whatever form its address has, without user and password.

    Returns:
        None where the app has no repository, or one with no page.
    """
    text = (app.repository or "").strip()
    if found := _CODECOMMIT.fullmatch(text):
        return _codecommit_page(found["region"] or app.key.target.region, found["name"])
    found = _URL.fullmatch(text) or _SCP.fullmatch(text)
    if found is None or not _HOST.fullmatch(found["host"]):
        return None
    host = found["host"].casefold()
    path = re.sub(r"/+", "/", found["path"]).strip("/").removesuffix(".git").strip("/")
    if ".." in path.split("/") or not path.isprintable():
        return None
    if place := _CODECOMMIT_HOST.fullmatch(host):
        return _codecommit_page(place["region"], path.removeprefix("v1/repos/"))
    host = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}.get(host, host)
    scheme, port = "https", ""
    if text.casefold().startswith("http"):  # ssh has another port than the pages
        scheme, port = found["scheme"].casefold(), found["port"] or ""
    return f"{scheme}://{host}{port}/{quote(path, safe='/%~')}" if path else None


def commit_url(app: App, job: Job) -> str | None:
    """Return the page of the commit that a job built, at the repository's host.

    Args:
        app: The app.
        job: The job.

    Returns:
        None where the commit is not known by its SHA, or the host is none of
        GitHub, GitLab, Bitbucket and CodeCommit.
    """
    page, sha = repository_url(app), job.commit_id
    if page is None or sha is None or not _SHA.fullmatch(sha):
        return None
    host = page.partition("://")[2].partition("/")[0].partition(":")[0]
    if host.endswith(".console.aws.amazon.com"):
        return f"{page.removesuffix('/browse')}/commit/{sha}"
    for word, form in _HOSTS:
        if word in host.split(".") or host.startswith(word):
            return form.format(page=page, sha=sha)
    return None


def _codecommit_page(region: str, name: str) -> str | None:
    if not _REGION.fullmatch(region) or not name or "/" in name:
        return None
    console = f"https://{region}.console.aws.amazon.com/codesuite/codecommit"
    return f"{console}/repositories/{quote(name, safe='')}/browse"
