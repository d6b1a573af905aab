// Lesson 02: signal and gradient through ten layers, for the learner's sigmoid and ReLU.
// Their functions and slopes come as tables over z, so that no drag waits for Python.

const LOW = -12; // powers of ten that are drawn
const HIGH = 4;

/** The slope at z; between 0 and the entry beside it, that entry's: a kink at 0 stays one. */
function slope_at(table, z) {
  const { step, values, low } = table;
  if (z === 0 || Math.abs(z) >= step) return looked_up(table, z);
  return values[Math.round((Math.sign(z) * step - low) / step)];
}

/** Rows times a matrix, or times it turned, scaled: rows and matrix flat, of one width. */
function times(rows, W, width, scale, turned = false) {
  const out = new Float64Array(rows.length);
  const [down, along] = turned ? [1, width] : [width, 1]; // of the matrix, to its next entry
  for (let n = 0; n < rows.length; n += width)
    for (let i = 0; i < width; i += 1) {
      const factor = rows[n + i] * scale;
      for (let j = 0; j < width; j += 1) out[n + j] += factor * W[i * down + j * along];
    }
  return out;
}

/** How far rows lie apart: the spread down each column, averaged over the columns. */
function spread(rows, width) {
  const n = rows.length / width;
  let all = 0;
  for (let j = 0; j < width; j += 1) {
    let [sum, squares] = [0, 0];
    for (let k = j; k < rows.length; k += width) sum += rows[k];
    for (let k = j; k < rows.length; k += width) squares += (rows[k] - sum / n) ** 2;
    all += squares / n;
  }
  return Math.sqrt(all / width);
}

const long = (rows, width) =>
  Math.sqrt(rows.reduce((sum, each) => sum + each * each, 0) / (rows.length / width));

/** Signal and gradient at the inputs and after each layer. */
function sizes({ weights, inputs, end, width }, [bend, slope], scale) {
  let rows = inputs;
  const signal = [spread(rows, width)];
  const slopes = [];
  for (const W of weights) {
    const Z = times(rows, W, width, scale);
    slopes.push(Z.map((z) => slope_at(slope, z)));
    rows = Z.map((z) => looked_up(bend, z));
    signal.push(spread(rows, width));
  }
  let back = end;
  const gradient = [long(back, width)];
  for (let k = weights.length - 1; k >= 0; k -= 1) {
    const through = slopes[k].map((each, j) => each * back[j]);
    back = times(through, weights[k], width, scale, true);
    gradient.unshift(long(back, width));
  }
  return { signal, gradient };
}

/** A size as the lesson prints it: two digits that count. */
function brief(size) {
  if (size === 0) return "0";
  if (size >= 1e4 || size < 1e-3) return size.toExponential(1).replaceAll("-", "−").replace("+", "");
  return String(Number(size.toPrecision(2)));
}

export default playground("Race through ten layers", ({ stage, controls, start, say }) => {
  const names = Object.keys(start.tables);
  const layers = start.weights.length;
  const flat_of = (rows) => Float64Array.from(rows.flat());
  const network = {
    weights: start.weights.map(flat_of), inputs: flat_of(start.inputs), end: flat_of(start.end),
    width: start.inputs[0].length,
  };
  let scale = start.scale;
  let step = 2 * layers;
  let timer = 0;

  const across = { x: [-0.4, layers + 0.4], y: [LOW, HIGH], marks: [1, 2], width: 430, height: 250 };
  const charts = [["signal", "forward: the signal after each layer"], ["gradient", "back: the gradient in each layer"]].map(([kind, label]) => {
    const flat = plane(stage, {
      ...across, label: `${label}, in powers of ten`, names: [`${label.replace(":", ",")} (0: inputs)`, "power of ten"],
    });
    node("path", { class: "level", d: flat.path([[-0.4, 0], [layers + 0.4, 0]]) }, flat.inside);
    const lines = names.map((_, k) => node("path", { class: `trail r${k}` }, flat.inside));
    const dots = names.map((_, k) => Array.from({ length: layers + 1 }, () =>
      (k === 0
        ? node("rect", { class: "racer r0", x: -4, y: -4, width: 8, height: 8 }, flat.inside)
        : node("circle", { class: "racer r1", r: 4 }, flat.inside))));
    return { kind, flat, lines, dots };
  });
  node("p", {}, stage, `Squares, solid: ${names[0]}. Discs, dashed: ${names[1]}. At power 0 the size is 1, two powers lower a hundredth.`);

  const [low, high, by] = start.scales;
  slider(controls, {
    name: "weights ×", low, high, step: by, value: scale, digits: 2, change: (to) => { halt(); scale = to; work(); draw(); },
  });
  const way = slider(controls, {
    name: "step", low: 0, high: 2 * layers, step: 1, value: step, digits: 0,
    change: (to) => { halt(); step = to; draw(); },
  });
  button(node("div", {}, controls), "Race", race);
  const table = node("table", {}, controls);
  const head = node("tr", {}, table);
  for (const name of ["network", "signal", "gradient"]) node("th", { scope: "col" }, head, name);
  const cells = names.map((name) => {
    const row = node("tr", {}, table);
    node("th", { scope: "row" }, row, name);
    return [0, 1].map(() => node("td", {}, row));
  });
  node("p", {}, controls, "The signal is how far the examples still lie apart. The gradient is how far a small change of a layer's outputs moves the end.");

  let found = [];
  function work() { found = names.map((name) => sizes(network, start.tables[name], scale)); }
  function halt() { clearInterval(timer); }
  function race() {
    halt();
    step = still() ? 2 * layers : 0;
    draw();
    timer = setInterval(() => {
      if (step >= 2 * layers || !stage.isConnected) return halt();
      step += 1;
      draw();
    }, 150);
  }

  function draw() {
    way.put(step);
    const forward = Math.min(step, layers);
    const back = layers - Math.max(0, step - layers);
    charts.forEach(({ kind, flat, lines, dots }) => {
      const seen = (k) => (kind === "signal" ? k <= forward : k >= back && step >= layers);
      names.forEach((_, j) => {
        const points = found[j][kind].map((each, k) => [k, each ? clamp(Math.log10(each), LOW, HIGH) : LOW]);
        lines[j].setAttribute("d", flat.path(points.filter(([k]) => seen(k))));
        points.forEach(([k, power], i) => set(dots[j][i], {
          transform: `translate(${flat.right(k)} ${flat.up(power)})`, visibility: seen(k) ? "visible" : "hidden",
        }));
      });
    });
    names.forEach((_, j) => {
      cells[j][0].textContent = brief(found[j].signal[forward]);
      cells[j][1].textContent = step >= layers ? brief(found[j].gradient[back]) : "–";
    });
    const each = (kind, k) => names.map((name, j) => `${name} ${brief(found[j][kind][k])}`).join(", ");
    const where = back ? `at layer ${back}` : "at the inputs";
    const gone = step >= layers ? ` Back ${where}, the gradient: ${each("gradient", back)}.` : "";
    say(`Weights × ${shown(scale, 2)}. After layer ${forward}, the signal: ${each("signal", forward)}.${gone}`);
  }
  work();
  draw();
});
