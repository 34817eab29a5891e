"""The wallboard as pure functions: where everything stands, and what is written there."""
