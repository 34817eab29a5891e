"""One module per command; each has ``run(request, surroundings)``, which returns the exit code."""
