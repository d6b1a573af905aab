// Lesson 04: a ball rolls down the loss surface of the students. Its start is dragged, its rate set;
// Python sends its way, by the learner's slopes, and the browser shows it up to a step.

/** Where a line of equal loss has its number: at a ring's right end, else in the middle. */
function spot(piece) {
  const ring = piece[0].every((each, k) => each === piece.at(-1)[k]);
  if (!ring) return piece[piece.length >> 1];
  return piece.reduce((one, two) => (two[0] > one[0] ? two : one));
}

export default playground("Roll a ball down the loss surface", ({ stage, controls, start, say, model }) => {
  const asked = { start: [...start.start], rate: start.rate };
  let { path, losses, slopes } = start.roll;
  let step = start.steps;
  let timer = 0;

  const [x, y] = start.box;
  const flat = plane(stage, {
    width: 460, height: 360, x, y, names: ["weight of study", "weight of sleep"],
    label: "The loss over two weights as a map, and the ball's way down",
  });
  for (const { loss, pieces } of start.levels) {
    for (const piece of pieces) node("path", { class: "level quiet", d: flat.path(piece) }, flat.inside);
    if (loss < 0.5) continue; // rings too small for a number
    const [a, b] = spot(pieces.reduce((one, two) => (two.length > one.length ? two : one)));
    node("text", { class: "middle height", x: flat.right(a), y: flat.up(b) + 4, "aria-hidden": "true" }, flat.inside, String(loss));
  }
  const trail = node("path", { class: "trail r0" }, flat.inside);
  const steps = node("path", { class: "steps" }, flat.inside);
  const ball = node("circle", { r: 9, class: "ball" }, flat.inside);
  node("p", {}, stage, "A line joins weights with equal loss. The ring is the start: drag it. Each dot is a step, the disc is the ball.");
  const grip = handle(flat, {
    name: "The start: drag it", step: 0.05,
    move: (to) => { asked.start = to.map((each) => round(each, 0.05)); changed(); },
  });
  node("circle", { r: 10, class: "knob hollow" }, grip.group);

  const [low, high, by] = start.rates;
  slider(controls, {
    name: "rate", low, high, step: by, value: asked.rate, digits: 2,
    change: (to) => { asked.rate = Number(to.toFixed(2)); changed(); },
  });
  const way = slider(controls, {
    name: "step", low: 0, high: start.steps, step: 1, value: step, digits: 0,
    change: (to) => { halt(); step = to; draw(); },
  });
  const bar = node("div", {}, controls);
  button(bar, "Roll", roll);
  button(bar, "One step", () => { halt(); step = Math.min(start.steps, step + 1); draw(); });
  const table = node("table", {}, controls);
  const head = node("tr", {}, table);
  for (const name of ["weight", "now", "slope", "− rate × slope"]) node("th", { scope: "col" }, head, name);
  const cells = ["study", "sleep"].map((name) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, name);
    return [0, 1, 2].map(() => node("td", {}, row));
  });

  const ask = asker(model, (answer) => { ({ path, losses, slopes } = answer); draw(); }, say);
  function changed() {
    grip.put(asked.start, pair(asked.start));
    ask(asked);
  }

  function halt() { clearInterval(timer); }
  function roll() {
    halt();
    step = still() ? start.steps : 0;
    draw();
    timer = setInterval(() => {
      if (step >= start.steps || !stage.isConnected) return halt();
      step += 1;
      draw();
    }, 100);
  }

  function draw() {
    way.put(step);
    grip.put(asked.start, pair(asked.start));
    const seen = path.slice(0, step + 1);
    const lost = losses[step] === null;
    trail.setAttribute("d", flat.path(seen));
    const dot = ([a, b]) => `M${flat.right(a).toFixed(1)} ${flat.up(b).toFixed(1)}h0`;
    steps.setAttribute("d", seen.map(dot).join(""));
    const [a, b] = path[step];
    set(ball, { cx: flat.right(a), cy: flat.up(b) });
    [0, 1].forEach((k) => {
      const slope = slopes[step][k];
      [path[step][k], slope, -asked.rate * slope].forEach((each, j) => {
        cells[k][j].textContent = lost ? "–" : shown(each, 3);
      });
    });
    const before = step && losses[step - 1] !== null && losses[step] > losses[step - 1] + 5e-4 ? " It rose in this step." : "";
    say(`After step ${step} the ball is at ${pair(path[step])}, loss ${lost ? "too large" : shown(losses[step], 3)}.${before}`);
  }
  draw();
});
