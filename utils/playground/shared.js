// What all playgrounds share: elements, planes, sliders, handles to drag, questions to the kernel.
// A playground's own file follows this one in the same module, and ends in `export default`.

const SVG = "http://www.w3.org/2000/svg";
const INLINE = new Set("svg g path line circle rect text polygon polyline title".split(" "));
const KEYS = new Set(["button", "input", "select"]); // what takes keys
// Else JupyterLab and Notebook 7 would take arrow keys and letters for shortcuts of their own. They
// look at what has the focus before they look at what it stands in, so each needs this by itself.
const UNDISTURBED = { "data-lm-suppress-shortcuts": "true" };
const PATIENCE = 4000; // milliseconds without an answer until we say so

/** An element with attributes, put at the end of its parent. */
function node(name, attributes = {}, parent = null, text = "") {
  const made = INLINE.has(name)
    ? document.createElementNS(SVG, name)
    : document.createElement(name);
  set(made, attributes);
  if (KEYS.has(name)) set(made, UNDISTURBED);
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

/** Attributes of an element; null takes one away. */
function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(key);
    else element.setAttribute(key, value);
  }
  if ("tabindex" in attributes) set(element, UNDISTURBED);
  return element;
}

/** A number as the lessons write it: a true minus sign, no minus before zero. */
function shown(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

const pair = (values, digits = 2) => `(${values.map((each) => shown(each, digits)).join(", ")})`;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const round = (value, step) => Math.round(value / step) * step;

/** A square or oblong of the plane of two numbers, with its axes; `words` stand at 0, 1, …
 *
 * A bare one has no axes, and fills its drawing.
 */
function plane(parent, { width, height, x, y, names, label, marks = [1, 1], words = null, bare = false }) {
  const edge = bare ? { left: 2, right: 2, top: 2, bottom: 2 } : { left: 44, right: 10, top: 10, bottom: 38 };
  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, role: "group" }, parent);
  set(svg, { "aria-label": label, style: `max-width:${width}px` });
  const wide = width - edge.left - edge.right;
  const high = height - edge.top - edge.bottom;
  const it = {
    svg,
    x,
    y,
    right: (a) => edge.left + ((a - x[0]) / (x[1] - x[0])) * wide,
    up: (b) => edge.top + ((y[1] - b) / (y[1] - y[0])) * high,
    /** Where in the plane an event of a pointer happened. */
    place(event) {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        svg.getScreenCTM().inverse(),
      );
      return [
        x[0] + ((at.x - edge.left) / wide) * (x[1] - x[0]),
        y[1] - ((at.y - edge.top) / high) * (y[1] - y[0]),
      ];
    },
    path: (points) =>
      points
        .map(([a, b], k) => `${k ? "L" : "M"}${it.right(a).toFixed(1)} ${it.up(b).toFixed(1)}`)
        .join(""),
  };
  if (!bare) axes(it, marks, names, words, [width, height]);
  it.inside = clipped(it, [edge.left, edge.top, wide, high]);
  it.over = node("g", {}, svg);
  return it;
}

/** Lines and numbers of a plane's axes; a screen reader hears the label instead. */
function axes({ svg, x, y, right, up }, [wide, high], [across, along], words, [width, height]) {
  const group = node("g", { class: "axes", "aria-hidden": "true" }, svg);
  const digits = (step) => (step < 1 ? 1 : 0);
  for (let a = Math.ceil(x[0] / wide) * wide; a <= x[1] + 1e-9; a += wide) {
    const name = words ? words[a] : shown(a, digits(wide));
    if (!words) node("line", { x1: right(a), x2: right(a), y1: up(y[0]), y2: up(y[1]) }, group);
    node("text", { x: right(a), y: up(y[0]) + 16, class: "middle" }, group, name);
  }
  for (let b = Math.ceil(y[0] / high) * high; b <= y[1] + 1e-9; b += high) {
    node("line", { x1: right(x[0]), x2: right(x[1]), y1: up(b), y2: up(b) }, group);
    node("text", { x: right(x[0]) - 6, y: up(b) + 4, class: "end" }, group, shown(b, digits(high)));
  }
  node("text", { x: (44 + width) / 2, y: height - 6, class: "middle" }, group, across);
  const turned = `translate(14 ${(height - 28) / 2}) rotate(-90)`;
  node("text", { transform: turned, class: "middle" }, group, along);
}

/** The value at z of a table over equal steps; beyond its ends it goes on in a straight line. */
function looked_up({ low, step, values }, z) {
  const place = (z - low) / step;
  const k = clamp(Math.floor(place), 0, values.length - 2);
  return values[k] + (place - k) * (values[k + 1] - values[k]);
}

let clips = 0;
/** A group that draws nothing outside a rectangle. */
function clipped({ svg }, [x, y, width, height]) {
  const id = `playground-clip-${Date.now()}-${(clips += 1)}`;
  const clip = document.createElementNS(SVG, "clipPath");
  clip.id = id;
  node("rect", { x, y, width, height }, clip);
  svg.append(clip);
  return node("g", { "clip-path": `url(#${id})` }, svg);
}

/** A handle to drag by mouse, pen or finger, or to move by the arrow keys.
 *
 * `move([a, b])` is told where it shall be; whoever draws calls `.put([a, b], words)`.
 */
function handle(flat, { name, step = 0.1, move, upright = false, drop = null }) {
  const group = node("g", { class: "handle", tabindex: 0, role: "slider" }, flat.over);
  const [low, high] = upright ? flat.y : flat.x;
  set(group, { "aria-label": name, "aria-valuemin": low, "aria-valuemax": high });
  if (upright) group.setAttribute("aria-orientation", "vertical");
  node("circle", { r: 22, class: "target" }, group);
  node("circle", { r: 15, class: "focus" }, group);
  const it = { group, at: [0, 0] };
  it.put = ([a, b], words) => {
    it.at = [a, b];
    const now = upright ? b : a;
    group.setAttribute("transform", `translate(${flat.right(a)} ${flat.up(b)})`);
    set(group, { "aria-valuenow": Number(now.toFixed(2)), "aria-valuetext": words });
  };
  let held = null;
  held_by_finger(group);
  group.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    group.focus();
    group.setPointerCapture(event.pointerId);
    const [a, b] = flat.place(event);
    held = [it.at[0] - a, it.at[1] - b];
  });
  group.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [a, b] = flat.place(event);
    move(within(flat, [a + held[0], b + held[1]]));
  });
  for (const end of ["pointerup", "pointercancel"])
    group.addEventListener(end, () => (held = null));
  group.addEventListener("click", (event) => event.stopPropagation());
  group.addEventListener("keydown", (event) => {
    const by = step * (event.shiftKey ? 5 : 1);
    const way = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    if (drop && ["Delete", "Backspace"].includes(event.key)) drop();
    else if (way[event.key]) {
      const [a, b] = way[event.key];
      move(within(flat, [round(it.at[0] + a, step), round(it.at[1] + b, step)]));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return it;
}

const PIXELS = 5; // of a drag, for each step of a dial

/** Makes a drawing a dial: a number to drag up and down, or to move by the arrow keys.
 *
 * `move(number)` is told what it shall be, `press()` of a click or Enter; whoever draws calls
 * `.put(number, words)`.
 */
function dial(group, { name, low, high, step, move, press = null }) {
  set(group, { class: "handle", tabindex: 0, role: "slider", "aria-orientation": "vertical" });
  set(group, { "aria-label": name, "aria-valuemin": low, "aria-valuemax": high });
  const it = { group, value: 0 };
  it.put = (value, words) => {
    it.value = value;
    set(group, { "aria-valuenow": Number(value.toFixed(2)), "aria-valuetext": words });
  };
  const turn = (to) => move(clamp(round(to, step), low, high));
  let held = null;
  held_by_finger(group);
  group.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    group.focus();
    group.setPointerCapture(event.pointerId);
    held = { from: it.value, y: event.clientY, moved: false };
  });
  group.addEventListener("pointermove", (event) => {
    if (!held) return;
    const by = Math.round((held.y - event.clientY) / PIXELS);
    held.moved ||= by !== 0;
    if (held.moved) turn(held.from + by * step);
  });
  group.addEventListener("pointerup", () => {
    if (held && !held.moved) press?.();
    held = null;
  });
  group.addEventListener("pointercancel", () => (held = null));
  group.addEventListener("keydown", (event) => {
    if (commands(event)) return;
    const by = step * (event.shiftKey ? 5 : 1);
    const way = { ArrowLeft: -by, ArrowRight: by, ArrowUp: by, ArrowDown: -by }[event.key];
    if (way) turn(it.value + way);
    else if (press && ["Enter", " "].includes(event.key)) press();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return it;
}

/** A finger on a part of a drawing drags it, and does not scroll the page.
 *
 * Chromium heeds `touch-action` of a whole drawing, not of its parts.
 */
function held_by_finger(group) {
  group.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
}

const within = ({ x, y }, [a, b]) => [clamp(a, ...x), clamp(b, ...y)];

/** Ink of an image's pixels, 0 to 255 row by row, one unit of the plane each; row 0 lies on top.
 *
 * The pixel at row r and column c begins c right of `left`, and r below `top`.
 */
function inked(group, flat, bytes, { side = 28, left, top, unit = 1 }) {
  const long = flat.right(unit) - flat.right(0) + 0.3; // so that no seams show between pixels
  group.replaceChildren();
  bytes.forEach((ink, k) => {
    if (ink < 8) return;
    const [row, column] = [Math.floor(k / side), k % side];
    const place = { x: flat.right(left + unit * column), y: flat.up(top - unit * row) };
    node("rect", { ...place, width: long, height: long, class: "ink", "fill-opacity": (ink / 255).toFixed(2) }, group);
  });
}

/** A marker that tells 1 from 0 by its shape: a disc, or a cross. */
function marker(group, one) {
  if (one) return node("circle", { r: 8, class: "one" }, group);
  return node("path", { d: "M-7 -7L7 7M-7 7L7 -7", class: "zero" }, group);
}

let labels = 0;
/** A slider with its name and its number; `change(value)` hears of each move. */
function slider(parent, { name, low, high, step, value, change, digits = 1 }) {
  const row = node("div", { class: "row" }, parent);
  const id = `playground-slider-${Date.now()}-${(labels += 1)}`;
  node("label", { for: id }, row, name);
  const input = node("input", { id, type: "range", min: low, max: high, step }, row);
  const told = node("span", { class: "number", "aria-hidden": "true" }, row);
  const it = {
    input,
    put(number) {
      input.value = number;
      told.textContent = shown(number, digits);
      input.setAttribute("aria-valuetext", shown(number, digits));
    },
  };
  input.addEventListener("input", () => {
    it.put(Number(input.value));
    change(Number(input.value));
  });
  it.put(value);
  return it;
}

/** A menu with its name; `change(text)` hears of each choice. */
function menu(parent, { name, choices, change }) {
  const label = node("label", { class: "row" }, parent, `${name} `);
  const select = node("select", {}, label);
  for (const each of choices) node("option", { value: each }, select, each);
  select.addEventListener("change", () => change(select.value));
  return select;
}

function button(parent, name, press) {
  const made = node("button", { type: "button" }, parent, name);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") press();
  });
  return made;
}

/** Whether a button does something. One that is disabled would lose the focus of the keyboard. */
function usable(made, yes) {
  set(made, { "aria-disabled": yes ? null : "true" });
}

const ON_THE_WAY = 2; // questions at once

/** Ask the kernel. Of the questions that come while two are on their way, the last is asked.
 *
 * `react(answer, question)` hears what came; `complain(text)` hears of an error, or of silence. A second
 * question does not wait for the first's answer: Jupyter's server holds an answer back until the
 * page has confirmed what came before it. Any word from the page does that; silence takes 40 ms.
 */
function asker(model, react, complain) {
  const own = Math.random().toString(36).slice(2);
  const waiting = new Map(); // questions on their way, each with the clock that runs out
  let next = null;
  let count = 0;
  function send(question) {
    const id = `${own}-${(count += 1)}`;
    const late = () => {
      waiting.delete(id);
      complain("No answer from Python. Is it busy? If not, run this cell again.");
    };
    waiting.set(id, { question, clock: setTimeout(late, PATIENCE) });
    model.send({ id, question });
  }
  model.on("msg:custom", (message) => {
    const asked = waiting.get(message.id);
    if (!asked) return;
    clearTimeout(asked.clock);
    waiting.delete(message.id);
    if (message.error) complain(message.error);
    else react(message.answer, asked.question);
    if (next !== null) {
      const question = next;
      next = null;
      send(question);
    }
  });
  return (question) => {
    if (waiting.size < ON_THE_WAY) send(question);
    else next = question;
  };
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Whether a key is a command to the notebook, not to what has the focus. */
const commands = (event) =>
  event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter");

/** Saving, running the cell and their like stay the notebook's, wherever the focus is.
 *
 * Notebook 7 looks at keys before the page's elements do, so this has to come before it.
 */
function let_commands_through(root) {
  const name = Object.keys(UNDISTURBED)[0];
  const listen = (event) => {
    if (!root.contains(event.target) || !commands(event)) return;
    const both = [event.target, root];
    for (const each of both) each.removeAttribute(name);
    setTimeout(() => both.forEach((each) => set(each, UNDISTURBED)));
  };
  window.addEventListener("keydown", listen, true);
  return () => window.removeEventListener("keydown", listen, true);
}

/** What anywidget expects of a module: `build(view)` fills a new view.
 *
 * A view has `start` (the kernel's numbers), `model`, a `stage` to draw on, `controls` beside it,
 * and `say(text)`: a line below that screen readers hear once the hand rests.
 */
function playground(name, build) {
  function render({ model, el }) {
    const root = node("div", { class: "playground", ...UNDISTURBED }, el);
    set(root, { role: "group", "aria-label": name });
    const left = node("div", { class: "stage" }, root);
    const stage = node("div", {}, left);
    const seen = node("p", { class: "said", "aria-hidden": "true" }, left);
    const heard = node("p", { class: "heard", role: "status" }, left);
    const controls = node("div", { class: "controls" }, root);
    let clock = 0;
    const say = (text) => {
      seen.textContent = text;
      clearTimeout(clock);
      clock = setTimeout(() => (heard.textContent = text), 400);
    };
    build({ stage, controls, model, say, start: model.get("start") });
    root.dataset.ready = "yes";
    return let_commands_through(root);
  }
  return { render };
}
