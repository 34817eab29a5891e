"""What the tools of a build print when all goes well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.causes import kind_of
from amplify_tui.simulator.chance import fractions
from amplify_tui.simulator.failures import INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.simulator.places import Site

Record = tuple[float, str, str]
"""The seconds that it takes beside the others, its level, its text."""

_PACKAGES: Final = """
react react-dom next vite typescript eslint prettier zod undici graphql swr clsx immer redux dayjs
postcss sass sharp esbuild rollup vitest cypress axios qs uuid nanoid marked katex three d3 chart.js
aws-amplify @aws-amplify/ui-react @aws-amplify/backend constructs aws-cdk-lib stripe i18next luxon
"""
_PAGES: Final = """
/ /cart /checkout /checkout/done /products /products/[id] /vouchers /account /account/orders /login
/login/reset /search /stores /stores/[city] /help /help/returns /legal/imprint /legal/privacy
"""
PACKAGES: Final = tuple(_PACKAGES.split())
PAGES: Final = tuple(_PAGES.split())
VERBOSE: Final = 6_000
"""Lines that a package manager prints when somebody left it on verbose."""


def install(site: Site, job_id: int) -> Iterator[Record]:
    """Print what ``npm ci`` does.

    Args:
        site: The branch.
        job_id: Id of the job.
    """
    yield 2.0, INFO, "# Executing command: npm ci --cache .npm --prefer-offline"
    yield 4.0, WARNING, "npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory."
    yield 1.0, WARNING, "npm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported"
    if site.plan.name.startswith("renovate/") and job_id % 5 == 0:
        for n in range(VERBOSE):
            name = PACKAGES[n % len(PACKAGES)]
            yield (
                0.004,
                INFO,
                f"npm http fetch GET 200 https://registry.example/{name}/-/{n:05} {n % 91}ms (cache hit)",
            )
    for n, name in enumerate(PACKAGES):
        if n % 3 == job_id % 3:
            yield 0.5, INFO, f"npm http cache {name} {3 + n % 40}ms (cache hit)"
    yield 3.0, INFO, f"added {900 + job_id % 400} packages, and audited {1100 + job_id % 400} packages in 21s"
    yield 0.2, INFO, "found 0 vulnerabilities"


def compile_site(site: Site, job_id: int) -> Iterator[Record]:
    """Print what the framework's own build does.

    Args:
        site: The branch.
        job_id: Id of the job.
    """
    yield 0.5, INFO, "# Executing command: npm run build"
    yield 1.0, INFO, f"> {site.app.plan.name}@1.{job_id}.0 build"
    if kind_of(site) in ("ssr", "gen2"):
        yield from _next(site, job_id)
    else:
        yield from _vite(site, job_id)


def _next(site: Site, job_id: int) -> Iterator[Record]:
    luck = fractions(site.mark, job_id, "sizes")
    yield 1.0, INFO, "   ▲ Next.js 15.5.4\n   - Environments: .env.production"
    yield 2.0, INFO, "   Creating an optimized production build ..."
    for n, name in enumerate(PACKAGES):
        yield 1.2, INFO, f"   compiling {name} \x1b[2m({n + 1}/{len(PACKAGES)})\x1b[22m"
    yield 8.0, INFO, "\x1b[32m✓\x1b[39m Compiled successfully in 34.1s"
    yield 9.0, INFO, "   Linting and checking validity of types ..."
    yield 3.0, INFO, "   Collecting page data ..."
    for n in range(0, 48, 6):
        yield 1.5, INFO, f"   Generating static pages ({n}/48)"
    yield 1.0, INFO, "\x1b[32m✓\x1b[39m Generating static pages (48/48)"
    yield 2.0, INFO, "   Finalizing page optimization ..."
    sizes = (
        f"{mark} {page:<24} {luck[n % 8] * 9:6.2f} kB        {101 + n} kB"
        for n, (mark, page) in enumerate(_tree())
    )
    yield 0.5, INFO, "Route (app)                     Size     First Load JS\n" + "\n".join(sizes)


def _tree() -> Iterator[tuple[str, str]]:
    for n, page in enumerate(PAGES):
        yield ("┌ ○" if n == 0 else "└ ƒ" if n == len(PAGES) - 1 else "├ ○"), page


def _vite(site: Site, job_id: int) -> Iterator[Record]:
    luck = fractions(site.mark, job_id, "sizes")
    yield 1.0, INFO, "vite v7.1.7 building for production..."
    yield 2.0, INFO, "transforming..."
    for n in range(0, 1400, 50):
        yield 1.0, INFO, f"transforming ({n}) src{PAGES[n // 50 % len(PAGES)]}/index.tsx"
    yield 4.0, INFO, "\x1b[32m✓\x1b[39m 1412 modules transformed."
    yield 1.0, INFO, "rendering chunks..."
    yield 1.0, INFO, "computing gzip size..."
    for n, page in enumerate(PAGES):
        name = page.strip("/").replace("/", "-") or "index"
        yield (
            0.2,
            INFO,
            f"dist/assets/{name}.js   {luck[n % 8] * 90:8.2f} kB │ gzip: {luck[n % 8] * 31:7.2f} kB",
        )
    yield 0.5, WARNING, "(!) Some chunks are larger than 500 kB after minification."
    yield 0.5, INFO, "✓ built in 19.84s"


def push_backend(site: Site) -> Iterator[Record]:
    """Print what the backend's own deployment does.

    Args:
        site: The branch.
    """
    yield 0.5, INFO, "# Starting phase: build"
    if kind_of(site) == "gen2":
        yield (
            2.0,
            INFO,
            "# Executing command: npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID",
        )
        for resource in ("auth", "data", "storage", "function/say-hello"):
            yield (
                4.0,
                INFO,
                f"amplify-{site.app.app_id} | UPDATE_COMPLETE | AWS::CloudFormation::Stack | {resource}",
            )
        yield 1.0, INFO, "✔ Deployment completed in 26.418 seconds\nFile written: amplify_outputs.json"
    else:
        yield 2.0, INFO, "# Executing command: amplifyPush --simple"
        yield (
            5.0,
            INFO,
            f"# Getting Amplify CLI Cloud-Formation stack info from environment: {site.plan.environment}",
        )
        for resource in ("authacmeportal", "apiacmeportal", "storageinvoices", "functionpdf"):
            yield 4.0, INFO, f"UPDATE_COMPLETE  {resource}  AWS::CloudFormation::Stack"
        yield 1.0, INFO, "✔ All resources are updated in the cloud"
    yield 0.2, INFO, "# Completed phase: build"
