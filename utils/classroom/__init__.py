"""A learner's side of a class on a JupyterHub: lessons fetched, and their dates."""
