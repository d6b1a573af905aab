"""What lessons import. This file imports nothing, so that a lesson pays only for what it uses."""
