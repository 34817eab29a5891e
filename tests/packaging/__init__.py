"""What leaves the repository: the archive, the wheel, and the rules on imports."""
