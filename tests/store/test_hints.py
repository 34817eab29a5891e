"""Who waits for the answer to a hint."""

from __future__ import annotations

from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.store.hints import Hints

MAIN = BranchKey(AppKey(Target("", "eu-west-1"), "d1shop"), "main")


async def test_whoever_asks_after_another_gave_up_waits_for_an_answer_of_his_own() -> None:
    hints = Hints()
    given_up = hints.add(MAIN)
    assert hints.add(MAIN) is given_up
    given_up.cancel()
    waiting = hints.add(MAIN)
    hints.note_question(MAIN)
    assert not waiting.done()
    hints.note_answer(MAIN)
    assert waiting.result() is None
