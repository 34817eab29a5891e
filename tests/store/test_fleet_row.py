"""A row is in order whatever comes and goes, and sifting keeps it so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.keys import BranchKey
from amplify_tui.store.fleet_entry import Entry
from amplify_tui.store.fleet_lines import Line
from amplify_tui.store.fleet_row import Row
from tests.store.fleet_room import SHOP

FAR = 253_402_300_799.0
"""The last second that a date can tell."""
NUMBERS = st.sampled_from([0.0, -0.0, 1.76e9, 1.76e9 + 1e-6, -1.76e9, FAR, -FAR]) | st.floats(-FAR, FAR)


@given(
    st.lists(st.tuples(st.integers(0, 8), NUMBERS, NUMBERS), max_size=30),
    st.lists(st.integers(0, 99), max_size=15),
)
def test_branches_stand_in_the_order_of_their_keys(
    drawn: list[tuple[int, float, float]], gone: list[int]
) -> None:
    row, line = Row(), Line(5)
    kept = []
    for number, (rank, first, second) in enumerate(drawn):
        entry = Entry(BranchKey(SHOP, f"b{number}"), "shop", line, number)
        key = (rank, first, second, 0, entry.order)
        row.add(key, entry)
        kept.append((key, entry))
    for number in gone:
        if kept:
            key, _ = kept.pop(number % len(kept))
            row.remove(key)
    kept.sort(key=lambda pair: pair[0])
    assert row.entries == [entry for _, entry in kept]
    assert row.first() is (kept[0][1] if kept else None)
    sifted = Row()
    sifted.sift(row, lambda entry: entry.serial % 2 == 0)
    assert sifted.entries == [entry for _, entry in kept if entry.serial % 2 == 0]
    for key, entry in kept:
        if entry.serial % 2 == 0:
            sifted.remove(key)
    assert sifted.entries == []
