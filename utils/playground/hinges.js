// Lesson 05: a small network trains on the plane, in Python, by the learner's own functions.
// Its parameters come over; the browser draws the boundary, and each hidden unit's hinge.

const OWN = "own points";
const FINE = 90; // cells each way, of which the boundary is drawn
const MOST = 5000; // epochs, then it pauses by itself
const AT_ONCE = 200; // epochs of a run for those who asked for less motion

/** The pre-activations of the hidden units at a place. */
const hidden = ([[W, b]], [p, q]) => b.map((each, k) => W[0][k] * p + W[1][k] * q + each);

/** What the network says at a place: its output unit's pre-activation. */
function logit(net, at) {
  const [, [V, c]] = net;
  return hidden(net, at).reduce((sum, z, k) => sum + Math.max(z, 0) * V[k][0], c[0]);
}

/** Where the network says 1, and the boundary, as two paths: cell by cell, straight in each. */
function regions(flat, net) {
  const [low, high] = flat.x;
  const at = Array.from({ length: FINE + 1 }, (_, k) => low + ((high - low) * k) / FINE);
  const z = at.map((q) => at.map((p) => logit(net, [p, q])));
  const place = ([p, q]) => `${flat.right(p).toFixed(1)} ${flat.up(q).toFixed(1)}`;
  const area = [];
  const border = [];
  for (let row = 0; row < FINE; row += 1) {
    let since = null; // where a run of cells that lie inside as a whole began
    for (let k = 0; k <= FINE; k += 1) {
      const corners = [[k, row], [k + 1, row], [k + 1, row + 1], [k, row + 1]];
      const values = k < FINE ? corners.map(([i, j]) => z[j][i]) : [-1];
      const inside = values.every((each) => each >= 0);
      if (inside) since ??= k;
      else if (since !== null) {
        const box = [[since, row], [k, row], [k, row + 1], [since, row + 1]];
        area.push(`M${box.map(([i, j]) => place([at[i], at[j]])).join("L")}Z`);
        since = null;
      }
      if (inside || !values.some((each) => each >= 0)) continue;
      const { kept, ends } = cut(corners.map(([i, j]) => [at[i], at[j]]), values);
      area.push(`M${kept.map(place).join("L")}Z`);
      for (let j = 0; j + 1 < ends.length; j += 2) border.push(`M${place(ends[j])}L${place(ends[j + 1])}`);
    }
  }
  return { area: area.join(""), border: border.join("") };
}

/** The part of a polygon where values at its corners are at least 0, and the ends of the cut. */
function cut(corners, values) {
  const kept = [];
  const ends = [];
  corners.forEach((corner, k) => {
    const [from, to] = [values[k], values[(k + 1) % corners.length]];
    if (from >= 0) kept.push(corner);
    if (from >= 0 === to >= 0) return;
    const following = corners[(k + 1) % corners.length];
    ends.push(corner.map((each, j) => each + (from / (from - to)) * (following[j] - each)));
    kept.push(ends.at(-1));
  });
  return { kept, ends };
}

/** The lowest loss of a network that ignores its inputs, from the classes alone. */
function ignoring(targets) {
  const share = targets.filter((each) => each === 1).length / targets.length;
  return [share, 1 - share].reduce((sum, each) => sum - (each ? each * Math.log(each) : 0), 0);
}

/** The curve of the loss, on axes that grow with the epochs. */
function curve(parent) {
  const box = node("div", {}, parent);
  let flat = null;
  let until = 0;
  let line = null;
  let level = null;
  return (losses, nothing) => {
    const needed = [100, 500, 1000, 2000, MOST].find((each) => losses.length <= each) ?? MOST;
    if (needed !== until) {
      until = needed;
      box.replaceChildren();
      flat = plane(box, {
        width: 340, height: 190, x: [0, until * 1.05], y: [0, 1], names: ["epoch", "loss"],
        label: "The loss in each epoch", marks: [until / 5, 0.5],
      });
      level = node("path", { class: "goal" }, flat.inside);
      line = node("path", { class: "line" }, flat.inside);
    }
    level.setAttribute("d", flat.path([[0, nothing], [until * 1.05, nothing]]));
    const by = Math.max(1, Math.floor(losses.length / 400));
    const seen = losses.map((loss, k) => [k, loss]).filter(([k, loss]) => k % by === 0 && loss !== null);
    // what lies far above is cut off by the frame
    line.setAttribute("d", flat.path(seen.map(([k, loss]) => [k, Math.min(loss, 3)])));
  };
}

export default playground("Train a network on the plane", ({ stage, controls, start, say, model }) => {
  const now = { shape: start.shape, width: start.width, seed: start.seed, rate: Number(start.rate) };
  let net = null;
  let epoch = 0;
  let loss = null;
  let lost = false; // numbers too large to go on with
  let losses = [];
  let running = false;
  let fresh = true; // a new network has been asked for
  let examples = [];

  const flat = plane(stage, {
    width: 430, height: 430, x: [-2, 2], y: [-2, 2], names: ["x₁", "x₂"],
    label: "The plane of two inputs: points of two classes, the boundary, and the hidden units' hinges",
  });
  const side = node("path", { class: "side", "shape-rendering": "crispEdges" }, flat.inside);
  const dots = node("g", { "aria-hidden": "true" }, flat.inside);
  const border = node("path", { class: "line" }, flat.inside);
  const hinges = node("g", { "aria-hidden": "true" }, flat.inside);
  const places = node("g", {}, flat.over);
  node("p", {}, stage, "● is class 1, ✕ class 0. Shaded: the network says 1. Dotted, with a number: a hidden unit's hinge, where its pre-activation is 0. The flag points to where the unit is open.");

  const walk = node("div", {}, controls);
  const run = button(walk, "Train", () => (running ? pause() : go()));
  button(walk, "One epoch", () => { pause(); train(1); });
  button(walk, "Start over", renew);
  const pace = menu(controls, { name: "epochs in a picture", choices: ["1", "5", "20"], change: () => {} });
  pace.value = "5";
  const shape = menu(controls, {
    name: "points", choices: [...Object.keys(start.shapes), OWN],
    change: (name) => { now.shape = name; furnish(); renew(); },
  });
  for (const [key, name] of [["width", "hidden units"], ["seed", "seed"]]) {
    const [low, high] = start.limits[key];
    slider(controls, {
      name, low, high, step: 1, value: now[key], digits: 0,
      change: (value) => { now[key] = value; renew(); },
    });
  }
  const rate = menu(controls, {
    name: "learning rate", choices: start.rates, change: (text) => { now.rate = Number(text); },
  });
  rate.value = start.rate;
  const look = menu(controls, { name: "hinges", choices: ["all", "none"], change: () => draw() });
  const own = node("div", {}, controls);
  const target = menu(own, { name: "class of new points", choices: ["1", "0"], change: () => {} });
  button(own, "Add a point", () => { const made = add([0, 0], Number(target.value)); if (made) { moved(); made.handle.group.focus(); } });
  node("p", {}, own, "Click the plane to add a point there. Drag points, even while it trains; Delete takes the focused one away.");
  const plot = curve(controls);
  node("p", {}, controls, "Dashed: the lowest loss of a network that ignores its inputs.");

  const ask = asker(model, came, (text) => { pause(); fresh = false; able(); say(text); });

  /** Shows the points of the shape that was chosen; own ones can be moved. */
  function furnish() {
    examples.forEach((each) => each.handle?.group.remove());
    examples = [];
    dots.replaceChildren();
    const mine = now.shape === OWN;
    own.hidden = !mine;
    const { points, targets } = mine ? start.own : start.shapes[now.shape];
    points.forEach((at, k) => {
      if (mine) return add(at, targets[k]);
      const place = `translate(${flat.right(at[0])} ${flat.up(at[1])}) scale(0.6)`;
      marker(node("g", { transform: place }, dots), targets[k] === 1);
      examples.push({ at, target: targets[k] });
    });
  }

  function add(at, target) {
    if (examples.length >= 40) return say("40 points are as many as fit.");
    const point = { at: at.map((each) => round(each, 0.05)), target };
    point.handle = handle({ ...flat, over: places }, {
      name: `A point of class ${target}`, step: 0.05,
      move: (to) => { point.at = to.map((each) => round(each, 0.05)); moved(); },
      drop: () => {
        point.handle.group.remove();
        examples = examples.filter((each) => each !== point);
        moved();
      },
    });
    point.wrong = node("circle", { r: 13, class: "wrong" }, point.handle.group);
    marker(point.handle.group, target === 1);
    examples.push(point);
    return point;
  }

  /** After a point has moved: drawn at once, and its loss asked for where nobody asks anyway. */
  function moved() {
    draw();
    if (!running && examples.length) train(0);
  }

  flat.svg.addEventListener("click", (event) => {
    if (now.shape !== OWN) return;
    const at = flat.place(event);
    if (Math.max(...at.map(Math.abs)) <= 2 && add(at, Number(target.value))) moved();
  });

  function question(more) {
    const mine = now.shape === OWN
      ? { points: examples.map((each) => each.at), targets: examples.map((each) => each.target) }
      : {};
    return { ...now, ...mine, ...more };
  }

  function renew() {
    pause();
    fresh = true;
    able();
    ask(question({}));
  }

  function train(epochs) {
    if (fresh || !net) return;
    if (!examples.length) { pause(); return draw(); }
    ask(question({ params: net, epochs, epoch }));
  }

  function go() {
    if (fresh) return;
    if (still()) return train(AT_ONCE);
    running = true;
    able();
    train(Number(pace.value));
  }

  function pause() { running = false; able(); }

  /** No button is disabled meanwhile: it would lose the focus of the keyboard. */
  function able() { run.textContent = running ? "Pause" : "Train"; }

  function came(answer) {
    if (fresh && !answer.new) return; // of the network that was; the new one follows
    if (fresh) losses = [];
    lost = answer.params.flat(3).includes(null) || (answer.loss === null && examples.length > 0);
    losses = losses.slice(0, answer.since).concat(answer.losses);
    ({ epoch, loss } = answer);
    net = answer.params;
    if (fresh) choices();
    fresh = false;
    if (lost || epoch >= MOST) pause();
    able();
    draw();
    // a cell that is gone, or scrolled far away, asks no more
    if (running && stage.isConnected) requestAnimationFrame(() => running && train(Number(pace.value)));
    else if (running) pause();
  }

  /** The hinges' menu has an entry for each unit. */
  function choices() {
    const before = look.value;
    look.replaceChildren();
    const names = ["all", "none", ...net[0][1].map((_, k) => `unit ${k + 1}`)];
    for (const each of names) node("option", { value: each }, look, each);
    look.value = names.includes(before) ? before : "all";
  }

  function hinge(k, taken) {
    const [[W, b]] = net;
    const w = [W[0][k], W[1][k]];
    const box = [[-2, -2], [2, -2], [2, 2], [-2, 2]];
    const { ends } = cut(box, box.map(([p, q]) => w[0] * p + w[1] * q + b[k]));
    if (ends.length < 2) return;
    const chosen = look.value === `unit ${k + 1}`;
    const [from, to] = ends.map(([p, q]) => [flat.right(p), flat.up(q)]);
    const group = node("g", {}, hinges);
    const d = `M${from.join(" ")}L${to.join(" ")}`;
    node("path", { d, class: chosen ? "hinge chosen" : "hinge" }, group);
    // the number stands where the numbers before it leave most room
    const spots = [0.08, 0.16, 0.24, 0.34, 0.66, 0.76, 0.84, 0.92].map((part) => from.map((each, j) => each + part * (to[j] - each)));
    const room = (spot) => Math.min(60, ...taken.map((each) => Math.hypot(spot[0] - each[0], spot[1] - each[1])));
    const spot = spots.reduce((best, each) => (room(each) > room(best) + 1 ? each : best));
    taken.push(spot);
    const size = Math.hypot(...w);
    const [ux, uy] = [w[0] / size, -w[1] / size]; // up is less on the page
    const flag = `M${spot[0] + ux * 24} ${spot[1] + uy * 24}L${spot[0] + ux * 9 - uy * 8} ${spot[1] + uy * 9 + ux * 8}L${spot[0] + ux * 9 + uy * 8} ${spot[1] + uy * 9 - ux * 8}Z`;
    node("path", { d: flag, class: "flag" }, group);
    node("circle", { cx: spot[0], cy: spot[1], r: 10, class: "tag" }, group);
    node("text", { x: spot[0], y: spot[1] + 4.5, class: "middle name" }, group, String(k + 1));
  }

  const open = (k) => examples.filter((each) => hidden(net, each.at)[k] > 0).length;

  function sentence(right) {
    if (!examples.length) return "There are no points: add one first.";
    if (lost) return `Epoch ${epoch}: the loss is no number any more. The learning rate is too large: start over with a smaller one.`;
    const found = `loss ${loss === null ? "–" : shown(loss, 3)}, ${right} of ${examples.length} points right`;
    const units = net[0][1].map((_, k) => k);
    const dead = units.filter((k) => open(k) === 0).map((k) => k + 1);
    const words = dead.length ? ` Dead, open for no point: unit ${dead.join(", ")}.` : "";
    const k = units.find((each) => look.value === `unit ${each + 1}`);
    const one_unit = k === undefined ? words : ` Unit ${k + 1} is open for ${open(k)} of ${examples.length} points; its weight in the output is ${shown(net[1][0][k][0])}.`;
    return `Epoch ${epoch}: ${found}.${one_unit}`;
  }

  function draw() {
    if (!net) return;
    const { area, border: edge } = lost ? { area: "", border: "" } : regions(flat, net);
    side.setAttribute("d", area);
    border.setAttribute("d", edge);
    hinges.replaceChildren();
    const taken = [];
    const some = net[0][1].map((_, k) => k).filter((k) => ["all", `unit ${k + 1}`].includes(look.value));
    if (!lost) some.forEach((k) => hinge(k, taken));
    const good = examples.map((each) => !lost && (logit(net, each.at) >= 0 ? 1 : 0) === each.target);
    examples.forEach((each, k) => {
      each.handle?.put(each.at, `${pair(each.at)}, ${good[k] ? "right" : "a mistake"}`);
      each.wrong?.setAttribute("visibility", good[k] ? "hidden" : "visible");
    });
    plot(losses, ignoring(examples.map((each) => each.target)) || 0);
    say(sentence(good.filter(Boolean).length));
  }

  furnish();
  came(start.first);
});
