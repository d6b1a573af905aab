// Lesson 11: type the beginning of a name, and see which letter the writer expects next.
// Its logits come after each letter; the temperature divides them here, so no drag waits.

const EMPTY = "the beginning of a name";

export default playground("Type a name", ({ stage, controls, start, say, model }) => {
  const { symbols, longest } = start;
  let { temperature, logits } = start;
  let running = false;
  const last = symbols.length - 1; // the space; bars stand in the order a, …, z, space, end
  const order = [...symbols.keys()].slice(1).concat(0);
  const word = (k) => (k === last ? "space" : symbols[k]);

  const row = node("label", { class: "row" }, stage, "name ");
  const input = node("input", { type: "text", value: start.text, maxlength: longest, class: "typed" }, row);
  set(input, { autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const flat = plane(stage, {
    width: 560, height: 250, x: [-0.7, last + 0.7], y: [0, 1.02], marks: [1, 0.5], names: ["next symbol (_: space, .: end)", "probability"],
    words: order.map((k) => (k === 0 ? "." : k === last ? "_" : symbols[k])), label: "Probabilities of the next symbol",
  });
  const bars = order.map(() => node("rect", { class: "bar" }, flat.inside));
  const [low, high, step] = start.temperatures;
  slider(controls, { name: "temperature", low, high, step, value: temperature, change: (to) => { temperature = to; draw(); } });
  const keys = node("div", {}, controls);
  button(keys, "Draw the next letter", () => next(false));
  button(keys, "Write to the end", () => next(true));
  button(keys, "Start over", () => write(""));
  const table = node("table", {}, controls);
  const head = node("tr", {}, table);
  for (const name of ["likeliest", "logit", "probability"]) node("th", { scope: "col" }, head, name);
  const cells = Array.from({ length: 5 }, () => {
    const line = node("tr", {}, table);
    return [node("th", { scope: "row" }, line), node("td", {}, line), node("td", {}, line)];
  });

  function softmax() {
    const largest = Math.max(...logits);
    const powers = logits.map((z) => Math.exp((z - largest) / temperature));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((each) => each / sum);
  }

  function draw(drawn = "") {
    const p = softmax();
    const wide = flat.right(0.4) - flat.right(-0.4);
    order.forEach((k, place) => set(bars[place], {
      x: flat.right(place - 0.4), y: flat.up(p[k]), width: wide, height: Math.max(0, flat.up(0) - flat.up(p[k])),
    }));
    const best = [...p.keys()].sort((a, b) => p[b] - p[a]).slice(0, cells.length);
    best.forEach((k, j) => {
      [word(k), shown(logits[k]), shown(p[k], 3)].forEach((text, i) => (cells[j][i].textContent = text));
    });
    const after = input.value === "" ? EMPTY : `“${input.value}”`;
    const which = input.value === "" ? "At" : "After";
    say(`${drawn}${which} ${after}, temperature ${shown(temperature, 1)}: ${word(best[0])} is the likeliest, ${shown(p[best[0]], 3)}.`);
  }

  const ask = asker(model, (answer, question) => {
    if (question.text !== input.value) return;
    logits = answer.logits;
    if (answer.drawn === undefined) return draw();
    const ended = answer.drawn === 0 || input.value.length >= longest;
    const told = `Your function drew ${word(answer.drawn)}. `;
    if (ended) running = false;
    else write(input.value + symbols[answer.drawn], running);
    if (ended) draw(told);
    else if (running) setTimeout(() => running && next(true), still() ? 0 : 250);
  }, say);

  function next(on) {
    running = on;
    ask({ text: input.value, temperature, draw: true });
  }
  function write(text, on = false) {
    running = on;
    input.value = text;
    ask({ text });
  }
  input.addEventListener("input", () => {
    const kept = [...input.value.toLowerCase()].filter((each) => symbols.indexOf(each) > 0);
    write(kept.join("").slice(0, longest));
  });

  draw();
});
