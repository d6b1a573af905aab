"""How a check asks, says and recognises. It imports nothing."""
