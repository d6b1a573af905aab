"""A learner's side of a class on a JupyterHub: lessons fetched, their dates, where they come from."""
