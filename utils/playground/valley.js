// Lesson 09: three ways down a valley, by the learner's own steps. The start is dragged, the valley
// bent; Python sends the three paths, and the browser shows them up to a step.

const KINDS = ["plain", "momentum", "Adam"];
const LEVELS = [0.2, 1, 3, 7, 13, 21, 32, 46, 64];

/** The places of one height in the valley (a² + bend b²) / 2, as a path. */
function level_line(flat, height, bend) {
  const points = Array.from({ length: 73 }, (_, k) => {
    const turn = (k / 36) * Math.PI;
    return [Math.sqrt(2 * height) * Math.cos(turn), Math.sqrt((2 * height) / bend) * Math.sin(turn)];
  });
  return flat.path(points);
}

function mark(group, kind) {
  if (kind === 0) return node("circle", { r: 7, class: "racer r0" }, group);
  if (kind === 1) return node("rect", { x: -7, y: -7, width: 14, height: 14, class: "racer r1" }, group);
  return node("path", { d: "M0 -9L9 7L-9 7Z", class: "racer r2" }, group);
}

export default playground("Race down a valley", ({ stage, controls, start, say, model }) => {
  const asked = { start: [...start.start], bend: start.bend, rates: { ...start.rates } };
  let paths = start.paths;
  let step = start.steps;
  let timer = 0;

  const flat = plane(stage, {
    width: 460, height: 330, x: [-5, 5], y: [-3, 3], names: ["first weight", "second weight"],
    label: "A valley seen from above, with its level lines and three paths",
  });
  const levels = LEVELS.map(() => node("path", { class: "level" }, flat.inside));
  const lines = KINDS.map((_, k) => node("path", { class: `trail r${k}` }, flat.inside));
  const racers = KINDS.map((_, k) => {
    const group = node("g", {}, flat.inside);
    mark(group, k);
    return group;
  });
  node("p", {}, stage, "Disc, solid: plain descent. Square, dashed: momentum. Triangle, dotted: Adam.");
  const grip = handle(flat, {
    name: "The start: drag it",
    move: (to) => { asked.start = to.map((each) => round(each, 0.1)); changed(); },
  });
  node("circle", { r: 9, class: "knob" }, grip.group);

  const way = slider(controls, {
    name: "step", low: 0, high: start.steps, step: 1, value: start.steps, digits: 0,
    change: (value) => { halt(); step = value; draw(); },
  });
  const bar = node("div", {}, controls);
  button(bar, "Race", race);
  slider(controls, {
    name: "steepness", low: 1, high: 20, step: 1, value: asked.bend, digits: 0,
    change: (value) => { asked.bend = value; changed(); },
  });
  for (const [name, [low, high, by]] of Object.entries(start.sliders))
    slider(controls, {
      name, low, high, step: by, value: asked.rates[name], digits: 2,
      change: (value) => { asked.rates[name] = value; changed(); },
    });
  const table = node("table", {}, controls);
  const head = node("tr", {}, table);
  for (const name of ["walk", "loss at this step"]) node("th", { scope: "col" }, head, name);
  const cells = KINDS.map((name) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, name);
    return node("td", {}, row);
  });

  const ask = asker(model, (answer) => { paths = answer.paths; draw(); }, say);
  function changed() {
    grip.put(asked.start, pair(asked.start, 1));
    ask(asked);
  }

  function halt() { clearInterval(timer); }
  function race() {
    halt();
    step = still() ? start.steps : 0;
    draw();
    timer = setInterval(() => {
      if (step >= start.steps) return halt();
      step += 1;
      draw();
    }, 100);
  }

  const height = ([a, b]) => (a * a + asked.bend * b * b) / 2;

  function draw() {
    way.put(step);
    grip.put(asked.start, pair(asked.start, 1));
    levels.forEach((each, k) => each.setAttribute("d", level_line(flat, LEVELS[k], asked.bend)));
    const told = KINDS.map((name, k) => {
      const seen = paths[k].slice(0, step + 1);
      const lost = seen.some((at) => at.some((each) => each === null || Math.abs(each) > 100));
      lines[k].setAttribute("d", lost ? "" : flat.path(seen));
      racers[k].setAttribute("visibility", lost ? "hidden" : "visible");
      const [a, b] = seen.at(-1);
      if (!lost) racers[k].setAttribute("transform", `translate(${flat.right(a)} ${flat.up(b)})`);
      cells[k].textContent = lost ? "far away" : shown(height([a, b]), 3);
      return `${name} ${cells[k].textContent}`;
    });
    say(`After step ${step}, the loss: ${told.join(", ")}.`);
  }
  draw();
});
