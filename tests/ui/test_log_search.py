"""Searching in a log: literal by default, regular expressions that cannot freeze the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from amplify_tui.model.logs.index import LogIndex
from amplify_tui.ui.screens.log import LogScreen
from tests.ui.log_stage import catch, log_screen, open_failed_log
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from amplify_tui.model.logs.search import Hits
    from amplify_tui.ui.screens.log_search import LogSearch


async def seek(stage: Stage, words: str) -> LogScreen:
    """Type what to look for, and wait for what is found."""
    screen = log_screen(stage)
    await stage.press("slash")
    await stage.until(lambda: screen.search_bar.field.has_focus)
    screen.search_bar.field.value = words
    await stage.until(lambda: screen.query_now is not None and screen.query_now.text == words and screen.hits)
    await stage.pilot.pause()
    return screen


def hits(screen: LogSearch) -> Hits:
    assert screen.hits is not None
    return screen.hits


async def test_what_is_typed_is_found_while_typing() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("g", "slash", *"Type error")
        await stage.until(lambda: screen.hits and screen.hits.numbers)
        assert screen.cause is not None
        await stage.until(lambda: screen.cause and screen.view.cursor == screen.cause.line)
        assert "1 of 1" in stage.rendered()
        await stage.press("enter")
        assert screen.view.has_focus
        assert screen.search_bar.is_open


async def test_one_goes_from_hit_to_hit_and_round() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        screen = await seek(stage, "compiling")
        await stage.press("enter", "g", "n")
        numbers = hits(screen).numbers
        assert screen.view.cursor == numbers[0]
        await stage.press("n")
        assert screen.view.cursor == numbers[1]
        assert f"2 of {len(numbers)}" in stage.rendered()
        await stage.press("N", "N")
        assert screen.view.cursor == numbers[-1]
        assert any("From the bottom again" in text for text in stage.told)
        await stage.press("n")
        assert screen.view.cursor == numbers[0]


async def test_a_hit_in_a_fold_opens_it() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        await stage.press("Z")
        screen = await seek(stage, "compiling d3")
        assert hits(screen).numbers
        assert all(screen.view.rows.shows(line) for line in hits(screen).numbers)


async def test_letters_of_a_pattern_are_letters_until_regular_expressions_are_wanted() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        screen = await seek(stage, r"compiling \w+ ")
        assert not hits(screen).numbers
        assert "not found" in stage.rendered()
        await stage.press("alt+r")
        await stage.until(lambda: screen.hits and screen.hits.numbers)
        assert "regex" in stage.rendered()
        assert screen.search_bar.field.value == r"compiling \w+ "
        await stage.press("alt+r")
        await stage.until(lambda: screen.hits and not screen.hits.numbers)


async def test_a_bad_pattern_is_one_clear_line() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("alt+r", "slash", *"(a")
        await stage.until(lambda: "Not a regular expression" in stage.rendered())
        assert screen.hits is None
        await stage.press("enter", "n")
        assert any("Nothing is found" in text for text in stage.told)


async def test_a_pattern_that_runs_wild_is_ended_and_the_screen_stays_live() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.reading is not None
        line = b"2026-11-21T14:03:00.000Z [INFO]: " + b"a" * 60 + b"!\n"
        screen.reading.text.append(line)
        screen.reading.index.feed(line)
        await stage.press("alt+r", "slash")
        screen.search_bar.field.value = "(a|aa)+$"
        await catch(lambda: screen._is_searching)
        stage.app.post_message(Key("escape", None))
        await catch(lambda: screen.view.has_focus)
        assert screen.query_now is None
        await stage.press("g")
        assert screen.view.cursor == 1

        await stage.press("slash")
        screen.search_bar.field.value = "(a|aa)+$"
        await stage.until(lambda: "took more than 2 s" in stage.rendered())


async def test_escape_forgets_the_search_then_leaves() -> None:
    stage = Stage()
    async with stage.open():
        before = await open_failed_log(stage)
        line = before.view.cursor
        screen = await seek(stage, "npm ci")
        assert screen.view.cursor != line
        await stage.press("escape")
        assert screen.view.cursor == line
        assert not screen.search_bar.is_open
        assert screen.view.hits_in is None
        await stage.press("escape")
        await stage.until(lambda: not isinstance(stage.screen, LogScreen))


async def test_in_the_field_letters_and_commands_are_text() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("slash", "q", "z", "?", "[", "ctrl+s", "space")
        assert screen.search_bar.field.value == "qz?[ "
        assert isinstance(stage.screen, LogScreen)
        assert not list(stage.folder.glob("*.log"))
        screen.search_bar.field.value = ""
        await stage.press("enter")
        assert not screen.search_bar.is_open


async def test_what_comes_later_is_searched_too() -> None:
    stage = Stage("busy")
    async with stage.open():
        await stage.loaded()
        running = next(job.key for job in stage.dashboard.jobs_now() if job.status == "RUNNING")
        stage.dashboard.panes.jobs.move_to(running)
        await stage.press("l")
        await stage.until(lambda: isinstance(stage.screen, LogScreen) and len(stage.screen.view.rows))
        screen = await seek(stage, "compiling")
        await stage.press("enter")
        before = len(hits(screen).numbers)
        await stage.live_until(lambda: len(hits(screen).numbers) > before)


async def test_a_log_that_is_written_anew_is_searched_anew() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        screen = await seek(stage, "compiling")
        await stage.press("enter")
        assert screen.reading is not None
        await screen.reading.clear()
        assert isinstance(screen.reading.index, LogIndex)
        stage.clock.advance(1.0)
        await screen.reading.append(b"2026-11-21T14:03:00.000Z [INFO]: compiling once\n")
        await stage.until(lambda: "compiling once" in stage.rendered())
        await stage.until(lambda: screen.hits and list(screen.hits.numbers) == [1])
        assert any("written anew" in text for text in stage.told)


async def test_what_is_typed_behind_enter_is_meant_for_the_log() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        screen = await seek(stage, "compiling")
        for key, character in (("enter", "\r"), ("n", "n"), ("alt+r", "r")):
            stage.app.post_message(Key(key, character))
        await stage.until(lambda: screen.is_regex)
        assert screen.search_bar.field.value == "compiling"
        assert screen.view.has_focus


async def test_a_key_with_alt_is_no_letter() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        screen = await seek(stage, "compiling")
        stage.app.post_message(Key("alt+r", "r"))
        await stage.until(lambda: screen.is_regex)
        assert screen.search_bar.field.value == "compiling"
