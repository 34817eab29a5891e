"""What of the wall is drawn anew, and what stands as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from amplify_tui.model.conditions import Condition
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.wall.areas import Area
from amplify_tui.ui.wall.facts import WallFacts
from amplify_tui.ui.wall.layout import lay_out
from amplify_tui.ui.wall.letters import large
from amplify_tui.ui.wall.picture import WallLook, WallPicture
from amplify_tui.ui.wall.sheet import Line, Sheet
from amplify_tui.ui.wall.tile import Tile
from amplify_tui.ui.wording import FreshnessMark
from tests.ui.wall.branches import NOW, branch

SIZE = (120, 40)
LOUD = (Condition.FAILED, Condition.RUNNING, Condition.UNKNOWN)
CALM = tuple(Tile(branch(f"calm-{n}", Condition.OK, since=timedelta(hours=2)), "shop") for n in range(30))


def facts_after(seconds: float) -> WallFacts:
    now = NOW + timedelta(seconds=seconds)
    return WallFacts(now, FreshnessMark(f"● live {seconds:.0f}s ago", "", "succeed"), now)


def look(conditions: tuple[Condition, ...] = LOUD) -> WallLook:
    tiles = tuple(Tile(branch(each.name, each, since=timedelta(minutes=9)), "shop") for each in conditions)
    layout = lay_out(SIZE[0] - 2, SIZE[1] - 1, loud=len(tiles), quiet=len(CALM))
    return WallLook(layout, facts_after(0), (1, 1), tiles, CALM)


def rows_drawn(before: tuple[Line, ...], after: tuple[Line, ...]) -> set[int]:
    return {y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old is not new}


def test_a_second_later_only_the_rows_of_what_counts_seconds_are_drawn() -> None:
    picture, seen = WallPicture(), look()
    before = picture.draw(seen, *SIZE)
    for area in list(seen.layout.tiles.areas())[: len(LOUD)]:
        assert text_of(before[area.top + 1])[area.left + 1] in "╔┌"
    after = picture.pass_time(facts_after(1))
    drawn, running = rows_drawn(before, after), seen.layout.tiles.areas()[1]
    age_of_all, (duration,) = 4, drawn - {4}
    assert age_of_all in drawn
    assert running.top < duration - 1 < running.bottom


def test_where_nothing_counts_seconds_and_nothing_is_said_nothing_is_drawn() -> None:
    picture = WallPicture()
    before = picture.draw(look((Condition.FAILED,)), *SIZE)
    assert rows_drawn(before, picture.pass_time(facts_after(0))) == set()
    assert rows_drawn(before, picture.draw(look((Condition.FAILED,)), *SIZE)) == set()


def test_time_that_passed_second_by_second_leaves_what_is_drawn_at_once() -> None:
    picture = WallPicture()
    picture.draw(look(), *SIZE)
    for second in range(1, 8):
        stepped = picture.pass_time(facts_after(second))
    drawn = WallPicture().draw(replace(look(), facts=facts_after(7)), *SIZE)
    assert stepped == drawn


def test_what_shows_minutes_is_drawn_anew_with_the_minute() -> None:
    picture, seen = WallPicture(), look((Condition.FAILED,))
    picture.draw(seen, *SIZE)
    later = picture.draw(replace(seen, facts=facts_after(60)), *SIZE)
    assert any("10m ago" in text_of(line) for line in later)


def test_a_sheet_leaves_out_what_is_beyond_it_and_cuts_what_reaches_over() -> None:
    sheet = Sheet(6, 2, (1, 1))
    sheet.put(Area(0, 0, 3, 3), [(("one", ""),), (("two", ""),), (("six", ""),)])
    sheet.put(Area(4, 0, 4, 1), [(("four", "dim"),)])
    assert [text_of(line) for line in sheet.lines()] == ["", " one …"]
    assert width_of(text_of(sheet.lines()[1])) == 6


def test_words_stand_in_the_middle_of_a_wall_that_has_nothing_to_show() -> None:
    seen = WallLook(lay_out(40, 12, loud=0, quiet=0), facts_after(0), words="nothing " * 10)
    lines = [text_of(line) for line in WallPicture().draw(seen, 40, 12)]
    assert [y for y, line in enumerate(lines) if line.startswith("  nothing")] == [4, 5, 6]


def test_that_all_is_well_is_said_in_letters_as_large_as_there_is_room_for() -> None:
    drawings = []
    for width in (40, 80):
        layout = lay_out(width, 30, loud=0, quiet=0, has_banner=True)
        drawings.append(WallPicture().draw(WallLook(layout, facts_after(0), banner="no failures"), width, 30))
    narrow, wide = ([text_of(line).rstrip() for line in lines[2:7]] for lines in drawings)
    assert narrow == [f"{' ' * 14}no failures", "", "", "", ""]
    letters = large("no failures")
    margin = " " * ((80 - width_of(letters[0])) // 2)
    assert wide == ["", *((margin + row).rstrip() for row in letters), ""]
