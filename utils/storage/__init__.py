"""Files that are whole or not there. It imports nothing."""
