// Lessons 08 and 10: draw a digit by mouse, pen, finger or keys; Python answers after each stroke.

const SIDE = 28; // pixels of an image
const BLOCK = 10; // of the canvas's make one of the image's, each way
const PEN = 20;
const WHOLE = SIDE * BLOCK;

export default playground("Draw a digit", ({ stage, controls, start, say, model }) => {
  const frame = node("div", { class: "frame" }, stage);
  const canvas = node("canvas", { width: WHOLE, height: WHOLE, class: "paper", tabindex: 0 }, frame);
  set(canvas, { role: "application", "aria-roledescription": "drawing area" });
  set(canvas, { "aria-label": "Draw a digit here. By keys: arrows move the pen, Space lowers or lifts it." });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let down = false;
  const top = [WHOLE / 2, WHOLE / 4];
  let at = top; // of the pen that the arrow keys move
  const tip = node("span", { class: "tip", "aria-hidden": "true" }, frame);
  const show_tip = () => {
    const [left, from_top] = at.map((each) => `${(100 * each) / WHOLE}%`);
    set(tip, { style: `left:${left};top:${from_top}`, "data-down": down ? "yes" : "no" });
  };
  show_tip();
  const answers = node("div", { class: "answers" }, controls);

  const bar = node("div", {}, stage);
  button(bar, "Clear", clear);
  const stored = menu(bar, {
    name: "or take a stored drawing", choices: ["–", ...Object.keys(start.stored)],
    change: (digit) => digit !== "–" && paint(start.stored[digit]),
  });

  function begin([x, y]) {
    down = true;
    Object.assign(pen, { lineWidth: PEN, lineCap: "round", lineJoin: "round", strokeStyle: "black" });
    pen.beginPath();
    pen.moveTo(x, y);
    on([x + 0.1, y]);
  }
  function on([x, y]) {
    pen.lineTo(x, y);
    pen.stroke();
  }
  function end() {
    if (!down) return;
    down = false;
    ask_now();
  }
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * (WHOLE / box.width), (event.clientY - box.top) * (WHOLE / box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    at = place(event);
    begin(at);
    show_tip();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down) return;
    at = place(event);
    on(at);
    show_tip();
  });
  for (const each of ["pointerup", "pointercancel"]) canvas.addEventListener(each, end);

  canvas.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === " ") {
      if (down) end();
      else begin(at);
      show_tip();
      say(down ? "The pen is down." : "The pen is up.");
    } else if (way) {
      at = at.map((each, j) => clamp(each + 10 * way[j], PEN, WHOLE - PEN));
      if (down) on(at);
      show_tip();
      say(`The pen is ${down ? "down" : "up"}, ${Math.round(at[0] / BLOCK)} across and ${Math.round(at[1] / BLOCK)} down of ${SIDE}.`);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", end);

  /** Ink of each of the image's pixels, 0 to 255, row by row, two hexadecimal digits each. */
  function pixels() {
    const data = pen.getImageData(0, 0, WHOLE, WHOLE).data;
    let text = "";
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++) {
        let ink = 0;
        for (let i = 0; i < BLOCK; i++)
          for (let j = 0; j < BLOCK; j++)
            ink += data[4 * ((row * BLOCK + i) * WHOLE + column * BLOCK + j) + 3];
        text += Math.round(ink / BLOCK / BLOCK).toString(16).padStart(2, "0");
      }
    return text;
  }

  function paint(text) {
    pen.clearRect(0, 0, WHOLE, WHOLE);
    for (let k = 0; k < SIDE * SIDE; k++) {
      pen.fillStyle = `rgba(0, 0, 0, ${parseInt(text.slice(2 * k, 2 * k + 2), 16) / 255})`;
      pen.fillRect((k % SIDE) * BLOCK, Math.floor(k / SIDE) * BLOCK, BLOCK, BLOCK);
    }
    ask_now();
  }

  function clear() {
    down = false;
    at = top;
    show_tip();
    pen.clearRect(0, 0, WHOLE, WHOLE);
    stored.value = "–";
    ask_now();
  }

  const ask = asker(model, answered, say);
  const ask_now = () => ask({ pixels: pixels() });

  function answered(answer) {
    if (answer.empty) return blank();
    answers.replaceChildren();
    probabilities(answer.probabilities);
    first_layer(answer);
    const best = answer.probabilities.indexOf(Math.max(...answer.probabilities));
    say(`The network says ${best}, with probability ${shown(answer.probabilities[best], 3)}.`);
  }

  function probabilities(p) {
    const flat = plane(answers, {
      width: 400, height: 190, x: [-0.6, 9.6], y: [0, 1.02], marks: [1, 0.5], names: ["digit", "probability"],
      words: [...p.keys()].map(String), label: "The probabilities of the ten digits",
    });
    p.forEach((each, k) => {
      const wide = flat.right(0.35) - flat.right(-0.35);
      const box = { x: flat.right(k - 0.35), y: flat.up(each), width: wide, height: flat.up(0) - flat.up(each) };
      node("rect", { class: "bar", ...box }, flat.inside);
    });
  }

  /** The units of the first layer that answer most, each with its weights as an image. */
  function first_layer({ units, answering, count }) {
    node("p", {}, answers, `${answering} of the first layer's ${count} units answer. The strongest, with their weights:`);
    const shelf = node("div", { class: "shelf" }, answers);
    for (const { unit, value, weights } of units) {
      const box = node("figure", {}, shelf);
      const image = node("canvas", { width: SIDE, height: SIDE, role: "img" }, box);
      image.setAttribute("aria-label", `Weights of unit ${unit}: light where ink raises it`);
      const paper = image.getContext("2d");
      const data = paper.createImageData(SIDE, SIDE);
      weights.forEach((each, k) => data.data.set([each, each, each, 255], 4 * k));
      paper.putImageData(data, 0, 0);
      node("figcaption", {}, box, `unit ${unit}: ${shown(value, 1)}`);
    }
  }

  function blank() {
    answers.replaceChildren();
    node("p", {}, answers, "Draw a digit on the left.");
    say("");
  }
  blank();
});
