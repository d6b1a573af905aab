"""Log in from the learning platform, by LTI 1.3: for a hub's settings, `log_in_by_lti(c, …)`.

What the platform gives at registration goes in; jupyterhub-ltiauthenticator does the rest. Whoever
opens the hub without coming from the platform cannot log in.
"""

from __future__ import annotations

# Where each platform answers, below its own address
PLACES = {
    "moodle": ("/mod/lti/auth.php", "/mod/lti/certs.php"),
    "canvas": ("/api/lti/authorize_redirect", "/api/lti/security/jwks"),
}


def log_in_by_lti(c, *, platform, address, client_ids, name="email", issuer=""):
    """Set the hub to log people in from a platform.

    Args:
        c: JupyterHub's configuration.
        platform: "moodle" or "canvas".
        address: the platform's, such as "https://moodle.example.org".
        client_ids: what the platform gave at registration.
        name: which of the claims names a person on the hub; roster.csv must name the same.
        issuer: what the platform calls itself, where that is not its address, as at Canvas.
    """
    authorize, keys = PLACES[platform]
    c.JupyterHub.authenticator_class = "ltiauthenticator.lti13.auth.LTI13Authenticator"
    c.LTI13Authenticator.issuer = issuer or address
    c.LTI13Authenticator.authorize_url = address + authorize
    c.LTI13Authenticator.jwks_endpoint = address + keys
    c.LTI13Authenticator.client_id = set(client_ids)
    c.LTI13Authenticator.username_key = name
    c.Authenticator.allow_all = True  # whom the platform's course lets in
