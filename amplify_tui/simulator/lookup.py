"""Finds what a call is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.places import App, Region, Site
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World


def find_app(region: Region, parameters: Mapping[str, object], now: float, name: str = "appId") -> App:
    """Return the app that a call is about.

    Args:
        region: Region that was asked.
        parameters: The call's.
        now: Epoch seconds.
        name: Which parameter holds the id.

    Raises:
        Fault: There is none.
    """
    app = region.apps.get(str(parameters[name]))
    if app is None or app.created > now:
        raise Fault("NotFoundException", f"App {parameters[name]} not found.", 404)
    return app


def find_site(region: Region, parameters: Mapping[str, object], now: float) -> Site:
    """Return the branch that a call is about.

    Args:
        region: Region that was asked.
        parameters: The call's.
        now: Epoch seconds.

    Raises:
        Fault: There is none.
    """
    app = find_app(region, parameters, now)
    site = region.find_site(app, str(parameters["branchName"]))
    if site is None or not site.is_there(now):
        raise Fault(
            "NotFoundException", f"Branch {parameters['branchName']} for {app.app_id} not found.", 404
        )
    return site


def find_job(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Build:
    """Return the job that a call is about, padded id or not.

    Args:
        world: The world.
        region: Region that was asked.
        parameters: The call's.
        now: Epoch seconds.

    Raises:
        Fault: There is none.
    """
    site = find_site(region, parameters, now)
    build = world.find(site, int(str(parameters["jobId"])), now)
    if build is None:
        message = f"Job {parameters['jobId']} for branch {site.plan.name} of app {site.app.app_id} not found."
        raise Fault("NotFoundException", message, 404)
    return build


def page_size(parameters: Mapping[str, object], default: int) -> int:
    """Return the page size asked for; 0 is the default as well.

    Args:
        parameters: The call's.
        default: What Amplify takes if nobody says.
    """
    value = parameters.get("maxResults")
    return value if isinstance(value, int) and value > 0 else default
