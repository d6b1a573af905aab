"""Ask axe-core about a page in a browser: which of its rules do we break?"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

# Only some cells of a notebook are in the page at a time: copies of all are laid above it
GATHER = """async () => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const all = document.createElement('div');
    all.id = 'all-cells';
    all.className = 'jp-Notebook';
    all.style = 'position: absolute; inset: 0; z-index: 10000; background: white; overflow: auto';
    const seen = new Set();
    const last = notebook.widgets.length - 1;
    for (let index = 0; index < last + 4; index += 4) {
        await notebook.scrollToItem(Math.min(index, last), 'start');
        await new Promise((resolve) => setTimeout(resolve, 150));
        for (const cell of document.querySelectorAll('.jp-Notebook .jp-Cell')) {
            const place = cell.dataset.windowedListIndex;
            if (!seen.has(place) && cell.querySelector('.jp-InputArea')) {
                seen.add(place);
                all.append(cell.cloneNode(true));
            }
        }
    }
    document.body.append(all);
    return [seen.size, notebook.widgets.length];
}"""
# What a lesson brings: its text, and what its cells display
OURS = ["#all-cells .jp-RenderedHTMLCommon", "#all-cells .jp-OutputArea-output"]
RUN = """async (within) => {
    const found = await axe.run({include: within.map((each) => [each])},
        {resultTypes: ['violations']});
    return found.violations.flatMap((rule) => rule.nodes.map((node) =>
        `${rule.id}: ${node.html.slice(0, 150)}`));
}"""


def violations(page, within: list[str]) -> list[str]:
    """What axe-core finds in the parts of a page that selectors name, each with its element."""
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, within)


def in_notebook(page) -> tuple[list[str], int, int]:
    """What axe-core finds in the open notebook; how many cells were looked at, of how many."""
    looked_at, cells = page.evaluate(GATHER)
    return violations(page, OURS), looked_at, cells
