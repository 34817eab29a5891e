"""``amplify-tui simulate``: the simulator alone, for any AWS client, until ctrl+c."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from amplify_tui.cli.demo import DEMO_TARGET, account_of, read_script
from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.fast_clock import FastClock
from amplify_tui.cli.output import Output
from amplify_tui.cli.values import read_port, read_speed
from amplify_tui.services.log_file import start_log

if TYPE_CHECKING:
    from amplify_tui.cli.demo import Script
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.simulator.server import Simulator


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    settings = surroundings.settings(request)
    script, speed, port = read_script(request), read_speed(request), read_port(request)
    start_log(surroundings.log_path(settings, request), settings.log_level)
    asyncio.run(_serve(script, speed, port))
    return Exit.DONE


async def _serve(script: Script, speed: float, port: int) -> None:
    from amplify_tui.simulator.server import serve
    from amplify_tui.simulator.world import World

    clock = FastClock(speed)
    world = World(script.scenario, script.seed, clock.now())
    try:
        async with serve(world, clock.now, port=port) as simulator:
            simulator.open_control()
            Output().text(_instructions(simulator, script))
            await asyncio.get_running_loop().create_future()
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror or 'unknown error'}.", "Take another with --port."
        ) from error


def _instructions(simulator: Simulator, script: Script) -> str:
    from amplify_tui.simulator.accounts import ACCOUNT, KEYS, STAGING
    from amplify_tui.simulator.control import CONTROL

    url, region = simulator.url, DEMO_TARGET.region
    keys = "\n".join(f"  {account}  {key}" for key, account in KEYS.items())
    places = ((account_of(target), target.region) for target in script.targets)
    queues = "\n".join(f"  {simulator.queue_url(*place)}" for place in places)
    order = json.dumps({"account": STAGING, "callsPerSecond": 1, "isExpired": False, "latency": 0})
    return f"""{url}

The simulator plays “{script.scenario}” (seed {script.seed}) until ctrl+c. In another terminal:

export AWS_ENDPOINT_URL={url}
export AWS_REGION={region} AWS_DEFAULT_REGION={region}
export AWS_ACCESS_KEY_ID={next(iter(KEYS))} AWS_SECRET_ACCESS_KEY=demo
aws amplify list-apps
amplify-tui

Accounts and their access keys; any other key leads to {ACCOUNT}:

{keys}

Queues of events:

{queues}

Failures on order; without an account for all of them, and what is not named stays as it is:

curl -d '{order}' {url}{CONTROL}
"""
