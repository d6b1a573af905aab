"""`make collect`: what it says, and with which exit code."""

from grading import ROOT, collect
from grading.collect import main
from tests.helpers.collecting import MOODLE, zipped
from tests.helpers.sample_course import LESSON


def test_command(root, good, monkeypatch, capsys):
    monkeypatch.setattr(collect, "ROOT", root)
    path = root.parent / "d.zip"
    path.write_bytes(zipped({f"{MOODLE}/hw.ipynb": good, "../x.ipynb": good}))
    assert main([str(path), "--lesson", LESSON]) == 0
    out = capsys.readouterr().out
    assert 'refused "../x.ipynb"' in out
    assert "1 taken, 1 refused. The same stands in downloaded/collected.csv." in out
    path.write_bytes(zipped({"x.txt": b""}))
    assert main([str(path)]) == 1
    assert "the download holds no lesson's notebook" in capsys.readouterr().err
    path.write_bytes(b"PK")
    assert main([str(path)]) == 1
    assert "nothing was collected: d.zip is no zip" in capsys.readouterr().err
    path.write_bytes(zipped({f"{MOODLE}/hw.ipynb": good}))
    assert main([str(path), "--worksheet", "none.csv"]) == 1
    assert "none.csv is no grading worksheet of this download" in capsys.readouterr().err
    assert main([str(path), "--zone", "Mars/Olympus"]) == 1
    assert "Mars/Olympus is no time zone" in capsys.readouterr().err
    assert main([""]) == 1
    assert "make collect ZIP=download.zip" in capsys.readouterr().err


def test_make_passes_the_names_on():
    lines = (ROOT / "Makefile").read_text().splitlines()
    (line,) = [line for line in lines if "grading.collect" in line]
    assert line.startswith('\t@$(VENV) -m grading.collect "$(ZIP)" --lesson')
    assert line.endswith('"$(or $(LESSON),$(LESSONS))" --worksheet "$(WORKSHEET)" --zone "$(ZONE)"')
