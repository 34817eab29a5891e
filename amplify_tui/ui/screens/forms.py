"""Dialogs with text fields: what to start, what the server shall filter by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.orders import StartOrder
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.questions import start_question
from amplify_tui.ui.screens.command_screen import Dialog
from amplify_tui.ui.screens.confirm import ConfirmDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.questions import Scene

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """One text field of a form.

    Attributes:
        id: Name of the value.
        label: What stands before it.
        hint: What stands in it while it is empty.
        value: What is in it at first.
    """

    id: str
    label: str
    hint: str
    value: str = ""


class Form(Dialog[T], Generic[T]):
    """A dialog with text fields, in which letters are text.

    Args:
        title: What the form is for.
        note: What it acts on, one line.
        fields: From top to bottom.
        button: Words on the button that goes on.
    """

    PLACE: ClassVar = Place.FORM
    BINDINGS: ClassVar = bindings_at(Place.FORM)

    def __init__(self, title: str, note: str, fields: tuple[Field, ...], button: str) -> None:
        super().__init__()
        self._heading = title
        self._note = note
        self._fields = fields
        self._button = button

    def compose(self) -> ComposeResult:
        """Lay out each field with its label and room for what is wrong with it."""
        with VerticalScroll(classes="dialog dialog--form", can_focus=False) as box:
            box.border_title = self._heading
            yield Static(self._note, markup=False)
            for field in self._fields:
                yield Label(field.label, markup=False)
                yield Input(
                    field.value, placeholder=field.hint, id=field.id, compact=True, select_on_focus=False
                )
                yield Static("", markup=False, id=f"{field.id}-problem", classes="dialog--problem")
            with Horizontal(classes="dialog--buttons"):
                yield Button(self._button, id="submit", compact=True)
                yield Button("esc leave", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(Input).first().focus()

    def values(self) -> dict[str, str]:
        """Return what stands in the fields, without blanks at the ends."""
        return {field.id: self.query_one(f"#{field.id}", Input).value.strip() for field in self._fields}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Write beside each field what is wrong with it, and go to the first one."""
        for field in self._fields:
            problem = self.query_one(f"#{field.id}-problem", Static)
            problem.update(problems.get(field.id, ""))
            problem.set_class(field.id in problems, "-there")
        for field in self._fields:
            if field.id in problems:
                self.query_one(f"#{field.id}", Input).focus()
                return

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field; from the last one, to the button."""
        event.stop()
        self.focus_next()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on, or leave."""
        if event.button.id == "submit":
            await self.action_command("submit")
        else:
            self.dismiss()


class StartForm(Form[StartOrder]):
    """What to release; leads to the ordinary confirmation and ends with the order.

    Args:
        branch: Branch to build.
        scene: Where that is.
    """

    def __init__(self, branch: BranchKey, scene: Scene) -> None:
        fields = (
            Field("commit_id", "Commit id", "newest commit of the branch"),
            Field("commit_message", "Message", "shown beside the job; may be empty"),
            Field("job_reason", "Reason", "why it is started; may be empty"),
        )
        super().__init__(
            "Start a RELEASE job", f"{scene.branch(branch)} · {scene.place}", fields, "ctrl+s start…"
        )
        self._branch = branch
        self._scene = scene

    def action_submit(self) -> None:
        """Check every limit, then ask for confirmation."""
        order = StartOrder(**self.values())
        problems = order.problems()
        self.show_problems(problems)
        if problems:
            return

        def answered(is_sure: bool | None) -> None:  # noqa: FBT001 - the shape of Textual's callback
            if is_sure:
                self.dismiss(order)

        self.app.push_screen(ConfirmDialog(start_question(self._branch, order, self._scene)), answered)


class FilterForm(Form[BackendJobFilter]):
    """What the server shall filter backend jobs by.

    Args:
        filters: What it filters by now.
        note: What is filtered.
    """

    def __init__(self, filters: BackendJobFilter, note: str) -> None:
        fields = (
            Field("operation", "Operation", "such as GenerateBackendAPIModels", filters.operation),
            Field("status", "Status", "such as FAILED", filters.status),
            Field("job_id", "Job id", "of one job", filters.job_id),
        )
        super().__init__("Server filters", note, fields, "ctrl+s filter")

    def action_submit(self) -> None:
        """Hand the filters over."""
        self.dismiss(BackendJobFilter(**self.values()))
