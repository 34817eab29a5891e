"""The apps and branches that the demo shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.accounts import STAGING
from amplify_tui.simulator.places import AppPlan, BranchPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.accounts import Place

STOREFRONT: Final = AppPlan(
    "storefront",
    (
        BranchPlan("main", "PRODUCTION", 268, 5.5, 165, rest=1_900.0),
        BranchPlan("develop", "BETA", 174, 3.0, 150),
        BranchPlan("feature/login-form", jobs=61, hours=2.5, build_seconds=140),
        BranchPlan("feature/checkout-v2", jobs=87, hours=2.0, build_seconds=155),
        BranchPlan("release/2026.11", "BETA", 43, 8.0, 170),
        BranchPlan("fix/größe-ändern", jobs=41, hours=4.0, build_seconds=140),
        BranchPlan("pr-17", "PULL_REQUEST", 46, 1.5, 130, source="feature/login-form"),
        BranchPlan("spike/empty", "EXPERIMENTAL", jobs=0, is_quiet=True),
    ),
    "https://github.com/acme/storefront",
    "WEB_COMPUTE",
    "Next.js - SSR",
    "Web shop",
    has_tests=True,
)
DOCS: Final = AppPlan(
    "docs",
    (
        BranchPlan("main", "PRODUCTION", 132, 11.0, 70),
        BranchPlan("ünï/çødé", jobs=52, hours=6.0, build_seconds=65),
        BranchPlan("翻訳/日本語", jobs=47, hours=13.0, build_seconds=65),
        BranchPlan("pr-204", "PULL_REQUEST", 42, 2.0, 60, source="ünï/çødé"),
    ),
    "https://gitlab.com/acme/docs",
    "WEB",
    "Astro",
    "Handbook and API reference",
)
PORTAL: Final = AppPlan(
    "customer-portal",
    (
        BranchPlan("main", "PRODUCTION", 208, 7.0, 240, "prod"),
        BranchPlan("staging", "BETA", 190, 5.0, 230, "staging"),
        BranchPlan("develop", jobs=156, hours=3.5, build_seconds=220, environment="dev"),
        BranchPlan("feature/invoices/pdf-export", jobs=58, hours=3.0, build_seconds=225, environment="dev"),
        BranchPlan("pr-88", "PULL_REQUEST", 44, 2.5, 210, "dev", "feature/invoices/pdf-export"),
    ),
    "https://github.com/acme/customer-portal",
    "WEB",
    "React - Amplify",
    "Orders, invoices, support tickets",
    ("dev", "staging", "prod"),
    "staging",
)
INTRANET: Final = AppPlan(
    "legacy-intranet",
    (
        BranchPlan("master", "NONE", 97, 30.0, 190, "main", is_quiet=True, is_sticky=True),
        BranchPlan("hotfix/sso-cookie", "NONE", 49, 16.0, 185, "main"),
    ),
    "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/legacy-intranet",
    "WEB",
    "Vue",
    environments=("main",),
)
BROCHURE: Final = AppPlan(
    "brochure",
    (
        BranchPlan("production", "PRODUCTION", 54, 26.0),
        BranchPlan("staging", "BETA", 63, 20.0),
    ),
    framework="Web",
    description="Zip files from the agency, deployed by hand",
)
CHAT: Final = AppPlan(
    "support-chat",
    (
        BranchPlan("main", "PRODUCTION", 91, 8.0, 205),
        BranchPlan("feature/emoji-🎉", jobs=48, hours=3.0, build_seconds=195),
        BranchPlan("renovate/all-minor-patch", jobs=70, hours=12.0, build_seconds=200),
    ),
    "https://github.com/acme/support-chat",
    "WEB_COMPUTE",
    "Next.js - SSR",
    "Gen 2",
    is_gen2=True,
)
LANDING: Final = AppPlan(
    "landing-page",
    (
        BranchPlan("main", "PRODUCTION", 76, 19.0, 55),
        BranchPlan("campaign/black-friday", jobs=45, hours=2.0, build_seconds=50),
    ),
    "https://bitbucket.org/acme/landing-page",
    "WEB",
    "Vite",
)
NEW_LANDING: Final = AppPlan(
    "landing-page", repository="https://github.com/acme/landing-page-next", framework="", number=1
)
STATUS_PAGE: Final = AppPlan(
    "status-page",
    (
        BranchPlan("main", "PRODUCTION", 64, 22.0, 60),
        BranchPlan("develop", "BETA", 51, 10.0, 60),
    ),
    "https://github.com/acme/status-page",
    "WEB",
    "SvelteKit",
    "Somewhere else on purpose",
)
CAREERS: Final = AppPlan(
    "careers",
    (
        BranchPlan("main", "PRODUCTION", 48, 40.0, 80),
        BranchPlan("feature/apply-by-video", jobs=42, hours=5.0),
    ),
    "https://github.com/acme/careers",
    "WEB",
    "Gatsby",
)

SHOP_NEXT: Final = AppPlan(
    "shop-next",
    (
        BranchPlan("develop", "BETA", 122, 3.0, 150),
        BranchPlan("release/2026.12", "BETA", 57, 7.0, 160),
        BranchPlan("feature/gift-cards", jobs=49, hours=2.0, build_seconds=145),
    ),
    "https://github.com/acme/storefront",
    "WEB_COMPUTE",
    "Next.js - SSR",
    "The shop of the next quarter",
    has_tests=True,
)
ORDERS: Final = AppPlan(
    "orders-admin",
    (
        BranchPlan("main", "PRODUCTION", 84, 9.0, 130, rest=2_460.0, newest_cause="module-not-found"),
        BranchPlan("develop", "BETA", 93, 4.0, 125),
        BranchPlan("feature/bulk-edit", jobs=45, hours=2.0, build_seconds=240),
    ),
    "https://github.com/acme/orders-admin",
    framework="Vue",
)
DESIGN: Final = AppPlan(
    "design-system",
    (
        BranchPlan("main", "PRODUCTION", 66, 14.0, 95, is_quiet=True),
        BranchPlan("next", "BETA", 71, 5.0, 100),
        BranchPlan("docs/tokens", jobs=43, hours=6.0, build_seconds=90),
    ),
    "https://github.com/acme/design-system",
    framework="Storybook",
    description="Components and their handbook",
)
PLAYGROUND: Final = AppPlan(
    "playground",
    (
        BranchPlan("main", "EXPERIMENTAL", 58, 6.0, 75),
        BranchPlan("spike/wasm", "EXPERIMENTAL", 41, 4.0, 80, rest=5_400.0, newest_cause="lockfile"),
    ),
    "https://github.com/acme/playground",
    framework="Vite",
)

LOYALTY: Final = AppPlan(
    "loyalty-app",
    (
        BranchPlan("main", "PRODUCTION", 0, build_seconds=70),
        BranchPlan("develop", "BETA", 0, build_seconds=65),
    ),
    "https://github.com/acme/loyalty-app",
    framework="Vite",
    description="Somebody has just connected it",
    appears=170.0,
)

_FLEET: Final[Mapping[str | Place, tuple[AppPlan, ...]]] = {
    "eu-west-1": (STOREFRONT, DOCS, PORTAL, INTRANET, BROCHURE, CHAT, LANDING, NEW_LANDING),
    "us-east-1": (STATUS_PAGE, CAREERS),
    (STAGING, "eu-west-1"): (SHOP_NEXT, ORDERS, DESIGN, PLAYGROUND, LOYALTY),
}


def plan_fleet() -> Mapping[str | Place, tuple[AppPlan, ...]]:
    """Return the apps by account and region; those that are not named have none."""
    return _FLEET
