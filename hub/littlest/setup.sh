#!/bin/sh
# After The Littlest JupyterHub is installed, as root, in the project's folder: sh hub/littlest/setup.sh
# It can be run again at any time: a newer kit replaces the course, and nobody's work is touched.
set -eu

[ -f dist/kit.zip ] || { echo 'dist/kit.zip is missing: run `make kit` first' >&2; exit 1; }

# What students import: the kit without its lessons, in an environment of its own
mkdir -p /opt/course
python3 -m zipfile -e dist/kit.zip /opt/course
rm -f /opt/course/lessons.zip
(cd /opt/course && TORCH_BACKEND=cpu python3 utils/bootstrap.py --all)
/opt/course/.venv/bin/python -m uv pip install --quiet --no-deps --require-hashes \
    --python /opt/course/.venv/bin/python --requirement /opt/course/requirements/hub.txt
# A server speaks with its hub in the hub's own version
version=$(/opt/tljh/hub/bin/python -c 'import jupyterhub; print(jupyterhub.__version__)')
/opt/course/.venv/bin/python -m uv pip install --quiet \
    --python /opt/course/.venv/bin/python "jupyterhub==$version"
/opt/course/.venv/bin/python -m compileall -q /opt/course/.venv/lib /opt/course/utils
/opt/course/.venv/bin/python -m utils.data mnist || echo 'MNIST was not fetched: lesson 08 takes smaller digits'
chmod -R a+rX /opt/course

# Where work changes hands: everybody may write there, and the course's own folders are closed
mkdir -p /srv/exchange
chmod 777 /srv/exchange

# The hub's settings
mkdir -p /srv/course-hub
cp -r hub/course_hub.py hub/lti.py hub/etc /srv/course-hub/
target=/opt/tljh/config/jupyterhub_config.d
mkdir -p "$target"
[ -e "$target/course.py" ] || cp hub/littlest/course.py "$target/course.py"

echo "Now change the lines in $target/course.py, and run: sudo tljh-config reload hub"
