// Lesson 10: move a digit by hand. What the networks read at every shift came beforehand, so no drag
// waits; the feature maps are computed by the learner's layer after each move.

const SIDE = 28; // pixels of an image
const CELL = 11; // of the drawing, for each shift of a network's map

export default playground("Shift a digit", ({ stage, controls, start, say, model }) => {
  const { far, names } = start;
  const wide = 2 * far + 1;
  let digit = start.first;
  let wanted = digit; // what was chosen, until its answers have come
  let at = [0, 0]; // pixels to the right, and down
  let table = start;
  let drawn = start;

  const bar = node("div", {}, stage);
  const choice = menu(bar, { name: "digit", choices: Object.keys(start.digits), change: take });
  choice.value = digit;
  const half = SIDE / 2;
  const flat = plane(stage, { width: 320, height: 320, x: [-half, half], y: [-half, half], label: "The image", bare: true });
  const ink = node("g", {}, flat.inside);
  node("rect", { class: "edge", x: 2, y: 2, width: 316, height: 316 }, flat.svg);
  const grip = handle(flat, { name: "The digit", step: 1, move: ([a, b]) => place(a, -b) });
  set(grip.group, { class: "handle on-ink", "aria-valuemin": -far, "aria-valuemax": far });
  node("circle", { r: 9, class: "grip" }, grip.group);
  button(bar, "Back to the middle", () => place(0, 0));

  const shelf = node("div", { class: "shelf" }, controls);
  const readers = names.map((name) => reader(shelf, name));
  node("p", {}, controls, `Each map has a place for every shift by up to ${far} pixels. A square: the network reads the digit there. A dot: it does not. The ring is the shift of now.`);
  const titled = node("p", {}, controls);
  const maps = node("div", { class: "shelf" }, controls);

  /** One network: its map of shifts, and what it reads now. */
  function reader(parent, name) {
    const box = node("figure", { class: "narrow" }, parent);
    const long = wide * CELL + 4;
    const svg = node("svg", { viewBox: `0 0 ${long} ${long}`, role: "img", class: "pick" }, box);
    node("rect", { class: "plate", x: 0.5, y: 0.5, width: long - 1, height: long - 1 }, svg);
    const cells = node("g", {}, svg);
    const ring = node("rect", { class: "here", width: CELL + 2, height: CELL + 2 }, svg);
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      const steps = [event.clientX - box.left, event.clientY - box.top].map((each) => Math.floor(((each / box.width) * long - 2) / CELL) - far);
      place(...steps);
    });
    const told = node("figcaption", {}, box);
    node("div", { class: "name" }, told, name);
    return { name, svg, cells, ring, now: node("div", {}, told) };
  }

  function tables() {
    readers.forEach(({ name, svg, cells }, k) => {
      cells.replaceChildren();
      const right = table.reads[k].map((each) => each === Number(digit));
      right.forEach((yes, place) => {
        const [x, y] = [place % wide, Math.floor(place / wide)].map((each) => 2 + CELL * each);
        if (yes) node("rect", { class: "reads", x: x + 1.5, y: y + 1.5, width: CELL - 3, height: CELL - 3 }, cells);
        else node("circle", { class: "misses", cx: x + CELL / 2, cy: y + CELL / 2, r: 1.5 }, cells);
      });
      svg.setAttribute("aria-label", `${name} reads the ${digit} at ${right.filter(Boolean).length} of ${wide * wide} shifts`);
    });
  }

  function draw() {
    const [right, down] = at;
    const step = flat.right(1) - flat.right(0);
    ink.setAttribute("transform", `translate(${right * step} ${down * step})`);
    const way = `${steps(right, "right", "left")}, ${steps(down, "down", "up")}`;
    grip.put([right, -down], way);
    const k = (down + far) * wide + right + far;
    const said = readers.map(({ name, ring, now }, j) => {
      set(ring, { x: 1 + CELL * (right + far), y: 1 + CELL * (down + far) });
      const [read, sure] = [table.reads[j][k], shown(table.sure[j][k] / 1000, 3)];
      const wrong = read === Number(digit) ? "" : ", wrongly";
      now.textContent = `reads ${read}${wrong} (${sure})`;
      return `${name} ${read}${wrong}`;
    });
    say(`A ${digit}, moved ${way}. Read by ${said.join("; by ")}.`);
  }

  const steps = (far_off, onward, back) => `${Math.abs(far_off)} ${far_off < 0 ? back : onward}`;

  /** The maps as pictures on paper, dark where a kernel answers. */
  function draw_maps() {
    const tall = drawn.maps[0].length / drawn.wide;
    titled.textContent = `What the ${drawn.maps.length} kernels of ${names.at(-2)} find, by your conv_layer, after a ReLU:`;
    drawn.maps.forEach((map, k) => {
      const image = maps.children[k]?.firstChild ?? picture(k);
      set(image, { width: drawn.wide, height: tall });
      const paper = image.getContext("2d");
      const data = paper.createImageData(drawn.wide, tall);
      map.forEach((each, j) => data.data.set([255 - each, 255 - each, 255 - each, 255], 4 * j));
      paper.putImageData(data, 0, 0);
    });
  }
  function picture(k) {
    const box = node("figure", {}, maps);
    const image = node("canvas", { role: "img", "aria-label": `Map ${k}: dark where kernel ${k} answers` }, box);
    node("figcaption", {}, box, `map ${k}`);
    return image;
  }

  const ask_answers = asker(model, (answer, question) => {
    if (question.digit !== wanted) return;
    digit = wanted;
    table = answer;
    ink_of_digit();
    tables();
    draw();
    ask_maps({ digit, right: at[0], down: at[1] });
  }, say);
  const ask_maps = asker(model, (answer) => {
    drawn = answer;
    draw_maps();
  }, say);

  function take(to) {
    wanted = to;
    ask_answers({ digit: to });
  }
  function place(right, down) {
    const to = [right, down].map((each) => clamp(Math.round(each), -far, far));
    if (to[0] === at[0] && to[1] === at[1]) return;
    at = to;
    draw();
    ask_maps({ digit, right: at[0], down: at[1] });
  }
  function ink_of_digit() {
    inked(ink, flat, start.digits[digit], { left: -half, top: half });
  }

  ink_of_digit();
  tables();
  draw();
  draw_maps();
});
