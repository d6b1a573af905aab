// Lesson 01: own points, a line to drag, and the learner's perceptron_update step by step.

/** The corners of a box where w x + b is at least 0, as half of the plane within it. */
function half(flat, [w1, w2], b) {
  const [left, right] = flat.x;
  const [low, high] = flat.y;
  const corners = [[left, low], [right, low], [right, high], [left, high]];
  const z = ([p, q]) => w1 * p + w2 * q + b;
  const kept = [];
  const ends = [];
  corners.forEach((corner, k) => {
    const following = corners[(k + 1) % 4];
    if (z(corner) >= 0) kept.push(corner);
    if (z(corner) >= 0 !== z(following) >= 0) {
      const part = z(corner) / (z(corner) - z(following));
      ends.push(corner.map((each, j) => each + part * (following[j] - each)));
      kept.push(ends.at(-1));
    }
  });
  return { kept, ends };
}

function arrow(group, kind) {
  const shaft = node("path", { class: `shaft ${kind}` }, group);
  return (flat, from, to) => {
    const [x1, y1, x2, y2] = [flat.right(from[0]), flat.up(from[1]), flat.right(to[0]), flat.up(to[1])];
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 2) return shaft.setAttribute("d", "");
    const [ux, uy] = [((x2 - x1) / length) * 11, ((y2 - y1) / length) * 11];
    const head = [-1, 1].map((side) =>
      `M${x2} ${y2}L${x2 - ux + side * uy * 0.55} ${y2 - uy - side * ux * 0.55}`);
    shaft.setAttribute("d", `M${x1} ${y1}L${x2} ${y2}${head.join("")}`);
  };
}

export default playground("Train a perceptron on your own points", (view) => {
  const { stage, controls, start, say, model } = view;
  let { w, b } = start;
  let points = [];
  let visited = -1; // the example that the next step visits is the one after
  let past = []; // what each step found, to step back
  let told = "";

  const flat = plane(stage, {
    width: 430, height: 430, x: [-3, 3], y: [-3, 3], names: ["x₁", "x₂"],
    label: "The plane of two inputs: points of two classes, the line, and the arrow w",
  });
  const side = node("polygon", { class: "side" }, flat.inside);
  const line = node("path", { class: "line" }, flat.inside);
  const before = arrow(flat.inside, "faded");
  const added = arrow(flat.inside, "added");
  const now = arrow(flat.inside, "weights");
  const ring = node("rect", { class: "ring", width: 30, height: 30 }, flat.inside);
  const places = node("g", {}, flat.over);

  node("p", {}, stage, "● is class 1, ✕ class 0. Shaded: the neuron gives 1. A dashed ring: a mistake. Dotted arrow: w before the step; dashed: what was added to it.");
  const foot = handle(flat, { name: "The line: drag it, b changes", move: slide });
  node("rect", { x: -8, y: -8, width: 16, height: 16, class: "knob" }, foot.group);
  const tip = handle(flat, { name: "The arrow w: drag its tip, w changes", move: (to) => {
    moved(); w = to.map((each) => round(each, 0.05)); draw();
  } });
  node("circle", { r: 8, class: "knob" }, tip.group);

  const z = ([p, q]) => w[0] * p + w[1] * q + b;
  const right = (point) => (z(point.at) >= 0 ? 1 : 0) === point.target;

  /** A step back would not lead where the hand has been. */
  function moved() {
    past = [];
    visited = -1;
    told = "";
  }

  /** Moves the line through a place, and keeps its direction. */
  function slide(to) {
    moved();
    b = round(-(w[0] * to[0] + w[1] * to[1]), 0.05);
    draw();
  }

  function add(at, target) {
    const point = { at: at.map((each) => round(each, 0.1)), target };
    point.handle = handle({ ...flat, over: places }, {
      name: `A point of class ${target}`,
      move: (to) => { moved(); point.at = to.map((each) => round(each, 0.1)); draw(); },
      drop: () => { moved(); drop(point); },
    });
    point.wrong = node("circle", { r: 13, class: "wrong" }, point.handle.group);
    marker(point.handle.group, target === 1);
    points.push(point);
    return point;
  }

  function drop(point) {
    point.handle.group.remove();
    points = points.filter((each) => each !== point);
    draw();
  }

  const target = menu(controls, { name: "class of new points", choices: ["1", "0"], change: () => {} });
  const add_here = (at) => { moved(); const made = add(at, Number(target.value)); draw(); return made; };
  flat.svg.addEventListener("click", (event) => {
    const at = flat.place(event);
    if (Math.max(...at.map(Math.abs)) <= 3) add_here(at);
  });
  const bar = node("div", {}, controls);
  button(bar, "Add a point", () => add_here([0, 0]).handle.group.focus());
  button(bar, "Clear the points", () => { moved(); [...points].forEach(drop); });
  const walk = node("div", {}, controls);
  const back = button(walk, "Step back", undo);
  const on = button(walk, "Step", step);
  button(walk, "Start over", () => { moved(); ({ w, b } = start); draw(); });
  const table = node("table", {}, controls);
  const cells = ["w", "b", "mistakes", "visited", "z", "error", "added to w"].map((name) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, name);
    return node("td", {}, row, "–");
  });
  node("p", {}, controls, "Click the plane to add a point there. Points move too, and Delete takes the focused one away.");

  const ask = asker(model, stepped, (text) => { usable(on, true); say(text); });

  function step() {
    if (!points.length) return say("Add a point first.");
    usable(on, false); // until the answer is there
    const point = points[(visited + 1) % points.length];
    ask({ w, b, x: point.at, target: point.target });
  }

  function stepped(answer) {
    const k = (visited + 1) % points.length;
    past.push({ w, b, visited, told });
    visited = k;
    const point = points[k];
    told = { k, z: z(point.at), from: w, error: answer.error, change: answer.change, at: point.at };
    ({ w, b } = answer);
    draw();
  }

  function undo() {
    ({ w, b, visited, told } = past.pop());
    draw();
  }

  function sentence() {
    const mistakes = points.filter((each) => !right(each)).length;
    const all = `${mistakes} of ${points.length} points are on the wrong side.`;
    if (!told) return all;
    const what = told.error
      ? `error ${shown(told.error, 0)}, so ${told.error > 0 ? "x is added to w" : "x is taken off w"}`
      : "error 0, so nothing changes";
    return `Example ${told.k + 1}: ${what}. ${all}`;
  }

  function draw() {
    const { kept, ends } = half(flat, w, b);
    side.setAttribute("points", kept.map(([p, q]) => `${flat.right(p)},${flat.up(q)}`).join(" "));
    line.setAttribute("d", ends.length === 2 ? flat.path(ends) : "");
    const size = w[0] ** 2 + w[1] ** 2;
    const at = size ? w.map((each) => (-b * each) / size) : [0, 0];
    const far = !size || Math.max(...at.map(Math.abs)) > 3;
    foot.group.setAttribute("visibility", far ? "hidden" : "visible");
    if (!far) foot.put(at, `b ${shown(b)}`);
    now(flat, [0, 0], w);
    tip.put(within(flat, w), `w ${pair(w)}`);
    const learned = told && told.error;
    before(flat, [0, 0], learned ? told.from : [0, 0]);
    added(flat, learned ? told.from : [0, 0], learned ? w : [0, 0]);
    points.forEach((each, k) => {
      each.handle.put(each.at, `${pair(each.at, 1)}, ${right(each) ? "right" : "a mistake"}`);
      each.wrong.setAttribute("visibility", right(each) ? "hidden" : "visible");
    });
    ring.setAttribute("visibility", told ? "visible" : "hidden");
    if (told) set(ring, { x: flat.right(told.at[0]) - 15, y: flat.up(told.at[1]) - 15 });
    usable(on, points.length > 0);
    usable(back, past.length > 0);
    const mistakes = points.filter((each) => !right(each)).length;
    const row = told
      ? [`example ${told.k + 1}, x = ${pair(told.at, 1)}`, shown(told.z), shown(told.error, 0), pair(told.change)]
      : ["–", "–", "–", "–"];
    [pair(w), shown(b), `${mistakes} of ${points.length}`, ...row].forEach((text, k) => {
      cells[k].textContent = text;
    });
    say(sentence());
  }

  start.points.forEach((at, k) => add(at, start.targets[k]));
  draw();
});
