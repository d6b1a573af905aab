"""What drawings share. It imports nothing: a lesson pays only for what it uses."""
