// Lesson 12: choose a patch by hovering, dragging or keys, and see where each head looks from there.
// The weights of all patches came with the image, so no hand waits for Python.

const SIDE = 4; // patches in a row
const ACROSS = 7; // of a patch, each way
const WRITTEN = 50; // thousandths, from which on a weight is written

export default playground("Watch where a patch looks", ({ stage, controls, start, say, model }) => {
  let digit = String(start.first);
  let { patch } = start;
  let told = start;
  let [head, block] = [0, 0];

  const bar = node("div", {}, stage);
  const choice = menu(bar, { name: "digit", choices: Object.keys(start.digits), change: take });
  choice.value = digit;
  const flat = plane(stage, { width: 364, height: 364, x: [-0.5, 3.5], y: [-0.5, 3.5], label: "The digit in 16 patches", bare: true });
  const long = flat.right(1) - flat.right(0);
  const every = Array.from({ length: SIDE * SIDE }, (_, k) => k);
  const middle = (k) => [k % SIDE, SIDE - 1 - Math.floor(k / SIDE)];
  const corner = (k) => ({ x: flat.right(middle(k)[0] - 0.5), y: flat.up(middle(k)[1] + 0.5), width: long, height: long });
  const shades = every.map((k) => node("rect", { ...corner(k), class: "look" }, flat.inside));
  const ink = node("g", { opacity: 0.8 }, flat.inside);
  for (const k of every) node("rect", { ...corner(k), class: "edge cut" }, flat.inside);
  for (const k of every) {
    const { x, y } = corner(k);
    node("text", { x: x + 5, y: y + 14, class: "patch-number", "aria-hidden": "true" }, flat.inside, String(k));
  }
  const numbers = every.map((k) => {
    const [a, b] = middle(k);
    return node("text", { x: flat.right(a), y: flat.up(b) + 7, class: "middle part-label weight", "aria-hidden": "true" }, flat.inside);
  });
  const grip = handle(flat, { name: "The patch that looks", step: 1, move: ([a, b]) => choose(a, b) });
  set(grip.group, { "aria-valuemin": 0, "aria-valuemax": SIDE * SIDE - 1 });
  grip.group.querySelector(".focus").remove(); // the square shows it
  for (const kind of ["halo", "asks"])
    node("rect", { class: kind, x: 4 - long / 2, y: 4 - long / 2, width: long - 8, height: long - 8 }, grip.group);
  const hover = (event) => choose(...flat.place(event));
  flat.svg.addEventListener("pointermove", (event) => event.buttons === 0 && event.pointerType === "mouse" && hover(event));
  flat.svg.addEventListener("click", hover);
  node("p", {}, stage, "The dashed patch looks. The stronger a patch's colour, the more it is looked at; large numbers are weights in percent, from 5 on, small ones number the patches.");

  const heads = told.weights[0].length;
  const chosen = slider(controls, { name: "head", low: 0, high: heads - 1, step: 1, value: head, digits: 0, change: (to) => { head = to; draw(); } });
  slider(controls, { name: "block", low: 0, high: told.weights.length - 1, step: 1, value: block, digits: 0, change: (to) => { block = to; draw(); } });
  node("p", {}, controls, "All heads, from the same patch:");
  const shelf = node("div", { class: "shelf" }, controls);
  const small = Array.from({ length: heads }, (_, k) => {
    const box = node("figure", { class: "half" }, shelf);
    const svg = node("svg", { viewBox: "0 0 96 96", role: "img", class: "pick" }, box);
    const cells = every.map((j) => node("rect", { class: "look", x: 24 * (j % SIDE), y: 24 * Math.floor(j / SIDE), width: 24, height: 24 }, svg));
    const asks = node("rect", { class: "asks", width: 20, height: 20 }, svg);
    node("rect", { class: "edge", x: 1, y: 1, width: 94, height: 94 }, svg);
    svg.addEventListener("click", () => { head = k; chosen.put(k); draw(); });
    return { svg, cells, asks, words: node("figcaption", {}, box) };
  });
  const test = node("p", {}, controls);

  const percent = (thousandths) => `${Math.round(thousandths / 10)}\u00a0%`;
  const most = (weights) => weights.indexOf(Math.max(...weights));
  const opacity = (weight) => Math.min(1, 0.85 * (weight / 400)).toFixed(2);

  function choose(a, b) {
    const [column, up] = [a, b].map((each) => clamp(Math.round(each), 0, SIDE - 1));
    const k = (SIDE - 1 - up) * SIDE + column;
    if (k === patch) return;
    patch = k;
    draw();
  }

  function draw() {
    const looks = told.weights[block].map((table) => table[patch]);
    looks[head].forEach((weight, k) => {
      shades[k].setAttribute("fill-opacity", opacity(weight));
      numbers[k].textContent = weight >= WRITTEN ? String(Math.round(weight / 10)) : "";
    });
    small.forEach(({ svg, cells, asks, words }, k) => {
      cells.forEach((cell, j) => cell.setAttribute("fill-opacity", opacity(looks[k][j])));
      set(asks, { x: 2 + 24 * (patch % SIDE), y: 2 + 24 * Math.floor(patch / SIDE) });
      const best = most(looks[k]);
      words.textContent = `head ${k}: patch ${best}, ${percent(looks[k][best])}`;
      svg.setAttribute("aria-label", `Head ${k} looks at patch ${best} most, ${percent(looks[k][best])}`);
      set(svg, { class: k === head ? "pick chosen" : "pick" });
    });
    const best = most(looks[head]);
    grip.put(middle(patch), `patch ${patch}, head ${head} looks at patch ${best} most, ${percent(looks[head][best])}`);
    test.textContent = rests_on(best);
    say(`Block ${block}, head ${head}: patch ${patch} looks at patch ${best} most, with ${percent(looks[head][best])} of its weight.`);
  }

  /** What the answer becomes when the patch that is looked at most is covered. */
  function rests_on(best) {
    const { reads, sure } = told;
    const whole = reads.length - 1;
    const [before, after] = [sure[whole], sure[best]].map((each) => shown(each / 1000, 3));
    const now = reads[best] === reads[whole] ? `still reads ${reads[best]}` : `reads ${reads[best]}`;
    return `The test: cover patch ${best} with paper. The network ${now}; the probability of ${reads[whole]} goes from ${before} to ${after}.`;
  }

  const ask = asker(model, (answer, question) => {
    if (question.digit !== digit) return;
    told = answer;
    show_ink();
    draw();
  }, say);
  function take(to) {
    digit = to;
    ask({ digit });
  }
  function show_ink() {
    const unit = 1 / ACROSS;
    inked(ink, flat, start.digits[digit], { left: -0.5, top: SIDE - 0.5, unit });
  }

  show_ink();
  draw();
});
