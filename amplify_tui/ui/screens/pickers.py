"""The dialog in which typing filters, and the dashboard's keys that open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical

from amplify_tui.model.keys import Target
from amplify_tui.services.errors import ApiError
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.command_screen import Dialog
from amplify_tui.ui.screens.dashboard import Dashboard
from amplify_tui.ui.widgets.picker_list import PickerItem, PickerList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from amplify_tui.model.apps import Branch
    from amplify_tui.model.keys import BranchKey


class PickerDialog(Dialog[Any]):
    """Lets the user pick one of many; ends with its value.

    Args:
        title: What is picked.
        items: What there is.
        current: Value that the cursor begins on.
    """

    PLACE: ClassVar = Place.PICKER
    BINDINGS: ClassVar = bindings_at(Place.PICKER)

    def __init__(self, title: str, items: Sequence[PickerItem[Any]], current: object = None) -> None:
        super().__init__()
        self._heading = title
        self._list = PickerList(items, current=current)

    def compose(self) -> ComposeResult:
        """Lay out the list under its text field."""
        with Vertical(classes="dialog dialog--picker") as box:
            box.border_title = self._heading
            box.border_subtitle = "type to filter · enter picks · esc leaves"
            yield self._list

    def on_picker_list_picked(self, event: PickerList.Picked) -> None:
        """End with what was picked."""
        self.dismiss(event.value)


class Everywhere:
    """Stands for all accounts and regions among names, of which any may be a profile's."""


def target_of_profile(targets: Sequence[Target], profile: str, now: Target) -> Target:
    """Return where to look with a profile: in the present region unless it is watched in others only.

    Args:
        targets: All that are watched.
        profile: Name of the profile.
        now: Where one looks now.
    """
    regions = [target.region for target in targets if target.profile == profile]
    return Target(profile, regions[0] if regions and now.region not in regions else now.region)


def _regions_of(targets: Sequence[Target], profile: str) -> str:
    return ", ".join(plain(target.region, 40) for target in targets if target.profile == profile)


class PickActions(Dashboard):
    """The keys that pick what to look at."""

    def action_pick_app(self) -> None:
        """Pick an app."""
        looking = self.looking
        apps = (self.wiring.store.get(topics.AppsOf(looking.target)) or ()) if looking else ()
        if looking is None or not apps:
            self.amplify.tell("There are no apps here to pick from: L picks another region.", "warning")
            return
        items = [PickerItem(app.key, app.name, app.key.app_id) for app in apps]
        self._pick("App", items, looking.app, self.open_app)

    def action_pick_branch(self) -> None:
        """Pick a branch of the open app."""
        looking = self.looking
        if looking is None or looking.app is None:
            return
        branches = self.wiring.store.get(topics.BranchesOf(looking.app)) or ()
        if not branches:
            self.amplify.tell("The app has no branches to pick from.", "warning")
            return
        items = [self._branch_item(branch) for branch in branches]
        self._pick("Branch", items, looking.branch, self.open_branch)

    def _branch_item(self, branch: Branch) -> PickerItem[BranchKey]:
        """Offer a branch with the state of its newest job, as far as that is known."""
        job = self.wiring.store.get(topics.NewestOf(branch.key))
        mark = wording.status_mark(job.status) if job is not None else None
        glyph, tone = (mark.glyph, mark.tone) if mark is not None else ("·", "dim")
        return PickerItem(branch.key, branch.key.name, branch.stage or "", glyph, tone)

    def action_pick_profile(self) -> None:
        """Pick an AWS profile."""
        self.run_worker(self._pick_profile(), name="profiles", exclusive=True)

    def action_pick_region(self) -> None:
        """Pick a region."""
        self.run_worker(self._pick_region(), name="regions", exclusive=True)

    async def _pick_profile(self) -> None:
        try:
            names = await self.wiring.connector.profiles()
        except ApiError as error:
            self.amplify.tell(problem_text(error.problem), "error")
            return
        targets, now = await self._watched(), self.looking.target if self.looking else Target("", "")
        mine = dict.fromkeys(target.profile for target in targets if target.profile)
        if not names and not mine:
            self.amplify.tell("There are no AWS profiles to pick from: your AWS files name none.", "warning")
            return
        items = [PickerItem(name, name, _regions_of(targets, name)) for name in mine]
        items += [PickerItem(name, name) for name in names if name not in mine]
        self._pick_place("Profile", items, now.profile, lambda name: target_of_profile(targets, name, now))

    async def _pick_region(self) -> None:
        try:
            names = await self.wiring.connector.regions()
        except ApiError as error:
            self.amplify.tell(problem_text(error.problem), "error")
            return
        targets, now = await self._watched(), self.looking.target if self.looking else Target("", "")
        mine = dict.fromkeys(target.region for target in targets if target.profile == now.profile)
        items = [PickerItem(name, name, "watched") for name in mine]
        items += [PickerItem(name, name) for name in names if name not in mine]
        self._pick_place("Region", items, now.region, lambda name: Target(now.profile, name))

    async def _watched(self) -> tuple[Target, ...]:
        """Return the accounts and regions that are watched; none where the set-up names none."""
        try:
            return await self.wiring.connector.targets()
        except ApiError:
            return ()

    def _pick_place(
        self, title: str, items: list[PickerItem[Any]], current: str, find: Callable[[str], Target]
    ) -> None:
        """Pick where to look, or to look everywhere at once."""

        def go(value: str | type[Everywhere]) -> None:
            if isinstance(value, str):
                self.open_target(find(value))
            else:
                self.call_later(self.run_action, "all_branches")

        everywhere = PickerItem(Everywhere, "all accounts and regions", "one table (A)")
        self._pick(title, [everywhere, *items], current, go)

    def _pick(
        self, title: str, items: Sequence[PickerItem[Any]], current: object, use: Callable[[Any], None]
    ) -> None:
        def picked(value: Any) -> None:
            if value is not None:
                use(value)

        self.app.push_screen(PickerDialog(title, items, current), picked)
