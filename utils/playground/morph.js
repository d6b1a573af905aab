// Lesson 03: the plane on its way through layers. The learner's dense_forward and relu say where
// each place of a grid stands after each stage; between two stages the browser moves it straight.

const MARKED = ["a", "b", "c", "d", "e", "f", "g", "h"];

export default playground("Morph the plane", ({ stage, controls, start, say, model }) => {
  let network = Object.keys(start.networks)[0];
  let time = 0; // in stages
  let points = [];
  let moved = null; // where each point stands after each stage, as Python said
  let timer = 0;

  const flat = plane(stage, {
    width: 430, height: 430, x: [-1.5, 3], y: [-1.5, 3], names: ["first number", "second number"],
    label: "The plane on its way through the layers",
  });
  const lines = node("g", {}, flat.inside);
  const border = node("path", { class: "goal" }, flat.inside);
  const places = node("g", {}, flat.over);
  node("p", {}, stage, "● should give 1, ✕ 0. Solid grid lines: first input fixed. Dotted: second input fixed. Dashed, at the end: where the output is 0.5.");

  menu(controls, {
    name: "network", choices: Object.keys(start.networks),
    change: (name) => { network = name; halt(); time = 0; moved = null; ask_all(); },
  });
  const way = slider(controls, {
    name: "stage", low: 0, high: 2, step: 0.02, value: 0, digits: 1,
    change: (value) => { halt(); time = value; draw(); },
  });
  const bar = node("div", {}, controls);
  button(bar, "Back", () => go(Math.max(0, Math.ceil(time - 1e-6) - 1)));
  button(bar, "On", () => go(Math.min(last(), Math.floor(time + 1e-6) + 1)));
  const list = node("ol", { class: "stages" }, controls);
  const target = menu(controls, { name: "class of new points", choices: ["1", "0"], change: () => {} });
  const more = node("div", {}, controls);
  button(more, "Add a point", () => add_here([0.5, 0.5]).handle.group.focus());
  button(more, "The four corners", corners);
  node("p", {}, controls, "At stage 0, click the plane to add a point, move points, or press Delete on one.");

  const stages = () => start.networks[network].stages;
  const last = () => stages().length - 1;

  /** Where a thing with a place for each stage stands now. */
  function now(path) {
    const k = clamp(Math.floor(time), 0, last() - 1);
    const part = time - k;
    return path[k].map((each, j) => each + part * (path[k + 1][j] - each));
  }

  function add(at, target) {
    const point = { at: at.map((each) => round(each, 0.05)), target };
    point.handle = handle({ ...flat, over: places }, {
      name: `Point of class ${target}`, step: 0.05,
      move: (to) => {
        if (time > 0) return say("Points move at stage 0 alone: go back to it first.");
        point.at = to.map((each) => round(each, 0.05));
        draw();
        ask_all();
      },
      drop: () => {
        point.handle.group.remove();
        points = points.filter((each) => each !== point);
        moved = null;
        ask_all();
      },
    });
    marker(point.handle.group, target === 1);
    point.name = node("text", { x: 12, y: points.length % 2 ? 20 : -8, class: "name" }, point.handle.group);
    points.push(point);
    return point;
  }

  function add_here(at) {
    if (points.length >= MARKED.length) {
      say(`${MARKED.length} points are as many as fit.`);
      return points.at(-1);
    }
    halt();
    time = 0;
    const made = add(at, Number(target.value));
    ask_all();
    return made;
  }
  flat.svg.addEventListener("click", (event) => {
    if (time > 0) return say("New points go in at stage 0: go back to it first.");
    const at = flat.place(event);
    if (at.every((each, j) => each >= [flat.x, flat.y][j][0] && each <= [flat.x, flat.y][j][1])) add_here(at);
  });

  function corners() {
    points.forEach((each) => each.handle.group.remove());
    points = [];
    moved = null;
    start.corners.forEach((at, k) => add(at, start.targets[k]));
    ask_all();
  }

  const ask = asker(model, (answer) => { moved = answer.paths; if (time > 0) { draw(); tell(); } }, say);
  function ask_all() {
    draw();
    if (time === 0) tell(); // where points stand at first is known here
    ask({ network, points: points.map((each) => each.at) });
  }

  function halt() { cancelAnimationFrame(timer); }

  /** Moves to a stage in a second; at once for those who asked for less motion. */
  function go(goal) {
    halt();
    const [from, began] = [time, performance.now()];
    const walk = (clock) => {
      const part = still() ? 1 : clamp((clock - began) / 1000, 0, 1);
      time = from + (goal - from) * part;
      draw();
      if (part < 1) timer = requestAnimationFrame(walk);
      else tell();
    };
    walk(performance.now());
  }

  function grid() {
    const found = start.networks[network].lines;
    while (lines.childElementCount > found.length) lines.lastChild.remove();
    while (lines.childElementCount < found.length) node("path", {}, lines);
    found.forEach((each, k) => {
      const count = each.paths[0].length;
      const path = Array.from({ length: count }, (_, j) => now(each.paths.map((stage) => stage[j])));
      set(lines.children[k], { d: flat.path(path), class: each.first ? "grid" : "grid dotted" });
    });
  }

  function draw() {
    way.input.max = last();
    way.put(time);
    grid();
    points.forEach((each, k) => {
      const path = moved && moved[k] && time > 0 ? moved[k] : null;
      const at = path ? now(path) : each.at;
      each.name.textContent = MARKED[k];
      each.handle.put(within(flat, at), `${MARKED[k]} at ${pair(at)}`);
    });
    const line = start.networks[network].line;
    const shown_line = line && time > last() - 0.5;
    border.setAttribute("d", shown_line ? flat.path(line) : "");
  }

  function tell() {
    const k = Math.round(time);
    list.replaceChildren();
    stages().forEach((name, j) => {
      set(node("li", {}, list, name), { value: j, "aria-current": j === k ? "step" : null });
    });
    const at = points.map((each, j) => `${MARKED[j]} ${pair(moved && k > 0 && moved[j] ? moved[j][k] : each.at)}`);
    say(`Stage ${k}, ${stages()[k]}.\n${at.join("  ")}`);
  }

  way.input.addEventListener("change", tell);
  corners();
});
