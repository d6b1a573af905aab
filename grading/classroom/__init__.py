"""A class on a JupyterHub: what goes over nbgrader's exchange, and a hub to try it on."""
