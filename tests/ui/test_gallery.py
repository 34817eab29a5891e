"""The gallery: what is shown, what cannot be, and what stands in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amplify_tui.store.topics import DetailOf
from amplify_tui.ui.screens.gallery import GalleryScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.wiring import Start
from tests.ui.gallery_stage import DOCS, art, gallery, note, open_gallery, words
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A gallery of four pictures, the first of which is shown in half cells."""
    async with Stage(start=DOCS).open() as stage:
        await open_gallery(stage)
        await stage.until(lambda: art(stage))
        yield stage


async def test_the_picture_stands_beside_the_names_with_what_is_known_of_it(stage: Stage) -> None:
    assert "Screenshots \u00b7 docs / main \u00b7 job 132" in stage.rendered()
    for name in ("VERIFY", "Desktop 1440x900", "iPad Mini", "iPhone X", "Galaxy S9+"):
        assert name in stage.rendered()
    assert "1 of 4 Desktop 1440x900 1440 \u00d7 900 PNG 8.9 kB" in words(stage)
    assert "▀" * 80 in stage.rendered()
    picture = gallery(stage).picture
    assert (picture.region.width, picture.region.height) == (86, 27)


async def test_going_on_shows_the_next_picture_in_its_own_shape(stage: Stage) -> None:
    before = art(stage)
    await stage.press("j", "j")
    await stage.until(lambda: "3 of 4 iPhone X 375 \u00d7 812" in words(stage) and art(stage) is not before)
    picture = gallery(stage).picture
    assert picture.region.height > picture.region.width / 2
    await stage.press("G", "j")
    await stage.until(lambda: "4 of 4 Galaxy" in words(stage))


async def test_the_full_size_ends_with_the_same_key_or_with_escape(stage: Stage) -> None:
    for key in ("space", "escape"):
        await stage.press("space")
        await stage.until(lambda: gallery(stage).picture.region.width > 100)
        assert "iPad Mini" not in stage.rendered()
        await stage.press(key)
        await stage.until(lambda: gallery(stage).picture.region.width < 90)
        assert "iPad Mini" in stage.rendered()
    await stage.press("escape")
    await stage.until(lambda: isinstance(stage.screen, JobsScreen))


async def test_the_mouse_picks_a_name(stage: Stage) -> None:
    await stage.pilot.click("#shots", offset=(5, 3))
    await stage.until(lambda: "3 of 4" in words(stage))
    await stage.pilot.click("#shots", offset=(5, 0))
    await stage.until(lambda: "1 of 4" in words(stage))


async def test_another_size_of_the_terminal_is_another_size_of_the_picture(stage: Stage) -> None:
    before = art(stage)
    await stage.pilot.resize_terminal(70, 20)
    await stage.live_until(lambda: art(stage) is not before, 1.0)
    assert gallery(stage).picture.region.width <= 36
    await stage.pilot.resize_terminal(40, 12)
    await stage.until(lambda: "VERIFY" not in stage.rendered())


async def test_a_picture_is_opened_from_a_file_and_never_by_its_address(stage: Stage) -> None:
    await stage.press("o")
    await stage.until(lambda: stage.browser.files)
    (path,) = stage.browser.files
    assert path.endswith(".png")
    assert "Desktop 1440x900" in path
    assert is_there(path)
    assert stage.browser.opened == []
    assert "Opened Desktop 1440x900" in stage.told[-1]

    stage.browser.works = False
    await stage.press("o")
    await stage.until(lambda: "No viewer could be opened." in stage.told[-1])

    await stage.wiring.pictures.close()
    assert not is_there(path)


def is_there(path: str) -> bool:
    return Path(path).exists()


async def test_a_picture_is_saved_with_other_downloads(stage: Stage) -> None:
    await stage.press("d")
    await stage.until(lambda: any("Saved" in text for text in stage.told))
    assert [path.name for path in saved(stage)] == ["Desktop 1440x900.png"]


def saved(stage: Stage) -> list[Path]:
    return [path for path in stage.folder.rglob("*") if path.is_file()]


async def test_its_address_is_copied_freshly_signed_and_not_shown(stage: Stage) -> None:
    await stage.press("y")
    await stage.until(lambda: "X-Amz-Signature" in stage.app.clipboard)
    assert not any("X-Amz" in text for text in stage.told)
    assert "X-Amz" not in stage.rendered()


async def test_asking_again_reads_the_picture_again(stage: Stage) -> None:
    before = art(stage)
    await stage.press("ctrl+r")
    await stage.until(lambda: art(stage) is not before)


async def test_pictures_that_are_named_later_join_and_the_cursor_stays(stage: Stage) -> None:
    await stage.press("j")
    await stage.until(lambda: "2 of 4 iPad Mini 768" in words(stage))
    topic = DetailOf(gallery(stage).job)
    detail = stage.store.get(topic)
    assert detail is not None
    *others, verify = detail.steps
    more = replace(verify, screenshots=(("\x1b[31m[b]new[/]", verify.screenshots[0][1]), *verify.screenshots))
    stage.store.put(topic, replace(detail, steps=(*others, more)), stage.clock.now())
    await stage.until(lambda: "3 of 5 iPad Mini 768" in words(stage))
    assert "[b]new[/]" in stage.rendered()
    stage.store.put(topic, replace(detail, steps=()), stage.clock.now())
    assert len(gallery(stage).files) == 5


async def test_a_job_without_screenshots_says_so() -> None:
    async with Stage(start=Start("docs", "main")).open() as stage:
        await stage.loaded()
        await stage.press("j")
        await stage.loaded()
        await stage.until(lambda: stage.dashboard.situation().shots == 0)
        await stage.press("v")
        await stage.until(lambda: stage.told)
        assert stage.told == [
            "Amplify took no screenshots of this job: it fills them seldom since late 2022."
        ]
        assert isinstance(stage.screen, JobsScreen)


@pytest.mark.parametrize(
    ("app", "told"),
    [
        (
            "pictures: png bomb",
            "60,000 \u00d7 60,000 pixels, more than are unpacked here. d saves it as it is.",
        ),
        ("pictures: page", "web page"),
        ("pictures: redirect elsewhere", "leads to another server"),
    ],
)
async def test_what_is_no_picture_is_told_in_its_place(app: str, told: str) -> None:
    async with Stage("broken", start=Start(app, "main")).open() as stage:
        await stage.loaded()
        for _ in range(60):
            if stage.dashboard.situation().shots:
                break
            await stage.press("j")
            await stage.loaded()
        await stage.press("v")
        await stage.until(lambda: told in note(stage))
        assert gallery(stage).picture.art is None
        assert "1 of 4" in words(stage)


async def test_hostile_names_are_text() -> None:
    async with Stage("hostile", start=Start("[red]hostile[/red] [/]", "texts")).open() as stage:
        await stage.loaded()
        for _ in range(60):
            if stage.dashboard.situation().shots:
                break
            await stage.press("j")
            await stage.loaded()
        await stage.press("v")
        await stage.until(lambda: isinstance(stage.screen, GalleryScreen))
        await stage.until(lambda: "1 of " in words(stage))
        for _ in gallery(stage).files:
            await stage.press("j")
        assert not set("\x1b\x07\u202e") & set(stage.rendered())
        assert "(no name)" in stage.rendered()
        assert "[red]not red[/red]" in stage.rendered()


async def test_a_picture_that_is_slow_to_come_leaves_the_last_one_no_longer_than_a_moment(
    stage: Stage,
) -> None:
    stage.wiring.pictures.forget()
    hold = stage.simulator.hold_next("GetObject")
    await stage.press("G")
    await stage.until(lambda: stage.clock.waiting)
    assert art(stage) is not None
    stage.clock.advance(1)
    await stage.until(lambda: note(stage) == "Reading the picture…")
    assert art(stage) is None
    assert "1440 \u00d7" not in words(stage)
    hold.release()
    await stage.until(lambda: art(stage) is not None)
    assert note(stage) == ""


async def test_an_expired_address_is_signed_anew(stage: Stage) -> None:
    stage.clock.advance(timedelta(hours=2).total_seconds())
    stage.wiring.pictures.forget()
    await stage.press("G")
    await stage.until(lambda: "4 of 4 Galaxy S9+ 360 \u00d7 740" in words(stage))


async def test_what_cannot_be_fetched_is_neither_opened_nor_copied(stage: Stage) -> None:
    stage.wiring.pictures.forget()
    stage.simulator.fail_next("GetObject", "drop before answer", times=20)
    await stage.press("o")
    await stage.until(lambda: "Could not open it: " in stage.told[-1])
    assert stage.browser.files == []
    stage.simulator.fail_next("GetJob", "bare 503", times=20)
    await stage.press("y")
    await stage.until(lambda: "No address: " in stage.told[-1])
    assert stage.app.clipboard == ""


async def test_keys_at_either_end_stay_there(stage: Stage) -> None:
    await stage.press("k", "G", "j", "g")
    await stage.until(lambda: "1 of 4 Desktop 1440x900 1440" in words(stage))
