"""The outside world: AWS, files, the browser."""
