// Lesson 05: the walk through two inputs, two hidden units and one output, arrow by arrow.
// The browser multiplies; Python sends what the learner's numerical_gradient says of each slope.

const AT = { x1: [62, 112], x2: [62, 268], a1: [262, 112], a2: [262, 268], y: [452, 190], L: [590, 190] };
const EDGES = [["x1", "a1"], ["x2", "a1"], ["x1", "a2"], ["x2", "a2"], ["a1", "y"], ["a2", "y"], ["y", "L"]];
const SHARES = [0.5, 0.32, 0.32, 0.5, 0.5, 0.5, 0.5]; // where on its arrow a number stands
const RADIUS = 27;
const SUB = ["₁", "₂"];
const FORWARD = 7;

const sigma = (z) => 1 / (1 + Math.exp(-z));

/** A number with three decimals, or with three digits after its leading zeros. */
function three(number) {
  const size = Math.abs(number);
  if (size >= 0.1 || size < 1e-9) return shown(number, 3);
  if (size < 1e-5) return number.toExponential(2).replaceAll("-", "−");
  return shown(number, 2 - Math.floor(Math.log10(size)));
}

/** A number that was given, as it was written. */
const given = (number) => shown(number, 2).replace(/\.?0+$/, "");

/** Factors, a negative one behind another in brackets. */
const product = (factors) =>
  factors.map((each, k) => (k && each.startsWith("−") ? `(${each})` : each)).join(" × ");

/** Every number of the walk, forth and back. */
function worked({ x, y, W1, b1, W2, b2 }) {
  const parts = [0, 1].map((k) => [x[0] * W1[0][k], x[1] * W1[1][k]]);
  const z = parts.map(([p, q], k) => p + q + b1[k]);
  const a = z.map(sigma);
  const out = a.map((each, k) => each * W2[k]);
  const z_out = out[0] + out[1] + b2;
  const y_hat = sigma(z_out);
  const d_y_hat = y_hat - y;
  const gate = y_hat * (1 - y_hat);
  const dz_out = d_y_hat * gate;
  const gates = a.map((each) => each * (1 - each));
  const da = W2.map((each) => dz_out * each);
  const dz = da.map((each, k) => each * gates[k]);
  return { parts, z, a, out, z_out, y_hat, loss: d_y_hat ** 2 / 2, d_y_hat, gate, dz_out, gates, da, dz };
}

/** The steps of the walk: the arrow or unit of each, its words, and for a slope its product. */
function walk({ x, y, W1, b1, W2, b2 }, n) {
  const sum = (name, parts, bias, total) =>
    ` With the bias, ${name} = ${parts.map(three).join(" + ")} + ${given(bias)} = ${three(total)}.`.replaceAll("+ −", "− ");
  const into = (k) => (j) => ({
    edge: 2 * k + j,
    words: `x${SUB[j]} × weight = ${product([given(x[j]), given(W1[j][k])])} = ${three(n.parts[k][j])} goes into unit ${k + 1}.`
      + (j ? `${sum(`z${SUB[k]}`, n.parts[k], b1[k], n.z[k])} Its sigmoid: a${SUB[k]} = ${three(n.a[k])}.` : ""),
  });
  const out = (k) => ({
    edge: 4 + k,
    words: `a${SUB[k]} × weight = ${product([three(n.a[k]), given(W2[k])])} = ${three(n.out[k])} goes into the output.`
      + (k ? `${sum("z", n.out, b2, n.z_out)} Its sigmoid: ŷ = ${three(n.y_hat)}.` : ""),
  });
  const last = { edge: 6, words: `L = ½ (ŷ − y)² = ½ (${three(n.y_hat)} − ${given(y)})² = ${three(n.loss)}.` };
  const slope = (name, where, what, factors, value, note) => {
    const numbers = name === "dŷ" ? factors.join(" − ") : product(factors);
    const words = `${name} = ${what} = ${numbers} = ${three(value)}. ${note}`;
    return { name, ...where, what, value, back: true, numbers, words };
  };
  const two = [0, 1];
  return [
    ...two.flatMap((k) => two.map(into(k))), ...two.map(out), last,
    slope("dŷ", { edge: 6 }, "ŷ − y", [three(n.y_hat), given(y)], n.d_y_hat, "The walk back begins at the loss."),
    slope("dz", { unit: "y" }, "dŷ × ŷ (1 − ŷ)", [three(n.d_y_hat), three(n.gate)], n.dz_out, "Through the output's sigmoid; it is db₂ as well."),
    ...two.map((k) => slope(`dW₂, from a${SUB[k]}`, { edge: 4 + k }, `dz × a${SUB[k]}`, [three(n.dz_out), three(n.a[k])], n.dz_out * n.a[k], "A weight's slope: what came back, times what went in.")),
    ...two.map((k) => slope(`da${SUB[k]}`, { edge: 4 + k }, "dz × weight", [three(n.dz_out), given(W2[k])], n.da[k], `Across the arrow to hidden unit ${k + 1}.`)),
    ...two.map((k) => slope(`dz${SUB[k]}`, { unit: `a${k + 1}` }, `da${SUB[k]} × a${SUB[k]} (1 − a${SUB[k]})`, [three(n.da[k]), three(n.gates[k])], n.dz[k], `Through the sigmoid of unit ${k + 1}; it is that unit's db₁ as well.`)),
    ...two.flatMap((k) => two.map((j) => slope(`dW₁, x${SUB[j]} to ${k + 1}`, { edge: 2 * k + j }, `dz${SUB[k]} × x${SUB[j]}`, [three(n.dz[k]), given(x[j])], x[j] * n.dz[k], "What came back, times what went in."))),
  ];
}

export default playground("Walk through a network, arrow by arrow", ({ stage, controls, start, say, model }) => {
  const net = { x: [...start.x], y: start.y, W1: start.W1.map((row) => [...row]), b1: start.b1, W2: [...start.W2], b2: start.b2 };
  let nudged = start.nudged;
  let step = 0;
  stage.closest(".playground").classList.add("tall"); // the controls stand below

  const frame = node("div", { class: "wide" }, stage);
  const svg = node("svg", { viewBox: "0 0 650 360", role: "group", style: "width:650px", "aria-label": "Two inputs, two hidden units, the prediction and the loss, with arrows between them" }, frame);
  const shafts = EDGES.map(() => node("path", {}, svg));
  const heads = EDGES.map(() => node("path", { class: "shaft" }, svg));
  const units = Object.fromEntries(Object.entries(AT).map(([name, at]) => [name, unit(name, at)]));

  function unit(name, [x, y]) {
    const group = node("g", { transform: `translate(${x} ${y})` }, svg);
    node("circle", { r: RADIUS + 5, class: "focus" }, group);
    const shape = name === "L"
      ? node("rect", { x: -30, y: -22, width: 60, height: 44, class: "knob made" }, group)
      : node("circle", { r: RADIUS, class: name[0] === "x" ? "knob" : "knob made" }, group);
    const inside = node("text", { y: 5, class: "middle" }, group);
    const above = y < 200 && name !== "L";
    const lines = [0, 1, 2].map((row) => node("text", {
      class: "middle", y: above ? -RADIUS - 9 - 17 * (2 - row) : RADIUS + 19 + 17 * row,
    }, group));
    return { group, shape, inside, lines, above };
  }

  const far = (to) => Math.round(to * 100) / 100;
  for (const j of [0, 1])
    units[`x${j + 1}`].dial = dial(units[`x${j + 1}`].group, {
      name: `Input x${j + 1}`, low: -2, high: 2, step: 0.1, move: (to) => { net.x[j] = far(to); change(); },
    });
  const weights = EDGES.slice(0, 6).map(([from, to], k) => {
    const group = node("g", {}, svg);
    const [a, b] = [AT[from], AT[to]];
    const at = a.map((each, i) => each + SHARES[k] * (b[i] - each));
    set(group, { transform: `translate(${at[0]} ${at[1]})` });
    node("rect", { x: -34, y: -21, width: 68, height: 42, class: "focus" }, group);
    const plate = node("rect", { y: -17, height: 34, class: "plate" }, group);
    const text = node("text", { y: 4, class: "middle" }, group);
    const slope = node("text", { y: 14, class: "middle name" }, group);
    const it = dial(group, {
      name: `Weight from ${from} to ${to === "y" ? "the output" : `unit ${to[1]}`}`, low: -3, high: 3, step: 0.1,
      move: (to) => { put_weight(k, far(to)); change(); },
    });
    return { ...it, plate, text, slope };
  });
  const goal = node("g", { transform: `translate(${AT.L[0]} ${AT.L[1] + 62})` }, svg);
  node("rect", { x: -48, y: -18, width: 96, height: 36, class: "focus" }, goal);
  node("rect", { x: -44, y: -14, width: 88, height: 28, class: "knob", rx: 6 }, goal);
  const goal_text = node("text", { y: 5, class: "middle" }, goal);
  const target = dial(goal, { name: "Target y", low: 0, high: 1, step: 0.1, move: (to) => { net.y = far(to); change(); } });

  const weight = (k) => (k < 4 ? net.W1[k % 2][k >> 1] : net.W2[k - 4]);
  function put_weight(k, to) {
    if (k < 4) net.W1[k % 2][k >> 1] = to;
    else net.W2[k - 4] = to;
  }

  const total = walk(net, worked(net)).length;
  const way = slider(controls, {
    name: "step", low: 0, high: total, step: 1, value: 0, digits: 0, change: (to) => { step = to; draw(); },
  });
  const bar = node("div", {}, controls);
  button(bar, "Back", () => { step = Math.max(0, step - 1); draw(); });
  button(bar, "Next", () => { step = Math.min(total, step + 1); draw(); });
  button(bar, "To the loss", () => { step = FORWARD; draw(); });
  button(bar, "To the end", () => { step = total; draw(); });
  node("p", {}, controls, "Inputs, weights and the target are yours: drag a number up or down, or use the arrow keys on it. On the slider, the arrow keys walk. All digits are kept; what stands here is rounded.");
  const frame_of_table = node("div", { class: "wide" }, controls);
  const table = node("table", {}, frame_of_table);
  const head = node("tr", {}, table);
  for (const name of ["slope", "what is multiplied", "gives", "by your nudging"]) node("th", { scope: "col" }, head, name);
  const rows = walk(net, worked(net)).slice(FORWARD).map((each) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, each.name);
    return { row, cells: [0, 1, 2].map(() => node("td", {}, row)) };
  });

  const ask = asker(model, (answer) => { ({ nudged } = answer); draw(); }, say);
  function change() {
    nudged = null;
    draw();
    ask(net);
  }

  /** An arrow from rim to rim, its head where it is gone to. */
  function arrow(k, back) {
    const [from, to] = EDGES[k].map((name) => AT[name]);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const [u, v] = from.map((each, i) => (to[i] - each) / length);
    const near = [from[0] + u * (RADIUS + 3), from[1] + v * (RADIUS + 3)];
    const end = [to[0] - u * (RADIUS + 5), to[1] - v * (RADIUS + 5)];
    shafts[k].setAttribute("d", `M${near}L${end}`);
    const [tip, s] = back ? [near, -1] : [end, 1];
    const [p, q] = [u * 9 * s, v * 9 * s];
    heads[k].setAttribute("d", `M${tip[0] - p - q * 0.6} ${tip[1] - q + p * 0.6}L${tip}L${tip[0] - p + q * 0.6} ${tip[1] - q - p * 0.6}`);
  }

  function beside({ lines, above }, texts) {
    const put = above ? [...Array(3 - texts.length).fill(""), ...texts] : texts;
    lines.forEach((line, k) => (line.textContent = put[k] ?? ""));
  }

  function draw() {
    const n = worked(net);
    const steps = walk(net, n);
    const now = step ? steps[step - 1] : null;
    way.put(step);
    if (now) {
      const seen = now.unit ? [now.unit, now.unit] : EDGES[now.edge];
      frame.scrollLeft = (AT[seen[0]][0] + AT[seen[1]][0] - frame.clientWidth) / 2; // where it is narrow
    }
    const reached = (k) => step >= k;
    const slope_of = (name) => steps.find((each, k) => k < step && each.name === name);
    EDGES.forEach((_, k) => {
      const on = now?.edge === k;
      arrow(k, step > FORWARD && (on ? now.back : steps.slice(0, step).some((each) => each.back && each.edge === k)));
      for (const each of [shafts[k], heads[k]]) each.setAttribute("class", on ? "shaft added" : "shaft");
      heads[k].style.strokeDasharray = "none";
    });
    for (const [name, { shape }] of Object.entries(units)) shape.classList.toggle("asked", now?.unit === name);
    const put = (name, ok, number) => (units[name].inside.textContent = ok ? three(number) : "?");
    [0, 1].forEach((j) => {
      const [input, hidden] = [units[`x${j + 1}`], units[`a${j + 1}`]];
      input.inside.textContent = shown(net.x[j], 1);
      input.dial.put(net.x[j], shown(net.x[j], 1));
      beside(input, [`x${SUB[j]}`]);
      put(`a${j + 1}`, reached(2 * j + 2), n.a[j]);
      const told = reached(2 * j + 2) ? [`a${SUB[j]}, from z${SUB[j]} = ${three(n.z[j])}`] : [`a${SUB[j]}`];
      for (const name of [`da${SUB[j]}`, `dz${SUB[j]}`]) if (slope_of(name)) told.push(`${name} = ${three(slope_of(name).value)}`);
      beside(hidden, told);
    });
    put("y", reached(6), n.y_hat);
    const told = [reached(6) ? `ŷ, from z = ${three(n.z_out)}` : "ŷ"];
    for (const name of ["dŷ", "dz"]) if (slope_of(name)) told.push(`${name} = ${three(slope_of(name).value)}`);
    beside(units.y, told);
    put("L", reached(7), n.loss);
    beside(units.L, []);
    goal_text.textContent = `target ${shown(net.y, 1)}`;
    target.put(net.y, shown(net.y, 1));
    weights.forEach((each, k) => {
      const name = k < 4 ? `dW₁, x${SUB[k % 2]} to ${(k >> 1) + 1}` : `dW₂, from a${SUB[k - 4]}`;
      const slope = slope_of(name);
      each.text.textContent = shown(weight(k), 1);
      each.text.setAttribute("y", slope ? -3 : 5);
      set(each.plate, { x: slope ? -32 : -17, width: slope ? 64 : 34 });
      each.slope.textContent = slope ? three(slope.value) : "";
      each.put(weight(k), shown(weight(k), 1) + (slope ? `, slope ${three(slope.value)}` : ""));
    });
    steps.slice(FORWARD).forEach((each, k) => {
      const there = step > FORWARD + k;
      const [what, gives, witness] = rows[k].cells;
      what.textContent = there ? `${each.what} = ${each.numbers}` : "";
      gives.textContent = there ? three(each.value) : "";
      witness.textContent = there ? (nudged ? three(nudged[k]) : "…") : "";
      set(rows[k].row, { "aria-current": now === each ? "step" : null });
    });
    const begin = "Step 0: the inputs stand on the left. Next goes along the first arrow.";
    say(now ? `Step ${step}, ${now.back ? "back" : "forward"}: ${now.words}` : begin);
  }
  draw();
});
